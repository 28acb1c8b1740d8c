package scenario

import (
	"slices"
	"strings"

	"saavu/pkg/network"
)

// Close ends services at a facility: all of them, or those named.
type Close struct {
	Facility string
	Services []string
}

// Kind is "close".
func (*Close) Kind() string { return "close" }

// Lever is Places.
func (*Close) Lever() Lever { return Places }

// Fields lists the fields of the change.
func (c *Close) Fields() []Field {
	return []Field{
		{Name: "facility", Value: &c.Facility, Need: true, Alone: true, Place: true, About: "id of the facility"},
		{Name: "services", Value: &c.Services, About: "services that end there, all by default"},
	}
}

// apply removes the facility's service points, on site and mobile: all of them,
// or those of the named services. A mobile stop without points is removed too.
// If no point is left, the facility is closed. Its staff stay in the county. It
// refuses an unknown facility or service, a closed facility, and a service that
// is not offered there.
func (c *Close) apply(d *draft) {
	i := d.facility("facility", c.Facility)
	services := d.services(c.Services)
	if i < 0 {
		return
	}
	if d.Network.Facilities[i].Status == network.Closed {
		d.refuse("facility", "", "%s is already closed", c.Facility)
		return
	}
	given := d.given(i)
	for k, s := range services {
		if s >= 0 && !slices.Contains(given, s) {
			d.refuse(item("services", k), d.listed(given), "%s is not offered at %s", c.Services[k], c.Facility)
		}
	}
	if d.refused() {
		return
	}
	d.dropPoints(i, func(p *network.ServicePoint) bool {
		return len(services) == 0 || slices.Contains(services, p.Service)
	})
	if len(d.given(i)) == 0 {
		d.Network.Facilities[i].Status = network.Closed
	}
}

// given lists the services at a facility, each once, in the order of their points.
func (d *draft) given(facility int) []int {
	var out []int
	for _, p := range d.Network.Points {
		if p.Facility == facility && !slices.Contains(out, p.Service) {
			out = append(out, p.Service)
		}
	}
	return out
}

// listed lists the services that a facility offers, for a hint.
func (d *draft) listed(services []int) string {
	if len(services) == 0 {
		return "nothing is offered there"
	}
	ids := make([]string, len(services))
	for k, s := range services {
		ids[k] = d.Network.Services[s].ID
	}
	return "offered there: " + strings.Join(ids, ", ")
}
