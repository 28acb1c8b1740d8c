package engine

import (
	"context"
	"fmt"
	"math"
	"strings"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// report puts the comparison together.
func (c *comparison) report(ctx context.Context) (report.Report, error) {
	in := &c.in
	r := report.Report{County: in.ID, Name: in.Name, Synthetic: in.Synthetic, Demo: in.Demo, Year: in.Base.Year,
		Frame: in.Settings.Frame, Period: hours(in.Settings.Period), Path: in.Settings.Path.String(), Draws: in.Settings.Draws, Seed: in.Settings.Seed,
		Notes: c.notes()}
	n := in.Base.Network
	for s := range n.Services {
		v := &n.Services[s]
		svc := report.Service{ID: v.ID, Name: v.Name.En, Bundle: v.Bundle, Tier: string(v.Tier), Group: v.Target,
			LimitMin: c.over(func(l []evaluation) float64 { return l[0].limit[s] })}
		svc.Hidden = in.Base.Grid.Estimate(v.Target)
		svc.People = c.outcome[0].Services[s].There.Total(-1)
		svc.Rows = make([]report.Row, len(in.Options))
		r.Services = append(r.Services, svc)
	}
	err := each(ctx, len(n.Services)*len(in.Options), func(k int) error {
		s, i := k/len(in.Options), k%len(in.Options)
		r.Services[s].Rows[i] = c.row(i, s)
		return nil
	})
	if err != nil {
		return r, err
	}
	for i := range in.Options {
		r.Network = append(r.Network, c.networkRow(i, &r))
	}
	for i := range in.Options {
		r.Options = append(r.Options, c.option(i, &r))
	}
	c.markBest(&r)
	c.frontier(&r)
	r.Checks = c.checks()
	r.Used, r.Unknown = c.assumptions()
	r.Scores = scores(&r)
	return r, nil
}

// option describes one option: its levers, its breaches, what moves it.
func (c *comparison) option(i int, r *report.Report) report.Option {
	o := &c.in.Options[i]
	out := report.Option{ID: o.ID, Name: o.Name, Year: c.years[i], Against: c.against[i], Listed: o.Listed}
	for _, ch := range o.Changes {
		out.Changes = append(out.Changes, inWords(ch))
	}
	out.Movers = c.movers(i, -1)
	out.Levers = c.split[i]
	out.Breaches = c.verdicts(i, r)
	out.Sentence = report.NetworkSentence(out, r.Network[i])
	return out
}

// verdicts checks the rules against today's network for the same people.
func (c *comparison) verdicts(i int, r *report.Report) []report.Breach {
	n := c.in.Base.Network
	option := c.ruleCase(i, c.counties[i].Network, c.outcome[i])
	option.Groups = make([][]report.GroupRow, len(n.Services))
	for s := range n.Services {
		option.Groups[s] = r.Services[s].Rows[i].Groups
	}
	today := c.ruleCase(i, n, c.home[c.years[i]])
	today.Groups = make([][]report.GroupRow, len(n.Services))
	for j := range c.in.Options {
		if c.years[j] == c.years[i] && c.against[j] < 0 {
			for s := range n.Services {
				today.Groups[s] = r.Services[s].Rows[j].Groups
			}
			break
		}
	}
	return report.Verdicts(c.in.Rules, today, option)
}

func (c *comparison) ruleCase(i int, n *network.Network, o *delivery.Outcome) report.Case {
	out := report.Case{Network: n, Areas: c.in.Base.Grid.Areas, Year: c.years[i]}
	m := c.compiled[i].model
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
			if !c.staffed(s) {
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
func (c *comparison) networkRow(i int, r *report.Report) report.NetworkRow {
	n := c.counties[i].Network
	out := report.NetworkRow{BudgetGap: c.budget[i].gap, BudgetBuys: strings.ReplaceAll(joined(c.budget[i].words), "_", " "), Unbalanced: !c.affordable(i)}
	open := map[int]bool{}
	for k := range n.Points {
		if f := n.Points[k].Facility; n.Facilities[f].Status == network.Open {
			out.Points++
			open[f] = true
		}
	}
	out.Facilities = len(open)
	sum := func(p cost.Payer, year int) report.Range {
		return c.over(func(l []evaluation) float64 { return cost.Sum(l[i].deltas, p, -1, year) })
	}
	out.County, out.CountyNow, out.Homes = sum(cost.County, 0), sum(cost.County, c.years[i]), sum(cost.Residents, 0)
	for s := range r.Services {
		out.OneOff += r.Services[s].Rows[i].OneOff
	}
	for _, p := range []cost.Payer{cost.County, cost.Residents, cost.State, cost.Municipality} {
		money := report.Range{}
		if c.pays(i, p) {
			money = sum(p, 0)
		}
		out.Payers = append(out.Payers, report.Payer{Name: string(p), Money: money})
	}
	out.Lines = c.lines(i)
	for s := range r.Services {
		row := &r.Services[s].Rows[i]
		if row.Served.Known && (!out.MinServed.Known || row.Served.V < out.MinServed.V) {
			out.MinServed, out.MinServedService = row.Served, r.Services[s].Name
		}
	}
	if !c.allStaffed() {
		blankNetwork(&out)
	}
	return out
}

// pays says whether any line falls on a payer. No service of this comparison
// need have one for the state or the municipality: then there is no figure.
func (c *comparison) pays(i int, p cost.Payer) bool {
	for _, l := range c.central[i].bill.Lines {
		if l.Payer == p {
			return true
		}
	}
	return false
}

// lines sums the changes by kind and payer.
func (c *comparison) lines(i int) []report.Line {
	type key struct {
		kind  string
		payer cost.Payer
	}
	var order []key
	from := map[key]int{}
	for _, d := range c.central[i].deltas {
		k := key{d.Kind, d.Payer}
		if _, seen := from[k]; !seen {
			order = append(order, k)
		}
		from[k] = max(from[k], d.From)
	}
	var out []report.Line
	for _, k := range order {
		money := c.over(func(l []evaluation) float64 {
			s := 0.0
			for _, d := range l[i].deltas {
				if d.Kind == k.kind && d.Payer == k.payer {
					s += d.EUR
				}
			}
			return s
		})
		out = append(out, report.Line{Kind: k.kind, Payer: string(k.payer), Money: money, From: from[k]})
	}
	return out
}

// markBest marks the rows of a service that no other row of the same year
// beats on all counts at the same budget: gets there, can be served, the homes'
// euros, and what is left of a saving that nothing needed. Figures are compared
// as a reader sees them: whole percents, tenths of a million. An option that
// breaks law anew, or whose overrun cannot be sold off, is neither marked nor
// in the running; none is where the positions of a service are not known.
func (c *comparison) markBest(r *report.Report) {
	runs := make([]bool, len(r.Options))
	for i := range runs {
		runs[i] = c.allStaffed() && c.lawful(r, i) && c.affordable(i)
	}
	for s := range r.Services {
		rows := r.Services[s].Rows
		for i := range rows {
			rows[i].Best = runs[i]
			for j := range rows {
				if i != j && runs[j] && c.years[i] == c.years[j] && beats(c.counts(r, j, s), c.counts(r, i, s)) {
					rows[i].Best = false
				}
			}
			r.Options[i].Best = r.Options[i].Best || rows[i].Best
		}
	}
}

// counts gives what an option is ranked by in one service, more is better.
func (c *comparison) counts(r *report.Report, i, s int) [4]float64 {
	row := &r.Services[s].Rows[i]
	return [4]float64{
		math.Round(100 * row.GetsThere.V),
		math.Round(100 * row.ServedSame.V),
		-math.Round(c.fromRoot(i, s, cost.Residents) / 1e5),
		math.Round(math.Max(0, c.budget[i].gap) / 1e5),
	}
}

func beats(a, b [4]float64) bool {
	for k := range a {
		if a[k] < b[k] {
			return false
		}
	}
	return a != b
}

// joined lists what a budget bought and sold, each verb once.
func joined(words []string) string {
	out, verb := "", ""
	for _, w := range words {
		v, rest, _ := strings.Cut(w, " ")
		switch {
		case out == "":
			out = w
		case v == verb:
			out += ", " + rest
		default:
			out += "; " + w
		}
		verb = v
	}
	return out
}

// hours says which hours a period's travel times describe.
func hours(p travel.Period) string {
	switch p {
	case travel.Rush:
		return "rush hour"
	case travel.Midday:
		return "midday"
	}
	return "any time"
}

// percent writes a share as a whole percent.
func percent(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) }
