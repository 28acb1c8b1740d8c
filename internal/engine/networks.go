package engine

import (
	"context"
	"fmt"

	"saavu/pkg/scenario"
)

// reach is who gets to a service in time: index 0 at the parameters' values, index k
// in the k-th network. People vary together, because every option uses the same
// networks. Without networks it has no range.
type reach struct {
	there, own, gain, lose series
	week, any              series   // of there, at places open all week; with any producer
	areas                  []series // who gets there, by area
}

// prepareNetworks makes the county ready in each network: with drawn travel times, and
// drawn places where those of the county are not exact. of is the same county with other
// parameters, with which networks share their times and people where these are alike.
func (p *Prepared) prepareNetworks(ctx context.Context, of *Prepared) error {
	s := p.settings
	p.networks = make([]*Prepared, s.Networks)
	alone := Settings{Frame: "staff", Period: s.Period, Cycling: s.Cycling, Path: s.Path}
	return each(ctx, s.Networks, func(k int) error {
		var like *Prepared
		var times *scenario.Base
		if of != nil && k < len(of.networks) {
			like, times = of.networks[k], of.networks[k].base
		}
		base, err := p.base.Drawn(s.Seed, k, s.Networks, s.Period, times)
		if err != nil {
			return fmt.Errorf("network %d: %w", k+1, err)
		}
		if like != nil && base.Matrix != times.Matrix {
			like = nil
		}
		if p.networks[k], err = prepare(ctx, base, alone, like); err != nil {
			return err
		}
		p.networks[k].values = p
		return nil
	})
}

// reaches finds who gets to each service, at the parameters' values and in each network.
// An option that is no reference of others keeps nothing of the networks.
func (e *Evaluation) reaches(ctx context.Context) error {
	n := 1 + len(e.of.networks)
	for range e.outcome.Services {
		r := reach{make(series, n), make(series, n), make(series, n), make(series, n), make(series, n), make(series, n), nil}
		for range e.people.demand.Areas {
			r.areas = append(r.areas, make(series, n))
		}
		e.reached = append(e.reached, r)
	}
	e.reachesIn(0, e)
	e.networks = make([]*Evaluation, len(e.of.networks))
	err := each(ctx, len(e.of.networks), func(k int) error {
		x, err := e.in(k)
		if err != nil {
			return fmt.Errorf("network %d: %w", k+1, err)
		}
		e.reachesIn(k+1, x)
		if e.Kept {
			e.networks[k] = x
		}
		return nil
	})
	return err
}

// in computes the geography of the option in a network.
func (e *Evaluation) in(k int) (*Evaluation, error) {
	q := e.of.networks[k]
	option := e.Option
	option.Fit = scenario.Fit{} // nobody gets there because of rooms and staff
	county, refusals := scenario.Apply(q.base, option)
	if len(refusals) > 0 {
		return nil, &Refused{Options: []scenario.Option{option}, Refusals: map[int][]scenario.Refusal{0: refusals}}
	}
	x := &Evaluation{Plan: Plan{Option: option, County: county}, Year: e.Year, of: q}
	if q.from != nil { // the same options are compared with other parameters
		y, err := q.peopleOf(e.Year)
		if err != nil {
			return nil, err
		}
		x.Geographies = y.found
	}
	if e.Against != nil {
		x.Against = e.Against.networks[k]
	}
	if err := x.prepare(); err != nil {
		return nil, err
	}
	x.geography()
	return x, nil
}

// reachesIn stores who gets there in a network, or at the values, as index k.
func (e *Evaluation) reachesIn(k int, x *Evaluation) {
	for s := range x.outcome.Services {
		limit, o, r := x.compiled.model.Services[s].LimitMin, &x.outcome.Services[s], &e.reached[s]
		r.there[k], r.own[k] = o.There.Within(-1, limit), o.Own.Within(-1, limit)
		r.week[k], r.any[k] = o.Week.Within(-1, limit), o.Any.Within(-1, limit)
		r.gain[k], r.lose[k] = x.changes[s].Gain(-1, limit), x.changes[s].Lose(-1, limit)
		for a := range r.areas {
			r.areas[a][k] = o.There.Within(a, limit)
		}
	}
}
