// Package table reads delimited text tables as people keep them: RFC 4180 with
// comma, semicolon, tab or bar as the delimiter, from spreadsheets that write a
// byte order mark, a decimal comma or the Windows code page. It detects these
// and reports in the notes of its Source what it assumed. The caller decides
// what the columns mean and which must not be missing.
package table

import (
	"io"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Options are the settings of Source.
type Options struct {
	Delimiter rune // between fields, one ASCII character; 0 = found from the header
}

// Source returns the rows of a text table one by one. open reads the file from
// the start: it is called once for the header and once for each call of Each,
// and its result is closed. Rows are read in bounded memory: the longest row,
// at most 16 MB. Values are Text, views into the buffer, without the apostrophe
// that Guard puts before what looks like a formula. Notes are complete once all
// rows have been read. Errors are those of Read.
func Source(open func() (io.ReadCloser, error), name string, o Options) (*record.Source, error) {
	if d := o.Delimiter; d < 0 || d >= 0x80 || d == '"' || d == '\r' || d == '\n' {
		return nil, problem.Problems{{File: name, Found: string(d), Expected: "a delimiter of one ASCII character, not a quote or a line end"}}
	}
	t := &text{open: open, name: name, o: o}
	s := &record.Source{File: name, Format: "CSV", Parts: []string{name}, Rows: -1}
	err := t.walk(func(r *rows) error {
		for _, h := range r.header {
			s.Fields = append(s.Fields, record.Field{Name: h})
		}
		s.Header, s.Comma, s.Notes = r.headerLine, r.comma == ';', r.notes()
		return r.problems.Err()
	})
	if err != nil {
		return nil, err
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		return t.walk(func(r *rows) error {
			if !slices.Equal(r.header, s.Names()) && r.problems == nil {
				return problem.Problems{{File: name, Row: r.headerLine, Found: "another header than before", Expected: "a file that does not change while it is read"}}
			}
			if err := each(r, s, record.Wanted(want, len(s.Fields)), visit); err != nil {
				return err
			}
			if s.Notes = r.notes(); len(r.problems) > 0 {
				return r.problems
			}
			return nil
		})
	}
	return s, nil
}

// text is a file that is opened again for every walk.
type text struct {
	open func() (io.ReadCloser, error)
	name string
	o    Options
}

// walk opens the file, and closes it after do has processed its rows.
func (t *text) walk(do func(*rows) error) error {
	in, err := t.open()
	if err != nil {
		return problem.Problems{{File: t.name, Found: err.Error(), Expected: "a file that can be read"}}
	}
	defer in.Close()
	return do(begin(in, t.name, t.o.Delimiter))
}

// each visits the rows of a table.
func each(r *rows, s *record.Source, want []int, visit func(*record.Row) error) error {
	row := record.Row{Values: make([]record.Value, len(want)), Comma: s.Comma}
	for r.next() {
		row.At = r.begin
		for k, c := range want {
			text, v := r.field(c), &row.Values[k]
			// The common case of record.OfText: nothing to trim.
			if n := len(text); n > 0 && text[0]-'!' < 0x7f-'!' && text[n-1]-'!' < 0x7f-'!' {
				v.Kind, v.Text = record.Text, text
			} else {
				*v = record.OfText(text)
			}
			if v.Kind == record.Text && v.Text[0] == '\'' {
				v.Text = unguarded(v.Text)
			}
		}
		if err := visit(&row); err != nil {
			return err
		}
	}
	return nil
}
