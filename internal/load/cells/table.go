package cells

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/pkg/population"
)

const (
	defaultSide = 250  // metres
	hiddenMark  = "99" // marks hidden counts in Finnish grids

	// maxPeople is the most people of a band in a cell: a larger number is a
	// mistake.
	maxPeople = 10_000_000
)

var bandName = regexp.MustCompile(`^p([0-9]{1,3})(?:_([0-9]{1,3}))?$`)

// bands finds the columns of people: pA_B holds the ages A to B, pA all ages from
// A on. They must follow each other from age 0 without gap or overlap.
func bands(t *input.Table) []bandKey {
	var out []bandKey
	for _, c := range t.Names {
		m := bandName.FindStringSubmatch(c)
		if m == nil {
			continue
		}
		b := bandKey{column: c, ages: population.Group{To: population.Ages - 1}}
		b.ages.From, _ = strconv.Atoi(m[1])
		if m[2] != "" {
			b.ages.To, _ = strconv.Atoi(m[2])
		}
		out = append(out, b)
	}
	slices.SortFunc(out, func(a, b bandKey) int { return a.ages.From - b.ages.From })
	next := 0
	for k, b := range out {
		if b.ages.From > next { // a column is missing, which is not the fault of the next one
			found, wanted := fmt.Sprintf("no age %d before %s", next, b.column), fmt.Sprintf("p%d_%d", next, b.ages.From-1)
			if b.ages.From-next > 1 {
				found = fmt.Sprintf("no ages %d to %d before %s", next, b.ages.From-1, b.column)
			}
			if k > 0 {
				found = strings.Replace(found, "before ", "between "+out[k-1].column+" and ", 1)
			}
			t.Reader.Problems.Add(problem.Problem{File: t.Name, Row: 1, Found: found, Expected: fmt.Sprintf("the column %s, or p%d%s in place of %s", wanted, next, strings.TrimLeft(b.column[1:], "0123456789"), b.column), Hint: bandsFollow})
			return nil
		}
		if b.ages.From != next || b.ages.To < b.ages.From {
			t.Reader.Problems.Add(problem.Problem{File: t.Name, Row: 1, Column: b.column, Found: fmt.Sprintf("ages %d to %d", b.ages.From, b.ages.To),
				Expected: fmt.Sprintf("a band from age %d on", next), Hint: bandsFollow})
			return nil
		}
		next = b.ages.To + 1
	}
	if next < population.Ages {
		t.Reader.Problems.Add(problem.Problem{File: t.Name, Row: 1, Found: fmt.Sprintf("columns of people up to age %d", next-1),
			Expected: "columns p0_6, p7_17, … and an open one such as p75"})
		return nil
	}
	return out
}

// cells reads a table of cells with people by age band.
func cells(t *input.Table, side float64, in *Areas) (g *population.Grid, names []string) {
	bands := bands(t)
	if bands == nil {
		return nil, nil
	}
	columns := make([]string, len(bands))
	for i, b := range bands {
		columns[i] = b.column
	}
	t.WithoutTotals("a cell", keepCell, columns...)
	if len(t.Rows) == 0 {
		t.Reader.Problems.Add(input.Empty(t.Name, "cells"))
		return nil, nil
	}
	index := make(map[string]int32, len(in.List))
	for i, a := range in.List {
		index[a.ID] = int32(i)
	}
	ids, centres := make([]int64, len(t.Rows)), make([]orb.Point, len(t.Rows))
	g = population.NewGrid(ids, centres, side)
	g.Areas = in.List
	seen, taken, numbers := map[string]int{}, map[orb.Point]int{}, map[int64]int{}
	for i := range t.Rows {
		names = append(names, t.Get(i, "id"))
		if t.Unique(i, t.Get(i, "id"), seen) {
			ids[i] = cellNumber(t, i, numbers)
		}
		centres[i] = centre(t, i, side, centres[0], taken)
		if area := t.Get(i, "area"); area != "" {
			a, ok := index[area]
			if in.IDs.Lacks(area) {
				t.Wrong(i, "area", "the id of an area, or nothing outside the county", t.Reader.SuggestID(area, in.IDs.List))
			}
			if !ok {
				continue
			}
			g.Area[i] = a
		}
		people(t, g, i, bands)
	}
	return g, names
}

// cellNumber computes the number of a cell from the digits of its id: s12_34
// becomes 1234.
func cellNumber(t *input.Table, row int, numbers map[int64]int) int64 {
	digits := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, t.Get(row, "id"))
	n, err := strconv.ParseInt(digits, 10, 64)
	if first, twice := numbers[n]; err != nil || twice {
		hint := ""
		if twice {
			hint = fmt.Sprintf("row %d has the same digits", first)
		}
		t.Wrong(row, "id", "an id whose digits make a unique number", hint)
		return 0
	}
	numbers[n] = t.Lines[row]
	return n
}

// centre reads a cell's centre. It must be where the county's system is used, on the lattice of the first
// cell, and different from all other centres.
func centre(t *input.Table, row int, side float64, first orb.Point, taken map[orb.Point]int) orb.Point {
	p, ok := t.Point(row)
	if !ok {
		return p
	}
	if other, twice := taken[p]; twice {
		t.Wrong(row, "x", "a centre that no other cell has", fmt.Sprintf("row %d is there already", other))
		return p
	}
	taken[p] = t.Lines[row]
	if row > 0 && first != (orb.Point{}) && (offLattice(p[0]-first[0], side) || offLattice(p[1]-first[1], side)) {
		t.Wrong(row, "x", fmt.Sprintf("a centre whole cells of %g m away from the first", side), "the county file sets the side")
	}
	return p
}

// offLattice reports whether a distance is not a whole number of sides, to 1 m.
func offLattice(d, side float64) bool {
	return math.Abs(d-side*math.Round(d/side)) > 1
}

// people adds the people of a row. A row with the mark of hidden counts in every
// band is refused, because this format has no total to estimate from.
func people(t *input.Table, g *population.Grid, row int, bands []bandKey) {
	hidden := len(bands) > 2
	for _, b := range bands {
		hidden = hidden && t.Get(row, b.column) == hiddenMark
	}
	if hidden {
		t.Wrong(row, bands[0].column, "counts of people", "99 in every band means hidden; a table of cells needs estimated counts")
		return
	}
	for _, b := range bands {
		n, ok := t.Number(row, b.column)
		switch {
		case !ok:
		case n < 0:
			t.Wrong(row, b.column, "0 or more people", "estimate hidden counts first; negative numbers do not mark them")
		case n > maxPeople:
			t.Wrong(row, b.column, fmt.Sprintf("at most %d people", maxPeople), "more than a cell can have")
		default:
			g.Spread(row, b.ages.From, b.ages.To, n)
		}
	}
}
