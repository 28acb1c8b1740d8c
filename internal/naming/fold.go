package naming

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// whole are the letters that Unicode does not take apart into a letter and a mark.
var whole = strings.NewReplacer("æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "ł", "l", "ı", "i", "þ", "th")

// Fold gives a text without what people leave out when they type: capital letters
// are small ones, letters have no marks (ä is a, ø is o), forms of another width are
// the plain ones, and what nobody sees is gone.
func Fold(text string) string {
	// Marks go before and after: folding takes some letters apart again.
	plain := transform.Chain(norm.NFKD, cases.Fold(), norm.NFKD, runes.Remove(runes.Predicate(unseen)))
	folded, _, err := transform.String(plain, text)
	if err != nil { // none of these transformers refuses a text
		folded = strings.ToLower(text)
	}
	return whole.Replace(folded)
}

// unseen are the marks on letters, and characters without a width.
func unseen(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) }

// Words gives the words of a text, folded: what stands between letters and digits
// only parts them.
func Words(text string) []string {
	return strings.FieldsFunc(Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
