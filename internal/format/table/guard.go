package table

import (
	"strconv"
	"strings"
	"unicode"
)

// Guard puts an apostrophe before a text that a spreadsheet would take for a
// formula: one that begins with = + - @, or with their wide forms, after any
// space, invisible characters or apostrophes. A number is not changed. Source
// removes the apostrophe again, so that ids and names that Saavu writes are the
// same when they are read.
func Guard(text string) string {
	if formula(text) {
		return "'" + text
	}
	return text
}

// unguarded is the text before Guard.
func unguarded(text []byte) []byte {
	if len(text) > 1 && text[0] == '\'' && formula(string(text[1:])) {
		return text[1:]
	}
	return text
}

// formula reports whether a spreadsheet may take a text for a formula.
func formula(text string) bool {
	begin := strings.TrimLeftFunc(text,
		func(c rune) bool { return c == '\'' || unicode.IsSpace(c) || !unicode.IsGraphic(c) })
	for _, c := range begin {
		return strings.ContainsRune("=+-@＝＋－＠", c) && !number(begin)
	}
	return false
}

// number reports whether a text is a number of digits, sign, point and
// exponent.
func number(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil && strings.Trim(text, "0123456789+-.eE") == "" || text == "-Inf"
}
