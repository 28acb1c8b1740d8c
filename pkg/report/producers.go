package report

import (
	"math"
	"slices"
	"time"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/producers"
)

// Made is something that the county or another producer can make: a service, or one of
// its products. Own and its draws are what a contact takes with own staff.
type Made struct {
	Service, Product  string // ids; Product is "" for the whole service
	ServiceName, Name lang.Name
	Contacts          float64   // a year, remote ones too
	InPerson          []float64 // of these in person, by area; what contracts have shares of
	UnitCost          float64   // the full cost of a contact that the county's figures give, NaN for none
	Law               producers.Law
	Own               producers.OwnCost
	Draws             []producers.OwnCost // in the order of the draws
}

// Producers compares who can make what. Contacts are those of the whole need, whether or
// not there is staff for it.
type Producers struct {
	County    lang.Name
	Synthetic bool      // people and travel times
	File      string    // of the contracts; "" without one
	From      time.Time // the day from which months are counted
	Draws     int
	Cases     []ProducerCase
	Breaches  []ProducerBreach
}

// ProducerCase is one thing that can be made, with its producers.
type ProducerCase struct {
	Made
	Full       float64    // euros of an own contact, staff and room
	FullRange  [2]float64 // low and high of it; NaN without draws
	Above      bool       // the own staff alone costs more than UnitCost
	Quality    float64    // of the own contact, NaN unknown
	Floor      float64    // least quality that is asked for, NaN for none
	Effect     string
	Target     float64 // least own share, NaN for none
	OwnShare   float64 // today, of all contacts
	Largest    float64 // share of the largest provider in what is bought, NaN unknown
	Offers     []ProducerOffer
	Thousand   []producers.Position // what 1,000 own contacts a year need
	Mix        *ProducerMix         // nil where nothing can be bought
	BelowFloor bool                 // the own contact is below the floor
}

// ProducerOffer is a contract of today, or a price at which something could be bought.
type ProducerOffer struct {
	producers.Contract
	Contacts  float64 // a year today
	Year      float64 // euros a year today, NaN unknown
	Cost      float64 // euros a contact, NaN unknown
	BreakEven float64 // price at which both cost the same
	Saved     float64 // euros that a bought contact costs less (above 0) or more than an own one
	Range     [2]float64
	Lawful    bool
	Verdict   producers.Verdict
	Months    float64 // to the end of the contract, NaN without one
	Left      float64 // contacts a year that it could supply in addition to those of today, NaN unknown
	Free      network.Known
	Languages []string // of all its facilities; nil unknown
	Change    *producers.Changed
	Share     float64 // of its change, NaN without one
}

// ProducerMix is the mix of producers at the lowest euros, for the same contacts as today.
type ProducerMix struct {
	Bought    []float64 // contacts a year, by offer
	Own       float64
	EUR       float64              // a year
	Today     float64              // euros a year of today's shares
	Positions []producers.Position // that the own part needs more of than today, or less
}

// ProducerBreach is a law that a contract of today breaks.
type ProducerBreach struct {
	Rule, Contract string
	Row            int
	ServiceName    lang.Name
	Production     producers.Production
}

// Places says what is known of the facilities of a contract.
type Places func(ids []string) (barrierFree network.Known, languages []string)

// MakeOrBuy compares the producers of some things. Contracts are those of today and, without
// an id, prices without a contract; drawn are the same contracts in each draw. Areas are
// the ids by which InPerson is ordered. Months are counted from a day.
func MakeOrBuy(list []Made, contracts []producers.Contract, drawn [][]producers.Contract, areas []string, changes map[string]producers.Change, from time.Time, places Places) *Producers {
	out := &Producers{From: from, Draws: len(drawn)}
	m := &making{list, contracts, drawn, areas, changes, from, places}
	for _, b := range producers.Breaches(contracts, func(c *producers.Contract) producers.Law { return m.law(c) }) {
		c := &contracts[b.Contract]
		if i := m.of(c.Service, ""); i >= 0 {
			out.Breaches = append(out.Breaches, ProducerBreach{b.Rule, c.ID, c.Row, list[i].ServiceName, c.Production})
		}
	}
	for i := range list {
		out.Cases = append(out.Cases, m.one(i, out.Breaches))
	}
	return out
}

// making is what a comparison of producers reads.
type making struct {
	list      []Made
	contracts []producers.Contract
	drawn     [][]producers.Contract
	areas     []string
	changes   map[string]producers.Change
	from      time.Time
	places    Places
}

// of finds a thing, -1 for none.
func (m *making) of(service, product string) int {
	return slices.IndexFunc(m.list, func(x Made) bool { return x.Service == service && x.Product == product })
}

func (m *making) law(c *producers.Contract) producers.Law {
	if i := m.of(c.Service, c.Product); i >= 0 {
		return m.list[i].Law
	}
	return producers.Law{}
}

// need returns the contacts in person of which a contract has a share.
func (m *making) need(c *producers.Contract) float64 {
	i := m.of(c.Service, c.Product)
	if i < 0 {
		return 0
	}
	sum := 0.0
	for a, n := range m.list[i].InPerson {
		if c.Area == "" || c.Area == m.areas[a] {
			sum += n
		}
	}
	return sum
}

