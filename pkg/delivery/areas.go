package delivery

import (
	"math"

	"saavu/pkg/network"
	"saavu/pkg/travel"
)

// Way is how a contact is met.
type Way int

// The ways. A stop is one of a mobile unit; a provider is one under contract.
const (
	AtPoint Way = iota
	AtStop
	AtSchool
	ByProvider
	Remotely
	Ways // how many there are
)

// AreaYear is a service's contacts of a year by the area where the people live, not where
// they are met. Remote contacts that exist only because of the channel are left out.
type AreaYear struct {
	Need  []float64 // contacts needed
	Given []float64 // contacts given by any way

	// Need and Given by way. A contact is asked for where it comes first, also if another
	// point gives it; those that nobody asks for, as no point is reached or as it is too
	// far, are in Need alone.
	Asked, Met [Ways][]float64

	// By has the contacts of each contract of ServiceModel.Others; nil without.
	By [][]float64

	// Products has Need, Asked and Met of each product of the service; nil without products.
	// At a point that is short, statutory products are served before the others.
	Products []AreaYear
}

// newAreaYear returns a year of nothing.
func newAreaYear(areas int) AreaYear {
	y := AreaYear{Need: make([]float64, areas)}
	for w := range y.Asked {
		y.Asked[w], y.Met[w] = make([]float64, areas), make([]float64, areas)
	}
	return y
}

// areaYear is what a serving counts by area.
type areaYear struct {
	*AreaYear
	each [][]float64 // contacts in person of a person, by product and band; nil without products
	mix  []float64   // by product: its part of the contacts of the travellers who are counted
	left []float64   // by product: its part of those of them that go on from full points
}

// travellers sets whose contacts are counted next: those of a type in a cell, by its place
// in Demand.Cells.
func (y *areaYear) travellers(x *serving, ty Type, k int) {
	if y.each == nil {
		return
	}
	sum, people := 0.0, x.d.People[k*x.d.Bands:(k+1)*x.d.Bands]
	for p, each := range y.each {
		y.mix[p] = 0
		for b, n := range people {
			if n > 0 && !x.atSchool(b) {
				y.mix[p] += n * x.m.Share(ty, b) * each[b]
			}
		}
		sum += y.mix[p]
	}
	for p := range y.mix {
		y.mix[p] = part(y.mix[p], sum)
	}
}

// ask counts contacts of the travellers that are asked for by a way.
func (y *areaYear) ask(w Way, area int32, contacts float64) {
	y.Asked[w][area] += contacts
	for p, part := range y.mix {
		y.Products[p].Asked[w][area] += contacts * part
	}
}

// meet counts, of contacts of the travellers that come to Points[k], those that are given
// there; plain is the part of all contacts there that is.
func (y *areaYear) meet(x *serving, w Way, area int32, k int, contacts, plain float64) {
	if x.ranked == nil || !x.ranked.seen[k] {
		y.Met[w][area] += contacts * plain
	}
	for p, part := range y.mix {
		n := contacts * part * x.ofRank(k, p, plain)
		if x.ranked != nil && x.ranked.seen[k] {
			y.Met[w][area] += n
		}
		y.Products[p].Met[w][area] += n
	}
}

// leaving sets which products those travellers want who go on from full points: the ones
// that are not given there.
func (y *areaYear) leaving(x *serving, o *overflow, u int, load, capacity []float64) {
	if y.left = y.mix; x.ranked == nil {
		return
	}
	y.left = make([]float64, len(y.mix))
	sum := 0.0
	for e := o.crowd.start[u]; e < o.crowd.start[u+1]; e++ {
		q := o.crowd.point[e]
		if load[q] <= capacity[q] {
			continue
		}
		for p, part := range y.mix {
			n := o.come[e] * part * (1 - x.ofRank(x.v.Load.Points[q], p, capacity[q]/load[q]))
			y.left[p] += n
			sum += n
		}
	}
	for p := range y.left {
		y.left[p] = part(y.left[p], sum)
	}
}

// found counts contacts of travellers who go on that are given by a way.
func (y *areaYear) found(w Way, area int32, contacts float64) {
	y.Met[w][area] += contacts
	for p, part := range y.left {
		y.Products[p].Met[w][area] += contacts * part
	}
}

// moved counts those of contacts of the travellers that Points[from] does not give and
// Points[to], to which they go on, gives.
func (y *areaYear) moved(x *serving, w Way, area int32, from, to int, contacts, keeps, gives float64) {
	if x.ranked == nil {
		y.Met[w][area] += contacts * (1 - keeps) * gives
	}
	for p, part := range y.mix {
		n := contacts * part * (1 - x.ofRank(from, p, keeps)) * x.ofRank(to, p, gives)
		if x.ranked != nil {
			y.Met[w][area] += n
		}
		y.Products[p].Met[w][area] += n
	}
}

// count adds the contacts of a band of people that no point meets, and their need.
func (y *AreaYear) count(area int32, contacts, remote, own, others, remoteMet, school float64, atSchool bool) {
	inPerson := contacts - remote
	y.Need[area] += contacts
	y.Asked[Remotely][area] += remote
	y.Met[Remotely][area] += remote * remoteMet
	y.Asked[ByProvider][area] += inPerson * others
	y.Met[ByProvider][area] += inPerson * others
	if atSchool {
		y.Asked[AtSchool][area] += inPerson * own
		y.Met[AtSchool][area] += inPerson * own * school
	}
}

