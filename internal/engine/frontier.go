package engine

import (
	"math"
	"sort"

	"saavu/pkg/report"
)

// frontier puts the prices of the ranks into the rows: the euros for each additional
// person who gets there, compared with the next-best option (see Ranked).
func (c *comparison) frontier(r *report.Report, ranks [][]Rank) {
	for s := range r.Services {
		rows := r.Services[s].Rows
		for i := range rows {
			switch rank := ranks[i][s]; {
			case rank.Next >= 0:
				rows[i].NextBest, rows[i].NextPrice = r.Options[rank.Next].Name, rank.Price
			case !c.p.staffed(s):
				unpriced(&rows[i], c.p.unknown(s))
			default:
				unpriced(&rows[i], report.Reason{Cause: rank.Why})
			}
		}
	}
}

// unpriced states why a row has no price per additional person.
func unpriced(r *report.Row, why report.Reason) {
	r.Reasons = r.Reasons.Because(why, "frontier_price_eur")
}

// point is an option in the plane of euros and people.
type point struct {
	option        int
	euros, people float64
}

// like reports whether two options have the same cost and reach.
func (p point) like(q point) bool {
	return math.Abs(p.euros-q.euros) < 0.5 && math.Abs(p.people-q.people) < 0.5
}

// efficient returns the options of the frontier in order of cost. Of equal options
// it takes the first in the list.
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

// price returns the euros for each additional person at b compared with a.
func price(a, b point) float64 {
	if b.people <= a.people {
		return math.Inf(1)
	}
	return (b.euros - a.euros) / (b.people - a.people)
}

// fromRoot sums a figure that is a change, draw by draw, along an option's references
// down to the reference of its year. So options with different references become
// comparable.
func (e *Evaluation) fromRoot(change func(*figures) series) series {
	sum := make(series, len(change(e.figures)))
	for ; e.Against != nil; e = e.Against {
		for k, v := range change(e.figures) {
			sum[k] += v
		}
	}
	return sum
}

// lawful reports whether an option breaks no law that today's network keeps.
func lawful(r *report.Report, i int) bool {
	for _, b := range r.Options[i].Breaches {
		if b.Verdict == "breach" && b.Severity == report.Law {
			return false
		}
	}
	return true
}
