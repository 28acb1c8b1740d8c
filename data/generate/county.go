package main

import (
	"fmt"
	"slices"
)

// county is the result: people by area and the populated squares, whose sums
// agree exactly.
type county struct {
	total       int
	ages        count   // of the county
	populations []int   // by area
	areaAges    []count // by area
	cells       []cell  // by row (northing) then column
}

// buildCounty distributes the county's people over the grid. The total is the
// observed population; areas get their shares of it, bands the county's age
// shares; the areas' ages are raked to both; then each area's people and ages
// are distributed over its squares in the same way.
func buildCounty(f *facts) (*county, error) {
	total, err := f.parameter("population.observed_recent")
	if err != nil {
		return nil, err
	}
	var ages share
	for b, name := range bands {
		if ages[b], err = f.parameter("population.age_shares." + name); err != nil {
			return nil, err
		}
	}
	c := &county{total: int(total)}
	shares := make([]float64, len(f.areas))
	for i, a := range f.areas {
		shares[i] = a.share
	}
	c.populations = apportion(c.total, shares)
	copy(c.ages[:], apportion(c.total, ages[:]))
	fit := rake(areaAges(f, ages), c.populations, c.ages)
	if c.areaAges, err = roundToMargins(fit, c.populations, c.ages); err != nil {
		return nil, fmt.Errorf("ages by area: %w", err)
	}
	return c, c.fillCells(f)
}

// areaAges returns the age structure of each area before raking. The districts'
// band 16-29 is spread evenly over its fourteen years: two go to 7-17, five to
// 18-22 and seven to 23-64. An area without districts gets the county's shares.
func areaAges(f *facts, county share) []share {
	seed := make([]share, len(f.areas))
	for _, d := range f.districts {
		if d.area == "" {
			continue
		}
		s := &seed[f.indexOf(d.area)]
		young := d.ages[3] / 14
		split := share{d.ages[0], d.ages[1] + d.ages[2] + 2*young, 5 * young,
			7*young + d.ages[4], d.ages[5], d.ages[6]}
		for b := range split {
			s[b] += split[b]
		}
	}
	for i := range seed {
		if seed[i] == (share{}) {
			seed[i] = county
		}
	}
	return seed
}

// fillCells places each area's people on its squares.
func (c *county) fillCells(f *facts) error {
	all := attractions(f, c.populations)
	byArea := make([][]cell, len(f.areas))
	for _, s := range squares(f) {
		s.weight = density(all, s)
		byArea[s.area] = append(byArea[s.area], s)
	}
	for i, cells := range byArea {
		if len(cells) == 0 {
			return fmt.Errorf("area %s has no squares", f.areas[i].id)
		}
		cells = populated(cells)
		if err := c.fill(f, i, cells); err != nil {
			return fmt.Errorf("cells of %s: %w", f.areas[i].id, err)
		}
		c.cells = append(c.cells, cells...)
	}
	slices.SortFunc(c.cells, byPlace)
	return nil
}

func byPlace(a, b cell) int {
	if a.row != b.row {
		return a.row - b.row
	}
	return a.col - b.col
}

// populated drops the squares of an area with the lowest density.
func populated(cells []cell) []cell {
	keep := int(populatedShare*float64(len(cells)) + 0.5)
	slices.SortFunc(cells, func(a, b cell) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return byPlace(a, b)
	})
	cells = cells[:keep]
	slices.SortFunc(cells, byPlace)
	return cells
}

// fill returns each square of area i one person and a share of the rest, and
// rakes the ages of the squares to the area's.
func (c *county) fill(f *facts, i int, cells []cell) error {
	weights := make([]float64, len(cells))
	for k := range cells {
		weights[k] = cells[k].weight
	}
	people := apportion(c.populations[i]-len(cells), weights)
	seed := make([]share, len(cells))
	for k := range cells {
		people[k]++
		seed[k] = leaning(f, cells[k], c.areaAges[i])
	}
	ages, err := roundToMargins(rake(seed, people, c.areaAges[i]), people, c.areaAges[i])
	if err != nil {
		return err
	}
	for k := range cells {
		cells[k].people, cells[k].ages = people[k], ages[k]
	}
	return nil
}

// leaning is the age structure of a square before raking: the area's, with
// slightly more families away from stations and more young adults and oldest
// people near them, and a noise of ±15 %. This is our assumption.
func leaning(f *facts, s cell, area count) share {
	away := 3000.0
	for _, st := range f.stations {
		away = min(away, apart(s.centre(), st.at))
	}
	t := away / 3000
	lean := share{0.85 + 0.3*t, 0.85 + 0.3*t, 1.15 - 0.3*t, 1, 1, 1.1 - 0.2*t}
	for b := range lean {
		lean[b] *= float64(area[b]) * (0.85 + 0.3*noise(s.row, s.col, 10+uint64(b)))
	}
	return lean
}
