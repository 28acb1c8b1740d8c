package words

import (
	"math"
	"slices"
	"strings"

	"saavu/pkg/report"
)

// Changes are the changes of one kind of an option: the kind in a word, and what it is
// done to.
type Changes struct {
	Lead  string
	Items []string
}

// kinds are the kinds of changes in the order in which Grouped gives them.
var kinds = []string{"merge", "close", "move", "open", "open-other", "add-mobile", "set-hours", "add-remote", "contract", "harmonise", "set-capacity", "set-access", "set", "fit"}

// Grouped says what changes do, by kind: facilities to which the same is done share an
// item.
func (w *Words) Grouped(steps []report.Step) []Changes {
	var out []Changes
	for _, kind := range kinds {
		c := Changes{Lead: w.Text("changes." + kind)}
		var names [][]string // of facilities, by item that begins with them
		for i := range steps {
			x := change{w, &steps[i]}
			if x.kind() != kind {
				continue
			}
			facilities, rest := x.parts()
			at := -1
			if facilities != nil {
				at = slices.Index(c.Items, rest)
			}
			if at < 0 {
				at, c.Items, names = len(c.Items), append(c.Items, rest), append(names, nil)
			}
			names[at] = append(names[at], facilities...)
		}
		for i, list := range names {
			switch {
			case list != nil && c.Items[i] != "":
				c.Items[i] = enumerated(list) + " (" + c.Items[i] + ")"
			case list != nil:
				c.Items[i] = enumerated(list)
			}
		}
		if c.Items != nil {
			out = append(out, c)
		}
	}
	return out
}

// enumerated lists names, with semicolons if a name has a comma.
func enumerated(names []string) string {
	if slices.ContainsFunc(names, func(s string) bool { return strings.Contains(s, ",") }) {
		return strings.Join(names, "; ")
	}
	return strings.Join(names, ", ")
}

// kind is the kind of a change; places of other producers are a kind of their own.
func (c change) kind() string {
	if production := c.text("production"); c.s.Kind == "open" && production != "" && production != "own" {
		return "open-other"
	}
	return c.s.Kind
}

// parts gives the facilities of a change and what is done to them in brackets, or, with
// no facilities, the whole change without its verb.
func (c change) parts() (facilities []string, rest string) {
	one := []string{c.facility("facility")}
	switch c.s.Kind {
	case "close":
		return one, c.services()
	case "open":
		return one, joined(c.services(), c.week("hours"))
	case "move":
		return nil, joined(one[0], c.distance())
	case "merge":
		return nil, one[0] + " → " + c.facility("into")
	case "set-hours":
		return c.places(), joined(c.services(), c.week("hours"))
	case "set-access":
		return c.places(), c.access()
	case "add-mobile":
		key := "changes.mobile"
		switch {
		case c.value("schools") == true && c.stops() == 0:
			key = "changes.mobile_schools"
		case c.value("schools") == true:
			key = "changes.mobile_both"
		}
		return nil, c.w.Text(key, "count", c.units(), "unit", report.Term{List: "unit_kind", Word: c.text("kind")}, "stops", c.stops(), "services", c.services())
	case "add-remote":
		return nil, c.w.Text("changes.share", "service", c.services(), "share", c.w.Fixed(100*c.number("share"), 0))
	case "harmonise":
		return nil, c.services()
	case "fit":
		return nil, c.w.Text("changes.fit_" + c.fit())
	case "set":
		return nil, c.w.Text("changes.value", "parameter", report.Parameter{Path: c.text("path"), Names: c.s.Parameter}, "value", c.number("value"))
	}
	return nil, c.w.Step(c.s)
}

// joined joins the parts of a text that are there.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// places names the facilities of a change; none stand for all.
func (c change) places() []string {
	ids, _ := c.value("facilities").([]string)
	var out []string
	for _, id := range ids {
		out = append(out, c.named(id))
	}
	if out == nil {
		return []string{c.w.Text("step.everywhere")}
	}
	return out
}

// week says how often a place is open: its days if they are fewer than five, evenings
// and Saturday.
func (c change) week(name string) string {
	var parts []string
	hours, _ := c.value(name).([]report.Fact)
	for _, f := range hours {
		days, _ := f.Value.([]int)
		switch {
		case f.Name == "days" && len(days) > 0 && len(days) < 5:
			parts = append(parts, c.w.Text("changes.days", "days", len(days)))
		case f.Name == "evening" && len(days) > 0:
			parts = append(parts, c.w.Text("changes.evenings", "days", len(days)))
		case f.Name == "saturday" && f.Value == true:
			parts = append(parts, c.w.Text("changes.saturday"))
		case f.Name == "every_days":
			parts = append(parts, c.w.Text("changes.every", "days", f.Value))
		}
	}
	return strings.Join(parts, ", ")
}

// distance is how far a facility moves; "" where that is not known.
func (c change) distance() string {
	for _, p := range c.s.Places {
		if len(p.From) == 2 && len(p.To) == 2 {
			return c.w.Fixed(math.Hypot(p.To[0]-p.From[0], p.To[1]-p.From[1])/1000, 1) + c.w.Gap() + "km"
		}
	}
	return ""
}
