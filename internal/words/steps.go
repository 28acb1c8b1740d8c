package words

import (
	"fmt"
	"slices"
	"strings"

	"saavu/pkg/report"
)

// Step says what one change of an option does, with the names of facilities and the
// short names of services.
func (w *Words) Step(s *report.Step) string {
	c := change{w, s}
	switch s.Kind {
	case "close":
		if c.has("services") {
			return w.Text("step.close_services", "facility", c.facility("facility"), "services", c.services())
		}
		return w.Text("step.close", "facility", c.facility("facility"))
	case "open":
		return w.Text("step.open", "facility", c.facility("facility"), "services", c.services()) + c.days()
	case "move":
		return w.Text("step.move", "facility", c.facility("facility"))
	case "merge":
		return w.Text("step.merge", "facility", c.facility("facility"), "into", c.facility("into"))
	case "set-capacity":
		if c.has("building") {
			return w.Text("step.keep_rooms", "building", c.building(), "rooms", c.number("rooms"))
		}
		return w.Text("step.capacity", "service", c.services(), "what", c.capacity(), "where", c.where())
	case "set-hours":
		return w.Text("step.hours", "where", c.where())
	case "set-access":
		return w.Text("step.access", "where", c.where(), "what", c.access())
	case "add-mobile":
		key := "step.mobile"
		if c.value("schools") == true {
			key = "step.mobile_both"
			if c.stops() == 0 {
				key = "step.mobile_schools"
			}
		}
		return w.Text(key, "count", c.units(), "unit", report.Term{List: "unit_kind", Word: c.text("kind")}, "stops", c.stops(), "services", c.services())
	case "add-remote":
		return w.Text("step.remote", "service", c.services(), "share", w.Fixed(100*c.number("share"), 0))
	case "contract":
		if c.has("id") {
			return w.Text("step.contract_of", "contract", c.text("id"), "service", c.called(), "share", w.Fixed(100*c.number("share"), 0))
		}
		return w.Text("step.contract", "service", c.services(), "production", report.Term{List: "production", Word: c.text("production")}, "share", w.Fixed(100*c.number("share"), 0))
	case "harmonise":
		return w.Text("step.harmonise", "services", c.services())
	case "fit":
		return w.Text("step.fit_" + c.fit())
	case "set":
		return w.Text("step.set", "parameter", report.Parameter{Path: c.text("path"), Names: s.Parameter}, "value", c.number("value"))
	}
	return fmt.Sprintf("{%s}", s.Kind) // a test lists the kinds
}

// mostStops is how many stops of a unit are named.
const mostStops = 6

// MobileStops names the units that an option adds, and where they stop: its first
// stops, how many more it has, and schools.
func (w *Words) MobileStops(o *report.Option) []string {
	var out []string
	for i := range o.Steps {
		c := change{w, &o.Steps[i]}
		if c.s.Kind != "add-mobile" {
			continue
		}
		var at []string
		stops, _ := c.value("stops").([][]report.Fact)
		for _, stop := range stops[:min(len(stops), mostStops)] {
			for _, f := range stop {
				if id, ok := f.Value.(string); ok && f.Name == "facility" {
					at = append(at, c.named(id))
				}
			}
		}
		if more := len(stops) - mostStops; more > 0 {
			at = append(at, fmt.Sprintf("+%d", more))
		}
		if c.value("schools") == true {
			at = append(at, w.Text("step.at_schools"))
		}
		out = append(out, w.Text("step.unit_at", "unit", report.Term{List: "unit_kind", Word: c.text("kind")}, "stops", at))
	}
	return out
}

// Steps says what all changes of an option do.
func (w *Words) Steps(o *report.Option) []string {
	out := make([]string, len(o.Steps))
	for i := range o.Steps {
		out[i] = w.Step(&o.Steps[i])
	}
	return out
}

// change reads the facts of one step.
type change struct {
	w *Words
	s *report.Step
}

// value gives a fact; nil for one that is not there.
func (c change) value(name string) any {
	for _, f := range c.s.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

func (c change) has(name string) bool { return c.value(name) != nil }

func (c change) text(name string) string {
	text, _ := c.value(name).(string)
	return text
}

func (c change) number(name string) float64 {
	v, _ := c.value(name).(float64)
	return v
}

// facility names the facility of a fact.
func (c change) facility(name string) string { return c.named(c.text(name)) }

func (c change) named(id string) string {
	for i := range c.s.Places {
		if p := &c.s.Places[i]; p.ID == id && p.Name != "" {
			return c.w.Name(p.Names)
		}
	}
	return id
}

// building names the building that a change names.
func (c change) building() string {
	for _, b := range c.s.Buildings {
		return c.w.Name(b.Names)
	}
	return c.text("building")
}

// called names the services of a change that names something of theirs.
func (c change) called() string {
	var out []string
	for _, v := range c.s.Services {
		out = append(out, c.w.Name(v.Short))
	}
	return strings.Join(out, ", ")
}

// services names the services that a change names.
func (c change) services() string {
	ids, _ := c.value("services").([]string)
	if id := c.text("service"); id != "" {
		ids = append(slices.Clone(ids), id)
	}
	out := make([]string, len(ids))
	for k, id := range ids {
		out[k] = id
		for _, v := range c.s.Services {
			if v.ID == id {
				out[k] = c.w.Name(v.Short)
			}
		}
	}
	return strings.Join(out, ", ")
}

// where names the facilities that a change is about; none are all.
func (c change) where() string {
	ids, _ := c.value("facilities").([]string)
	if id := c.text("facility"); id != "" {
		ids = []string{id}
	}
	if len(ids) == 0 {
		return c.w.Text("step.everywhere")
	}
	names := make([]string, len(ids))
	for k, id := range ids {
		names[k] = c.named(id)
	}
	return c.w.Text("step.at", "facilities", names)
}

// fit is what the model places: rooms, staff or both.
func (c change) fit() string {
	if words, _ := c.value("fit").([]string); len(words) == 1 {
		return words[0]
	}
	return "both"
}

// days gives the days a week of the hours of a change; "" where it has none.
func (c change) days() string {
	hours, _ := c.value("hours").([]report.Fact)
	for _, f := range hours {
		if f.Name == "days_per_week" {
			return c.w.Text("step.days", "days", f.Value)
		}
	}
	return ""
}

// units counts the vehicles or teams of a mobile unit.
func (c change) units() int {
	if n, ok := c.value("count").(int); ok {
		return n
	}
	return 1
}

// capacity lists what a change of capacity sets.
func (c change) capacity() string {
	var parts []string
	for _, name := range []string{"fte", "rooms", "fte_factor", "rooms_factor"} {
		if v, ok := c.value(name).(float64); ok {
			parts = append(parts, c.w.Text("step."+name, "value", v))
		}
	}
	return strings.Join(parts, ", ")
}

// access lists what a change of access sets.
func (c change) access() string {
	var parts []string
	if known := c.text("barrier_free"); known != "" {
		parts = append(parts, c.w.Text("step.barrier_free_"+known))
	}
	if known := c.text("swedish"); known != "" {
		text := c.w.Text("step.swedish_" + known)
		if services := c.services(); services != "" {
			text = services + " " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// stops counts the stops of a mobile unit.
func (c change) stops() int {
	stops, _ := c.value("stops").([][]report.Fact)
	return len(stops)
}
