package inspect

import (
	"cmp"
	"errors"
	"maps"
	"math"
	"slices"

	"saavu/internal/format/record"
	"saavu/pkg/report"
)

// errEnough ends a walk over rows before the last one.
var errEnough = errors.New("enough rows")

// How many different values all columns of a file keep together, and a single
// one.
const (
	mostValues       = 300_000
	mostColumnValues = 20_000
	leastValues      = 64
)

// reportEvery is the number of rows between progress reports and checks for
// cancellation.
const reportEvery = 1 << 14

// records inspects the rows of a table or layer.
func (in *inspector) records(s *record.Source) File {
	f := File{Name: s.File, Kind: Table, Format: s.Format, Layer: s.Layer, Layers: s.Layers, read: s.Notes, facts: s.Facts}
	if len(s.Parts) > 1 {
		f.Parts = s.Parts
	}
	if s.Places {
		f.Kind = Layer
	}
	keep := max(leastValues, min(mostColumnValues, mostValues/max(1, len(s.Fields))))
	columns := make([]*column, len(s.Fields))
	for i, field := range s.Fields {
		columns[i] = newColumn(field, keep)
		columns[i].excel = s.Format == excel
	}
	timesByMode(columns)
	ages := findAges(columns)
	sums := newTotals(columns)
	p, err := findPlaces(s, columns, in.near)
	if p != nil && !p.looks.Swapped && !(p.fits && p.placed.Home.InFinland()) {
		for _, c := range columns {
			c.abroad = true
		}
	}
	if err == nil {
		f.Rows, err = in.walk(s, &f, columns, ages, sums, p)
	}
	if err != nil {
		return unreadable(s.File, err)
	}
	for _, c := range columns {
		c.rows = f.Rows
		c.checkRoles(f.Rows)
	}
	if p != nil {
		p.describe(&f, columns)
	}
	f.Ages = ages.describe()
	for _, c := range columns {
		f.Columns = append(f.Columns, c.describe())
	}
	f.doubts(columns, p)
	sums.doubts(&f)
	if p == nil {
		f.unplaced(columns)
	}
	in.remember(&f, columns)
	return f
}

// walk reads every row once.
func (in *inspector) walk(s *record.Source, f *File, columns []*column, ages *ages, sums *totals,
	p *places) (int64, error) {
	rows := int64(0)
	err := s.Each(nil, func(row *record.Row) error {
		if row.Filled == nil {
			for i, c := range columns {
				c.add(row, i)
			}
		}
		for _, i := range row.Filled {
			columns[i].add(row, i)
		}
		if ages != nil {
			ages.add(row)
		}
		if sums != nil {
			sums.add(row)
		}
		if p != nil {
			p.add(row)
		}
		f.crossed.Add(row.At, row.Geometry)
		if rows++; rows%reportEvery == 0 {
			share := 0.0
			if s.Rows > 0 {
				share = float64(rows) / float64(s.Rows)
			}
			in.progress(report.NewMessage("progress.reading_row", "file", s.File, "row", int(rows)), min(share, 1))
			return in.ctx.Err()
		}
		return nil
	})
	return rows, err
}

// checkRoles removes a role that the values do not support, and finds keys.
func (c *column) checkRoles(rows int64) {
	kind := c.kind()
	numeric := (kind == "whole number" || kind == "number") && c.numbers() > 0
	switch c.role {
	case X, Y, People, Total, Distance, Time:
		if !numeric {
			c.role = ""
		}
	case Name: // numbers are not names
		if numeric && c.text == 0 {
			c.role = ""
		}
	case WKT:
		if kind != "text" {
			c.role = ""
		}
	case Year:
		if kind != "whole number" || c.least < 1900 || c.most > 2200 {
			c.role = ""
		}
	}
	if c.role == "" && rows > 1 && c.unique() && (kind == "whole number" || kind == "text") {
		c.role = Key
	}
}

// describe returns the findings on a column.
func (c *column) describe() Column {
	out := Column{Name: c.field.Name, Title: c.field.Title, Type: c.kind(), Missing: c.missing(), Meaning: c.means(),
		Role:   c.role,
		Unique: c.unique(), Suspects: c.suspects()}
	for _, mark := range slices.Sorted(maps.Keys(c.marks)) {
		out.Marks = append(out.Marks, Count{mark, c.marks[mark]})
	}
	out.Distinct, out.About = c.values.distinct()
	if c.numbers() > 0 {
		least, most := c.least, c.most
		out.Least, out.Most = &least, &most
	}
	if out.Type == "text" || out.Type == "date" || out.Type == "mixed" || c.most >= 1<<53 {
		out.Examples = c.examples
	}
	if c.role == People {
		from, to := c.from, c.to
		if out.From = &from; to != openEnd {
			out.To = &to
		}
	}
	return out
}

// suspectTimes is how many times more often than its neighbours a number must
// occur to be suspected, and suspectLeast the least number of occurrences.
const (
	suspectTimes = 8
	suspectLeast = 5
)

// suspects lists the numbers that look like marks: far more frequent than
// neighbouring numbers.
func (c *column) suspects() []Count {
	if c.role == ID || c.role == Key || c.role == FromID || c.role == ToID {
		return nil
	}
	var out []Count
	for _, n := range []int64{-1, -9, 99, 999} {
		if c.counted == nil {
			break
		}
		at := n - leastCounted
		here := c.counted[at]
		around := c.counted[at-1] + c.counted[at+1]
		if n == -1 {
			// Counts are never negative: a single negative number is a mark.
			around = 2 * (c.counted[at-1] + c.counted[at-2])
		}
		if here >= suspectLeast && int64(here)*2 >= suspectTimes*int64(around) {
			out = append(out, Count{report.Spaced(float64(n)), int64(here)})
		}
	}
	for _, n := range slices.Sorted(maps.Keys(c.special)) {
		v := float64(n)
		if times := c.special[n]; times >= suspectLeast && (v == c.least || v == c.most) {
			out = append(out, Count{report.Spaced(v), times})
		}
	}
	slices.SortStableFunc(out, func(a, b Count) int { return cmp.Compare(b.N, a.N) })
	return out
}

// whole reports whether a number has no decimals.
func whole(v float64) bool { return v == math.Trunc(v) && math.Abs(v) < 1<<53 }

// round rounds to some decimals.
func round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(v*scale) / scale
}
