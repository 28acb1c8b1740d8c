package engine

import (
	"math"
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// comparison is the evaluations of all options together.
type comparison struct {
	in     *Inputs
	p      *Prepared
	list   []*Evaluation
	swings [][]swing // by option; nil if not requested
	stands []Standing
}

// report combines the evaluations: the figures of each option, their ranking, the
// verdicts of the rules, and the assumptions.
func (c *comparison) report() report.Report {
	in, set, today := c.in, c.p.settings, c.todayCost()
	r := report.Report{County: in.ID, Name: in.Name, Synthetic: in.Synthetic, Demo: in.Demo, Year: c.p.base.Year,
		Frame: set.Frame, Period: hours(set.Period), Path: set.Path.String(), Draws: set.Draws, Networks: set.Networks, Seed: set.Seed,
		Today: today, Notes: c.notes(today.CostParts), Reading: in.Notes}
	n, first := c.p.base.Network, c.list[0]
	for s := range n.Services {
		v := &n.Services[s]
		svc := report.Service{ID: v.ID, Name: v.Name.In(lang.English), Names: v.Name.Or(v.Name), Short: v.Short.Or(v.Name), Bundle: v.Bundle, Tier: string(v.Tier), Group: v.Target,
			LimitMin: report.Exact(first.limit(s))}
		svc.Hidden, svc.Loads = c.p.hidden()[s], c.loadBasis(s)
		svc.People = first.outcome.Services[s].There.Total(-1)
		for i, e := range c.list {
			row := e.rows[s]
			row.Movers, row.Tornado, row.Harmonised = c.movers(i, s), c.tornado(i, s), e.harmonised(s)
			svc.Rows = append(svc.Rows, row)
		}
		r.Services = append(r.Services, svc)
	}
	for i, e := range c.list {
		row := e.networkRow(&r)
		row.Odds, row.Tornado = e.networkOdds(), c.tornado(i, -1)
		r.Network = append(r.Network, row)
	}
	for i := range c.list {
		r.Options = append(r.Options, c.option(i, &r))
	}
	c.stands = c.standings(&r)
	ranks := Ranked(c.stands)
	for i := range ranks {
		for s := range ranks[i] {
			r.Services[s].Rows[i].Best = ranks[i][s].Best
			r.Options[i].Best = r.Options[i].Best || ranks[i][s].Best
		}
	}
	c.frontier(&r, ranks)
	r.Checks = c.checks()
	r.Used, r.Unknown = c.assumptions()
	r.Scores = report.Tidy(&r)
	return r
}

// against returns the index of the reference of option i, -1 for none.
func (c *comparison) against(i int) int { return slices.Index(c.list, c.list[i].Against) }

// option describes one option: its levers, its breaches and its movers.
func (c *comparison) option(i int, r *report.Report) report.Option {
	e := c.list[i]
	out := c.p.described(&e.Option, e.County.Network)
	out.Near = e.near()
	out.Against = c.against(i)
	out.Movers = c.movers(i, -1)
	if !c.in.Screen {
		out.Levers = e.levers()
	}
	out.Breaches, out.Harmonised = c.verdicts(i, r), e.harmonised(-1)
	return out
}

// Describe lists options with their years and changes only.
func (p *Prepared) Describe(options []scenario.Option) []report.Option {
	var out []report.Option
	for i := range options {
		out = append(out, p.described(&options[i], p.base.Network))
	}
	return out
}

// Related is Describe with the index of what each option is compared with. A circle of
// references is refused.
func (p *Prepared) Related(options []scenario.Option) ([]report.Option, error) {
	against, err := p.references(options)
	if err != nil {
		return nil, err
	}
	out := p.Describe(options)
	for i := range out {
		out[i].Against = against[i]
	}
	return out, nil
}

// described returns an option's own data; after is the network after its changes.
func (p *Prepared) described(o *scenario.Option, after *network.Network) report.Option {
	names := o.Names.Every(o.Name)
	out := report.Option{ID: o.ID, Name: o.Name, Names: names, Short: o.Short.Or(names), Year: p.yearOf(o), Against: -1, Listed: o.Listed}
	for _, ch := range o.Changes {
		step := report.StepOf(ch, p.base.Network, after)
		if set, ok := ch.(*scenario.Set); ok {
			own, _ := p.base.Params.Get(set.Path)
			step.Parameter = own.Name
		}
		out.Steps = append(out.Steps, step)
	}
	if words := o.Fit.Words(); words != nil {
		out.Steps = append(out.Steps, report.Step{Kind: "fit", Fields: []report.Fact{{Name: "fit", Value: words}}})
	}
	return out
}

// verdicts checks the rules against today's network with the same people.
func (c *comparison) verdicts(i int, r *report.Report) []report.Breach {
	e, n := c.list[i], c.p.base.Network
	option := e.ruleCase(e.County.Network, e.outcome)
	for s := range n.Services {
		option.Own = append(option.Own, e.ownShare(s))
	}
	option.Groups = make([][]report.GroupRow, len(n.Services))
	for s := range n.Services {
		option.Groups[s] = r.Services[s].Rows[i].Groups
	}
	today := e.ruleCase(n, e.people.home())
	today.Groups = make([][]report.GroupRow, len(n.Services))
	for j, other := range c.list {
		if other.Year == e.Year && other.Against == nil {
			for s := range n.Services {
				today.Own = append(today.Own, other.ownShare(s))
			}
			for s := range n.Services {
				today.Groups[s] = r.Services[s].Rows[j].Groups
			}
			break
		}
	}
	return report.Verdicts(c.in.Rules, today, option)
}

// ruleCase is what the rules read of a network for the option's people.
func (e *Evaluation) ruleCase(n *network.Network, o *delivery.Outcome) report.Case {
	out := report.Case{Network: n, Areas: e.of.base.Grid.Areas, Year: e.Year}
	m := e.compiled.model
	staff := map[int]float64{}
	for s := range n.Services {
		planned := m.Services[s].RemoteNow
		if plan, ok := n.RemoteOf(s); ok {
			planned = plan.Share
		}
		out.Planned = append(out.Planned, planned)
		out.Ceiling = append(out.Ceiling, m.Services[s].RemoteMax)
		v := &o.Services[s]
		for k, p := range v.Points {
			staff[p] = v.PositionsAt(k, 0)
			if !e.of.staffed(s) {
				staff[p] = nan
			}
		}
	}
	out.Staff = func(p int) float64 {
		if fte, ok := staff[p]; ok {
			return fte
		}
		return math.Inf(1)
	}
	return out
}

// networkRow is one option over all services.
func (e *Evaluation) networkRow(r *report.Report) report.NetworkRow {
	n, f, i := e.County.Network, e.figures, len(r.Network)
	out := report.NetworkRow{BudgetGap: e.budget.gap, Trades: e.budget.trades, Unbalanced: !e.affordable()}
	open := map[int]bool{}
	for k := range n.Points {
		if f := n.Points[k].Facility; n.Facilities[f].Status == network.Open {
			out.Points++
			open[f] = true
		}
	}
	out.Facilities = len(open)
	out.County, out.CountyNow, out.Homes = over(f.payers[0]), over(f.countyNow), over(f.payers[1])
	for s := range r.Services {
		out.OneOff += r.Services[s].Rows[i].OneOff
	}
	for k, p := range payers {
		money := report.Range{}
		if e.pays(p) {
			money = over(f.payers[k])
		} else {
			out.Reasons = out.Reasons.Because(report.Reason{Cause: report.NoLine}, "payers."+string(p))
		}
		out.Payers = append(out.Payers, report.Payer{Name: string(p), Money: money})
	}
	for _, l := range f.lines {
		out.Lines = append(out.Lines, report.Line{Kind: l.kind, Payer: string(l.payer), Money: over(l.money), From: l.from})
	}
	for s := range r.Services {
		row := &r.Services[s].Rows[i]
		if row.Served.Known && (!out.MinServed.Known || row.Served.V < out.MinServed.V) {
			out.MinServed, out.MinServedService = row.Served, r.Services[s].Name
			out.MinServedNames = r.Services[s].Names
		}
	}
	if !out.MinServed.Known {
		out.Reasons = out.Reasons.Because(report.Reason{Cause: report.NoNeed}, "min_served")
	}
	e.sameBudget(&out)
	if !e.of.allStaffed() {
		blankNetwork(&out, e.of.unknownSomewhere())
	}
	return out
}

// pays reports whether any line belongs to a payer. A comparison may have no line
// for the state or the municipality: then there is no figure.
func (e *Evaluation) pays(p cost.Payer) bool {
	if p == cost.NotGiven {
		p = cost.Residents
	}
	for _, l := range e.central.bill.Lines {
		if l.Payer == p {
			return true
		}
	}
	return false
}

// counts returns the values by which an option is marked in one service, as changes
// from the reference of its year; more is better. A change that is no clear difference
// is 0, as everywhere else, but for visits that may be fewer (report.Range.Falls). Of a
// service whose positions were sold at the same budget, lower euros of the county are 0.
func (e *Evaluation) counts(s int) [4]float64 {
	if e.Against == nil {
		return [4]float64{}
	}
	v, root := &e.figures.services[s], &e.root().figures.services[s]
	given := over(less(v.given, root.given))
	visits := rounded(given.Clear())
	if visits == 0 && given.Falls(v.need[0]) {
		visits = rounded(given.V)
	}
	county := -report.TwoDigits(over(e.fromRoot(func(f *figures) series { return f.services[s].county })).Clear())
	if e.sold(s) {
		county = min(county, 0)
	}
	return [4]float64{
		rounded(over(less(e.reached[s].there, e.root().reached[s].there)).Clear()),
		visits,
		county,
		-report.TwoDigits(over(e.fromRoot(func(f *figures) series { return f.services[s].homes })).Clear()),
	}
}

// rounded gives a number of people or visits to the nearest 100, or 10 below 1,000.
func rounded(n float64) float64 {
	if math.Abs(n) < 1000 {
		return 10 * math.Round(n/10)
	}
	return 100 * math.Round(n/100)
}

// hours names the time of day of a period's travel times.
func hours(p travel.Period) string {
	switch p {
	case travel.Rush:
		return "rush hour"
	case travel.Midday:
		return "midday"
	}
	return "any time"
}
