package table

import (
	"bytes"
	"strconv"

	"saavu/internal/format/problem"
)

// unquote splits a row that has quotes, in place: removing the quotes moves the
// fields together.
func (s *scanner) unquote() bool {
	row, to, from := s.row, 0, 0
	s.ends, s.plain = append(s.ends[:0], -1), false
	for {
		if from < len(row) && row[from] == '"' {
			read, written, ok := s.quoted(row, to, from+1)
			if !ok {
				return false
			}
			from, to = read, written
		} else {
			stop := len(row)
			if i := bytes.IndexByte(row[from:], s.comma); i >= 0 {
				stop = from + i
			}
			if bytes.IndexByte(row[from:stop], '"') >= 0 {
				return s.misquoted("a quote inside a field")
			}
			to += copy(row[to:], row[from:stop])
			from = stop
		}
		s.ends = append(s.ends, int32(to))
		if s.count = len(s.ends) - 1; s.count > mostFields {
			return s.room()
		}
		if from == len(row) {
			s.row = row[:to]
			return true
		}
		row[to] = s.comma
		to++
		from++
	}
}

// quoted moves the content of a quoted field from after its first quote to the
// position to. It returns the positions after the last quote and after the
// content.
func (s *scanner) quoted(row []byte, to, from int) (read, written int, ok bool) {
	for {
		i := bytes.IndexByte(row[from:], '"')
		if i < 0 {
			return 0, 0, s.endless(row[:to], row[from:])
		}
		to += s.copyText(row[to:], row[from:from+i])
		from += i + 1
		if from == len(row) || row[from] == s.comma {
			return from, to, true
		}
		if row[from] != '"' {
			return 0, 0, s.endless(row[:to], nil)
		}
		row[to] = '"'
		to++
		from++
	}
}

// copyText copies quoted text; lines in it end with a line feed, as in the rest
// of the table.
func (s *scanner) copyText(to, from []byte) int {
	if bytes.IndexByte(from, '\r') < 0 {
		return copy(to, from)
	}
	n := 0
	for i, b := range from {
		if b == '\r' && i+1 < len(from) && from[i+1] == '\n' {
			continue
		}
		if b == '\r' && s.eol == '\r' {
			b = '\n'
		}
		to[n] = b
		n++
	}
	return n
}

// endless reports a quoted field that does not end properly; before and behind
// are the parts of the row read so far.
func (s *scanner) endless(before, behind []byte) bool {
	if s.fault != nil { // the row is too long: that is reported
		return false
	}
	line := s.begin + bytes.Count(before, []byte{'\n'}) + bytes.Count(behind, []byte{s.eol})
	return s.misquoted("a quoted field that does not end, or goes on after its quote, on line " + strconv.Itoa(line))
}

func (s *scanner) misquoted(found string) bool {
	s.fault = &problem.Problem{Row: s.begin, Found: found, Expected: `quotes around a whole field, and "" for a quote in it`}
	return false
}
