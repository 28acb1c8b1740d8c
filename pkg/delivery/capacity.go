package delivery

import (
	"math"

	"saavu/pkg/network"
)

// serveAt computes a point's year for a load.
func (x *serving) serveAt(k int, load float64) PointLoad {
	pl := x.capacity(k, load)
	x.see(&pl, math.Min(load, pl.Capacity))
	return pl
}

// see counts the contacts that a point serves.
func (x *serving) see(pl *PointLoad, contacts float64) {
	pl.Seen = contacts
	x.out.Seen += contacts
	if len(x.sm.StaffMin) > 0 {
		x.out.UsedHours += contacts * x.sm.StaffMin[0] / 60
	}
}

// capacity finds what a point can serve: the least of staff hours, room hours and
// vehicle hours; the least one binds.
func (x *serving) capacity(k int, load float64) PointLoad {
	p := x.v.Points[k]
	pt := &x.n.Points[p]
	pl := PointLoad{Point: p, First: load, Load: load, Capacity: math.Inf(1), Rooms: pt.Rooms}
	if pt.Channel == network.Mobile {
		pl.Capacity, pl.Bind = 0, "vehicle"
		if pt.Unit >= 0 {
			u := x.m.Units[pt.Unit]
			part := x.o.UnitPart[p] * x.crew
			pl.Hours = u.Hours * part
			pl.Capacity = math.Min(u.Contacts*part, x.crewContacts(pl.Hours))
		}
	} else {
		x.fixed(&pl, pt, k)
	}
	return pl
}

// crewContacts is the number of contacts on board that a crew member's client
// hours allow.
func (x *serving) crewContacts(hours float64) float64 {
	if len(x.sm.StaffMin) == 0 || x.sm.StaffMin[0] <= 0 {
		return math.Inf(1)
	}
	return hours * 60 / x.sm.StaffMin[0]
}

// fixed sets the capacity of a point in a building. Rooms of 0 mean as many as
// the load needs: they do not bind, and are counted for the cost.
func (x *serving) fixed(pl *PointLoad, pt *network.ServicePoint, k int) {
	np := len(x.sm.StaffMin)
	for f := 0; f < np; f++ {
		hours := x.v.staff.FTE[k*np+f] * x.sm.Fill[f] * x.m.Productive * x.staff[f]
		if x.v.staff.Extra[k] {
			hours *= 1 - x.m.TravelLoss
		}
		if f == 0 {
			pl.Hours = hours
		}
		if x.sm.StaffMin[f] > 0 {
			if c := hours * 60 / x.sm.StaffMin[f]; c < pl.Capacity {
				pl.Capacity, pl.Bind = c, "staff"
			}
		}
	}
	hours := x.m.OpenHours(pt.Hours)
	if x.boost.RoomPoint == pl.Point {
		hours *= x.boost.RoomFactor
	}
	if x.sm.ClientMin <= 0 || hours <= 0 {
		return
	}
	perRoom := hours * x.m.RoomUse * 60 / x.sm.ClientMin
	if pt.Rooms == 0 {
		pl.Rooms = math.Ceil(math.Min(pl.Load, pl.Capacity)/perRoom - 1e-9)
		return
	}
	if c := pt.Rooms * perRoom; c < pl.Capacity {
		pl.Capacity, pl.Bind = c, "rooms"
	}
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
func (x *serving) visits(l *Load, part float64, taken []float64) {
	o := &x.out.Visits
	if x.v.choice != nil {
		for b := 0; b < x.nb; b++ {
			c := x.sm.Rate[b] * (1 - x.remote[b]) * part
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
				c := x.sm.Rate[b] * (1 - x.remote[b]) * part * side.w
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

// Given returns the contacts that are served in a year, by all channels. Remote
// contacts that exist only because of the channel do not count: they meet no need
// that there was before.
func (s *Served) Given() float64 {
	remote := s.Remote
	if s.RemoteNeed > 0 {
		remote *= 1 - s.Induced/s.RemoteNeed
	}
	return math.Min(remote+s.Contracted+s.School+s.Seen, s.Need-s.Induced)
}
