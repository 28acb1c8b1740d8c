package delivery

import (
	"math"
	"slices"

	"saavu/pkg/network"
)

// OneMore is how many contacts a year a service can give in addition if one of its
// points has one unit more. NaN where a point has no such capacity.
type OneMore struct {
	Position float64 // one position of the first profession, with the others in the proportion of the service
	RoomHour float64 // one hour a week more in one room, of its pool where it has one
	UnitDay  float64 // one day a week more of one vehicle or team, with its crew from the same staff
}

// weekOfRoom is the hours a week that a room is open in a year of office hours.
const weekOfRoom = 40

// OneMoreAt computes OneMore at Points[k] of service s by serving once more with each
// unit added, so that contacts that go on to other points and crews that leave the
// others count. The arguments are those of Serve; given is what Serve gives without
// the unit.
func OneMoreAt(m *Model, n *network.Network, o *Outcome, s int, language float64, boost Boost, k int, given float64) OneMore {
	v := &o.Services[s]
	p := v.Points[k]
	pt := &n.Points[p]
	out := OneMore{math.NaN(), math.NaN(), math.NaN()}
	if pt.Provider {
		return out
	}
	more := func(n *network.Network, o *Outcome) float64 {
		var x Served
		Serve(m, n, o, s, language, boost, &x)
		if d := x.Given() - given; math.Abs(d) > 1e-6 {
			return d
		}
		return 0
	}
	if pt.Unit >= 0 {
		with := *o
		with.UnitPart = slices.Clone(o.UnitPart)
		unit := &n.Units[pt.Unit]
		with.UnitPart[p] += 1 / (unit.VehicleDays() * unit.Worked()) // of what it does with the days of today's stops
		out.UnitDay = more(n, &with)
		return out
	}
	if len(m.Services[s].StaffMin) > 0 {
		out.Position = more(n, o.hire(s, k))
	}
	rooms, hours, has := o.RoomsAt(n, p)
	open := m.OpenHours(hours)
	switch {
	case !has || open <= 0:
	case o.poolOf(p) != nil:
		out.RoomHour = more(n, o.moreRooms(p, m.RoomHours[0]/weekOfRoom/open))
	case rooms > 0:
		with := *n
		with.Points = slices.Clone(n.Points)
		with.Points[p].Rooms += m.RoomHours[0] / weekOfRoom / open
		out.RoomHour = more(&with, o)
	}
	return out
}

// hire returns an outcome with one position more at Points[k] of a service.
func (o *Outcome) hire(s, k int) *Outcome {
	with := *o
	with.Services = slices.Clone(o.Services)
	st := &with.Services[s].staff
	st.FTE, st.Total = slices.Clone(st.FTE), slices.Clone(st.Total)
	first := st.Total[0]
	for f, total := range o.Services[s].staff.Total {
		part := 0.0
		switch {
		case f == 0:
			part = 1
		case first > 0:
			part = total / first
		}
		st.FTE[k*len(st.Total)+f] += part
		st.Total[f] += part
	}
	return &with
}
