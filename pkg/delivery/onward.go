package delivery

import (
	"math"
	"slices"
)

// chosen serves every point's first choices, and lets those go on whom it cannot
// serve. Who finds no point stays unmet at the first choice.
func (x *serving) chosen() {
	l := &x.v.Load
	np := len(l.Points)
	load, made, capacity := x.numbers(np), x.numbers(np), x.numbers(np)
	here, gone, weight := x.numbers(np), x.numbers(np), x.numbers(x.nb)
	x.comes(load, made)
	kept, full, room := x.capacities(load, capacity)
	x.out.IfNoneMove = kept
	x.chose = chose{load: load, made: made, capacity: capacity, here: here, gone: gone, weight: weight}
	x.visits(l, x.own, nil)
	x.inPerson(weight)
	if x.parts != nil {
		x.parts.made = made
	}
	c, come := &l.groups, []float64(nil)
	if x.d != nil && (x.areas != nil || full && room) {
		c, come = x.byCell(weight, made)
	}
	x.seeByArea(c, come, load, capacity)
	if full && room {
		x.goOn(c, come, load, capacity, weight, made, here, gone)
	}
	for i, k := range l.Points {
		kept := math.Min(load[i], capacity[i])
		seen := math.Min(kept+here[i], capacity[i])
		unmet := math.Max(0, load[i]-kept-gone[i])
		pl := x.capacity(k, seen+unmet, load[i])
		pl.First = load[i]
		x.out.SentOn += here[i]
		x.see(k, &pl, seen)
		x.lose(pl, unmet)
		x.out.Points = append(x.out.Points, pl)
	}
}

// chose is who comes to the points of a service first, with what that takes to compute.
// What a budget buys or sells changes the capacities and who goes on.
type chose struct {
	load, made, capacity, here, gone []float64 // by point
	weight                           []float64 // by band
	overflow                         *overflow // nil if nobody could go on
}

// capacities fills in what each point can serve. It returns how many contacts their
// first choices keep, and whether some point is full and some has room.
func (x *serving) capacities(load, capacity []float64) (kept float64, full, room bool) {
	if x.ranked != nil {
		clear(x.ranked.seen)
	}
	for i, k := range x.v.Load.Points {
		capacity[i] = x.capacity(k, load[i], load[i]).Capacity
		kept += math.Min(load[i], capacity[i])
		full, room = full || load[i] > capacity[i], room || load[i] < capacity[i]
	}
	return kept, full, room
}

// again returns what is served under another boost by people who have made their
// first choices. The result of the first boost stays as it is.
func (x *serving) again(boost Boost) *Served {
	was, c := x.out, &x.chose
	x.out = &Served{Need: was.Need, RemoteNeed: was.RemoteNeed, Induced: was.Induced, Contracted: was.Contracted, By: was.By}
	x.boost, x.noTrips = boost, true
	x.hours()
	x.school()
	seen, full, room := x.capacities(c.load, c.capacity)
	if full && room {
		clear(c.here)
		x.goOn(&x.v.Load.groups, nil, c.load, c.capacity, c.weight, c.made, c.here, c.gone)
		seen = 0
		for i, load := range c.load {
			seen += math.Min(math.Min(load, c.capacity[i])+c.here[i], c.capacity[i])
		}
	}
	x.out.Seen = seen
	x.out.share()
	return x.out
}

// inPerson fills in the contacts of a person in person, by band, that the county
// itself has to meet.
func (x *serving) inPerson(weight []float64) {
	for b := range weight {
		weight[b] = x.sm.Rate[b] * (1 - x.remote[b]) * x.own[b]
	}
}

// goOn finds how many contacts come to a point from full ones (here), and how many
// go from it to others (gone). c is who comes, in cells with their contacts, or in
// groups.
func (x *serving) goOn(c *crowd, come, load, capacity, weight, made, here, gone []float64) {
	if x.d != nil {
		x.free = make([]float64, c.memory(len(load)))
	}
	o := x.chose.overflow
	if o == nil {
		o = x.newOverflow(c, come, len(load))
		x.chose.overflow = o
		if x.d == nil {
			o.comes(weight, made)
		}
	}
	x.leave(o, load, capacity)
	o.run(load, capacity, x.m.MovesOn)
	if x.parts != nil {
		x.parts.overflow = o
	}
	for u := range c.units() {
		helped := o.helped(u)
		if helped == 0 {
			continue
		}
		if x.areas != nil {
			x.areas.travellers(x, c.ty[u], int(c.cell[u]))
			x.areas.leaving(x, o, u, load, capacity)
		}
		for e := c.start[u]; e < c.start[u+1]; e++ {
			q := c.point[e]
			here[q] += o.found[e]
			if x.areas != nil {
				x.areas.found(x.wayOf(int(q)), x.d.Area[c.cell[u]], o.found[e])
			}
			gone[q] += o.come[e] * o.away(e) * helped
		}
		switch {
		case x.noTrips:
		case x.d == nil:
			x.detourOfGroup(o, u, helped, weight, made)
		default:
			x.detourOfCell(o, u, helped, weight)
		}
	}
}

