package table

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"strconv"

	"saavu/internal/format/problem"
)

const (
	firstBuffer = 256 << 10 // bytes; fits in the cache, and holds many rows of any table
	longestRow  = 16 << 20  // bytes of one row, including its line feeds: above any real one
	headBytes   = 512       // in which a byte 0 shows that the file is not text
	mostFields  = 1 << 16   // of one row: four times the columns of a spreadsheet
)

// scanner visits the rows of a delimited text. It has one buffer, which grows
// to the longest row. Bytes are split in place; only a row that has a quote is
// parsed by the full rules of RFC 4180.
type scanner struct {
	in      io.Reader
	buf     []byte
	at, end int   // bytes read but not yet processed: buf[at:end]
	done    bool  // in is at its end
	failed  error // why in could not be read
	binary  bool  // a byte 0 was read
	wide    *wide // in, if the text is in UTF-16

	comma byte // the delimiter
	eol   byte // the end of a line: \n, or \r in text without \n
	lines int  // lines processed
	title bool // a title above the header was skipped

	// The row: fields moved together with one byte between two.
	row   []byte
	ends  []int32 // -1, then where each field of row ends
	count int     // number of fields
	begin int     // line on which the row begins
	plain bool    // only ASCII

	decoded []byte           // backing of rows in another encoding
	fault   *problem.Problem // why the walk ended early, without a file's name
}

func newScanner(in io.Reader) *scanner {
	return &scanner{in: in, buf: make([]byte, firstBuffer), eol: '\n'}
}

// start finds the encoding, the line ends and, if it is 0, the delimiter. A
// text that cannot be read is a fault.
func (s *scanner) start(comma rune) *scanner {
	s.fill()
	all := io.MultiReader(bytes.NewReader(bytes.Clone(s.buf[:s.end])), s.in)
	if order := wideOrder(s.buf[:s.end]); order != nil {
		s.wide = &wide{in: all, order: order}
		all = s.wide
	}
	s.in, s.end, s.done, s.failed, s.binary = &unmarked{in: all}, 0, false, nil, false
	s.fill()
	head := s.buf[:s.end]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		s.fault = &problem.Problem{Found: "a zip archive", Expected: "a delimited text table", Hint: "a workbook is saved as a table with Save as, CSV UTF-8"}
	case bytes.IndexByte(head[:min(len(head), headBytes)], 0) >= 0:
		s.fault = &problem.Problem{Found: "a byte 0", Expected: "a delimited text table", Hint: "this is not a text file"}
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		s.at = 3
	}
	s.lineEnd()
	s.passTitle()
	found := detect(s.buf[s.at:s.end], s.eol)
	if d, n, ok := separatorLine(s.buf[s.at:s.end], s.eol); ok {
		found, s.lines, s.at = d, s.lines+1, s.at+n
	}
	if comma == 0 {
		comma = found
	}
	s.comma = byte(comma)
	return s
}

// lineEnd finds the end of a line: \r if the first end outside quotes is one
// without \n after it.
func (s *scanner) lineEnd() {
	quoted := false
	for i := 0; ; i++ {
		if s.at+i+1 >= s.end {
			s.fill()
		}
		if s.at+i >= s.end {
			return
		}
		switch b := s.buf[s.at+i]; {
		case b == '"':
			quoted = !quoted
		case b == '\n' && !quoted:
			return
		case b == '\r' && !quoted:
			if s.at+i+1 == s.end || s.buf[s.at+i+1] != '\n' {
				s.eol = '\r'
			}
			return
		}
	}
}

// fill reads more bytes after those not yet processed. It returns false if
// there are none, or no room for them below the longest row.
func (s *scanner) fill() bool {
	if s.done || s.fault != nil {
		return false
	}
	if s.at > 0 {
		s.end = copy(s.buf, s.buf[s.at:s.end])
		s.at = 0
	}
	if s.end == len(s.buf) {
		if s.end >= longestRow {
			s.fail("a row of more than "+strconv.Itoa(longestRow>>20)+" MB", "a delimited text table", "a quote that is not closed, or no text table at all")
			return false
		}
		grown := make([]byte, 2*len(s.buf))
		copy(grown, s.buf[:s.end])
		s.buf = grown
	}
	n, err := io.ReadFull(s.in, s.buf[s.end:])
	s.binary = s.binary || bytes.IndexByte(s.buf[s.end:s.end+n], 0) >= 0
	s.end += n
	if err != nil {
		s.done = true
		if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			s.failed = err
		}
	}
	return n > 0
}

