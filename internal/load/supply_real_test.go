package load

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/population"
)

// wide is the small county with cells all over Southwest Finland and a supply
// entry instead of its tables of facilities and points. It is in a folder on
// disk, since a GeoPackage can only be read from there.
func wide(t *testing.T, entry string) string {
	t.Helper()
	dir := t.TempDir()
	files := uncounted(small(t))
	county := string(files["small/county.yaml"].Data)
	county = strings.Replace(county, "facilities: facilities.csv\npoints: points.csv\n", entry, 1)
	county = county[:strings.Index(county, "rules:")] + county[strings.Index(county, "parameters:"):]
	county = strings.Replace(county, "options:\n  dir: options\n  order: [today, less]\n", "", 1)
	var cells strings.Builder
	cells.WriteString("id,x,y,area,p0_6,p7_17,p18_64,p65\n")
	for x := 180125; x < 330000; x += 20000 {
		for y := 6670125; y < 6790000; y += 20000 {
			fmt.Fprintf(&cells, "c%d_%d,%d,%d,west,1,2,5,2\n", x/1000, y/1000, x, y)
		}
	}
	for name, text := range map[string]string{"county.yaml": county, "cells.csv": cells.String(), "areas.csv": string(files["small/areas.csv"].Data),
		"stations.csv": "line,station,x,y,headway_min\nr,a,245000,6711000,10\nr,b,246000,6711000,10\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "county.yaml")
}

// readWide reads the wide county. In its messages DATA stands for the folder of
// real data, and only notes about files of service points are kept.
func readWide(t *testing.T, entry string, fix bool) (c *County, said []string) {
	t.Helper()
	data := realdata.Dir(t)
	c, err := Read(context.Background(), source.OS(), wide(t, entry), Options{Data: data, FixAxes: fix})
	if err != nil {
		return nil, strings.Split(strings.ReplaceAll(err.Error(), data, "DATA"), "\n")
	}
	for _, note := range noted(c.Notes) {
		if strings.HasPrefix(note, "MedicalServices") || strings.HasPrefix(note, "ptv: ") {
			said = append(said, strings.ReplaceAll(note, data, "DATA"))
		}
	}
	return c, said
}

const medical = "DATA/service-points/MedicalServices_sw_finland"

// The real file of Southwest Finland has metres and no coordinate system; its
// columns latitude and longitude hold northing and easting.
func TestMedicalServicesUndeclared(t *testing.T) {
	const all = "    defaults: {services: [doctor]}\n"
	metres := "the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N))"
	for _, c := range []struct {
		name, entry, want string
		fix               bool
	}{
		{"GeoJSON without crs", `geojson"
    columns: {id: orig_id}
`, medical + `.geojson:5: found "x 250804, y 6758000", expected places in Finland by EPSG:4326 (WGS 84), from RFC 7946, as the file names none (` + metres + `: declare epsg: 3067)`, false},
		{"GeoPackage without system", `gpkg"
    columns: {id: orig_id}
`, medical + `.gpkg: found "no coordinate system", expected a file that states it, or epsg declared (` + metres + `: declare epsg: 3067)`, false},
		{"columns without system", `gpkg"
    columns: {id: orig_id, x: longitude, y: latitude}
`, medical + `.gpkg: found "no coordinate system", expected a file that states it, or epsg declared (` + metres + `: declare epsg: 3067)`, false},
		{"columns exchanged", `geojson"
    epsg: 3067
    columns: {id: orig_id, x: latitude, y: longitude}
`, medical + `.geojson:5: column "latitude": found "x 6758000, y 250804", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared (x and y look exchanged: with axes: yx, or --fix axes, ` + metres + `)`, false},
		{"fix does not set the system", `geojson"
    columns: {id: orig_id, x: latitude, y: longitude}
`, medical + `.geojson: found "no coordinate system", expected a file that states it, or epsg declared (x and y look exchanged: with axes: yx, or --fix axes, ` + metres + `)`, true},
	} {
		_, said := readWide(t, "supply:\n  - file: \"{data}/service-points/MedicalServices_sw_finland."+c.entry+all, c.fix)
		if d := cmp.Diff([]string{c.want}, said); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

// With a declared system all 141 points of both files are where the file puts them;
// with columns the 76 rows without coordinates have no location.
func TestMedicalServicesDeclared(t *testing.T) {
	for _, c := range []struct {
		name, entry string
		fix         bool
		placed      int
	}{
		{"GeoJSON", `geojson"
    epsg: 3067
    columns: {id: orig_id}
`, false, 141},
		{"GeoPackage", `gpkg"
    epsg: 3067
    columns: {id: orig_id}
`, false, 141},
		{"columns", `gpkg"
    epsg: 3067
    columns: {id: orig_id, x: longitude, y: latitude}
`, false, 65},
		{"axes", `geojson"
    epsg: 3067
    axes: yx
    columns: {id: orig_id, x: latitude, y: longitude}
`, false, 65},
		{"fix", `geojson"
    epsg: 3067
    columns: {id: orig_id, x: latitude, y: longitude}
`, true, 65},
	} {
		got, said := readWide(t, "supply:\n  - file: \"{data}/service-points/MedicalServices_sw_finland."+c.entry+"    defaults: {services: [doctor]}\n", c.fix)
		if got == nil {
			t.Fatal(c.name, said)
		}
		n := got.Base.Network
		placed := 0
		for i := range n.Facilities {
			if x := &n.Facilities[i]; x.At != (orb.Point{}) {
				placed++
				if x.Class != network.ClassA || x.Column < 0 {
					t.Errorf("%s: %s: class %s, column %d", c.name, x.ID, x.Class, x.Column)
				}
			} else if x.Class != network.ClassNone {
				t.Errorf("%s: %s has no place and the class %s", c.name, x.ID, x.Class)
			}
		}
		if len(n.Facilities) != 141 || len(n.Points) != 141 || placed != c.placed {
			t.Errorf("%s: %d facilities, %d points, %d placed", c.name, len(n.Facilities), len(n.Points), placed)
		}
		first := n.Facilities[population.InOrder(n.Order, len(n.Facilities))[0]]
		if first.ID != "404360a7-5dd9-4542-83a5-a59865b9dcf1" || math.Hypot(first.At[0]-250804, first.At[1]-6758000) > 1e-6 {
			t.Errorf("%s: the first stands at %v", c.name, first.At)
		}
		name := got.Inputs[len(got.Inputs)-2].Name // before the stations
		if (len(got.Fixed) > 0) != c.fix || c.fix && got.Fixed[0] != name {
			t.Errorf("%s: exchanged %v, read %s", c.name, got.Fixed, name)
		}
		exchanged := slices.ContainsFunc(said, func(s string) bool {
			return strings.HasSuffix(s, "x and y were exchanged; --fix axes exchanged them back")
		})
		degrees := slices.ContainsFunc(said, func(s string) bool {
			return strings.HasSuffix(s, "hold metres of EPSG:3067 (ETRS89 / TM35FIN(E,N)), not degrees")
		})
		if exchanged != c.fix || degrees != (c.placed == 65) {
			t.Errorf("%s: %q", c.name, said)
		}
	}
}

// The services, hours and oddities of the real file, word for word.
func TestMedicalServicesMapped(t *testing.T) {
	c, said := readWide(t, `
supply:
  - file: "{data}/service-points/MedicalServices_sw_finland.geojson"
    epsg: 3067
    columns: {id: orig_id, name: kohteen_ni, type: palvelukoh, opening_hours: aukioloaja}
    services: {column: palvelut, words: {doctor: [kiirevastaanotto, hoidon tarpeen], clinic: [neuvola, terveystarkastus, reseptipyynnöt]}}
    words: {type: {health_station: [Kunnalliset terveyskeskukset], provider: [Yksityiset lääkäripalvelut]}}
    missing: ["-"]
`, false)
	if c == nil {
		t.Fatal(said)
	}
	f := "MedicalServices_sw_finland.geojson: "
	if len(said) != 7 {
		t.Errorf("%d notes: %q", len(said), said)
	}
	for i, want := range []string{
		"locations: 54; by service: clinic 53, doctor 48",
		"locations without a service of the county, left out: 87",
		`service names that match no word: 3`,
		"texts of palvelut with 254 or 255 characters, probably truncated: 24",
		"rows without readable opening hours: ",
		`column aukioloaja: values that are not understood, with the number of rows: "M" (1)`,
		"coordinates that several locations share: ",
	} {
		if i < len(said) && !strings.HasPrefix(said[i], f+want) {
			t.Errorf("note %d\n got %s\nwant %s", i, said[i], f+want)
		}
	}
	n := c.Base.Network
	x := n.Facilities[n.Facility("97f3057e-c6cb-4535-b9e3-143027075da2")]
	if x.Name != "Rymättylän terveysasema, Naantali" || x.Type != "health_station" || x.Area != "west" || x.Status != network.Open {
		t.Errorf("%+v", x)
	}
	// Monday and Thursday, 8.30 to 14.30
	if p := n.Points[n.OnSite(n.Facility(x.ID), n.Service("clinic"))]; p.Hours != (network.Hours{Office: 0b01001}) || p.Swedish != network.Unknown {
		t.Errorf("%+v", p)
	}
}

func TestPTVPages(t *testing.T) {
	c, said := readWide(t, `
supply:
  - file: "{data}/service-points/ptv"
    services: {words: {doctor: [=hammaslääkäri], clinic: [neuvola]}}
`, false)
	if c == nil {
		t.Fatal(said)
	}
	const f = "ptv: "
	p := "DATA/service-points/ptv/municipality_channels"
	want := []string{
		f + "0001a1c4-6273-424f-8d17-2ac62be89741 is in " + p + ".json and in " + p + "_2.json with different serviceHours: neither is newer, the one in " + p + ".json is kept",
		f + "channels of the type Phone, which have no place, left out: 1",
		f + "services named by channels but described on no page: 1",
		f + "links from a channel to a service that are missing on the service's page: 1",
		f + "locations: 2; by service: clinic 2, doctor 2",
		f + "locations without a service of the county, left out: 1",
		f + `service names that match no word: 1, with the number of rows: "Perusopetus" (1)`,
		f + "rows without readable opening hours: 1, treated as mon-fri",
		f + "coordinates that several locations share: 1: 0001a1c4-6273-424f-8d17-2ac62be89741 = 0009b6a3-ff15-47cd-a461-48f5c452d9be",
	}
	if d := cmp.Diff(want, said); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	n := c.Base.Network
	first := n.Facilities[0]
	if first.Name != "Terveysasema" || first.At != (orb.Point{258000, 6730000}) || first.Languages != "fi" {
		t.Errorf("%+v", first)
	}
	// Wednesday and Friday; Finnish only
	if q := n.Points[0]; q.Hours != (network.Hours{Office: 0b10100}) || q.Swedish != network.No {
		t.Errorf("%+v", q)
	}
	if len(n.Points) != 4 || n.Points[2].Hours != (network.Hours{Office: network.AllWeek}) {
		t.Errorf("%+v", n.Points)
	}
}
