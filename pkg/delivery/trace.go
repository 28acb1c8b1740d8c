package delivery

import (
	"math"
	"slices"

	"saavu/pkg/network"
)

// Trace is the year of one service as ByCell computes it, with what leads from the
// people of a cell to the contacts at a point. Its figures are those of Served: the
// cells of a trace add up to it.
type Trace struct {
	Served Served

	x      serving
	place  Place
	times  *Times
	before *Service
	crowd  *crowd
	come   []float64 // by entry of the crowd: contacts that come first
	then   []int32   // to the nearest, by unit: the point that takes what a part-time point cannot; -1 for none
	at     [][]int32 // units of the crowd, by live cell
	keeps  []float64 // by point of the load: share of the contacts that come first which it serves
	rest   []float64 // to the nearest, by point of the load: share of all that arrives which it serves
}

// parts is what serving keeps for a trace.
type parts struct {
	made     []float64 // by point of the load: share of the contacts that is not forgone
	taken    []float64 // to the nearest: share that a part-time point serves of what comes to it
	overflow *overflow // nil = nobody goes on
}

// NewTrace traces a service of an outcome. before is today's network for the same
// people, nil if o is that itself; the other arguments are those of Run and ByCell.
func NewTrace(d *Demand, m *Model, p Place, t *Times, o, before *Outcome, s int, language float64, boost Boost) *Trace {
	tr := &Trace{place: p, times: t}
	if before != nil && !o.Services[s].shared {
		tr.before = &before.Services[s]
	}
	tr.x = serving{d: d, m: m, n: p.Network, o: o, s: s, boost: boost, out: &tr.Served, parts: &parts{}}
	tr.x.serve(language)
	weight := make([]float64, tr.x.nb)
	tr.x.inPerson(weight)
	switch over := tr.x.parts.overflow; {
	case tr.x.v.choice == nil:
		tr.nearest(weight)
	case over != nil:
		tr.crowd, tr.come = over.crowd, over.come
	default:
		tr.crowd, tr.come = tr.x.byCell(weight, tr.x.parts.made)
	}
	tr.at = make([][]int32, len(d.Cells))
	for u, k := range tr.crowd.cell {
		tr.at[k] = append(tr.at[k], int32(u))
	}
	tr.share()
	return tr
}

// share fills in which shares of the contacts the points serve.
func (tr *Trace) share() {
	points := tr.x.v.Load.Points
	tr.keeps, tr.rest = make([]float64, len(points)), make([]float64, len(points))
	for i, k := range points {
		y := tr.Year(tr.x.v.Points[k])
		tr.keeps[i] = part(math.Min(y.First, y.Capacity), y.First)
		if tr.x.v.choice == nil {
			tr.keeps[i], tr.rest[i] = part(y.Seen, y.Load), part(y.Seen, y.Load)
			if !tr.x.v.Load.Full[i] {
				tr.keeps[i] = tr.x.parts.taken[i]
			}
		}
	}
}

// part returns a share of a whole; 0 of nothing.
func part(some, all float64) float64 {
	if all <= 0 {
		return 0
	}
	return some / all
}

// Year returns the year of a network point of the county's own; nil if the service
// has no contacts there.
func (tr *Trace) Year(point int) *PointLoad {
	for i := range tr.Served.Points {
		if tr.Served.Points[i].Point == point {
			return &tr.Served.Points[i]
		}
	}
	return nil
}

// nearest lists the travellers of each cell with the point that they go to.
func (tr *Trace) nearest(weight []float64) {
	x, c := &tr.x, &crowd{start: []int32{0}}
	l := &x.v.Load
	var full []int
	back := make([]int32, len(x.v.Points))
	for i, k := range l.Points {
		back[k] = int32(i)
		if l.Full[i] {
			full = append(full, k)
		}
	}
	each := make([]float64, x.nb)
	for ty := Type(0); ty < Types; ty++ {
		x.each(ty, weight, each)
		_, near := x.v.nearest(x.d, tr.place, tr.times, ty, l.Points)
		_, behind := x.v.nearest(x.d, tr.place, tr.times, ty, full)
		for k := range x.d.Cells {
			contacts := needOf(x.d, k, each)
			if contacts == 0 || near[k] < 0 {
				continue
			}
			i, then := back[near[k]], int32(-1)
			if !l.Full[i] && behind[k] >= 0 {
				then = back[behind[k]]
			}
			c.point, tr.come, tr.then = append(c.point, i), append(tr.come, contacts*x.parts.made[i]), append(tr.then, then)
			c.start, c.cell, c.ty, c.contacts = append(c.start, int32(len(c.point))), append(c.cell, int32(k)), append(c.ty, ty), append(c.contacts, contacts)
		}
	}
	tr.crowd = c
}

// Flow is the contacts in person of some people at one point, a year. First is what
// comes there before any go on; Kept, Gone and Unmet are its parts.
type Flow struct {
	Point int     // network point
	First float64 // contacts that come first
	Kept  float64 // served there
	Gone  float64 // served at another point instead
	Unmet float64
	Found float64 // served there, of contacts that came first to another point
	Came  float64 // of contacts that came first to another point, those that came here next, served or not; to the nearest only
}

// Seen returns the contacts that are served at the point.
func (f Flow) Seen() float64 { return f.Kept + f.Found }

