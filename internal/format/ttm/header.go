package ttm

import (
	"bytes"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
)

// maxColumns is far above any edition (18 columns); a file with more is not a
// travel time matrix and would only cause a flood of problems.
const maxColumns = 256

// Columns returns the names of the value columns of a file's first line, in its
// order; nil if the line is not the header of a travel time matrix.
func Columns(line []byte) []string {
	var ps problem.Problems
	h := parseHeader(bytes.TrimSuffix(line, []byte("\n")), "", &ps)
	if len(ps) > 0 {
		return nil
	}
	names := make([]string, 0, len(h.names))
	for c, n := range h.names {
		if c != h.from && c != h.to {
			names = append(names, n)
		}
	}
	return names
}

type header struct {
	names    []string
	from, to int // positions of from_id and to_id
}

// parseHeader reads the first line. The columns are usable only if it added no
// problem.
func parseHeader(line []byte, name string, ps *problem.Problems) header {
	h := header{from: -1, to: -1}
	line = bytes.TrimPrefix(bytes.TrimSuffix(line, []byte("\r")), []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(line, ';') < 0 {
		ps.Add(problem.Problem{File: name, Row: 1, Found: foundDelimiter(line), Expected: "';' between fields",
			Hint: "a travel time matrix is a text file whose first line names the columns: from_id;to_id;walk_t;..."})
		return h
	}
	if n := bytes.Count(line, []byte(";")) + 1; n > maxColumns {
		ps.Add(problem.Problem{File: name, Row: 1, Found: strconv.Itoa(n) + " columns", Expected: "at most " + strconv.Itoa(maxColumns)})
		return h
	}
	seen := make(map[string]bool)
	for c, field := range strings.Split(string(line), ";") {
		n := strings.Trim(strings.TrimSpace(field), `"`)
		switch {
		case n == "":
			ps.Add(problem.Problem{File: name, Row: 1, Found: "an empty name in place " + strconv.Itoa(c+1), Expected: "a name for every column"})
		case seen[n]:
			ps.Add(problem.Problem{File: name, Row: 1, Column: n, Found: "the name twice", Expected: "each column once"})
		case n == "from_id":
			h.from = c
		case n == "to_id":
			h.to = c
		}
		seen[n] = true
		h.names = append(h.names, n)
	}
	for _, id := range []struct {
		name string
		at   int
	}{{"from_id", h.from}, {"to_id", h.to}} {
		if id.at < 0 {
			ps.Add(problem.Problem{File: name, Row: 1, Column: id.name, Expected: "a column of this name",
				Hint: "the columns are " + problem.Clip(strings.Join(h.names, ", "))})
		}
	}
	return h
}

// foundDelimiter guesses what separates the fields of a line without ';'.
func foundDelimiter(line []byte) string {
	best, most := "no delimiter", 0
	for _, d := range []struct {
		b    byte
		name string
	}{{',', ","}, {'\t', "a tab"}, {'|', "|"}, {' ', "a space"}} {
		if n := bytes.Count(line, []byte{d.b}); n > most {
			best, most = d.name, n
		}
	}
	return best
}
