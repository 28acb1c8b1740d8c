package topojson

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
)

// Two adjacent squares share arc 1; the first has a hole. Positions are
// quantized: x = 20 + q/10, y = 60 + q/10.
const squares = `{"type": "Topology", "bbox": [20, 60, 22, 61],
 "transform": {"scale": [0.1, 0.1], "translate": [20, 60]},
 "arcs": [
  [[10, 10], [-10, 0], [0, -10], [10, 0]],
  [[10, 10], [0, -10]],
  [[10, 10], [10, 0], [0, -10, 7], [-10, 0]],
  [[2, 2], [0, 2], [2, 0], [0, -2], [-2, 0]],
  [[5, 5]],
  [[0, 0], [1, 1], [-1, -1]]
 ],
 "objects": {
  "areas": {"type": "GeometryCollection", "geometries": [
   {"type": "Polygon", "id": "w", "arcs": [[0, -2], [3]], "properties": {"nimi": "Länsi", "n": 3, "more": {"a": 1}}},
   {"type": "Polygon", "id": 7, "arcs": [[2, -2]], "properties": {"n": 4.5, "late": true}},
   {"type": "MultiPolygon", "arcs": [[[0, -2]], [[2, -2]], [[5]]], "properties": null},
   {"type": null, "properties": {"nimi": "ei paikkaa"}}
  ]},
  "other": {"type": "GeometryCollection", "geometries": [
   {"type": "Point", "coordinates": [10, 20]},
   {"type": "MultiPoint", "coordinates": [[0, 0], [10, 10]]},
   {"type": "LineString", "arcs": [0, -2]},
   {"type": "LineString", "arcs": [-2]},
   {"type": "MultiLineString", "arcs": [[1], [2]]},
   {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 1]}, {"type": "LineString", "arcs": [1]}]},
   {"type": "MultiPolygon", "arcs": []}
  ]},
  "single": {"type": "Polygon", "arcs": [[0, -2]], "properties": {"id": "own"}, "id": "hidden"}
 }}`

