package ttm

import (
	"bytes"
	"strconv"

	"saavu/internal/format/problem"
)

// carefulRow reads a line that quickRow declined. It returns true if it filled
// the row; false for a blank line and for one whose faults it has added.
func (r *reader) carefulRow(text []byte, line int, slots [][]int32, row int) bool {
	text = bytes.TrimSuffix(text, []byte("\r"))
	if len(bytes.TrimSpace(text)) == 0 {
		return false
	}
	if n := bytes.Count(text, []byte(";")) + 1; n != len(slots) {
		r.problems.Add(problem.Problem{File: r.name, Row: line, Found: problem.Counted(n, "field"),
			Expected: problem.Counted(len(slots), "field") + ", one for each column of the header"})
		return false
	}
	good := true
	for c := range slots {
		var field []byte
		field, text, _ = bytes.Cut(text, []byte(";"))
		v, ok := r.field(c, field, line)
		if good = good && ok; good && row < len(slots[c]) {
			slots[c][row] = v
		}
	}
	return good && row < len(slots[0])
}

// field reads one value; the allowed values depend on the column.
func (r *reader) field(c int, text []byte, line int) (int32, bool) {
	v, err := strconv.ParseInt(string(bytes.TrimSpace(text)), 10, 32)
	p := problem.Problem{File: r.name, Row: line, Column: r.names[c], Found: string(text)}
	switch {
	case c == r.from:
		if err == nil && v >= 0 {
			return int32(v), true
		}
		p.Expected = "the id of an origin cell, a whole number"
	case err != nil || v < NoData:
		p.Expected = "a whole number, or -1 for no data"
	case c == r.to && v != NoData && r.destination == unknown:
		r.destination = int32(v)
		return int32(v), true
	case c == r.to && v != NoData && int32(v) != r.destination:
		p.Expected = strconv.Itoa(int(r.destination)) + " or -1"
		p.Hint = "one file holds one destination, the one in its name"
	default:
		return int32(v), true
	}
	r.problems.Add(p)
	return 0, false
}
