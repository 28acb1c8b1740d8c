package delivery

import (
	"math"
	"slices"

	"saavu/pkg/network"
)

// Allocation is what Allocate places.
type Allocation struct {
	Rooms, Staff bool
	// Least is how many positions, of the professions that see the client, a place
	// that is open all week keeps if it has them.
	Least float64
}

// Allocate places the staff and the rooms of an option's services at their points. It
// changes the rooms of n's points, and where the staff of o works. home is the
// outcome of today's network for the same people. m holds the county's own
// parameters: an option plans with those and not with what it sets.
//
// A service that serves what it serves today (see Alike) is left alone, and so is one
// whose positions are not known. Positions of a profession are distributed, their
// sum is not changed. Rooms are whole rooms, at least one at a point. A service has
// no more of them than today or, if that is more, than the same option has without
// Allocate. What is placed never serves fewer contacts under m than what the option has
// without Fit; where it would, the service is left as it is.
//
// cells has an entry for each service and keeps what ByCell would gather again; nil
// keeps nothing.
func Allocate(d *Demand, m *Model, n *network.Network, o *Outcome, today *network.Network, home *Outcome, how Allocation, cells []Cells) {
	least := o.leastOf(n, how.Least)
	for s := range n.Services {
		if untouched(n, o, today, home, s) || len(Unstaffed(m, today, s)) > 0 {
			continue
		}
		f := allocator{serving: serving{d: d, m: m, n: n, o: o, s: s, boost: NoBoost(), out: &Served{}, noTrips: true}, language: Language(m, d), least: least}
		for k, i := range o.Services[s].Points {
			if p := &n.Points[i]; n.InRooms(p) {
				f.points = append(f.points, k)
			}
		}
		if cells != nil {
			f.cells = &cells[s]
		}
		had := 0.0
		for i := range today.Points {
			if p := &today.Points[i]; p.Service == s && today.InRooms(p) {
				had += p.Rooms
			}
		}
		if len(f.points) > 0 {
			f.place(how, had)
		}
	}
	if how.Rooms {
		giveBack(n)
	}
}

// allocator places the staff and the rooms of one service.
type allocator struct {
	serving
	language float64
	points   []int     // in Service.Points: the county's own in buildings
	least    []float64 // by network point: positions of the first profession that stay
}

// placed is where the staff and the rooms of a service are.
type placed struct{ fte, rooms []float64 }

// now returns what is placed now.
func (f *allocator) now() placed {
	at := placed{fte: slices.Clone(f.staffing().FTE)}
	for _, k := range f.points {
		at.rooms = append(at.rooms, f.point(k).Rooms)
	}
	return at
}

func (f *allocator) put(at placed) {
	copy(f.staffing().FTE, at.fte)
	f.putRooms(at.rooms)
}

func (f *allocator) putRooms(rooms []float64) {
	for i, k := range f.points {
		f.point(k).Rooms = rooms[i]
	}
}

func (f *allocator) staffing() *staffing { return &f.o.Services[f.s].staff }

func (f *allocator) point(k int) *network.ServicePoint {
	return &f.n.Points[f.o.Services[f.s].Points[k]]
}

// given serves the service and returns the contacts given, and by point what
// came first, what was served and the rooms that it has or needs.
func (f *allocator) given() (contacts float64, loads []PointLoad) {
	f.serve(f.language)
	loads = make([]PointLoad, len(f.points))
	for _, pl := range f.out.Points {
		for i, k := range f.points {
			if f.o.Services[f.s].Points[k] == pl.Point {
				loads[i] = pl
			}
		}
	}
	return f.out.Given(), loads
}

// place finds staff and rooms, and keeps what the option had if that serves more.
func (f *allocator) place(how Allocation, had float64) {
	own := f.now()
	without, loads := f.given()
	uses := 0.0
	for _, pl := range loads {
		uses += pl.Rooms
	}
	if how.Rooms { // as many as the load needs, to see how many that is
		f.putRooms(make([]float64, len(f.points)))
	}
	switch {
	case how.Staff:
		loads = f.placeStaff()
	case how.Rooms:
		_, loads = f.given()
	}
	if how.Rooms {
		f.placeRooms(own.rooms, loads, math.Max(had, uses))
	}
	if with, _ := f.given(); with < without*(1-1e-12) { // sums of the same contacts differ by rounding
		f.put(own)
	}
}

// mostRounds bounds how often staff is placed again by what came in the last round.
const mostRounds = 8

