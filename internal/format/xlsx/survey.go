package xlsx

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// mostKinds is how many kinds of cell errors are counted; there are seven.
const mostKinds = 20

// column is a column of the table.
type column struct {
	at   int // in the sheet, from 1
	name string
}

// survey is the result of a first walk over a sheet.
type survey struct {
	head    head
	sure    bool // the header looks like one
	header  int  // row of the header, its first; 0 for an empty sheet
	last    int  // last row of the header
	columns []column
	rows    int // below the header, with content

	title           string         // text above the header
	errors          map[string]int // cells that show an error, by kind
	firstError      string
	blank           int // formulas that were not calculated
	firstBlank      string
	hidden          int // rows
	long            int // whole numbers of more than 15 digits
	firstLong       string
	thin, firstThin int // rows of one cell
	thinText        string
	filled          [mostColumns + 1]bool
}

// look visits the rows of a sheet.
func (b *book) look(at int) (*survey, error) {
	s := &survey{errors: map[string]int{}}
	err := b.walk(at, func(r *row) error {
		if !s.head.add(r) {
			s.row(r)
		}
		return nil
	}, s.head.merged)
	if err != nil || len(s.head.rows) == 0 {
		return s, err
	}
	first := 0
	first, s.sure = s.head.find()
	names, last := s.head.names(first)
	s.header, s.last = s.head.rows[first].at, s.head.rows[last].at
	if first > 0 {
		s.title = s.head.rows[0].cells[0].value.String()
	}
	for i := last + 1; i < len(s.head.rows); i++ {
		s.row(&s.head.rows[i])
	}
	for c := range s.filled {
		if s.filled[c] && names[c] == "" {
			names[c] = ""
		}
	}
	for _, c := range slices.Sorted(maps.Keys(names)) {
		s.columns = append(s.columns, column{c, names[c]})
	}
	return s, nil
}

// row counts a row below the header.
func (s *survey) row(r *row) {
	filled := 0
	for i := range r.cells {
		c := &r.cells[i]
		at := letters(c.column) + strconv.Itoa(r.at)
		switch {
		case c.broken != nil:
			kind := problem.Clip(string(c.broken))
			if _, known := s.errors[kind]; !known && len(s.errors) == mostKinds {
				kind = "other"
			}
			if s.errors[kind]++; s.firstError == "" {
				s.firstError = at
			}
		case c.blank:
			if s.blank++; s.firstBlank == "" {
				s.firstBlank = at
			}
		default:
			filled++
		}
		if c.long {
			if s.long++; s.long == 1 {
				s.firstLong = at
			}
		}
		s.filled[c.column] = true
	}
	s.rows++
	if r.hidden {
		s.hidden++
	}
	if filled == 1 && len(r.cells) == 1 {
		if s.thin++; s.thin == 1 {
			s.firstThin, s.thinText = r.at, r.cells[0].value.String()
		}
	}
}

// notes collects the notes for a reader of the table.
func (s *survey) notes() []string {
	var out []string
	note := func(format string, values ...any) { out = append(out, fmt.Sprintf(format, values...)) }
	if first := s.head.rows[0].at; first < s.header {
		note("the header is row %d; the rows above it were skipped: %q", s.header, problem.Clip(s.title))
	}
	if s.last > s.header {
		note("the header is rows %d to %d, whose names were joined", s.header, s.last)
	}
	if !s.sure {
		note("row %d is used as the header, although it does not look like one", s.header)
	}
	if nameless := s.nameless(); nameless != "" {
		note("columns without a name that hold values: %s", nameless)
	}
	if n := s.merges(); n > 0 {
		note("merged cells below the header: %d; only the first cell of each has a value", n)
	}
	if len(s.errors) > 0 {
		total, kinds := 0, []string{}
		for _, kind := range slices.Sorted(maps.Keys(s.errors)) {
			total += s.errors[kind]
			kinds = append(kinds, kind+" "+strconv.Itoa(s.errors[kind]))
		}
		note("cells with an error, read as empty: %d (%s), the first in %s", total, problem.Clip(strings.Join(kinds, ", ")), s.firstError)
	}
	if s.blank > 0 {
		note("formulas that were never calculated, read as empty: %d, the first in %s; open and save the workbook in a spreadsheet program", s.blank, s.firstBlank)
	}
	if s.long > 0 {
		note("whole numbers of more than 15 digits, of which a spreadsheet keeps 15, so that two ids may have become equal: %d, the first in %s", s.long, s.firstLong)
	}
	if s.hidden > 0 {
		note("hidden rows of the sheet, which are read too: %d", s.hidden)
	}
	if s.thin > 0 && len(s.columns) > 2 {
		note("rows with one filled cell, perhaps not records: %d, the first on row %d: %q", s.thin, s.firstThin, problem.Clip(s.thinText))
	}
	return out
}

