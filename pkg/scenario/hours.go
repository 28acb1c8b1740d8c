package scenario

import (
	"slices"

	"saavu/pkg/network"
)

// SetHours sets the opening hours of services at facilities; empty lists mean
// all that are open.
type SetHours struct {
	Facilities []string
	Services   []string
	Hours      network.Hours
}

// Kind is "set-hours".
func (*SetHours) Kind() string { return "set-hours" }

// Lever is Capacity.
func (*SetHours) Lever() Lever { return Capacity }

// Fields lists what the change says.
func (h *SetHours) Fields() []Field {
	return []Field{
		{Name: "facilities", Value: &h.Facilities, Place: true, About: "all that are open where none is named"},
		{Name: "services", Value: &h.Services, About: "all where none is named"},
		{Name: "hours", Value: &h.Hours, Need: true},
	}
}

// apply replaces the opening hours of the points on site at the named open
// facilities (none named: all open ones) for the named services (none named:
// all). The hours of mobile stops come from their weekdays and stay. A point
// open on fewer than five days a week becomes a visiting one, and one that gets
// to five days ceases to be. Refused: an unknown facility or service, a
// facility that is not open, a named one that no point matches, hours on which
// nothing is open, and hours that every point has already.
func (h *SetHours) apply(d *draft) {
	facilities := d.openFacilities(h.Facilities)
	services := d.services(h.Services)
	d.checkHours(h.Hours)
	if d.refused() {
		return
	}
	points := d.onSite(facilities, services)
	same := func(i int) bool { return d.Network.Points[i].Hours == h.Hours }
	if !d.refused() && !slices.ContainsFunc(points, func(i int) bool { return !same(i) }) {
		d.refuse("hours", "", "every point has these hours already")
	}
	if d.refused() {
		return
	}
	for _, i := range points {
		p := &d.Network.Points[i]
		before, after := p.Hours.DaysPerWeek(), h.Hours.DaysPerWeek()
		p.Visiting = after < fullWeek || (p.Visiting && before >= fullWeek)
		p.Hours = h.Hours
	}
}
