package delivery

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// crowd is people in units, each with the points that its people choose: the
// travellers of a cell, or groups of cells. Entry e of unit u, from start[u] to
// start[u+1], is the part of its people who choose a point first.
type crowd struct {
	start  []int32
	point  []int32   // by entry, index in Load.Points
	people []float64 // of groups, [entry*bands+band]
	trip   []trip    // of groups, by entry: mean of the trips to the point

	cell     []int32 // of cells, by unit: index in Demand.Cells
	ty       []Type
	contacts []float64 // of cells, by unit
}

func (c *crowd) units() int { return len(c.start) - 1 }

// trip is one trip to a point, or a mean of several.
type trip struct{ minutes, km, pt float64 }

func (t *trip) add(o trip, n float64) {
	t.minutes, t.km, t.pt = t.minutes+n*o.minutes, t.km+n*o.km, t.pt+n*o.pt
}

func (t trip) times(n float64) trip { return trip{t.minutes * n, t.km * n, t.pt * n} }

// chooser adds one traveller type's people to a load by their first choice.
type chooser struct {
	walker
	points among
	was    among      // points of the reference
	part   []float64  // by point of the load
	before []float64  // by point of the reference
	found  []prospect // today's to Load.Points, by live cell (see Service.found); nil = not these points
	groups *grouping
}

// choose spreads the people of a cell over the points that they choose first.
func (w *chooser) choose(k int) {
	l, nb, rate := w.l, w.a.d.Bands, w.a.m.Services[w.a.s].Rate
	c := w.a.d.Cells[k]
	p := w.points.choose(c, w.part)
	level, slow := w.since(k, p)
	g := w.groups.of(w.ty, int(p.near), w.part)
	from, to := w.from, w.to
	here, need := w.people[from:to], 0.0
	for b, n := range here {
		need += n * rate[from:to][b]
	}
	var mean trip
	for e, i := range g.points {
		part := w.part[i]
		if part == 0 {
			continue
		}
		to := w.columns[i].trip(w.ty, c)
		mean.add(to, part)
		g.need[e] += need * part
		g.trip[e].add(to, need*part)
		people := g.people[e*nb+w.from : e*nb+w.to][:len(here)]
		if slow == 0 {
			for b, n := range here {
				people[b] += n * part
			}
			continue
		}
		more := l.Direct.Slow[int(i)*nb+w.from : int(i)*nb+w.to][:len(here)]
		for b, n := range here {
			n *= part
			people[b] += n
			more[b] += n * slow
		}
	}
	l.Reached, l.ToNearest = l.Reached+need, l.ToNearest+need*w.part[p.near]
	all := &l.first
	count, minutes, km, pt := all.N[from:to][:len(here)], all.Minutes[from:to][:len(here)], all.CarKm[from:to][:len(here)], all.Pt[from:to][:len(here)]
	for b, n := range here {
		count[b] += n
		minutes[b] += n * level
		km[b] += n * mean.km
		pt[b] += n * mean.pt
	}
	if w.ty == FreeLimited {
		limited := all.Limited[from:to][:len(here)]
		for b, n := range here {
			limited[b] += n
		}
	}
}

// notAsked is the nearest point in a prospect that has not been computed.
const notAsked = -2

// since returns the minutes of a traveller's trip, as today's mean and what has
// been added since, and the log of the growth in time, 0 where it has not grown.
func (w *chooser) since(k int, after prospect) (level, slow float64) {
	if w.a.before == nil {
		if w.found != nil {
			w.found[k] = after
		}
		return after.minutes, 0
	}
	before := prospect{near: notAsked}
	if w.found != nil {
		before = w.found[k]
	}
	if before.near == notAsked {
		before = w.was.choose(w.a.d.Cells[k], w.before)
	}
	if before.near < 0 {
		return after.minutes, 0
	}
	more := w.a.v.choice.longer(before, after)
	if more > 0 {
		// A minute of access keeps the ratio finite at distance 0.
		slow = math.Log((before.minutes + more + 1) / (before.minutes + 1))
	}
	return before.minutes + more, slow
}

// mostGroups is how many groups are kept, those with most contacts. Others are
// joined by the nearest point alone, so that memory stays small.
const mostGroups = 512

