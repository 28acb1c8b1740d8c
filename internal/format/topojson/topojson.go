// Package topojson reads TopoJSON (the TopoJSON format specification, 2013):
// objects whose geometries share their arcs, as mapshaper, topojson and D3
// write them. Arcs are joined and quantized positions converted back to
// coordinates; an object is a layer, and its geometries are the rows.
// Coordinates are taken as longitude and latitude on WGS84, the only system
// that the format has by convention.
package topojson

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/jsondoc"
	"saavu/internal/format/problem"
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
	Transform *transform `json:"transform"`
	Objects   objects    `json:"objects"`
	Arcs      arcs       `json:"arcs"`
	crs       string
}

// transform converts quantized positions to coordinates: position · scale +
// translate.
type transform struct {
	Scale     []float64 `json:"scale"`
	Translate []float64 `json:"translate"`
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
	list, ok := jsondoc.Text(text).Members(0)
	if !ok {
		return errors.New("objects is not a map of names")
	}
	for _, m := range list {
		next := object{name: m.Name}
		if err := json.Unmarshal(text[m.At:m.End], &next.geometry); err != nil {
			return err
		}
		*o = append(*o, next)
	}
	return nil
}

// arcs are those of a file: lists of positions, without further numbers of
// each. In a quantized file they are differences until sumDifferences has
// summed them.
type arcs [][]orb.Point

// UnmarshalJSON reads the arcs one by one and without a value for each number:
// they are most of a file, and an empty one needs many times the memory of its
// text.
func (list *arcs) UnmarshalJSON(text []byte) error {
	t := jsondoc.Text(text)
	_, f, ok := t.Items(0, func(at int) (int, *jsondoc.Fault) {
		if len(*list) == mostArcs {
			return at, &jsondoc.Fault{Expected: fmt.Sprintf("more than %d arcs", mostArcs)}
		}
		next, end, f := t.Positions(at)
		*list = append(*list, next)
		return end, f
	})
	switch {
	case !ok:
		return errors.New("arcs is not a list")
	case f != nil && f.Member != "":
		return errors.New("a position of fewer than two numbers")
	case f != nil:
		return errors.New(f.Expected)
	}
	return nil
}

// parse reads a file and sums its quantized arcs.
func parse(data []byte, name string) (*topology, error) {
	fail := func(found, expected string) error {
		return problem.Problems{{File: name, Found: found, Expected: expected}}
	}
	text, err := jsondoc.New(data, name)
	if err != nil {
		return nil, err
	}
	var t topology
	if err := json.Unmarshal(text, &t); err != nil {
		return nil, fail(strings.TrimPrefix(err.Error(), "json: "), "a TopoJSON document")
	}
	if t.Type != "Topology" {
		return nil, fail(t.Type, "the type Topology")
	}
	if t.Transform != nil && (len(t.Transform.Scale) != 2 || len(t.Transform.Translate) != 2) {
		return nil, fail("a transform without scale and translate of two numbers each", "a transform as the format has it")
	}
	if len(t.Objects) == 0 {
		return nil, fail("no objects", "at least one")
	}
	for _, a := range t.Arcs {
		t.sumDifferences(a)
	}
	document, _ := text.Members(text.Start())
	t.crs = text.System(document)
	return &t, nil
}

// sumDifferences sums the differences of a quantized arc.
func (t *topology) sumDifferences(a []orb.Point) {
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
	return orb.Point{p[0]*t.Transform.Scale[0] + t.Transform.Translate[0],
		p[1]*t.Transform.Scale[1] + t.Transform.Translate[1]}
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
