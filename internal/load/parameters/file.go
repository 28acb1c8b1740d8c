package parameters

import (
	"github.com/invopop/jsonschema"

	"saavu/internal/load/field"
	"saavu/internal/load/yaml"
)

// Group is the tree of parameters, read from the nodes of the file.
type Group struct{}

// UnmarshalJSON does nothing: parameters reads the tree itself, with line and
// column.
func (Group) UnmarshalJSON([]byte) error { return nil }

// JSONSchema describes nested groups and their leaves. A map with the key v is a
// leaf.
func (Group) JSONSchema() *jsonschema.Schema {
	text := &jsonschema.Schema{Type: "string"}
	bound := yaml.Types("number", "null")
	leaf := &jsonschema.Schema{Type: "object", Required: []string{"v", "src"}, AdditionalProperties: jsonschema.FalseSchema,
		Properties: jsonschema.NewProperties()}
	leaf.Properties.Set("v", yaml.DescribedAs(yaml.Types("number", "string", "boolean", "null"), "value; null is unknown, never zero"))
	leaf.Properties.Set("unit", text)
	leaf.Properties.Set("src", &jsonschema.Schema{Type: "string", Enum: []any{"document", "source", "derived", "assumption"}})
	leaf.Properties.Set("ref", text)
	leaf.Properties.Set("lo", bound)
	leaf.Properties.Set("hi", bound)
	leaf.Properties.Set("range", yaml.DescribedAs(&jsonschema.Schema{Type: "string"}, "what lo and hi rest on, or why there are none"))
	leaf.Properties.Set("shared_draw", yaml.DescribedAs(&jsonschema.Schema{Type: "string"}, "name of the draw that parameters covered by one source or reason share; without it that of the inherited leaf"))
	leaf.Properties.Set("own_draw", yaml.DescribedAs(&jsonschema.Schema{Type: "boolean"}, "true: a draw of its own, though the inherited leaf shares one"))
	leaf.Properties.Set("name", yaml.DescribedAs(field.Name{}.JSONSchema(), "name in plain words: "+field.NameWords))
	return &jsonschema.Schema{
		Type: "object",
		AdditionalProperties: &jsonschema.Schema{
			Type:        "object",
			Description: "a group of parameters, or a leaf with v",
			If:          &jsonschema.Schema{Required: []string{"v"}},
			Then:        leaf,
			Else:        &jsonschema.Schema{Ref: "#/$defs/parametersGroup"},
		},
	}
}
