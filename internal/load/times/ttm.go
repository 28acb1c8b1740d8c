package times

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/ttm"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// ttm reads all files travel_times_to_ID.txt in a folder and its subfolders, or
// in a zip. Minutes become seconds; -1 is Unreached in its own column. Files
// may have different rows.
func (w *work) ttm(s *Source, names []string) *timesPart {
	t := &ttmWork{files: w.Files, dir: s.Name, names: names, cells: len(w.grid.Centres), index: w.index}
	before := len(w.Problems)
	at := t.columnCells(w.Reader)
	t.tables = t.chooseTables(w.Reader, s.Tables)
	if len(w.Problems) > before || !w.room(s.Name, 0, len(names), t.tables) {
		return nil
	}
	t.ready = w.ahead.of(s.Name, t.tables)
	t.make()
	t.run(w.ctx, w.step)
	for _, faults := range t.faults {
		w.Problems.Append(faults)
	}
	t.reportUnknown(w.Reader)
	if w.ctx.Err() != nil || len(w.Problems) > before {
		return nil
	}
	w.Inputs = append(w.Inputs, t.inputs...)
	part := &timesPart{name: source.Base(s.Name), tables: t.out, facts: t.facts()}
	for _, cell := range at {
		part.columns = append(part.columns, w.columnOf(s, cell))
	}
	t.noteRows(w.Reader, part.name)
	return part
}

// ttmFiles lists the files of a folder tree by name; nil with a problem.
func (w *work) ttmFiles(s *Source) []string {
	names, err := w.Files.Tree(s.Name, func(name string) bool {
		_, ok := ttm.DestinationOf(name)
		return ok
	})
	p := problem.Problem{File: s.Name, Expected: "a folder with files travel_times_to_ID.txt"}
	switch {
	case err != nil:
		p.Hint = source.Cause(err)
	case len(names) == 0:
		p.Found = "none"
	default:
		return names
	}
	if s.Named != "" {
		p.Hint = problem.Hints(p.Hint, "it is named in "+s.Named)
	}
	w.Problems.Add(p)
	return nil
}

// columnCells returns the cell of each file's destination and sorts the files
// by its id. A destination that is not a cell, or that two files have, is a
// problem.
func (t *ttmWork) columnCells(r *input.Reader) []int32 {
	type at struct {
		id   int64
		name string
	}
	list := make([]at, len(t.names))
	for i, n := range t.names {
		list[i].id, _ = ttm.DestinationOf(n)
		list[i].name = n
	}
	slices.SortStableFunc(list, func(a, b at) int { return cmp.Compare(a.id, b.id) })
	out := make([]int32, len(list))
	for i, d := range list {
		t.names[i] = d.name
		cell, ok := t.index.number(d.id)
		out[i] = cell
		found := fmt.Sprintf("destination %d", d.id)
		if !ok {
			r.Problems.Add(problem.Problem{File: d.name, Found: found, Expected: "a cell of the grid", Hint: otherEdition})
		}
		if i > 0 && list[i-1].id == d.id {
			r.Problems.Add(problem.Problem{File: d.name, Found: found, Expected: "every destination once", Hint: list[i-1].name + " has it already"})
		}
	}
	return out
}

const otherEdition = "use files and a grid of the same edition"

// chooseTables returns the declared tables, whose columns every file must have, or
// by default those of UsualTables that all files have.
func (t *ttmWork) chooseTables(r *input.Reader, declared []Table) []Table {
	headers := make([][]string, len(t.names)) // nil if the first line is not a header; reading reports why
	for i, n := range t.names {
		headers[i] = ttmHeader(r.Files, n)
	}
	if declared != nil {
		seen := map[string]bool{}
		for _, d := range declared {
			for _, column := range []string{d.Time, d.Metres} {
				if column != "" && !seen[column] {
					t.demand(r, column, headers)
				}
				seen[column] = true
			}
		}
		return declared
	}
	var out []Table
	var absent []string
	for _, u := range UsualTables() {
		if len(t.without(u.Time, headers)) > 0 {
			absent = append(absent, u.Time)
			continue
		}
		if len(t.without(u.Metres, headers)) > 0 {
			absent = append(absent, u.Metres)
			u.Metres = ""
		}
		out = append(out, u)
	}
	switch {
	case out == nil:
		r.Problems.Add(problem.Problem{File: t.dir, Found: "none of the usual columns in every file",
			Expected: "one of " + strings.Join(absent, ", ") + ", or declared tables"})
	case absent != nil:
		r.Note("travel times: some or all files of %s lack the columns %s, which are not used", source.Base(t.dir), strings.Join(absent, ", "))
	}
	return out
}

