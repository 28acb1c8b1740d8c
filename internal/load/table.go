package load

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/spatial"
)

// longestTable is the number of rows above which a table is refused.
const longestTable = 2_000_000

// table is a table in the project's own format, with fields by column name and
// surrounding spaces removed.
type table struct {
	r     *reader
	name  string
	names []string        // of the columns, in order
	at    map[string]int  // column name to index
	asked map[string]bool // for each requested column, whether it exists
	rows  [][]string
	lines []int    // line of each row in the file
	comma bool     // a comma may be the decimal separator
	keep  []string // ids of rows that look like totals but are not
	gaps  bool     // some rows cannot be used, so not every id is known
}

// table reads a table that a YAML file names and checks that it has the columns. It
// returns nil if nothing can be used.
func (r *reader) table(t *yaml.Tree, name string, path []string, columns ...string) *table {
	if name == "" { // the schema has reported it
		return nil
	}
	name, ok := r.resolve(t, name, path...)
	if !ok {
		return nil
	}
	s := r.records(name, "", t.Place(path...))
	if s == nil {
		return nil
	}
	tab := &table{r: r, name: name, names: s.Names(), at: map[string]int{}, asked: map[string]bool{}, comma: s.Comma}
	for i, h := range tab.names {
		tab.at[h] = i
	}
	if !tab.require(s, columns) || !tab.read(s) {
		return nil
	}
	return tab
}

// require checks that the table has the columns. A table with none of several
// columns is a different table, which is reported once.
func (t *table) require(s *record.Source, columns []string) bool {
	var missing []string
	for _, c := range columns {
		if !t.has(c) {
			missing = append(missing, c)
		}
	}
	if len(missing) == len(columns) && len(columns) > 1 {
		t.r.problems.Add(problem.Problem{File: t.name, Row: s.Header, Found: strings.Join(t.names, ", "), Expected: "the columns " + strings.Join(columns, ", ")})
		return false
	}
	for _, c := range missing {
		t.r.problems.Add(noColumn(s, c))
	}
	return missing == nil
}

// read reads the rows. Rows with another number of fields are problems and left
// out.
func (t *table) read(s *record.Source) bool {
	long := problem.Problem{File: t.name, Found: "more than " + strconv.Itoa(longestTable) + " rows", Expected: "a table of a county"}
	err := s.Each(nil, func(row *record.Row) error {
		if len(t.rows) == longestTable {
			return problem.Problems{long}
		}
		fields := make([]string, len(row.Values))
		for i := range fields {
			fields[i] = row.Text(i)
		}
		t.rows, t.lines = append(t.rows, fields), append(t.lines, row.At)
		return nil
	})
	if err != nil {
		t.r.add(t.name, err)
		t.gaps = true
	}
	return err == nil || len(t.rows) > 0
}

// has reports whether the table has a column.
func (t *table) has(column string) bool {
	_, ok := t.at[column]
	t.asked[column] = ok
	return ok
}

// hasID reports whether a row has an id.
func (t *table) hasID(id string) bool {
	for i := range t.rows {
		if t.get(i, "id") == id {
			return true
		}
	}
	return false
}

// noteUnread notes unread columns whose name is similar to that of a missing
// column.
func (t *table) noteUnread() {
	var missing []string
	for _, c := range slices.Sorted(maps.Keys(t.asked)) {
		if !t.asked[c] {
			missing = append(missing, c)
		}
	}
	for _, c := range t.names {
		if _, read := t.asked[c]; read || c == "" {
			continue
		}
		if hint := naming.Suggest(c, missing); hint != "" {
			t.r.note("%s: column %s is not read: %s", source.Base(t.name), c, hint)
		}
	}
}

// get returns a field, empty if there is no such column.
func (t *table) get(row int, column string) string {
	i, ok := t.at[column]
	if row == 0 {
		t.asked[column] = ok
	}
	if ok {
		return t.rows[row][i]
	}
	return ""
}

// wrong reports an invalid field.
func (t *table) wrong(row int, column, expected, hint string) {
	t.r.problems.Add(problem.Problem{File: t.name, Row: t.lines[row], Column: column, Found: t.get(row, column), Expected: expected, Hint: hint})
}

// number reads a field as a finite number; an empty one is a problem.
func (t *table) number(row int, column string) (float64, bool) {
	field := t.get(row, column)
	v, ok := record.Number([]byte(field), t.comma)
	if !ok {
		hint := yaml.Bounds([]string{column}).Slip(field)
		if strings.Count(field, ",") == 1 {
			hint = "write a decimal point"
		}
		t.wrong(row, column, "a number", hint)
	}
	return v, ok
}

// amount reads a field as a number within the bounds of its column. An empty field
// gives the argument empty.
func (t *table) amount(row int, column string, empty float64) float64 {
	if t.get(row, column) == "" {
		return empty
	}
	v, ok := t.number(row, column)
	if b := yaml.Bounds([]string{column}); ok && !b.Holds(v) {
		t.wrong(row, column, b.String()+", or nothing", b.Slip(t.get(row, column)))
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
	t.wrong(row, column, problem.OneOf(words), naming.Suggest(field, words))
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

// point reads the columns x and y as metres of the county's system, where it is used.
func (t *table) point(row int) (orb.Point, bool) {
	x, okX := t.number(row, "x")
	y, okY := t.number(row, "y")
	p := orb.Point{x, y}
	if !okX || !okY {
		return orb.Point{}, false
	}
	if t.r.inHome(p) {
		return p, true
	}
	t.r.problems.Add(problem.Problem{File: t.name, Row: t.lines[row], Column: "x", Found: t.get(row, "x") + ", " + t.get(row, "y"),
		Expected: "a place " + t.r.home.Where(), Hint: spatial.Misplaced(p, t.r.home)})
	return orb.Point{}, false
}

// unique checks that no row repeats an id of the column id, and that none is empty.
func (t *table) unique(row int, id string, seen map[string]int) bool {
	return t.uniqueIn(row, "id", id, seen)
}

// uniqueIn does the same for ids of another column.
func (t *table) uniqueIn(row int, column, id string, seen map[string]int) bool {
	if id == "" {
		t.wrong(row, column, "an id", "")
		t.gaps = true
		return false
	}
	if first, twice := seen[id]; twice {
		t.gaps = true
		t.r.problems.Add(problem.Problem{File: t.name, Row: t.lines[row], Column: column, Found: id, Expected: "every id once",
			Hint: problem.RowHas(first)})
		return false
	}
	seen[id] = t.lines[row]
	return true
}
