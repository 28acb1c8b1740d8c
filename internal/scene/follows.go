package scene

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Compiled is a JSON Schema that values can be validated against.
func Compiled(t *testing.T, schema []byte) *jsonschema.Schema {
	t.Helper()
	loaded, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", loaded); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// Follows checks that a JSON text follows a schema, and returns its content.
func Follows(t *testing.T, compiled *jsonschema.Schema, text []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(value); err != nil {
		t.Errorf("it does not follow its schema: %v\n%s", err, text)
	}
	return value
}
