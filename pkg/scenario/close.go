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

// Fields lists what the change says.
func (c *Close) Fields() []Field {
	return []Field{
		{Name: "facility", Value: &c.Facility, Need: true, Alone: true, Place: true, About: "id of the facility"},
		{Name: "services", Value: &c.Services, About: "services that end there; all where none is named"},
	}
}

// apply takes the facility's service points out, all of them or those of the
// named services, on site and mobile; a mobile stop without points goes too.
// When no point is left the facility is closed. Its staff stay in the county.
// Refused: an unknown facility or service, a closed facility, a service that is
// not given there.
func (c *Close) apply(d *draft) {
	i := d.facility("facility", c.Facility)
	services := d.services(c.Services)
	if i < 0 {
		return
	}
	if d.Network.Facilities[i].Status == network.Closed {
		d.refuse("facility", "", "%s is closed already", c.Facility)
		return
	}
	given := d.given(i)
	for k, s := range services {
		if s >= 0 && !slices.Contains(given, s) {
			d.refuse(item("services", k), d.listed(given), "%s is not given at %s", c.Services[k], c.Facility)
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

// given lists the services of a facility's points, each once, in the points'
// order.
func (d *draft) given(facility int) []int {
	var out []int
	for _, p := range d.Network.Points {
		if p.Facility == facility && !slices.Contains(out, p.Service) {
			out = append(out, p.Service)
		}
	}
	return out
}

// listed writes the services that a facility does give, for a hint.
func (d *draft) listed(services []int) string {
	if len(services) == 0 {
		return "nothing is given there"
	}
	ids := make([]string, len(services))
	for k, s := range services {
		ids[k] = d.Network.Services[s].ID
	}
	return "given there: " + strings.Join(ids, ", ")
}
