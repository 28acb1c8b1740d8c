package delivery

import (
	"math"

	"saavu/pkg/network"
)

// Fit says how a service's attractions were fitted to what is known of where its
// people go. Its zero value is a service of which nothing is known.
type Fit struct {
	Known  bool   // some facilities have known shares
	Failed string // why the shares cannot be met, "" where they are: ShareOfNone, NoPoint or NotMet
	Rounds int
}

// Why known shares cannot be met by attractions.
const (
	ShareOfNone = "share of none" // a share of 0 or less
	NoPoint     = "no point"      // a facility does not give the service today
	NotMet      = "not met"       // too few people reach a facility, or too many have no other
)

// Fitted reports whether the first choices have the known shares exactly: they
// then test nothing.
func (f Fit) Fitted() bool { return f.Known && f.Failed == "" }

// fitTolerance is how near the fitted loads come to the known ones, in parts of
// themselves, and fitRounds after how many rounds the fit gives up.
const (
	fitTolerance = 1e-11
	fitRounds    = 10_000
)

// FitChoice makes the choice of a model and fits the attractions of today's points
// to the network's known shares (Network.Shares) by iterative proportional fitting
// (Deming and Stephan 1940) on first choices. The facilities with shares divide
// their people in the known proportions; the facilities of a municipality without
// shares get the need of its own people, by one common factor. Every other point
// has an attraction of 1. The fitted ones are scaled to a geometric mean of 1,
// weighted by visits. A service without shares takes the attractions of the
// facilities of its bundle. Where shares cannot be met all stay 1, and Fits says so.
func FitChoice(d *Demand, m *Model, p Place, t *Times) *Choice {
	c := newChoice(m)
	c.Fits = make([]Fit, len(p.Network.Services))
	fitted := make([]map[int]float64, len(p.Network.Services)) // by service: attraction by facility
	for s := range p.Network.Services {
		f := fitting{d: d, m: m, n: p.Network, s: s}
		f.v.supply(m, p, t, s, c)
		if !f.targets() {
			continue
		}
		c.Fits[s].Known = true
		if f.failed == "" {
			f.units()
			f.solve()
		}
		c.Fits[s].Failed, c.Fits[s].Rounds = f.failed, f.rounds
		if f.failed == "" {
			fitted[s] = f.byFacility()
		}
	}
	for s := range fitted {
		from := s
		for o := 0; fitted[from] == nil && !c.Fits[s].Known && p.Network.Services[s].Bundle != "" && o < len(fitted); o++ {
			if p.Network.Services[o].Bundle == p.Network.Services[s].Bundle {
				from = o
			}
		}
		for i := range p.Network.Points {
			pt := &p.Network.Points[i]
			if a, ok := fitted[from][pt.Facility]; ok && pt.Service == s && pt.Channel == network.OnSite && !pt.Provider {
				c.attraction[pt.ID] = a
			}
		}
	}
	return c
}

// fitting is the fit of one service.
type fitting struct {
	d *Demand
	m *Model
	n *network.Network
	s int
	v Service

	points []int     // the county's own points, index in v.Points
	share  []float64 // by point: its part of the facilities with shares; NaN = has none
	group  []int     // by point: its municipality's place in needs; -1 = none
	names  []string  // municipalities without shares that have points
	needs  []float64 // contacts a year of their people

	start   []int32
	point   []int32 // by entry, index in points
	weight  []float64
	contact []float64 // by unit

	a, load []float64 // by point
	failed  string
	rounds  int
}

// targets finds what each point should get; false if nothing is known of the
// service.
func (f *fitting) targets() bool {
	known, sum := map[int]float64{}, 0.0
	for _, s := range f.n.Shares {
		if s.Service == f.s {
			known[s.Facility] = s.Value
			sum += s.Value
			if !(s.Value > 0) {
				f.failed = ShareOfNone
			}
		}
	}
	if len(known) == 0 {
		return false
	}
	municipality := map[string]string{}
	for _, a := range f.d.Areas {
		municipality[a.ID] = a.Municipality
	}
	with := map[string]bool{}
	for facility := range known {
		with[municipality[f.n.Facilities[facility].Area]] = true
	}
	found := 0
	for k, i := range f.v.Points {
		pt := &f.n.Points[i]
		if pt.Provider {
			continue
		}
		share, group := math.NaN(), -1
		if v, ok := known[pt.Facility]; ok && pt.Channel == network.OnSite {
			share = v / sum
			found++
		} else if name := municipality[f.n.Facilities[pt.Facility].Area]; name != "" && !with[name] && pt.Channel == network.OnSite {
			group = f.municipality(name)
		}
		f.points, f.share, f.group = append(f.points, k), append(f.share, share), append(f.group, group)
	}
	if found < len(known) && f.failed == "" {
		f.failed = NoPoint
	}
	return true
}

