package table

import (
	"bytes"
	"unicode/utf8"
)

// delimiters in the order in which they win a tie: the comma last, as names of
// columns hold commas more often than the others.
var delimiters = []rune{';', '\t', '|', ','}

// detect chooses the delimiter that comes most often in the first line with
// content, outside quotes. A table of one column has none and gets the comma.
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

// separatorLine knows the line `sep=;` with which spreadsheets announce the
// delimiter before the header, and gives its length.
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

func delimiterName(d rune) string {
	if d == '\t' {
		return "tabs"
	}
	return "'" + string(d) + "'"
}
