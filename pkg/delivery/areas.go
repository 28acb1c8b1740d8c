package delivery

import (
	"math"

	"saavu/pkg/network"
	"saavu/pkg/travel"
)

// ByArea returns, by area, the contacts a year that the people of a service need, and
// those of them that are given by any channel: where the people live, not where they
// are met. Remote contacts that exist only because of the channel are in neither. Both
// add up to the county's. It takes about as long as ByCell, whose arguments it has.
func ByArea(d *Demand, m *Model, n *network.Network, o *Outcome, s int, language float64, boost Boost, cells *Cells) (need, given []float64) {
	var out Served
	x := serving{d: d, m: m, n: n, o: o, s: s, boost: boost, cells: cells, out: &out, seen: make([]float64, len(d.Areas)), noTrips: true}
	x.serve(language)
	need, given = make([]float64, len(d.Areas)), make([]float64, len(d.Areas))
	part := 0.0 // of the remote contacts needed, those that are served
	if out.RemoteNeed > 0 {
		part = out.Remote / out.RemoteNeed
	}
	school, all := 0.0, 0.0
	for _, p := range x.v.Load.School {
		all += p
	}
	if all > 0 && x.out.School > 0 {
		school = x.out.School / x.schoolNeed()
	}
	for k := range d.Cells {
		a := d.Area[k]
		for b, people := range d.People[k*d.Bands : (k+1)*d.Bands] {
			c := people * x.sm.Rate[b]
			inPerson := c * (1 - x.remote[b])
			need[a] += c
			given[a] += c*x.remote[b]*part + inPerson*(1-x.own)
			if x.v.AtSchool && x.sm.School[b] > 0 {
				given[a] += inPerson * x.own * school
			}
		}
	}
	for a, seen := range x.seen {
		given[a] += seen
	}
	return need, given
}

// seeByArea counts contacts in person where the people live under choice: those that
// their first choice keeps. Those who go on are counted where they find a point.
func (x *serving) seeByArea(c *crowd, come, load, capacity []float64) {
	if x.seen == nil {
		return
	}
	for u := range c.units() {
		for e := c.start[u]; e < c.start[u+1]; e++ {
			if q := c.point[e]; load[q] > 0 {
				x.seen[x.d.Area[c.cell[u]]] += come[e] * math.Min(1, capacity[q]/load[q])
			}
		}
	}
}

// seeNearest is seeByArea with assignment to the nearest point. keeps is the share of
// its own people that a point serves, gives the share of all who come to it.
func (x *serving) seeNearest(keeps, gives, made []float64) {
	if x.seen == nil {
		return
	}
	l := &x.v.Load
	weight, each := make([]float64, x.nb), make([]float64, x.nb)
	for b := range weight {
		weight[b] = x.sm.Rate[b] * (1 - x.remote[b]) * x.own
	}
	for ty := Type(0); ty < Types; ty++ {
		x.each(ty, weight, each)
		for k, cell := range x.d.Cells {
			contacts := needOf(x.d, k, each)
			i := x.nearestOf(ty, cell, false)
			if contacts == 0 || i < 0 {
				continue
			}
			a := x.d.Area[k]
			x.seen[a] += contacts * made[i] * keeps[i]
			if l.Full[i] {
				continue
			}
			if q := x.nearestOf(ty, cell, true); q >= 0 {
				x.seen[a] += contacts * made[i] * (1 - keeps[i]) * gives[q]
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
