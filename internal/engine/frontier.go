package engine

import (
	"math"
	"sort"

	"saavu/pkg/cost"
	"saavu/pkg/report"
)

// frontier prices each service's options of one year against the next-best one:
// among the lawful options, those that no other beats on people who get there
// and on the county's euros are put in order of cost, dearer steps at a lower
// price behind them are left out, and each gets the euros for each person more
// than the option below it.
func (c *comparison) frontier(r *report.Report) {
	for s := range r.Services {
		rows := r.Services[s].Rows
		if !c.p.staffed(s) {
			for i := range rows {
				unpriced(&rows[i], c.p.unknown(s))
			}
			continue
		}
		years := map[int][]int{}
		for i := range rows {
			if year := c.list[i].Year; lawful(r, i) {
				years[year] = append(years[year], i)
			} else {
				unpriced(&rows[i], report.Reason{Cause: report.Unlawful})
			}
		}
		for _, list := range years {
			points := make([]point, len(list))
			for k, i := range list {
				points[k] = point{i, c.list[i].fromRoot(s, cost.County), rows[i].There.V}
			}
			hull := efficient(points)
			for k := 1; k < len(hull); k++ {
				b := &rows[hull[k].option]
				b.NextBest = r.Options[hull[k-1].option].Name
				b.NextPrice = price(hull[k-1], hull[k])
				for _, p := range points { // the same point under another name
					if p.like(hull[k]) {
						rows[p.option].NextBest, rows[p.option].NextPrice = b.NextBest, b.NextPrice
					}
				}
			}
			for _, p := range points {
				switch {
				case rows[p.option].NextBest != "":
				case p.like(hull[0]):
					unpriced(&rows[p.option], report.Reason{Cause: report.Cheapest})
				default:
					unpriced(&rows[p.option], report.Reason{Cause: report.OffFrontier})
				}
			}
		}
	}
}

// unpriced says why a row has no price of a person more.
func unpriced(r *report.Row, why report.Reason) {
	r.Reasons = r.Reasons.Because(why, "frontier_price_eur")
}

// point is an option's place between euros and people.
type point struct {
	option        int
	euros, people float64
}

// like says whether two options cost and reach the same.
func (p point) like(q point) bool {
	return math.Abs(p.euros-q.euros) < 0.5 && math.Abs(p.people-q.people) < 0.5
}

// efficient gives the options of the frontier in order of cost, by their first
// in the list where two are equal.
func efficient(points []point) []point {
	list := append([]point(nil), points...)
	sort.SliceStable(list, func(a, b int) bool {
		if list[a].euros != list[b].euros {
			return list[a].euros < list[b].euros
		}
		return list[a].people > list[b].people
	})
	var hull []point
	for _, p := range list {
		if len(hull) > 0 && p.people <= hull[len(hull)-1].people+0.5 {
			continue
		}
		for len(hull) > 1 && price(hull[len(hull)-2], hull[len(hull)-1]) > price(hull[len(hull)-1], p) {
			hull = hull[:len(hull)-1]
		}
		hull = append(hull, p)
	}
	return hull
}

// price is the euros for each person more at b than at a.
func price(a, b point) float64 {
	if b.people <= a.people {
		return math.Inf(1)
	}
	return (b.euros - a.euros) / (b.people - a.people)
}

// fromRoot sums an option's change of a payer's euros in a service over what it
// is compared with, down to the reference of its year, so that options that are
// compared with different ones can be set beside each other.
func (e *Evaluation) fromRoot(service int, p cost.Payer) float64 {
	sum := 0.0
	for ; e.Against != nil; e = e.Against {
		sum += cost.Sum(e.central.deltas, p, service, 0)
	}
	return sum
}

// lawful says whether an option breaks no law that today's network keeps.
func lawful(r *report.Report, i int) bool {
	for _, b := range r.Options[i].Breaches {
		if b.Verdict == "breach" && b.Severity == report.Law {
			return false
		}
	}
	return true
}
