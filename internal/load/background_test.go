package load

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/internal/format/gpkg"
	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// mapOf is a GeoJSON in EPSG:3067 metres.
func mapOf(geometries ...string) string {
	for i, g := range geometries {
		geometries[i] = `{"type":"Feature","properties":{},"geometry":` + g + `}`
	}
	return `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3067"}},"features":[` + strings.Join(geometries, ",") + `]}`
}

func drawnCounty(t *testing.T, keys string, maps map[string]string) (*County, error) {
	files := stating(t, keys)
	for name, text := range maps {
		files["small/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return read(files)
}

// The cells of the small county are from 385,000 to 386,000 and from 6,680,000 to
// 6,681,000: a layer keeps what lies at most 2 km around.
var aroundSmall = orb.Bound{Min: orb.Point{383_000, 6_678_000}, Max: orb.Point{388_000, 6_683_000}}

func TestBackground(t *testing.T) {
	wavy := make([]string, 0, 2001)
	for i := range 2001 { // 2 km of a line that waves by 4 m
		wavy = append(wavy, fmt.Sprintf("[%d,%.1f]", 384_500+i, 6_680_500+4*math.Sin(float64(i)/50)))
	}
	c, err := drawnCounty(t, `background:
  water: [lakes.json, {file: river.json}]
  rail: {file: rail.json}
  roads: far.json
sources:
  - {attribution: Survey, used_by: background}
  - {attribution: Lakes, used_by: [background.water.1, population]}`, map[string]string{
		"lakes.json": mapOf(
			// a lake with an island, beyond the rectangle on all sides but the east
			`{"type":"Polygon","coordinates":[[[300000,6600000],[387000,6600000],[387000,6700000],[300000,6700000],[300000,6600000]],[[385000,6680000],[385000,6680500],[385500,6680500],[385500,6680000],[385000,6680000]]]}`,
			`{"type":"Polygon","coordinates":[[[385000,6680000],[385003,6680000],[385003,6680003],[385000,6680000]]]}`, // 3 m
			`{"type":"Point","coordinates":[385000,6680000]}`, `null`),
		"river.json": mapOf(`{"type":"LineString","coordinates":[` + strings.Join(wavy, ",") + `]}`),
		"rail.json": mapOf(`{"type":"GeometryCollection","geometries":[{"type":"MultiLineString","coordinates":[
			[[380000,6680000],[385000,6680000],[385000,6690000],[386000,6690000],[386000,6680000]],
			[[200000,6900000],[200100,6900000]]]}]}`),
		"far.json": mapOf(`{"type":"LineString","coordinates":[[300000,6700000],[300100,6700000]]}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Background) != 4 {
		t.Fatalf("%d layers", len(c.Background))
	}
	lakes, river, roads, rail := c.Background[0], c.Background[1], c.Background[2], c.Background[3]
	for i, kind := range []string{report.Water, report.Water, report.Roads, report.Rail} {
		if c.Background[i].Kind != kind {
			t.Errorf("layer %d is %s, expected %s", i, c.Background[i].Kind, kind)
		}
	}
	if len(lakes.Areas) != 1 || len(lakes.Areas[0]) != 2 || lakes.Areas[0].Bound() != (orb.Bound{Min: aroundSmall.Min, Max: orb.Point{387_000, 6_683_000}}) || lakes.Lines != nil {
		t.Errorf("lakes %v %v", lakes.Areas, lakes.Lines)
	}
	if len(river.Lines) != 1 || len(river.Lines[0]) != 2 {
		t.Errorf("a line that waves by 4 m has %d vertices after it was simplified", len(river.Lines[0]))
	}
	want := orb.MultiLineString{{{383_000, 6_680_000}, {385_000, 6_680_000}, {385_000, 6_683_000}}, {{386_000, 6_683_000}, {386_000, 6_680_000}}}
	if !slices.EqualFunc(rail.Lines, want, slices.Equal[orb.LineString]) {
		t.Errorf("rail %v, expected %v", rail.Lines, want)
	}
	if roads.Lines != nil || roads.Areas != nil {
		t.Errorf("roads %v %v", roads.Lines, roads.Areas)
	}
	if !slices.Equal(lakes.Sources, []int{0, 1}) || !slices.Equal(river.Sources, []int{0}) || !slices.Equal(rail.Sources, []int{0}) {
		t.Errorf("sources %v, %v and %v", lakes.Sources, river.Sources, rail.Sources)
	}
	for _, note := range []string{"lakes.json: rows without a line or a polygon, left out of background.water.1: 2", "far.json: nothing within 2 km of the county, so maps have no background.roads from it"} {
		if !slices.Contains(noted(c.Notes), note) {
			t.Errorf("no note %q in %q", note, noted(c.Notes))
		}
	}
	if !slices.ContainsFunc(c.Inputs, func(i Input) bool { return i.Name == "data/small/rail.json" && i.Bytes > 0 }) {
		t.Errorf("the inputs lack a map: %v", c.Inputs)
	}
}

// Other formats and coordinate systems give the same lake.
func TestBackgroundFormats(t *testing.T) {
	lake := orb.Polygon{{{385_000, 6_680_000}, {385_900, 6_680_000}, {385_900, 6_680_700}, {385_000, 6_680_000}}}
	world, err := spatial.ByEPSG(4326)
	if err != nil {
		t.Fatal(err)
	}
	var degrees, pairs []string
	for _, p := range lake[0] {
		p = world.FromTM35(p)
		degrees, pairs = append(degrees, fmt.Sprintf("%.9f,%.9f", p[0], p[1])), append(pairs, fmt.Sprintf("[%.9f,%.9f]", p[0], p[1]))
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, small(t)); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, "small", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a.geojson", `{"type":"Polygon","coordinates":[[`+strings.Join(pairs, ",")+`]]}`)
	write("a.kml", `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>`+strings.Join(degrees, " ")+
		`</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>`)
	write("a.json", `{"type":"Topology","objects":{"land":{"type":"GeometryCollection","geometries":[]},"lakes":{"type":"Polygon","arcs":[[0]]}},"arcs":[[`+strings.Join(pairs, ",")+`]]}`)
	write("a.shp", string(shp([]orb.Ring{lake[0]})))
	layer := gpkg.Layer{Name: "lakes", Geometry: gpkg.Polygon, CRS: spatial.CRS{EPSG: 3067}, Len: 1, Row: func(int, []any) orb.Geometry { return lake }}
	if err := gpkg.Write(t.Context(), filepath.Join(dir, "small", "a.gpkg"), []gpkg.Layer{{Name: "other"}, layer}, gpkg.Options{Instant: time.Unix(0, 0)}); err != nil {
		t.Fatal(err)
	}
	county := string(small(t)["small/county.yaml"].Data)
	for _, entry := range []string{"a.geojson", "{file: a.geojson}", "{file: a.kml}", "{file: a.json, layer: lakes}", "{file: a.shp, epsg: 3067}", "[{file: a.gpkg, layer: lakes}]"} {
		write("county.yaml", "background: {water: "+entry+"}\n"+county)
		c, err := Read(t.Context(), source.OS(), filepath.Join(dir, "small", "county.yaml"), Options{})
		if err != nil {
			t.Errorf("%s: %v", entry, err)
			continue
		}
		if l := c.Background[0]; len(l.Areas) != 1 || len(l.Areas[0][0]) != 4 || math.Abs(planar.Area(l.Areas[0])-315_000) > 1 || planar.Distance(l.Areas[0].Bound().Max, orb.Point{385_900, 6_680_700}) > 0.1 {
			t.Errorf("%s: %v", entry, l.Areas)
		}
	}
}

// A layer that cannot be drawn is refused like a map of areas, with all others.
func TestBackgroundThatIsRefused(t *testing.T) {
	noCRS := strings.Replace(mapOf(`{"type":"LineString","coordinates":[[385000,6680000],[385900,6680300]]}`), `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3067"}},`, "", 1)
	for _, c := range []struct{ keys, name, text, want string }{
		{"background: {rail: a.csv}", "a.csv", "id;name\n1;x\n", "data/small/a.csv: found \"a table without coordinates\", expected a map of lines or polygons"},
		{"background: {roads: [{file: a.json}]}", "a.json", mapOf(`{"type":"Point","coordinates":[385000,6680000]}`),
			`data/small/a.json: found "no line and no polygon", expected lines or polygons to draw as background.roads.1`},
		{"background: {rail: {file: a.json}}", "a.json", noCRS,
			`data/small/a.json: found "x 385000, y 6680000", expected places in Finland by EPSG:4326 (WGS 84), from RFC 7946, as the file names none (the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067)`},
		{"background: {rail: {file: a.json, layer: b}}", "a.json", `{"type":"FeatureCollection","features":[{]}`, `data/small/a.json:1: found "]}", expected JSON (invalid character ']' at start of value, byte 41)`},
		{"background: {rail: {file: a.json, layer: nope}}", "a.json", mapOf(`{"type":"LineString","coordinates":[[385000,6680000],[385900,6680300]]}`),
			`data/small/a.json: found "nope", expected no layer, as a file of the format GeoJSON has one without a name (leave out the key layer, or name the file that has this layer; it is named in data/small/county.yaml:12:`},
		{"background: {water: missing.gpkg}", "a.json", "", "data/small/missing.gpkg: found nothing, expected a file that can be read (there is no such file; it is named in data/small/county.yaml:12:21)"},
	} {
		_, err := drawnCounty(t, c.keys, map[string]string{c.name: c.text})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got\n%v\nwant\n%s", c.keys, err, c.want)
		}
	}
	if c, err := drawnCounty(t, "background: {rail: {file: a.json, epsg: 3067}}", map[string]string{"a.json": noCRS}); err != nil || len(c.Background[0].Lines) != 1 {
		t.Errorf("with the code: %v", err)
	}
	swapped := mapOf(`{"type":"LineString","coordinates":[[6680000,385000],[6680300,385900]]}`)
	if c, err := drawnCounty(t, "background: {rail: {file: a.json, axes: yx}}", map[string]string{"a.json": swapped}); err != nil || len(c.Background[0].Lines) != 1 {
		t.Errorf("with y first: %v", err)
	}
}

// Without people there is no rectangle to cut to: the county's own problems are
// reported, together with those of the layer.
func TestBackgroundWithoutAGrid(t *testing.T) {
	files := stating(t, "background: {rail: a.json}")
	files["small/a.json"] = &fstest.MapFile{Data: []byte(mapOf(`{"type":"Point","coordinates":[385000,6680000]}`))}
	delete(files, "small/cells.csv")
	_, err := read(files)
	for _, want := range []string{"data/small/cells.csv: found nothing", "no line and no polygon"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got\n%v\nwithout %q", err, want)
		}
	}
}
