package engine

import (
	"math"
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/report"
)

// series is one figure: index 0 at the parameters' central values, index k for the
// k-th draw or network. Figures vary together because every option uses the same ones.
type series []float64

// figures is what is kept of an option for the central values and the draws.
type figures struct {
	services  []serviceFigures
	payers    [5]series // EUR a year at full effect of all services, in the order of payers
	countyNow series    // the county's in the option's year
	lines     []lineFigures

	year int
}

type serviceFigures struct {
	need, share, remote, forgone series
	given, induced, avoided      series // contacts; given counts avoided
	county, countyNow, homes     series // EUR a year
	sameShare, sameGiven         series // at the same budget: share of the need, and contacts
	minutes                      series // in person, of the profession that sees the client
}

// lineFigures is the change of the cost lines of one kind and payer.
type lineFigures struct {
	kind  string
	payer cost.Payer
	from  int
	money series
}

// payers are the payers of a report, in its order.
var payers = [5]cost.Payer(cost.Payers())

// newFigures allocates the figures for an option's draws and stores the central
// values.
func newFigures(e *Evaluation, central *account) *figures {
	n := 1 + len(e.of.draws)
	f := &figures{services: make([]serviceFigures, len(central.contacts)), year: e.Year}
	room := func() series { return make(series, n) }
	for s := range f.services {
		f.services[s] = serviceFigures{room(), room(), room(), room(), room(), room(), room(), room(), room(), room(), room(), room(), room()}
	}
	for i := range f.payers {
		f.payers[i] = room()
	}
	f.countyNow = room()
	f.weigh(0, e.compiled)
	for _, d := range central.deltas {
		i := slices.IndexFunc(f.lines, func(l lineFigures) bool { return l.kind == d.Kind && l.payer == d.Payer })
		if i < 0 {
			i = len(f.lines)
			f.lines = append(f.lines, lineFigures{kind: d.Kind, payer: d.Payer, money: room()})
		}
		f.lines[i].from = max(f.lines[i].from, d.From)
	}
	f.put(0, central)
	return f
}

// put stores an account as index k; index 0 is for the central values. Calls for
// different k may run at the same time.
func (f *figures) put(k int, a *account) {
	for s := range f.services {
		v, c := &f.services[s], &a.contacts[s]
		v.need[k], v.share[k], v.remote[k], v.forgone[k], v.given[k], v.induced[k], v.avoided[k] = c.need, c.share, c.remote, c.forgone, c.given, c.induced, c.avoided
		v.sameShare[k], v.sameGiven[k] = a.same[s].share, a.same[s].given
	}
	for i := range a.deltas {
		d := &a.deltas[i]
		v := &f.services[d.Service]
		for p, payer := range payers {
			if d.Payer == payer {
				f.payers[p][k] += d.EUR
			}
		}
		switch {
		case d.Payer == cost.Residents:
			v.homes[k] += d.EUR
		case d.Payer == cost.County:
			v.county[k] += d.EUR
			if d.From <= f.year {
				v.countyNow[k] += d.EUR
				f.countyNow[k] += d.EUR
			}
		}
		for l := range f.lines {
			if f.lines[l].kind == d.Kind && f.lines[l].payer == d.Payer {
				f.lines[l].money[k] += d.EUR
			}
		}
	}
}

// weigh stores, as index k, the minutes by which contacts of different services are
// added up.
func (f *figures) weigh(k int, c *compiled) {
	for s := range f.services {
		sm := &c.model.Services[s]
		f.services[s].minutes[k] = sm.ClientMin
		if len(sm.StaffMin) > 0 {
			f.services[s].minutes[k] = sm.StaffMin[0]
		}
	}
}

// over returns the range of a figure: its value at the parameters' central values
// and the 5th and 95th percentile over the draws or networks, by nearest rank.
func over(v series) report.Range {
	if len(v) == 1 {
		return report.Exact(v[0])
	}
	draws := slices.Clone(v[1:])
	slices.Sort(draws)
	low, high := percentiles(len(draws))
	r := report.Range{V: v[0], Lo: draws[low], Hi: draws[high], Known: true}
	// The value belongs to its range, even if it is outside the middle of the draws.
	// OneSided ignores rounding errors.
	out := math.Max(r.Lo-r.V, r.V-r.Hi)
	r.OneSided = out > 1e-9*math.Max(1, math.Abs(r.V))
	r.Lo, r.Hi = math.Min(r.Lo, r.V), math.Max(r.Hi, r.V)
	return r
}

// percentiles returns the indexes of the 5th and the 95th percentile among n sorted
// draws, by nearest rank.
func percentiles(n int) (low, high int) { return max(0, (5*n+99)/100-1), max(0, (95*n+99)/100-1) }
