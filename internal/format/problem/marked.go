package problem

import "strings"

// Marked returns the line of a text in which a character stands, counted from the
// beginning of the text, and a mark under it: two lines.
func Marked(text string, at int) string {
	runes := []rune(text)
	at = max(0, min(at, len(runes)))
	from, to := at, at
	for from > 0 && runes[from-1] != '\n' {
		from--
	}
	for to < len(runes) && runes[to] != '\n' {
		to++
	}
	return Shown(string(runes[from:to])) + "\n" + strings.Repeat(" ", at-from) + "^"
}
