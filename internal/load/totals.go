package load

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

// totalRows is a table in which rows may hold the sum of others. Read as cells,
// they would count everything twice.
type totalRows struct {
	file, column  string                        // for messages
	what          string                        // what a row is: "a cell"
	rows, columns int                           // the columns are those that are added up
	value         func(row, column int) float64 // NaN if it is unknown
	names         func(row int) []string        // labels that may name a total, the id first
	at            func(row int) int             // its line
	keep          []string                      // ids of rows that are not totals
	way           string                        // how to keep such a row, for a hint
}

// totalRow is a row that is labelled a total, that is the sum of others, or both.
type totalRow struct {
	row       int
	name      string // the label of a total, "" without one
	nextToID  bool   // the label is not the id, so it may be the name of a place
	adds      bool
	sameAsOne bool // it equals a single other row, which an ordinary place may too
}

// keepCell is a hint how to keep a cell that looks like a total.
const keepCell = "; population.keep_totals: [ids] with its id keeps it as a cell"

// withoutTotals leaves out rows of a table in the project's own format that are
// labelled as totals and are the sum of others. With strict, a row of which only
// one is true is a problem; otherwise it is an ordinary row.
func (t *table) withoutTotals(what string, strict bool, columns ...string) {
	rows := &totalRows{file: t.name, column: "id", what: what, rows: len(t.rows), columns: len(columns),
		value: func(row, column int) float64 {
			if v, ok := record.Number([]byte(t.get(row, columns[column])), t.comma); ok {
				return v
			}
			return math.NaN()
		},
		names: func(row int) []string {
			return []string{t.get(row, "id"), t.get(row, "name"), t.get(row, "name_fi"), t.get(row, "name_sv"), t.get(row, "name_en")}
		},
		at: func(row int) int { return t.lines[row] }, keep: t.keep}
	if strict {
		rows.way = keepCell
	}
	leave := t.r.totals(rows, !strict)
	for i := len(t.rows) - 1; i >= 0; i-- {
		if leave[i] {
			t.rows, t.lines = slices.Delete(t.rows, i, i+1), slices.Delete(t.lines, i, i+1)
		}
	}
}

// totals finds the rows that hold the sum of others. Rows that are labelled as
// totals and add up are left out with a note. If only one of the two is true,
// the row is ambiguous: that is a problem, or with lenient an ordinary row.
func (r *reader) totals(t *totalRows, lenient bool) (leave map[int]bool) {
	for _, x := range t.find() {
		switch {
		case x.name != "" && x.adds:
			if leave == nil {
				leave = map[int]bool{}
			}
			leave[x.row] = true
			r.note("%s: row %d, %q, is the sum of other rows and was left out", source.Base(t.file), t.at(x.row), x.name)
		case !lenient && (!x.nextToID || x.sameAsOne):
			r.problems.Add(t.problemOf(x))
		case x.sameAsOne:
			r.note("%s: row %d is named %q, like a total, and equals one other row: it is used as %s; remove it if it is a total", source.Base(t.file), t.at(x.row), x.name, t.what)
		case x.adds:
			r.note("%s: row %d, %q, is the sum of all other rows: it is used as %s; remove it if it is a total", source.Base(t.file), t.at(x.row), t.names(x.row)[0], t.what)
		default:
			r.note("%s: row %d is named %q, like a total, but is not the sum of other rows: it is used as %s", source.Base(t.file), t.at(x.row), x.name, t.what)
		}
	}
	return leave
}

