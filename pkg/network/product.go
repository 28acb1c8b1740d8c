package network

import (
	"slices"

	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/products"
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
	Goal      *Goal     // in the common model; nil if that does not name the product
	Follows   bool      // the variants are those of the common model
}

// Goal is a product in the common model of all municipalities, as products.Goal with
// parameter paths in place of numbers. Fields that it does not settle may be empty.
type Goal struct {
	Decision  products.Decision
	Harmonise []products.Dimension
	From      string // first day, as 2027-01-01; empty: any
	Owner     string
	Variant
}

// Variant is a product as the municipalities of a zone offer it. Fields other than People
// are parameter paths, so that the numbers keep their source and range.
type Variant struct {
	Offered   bool   // false: no need, also where it is not known whether it is offered
	Unknown   bool   // it is not known whether it is offered
	Clients   string // share of the people of the ages
	Visits    string // visits a client and year
	Minutes   string // in the room, of a visit
	Group     string // clients in a session; empty for one
	RemoteMax string // share of contacts that may be remote; empty for none
	Staff     []Work
	Channels  []products.Channel // sorted; only to say who is met in another way
	People    float64            // of the ages, in the base year: the weight where one mean stands for all variants
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
		p.Variants[i] = p.Variants[i].clone()
	}
	if p.Goal != nil {
		g := *p.Goal
		g.Harmonise, g.Variant = slices.Clone(g.Harmonise), g.Variant.clone()
		p.Goal = &g
	}
	return p
}

func (v Variant) clone() Variant {
	v.Staff, v.Channels = slices.Clone(v.Staff), slices.Clone(v.Channels)
	return v
}

// Follow gives all municipalities the product of the common model: what it settles, and
// all of it where the product is not offered. Where it is not known whether it is offered,
// nothing changes. products.Product.In is the same rule on numbers.
func (p *Product) Follow() {
	p.Follows = true
	for z := range p.Variants {
		own, goal := &p.Variants[z], p.Goal.Variant.clone()
		switch goal.People = own.People; {
		case own.Unknown:
		case p.Goal.Decision == products.Drop:
			*own = Variant{People: own.People}
		case !own.Offered:
			*own = goal
			own.Offered = true
		default:
			own.settle(&goal, p.Goal.Harmonise)
		}
	}
}

// settle takes the dimensions of the common model that it settles.
func (v *Variant) settle(goal *Variant, dimensions []products.Dimension) {
	for _, d := range dimensions {
		switch d {
		case products.Clients:
			v.Clients = goal.Clients
		case products.Visits:
			v.Visits = goal.Visits
		case products.Minutes:
			v.Minutes = goal.Minutes
		case products.Staff: // minutes of a session mean nothing without its size
			v.Staff, v.Group = goal.Staff, goal.Group
		case products.Ways: // so does what may be remote without the channels
			v.Channels, v.RemoteMax = goal.Channels, goal.RemoteMax
		}
	}
}

// SameProducts reports whether two services have the same products, offered alike.
func (v *Service) SameProducts(o *Service) bool {
	return slices.EqualFunc(v.Products, o.Products, func(a, b Product) bool {
		return a.ID == b.ID && slices.EqualFunc(a.Variants, b.Variants, func(x, y Variant) bool {
			return x.Offered == y.Offered && x.Clients == y.Clients && x.Visits == y.Visits && x.Minutes == y.Minutes &&
				x.Group == y.Group && x.RemoteMax == y.RemoteMax && slices.Equal(x.Staff, y.Staff)
		})
	})
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
