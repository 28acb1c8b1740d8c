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
func detect(text []byte) rune {
	text = bytes.TrimLeft(text, " \r\n")
	var counts [256]int
	quoted := false
	for _, b := range text {
		if b == '"' {
			quoted = !quoted
		} else if b == '\n' && !quoted {
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
// delimiter before the header.
func separatorLine(text []byte) (d rune, rest []byte, ok bool) {
	line, rest, _ := bytes.Cut(text, []byte("\n"))
	value, ok := bytes.CutPrefix(bytes.Trim(bytes.TrimSuffix(line, []byte("\r")), `"`), []byte("sep="))
	if !ok {
		return 0, text, false
	}
	d, size := utf8.DecodeRune(value)
	for _, known := range delimiters {
		if d == known && size == len(value) {
			return d, rest, true
		}
	}
	return 0, text, false
}

func delimiterName(d rune) string {
	if d == '\t' {
		return "tabs"
	}
	return "'" + string(d) + "'"
}
