package app

import (
	"slices"

	"saavu/internal/engine"
	"saavu/internal/export/inventory"
	"saavu/internal/load"
	"saavu/internal/naming"
	"saavu/pkg/lang"
	"saavu/pkg/population"
)

// adder adds the row of the i-th thing to a list.
type adder func(l *inventory.List, i int)

func listFacilities(c *load.County, l *inventory.List) ([]naming.Thing, adder, error) {
	n := c.Base.Network
	order := population.InOrder(n.Order, len(n.Facilities))
	areas := map[string]lang.Name{}
	for _, a := range c.Base.Grid.Areas {
		areas[a.ID] = a.Names.Or(lang.Same(a.Name))
	}
	things := facilityThings(n)
	for k, i := range order {
		f := &n.Facilities[i]
		things[k].About = []string{f.Type, f.Area, areas[f.Area].En, areas[f.Area].Fi, areas[f.Area].Sv, string(f.Status)}
	}
	l.Facilities = []inventory.ListedFacility{}
	return things, func(l *inventory.List, k int) {
		l.Facilities = append(l.Facilities, inventory.FacilityOf(n, order[k], areas[n.Facilities[order[k]].Area]))
	}, nil
}

func listServices(c *load.County, l *inventory.List) ([]naming.Thing, adder, error) {
	n := c.Base.Network
	things := serviceThings(n.Services)
	for i, s := range n.Services {
		things[i].About = []string{s.Bundle, string(s.Tier)}
	}
	l.Services = []inventory.ListedService{}
	return things, func(l *inventory.List, i int) { l.Services = append(l.Services, inventory.ServiceOf(n, i)) }, nil
}

func listParameters(c *load.County, l *inventory.List) ([]naming.Thing, adder, error) {
	things, all := parameterThings(c.Base.Params), c.Base.Params.All()
	readings := engine.Readings{}
	readings.Of(&c.Base, c.Options)
	for i, p := range all {
		things[i].About = []string{english.Parameter(p.Path, p.Name), p.Text, p.Unit, p.Src.String(), p.Ref}
	}
	l.Parameters = []inventory.ListedParameter{}
	return things, func(l *inventory.List, i int) {
		var by engine.Reading
		if r := readings[all[i].Path]; r != nil {
			by = *r
		}
		l.Parameters = append(l.Parameters, inventory.ParameterOf(all[i]).Read(by.Steps, by.Services, c.Base.Network))
	}, nil
}

func listProfessions(c *load.County, l *inventory.List) ([]naming.Thing, adder, error) {
	n := c.Base.Network
	all := inventory.Professions(n, c.Base.Params)
	things := make([]naming.Thing, len(all))
	for i, p := range all {
		things[i] = naming.Thing{ID: p.ID, About: slices.Clone(p.Services)}
		for _, id := range p.Services {
			name := n.Services[n.Service(id)].Name
			things[i].About = append(things[i].About, name.En, name.Fi, name.Sv)
		}
	}
	l.Professions = []inventory.ListedProfession{}
	return things, func(l *inventory.List, i int) { l.Professions = append(l.Professions, all[i]) }, nil
}

// listOptions returns the options in the order of comparison, each after its
// reference.
func listOptions(c *load.County, l *inventory.List) ([]naming.Thing, adder, error) {
	ch, err := choose(c, &Request{})
	if err != nil {
		return nil, nil, err
	}
	things := make([]naming.Thing, len(ch.list))
	for i, o := range ch.list {
		things[i] = naming.Thing{ID: o.ID, Names: called(o.Name, o.Names)}
	}
	l.Options = []inventory.ListedOption{}
	return things, func(l *inventory.List, i int) {
		o := &ch.list[i]
		row := inventory.OptionOf(o, ch.year(*o))
		if o.Against != o.ID {
			row.Against = o.Against
			if with, ok := find(ch.list, o.Against); ok {
				row = row.Compared(&with)
			}
		}
		l.Options = append(l.Options, row)
	}, nil
}

func listRules(c *load.County, l *inventory.List) ([]naming.Thing, adder, error) {
	things := make([]naming.Thing, len(c.Rules))
	for i, r := range c.Rules {
		things[i] = naming.Thing{ID: r.ID, Names: called(r.Text, r.Texts), About: slices.Concat([]string{r.Kind, string(r.Severity), r.Service, r.Source}, r.Items)}
	}
	l.Rules = []inventory.ListedRule{}
	return things, func(l *inventory.List, i int) {
		l.Rules = append(l.Rules, inventory.RuleOf(&c.Rules[i], c.Base.Network))
	}, nil
}
