package scenario

import "saavu/pkg/network"

// Merge closes a facility and moves its staff and rooms to another one, service by
// service. Services that the other one lacks start there.
type Merge struct{ Facility, Into string }

// Kind is "merge".
func (*Merge) Kind() string { return "merge" }

// Lever is Places.
func (*Merge) Lever() Lever { return Places }

// Fields lists the fields of the change.
func (m *Merge) Fields() []Field {
	return []Field{
		{Name: "facility", Value: &m.Facility, Need: true, Place: true, About: "facility to close"},
		{Name: "into", Value: &m.Into, Need: true, Place: true, About: "facility that gets its staff and rooms"},
	}
}

// apply closes the facility and moves its points to the other one, service by
// service. If the other one offers the service, staff and rooms are added up
// and its hours are kept. 0 rooms mean as many as the staff need, and a sum
// with 0 is 0. A service that the other one lacks moves unchanged. Mobile stops
// move too, and two stops of one unit become one with the weekdays of both. It
// refuses a facility that is unknown or not open, a merge into the facility
// itself, a facility without points, and a service with different producers at
// the two, whose staff cannot be added up.
func (m *Merge) apply(d *draft) {
	from := d.openFacility("facility", m.Facility, "")
	into := d.openFacility("into", m.Into, "open it first")
	if from < 0 || into < 0 {
		return
	}
	if from == into {
		d.refuse("into", "", "%s cannot be merged into itself", m.Facility)
		return
	}
	if len(d.given(from)) == 0 {
		d.refuse("facility", "use close", "%s has no service to move", m.Facility)
	}
	for _, s := range d.given(from) {
		p, q := d.Network.OnSite(from, s), d.Network.OnSite(into, s)
		if p >= 0 && q >= 0 && d.Network.Points[p].Provider != d.Network.Points[q].Provider {
			d.refuse("into", "close one of the two", "%s has different producers at %s and %s", d.Network.Services[s].ID, m.Facility, m.Into)
		}
	}
	if d.Network.Facilities[from].Production == network.Own {
		d.checkRoomTypes("into", d.Network.BuildingOf(into), d.given(from))
	}
	if d.refused() {
		return
	}
	for i := range d.Network.Points {
		if d.Network.Points[i].Facility == from {
			d.movePoint(i, into)
		}
	}
	for u := range d.Network.Units {
		d.Network.Units[u].Stops = moveStops(d.Network.Units[u].Stops, from, into)
	}
	d.dropPoints(from, func(*network.ServicePoint) bool { return true })
	d.Network.Facilities[from].Status = network.Closed
}

// movePoint moves a point to another facility, or adds it to the point of the
// same service and unit there; the caller then drops it.
func (d *draft) movePoint(i, into int) {
	p := &d.Network.Points[i]
	for j := range d.Network.Points {
		q := &d.Network.Points[j]
		if q.Facility != into || q.Service != p.Service || q.Unit != p.Unit {
			continue
		}
		for k := range q.FTE {
			q.FTE[k] += p.FTE[k]
		}
		if p.Hired != nil {
			q.Hired = added(q.Hired, p.Hired)
		}
		if q.Rooms > 0 && p.Rooms > 0 {
			q.Rooms += p.Rooms
		} else {
			q.Rooms = 0
		}
		if q.Unit >= 0 {
			q.Hours.Office |= p.Hours.Office
		}
		return
	}
	unit := ""
	if p.Unit >= 0 {
		unit = d.Network.Units[p.Unit].ID
	}
	p.Facility = into
	p.ID = network.PointID(d.Network.Facilities[into].ID, d.Network.Services[p.Service].ID, unit)
}

// moveStops moves a unit's stop from one facility to another. If the unit
// already stops there, the weekdays are joined.
func moveStops(stops []network.Stop, from, into int) []network.Stop {
	at := func(facility int) int {
		for k, s := range stops {
			if s.Facility == facility {
				return k
			}
		}
		return -1
	}
	i, j := at(from), at(into)
	switch {
	case i >= 0 && j >= 0:
		stops[j].Days |= stops[i].Days
		return append(stops[:i], stops[i+1:]...)
	case i >= 0:
		stops[i].Facility = into
	}
	return stops
}

// added sums two lists of positions, of which the first may be nil.
func added(a, b []float64) []float64 {
	out := append([]float64(nil), b...)
	for k := range a {
		out[k] += a[k]
	}
	return out
}
