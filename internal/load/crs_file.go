package load

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/spatial"
)

// crsFile is the system of a county's places: a code, or parameters.
type crsFile struct {
	code int
	parametersFile
}

// parametersFile are those of spatial.Parameters.
type parametersFile struct {
	Name       string  `json:"name,omitempty" jsonschema_description:"how files and reports name the system"`
	Projection string  `json:"projection" jsonschema:"required,enum=transverse-mercator,enum=lambert-conformal-conic,enum=lambert-azimuthal-equal-area"`
	Meridian   float64 `json:"meridian,omitempty" jsonschema:"minimum=-180,maximum=180" jsonschema_description:"central meridian, degrees"`
	Latitude   float64 `json:"latitude,omitempty" jsonschema:"minimum=-89,maximum=89" jsonschema_description:"latitude of the origin, degrees"`
	Parallel1  float64 `json:"parallel1,omitempty" jsonschema:"minimum=-89,maximum=89" jsonschema_description:"first standard parallel of a cone, degrees"`
	Parallel2  float64 `json:"parallel2,omitempty" jsonschema:"minimum=-89,maximum=89" jsonschema_description:"second standard parallel, the first by default"`
	Scale      float64 `json:"scale,omitempty" jsonschema:"minimum=0.9,maximum=1.1" jsonschema_description:"scale at the origin, 1 by default"`
	Easting    float64 `json:"easting,omitempty" jsonschema_description:"false easting, metres"`
	Northing   float64 `json:"northing,omitempty" jsonschema_description:"false northing, metres"`
}

// UnmarshalJSON accepts a code or parameters.
func (c *crsFile) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '{' {
		return json.Unmarshal(text, &c.parametersFile)
	}
	return json.Unmarshal(text, &c.code)
}

// JSONSchema describes both forms.
func (crsFile) JSONSchema() *jsonschema.Schema {
	r := jsonschema.Reflector{Anonymous: true, ExpandedStruct: true, DoNotReference: true, RequiredFromJSONSchemaTags: true}
	s := r.Reflect(&parametersFile{})
	s.Version, s.Type = "", ""
	out := yaml.Types("integer", "object")
	out.Minimum, out.Properties, out.Required, out.AdditionalProperties = "1", s.Properties, s.Required, s.AdditionalProperties
	return out
}

// crs reads the county's system; zero is EPSG:3067.
func crs(r *input.Reader, f *crsFile, t *yaml.Tree) spatial.CRS {
	if f.code == 0 && f.Projection == "" {
		return spatial.CRS{}
	}
	var c spatial.CRS
	var err error
	if f.Projection != "" {
		p := spatial.Parameters{Projection: f.Projection, Meridian: f.Meridian, Latitude: f.Latitude, Parallel1: f.Parallel1, Parallel2: f.Parallel2,
			Scale: f.Scale, Easting: f.Easting, Northing: f.Northing}
		name := f.Name
		if name == "" {
			name = fmt.Sprintf("%s at %g, %g", f.Projection, f.Meridian, f.Latitude)
		}
		c, err = p.CRS(name)
	} else if c, err = spatial.ByEPSG(f.code); err == nil && !c.Metric() {
		err = errors.New("distances in " + c.String() + " are not metres on the ground: take a zone of UTM, such as 32635, or a national grid")
	}
	if err != nil {
		r.Wrong(t, "a coordinate system in metres", err.Error(), "county", "crs")
		return spatial.CRS{}
	}
	return c
}
