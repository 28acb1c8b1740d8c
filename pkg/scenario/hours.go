package scenario

import (
	"slices"

	"saavu/pkg/network"
)

// SetHours sets the opening hours of services at facilities. Empty lists mean
// all open facilities and all services.
type SetHours struct {
	Facilities []string
	Services   []string
	Hours      network.Hours
}

// Kind is "set-hours".
func (*SetHours) Kind() string { return "set-hours" }

// Lever is Capacity.
func (*SetHours) Lever() Lever { return Capacity }

// Fields lists the fields of the change.
func (h *SetHours) Fields() []Field {
	return []Field{
		{Name: "facilities", Value: &h.Facilities, Place: true, About: "all open facilities by default"},
		{Name: "services", Value: &h.Services, About: "all by default"},
		{Name: "hours", Value: &h.Hours, Need: true},
	}
}

// apply replaces the opening hours of the points on site at the named open
// facilities (by default all open ones) for the named services (by default
// all). Mobile stops keep their hours, which come from their weekdays. A point
// open on fewer than five days a week becomes a visiting point, and one that
// reaches five days stops being one. It refuses an unknown facility or service,
// a facility that is not open, a named one without a matching point, hours
// without any opening, and hours that all points already have.
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
		d.refuse("hours", "", "every point already has these hours")
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
