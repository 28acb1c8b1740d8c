// Package lang holds the languages of reports, and names by language. A name is
// never inflected: sentences are built so that it can stand as it is. A language
// in which a thing has no name takes one from another, in one fixed order, so
// that a report has a name for everything.
package lang

// Language is a language of reports, as its two letters.
type Language string

// The languages.
const (
	English Language = "en"
	Finnish Language = "fi"
	Swedish Language = "sv"
)

// Languages lists the languages.
func Languages() []Language { return []Language{English, Finnish, Swedish} }

// Name is a name by language, or the short form of one; "" where a language has
// none. Its zero value has no name in any language.
type Name struct{ En, Fi, Sv string }

// Same gives the name that is one text in every language.
func Same(text string) Name { return Name{En: text, Fi: text, Sv: text} }

// Own gives the name that a language has itself, "" for none.
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

// In gives the name in a language. Where the language has none of its own, the
// Finnish name stands in, else the Swedish one, else the English one; "" where
// there is no name at all.
func (n Name) In(l Language) string {
	for _, from := range [...]Language{l, Finnish, Swedish, English} {
		if own := n.Own(from); own != "" {
			return own
		}
	}
	return ""
}

// Or gives a name for every language: its own one, else what In gives of other.
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

// Every gives a name for every language: what In gives, or plain where there is no
// name in any.
func (n Name) Every(plain string) Name {
	if n == (Name{}) {
		return Same(plain)
	}
	return n.Or(n)
}
