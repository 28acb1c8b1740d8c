package field

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/yaml"
	"saavu/internal/source"
)

// EPSG is a code of a coordinate system, 0 for none, or source.OfCounty for the word county.
type EPSG int

// UnmarshalJSON accepts a code or the word.
func (e *EPSG) UnmarshalJSON(text []byte) error {
	if string(text) == `"county"` {
		*e = source.OfCounty
		return nil
	}
	return json.Unmarshal(text, (*int)(e))
}

// JSONSchema describes both forms.
func (EPSG) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("integer", "string")
	s.Minimum, s.Pattern = "1", "^county$"
	return s
}
