package scenario

import (
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
	"saavu/pkg/network"
)

// Place opens a centre by a template: one new facility with all required services that the
// county has, and the optional ones of Include. It stands in a known building, or in a new
// one at a location, which has the rooms of the template and is leased at the county's
// rent. What other points do stays as it is.
type Place struct {
	Template string
	ID       string
	Name     string
	Names    lang.Name // by language; zero for Name in every language
	Building string
	At       *orb.Point // of a new building; nil for a known one
	Include  []string   // optional services of the template that start, too
	LeaveOut []string   // required services of the template that do not
	Size     string     // small, medium or large, for the running cost; needed for a new building
	Date     string     // refused: changes have no dates
	Until    string
}

// Kind is "place".
func (*Place) Kind() string { return "place" }

// Lever is Places.
func (*Place) Lever() Lever { return Places }

// Fields lists the fields of the change.
func (c *Place) Fields() []Field {
	return []Field{
		{Name: "template", Value: &c.Template, Need: true, About: "id of a template of the county"},
		{Name: "id", Value: &c.ID, Need: true, Place: true, About: "id of the new facility"},
		{Name: "name", Value: &c.Name, Label: true, Names: &c.Names, About: "name of the new facility"},
		{Name: "building", Value: &c.Building, Need: true, About: "id of a known building, or of a new one with at"},
		{Name: "at", Value: &c.At},
		{Name: "include", Value: &c.Include, About: "optional services of the template that start, too"},
		{Name: "leave_out", Value: &c.LeaveOut, About: "required services of the template that do not start"},
		{Name: "size", Value: &c.Size, Words: []string{"small", "medium", "large"}, About: "for the running cost; needed with at"},
		{Name: "date", Value: &c.Date, About: "refused: changes have no dates yet"},
		{Name: "until", Value: &c.Until, About: "refused: changes have no dates yet"},
	}
}

// apply opens the facility, with the template's id as its type, open in office hours from
// Monday to Friday. Staff follow the clients. Services of the template that the county
// lacks are left out.
//
// It refuses an unknown template, a facility that exists, no name, services that are not
// optional or not required there, no service at all, a building that is not known and has
// no location, a location of a known building, a new building without a size, a building without a location, without
// rooms of a type that a service needs or that does not stand in the option's year, and
// dates.
func (c *Place) apply(d *draft) {
	for _, f := range []struct{ name, value string }{{"date", c.Date}, {"until", c.Until}} {
		if f.value != "" {
			d.refuse(f.name, "remove "+f.name+", or compare options of two years", "changes have no dates yet: a change holds for the whole year of its option")
		}
	}
	if !slices.Contains([]string{"", "small", "medium", "large"}, c.Size) {
		d.refuse("size", "", "size %q, expected small, medium or large", c.Size)
	}
	if c.At != nil && c.Size == "" {
		d.refuse("size", "give small, medium or large", "without a size the running cost of the new building %s is not known", c.Building)
	}
	t := d.template(c.Template)
	d.checkNewFacility("", c.ID, c.Name)
	for i := range d.refusals[d.mark:] { // the id has another name here than in open
		if r := &d.refusals[d.mark+i]; r.Field == "facility" {
			r.Field = "id"
		}
	}
	if i := d.Network.Facility(c.ID); i >= 0 {
		d.refuse("id", "choose another id", "%s exists: %s", c.ID, d.Network.Facilities[i].Name)
	}
	at, known := c.site(d)
	services := c.services(d, t)
	if known >= 0 {
		d.checkRoomTypes("building", known, services)
	}
	if d.refused() {
		d.promised[c.ID] = true
		return
	}
	if known < 0 {
		c.raise(d, t, at)
	}
	o := &Open{Facility: c.ID, Name: c.Name, Names: c.Names, Type: c.Template, At: &at, Building: c.Building, Size: c.Size}
	f := o.build(d)
	o.enter(d, f)
	o.start(d, f, services)
	d.Network.Centres = append(d.Network.Centres, network.Centre{Facility: f, Template: t})
}

