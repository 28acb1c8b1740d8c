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
	Among     Among     // the segments that it is given to
	Process   Process   // empty where it is not known
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

// Process is a core process of health and social services.
type Process string

// The core processes, in the order in which a client meets them.
const (
	BecomingClient Process = "becoming_client"
	HighNeed       Process = "high_need"
	Occasional     Process = "occasional"
	RiskGroups     Process = "risk_groups"
)

// Processes lists the core processes in that order.
func Processes() []Process { return []Process{BecomingClient, HighNeed, Occasional, RiskGroups} }

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
	Resolved  string             // share of contacts that end here; empty for unknown
	Replaces  []Replaced         // what a contact that ends here makes unnecessary
	People    float64            // of the ages, in the base year: the weight where one mean stands for all variants
}

// Replaced is contacts of another service, by its id. Contacts is a parameter path.
type Replaced struct{ Service, Contacts string }

// Work is the time of a profession in a session. Minutes is a parameter path.
type Work struct{ Profession, Minutes string }

// Zone is the areas where every product is offered alike and segments have the same shares:
// those of some municipalities, nil for all, with some ids, nil for all.
// A zone that names areas comes before one of their municipality.
type Zone struct{ Municipalities, Areas []string }

// Zones are those of a county.
type Zones []Zone

// OfMunicipality returns a zone with areas of a municipality: products are offered alike in
// all of them. It is 0 where there is none.
func (z Zones) OfMunicipality(name string) int {
	return max(0, slices.IndexFunc(z, func(z Zone) bool { return slices.Contains(z.Municipalities, name) }))
}

// Of returns the zone of an area: 0 where there are none, or where it is in none.
func (z Zones) Of(area *population.Area) int {
	of := func(named bool) int {
		return slices.IndexFunc(z, func(z Zone) bool {
			return (z.Areas != nil) == named && (z.Areas == nil || slices.Contains(z.Areas, area.ID)) &&
				(z.Municipalities == nil || slices.Contains(z.Municipalities, area.Municipality))
		})
	}
	if at := of(true); at >= 0 {
		return at
	}
	return max(0, of(false))
}

// Split makes an area a zone of its own, with the products and the segments of the zone
// that it was in. people are those of some ages who live there.
func (n *Network) Split(area *population.Area, people func(population.Group) float64) {
	if n.Zones == nil {
		n.Zones = Zones{{}}
	}
	was := n.Zones.Of(area)
	if old := &n.Zones[was]; old.Areas != nil {
		if len(old.Areas) == 1 {
			return // it is alone already
		}
		old.Areas = slices.DeleteFunc(slices.Clone(old.Areas), func(id string) bool { return id == area.ID })
	}
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
	if n.Segments == nil {
		return
	}
	for i := range n.Segments {
		g := &n.Segments[i]
		g.Shares = append(g.Shares, slices.Clone(g.Shares[was]))
	}
	var there [population.Ages]float64
	for age := range there {
		there[age] = people(population.Group{From: age, To: age})
		n.People[was][age] -= there[age]
	}
	n.People = append(n.People, there)
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
	v.Staff, v.Channels, v.Replaces = slices.Clone(v.Staff), slices.Clone(v.Channels), slices.Clone(v.Replaces)
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
				x.Group == y.Group && x.RemoteMax == y.RemoteMax && slices.Equal(x.Staff, y.Staff) &&
				x.Resolved == y.Resolved && slices.Equal(x.Replaces, y.Replaces)
		})
	})
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
