package input

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/field"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/spatial"
)

// longestTable is the number of rows above which a table is refused.
const longestTable = 2_000_000

// Table is a table in the project's own format, with fields by column name and
// surrounding spaces removed.
type Table struct {
	Reader *Reader
	Name   string
	Names  []string        // of the columns, in order
	at     map[string]int  // column name to index
	asked  map[string]bool // for each requested column, whether it exists
	Rows   [][]string
	Lines  []int    // line of each row in the file
	Comma  bool     // a comma may be the decimal separator
	Keep   []string // ids of rows that look like totals but are not
	Gaps   bool     // some rows cannot be used, so not every id is known

	headers map[string]string // of columns that the file names otherwise
}

// Table reads a table that a YAML file names and checks that it has the columns. It
// returns nil if nothing can be used.
func (r *Reader) Table(t *yaml.Tree, name string, path []string, columns ...string) *Table {
	if name == "" { // the schema has reported it
		return nil
	}
	name, ok := r.Resolve(t, name, path...)
	if !ok {
		return nil
	}
	return r.TableOf(name, t.Place(path...), columns...)
}

// TableOf is Table of a name as a user gave it; named is where, "" for a flag.
func (r *Reader) TableOf(name, named string, columns ...string) *Table {
	return r.TableAs(name, "", named, nil, columns...)
}

// TableAs is TableOf a sheet whose headers may be other words than the columns: headers has
// them by column. An empty sheet is the only one.
func (r *Reader) TableAs(name, sheet, named string, headers map[string]string, columns ...string) *Table {
	s := r.Records(name, sheet, named)
	if s == nil {
		return nil
	}
	if sheet != "" {
		name += " (" + sheet + ")"
	}
	tab := &Table{Reader: r, Name: name, Names: s.Names(), at: map[string]int{}, asked: map[string]bool{}, Comma: s.Comma, headers: headers}
	for i, h := range tab.Names {
		tab.at[h] = i
	}
	for column, h := range headers {
		if i, has := tab.at[h]; has {
			tab.at[column] = i
		} else {
			delete(tab.at, column)
		}
	}
	if !tab.require(s, columns) || !tab.read(s) {
		return nil
	}
	return tab
}

// require checks that the table has the columns. A table with none of several
// columns is a different table, which is reported once.
func (t *Table) require(s *record.Source, columns []string) bool {
	var missing []string
	for _, c := range columns {
		if !t.Has(c) {
			missing = append(missing, c)
		}
	}
	if len(missing) == len(columns) && len(columns) > 1 {
		t.Reader.Problems.Add(problem.Problem{File: t.Name, Row: s.Header, Found: strings.Join(t.Names, ", "), Expected: "the columns " + strings.Join(columns, ", ")})
		return false
	}
	for _, c := range missing {
		p := NoColumn(s, t.header(c))
		p.File = t.Name
		t.Reader.Problems.Add(p)
	}
	return missing == nil
}

// read reads the rows. Rows with another number of fields are problems and left
// out.
func (t *Table) read(s *record.Source) bool {
	long := problem.Problem{File: t.Name, Found: "more than " + strconv.Itoa(longestTable) + " rows", Expected: "a table of a county"}
	err := s.Each(nil, func(row *record.Row) error {
		if len(t.Rows) == longestTable {
			return problem.Problems{long}
		}
		fields := make([]string, len(row.Values))
		for i := range fields {
			fields[i] = row.Text(i)
		}
		t.Rows, t.Lines = append(t.Rows, fields), append(t.Lines, row.At)
		return nil
	})
	if err != nil {
		t.Reader.Add(t.Name, err)
		t.Gaps = true
	}
	return err == nil || len(t.Rows) > 0
}

// header is the header of a column in the file.
func (t *Table) header(column string) string { return cmp.Or(t.headers[column], column) }

// Has reports whether the table has a column.
func (t *Table) Has(column string) bool {
	_, ok := t.at[column]
	t.asked[column] = ok
	return ok
}

// HasID reports whether a row has an id.
func (t *Table) HasID(id string) bool {
	for i := range t.Rows {
		if t.Get(i, "id") == id {
			return true
		}
	}
	return false
}

