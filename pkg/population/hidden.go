package population

import "math"

// Hidden describes what the source of a grid hides, and the estimates. In each
// part some age bands are not known separately: only their total is known, or a
// range of it. Grid.People includes the estimates.
type Hidden struct {
	Bands  []Group   // age bands of the source, from 0 on, without gap or overlap; at most 128
	Shares []float64 // by band: known people; estimates are proportional to them
	Within []float64 // by age: share within its band; adds up to 1 in each band
	Parts  []HiddenPart

	// People is Grid.People as read from the source. Compared with it, a later
	// scaling such as a forecast is found, and scales the ranges too.
	People []float64
}

// HiddenPart is the hidden people of a cell, or of the part of a source cell
// inside it: those of all Bands together.
type HiddenPart struct {
	Cell      int32
	Bands     BandSet
	People    float64 // estimate; exact if the cell's total is known
	Low, High float64 // range; both are People if the cell's total is known
}

// BandSet is a set of up to 128 bands by index.
type BandSet [2]uint64

// Add puts a band into the set.
func (s *BandSet) Add(band int) { s[band>>6] |= 1 << (band & 63) }

// Has reports whether a band is in the set.
func (s *BandSet) Has(band int) bool { return s[band>>6]>>(band&63)&1 == 1 }

// Estimate is the people of a group in the county's areas, how many of them are
// estimated, and their range if every hidden band holds between none and all of
// its cell's hidden people. Splitting a known band into years of age is a rule
// and not part of the range.
type Estimate struct{ People, Estimated, Low, High float64 }

// Estimate sums a group over the cells of the county's areas. Without hidden
// counts nothing is estimated and both ends of the range are the sum. The ends
// are exact for each part: the fewest and the most people of the group that its
// hidden bands allow. Hidden people who certainly belong to the group, or
// certainly do not, are not counted as estimated.
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
			continue // all of them belong to the group, or none
		}
		e.Estimated += p.People * mean
		e.Low += p.Low*least - p.People*mean
		e.High += p.High*most - p.People*mean
	}
	e.Low = max(e.Low, 0)
	return e
}

// inGroup returns how many people of a group one hidden person of a part counts
// as: by the shares of the bands, and in the bands where that is least and
// most.
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

// scaled returns the factor by which the people of a cell and age were
// multiplied since the grid was read.
func (g *Grid) scaled(at int) float64 {
	if was := g.Hidden.People[at]; was > 0 {
		return g.People[at] / was
	}
	return 1
}
