package engine

import (
	"math"

	"saavu/pkg/network"
)

// half is the part of today's positions that each service keeps when it sells.
const half = 0.5

// most returns the client hours that each service can sell at the same budget. It
// keeps half of today's hours and, at each place that is open all week, the positions
// that the rules of the kind min-staff want. The services of a place may sell the same
// share of their positions there. A place that already has fewer limits nobody.
func (e *Evaluation) most() []float64 {
	out := make([]float64, len(e.plain.served))
	share := e.shares()
	home := e.people.home()
	for s := range out {
		if !e.tradable(s) {
			continue
		}
		sm, now := &e.compiled.model.Services[s], e.plain.served[s].StaffHours
		today := home.Services[s].Positions(0) * sm.Fill[0] * e.compiled.model.Productive
		out[s] = math.Max(0, math.Min(share[s]*now, now-half*today))
	}
	return out
}

// shares returns the largest share of each service's positions whose sale leaves
// enough at every place of the service.
func (e *Evaluation) shares() []float64 {
	n := e.County.Network
	at, week := make([]float64, len(n.Facilities)), make([]bool, len(n.Facilities))
	each := func(do func(s, facility int, positions float64, visiting bool)) {
		for s := range e.outcome.Services {
			v := &e.outcome.Services[s]
			for k, i := range v.Points {
				pt := &n.Points[i]
				if pt.Channel == network.OnSite && !pt.Provider && n.Facilities[pt.Facility].Status == network.Open && len(n.Services[s].Staff) > 0 {
					do(s, pt.Facility, v.PositionsAt(k, 0), pt.Visiting)
				}
			}
		}
	}
	each(func(_, f int, positions float64, visiting bool) {
		at[f] += positions
		week[f] = week[f] || !visiting
	})
	out := make([]float64, len(e.outcome.Services))
	for s := range out {
		out[s] = 1
	}
	each(func(s, f int, positions float64, _ bool) {
		if least := e.of.settings.MinStaff; week[f] && positions > 0 && at[f] >= least {
			out[s] = math.Min(out[s], 1-least/at[f])
		}
	})
	return out
}
