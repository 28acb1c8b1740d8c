package kept

import (
	"encoding/json"
	"strings"

	"saavu/pkg/report"
)

// keptNote is a note as a store keeps it.
type keptNote struct {
	Note  string     `json:"note"` // its key in the catalog of words
	Facts []keptFact `json:"facts"`
}

// keptFact is one fact of a note: of its values one is given.
type keptFact struct {
	Name   string         `json:"name"`
	Text   string         `json:"text,omitempty"`
	List   []string       `json:"list,omitempty"`
	Whole  *int           `json:"whole,omitempty"`
	Amount *report.Amount `json:"amount,omitempty"`
	Notes  []keptNote     `json:"notes,omitempty"`
	One    bool           `json:"one,omitempty"` // Notes is one and no list
}

// storedNote is a note as a text: its own if it is in English only, else JSON.
func storedNote(m report.Message) string {
	if text, ok := m.Text(); ok {
		return text
	}
	text, err := json.Marshal(kept(m))
	if err != nil {
		panic("load: a note that is no JSON: " + err.Error())
	}
	return string(text)
}

// kept is a note and the notes in it.
func kept(m report.Message) keptNote {
	k := keptNote{Note: m.Kind}
	for _, f := range m.Facts {
		fact := keptFact{Name: f.Name}
		switch v := f.Value.(type) {
		case string:
			fact.Text = v
		case report.Message:
			fact.Notes, fact.One = []keptNote{kept(v)}, true
		case []report.Message:
			for _, m := range v {
				fact.Notes = append(fact.Notes, kept(m))
			}
		case []string:
			fact.List = v
		case int:
			fact.Whole = &v
		case report.Amount:
			fact.Amount = &v
		default:
			panic("load: a note with a fact that a store does not keep: " + m.Kind + ", " + f.Name)
		}
		k.Facts = append(k.Facts, fact)
	}
	return k
}

// noteOf reads what storedNote has written.
func noteOf(text string) report.Message {
	var k keptNote
	if !strings.HasPrefix(text, `{"note":`) || json.Unmarshal([]byte(text), &k) != nil {
		return report.AsRead(text)
	}
	return k.message()
}

// message is the note again.
func (k keptNote) message() report.Message {
	m := report.Message{Kind: k.Note}
	for _, f := range k.Facts {
		fact := report.Fact{Name: f.Name, Value: f.Text}
		switch {
		case f.List != nil:
			fact.Value = f.List
		case f.Whole != nil:
			fact.Value = *f.Whole
		case f.One && len(f.Notes) == 1:
			fact.Value = f.Notes[0].message()
		case f.Notes != nil:
			var list []report.Message
			for _, n := range f.Notes {
				list = append(list, n.message())
			}
			fact.Value = list
		case f.Amount != nil:
			fact.Value = *f.Amount
		}
		m.Facts = append(m.Facts, fact)
	}
	return m
}
