package scenario

import (
	"github.com/paulmach/orb"

	"saavu/pkg/network"
)

// Move moves a facility to another location.
type Move struct {
	Facility string
	At       orb.Point
}

// Kind is "move".
func (*Move) Kind() string { return "move" }

// Lever is Places.
func (*Move) Lever() Lever { return Places }

// Fields lists the fields of the change.
func (m *Move) Fields() []Field {
	return []Field{
		{Name: "facility", Value: &m.Facility, Need: true, Place: true},
		{Name: "at", Value: &m.At, Need: true},
	}
}

// apply moves the facility, open or planned, with all its points, and updates
// its travel time column and its area. It refuses an unknown or closed
// facility, the present location, and a location that checkPlace refuses.
func (m *Move) apply(d *draft) {
	i := d.facility("facility", m.Facility)
	if i < 0 {
		return
	}
	f := &d.Network.Facilities[i]
	switch {
	case f.Status == network.Closed:
		d.refuse("facility", "open it first, or open a new facility at that location", "%s is closed", f.ID)
	case f.At == m.At:
		d.refuse("at", "", "%s is already there", f.ID)
	default:
		d.checkPlace("at", m.At)
	}
	if !d.refused() {
		d.locate(f, m.At)
		d.leave(i)
	}
}
