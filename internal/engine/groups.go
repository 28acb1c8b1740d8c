package engine

import (
	"math"

	"saavu/pkg/delivery"
	"saavu/pkg/equity"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// The population groups of a report.
var (
	ageGroups      = []population.Group{{From: 0, To: 6}, {From: 7, To: 17}, {From: 18, To: 22}, {From: 23, To: 64}, {From: 65, To: 74}, {From: 75, To: 200}}
	limitedGroup   = "mobility-limited"
	languageGroups = []string{"Finnish", "Swedish", "other language"}
)

func ageGroup(g population.Group) string { return "age " + g.String() }

// Groups lists the population groups that a service for a target group may have, by
// their labels in the tidy list. A group without people has no row.
func Groups(target population.Group) []string {
	var out []string
	for _, g := range ageGroups {
		if g.From <= target.To && g.To >= target.From {
			out = append(out, ageGroup(g))
		}
	}
	out = append(out, limitedGroup)
	for _, name := range languageGroups {
		g := report.GroupRow{Name: name}
		out = append(out, g.Label())
	}
	return out
}

// groups returns how age groups, people with limited mobility and the language
// groups of a service's target group get there without a car. Languages are known by
// area only, so figures by language are not identified from data.
func (e *Evaluation) groups(s int) []report.GroupRow {
	d, m, o := e.people.demand, e.compiled.model, &e.outcome.Services[s]
	sm := &m.Services[s]
	var out []report.GroupRow
	for _, g := range ageGroups {
		free, limited := make([]float64, len(m.Starts)), make([]float64, len(m.Starts))
		for b, a := range m.Starts {
			if a >= g.From && a <= g.To {
				free[b], limited[b] = sm.Target[b]*(1-m.Limited[b]), sm.Target[b]*m.Limited[b]
			}
		}
		out = appendGroup(out, ageGroup(g), reached(d, m, o, s, free, limited))
	}
	limited := make([]float64, len(m.Starts))
	for b := range limited {
		limited[b] = sm.Target[b] * m.Limited[b]
	}
	out = appendGroup(out, limitedGroup, reached(d, m, o, s, make([]float64, len(limited)), limited))
	return append(out, e.languages(s)...)
}

// tally has a group's people, its cells and the people who get there.
type tally struct {
	people, there float64
	cells         int
}

// reached counts a group. free and limited are the shares of a band that belong to
// the group and walk well, and that belong to the group and do not.
func reached(d *delivery.Demand, m *delivery.Model, o *delivery.Service, s int, free, limited []float64) tally {
	var t tally
	sm := &m.Services[s]
	var bands []int // with people of the group: for most groups a few
	for b := range free {
		if free[b] != 0 || limited[b] != 0 {
			bands = append(bands, b)
		}
	}
	for k := range d.Cells {
		n := 0.0
		row := d.People[k*d.Bands : (k+1)*d.Bands]
		for _, b := range bands {
			f, l := row[b]*free[b], row[b]*limited[b]
			n += f + l
			if o.AtSchool && sm.School[b] > 0 {
				t.there += f + l
				continue
			}
			if o.Time[delivery.Free][k] <= sm.Limit {
				t.there += f
			}
			if o.Time[delivery.FreeLimited][k] <= sm.Limit {
				t.there += l
			}
		}
		if n > 0 {
			t.people += n
			t.cells++
		}
	}
	return t
}

func appendGroup(out []report.GroupRow, name string, t tally) []report.GroupRow {
	if t.people == 0 {
		return out
	}
	return append(out, report.GroupRow{Name: name, People: t.people, Cells: t.cells, GetsThere: report.Exact(min(1, t.there/t.people)), Identified: true})
}

// languages distributes each area's reach over its language shares. Areas with
// unknown shares are left out, so that all groups are from the same areas. If the
// law requires service in Swedish, points that are known not to provide it do not
// count for Swedish speakers.
func (e *Evaluation) languages(s int) []report.GroupRow {
	d, o := e.people.demand, &e.outcome.Services[s]
	limit := e.limit(s)
	var swedish []float64
	if e.of.base.Network.Services[s].SwedishByLaw {
		swedish, _ = delivery.WithinSwedish(d, e.compiled.model, e.located(), e.times, o, s)
	}
	sums := make([]tally, 3)
	for a := range d.Areas {
		if v := &d.Areas[a]; math.IsNaN(v.Fi) || math.IsNaN(v.Sv) || math.IsNaN(v.Foreign) {
			continue
		}
		people, there := o.There.Total(a), o.There.Within(a, limit)
		for l, v := range []float64{d.Areas[a].Fi, d.Areas[a].Sv, d.Areas[a].Foreign} {
			sums[l].people += v * people
			if l == 1 && swedish != nil {
				sums[l].there += v * swedish[a]
			} else {
				sums[l].there += v * there
			}
		}
	}
	var out []report.GroupRow
	for l, t := range sums {
		if t.people > 0 {
			out = append(out, report.GroupRow{Name: languageGroups[l], People: t.people, GetsThere: report.Exact(t.there / t.people)})
		}
	}
	return out
}

// weighs reports whether a group is one of those that are compared.
func weighs(g *report.GroupRow) bool {
	return g.Identified && equity.Reaches(g.People, minPeople) && g.Cells >= minCells
}

// gapOf finds the groups with the lowest and the highest share that gets there,
// among the identified groups of at least 500 people in at least 5 cells, and the
// gap between them.
func gapOf(groups []report.GroupRow) (worst, best string, gap report.Range) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, g := range groups {
		if !weighs(&g) {
			continue
		}
		if g.GetsThere.V < lo-roundingError {
			lo, worst = g.GetsThere.V, g.Name
		}
		if g.GetsThere.V > hi+roundingError {
			hi, best = g.GetsThere.V, g.Name
		}
	}
	if worst == best || hi-lo < 1e-9 {
		return "", "", report.Range{}
	}
	return worst, best, report.Exact(hi - lo)
}
