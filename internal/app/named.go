package app

import (
	"fmt"
	"slices"
	"strings"

	"saavu/internal/load"
	"saavu/internal/load/optionfile"
	"saavu/internal/naming"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// place is a field of a change of Request.WhatIf.
type place struct {
	change int
	field  string
}

// hint is a hint about a name, in case the change is refused there.
type hint struct {
	text    string
	instead bool // replaces the hint that an unknown id gets
}

// resolve replaces names in a request by ids, for options, services and the things
// in its changes, and notes each. A name that matches several things or none stays,
// and is refused where its id is looked up.
func (q *Request) resolve(c *load.County) (notes []string) {
	t := &resolver{}
	all := c.Base.Network.Services
	if !slices.Contains(append(serviceNames(all), ""), q.Service) {
		q.Service, _ = t.resolve("service", q.Service, askableServices(all))
	}
	options := (&chosen{county: c}).things()
	q.Options = slices.Clone(q.Options)
	for i, word := range q.Options {
		if !isFile(word) {
			q.Options[i], _ = t.resolve("option", word, options)
		}
	}
	if q.measuredAgainst != "" && !isFile(q.measuredAgainst) {
		q.measuredAgainst, _ = t.resolve("option", q.measuredAgainst, options)
	}
	q.WhatIf, q.hints = t.changes(c, q.WhatIf)
	return t.notes
}

// explain adds to refusals what their names match or probably mean.
func (q *Request) explain(refused optionfile.Refusals) {
	for i := range refused {
		r := &refused[i]
		h, ok := q.hints[place{r.Change, r.Field}]
		if ok && r.Option == WhatIfID && r.File == "" && (h.instead || r.Hint == "") {
			r.Hint = h.text
		}
	}
}

// resolver collects the notes on the names that it resolves.
type resolver struct{ notes []string }

// resolve returns the id of what a text names, or the text if that is not a single
// thing.
func (t *resolver) resolve(what, text string, things []naming.Thing) (string, hint) {
	m := naming.Named(text, things)
	if len(m.Fits) != 1 {
		return text, hint{meant(text, things), true}
	}
	named := things[m.Fits[0]]
	if named.ID == text {
		return text, hint{}
	}
	note := fmt.Sprintf("%s %q is read as %s", what, text, shown(named))
	also := hint{}
	if m.Also != nil {
		also.text = fmt.Sprintf("%q fits %s, too", text, together(m.Also, things, "and"))
		note += ", which has exactly this name; it also fits " + together(m.Also, things, "and")
	}
	t.notes = append(t.notes, note)
	return named.ID, also
}

// meant states what a text matches as a name, if that is several things, or else
// what it is close to; "" for nothing.
func meant(text string, things []naming.Thing) string {
	if m := naming.Named(text, things); len(m.Fits) > 1 {
		return "it matches several: " + together(m.Fits, things, "and")
	}
	if near := naming.Near(text, things); near != nil {
		return "did you mean " + together(near, things, "or") + "?"
	}
	return ""
}

// mostNamed is the largest number of things that a hint names.
const mostNamed = 6

// together lists things with their names.
func together(list []int, things []naming.Thing, last string) string {
	var out []string
	for _, i := range list[:min(len(list), mostNamed)] {
		out = append(out, shown(things[i]))
	}
	if more := len(list) - len(out); more > 0 {
		out = append(out, fmt.Sprintf("%d more", more))
		last = "and"
	}
	if n := len(out) - 1; n > 0 {
		return strings.Join(out[:n], ", ") + " " + last + " " + out[n]
	}
	return out[0]
}

// shown returns an id, followed by the first name if that is another text.
func shown(t naming.Thing) string {
	if len(t.Names) == 0 || t.Names[0] == "" || slices.Equal(naming.Words(t.Names[0]), naming.Words(t.ID)) {
		return t.ID
	}
	return t.ID + " (" + t.Names[0] + ")"
}

// changes replaces names by ids in copies of changes. An id that a change gives to
// something new means that thing in all of them.
func (t *resolver) changes(c *load.County, list []scenario.Change) ([]scenario.Change, map[place]hint) {
	n := c.Base.Network
	out, found := slices.Clone(list), make([][]mention, len(list))
	var made []naming.Thing
	for i := range out {
		out[i], found[i] = mentions(out[i])
		for _, m := range found[i] {
			if m.made {
				made = append(made, naming.Thing{ID: *m.id})
				t.alike(n, *m.id)
			}
		}
	}
	hints := map[place]hint{}
	for i := range found {
		for _, m := range found[i] {
			var things []naming.Thing
			switch _, known := c.Base.Params.Get(*m.id); {
			case *m.id == "" || m.made:
				continue
			case m.what == "facility" && n.Facility(*m.id) < 0:
				things = append(facilityThings(n), made...)
			case m.what == "service" && n.Service(*m.id) < 0:
				things = serviceThings(n.Services)
			case m.what == "parameter" && !known:
				things = parameterThings(c.Base.Params)
			default:
				continue
			}
			id, h := t.resolve(m.what, *m.id, things)
			if *m.id = id; h.text != "" {
				hints[place{i, m.field}] = h
			}
		}
	}
	return out, hints
}

// alike notes that the id of a new facility is a name of an existing one.
func (t *resolver) alike(n *network.Network, id string) {
	things := facilityThings(n)
	if m := naming.Named(id, things); n.Facility(id) < 0 && m.Fits != nil {
		t.notes = append(t.notes, fmt.Sprintf("facility %q is new, because a place is given; its id is also a name of %s", id, together(m.Fits, things, "and")))
	}
}

func facilityThings(n *network.Network) []naming.Thing {
	var out []naming.Thing
	for _, i := range population.InOrder(n.Order, len(n.Facilities)) {
		out = append(out, naming.Thing{ID: n.Facilities[i].ID, Names: called(n.Facilities[i].Name, n.Facilities[i].Names)})
	}
	return out
}

// called lists the names of a thing: its own name, then the names by language.
func called(name string, by lang.Name) []string {
	out := []string{name}
	for _, l := range lang.Languages() {
		if own := by.Own(l); own != "" && !slices.Contains(out, own) {
			out = append(out, own)
		}
	}
	return out
}

func serviceThings(all []network.Service) []naming.Thing {
	out := make([]naming.Thing, len(all))
	for i := range all {
		name := all[i].Name
		out[i] = naming.Thing{ID: all[i].ID, Names: []string{name.En, name.Fi, name.Sv}}
	}
	return out
}

// askableServices returns what a request can name: services, bundles and all.
func askableServices(all []network.Service) []naming.Thing {
	out := serviceThings(all)
	for _, id := range serviceNames(all)[len(all):] {
		out = append(out, naming.Thing{ID: id})
	}
	return out
}

// parameterThings are the parameters; their paths are their names.
func parameterThings(tree params.Tree) []naming.Thing {
	var out []naming.Thing
	for _, p := range tree.All() {
		out = append(out, naming.Thing{ID: p.Path})
	}
	return out
}

// things returns the county's options, including today.
func (ch *chosen) things() []naming.Thing {
	var out []naming.Thing
	for _, id := range ch.names() {
		o, _ := ch.known(id)
		out = append(out, naming.Thing{ID: id, Names: called(o.Name, o.Names)})
	}
	return out
}
