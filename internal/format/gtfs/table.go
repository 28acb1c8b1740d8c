package gtfs

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// table is one file of a feed: rows of fields between commas. Fields point into the bytes
// of the file, or into a buffer where they are quoted, and are valid until the next row.
type table struct {
	name     string // with that of the feed
	rest     []byte
	line     int // of the row
	next     int
	columns  map[string]int
	names    []string
	fields   [][]byte
	quoted   []byte
	problems *problem.Problems
}

// open reads the header of a file; false, with problems, if a column that is needed is
// missing.
func open(name string, data []byte, list *problem.Problems, needed ...string) (*table, bool) {
	t := &table{name: name, rest: bytes.TrimPrefix(data, []byte("\ufeff")), next: 1, columns: map[string]int{}, problems: list}
	if !utf8.Valid(data) {
		at := 1 + bytes.Count(data[:invalid(data)], []byte("\n"))
		list.Add(problem.Problem{File: name, Row: at, Found: "bytes that are no UTF-8", Expected: "text in UTF-8"})
		return t, false
	}
	if !t.row() {
		list.Add(problem.Problem{File: name, Found: "an empty file", Expected: "a header and rows"})
		return t, false
	}
	for i, f := range t.fields {
		column := strings.ToLower(string(bytes.TrimSpace(f)))
		t.names = append(t.names, column)
		if _, twice := t.columns[column]; twice {
			list.Add(problem.Problem{File: name, Row: t.line, Column: column, Found: "the column twice", Expected: "each column once"})
			return t, false
		}
		t.columns[column] = i
	}
	ok := true
	for _, column := range needed {
		if _, found := t.columns[column]; !found {
			list.Add(problem.Problem{File: name, Row: t.line, Found: "the columns " + strings.Join(t.names, ", "), Expected: "a column " + column})
			ok = false
		}
	}
	return t, ok
}

// invalid is where the first bytes are that are no UTF-8.
func invalid(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return len(data)
}

// row reads the next row that is not blank; false at the end.
func (t *table) row() bool {
	for len(t.rest) > 0 {
		t.line = t.next
		line := t.rest
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		t.fields = t.fields[:0]
		if bytes.IndexByte(line, '"') >= 0 {
			t.careful()
			return true
		}
		t.rest = t.rest[min(len(t.rest), len(line)+1):]
		t.next++
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		for {
			comma := bytes.IndexByte(line, ',')
			if comma < 0 {
				t.fields = append(t.fields, line)
				return true
			}
			t.fields, line = append(t.fields, line[:comma]), line[comma+1:]
		}
	}
	return false
}

// careful reads a row that has quotes: a field may have commas, line ends and doubled
// quotes.
func (t *table) careful() {
	t.quoted = t.quoted[:0]
	var ends []int
	in, begun := false, false
	i := 0
	for ; i < len(t.rest); i++ {
		c := t.rest[i]
		switch {
		case in && c == '"' && i+1 < len(t.rest) && t.rest[i+1] == '"':
			t.quoted = append(t.quoted, '"')
			i++
		case c == '"' && (in || !begun):
			in, begun = !in, true
		case !in && c == ',':
			ends, begun = append(ends, len(t.quoted)), false
		case !in && c == '\n':
			t.next++
			ends = append(ends, len(t.quoted))
			t.finish(ends, i+1)
			return
		case !in && c == '\r' && (i+1 == len(t.rest) || t.rest[i+1] == '\n'):
		default:
			if c == '\n' {
				t.next++
			}
			t.quoted, begun = append(t.quoted, c), begun || c != ' '
		}
	}
	if in {
		t.problems.Add(problem.Problem{File: t.name, Row: t.line, Found: "a quote that does not end", Expected: "a quote before the next comma"})
	}
	t.next++
	t.finish(append(ends, len(t.quoted)), i)
}

// finish cuts the fields out of the buffer.
func (t *table) finish(ends []int, read int) {
	from := 0
	for _, end := range ends {
		t.fields = append(t.fields, t.quoted[from:end:end])
		from = end
	}
	t.rest = t.rest[min(read, len(t.rest)):]
}

// get returns a field without spaces around it; nil if the table has no such column or the
// row ends before it.
func (t *table) get(column string) []byte {
	i, ok := t.columns[column]
	if !ok {
		return nil
	}
	return t.at(i)
}

// place is where a column is; -1 without it.
func (t *table) place(column string) int {
	if i, ok := t.columns[column]; ok {
		return i
	}
	return -1
}

// at returns a field by its place.
func (t *table) at(i int) []byte {
	if i < 0 || i >= len(t.fields) {
		return nil
	}
	f := t.fields[i]
	if n := len(f); n > 0 && (f[0] <= ' ' || f[n-1] <= ' ') {
		return bytes.TrimSpace(f)
	}
	return f
}

// wrong reports a field.
func (t *table) wrong(column, expected, hint string) {
	p := problem.Problem{File: t.name, Row: t.line, Column: column, Expected: expected, Hint: hint}
	p.Found = string(t.get(column))
	t.problems.Add(p)
}

// whole reads a whole number from least to most; empty gives the number or.
func (t *table) whole(column string, least, most, or int) int {
	text := t.get(column)
	if len(text) == 0 {
		return or
	}
	v, err := strconv.Atoi(string(text))
	if err != nil || v < least || v > most {
		t.wrong(column, "a whole number, "+strconv.Itoa(least)+" to "+strconv.Itoa(most), "")
		return or
	}
	return v
}

// clock reads a time such as 25:04:00 in seconds; Unknown for an empty field, false for
// anything else. Hours may go past 24.
func clock(text []byte) (int32, bool) {
	if len(text) == 0 {
		return Unknown, true
	}
	var parts [3]int32
	part, digits := 0, 0
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9' && digits < 3:
			parts[part], digits = parts[part]*10+int32(c-'0'), digits+1
		case c == ':' && part < 2 && digits > 0:
			part, digits = part+1, 0
		default:
			return 0, false
		}
	}
	if part != 2 || digits == 0 || parts[1] > 59 || parts[2] > 59 {
		return 0, false
	}
	return parts[0]*3600 + parts[1]*60 + parts[2], true
}

// day reads a day such as 20261231.
func (t *table) day(column string) (Day, bool) {
	text := string(t.get(column))
	if len(text) == 8 {
		if v, err := strconv.Atoi(text); err == nil {
			d := date(v)
			if x := d.Date(); x.Year()*10000+int(x.Month())*100+x.Day() == v {
				return d, true
			}
		}
	}
	t.wrong(column, "a day such as 20261231", "")
	return 0, false
}

// sorted reports whether times are in the order of their numbers; if not, it sorts them.
func sorted(list []numbered) {
	byNumber := func(a, b numbered) int { return int(a.sequence) - int(b.sequence) }
	if !slices.IsSortedFunc(list, byNumber) {
		slices.SortStableFunc(list, byNumber)
	}
}