// fail ends the walk with a fault at the line that begins next.
func (s *scanner) fail(found, expected, hint string) {
	s.fault = &problem.Problem{Row: s.lines + 1, Found: found, Expected: expected, Hint: hint}
}

// next advances to the next row that is not a blank line. It returns false at
// the end of the text and after a fault.
func (s *scanner) next() bool {
	for s.fault == nil {
		quotes, ok := s.extent()
		if !ok {
			return false
		}
		if n := len(s.row); n > 0 && s.row[n-1] == '\r' {
			s.row = s.row[:n-1]
		}
		if len(s.row) == 0 {
			continue
		}
		if s.binary && bytes.IndexByte(s.row, 0) >= 0 {
			s.fault = &problem.Problem{Row: s.begin, Found: "a byte 0", Expected: "a delimited text table", Hint: "this is not a text file, or it is damaged"}
			return false
		}
		if quotes {
			return s.unquote() && s.fault == nil
		}
		return s.split()
	}
	return false
}

// extent finds the row that begins at the current position: it ends at the
// first line end with an even number of quotes before it. In a row that follows
// RFC 4180 that line end is outside quotes; a row that does not is detected
// when it is split.
func (s *scanner) extent() (quotes, ok bool) {
	if s.at == s.end && !s.fill() {
		return false, s.broken()
	}
	if s.eol == '\r' && s.lines > 0 && s.buf[s.at] == '\n' { // the other half of \r\n
		s.at++
	}
	seen, walked, lines := 0, 0, 0
	for {
		i := bytes.IndexByte(s.buf[s.at+walked:s.end], s.eol)
		stop := s.end - s.at
		if i >= 0 {
			stop = walked + i
		}
		seen += bytes.Count(s.buf[s.at+walked:s.at+stop], quote)
		walked = stop
		if i < 0 {
			if s.fill() {
				continue
			}
			if s.failed != nil || s.fault != nil && seen == 0 {
				return false, s.broken()
			}
			break // the last line, without an end, or a quote that is not closed
		}
		walked++
		lines++
		if seen%2 == 0 {
			break
		}
	}
	s.row = s.buf[s.at : s.at+walked]
	if n := len(s.row); n > 0 && s.row[n-1] == s.eol {
		s.row = s.row[:n-1]
	} else if n > 0 {
		lines++
	}
	s.begin = s.lines + 1
	s.lines += lines
	s.at += walked
	return seen > 0, len(s.row) > 0 || lines > 0
}

// broken makes a fault of a failed read; it always returns false.
func (s *scanner) broken() bool {
	if s.failed != nil && s.fault == nil {
		s.fail(s.failed.Error(), "a file that can be read to its end", "")
	}
	return false
}

const (
	ones  = 0x0101010101010101
	seven = 0x7f7f7f7f7f7f7f7f
)

var quote = []byte{'"'}

// split splits a row without quotes, eight bytes at a time.
func (s *scanner) split() bool {
	row := s.row
	s.count = bytes.Count(row, []byte{s.comma}) + 1
	if !s.room() {
		return false
	}
	ends, n := s.ends, 1
	pattern, all, i := uint64(s.comma)*ones, uint64(0), 0
	for ; i+8 <= len(row); i += 8 {
		word := binary.LittleEndian.Uint64(row[i:])
		all |= word
		diff := word ^ pattern
		// The highest bit of each byte that is 0 in diff, exactly (Warren 2013,
		// Hacker's Delight, section 6-1).
		for found := ^(((diff & seven) + seven) | diff | seven); found != 0; found &= found - 1 {
			ends[n] = int32(i + bits.TrailingZeros64(found)>>3)
			n++
		}
	}
	for ; i < len(row); i++ {
		all |= uint64(row[i])
		if row[i] == s.comma {
			ends[n] = int32(i)
			n++
		}
	}
	ends[n] = int32(len(row))
	s.plain = all&^seven == 0
	return true
}

// room makes room for the ends of count fields.
func (s *scanner) room() bool {
	if s.count > mostFields {
		s.fault = &problem.Problem{Row: s.begin, Found: strconv.Itoa(s.count) + " fields", Expected: "at most " + strconv.Itoa(mostFields) + " columns"}
		return false
	}
	if cap(s.ends) <= s.count {
		s.ends = make([]int32, 2*s.count+1)
	}
	s.ends = s.ends[:s.count+1]
	s.ends[0] = -1
	return true
}

// field returns a field of the row. The bytes are those of the buffer.
func (s *scanner) field(i int) []byte { return s.row[s.ends[i]+1 : s.ends[i+1]] }
