package load

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// mostlyOthers is how many other rows with a value above 0 it takes for a row
// that equals the sum of all others to be no chance.
const mostlyOthers = 3

// totalRows is a table in which rows may hold the sum of others: taken for cells,
// they would count everything twice.
type totalRows struct {
	file, column  string                        // for messages
	what          string                        // what a row is: "a cell"
	rows, columns int                           // the columns are those that are summed
	value         func(row, column int) float64 // NaN where it is not known
	names         func(row int) []string        // what may name a row as a total, its id first
	at            func(row int) int             // its line
	keep          []string                      // ids of rows that are none
	way           string                        // how to keep such a row, for a hint
}

// totalRow is a row that is named a total, that adds up to others, or both.
type totalRow struct {
	row    int
	name   string // "" where it is not named so
	beside bool   // the name stands beside an id that says nothing: a place may be called so
	adds   bool
	twin   bool // it adds up to one row alone, as a place that is called so may, too
}

// keepCell says how a county keeps a cell that looks like a total.
const keepCell = "; population.keep_totals: [ids] with its id takes it for a cell"

// withoutTotals leaves out rows of a table of the county's own whose id or name
// says that they are totals, and that are. doubtful says that a row of which only
// one of the two holds is a problem; else it is a row like any other.
func (t *table) withoutTotals(what string, doubtful bool, columns ...string) {
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
	if doubtful {
		rows.way = keepCell
	}
	leave := t.r.totals(rows, !doubtful)
	for i := len(t.rows) - 1; i >= 0; i-- {
		if leave[i] {
			t.rows, t.lines = slices.Delete(t.rows, i, i+1), slices.Delete(t.lines, i, i+1)
		}
	}
}

// totals finds the rows that hold the sum of others. Those that are named so and
// add up are left out with a note. Where one of the two does not hold, what the
// row is cannot be known: that is a problem, unless lenient takes it for a row
// like any other.
func (r *reader) totals(t *totalRows, lenient bool) (leave map[int]bool) {
	for _, x := range t.find() {
		switch {
		case x.name != "" && x.adds:
			if leave == nil {
				leave = map[int]bool{}
			}
			leave[x.row] = true
			r.note("%s: row %d, %q, holds the sum of others and was left out", baseName(t.file), t.at(x.row), x.name)
		case !lenient && (!x.beside || x.twin):
			r.problems.Add(t.problemOf(x))
		case x.twin:
			r.note("%s: row %d is named %q, like a total, and has the values of one other row: it is taken for %s; take it out where it is a total", baseName(t.file), t.at(x.row), x.name, t.what)
		case x.adds:
			r.note("%s: row %d, %q, is the sum of all other rows: it is taken for %s; take it out where it is a total", baseName(t.file), t.at(x.row), t.names(x.row)[0], t.what)
		default:
			r.note("%s: row %d is named %q, like a total, but is not the sum of others: it is taken for %s", baseName(t.file), t.at(x.row), x.name, t.what)
		}
	}
	return leave
}

// problemOf is the problem of a row that is named a total or adds up, not both.
func (t *totalRows) problemOf(x totalRow) problem.Problem {
	p := problem.Problem{File: t.file, Row: t.at(x.row), Column: t.column, Found: cmp.Or(t.names(x.row)[0], x.name)}
	switch {
	case x.twin:
		p.Expected, p.Hint = t.what+", or the sum of several rows", fmt.Sprintf("%q may name a total, and the row has the values of one other row: take it out where it is a total", x.name)+t.way
	case x.adds:
		p.Expected, p.Hint = t.what+", not the sum of all other rows", "every value of the row is the sum of the others: take the row out where it is a total"+t.way
	default:
		p.Expected, p.Hint = t.what+", or the sum of other rows", fmt.Sprintf("%q names the row as a total, but it is not the sum of others: take it out, or find the rows that are missing", x.name)+t.way
	}
	return p
}

// find finds the rows, in their order.
func (t *totalRows) find() []totalRow {
	var named, out []totalRow
	var plain, zeros []int
	blocks := [][]int{nil} // rows between those that are named totals
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
	// A code of zeros is a name where the row adds up, and any other id where not.
	for _, i := range zeros {
		if t.some(plain) && t.equals(i, t.sum(plain), false) {
			x := totalRow{row: i, adds: true}
			if id := t.names(i)[0]; len(id) > 1 { // many tables count their rows from 0
				x.name = id
			}
			out = append(out, x)
		} else {
			plain = append(plain, i)
		}
	}
	if len(plain) == 0 { // only totals of what the table does not list: those are its rows
		return t.grandTotals(named)
	}
	// Twice: a row beside whose id a name stands may turn out to be like any other.
	for range 2 {
		all, above := t.sum(plain), t.sum(blocks[0])
		for k := range named {
			x, below := &named[k], t.sum(blocks[k+1])
			if !slices.Contains(plain, x.row) {
				t.compare(x, all, above, below)
				if x.beside && !x.adds {
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

// compare says whether a row that is named a total is any of some sums.
func (t *totalRows) compare(x *totalRow, sums ...rowSum) {
	x.adds, x.twin = false, false
	for _, s := range sums {
		switch {
		case !t.equals(x.row, s, true):
		case s.rows > 1 || !record.PlaceName(x.name):
			x.adds = true
		default:
			x.twin = true
		}
	}
	x.twin = x.twin && !x.adds
}

// grandTotals finds the sums of others where every row is named a total.
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

// named gives what names a row as a total, also a code of zeros; no name where
// nothing does.
func (t *totalRows) named(row int) totalRow {
	names := t.names(row)
	x := totalRow{row: row}
	if slices.Contains(t.keep, names[0]) {
		return x
	}
	for k, n := range names {
		if record.TotalName(n) {
			x.name, x.beside = n, k > 0 && names[0] != ""
			return x
		}
	}
	if record.ZeroCode(names[0]) {
		x.name = names[0]
	}
	return x
}

// rowSum is the sum of some rows by column, and whether a value of them is not
// known.
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

// equals says whether a row is a sum in every column. A sum of which something
// is not known is at most the row's value.
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

// some says whether enough rows have a value above 0.
func (t *totalRows) some(rows []int) bool {
	for c := range t.columns {
		n := 0
		for _, i := range rows {
			if t.value(i, c) > 0 {
				n++
			}
		}
		if n >= mostlyOthers {
			return true
		}
	}
	return false
}

// sumOfOthers finds a row that is the sum of all others in every column although
// it is not named so; -1 where there is none. It is the greatest of them.
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
