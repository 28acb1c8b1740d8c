package background

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/field"
	"saavu/internal/load/yaml"
)

// File names the maps that reports show below their figures.
type File struct {
	Water layerFiles `json:"water,omitempty" jsonschema_description:"seas, lakes and rivers, polygons or lines: a file, {file, layer, epsg, axes}, or a list of these"`
	Roads layerFiles `json:"roads,omitempty" jsonschema_description:"main roads: a file, {file, layer, epsg, axes}, or a list of these"`
	Rail  layerFiles `json:"rail,omitempty" jsonschema_description:"railways: a file, {file, layer, epsg, axes}, or a list of these"`
}

// layerFile is one map of lines or polygons.
type layerFile struct {
	File  string     `json:"file"`
	Layer string     `json:"layer,omitempty"`
	EPSG  field.EPSG `json:"epsg,omitempty"`
	Axes  string     `json:"axes,omitempty"`
}

// UnmarshalJSON accepts the name of a file, or a map.
func (l *layerFile) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		return json.Unmarshal(text, &l.File)
	}
	type plain layerFile
	return json.Unmarshal(text, (*plain)(l))
}

// layerFiles is one map or a list of maps.
type layerFiles []layerFile

// UnmarshalJSON accepts one map, in either form, or a list.
func (l *layerFiles) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] != '[' {
		*l = make(layerFiles, 1)
		return json.Unmarshal(text, &(*l)[0])
	}
	return json.Unmarshal(text, (*[]layerFile)(l))
}

// JSONSchema describes the forms.
func (layerFiles) JSONSchema() *jsonschema.Schema {
	one := uint64(1)
	form := func(names ...string) *jsonschema.Schema {
		s := yaml.Types(names...)
		s.MinLength, s.Required, s.AdditionalProperties = &one, []string{"file"}, jsonschema.FalseSchema
		s.Properties = jsonschema.NewProperties()
		s.Properties.Set("file", yaml.DescribedAs(&jsonschema.Schema{Type: "string", MinLength: &one}, "a map of lines or polygons; {data} stands for the --data folder"))
		s.Properties.Set("layer", yaml.DescribedAs(&jsonschema.Schema{Type: "string"}, "layer or object to read, if the map has several"))
		s.Properties.Set("epsg", yaml.DescribedAs(field.EPSG(0).JSONSchema(), "EPSG code of the map's coordinate system, or county for the county's own, if the file does not state it or states it wrong"))
		s.Properties.Set("axes", yaml.DescribedAs(&jsonschema.Schema{Type: "string", Enum: []any{"xy", "yx"}}, "yx if the map gives y, the northing or latitude, first"))
		return s
	}
	s := form("string", "object", "array")
	s.MinItems, s.Items = &one, form("string", "object")
	return s
}
