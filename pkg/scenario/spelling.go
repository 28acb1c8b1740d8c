package scenario

import (
	"slices"
	"strconv"
	"strings"

	"saavu/pkg/network"
)

// promisedHint says that an id is unknown only because of an earlier refusal.
const promisedHint = "the change that would create it is refused"

// facility finds a facility by id. It refuses an unknown one and returns -1.
func (d *draft) facility(field, id string) int {
	i := d.Network.Facility(id)
	if i >= 0 {
		return i
	}
	hint := nearest(id, d.facilityIDs())
	if d.promised[id] {
		hint = promisedHint
	}
	d.unknown(field, "facility", id, hint)
	return -1
}

// openFacility finds an open facility. Otherwise it refuses, with the hint if
// the facility is known, and returns -1.
func (d *draft) openFacility(field, id, hint string) int {
	i := d.facility(field, id)
	if i < 0 {
		return -1
	}
	if s := d.Network.Facilities[i].Status; s != network.Open {
		d.refuse(field, hint, "%s is %s, not open", id, s)
		return -1
	}
	return i
}

// openFacilities finds a list of open facilities. It refuses other and repeated
// ones.
func (d *draft) openFacilities(ids []string) []int {
	var out []int
	for k, id := range ids {
		f := d.openFacility(item("facilities", k), id, "open it first")
		if f >= 0 && slices.Contains(out, f) {
			d.refuse(item("facilities", k), "", "%s is named twice", id)
		}
		out = append(out, f)
	}
	return out
}

// onSite lists the points on site of the named services, or all, at the named open
// facilities, or all. It refuses a named service or facility without such a point.
func (d *draft) onSite(facilities, services []int) []int {
	var out []int
	atFacility, ofService := map[int]bool{}, map[int]bool{}
	for i := range d.Network.Points {
		p := &d.Network.Points[i]
		if p.Channel != network.OnSite || d.Network.Facilities[p.Facility].Status != network.Open ||
			(len(facilities) > 0 && !slices.Contains(facilities, p.Facility)) ||
			(len(services) > 0 && !slices.Contains(services, p.Service)) {
			continue
		}
		out = append(out, i)
		atFacility[p.Facility], ofService[p.Service] = true, true
	}
	if len(facilities) == 0 && len(services) == 0 && len(out) == 0 {
		d.refuse("", "", "no point is open")
	}
	for k, f := range facilities {
		if !atFacility[f] {
			d.refuse(item("facilities", k), d.listed(d.given(f)), "none of the services is offered on site at %s", d.Network.Facilities[f].ID)
		}
	}
	for k, s := range services {
		if !ofService[s] {
			d.refuse(item("services", k), "", "%s is not offered on site at any of the facilities", d.Network.Services[s].ID)
		}
	}
	return out
}

// service finds a service by id. It refuses an unknown one and returns -1.
func (d *draft) service(field, id string) int {
	i := d.Network.Service(id)
	if i < 0 {
		d.unknown(field, "service", id, nearest(id, d.serviceIDs()))
	}
	return i
}

// services finds a list of services. It refuses an unknown or repeated one,
// which is -1 in the result; the result has the length of ids.
func (d *draft) services(ids []string) []int {
	out := make([]int, len(ids))
	seen := map[string]bool{}
	for k, id := range ids {
		field := item("services", k)
		out[k] = d.service(field, id)
		if out[k] >= 0 && seen[id] {
			d.refuse(field, "", "%s is named twice", id)
			out[k] = -1
		}
		seen[id] = true
	}
	return out
}

// unknown refuses an unknown id.
func (d *draft) unknown(field, what, id, hint string) {
	if id == "" {
		d.refuse(field, "", "no %s is named", what)
		return
	}
	if named := d.called(what, id); len(named) > 0 {
		hint = "it is the name of " + strings.Join(named, " and ") + ": use the id"
	}
	d.refuse(field, hint, "no %s %q", what, id)
}

// called lists the ids of the facilities or services that have a name.
func (d *draft) called(what, name string) []string {
	var out []string
	for i := range d.Network.Facilities {
		if f := &d.Network.Facilities[i]; what == "facility" && strings.EqualFold(f.Name, name) {
			out = append(out, f.ID)
		}
	}
	for i := range d.Network.Services {
		s := &d.Network.Services[i]
		same := func(n string) bool { return strings.EqualFold(n, name) }
		if what == "service" && (same(s.Name.En) || same(s.Name.Fi) || same(s.Name.Sv)) {
			out = append(out, s.ID)
		}
	}
	return out
}

// unknownOrNew refuses an unknown id where a new facility is allowed, and says
// what a new one needs.
func (d *draft) unknownOrNew(field, id string) {
	hint := "a new facility needs a name and a location"
	if spelling := nearest(id, d.facilityIDs()); d.promised[id] {
		hint = promisedHint
	} else if spelling != "" {
		hint = spelling + "; " + hint
	}
	d.unknown(field, "facility", id, hint)
}

func (d *draft) facilityIDs() []string {
	ids := make([]string, len(d.Network.Facilities))
	for i, f := range d.Network.Facilities {
		ids[i] = f.ID
	}
	return ids
}

func (d *draft) serviceIDs() []string {
	ids := make([]string, len(d.Network.Services))
	for i, s := range d.Network.Services {
		ids[i] = s.ID
	}
	return ids
}

// item returns the field path of one item of a list: "services.1".
func item(field string, k int) string { return field + "." + strconv.Itoa(k) }

// fewIDs is how many ids a hint lists if no spelling is near.
const fewIDs = 8

// nearest returns a hint for an unknown id: the nearest known id, or else all
// known ids if there are few, or else nothing.
func nearest(id string, known []string) string {
	if near, ok := Nearest(id, known); ok {
		return "did you mean " + near + "?"
	}
	if len(known) > 0 && len(known) <= fewIDs {
		return "known: " + strings.Join(known, ", ")
	}
	return ""
}
