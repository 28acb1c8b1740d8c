package geojson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/format/jsondoc"
	"saavu/internal/format/problem"
	"saavu/internal/realdata"
)

// document is the content of a file.
type document struct {
	CRS      string
	Features []Feature
}

// readAll reads a document whole, including nested values of properties.
func readAll(data []byte) (document, error) {
	var d document
	r := reader{Text: data}
	r.visit = func(f *Feature) error {
		d.Features = append(d.Features, *f)
		return nil
	}
	r.record()
	d.CRS = r.crs
	if err := r.problems.Err(); err != nil {
		return document{}, err
	}
	return d, nil
}

func TestReadWhatWriteWrote(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, sample()); err != nil {
		t.Fatal(err)
	}
	got, err := readAll(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	counter := orb.Ring{{25, 60}, {25.5, 60}, {25.5, 60.5}, {25, 60.5}, {25, 60}}
	hole := orb.Ring{{25.1, 60.1}, {25.1, 60.2}, {25.2, 60.2}, {25.2, 60.1}, {25.1, 60.1}}
	places := []orb.Geometry{
		orb.Point{25.0388001, 60.2933},
		orb.MultiPoint{{-180, -90}, {180, 90}},
		orb.LineString{{25, 60}, {25, 61}},
		orb.MultiLineString{{{25, 60}, {26, 61}}, {{1, 2}, {3, 4}}},
		orb.Polygon{counter, hole},
		orb.MultiPolygon{{{{24, 60}, {24.1234568, 60}, {24, 60.0000001}, {24, 60}}}, {counter}},
		orb.Collection{orb.Point{0, 0}, orb.Polygon{counter}},
		nil,
	}
	if len(got.Features) != len(places) || got.CRS != "" {
		t.Fatalf("%d features, crs %q", len(got.Features), got.CRS)
	}
	for i, f := range got.Features {
		wantID := fmt.Sprint(5785640 + i)
		if i == 0 {
			wantID = "nv_rajakyla"
		}
		if !reflect.DeepEqual(f.Geometry, places[i]) || f.ID != wantID || f.Line != i+3 || len(f.Properties) != 4 {
			t.Errorf("feature %d: line %d, id %q, %v, want %v", i, f.Line, f.ID, f.Geometry, places[i])
		}
	}
	if want := map[string]any{"nimi ä": "Rajakylä \\ \t\x01 </b> 🚌", "minutes": json.Number("12.5"), "people": json.Number("71"), "reached": true}; !reflect.DeepEqual(got.Features[0].Properties, want) {
		t.Errorf("got %v, want %v", got.Features[0].Properties, want)
	}
	var members struct {
		Title     string
		Synthetic bool
		Limit     int
	}
	if err := json.Unmarshal(out.Bytes(), &members); err != nil || members.Title != "Neuvola, \"20 min\"\n" || !members.Synthetic || members.Limit != 20 {
		t.Errorf("members %+v, %v", members, err)
	}
}

