package report

import "saavu/pkg/lang"

// Message is one statement of a report in no particular language: its kind and its
// facts by name. A kind is a key of the catalog of words, and the facts fill its
// placeholders. The zero value is an empty message.
type Message struct {
	Kind  string
	Facts []Fact
}

// NewMessage returns a message. The pairs are names, each followed by its value. A
// value is a text that is the same in every language (an id, a path, a name without
// translations), a lang.Name, a Term, a Parameter, a Year, a whole or another number, a Message,
// or a list of these. Numbers that need rounding or a unit are Amounts.
func NewMessage(kind string, pairs ...any) Message {
	m := Message{Kind: kind}
	for i := 0; i+1 < len(pairs); i += 2 {
		m.Facts = append(m.Facts, Fact{Name: pairs[i].(string), Value: pairs[i+1]})
	}
	return m
}

// AsRead is a note on the reading of files: its text is English in every language, as
// errors are.
func AsRead(text string) Message { return NewMessage(asRead, "text", text) }

const asRead = "note_read"

// Text gives the text of a message of AsRead; ok is false for others, for which every
// language has words.
func (m Message) Text() (text string, ok bool) {
	if m.Kind != asRead {
		return "", false
	}
	return m.Facts[0].Value.(string), true
}

// Term is a word of the model that every language has a word for. List names the
// list of words that it belongs to, such as profession or payer.
type Term struct{ List, Word string }

// Parameter is a parameter by the name that the county gives it, if any, with its path.
type Parameter struct {
	Path  string
	Names lang.Name
}

// Year is a calendar year.
type Year int

// Amount is a number and how to write it.
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
