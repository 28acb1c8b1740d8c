package network

import (
	"slices"

	"saavu/pkg/lang"
	"saavu/pkg/population"
)

// Product is one thing that a service does for some of its clients. A service with
// products takes its need, the time of a contact and its remote ceiling from them, in
// place of its rates and minutes.
type Product struct {
	ID        string
	Name      lang.Name
	Ages      population.Group
	Statutory bool
	Variants  []Variant // by Network.Zones
}

// Variant is a product as the municipalities of a zone offer it. Fields other than People
// are parameter paths, so that the numbers keep their source and range.
type Variant struct {
	Offered   bool   // false: no need, also where it is not known whether it is offered
	Clients   string // share of the people of the ages
	Visits    string // visits a client and year
	Minutes   string // in the room, of a visit
	Group     string // clients in a session; empty for one
	RemoteMax string // share of contacts that may be remote; empty for none
	Staff     []Work
	People    float64 // of the ages, in the base year: the weight where one mean stands for all variants
}

// Work is the time of a profession in a session. Minutes is a parameter path.
type Work struct{ Profession, Minutes string }

// Zone is the municipalities that offer every product alike, or the areas of them that a
// contract of today names.
type Zone struct{ Municipalities, Areas []string }

// Zones are those of a county.
type Zones []Zone

// Of returns the zone of an area, or that of its municipality: 0 where there are none, or
// where it is in none.
func (z Zones) Of(area *population.Area) int {
	if at := slices.IndexFunc(z, func(z Zone) bool { return slices.Contains(z.Areas, area.ID) }); at >= 0 {
		return at
	}
	return max(0, slices.IndexFunc(z, func(z Zone) bool { return slices.Contains(z.Municipalities, area.Municipality) }))
}

// Split makes an area a zone of its own, with the products of the zone that it was in.
// people are those of some ages who live there.
func (n *Network) Split(area *population.Area, people func(population.Group) float64) {
	if n.Zones == nil {
		n.Zones = Zones{{}}
	}
	was := n.Zones.Of(area)
	n.Zones = append(n.Zones, Zone{Areas: []string{area.ID}})
	for s := range n.Services {
		for i := range n.Services[s].Products {
			p := &n.Services[s].Products[i]
			v := p.Variants[was]
			v.People = people(p.Ages)
			p.Variants[was].People -= v.People
			p.Variants = append(p.Variants, v)
		}
	}
}

// clone returns a deep copy.
func (p Product) clone() Product {
	p.Variants = slices.Clone(p.Variants)
	for i := range p.Variants {
		p.Variants[i].Staff = slices.Clone(p.Variants[i].Staff)
	}
	return p
}

// checkProducts finds products that cannot be: of no ages, or not of every zone.
func (n *Network) checkProducts(f *faults) {
	for i := range n.Services {
		v := &n.Services[i]
		unique(f, "service "+v.ID+": product", v.Products, func(p Product) string { return p.ID })
		for _, p := range v.Products {
			if p.Ages.From < 0 || p.Ages.To < p.Ages.From || p.Ages.From >= population.Ages {
				f.add("product %q of %q: its ages, %d to %d, are none", p.ID, v.ID, p.Ages.From, p.Ages.To)
			}
			if len(p.Variants) != max(1, len(n.Zones)) {
				f.add("product %q of %q: %d variants for %d zones", p.ID, v.ID, len(p.Variants), max(1, len(n.Zones)))
			}
		}
	}
}
