// Package producers compares who can produce a service: the county itself, a bought
// provider, a voucher, a grant or a client's own budget. It knows what a contract costs a
// contact, what the same contact costs with own staff and rooms, which producer costs
// less and how sure that is, the mix of lowest cost within limits, and what changes when
// a contract does. Geography has no part in it. The example compares one contract.
package producers

import (
	"math"
	"slices"
	"time"
)

// Production is how a service is arranged.
type Production string

// The productions. A grant pays for work that never counts as statutory service; a budget
// pays for what a client chooses.
const (
	Own       Production = "own"
	Purchased Production = "purchased"
	Voucher   Production = "voucher"
	Grant     Production = "grant"
	Budget    Production = "budget"
)

// Productions lists them, the county's own first.
func Productions() []Production { return []Production{Own, Purchased, Voucher, Grant, Budget} }

// Sector is who gives the service. It says nothing about how the service is arranged.
type Sector string

// The sectors.
const (
	Public  Sector = "public"
	Company Sector = "company"
	NGO     Sector = "ngo"
)

// Sectors lists them.
func Sectors() []Sector { return []Sector{Public, Company, NGO} }

// Several stands for providers without names.
const Several = "several"

// Contract is one contract of today, or, without an ID, a price at which a production
// could be bought. Numbers that are not known are NaN. One of Share, ContactsYear and
// ClientsYear says how much of the need it covers; with EURYear alone it has no contacts
// of its own. Production Own says what is known of the county's own production: Share is
// then the least share that it keeps.
type Contract struct {
	ID         string
	Row        int    // of its file, 0 for none
	Service    string // id
	Product    string // id; "" for the whole service
	Area       string // id; "" for the whole county
	Production Production
	Sector     Sector
	Provider   string

	Share        float64 // of the contacts that are made in person, 0 to 1
	ContactsYear float64
	ClientsYear  float64 // of a budget
	EURYear      float64 // paid whatever the contacts

	Price       float64 // euros that the county pays a contact, or a client of a budget and year
	MarketPrice float64 // euros that the provider asks; the client pays the rest
	Supervision float64 // share of the price, 0 to 1
	Admin       float64 // euros a contact
	TakeUp      float64 // share of those who may use it and do, 0 to 1
	Quality     float64 // 0 to 100
	Floor       float64 // least quality, 0 to 100
	Effect      string
	SupplyMax   float64 // contacts a year
	MinContacts float64 // paid a year even if unused

	Start, End time.Time // zero for none; End is the last day
	Notice     float64   // months
	Facilities []string  // ids
}

// Bought returns what the county pays for a contact, in euros: the price, its supervision
// and the administration. NaN if the price is not known.
func (c *Contract) Bought() float64 { return c.Price*(1+c.Supervision) + c.Admin }

// BreakEven returns the price at which a contact costs the county as much as its own
// contact at so many euros. It is below 0 if the administration alone costs more.
func (c *Contract) BreakEven(own float64) float64 { return (own - c.Admin) / (1 + c.Supervision) }

// PerContact reports whether the contract has a price for a contact.
func (c *Contract) PerContact() bool {
	return (c.Production == Purchased || c.Production == Voucher) && !math.IsNaN(c.Price)
}

// Contacts returns the contacts a year of a contract among so many contacts that are made
// in person: the share that takes it up, or the number that it names, at most its supply.
// 0 if it pays for none.
func (c *Contract) Contacts(need float64) float64 {
	n := c.ContactsYear
	if !math.IsNaN(c.Share) {
		n = c.Share * known(c.TakeUp, 1) * need
	}
	return min(known(n, 0), known(c.SupplyMax, math.Inf(1)))
}

// Most returns the most contacts a year that can be bought among so many: those that take
// it up, and not more than the supply. 0 where the supply is not known and the contract
// has none today.
func (c *Contract) Most(need float64) float64 {
	return min(known(c.SupplyMax, c.Contacts(need)), known(c.TakeUp, 1)*need)
}

// Paid returns the contacts that are paid for so many: at least the agreed number.
func (c *Contract) Paid(contacts float64) float64 { return max(contacts, known(c.MinContacts, 0)) }

// Year returns what the county pays for a contract in a year, in euros, at so many
// contacts that are made in person. NaN if that is not known.
func (c *Contract) Year(need float64) float64 {
	fixed := known(c.EURYear, 0)
	switch {
	case c.Production == Budget:
		return fixed + c.ClientsYear*c.Price*(1+c.Supervision)
	case math.IsNaN(c.Share) && math.IsNaN(c.ContactsYear), c.Production == Grant:
		if math.IsNaN(c.EURYear) {
			return math.NaN()
		}
		return fixed
	}
	return fixed + c.Paid(c.Contacts(need))*c.Bought()
}

// EndsBy returns the first day on which a change of a day can stop payments: the day
// itself, or later the day after the contract's end or, without an end, after its notice.
func (c *Contract) EndsBy(day time.Time) time.Time {
	end := day
	switch {
	case !c.End.IsZero():
		end = c.End.AddDate(0, 0, 1)
	case c.Notice > 0:
		end = day.AddDate(0, int(c.Notice), 0)
	}
	if end.Before(day) {
		return day
	}
	return end
}

// MonthsLeft returns the whole months from a day to the end of a contract, 0 if it has
// ended and NaN if it has no end.
func (c *Contract) MonthsLeft(from time.Time) float64 {
	if c.End.IsZero() {
		return math.NaN()
	}
	end := c.End.AddDate(0, 0, 1)
	months := 12*(end.Year()-from.Year()) + int(end.Month()) - int(from.Month())
	if end.Day() < from.Day() {
		months--
	}
	return float64(max(months, 0))
}

// Covers reports whether a contract is for a product in an area; "" asks for the whole
// service or county.
func (c *Contract) Covers(product, area string) bool {
	return (c.Product == "" || c.Product == product) && (c.Area == "" || c.Area == area)
}

// known returns a number, or another where it is not known.
func known(v, or float64) float64 {
	if math.IsNaN(v) {
		return or
	}
	return v
}

// LargestShare returns the share of the largest provider in the contacts that contracts
// buy, at the contacts that are made in person in each one's place. NaN if none is bought,
// or if providers without names have the most.
func LargestShare(list []*Contract, need func(*Contract) float64) float64 {
	var names []string
	var contacts []float64
	all := 0.0
	for _, c := range list {
		if !c.PerContact() {
			continue
		}
		n := c.Contacts(need(c))
		i := slices.Index(names, c.Provider)
		if i < 0 {
			i, names, contacts = len(names), append(names, c.Provider), append(contacts, 0)
		}
		contacts[i] += n
		all += n
	}
	largest := 0
	for i, n := range contacts {
		if n > contacts[largest] {
			largest = i
		}
	}
	if all == 0 || names[largest] == Several || names[largest] == "" {
		return math.NaN()
	}
	return contacts[largest] / all
}
