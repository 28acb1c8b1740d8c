package scenario

import (
	"github.com/paulmach/orb"

	"saavu/pkg/network"
)

// Move puts a facility at another place.
type Move struct {
	Facility string
	At       orb.Point
}

// Kind is "move".
func (*Move) Kind() string { return "move" }

// Lever is Places.
func (*Move) Lever() Lever { return Places }

// Fields lists what the change says.
func (m *Move) Fields() []Field {
	return []Field{
		{Name: "facility", Value: &m.Facility, Need: true, Place: true},
		{Name: "at", Value: &m.At, Need: true},
	}
}

// apply puts the facility at another place with all its points, open or
// planned; its travel column and its area follow. Refused: an unknown or closed
// facility, the place where it stands, a place that checkPlace refuses.
func (m *Move) apply(d *draft) {
	i := d.facility("facility", m.Facility)
	if i < 0 {
		return
	}
	f := &d.Network.Facilities[i]
	switch {
	case f.Status == network.Closed:
		d.refuse("facility", "open it first, or open a new facility at that place", "%s is closed", f.ID)
	case f.At == m.At:
		d.refuse("at", "", "%s stands there already", f.ID)
	default:
		d.checkPlace("at", m.At)
	}
	if !d.refused() {
		d.settle(f, m.At)
	}
}
