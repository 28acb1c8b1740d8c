package contract

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/invopop/jsonschema"

	"saavu/internal/format/table"
	"saavu/pkg/network"
)

// Decimal writes a number with twelve significant figures: further ones are rounding
// noise of sums.
func Decimal(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return string(table.AppendNumber(nil, Twelve(v)))
}

// Twelve rounds a number to twelve significant figures.
func Twelve(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	return v
}

// Number is a figure in JSON. A number that is not finite is null, which means
// unknown and never zero.
type Number float64

// MarshalJSON writes null for NaN and the infinities.
func (n Number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(n)) || math.IsInf(float64(n), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// JSONSchema declares that a number may be null.
func (Number) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "number"}, {Type: "null"}}}
}

// Unknown is an unknown number.
func Unknown() Number { return Number(math.NaN()) }

// KnownWord is a yes, a no or unknown, as in the tables of a county.
func KnownWord(k network.Known) string {
	return [...]string{network.Unknown: "unknown", network.Yes: "yes", network.No: "no"}[k]
}
