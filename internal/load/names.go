package load

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
	"saavu/pkg/lang"
	"saavu/pkg/scenario"
)

// longestShort is how many characters a short form may have in a table heading.
const longestShort = 16

// fewNames is how many things a note names of each kind.
const fewNames = 3

// languageWords are the languages in words.
var languageWords = map[lang.Language]string{lang.English: "English", lang.Finnish: "Finnish", lang.Swedish: "Swedish"}

// namedThing is something with names by language. Without names, one text serves in
// every language.
type namedThing struct {
	id           string
	names, short lang.Name
}

// namedKind holds all things of a kind.
type namedKind struct {
	one, many string
	heads     bool // they appear in table headings
	rows      bool // of a table: one text does not serve a language in which another row has a name
	list      []namedThing
}

// NameNotes lists the names of the county and of some options that are missing in a
// language, and unsuitable short forms.
func (c *County) NameNotes(options []scenario.Option) []string {
	kinds := c.namedKinds(options)
	var out, parts []string
	for _, l := range lang.Languages() {
		var missing []string
		for i := range kinds {
			if ids := kinds[i].without(l); ids != nil {
				missing = append(missing, kinds[i].counted(len(ids))+" ("+problem.Listed(ids, fewNames)+")")
			}
		}
		if missing != nil {
			parts = append(parts, languageWords[l]+": "+strings.Join(missing, ", "))
		}
	}
	if parts != nil {
		out = append(out, "names missing in a language, where another language is used instead: "+strings.Join(parts, "; "))
	}
	long, twice := shortFaults(kinds)
	if long != nil {
		out = append(out, fmt.Sprintf("short forms of more than %d characters: %s", longestShort, problem.Listed(long, 2*fewNames)))
	}
	if twice != nil {
		out = append(out, "short forms used for several things: "+problem.Listed(twice, 2*fewNames))
	}
	return out
}

// without lists the things that have no name in a language.
func (k *namedKind) without(l lang.Language) []string {
	known := k.rows && slices.ContainsFunc(k.list, func(x namedThing) bool { return x.names.Own(l) != "" })
	var ids []string
	for _, x := range k.list {
		if x.names.Own(l) == "" && (known || x.names != (lang.Name{})) {
			ids = append(ids, x.id)
		}
	}
	return ids
}

// counted formats a number of things of the kind.
func (k *namedKind) counted(n int) string {
	if n == 1 {
		return "1 " + k.one
	}
	return strconv.Itoa(n) + " " + k.many
}

// shortFaults lists the short forms that are too long, and those that several
// things of a kind share in a language, each once. A thing without a short form
// uses its name.
func shortFaults(kinds []namedKind) (long, twice []string) {
	add := func(list *[]string, fault string) {
		if !slices.Contains(*list, fault) {
			*list = append(*list, fault)
		}
	}
	for _, k := range kinds {
		for _, l := range lang.Languages() {
			by := map[string]string{} // short form to the first thing that has it
			for _, x := range k.list {
				text := x.short.Or(x.names).In(l)
				if first, taken := by[text]; taken && k.heads {
					add(&twice, fmt.Sprintf("%q of the %s %s and %s", text, k.many, first, x.id))
				} else if k.heads && utf8.RuneCountInString(text) > longestShort {
					add(&long, fmt.Sprintf("%q of the %s %s", text, k.one, x.id))
				}
				by[text] = x.id
			}
		}
	}
	return long, twice
}

// namedKinds lists all things with names.
func (c *County) namedKinds(options []scenario.Option) []namedKind {
	services := namedKind{one: "service", many: "services", heads: true}
	for _, s := range c.Base.Network.Services {
		services.list = append(services.list, namedThing{s.ID, s.Name, s.Short})
	}
	plans := namedKind{one: "option", many: "options", heads: true}
	for _, o := range options {
		plans.list = append(plans.list, namedThing{o.ID, o.Names, o.Short.Or(o.Names.Every(o.Name))})
	}
	areas := namedKind{one: "area", many: "areas", rows: true}
	for _, a := range c.Base.Grid.Areas {
		areas.list = append(areas.list, namedThing{id: a.ID, names: a.Names})
	}
	facilities := namedKind{one: "facility", many: "facilities", rows: true}
	for _, f := range c.Base.Network.Facilities {
		facilities.list = append(facilities.list, namedThing{id: f.ID, names: f.Names})
	}
	buildings := namedKind{one: "building", many: "buildings", rows: true}
	for _, b := range c.Base.Network.Buildings {
		buildings.list = append(buildings.list, namedThing{id: b.ID, names: b.Names})
	}
	rules := namedKind{one: "rule", many: "rules"}
	for _, r := range c.Rules {
		rules.list = append(rules.list, namedThing{id: r.ID, names: r.Texts})
	}
	known := namedKind{one: "known figure", many: "known figures"}
	for _, k := range c.Known {
		known.list = append(known.list, namedThing{id: k.What, names: k.Whats})
	}
	parameters := namedKind{one: "parameter", many: "parameters"}
	for _, p := range c.Base.Params.All() {
		parameters.list = append(parameters.list, namedThing{id: p.Path, names: p.Name})
	}
	return []namedKind{services, plans, areas, facilities, buildings, rules, known, parameters}
}
