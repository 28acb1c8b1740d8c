package load

import (
	"encoding/json"
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
	Meridian   float64 `json:"meridian" jsonschema:"required,minimum=-180,maximum=180" jsonschema_description:"central meridian, degrees"`
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

// crs reads the county's system; zero is EPSG:3067. False if it is refused: then no place
// can be judged.
func crs(r *input.Reader, f *crsFile, t *yaml.Tree) (spatial.CRS, bool) {
	switch n := t.Root.Find("county").Child("crs"); {
	case n == nil:
		return spatial.CRS{}, true
	case n.AnyFault():
		return spatial.CRS{}, false
	case f.Projection == "":
		c, err := spatial.ByEPSG(f.code)
		if err == nil && c.Metric() {
			return c, true
		}
		why := spatial.CodeName(f.code) + " is not supported"
		if err == nil {
			why = "distances in " + c.String() + " are not metres on the ground"
		}
		r.Wrong(t, "a coordinate system in metres", why+": take a zone of UTM (32601 to 32660 north of the equator, 32701 to 32760 south of it), "+
			"a national grid such as 2154, 27700 or 3067, or parameters; saavu init proposes one", "county", "crs")
		return spatial.CRS{}, false
	}
	before := len(r.Problems)
	f.refuseKeys(r, t)
	p := spatial.Parameters{Projection: f.Projection, Meridian: f.Meridian, Latitude: f.Latitude, Parallel1: f.Parallel1, Parallel2: f.Parallel2,
		Scale: f.Scale, Easting: f.Easting, Northing: f.Northing}
	name := f.Name
	if name == "" {
		name = fmt.Sprintf("%s at %g, %g", f.Projection, f.Meridian, f.Latitude)
	}
	if len(r.Problems) > before {
		return spatial.CRS{}, false
	}
	c, err := p.CRS(name)
	if err != nil {
		r.Wrong(t, "a coordinate system in metres", err.Error(), "county", "crs")
	}
	return c, err == nil
}

// refuseKeys refuses parameters that the projection does not have, and a cone without a
// parallel.
func (f *parametersFile) refuseKeys(r *input.Reader, t *yaml.Tree) {
	n := t.Root.Find("county", "crs")
	unread := map[string][]string{spatial.TransverseMercator: {"parallel1", "parallel2"},
		spatial.LambertAzimuthalEqualArea: {"parallel1", "parallel2", "scale"}}[f.Projection]
	for _, key := range unread {
		if n.Child(key) != nil {
			r.Wrong(t, "no key "+key+" with "+f.Projection, "only a "+spatial.LambertConformalConic+" has parallels; an equal area projection has no scale", "county", "crs", key)
		}
	}
	if f.Projection == spatial.LambertConformalConic && n.Child("parallel1") == nil {
		r.Wrong(t, "the key parallel1, and parallel2 if the cone has two", "the standard parallels, in degrees", "county", "crs")
	}
}
