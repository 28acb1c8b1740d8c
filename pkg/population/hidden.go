package population

import "math"

// Hidden is what the source of a grid hides, and how it was estimated: in each
// part some bands of ages are not known one by one, only how many people they
// hold together, or not even that exactly. Grid.People has the estimates in it.
type Hidden struct {
	Bands  []Group   // bands of ages of the source, from 0 on, without gap or overlap; at most 128
	Shares []float64 // by band: the known people that estimates are in proportion to
	Within []float64 // by age: its part of its band's people; adds up to 1 in each band
	Parts  []HiddenPart

	// People is Grid.People as the source gave it. A later scaling of a grid's
	// people, such as a forecast, shows against it and scales the ranges too.
	People []float64
}

// HiddenPart is the hidden people of a cell, or of a part of a cell of the
// source that lies in it: those of all Bands together.
type HiddenPart struct {
	Cell      int32
	Bands     BandSet
	People    float64 // estimate; exact where the cell's total is known
	Low, High float64 // what they can be; both are People where the cell's total is known
}

// BandSet is a set of up to 128 bands by index.
type BandSet [2]uint64

// Add puts a band into the set.
func (s *BandSet) Add(band int) { s[band>>6] |= 1 << (band & 63) }

// Has says whether a band is in the set.
func (s *BandSet) Has(band int) bool { return s[band>>6]>>(band&63)&1 == 1 }

// Estimate is the people of a group in the county's areas, how many of them are
// estimated, and between which numbers they lie if every hidden band holds
// anybody from nobody to all of its cell's hidden people. Spreading a known band
// over its years of age is a rule and no part of the range.
type Estimate struct{ People, Estimated, Low, High float64 }

// Estimate sums a group over the cells of the county's areas. Without hidden
// counts nobody is estimated and both ends of the range are the sum. The ends
// are exact for each part: people of unknown bands who are as few or as many in
// the group as the bands' parts of it allow. Hidden people who are known to be
// of the group, or not of it, whatever their bands, are not estimated in it.
func (g *Grid) Estimate(group Group) Estimate {
	var e Estimate
	for i, p := range g.Sum(group) {
		if g.Area[i] >= 0 {
			e.People += p
		}
	}
	e.Low, e.High = e.People, e.People
	if g.Hidden == nil {
		return e
	}
	for k := range g.Hidden.Parts {
		p := &g.Hidden.Parts[k]
		if g.Area[p.Cell] < 0 {
			continue
		}
		mean, least, most := g.inGroup(p, group)
		if p.High*most-p.Low*least <= 1e-9*p.High {
			continue // all of them are of the group, or none
		}
		e.Estimated += p.People * mean
		e.Low += p.Low*least - p.People*mean
		e.High += p.High*most - p.People*mean
	}
	e.Low = max(e.Low, 0)
	return e
}

// inGroup gives how many people of a group one hidden person of a part stands
// for: by the shares of the bands, and in the band where that is least and most.
func (g *Grid) inGroup(p *HiddenPart, group Group) (mean, least, most float64) {
	h := g.Hidden
	weights, bands := 0.0, 0.0
	for b := range h.Bands {
		if p.Bands.Has(b) {
			weights += h.Shares[b]
			bands++
		}
	}
	least = math.Inf(1)
	for b := range h.Bands {
		if !p.Bands.Has(b) {
			continue
		}
		part := 0.0
		for a := max(h.Bands[b].From, group.From, 0); a <= min(h.Bands[b].To, group.To, Ages-1); a++ {
			part += h.Within[a] * g.scaled(int(p.Cell)*Ages+a)
		}
		least, most = min(least, part), max(most, part)
		if weights > 0 {
			mean += part * h.Shares[b] / weights
		} else {
			mean += part / bands
		}
	}
	if bands == 0 {
		return 0, 0, 0
	}
	return mean, least, most
}

// scaled gives by what the people of a cell and age were multiplied since the
// grid was read.
func (g *Grid) scaled(at int) float64 {
	if was := g.Hidden.People[at]; was > 0 {
		return g.People[at] / was
	}
	return 1
}
