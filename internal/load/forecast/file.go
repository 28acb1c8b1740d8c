package forecast

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/field"
	"saavu/internal/load/yaml"
)

// Entry describes people by area and age in other years, in any table: one
// number per row, or several columns of numbers.
type Entry struct {
	Name   string                `json:"name" jsonschema:"required,minLength=1" jsonschema_description:"name of the forecast in notes"`
	File   string                `json:"file" jsonschema:"required,minLength=1" jsonschema_description:"JSON-stat, area_statistics.json or a table; {data} stands for the --data folder"`
	Layer  string                `json:"layer,omitempty" jsonschema_description:"sheet or table to read, if the file has several"`
	Path   string                `json:"path" jsonschema:"required,enum=observed,enum=documents" jsonschema_description:"which population path it belongs to: observed, or that of the planning documents"`
	Year   Year                  `json:"year" jsonschema:"required"`
	Area   Area                  `json:"area" jsonschema:"required" jsonschema_description:"how rows are matched to areas"`
	Age    string                `json:"age,omitempty" jsonschema_description:"dimension or column of ages; left out if each age group has its own column"`
	Ages   map[string]field.Ages `json:"ages,omitempty" jsonschema_description:"age group of each member of age, or of each column; by default the members of age are age groups"`
	Total  string                `json:"total,omitempty" jsonschema_description:"member of age, or column, that holds all ages together"`
	Only   map[string]string     `json:"only,omitempty" jsonschema_description:"the single member to read of each other dimension or column"`
	Value  string                `json:"value,omitempty" jsonschema_description:"column of the number of people, value by default"`
	Hidden string                `json:"hidden,omitempty" jsonschema:"enum=unknown,enum=left-out" jsonschema_description:"if one of several rows of an area is hidden: the sum is unknown (default), or the row is left out of it"`
}

// Area describes how rows are matched to the county's areas.
type Area struct {
	Dimension string            `json:"dimension" jsonschema:"required,minLength=1" jsonschema_description:"dimension or column of area codes"`
	First     int               `json:"first,omitempty" jsonschema:"minimum=1,maximum=100" jsonschema_description:"how many leading characters of a code identify the area; rows of one area are added up"`
	Column    string            `json:"column,omitempty" jsonschema_description:"column of the county's table or map of areas that holds their codes; their ids by default"`
	Codes     map[string]string `json:"codes,omitempty" jsonschema_description:"area of each code, or of each code prefix, instead of a column"`
	County    string            `json:"county,omitempty" jsonschema_description:"code of the county as a whole"`
}

// Year is one year, or the dimension or columns that hold years.
type Year struct {
	Year      int
	Dimension string
	Columns   map[string]int
}

func (y *Year) empty() bool {
	return y.Year == 0 && y.Dimension == "" && len(y.Columns) == 0
}

// UnmarshalJSON accepts a year or a map.
func (y *Year) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] != '{' {
		return json.Unmarshal(text, &y.Year)
	}
	var d struct {
		Dimension string
		Columns   map[string]int
	}
	err := json.Unmarshal(text, &d)
	y.Dimension, y.Columns = d.Dimension, d.Columns
	return err
}

// JSONSchema describes both forms.
func (Year) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("integer", "object")
	s.Description = "the year of all rows, or {dimension: NAME}, or {columns: {NAME: YEAR}} if each year has its own column"
	s.Minimum, s.Maximum = json.Number("1990"), json.Number("2200")
	s.Properties = jsonschema.NewProperties()
	s.Properties.Set("dimension", &jsonschema.Schema{Type: "string", Description: "dimension or column of years"})
	s.Properties.Set("columns", &jsonschema.Schema{Type: "object", Description: "columns of people, each with its year",
		AdditionalProperties: &jsonschema.Schema{Type: "integer", Minimum: json.Number("1990"), Maximum: json.Number("2200")}})
	s.AdditionalProperties = jsonschema.FalseSchema
	one := uint64(1)
	s.MinProperties, s.MaxProperties = &one, &one
	return s
}
