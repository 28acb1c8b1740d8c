package delivery

import (
	"math"
	"slices"

	"saavu/pkg/network"
	"saavu/pkg/travel"
)

// Trips holds people's trips to points, flat [point*bands+band]. All values are
// sums over people of one one-way trip.
type Trips struct {
	People  []float64
	Minutes []float64
	CarKm   []float64
	Pt      []float64 // people who take public transport
	Limited []float64 // mobility-limited people without a car
	Slow    []float64 // people times ln(time / time today), where the trip is slower
}

func newTrips(n int) Trips {
	all := make([]float64, 6*n)
	return Trips{all[:n], all[n : 2*n], all[2*n : 3*n], all[3*n : 4*n], all[4*n : 5*n], all[5*n:]}
}

// Load is one assignment of a service's people to points. A point that is open
// part of the week, or is a mobile stop, takes what its capacity allows; the
// rest goes to the nearest full point. Over holds those trips, indexed by the
// part-time point that could not take them, and Pair their distribution over
// the full points, [(point*points+full)*bands+band].
type Load struct {
	Points []int // index into Service.Points
	Full   []bool
	Direct Trips
	Over   Trips
	Pair   []float64
	None   []float64 // people who reach no point, by band
	School []float64 // people met at school, by band

	// Under choice there is no part-time point apart: Direct has the people and
	// the slowdown of the first choices, first the rest of their trips by band.
	first     Visits
	groups    crowd
	Reached   float64 // contacts of the people who reach a point
	ToNearest float64 // of these, those whose first choice is the nearest point
}

// assign sends people to the points of the county's own production, and to the
// providers' points where a contract has some.
func (v *Service) assign(d *Demand, m *Model, p Place, t *Times, s int, before *Service) {
	var own, providers []int
	for k, i := range v.Points {
		if p.Network.Points[i].Provider {
			providers = append(providers, k)
		} else {
			own = append(own, k)
		}
	}
	a := assigner{d: d, m: m, p: p, t: t, s: s, v: v, before: before}
	if v.choice != nil {
		a.byChoice(own, providers)
		return
	}
	v.Load = a.load(own)
	for ty := range v.home {
		v.home[ty] = a.homes(Type(ty), own)
	}
	if len(providers) > 0 {
		l := a.load(providers)
		v.Contract = &l
	}
}

// byChoice is assign under choice. People whom a provider serves are compared with
// the county's own points where there was none.
func (a *assigner) byChoice(own, providers []int) {
	var was, wasProviders []int
	none := new([Types][]prospect)
	found, foundProviders := &a.v.found, none
	if a.before == nil {
		for ty := range found {
			found[ty] = slices.Repeat([]prospect{{near: notAsked}}, len(a.d.Cells))
		}
	} else {
		was, found = a.before.Load.Points, &a.before.found
		wasProviders, foundProviders = was, found
		if a.before.Contract != nil {
			wasProviders, foundProviders = a.before.Contract.Points, none
		}
	}
	a.v.Load = a.chosen(own, was, found)
	if len(providers) > 0 {
		l := a.chosen(providers, wasProviders, foundProviders)
		a.v.Contract = &l
	}
}

type assigner struct {
	d      *Demand
	m      *Model
	p      Place
	t      *Times
	s      int
	v      *Service
	before *Service
}

// full reports whether a point is open on site all week.
func (a *assigner) full(k int) bool {
	pt := &a.p.Network.Points[a.v.Points[k]]
	return pt.Channel == network.OnSite && !pt.Visiting
}

func (a *assigner) load(points []int) Load {
	np, nb := len(points), a.d.Bands
	l := Load{Points: points, Full: make([]bool, np), Direct: newTrips(np * nb), Over: newTrips(np * nb),
		Pair: make([]float64, np*np*nb), None: make([]float64, nb), School: make([]float64, nb)}
	var whole []int
	back := make([]int32, len(a.v.Points)) // index in Service.Points to index in l.Points
	for i, k := range points {
		l.Full[i] = a.full(k)
		back[k] = int32(i)
		if l.Full[i] {
			whole = append(whole, k)
		}
	}
	for ty := Type(0); ty < Types; ty++ {
		w := walker{a: a, l: &l, ty: ty, back: back, columns: a.columns(points)}
		w.times, w.nearest = a.v.nearest(a.d, a.p, a.t, ty, points)
		w.fullTimes, w.fullNear = w.times, w.nearest
		if len(whole) < np {
			w.fullTimes, w.fullNear = a.v.nearest(a.d, a.p, a.t, ty, whole)
		}
		w.walk(w.cell)
	}
	return l
}

