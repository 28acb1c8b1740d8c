package naming

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// whole are letters that Unicode does not decompose into a letter and a mark.
var whole = strings.NewReplacer("æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "ł", "l", "ı", "i", "þ", "th")

// Fold normalises a text to what people type: lower case, letters without marks (ä
// becomes a, ø becomes o), plain forms instead of other widths, and no invisible
// characters.
func Fold(text string) string {
	// Remove marks before and after: case folding decomposes some letters again.
	plain := transform.Chain(norm.NFKD, cases.Fold(), norm.NFKD, runes.Remove(runes.Predicate(unseen)))
	folded, _, err := transform.String(plain, text)
	if err != nil { // none of these transformers refuses a text
		folded = strings.ToLower(text)
	}
	return whole.Replace(folded)
}

// unseen reports marks on letters and characters without width.
func unseen(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) }

// Words returns the folded words of a text. Everything except letters and digits
// separates words.
func Words(text string) []string {
	return strings.FieldsFunc(Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