// detourOfGroup replaces the trips to the first choice by those to the point that
// those who go on have found.
func (x *serving) detourOfGroup(o *overflow, u int, helped float64, weight, made []float64) {
	c := o.crowd
	var to trip // mean of the trips to where they go
	all := 0.0
	for e := c.start[u]; e < c.start[u+1]; e++ {
		all += o.found[e]
		to.add(c.trip[e], o.found[e])
	}
	to = to.times(1 / all)
	for e := c.start[u]; e < c.start[u+1]; e++ {
		if part := o.away(e) * helped * made[c.point[e]]; part > 0 {
			more := to
			more.add(c.trip[e], -1)
			x.detour(c.people[int(e)*x.nb:(int(e)+1)*x.nb], weight, more.times(part))
		}
	}
}

// detourOfCell is detourOfGroup for the travellers of a cell, whose bands choose
// alike.
func (x *serving) detourOfCell(o *overflow, u int, helped float64, weight []float64) {
	c, ty, k := o.crowd, o.crowd.ty[u], int(o.crowd.cell[u])
	var more trip
	for e := c.start[u]; e < c.start[u+1]; e++ {
		q := c.point[e]
		moves := o.found[e] - o.come[e]*o.away(e)*helped // those who come less those who go
		more.add(x.v.sources[x.v.Load.Points[q]].column.trip(ty, x.d.Cells[k]), moves)
	}
	if x.row[ty] == nil {
		x.row[ty] = make([]float64, x.nb)
		x.each(ty, weight, x.row[ty])
	}
	x.detour(x.d.People[k*x.nb:(k+1)*x.nb], x.row[ty], more.times(1/c.contacts[u]))
}

// detour adds to the trips of people by band.
func (x *serving) detour(people, weight []float64, more trip) {
	all, of := &x.out.Visits, &x.out.Detour
	for b, n := range people {
		if n *= weight[b]; n > 0 {
			minutes, km, pt := n*more.minutes, n*more.km, n*more.pt
			all.Minutes[b], of.Minutes[b] = all.Minutes[b]+minutes, of.Minutes[b]+minutes
			all.CarKm[b], of.CarKm[b] = all.CarKm[b]+km, of.CarKm[b]+km
			all.Pt[b], of.Pt[b] = all.Pt[b]+pt, of.Pt[b]+pt
		}
	}
}

// Cells keeps who comes to the points of one service of one outcome, cell by cell, for
// successive calls of ByCell and ByArea: staff, rooms and the budget do not change it.
// The zero value is ready for use. It takes up to 12 bytes for each cell, type of
// traveller and point within the limit, so it should not outlive the calls.
type Cells struct {
	of           *Load
	weight, made []float64
	crowd        crowd
	come         []float64 // contacts, by entry of the crowd
}

// byCell returns the crowd of a load's travellers cell by cell, with the contacts
// of each entry. weight is the contacts of a person by band, made the share of a
// point's contacts that is not forgone.
func (x *serving) byCell(weight, made []float64) (*crowd, []float64) {
	if x.cells == nil {
		x.cells = &Cells{}
	}
	if c := x.cells; c.of != &x.v.Load || !slices.Equal(c.weight, weight) || !slices.Equal(c.made, made) {
		*c = Cells{of: &x.v.Load, weight: slices.Clone(weight), made: slices.Clone(made)}
		c.crowd, c.come = x.gather(weight, made)
	}
	return &x.cells.crowd, x.cells.come
}

// gather makes the crowd of byCell.
func (x *serving) gather(weight, made []float64) (crowd, []float64) {
	l := &x.v.Load
	size := int(Types) * len(x.d.Cells)
	c := crowd{start: append(make([]int32, 0, size+1), 0), point: make([]int32, 0, size*len(l.Points)),
		cell: make([]int32, 0, size), ty: make([]Type, 0, size), contacts: make([]float64, 0, size)}
	come := make([]float64, 0, size*len(l.Points))
	part, each := make([]float64, len(l.Points)), make([]float64, x.nb)
	for ty := Type(0); ty < Types; ty++ {
		x.each(ty, weight, each)
		points := x.v.among(l.Points, ty)
		for k, cell := range x.d.Cells {
			contacts := needOf(x.d, k, each)
			if contacts == 0 || points.choose(cell, part).near < 0 {
				continue
			}
			for i, p := range part {
				if p > 0 {
					c.point, come = append(c.point, int32(i)), append(come, contacts*p*made[i])
				}
			}
			c.start, c.cell, c.ty, c.contacts = append(c.start, int32(len(c.point))), append(c.cell, int32(k)), append(c.ty, ty), append(c.contacts, contacts)
		}
	}
	return c, come
}

// each fills in the contacts of a person in a cell, by band, of one traveller type.
func (x *serving) each(ty Type, weight, each []float64) {
	for b := range each {
		if each[b] = weight[b] * x.m.Share(ty, b); x.atSchool(b) {
			each[b] = 0
		}
	}
}
