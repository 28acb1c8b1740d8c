package times

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// wideTimes reads a table with a row for each cell and a column for each
// destination.
type wideTimes struct {
	*work
	s    *Source
	in   *record.Source
	want []int // the id, then the fields of destinations
	rule *timeRule
	part *timesPart

	line    []int // by cell: line of its row, 0 without one
	rows    int
	equal   int // repeated rows with the same values
	unknown unknownIDs
}

// wide reads a table with a row for each cell; nil with problems.
func (w *work) wide(s *Source) *timesPart {
	in := w.Records(s.Name, s.Layer, s.Named)
	if in == nil {
		return nil
	}
	x := &wideTimes{work: w, s: s, in: in, rule: newTimeRule(s),
		part: &timesPart{name: source.Base(s.Name), facts: factsOf(s.Tables)}, line: make([]int, len(w.grid.Centres))}
	if !x.choose() {
		return nil
	}
	before := len(w.Problems)
	if err := in.Each(x.want, x.row); err != nil {
		w.Add(s.Name, err)
	}
	x.reportUnknown()
	w.step()
	if w.ctx.Err() != nil || len(w.Problems) > before {
		return nil
	}
	if x.rows == 0 {
		w.Problems.Add(input.Empty(s.Name, "travel times"))
		return nil
	}
	x.notes()
	return x.part
}

// choose finds the field of the cell's id; all others are destinations.
func (x *wideTimes) choose() bool {
	from, ok := 0, len(x.in.Fields) > 0
	if x.s.From != "" {
		from, ok = x.RecordField(x.in, x.s.From)
	}
	if !ok {
		return false
	}
	index, what := x.index, "a cell of the grid"
	if x.s.Places != nil {
		index, what = NameIndex(x.s.Places.IDs), x.s.Places.What
	}
	x.want = []int{from}
	met := map[int32]string{}
	placeless := map[string]bool{}
	good := true
	var unknown []string
	for i, f := range x.in.Fields {
		if i == from {
			continue
		}
		to, ok := index.text(f.Name)
		other, twice := met[to]
		switch {
		case !ok:
			unknown = append(unknown, f.Name)
			continue
		case twice:
			x.Problems.Add(problem.Problem{File: x.s.Name, Row: x.in.Header, Column: f.Name, Found: "a destination that already has a column", Expected: "every destination once",
				Hint: "the other column is " + other})
			good = false
			continue
		}
		met[to] = f.Name
		c := x.columnOf(x.s, to)
		if x.s.Places != nil && c.at == [2]float64{} {
			placeless[c.id] = true
			continue
		}
		x.want, x.part.columns = append(x.want, i), append(x.part.columns, c)
	}
	if unknown != nil {
		x.reportUnknownColumns(unknown, met, index, what)
		return false
	}
	if index != x.index {
		index.noteForms(x.Reader, x.part.name)
	}
	if len(x.part.columns) == 0 && good {
		x.Problems.Add(problem.Problem{File: x.s.Name, Row: x.in.Header, Found: "no destination column", Expected: "a column for each destination, named by its id"})
	}
	if len(x.part.columns) == 0 || !good || !x.room(x.s.Name, 0, len(x.part.columns), x.s.Tables) {
		return false
	}
	notePlaceless(x.Reader, x.part.name, placeless)
	x.prepare()
	return true
}

