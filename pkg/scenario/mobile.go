package scenario

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
)

// stopType is the type of a facility that a new mobile stop creates.
const stopType = "stop"

// AddMobile adds a mobile unit with its stops. A stop is a known facility, or a
// new one with an id, a name and a location.
type AddMobile struct {
	ID, Name string
	UnitKind string
	Count    int
	Services []string
	Stops    []Stop
	Schools  bool
}

// Stop is one stop of AddMobile: its facility or location, and its weekdays.
type Stop struct {
	Facility string
	Name     string
	Names    lang.Name // by language; zero for Name in every language
	At       *orb.Point
	Days     uint8
}

// Kind is "add-mobile".
func (*AddMobile) Kind() string { return "add-mobile" }

// Lever is MobileUnits.
func (*AddMobile) Lever() Lever { return MobileUnits }

// Fields lists the fields of the change.
func (m *AddMobile) Fields() []Field {
	return []Field{
		{Name: "id", Value: &m.ID, Need: true},
		{Name: "name", Value: &m.Name, Label: true},
		{Name: "kind", Value: &m.UnitKind, Need: true, About: "name of its parameter group under mobile"},
		{Name: "count", Value: &m.Count, Range: []float64{1, 1000}, About: "vehicles or teams, 1 by default"},
		{Name: "services", Value: &m.Services, Need: true, About: "services on board"},
		{Name: "stops", Value: &m.Stops},
		{Name: "schools", Value: &m.Schools, About: "true if it serves pupils at school"},
	}
}

// Fields lists the fields of the stop.
func (s *Stop) Fields() []Field {
	return []Field{
		{Name: "facility", Value: &s.Facility, Need: true, Place: true, About: "id of an open facility or of a new stop"},
		{Name: "name", Value: &s.Name, Label: true, Names: &s.Names, About: "name of a new stop"},
		{Name: "at", Value: &s.At},
		{Name: "days", Value: &s.Days, Need: true},
	}
}

// apply adds a mobile unit that serves its stops, pupils at school, or both. A
// stop is an open facility, or a new one with an id, a name and coordinates,
// which becomes a facility of type "stop". Each stop gets a point for every
// service on board, open in office hours on the stop's weekdays. These points
// have no staff: the crew comes from the county's staff. A unit without a name
// uses its id.
//
// It refuses an id in use, a kind without parameters under "mobile.", a count
// below 1, no service, a service that may not be mobile, a unit without stops
// and schools, a school unit without a service for pupils, a stop without
// weekdays or listed twice, an unknown or closed facility, a location that
// checkPlace refuses, and more stops on a weekday than the vehicles can serve.
// A vehicle serves one stop a day, or mobile.<kind>.stops_day if that is known.
func (m *AddMobile) apply(d *draft) {
	m.checkUnit(d)
	services := m.checkServices(d)
	if len(m.Stops) == 0 && !m.Schools {
		d.refuse("stops", "add stops, or schools: true", "the unit has neither stops nor schools")
	}
	for k := range m.Stops {
		m.checkStop(d, k)
	}
	m.checkWeek(d)
	if d.refused() {
		for _, s := range m.Stops {
			d.promised[s.Facility] = true
		}
		return
	}
	unit := network.Unit{ID: m.ID, Name: m.Name, Kind: m.UnitKind, Count: m.Count, Services: services, Schools: m.Schools}
	if unit.Name == "" {
		unit.Name = m.ID
	}
	for _, s := range m.Stops {
		unit.Stops = append(unit.Stops, network.Stop{Facility: d.stopAt(s), Days: s.Days})
	}
	d.Network.Units = append(d.Network.Units, unit)
	d.addStopPoints(len(d.Network.Units) - 1)
}

// checkUnit checks the unit's id, kind and count.
func (m *AddMobile) checkUnit(d *draft) {
	switch {
	case m.ID == "":
		d.refuse("id", "", "the unit has no id")
	case strings.ContainsAny(m.ID, ": \t\n"):
		d.refuse("id", "use letters, digits and _", "the id %q has a colon or a space", m.ID)
	case slices.ContainsFunc(d.Network.Units, func(u network.Unit) bool { return u.ID == m.ID }):
		d.refuse("id", "", "the mobile unit %s exists already", m.ID)
	}
	if m.UnitKind == "" || len(d.Params.Under("mobile."+m.UnitKind)) == 0 {
		d.unknown("kind", "kind of mobile unit", m.UnitKind, nearest(m.UnitKind, d.mobileKinds()))
	}
	if m.Count < 1 {
		d.refuse("count", "", "%d vehicles, expected 1 or more", m.Count)
	}
}

