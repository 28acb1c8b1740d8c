package table

import (
	"bytes"
	"encoding/binary"
	"io"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// rows visits the rows of a table below its header. It collects the faults and
// the notes on the text.
type rows struct {
	*scanner
	name       string
	header     []string
	headerLine int
	problems   problem.Problems

	empty         int // blank lines
	old, oldAt    int // rows in an old encoding, and the line of the first
	international int // rows in UTF-8 that are more than ASCII
}

// begin advances to the header. A missing header is a problem.
func begin(in io.Reader, name string, comma rune) *rows {
	r := &rows{scanner: newScanner(in).start(comma), name: name}
	if r.content() {
		r.readHeader()
	} else if r.fault == nil {
		r.problems.Add(problem.Problem{File: name, Found: "an empty file", Expected: "a line with the names of the columns"})
	}
	r.stopped()
	return r
}

// stopped makes a problem of the fault that ended the walk.
func (r *rows) stopped() {
	if r.fault != nil {
		r.fault.File = r.name
		r.problems.Add(*r.fault)
	}
}

// beyondASCII reports whether a text has a byte that is not ASCII.
func beyondASCII(text []byte) bool {
	for ; len(text) >= 8; text = text[8:] {
		if binary.LittleEndian.Uint64(text)&0x8080808080808080 != 0 {
			return true
		}
	}
	for _, c := range text {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// content advances to the next row with content.
func (r *rows) content() bool {
	for r.scanner.next() {
		if r.legacy() {
			if r.old++; r.old == 1 {
				r.oldAt = r.begin
			}
		} else if !r.plain && beyondASCII(r.row) {
			r.international++
		}
		if !r.blank() {
			return true
		}
		r.empty++
	}
	return false
}

// blank reports whether no field of the row has content.
func (r *rows) blank() bool {
	if c := r.row; len(c) > 0 && c[0] > ' ' && c[0] < 0x80 && c[0] != r.comma {
		return false
	}
	for i := range r.count {
		if len(bytes.TrimSpace(r.field(i))) > 0 {
			return false
		}
	}
	return true
}

// readHeader reads the names. Spreadsheets leave a delimiter at the end and
// some programs a first column without a name, so an empty name is not a fault.
func (r *rows) readHeader() {
	r.headerLine = r.begin
	seen := make(map[string]bool)
	for i := range r.count {
		h := string(bytes.TrimSpace(r.field(i)))
		r.header = append(r.header, h)
		key := strings.ToLower(h)
		if h != "" && seen[key] {
			if names := r.names(); record.LooksLikeData(names) {
				r.problems = problem.Problems{{File: r.name, Row: r.begin,
					Found:    problem.Clip(strings.Join(names, string(rune(r.comma)))),
					Expected: "a line with the names of the columns", Hint: record.NoHeader + "; write a line of names above it"}}
				return
			}
			r.problems.Add(problem.Problem{File: r.name, Row: r.begin, Column: h, Found: "the name twice", Expected: "each column once"})
		}
		seen[key] = true
	}
}

// names returns the fields of the row as names.
func (r *rows) names() []string {
	out := make([]string, r.count)
	for i := range out {
		out[i] = string(bytes.TrimSpace(r.field(i)))
	}
	return out
}

// next advances to the next row that is as long as the header; others are
// problems. It returns false at the end: the walk succeeded if there are no
// problems then.
func (r *rows) next() bool {
	for r.header != nil && r.fault == nil && r.content() {
		if r.count == len(r.header) {
			return true
		}
		hint := ""
		if r.count > len(r.header) {
			hint = "a text that contains the delimiter " + delimiterName(rune(r.comma)) + " must be in quotes"
		}
		r.problems.Add(problem.Problem{File: r.name, Row: r.begin, Found: problem.Counted(r.count, "field"),
			Expected: problem.Counted(len(r.header), "field") + ", one for each column of the header", Hint: hint})
	}
	if r.header != nil {
		r.stopped()
	}
	return false
}

// notes reports what was assumed and skipped.
func (r *rows) notes() []string {
	var out []string
	if r.wide != nil {
		out = append(out, "the text is in UTF-16 and was decoded")
		if r.wide.lost > 0 {
			out = append(out, "characters of UTF-16 that are broken: "+strconv.Itoa(r.wide.lost))
		}
	}
	if r.old > 0 {
		note := "rows that are not valid UTF-8 and were read as ISO-8859-1 (Windows 1252): " + strconv.Itoa(r.old) + ", the first on line " + strconv.Itoa(r.oldAt)
		if r.international > 0 {
			note += "; other rows with letters beyond ASCII are valid UTF-8 and were read as such: " + strconv.Itoa(r.international)
		}
		out = append(out, note)
	}
	if r.title {
		out = append(out, "a title above the header was skipped")
	}
	if r.empty > 0 {
		out = append(out, "blank lines skipped: "+strconv.Itoa(r.empty))
	}
	return out
}
