package network

import (
	"math"
	"time"

	"saavu/pkg/producers"
)

// Contract gives a part of a service's contacts in person to another producer. One of
// today has its terms: then Share, Price and Euro are not read.
type Contract struct {
	Service    int
	Production Production
	Share      float64 // share of the service's contacts
	Price      string  // parameter path, or empty when Euro is set
	Euro       float64 // euros per contact
	Terms      *Terms  // nil without a contract of today; never changed once it is there
}

// Terms are those of a contract of today. Production may be a grant or a budget.
type Terms struct {
	producers.Contract
	// Parameter paths of figures that have a range; empty where the contract has the figure.
	PricePath, SupervisionPath, AdminPath string

	Allowed []producers.Production // who may produce its product; nil unknown, so everybody

	// Of a change: its first day, and whether positions are hired for the contacts that
	// come back. Was is the contract before all changes.
	From time.Time
	Hire bool
	Was  *Terms
}

// Served reports whether the contacts of a contract meet the need of its service. Those of
// a grant never do: it pays for other work.
func (c *Contract) Served() bool { return c.Terms == nil || c.Terms.Production != producers.Grant }

// Contacts returns how many of the contacts in person that a contract may take it takes,
// in a year. clients is how many people they are of: a client of a budget takes the mean
// of them.
func (c *Contract) Contacts(need, clients float64) float64 {
	switch t := c.Terms; {
	case t == nil:
		return c.Share * need
	case !c.Served() || !(need > 0):
		return 0
	case t.Production == producers.Budget:
		if most := t.SupplyMax; most >= 0 { // NaN is not known
			return math.Min(need, math.Min(most, t.ClientsYear*need/clients))
		}
		return math.Min(need, t.ClientsYear*need/clients)
	default:
		return math.Min(need, t.Contract.Contacts(need))
	}
}

// OfAll returns the share of a contract in all contacts in person of its service, as far as
// it has one: 0 for a contract of a number, a product or an area.
func (c *Contract) OfAll() float64 {
	t := c.Terms
	switch {
	case t == nil:
		return c.Share
	case !c.Served() || t.Product != "" || t.Area != "" || !(t.Share > 0) || t.SupplyMax >= 0:
		return 0
	}
	return t.Contract.Contacts(1)
}

// Covers reports whether a contract is for a product, "" for a service without, in a zone.
func (c *Contract) Covers(product string, zone Zone) bool {
	t := c.Terms
	if t == nil {
		return true
	}
	if t.Product != "" && t.Product != product {
		return false
	}
	for _, id := range zone.Areas {
		if id == t.Area {
			return true
		}
	}
	return t.Area == ""
}

// Today reports whether a service has a contract of today.
func Today(list []Contract) bool {
	for i := range list {
		if list[i].Terms != nil {
			return true
		}
	}
	return false
}

// Shared returns a contract as one of a share: that of today's terms, or that which was
// planned for its service.
func (c *Contract) Shared() producers.Contract {
	if c.Terms != nil {
		return c.Terms.Contract
	}
	return producers.Contract{Production: producers.Production(c.Production), Share: c.Share}
}

// Hire adds positions of a profession to the county's own points of a service on site, in
// proportion to those that they have. Without any there, it adds none: where positions are
// not known, new ones are not either.
func (n *Network) Hire(service, profession int, positions float64) {
	all := 0.0
	own := func(do func(p *ServicePoint)) {
		for _, i := range n.Serving(service) {
			if p := &n.Points[i]; p.Channel == OnSite && !p.Provider && profession < len(p.FTE) {
				do(p)
			}
		}
	}
	own(func(p *ServicePoint) { all += p.FTE[profession] })
	if !(all > 0) {
		return
	}
	own(func(p *ServicePoint) {
		more := positions * p.FTE[profession] / all
		if p.Hired == nil {
			p.Hired = make([]float64, len(p.FTE))
		}
		p.FTE[profession] += more
		p.Hired[profession] += more
	})
}
