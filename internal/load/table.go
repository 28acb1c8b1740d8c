package load

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// longestTable is the number of rows above which a table is refused.
const longestTable = 2_000_000

// table is a CSV file with a header: fields by column name, spaces around them
// cut off.
type table struct {
	r     *reader
	name  string
	names []string       // of the columns, in order
	at    map[string]int // column name to place
	rows  [][]string
	lines []int // of the rows in the file
	gaps  bool  // some rows cannot be used: not every id is known
}

// table reads a CSV file that a YAML file names and checks that it has the
// columns. It is nil where nothing of it can be used.
func (r *reader) table(t *tree, name string, path []string, columns ...string) *table {
	if name == "" { // the schema has said so
		return nil
	}
	name, ok := r.resolve(t, name, path...)
	if !ok {
		return nil
	}
	text, ok := r.bytes(r.files, name, t.place(path...))
	if !ok {
		return nil
	}
	return r.parseTable(name, text, columns)
}

func (r *reader) parseTable(name string, text []byte, columns []string) *table {
	tab := &table{r: r, name: name, at: map[string]int{}}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(text) {
		r.problems.Add(problem.Problem{File: name, Found: "bytes that are not UTF-8", Expected: "UTF-8 text", Hint: "save the table as CSV UTF-8"})
		return nil
	}
	in := csv.NewReader(bytes.NewReader(text))
	in.FieldsPerRecord = -1
	header, err := in.Read()
	if err != nil {
		tab.broken(err)
		return nil
	}
	if len(header) == 1 && len(columns) > 1 {
		for _, sign := range []string{";", "\t", "|"} {
			if strings.Contains(header[0], sign) {
				r.problems.Add(problem.Problem{File: name, Row: 1, Found: sign, Expected: "',' between fields", Hint: "save the table with commas"})
				return nil
			}
		}
	}
	for i, h := range header {
		h = strings.TrimSpace(h)
		if _, twice := tab.at[h]; twice {
			r.problems.Add(problem.Problem{File: name, Row: 1, Column: h, Found: h, Expected: "every column once"})
			return nil
		}
		tab.at[h] = i
		tab.names = append(tab.names, h)
	}
	missing := false
	for _, c := range columns {
		if _, ok := tab.at[c]; !ok {
			missing = true
			r.problems.Add(problem.Problem{File: name, Row: 1, Expected: "the column " + c, Hint: meant(c, tab.names)})
		}
	}
	if missing || !tab.read(in) {
		return nil
	}
	return tab
}

// read reads the rows. A row of another length is a problem and left out.
func (t *table) read(in *csv.Reader) bool {
	for {
		row, err := in.Read()
		if err == io.EOF {
			return true
		}
		if err == nil && len(t.rows) == longestTable {
			err = errors.New("more than " + strconv.Itoa(longestTable) + " rows")
		}
		if err != nil {
			t.broken(err)
			return false
		}
		line, _ := in.FieldPos(0)
		if len(row) != len(t.names) {
			t.r.problems.Add(problem.Problem{File: t.name, Row: line, Found: strconv.Itoa(len(row)) + " fields",
				Expected: strconv.Itoa(len(t.names)) + " fields as in the header", Hint: "a comma within a text needs quotes, and numbers have a decimal point"})
			t.gaps = true
			continue
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		t.rows, t.lines = append(t.rows, row), append(t.lines, line)
	}
}

// broken notes what the CSV reader could not take.
func (t *table) broken(err error) {
	p := problem.Problem{File: t.name, Found: err.Error(), Expected: "a table with a header"}
	var fault *csv.ParseError
	if errors.As(err, &fault) {
		p.Row, p.Found, p.Expected = fault.Line, fault.Err.Error(), "a row of a CSV table"
	}
	if err == io.EOF {
		p.Found = "an empty file"
	}
	t.r.problems.Add(p)
}

// has says whether the table has a column.
func (t *table) has(column string) bool {
	_, ok := t.at[column]
	return ok
}

// get gives a field, empty where there is no such column.
func (t *table) get(row int, column string) string {
	if i, ok := t.at[column]; ok {
		return t.rows[row][i]
	}
	return ""
}

// wrong notes that a field does not fit.
func (t *table) wrong(row int, column, expected, hint string) {
	t.r.problems.Add(problem.Problem{File: t.name, Row: t.lines[row], Column: column, Found: t.get(row, column), Expected: expected, Hint: hint})
}

// number reads a field as a finite number; an empty one is a problem.
func (t *table) number(row int, column string) (float64, bool) {
	field := t.get(row, column)
	v, err := strconv.ParseFloat(field, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		hint := ""
		if strings.Count(field, ",") == 1 {
			hint = "write a decimal point"
		}
		t.wrong(row, column, "a number", hint)
		return 0, false
	}
	return v, true
}

// amount reads a field as a number of at least 0; empty gives empty.
func (t *table) amount(row int, column string, empty float64) float64 {
	if t.get(row, column) == "" {
		return empty
	}
	v, ok := t.number(row, column)
	if ok && v < 0 {
		t.wrong(row, column, "0 or more", "")
		return empty
	}
	return v
}

// year reads a field as a year; empty gives 0.
func (t *table) year(row int, column string) int {
	field := t.get(row, column)
	if field == "" {
		return 0
	}
	y, err := strconv.Atoi(field)
	if err != nil || y < 1900 || y > 2200 {
		t.wrong(row, column, "a year, or nothing", "")
	}
	return y
}

// word reads a field that must be one of a list.
func (t *table) word(row int, column string, words ...string) (string, bool) {
	field := t.get(row, column)
	for _, w := range words {
		if w == field {
			return w, true
		}
	}
	t.wrong(row, column, oneOf(words), meant(field, words))
	return "", false
}

// known reads a field of yes, no or unknown; empty is unknown.
func (t *table) known(row int, column string) yesNo {
	k, ok := parseKnown(t.get(row, column))
	if !ok {
		t.wrong(row, column, "yes, no or unknown", "")
	}
	return yesNo(k)
}

// unique checks that no row repeats an id, and that none is empty.
func (t *table) unique(row int, column, id string, seen map[string]int) bool {
	if id == "" {
		t.wrong(row, column, "an id", "")
		t.gaps = true
		return false
	}
	if first, twice := seen[id]; twice {
		t.gaps = true
		t.r.problems.Add(problem.Problem{File: t.name, Row: t.lines[row], Column: column, Found: id, Expected: "every id once",
			Hint: "it stands in row " + strconv.Itoa(first) + " already"})
		return false
	}
	seen[id] = t.lines[row]
	return true
}
