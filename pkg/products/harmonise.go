package products

import (
	"cmp"
	"math"
	"slices"
)

// Hours is the work of one profession in a year, in hours, before and after.
type Hours struct {
	Profession    string
	Before, After float64
}

// Change is what a common model changes, in clients, contacts and hours a year. Clients
// are counted once a product: More, Less and Same by the client minutes a year of those
// who have the product before and after; Ends and New are those who have it only before
// or only after. OtherWay, a part of More, Less and Same, are those whom another
// profession or another channel meets. Unknown counts products of municipalities of which
// nobody knows whether they are offered; they are in no other figure.
type Change struct {
	ClientsBefore, ClientsAfter   float64
	ContactsBefore, ContactsAfter float64
	More, Less, Same, Ends, New   float64
	OtherWay                      float64
	Hours                         []Hours // sorted by profession
	Unknown                       int
}

// sameMinutes is how far apart two figures of client minutes count as equal.
const sameMinutes = 1e-9

// Harmonise computes what a common model changes for a product in a municipality with
// so many people of the product's ages.
func (p *Product) Harmonise(municipality int, people float64) Change {
	before, after := p.AsIs[municipality], p.In(municipality)
	if before.Offer == Unknown {
		return Change{Unknown: 1}
	}
	var c Change
	c.ClientsBefore, c.ContactsBefore = before.year(people)
	c.ClientsAfter, c.ContactsAfter = after.year(people)
	both := min(c.ClientsBefore, c.ClientsAfter)
	c.Ends, c.New = c.ClientsBefore-both, c.ClientsAfter-both
	if both > 0 {
		was, is := before.Visits*before.Minutes, after.Visits*after.Minutes
		switch {
		case math.Abs(is-was) <= sameMinutes*was:
			c.Same = both
		case is > was:
			c.More = both
		default:
			c.Less = both
		}
		if !slices.Equal(before.professions(), after.professions()) || !slices.Equal(before.Channels, after.Channels) {
			c.OtherWay = both
		}
	}
	c.work(&before, c.ContactsBefore, func(h *Hours) *float64 { return &h.Before })
	c.work(&after, c.ContactsAfter, func(h *Hours) *float64 { return &h.After })
	return c
}

// work adds the hours of a variant's contacts.
func (c *Change) work(v *Variant, contacts float64, of func(*Hours) *float64) {
	if contacts == 0 {
		return
	}
	for _, w := range v.Staff {
		*of(c.by(w.Profession)) += contacts * w.Minutes / 60 / v.Group
	}
}

// by returns the hours of a profession, newly added if there are none yet.
func (c *Change) by(profession string) *Hours {
	i, found := slices.BinarySearchFunc(c.Hours, profession, func(h Hours, p string) int {
		return cmp.Compare(h.Profession, p)
	})
	if !found {
		c.Hours = slices.Insert(c.Hours, i, Hours{Profession: profession})
	}
	return &c.Hours[i]
}

// Add adds another change: of another product, or of another municipality.
func (c *Change) Add(o *Change) {
	c.ClientsBefore, c.ClientsAfter = c.ClientsBefore+o.ClientsBefore, c.ClientsAfter+o.ClientsAfter
	c.ContactsBefore, c.ContactsAfter = c.ContactsBefore+o.ContactsBefore, c.ContactsAfter+o.ContactsAfter
	c.More, c.Less, c.Same = c.More+o.More, c.Less+o.Less, c.Same+o.Same
	c.Ends, c.New, c.OtherWay = c.Ends+o.Ends, c.New+o.New, c.OtherWay+o.OtherWay
	c.Unknown += o.Unknown
	for _, h := range o.Hours {
		own := c.by(h.Profession)
		own.Before, own.After = own.Before+h.Before, own.After+h.After
	}
}

// Prices turn hours into positions and euros: the client hours and the paid hours of a
// full-time equivalent in a year, and euros an hour by profession.
type Prices struct {
	Productive, Worked float64
	Wage               map[string]float64
}

// FTE returns how many full-time equivalents a profession's change of hours is.
func (p *Prices) FTE(h Hours) float64 { return (h.After - h.Before) / p.Productive }

// Euros returns what that costs in a year, NaN for a profession without a wage.
func (p *Prices) Euros(h Hours) float64 {
	wage, known := p.Wage[h.Profession]
	if !known {
		return math.NaN()
	}
	return p.FTE(h) * p.Worked * wage
}

// Sum returns what the hours of a change cost in a year, NaN if a profession whose hours
// change has no wage.
func (p *Prices) Sum(c *Change) float64 {
	sum := 0.0
	for _, h := range c.Hours {
		if h.After != h.Before {
			sum += p.Euros(h)
		}
	}
	return sum
}

// Spread returns the largest less the smallest client minutes a person and year of some
// municipalities, before and after; those of which the offer is unknown, or which have
// no people of the product's ages, are left out. NaN if none is left.
func (p *Product) Spread(people []float64) (before, after float64) {
	spread := func(variant func(m int) Variant) float64 {
		least, most := math.Inf(1), math.Inf(-1)
		for m := range p.AsIs {
			v := variant(m)
			if v.Offer == Unknown || !(people[m] > 0) {
				continue
			}
			_, contacts := v.year(people[m])
			a := 0.0
			if contacts > 0 {
				a = contacts * v.Minutes / people[m]
			}
			least, most = min(least, a), max(most, a)
		}
		if least > most {
			return math.NaN()
		}
		return most - least
	}
	return spread(func(m int) Variant { return p.AsIs[m] }), spread(p.In)
}
