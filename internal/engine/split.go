package engine

import (
	"context"
	"math"
	"strings"

	"saavu/pkg/cost"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// split returns an option for each lever alone, with the year and the reference of
// the whole option.
func split(o scenario.Option) []scenario.Option {
	var out []scenario.Option
	at := map[scenario.Lever]int{}
	for _, ch := range o.Changes {
		l := ch.Lever()
		k, seen := at[l]
		if !seen {
			k = len(out)
			at[l] = k
			out = append(out, scenario.Option{ID: o.ID + ":" + string(l), Name: strings.ReplaceAll(string(l), "-", " "), Year: o.Year, Against: o.Against, Fit: o.Fit})
		}
		out[k].Changes = append(out[k].Changes, ch)
	}
	return out
}

// levers shows a mixed option as the sum of its levers alone plus their interaction,
// at the parameters' central values. A lever that cannot be applied alone has no
// figures, and then the interaction has none either.
func (e *Evaluation) levers() []report.Lever {
	if !e.Option.Split || e.Against == nil {
		return nil
	}
	parts := split(e.Option)
	out := make([]report.Lever, len(parts))
	_ = each(context.Background(), len(parts), func(k int) error {
		out[k] = e.alone(parts[k])
		return nil
	})
	sum, whole := report.Lever{Name: "together"}, true
	for _, l := range out {
		if whole = whole && l.Known; whole {
			sum.Add(l, 1)
		}
	}
	if whole {
		all := report.Lever{}
		e.effect(&all)
		all.Add(sum, -1)
		all.Name = "interaction"
		out = append(out, all)
	}
	return out
}

// alone evaluates one lever of the option without the others.
func (e *Evaluation) alone(part scenario.Option) report.Lever {
	l := report.Lever{Name: part.Name}
	county, refusals := scenario.Apply(e.of.base, part)
	if len(refusals) > 0 {
		l.Reasons = l.Reasons.Because(report.Reason{Cause: report.NotAlone}, "county_eur", "homes_eur")
		l.Why = refusals[0].Reason
		return l
	}
	alone := Evaluation{Plan: Plan{Option: part, County: county, Against: e.Against, Geographies: e.Geographies}, Year: e.Year, of: e.of}
	if err := alone.prepare(); err != nil { // a parameter that another lever sets
		l.Reasons = l.Reasons.Because(report.Reason{Cause: report.NotAlone}, "county_eur", "homes_eur")
		l.Why = err.Error()
		return l
	}
	alone.geography()
	alone.plain.byCell = true
	alone.fill(&alone.plain, alone.compiled, budget{}, alone.before(plain))
	alone.effect(&l)
	return l
}

// effect fills a lever with the option's change from its reference, with the same
// staff.
func (e *Evaluation) effect(l *report.Lever) {
	a, b := &e.plain, &e.Against.plain
	for s := range a.there {
		l.Services = append(l.Services, report.LeverEffect{Service: e.of.base.Network.Services[s].ID,
			There: net(a.there[s] - b.there[s]), Served: a.served[s].Share - b.served[s].Share})
		if math.IsNaN(l.Services[s].Served) {
			l.Reasons = l.Reasons.Because(report.Reason{Cause: report.NoNeed}, "served."+l.Services[s].Service)
		}
		if !e.of.staffed(s) {
			l.Services[s].Served = nan
			l.Reasons = l.Reasons.Because(e.of.unknown(s), "served."+l.Services[s].Service)
		}
	}
	l.County, l.Homes = cost.Sum(a.deltas, cost.County, -1, 0), cost.Sum(a.deltas, cost.Residents, -1, 0)
	if !e.of.allStaffed() {
		l.County, l.Homes = nan, nan
		l.Reasons = l.Reasons.Because(e.of.unknownSomewhere(), "county_eur", "homes_eur")
	}
	l.Known = true
}