// placeStaff distributes the positions by the contacts that each point can serve of
// those whose first choice it is, and then by those that it served, as long as that
// serves more: the sum of contacts served never falls from one round to the next. It
// returns the loads of the points then.
func (f *allocator) placeStaff() []PointLoad {
	best, kept := f.given()
	target := make([]float64, len(kept))
	for i := range kept {
		target[i] = kept[i].First
	}
	for range mostRounds {
		before := slices.Clone(f.staffing().FTE)
		if !f.distribute(target) {
			break
		}
		given, loads := f.given()
		if given <= best*(1+1e-9) {
			copy(f.staffing().FTE, before)
			break
		}
		best, kept = given, loads
		for i := range loads {
			target[i] = loads[i].Load
		}
	}
	return kept
}

// distribute gives each point the part of every profession that its target needs,
// bounded by its rooms. If there are fewer positions than that, all points get the
// same share of it; if there are more, the rest goes to points with rooms for it, in
// proportion. A point keeps its least. It reports false if nothing can be
// distributed.
func (f *allocator) distribute(target []float64) bool {
	st, all := f.staffing(), f.contacts()
	if all <= 0 || math.IsInf(all, 1) {
		return false
	}
	np := len(st.Total)
	need, least, spare := make([]float64, len(f.points)), make([]float64, len(f.points)), make([]float64, len(f.points))
	sum := 0.0
	for i, k := range f.points {
		each := all // contacts of the whole staff at this point
		if st.Extra[k] {
			each *= 1 - f.m.TravelLoss
		}
		if each <= 0 {
			return false
		}
		most := f.roomContacts(k)
		need[i] = math.Min(target[i], most) / each
		if target[i] < most {
			spare[i] = need[i]
		}
		least[i] = f.least[f.o.Services[f.s].Points[k]] / st.Total[0]
		sum += need[i]
	}
	if sum <= 0 {
		return false
	}
	if more := total(spare); sum < 1 && more > 0 {
		for i := range need {
			need[i] += (1 - sum) * spare[i] / more
		}
	}
	for i, part := range floored(need, least) {
		for p := range np {
			st.FTE[f.points[i]*np+p] = part * st.Total[p]
		}
	}
	return true
}

// contacts is how many contacts a year all staff of the service could serve at one
// point.
func (f *allocator) contacts() float64 {
	all := math.Inf(1)
	for p, minutes := range f.sm.StaffMin {
		if minutes > 0 {
			all = math.Min(all, f.positionHours(p)*f.staff[p]*60/minutes)
		}
	}
	return all
}

// floored scales parts to a sum of 1 with none below its least. If the least of all
// are more than 1, they are scaled.
func floored(parts, least []float64) []float64 {
	out, at := make([]float64, len(parts)), make([]bool, len(parts))
	for {
		free, left := 0.0, 1.0
		for i := range parts {
			if at[i] {
				left -= least[i]
			} else {
				free += parts[i]
			}
		}
		again := false
		for i := range parts {
			switch {
			case at[i]:
				out[i] = least[i]
			case free > 0:
				out[i] = parts[i] * math.Max(0, left) / free
			}
			if !at[i] && out[i] < least[i] {
				at[i], again = true, true
			}
		}
		if !again {
			break
		}
	}
	if sum := total(out); sum > 0 {
		for i := range out {
			out[i] /= sum
		}
	}
	return out
}

func total(list []float64) float64 {
	sum := 0.0
	for _, v := range list {
		sum += v
	}
	return sum
}

// leastOf gives, by network point, the positions of the first profession that stay
// so that no place that is open all week falls below so many, all its services
// together: the same share of what each service has there. A place that has fewer
// keeps all.
func (o *Outcome) leastOf(n *network.Network, least float64) []float64 {
	at, week := make([]float64, len(n.Facilities)), make([]bool, len(n.Facilities))
	each := func(do func(p *network.ServicePoint, i int, positions float64)) {
		for s := range o.Services {
			v := &o.Services[s]
			for k, i := range v.Points {
				if p := &n.Points[i]; n.InRooms(p) && len(v.staff.Total) > 0 {
					do(p, i, v.PositionsAt(k, 0))
				}
			}
		}
	}
	each(func(p *network.ServicePoint, _ int, positions float64) {
		at[p.Facility] += positions
		week[p.Facility] = week[p.Facility] || !p.Visiting
	})
	out := make([]float64, len(n.Points))
	each(func(p *network.ServicePoint, i int, positions float64) {
		if has := at[p.Facility]; week[p.Facility] && has > 0 {
			out[i] = positions * math.Min(1, least/has)
		}
	})
	return out
}
