// Package topojson reads TopoJSON (the TopoJSON format specification, 2013):
// objects whose geometries share their arcs, as mapshaper, topojson and D3
// write them. Arcs are joined and quantized positions converted back to
// coordinates; an object is a layer, and its geometries are the rows.
// Coordinates are taken as longitude and latitude on WGS84, the only system
// that the format has by convention.
package topojson

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"saavu/internal/format/problem"

	"github.com/paulmach/orb"
)

// Limits against absurd files. An arc can be named any number of times, so a
// small file can describe a geometry of any size.
const (
	mostArcs      = 1_000_000
	mostPositions = 50_000_000 // of all geometries of one object, arcs counted as often as they are named
	deepest       = 16         // collections inside one another
)

// topology is a file as written.
type topology struct {
	Type      string     `json:"type"`
	CRS       crs        `json:"crs"`
	Transform *transform `json:"transform"`
	Objects   objects    `json:"objects"`
	Arcs      arcs       `json:"arcs"`
}

// transform converts quantized positions to coordinates: position · scale +
// translate.
type transform struct {
	Scale     []float64 `json:"scale"`
	Translate []float64 `json:"translate"`
}

// crs is the name in the member of older files, as in GeoJSON before its
// standard: a name, a link, an EPSG code, or plain text; "" for anything else.
type crs string

// UnmarshalJSON never fails: a member without a system counts as none.
func (c *crs) UnmarshalJSON(text []byte) error {
	var object struct {
		Properties struct {
			Name, Href string
			Code       json.Number
		}
	}
	var plain string
	switch p := &object.Properties; {
	case json.Unmarshal(text, &plain) == nil:
		*c = crs(plain)
	case json.Unmarshal(text, &object) != nil:
	case p.Name+p.Href != "":
		*c = crs(cmp.Or(p.Name, p.Href))
	case p.Code != "":
		*c = crs("EPSG:" + p.Code.String())
	}
	return nil
}

// object is one named geometry of the file.
type object struct {
	name string
	geometry
}

// geometry is a geometry object. Arcs and Coordinates are read when the type is
// known.
type geometry struct {
	Type        string          `json:"type"`
	ID          json.RawMessage `json:"id"`
	Properties  json.RawMessage `json:"properties"`
	Arcs        json.RawMessage `json:"arcs"`
	Coordinates json.RawMessage `json:"coordinates"`
	Geometries  []geometry      `json:"geometries"`
}

// objects keeps the order of the file.
type objects []object

// UnmarshalJSON reads a map of geometries.
func (o *objects) UnmarshalJSON(text []byte) error {
	in := json.NewDecoder(bytes.NewReader(text))
	if first, err := in.Token(); err != nil || first != json.Delim('{') {
		return errors.New("objects is not a map of names")
	}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return err
		}
		var next object
		if err := in.Decode(&next.geometry); err != nil {
			return err
		}
		next.name, _ = name.(string)
		*o = append(*o, next)
	}
	return nil
}

// arc is a list of positions, without further numbers of each. In a quantized
// file they are differences until sumDifferences has summed them.
type arc []orb.Point

// UnmarshalJSON reads the positions without a value for each number: arcs are
// most of a file.
func (a *arc) UnmarshalJSON(text []byte) error {
	list, err := positions(text)
	*a = list
	return err
}

// arcs are those of a file.
type arcs []arc

// UnmarshalJSON reads the arcs one by one, since an empty one needs many times
// the memory of its text.
func (list *arcs) UnmarshalJSON(text []byte) error {
	in := json.NewDecoder(bytes.NewReader(text))
	if first, err := in.Token(); err != nil || first != json.Delim('[') {
		return errors.New("arcs is not a list")
	}
	for in.More() {
		if len(*list) == mostArcs {
			return fmt.Errorf("more than %d arcs", mostArcs)
		}
		var next arc
		if err := in.Decode(&next); err != nil {
			return err
		}
		*list = append(*list, next)
	}
	return nil
}

// parse reads a file and sums its quantized arcs.
func parse(data []byte, name string) (*topology, error) {
	fail := func(found, expected, hint string) error {
		return problem.Problems{{File: name, Found: found, Expected: expected, Hint: hint}}
	}
	var t topology
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &t); err != nil {
		p := problem.Problem{File: name, Found: strings.TrimPrefix(err.Error(), "json: "), Expected: "a TopoJSON document"}
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			p.Row = 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
			p.Expected = "JSON"
		}
		return nil, problem.Problems{p}
	}
	if t.Type != "Topology" {
		return nil, fail(t.Type, "the type Topology", "")
	}
	if t.Transform != nil && (len(t.Transform.Scale) != 2 || len(t.Transform.Translate) != 2) {
		return nil, fail("a transform without scale and translate of two numbers each", "a transform as the format has it", "")
	}
	if len(t.Objects) == 0 {
		return nil, fail("no objects", "at least one", "")
	}
	for _, a := range t.Arcs {
		t.sumDifferences(a)
	}
	return &t, nil
}

// sumDifferences sums the differences of a quantized arc.
func (t *topology) sumDifferences(a arc) {
	if t.Transform == nil {
		return
	}
	var sum orb.Point
	for i, p := range a {
		sum = orb.Point{sum[0] + p[0], sum[1] + p[1]}
		a[i] = t.place(sum)
	}
}

// place converts a quantized position to coordinates; a position of a file that
// is not quantized is unchanged.
func (t *topology) place(p orb.Point) orb.Point {
	if t.Transform == nil {
		return p
	}
	return orb.Point{p[0]*t.Transform.Scale[0] + t.Transform.Translate[0], p[1]*t.Transform.Scale[1] + t.Transform.Translate[1]}
}

// Layers lists the objects of a file. Errors are those of Source.
func Layers(data []byte, name string) ([]string, error) {
	t, err := parse(data, name)
	if err != nil {
		return nil, err
	}
	return t.names(), nil
}

// choose finds an object by its name; the only one if no name is given.
func (t *topology) choose(name, layer string) (*object, error) {
	for i := range t.Objects {
		if o := &t.Objects[i]; o.name == layer || layer == "" && len(t.Objects) == 1 {
			return o, nil
		}
	}
	return nil, problem.Problems{{File: name, Found: layer, Expected: "the name of a layer",
		Hint: "the file has " + strings.Join(t.names(), ", ")}}
}

func (t *topology) names() []string {
	out := make([]string, len(t.Objects))
	for i, o := range t.Objects {
		out[i] = o.name
	}
	return out
}

// rows returns the geometries of an object: those of a collection, or itself.
func (o *object) rows() []geometry {
	if o.Type == "GeometryCollection" {
		return o.Geometries
	}
	return []geometry{o.geometry}
}
