package cells

import (
	"context"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/source"
)

// cellFile is a file of cells, one entry per row; arrange sorts them once all rows
// are read.
type cellFile struct {
	*record.Source
	keys    gridKeys
	placed  source.Placed
	rows    []int32           // line or record
	ids     []int64           // 1, 2, 3 … if names are the ids
	names   []string          // nil if all ids are whole numbers
	boxes   []orb.Bound       // bounds in the file's coordinates; nil if cells have no location
	sizes   []float64         // area in square metres; nil if cells are points
	shapes  []orb.Polygon     // EPSG:3067, kept only if people are moved by area or some cell is no square
	centres []orb.Point       // EPSG:3067
	order   []int32           // of the rows in the file (population.Sorting)
	side    float64           // of a cell, metres
	middles map[int]orb.Point // of cells that are not squares along the axes, in the file's coordinates

	area      []int32  // by cell: index into areaNames, -1 for none; nil without the column
	areaNames []string // ids of areas

	totalName string    // the column of totals
	bands     []bandKey // of byBand; none if the file has only totals
	total     []float64 // NaN if hidden; nil without the column
	byBand    []float64 // [cell*bands+band], NaN if hidden
}

// hasName reports whether a cell has an id.
func (c *cellFile) hasName(id string) bool {
	for i := range c.rows {
		if c.name(i) == id {
			return true
		}
	}
	return false
}

// cellReader reads rows into a cellFile.
type cellReader struct {
	*cellFile
	r       *input.Reader
	ctx     context.Context
	at      gridColumns
	good    bool
	areaOf  map[string]int32
	aside   []asideRow // rows that are named totals
	mixture int        // points among polygons, or polygons among points
}

// readCells reads the rows of a file of cells: ids, locations and people. keep
// says whether the polygons of squares are needed after reading.
func readCells(ctx context.Context, r *input.Reader, s *record.Source, k gridKeys, keep bool) (*cellFile, bool) {
	at, bands, ok := columns(r, s, &k)
	if !ok {
		return nil, false
	}
	f := &cellFile{Source: s, keys: k, bands: bands}
	if n := s.Rows; n > 0 && n < 1<<24 { // do not allocate whatever a header claims
		n = min(n, 1<<16)
		f.rows, f.ids = make([]int32, 0, n), make([]int64, 0, n)
	}
	c := &cellReader{cellFile: f, r: r, ctx: ctx, at: at, good: true, areaOf: map[string]int32{}}
	if c.at.want == nil {
		c.at.want = []int{} // nil would be all columns
	}
	if at.id < 0 {
		r.Note("%s: no id column is declared, so cells are numbered in the order of the file", source.Base(s.File))
	}
	if at.total >= 0 {
		f.totalName = c.column(at.total)
	}
	if err := s.Each(c.at.want, c.row); err != nil {
		if ctx.Err() == nil {
			r.Add(s.File, err)
		}
		return nil, false
	}
	c.totals()
	if c.good && len(f.rows) == 0 {
		r.Problems.Add(problem.Problem{File: s.File, Found: "no record", Expected: "cells of a grid"})
		return nil, false
	}
	if c.good && c.mixture > 0 {
		r.Problems.Add(problem.Problem{File: s.File, Found: strconv.Itoa(c.mixture) + " points among polygons", Expected: "only polygons or only points"})
		return nil, false
	}
	if !c.good || !c.unique() || !placeCellFile(r, f, keep) {
		return f, false
	}
	f.order = f.arrange()
	return f, true
}

// row reads one row.
func (c *cellReader) row(row *record.Row) error {
	if len(c.rows)&0xfff == 0 && c.ctx.Err() != nil {
		return c.ctx.Err()
	}
	if c.namedTotal(row) {
		return nil
	}
	c.rows = append(c.rows, int32(min(row.At, math.MaxInt32)))
	c.id(row)
	c.place(row)
	if c.at.area >= 0 {
		c.areaName(row.Text(c.at.area))
	}
	if c.at.total >= 0 {
		c.total = append(c.total, c.count(row, c.at.total))
	}
	for _, at := range c.at.bands {
		c.byBand = append(c.byBand, c.count(row, at))
	}
	return nil
}

