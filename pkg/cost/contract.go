package cost

import (
	"math"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/producers"
)

// Terms are the euros of a contract of today in one draw.
type Terms struct {
	Price, Supervision, Admin float64 // a contact, a share of the price, a contact
}

// terms reads the euros of a contract of today: what the contract leaves open is what the
// county assumes for its service and production, and a grant has no price.
func (p *Prices) terms(r *params.Reader, t *network.Terms) Terms {
	of := func(path string, v, or float64) float64 {
		switch {
		case path != "":
			return r.Value(path)
		case math.IsNaN(v):
			return or
		}
		return v
	}
	out := Terms{Supervision: of(t.SupervisionPath, t.Supervision, p.Supervise)}
	admin := 0.0
	if t.Production == producers.Voucher {
		admin = p.Voucher
	}
	out.Admin = of(t.AdminPath, t.Admin, admin)
	out.Price = of(t.PricePath, t.Price, 0)
	return out
}

// contractsOfToday is the payments to other producers of a service with contracts of
// today: a contract pays at least its least number of contacts. Supervision is a share of
// the price. The client of a voucher pays what the provider asks beyond its value. A grant
// and an agreed sum are a line of their own, whatever they are used for.
func (b *biller) contractsOfToday(s int) {
	at := 0
	for i, c := range b.in.Network.Contracts {
		if c.Service != s {
			continue
		}
		contacts, t := b.in.Served[s].By[at], c.Terms
		at++
		price, supervise := b.p.paid(i, &c, contacts)
		if t != nil && t.EURYear > 0 { // NaN is none
			b.add(Agreed, County, s, string(c.Production), t.EURYear)
		}
		b.add(Contracts, County, s, string(c.Production), price)
		b.add(Supervise, County, s, string(c.Production), supervise)
		if t == nil {
			continue
		}
		b.add(VoucherGap, Residents, s, "", b.p.Gap(i, &c, contacts))
	}
}

// paid is what the contacts of a contract cost the county in a year: their price, and
// their supervision and administration. Sums that do not depend on contacts are no part.
func (p *Prices) paid(i int, c *network.Contract, contacts float64) (price, supervise float64) {
	t := c.Terms
	if t == nil {
		price, supervise = contacts*p.Price[i], contacts*p.Price[i]*p.Supervise
		if c.Production == network.Voucher {
			supervise += contacts * p.Voucher
		}
		return price, supervise
	}
	switch {
	case t.Production == producers.Budget:
		contacts = t.ClientsYear
	case c.Served() && (t.Share >= 0 || t.ContactsYear >= 0): // NaN is none
		contacts = t.Paid(contacts)
	default:
		contacts = 0
	}
	return contacts * p.Price[i], contacts * (p.Price[i]*p.Terms[i].Supervision + p.Terms[i].Admin)
}

// Paid is what the contacts of a contract, by its index in the network, cost the county in
// a year in euros, with supervision and administration.
func (p *Prices) Paid(i int, c *network.Contract, contacts float64) float64 {
	price, supervise := p.paid(i, c, contacts)
	return price + supervise
}

// Gap is what the clients of so many contacts of a contract pay in a year in euros: the rest
// of the price of a voucher's provider.
func (p *Prices) Gap(i int, c *network.Contract, contacts float64) float64 {
	if t := c.Terms; t != nil && t.Production == producers.Voucher && t.MarketPrice > p.Price[i] {
		return contacts * (t.MarketPrice - p.Price[i])
	}
	return 0
}

// Contact is what the county pays for a contact in euros.
func (t Terms) Contact() float64 { return t.Price*(1+t.Supervision) + t.Admin }
