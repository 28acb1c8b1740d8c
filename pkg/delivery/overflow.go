package delivery

import "math"

// overflow is who goes on from full points. All points send on at once, in
// rounds. Slices end in what they are indexed by: by point, by entry or by unit
// of the crowd.
type overflow struct {
	crowd *crowd
	come  []float64 // by entry: contacts whose first choice it is
	goes  []float64 // by point: share of them that goes on from it
	by    []float64 // with ranks, by entry: the same share of its contacts; nil without
	room  []float64 // by point: contacts that it can still take
	news  []float64 // by point: contacts that come to it in a round, then the share that it takes of them
	moved []float64 // by unit: contacts that go on
	moves []float64 // by unit: those that have not found a point yet
	part  []float64 // by unit: those who go on, in parts of the contacts whose first choice has room
	found []float64 // by entry: contacts that go on and find a place here
}

// memory is the numbers that an overflow of a crowd over np points needs, and as many
// as the crowd has entries where they are still to be filled in.
func (c *crowd) memory(np int) int { return len(c.point) + 3*c.units() + 3*np }

// newOverflow makes an overflow of a crowd. come is nil for numbers to be filled in.
func (x *serving) newOverflow(c *crowd, come []float64, np int) *overflow {
	if come == nil {
		come = x.numbers(len(c.point))
	}
	return &overflow{crowd: c, come: come, found: x.numbers(len(c.point)), moved: x.numbers(c.units()), moves: x.numbers(c.units()), part: x.numbers(c.units()),
		goes: x.numbers(np), room: x.numbers(np), news: x.numbers(np)}
}

// comes counts the contacts of groups by entry. weight is the contacts of a person by
// band, made the share of a point's contacts that is not forgone.
func (o *overflow) comes(weight, made []float64) {
	bands := len(weight)
	for e, q := range o.crowd.point {
		sum := 0.0
		for b, n := range o.crowd.people[e*bands : (e+1)*bands] {
			sum += n * weight[b]
		}
		o.come[e] = sum * made[q]
	}
}

// run lets a share of those whom their first choice cannot serve go on. Who chose
// a point first keeps it. In each round those who go on divide over the points of
// their own that have room, in proportion to their choices; a point that more come
// to than it has room for takes the same share of all of them, and the rest goes
// on. A round ends the search or fills a point, so there are no more rounds than
// points.
func (o *overflow) run(load, capacity []float64, share float64) {
	for q := range load {
		o.goes[q], o.room[q] = 0, math.Max(0, capacity[q]-load[q])
		if load[q] > capacity[q] {
			o.goes[q] = share * (1 - capacity[q]/load[q])
		}
	}
	clear(o.found)
	c := o.crowd
	for u := range o.moves {
		from, to := c.start[u], c.start[u+1]
		come, moves := o.come[from:to], 0.0
		for e, q := range c.point[from:to] {
			goes := o.goes[q]
			if o.by != nil {
				goes = o.by[int(from)+e]
			}
			moves += come[e] * goes
		}
		o.moves[u], o.moved[u] = moves, moves
	}
	for o.round() {
	}
}

// round sends those who go on to the points with room once; false if nobody is
// left who could go on.
func (o *overflow) round() bool {
	c := o.crowd
	clear(o.news)
	some := false
	for u, moves := range o.moves {
		if moves <= 0 {
			continue
		}
		from, to := c.start[u], c.start[u+1]
		come, part := o.come[from:to], 0.0
		for e, q := range c.point[from:to] {
			if o.room[q] > 0 {
				part += come[e]
			}
		}
		if part == 0 {
			o.moves[u] = 0 // no point with room
			continue
		}
		each := moves / part
		some, o.part[u] = true, each
		for e, q := range c.point[from:to] {
			if o.room[q] > 0 {
				o.news[q] += each * come[e]
			}
		}
	}
	if !some {
		return false
	}
	for q, news := range o.news { // the share that a point takes of those who come
		switch {
		case o.room[q] <= 0:
			o.news[q] = 0
		case news > o.room[q]:
			o.news[q], o.room[q] = o.room[q]/news, 0
		default:
			o.news[q], o.room[q] = 1, o.room[q]-news
		}
	}
	for u, moves := range o.moves {
		if moves <= 0 {
			continue
		}
		from, to := c.start[u], c.start[u+1]
		come, found, each, rest := o.come[from:to], o.found[from:to], o.part[u], 0.0
		for e, q := range c.point[from:to] {
			if takes := o.news[q]; takes > 0 {
				found[e] += each * come[e] * takes
				rest += each * come[e] * (1 - takes)
			}
		}
		o.moves[u] = rest
	}
	return true
}

// away returns the share of an entry's contacts that goes on.
func (o *overflow) away(e int32) float64 {
	if o.by != nil {
		return o.by[e]
	}
	return o.goes[o.crowd.point[e]]
}

// helped returns the share of a unit's contacts that go on and find a point.
func (o *overflow) helped(u int) float64 {
	if o.moved[u] <= 0 {
		return 0
	}
	sum := 0.0
	for _, n := range o.found[o.crowd.start[u]:o.crowd.start[u+1]] {
		sum += n
	}
	return math.Min(1, sum/o.moved[u])
}