func read(t *testing.T, text, layer string) (*record.Source, []orb.Geometry, []string) {
	t.Helper()
	s, err := Source([]byte(text), "a.topojson", layer)
	if err != nil {
		t.Fatal(err)
	}
	var shapes []orb.Geometry
	var rows []string
	for range 2 { // as often as it is called
		shapes, rows = nil, nil
		err = s.Each(nil, func(r *record.Row) error {
			shapes = append(shapes, r.Geometry)
			row := []string{fmt.Sprint(r.At)}
			for i := range r.Values {
				row = append(row, r.Text(i))
			}
			rows = append(rows, strings.Join(row, "|"))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s, shapes, rows
}

// rounded writes coordinates rounded to tenths.
func rounded(g orb.Geometry) string {
	return fmt.Sprintf("%T%.6v", g, g)
}

func TestObjectsAreLayers(t *testing.T) {
	s, shapes, rows := read(t, squares, "areas")
	if s.Layer != "areas" || !reflect.DeepEqual(s.Layers, []string{"areas", "other", "single"}) || s.Rows != 4 || s.System.EPSG != 4326 {
		t.Errorf("layer %q of %q, %d rows, %+v", s.Layer, s.Layers, s.Rows, s.System)
	}
	if names := strings.Join(s.Names(), ","); names != "id,nimi,n,more,late" {
		t.Errorf("fields %s", names)
	}
	want := []string{"1|w|Länsi|3||", "2|7||4.5||true", "3|||||", "4||ei paikkaa|||"}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("rows %q, want %q", rows, want)
	}
	places := []string{
		"orb.Polygon[[[21 61] [20 61] [20 60] [21 60] [21 61]] [[20.2 60.2] [20.2 60.4] [20.4 60.4] [20.4 60.2] [20.2 60.2]]]",
		"orb.Polygon[[[21 61] [21 60] [22 60] [22 61] [21 61]]]",
		"orb.MultiPolygon[[[[21 61] [20 61] [20 60] [21 60] [21 61]]] [[[21 61] [21 60] [22 60] [22 61] [21 61]]]]",
		"<nil><nil>",
	}
	for i, g := range shapes {
		if got := rounded(g); got != places[i] {
			t.Errorf("row %d: %s\nwant %s", i+1, got, places[i])
		}
	}
	wantNotes := []string{"lists and objects as values are left empty: more (1)", "rings of fewer than 4 positions, which have no area, are left out: 1"}
	if !reflect.DeepEqual(s.Notes, wantNotes) {
		t.Errorf("notes %q", s.Notes)
	}
}

func TestTypesOfGeometry(t *testing.T) {
	_, shapes, _ := read(t, squares, "other")
	want := []string{
		"orb.Point[21 62]", "orb.MultiPoint[[20 60] [21 61]]",
		"orb.LineString[[21 61] [20 61] [20 60] [21 60] [21 61]]", "orb.LineString[[21 60] [21 61]]",
		"orb.MultiLineString[[[21 61] [21 60]] [[21 61] [22 61] [22 60] [21 60]]]",
		"orb.Collection[[20.1 60.1] [[21 61] [21 60]]]", "<nil><nil>",
	}
	for i, g := range shapes {
		if got := rounded(g); got != want[i] {
			t.Errorf("row %d: %s\nwant %s", i+1, got, want[i])
		}
	}
	s, _, rows := read(t, squares, "single")
	if !reflect.DeepEqual(s.Names(), []string{"id"}) || rows[0] != "1|own" {
		t.Errorf("a property named id hides the geometry's own: %q, %q", s.Names(), rows)
	}
}

// A file without a transform has its coordinates unchanged, and may state its
// system; its members may come in any order.
func TestWithoutTransform(t *testing.T) {
	s, shapes, _ := read(t, `{"arcs": [[[385000.5, 6672000], [385100, 6672000], [385100, 6672100], [385000.5, 6672000]]],
		"objects": {"a": {"type": "Polygon", "arcs": [[-1]]}}, "crs": {"properties": {"name": "EPSG:3067"}}, "type": "Topology"}`, "")
	if s.System.EPSG != 0 || s.System.Text != "EPSG:3067" || s.System.From != "the member crs" {
		t.Errorf("%+v", s.System)
	}
	if got := shapes[0].(orb.Polygon)[0]; got[0] != (orb.Point{385000.5, 6672000}) || got.Orientation() != orb.CCW {
		t.Errorf("%v", got)
	}
}

func TestWrongTopologies(t *testing.T) {
	file := func(arcs, object string) string {
		return `{"type":"Topology","arcs":` + arcs + `,"objects":{"a":` + object + `}}`
	}
	const arcs = `[[[0,0],[1,0],[1,1],[0,0]],[[5,5],[6,6]],[]]`
	deep := strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 20) + `{"type":"Point","coordinates":[1,2]}` + strings.Repeat("]}", 20)
	for _, tt := range []struct{ name, text, want string }{
		{"no JSON", "{\n\"type\": nix}", `a.topojson:2: found "ix}", expected JSON (invalid character 'i' in literal null (expecting 'u'))`},
		{"cut short", `{"type":"Topology","arcs":[[[0,0]`, `a.topojson:1: found "the end of the file", expected JSON (the file seems to be truncated)`},
		{"empty", ``, `a.topojson:1: found "the end of the file", expected JSON (the file seems to be truncated)`},
		{"GeoJSON", `{"type":"Feature"}`, `a.topojson: found "Feature", expected the type Topology`},
		{"no objects", `{"type":"Topology","arcs":[]}`, `a.topojson: found "no objects", expected at least one`},
		{"objects as a list", `{"type":"Topology","objects":[]}`, `a.topojson: found "objects is not a map of names", expected a TopoJSON document`},
		{"a number as arcs", `{"type":"Topology","arcs":3}`, `a.topojson: found "arcs is not a list", expected a TopoJSON document`},
		{"arcs without end", `{"type":"Topology","arcs":[` + strings.Repeat("[],", mostArcs) + `[]]}`, `a.topojson: found "more than 1000000 arcs", expected a TopoJSON document`},
		{"a position of one number", file(`[[[1]]]`, `{}`), `a.topojson: found "a position of fewer than two numbers", expected a TopoJSON document`},
		{"a transform of one number", `{"type":"Topology","transform":{"scale":[1],"translate":[0,0]},"arcs":[],"objects":{"a":{}}}`,
			`a.topojson: found "a transform without scale and translate of two numbers each", expected a transform as the format has it`},
		{"an arc that is not there", file(arcs, `{"type":"Polygon","arcs":[[9]]}`), `a.topojson:1: found "arc 9", expected one of the 3 arcs, from 0 (a geometry of a)`},
		{"a reversed arc that is not there", file(arcs, `{"type":"Polygon","arcs":[[-9]]}`), `a.topojson:1: found "arc -9", expected one of the 3 arcs, from 0 (a geometry of a)`},
		{"the smallest number", file(arcs, `{"type":"Polygon","arcs":[[-9223372036854775808]]}`), `a.topojson:1: found "arc -9223372036854775808", expected one of the 3 arcs, from 0 (a geometry of a)`},
		{"arcs too deep", file(arcs, `{"type":"Polygon","arcs":[[[0]]]}`), `a.topojson:1: found "[[[0]]]", expected arcs as lists of whole numbers, nested as the type requires (a geometry of a)`},
		{"a fraction as an arc", file(arcs, `{"type":"LineString","arcs":[0.5]}`), `a.topojson:1: found "[0.5]", expected arcs as lists of whole numbers, nested as the type requires (a geometry of a)`},
		{"no arcs", file(arcs, `{"type":"Polygon"}`), `a.topojson:1: found "no arcs", expected arcs as lists of whole numbers, nested as the type requires (a geometry of a)`},
		{"an arc without positions", file(arcs, `{"type":"LineString","arcs":[2]}`), `a.topojson:1: found "arc 2 without positions", expected at least one (a geometry of a)`},
		{"arcs apart", file(arcs, `{"type":"LineString","arcs":[0,1]}`), `a.topojson:1: found "arc 1 that does not begin at the end of the one before", expected arcs that follow one another (a geometry of a)`},
		{"an open ring", file(arcs, `{"type":"Polygon","arcs":[[1]]}`), `a.topojson:1: found "a ring whose arcs do not close it", expected a last position that equals the first (a geometry of a)`},
		{"no type of geometry", file(arcs, `{"type":"Circle"}`), `a.topojson:1: found "Circle", expected Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon, GeometryCollection or null (a geometry of a)`},
		{"arcs without a type", file(arcs, `{"arcs":[[0]]}`), `a.topojson:1: found "no type", expected Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon, GeometryCollection or null (a geometry of a)`},
		{"a point of one number", file(arcs, `{"type":"Point","coordinates":[1]}`), `a.topojson:1: found "[1]", expected a position of two numbers (a geometry of a)`},
		{"points that are not positions", file(arcs, `{"type":"MultiPoint","coordinates":{"x":1}}`), `a.topojson:1: found "{\"x\":1}", expected positions of two numbers (a geometry of a)`},
		{"a number that is too large", file(arcs, `{"type":"Point","coordinates":[1e999,1]}`), `a.topojson:1: found "[1e999,1]", expected a position of two numbers (a geometry of a)`},
		{"properties as a list", file(arcs, `{"type":"Polygon","arcs":[[0]],"properties":[1]}`), `a.topojson:1: column "properties": found "[1]", expected an object or null (a geometry of a)`},
		{"too deep", file(arcs, `{"type":"GeometryCollection","geometries":[`+deep+`]}`), `a.topojson:1: found "collections nested more than 16 deep", expected fewer (a geometry of a)`},
		{"two faults", file(arcs, `{"type":"GeometryCollection","geometries":[{"type":"LineString","arcs":[7]},{"type":"LineString","arcs":[0]},{"type":"Line"}]}`),
			"a.topojson:1: found \"arc 7\", expected one of the 3 arcs, from 0 (a geometry of a)\n" +
				"a.topojson:3: found \"Line\", expected Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon, GeometryCollection or null (a geometry of a)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := Source([]byte(tt.text), "a.topojson", "")
			if err == nil || err.Error() != tt.want || s != nil {
				t.Errorf("%v\nwant %s", err, tt.want)
			}
		})
	}
	for layer, want := range map[string]string{
		"":      `a.topojson: found nothing, expected the name of a layer (the file has areas, other, single)`,
		"Areas": `a.topojson: found "Areas", expected the name of a layer (the file has areas, other, single)`,
	} {
		if _, err := Source([]byte(squares), "a.topojson", layer); err == nil || err.Error() != want {
			t.Errorf("%q: %v\nwant %s", layer, err, want)
		}
	}
}