// without returns the files that have a header without the column.
func (t *ttmWork) without(column string, headers [][]string) []int {
	var out []int
	for i, h := range headers {
		if h != nil && !slices.Contains(h, column) {
			out = append(out, i)
		}
	}
	return out
}

// demand reports a column that files lack as one problem, which lists the files.
func (t *ttmWork) demand(r *input.Reader, column string, headers [][]string) {
	lack := t.without(column, headers)
	if len(lack) == 0 {
		return
	}
	var names []string
	for _, i := range lack {
		names = append(names, source.Base(t.names[i]))
	}
	hint := ""
	if len(t.names) > 1 {
		hint = fmt.Sprintf("%d of %d files lack it: %s; ", len(lack), len(t.names), problem.Listed(names, 10))
	}
	r.Problems.Add(problem.Problem{File: t.names[lack[0]], Row: 1, Column: column, Expected: "a column of this name",
		Hint: hint + "the columns are " + problem.Clip(strings.Join(headers[lack[0]], ", "))})
}

// longestHeader is far above any real header: 256 column names.
const longestHeader = 64 << 10

// ttmHeader returns the names of a file's value columns; nil if its first line
// is not a header.
func ttmHeader(files source.Files, name string) []string {
	f, err := files.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	line, err := bufio.NewReaderSize(io.LimitReader(f, longestHeader), 4096).ReadBytes('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	return ttm.Columns(line)
}

// reportUnknown reports rows without a cell as one problem for all files.
func (t *ttmWork) reportUnknown(r *input.Reader) {
	rows, files, first := 0, 0, -1
	for j, s := range t.unknown {
		if s.rows > 0 {
			rows, files = rows+s.rows, files+1
			if first < 0 {
				first = j
			}
		}
	}
	if first < 0 {
		return
	}
	s := t.unknown[first]
	r.Problems.Add(problem.Problem{File: t.names[first], Row: s.line, Column: "from_id", Found: fmt.Sprint(s.id), Expected: "a cell of the grid",
		Hint: fmt.Sprintf("rows without a cell: %s, in %s of %s files; %s", problem.Spaced(rows), problem.Spaced(files), problem.Spaced(len(t.names)), otherEdition)})
}

// noteRows notes how many files and rows were read, and how many cells have no row
// in any of them.
func (t *ttmWork) noteRows(r *input.Reader, dir string) {
	least, most := t.rows[0], t.rows[0]
	for _, n := range t.rows {
		least, most = min(least, n), max(most, n)
	}
	rows := report.NewMessage("data.times_rows", "n", most)
	if least < most {
		rows = report.NewMessage("data.times_rows_between", "n", least, "most", most)
	}
	r.State("data.times_read", "n", len(t.names), "dir", dir, "rows", rows, "tables", len(t.tables))
	noteRowless(r, t.cells-t.some, dir)
}

// noteRowless notes cells without a row in a source.
func noteRowless(r *input.Reader, cells int, where string) {
	if cells > 0 {
		r.State("data.rowless", "file", where, "cells", cells)
	}
}

// facts returns the facts of each table, from all files.
func (t *ttmWork) facts() []tableFacts {
	out := factsOf(t.tables)
	for k := range out {
		for j := range t.names {
			c := &t.counts[j*len(t.tables)+k]
			out[k].reached = append(out[k].reached, int32(c.reached))
			out[k].tooLong += c.tooLong
			out[k].timeless += c.timeless
			out[k].values += c.reached
		}
	}
	return out
}

// columns splits one block of memory into columns.
func columns[T any](n, cells int) [][]T {
	block := make([]T, n*cells)
	out := make([][]T, n)
	for j := range out {
		out[j] = block[j*cells : (j+1)*cells : (j+1)*cells]
	}
	return out
}

// make creates the tables.
func (t *ttmWork) make() {
	n := len(t.names)
	t.faults, t.inputs = make([]problem.Problems, n), make([]input.File, n)
	t.counts, t.unknown, t.rows = make([]ttmCount, n*len(t.tables)), make([]ttmUnknown, n), make([]int, n)
	t.out = make([]travel.Table, len(t.tables))
	for k, d := range t.tables {
		t.out[k] = travel.Table{Mode: d.Mode, Period: d.Period, Percentile: d.Percentile, Times: make([][]travel.Seconds, n)}
		if d.Metres != "" {
			t.out[k].Metres = make([][]uint32, n)
		}
	}
}
