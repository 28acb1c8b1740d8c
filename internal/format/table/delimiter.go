package table

import (
	"bytes"
	"unicode/utf8"
)

// delimiters in order of priority in a tie: the comma last, because names of
// columns contain commas more often than the others.
var delimiters = []rune{';', '\t', '|', ','}

// detect chooses the most frequent delimiter in the first line with content,
// outside quotes. A table of one column has none and gets the comma.
func detect(text []byte, eol byte) rune {
	text = bytes.TrimLeft(text, " \r\n")
	var counts [256]int
	quoted := false
	for _, b := range text {
		if b == '"' {
			quoted = !quoted
		} else if b == eol && !quoted {
			break
		} else if !quoted {
			counts[b]++
		}
	}
	best, most := ',', 0
	for _, d := range delimiters {
		if counts[d] > most {
			best, most = d, counts[d]
		}
	}
	return best
}

// separatorLine recognises the line `sep=;` with which spreadsheets announce
// the delimiter before the header, and returns its length.
func separatorLine(text []byte, eol byte) (d rune, length int, ok bool) {
	line, _, found := bytes.Cut(text, []byte{eol})
	length = len(line)
	if found {
		length++
	}
	value, ok := bytes.CutPrefix(bytes.Trim(bytes.TrimSuffix(line, []byte("\r")), `"`), []byte("sep="))
	if !ok {
		return 0, 0, false
	}
	d, size := utf8.DecodeRune(value)
	for _, known := range delimiters {
		if d == known && size == len(value) {
			return d, length, true
		}
	}
	return 0, 0, false
}

// passTitle skips a title above the header.
func (s *scanner) passTitle() {
	if n := titleLines(s.buf[s.at:s.end], s.eol); n > 0 {
		s.title, s.lines, s.at = true, 2, s.at+n
	}
}

// titleLines returns the length of a title above the header: one line of a
// single field and an empty one, before a line of several, as PxWeb writes
// them. 0 if there is none.
func titleLines(text []byte, eol byte) int {
	end := []byte{eol}
	title, rest, _ := bytes.Cut(text, end)
	gap, rest, _ := bytes.Cut(rest, end)
	header, _, _ := bytes.Cut(rest, end)
	title = bytes.TrimSpace(title)
	if inner := bytes.Trim(title, `"`); len(inner)+2 == len(title) && bytes.IndexByte(inner, '"') < 0 {
		title = nil // quoted as a whole: delimiters inside are part of it
	} else if len(title) == 0 || bytes.IndexByte(title, '"') >= 0 {
		return 0
	}
	if len(bytes.TrimSpace(gap)) > 0 || bytes.ContainsAny(title, ";\t|,") || !bytes.ContainsAny(header, ";\t|,") {
		return 0
	}
	return len(text) - len(rest)
}

func delimiterName(d rune) string {
	if d == '\t' {
		return "tabs"
	}
	return "'" + string(d) + "'"
}
