package field

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/yaml"
)

// ID is an id in a data file, a text or a number.
type ID string

// UnmarshalJSON accepts a text, or a number as its digits.
func (id *ID) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] != '"' {
		*id = ID(text)
		return nil
	}
	return json.Unmarshal(text, (*string)(id))
}

// JSONSchema describes ids.
func (ID) JSONSchema() *jsonschema.Schema { return yaml.Types("string", "number") }

// Files is one name or a list of names.
type Files []string

// UnmarshalJSON accepts one text or a list.
func (f *Files) UnmarshalJSON(text []byte) error { return OneOrMore(text, (*[]string)(f)) }

// JSONSchema describes both forms.
func (Files) JSONSchema() *jsonschema.Schema {
	one, s := uint64(1), yaml.Types("string", "array")
	s.MinLength, s.MinItems = &one, &one
	s.Items = &jsonschema.Schema{Type: "string", MinLength: &one}
	return s
}

// OneOrMore decodes one text or a list of texts.
func OneOrMore(text []byte, list *[]string) error {
	if len(text) > 0 && text[0] == '"' {
		*list = make([]string, 1)
		return json.Unmarshal(text, &(*list)[0])
	}
	return json.Unmarshal(text, list)
}

// WordOrNumber decodes a text, or a number as it is written; anything else leaves
// the word unchanged.
func WordOrNumber(text []byte, word *string) error {
	var v any
	err := json.Unmarshal(text, &v)
	switch v := v.(type) {
	case string:
		*word = v
	case float64:
		*word = string(text)
	}
	return err
}
