package load

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/invopop/jsonschema"
	check "github.com/santhosh-tekuri/jsonschema/v6"
)

// Schema returns the JSON Schema (draft 2020-12) of a kind of file, "county",
// "scenario" or "plan", as indented JSON with a final newline. It is generated from the
// structs that the files are decoded into. Any other kind is an error.
func Schema(kind string) ([]byte, error) {
	switch kind {
	case "county":
		return SchemaOf(&countyFile{}, "A county of Saavu")
	case "scenario":
		return SchemaOf(&optionFile{}, "An option of Saavu: planned changes to a county")
	case "plan":
		return SchemaOf(&planFile{}, "A plan of Saavu: what a batch computes")
	}
	return nil, fmt.Errorf("no schema %q, expected county, scenario or plan", kind)
}

// SchemaOf generates a JSON Schema from a pointer to a struct with json tags. It
// allows no keys other than the fields, and requires those that the jsonschema tag
// marks as required.
func SchemaOf(v any, title string) ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true, ExpandedStruct: true, DoNotReference: false, RequiredFromJSONSchemaTags: true}
	s := r.Reflect(v)
	s.Title = title
	text, err := json.MarshalIndent(s, "", "  ")
	return append(text, '\n'), err
}

// rules is a compiled schema with its parts by location, so that a fault can quote
// the description of its part.
type rules struct {
	root  *check.Schema
	parts map[string]*check.Schema
}

var (
	countyRules = sync.OnceValues(func() (*rules, error) { return compileRules("county") })
	optionRules = sync.OnceValues(func() (*rules, error) { return compileRules("scenario") })
	planRules   = sync.OnceValues(func() (*rules, error) { return compileRules("plan") })
)

func compileRules(kind string) (*rules, error) {
	text, err := Schema(kind)
	if err != nil {
		return nil, err
	}
	doc, err := check.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	c := check.NewCompiler()
	if err := c.AddResource(kind+".schema.json", doc); err != nil {
		return nil, err
	}
	root, err := c.Compile(kind + ".schema.json")
	if err != nil {
		return nil, err
	}
	r := &rules{root: root, parts: map[string]*check.Schema{}}
	r.collect(root)
	return r, nil
}

// collect lists the parts of a schema that faults can come from.
func (r *rules) collect(s *check.Schema) {
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

// types returns a schema that accepts several JSON types.
func types(names ...string) *jsonschema.Schema {
	return &jsonschema.Schema{Extras: map[string]any{"type": names}}
}
