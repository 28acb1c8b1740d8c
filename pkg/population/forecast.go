package population

import (
	"fmt"
	"math"
	"slices"
)

// Forecast returns the grid of a later year. It scales the county's people to
// total and their age structure to shares (by Group, with each age in exactly
// one group, adding up to 1 within a millionth). A nil shares keeps the age
// structure. The people of a group are multiplied by the same factor in every
// cell, so no cell is negative and empty cells stay empty; migration between
// cells is not modelled. Cells outside the areas are scaled by the same
// factors. The estimated people of a cell keep their share of its people. It is
// an error if there are no people to scale, the total is not above 0, or the
// shares are invalid.
func (g *Grid) Forecast(year int, total float64, shares map[Group]float64) (*Grid, error) {
	var byAge [Ages]float64
	now := 0.0
	for i := range g.IDs {
		if g.Area[i] < 0 {
			continue
		}
		for a, p := range g.People[i*Ages : i*Ages+Ages] {
			byAge[a] += p
			now += p
		}
	}
	if !(now > 0) || !(total > 0) || math.IsInf(total, 1) {
		return nil, fmt.Errorf("population: cannot scale %.9g people to %.9g", now, total)
	}
	if shares == nil {
		shares = map[Group]float64{Everyone(): 1}
	}
	factor, err := factors(byAge, total, shares)
	if err != nil {
		return nil, err
	}
	c := g.scaleBy(func(int32) []float64 { return factor[:] })
	c.Year = year
	return c, nil
}

// scaleBy returns a copy in which the people of a cell are multiplied by its area's
// factors by age. The estimated people keep their share of the cell's people.
func (g *Grid) scaleBy(factors func(area int32) []float64) *Grid {
	c := *g
	c.People = make([]float64, len(g.People))
	c.Estimated = make([]float64, len(g.Estimated))
	for i := range g.IDs {
		factor := factors(g.Area[i])
		before, after := 0.0, 0.0
		for a := range Ages {
			p := g.People[i*Ages+a]
			c.People[i*Ages+a] = p * factor[a]
			before += p
			after += p * factor[a]
		}
		if before > 0 {
			c.Estimated[i] = g.Estimated[i] * (after / before)
		}
	}
	return &c
}

// Times returns a copy in which the people of each area are multiplied by its factor,
// in the order of Areas. Cells outside of the areas stay as they are.
func (g *Grid) Times(factor []float64) *Grid {
	byAge := make([][]float64, len(factor)+1)
	for i := range byAge {
		byAge[i] = make([]float64, Ages)
		for a := range Ages {
			byAge[i][a] = 1
			if i > 0 {
				byAge[i][a] = factor[i-1]
			}
		}
	}
	return g.scaleBy(func(area int32) []float64 { return byAge[max(area, -1)+1] })
}

// factors returns the scaling factor of each age.
func factors(byAge [Ages]float64, total float64, shares map[Group]float64) (factor [Ages]float64, err error) {
	groups := make([]Group, 0, len(shares))
	for group := range shares {
		groups = append(groups, group)
	}
	slices.SortFunc(groups, func(a, b Group) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return a.To - b.To
	})
	next, sum := 0, 0.0
	for _, group := range groups {
		share := shares[group]
		if !(share >= 0 && share <= 1) {
			return factor, fmt.Errorf("population: the share of ages %s is %g, expected 0 to 1", group, share)
		}
		from := max(group.From, 0)
		if from > next {
			return factor, fmt.Errorf("population: no age share for age %d", next)
		}
		if from < next {
			return factor, fmt.Errorf("population: two age shares for age %d", from)
		}
		next = min(max(group.To+1, next), Ages)
		sum += share
	}
	if next < Ages {
		return factor, fmt.Errorf("population: no age share for age %d", next)
	}
	if math.Abs(sum-1) > 1e-6 {
		return factor, fmt.Errorf("population: the age shares add up to %.9g, not 1", sum)
	}
	for _, group := range groups {
		have := 0.0
		for a := max(group.From, 0); a <= group.To && a < Ages; a++ {
			have += byAge[a]
		}
		share := shares[group] / sum
		if have <= 0 && share > 0 {
			return factor, fmt.Errorf("population: no people aged %s to scale", group)
		}
		for a := max(group.From, 0); a <= group.To && a < Ages && have > 0; a++ {
			factor[a] = share * total / have
		}
	}
	return factor, nil
}