// NoteUnread notes unread columns whose name is similar to that of a missing
// column.
func (t *Table) NoteUnread() {
	var missing []string
	for _, c := range slices.Sorted(maps.Keys(t.asked)) {
		if !t.asked[c] {
			missing = append(missing, c)
		}
	}
	for _, c := range t.Names {
		if _, read := t.asked[c]; read || c == "" {
			continue
		}
		if hint := naming.Suggest(c, missing); hint != "" {
			t.Reader.Note("%s: column %s is not read: %s", source.Base(t.Name), c, hint)
		}
	}
}

// Get returns a field, empty if there is no such column.
func (t *Table) Get(row int, column string) string {
	i, ok := t.at[column]
	if row == 0 {
		t.asked[column] = ok
	}
	if ok {
		return t.Rows[row][i]
	}
	return ""
}

// Wrong reports an invalid field.
func (t *Table) Wrong(row int, column, expected, hint string) {
	t.Reader.Problems.Add(problem.Problem{File: t.Name, Row: t.Lines[row], Column: t.header(column), Found: t.Get(row, column), Expected: expected, Hint: hint})
}

// Number reads a field as a finite number; an empty one is a problem.
func (t *Table) Number(row int, column string) (float64, bool) {
	field := t.Get(row, column)
	v, ok := record.Number([]byte(field), t.Comma)
	if !ok {
		hint := yaml.Bounds([]string{column}).Slip(field)
		if strings.Count(field, ",") == 1 {
			hint = "write a decimal point"
		}
		t.Wrong(row, column, "a number", hint)
	}
	return v, ok
}

// Amount reads a field as a number within the bounds of its column. An empty field
// gives the argument empty.
func (t *Table) Amount(row int, column string, empty float64) float64 {
	if t.Get(row, column) == "" {
		return empty
	}
	v, ok := t.Number(row, column)
	if b := yaml.Bounds([]string{column}); ok && !b.Holds(v) {
		t.Wrong(row, column, b.String()+", or nothing", b.Slip(t.Get(row, column)))
		return empty
	}
	return v
}

// Year reads a field as a year; empty gives 0.
func (t *Table) Year(row int, column string) int {
	field := t.Get(row, column)
	if field == "" {
		return 0
	}
	y, err := strconv.Atoi(field)
	if err != nil || y < 1900 || y > 2200 {
		t.Wrong(row, column, "a year, or nothing", "")
	}
	return y
}

// Word reads a field that must be one of a list.
func (t *Table) Word(row int, column string, words ...string) (string, bool) {
	field := t.Get(row, column)
	for _, w := range words {
		if w == field {
			return w, true
		}
	}
	t.Wrong(row, column, problem.OneOf(words), naming.Suggest(field, words))
	return "", false
}

// Known reads a field of yes, no or unknown; empty is unknown.
func (t *Table) Known(row int, column string) field.YesNo {
	k, ok := field.ParseKnown(t.Get(row, column))
	if !ok {
		t.Wrong(row, column, "yes, no or unknown", "")
	}
	return field.YesNo(k)
}

// Point reads the columns x and y as metres of the county's system, where it is used.
func (t *Table) Point(row int) (orb.Point, bool) {
	x, okX := t.Number(row, "x")
	y, okY := t.Number(row, "y")
	p := orb.Point{x, y}
	if !okX || !okY {
		return orb.Point{}, false
	}
	if t.Reader.inHome(p) {
		return p, true
	}
	t.Reader.Problems.Add(problem.Problem{File: t.Name, Row: t.Lines[row], Column: "x", Found: t.Get(row, "x") + ", " + t.Get(row, "y"),
		Expected: "a place " + t.Reader.Home.Where(), Hint: spatial.Misplaced(p, t.Reader.Home)})
	return orb.Point{}, false
}

// Unique checks that no row repeats an id of the column id, and that none is empty.
func (t *Table) Unique(row int, id string, seen map[string]int) bool {
	return t.UniqueIn(row, "id", id, seen)
}

// UniqueIn does the same for ids of another column.
func (t *Table) UniqueIn(row int, column, id string, seen map[string]int) bool {
	if id == "" {
		t.Wrong(row, column, "an id", "")
		t.Gaps = true
		return false
	}
	if first, twice := seen[id]; twice {
		t.Gaps = true
		t.Reader.Problems.Add(problem.Problem{File: t.Name, Row: t.Lines[row], Column: column, Found: id, Expected: "every id once",
			Hint: problem.RowHas(first)})
		return false
	}
	seen[id] = t.Lines[row]
	return true
}
