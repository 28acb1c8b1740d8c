package scenario

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
)

// fromOption is the source of a point that an option creates.
const fromOption = "option"

// Open starts services at a facility: a known one with any status, or a new one
// with an id, a name and a location. A location without a travel time column
// gets one from the router. Without a router it uses the nearest column within
// the snapping distance, or is refused. Without Services, a facility that is
// planned, interim or closed opens with its existing points. OneOff is checked
// here but only stored in the option: the network has no costs.
type Open struct {
	Facility    string
	Name        string
	Names       lang.Name // by language; zero for Name in every language
	Type        string
	At          *orb.Point // EPSG:3067 metres; nil for a known facility
	Building    string     // that it is in; empty for a building of its own, or the known one's
	Services    []string
	FTE         float64 // staff per profession; 0 = staff follow the clients
	Rooms       float64 // 0 = as many as the staff need
	Hours       *network.Hours
	Visiting    bool
	Production  network.Production
	BarrierFree network.Known
	Size        string
	Interim     bool    // an interim facility: open like any other, with a note
	OneOff      float64 // euros
}

// Kind is "open".
func (*Open) Kind() string { return "open" }

// Lever is Places.
func (*Open) Lever() Lever { return Places }

// Fields lists the fields of the change.
func (o *Open) Fields() []Field {
	return []Field{
		{Name: "facility", Value: &o.Facility, Need: true, Alone: true, Place: true, About: "id of a known facility or of a new one"},
		{Name: "name", Value: &o.Name, Label: true, Names: &o.Names, About: "name of a new facility"},
		{Name: "type", Value: &o.Type, About: "type of a new facility"},
		{Name: "at", Value: &o.At},
		{Name: "building", Value: &o.Building, About: "building that a facility opens in, at most 300 m away"},
		{Name: "services", Value: &o.Services, About: "services that start there"},
		{Name: "fte", Value: &o.FTE, Range: []float64{0}, About: "positions per profession; 0: staff follow the clients"},
		{Name: "rooms", Value: &o.Rooms, Range: []float64{0}, About: "0: as many as the staff need"},
		{Name: "visiting", Value: &o.Visiting, About: "true if it is open on visiting days only"},
		{Name: "production", Value: &o.Production, Words: []string{"own", "purchased", "voucher", "third_sector"}},
		{Name: "barrier_free", Value: &o.BarrierFree},
		{Name: "size", Value: &o.Size, Words: []string{"small", "medium", "large"}},
		{Name: "interim", Value: &o.Interim, About: "true for an interim facility"},
		{Name: "one_off", Value: &o.OneOff, Range: []float64{0}, About: "one-off cost in euros"},
		{Name: "hours", Value: &o.Hours},
	}
}

// Once returns the one-off cost of the opening, for the first service that it
// starts: the first named one, or the facility's first if none is named.
func (o *Open) Once(after *network.Network) (service int, euros float64) {
	if len(o.Services) > 0 {
		return after.Service(o.Services[0]), o.OneOff
	}
	f := after.Facility(o.Facility)
	for k := range after.Points {
		if after.Points[k].Facility == f {
			return after.Points[k].Service, o.OneOff
		}
	}
	return 0, o.OneOff
}

// apply starts services on site at a facility and sets its status to open.
//
// A new facility needs an id, a name and a location. A known one keeps its
// location, name and type. If it is not open yet, its existing points open, and
// the fields of the change override theirs: all points if no service is named,
// otherwise those of the named services, and the others are dropped. A new
// point is open in office hours from Monday to Friday unless hours are given.
// It is a visiting point if the change says so or if it is open on fewer than
// five days a week. FTE applies to every profession; 0 means no fixed staff, so
// that staff follow the clients. With a production other than own the points
// belong to a provider.
//
// It refuses an unknown service, a service that is already open there, no
// service, a new facility without a name or a valid location, another location,
// name or type for a known facility, and numbers below zero.
func (o *Open) apply(d *draft) {
	i := d.Network.Facility(o.Facility)
	if i < 0 {
		o.checkNew(d)
	} else {
		o.checkKnown(d, i)
	}
	if o.Building != "" {
		o.checkBuilding(d, i)
	}
	o.checkValues(d)
	services := d.services(o.Services)
	paper := d.onPaper(i)
	if len(services) == 0 && len(paper) == 0 {
		d.refuse("services", "name the services to open", "no service is named")
	}
	for k, s := range services {
		if i >= 0 && s >= 0 && d.Network.Facilities[i].Status == network.Open && d.Network.OnSite(i, s) >= 0 {
			d.refuse(item("services", k), "", "%s is already open at %s", o.Services[k], o.Facility)
		}
	}
	o.checkRooms(d, i, services, paper)
	if d.refused() {
		if i < 0 {
			d.promised[o.Facility] = true
		}
		return
	}
	if len(services) == 0 {
		services = paper
	}
	if i < 0 {
		i = o.build(d)
	}
	o.enter(d, i)
	o.start(d, i, services)
}

// checkNew checks the requirements of a new facility.
func (o *Open) checkNew(d *draft) {
	if o.At == nil && o.Name == "" {
		d.unknownOrNew("facility", o.Facility)
		return
	}
	d.checkNewFacility("", o.Facility, o.Name)
	if o.At == nil {
		d.refuse("at", "give x, y as EPSG:3067 metres", "the new facility %s has no location", o.Facility)
		return
	}
	d.checkPlace("at", *o.At)
}