func TestReadDocuments(t *testing.T) {
	point := orb.Point{1, 2}
	for name, c := range map[string]struct {
		text string
		want document
	}{
		"bare geometry": {`{"type":"Point","coordinates":[1,2,300]}`, document{Features: []Feature{{Line: 1, Geometry: point}}}},
		"feature after a byte order mark": {"\xef\xbb\xbf\r\n {\"geometry\": {\"coordinates\": [1e0, 2.0], \"type\": \"Point\"}, \"type\": \"Feature\", \"id\": 12345678901234567890, \"properties\": null}",
			document{Features: []Feature{{Line: 2, ID: "12345678901234567890", Geometry: point}}}},
		"crs": {`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3067"}},"features":[]}`,
			document{CRS: "urn:ogc:def:crs:EPSG::3067"}},
		"crs null, bbox": {`{"type":"FeatureCollection","crs":null,"bbox":[1,2,3,4],"features":[]}`, document{}},
		"crs link":       {`{"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"x"}},"features":[]}`, document{CRS: "x"}},
		"members": {`{"features":[],"name":"x","type":"FeatureCollection","a":[1,null,{"b":[]}]}`,
			document{}},
		"missing parts": {"{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\"},\n\n{\"type\":\"Feature\",\"id\":null,\"geometry\":null,\"properties\":{}}]}",
			document{Features: []Feature{{Line: 2}, {Line: 4, Properties: map[string]any{}}}}},
		"twice":   {`{"type":"x","type":"Feature","properties":{"a":1,"a":2}}`, document{Features: []Feature{{Line: 1, Properties: map[string]any{"a": json.Number("2")}}}}},
		"escapes": {`{"type":"Feature","properties":{"\u00e4\n":"\"\\\/\b\f\n\r\t\ud83d\ude8c\ud83d \ude8cx\uD83Dy"}}`, document{Features: []Feature{{Line: 1, Properties: map[string]any{"ä\n": "\"\\/\b\f\n\r\t🚌\uFFFD \uFFFDx\uFFFDy"}}}}},
		"empty geometries": {`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[ ]},{"type":"MultiPolygon","coordinates":[]},{"type":"Polygon","coordinates":[]},{"type":"MultiPolygon","coordinates":[[]]},{"type":"MultiLineString","coordinates":[[]]},{"type":"LineString","coordinates":[]},{"type":"Point","coordinates":[1,2]}]}`,
			document{Features: []Feature{{Line: 1, Geometry: orb.Collection{point}}}}},
		"empty collection": {`{"type":"GeometryCollection","geometries":[]}`, document{Features: []Feature{{Line: 1}}}},
	} {
		got, err := readAll([]byte(c.text))
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v, %v\nwant %+v", name, got, err, c.want)
		}
	}
}

// feature wraps a geometry so that it is the second feature, on line 3.
func feature(geometry string) string {
	return "{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\"},\n" + `{"type":"Feature","geometry":` + geometry + `}]}`
}

