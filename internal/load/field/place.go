package field

import (
	"encoding/json"

	"github.com/invopop/jsonschema"
	"github.com/paulmach/orb"

	"saavu/internal/load/yaml"
)

// Place is a location: [x, y] in metres of the county's system, or {lat: , lon: } in degrees.
type Place struct {
	Point    orb.Point // metres
	Degrees  bool
	Lat, Lon float64
}

// UnmarshalJSON accepts both forms.
func (p *Place) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '[' {
		return json.Unmarshal(text, &p.Point)
	}
	var d struct{ Lat, Lon float64 }
	if err := json.Unmarshal(text, &d); err != nil {
		return err
	}
	p.Degrees, p.Lat, p.Lon = true, d.Lat, d.Lon
	return nil
}

// JSONSchema describes both forms.
func (Place) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("array", "object")
	two := uint64(2)
	s.MinItems, s.MaxItems = &two, &two
	s.Items = &jsonschema.Schema{Type: "number"}
	s.Required = []string{"lat", "lon"}
	s.Properties = jsonschema.NewProperties()
	s.Properties.Set("lat", &jsonschema.Schema{Type: "number"})
	s.Properties.Set("lon", &jsonschema.Schema{Type: "number"})
	s.AdditionalProperties = jsonschema.FalseSchema
	s.Description = "[x, y] in metres of the county's system, EPSG:3067 by default, or {lat: , lon: } in degrees"
	return s
}
