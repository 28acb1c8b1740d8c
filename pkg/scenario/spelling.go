package scenario

import (
	"slices"
	"strconv"
	"strings"

	"saavu/pkg/network"
)

// promisedHint tells that an id is unknown only because of an earlier refusal.
const promisedHint = "the change that would make it is refused"

// facility finds a facility by id; for an unknown one it refuses and gives -1.
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

// openFacility finds a facility that is open; otherwise it refuses, gives the
// hint where the facility is known, and gives -1.
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

// openFacilities finds a list of facilities that are open. Another or a repeated
// one is refused.
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

// onSite lists the points on site at open facilities, those named or all, of the
// services named or all. It refuses a named one that has none of them.
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
			d.refuse(item("facilities", k), d.listed(d.given(f)), "none of the services is given on site at %s", d.Network.Facilities[f].ID)
		}
	}
	for k, s := range services {
		if !ofService[s] {
			d.refuse(item("services", k), "", "%s is given on site at none of the facilities", d.Network.Services[s].ID)
		}
	}
	return out
}

// service finds a service by id; for an unknown one it refuses and gives -1.
func (d *draft) service(field, id string) int {
	i := d.Network.Service(id)
	if i < 0 {
		d.unknown(field, "service", id, nearest(id, d.serviceIDs()))
	}
	return i
}

// services finds a list of services. An unknown or repeated one is refused and
// is -1 in the result, which has the shape of ids.
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

// unknown refuses an id that nothing has.
func (d *draft) unknown(field, what, id, hint string) {
	if id == "" {
		d.refuse(field, "", "no %s is named", what)
		return
	}
	if named := d.called(what, id); len(named) > 0 {
		hint = "it is the name of " + strings.Join(named, " and ") + ": give the id"
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

// unknownOrNew refuses an id that nothing has where a new facility could be
// made, and says what that would need.
func (d *draft) unknownOrNew(field, id string) {
	hint := "a new facility needs a name and a place"
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

// item gives the field path of one item of a list: "services.1".
func item(field string, k int) string { return field + "." + strconv.Itoa(k) }

// fewIDs is how many ids a hint lists where no spelling is near.
const fewIDs = 8

// nearest gives the hint for an unknown id: the known spelling that is near; else
// all known ids if they are few; else nothing.
func nearest(id string, known []string) string {
	if near, ok := Nearest(id, known); ok {
		return "did you mean " + near + "?"
	}
	if len(known) > 0 && len(known) <= fewIDs {
		return "known: " + strings.Join(known, ", ")
	}
	return ""
}
