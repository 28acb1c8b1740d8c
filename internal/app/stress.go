package app

import (
	"context"
	"maps"
	"math"
	"slices"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// What the stress tests assume. They are stated with every result.
const (
	stressFill   = 0.9  // of the positions that are filled today
	stressRemote = 0.5  // of the planned remote contacts
	stressRent   = 1.05 // a year
	stressYears  = 5
)

// The parameters that the stress tests multiply.
const (
	fillRates  = "staff.fill_rate"
	remoteMade = "digital.under_delivery_factor"
	rent       = "premises.rent_eur_m2_month"
)

// stress compares the options as planned, which the report has, and in each stress test.
func (s *Session) stress(ctx context.Context, q *Request, c *load.County, options []scenario.Option, r *report.Report) (*report.Stress, error) {
	p, err := s.readyFor(ctx, q, c, options)
	if err != nil {
		return nil, err
	}
	planned := report.StressRun{Test: report.Planned, Factor: 1}
	out := &report.Stress{}
	for i := range options {
		out.Options = append(out.Options, i)
		planned.Rows = append(planned.Rows, sweepRow(r, i))
	}
	tests := append([]stressed{{run: planned}}, s.worlds(c, options)...)
	for _, test := range []func(*load.County, []scenario.Option, *report.Report) (stressed, error){siteLost, providerLost} {
		one, err := test(c, options, r)
		if err != nil {
			return nil, err
		}
		tests = append(tests, one)
	}
	for k := range tests {
		q.share("progress.stress", float64(k)/float64(len(tests)))
		if err := tests[k].compare(ctx, c, p); err != nil {
			return nil, blamed(ctx, q, c, err)
		}
		out.Tests = append(out.Tests, tests[k].run)
	}
	return out, nil
}

// stressed is a stress test before it is computed: another county for the same
// options, or options that have lost something.
type stressed struct {
	run     report.StressRun
	vary    engine.Variation
	options []scenario.Option
}

// compare fills the rows of a test, unless they are known or cannot be computed.
func (t *stressed) compare(ctx context.Context, c *load.County, p *engine.Prepared) error {
	if t.run.Rows != nil || t.run.Why != "" {
		return nil
	}
	p, err := p.Varied(ctx, t.vary)
	if err != nil {
		return err
	}
	res, err := engine.Run(ctx, p, engine.Inputs{Options: t.options, Rules: c.Rules}, nil)
	if err != nil {
		return err
	}
	for i := range t.options {
		t.run.Rows = append(t.run.Rows, sweepRow(&res.Report, i))
	}
	return nil
}

// worlds returns the tests of another county.
func (s *Session) worlds(c *load.County, options []scenario.Option) []stressed {
	fill := map[string]float64{}
	for _, p := range c.Base.Params.Under(fillRates) {
		if p.Known {
			fill[p.Path] = stressFill
		}
	}
	out := []stressed{
		{run: report.StressRun{Test: report.Recruitment, Factor: stressFill}, vary: engine.Variation{Times: fill}},
		{run: report.StressRun{Test: report.LessRemote, Factor: stressRemote}, vary: engine.Variation{Times: map[string]float64{remoteMade: stressRemote}}},
		{run: report.StressRun{Test: report.HigherRent, Factor: math.Pow(stressRent, stressYears), Years: stressYears}, vary: engine.Variation{Rents: math.Pow(stressRent, stressYears)}},
	}
	for k := range out {
		out[k].options = options
	}
	for k, path := range []string{1: remoteMade, 2: rent} {
		if p, ok := c.Base.Params.Get(path); path != "" && (!ok || !p.Known) {
			out[k].run.Why = path
		}
	}
	if len(fill) == 0 {
		out[0].run.Why = fillRates
	}
	return out
}

// siteLost closes in each option the site with most hours of visits, as an option would
// close it. Rooms and staff of today's network are placed again then, as those of options
// that leave this to the model: it would lose by standing still otherwise.
func siteLost(c *load.County, options []scenario.Option, r *report.Report) (stressed, error) {
	out := stressed{run: report.StressRun{Test: report.SiteLost, Factor: 1}, options: slices.Clone(options)}
	for i, o := range options {
		county, refused := scenario.Apply(&c.Base, o)
		if len(refused) > 0 {
			return out, &engine.Refused{Options: options, Refusals: map[int][]scenario.Refusal{i: refused}}
		}
		lost := largestSite(c, county.Network, r, i)
		out.run.Lost = append(out.run.Lost, lost)
		if len(o.Changes) == 0 {
			out.options[i].Fit = scenario.Fit{Rooms: true, Staff: true}
		}
		for _, id := range lost.Facilities {
			out.options[i].Changes = append(slices.Clip(out.options[i].Changes), &scenario.Close{Facility: id})
		}
	}
	return out, nil
}

// largestSite finds the building, or the facility that is its own building, with most
// hours of visits in an option. The county's own points count; stops of vehicles and
// points of other producers do not.
func largestSite(c *load.County, n *network.Network, r *report.Report, option int) report.Lost {
	hours := map[int]float64{} // by facility
	for s := range r.Services {
		for _, l := range r.Services[s].Rows[option].Loads {
			if f := n.Facility(l.Facility); l.Channel == string(network.OnSite) && l.Seen > 0 {
				hours[f] += l.Seen * minutesOf(c, &c.Base.Network.Services[s]) / 60
			}
		}
	}
	var out report.Lost
	most := 0.0
	for _, first := range slices.Sorted(maps.Keys(hours)) {
		site, sum := []int{first}, 0.0
		if b := n.BuildingOf(first); b >= 0 {
			site = n.Buildings[b].Facilities
		}
		var open report.Lost
		for _, f := range site {
			if hours[f] > 0 {
				sum += hours[f]
				open.Facilities, open.Site = append(open.Facilities, n.Facilities[f].ID), append(open.Site, n.Facilities[f].Called())
			}
		}
		if sum > most {
			most, out = sum, open
		}
	}
	return out
}

// minutesOf returns the minutes that the staff who meets the client needs for a contact.
func minutesOf(c *load.County, s *network.Service) float64 {
	if len(s.Staff) == 0 {
		return 0
	}
	p, _ := c.Base.Params.Get(s.Staff[0].Minutes)
	return p.V
}

// providerLost takes from each option its contract with most hours of contacts, and the
// points of other producers that only this contract needed. The contacts come back to
// the county's own points.
func providerLost(c *load.County, options []scenario.Option, r *report.Report) (stressed, error) {
	out := stressed{run: report.StressRun{Test: report.ProviderOut, Factor: 1}, options: slices.Clone(options)}
	for i, o := range options {
		most, at := 0.0, -1
		for k, change := range o.Changes {
			if contract, ok := change.(*scenario.Contract); ok && contract.ID == "" {
				s := c.Base.Network.Service(contract.Service)
				if hours := contract.Share * r.Services[s].Rows[i].Need.V * minutesOf(c, &c.Base.Network.Services[s]); hours > most {
					most, at = hours, k
				}
			}
		}
		if at < 0 {
			out.run.Lost = append(out.run.Lost, report.Lost{})
			continue
		}
		contract := o.Changes[at].(*scenario.Contract)
		s := c.Base.Network.Service(contract.Service)
		out.run.Lost = append(out.run.Lost, report.Lost{Service: contract.Service, Of: c.Base.Network.Services[s].Name, Production: string(contract.Production), Share: contract.Share})
		out.options[i].Changes = slices.Delete(slices.Clone(o.Changes), at, at+1)
		county, refused := scenario.Apply(&c.Base, out.options[i])
		if len(refused) > 0 {
			return out, &engine.Refused{Options: out.options, Refusals: map[int][]scenario.Refusal{i: refused}}
		}
		out.options[i].Changes = append(out.options[i].Changes, endedPoints(county.Network, s)...)
	}
	return out, nil
}

// endedPoints closes the points of other producers of a service that no contract of it
// needs any more.
func endedPoints(n *network.Network, service int) []scenario.Change {
	if slices.ContainsFunc(n.Contracts, func(c network.Contract) bool { return c.Service == service }) {
		return nil
	}
	var out []scenario.Change
	for _, p := range n.Points {
		if p.Service == service && p.Provider {
			out = append(out, &scenario.Close{Facility: n.Facilities[p.Facility].ID, Services: []string{n.Services[service].ID}})
		}
	}
	return out
}
