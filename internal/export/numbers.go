package export

import (
	"encoding/json"
	"math"
	"saavu/internal/format/table"
	"strconv"

	"github.com/invopop/jsonschema"
)

// decimal writes a number with twelve significant figures: further ones are rounding
// noise of sums.
func decimal(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return string(table.AppendNumber(nil, twelve(v)))
}

// twelve rounds a number to twelve significant figures.
func twelve(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	return v
}

// number is a figure in JSON. A number that is not finite is null, which means
// unknown and never zero.
type number float64

// MarshalJSON writes null for NaN and the infinities.
func (n number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// JSONSchema declares that a number may be null.
func (number) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "number"}, {Type: "null"}}}
}

// unknown is an unknown number.
func unknown() number { return number(math.NaN()) }

// year returns a year; 0 is no year.
func year(y int) number {
	if y == 0 {
		return unknown()
	}
	return number(y)
}

// texts returns a list that is not nil.
func texts(list []string) []string { return append([]string{}, list...) }
