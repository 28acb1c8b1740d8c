package engine

import (
	"math"
	"sort"

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
		years := map[int][]int{}
		for i := range rows {
			if c.lawful(r, i) {
				years[c.years[i]] = append(years[c.years[i]], i)
			}
		}
		for _, list := range years {
			hull := efficient(rows, list)
			for k := 1; k < len(hull); k++ {
				a, b := &rows[hull[k-1]], &rows[hull[k]]
				b.NextBest = r.Options[hull[k-1]].Name
				b.NextPrice = (b.County.V - a.County.V) / (b.There.V - a.There.V)
				for _, i := range list { // the same point under another name
					if twin := &rows[i]; math.Abs(twin.County.V-b.County.V) < 0.5 && math.Abs(twin.There.V-b.There.V) < 0.5 {
						twin.NextBest, twin.NextPrice = b.NextBest, b.NextPrice
					}
				}
			}
		}
	}
}

// efficient gives the options of the frontier in order of cost, by their first
// in the list where two are equal.
func efficient(rows []report.Row, list []int) []int {
	sort.SliceStable(list, func(a, b int) bool {
		x, y := &rows[list[a]], &rows[list[b]]
		if x.County.V != y.County.V {
			return x.County.V < y.County.V
		}
		return x.There.V > y.There.V
	})
	var hull []int
	for _, i := range list {
		if len(hull) > 0 && rows[i].There.V <= rows[hull[len(hull)-1]].There.V+0.5 {
			continue
		}
		for len(hull) > 1 && price(rows, hull[len(hull)-2], hull[len(hull)-1]) > price(rows, hull[len(hull)-1], i) {
			hull = hull[:len(hull)-1]
		}
		hull = append(hull, i)
	}
	return hull
}

func price(rows []report.Row, a, b int) float64 {
	people := rows[b].There.V - rows[a].There.V
	if people <= 0 {
		return math.Inf(1)
	}
	return (rows[b].County.V - rows[a].County.V) / people
}

// lawful says whether an option breaks no law that today's network keeps.
func (c *comparison) lawful(r *report.Report, i int) bool {
	for _, b := range r.Options[i].Breaches {
		if b.Verdict == "breach" && b.Severity == report.Law {
			return false
		}
	}
	return true
}
