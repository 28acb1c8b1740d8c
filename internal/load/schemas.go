package load

import (
	"fmt"
	"sync"

	"saavu/internal/load/yaml"
)

// Schema returns the JSON Schema (draft 2020-12) of a kind of file, "county",
// "scenario" or "plan", as indented JSON with a final newline. It is generated from the
// structs that the files are decoded into. Any other kind is an error.
func Schema(kind string) ([]byte, error) {
	switch kind {
	case "county":
		return yaml.SchemaOf(&countyFile{}, "A county of Saavu")
	case "scenario":
		return yaml.SchemaOf(&optionFile{}, "An option of Saavu: planned changes to a county")
	case "plan":
		return yaml.SchemaOf(&planFile{}, "A plan of Saavu: what a batch computes")
	}
	return nil, fmt.Errorf("no schema %q, expected county, scenario or plan", kind)
}

// The rules of the files, compiled once.
var (
	countyRules = sync.OnceValues(func() (*yaml.Rules, error) { return yaml.Compile(&countyFile{}) })
	optionRules = sync.OnceValues(func() (*yaml.Rules, error) { return yaml.Compile(&optionFile{}) })
	planRules   = sync.OnceValues(func() (*yaml.Rules, error) { return yaml.Compile(&planFile{}) })
)