// template finds a template; where there is none it is refused and is -1.
func (d *draft) template(id string) int {
	i := d.Network.Template(id)
	if i < 0 {
		var ids []string
		for _, t := range d.Network.Templates {
			ids = append(ids, t.ID)
		}
		hint := nearest(id, ids)
		if ids == nil {
			hint = "the county file names a file of templates with the key templates"
		}
		d.unknown("template", "template", id, hint)
	}
	return i
}

// site finds where the centre stands and its building; -1 for a new one.
func (c *Place) site(d *draft) (at orb.Point, building int) {
	b := d.Network.Building(c.Building)
	switch {
	case b >= 0 && c.At != nil:
		d.refuse("at", "remove at, or name a new building", "%s stands at %s", c.Building, coordinates(d.Network.Buildings[b].At))
	case b >= 0 && d.Network.Buildings[b].At == orb.Point{}:
		d.refuse("building", "give its x and y in the table of buildings", "it is not known where %s stands", c.Building)
	case b >= 0:
		h := &d.Network.Buildings[b]
		if !h.Stands(d.Year) {
			d.refuse("building", "", "%s does not stand in %d: %s", h.ID, d.Year, years(h))
		}
		d.checkPlace("building", h.At)
		return h.At, b
	case c.At == nil:
		d.building("building", c.Building)
		d.refusals[len(d.refusals)-1].Hint = strings.TrimPrefix(d.refusals[len(d.refusals)-1].Hint+"; a new building needs at", "; ")
	default:
		if strings.ContainsAny(c.Building, ": \t\n") || c.Building == "" {
			d.refuse("building", "use letters, digits and _", "the id %q is empty or has a colon or a space", c.Building)
		}
		d.checkPlace("at", *c.At)
		return *c.At, -1
	}
	return orb.Point{}, b
}

// services lists the services that start: those of the template that the county has.
func (c *Place) services(d *draft, template int) []int {
	if template < 0 {
		return nil
	}
	t := &d.Network.Templates[template]
	named := func(field string, ids, from []string, what string) {
		for k, id := range ids {
			switch {
			case !slices.Contains(from, id):
				d.refuse(item(field, k), "there: "+strings.Join(from, ", "), "%s is not %s service of %s", id, what, t.ID)
			case slices.Index(ids, id) < k:
				d.refuse(item(field, k), "", "%s is named twice", id)
			case field == "include" && d.Network.Service(id) < 0:
				d.refuse(item(field, k), "remove it, or add the service to the county file", "the county has no service %s", id)
			}
		}
	}
	named("include", c.Include, t.Optional, "an optional")
	named("leave_out", c.LeaveOut, t.Required, "a required")
	var out []int
	for _, id := range append(slices.Clone(t.Required), c.Include...) {
		if s := d.Network.Service(id); s >= 0 && !slices.Contains(c.LeaveOut, id) {
			out = append(out, s)
		}
	}
	if len(out) == 0 && !d.refused() { // else other faults come first
		d.refuse("template", "include an optional one", "no service starts: the county has no other service that %s requires", t.ID)
	}
	return out
}

// raise adds a new building with the rooms of the template. Its square metres are those
// of the rooms. The county rents it, and it can be divided.
func (c *Place) raise(d *draft, template int, at orb.Point) {
	b := network.Building{ID: c.Building, Name: c.Name, Names: c.Names, Kind: network.Leased, At: at, RentM2: math.NaN(),
		Fixed: math.NaN(), Notice: math.NaN()}
	b.M2 = network.Programme(&d.Network.Templates[template], func(path string) float64 {
		p, _ := d.Params.Get(path)
		return p.V
	})
	for _, r := range d.Network.Templates[template].Rooms {
		b.Rooms = append(b.Rooms, r.RoomCount)
	}
	d.Network.Buildings = append(d.Network.Buildings, b)
}
