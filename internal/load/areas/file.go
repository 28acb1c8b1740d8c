package areas

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/field"
	"saavu/internal/load/yaml"
)

// boundaryFile is a map of boundaries and how to read it.
type boundaryFile struct {
	File  string     `json:"file" jsonschema:"required,minLength=1" jsonschema_description:"file of the areas or boundaries; {data} stands for the --data folder"`
	Layer string     `json:"layer,omitempty" jsonschema_description:"layer or object to read, if the map has several"`
	EPSG  field.EPSG `json:"epsg,omitempty" jsonschema_description:"EPSG code of the map's coordinate system, or county for the county's own, if the file does not state it or states it wrong"`
	Axes  string     `json:"axes,omitempty" jsonschema:"enum=xy,enum=yx" jsonschema_description:"yx if the map gives y, the northing or latitude, first"`
	ID    string     `json:"id,omitempty" jsonschema_description:"field that holds the ids"`

	NameEn string `json:"name_en,omitempty" jsonschema_description:"field of the English names; name_en by default, if the map has it"`
	NameFi string `json:"name_fi,omitempty" jsonschema_description:"field of the Finnish names; name_fi by default, if the map has it"`
	NameSv string `json:"name_sv,omitempty" jsonschema_description:"field of the Swedish names; name_sv by default, if the map has it"`

	Rule string `json:"rule,omitempty" jsonschema:"enum=centre,enum=overlap" jsonschema_description:"centre: a cell belongs to the area that its centre lies in (default); overlap: to the area that covers the largest part of it"`
}

// File says which areas the county has.
type File struct {
	Format string `json:"format" jsonschema:"required,enum=table,enum=boundaries" jsonschema_description:"table: the grid names the area of each cell; boundaries: a map of the areas"`
	boundaryFile
	Name         string               `json:"name,omitempty" jsonschema_description:"boundaries: field of the names, name by default; compared with name_fi of the table"`
	Municipality string               `json:"municipality,omitempty" jsonschema_description:"boundaries without a table: field of the municipality"`
	Only         map[string]codesFile `json:"only,omitempty" jsonschema_description:"boundaries: value or values of a field whose rows are kept, for a map that holds more than the county, as {municipality: [\"092\", \"245\"]}"`
	Table        string               `json:"table,omitempty" jsonschema_description:"boundaries: table of the areas to keep, with names, partitions and language shares; without it, all areas of the map are kept"`
	Unmapped     []string             `json:"unmapped,omitempty" jsonschema_description:"boundaries: ids of areas in the table that have no boundary in the map; they are left out with a note"`
}

// Partition is an additional partition of the county's cells.
type Partition struct {
	Name string `json:"name" jsonschema:"required,pattern=^[A-Za-z][A-Za-z0-9_]*$" jsonschema_description:"a letter, then letters, digits and _; also the name of its column in exported maps"`
	boundaryFile
	NameField string `json:"name_field,omitempty" jsonschema_description:"field of the members' names, their ids by default"`
}

// codesFile is one value of a field, or several.
type codesFile []string

// UnmarshalJSON accepts one value or a list, texts or whole numbers.
func (c *codesFile) UnmarshalJSON(text []byte) error {
	var list []field.ID
	if len(text) == 0 || text[0] != '[' {
		list = make([]field.ID, 1)
		if err := json.Unmarshal(text, &list[0]); err != nil {
			return err
		}
	} else if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	for _, id := range list {
		*c = append(*c, string(id))
	}
	return nil
}

// JSONSchema describes one value or a list.
func (codesFile) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("string", "number", "array")
	one := uint64(1)
	s.MinItems, s.Items = &one, yaml.Types("string", "number")
	return s
}