// grouping gathers cells whose travellers have the same points within the limit
// and the same nearest one.
type grouping struct {
	bands int
	list  []*group
	index map[string]*group
	key   []byte
}

type group struct {
	ty     Type
	near   int
	points []int32 // index in Load.Points
	people []float64
	need   []float64 // contacts, by entry
	trip   []trip    // sums over contacts, by entry
}

// of returns the group of travellers who choose with these probabilities.
func (g *grouping) of(ty Type, near int, part []float64) *group {
	key := append(g.key[:0], byte(ty))
	key = binary.LittleEndian.AppendUint32(key, uint32(near))
	for i, p := range part {
		if p > 0 {
			key = binary.LittleEndian.AppendUint32(key, uint32(i))
		}
	}
	g.key = key
	if have := g.index[string(key)]; have != nil {
		return have
	}
	x := &group{ty: ty, near: near}
	for i, p := range part {
		if p > 0 {
			x.points = append(x.points, int32(i))
		}
	}
	x.room(g.bands)
	g.list, g.index[string(key)] = append(g.list, x), x
	return x
}

// room makes room for a group's entries.
func (x *group) room(bands int) {
	n := len(x.points)
	x.people, x.need, x.trip = make([]float64, n*bands), make([]float64, n), make([]trip, n)
}

// join joins the groups with least contacts by their nearest point.
func (g *grouping) join(np int) {
	if len(g.list) <= mostGroups {
		return
	}
	slices.SortStableFunc(g.list, func(a, b *group) int { return cmp.Compare(b.contacts(), a.contacts()) })
	type kind struct {
		ty   Type
		near int
	}
	joined := map[kind]*group{}
	rest := g.list[mostGroups:]
	g.list = g.list[:mostGroups:mostGroups]
	for _, x := range rest {
		all := joined[kind{x.ty, x.near}]
		if all == nil {
			all = &group{}
			for i := range np {
				all.points = append(all.points, int32(i))
			}
			all.room(g.bands)
			joined[kind{x.ty, x.near}] = all
			g.list = append(g.list, all)
		}
		for e, i := range x.points {
			all.need[i] += x.need[e]
			all.trip[i].add(x.trip[e], 1)
			for b, n := range x.people[e*g.bands : (e+1)*g.bands] {
				all.people[int(i)*g.bands+b] += n
			}
		}
	}
}

// contacts returns those of all entries.
func (x *group) contacts() float64 {
	sum := 0.0
	for _, n := range x.need {
		sum += n
	}
	return sum
}

// crowd lays the groups out one behind the other.
func (g *grouping) crowd() crowd {
	c := crowd{start: []int32{0}}
	for _, x := range g.list {
		c.point, c.people = append(c.point, x.points...), append(c.people, x.people...)
		for e, n := range x.need {
			if n > 0 {
				x.trip[e] = x.trip[e].times(1 / n)
			}
		}
		c.trip = append(c.trip, x.trip...)
		c.start = append(c.start, int32(len(c.point)))
	}
	return c
}

// chosen makes a load by first choice. was lists the reference's points, and found is
// what is known of how people choose among them.
func (a *assigner) chosen(points, was []int, found *[Types][]prospect) Load {
	np, nb := len(points), a.d.Bands
	l := Load{Points: points, None: make([]float64, nb), School: make([]float64, nb)}
	l.Direct.People, l.Direct.Slow = make([]float64, np*nb), make([]float64, np*nb)
	l.first = Visits{make([]float64, nb), make([]float64, nb), make([]float64, nb), make([]float64, nb), make([]float64, nb)}
	groups := grouping{bands: nb, index: map[string]*group{}}
	for ty := Type(0); ty < Types; ty++ {
		w := chooser{part: make([]float64, np), points: a.v.among(points, ty), groups: &groups,
			found: found[ty], walker: walker{a: a, l: &l, ty: ty, columns: a.columns(points)}}
		if a.before != nil {
			w.was, w.before = a.before.among(was, ty), make([]float64, len(was))
		}
		w.times, w.nearest = a.v.nearest(a.d, a.p, a.t, ty, points)
		w.walk(w.choose)
	}
	groups.join(np)
	l.groups = groups.crowd()
	for e, i := range l.groups.point {
		for b, n := range l.groups.people[e*nb : (e+1)*nb] {
			l.Direct.People[int(i)*nb+b] += n
		}
	}
	return l
}
