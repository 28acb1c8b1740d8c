package load

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// How far a row that is named a total may be from the sum of others, as a part of
// it and in all, and one that is not named so: published counts are rounded.
const (
	namedOff   = 0.005
	namedLeast = 0.5
	otherOff   = 1e-4
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
	row  int
	name string // "" where it is not named so
	adds bool
}

// totals finds the rows that hold the sum of others. Those that are named so and
// add up are left out with a note. Where one of the two does not hold, what the
// row is cannot be known: that is a problem.
func (r *reader) totals(t *totalRows) (leave map[int]bool) {
	for _, x := range t.find() {
		p := problem.Problem{File: t.file, Row: t.at(x.row), Column: t.column, Found: t.names(x.row)[0]}
		switch {
		case x.name != "" && x.adds:
			if leave == nil {
				leave = map[int]bool{}
			}
			leave[x.row] = true
			r.note("%s: row %d, %q, holds the sum of others and was left out", baseName(t.file), t.at(x.row), x.name)
			continue
		case x.adds:
			p.Expected, p.Hint = t.what+", not the sum of all other rows", "every value of the row is the sum of the others: take the row out where it is a total"+t.way
		default:
			p.Expected, p.Hint = t.what+", or the sum of other rows", fmt.Sprintf("%q names the row as a total, but it is not the sum of others: take it out, or find the rows that are missing", x.name)+t.way
		}
		if p.Found == "" {
			p.Found = x.name
		}
		r.problems.Add(p)
	}
	return leave
}

// find finds the rows, in their order.
func (t *totalRows) find() []totalRow {
	var named, out []totalRow
	var plain, zeros []int
	blocks := [][]int{nil} // rows between those that are named totals
	for i := range t.rows {
		name, sure := t.totalName(i)
		if sure {
			named = append(named, totalRow{row: i, name: name})
			blocks = append(blocks, nil)
			continue
		}
		blocks[len(blocks)-1] = append(blocks[len(blocks)-1], i)
		if name == "" {
			plain = append(plain, i)
		} else {
			zeros = append(zeros, i)
		}
	}
	// A code of zeros is a name where the row adds up, and any other id where not.
	for _, i := range zeros {
		if t.some(plain) && t.equals(i, t.sum(plain), false) {
			out = append(out, totalRow{row: i, name: t.names(i)[0], adds: true})
		} else {
			plain = append(plain, i)
		}
	}
	if len(plain) == 0 { // only totals of what the table does not list: those are its rows
		return t.grandTotals(named)
	}
	all, above := t.sum(plain), t.sum(blocks[0])
	for k, x := range named {
		below := t.sum(blocks[k+1])
		x.adds = t.equals(x.row, all, true) || t.equals(x.row, above, true) || t.equals(x.row, below, true)
		out, above = append(out, x), below
	}
	if i := t.sumOfOthers(plain); i >= 0 {
		out = append(out, totalRow{row: i, adds: true})
	}
	slices.SortFunc(out, func(a, b totalRow) int { return a.row - b.row })
	return out
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

// totalName gives what names a row as a total; not for sure by a code of zeros.
func (t *totalRows) totalName(row int) (name string, sure bool) {
	names := t.names(row)
	if slices.Contains(t.keep, names[0]) {
		return "", false
	}
	for _, n := range names {
		if record.TotalName(n) {
			return n, true
		}
	}
	if record.ZeroCode(names[0]) {
		return names[0], false
	}
	return "", false
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
		v, off := t.value(row, c), otherOff*sum
		if named {
			off = max(namedLeast, namedOff*sum)
		}
		if math.Abs(v-sum) > off && !(s.unknown[c] && v > sum) {
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

// labels are names of columns that say in words what a row is.
var labels = []string{"name", "nimi", "namn", "name_fi", "name_sv", "name_en", "label", "alue", "area", "område", "region", "kunta", "municipality",
	"kommun", "selite", "title", "otsikko", "ruutu", "osa-alue", "suuralue", "kaupunginosa", "toimipiste", "facility"}

// labelFields lists the fields that say in words what a row is.
func labelFields(s *record.Source) []int {
	var out []int
	for i, f := range s.Fields {
		if slices.Contains(labels, strings.ToLower(f.Name)) {
			out = append(out, i)
		}
	}
	return out
}
