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

	// Product is how the contacts of a way divide over the products of a service, by
	// product and area, as shares of Asked and of Met alike; nil without products. At a
	// point all products are served in the same part. ProductNeed divides Need.
	Product     [Ways][][]float64
	ProductNeed [][]float64
}

// divide finds how contacts divide over products, from the contacts that are asked for by
// product, way and area.
func (y *AreaYear) divide(by [][Ways][]float64, need [][]float64) {
	for a, n := range y.Need {
		for p := range need {
			need[p][a] = part(need[p][a], n)
		}
	}
	y.ProductNeed = need
	for w := range y.Product {
		y.Product[w] = make([][]float64, len(by))
		for p := range by {
			y.Product[w][p] = make([]float64, len(y.Need))
			for a, n := range by[p][w] {
				all := 0.0
				for q := range by {
					all += by[q][w][a]
				}
				y.Product[w][p][a] = part(n, all)
			}
		}
	}
}

// Part returns the part of a way's contacts in an area that are of a product; 1 without
// products.
func (y *AreaYear) Part(w Way, product, area int) float64 {
	if y.ProductNeed == nil {
		return 1
	}
	return y.Product[w][product][area]
}

// NeedPart returns the part of an area's need that is of a product; 1 without products.
func (y *AreaYear) NeedPart(product, area int) float64 {
	if y.ProductNeed == nil {
		return 1
	}
	return y.ProductNeed[product][area]
}

// byProduct counts the contacts that the people of each area ask for, by product and way,
// as if every point were reached: only the shares of the products count.
func (x *serving) byProduct() (by [][Ways][]float64, need [][]float64) {
	d := x.d
	by, need = make([][Ways][]float64, len(x.sm.Products)), make([][]float64, len(x.sm.Products))
	for p := range by {
		pm := &x.sm.Products[p]
		need[p] = make([]float64, len(d.Areas))
		for w := range by[p] {
			by[p][w] = make([]float64, len(d.Areas))
		}
		for k := range d.Cells {
			a := d.Area[k]
			for b, people := range d.People[k*d.Bands : (k+1)*d.Bands] {
				if people == 0 || pm.Need[b] == 0 {
					continue
				}
				c := people * pm.Need[b]
				remote := c * x.sm.Remote(p, b, x.remote[b])
				need[p][a] += c
				by[p][Remotely][a] += remote
				by[p][ByProvider][a] += c - remote
				if x.v.AtSchool && x.sm.School[b] > 0 {
					by[p][AtSchool][a] += c - remote
				} else {
					by[p][AtPoint][a] += c - remote
					by[p][AtStop][a] += c - remote
				}
			}
		}
	}
	return by, need
}

// ByArea computes the year of a service by area. Its sums are those of the county. It
// takes about as long as ByCell, whose arguments it has.
func ByArea(d *Demand, m *Model, n *network.Network, o *Outcome, s int, language float64, boost Boost, cells *Cells) AreaYear {
	var y AreaYear
	y.Need, y.Given = make([]float64, len(d.Areas)), make([]float64, len(d.Areas))
	for w := range y.Asked {
		y.Asked[w], y.Met[w] = make([]float64, len(d.Areas)), make([]float64, len(d.Areas))
	}
	var out Served
	x := serving{d: d, m: m, n: n, o: o, s: s, boost: boost, cells: cells, out: &out, areas: &y, noTrips: true}
	x.serve(language)
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
			y.Need[a] += c
			y.Asked[Remotely][a] += c * x.remote[b]
			y.Met[Remotely][a] += c * x.remote[b] * part
			y.Asked[ByProvider][a] += inPerson * (1 - x.own)
			if x.v.AtSchool && x.sm.School[b] > 0 {
				y.Asked[AtSchool][a] += inPerson * x.own
				y.Met[AtSchool][a] += inPerson * x.own * school
			}
		}
	}
	copy(y.Met[ByProvider], y.Asked[ByProvider])
	if x.sm.Products != nil {
		y.divide(x.byProduct())
	}
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
		for e := c.start[u]; e < c.start[u+1]; e++ {
			if q := c.point[e]; load[q] > 0 {
				w, a := x.wayOf(int(q)), x.d.Area[c.cell[u]]
				x.areas.Asked[w][a] += come[e]
				x.areas.Met[w][a] += come[e] * math.Min(1, capacity[q]/load[q])
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
			x.areas.Asked[x.wayOf(i)][a] += contacts * made[i]
			x.areas.Met[x.wayOf(i)][a] += contacts * made[i] * keeps[i]
			if l.Full[i] {
				continue
			}
			if q := x.nearestOf(ty, cell, true); q >= 0 {
				x.areas.Met[x.wayOf(q)][a] += contacts * made[i] * (1 - keeps[i]) * gives[q]
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
