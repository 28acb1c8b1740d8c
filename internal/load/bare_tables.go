package load

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/load/times"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
)

// bareTables reads the tables that belong to a matrix.
type bareTables struct {
	*input.Reader
	f *BareFiles
}

// bareRow is one row of such a table.
type bareRow struct {
	at    int
	names []string // its id, then other labels
	value float64
}

// id returns the name of a table's id column.
func (t bareTables) id(c BareColumn) string { return cmp.Or(c.ID, t.f.ID, "id") }

// idField finds the id column of a table; flag is the flag that names the table.
func (t bareTables) idField(s *record.Source, c BareColumn, flag string) (int, bool) {
	at, ok := s.Field(t.id(c))
	if !ok {
		p := input.NoColumn(s, t.id(c))
		p.Hint = problem.Hints(p.Hint, "--"+flag+"-id names the id column of this table, --id that of all tables")
		t.Problems.Add(p)
	}
	return at, ok
}

// read reads the ids and one column of a table. flag is the flag that names the
// table, what says what a row is ("a cell"), and unknown allows missing values,
// which give NaN.
func (t bareTables) read(c BareColumn, flag, what string, unknown bool) (ids []string, values []float64) {
	s := t.Records(c.File, c.Layer, "")
	if s == nil {
		return nil, nil
	}
	at, ok := t.idField(s, c, flag)
	value, also := t.RecordField(s, c.Name)
	if !ok || !also {
		return nil, nil
	}
	labels := slices.DeleteFunc(input.LabelFields(s), func(i int) bool { return i == at || i == value })
	want := append([]int{at, value}, labels...)
	before := len(t.Problems)
	var rows []bareRow
	seen := map[string]int{}
	suspects := input.Marks{}
	err := s.Each(want, func(row *record.Row) error {
		x := bareRow{at: row.At, names: []string{input.IDText(row, 0)}}
		for i := 2; i < len(want); i++ {
			x.names = append(x.names, row.Text(i))
		}
		p := problem.Problem{File: c.File, Row: row.At, Column: s.Fields[at].Name, Found: x.names[0], Expected: "every id once"}
		first, twice := seen[x.names[0]]
		switch named := slices.ContainsFunc(x.names, record.TotalName); {
		case x.names[0] == "" && !named:
			p.Expected = "an id"
		case twice && x.names[0] != "":
			p.Hint = problem.RowHas(first)
		case t.amount(row, s.Fields[value].Name, c.File, unknown, &x.value):
			seen[x.names[0]] = row.At
			rows = append(rows, x)
			if x.value >= input.MinCountMark {
				suspects.Add(x.value)
			}
			return nil
		default:
			return nil
		}
		t.Problems.Add(p)
		return nil
	})
	if err != nil {
		t.Add(c.File, err)
	}
	if len(t.Problems) == before {
		rows = t.withoutTotals(rows, c, s.Fields[at].Name, what, unknown)
		suspects.Note(t.Reader, c.File, s.Fields[value].Name, "it is used as a value; if it means unknown, remove these rows")
	}
	for _, x := range rows {
		ids, values = append(ids, x.names[0]), append(values, x.value)
	}
	if len(ids) == 0 && len(t.Problems) == before {
		t.Problems.Add(input.Empty(c.File, "cells or facilities"))
	}
	return ids, values
}

// amount reads the value of a row; false, with a problem, if it is not valid.
func (t bareTables) amount(row *record.Row, column, file string, unknown bool, out *float64) bool {
	v, number := row.Number(1)
	text := row.Text(1)
	missing := row.Missing(1) || !number && record.NoValue([]byte(text)) || slices.Contains(t.f.Missing, text) || number && t.marked(v)
	switch {
	case missing && unknown:
		*out = math.NaN()
		return true
	case number && v >= 0 && !missing:
		*out = v
		return true
	}
	p := problem.Problem{File: file, Row: row.At, Column: column, Found: text, Expected: "a number, 0 or more"}
	switch {
	case unknown && number && record.NegativeMark(v):
		p.Hint = "if it means no value, name it with --missing"
	case missing || number && record.NegativeMark(v):
		p.Hint = "unknown is not 0: remove the row, or give the number"
	case !number:
		p.Hint = yaml.Bounds(nil).Slip(text)
	}
	t.Problems.Add(p)
	return false
}

// marked reports whether a number is one of the declared marks of a missing value.
func (t bareTables) marked(v float64) bool {
	return slices.ContainsFunc(t.f.Missing, func(m string) bool {
		x, ok := record.Number([]byte(strings.TrimSpace(m)), false)
		return ok && x == v
	})
}

// withoutTotals leaves out rows that hold the sum of others. A standing cannot be
// summed: there a total is a row without a cell id, and is dropped.
func (t bareTables) withoutTotals(rows []bareRow, c BareColumn, column, what string, standing bool) []bareRow {
	if standing {
		return slices.DeleteFunc(rows, func(x bareRow) bool { return x.names[0] == "" })
	}
	leave := t.Totals(&input.Totals{File: c.File, Column: column, What: what, Rows: len(rows), Columns: 1, Keep: t.f.KeepTotal,
		Way:   "; --keep-total with its id keeps it as " + what,
		Value: func(row, _ int) float64 { return rows[row].value }, Names: func(row int) []string { return rows[row].names },
		At: func(row int) int { return rows[row].at }}, false)
	i := -1
	return slices.DeleteFunc(rows, func(bareRow) bool { i++; return leave[i] })
}

// byCell returns the values by cell, NaN for a cell without one. It is a problem if
// no cell has a value, or if some have none because ids differ in spelling.
func (t bareTables) byCell(cells, ids []string, values []float64) []float64 {
	index := times.NameIndex(cells)
	out := make([]float64, len(cells))
	has := make([]bool, len(cells))
	for i := range out {
		out[i] = math.NaN()
	}
	var unmatched []string
	for k, id := range ids {
		if i, ok := index.Name([]byte(id)); ok {
			out[i], has[i] = values[k], true
		} else {
			unmatched = append(unmatched, id)
		}
	}
	var without []string
	for i, id := range cells {
		if !has[i] {
			without = append(without, id)
		}
	}
	other := naming.SpelledOtherwise(unmatched, without)
	if len(unmatched) == 0 || len(without) < len(cells) && (other == nil || !other.Sure) || len(cells) == 0 {
		return out
	}
	p := problem.Problem{File: t.f.Standing.File, Column: t.id(t.f.Standing), Found: unmatched[0], Expected: "a row of the table of demand"}
	if other != nil {
		p.Found, p.Hint = other.ID, other.Hint(source.Base(t.f.Demand.File)+" has", len(unmatched))
	}
	t.Problems.Add(p)
	return out
}