func (a *assigner) columns(points []int) []*Column {
	out := make([]*Column, len(points))
	for i, k := range points {
		out[i] = a.t.At(a.p.Matrix, a.p.Network.Facilities[a.p.Network.Points[a.v.Points[k]].Facility].Column)
	}
	return out
}

// homes returns the point whose staff serves each cell: the nearest one that is
// not a mobile stop, because a unit's crew is counted separately.
func (a *assigner) homes(ty Type, own []int) []int32 {
	var fixed []int
	for _, k := range own {
		if a.p.Network.Points[a.v.Points[k]].Channel == network.OnSite {
			fixed = append(fixed, k)
		}
	}
	_, who := a.v.nearest(a.d, a.p, a.t, ty, fixed)
	return who
}

// walker adds one traveller type's people to a load.
type walker struct {
	a                 *assigner
	l                 *Load
	ty                Type
	back              []int32
	columns           []*Column
	times, fullTimes  []travel.Seconds
	nearest, fullNear []int32
	people            []float64 // of one cell, by band
	from, to          int       // the bands of the cell that need the service are among these
}

// walk gives each cell's people to cell, but for those who are met at school or
// reach no point.
func (w *walker) walk(cell func(k int)) {
	d, m, sm := w.a.d, w.a.m, &w.a.m.Services[w.a.s]
	nb := d.Bands
	w.people = make([]float64, nb)
	share := make([]float64, nb)
	first, behind := nb, nb
	for b := range share {
		if sm.Rate[b] > 0 {
			share[b] = m.Share(w.ty, b)
			first, behind = min(first, b), b+1
		}
	}
	for k := range d.Cells {
		if from, to := d.bandsOf(k); w.from != max(first, from) || w.to != min(behind, to) {
			clear(w.people)
			w.from, w.to = max(first, from), min(behind, to)
		}
		some := false
		for b := w.from; b < w.to; b++ {
			n := d.People[k*nb+b] * share[b]
			if w.a.v.AtSchool && sm.School[b] > 0 {
				w.l.School[b] += n
				n = 0
			}
			w.people[b] = n
			some = some || n > 0
		}
		if !some {
			continue
		}
		if w.nearest[k] < 0 {
			for b, n := range w.people {
				w.l.None[b] += n
			}
			continue
		}
		cell(k)
	}
}

// cell adds a cell's people to the nearest point, and, if that is part-time, to
// the nearest full point as its overflow.
func (w *walker) cell(k int) {
	i, t := int(w.back[w.nearest[k]]), w.times[k]
	w.add(&w.l.Direct, k, i, i, t)
	if w.l.Full[i] {
		return
	}
	if w.fullNear[k] < 0 {
		return
	}
	q := int(w.back[w.fullNear[k]])
	w.add(&w.l.Over, k, i, q, w.fullTimes[k])
	nb := w.a.d.Bands
	pair := w.l.Pair[(i*len(w.l.Points)+q)*nb:][:nb]
	for b, n := range w.people {
		pair[b] += n
	}
}

// add adds a trip to point q to row i of the trips.
func (w *walker) add(tr *Trips, k, i, q int, t travel.Seconds) {
	nb := w.a.d.Bands
	min, limited, slow := t.Minutes(), 0.0, 0.0
	km, pt := w.columns[q].mode(w.ty, w.a.d.Cells[k], t)
	if w.ty == FreeLimited {
		limited = 1
	}
	if w.a.before != nil {
		if t0 := w.a.before.Time[w.ty][k]; t0 != travel.Unreached && t > t0 {
			// A minute of access keeps the ratio finite at distance 0.
			slow = math.Log((float64(t) + 60) / (float64(t0) + 60))
		}
	}
	for b, n := range w.people {
		if n == 0 {
			continue
		}
		x := i*nb + b
		tr.People[x] += n
		tr.Minutes[x] += n * min
		tr.CarKm[x] += n * km
		tr.Pt[x] += n * pt
		tr.Limited[x] += n * limited
		tr.Slow[x] += n * slow
	}
}