// one compares the producers of one thing.
func (m *making) one(at int, breaches []ProducerBreach) ProducerCase {
	nan := math.NaN()
	x := ProducerCase{Made: m.list[at], Quality: nan, Floor: nan, Target: nan, Largest: nan, OwnShare: nan, FullRange: [2]float64{nan, nan}}
	x.Full = x.Own.Full()
	x.Above = x.Own.Staff() > x.UnitCost
	x.Thousand = x.Own.Positions(1000)
	full := make([]float64, len(x.Draws))
	for d := range x.Draws {
		full[d] = x.Draws[d].Full()
	}
	x.FullRange = middle(full)
	var bought []*producers.Contract
	for k := range m.contracts {
		c := &m.contracts[k]
		if c.Service != x.Service || c.Product != x.Product {
			continue
		}
		if c.Production == producers.Own {
			x.Quality, x.Floor, x.Effect, x.Target = c.Quality, c.Floor, c.Effect, c.Share
			continue
		}
		bought = append(bought, c)
	}
	x.BelowFloor = x.Quality < x.Floor
	x.Largest = producers.LargestShare(bought, m.need)
	x.OwnShare = m.ownShare(&x, bought)
	for k := range m.contracts {
		if c := &m.contracts[k]; slices.Contains(bought, c) {
			x.Offers = append(x.Offers, m.offer(&x, k, full, breaches))
		}
	}
	x.Mix = m.mix(&x)
	return x
}

// ownShare is the part of all contacts of a thing that the county makes: grants and
// budgets have no contacts of it. NaN without contacts.
func (m *making) ownShare(x *ProducerCase, bought []*producers.Contract) float64 {
	if !(x.Contacts > 0) {
		return math.NaN()
	}
	own := x.Contacts
	for _, c := range bought {
		if c.Production != producers.Grant {
			own -= c.Contacts(m.need(c))
		}
	}
	for k := range m.contracts {
		c := m.contracts[k]
		if c.Service != x.Service || c.Product == x.Product || c.Production == producers.Grant || c.Production == producers.Own {
			continue
		}
		switch {
		case x.Product == "": // what products have contracts of is a part of their service
			own -= c.Contacts(m.need(&c))
		case c.Product == "" && !math.IsNaN(c.Share): // and a share of a service is one of each product
			c.Product, c.SupplyMax = x.Product, math.NaN()
			own -= c.Contacts(m.need(&c))
		}
	}
	return max(own, 0) / x.Contacts
}

// offer compares one producer with the county.
func (m *making) offer(x *ProducerCase, k int, full []float64, breaches []ProducerBreach) ProducerOffer {
	c := m.contracts[k]
	need := m.need(&c)
	o := ProducerOffer{Contract: c, Contacts: c.Contacts(need), Year: c.Year(need), Cost: math.NaN(), BreakEven: math.NaN(), Saved: math.NaN(), Months: c.MonthsLeft(m.from), Left: c.SupplyMax - c.Contacts(need), Lawful: true, Share: math.NaN()}
	if c.PerContact() {
		o.Cost, o.BreakEven = c.Bought(), c.BreakEven(x.Full)
		o.Saved = x.Full - o.Cost
	}
	if c.Production == producers.Grant && c.ContactsYear > 0 {
		o.Cost = c.EURYear / c.ContactsYear
	}
	saved := make([]float64, len(full))
	for d := range full {
		saved[d] = full[d] - m.drawn[d][k].Bought()
		if !c.PerContact() {
			saved[d] = math.NaN()
		}
	}
	o.Range = middle(saved)
	for _, b := range breaches {
		if b.Contract == c.ID && c.ID != "" {
			o.Lawful = false
		}
	}
	if c.ID == "" && x.Law.Allowed != nil && !slices.Contains(x.Law.Allowed, c.Production) {
		o.Lawful = false
	}
	o.Verdict = c.Compare(o.Lawful, x.Floor, o.Saved, saved)
	o.Free, o.Languages = m.places(c.Facilities)
	if change, ok := m.changes[c.ID]; ok && c.ID != "" {
		done := c.With(change, need, &x.Own)
		o.Change, o.Share = &done, change.Share
	}
	return o
}

// mix is the mix at the lowest euros; nil where no producer with a known supply can be
// part of one, or where the own contact is below the floor.
func (m *making) mix(x *ProducerCase) *ProducerMix {
	out := &ProducerMix{Bought: make([]float64, len(x.Offers))}
	var offers []producers.Offer
	var at []int
	inPerson, today, bought := 0.0, 0.0, 0.0
	for _, n := range x.InPerson {
		inPerson += n
	}
	for i := range x.Offers {
		o := &x.Offers[i]
		if !o.PerContact() {
			continue
		}
		today += o.Contacts * o.Cost
		bought += o.Contacts
		if !o.Verdict.InMix() || o.ID == "" && math.IsNaN(o.SupplyMax) {
			continue
		}
		offers = append(offers, producers.Offer{Euros: o.Cost, Most: o.Most(m.need(&o.Contract)), Area: slices.Index(m.areas, o.Area)})
		at = append(at, i)
	}
	if offers == nil || x.BelowFloor {
		return nil
	}
	found, own := producers.Mix(offers, x.InPerson, x.Contacts-inPerson, x.Full, x.Target)
	out.Own = own
	for i, n := range found {
		out.Bought[at[i]] = n
		out.EUR += n * offers[i].Euros
	}
	// Remote contacts are the county's own in both, at a cost of their own, so they are in
	// neither sum.
	out.EUR += (own - (x.Contacts - inPerson)) * x.Full
	out.Today = today + (inPerson-bought)*x.Full
	out.Positions = x.Own.Positions(own - (x.Contacts - bought))
	return out
}

// middle returns the 5th and the 95th percentile of draws, NaN without draws.
func middle(draws []float64) [2]float64 {
	n := len(draws)
	if n == 0 {
		return [2]float64{math.NaN(), math.NaN()}
	}
	sorted := slices.Sorted(slices.Values(draws))
	return [2]float64{sorted[max(0, (5*n+99)/100-1)], sorted[max(0, (95*n+99)/100-1)]}
}
