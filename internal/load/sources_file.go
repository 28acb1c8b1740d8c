package load

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/yaml"
)

// sourceFile says where data of the county comes from.
type sourceFile struct {
	Title       nameFile `json:"title,omitempty" jsonschema_description:"what the data is called"`
	Attribution nameFile `json:"attribution" jsonschema:"required" jsonschema_description:"the line that names the owner of the data, as the licence wants it; maps, files and reports show it"`
	Licence     string   `json:"licence,omitempty" jsonschema:"minLength=1" jsonschema_description:"name or SPDX identifier of the licence, such as CC BY 4.0; left out if it is not known"`
	URL         string   `json:"url,omitempty" jsonschema:"pattern=^https?://[^\\s]+$" jsonschema_description:"the address where the data is published, https://…"`
	Date        dateFile `json:"date,omitempty"`
	UsedBy      usedKeys `json:"used_by" jsonschema:"required"`
}

// usedKeys is one key of the county file, by its dotted path, or a list of keys.
type usedKeys []string

// UnmarshalJSON accepts one text or a list.
func (u *usedKeys) UnmarshalJSON(text []byte) error { return oneOrMore(text, (*[]string)(u)) }

// JSONSchema describes both forms.
func (usedKeys) JSONSchema() *jsonschema.Schema {
	s := fileNames{}.JSONSchema()
	return yaml.DescribedAs(s, "the keys of this file that the data stands behind, such as population, population.grid, travel, supply.2 or parameters")
}

// dateFile is a year, a month or a day.
type dateFile string

// UnmarshalJSON accepts a text, or a year as a number.
func (d *dateFile) UnmarshalJSON(text []byte) error { return wordOrNumber(text, (*string)(d)) }

// JSONSchema describes both forms.
func (dateFile) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("string", "integer")
	s.Pattern = `^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`
	s.Minimum, s.Maximum = json.Number("1000"), json.Number("2999")
	return yaml.DescribedAs(s, "the year, month or day of the data, such as 2019, 2019-12 or 2019-12-31")
}

// backgroundFile names the maps that reports show below their figures.
type backgroundFile struct {
	Water layerFiles `json:"water,omitempty" jsonschema_description:"seas, lakes and rivers, polygons or lines: a file, {file, layer, epsg, axes}, or a list of these"`
	Roads layerFiles `json:"roads,omitempty" jsonschema_description:"main roads: a file, {file, layer, epsg, axes}, or a list of these"`
	Rail  layerFiles `json:"rail,omitempty" jsonschema_description:"railways: a file, {file, layer, epsg, axes}, or a list of these"`
}

// layerFile is one map of lines or polygons.
type layerFile struct {
	File  string `json:"file"`
	Layer string `json:"layer,omitempty"`
	EPSG  int    `json:"epsg,omitempty"`
	Axes  string `json:"axes,omitempty"`
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
		s.Properties.Set("epsg", yaml.DescribedAs(&jsonschema.Schema{Type: "integer"}, "EPSG code of the map's coordinate system, if the file does not state it or states it wrong"))
		s.Properties.Set("axes", yaml.DescribedAs(&jsonschema.Schema{Type: "string", Enum: []any{"xy", "yx"}}, "yx if the map gives y, the northing or latitude, first"))
		return s
	}
	s := form("string", "object", "array")
	s.MinItems, s.Items = &one, form("string", "object")
	return s
}
