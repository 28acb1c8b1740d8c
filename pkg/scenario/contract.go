package scenario

import (
	"slices"
	"time"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/producers"
)

// Contract moves a share of a service's contacts to another producer, at Price
// euros per contact (0 = the parameter contract_price.<service>.<production>). With ID it
// gives a contract of today another share: contacts that come back are the county's own.
type Contract struct {
	ID         string // of a contract of today; then Share, Price, Hire and Date are its change
	Service    string
	Production network.Production
	Share      float64
	Price      float64
	Hire       network.Known // yes: positions are added for the contacts that come back
	Date       string        // first day of the change; the start of the option's year by default
}

// Kind is "contract".
func (*Contract) Kind() string { return "contract" }

// Lever is Contracts.
func (*Contract) Lever() Lever { return Contracts }

// Fields lists the fields of the change.
func (c *Contract) Fields() []Field {
	return []Field{
		{Name: "id", Value: &c.ID, About: "a contract of today that gets another share; without it, a contract is added"},
		{Name: "service", Value: &c.Service, About: "required without id"},
		{Name: "production", Value: &c.Production, Words: []string{"purchased", "voucher", "third_sector"}, About: "required without id"},
		{Name: "share", Value: &c.Share, Need: true, About: "share of contacts, at most 1; above 0 without id"},
		{Name: "price", Value: &c.Price, Range: []float64{0}, About: "euros per contact; by default the parameter of the production, or with id the price of today"},
		{Name: "hire", Value: &c.Hire, About: "with id: yes adds positions for the contacts that come back; else the same staff meets more need"},
		{Name: "date", Value: &c.Date, About: "with id: first day of the change, such as 2028-01-01; by default the first day of the option's year"},
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
	if c.ID != "" {
		c.alter(d)
		return
	}
	for _, of := range []struct {
		field string
		given bool
	}{{"hire", c.Hire == network.Yes}, {"date", c.Date != ""}} {
		if of.given {
			d.refuse(of.field, "id names one", "only a contract of today has it")
		}
	}
	if c.Service == "" {
		d.refuse("service", "or id, with a contract of today", "missing")
		return
	}
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
	before := d.contracted(s)
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

// contracted returns the largest share of a service that contracts have in some product
// and area.
func (d *draft) contracted(s int) float64 {
	var list []producers.Contract
	most := 0.0
	for _, c := range d.Network.ContractsOf(s) {
		list = append(list, c.Shared())
		for i := range list {
			sum := 0.0
			for k := range list {
				if list[k].Covers(list[i].Product, list[i].Area) && list[k].Share > 0 {
					sum += list[k].Share
				}
			}
			most = max(most, sum)
		}
	}
	return most
}

// alter gives a contract of today another share. It refuses an unknown id, a contract
// without a share, a share outside 0 to 1, shares of a product and area above 1, a change
// of nothing, hiring for contacts that do not come back, and what is no day.
func (c *Contract) alter(d *draft) {
	at := c.find(d)
	if at < 0 {
		return
	}
	now := &d.Network.Contracts[at]
	then := *now.Terms
	then.Share, then.Hire, then.Was, then.From = c.Share, c.Hire == network.Yes, now.Terms, c.day(d)
	if now.Terms.Was != nil {
		then.Was = now.Terms.Was
	}
	if c.Price != 0 {
		d.checkAmount("price", "EUR/contact", c.Price)
		then.Price, then.PricePath = c.Price, ""
	}
	switch {
	case then.Hire && c.Share >= then.Was.Share:
		d.refuse("hire", "leave out hire", "no contacts come back, as the share was %g", then.Was.Share)
	case c.Share == now.Terms.Share && c.Price == 0:
		d.refuse("share", "", "%s has a share of %g already", c.ID, c.Share)
	}
	c.checkSum(d, now)
	if d.refused() {
		return
	}
	d.Network.Contracts = slices.Clone(d.Network.Contracts)
	d.Network.Contracts[at].Terms = &then
}

// find finds the contract of today that the change names. It refuses an unknown one, one
// without a share, fields that say something else of it, and a share outside 0 to 1; then
// it returns -1.
func (c *Contract) find(d *draft) int {
	var ids []string
	at := -1
	for i := range d.Network.Contracts {
		if t := d.Network.Contracts[i].Terms; t != nil {
			ids = append(ids, t.ID)
			if t.ID == c.ID {
				at = i
			}
		}
	}
	switch {
	case ids == nil:
		d.refuse("id", "leave out id to add a contract", "%s, but the county has no contracts of today", c.ID)
		return -1
	case at < 0:
		d.unknown("id", "contract of today", c.ID, nearest(c.ID, ids))
		return -1
	}
	now := &d.Network.Contracts[at]
	if service := d.Network.Services[now.Service].ID; c.Service != "" && c.Service != service {
		d.refuse("service", "leave it out", "%s, but %s is a contract for %s", c.Service, c.ID, service)
	}
	if c.Production != "" && c.Production != now.Production {
		d.refuse("production", "leave it out", "%s, but %s is %s", c.Production, c.ID, now.Production)
	}
	b, _ := params.UnitBounds("share")
	switch {
	case !(now.Terms.Share >= 0): // NaN is none
		d.refuse("share", "", "%s has no share to change", c.ID)
		return -1
	case !b.Holds(c.Share):
		d.refuse("share", b.Slip(written(c.Share)), "%g, expected a share, 0 to 1", c.Share)
		return -1
	}
	return at
}

// day returns the first day of the change. It refuses what is none.
func (c *Contract) day(d *draft) time.Time {
	if c.Date == "" {
		return time.Date(d.Year, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	day, err := time.Parse(time.DateOnly, c.Date)
	if err != nil {
		d.refuse("date", "", "%s, expected a day such as 2028-01-01", c.Date)
	}
	return day
}

// checkSum refuses shares of a product and area that add up to more than 1 with the change.
func (c *Contract) checkSum(d *draft, now *network.Contract) {
	service := d.Network.Services[now.Service].ID
	var list []producers.Contract
	for i, other := range d.Network.ContractsOf(now.Service) {
		of := other.Shared()
		if other.Terms == now.Terms {
			of.Share = c.Share
		}
		of.Row, of.Service = i, service
		list = append(list, of)
	}
	if row, sum := producers.Over(list); row >= 0 {
		d.refuse("share", "", "%g: with it, the shares of %s add up to %.4g, more than 1", c.Share, service, sum)
	}
}
