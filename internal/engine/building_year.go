package engine

import (
	"math"
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// buildingYears lists the buildings of options; nil where the county has none.
func buildingYears(list []*Evaluation) []report.Building {
	var out []report.Building
	for _, e := range list {
		n := e.County.Network
		for b, use := range n.Uses() {
			x := housing{e: e, b: b, use: use, h: &n.Buildings[b]}
			out = append(out, x.year())
		}
	}
	return out
}

// housing is the year of one building in an option.
type housing struct {
	e      *Evaluation
	b      int // in Network.Buildings
	use    network.Use
	h      *network.Building
	points []housedPoint
}

// housedPoint is a service point with rooms in the building.
type housedPoint struct {
	*delivery.PointLoad
	service int
	known   bool // the positions of its service are
}

func (x *housing) year() report.Building {
	e, n := x.e, x.e.County.Network
	out := report.Building{Option: e.Option.ID, Year: e.Year, ID: x.h.ID, Names: x.h.Called(), Kind: string(x.h.Kind), Condition: x.h.Condition,
		BarrierFree: x.h.BarrierFree, Near: x.h.Near, InUse: len(x.use.Facilities) > 0, Described: x.h.Known(), Divisible: x.h.CanGiveBack() && x.h.Kind != network.Partner}
	if !out.InUse {
		return out
	}
	for s := range n.Services {
		for i := range e.central.served[s].Points {
			pl := &e.central.served[s].Points[i]
			pt := &n.Points[pl.Point]
			if !n.InRooms(pt) || !slices.Contains(x.h.Facilities, pt.Facility) {
				continue
			}
			p := housedPoint{pl, s, e.of.staffed(s)}
			x.points = append(x.points, p)
			out.Visits += p.or(pl.Seen)
		}
	}
	out.M2 = x.h.M2
	if out.M2 == 0 {
		out.M2 = x.m2("")
	}
	for _, l := range e.central.bill.Lines {
		switch {
		case !l.House || l.Facility != x.h.ID:
		case l.Kind == cost.Lent:
			out.Lent -= l.EUR
		default:
			out.EUR += l.EUR
		}
	}
	for _, room := range x.types() {
		out.Rooms = append(out.Rooms, x.rooms(room))
	}
	out.Services, out.Bind = x.services(x.points), binds(x.points)
	return out
}

// services lists the services of points, each once.
func (x *housing) services(points []housedPoint) []report.NamedID {
	var out []report.NamedID
	for _, p := range points {
		v := &x.e.County.Network.Services[p.service]
		if !slices.ContainsFunc(out, func(has report.NamedID) bool { return has.ID == v.ID }) {
			out = append(out, report.NamedID{ID: v.ID, Names: v.Name.Or(v.Name)})
		}
	}
	return out
}

// or returns a figure that depends on positions; NaN where they are unknown.
func (p *housedPoint) or(v float64) float64 {
	if !p.known {
		return nan
	}
	return v
}

// types lists the types of rooms: those of the building, then others of its points.
func (x *housing) types() []string {
	var out []string
	for _, r := range x.h.Rooms {
		out = append(out, r.Type)
	}
	for _, p := range x.points {
		if room := x.e.County.Network.Services[p.service].Room(); !slices.Contains(out, room) {
			out = append(out, room)
		}
	}
	return out
}

// rooms computes the year of the rooms of a type.
func (x *housing) rooms(room string) report.RoomUse {
	e, m := x.e, x.e.compiled.model
	out := report.RoomUse{Type: room}
	var here []housedPoint
	for _, p := range x.points {
		if e.County.Network.Services[p.service].Room() == room {
			here = append(here, p)
			out.Used += p.or(p.RoomHours)
		}
	}
	needed := func(used, hours float64) {
		if used > 0 || used != used {
			out.Needed += used / (hours * m.RoomUse)
			out.Whole += math.Ceil(used/(hours*m.RoomUse) - 1e-9)
		}
	}
	at := slices.IndexFunc(e.outcome.Pools, func(p *delivery.Pool) bool { return p.Building == x.b && p.Type == room })
	if at >= 0 {
		pool := e.outcome.Pools[at]
		out.Shared, out.Rooms, out.Available = true, pool.Rooms, pool.Rooms*m.OpenHours(pool.Hours)
		needed(out.Used, m.OpenHours(pool.Hours))
	} else {
		for _, p := range here {
			hours := m.OpenHours(e.County.Network.Points[p.Point].Hours)
			out.Rooms, out.Available = out.Rooms+p.Rooms, out.Available+p.Rooms*hours
			needed(p.or(p.RoomHours), hours)
		}
	}
	out.Free = math.Max(0, out.Rooms-out.Whole)
	out.FreeM2, out.FreeEUR = out.Free*x.m2(room)/x.count(room), nan
	if out.Free == 0 {
		out.FreeM2 = 0
	}
	if x.h.CanGiveBack() && x.h.Kind != network.Partner {
		out.FreeEUR = out.FreeM2 * e.compiled.prices.RentOf(x.h)
	}
	out.Services, out.Bind = x.services(here), binds(here)
	return out
}

// m2 sums the square metres of the rooms of a type that the points of the building had
// before the option, or have if it was not in use; "" for all types.
func (x *housing) m2(room string) float64 {
	return x.had(room, func(s int) float64 { return x.e.compiled.prices.RoomM2[s] })
}

// count counts those rooms.
func (x *housing) count(room string) float64 {
	return x.had(room, func(int) float64 { return 1 })
}

func (x *housing) had(room string, each func(service int) float64) float64 {
	sum := 0.0
	add := func(s int, rooms float64) {
		if room == "" || x.e.County.Network.Services[s].Room() == room {
			sum += rooms * each(s)
		}
	}
	for _, p := range x.h.Before.Parts {
		add(p.Service, p.Rooms)
	}
	if len(x.h.Before.Facilities) == 0 {
		for _, p := range x.points {
			add(p.service, p.Rooms)
		}
	}
	return sum
}

// binds names what keeps most contacts out of points: "none" where that is less than half
// a contact, "" if positions are unknown.
func binds(points []housedPoint) string {
	name, most := "none", 0.5
	for _, bind := range []string{"staff", "rooms"} {
		lost := 0.0
		for _, p := range points {
			if !p.known {
				return ""
			}
			if p.Bind == bind {
				lost += p.Load - p.Seen
			}
		}
		if lost > most {
			name, most = bind, lost
		}
	}
	return name
}

// near returns the share of the contacts given in person that are given in buildings which
// are near something; unknown where that is known of no building. Services with unknown
// positions are left out.
func (e *Evaluation) near() report.Range {
	n, some, all := e.County.Network, 0.0, 0.0
	of := n.BuildingsOf()
	if !slices.ContainsFunc(n.Buildings, func(b network.Building) bool { return b.Near != nil }) {
		return report.Range{}
	}
	for s := range n.Services {
		if !e.of.staffed(s) {
			continue
		}
		for _, pl := range e.central.served[s].Points {
			all += pl.Seen
			if pt := &n.Points[pl.Point]; of[pt.Facility] >= 0 && n.Buildings[of[pt.Facility]].Near != nil && n.InRooms(pt) {
				some += pl.Seen
			}
		}
	}
	if all == 0 {
		return report.Range{}
	}
	return report.Exact(some / all)
}
