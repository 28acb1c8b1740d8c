package engine

import (
	"math"
	"sort"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/equity"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// over gives the range of a figure: its value at the parameters' values and
// the 5th and 95th percentile over the draws, by nearest rank. Figures move
// together because every option sees the same draw.
func (c *comparison) over(f func(list []evaluation) float64) report.Range {
	v := f(c.central)
	if len(c.drawn) == 0 {
		return report.Exact(v)
	}
	all, once := make([]float64, len(c.drawn)), make([]float64, len(c.drawn))
	for k := range c.drawn {
		all[k], once[k] = f(c.drawn[k]), 1
	}
	sort.Float64s(all)
	r := report.Range{V: v, Lo: all[equity.QuantileAt(once, 0.05)], Hi: all[equity.QuantileAt(once, 0.95)], Known: true}
	// The value itself belongs to its range, also where the peak of a draw
	// lies at the end of it.
	r.Lo, r.Hi = math.Min(r.Lo, v), math.Max(r.Hi, v)
	return r
}

// share divides a range of people by a count; unknown where nobody is.
func share(r report.Range, n float64) report.Range {
	if n <= 0 {
		return report.Range{}
	}
	return report.Range{V: r.V / n, Lo: r.Lo / n, Hi: r.Hi / n, Known: r.Known}
}

// row builds one option's line of one service.
func (c *comparison) row(i, s int) report.Row {
	o, e := &c.outcome[i].Services[s], &c.central[i]
	d, m := c.demand[c.years[i]], c.compiled[i].model
	people := o.There.Total(-1)
	r := report.Row{Points: len(o.Points) + len(o.NoTimes), People: people, AtSchool: o.There.School}
	r.There = c.over(func(l []evaluation) float64 { return l[i].there[s] })
	r.GetsThere = share(r.There, people)
	r.OwnModes = share(c.over(func(l []evaluation) float64 { return l[i].own[s] }), people)
	r.Beyond = report.Range{V: people - r.There.V, Lo: people - r.There.Hi, Hi: people - r.There.Lo, Known: true}
	r.Gain = c.over(func(l []evaluation) float64 { return l[i].gain[s] })
	r.Lose = c.over(func(l []evaluation) float64 { return l[i].lose[s] })
	sum := o.There.Summary()
	r.Median, r.Mean, r.SlowestTenth, r.WorstTenth, r.NoPoint = sum.Median, sum.Mean, sum.SlowestTenth, sum.WorstTenthMean, sum.Unreached
	for _, n := range c.changes[i][s].LoseLast {
		r.LoseLast += n
	}
	if v := delivery.SuitableSlot(d, m, c.place(i), c.times, o, s); !math.IsNaN(v) {
		r.Slot = report.Exact(v)
	}
	c.contacts(&r, i, s)
	c.money(&r, i, s)
	r.Bottleneck = e.served[s].Bottleneck()
	if !c.staffed(s) {
		blank(&r)
	}
	if !c.allStaffed() {
		r.ServedSame = report.Range{} // there is no same budget
	}
	c.areas(&r, i, s)
	r.Groups = c.groups(i, s)
	r.WorstGroup, r.BestGroup, r.GroupGap = gapOf(r.Groups)
	r.Movers = c.movers(i, s)
	return r
}

// contacts fills what can be served and how.
func (c *comparison) contacts(r *report.Row, i, s int) {
	r.Need = c.over(func(l []evaluation) float64 { return l[i].contacts[s].need })
	if r.Need.V <= 0 {
		return
	}
	r.Served = c.over(func(l []evaluation) float64 { return l[i].contacts[s].share })
	r.ServedSame = report.Exact(c.same[i].served[s].Share)
	r.Remote = c.over(func(l []evaluation) float64 { return l[i].contacts[s].remote })
	r.Forgone = c.over(func(l []evaluation) float64 { return l[i].contacts[s].forgone })
	v, lo, hi := delivery.AnyChannel(c.demand[c.years[i]], c.compiled[i].model, &c.outcome[i].Services[s], s, c.central[i].served[s].RemoteOf)
	r.AnyChannel = report.Range{V: v, Lo: lo, Hi: hi, Known: !math.IsNaN(v)}
}

// money fills the euros and what they buy.
func (c *comparison) money(r *report.Row, i, s int) {
	sum := func(p cost.Payer, year int) func(l []evaluation) float64 {
		return func(l []evaluation) float64 { return cost.Sum(l[i].deltas, p, s, year) }
	}
	r.County = c.over(sum(cost.County, 0))
	r.CountyNow = c.over(sum(cost.County, c.years[i]))
	r.Homes = c.over(sum(cost.Residents, 0))
	r.OneOff = c.oneOff(i, s)
	for _, d := range c.central[i].deltas {
		if d.Service == s && d.Payer == cost.County {
			r.From = max(r.From, d.From)
		}
	}
	if j := c.against[i]; j >= 0 {
		r.ChildMinutes = c.central[i].bill.ChildMinutes[s] - c.central[j].bill.ChildMinutes[s]
		change := c.over(func(l []evaluation) float64 { return net(l[i].there[s] - l[j].there[s]) })
		r.Worth = report.Worth(change, r.County)
	}
}

// oneOff is what an option costs once, beyond the one that it is compared
// with: vehicles by their use, and what opening a place costs for its first
// service.
func (c *comparison) oneOff(i, s int) float64 {
	out := c.central[i].bill.OneOff[s]
	for _, o := range c.in.Options[i].Changes {
		if o.Open != nil && c.opens(i, o.Open) == s {
			out += o.Open.OneOff
		}
	}
	if j := c.against[i]; j >= 0 {
		out -= c.central[j].bill.OneOff[s]
	}
	return out
}

// opens gives the first service that an opening starts: the first one named, or
// the facility's first where it opens with what it has on paper.
func (c *comparison) opens(i int, o *scenario.Open) int {
	n := c.counties[i].Network
	if len(o.Services) > 0 {
		return n.Service(o.Services[0])
	}
	f := n.Facility(o.Facility)
	for k := range n.Points {
		if n.Points[k].Facility == f {
			return n.Points[k].Service
		}
	}
	return 0
}

// crumb is a share or a number of people that only rounding can leave.
const crumb = 1e-6

// net takes rounding crumbs out of a difference of people: they would be told
// as a gain.
func net(people float64) float64 {
	if math.Abs(people) < crumb {
		return 0
	}
	return people
}

// areas fills each area's part, and the worst one of at least 500 people of
// the target group in at least 5 cells; of equal ones that of the most people,
// then the first by id.
func (c *comparison) areas(r *report.Row, i, s int) {
	o, d := &c.outcome[i].Services[s], c.demand[c.years[i]]
	cells := make([]int, len(d.Areas))
	for _, a := range d.Area {
		cells[a]++
	}
	worst, most := math.Inf(1), 0.0
	rows := make([]report.Area, len(d.Areas))
	for a := range d.Areas {
		n := o.There.Total(a)
		if n == 0 {
			continue
		}
		there := c.over(func(l []evaluation) float64 { return o.There.Within(a, l[i].limit[s]) })
		row := report.Area{ID: d.Areas[a].ID, Name: d.Areas[a].Name, People: n, GetsThere: share(there, n), Identified: true,
			Gain: c.changes[i][s].Gain(a, c.central[i].limit[s]), Lose: c.changes[i][s].Lose(a, c.central[i].limit[s])}
		rows[a] = row
		if equity.Reaches(n, minPeople) && cells[a] >= minCells && (row.GetsThere.V < worst-crumb || row.GetsThere.V < worst+crumb && !equity.Reaches(most, n)) {
			worst, most, r.WorstArea, r.WorstShare = row.GetsThere.V, n, row.Name, row.GetsThere
		}
	}
	for _, a := range population.InOrder(c.in.Base.Grid.AreaOrder, len(rows)) {
		if rows[a].People > 0 {
			r.Areas = append(r.Areas, rows[a])
		}
	}
}

// Groups and areas smaller than this are left out of worst-of comparisons.
const (
	minPeople = 500
	minCells  = 5
)
