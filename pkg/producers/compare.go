package producers

import (
	"cmp"
	"math"
	"slices"
)

// Verdict says which of two producers costs less a contact. It says nothing of what the
// client gets.
type Verdict string

// The verdicts. The last four say why there is no comparison.
const (
	OwnCheaper     Verdict = "own"
	BoughtCheaper  Verdict = "bought"
	NoDifference   Verdict = "none"
	QualityUnknown Verdict = "quality_unknown"
	BelowFloor     Verdict = "below_floor"
	Unlawful       Verdict = "unlawful"
	NoPrice        Verdict = "no_price"
)

// sure is the share of draws that must agree for a difference to be clear.
const sure = 0.95

// roundedAway is a difference in euros that only rounding leaves.
const roundedAway = 1e-9

// Compare returns the verdict of a contract whose contact costs so many euros less (above
// 0) or more than the county's own, and the same in draws of uncertain figures, which may
// be none. Least is the least quality that is asked for, NaN for none.
func (c *Contract) Compare(lawful bool, least, saved float64, draws []float64) Verdict {
	switch {
	case !lawful:
		return Unlawful
	case !c.PerContact() || math.IsNaN(saved):
		return NoPrice
	}
	if least = c.LeastQuality(least); !math.IsNaN(least) {
		if math.IsNaN(c.Quality) {
			return QualityUnknown
		}
		if c.Quality < least {
			return BelowFloor
		}
	}
	if math.Abs(saved) <= roundedAway {
		return NoDifference
	}
	agree := 0
	for _, d := range draws {
		if d > roundedAway && saved > 0 || d < -roundedAway && saved < 0 {
			agree++
		}
	}
	switch {
	case float64(agree) < sure*float64(len(draws)):
		return NoDifference
	case saved > 0:
		return BoughtCheaper
	}
	return OwnCheaper
}

// LeastQuality returns the higher of a contract's own floor and another one, NaN without both.
func (c *Contract) LeastQuality(floor float64) float64 {
	if math.IsNaN(c.Floor) || floor > c.Floor {
		return floor
	}
	return c.Floor
}

// InMix reports whether a contract with a verdict may be part of the cheapest mix: it is
// lawful, has a price, and no floor of quality speaks against it.
func (v Verdict) InMix() bool { return v == OwnCheaper || v == BoughtCheaper || v == NoDifference }

// Offer is a producer in a mix: at a price for a contact up to a number of contacts, in
// one area, an index, or with Area below 0 anywhere.
type Offer struct {
	Euros, Most float64
	Area        int
}

// Mix returns how many contacts of each offer cost least, and how many are the county's
// own: offers below the own cost by rising cost, each up to its limit and the need of its
// area. Needs are the contacts that can be bought, by area; others are further contacts,
// always own. The own part of all stays at least its target, NaN for none. Each producer
// has one price and one limit, so no other mix costs less. An offer at the own cost is
// left out.
func Mix(offers []Offer, needs []float64, others, own, target float64) (bought []float64, kept float64) {
	left, all := slices.Clone(needs), 0.0
	for _, n := range needs {
		all += n
	}
	room := max(min(all, (all+others)*(1-known(target, 0))), 0)
	kept = all + others
	order := make([]int, len(offers))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(offers[a].Euros, offers[b].Euros) })
	bought = make([]float64, len(offers))
	for _, i := range order {
		o := &offers[i]
		if !(o.Euros < own-roundedAway) {
			continue
		}
		n := min(o.Most, room)
		if o.Area >= 0 {
			n = min(n, left[o.Area])
			left[o.Area] -= n
		}
		bought[i] = n
		room -= n
		kept -= n
	}
	return bought, kept
}
