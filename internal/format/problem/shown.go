package problem

import (
	"fmt"
	"strings"
	"unicode"
)

// blanks are invisible letters and marks.
const blanks = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"

// Hidden reports whether a character is not visible as such: control
// characters, direction marks, characters without width, and non-characters.
func Hidden(c rune) bool { return !unicode.IsGraphic(c) || strings.ContainsRune(blanks, c) }

// Shown prepares a text of a file for display: tabs and line ends become
// spaces, and hidden characters become escapes such as \u202e, so that they
// neither reverse the text nor break the file or the terminal. Bytes that are
// not UTF-8 become U+FFFD.
func Shown(text string) string {
	return shown(text, "")
}

// ShownLines is Shown for a text whose lines and tabs are kept.
func ShownLines(text string) string {
	return shown(text, "\n\t")
}

// shown leaves the characters in keep unchanged.
func shown(text, kept string) string {
	var b strings.Builder
	for _, c := range text {
		switch {
		case strings.ContainsRune(kept, c) || !Hidden(c):
			b.WriteRune(c)
		case c == '\n' || c == '\t' || c == '\r':
			b.WriteByte(' ')
		case c > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, c)
		default:
			fmt.Fprintf(&b, `\u%04x`, c)
		}
	}
	return b.String()
}
