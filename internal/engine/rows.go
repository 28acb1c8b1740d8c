package engine

import (
	"math"
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/equity"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// share divides a range of people by a count; unknown if the count is 0.
func share(r report.Range, n float64) report.Range {
	if n <= 0 {
		return report.Range{}
	}
	return report.Range{V: r.V / n, Lo: r.Lo / n, Hi: r.Hi / n, Known: r.Known, OneSided: r.OneSided}
}

// row builds one option's line of one service.
func (e *Evaluation) row(s int) report.Row {
	r := e.reach[s]
	there, was := &e.reached[s], &e.reference().reached[s]
	r.Gain, r.Lose = over(there.gain), over(there.lose)
	r.ThereChange, r.WeekChange = over(less(there.there, was.there)), over(less(there.week, was.week))
	for _, n := range e.changes[s].LoseLast {
		r.LoseLast += n
	}
	for _, n := range e.fewer[s] {
		r.FewerDays += n
	}
	if e.changes[s].LoseLast != nil || e.fewer[s] != nil { // else nobody gains or loses in any area
		r.Areas = e.moves(r.Areas, s)
	}
	e.contacts(&r, s)
	e.money(&r, s)
	r.Bottleneck = e.central.served[s].Bottleneck()
	if !e.of.staffed(s) {
		blank(&r, e.of.unknown(s))
	}
	if !e.of.allStaffed() {
		r.ServedSame, r.SameChange = report.Range{}, report.Range{} // the frame of the same budget does not apply
		r.Reasons = r.Reasons.Because(e.of.unknownSomewhere(), "served_same_budget")
	}
	if r.Odds = e.odds(s); e.sold(s) {
		r.Reasons = r.Reasons.Because(report.Reason{Cause: report.PositionsSold}, "better_county")
	}
	r.Loads, r.Capacity = e.loads(s), e.capacity(s)
	return r
}

// reachRows fills the part of each row that depends on places only. A service with
// the same points and hours as in the reference shares that part.
func (e *Evaluation) reachRows() {
	for s := range e.outcome.Services {
		if e.unmoved(s) {
			e.reach = append(e.reach, e.Against.reach[s])
		} else {
			e.reach = append(e.reach, e.reachRow(s))
		}
	}
}

// unmoved reports whether the same people get to a service in the same hours and the
// same language as in the reference.
func (e *Evaluation) unmoved(s int) bool {
	if e.Against == nil || !e.County.Params.Same(e.Against.County.Params) || !delivery.Shared(&e.outcome.Services[s], &e.Against.outcome.Services[s]) {
		return false
	}
	a, b := e.outcome.Services[s].Points, e.Against.outcome.Services[s].Points
	return slices.EqualFunc(a, b, func(i, j int) bool {
		p, q := &e.County.Network.Points[i], &e.Against.County.Network.Points[j]
		return p.Hours == q.Hours && p.Swedish == q.Swedish
	}) && len(e.outcome.Services[s].NoTimes) == len(e.Against.outcome.Services[s].NoTimes)
}

// reachRow fills the figures about the points and about who gets to them.
func (e *Evaluation) reachRow(s int) report.Row {
	o, v := &e.outcome.Services[s], &e.reached[s]
	people := o.There.Total(-1)
	r := report.Row{Points: len(o.Points) + len(o.NoTimes), People: people, AtSchool: o.There.School}
	r.There = over(v.there)
	r.GetsThere = share(r.There, people)
	r.OwnModes = share(over(v.own), people)
	r.Tighter = o.There.Within(-1, e.limit(s)-report.LimitStep) / people
	r.Looser = o.There.Within(-1, e.limit(s)+report.LimitStep) / people
	r.PartWeek, r.OnlyProvider = over(less(v.there, v.week)), over(less(v.any, v.there))
	r.Beyond = report.Range{V: rest(people, r.There.V), Lo: rest(people, r.There.Hi), Hi: rest(people, r.There.Lo), Known: true, OneSided: r.There.OneSided}
	sum := o.There.Summary()
	r.Median, r.Mean, r.SlowestTenth, r.WorstTenth, r.NoPoint = sum.Median, sum.Mean, sum.SlowestTenth, sum.WorstTenthMean, sum.Unreached
	if slot := delivery.SuitableSlot(e.people.demand, e.compiled.model, o, s); !math.IsNaN(slot) {
		r.Slot = report.Exact(slot)
	}
	e.areas(&r, s)
	r.Groups = e.groups(s)
	r.WorstGroup, r.BestGroup, r.GroupGap = gapOf(r.Groups)
	r.Reasons = reachReasons(&r)
	return r
}

// sumError is the relative error of a sum of people: the same cells in another order differ
// by less.
const sumError = 1e-12

// rest is all people less some of them. Both are sums of the same cells in their own order:
// a difference that is no more than the rounding of such sums is nobody, not −4.5e-13 people.
func rest(all, some float64) float64 {
	if left := all - some; math.Abs(left) > sumError*all {
		return left
	}
	return 0
}

// contacts fills what can be served, and through which channel.
func (e *Evaluation) contacts(r *report.Row, s int) {
	v := &e.figures.services[s]
	r.SchoolNeed, r.SchoolVisits = e.central.served[s].SchoolNeed, e.central.served[s].School
	if provided(e.County.Network, s) {
		r.AtProviders = e.central.served[s].Contracted
	} else {
		r.NoPlace = e.central.served[s].Contracted
	}
	r.Need, r.Visits, r.Induced = over(v.need), over(less(v.given, v.avoided)), over(v.induced)
	r.VisitsChange = over(less(v.given, e.reference().figures.services[s].given))
	if r.Need.V <= 0 {
		r.Reasons = r.Reasons.Because(report.Reason{Cause: report.NoNeed}, "served", "served_same_budget", "any_channel", "remote", "forgone")
		return
	}
	r.Served, r.ServedSame = over(v.share), over(v.sameShare)
	r.SameChange = over(less(v.sameGiven, e.reference().figures.services[s].sameGiven))
	r.Remote, r.Forgone = over(v.remote), over(v.forgone)
	remote := e.central.served[s].RemoteOf
	if e.unmoved(s) && slices.Equal(remote, e.Against.central.served[s].RemoteOf) {
		r.AnyChannel = e.Against.rows[s].AnyChannel
		return
	}
	any, lo, hi := delivery.AnyChannel(e.people.demand, e.compiled.model, &e.outcome.Services[s], s, remote)
	r.AnyChannel = report.Range{V: any, Lo: lo, Hi: hi, Known: !math.IsNaN(any)}
}

// money fills the euros and the value for money.
func (e *Evaluation) money(r *report.Row, s int) {
	v := &e.figures.services[s]
	r.County, r.CountyNow, r.Homes = over(v.county), over(v.countyNow), over(v.homes)
	r.OneOff = e.oneOff(s)
	for _, d := range e.central.deltas {
		if d.Service == s && d.Payer == cost.County {
			r.From = max(r.From, d.From)
		}
	}
	r.Lines = e.lines(s)
	if e.Against != nil {
		r.ChildMinutes = e.Against.central.bill.MoreChildMinutes(&e.central.bill, s)
		r.Worth = report.WorthOf(report.Counts{There: r.ThereChange, Week: r.WeekChange, Lose: r.Lose, Visits: r.VisitsChange,
			County: r.County, Homes: r.Homes, Need: r.Need.V, Crews: e.crewPay(s) - e.Against.crewPay(s),
			Bare: len(e.of.networks) == 0, Sold: e.sold(s)})
		if e.unjudged(s) {
			r.Worth = report.Worth{Verdict: report.NotJudged}
		}
	}
}

// lines sums the changes of a service's cost lines by kind and payer, in the order in
// which they come.
func (e *Evaluation) lines(s int) []report.Line {
	var out []report.Line
	for _, d := range e.central.deltas {
		if d.Service != s {
			continue
		}
		k := slices.IndexFunc(out, func(l report.Line) bool { return l.Kind == d.Kind && l.Payer == string(d.Payer) })
		if k < 0 {
			k, out = len(out), append(out, report.Line{Kind: d.Kind, Payer: string(d.Payer), Money: report.Exact(0)})
		}
		out[k].Money, out[k].From = report.Exact(out[k].Money.V+d.EUR), max(out[k].From, d.From)
	}
	return out
}

// crewPay is the pay of a service's staff on board of mobile units.
func (e *Evaluation) crewPay(s int) float64 {
	return e.compiled.prices.CrewPay(e.compiled.model, s, e.central.served[s].CrewHours)
}

// oneOff returns what an option costs once, in addition to its reference: vehicles
// by their use, and the cost of opening a place, which counts for its first service.
func (e *Evaluation) oneOff(s int) float64 {
	out := e.central.bill.OneOff[s]
	for _, change := range e.Option.Changes {
		if spends, ok := change.(scenario.Spends); ok {
			if service, euros := spends.Once(e.County.Network); service == s {
				out += euros
			}
		}
	}
	if e.Against != nil {
		out -= e.Against.central.bill.OneOff[s]
	}
	return out
}

// roundingError is a share or a number of people that is only due to rounding.
const roundingError = 1e-6

// less subtracts the figure of another option, draw by draw.
func less(a, b series) series {
	out := make(series, len(a))
	for k := range a {
		out[k] = net(a[k] - b[k])
	}
	return out
}

// net removes rounding errors from a difference of people or visits: they would be
// reported as a gain.
func net(people float64) float64 {
	if math.Abs(people) < roundingError {
		return 0
	}
	return people
}

// limit is the time limit of a service, in minutes.
func (e *Evaluation) limit(s int) float64 { return e.compiled.model.Services[s].LimitMin }

// areas fills each area's part and the worst area among those with at least 500
// people of the target group in at least 5 cells. Of equal areas it takes the one
// with most people, then the first by id.
func (e *Evaluation) areas(r *report.Row, s int) {
	o, d := &e.outcome.Services[s], e.people.demand
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
		row := report.Area{ID: d.Areas[a].ID, Name: d.Areas[a].Name, Names: d.Areas[a].Names.Or(lang.Same(d.Areas[a].Name)),
			People: n, GetsThere: share(over(e.reached[s].areas[a]), n), Need: nan, Visits: nan, Identified: true}
		rows[a] = row
		if equity.Reaches(n, minPeople) && cells[a] >= minCells && (row.GetsThere.V < worst-roundingError || row.GetsThere.V < worst+roundingError && !equity.Reaches(most, n)) {
			worst, most, r.WorstArea, r.WorstNames, r.WorstShare = row.GetsThere.V, n, row.Name, row.Names, row.GetsThere
		}
	}
	for _, a := range population.InOrder(e.of.base.Grid.AreaOrder, len(rows)) {
		if rows[a].People > 0 {
			r.Areas = append(r.Areas, rows[a])
		}
	}
}

// moves returns the areas of a row with the people who gain, lose and get there on
// fewer days in each.
func (e *Evaluation) moves(areas []report.Area, s int) []report.Area {
	out, limit := slices.Clone(areas), e.limit(s)
	fewer := make([]float64, len(e.people.demand.Areas))
	for k, n := range e.fewer[s] {
		fewer[e.people.demand.Area[k]] += n
	}
	for a := range e.people.demand.Areas {
		k := slices.IndexFunc(out, func(row report.Area) bool { return row.ID == e.people.demand.Areas[a].ID })
		if k >= 0 {
			out[k].Gain, out[k].Lose = e.changes[s].Gain(a, limit), e.changes[s].Lose(a, limit)
			out[k].FewerDays = fewer[a]
		}
	}
	return out
}

// Groups and areas smaller than this are left out of worst-of comparisons.
const (
	minPeople = report.LeastArea
	minCells  = 5
)