// reportUnknownColumns reports the columns without a destination as one
// problem. met holds the destinations that have a column.
func (x *wideTimes) reportUnknownColumns(names []string, met map[int32]string, index *idIndex, what string) {
	hint := fmt.Sprintf("%s of %s are not a destination", problem.Spaced(len(names)), problem.Counted(len(x.in.Fields)-1, "column"))
	ids := x.grid.names()
	if x.s.Places != nil {
		ids = x.s.Places.IDs
	}
	var absent []string
	for i, id := range ids {
		if _, has := met[int32(i)]; !has {
			absent = append(absent, id)
		}
	}
	plain, ok := strings.CutPrefix(names[0], "X")
	if _, known := index.text(plain); ok && known {
		hint += "; R writes an X before a column name that is a number, unless check.names = FALSE"
	} else if x.s.Places != nil && atLeastHalf(x.index, names) {
		hint += "; most are cells, so rows and columns look exchanged: wide has a row for each cell and a column for each destination"
	} else if other := naming.SpelledOtherwise(names, absent); other != nil {
		hint += "; " + other.Hint("the other file has", len(names))
	}
	x.Problems.Add(problem.Problem{File: x.s.Name, Row: x.in.Header, Column: names[0], Found: "a column that is not a destination", Expected: "the id of " + what, Hint: hint})
}

// reportUnknown reports the rows without a cell as one problem.
func (x *wideTimes) reportUnknown() {
	if x.unknown.rows == 0 {
		return
	}
	var absent []string
	for i, id := range x.grid.names() {
		if x.line[i] == 0 {
			absent = append(absent, id)
		}
	}
	x.unknown.report(x.Reader, x.s.Name, x.in.Fields[x.want[0]].Name, "a cell of the grid", naming.SpelledOtherwise(slices.Sorted(maps.Keys(x.unknown.ids)), absent))
}

// prepare creates the table.
func (x *wideTimes) prepare() {
	n, cells := len(x.part.columns), len(x.grid.Centres)
	for k, t := range x.s.Tables {
		table := travel.Table{Mode: t.Mode, Period: t.Period, Percentile: t.Percentile, Times: columns[travel.Seconds](n, cells)}
		for _, c := range table.Times {
			for i := range c {
				c[i] = travel.Unreached
			}
		}
		x.part.tables = append(x.part.tables, table)
		f := &x.part.facts[k]
		f.declared, f.perMinute, f.reached = true, x.s.Unit == "minutes", make([]int32, n)
	}
}

// row reads the times from one cell.
func (x *wideTimes) row(r *record.Row) error {
	if x.rows++; x.rows&0xff == 0 && x.ctx.Err() != nil {
		return x.ctx.Err()
	}
	cell, ok := x.index.value(r, 0)
	if !ok {
		x.unknown.add(r.At, input.IDText(r, 0))
		return nil
	}
	twice, same := x.line[cell] > 0, true
	t, f := &x.part.tables[0], &x.part.facts[0]
	for j := range x.part.columns {
		s, ok := x.rule.seconds(r, j+1, f)
		if !ok {
			x.Problems.Add(problem.Problem{File: x.s.Name, Row: r.At, Column: x.in.Fields[x.want[j+1]].Name, Found: r.Text(j + 1),
				Expected: x.rule.word + ", 0 or more", Hint: x.rule.hint(r.Text(j + 1))})
		}
		switch {
		case twice:
			same = same && t.Times[j][cell] == s
		case s != travel.Unreached:
			t.Times[j][cell] = s
			f.reached[j]++
		}
	}
	switch {
	case !twice:
		x.line[cell] = r.At
	case same:
		x.equal++
	default:
		x.Problems.Add(problem.Problem{File: x.s.Name, Row: r.At, Column: x.in.Fields[x.want[0]].Name, Found: r.Text(0),
			Expected: "every origin once", Hint: problem.RowHas(x.line[cell]) + ", with other values"})
	}
	return nil
}

// notes notes what was read.
func (x *wideTimes) notes() {
	x.Note("travel times: %s in %s, %s, 1 table", problem.Counted(len(x.part.columns), "destination"), x.part.name, problem.Counted(x.rows, "row"))
	none := 0
	for _, line := range x.line {
		if line == 0 {
			none++
		}
	}
	noteRowless(x.Reader, none, x.part.name)
	x.index.noteForms(x.Reader, x.part.name)
	x.rule.note(x.Reader, x.part.name)
	if x.equal > 0 {
		x.Note("%s: repeated rows with the same values: %s", x.part.name, problem.Spaced(x.equal))
	}
}
