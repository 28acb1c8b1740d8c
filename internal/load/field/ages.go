package field

import (
	"github.com/invopop/jsonschema"

	"saavu/internal/load/yaml"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// Ages is an age group in words: 7, 0-6, 75+ or all.
type Ages string

// UnmarshalJSON accepts a text, or a single age as a number.
func (g *Ages) UnmarshalJSON(text []byte) error { return WordOrNumber(text, (*string)(g)) }

// JSONSchema describes the words.
func (Ages) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("string", "integer")
	s.Pattern = `^(all|[0-9]{1,3}|[0-9]{1,3}-[0-9]{1,3}|[0-9]{1,3}\+)$`
	s.Description = AgeWords
	return s
}

// AgeWords describes an age group.
const AgeWords = "an age group such as 0-6, 75+ or all"

// ParseAges reads an age group; false for an empty group.
func ParseAges(g Ages) (population.Group, bool) {
	from, to, ok := params.ParseAges(string(g))
	return population.Group{From: from, To: min(to, population.Ages-1)}, ok && from < population.Ages
}
