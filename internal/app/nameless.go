package app

import (
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// nameless is a kind of words of the county's files that the catalog may have no names
// for, so that reports show them as they are written, in every language.
type nameless struct {
	kind, list string // in words, and the list of terms of the catalog
	ids        []string
}

// add adds a word that the catalog does not have, once.
func (k *nameless) add(id string) {
	if id != "" && !words.Has(k.list+"."+id) && !slices.Contains(k.ids, id) {
		k.ids = append(k.ids, id)
	}
}

// idNotes lists what reports of some options show by its id, because neither the county nor the catalog
// of words has a name for it.
func idNotes(c *load.County, options []scenario.Option) []string {
	partitions, members := nameless{kind: "partitions", list: "division"}, nameless{kind: "members of partitions", list: "member"}
	professions, types, units := nameless{kind: "professions", list: "profession"}, nameless{kind: "types of facilities", list: "facility_type"}, nameless{kind: "kinds of mobile units", list: "unit_kind"}
	g, n := c.Base.Grid, c.Base.Network
	for i := range g.Areas {
		a := &g.Areas[i]
		for _, name := range slices.Sorted(maps.Keys(a.Partitions)) {
			partitions.add(name)
			if part := a.Partitions[name]; part != a.ID { // else it has the names of the area
				members.add(part)
			}
		}
	}
	for i := range g.Partitions {
		p := &g.Partitions[i]
		partitions.add(p.Name)
		for _, m := range p.Members {
			if unnamed(m) {
				members.add(m.ID)
			}
		}
	}
	for i := range n.Services {
		for _, s := range n.Services[i].Staff {
			professions.add(s.Profession)
		}
	}
	for i := range n.Facilities {
		types.add(n.Facilities[i].Type)
	}
	for _, o := range options {
		for _, ch := range o.Changes {
			if unit, ok := ch.(*scenario.AddMobile); ok {
				units.add(unit.UnitKind)
			}
		}
	}
	var parts []string
	for _, k := range []nameless{partitions, members, professions, types, units} {
		if k.ids != nil {
			parts = append(parts, k.kind+" ("+problem.Listed(k.ids, fewIDs)+")")
		}
	}
	if parts == nil {
		return nil
	}
	return []string{"without a name, so their ids are shown in every language: " + strings.Join(parts, ", ")}
}

// fewIDs is how many ids a note lists of each kind.
const fewIDs = 3

// unnamed reports whether a member of a partition has only its id.
func unnamed(m population.Member) bool {
	return m.Names == (lang.Name{}) && (m.Name == "" || m.Name == m.ID)
}
