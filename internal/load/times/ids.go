package times

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/naming"
)

// idIndex maps an id in a file of travel times to the index of a cell, a facility
// or a place. IDs are whole numbers, or texts such as H3 hexagons
// (89a88cdb57bffff).
type idIndex struct {
	low   int64           // smallest number
	flat  []int32         // by number - low, -1 if there is none
	far   map[int64]int32 // used instead of flat if the range of numbers is large
	names map[string]int32

	// forms maps the composed Unicode form (NFC) of a name to its index, -1 if two
	// names share it: ids in another Unicode form are the same ids. It is nil if
	// all names are ASCII.
	forms  map[string]int32
	joined map[string]bool // ids that were found by forms
}

// widest is the largest range of numbers for which flat is used.
const widest = 1 << 24

// cellIndex returns an index of cells, by names if the ids of the grid are texts,
// otherwise by numbers.
func cellIndex(ids []int64, names []string) *idIndex {
	if names != nil {
		return NameIndex(names)
	}
	x := &idIndex{}
	if len(ids) == 0 {
		return x
	}
	x.low = slices.Min(ids)
	if span := uint64(slices.Max(ids)) - uint64(x.low); span < widest {
		x.flat = make([]int32, span+1)
		for i := range x.flat {
			x.flat[i] = -1
		}
		for i, id := range ids {
			x.flat[id-x.low] = int32(i)
		}
		return x
	}
	x.far = make(map[int64]int32, len(ids))
	for i, id := range ids {
		x.far[id] = int32(i)
	}
	return x
}

// NameIndex returns an index of texts.
func NameIndex(names []string) *idIndex {
	x := &idIndex{names: make(map[string]int32, len(names))}
	for i, n := range names {
		x.names[n] = int32(i)
		if strings.ContainsFunc(n, func(r rune) bool { return r > 127 }) {
			if x.forms == nil {
				x.forms, x.joined = map[string]int32{}, map[string]bool{}
			}
			form := norm.NFC.String(n)
			if _, twice := x.forms[form]; twice {
				x.forms[form] = -1
			} else {
				x.forms[form] = int32(i)
			}
		}
	}
	return x
}

// Name finds a text, which may be in another Unicode form than the names.
func (x *idIndex) Name(text []byte) (int32, bool) {
	if i, ok := x.names[string(text)]; ok || x.forms == nil {
		return i, ok
	}
	i, ok := x.forms[string(norm.NFC.Bytes(text))]
	if !ok || i < 0 {
		return 0, false
	}
	x.joined[string(text)] = true
	return i, true
}

// number finds a whole number; in an index of texts, its digits.
func (x *idIndex) number(id int64) (int32, bool) {
	switch {
	case x.names != nil:
		i, ok := x.names[strconv.FormatInt(id, 10)]
		return i, ok
	case x.far != nil:
		i, ok := x.far[id]
		return i, ok
	}
	// The difference is unsigned: a number far below low wraps to one far above.
	if at := uint64(id) - uint64(x.low); at < uint64(len(x.flat)) && x.flat[at] >= 0 {
		return x.flat[at], true
	}
	return 0, false
}

// value finds the id in a field of a row; false for an empty field too.
func (x *idIndex) value(r *record.Row, field int) (int32, bool) {
	v := &r.Values[field]
	if x.names != nil && v.Kind == record.Text {
		return x.Name(v.Text)
	}
	if id, ok := r.Whole(field); ok {
		return x.number(id)
	}
	return 0, false
}

// text finds the id in a column name.
func (x *idIndex) text(name string) (int32, bool) {
	row := record.Row{Values: []record.Value{record.OfText([]byte(name))}}
	return x.value(&row, 0)
}

// unknownIDs holds the ids of a column that match nothing.
type unknownIDs struct {
	rows, line int // number of rows, and the line of the first
	first      string
	note       string          // additional text for the problem
	ids        map[string]bool // up to maxUnknown of them
}

const maxUnknown = 10_000

func (s *unknownIDs) add(line int, id string) {
	if s.rows++; s.rows == 1 {
		s.line, s.first, s.ids = line, id, map[string]bool{}
	}
	if len(s.ids) < maxUnknown && !s.ids[id] {
		s.ids[id] = true
	}
}

// report reports all ids as one problem, with a hint if they differ in spelling.
func (s *unknownIDs) report(r *input.Reader, file, column, expected string, other *naming.Spelling) {
	if s.rows == 0 {
		return
	}
	p := problem.Problem{File: file, Row: s.line, Column: column, Found: s.first, Expected: expected,
		Hint: fmt.Sprintf("the file has %s without a match, on %s", s.counted(), problem.Counted(s.rows, "row"))}
	if other == nil {
		p.Hint += s.note + "; check that the two files are of the same edition"
	} else {
		p.Hint += "; " + other.Hint("the other file has", len(s.ids))
	}
	r.Problems.Add(p)
}

// counted formats the number of ids.
func (s *unknownIDs) counted() string {
	if len(s.ids) == maxUnknown {
		return "at least " + problem.Counted(len(s.ids), "id")
	}
	return problem.Counted(len(s.ids), "id")
}

// noteForms notes ids that were found in another Unicode form.
func (x *idIndex) noteForms(r *input.Reader, file string) {
	if len(x.joined) > 0 {
		r.Note("%s: ids that differ only in Unicode form (NFC and NFD), taken as the same: %s (%s)", file,
			problem.Spaced(len(x.joined)), problem.Listed(slices.Sorted(maps.Keys(x.joined)), fewIDs))
	}
}

// lastID caches the id of the previous row, since long tables are mostly sorted.
type lastID struct {
	text  []byte
	index int32
}

// find finds an id, which is often that of the previous row.
func (l *lastID) find(x *idIndex, r *record.Row, field int) (int32, bool) {
	v := &r.Values[field]
	if v.Kind != record.Text {
		return x.value(r, field)
	}
	if bytes.Equal(v.Text, l.text) {
		return l.index, true
	}
	i, ok := x.value(r, field)
	if ok {
		l.text, l.index = append(l.text[:0], v.Text...), i
	}
	return i, ok
}
