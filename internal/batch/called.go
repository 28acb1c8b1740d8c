package batch

import (
	"math"
	"strings"

	"saavu/internal/load"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/population"
)

// The kinds of things that a run names.
const (
	kindOption   = "option"
	kindService  = "service"
	kindArea     = "area"
	kindFacility = "facility"
	kindCounty   = "county"
	kindRule     = "rule"
)

// NamesRecord are the names of what the tables of a run know by id: by kind, COUNTY/ID and
// language. What has no name but its id is left out.
type NamesRecord map[string]map[string]titles

// add notes a name.
func (n NamesRecord) add(kind, county, id string, name lang.Name) {
	of := titlesOf(name)
	if len(of) == 0 {
		return
	}
	if n[kind] == nil {
		n[kind] = map[string]titles{}
	}
	n[kind][county+"/"+id] = of
}

// names are those of the counties and the options of a run, and the target groups of
// services by COUNTY/SERVICE.
func (w *work) names() (NamesRecord, map[string]string) {
	out, targets := NamesRecord{}, map[string]string{}
	for _, c := range w.counties {
		id, n := c.of.ID, c.of.Base.Network
		out.add(kindCounty, id, "", c.of.Names.Every(c.of.Name))
		for i := range n.Services {
			out.add(kindService, id, n.Services[i].ID, n.Services[i].Name)
			targets[id+"/"+n.Services[i].ID] = n.Services[i].Target.String()
		}
		for i := range n.Facilities {
			out.add(kindFacility, id, n.Facilities[i].ID, n.Facilities[i].Called())
		}
		for i := range c.of.Base.Grid.Areas {
			a := &c.of.Base.Grid.Areas[i]
			out.add(kindArea, id, a.ID, a.Names.Every(a.Name))
		}
		for i := range c.of.Rules {
			out.add(kindRule, id, c.of.Rules[i].ID, c.of.Rules[i].Texts.Every(c.of.Rules[i].Text))
		}
	}
	for _, g := range w.groups {
		for i := range g.batch.Options {
			o := &g.batch.Options[i]
			out.add(kindOption, g.county.of.ID, o.ID, o.Names.Every(o.Name))
		}
	}
	return out, targets
}

// calling writes ids as names and figures in their units, in one language.
type calling struct {
	*words.Words
	names   []NamesRecord // the first that has a name is taken
	several bool          // there are several counties
}

// the is the name of something, its id if it has none.
func (c *calling) the(kind, county, id string) string {
	for _, n := range c.names {
		if of := n[kind][county+"/"+id]; len(of) > 0 {
			return oneLine(c.Name(of.name()))
		}
	}
	return id
}

// county is the name of a county, with its id if another one has the same name.
func (c *calling) county(id string) string {
	name := c.the(kindCounty, id, "")
	for _, n := range c.names {
		for other := range n[kindCounty] {
			if other = strings.TrimSuffix(other, "/"); other != id && c.the(kindCounty, other, "") == name {
				return name + " (" + id + ")"
			}
		}
	}
	return name
}

// name returns titles as a name.
func (t titles) name() lang.Name {
	return lang.Name{En: t[lang.English], Fi: t[lang.Finnish], Sv: t[lang.Swedish]}
}

// oneLine puts spaces in place of line breaks and tabs.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// setOf is the parameter set in the name of a task.
func setOf(task string) string {
	p := strings.Split(task, "/")
	if len(p) < 5 {
		return ""
	}
	return strings.Join(p[3:len(p)-1], "/")
}

// optionOf is the id of the option in the name of a task.
func optionOf(task string) string {
	_, rest, _ := strings.Cut(task, "/")
	id, _, _ := strings.Cut(rest, "/")
	return id
}

// task is a task in words: the name of its option, the year, the frame and the set.
func (c *calling) task(name string) string {
	p := strings.Split(name, "/")
	if len(p) < 5 {
		return name
	}
	county, option, year, set, frame := p[0], p[1], p[2], setOf(name), p[len(p)-1]
	out := []string{c.the(kindOption, county, option), year, c.Term("frame", frame)}
	if set != load.PlainSet {
		out = append(out, c.Text("batch.set", "set", set))
	}
	if c.several {
		out = append([]string{c.county(county)}, out...)
	}
	return strings.Join(out, ", ")
}

// measure is a measure in words.
func (c *calling) measure(name string) string {
	if kind, ok := strings.CutPrefix(name, costPrefix); ok {
		return c.Text("diff.cost", "line", c.Term("line", kind))
	}
	return c.Term("named", name)
}

// place is a figure in words: the service, the measure, and the area, group or point.
// target is the group that the service is for, which needs no words.
func (c *calling) figure(county, target string, p place) string {
	out := c.measure(p.measure)
	if p.service != "" {
		out = c.the(kindService, county, p.service) + ": " + out
	}
	var of []string
	if p.area != "" {
		of = append(of, c.the(kindArea, county, p.area))
	}
	if p.facility != "" {
		of = append(of, c.the(kindFacility, county, p.facility))
	}
	if p.group != "" && p.group != target {
		of = append(of, c.people(p.group))
	}
	if of != nil {
		out += " (" + strings.Join(of, ", ") + ")"
	}
	return out
}

// people is the group of a figure in words: people, a payer or a profession.
func (c *calling) people(name string) string {
	for _, list := range []string{"payer", "profession"} {
		if words.Has(list + "." + name) {
			return c.Term(list, name)
		}
	}
	if name == population.Everyone().String() {
		return c.Ages(population.Everyone())
	}
	return c.Group(name)
}

// amount is a value in its unit; a share is in per cent.
func (c *calling) amount(v float64, unit string) string {
	gap := c.Gap()
	switch unit {
	case "share":
		return c.Fixed(100*v, 1) + gap + "%"
	case "min":
		return c.Fixed(v, 1) + gap + "min"
	case "people":
		return c.People(v)
	case "contacts/year", "EUR/year", "EUR", "h/year", "EUR/person":
		return c.Amount(v) + gap + c.Unit(unit)
	}
	return c.Amount(v) // the name of the figure says what it counts
}

// maybe is a value that may be unknown.
func (c *calling) maybe(v *float64, unit string) string {
	if v == nil {
		return c.Text("diff.unknown")
	}
	return c.amount(*v, unit)
}

// change is a change with its sign; that of a share is in percentage points.
func (c *calling) change(v float64, unit string) string {
	sign := ""
	switch {
	case v == 0:
		return "0"
	case v > 0:
		sign = "+"
	}
	if unit == "share" {
		decimals := 1
		if math.Abs(v) < 0.001 {
			decimals = 4
		}
		return c.Signed(100*v, decimals) + c.Gap() + c.Text("batch.points")
	}
	return sign + c.amount(v, unit)
}

// way is a direction in words.
func (c *calling) way(direction string) string {
	switch direction {
	case Better:
		return c.Text("diff.better")
	case Worse:
		return c.Text("diff.worse")
	case Lower:
		return c.Text("diff.lower")
	case Higher:
		return c.Text("diff.higher")
	}
	return c.Text("diff.neither")
}

// named is the figure of a gate in words, with was before it if it is that of an earlier
// night.
func (c *calling) named(f *figure, u *use, county, target string) string {
	text := ""
	switch f.kind {
	case inTable:
		text = c.figure(county, target, f.place())
	default:
		text = c.Term("named", strings.TrimPrefix(strings.TrimPrefix(u.name, "was."), "was"))
	}
	if u.was {
		text = c.Text("batch.was", "figure", text)
	}
	return text
}

func (f *figure) place() place { return place{f.service, f.area, f.group, f.facility, f.measure} }
