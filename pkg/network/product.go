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
	Among     Among     // the segments that it is given to
	Process   Process   // empty where it is not known
	Variants  []Variant // by Network.Zones
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

// Zone is the areas where every product is offered alike and segments have the same shares:
// those of some municipalities, nil for all, with some ids, nil for all.
type Zone struct{ Municipalities, Areas []string }

// Zones are those of a county.
type Zones []Zone

// Of returns the zone of an area: 0 where there are none, or where it is in none.
func (z Zones) Of(area *population.Area) int {
	return max(0, slices.IndexFunc(z, func(z Zone) bool {
		return (z.Municipalities == nil || slices.Contains(z.Municipalities, area.Municipality)) && (z.Areas == nil || slices.Contains(z.Areas, area.ID))
	}))
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