// give counts what contracts of today take of the contacts in person of a product in a band.
func (y *AreaYear) give(x *serving, area int32, p, b int, inPerson float64) {
	for len(y.By) < len(x.given) {
		y.By = append(y.By, make([]float64, len(y.Need)))
	}
	for i, share := range x.given {
		y.By[i][area] += inPerson * share[p*x.nb+b]
	}
}

// atSchool reports whether the people of a band are met at school.
func (x *serving) atSchool(b int) bool { return x.v.AtSchool && x.sm.School[b] > 0 }

// ByArea computes the year of a service by area. Its sums are those of the county. It
// takes about as long as ByCell, whose arguments it has.
func ByArea(d *Demand, m *Model, n *network.Network, o *Outcome, s int, language float64, boost Boost, cells *Cells) AreaYear {
	y := newAreaYear(len(d.Areas))
	var out Served
	x := serving{d: d, m: m, n: n, o: o, s: s, boost: boost, cells: cells, out: &out, areas: &areaYear{AreaYear: &y}, noTrips: true}
	x.serve(language)
	remoteMet := 0.0 // of the remote contacts needed, those that are served
	if out.RemoteNeed > 0 {
		remoteMet = out.Remote / out.RemoteNeed
	}
	school, all := 0.0, 0.0
	for _, p := range x.v.Load.School {
		all += p
	}
	if all > 0 && x.out.School > 0 {
		school = x.out.School / x.schoolNeed()
	}
	for k, a := range d.Area {
		for b, people := range d.People[k*d.Bands : (k+1)*d.Bands] {
			c := people * x.sm.Rate[b]
			y.count(a, c, c*x.remote[b], x.own[b], x.others[b], remoteMet, school, x.atSchool(b))
			if y.Products == nil {
				y.give(&x, a, 0, b, c-c*x.remote[b])
			}
			for p := range y.Products {
				c := people * x.sm.Products[p].Need[b]
				remote, own, others := c*x.sm.Remote(p, b, x.remote[b]), x.own[b], x.others[b]
				if x.left != nil {
					own = x.left[p*x.nb+b]
					others = 1 - own
				}
				y.Products[p].count(a, c, remote, own, others, remoteMet, school, x.atSchool(b))
				y.Products[p].give(&x, a, p, b, c-remote)
			}
		}
	}
	y.Given = make([]float64, len(d.Areas))
	for _, met := range y.Met {
		for a, n := range met {
			y.Given[a] += n
		}
	}
	return y
}

// wayOf is how the contacts at a point of the load are met.
func (x *serving) wayOf(q int) Way {
	if x.n.Points[x.v.Points[x.v.Load.Points[q]]].Channel == network.Mobile {
		return AtStop
	}
	return AtPoint
}

// seeByArea counts contacts in person where the people live under choice: those that
// their first choice keeps. Those who go on are counted where they find a point.
func (x *serving) seeByArea(c *crowd, come, load, capacity []float64) {
	if x.areas == nil {
		return
	}
	for u := range c.units() {
		x.areas.travellers(x, c.ty[u], int(c.cell[u]))
		for e := c.start[u]; e < c.start[u+1]; e++ {
			if q := c.point[e]; load[q] > 0 {
				w, a := x.wayOf(int(q)), x.d.Area[c.cell[u]]
				x.areas.ask(w, a, come[e])
				x.areas.meet(x, w, a, x.v.Load.Points[q], come[e], math.Min(1, capacity[q]/load[q]))
			}
		}
	}
}

// seeNearest is seeByArea with assignment to the nearest point. keeps is the share of
// its own people that a point serves, gives the share of all who come to it.
func (x *serving) seeNearest(keeps, gives, made []float64) {
	if x.areas == nil {
		return
	}
	l := &x.v.Load
	weight, each := make([]float64, x.nb), make([]float64, x.nb)
	x.inPerson(weight)
	for ty := Type(0); ty < Types; ty++ {
		x.each(ty, weight, each)
		for k, cell := range x.d.Cells {
			contacts := needOf(x.d, k, each)
			i := x.nearestOf(ty, cell, false)
			if contacts == 0 || i < 0 {
				continue
			}
			a := x.d.Area[k]
			x.areas.travellers(x, ty, k)
			x.areas.ask(x.wayOf(i), a, contacts*made[i])
			x.areas.meet(x, x.wayOf(i), a, l.Points[i], contacts*made[i], keeps[i])
			if l.Full[i] {
				continue
			}
			if q := x.nearestOf(ty, cell, true); q >= 0 {
				x.areas.moved(x, x.wayOf(q), a, l.Points[i], l.Points[q], contacts*made[i], keeps[i], gives[q])
			}
		}
	}
}

// nearestOf returns the nearest point of the load, by its place there, to a cell of the
// grid; -1 for none.
func (x *serving) nearestOf(ty Type, cell int32, full bool) int {
	best, at := travel.Unreached, -1
	for i, k := range x.v.Load.Points {
		src := &x.v.sources[k]
		if full && !x.v.Load.Full[i] || src.barrier && (ty == FreeLimited || ty == DriverLimited) {
			continue
		}
		if t := src.column.By[ty][cell]; t < best {
			best, at = t, i
		}
	}
	return at
}
