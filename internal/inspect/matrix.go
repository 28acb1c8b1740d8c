package inspect

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/ttm"
	"saavu/internal/source"
	"saavu/pkg/report"
)

// matrixWork collects the findings on the files of a travel time matrix.
type matrixWork struct {
	times    Times
	columns  map[string]*TimeColumn
	order    []string
	rows     map[int64]int64 // number of files by number of rows
	from     uint64          // fingerprint of the first file's from_id
	first    string
	to, ids  *sketch // where journeys end, and start
	same     map[string]int64
	problems problem.Problems
}

// namesOfFiles stands for a column: the ids in the names of the files of a matrix.
const namesOfFiles = "the ids in the names of the files"

// matrix inspects the files of a travel time matrix, one after the other in the
// same memory.
func (in *inspector) matrix(name string, names []string) File {
	f := File{Name: name, Kind: Matrix, Format: "travel time matrix"}
	w := matrixWork{columns: map[string]*TimeColumn{}, rows: map[int64]int64{}, to: newSketch(mostColumnValues),
		ids: newSketch(mostColumnValues), same: map[string]int64{}}
	var file ttm.File
	for i, n := range names {
		in.progress(report.NewMessage("progress.reading", "file", n), float64(i)/float64(len(names)))
		if in.ctx.Err() != nil {
			return f
		}
		text, err := in.files.Read(n)
		if err != nil {
			w.problems.Add(problem.Problem{File: n, Expected: "a file that can be read", Hint: source.Cause(err)})
			continue
		}
		if err := ttm.Parse(text, n, &file); err != nil {
			w.problems.Append(problemsOf(n, err))
			continue
		}
		w.add(n, &file, bytes.Contains(text[:min(len(text), 4096)], []byte("\r\n")))
	}
	if len(w.problems) > 0 {
		f.Kind, f.Problems = Unreadable, w.problems
		return f
	}
	w.finish(&f)
	in.keys = append(in.keys,
		key{f.Name, "", namesOfFiles, ToID, true, false, w.to},
		key{f.Name, "", "from_id", FromID, true, false, w.ids})
	return f
}

// add adds one file.
func (w *matrixWork) add(name string, file *ttm.File, windows bool) {
	t := &w.times
	t.Files++
	if windows {
		t.Windows = append(t.Windows, name)
	}
	w.to.add(strconv.AppendInt(nil, file.Destination, 10))
	w.rows[int64(file.Rows)]++
	h := uint64(file.Rows)
	for _, id := range file.From {
		h = h*1099511628211 ^ uint64(id)
	}
	if w.first == "" {
		w.first, w.from, t.Same = name, h, true
	}
	if h != w.from {
		t.Same = false
	}
	w.same[fmt.Sprint(h)]++
	t.Others = append(t.Others, Count{name, int64(file.Rows)})
	if t.Files == 1 || h != w.from {
		var digits []byte
		for _, id := range file.From {
			digits = strconv.AppendInt(digits[:0], int64(id), 10)
			w.ids.add(digits)
		}
	}
	if !slices.ContainsFunc(t.Headers, func(c []string) bool { return slices.Equal(c, file.Columns) }) {
		t.Headers = append(t.Headers, slices.Clone(file.Columns))
	}
	w.values(name, file)
}

// values counts the values in the columns of one file.
func (w *matrixWork) values(name string, file *ttm.File) {
	any := false
	for k, column := range file.Columns {
		c := w.columns[column]
		if c == nil {
			c = &TimeColumn{Name: column, Meaning: timeName(column)}
			if byName(column) == Distance {
				c.Meaning = report.NewMessage("means.metres")
			}
			w.columns[column] = c
			w.order = append(w.order, column)
		}
		c.Files++
		for _, v := range file.Values[k] {
			if v == ttm.NoData {
				c.Missing++
				continue
			}
			any = true
			if c.Least == nil {
				least, most := v, v
				c.Least, c.Most = &least, &most
			}
			*c.Least, *c.Most = min(*c.Least, v), max(*c.Most, v)
		}
	}
	if !any {
		w.times.AllMissing = append(w.times.AllMissing, name)
	}
}

// finish writes the collected results into the finding, with its doubts.
func (w *matrixWork) finish(f *File) {
	t := &w.times
	for rows, files := range w.rows {
		if files > w.rows[t.Rows] || files == w.rows[t.Rows] && rows > t.Rows {
			t.Rows = rows
		}
	}
	var others []Count
	for _, c := range t.Others {
		if c.N != t.Rows {
			others = append(others, c)
		}
	}
	t.Others = others
	for _, name := range w.order {
		t.Columns = append(t.Columns, *w.columns[name])
	}
	f.Rows, f.Times = t.Rows*t.Files, t
	w.doubts(f)
}

func (w *matrixWork) doubts(f *File) {
	t := &w.times
	for _, name := range t.AllMissing {
		f.doubt(Doubt{About: report.NewMessage("doubt.nobody", "file", base(name)), Advice: report.NewMessage("do.nobody")})
	}
	for _, c := range t.Others {
		f.doubt(Doubt{About: report.NewMessage("doubt.other_rows", "file", base(c.What), "n", int(c.N), "most", int(t.Rows)), Rows: c.N,
			Advice: report.NewMessage("do.other_rows")})
	}
	if len(t.Others) == 0 && !t.Same {
		f.doubt(Doubt{About: report.NewMessage("doubt.other_order"), Advice: report.NewMessage("do.other_order")})
	}
	if len(t.Headers) > 1 {
		f.doubt(Doubt{About: report.NewMessage("doubt.headers", "n", len(t.Headers)), Advice: report.NewMessage("do.headers")})
	}
	if n := len(t.Windows); n > 0 && int64(n) < t.Files {
		f.doubt(Doubt{About: report.NewMessage("doubt.crlf", "n", n, "all", int(t.Files), "list", listed(bases(t.Windows), 3)),
			Advice: report.NewMessage("do.crlf")})
	}
	for _, c := range t.Columns {
		if c.Least == nil && len(t.AllMissing) < int(t.Files) {
			f.doubt(Doubt{About: report.NewMessage("doubt.column_minus", "column", c.Name), Columns: []string{c.Name}, Advice: report.NewMessage("do.column_minus")})
		}
	}
}

// base is the last part of a file name.
func base(name string) string {
	return name[strings.LastIndexAny(name, `/\`)+1:]
}

func bases(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = base(n)
	}
	return out
}
