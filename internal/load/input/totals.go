package input

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/source"
)

// minOthers is how many other rows must have a value above 0 before a row that
// equals the sum of all others is not a coincidence.
const minOthers = 3

// Totals is a table in which rows may hold the sum of others. Read as cells,
// they would count everything twice.
type Totals struct {
	File, Column  string                        // for messages
	What          string                        // what a row is: "a cell"
	Rows, Columns int                           // the columns are those that are added up
	Value         func(row, column int) float64 // NaN if it is unknown
	Names         func(row int) []string        // labels that may name a total, the id first
	At            func(row int) int             // its line
	Keep          []string                      // ids of rows that are not totals
	Way           string                        // how to keep such a row, for a hint
}

// TotalRow is a row that is labelled a total, that is the sum of others, or both.
type TotalRow struct {
	Row       int
	name      string // the label of a total, "" without one
	nextToID  bool   // the label is not the id, so it may be the name of a place
	Adds      bool
	sameAsOne bool // it equals a single other row, which an ordinary place may too
}

// WithoutTotals leaves out rows of a table in the project's own format that are
// labelled as totals and are the sum of others. A row of which only one is true is a
// problem if there is a way to keep it; otherwise it is an ordinary row.
func (t *Table) WithoutTotals(what, way string, columns ...string) {
	rows := &Totals{File: t.Name, Column: "id", What: what, Rows: len(t.Rows), Columns: len(columns),
		Value: func(row, column int) float64 {
			if v, ok := record.Number([]byte(t.Get(row, columns[column])), t.Comma); ok {
				return v
			}
			return math.NaN()
		},
		Names: func(row int) []string {
			return []string{t.Get(row, "id"), t.Get(row, "name"), t.Get(row, "name_fi"), t.Get(row, "name_sv"), t.Get(row, "name_en")}
		},
		At: func(row int) int { return t.Lines[row] }, Keep: t.Keep, Way: way}
	leave := t.Reader.Totals(rows, way == "")
	for i := len(t.Rows) - 1; i >= 0; i-- {
		if leave[i] {
			t.Rows, t.Lines = slices.Delete(t.Rows, i, i+1), slices.Delete(t.Lines, i, i+1)
		}
	}
}

// Totals finds the rows that hold the sum of others. Rows that are labelled as
// totals and add up are left out with a note. If only one of the two is true,
// the row is ambiguous: that is a problem, or with lenient an ordinary row.
func (r *Reader) Totals(t *Totals, lenient bool) (leave map[int]bool) {
	for _, x := range t.find() {
		switch {
		case x.name != "" && x.Adds:
			if leave == nil {
				leave = map[int]bool{}
			}
			leave[x.Row] = true
			r.Note("%s: row %d, %q, is the sum of other rows and was left out", source.Base(t.File), t.At(x.Row), x.name)
		case !lenient && (!x.nextToID || x.sameAsOne):
			r.Problems.Add(t.ProblemOf(x))
		case x.sameAsOne:
			r.Note("%s: row %d is named %q, like a total, and equals one other row: it is used as %s; remove it if it is a total", source.Base(t.File), t.At(x.Row), x.name, t.What)
		case x.Adds:
			r.Note("%s: row %d, %q, is the sum of all other rows: it is used as %s; remove it if it is a total", source.Base(t.File), t.At(x.Row), t.Names(x.Row)[0], t.What)
		default:
			r.Note("%s: row %d is named %q, like a total, but is not the sum of other rows: it is used as %s", source.Base(t.File), t.At(x.Row), x.name, t.What)
		}
	}
	return leave
}

// ProblemOf is the problem of a row that is labelled a total or adds up, not both.
func (t *Totals) ProblemOf(x TotalRow) problem.Problem {
	p := problem.Problem{File: t.File, Row: t.At(x.Row), Column: t.Column, Found: cmp.Or(t.Names(x.Row)[0], x.name)}
	switch {
	case x.sameAsOne:
		p.Expected, p.Hint = t.What+", or the sum of several rows", fmt.Sprintf("%q may name a total, and the row equals one other row: remove it if it is a total", x.name)+t.Way
	case x.Adds:
		p.Expected, p.Hint = t.What+", not the sum of all other rows", "every value of the row is the sum of the others: remove the row if it is a total"+t.Way
	default:
		p.Expected, p.Hint = t.What+", or the sum of other rows", fmt.Sprintf("%q names a total, but the row is not the sum of others: remove it, or add the missing rows", x.name)+t.Way
	}
	return p
}