// checkNewFacility checks the id and the name of a facility to create.
func (d *draft) checkNewFacility(prefix, id, name string) {
	switch {
	case id == "":
		d.refuse(prefix+"facility", "", "no facility is named")
	case strings.ContainsAny(id, ": \t\n"):
		d.refuse(prefix+"facility", "use letters, digits and _", "the id %q has a colon or a space", id)
	}
	if name == "" {
		d.refuse(prefix+"name", "", "the new facility %s has no name", id)
	}
}

// checkKnown refuses fields that contradict a known facility.
func (o *Open) checkKnown(d *draft, i int) {
	f := &d.Network.Facilities[i]
	if o.At != nil && *o.At != f.At {
		d.refuse("at", "remove at, or use move", "%s exists at %s", f.ID, coordinates(f.At))
	}
	if o.Name != "" && o.Name != f.Name {
		d.refuse("name", "remove name, or use another id for a new facility", "%s has the name %q", f.ID, f.Name)
	}
	if o.Type != "" && o.Type != f.Type {
		d.refuse("type", "remove type, or use another id for a new facility", "%s has the type %s", f.ID, f.Type)
	}
}

// checkValues checks the numbers and words.
func (o *Open) checkValues(d *draft) {
	d.checkAmount("fte", "FTE", o.FTE)
	d.checkAmount("rooms", "rooms", o.Rooms)
	d.checkAmount("one_off", "EUR", o.OneOff)
	if o.Hours != nil {
		d.checkHours(*o.Hours)
	}
	if o.Production != "" && !o.Production.Valid() {
		d.refuse("production", "", "production %q, expected own, purchased, voucher or third_sector", o.Production)
	}
	if !slices.Contains([]string{"", "small", "medium", "large"}, o.Size) {
		d.refuse("size", "", "size %q, expected small, medium or large", o.Size)
	}
}

// checkAmount refuses a number outside the bounds of its unit.
func (d *draft) checkAmount(field, unit string, v float64) {
	if b, ok := params.UnitBounds(unit); ok && !b.Holds(v) {
		d.refuse(field, b.Slip(written(v)), "%g, expected %s", v, b)
	}
}

// written formats a number as a user may have written it.
func written(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// checkHours refuses hours without any opening.
func (d *draft) checkHours(h network.Hours) {
	if err := h.Validate(); err != nil {
		d.refuse("hours", "", "%s", err)
	}
}

// onPaper lists the services of a facility's points if it is not open.
func (d *draft) onPaper(i int) []int {
	if i < 0 || d.Network.Facilities[i].Status == network.Open {
		return nil
	}
	var out []int
	for _, s := range d.given(i) {
		if d.Network.OnSite(i, s) >= 0 {
			out = append(out, s)
		}
	}
	return out
}

// build adds the new facility, without points.
func (o *Open) build(d *draft) int {
	f := network.Facility{ID: o.Facility, Name: o.Name, Names: o.Names, Type: o.Type, Status: network.Closed,
		Production: network.Own}
	d.locate(&f, *o.At)
	d.Network.Facilities = append(d.Network.Facilities, f)
	return len(d.Network.Facilities) - 1
}

// start opens the facility and the points of the services.
func (o *Open) start(d *draft, i int, services []int) {
	f := &d.Network.Facilities[i]
	if f.Status != network.Open {
		d.dropPoints(i, func(p *network.ServicePoint) bool {
			return p.Channel == network.OnSite && !slices.Contains(services, p.Service)
		})
		f.Status = network.Open
		if o.Production != "" {
			f.Production = o.Production
		}
	}
	if o.Size != "" {
		f.Size = o.Size
	}
	if o.BarrierFree != network.Unknown {
		f.BarrierFree = o.BarrierFree
	}
	if o.Interim {
		f.Note = strings.TrimPrefix(f.Note+"; interim place", "; ")
	}
	for _, s := range services {
		k := d.Network.OnSite(i, s)
		if k < 0 {
			k = len(d.Network.Points)
			d.Network.Points = append(d.Network.Points, network.ServicePoint{
				ID: network.PointID(f.ID, d.Network.Services[s].ID, ""), Facility: i, Service: s,
				Channel: network.OnSite, FTE: make([]float64, len(d.Network.Services[s].Staff)),
				Hours: network.Hours{Office: network.AllWeek}, Unit: -1, Src: fromOption,
			})
		}
		o.fit(&d.Network.Points[k])
	}
}

// fit overrides the fields of a point with those of the change.
func (o *Open) fit(p *network.ServicePoint) {
	if o.FTE > 0 {
		for k := range p.FTE {
			p.FTE[k] = o.FTE
		}
	}
	if o.Rooms > 0 {
		p.Rooms = o.Rooms
	}
	if o.Hours != nil {
		p.Hours, p.Visiting = *o.Hours, false
	}
	p.Visiting = p.Visiting || o.Visiting || p.Hours.DaysPerWeek() < fullWeek
	if o.Production != "" {
		p.Provider = o.Production != network.Own
	}
}

// fullWeek is the days per week from which a point is not a visiting point.
const fullWeek = 5
