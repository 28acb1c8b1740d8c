package delivery

import (
	"math"

	"saavu/pkg/network"
)

// serveAt computes a point's year for a load.
func (x *serving) serveAt(k int, load float64) PointLoad {
	pl := x.capacity(k, load, load)
	x.see(k, &pl, math.Min(load, pl.Capacity))
	return pl
}

// see counts the contacts that Points[k] serves.
func (x *serving) see(k int, pl *PointLoad, contacts float64) {
	pl.Seen, pl.RoomHours = contacts, contacts*x.mean(k, len(x.sm.StaffMin))/60
	x.out.Seen += contacts
	if len(x.sm.StaffMin) > 0 {
		x.out.UsedHours += contacts * x.mean(k, 0) / 60
	}
	if x.work != nil {
		for f := range x.work.used {
			x.work.used[f] += contacts * x.mean(k, f) / 60
		}
	}
}

// capacity finds what a point can serve: the least of staff hours, room hours and
// vehicle hours; the least one binds. With ranks a point that is too small for those who
// come first serves what fill gives.
func (x *serving) capacity(k int, load, first float64) PointLoad {
	p := x.v.Points[k]
	pt := &x.n.Points[p]
	pl := PointLoad{Point: p, First: load, Load: load, Capacity: math.Inf(1), Rooms: pt.Rooms}
	if pt.Channel == network.Mobile {
		pl.Capacity, pl.Bind = 0, "vehicle"
		if pt.Unit >= 0 {
			u := x.m.Units[pt.Unit]
			part := x.o.UnitPart[p] * x.crew
			pl.Hours = u.Hours * part
			pl.Capacity = math.Min(u.Contacts*part, x.crewContacts(k, pl.Hours))
			x.ration(k, &pl, first, u.Contacts*part)
		}
	} else {
		x.fixed(&pl, pt, k, first)
	}
	return pl
}

// crewContacts is the number of contacts on board that a crew member's client
// hours allow at Points[k].
func (x *serving) crewContacts(k int, hours float64) float64 {
	if len(x.sm.StaffMin) == 0 || x.staffMin(k, 0) <= 0 {
		return math.Inf(1)
	}
	return hours * 60 / x.staffMin(k, 0)
}

// fixed sets the capacity of a point in a building. Rooms of 0 mean as many as
// the load needs: they do not bind, and are counted for the cost.
func (x *serving) fixed(pl *PointLoad, pt *network.ServicePoint, k int, first float64) {
	for f := range x.sm.StaffMin {
		l := x.staffLimit(k, f)
		if f == 0 {
			pl.Hours = l.Hours
		}
		if l.Contacts < pl.Capacity {
			pl.Capacity, pl.Bind = l.Contacts, "staff"
		}
	}
	r := x.roomLimit(k)
	if r.PerRoom > 0 && r.Contacts < pl.Capacity {
		pl.Capacity, pl.Bind = r.Contacts, "rooms"
	}
	x.ration(k, pl, first, math.Inf(1))
	if r.PerRoom > 0 && pt.Rooms == 0 {
		if mean := x.mean(k, len(x.sm.StaffMin)); mean != r.Minutes {
			r.PerRoom *= r.Minutes / mean
		}
		pl.Rooms = math.Ceil(math.Min(pl.Load, pl.Capacity)/r.PerRoom - 1e-9)
	}
}

// StaffLimit is what the positions of one profession at a point can serve in a year.
type StaffLimit struct {
	Positions  float64
	Fill       float64 // share of them that is filled
	Productive float64 // client hours a year of a filled position
	Left       float64 // share of the service's hours that mobile crews and remote contacts leave
	Loss       float64 // share that travelling takes, at a visiting point that today's network does not have
	Hours      float64 // client hours a year
	Minutes    float64 // of this profession for a contact
	Contacts   float64 // a year; +Inf if a contact takes no time of it
}

// staffLimit computes the limit of a profession at Points[k].
func (x *serving) staffLimit(k, f int) StaffLimit {
	l := StaffLimit{Positions: x.v.PositionsAt(k, f), Fill: x.sm.Fill[f], Productive: x.m.Productive, Left: x.staff[f], Minutes: x.staffMin(k, f), Contacts: math.Inf(1)}
	l.Hours = l.Positions * l.Fill * l.Productive * l.Left
	if x.v.staff.Extra[k] {
		l.Loss = x.m.TravelLoss
		l.Hours *= 1 - l.Loss
	}
	if l.Minutes > 0 {
		l.Contacts = l.Hours * 60 / l.Minutes
	}
	return l
}

