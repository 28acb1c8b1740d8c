package yaml

import (
	"bytes"
	"encoding/json"
	"path"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"
	check "github.com/santhosh-tekuri/jsonschema/v6"
)

// SchemaOf generates a JSON Schema from a pointer to a struct with json tags. It
// allows no keys other than the fields, and requires those that the jsonschema tag
// marks as required.
func SchemaOf(v any, title string) ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true, ExpandedStruct: true, DoNotReference: false, RequiredFromJSONSchemaTags: true}
	own := reflect.TypeOf(v).Elem().PkgPath()
	r.Namer = func(t reflect.Type) string { // two packages may have types of one name
		name := t.Name()
		if from := t.PkgPath(); name != "" && from != "" && from != own {
			name = path.Base(from) + strings.ToUpper(name[:1]) + name[1:]
		}
		return name
	}
	s := r.Reflect(v)
	s.Title = title
	text, err := json.MarshalIndent(s, "", "  ")
	return append(text, '\n'), err
}

// Rules is a compiled schema with its parts by location, so that a fault can quote
// the description of its part.
type Rules struct {
	root  *check.Schema
	parts map[string]*check.Schema
}

// Compile returns the rules of the schema of v, see SchemaOf.
func Compile(v any) (*Rules, error) {
	const name = "file.schema.json"
	text, err := SchemaOf(v, "")
	if err != nil {
		return nil, err
	}
	doc, err := check.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	c := check.NewCompiler()
	if err := c.AddResource(name, doc); err != nil {
		return nil, err
	}
	root, err := c.Compile(name)
	if err != nil {
		return nil, err
	}
	r := &Rules{root: root, parts: map[string]*check.Schema{}}
	r.collect(root)
	return r, nil
}

// collect lists the parts of a schema that faults can come from.
func (r *Rules) collect(s *check.Schema) {
	if s == nil || r.parts[s.Location] != nil {
		return
	}
	r.parts[s.Location] = s
	for _, p := range s.Properties {
		r.collect(p)
	}
	for _, p := range []*check.Schema{s.Ref, s.If, s.Then, s.Else, s.Items2020} {
		r.collect(p)
	}
	if p, ok := s.AdditionalProperties.(*check.Schema); ok {
		r.collect(p)
	}
}

// Types returns a schema that accepts several JSON types.
func Types(names ...string) *jsonschema.Schema {
	return &jsonschema.Schema{Extras: map[string]any{"type": names}}
}

// DescribedAs gives a schema a description.
func DescribedAs(s *jsonschema.Schema, text string) *jsonschema.Schema {
	s.Description = text
	return s
}