// column returns the name of a column by its index among the wanted ones.
func (c *cellReader) column(at int) string { return c.Fields[c.at.want[at]].Name }

// wrong reports an invalid value.
func (c *cellReader) wrong(row *record.Row, at int, expected, hint string) {
	c.good = false
	c.r.Problems.Add(problem.Problem{File: c.File, Row: row.At, Column: c.column(at), Found: row.Text(at), Expected: expected, Hint: hint})
}

// id stores the id of a row. IDs are numbers as long as all are written as whole
// numbers. 007 is a text, since 7 would be a different id.
func (c *cellReader) id(row *record.Row) {
	if c.at.id < 0 {
		c.ids = append(c.ids, int64(len(c.rows)))
		return
	}
	if row.Missing(c.at.id) {
		c.wrong(row, c.at.id, "the id of a cell", "")
	}
	n, whole := row.Whole(c.at.id)
	if text := row.Values[c.at.id].Text; len(text) > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9' {
		whole = false
	}
	if !whole && c.names == nil {
		c.names = make([]string, len(c.ids), len(c.ids)+64)
		for i, id := range c.ids {
			c.names[i], c.ids[i] = strconv.FormatInt(id, 10), int64(i+1)
		}
	}
	if c.names != nil {
		c.names = append(c.names, row.Text(c.at.id))
		n = int64(len(c.names))
	}
	c.ids = append(c.ids, n)
}

// unique reports repeated ids.
func (c *cellReader) unique() bool {
	good := true
	twice := func(i, first int) {
		good = false
		c.r.Problems.Add(problem.Problem{File: c.File, Row: int(c.rows[i]), Column: c.column(c.at.id), Found: c.name(i),
			Expected: "every id once", Hint: problem.RowHas(int(c.rows[first]))})
	}
	if c.names != nil {
		eachTwice(c.names, twice)
	} else {
		eachTwice(c.ids, twice)
	}
	return good
}

// eachTwice calls twice for every repeated id, with the index of its first use.
func eachTwice[T comparable](ids []T, twice func(i, first int)) {
	seen := make(map[T]int, len(ids))
	for i, id := range ids {
		if first, ok := seen[id]; ok {
			twice(i, first)
			continue
		}
		seen[id] = i
	}
}

// name returns the id of a cell as the file writes it.
func (f *cellFile) name(i int) string {
	if f.names != nil {
		return f.names[i]
	}
	return strconv.FormatInt(f.ids[i], 10)
}

// areaName stores the area of a row.
func (c *cellReader) areaName(id string) {
	if id == "" {
		c.area = append(c.area, -1)
		return
	}
	n, ok := c.areaOf[id]
	if !ok {
		n = int32(len(c.areaNames))
		c.areaOf[id] = n
		c.areaNames = append(c.areaNames, id)
	}
	c.area = append(c.area, n)
}

// count reads people, NaN if they are hidden. A mark above 0, such as 99, may also
// be a count: it is kept as one, and findHidden decides by the cell's total.
func (c *cellReader) count(row *record.Row, at int) float64 {
	n, number := row.Number(at)
	for i := range c.keys.hidden {
		m := &c.keys.hidden[i]
		if m.isNumber && number && n == m.number && n <= 0 || !m.isNumber && !number && row.Text(at) == m.text {
			return math.NaN()
		}
	}
	switch {
	case number && n >= 0 && n <= maxPeople:
		return n
	case number && n >= 0:
		c.wrong(row, at, "at most "+strconv.Itoa(maxPeople)+" people", "more than a cell can have")
	default:
		c.wrong(row, at, "a count of 0 or more", "marks of hidden counts must be declared in hidden")
	}
	return 0
}