// find finds the rows, in order.
func (t *Totals) find() []TotalRow {
	var named, out []TotalRow
	var plain, zeros []int
	blocks := [][]int{nil} // rows between those that are labelled as totals
	for i := range t.Rows {
		x := t.named(i)
		if x.name != "" && !record.ZeroCode(x.name) {
			named = append(named, x)
			blocks = append(blocks, nil)
			continue
		}
		blocks[len(blocks)-1] = append(blocks[len(blocks)-1], i)
		if x.name == "" {
			plain = append(plain, i)
		} else {
			zeros = append(zeros, i)
		}
	}
	// A code of zeros labels a total if the row adds up; otherwise it is an
	// ordinary id.
	for _, i := range zeros {
		if t.some(plain) && t.equals(i, t.sum(plain), false) {
			x := TotalRow{Row: i, Adds: true}
			if id := t.Names(i)[0]; len(id) > 1 { // many tables number their rows from 0
				x.name = id
			}
			out = append(out, x)
		} else {
			plain = append(plain, i)
		}
	}
	if len(plain) == 0 { // all rows are totals of something outside the table: they are its rows
		return t.grandTotals(named)
	}
	// Two passes: a row whose label is not its id may turn out to be ordinary.
	for range 2 {
		all, above := t.sum(plain), t.sum(blocks[0])
		for k := range named {
			x, below := &named[k], t.sum(blocks[k+1])
			if !slices.Contains(plain, x.Row) {
				t.compare(x, all, above, below)
				if x.nextToID && !x.Adds {
					plain = append(plain, x.Row)
				}
			}
			above = below
		}
	}
	out = append(out, named...)
	if i := t.sumOfOthers(plain); i >= 0 {
		out = append(out, TotalRow{Row: i, Adds: true})
	}
	slices.SortFunc(out, func(a, b TotalRow) int { return a.Row - b.Row })
	return out
}

// compare sets whether a row that is labelled a total equals one of some sums.
func (t *Totals) compare(x *TotalRow, sums ...rowSum) {
	x.Adds, x.sameAsOne = false, false
	for _, s := range sums {
		switch {
		case !t.equals(x.Row, s, true):
		case s.rows > 1 || !record.PlaceName(x.name):
			x.Adds = true
		default:
			x.sameAsOne = true
		}
	}
	x.sameAsOne = x.sameAsOne && !x.Adds
}

// grandTotals finds the sums of others if every row is labelled a total.
func (t *Totals) grandTotals(named []TotalRow) []TotalRow {
	var out []TotalRow
	for _, x := range named {
		var others []int
		for _, y := range named {
			if y.Row != x.Row {
				others = append(others, y.Row)
			}
		}
		if x.Adds = len(others) > 1 && t.equals(x.Row, t.sum(others), true); x.Adds {
			out = append(out, x)
		}
	}
	return out
}

// named returns the label that makes a row a total, which may be a code of zeros;
// no name if there is none.
func (t *Totals) named(row int) TotalRow {
	names := t.Names(row)
	x := TotalRow{Row: row}
	if slices.Contains(t.Keep, names[0]) {
		return x
	}
	for k, n := range names {
		if record.TotalName(n) {
			x.name, x.nextToID = n, k > 0 && names[0] != ""
			return x
		}
	}
	if record.ZeroCode(names[0]) {
		x.name = names[0]
	}
	return x
}

// rowSum is the sum of some rows by column, and whether one of the values is
// unknown.
type rowSum struct {
	rows    int
	sum     []float64
	unknown []bool
}

func (t *Totals) sum(rows []int) rowSum {
	s := rowSum{len(rows), make([]float64, t.Columns), make([]bool, t.Columns)}
	for _, i := range rows {
		for c := range t.Columns {
			if v := t.Value(i, c); v == v {
				s.sum[c] += v
			} else {
				s.unknown[c] = true
			}
		}
	}
	return s
}

// equals reports whether a row equals a sum in every column. A sum with unknown
// parts must be at most the row's value.
func (t *Totals) equals(row int, s rowSum, named bool) bool {
	known := false
	for c, sum := range s.sum {
		v := t.Value(row, c)
		if v == v && !record.IsSum(v, sum, named) && !(named && s.unknown[c] && v > sum) {
			return false
		}
		known = known || v == v
	}
	return known && s.rows > 0
}

// some reports whether enough rows have a value above 0.
func (t *Totals) some(rows []int) bool {
	for c := range t.Columns {
		n := 0
		for _, i := range rows {
			if t.Value(i, c) > 0 {
				n++
			}
		}
		if n >= minOthers {
			return true
		}
	}
	return false
}

// sumOfOthers finds a row that is the sum of all others in every column but is not
// labelled a total; -1 if there is none. It is the largest row.
func (t *Totals) sumOfOthers(rows []int) int {
	most := -1
	for c := 0; c < t.Columns && most < 0; c++ {
		for _, i := range rows {
			if v := t.Value(i, c); v > 0 && (most < 0 || v > t.Value(most, c)) {
				most = i
			}
		}
	}
	if most < 0 || slices.Contains(t.Keep, t.Names(most)[0]) {
		return -1
	}
	others := slices.DeleteFunc(slices.Clone(rows), func(i int) bool { return i == most })
	if !t.some(others) || !t.equals(most, t.sum(others), false) {
		return -1
	}
	return most
}
