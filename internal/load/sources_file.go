package load

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/field"
	"saavu/internal/load/yaml"
)

// sourceFile says where data of the county comes from.
type sourceFile struct {
	Title       field.Name `json:"title,omitempty" jsonschema_description:"what the data is called"`
	Attribution field.Name `json:"attribution" jsonschema:"required" jsonschema_description:"the line that names the owner of the data, as the licence wants it; maps, files and reports show it"`
	Licence     string     `json:"licence,omitempty" jsonschema:"minLength=1" jsonschema_description:"name or SPDX identifier of the licence, such as CC BY 4.0; left out if it is not known"`
	URL         string     `json:"url,omitempty" jsonschema:"pattern=^https?://[^\\s]+$" jsonschema_description:"the address where the data is published, https://…"`
	Date        dateFile   `json:"date,omitempty"`
	UsedBy      usedKeys   `json:"used_by" jsonschema:"required"`
}

// usedKeys is one key of the county file, by its dotted path, or a list of keys.
type usedKeys []string

// UnmarshalJSON accepts one text or a list.
func (u *usedKeys) UnmarshalJSON(text []byte) error { return field.OneOrMore(text, (*[]string)(u)) }

// JSONSchema describes both forms.
func (usedKeys) JSONSchema() *jsonschema.Schema {
	s := field.Files{}.JSONSchema()
	return yaml.DescribedAs(s, "the keys of this file that the data stands behind, such as population, population.grid, travel, supply.2 or parameters")
}

// dateFile is a year, a month or a day.
type dateFile string

// UnmarshalJSON accepts a text, or a year as a number.
func (d *dateFile) UnmarshalJSON(text []byte) error { return field.WordOrNumber(text, (*string)(d)) }

// JSONSchema describes both forms.
func (dateFile) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("string", "integer")
	s.Pattern = `^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`
	s.Minimum, s.Maximum = json.Number("1000"), json.Number("2999")
	return yaml.DescribedAs(s, "the year, month or day of the data, such as 2019, 2019-12 or 2019-12-31")
}
