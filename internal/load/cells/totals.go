package cells

import (
	"slices"
	"strconv"

	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
)

// asideRow is a row of a file of cells whose label names a total. It may have no
// location, and its people are the sum of others.
type asideRow struct {
	at, before int // its line, and how many cells come before it
	names      []string
	people     []float64 // total, then bands
}

// namedTotal sets a row aside if its label names a total, in a file of people.
func (c *cellReader) namedTotal(row *record.Row) bool {
	if c.at.total < 0 && len(c.at.bands) == 0 {
		return false
	}
	names := []string{""}
	if c.at.id >= 0 {
		names[0] = row.Text(c.at.id)
	}
	if slices.Contains(c.keys.kept, names[0]) {
		return false
	}
	if !record.TotalName(names[0]) {
		// Summa may be a place name: a label counts only if the row is not a cell.
		if names[0] != "" && !c.placeless(row) {
			return false
		}
		for _, at := range c.at.labels {
			names = append(names, row.Text(at))
		}
		if names[0] = ""; !slices.ContainsFunc(names, record.TotalName) {
			return false
		}
	}
	x := asideRow{at: row.At, before: len(c.rows), names: names}
	if c.at.total >= 0 {
		x.people = append(x.people, c.count(row, c.at.total))
	}
	for _, at := range c.at.bands {
		x.people = append(x.people, c.count(row, at))
	}
	c.aside = append(c.aside, x)
	return true
}

// kept returns the ids of cells that look like totals but are not.
func (f *File) kept() []string {
	var out []string
	for _, id := range f.KeepTotals {
		out = append(out, string(id))
	}
	return out
}

// checkKept checks that every id of population.keep_totals is the id of a cell.
func checkKept(r *input.Reader, t *yaml.Tree, kept []string, there func(id string) bool) bool {
	good := true
	for i, id := range kept {
		if !t.Root.Find("population", "keep_totals", strconv.Itoa(i)).Dropped && !there(id) {
			r.Wrong(t, "the id of a cell", "as in the population file", "population", "keep_totals", strconv.Itoa(i))
			good = false
		}
	}
	return good
}

// placeless reports whether a row lacks the location that others have.
func (c *cellReader) placeless(row *record.Row) bool {
	if c.at.x >= 0 && c.at.y >= 0 {
		return row.Missing(c.at.x) && row.Missing(c.at.y)
	}
	return c.at.wkt >= 0 && row.Missing(c.at.wkt) || c.at.wkt < 0 && c.Places && row.Geometry == nil
}

// halfOfAll reports whether one cell may hold as many people as all others. If none
// does, no row is the sum of the others. It takes no memory on a large grid.
func (c *cellReader) halfOfAll() bool {
	people, step := c.total, 1
	if people == nil {
		people, step = c.byBand, max(len(c.at.bands), 1)
	}
	for from := range min(step, len(people)) {
		sum, most := 0.0, 0.0
		for i := from; i < len(people); i += step {
			if v := people[i]; v == v {
				sum, most = sum+v, max(most, v)
			}
		}
		if sum > 0 {
			return record.IsSum(2*most, sum, false)
		}
	}
	return false
}

// totals leaves out rows that are labelled as totals and hold the sum of others. A
// row of which only one is true is a problem.
func (c *cellReader) totals() {
	if len(c.aside) == 0 && !c.halfOfAll() {
		return
	}
	order := make([]int, 0, len(c.rows)+len(c.aside)) // cells from 0, rows put aside from -1 down
	for i, k := 0, 0; i < len(c.rows) || k < len(c.aside); {
		if k < len(c.aside) && c.aside[k].before <= i {
			k++
			order = append(order, -k)
		} else {
			order = append(order, i)
			i++
		}
	}
	nb, first := len(c.at.bands), min(c.at.total+1, 1)
	t := &input.Totals{File: c.File, What: "a cell", Keep: c.keys.kept, Way: keepCell, Rows: len(order), Columns: first + nb,
		Value: func(row, column int) float64 {
			switch i := order[row]; {
			case i < 0:
				return c.aside[-i-1].people[column]
			case column < first:
				return c.total[i]
			default:
				return c.byBand[i*nb+column-first]
			}
		},
		Names: func(row int) []string {
			if i := order[row]; i < 0 {
				return c.aside[-i-1].names
			}
			return []string{c.name(order[row])}
		},
		At: func(row int) int {
			if i := order[row]; i < 0 {
				return c.aside[-i-1].at
			}
			return int(c.rows[order[row]])
		}}
	if c.at.id >= 0 {
		t.Column = c.column(c.at.id)
	}
	before := len(c.r.Problems)
	for row := range c.r.Totals(t, false) {
		if order[row] >= 0 { // its label is a code of zeros: it was read as a cell
			c.r.Problems.Add(t.ProblemOf(input.TotalRow{Row: row, Adds: true}))
		}
	}
	c.good = c.good && len(c.r.Problems) == before
}

// keepCell is a hint how to keep a cell that looks like a total.
const keepCell = "; population.keep_totals: [ids] with its id keeps it as a cell"
