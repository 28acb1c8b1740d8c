package scenario

import (
	"saavu/pkg/network"
	"saavu/pkg/params"
)

// Contract moves a share of a service's contacts to another producer, at Price
// euros per contact (0 = the parameter contract_price.<service>.<production>).
type Contract struct {
	Service    string
	Production network.Production
	Share      float64
	Price      float64
}

// Kind is "contract".
func (*Contract) Kind() string { return "contract" }

// Lever is Contracts.
func (*Contract) Lever() Lever { return Contracts }

// Fields lists the fields of the change.
func (c *Contract) Fields() []Field {
	return []Field{
		{Name: "service", Value: &c.Service, Need: true},
		{Name: "production", Value: &c.Production, Need: true, Words: []string{"purchased", "voucher", "third_sector"}},
		{Name: "share", Value: &c.Share, Need: true, About: "share of contacts, above 0 and at most 1"},
		{Name: "price", Value: &c.Price, Range: []float64{0}, About: "euros per contact; by default the parameter of the production"},
	}
}

// apply moves a share of a service's contacts to another producer, in addition
// to the existing contracts. A price of 0 means the parameter
// contract_price.<service>.<production>. A third-sector contract for a service
// that may not have one is accepted, because a rule reports it as a breach. It
// refuses an unknown service, a production that is not purchased, voucher or
// third_sector, a share outside (0, 1], contracts for more than the whole
// service, a negative price, and a missing price.
func (c *Contract) apply(d *draft) {
	s := d.service("service", c.Service)
	known := c.Production.Valid() && c.Production != network.Own
	if !known {
		d.refuse("production", "", "production %q, expected purchased, voucher or third_sector", c.Production)
	}
	if b, _ := params.UnitBounds("share"); !(c.Share > 0 && b.Holds(c.Share)) {
		d.refuse("share", b.Slip(written(c.Share)), "%g, expected a share above 0 and at most 1", c.Share)
	}
	path := ""
	switch {
	case c.Price != 0:
		d.checkAmount("price", "EUR/contact", c.Price)
	case s >= 0 && known:
		path = "contract_price." + c.Service + "." + string(c.Production)
		if p, ok := d.Params.Get(path); !ok || p.Text != "" {
			d.refuse("price", "set price, or the parameter "+path, "no price of %s by %s", c.Service, c.Production)
		}
	}
	if s < 0 {
		return
	}
	before := 0.0
	for _, other := range d.Network.Contracts {
		if other.Service == s {
			before += other.Share
		}
	}
	if before > 0 && c.Share > 0 && c.Share <= 1 && before+c.Share > 1+network.ShareSlack {
		d.refuse("share", "", "%g, but %g of %s is contracted already", c.Share, before, c.Service)
	}
	if d.refused() {
		return
	}
	d.Network.Contracts = append(d.Network.Contracts, network.Contract{
		Service: s, Production: c.Production, Share: c.Share, Price: path, Euro: c.Price,
	})
}