// A small file that names one long arc many times describes a geometry that
// does not fit in memory.
func TestArcsNamedWithoutEnd(t *testing.T) {
	long := "[0,0]" + strings.Repeat(",[1,1],[0,0]", 50_000)
	text := `{"type":"Topology","arcs":[[` + long + `]],"objects":{"a":{"type":"LineString","arcs":[0` + strings.Repeat(",0", 100_000) + `]}}}`
	_, err := Source([]byte(text), "a.topojson", "")
	want := `a.topojson:1: found "geometries of more than 50000000 positions", expected fewer: the file repeats its arcs too often (a geometry of a)`
	if err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}

func TestEachEndsWithTheVisitor(t *testing.T) {
	s, err := Source([]byte(squares), "a.topojson", "areas")
	if err != nil {
		t.Fatal(err)
	}
	n, stop := 0, fmt.Errorf("stop")
	if err := s.Each([]int{2}, func(r *record.Row) error { n++; return stop }); err != stop || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
}

func FuzzSource(f *testing.F) {
	f.Add([]byte(squares))
	f.Add([]byte(`{"type":"Topology","arcs":[[[0,0],[1,0],[1,1],[0,0]]],"objects":{"a":{"type":"Polygon","arcs":[[-1]]}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, layer := range []string{"", "areas"} {
			s, err := Source(data, "a", layer)
			if err != nil {
				continue
			}
			rows := 0
			err = s.Each(nil, func(r *record.Row) error {
				rows++
				if len(r.Values) != len(s.Fields) {
					t.Errorf("row %d has %d values of %d", r.At, len(r.Values), len(s.Fields))
				}
				return nil
			})
			if err != nil || rows != s.Rows {
				t.Errorf("%d rows of %d, %v", rows, s.Rows, err)
			}
		}
	})
}
