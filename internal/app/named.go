package app

import (
	"fmt"
	"slices"
	"strings"

	"saavu/internal/load"
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

// hint is what there is to say of a name, should the change be refused there.
type hint struct {
	text    string
	instead bool // of the hint that an unknown id gets
}

// understand puts ids in the place of the names that a request gives to options,
// services and what its changes are about, and notes each. A name that fits several
// things, or none, stays: it is refused where its id is looked up.
func (q *Request) understand(c *load.County) (notes []string) {
	t := &taking{}
	all := c.Base.Network.Services
	if !slices.Contains(append(serviceNames(all), ""), q.Service) {
		q.Service, _ = t.take("service", q.Service, askableServices(all))
	}
	options := (&chosen{county: c}).things()
	q.Options = slices.Clone(q.Options)
	for i, word := range q.Options {
		if !isFile(word) {
			q.Options[i], _ = t.take("option", word, options)
		}
	}
	if q.beside != "" && !isFile(q.beside) {
		q.beside, _ = t.take("option", q.beside, options)
	}
	q.WhatIf, q.hints = t.changes(c, q.WhatIf)
	return t.notes
}

// explain says of refused names what they fit, or what was probably meant.
func (q *Request) explain(refused load.Refusals) {
	for i := range refused {
		r := &refused[i]
		h, ok := q.hints[place{r.Change, r.Field}]
		if ok && r.Option == WhatIfID && r.File == "" && (h.instead || r.Hint == "") {
			r.Hint = h.text
		}
	}
}

// taking gathers the notes on the names that were understood.
type taking struct{ notes []string }

// take gives the id of what a text names, or the text where that is not one thing.
func (t *taking) take(what, text string, things []naming.Thing) (string, hint) {
	m := naming.Named(text, things)
	if len(m.Fits) != 1 {
		return text, hint{meant(text, things), true}
	}
	named := things[m.Fits[0]]
	if named.ID == text {
		return text, hint{}
	}
	note := fmt.Sprintf("%s %q is taken as %s", what, text, shown(named))
	also := hint{}
	if m.Also != nil {
		also.text = fmt.Sprintf("%q fits %s, too", text, together(m.Also, things, "and"))
		note += ", whose name it is; it fits " + together(m.Also, things, "and") + ", too"
	}
	t.notes = append(t.notes, note)
	return named.ID, also
}

// meant says what a text fits as a name, if that is several things, or else what it
// is near to; "" for nothing.
func meant(text string, things []naming.Thing) string {
	if m := naming.Named(text, things); len(m.Fits) > 1 {
		return "it fits several: " + together(m.Fits, things, "and")
	}
	if near := naming.Near(text, things); near != nil {
		return "did you mean " + together(near, things, "or") + "?"
	}
	return ""
}

// mostNamed is how many things a hint names.
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

// shown gives an id, with the first name behind it where that is another text.
func shown(t naming.Thing) string {
	if len(t.Names) == 0 || t.Names[0] == "" || slices.Equal(naming.Words(t.Names[0]), naming.Words(t.ID)) {
		return t.ID
	}
	return t.ID + " (" + t.Names[0] + ")"
}

// changes puts ids in the place of names in copies of changes. An id that a change
// gives to something new is that thing's in all of them.
func (t *taking) changes(c *load.County, list []scenario.Change) ([]scenario.Change, map[place]hint) {
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
			id, h := t.take(m.what, *m.id, things)
			if *m.id = id; h.text != "" {
				hints[place{i, m.field}] = h
			}
		}
	}
	return out, hints
}

// alike notes that the id of a new facility is a name of what is there already.
func (t *taking) alike(n *network.Network, id string) {
	things := facilityThings(n)
	if m := naming.Named(id, things); n.Facility(id) < 0 && m.Fits != nil {
		t.notes = append(t.notes, fmt.Sprintf("facility %q is a new one, as a place is given; its id fits %s as a name", id, together(m.Fits, things, "and")))
	}
}

func facilityThings(n *network.Network) []naming.Thing {
	var out []naming.Thing
	for _, i := range population.InOrder(n.Order, len(n.Facilities)) {
		out = append(out, naming.Thing{ID: n.Facilities[i].ID, Names: called(n.Facilities[i].Name, n.Facilities[i].Names)})
	}
	return out
}

// called lists what a thing is called: the name that it has, then those by language.
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

// askableServices gives what a request can ask for: services, and several together.
func askableServices(all []network.Service) []naming.Thing {
	out := serviceThings(all)
	for _, id := range serviceNames(all)[len(all):] {
		out = append(out, naming.Thing{ID: id})
	}
	return out
}

// parameterThings go by their paths, which are their names, too.
func parameterThings(tree params.Tree) []naming.Thing {
	var out []naming.Thing
	for _, p := range tree.All() {
		out = append(out, naming.Thing{ID: p.Path})
	}
	return out
}

// things gives the county's options, and today.
func (ch *chosen) things() []naming.Thing {
	var out []naming.Thing
	for _, id := range ch.names() {
		o, _ := ch.known(id)
		out = append(out, naming.Thing{ID: id, Names: called(o.Name, o.Names)})
	}
	return out
}