// RoomLimit is what the rooms of a point can serve in a year.
type RoomLimit struct {
	Rooms    float64 // that the point has, or its part of a pool; 0 with +Inf Contacts: as many as the load needs
	Hours    float64 // a year that a room is open
	Use      float64 // share of them that a room can be in use
	Minutes  float64 // in the room for a contact
	PerRoom  float64 // contacts a year; 0 if a contact takes no time in a room, or the point has no hours
	Contacts float64 // of all its rooms; +Inf if as many are taken as the load needs
}

// roomLimit computes the limit of the rooms of Points[k].
func (x *serving) roomLimit(k int) RoomLimit {
	rooms, hours, given := x.o.RoomsAt(x.n, x.v.Points[k])
	l := RoomLimit{Rooms: rooms, Hours: x.m.OpenHours(hours), Use: x.m.RoomUse, Minutes: x.clientMin(k), Contacts: math.Inf(1)}
	if x.boost.RoomPoint == x.v.Points[k] {
		l.Hours *= x.boost.RoomFactor
	}
	if l.Minutes <= 0 || l.Hours <= 0 {
		return l
	}
	l.PerRoom = l.Hours * l.Use * 60 / l.Minutes
	if given {
		l.Contacts = rooms * l.PerRoom
	}
	return l
}

// OpenHours returns the hours a year that a room is open: the hours of an
// office, more with evenings or Saturdays, in proportion to the open days of
// the week.
func (m *Model) OpenHours(h network.Hours) float64 {
	hours := m.RoomHours[0]
	switch {
	case h.Saturday:
		hours = m.RoomHours[2]
	case h.Evening != 0:
		hours = m.RoomHours[1]
	}
	days := network.Hours{Office: h.Office | h.Evening, EveryDays: h.EveryDays}.DaysPerWeek()
	return hours * math.Min(days, 5) / 5
}

// visits counts residents' trips for the part of the need that a load covers.
// Every needed contact counts, served or not; pkg/cost prices the part that is
// served. taken is the share that each point keeps of its own people; nil keeps all.
func (x *serving) visits(l *Load, part []float64, taken []float64) {
	o := &x.out.Visits
	if x.v.choice != nil {
		for b := 0; b < x.nb; b++ {
			c := x.sm.Rate[b] * (1 - x.remote[b]) * part[b]
			o.N[b] += l.first.N[b] * c
			o.Minutes[b] += l.first.Minutes[b] * c
			o.CarKm[b] += l.first.CarKm[b] * c
			o.Pt[b] += l.first.Pt[b] * c
			o.Limited[b] += l.first.Limited[b] * c
		}
		return
	}
	for i := range l.Points {
		keep := 1.0
		if taken != nil {
			keep = taken[i]
		}
		for _, side := range []struct {
			tr *Trips
			w  float64
		}{{&l.Direct, keep}, {&l.Over, 1 - keep}} {
			if side.w == 0 {
				continue
			}
			for b := 0; b < x.nb; b++ {
				c := x.sm.Rate[b] * (1 - x.remote[b]) * part[b] * side.w
				if taken != nil && !l.Full[i] && x.ranked != nil {
					own := x.keptOf(l.Points[i], b, keep)
					if side.tr == &l.Over {
						own = 1 - own
					}
					c = x.sm.Rate[b] * (1 - x.remote[b]) * part[b] * own
				}
				k := i*x.nb + b
				o.N[b] += side.tr.People[k] * c
				o.Minutes[b] += side.tr.Minutes[k] * c
				o.CarKm[b] += side.tr.CarKm[k] * c
				o.Pt[b] += side.tr.Pt[k] * c
				o.Limited[b] += side.tr.Limited[k] * c
			}
		}
	}
}

// Given returns the contacts of the need that are served in a year, by all channels.
// Remote contacts that exist only because of the channel do not count: they meet no need
// that there was before. A remote contact is served with the same chance whichever it is.
func (s *Served) Given() float64 { return math.Min(s.met(), s.Need) }

// met is Given before rounding errors are cut off.
func (s *Served) met() float64 {
	remote := s.Remote
	if s.RemoteNeed > 0 {
		remote *= 1 - s.Induced/s.RemoteNeed
	}
	return remote + s.Contracted + s.School + s.Seen
}