// mobileKinds lists the kinds of unit that have parameters.
func (d *draft) mobileKinds() []string {
	var kinds []string
	for _, p := range d.Params.Under("mobile") {
		kind, _, group := strings.Cut(strings.TrimPrefix(p.Path, "mobile."), ".")
		if group && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// checkServices checks the services on board and returns their indexes.
func (m *AddMobile) checkServices(d *draft) []int {
	services := d.services(m.Services)
	if len(services) == 0 {
		d.refuse("services", "name the services on board", "no service is named")
	}
	pupils, known := false, true
	for k, s := range services {
		if s < 0 {
			known = false
			continue
		}
		if !d.Network.Services[s].MobileOK {
			d.refuse(item("services", k), "mobile_ok of the service is not true", "%s may not be offered by a mobile unit", m.Services[k])
		}
		pupils = pupils || d.Network.Services[s].SchoolAges != (population.Group{})
	}
	if m.Schools && !pupils && known && len(services) > 0 {
		d.refuse("schools", "school_ages of a service sets the ages that a school unit serves", "none of the services has ages that are served at school")
	}
	return services
}

// checkStop checks the weekdays, facility and location of one stop.
func (m *AddMobile) checkStop(d *draft, k int) {
	s, prefix := m.Stops[k], item("stops", k)+"."
	switch {
	case s.Days == 0:
		d.refuse(prefix+"days", "add the weekdays", "the stop %s has no weekday", s.Facility)
	case s.Days&^network.AllWeek != 0:
		d.refuse(prefix+"days", "", "the stop %s has a day beyond Friday", s.Facility)
	}
	if slices.ContainsFunc(m.Stops[:k], func(t Stop) bool { return t.Facility == s.Facility }) {
		d.refuse(prefix+"facility", "list one stop with all its weekdays", "the stop %s is listed twice", s.Facility)
		return
	}
	i := d.Network.Facility(s.Facility)
	if i < 0 && s.At == nil {
		d.unknownOrNew(prefix+"facility", s.Facility)
		return
	}
	if i < 0 {
		d.checkNewFacility(prefix, s.Facility, s.Name)
		d.checkPlace(prefix+"at", *s.At)
		return
	}
	m.checkKnownStop(d, prefix, s, &d.Network.Facilities[i])
}

// checkKnownStop checks a stop at an existing facility.
func (m *AddMobile) checkKnownStop(d *draft, prefix string, s Stop, f *network.Facility) {
	if f.Status != network.Open {
		d.refuse(prefix+"facility", "use a new id with a name and a location", "%s is %s, not open", f.ID, f.Status)
	}
	if s.At != nil && *s.At != f.At {
		d.refuse(prefix+"at", "remove at, or use another id", "%s exists at %s", f.ID, coordinates(f.At))
	}
	if s.Name != "" && s.Name != f.Name {
		d.refuse(prefix+"name", "remove name, or use another id", "%s has the name %q", f.ID, f.Name)
	}
}

// checkWeek refuses a weekday with more stops than the vehicles can serve.
func (m *AddMobile) checkWeek(d *draft) {
	if m.Count < 1 {
		return
	}
	daily := 1.0
	path := "mobile." + m.UnitKind + ".stops_day"
	if p, ok := d.Params.Get(path); ok && p.Known && p.Text == "" {
		daily = p.V
	}
	room := float64(m.Count) * daily
	for day, name := range [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"} {
		stops := 0
		for _, s := range m.Stops {
			stops += int(s.Days >> day & 1)
		}
		if float64(stops) > room {
			d.refuse("stops", "spread the stops over the week, add vehicles, or set "+path,
				"%d stops on %s, but %s at %g a day can serve %g", stops, name, vehicles(m.Count), daily, room)
		}
	}
}

func vehicles(count int) string {
	if count == 1 {
		return "1 vehicle"
	}
	return strconv.Itoa(count) + " vehicles"
}

// stopAt returns the stop's facility, which it creates if it is new.
func (d *draft) stopAt(s Stop) int {
	if i := d.Network.Facility(s.Facility); i >= 0 {
		return i
	}
	f := network.Facility{ID: s.Facility, Name: s.Name, Names: s.Names, Type: stopType, Status: network.Open,
		Production: network.Own}
	d.locate(&f, *s.At)
	d.Network.Facilities = append(d.Network.Facilities, f)
	return len(d.Network.Facilities) - 1
}

// addStopPoints adds the points of a unit, one for each stop and service.
func (d *draft) addStopPoints(u int) {
	n := d.Network
	unit := &n.Units[u]
	for _, stop := range unit.Stops {
		for _, s := range unit.Services {
			n.Points = append(n.Points, network.ServicePoint{
				ID:       network.PointID(n.Facilities[stop.Facility].ID, n.Services[s].ID, unit.ID),
				Facility: stop.Facility, Service: s, Channel: network.Mobile,
				FTE:   make([]float64, len(n.Services[s].Staff)),
				Hours: network.Hours{Office: stop.Days}, Unit: u, Visiting: true, Src: fromOption,
			})
		}
	}
}
