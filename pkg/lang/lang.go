// Package lang holds the languages of reports, and names by language. A name is
// never inflected: sentences are built so that it can be used unchanged. If a
// thing has no name in a language, that of another language is used, in a fixed
// order, so that a report has a name for everything.
package lang

// Language is a language of reports, as its two-letter code.
type Language string

// The languages.
const (
	English Language = "en"
	Finnish Language = "fi"
	Swedish Language = "sv"
)

// Languages lists the languages.
func Languages() []Language { return []Language{English, Finnish, Swedish} }

// Name is a name by language, or the short form of one; "" if a language has
// none. Its zero value has no name in any language.
type Name struct{ En, Fi, Sv string }

// Same returns a name with the same text in every language.
func Same(text string) Name { return Name{En: text, Fi: text, Sv: text} }

// Own returns the name in a language itself, "" for none.
func (n Name) Own(l Language) string {
	switch l {
	case English:
		return n.En
	case Finnish:
		return n.Fi
	case Swedish:
		return n.Sv
	}
	return ""
}

// In returns the name in a language. If the language has none, it returns the
// Finnish name, or else the Swedish one, or else the English one; "" if there
// is no name.
func (n Name) In(l Language) string {
	for _, from := range [...]Language{l, Finnish, Swedish, English} {
		if own := n.Own(from); own != "" {
			return own
		}
	}
	return ""
}

// Or returns a name for every language: its own, or else the result of In for
// other.
func (n Name) Or(other Name) Name {
	for _, l := range []struct {
		own *string
		of  Language
	}{{&n.En, English}, {&n.Fi, Finnish}, {&n.Sv, Swedish}} {
		if *l.own == "" {
			*l.own = other.In(l.of)
		}
	}
	return n
}

// Every returns a name for every language: the result of In, or plain if there
// is no name at all.
func (n Name) Every(plain string) Name {
	if n == (Name{}) {
		return Same(plain)
	}
	return n.Or(n)
}