// add adds the contacts of a unit of the crowd to flows by point of the load.
func (tr *Trace) add(u int, flows []Flow) {
	c, over := tr.crowd, tr.x.parts.overflow
	helped := 0.0
	if over != nil {
		helped = over.helped(u)
	}
	for e := c.start[u]; e < c.start[u+1]; e++ {
		i, come := c.point[e], tr.come[e]
		mix, at := slices.Clone(tr.x.mixAt(c, u, int(e))), tr.x.v.Load.Points
		kept, gone := come*tr.x.keeps(at[i], mix, tr.keeps[i]), 0.0
		switch {
		case tr.then != nil && tr.then[u] >= 0:
			q := tr.then[u]
			moved := come - kept
			gone = moved * tr.x.keeps(at[q], tr.x.unkept(at[i], mix), tr.rest[q])
			flows[q].Found += gone
			flows[q].Came += moved
		case helped > 0:
			gone = come * over.away(e) * helped
			flows[i].Found += over.found[e]
		}
		f := &flows[i]
		f.First, f.Kept, f.Gone, f.Unmet = f.First+come, f.Kept+kept, f.Gone+gone, f.Unmet+come-kept-gone
	}
}

// flows returns an empty flow for each point of the load.
func (tr *Trace) flows() []Flow {
	out := make([]Flow, len(tr.x.v.Load.Points))
	for i, k := range tr.x.v.Load.Points {
		out[i].Point = tr.x.v.Points[k]
	}
	return out
}

// users is, by traveller type and band, the part of its people who have a visit rate: what
// needOf multiplies to count people instead of contacts.
func (x *serving) users() (each [Types][]float64) {
	weight := make([]float64, x.nb)
	for b := range weight {
		if x.sm.Rate[b] > 0 {
			weight[b] = 1
		}
	}
	for ty := range each {
		each[ty] = make([]float64, x.nb)
		x.each(Type(ty), weight, each[ty])
	}
	return each
}

// ByArea returns the contacts at one network point by the area of the people, and the
// people of all ages with a visit rate who choose it first.
func (tr *Trace) ByArea(point int) (flows []Flow, people []float64) {
	x := &tr.x
	flows, people = make([]Flow, len(x.d.Areas)), make([]float64, len(x.d.Areas))
	each := x.users()
	for u, k := range tr.crowd.cell {
		all := tr.flows()
		tr.add(u, all)
		a := x.d.Area[k]
		for e := tr.crowd.start[u]; e < tr.crowd.start[u+1]; e++ {
			if i := tr.crowd.point[e]; all[i].Point == point && x.parts.made[i] > 0 {
				people[a] += needOf(x.d, int(k), each[tr.crowd.ty[u]]) * tr.come[e] / (tr.crowd.contacts[u] * x.parts.made[i])
			}
		}
		for _, f := range all {
			if f.Point == point {
				flows[a].join(f)
			}
		}
	}
	return flows, people
}

func (f *Flow) join(o Flow) {
	f.Point, f.First, f.Kept, f.Gone, f.Unmet, f.Found = o.Point, f.First+o.First, f.Kept+o.Kept, f.Gone+o.Gone, f.Unmet+o.Unmet, f.Found+o.Found
	f.Came += o.Came
}

// Limits is what limits the contacts of a point in a building: the positions of each
// profession, and the rooms.
type Limits struct {
	Staff []StaffLimit
	Rooms RoomLimit
}

// Limits returns the limits of Points[k].
func (tr *Trace) Limits(k int) Limits {
	x := &tr.x
	out := Limits{Rooms: x.roomLimit(k)}
	for f := range x.sm.StaffMin {
		out.Staff = append(out.Staff, x.staffLimit(k, f))
	}
	return out
}

// UnitLimit is the part of its mobile unit's year that a stop has for a service.
type UnitLimit struct {
	Part     float64 // of the unit's work: by the days there, and by the need of the services on board
	Crew     float64 // part of the unit's hours for which there is staff
	Visits   float64 // contacts a year that the vehicles of the unit allow, at all stops
	Hours    float64 // hours a year of a crew member, at all stops
	Contacts float64 // the capacity of the stop
}

// UnitLimit returns the limit of a mobile stop, Points[k].
func (tr *Trace) UnitLimit(k int) UnitLimit {
	x, p := &tr.x, tr.x.v.Points[k]
	u := x.m.Units[x.n.Points[p].Unit]
	return UnitLimit{Part: x.o.UnitPart[p], Crew: x.crew, Visits: u.Contacts, Hours: u.Hours, Contacts: x.capacity(k, 0, 0).Capacity}
}

// Goes returns where the need of a point of today's network goes in an option, by
// network point of the option: shares of its need by first choice, or to the nearest,
// over points in buildings. It is how staff follows clients. Nil if nobody came.
func Goes(d *Demand, m *Model, n *network.Network, o, before *Outcome, s int, id string) map[int]float64 {
	v, was := &o.Services[s], &before.Services[s]
	p := was.find(id)
	if p < 0 {
		return nil
	}
	f := v.from(d, m, s, was)
	if f.need[p] == 0 {
		return nil
	}
	out := map[int]float64{}
	for q, k := range v.Points {
		if x := f.of[p*f.to+q] / f.need[p]; x > 0 {
			out[k] = x
		}
	}
	return out
}
