// Package words turns facts into text in English, Finnish and Swedish. It is the
// only place of sentences, headings and verdicts: packages that compute give
// values and report.Message, and those that print ask for words here. No pattern
// inflects a name: a name stands in the nominative, next to other words or after
// a colon. Error texts and --help are English and stand where they are made.
package words

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"saavu/pkg/lang"
)

// Words writes in one language. Several goroutines may use it.
type Words struct {
	language lang.Language
	printer  *message.Printer
	solid    bool // see Solid
}

// In gives the words of a language; another one than those of lang.Languages
// gives English.
func In(l lang.Language) *Words {
	if !slices.Contains(lang.Languages(), l) {
		l = lang.English
	}
	return &Words{language: l, printer: message.NewPrinter(tag(l), message.Catalog(printed))}
}

// OrEnglish gives the words themselves, those of English for nil.
func OrEnglish(w *Words) *Words {
	if w == nil {
		return In(lang.English)
	}
	return w
}

// tag is a language as golang.org/x/text calls it.
func tag(l lang.Language) language.Tag { return language.MustParse(string(l)) }

// Solid gives words whose numbers do not break at a space in any language, for pages and
// pictures: a terminal keeps the plain spaces of English numbers.
func (w *Words) Solid() *Words {
	out := *w
	out.solid = true
	return &out
}

// Language gives the language.
func (w *Words) Language() lang.Language { return w.language }

// Name gives a name in the language (see lang.Name.In).
func (w *Words) Name(n lang.Name) string { return n.In(w.language) }

// Text gives the text of a key of the catalog. The values are names of the text's
// placeholders, each followed by its value. A value is written as Value says.
// A key that is not in the catalog gives the key itself: a test finds those.
func (w *Words) Text(key string, values ...any) string {
	p, known := patternOf(w.language, key)
	if !known {
		return key
	}
	args := make([]any, 2*len(p.names))
	for i, name := range p.names {
		v := valueOf(name, values)
		args[i], args[len(p.names)+i] = w.Value(v), count(v)
	}
	text := w.printer.Sprintf(message.Key(key, key), args...)
	if len(p.names) > 0 && strings.Contains(text, "..") { // a short name that ends in a point
		text = points.ReplaceAllString(text, "$1.$2")
	}
	return text
}

// points finds two points at the end of a sentence.
var points = regexp.MustCompile(`([^.])\.\.(\s|$)`)

// valueOf finds the value of a name in a list of names and values.
func valueOf(name string, values []any) any {
	for i := 0; i+1 < len(values); i += 2 {
		if values[i] == name {
			return values[i+1]
		}
	}
	return fmt.Sprintf("{%s}", name)
}

// Names gives a text of the catalog without placeholders as a name by language.
func Names(key string) lang.Name {
	t := catalog()[key]
	return lang.Name{En: t[0], Fi: t[1], Sv: t[2]}
}

// Has reports whether the catalog has a key.
func Has(key string) bool {
	_, known := catalog()[key]
	return known
}

// Term gives the word for a term: a text of the model that belongs to a list, such
// as a severity, a payer or a profession. A term that the catalog does not have,
// because the county made it up, stands as it is, with spaces for underscores.
func (w *Words) Term(list, term string) string {
	if term == "" {
		return ""
	}
	if key := list + "." + term; Has(key) {
		return w.Text(key)
	}
	return spaced(term)
}
