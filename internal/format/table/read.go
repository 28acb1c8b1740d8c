package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
)

// Read reads a table whose first line with content names the columns. A table
// with a header alone has no Rows and is no error. The error is a
// problem.Problems with every fault of the file: rows of another length than the
// header, names that come twice, quotes out of place.
func Read(data []byte, name string) (*Table, error) {
	t := &Table{Name: name}
	text, p := t.text(data)
	if p != nil {
		return nil, problem.Problems{*p}
	}
	var ps problem.Problems
	t.read(text, &ps)
	if len(ps) > 0 {
		return nil, ps.Err()
	}
	return t, nil
}

// read fills the table from text in UTF-8.
func (t *Table) read(text []byte, ps *problem.Problems) {
	skipped := 0
	t.Delimiter = detect(text)
	if d, rest, ok := separatorLine(text); ok {
		t.Delimiter, text, skipped = d, rest, 1
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = t.Delimiter
	r.FieldsPerRecord = -1 // judged here, so that every row is
	empty := 0
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.broken(err, skipped, ps)
			return
		}
		line, _ := r.FieldPos(0)
		line += skipped
		switch content := trim(fields); {
		case !content:
			empty++
		case t.Header == nil:
			t.header(fields, line, ps)
		default:
			t.row(fields, line, ps)
		}
	}
	if t.Header == nil {
		ps.Add(problem.Problem{File: t.Name, Found: "an empty file", Expected: "a line with the names of the columns"})
	}
	if empty > 0 {
		t.note("lines without content that were passed over: " + strconv.Itoa(empty))
	}
}

func (t *Table) note(text string) { t.Notes = append(t.Notes, text) }

// trim trims every field and tells whether any has content.
func trim(fields []string) bool {
	content := false
	for i, f := range fields {
		fields[i] = strings.TrimSpace(f)
		content = content || fields[i] != ""
	}
	return content
}

// header takes the names. Spreadsheets leave a delimiter at the end and some
// programs a first column without a name, so an empty name is no fault.
func (t *Table) header(fields []string, line int, ps *problem.Problems) {
	t.Header, t.headerLine = fields, line
	seen := make(map[string]bool)
	for _, h := range fields {
		key := strings.ToLower(h)
		if h != "" && seen[key] {
			ps.Add(problem.Problem{File: t.Name, Row: line, Column: h, Found: "the name twice", Expected: "each column once"})
		}
		seen[key] = true
	}
}

func (t *Table) row(fields []string, line int, ps *problem.Problems) {
	if n, want := len(fields), len(t.Header); n != want {
		hint := ""
		if n > want {
			hint = "a text that holds the delimiter " + delimiterName(t.Delimiter) + " is to be put in quotes"
		}
		ps.Add(problem.Problem{File: t.Name, Row: line, Found: counted(n), Expected: counted(want) + ", one for each column of the header", Hint: hint})
		return
	}
	t.Rows = append(t.Rows, fields)
	t.Lines = append(t.Lines, line)
}

// broken tells a fault of the quotes, after which nothing can be read.
func (t *Table) broken(err error, skipped int, ps *problem.Problems) {
	var at *csv.ParseError
	p := problem.Problem{File: t.Name, Found: err.Error(), Expected: "a delimited text table"}
	if errors.As(err, &at) {
		p.Row = at.StartLine + skipped
		p.Found = "a quote inside a field"
		if errors.Is(err, csv.ErrQuote) {
			p.Found = "a quoted field that does not end, or goes on after its quote, on line " + strconv.Itoa(at.Line+skipped)
		}
		p.Expected = `quotes around a whole field, and "" for a quote in it`
	}
	ps.Add(p)
}

func counted(n int) string {
	if n == 1 {
		return "1 field"
	}
	return strconv.Itoa(n) + " fields"
}
