package engine

import (
	"strings"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// lever says which lever a change pulls. Changes of one lever belong together:
// places, their capacity and their hours, mobile units, remote contacts,
// contracts, parameters.
func lever(c scenario.Change) string {
	switch c.Kind() {
	case "close", "open", "move", "merge":
		return "places"
	case "set-capacity", "set-hours":
		return "capacity and hours"
	case "add-mobile":
		return "mobile units"
	case "add-remote":
		return "remote contacts"
	case "contract":
		return "contracts"
	}
	return "parameters"
}

// split gives the options of an option's levers alone, each dated and compared
// like the whole.
func split(o scenario.Option) []scenario.Option {
	var out []scenario.Option
	at := map[string]int{}
	for _, ch := range o.Changes {
		l := lever(ch)
		k, seen := at[l]
		if !seen {
			k = len(out)
			at[l] = k
			out = append(out, scenario.Option{ID: o.ID + ":" + strings.ReplaceAll(l, " ", "-"), Name: l, Year: o.Year, Against: o.Against})
		}
		out[k].Changes = append(out[k].Changes, ch)
	}
	return out
}

// levers shows a mixed option as the sum of its levers alone plus their
// interaction, at the parameters' values. A lever that cannot stand alone has
// no figures, and then the interaction has none either.
func (c *comparison) levers(i int) ([]report.Lever, error) {
	o := c.in.Options[i]
	j := c.against[i]
	if !o.Split || j < 0 {
		return nil, nil
	}
	out := []report.Lever{}
	sum := report.Lever{Name: "together"}
	whole := true
	for _, part := range split(o) {
		l := report.Lever{Name: part.Name}
		county, refusals := scenario.Apply(c.in.Base, part)
		if len(refusals) > 0 {
			whole = false
			l.Note = "cannot stand alone: " + refusals[0].Reason
			out = append(out, l)
			continue
		}
		if err := c.alone(i, county, &l); err != nil {
			return nil, err
		}
		sum.Add(l, 1)
		out = append(out, l)
	}
	if whole {
		all := report.Lever{}
		c.effect(&c.plain[i], i, &all)
		all.Add(sum, -1)
		all.Name = "interaction"
		out = append(out, all)
	}
	return out, nil
}

// alone evaluates one lever of option i, for the same people and beside the
// same option as the whole.
func (c *comparison) alone(i int, county *scenario.Base, l *report.Lever) error {
	y := c.years[i]
	if err := c.times.Prepare(county.Matrix, columnsOf(county.Network)); err != nil {
		return err
	}
	p := compile(county.Params, county.Network, y, c.compiled[i])
	place := delivery.Place{Network: county.Network, Matrix: county.Matrix}
	o := delivery.Run(c.demand[y], p.model, place, c.times, c.home[y], c.in.Settings.Choice)
	var e evaluation
	e.work(county.Network, p, o, c.demand[y], budget{})
	e.deltas = p.prices.Diff(c.plain[c.against[i]].bill, e.bill, c.leaseEnd)
	c.effect(&e, i, l)
	return nil
}

// effect fills a lever with an option's change against the one that it is
// compared with.
func (c *comparison) effect(e *evaluation, i int, l *report.Lever) {
	b := &c.plain[c.against[i]]
	for s := range e.there {
		l.Services = append(l.Services, report.LeverEffect{Service: c.in.Base.Network.Services[s].ID,
			There: net(e.there[s] - b.there[s]), Served: e.served[s].Share - b.served[s].Share})
		if !c.staffed(s) {
			l.Services[s].Served = nan
		}
	}
	l.County, l.Homes = cost.Sum(e.deltas, cost.County, -1, 0), cost.Sum(e.deltas, cost.Residents, -1, 0)
	if !c.allStaffed() {
		l.County, l.Homes = nan, nan
	}
	l.Known = true
}
