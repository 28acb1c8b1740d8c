package producers

import (
	"math"
	"time"
)

// Change is what is planned for a contract of today.
type Change struct {
	Share float64   // of the contacts that are made in person, from Date on
	Date  time.Time // first day
	Hire  bool      // positions are added for the contacts that come back; else the same staff meets more need
}

// Changed is what a change does in a full year.
type Changed struct {
	Returned  float64    // contacts a year that come back to the county; below 0: that go to the provider
	Unused    float64    // contacts that are paid and not used, up to the agreed number
	Bought    float64    // euros a year that the county pays the provider, more or less
	Own       float64    // euros a year of staff and rooms for the contacts that come back; 0 without Hire
	Positions []Position // that are added; nil without Hire
	From      time.Time  // first day from which the price is not paid
	Both      float64    // euros that are paid from the change to that day for contacts that have come back
}

// Euros returns the change of what the county pays in a year.
func (c *Changed) Euros() float64 { return c.Bought + c.Own }

// With computes a change of a contract with a share, among so many contacts that are made
// in person, with the cost of the county's own contact. Only contacts that come back can
// be given to new positions.
func (c *Contract) With(x Change, need float64, own *OwnCost) Changed {
	then := *c
	then.Share = x.Share
	before, after := c.Contacts(need), then.Contacts(need)
	out := Changed{Returned: before - after, Unused: c.Paid(after) - after, From: x.Date}
	paid := c.Paid(after) - c.Paid(before)
	out.Bought = paid * c.Bought()
	if out.Returned > 0 {
		out.From = c.EndsBy(x.Date)
		out.Both = -out.Bought * out.From.Sub(x.Date).Hours() / (24 * 365)
	}
	if x.Hire && out.Returned > 0 {
		out.Own = out.Returned * own.Full()
		out.Positions = own.Positions(out.Returned)
	}
	return out
}

// Breach is a law that a contract of today breaks.
type Breach struct {
	Rule     string // producer-allowed, no-copay, own-left
	Contract int    // index
}

// Law is what the law says of a service or product.
type Law struct {
	Allowed []Production // who may produce it; nil is not known, so everybody
	Free    bool         // clients pay no fee for it
}

// allows reports whether a production may produce something.
func (l Law) allows(p Production) bool {
	if l.Allowed == nil {
		return true
	}
	for _, a := range l.Allowed {
		if a == p {
			return true
		}
	}
	return false
}

// Breaches lists the laws that contracts break: producer-allowed, a production that the
// product may not have; no-copay, a voucher for a service that is free of charge and for
// which the client would have to pay the rest of the price; own-left, vouchers for all
// contacts of something, as a client may refuse a voucher.
func Breaches(list []Contract, of func(*Contract) Law) []Breach {
	var out []Breach
	for i := range list {
		c := &list[i]
		law := of(c)
		if !law.allows(c.Production) {
			out = append(out, Breach{"producer-allowed", i})
		}
		if c.Production == Voucher && law.Free && c.MarketPrice > c.Price {
			out = append(out, Breach{"no-copay", i})
		}
		if c.Production == Voucher && onlyVouchers(list, i) {
			out = append(out, Breach{"own-left", i})
		}
	}
	return out
}

// onlyVouchers reports whether the voucher of a row and those before it are the only
// producer of something, and those before it are not.
func onlyVouchers(list []Contract, row int) bool {
	c := &list[row]
	sum := 0.0
	for i := 0; i <= row; i++ {
		if o := &list[i]; o.Production == Voucher && o.Service == c.Service && o.Covers(c.Product, c.Area) {
			sum += known(o.Share, 0)
		}
	}
	return sum >= 1-Slack && sum-known(c.Share, 0) < 1-Slack
}

// Slack is how far shares may add up to more than 1, as rounding leaves it.
const Slack = 1e-9

// Over returns the first contract with which the shares of something are above 1 in an
// area, with their sum; -1 if none are.
func Over(list []Contract) (row int, sum float64) {
	for i := range list {
		if math.IsNaN(list[i].Share) || list[i].Production == Own {
			continue
		}
		for k := 0; k <= i; k++ { // what both contracts cover is something that one of them names
			place := [2]string{list[i].Product, list[i].Area}
			if o := &list[k]; o.Service == list[i].Service {
				if place[0] == "" {
					place[0] = o.Product
				}
				if place[1] == "" {
					place[1] = o.Area
				}
			}
			if !list[i].Covers(place[0], place[1]) {
				continue
			}
			sum := 0.0
			for j := 0; j <= i; j++ {
				if o := &list[j]; o.Service == list[i].Service && o.Production != Own && o.Covers(place[0], place[1]) {
					sum += known(o.Share, 0)
				}
			}
			if sum > 1+Slack {
				return i, sum
			}
		}
	}
	return -1, 0
}
