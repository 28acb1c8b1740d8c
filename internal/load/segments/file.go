// Package segments reads client segments: a table of the shares, ratios and priorities of
// the cells of a quadrant of coping and need, by area and age where they differ. It gives
// them to a network, with their figures as parameters. It leaves to others what they change
// in need, in remote contacts and in whose contacts come first.
package segments

import (
	"encoding/json"
	"strings"

	"github.com/invopop/jsonschema"
)

// File says where segments are and, for a table in a form of its own, what its headers and
// words mean.
type File struct {
	File    string            `json:"file" jsonschema:"required,minLength=1" jsonschema_description:"table or workbook of segments; {data} stands for the --data folder"`
	Sheet   string            `json:"sheet,omitempty" jsonschema_description:"sheet of a workbook; the only one by default"`
	Columns map[string]string `json:"columns,omitempty" jsonschema_description:"header of each column, if it is not its name"`
	Words   Words             `json:"words,omitempty" jsonschema_description:"the file's own words, by meaning"`
	Source  string            `json:"src,omitempty" jsonschema:"enum=document,enum=source,enum=derived,enum=assumption" jsonschema_description:"where the figures come from, where a row does not say it"`
}

// Words are the file's own words, by meaning.
type Words struct {
	Easy []string `json:"easy,omitempty"`
	Hard []string `json:"hard,omitempty"`
	Low  []string `json:"low,omitempty"`
	High []string `json:"high,omitempty"`
	Yes  []string `json:"yes,omitempty"`
	No   []string `json:"no,omitempty"`
}

// meaning returns what a word of the file means: itself, if the file does not say.
func (w *Words) meaning(word string) string {
	for meaning, list := range map[string][]string{"easy": w.Easy, "hard": w.Hard, "low": w.Low, "high": w.High, "yes": w.Yes, "no": w.No} {
		for _, own := range list {
			if strings.EqualFold(own, word) {
				return meaning
			}
		}
	}
	return strings.ToLower(word)
}

// UnmarshalJSON accepts the name of a table in place of an object.
func (f *File) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		return json.Unmarshal(text, &f.File)
	}
	type plain File
	return json.Unmarshal(text, (*plain)(f))
}

// JSONSchemaExtend describes both forms.
func (File) JSONSchemaExtend(s *jsonschema.Schema) {
	one := uint64(1)
	s.Type, s.Extras, s.MinLength = "", map[string]any{"type": []string{"object", "string"}}, &one
}
