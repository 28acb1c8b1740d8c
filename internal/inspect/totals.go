package inspect

import (
	"math"
	"slices"
	"strconv"

	"saavu/internal/format/record"
	"saavu/pkg/report"
)

// totals finds rows that hold the sum of others: read as cells or places they
// would count everything twice. The rules are those of the county reader.
type totals struct {
	columns []int // that may be summed
	people  bool  // and are people, by their names
	texts   []int // that may name a row
	sums    []int // of each column, its index in columns; -1 for none
	names   []bool

	rows        int
	sum, block  []float64 // of the rows not named as totals: all, and those since the last total
	above       []int     // rows with a value above 0
	named       []totalRow
	more        int // further ones
	first, last *totalRow
}

// totalRow is a row that may hold the sum of others.
type totalRow struct {
	at, row int // its line, and its number
	name    string
	values  []float64 // NaN if not a number
	known   []int     // the others
	part    bool      // it holds the sum of the rows above it, up to the last total
}

// mostTotals is how many rows named as totals are reported.
const mostTotals = 20

// newTotals selects the columns that may be summed: people if the names show
// it, else all that have no other known meaning. Nil if there are none.
func newTotals(columns []*column) *totals {
	t := &totals{}
	for i, c := range columns {
		people := c.role == People || c.role == Total
		if people && !t.people {
			t.people, t.columns = true, nil
		}
		if people || c.role == "" && !t.people {
			t.columns = append(t.columns, i)
		}
		if c.role == ID || c.role == Name || c.role == Municipality || c.role == "" {
			t.texts = append(t.texts, i)
		}
	}
	if t.columns == nil || slices.ContainsFunc(columns,
		func(c *column) bool { return c.role == FromID || c.role == ToID }) {
		return nil
	}
	t.sums, t.names = make([]int, len(columns)), make([]bool, len(columns))
	for i := range t.sums {
		t.sums[i] = -1
	}
	for k, i := range t.columns {
		t.sums[i] = k
	}
	for _, i := range t.texts {
		t.names[i] = true
	}
	n := len(t.columns)
	t.sum, t.block, t.above = make([]float64, n), make([]float64, n), make([]int, n)
	return t
}

// add adds a row.
func (t *totals) add(row *record.Row) {
	t.rows++
	x := &totalRow{at: row.At, row: t.rows}
	for _, i := range filled(row, t.texts) {
		if v := &row.Values[i]; t.names[i] && v.Kind == record.Text && record.TotalName(string(v.Text)) {
			x.name = string(v.Text)
			break
		}
	}
	if x.name != "" && len(t.named) == mostTotals {
		t.more++
		return
	}
	switch {
	case t.last == nil || t.last == t.first || x.name != "":
		x.values = make([]float64, len(t.columns))
		for k := range x.values {
			x.values[k] = math.NaN()
		}
	default:
		x.values, x.known = t.last.values, t.last.known[:0]
		for _, k := range t.last.known {
			x.values[k] = math.NaN()
		}
	}
	for _, i := range filled(row, t.columns) {
		if k := t.sums[i]; k >= 0 {
			if v, ok := row.Number(i); ok {
				x.values[k], x.known = v, append(x.known, k)
			}
		}
	}
	if x.name != "" {
		x.part = t.some(x.values, t.block, true)
		clear(t.block)
		t.named = append(t.named, *x)
		return
	}
	for _, k := range x.known {
		v := x.values[k]
		t.sum[k] += v
		t.block[k] += v
		if v > 0 {
			t.above[k]++
		}
	}
	if t.last = x; t.first == nil {
		t.first = x
	}
}

// filled returns the columns of a row that may have a value: those of a list
// unless the row names its own.
func filled(row *record.Row, list []int) []int {
	if row.Filled != nil {
		return row.Filled
	}
	return list
}

// some reports whether a row is the sum in some column that has people.
func (t *totals) some(values, sum []float64, named bool) bool {
	for k, v := range values {
		if sum[k] > 0 && record.IsSum(v, sum[k], named) {
			return true
		}
	}
	return false
}

// sumOfOthers reports whether an unnamed row is the sum of all others in every
// column with values above 0, of which at least three others have one.
func (t *totals) sumOfOthers(x *totalRow) bool {
	holds := false
	for k, v := range x.values {
		others := t.sum[k] - v
		switch {
		case t.above[k] == 0:
		case !(v > 0) || !record.IsSum(v, others, false):
			return false
		case t.above[k] > 3:
			holds = true
		}
	}
	return holds
}

// doubts reports the rows.
func (t *totals) doubts(f *File) {
	if t == nil {
		return
	}
	leave := report.NewMessage("do.leave_total")
	for _, x := range t.named {
		row := report.NewMessage("total.named", "row", x.at, "name", strconv.Quote(x.name))
		if x.row == t.rows {
			row = report.NewMessage("total.last_named", "name", strconv.Quote(x.name))
		}
		switch {
		case t.some(x.values, t.sum, true):
			f.doubt(Doubt{About: report.NewMessage("doubt.sum_all", "row", row), Advice: leave, Rows: 1})
		case x.part || t.some(x.values, t.block, true):
			f.doubt(Doubt{About: report.NewMessage("doubt.sum_adjacent", "row", row), Advice: leave, Rows: 1})
		case t.rows > 1:
			f.doubt(Doubt{About: report.NewMessage("doubt.named_total", "row", row), Advice: report.NewMessage("do.maybe_total"), Rows: 1})
		}
	}
	if t.more > 0 {
		f.doubt(Doubt{About: report.NewMessage("doubt.more_totals", "n", t.more), Advice: leave, Rows: int64(t.more)})
	}
	for _, x := range []*totalRow{t.first, t.last} {
		if x == nil || !t.sumOfOthers(x) {
			continue
		}
		row := report.NewMessage("total.last")
		if x.row != t.rows {
			row = report.NewMessage("total.row", "row", x.at)
		}
		f.doubt(Doubt{About: report.NewMessage("doubt.sum_unnamed", "row", row), Advice: report.NewMessage("do.if_total"), Rows: 1})
		return
	}
}
