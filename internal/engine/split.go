package engine

import (
	"context"
	"strings"

	"saavu/pkg/cost"
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
func (c *comparison) levers(ctx context.Context, i int) ([]report.Lever, error) {
	o := c.in.Options[i]
	j := c.against[i]
	if !o.Split || j < 0 {
		return nil, nil
	}
	before := c.in.Options[j]
	before.Against = ""
	in := c.in
	in.Settings.Draws = 0
	out := []report.Lever{}
	sum := report.Lever{Name: "together"}
	whole := true
	for _, part := range split(o) {
		part.Against = before.ID
		in.Options = []scenario.Option{before, part}
		l := report.Lever{Name: part.Name}
		if _, refusals := scenario.Apply(c.in.Base, part); len(refusals) > 0 {
			whole = false
			l.Note = "cannot stand alone: " + refusals[0].Reason
			out = append(out, l)
			continue
		}
		counties, err := apply(in)
		if err != nil {
			return nil, err
		}
		alone := &comparison{in: in, counties: counties}
		if err := alone.central0(ctx); err != nil {
			return nil, err
		}
		alone.effect(1, &l)
		sum.Add(l, 1)
		out = append(out, l)
	}
	if whole {
		all := report.Lever{}
		c.effect(i, &all)
		all.Add(sum, -1)
		all.Name = "interaction"
		out = append(out, all)
	}
	return out, nil
}

// central0 runs a comparison at the parameters' values only.
func (c *comparison) central0(ctx context.Context) error {
	if err := c.people(); err != nil {
		return err
	}
	if err := c.geography(ctx); err != nil {
		return err
	}
	c.central = make([]evaluation, len(c.counties))
	c.settle(c.central, c.compiled, make([]budget, len(c.counties)))
	return nil
}

// effect fills a lever with an option's change against the one that it is
// compared with.
func (c *comparison) effect(i int, l *report.Lever) {
	j := c.against[i]
	e, b := &c.central[i], &c.central[j]
	for s := range e.there {
		l.Services = append(l.Services, report.LeverEffect{Service: c.in.Base.Network.Services[s].ID,
			There: net(e.there[s] - b.there[s]), Served: e.served[s].Share - b.served[s].Share})
	}
	l.County, l.Homes = cost.Sum(e.deltas, cost.County, -1, 0), cost.Sum(e.deltas, cost.Residents, -1, 0)
	l.Known = true
}
