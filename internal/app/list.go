package app

import (
	"slices"

	"saavu/internal/export/inventory"
	"saavu/internal/load"
	"saavu/internal/naming"
)

// listing is one kind of things that can be listed. Its function starts its list and
// returns all things of the kind in the order of the county's tables, with a
// function that adds the row of one of them.
type listing struct {
	kind, one string
	of        func(c *load.County, l *inventory.List) ([]naming.Thing, adder, error)
}

var listings = []listing{
	{"facilities", "facility", listFacilities},
	{"services", "service", listServices},
	{"parameters", "parameter", listParameters},
	{"professions", "profession", listProfessions},
	{"options", "option", listOptions},
	{"rules", "rule", listRules},
}

// ListKinds lists the kinds of List.
func ListKinds() []string {
	var out []string
	for _, l := range listings {
		out = append(out, l.kind)
	}
	return out
}

// List lists the county's things of one kind that have all words in their ids, names
// in any language, types or areas, with notes about the county's store. A word that
// matches nothing is Unknown.
func (s *Session) List(kind, words string) (*inventory.List, []string, error) {
	c := s.county
	i := slices.IndexFunc(listings, func(l listing) bool { return l.kind == kind })
	if i < 0 {
		return nil, nil, &Unknown{What: "list of", Name: kind, Known: ListKinds()}
	}
	l := inventory.New(kind, words)
	l.Of(c.ID, c.Name, c.Names, c.Synthetic, c.Demo)
	things, add, err := listings[i].of(c, l)
	if err != nil {
		return nil, nil, err
	}
	found := naming.Search(words, things)
	if len(found) == 0 && len(things) > 0 {
		return nil, nil, &Unknown{What: listings[i].one, Name: words, Hint: meant(words, things)}
	}
	l.All = len(things)
	for _, k := range found {
		add(l, k)
	}
	return l, c.Asides, nil
}