// problemOf is the problem of a row that is labelled a total or adds up, not both.
func (t *totalRows) problemOf(x totalRow) problem.Problem {
	p := problem.Problem{File: t.file, Row: t.at(x.row), Column: t.column, Found: cmp.Or(t.names(x.row)[0], x.name)}
	switch {
	case x.sameAsOne:
		p.Expected, p.Hint = t.what+", or the sum of several rows", fmt.Sprintf("%q may name a total, and the row equals one other row: remove it if it is a total", x.name)+t.way
	case x.adds:
		p.Expected, p.Hint = t.what+", not the sum of all other rows", "every value of the row is the sum of the others: remove the row if it is a total"+t.way
	default:
		p.Expected, p.Hint = t.what+", or the sum of other rows", fmt.Sprintf("%q names a total, but the row is not the sum of others: remove it, or add the missing rows", x.name)+t.way
	}
	return p
}

// find finds the rows, in order.
func (t *totalRows) find() []totalRow {
	var named, out []totalRow
	var plain, zeros []int
	blocks := [][]int{nil} // rows between those that are labelled as totals
	for i := range t.rows {
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
			x := totalRow{row: i, adds: true}
			if id := t.names(i)[0]; len(id) > 1 { // many tables number their rows from 0
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
			if !slices.Contains(plain, x.row) {
				t.compare(x, all, above, below)
				if x.nextToID && !x.adds {
					plain = append(plain, x.row)
				}
			}
			above = below
		}
	}
	out = append(out, named...)
	if i := t.sumOfOthers(plain); i >= 0 {
		out = append(out, totalRow{row: i, adds: true})
	}
	slices.SortFunc(out, func(a, b totalRow) int { return a.row - b.row })
	return out
}

// compare sets whether a row that is labelled a total equals one of some sums.
func (t *totalRows) compare(x *totalRow, sums ...rowSum) {
	x.adds, x.sameAsOne = false, false
	for _, s := range sums {
		switch {
		case !t.equals(x.row, s, true):
		case s.rows > 1 || !record.PlaceName(x.name):
			x.adds = true
		default:
			x.sameAsOne = true
		}
	}
	x.sameAsOne = x.sameAsOne && !x.adds
}

// grandTotals finds the sums of others if every row is labelled a total.
func (t *totalRows) grandTotals(named []totalRow) []totalRow {
	var out []totalRow
	for _, x := range named {
		var others []int
		for _, y := range named {
			if y.row != x.row {
				others = append(others, y.row)
			}
		}
		if x.adds = len(others) > 1 && t.equals(x.row, t.sum(others), true); x.adds {
			out = append(out, x)
		}
	}
	return out
}

// named returns the label that makes a row a total, which may be a code of zeros;
// no name if there is none.
func (t *totalRows) named(row int) totalRow {
	names := t.names(row)
	x := totalRow{row: row}
	if slices.Contains(t.keep, names[0]) {
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

func (t *totalRows) sum(rows []int) rowSum {
	s := rowSum{len(rows), make([]float64, t.columns), make([]bool, t.columns)}
	for _, i := range rows {
		for c := range t.columns {
			if v := t.value(i, c); v == v {
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
func (t *totalRows) equals(row int, s rowSum, named bool) bool {
	known := false
	for c, sum := range s.sum {
		v := t.value(row, c)
		if v == v && !record.IsSum(v, sum, named) && !(named && s.unknown[c] && v > sum) {
			return false
		}
		known = known || v == v
	}
	return known && s.rows > 0
}

// some reports whether enough rows have a value above 0.
func (t *totalRows) some(rows []int) bool {
	for c := range t.columns {
		n := 0
		for _, i := range rows {
			if t.value(i, c) > 0 {
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
func (t *totalRows) sumOfOthers(rows []int) int {
	most := -1
	for c := 0; c < t.columns && most < 0; c++ {
		for _, i := range rows {
			if v := t.value(i, c); v > 0 && (most < 0 || v > t.value(most, c)) {
				most = i
			}
		}
	}
	if most < 0 || slices.Contains(t.keep, t.names(most)[0]) {
		return -1
	}
	others := slices.DeleteFunc(slices.Clone(rows), func(i int) bool { return i == most })
	if !t.some(others) || !t.equals(most, t.sum(others), false) {
		return -1
	}
	return most
}
