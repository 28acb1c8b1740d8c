// Package field holds the values of YAML files that have several forms: names in one or
// several languages, ages, days, yes and no, places, ids, and one text or a list of them.
// Each type decodes its forms and describes them in a JSON Schema. It knows no key of a
// file.
package field

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/yaml"
	"saavu/pkg/lang"
)

// Name is a name in a file: one text for every language, or a text by language.
type Name struct {
	one string
	By  lang.Name
}

// UnmarshalJSON accepts both forms.
func (n *Name) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		return json.Unmarshal(text, &n.one)
	}
	return json.Unmarshal(text, &n.By)
}

// JSONSchema describes both forms.
func (Name) JSONSchema() *jsonschema.Schema {
	one, s := uint64(1), yaml.Types("string", "object")
	s.MinLength, s.MinProperties = &one, &one
	s.Properties, s.AdditionalProperties = jsonschema.NewProperties(), jsonschema.FalseSchema
	for _, l := range lang.Languages() {
		s.Properties.Set(string(l), &jsonschema.Schema{Type: "string", MinLength: &one})
	}
	s.Description = NameWords
	return s
}

// NameWords describes a name.
const NameWords = "one text for every language, or texts by language, such as {en: Local, fi: Lähipalvelut, sv: Närservice}"

// Name returns the name by language. A single text is the name in every language;
// a missing one gives no name.
func (n Name) Name() lang.Name {
	if n.one != "" {
		return lang.Same(n.one)
	}
	return n.By
}

// Plain returns the text for messages: the single text, or the English one or its
// substitute.
func (n Name) Plain() string { return n.Name().In(lang.English) }

// NameOf returns the name in a node, as Name does.
func NameOf(n *yaml.Node) lang.Name {
	if n == nil || n.Dropped {
		return lang.Name{}
	}
	if n.Kind == yaml.Scalar {
		return lang.Same(n.Str())
	}
	of := func(l lang.Language) string { return n.Child(string(l)).Str() }
	return lang.Name{En: of(lang.English), Fi: of(lang.Finnish), Sv: of(lang.Swedish)}
}
