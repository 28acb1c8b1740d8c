package report

// Message is one thing that a report says, free of language: what kind of thing it
// is, and the facts in it by their names. A kind is a key of the catalog of words,
// and the facts are its placeholders. The zero value says nothing.
type Message struct {
	Kind  string
	Facts []Fact
}

// NewMessage gives a message of names, each followed by its value. A value is a
// text that stands in every language (an id, a path, a name that has no other
// form), a lang.Name, a Term, a Year, a whole or another number, a Message, or a
// list of these. Numbers that need rounding or a unit stand in an Amount.
func NewMessage(kind string, pairs ...any) Message {
	m := Message{Kind: kind}
	for i := 0; i+1 < len(pairs); i += 2 {
		m.Facts = append(m.Facts, Fact{Name: pairs[i].(string), Value: pairs[i+1]})
	}
	return m
}

// Term is a word of the model that every language has a word for: List says which
// words it is one of, such as profession or payer.
type Term struct{ List, Word string }

// Year is a calendar year.
type Year int

// Amount is a number with how it is written.
type Amount struct {
	V  float64
	As Form
}

// Form is how a number is written.
type Form string

// The forms.
const (
	AsPeople   Form = "people"          // to the nearest 100
	AsPercent  Form = "percent"         // a share as whole per cent
	AsMillions Form = "millions"        // euros in millions, one decimal
	AsChange   Form = "signed_millions" // the same with its sign
	AsTenths   Form = "tenths"          // one decimal
	AsCents    Form = "hundredths"      // two decimals
	AsWhole    Form = "whole"           // no decimals
	AsDigits   Form = "digits"          // no decimals, in English without spaces
)