// nameless lists the columns without a name by their letters.
func (s *survey) nameless() string {
	var list []string
	for _, c := range s.columns {
		if c.name == "" {
			list = append(list, letters(c.at))
		}
	}
	return problem.Clip(strings.Join(list, ", "))
}

// merges counts the merged cells below the header.
func (s *survey) merges() int {
	n := s.head.others
	for _, m := range s.head.merges {
		if m.bottom > s.last {
			n++
		}
	}
	return n
}

// problems reports what makes the table unusable.
func (s *survey) problems(file string) problem.Problems {
	var ps problem.Problems
	seen := map[string]bool{}
	for _, c := range s.columns {
		key := strings.ToLower(c.name)
		if c.name != "" && seen[key] {
			ps.Add(problem.Problem{File: file, Row: s.last, Column: c.name, Found: "the name twice", Expected: "each column once"})
		}
		seen[key] = true
	}
	return ps
}

// choose finds the requested sheet and surveys it.
func (b *book) choose(name string) (int, *survey, error) {
	list := make([]string, len(b.sheets))
	for i, s := range b.sheets {
		list[i] = s.name
	}
	refuse := func(found, expected string) error {
		return problem.Problems{{File: b.name, Found: found, Expected: expected, Hint: "the sheets are " + problem.Clip(strings.Join(list, ", "))}}
	}
	if name != "" {
		at := slices.Index(list, name)
		if at < 0 {
			at = slices.IndexFunc(list, func(s string) bool { return strings.EqualFold(s, name) })
		}
		if at < 0 {
			return 0, nil, refuse("no sheet "+name, "the name of a sheet")
		}
		s, err := b.look(at)
		if err == nil && s.header == 0 {
			err = refuse("an empty sheet "+list[at], "a row with the names of the columns")
		}
		return at, s, err
	}
	best, found := -1, (*survey)(nil)
	for i := range b.sheets {
		if b.sheets[i].hidden {
			continue
		}
		s, err := b.look(i)
		if err != nil {
			return 0, nil, err
		}
		if s.rows > 0 && len(s.columns) > 1 {
			return i, s, nil
		}
		if s.header > 0 && found == nil {
			best, found = i, s
		}
	}
	if found == nil {
		return 0, nil, refuse("an empty workbook", "a sheet with a table")
	}
	return best, found, nil
}

// each visits the rows below the header that have content.
func (b *book) each(at int, s *survey, want []int, visit func(*record.Row) error) error {
	want = record.Wanted(want, len(s.columns))
	out := record.Row{Values: make([]record.Value, len(want))}
	place := map[int][]int{} // column of the sheet to indexes in Values
	for k, f := range want {
		place[s.columns[f].at] = append(place[s.columns[f].at], k)
	}
	var stopped error
	err := b.walk(at, func(r *row) error {
		if r.at <= s.last {
			return nil
		}
		clear(out.Values)
		for i := range r.cells {
			for _, k := range place[r.cells[i].column] {
				out.Values[k] = r.cells[i].value
			}
		}
		out.At = r.at
		stopped = visit(&out)
		return stopped
	}, nil)
	if stopped != nil {
		return stopped
	}
	return err
}