func (f *fitting) municipality(name string) int {
	for g, have := range f.names {
		if have == name {
			return g
		}
	}
	f.names, f.needs = append(f.names, name), append(f.needs, 0)
	return len(f.names) - 1
}

// units lists the contacts in person of each cell's travellers, with the weights
// of the points among which they choose.
func (f *fitting) units() {
	rate := f.inPerson()
	part := make([]float64, len(f.points))
	f.start = []int32{0}
	for ty := Type(0); ty < Types; ty++ {
		points, shares := f.v.among(f.points, ty), f.m.shares(ty)
		for k, cell := range f.d.Cells {
			contacts := 0.0
			for b, n := range f.d.People[k*f.d.Bands : (k+1)*f.d.Bands] {
				contacts += n * shares[b] * rate[b]
			}
			if contacts == 0 || points.choose(cell, part).near < 0 {
				continue
			}
			for i, w := range part {
				if w > 0 {
					f.point, f.weight = append(f.point, int32(i)), append(f.weight, w)
				}
			}
			f.start, f.contact = append(f.start, int32(len(f.point))), append(f.contact, contacts)
			for g, name := range f.names {
				if f.d.Areas[f.d.Area[k]].Municipality == name {
					f.needs[g] += contacts
				}
			}
		}
	}
}

// inPerson returns the contacts in person a year of a person, by band.
func (f *fitting) inPerson() []float64 {
	sm := &f.m.Services[f.s]
	need, remote := make([]float64, f.d.Bands), make([]float64, f.d.Bands)
	for k := range f.d.Cells {
		for b, n := range f.d.People[k*f.d.Bands : (k+1)*f.d.Bands] {
			need[b] += n * sm.Rate[b]
		}
	}
	f.m.RemoteShare(f.n, f.s, need, f.m.languageFactor(f.d), remote)
	for b := range need {
		if need[b] = sm.Rate[b] * (1 - remote[b]); f.v.AtSchool && sm.School[b] > 0 {
			need[b] = 0
		}
	}
	return need
}

// solve scales the attractions until every point has its share.
func (f *fitting) solve() {
	f.a, f.load = make([]float64, len(f.points)), make([]float64, len(f.points))
	for i := range f.a {
		f.a[i] = 1
		if g := f.group[i]; g >= 0 && f.needs[g] == 0 { // nobody lives there
			f.group[i] = -1
		}
	}
	for ; f.rounds < fitRounds; f.rounds++ {
		f.send()
		off, known := 0.0, 0.0
		together := make([]float64, len(f.names))
		for i, load := range f.load {
			switch {
			case !math.IsNaN(f.share[i]):
				known += load
			case f.group[i] >= 0:
				together[f.group[i]] += load
			}
		}
		for i, load := range f.load {
			factor := 1.0
			switch {
			case !math.IsNaN(f.share[i]):
				factor = f.share[i] * known / load
			case f.group[i] >= 0:
				factor = f.needs[f.group[i]] / together[f.group[i]]
			}
			if !(factor > 0 && factor < math.Inf(1)) {
				f.failed = NotMet
				return
			}
			f.a[i] *= factor
			off = math.Max(off, math.Abs(factor-1))
		}
		f.scale()
		if off < fitTolerance {
			return
		}
	}
	f.failed = NotMet
}

// send computes the first choices under the attractions so far.
func (f *fitting) send() {
	clear(f.load)
	for u, contacts := range f.contact {
		from, to := f.start[u], f.start[u+1]
		sum := 0.0
		for e := from; e < to; e++ {
			sum += f.weight[e] * f.a[f.point[e]]
		}
		part := contacts / sum
		for e := from; e < to; e++ {
			f.load[f.point[e]] += part * f.weight[e] * f.a[f.point[e]]
		}
	}
}

// scale brings the fitted attractions to a geometric mean of 1, weighted by visits.
func (f *fitting) scale() {
	sum, visits := 0.0, 0.0
	for i, a := range f.a {
		if !math.IsNaN(f.share[i]) || f.group[i] >= 0 {
			sum, visits = sum+f.load[i]*math.Log(a), visits+f.load[i]
		}
	}
	mean := math.Exp(sum / visits)
	for i := range f.a {
		if !math.IsNaN(f.share[i]) || f.group[i] >= 0 {
			f.a[i] /= mean
		}
	}
}

// byFacility returns the fitted attractions.
func (f *fitting) byFacility() map[int]float64 {
	out := map[int]float64{}
	for i, k := range f.points {
		if !math.IsNaN(f.share[i]) || f.group[i] >= 0 {
			out[f.n.Points[f.v.Points[k]].Facility] = f.a[i]
		}
	}
	return out
}
