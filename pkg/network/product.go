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
	Resolved  string     // share of contacts that end here; empty for unknown
	Replaces  []Replaced // what a contact that ends here makes unnecessary
	People    float64    // of the ages, in the base year: the weight where one mean stands for all variants
}

// Replaced is contacts of another service, by its id. Contacts is a parameter path.
type Replaced struct{ Service, Contacts string }

// Work is the time of a profession in a session. Minutes is a parameter path.
type Work struct{ Profession, Minutes string }

// Zone is the municipalities that offer every product alike.
type Zone struct{ Municipalities []string }

// Zones are those of a county.
type Zones []Zone

// Of returns the zone of a municipality: 0 where there are none, or where it is in none.
func (z Zones) Of(municipality string) int {
	return max(0, slices.IndexFunc(z, func(z Zone) bool { return slices.Contains(z.Municipalities, municipality) }))
}

// clone returns a deep copy.
func (p Product) clone() Product {
	p.Variants = slices.Clone(p.Variants)
	for i := range p.Variants {
		p.Variants[i].Staff = slices.Clone(p.Variants[i].Staff)
		p.Variants[i].Replaces = slices.Clone(p.Variants[i].Replaces)
	}
	return p
}

// Guides reports whether it is known of some product which share of its contacts ends there.
func (s *Service) Guides() bool {
	for i := range s.Products {
		for k := range s.Products[i].Variants {
			if s.Products[i].Variants[k].Resolved != "" {
				return true
			}
		}
	}
	return false
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
			for _, x := range p.Variants {
				for _, r := range x.Replaces {
					if n.Service(r.Service) < 0 || r.Service == v.ID {
						f.add("product %q of %q: it replaces contacts of %q", p.ID, v.ID, r.Service)
					}
				}
			}
			if len(p.Variants) != max(1, len(n.Zones)) {
				f.add("product %q of %q: %d variants for %d zones", p.ID, v.ID, len(p.Variants), max(1, len(n.Zones)))
			}
		}
	}
}
