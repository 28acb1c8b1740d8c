package problem

import (
	"fmt"
	"strings"
	"unicode"
)

// blanks are letters and marks that nobody sees.
const blanks = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"

// Hidden says whether a character is not seen as such: control characters,
// marks of direction, what has no width, and what is no character.
func Hidden(c rune) bool { return !unicode.IsGraphic(c) || strings.ContainsRune(blanks, c) }

// Shown gives a text of a file for people to read: tabs and line ends are
// spaces, and what is hidden stands as an escape such as \u202e, so that it
// neither turns the text around nor breaks the file or the terminal. What is not
// UTF-8 becomes U+FFFD.
func Shown(text string) string {
	return shown(text, "")
}

// ShownLines is Shown for a text whose lines and tabs stay.
func ShownLines(text string) string {
	return shown(text, "\n\t")
}

// shown leaves the characters that are kept as they are.
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