func TestReadRefuses(t *testing.T) {
	deep := strings.Repeat("[", jsondoc.Deepest+2) + strings.Repeat("]", jsondoc.Deepest+2)
	for _, c := range []struct{ text, want string }{
		{"", `row 1: found "the end of the file", expected JSON (the file seems to be truncated, byte 0)`},
		{"a,b\n1,2\n", `row 1: found "a,b", expected JSON (invalid character 'a' at start of value, byte 0)`},
		{"[1,2]", `row 1: found "[1,2]", expected a GeoJSON object (byte 0)`},
		{"{}", `row 1: column "type": found "{}", expected a member "type" (byte 0)`},
		{"{\n\"type\": \"Topology\"}", `row 2: column "type": found "\"Topology\"}", expected FeatureCollection, Feature or a geometry type (byte 10)`},
		{`{"type":"FeatureCollection"}`, `row 1: column "features": found "{\"type\":\"FeatureCollection\"}", expected a member "features" (byte 0)`},
		{`{"type":"FeatureCollection","features":{}}`, `row 1: column "features": found "{}}", expected an array of features (byte 39)`},
		{"{\"type\":\"Feature\"}\r\n{}", `row 2: found "{}", expected nothing after the end of the document (byte 20)`},
		{"{\"a\":\n\nNaN}", `row 3: found "NaN}", expected JSON (invalid character 'N' at start of value, byte 7)`},
		{`{"a":01}`, `row 1: found "1}", expected ',' or '}' (byte 6)`},
		{`{"a":-}`, `row 1: found "}", expected a digit (byte 6)`},
		{`{"a":1.}`, `row 1: found "}", expected a digit (byte 7)`},
		{`{"a":1e+}`, `row 1: found "}", expected a digit (byte 8)`},
		{`{"a":1 "b":2}`, `row 1: found "\"b\":2}", expected ',' or '}' (byte 7)`},
		{`{"a":[1,2}`, `row 1: found "}", expected ',' or ']' (byte 9)`},
		{`{"a":[1,]}`, `row 1: found ",]}", expected JSON (invalid character ',' at start of value, byte 7)`},
		{`{a:1}`, `row 1: found "a:1}", expected JSON (invalid character 'a' at start of value, byte 1)`},
		{`{"a" 1}`, `row 1: found "1}", expected ':' (byte 5)`},
		{`{"a":"b`, `row 1: found "the end of the file", expected JSON (the file seems to be truncated, byte 7)`},
		{"{\"a\":\"b\n\"}", `row 1: found nothing, expected a non-control character (byte 7)`},
		{`{"a":"\x"}`, "row 1: found \"\\\\x\\\"}\", expected JSON (invalid escape sequence `\\x` in string, byte 6)"},
		{`{"a":"\u12g4"}`, "row 1: found \"\\\\u12g4\\\"}\", expected JSON (invalid escape sequence `\\u12g4` in string, byte 6)"},
		{"{\"a\":\"Rajakyl\xe4\"}", "row 1: found \"\uFFFD\\\"}\", expected UTF-8 text: save the file as UTF-8 (byte 13)"},
		{deep, `row 1: found "[` + strings.Repeat("]", 76) + `…", expected arrays and objects at most 100 deep (byte 101)`},
		{feature(`5`), `row 3: column "geometry": found "5}]}", expected a geometry object (feature 2, byte 90)`},
		{feature(`{"type":"Circle","coordinates":[1,2]}`), `row 3: column "geometry": found "\"Circle\",\"coordinates\":[1,2]}}]}", expected Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon or GeometryCollection (feature 2, byte 98)`},
		{feature(`{"type":"Point"}`), `row 3: column "geometry": found "{\"type\":\"Point\"}}]}", expected a member "coordinates" (feature 2, byte 90)`},
		{feature(`{"type":"GeometryCollection","coordinates":[]}`), `row 3: column "geometry": found "{\"type\":\"GeometryCollection\",\"coordinates\":[]}}]}", expected a member "geometries" (feature 2, byte 90)`},
		{feature(`{"type":"Point","coordinates":["1",2]}`), `row 3: column "coordinates": found "\"1\",2]}}]}", expected a number (feature 2, byte 121)`},
		{feature(`{"type":"Point","coordinates":[1]}`), `row 3: column "coordinates": found "[1]}}]}", expected a position of two numbers (feature 2, byte 120)`},
		{feature(`{"type":"Point","coordinates":1}`), `row 3: column "coordinates": found "1}}]}", expected a position of two numbers (feature 2, byte 120)`},
		{feature(`{"type":"Point","coordinates":[1e400,2]}`), `row 3: column "coordinates": found "1e400,2]}}]}", expected a number (feature 2, byte 121)`},
		{feature(`{"type":"LineString","coordinates":[1,2]}`), `row 3: column "coordinates": found "1,2]}}]}", expected a position of two numbers (feature 2, byte 126)`},
		{feature(`{"type":"LineString","coordinates":[[1,2]]}`), `row 3: column "coordinates": found "[[1,2]]}}]}", expected a line of at least 2 positions (feature 2, byte 125)`},
		{feature(`{"type":"Polygon","coordinates":[[[1,2],[2,2],[2,3],[1,3]]]}`), `row 3: column "coordinates": found "[[1,2],[2,2],[2,3],[1,3]]]}}]}", expected a ring of at least 4 positions of which the last equals the first (feature 2, byte 123)`},
		{feature(`{"type":"MultiPolygon","coordinates":7}`), `row 3: column "coordinates": found "7}}]}", expected an array of polygons (feature 2, byte 127)`},
		{feature(`{"type":"GeometryCollection","geometries":[null]}`), `row 3: column "geometry": found "null]}}]}", expected a geometry object (feature 2, byte 133)`},
		{feature(`null,"properties":[]`), `row 3: column "properties": found "[]}]}", expected an object or null (feature 2, byte 108)`},
		{feature(`null,"properties":{"a":1e999}`), `row 3: column "properties": found "1e999}}]}", expected a number that a float64 can hold (feature 2, byte 113)`},
		{feature(`null,"id":true`), `row 3: column "id": found "true}]}", expected a string or a number (feature 2, byte 100)`},
		{`{"type":"FeatureCollection","features":[5,{"type":"Point"}]}`, "row 1: found \"5,{\\\"type\\\":\\\"Point\\\"}]}\", expected a feature (feature 1, byte 40)\nrow 1: column \"type\": found \"\\\"Point\\\"}]}\", expected Feature (feature 2, byte 50)"},
	} {
		got, err := readAll([]byte(c.text))
		var ps problem.Problems
		if err == nil || err.Error() != c.want || !errors.As(err, &ps) || !reflect.DeepEqual(got, document{}) {
			t.Errorf("%s\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func TestFaultsOfAllFeaturesAreGathered(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"type":"FeatureCollection","features":[{"type":"Feature"}`)
	for range 50 {
		b.WriteString(",\n" + `{"type":"Feature","geometry":{"type":"Point","coordinates":["6672000","385000"]}}`)
	}
	b.WriteString("]}")
	_, err := readAll([]byte(b.String()))
	var ps problem.Problems
	if !errors.As(err, &ps) || len(ps) != problem.PerKind || ps.Count() != 50 || ps[19].Row != 21 || !strings.HasPrefix(ps[19].Hint, "feature 21, ") {
		t.Errorf("%d listed, %d found: %v", len(ps), ps.Count(), err)
	}
}

// Lists inside properties need many times the memory of their text: a feature
// made only of lists is refused, whatever precedes it.
func TestListsWithoutEnd(t *testing.T) {
	for name, inside := range map[string]string{"list": "[" + strings.Repeat("[],", jsondoc.MostInside) + "0]", "object": "[{" + strings.Repeat(`"":[],`, jsondoc.MostInside) + `"":0}]`} {
		_, err := readAll([]byte("{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":[1,2]}},\n" +
			`{"type":"Feature","geometry":null,"properties":{"a":` + inside + "}}]}"))
		var ps problem.Problems
		if !errors.As(err, &ps) || len(ps) != 1 || ps[0].Row != 3 || ps[0].Column != "properties" ||
			ps[0].Expected != "at most 1000000 values inside lists and objects of properties" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func sharedFile(t testing.TB, parts ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{realdata.Dir(t)}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestReadRealFiles(t *testing.T) {
	areas, err := readAll(sharedFile(t, "tampere", "tilastoalueet_3067.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	first, ok := areas.Features[0].Geometry.(orb.MultiPolygon)
	if areas.CRS != "urn:ogc:def:crs:EPSG::3067" || !ok || first[0][0][0] != (orb.Point{328682.832339728134684, 6819945.304762587882578}) {
		t.Errorf("areas: crs %q, first %T", areas.CRS, areas.Features[0].Geometry)
	}
	if f := areas.Features[0]; f.Line != 6 || f.Properties["NIMI"] != "VIHIOJA (XXV)" || f.Properties["TUNNUS"] != "435125" {
		t.Errorf("first area: line %d, %v", f.Line, f.Properties)
	}
	services, err := readAll(sharedFile(t, "service-points", "MedicalServices_sw_finland.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	if len(services.Features) != 141 || services.CRS != "" || services.Features[0].Properties["fid"] != json.Number("1") {
		t.Errorf("services: %d, crs %q", len(services.Features), services.CRS)
	}
}

// oracle is the result of encoding/json for a document, for comparison.
type oracle struct {
	Features []struct {
		Geometry struct {
			Type        string
			Coordinates json.RawMessage
		}
		Properties map[string]any
	}
}

func TestAgreesWithTheLibrary(t *testing.T) {
	data := sharedFile(t, "tampere", "tilastoalueet_3067.geojson")
	got, err := readAll(data)
	if err != nil {
		t.Fatal(err)
	}
	var want oracle
	library := json.NewDecoder(bytes.NewReader(data))
	library.UseNumber()
	if err := library.Decode(&want); err != nil {
		t.Fatal(err)
	}
	if len(got.Features) != len(want.Features) || len(got.Features) < 100 {
		t.Fatalf("%d features, the library has %d", len(got.Features), len(want.Features))
	}
	for i, w := range want.Features {
		var mp orb.MultiPolygon
		if err := json.Unmarshal(w.Geometry.Coordinates, &mp); err != nil {
			t.Fatal(err)
		}
		if g := got.Features[i]; !reflect.DeepEqual(g.Geometry, mp) || !reflect.DeepEqual(g.Properties, w.Properties) {
			t.Fatalf("feature %d differs: %v", i, g.Properties)
		}
	}
}

// Whatever is read is also JSON for the library, and written again it reads
// back the same after rounding.
func FuzzRead(f *testing.F) {
	var out bytes.Buffer
	if err := Write(&out, sample()); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte(feature(`{"type":"Polygon","coordinates":[[[1,2],[2,2],[2,3],[1,2]]]}`)))
	f.Add([]byte(`{"type":"Feature","id":-1.5e3,"properties":{"a\ud83d\ude8c":[true,{"b":null}]},"geometry":{"type":"Point","coordinates":[]}}`))
	f.Add([]byte("\xef\xbb\xbf{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"MultiLineString\",\"coordinates\":[[[0,0],[1,1]]]}]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := readAll(data)
		if err != nil {
			if err.Error() == "" || len(err.Error()) > 50_000 {
				t.Fatalf("an error of %d bytes", len(err.Error()))
			}
			return
		}
		if !json.Valid(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))) {
			t.Fatal("read what is not JSON")
		}
		c := Collection{Columns: []string{"line"}, Len: len(d.Features), BBox: true, ID: func(i int) any { return d.Features[i].ID }, Row: func(i int, v []any) orb.Geometry {
			v[0] = d.Features[i].Line
			return d.Features[i].Geometry
		}}
		var first, second bytes.Buffer
		if err := Write(&first, c); err != nil {
			if strings.Contains(err.Error(), "expected longitude and latitude") {
				return
			}
			t.Fatal(err)
		}
		again, err := readAll(first.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, first.Bytes())
		}
		for i := range again.Features {
			again.Features[i].Line = d.Features[i].Line
			if again.Features[i].ID != d.Features[i].ID || (again.Features[i].Geometry == nil) != (d.Features[i].Geometry == nil) {
				t.Fatalf("feature %d: %v became %v", i, d.Features[i], again.Features[i])
			}
		}
		d = again
		if err := Write(&second, c); err != nil || !sameButTurns(first.Bytes(), second.Bytes()) {
			t.Fatalf("%v: written twice:\n%s\n%s", err, first.Bytes(), second.Bytes())
		}
	})
}

// sameButTurns compares lengths: a ring so thin that rounding reverses its
// direction is written in the opposite direction, with the same digits.
func sameButTurns(a, b []byte) bool { return len(a) == len(b) }

func BenchmarkRead(b *testing.B) {
	data := sharedFile(b, "tampere", "tilastoalueet_3067.geojson")
	b.SetBytes(int64(len(data)))
	sum := 0.0
	for b.Loop() {
		d, err := readAll(data)
		if err != nil {
			b.Fatal(err)
		}
		sum = d.Features[0].Geometry.Bound().Max[0]
	}
	if math.Abs(sum-329494.99) > 5000 {
		b.Fatal(sum)
	}
}
