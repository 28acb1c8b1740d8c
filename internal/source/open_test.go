package source

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"saavu/internal/format/record"
	"saavu/internal/realdata"
)

// pointsShp makes a .shp of points.
func pointsShp(places ...[2]float64) []byte {
	out := make([]byte, 100)
	binary.BigEndian.PutUint32(out, 9994)
	binary.LittleEndian.PutUint32(out[28:], 1000)
	binary.LittleEndian.PutUint32(out[32:], 1)
	for i, p := range places {
		out = binary.BigEndian.AppendUint32(out, uint32(i+1))
		out = binary.BigEndian.AppendUint32(out, 10)
		out = binary.LittleEndian.AppendUint32(out, 1)
		for _, v := range p {
			out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
		}
	}
	binary.BigEndian.PutUint32(out[24:], uint32(len(out)/2))
	return out
}

// namesDbf makes a .dbf with one text of four bytes per record.
func namesDbf(driver byte, names ...string) []byte {
	out := make([]byte, 32)
	out[0], out[29] = 3, driver
	binary.LittleEndian.PutUint32(out[4:], uint32(len(names)))
	binary.LittleEndian.PutUint16(out[8:], 65)
	binary.LittleEndian.PutUint16(out[10:], 5)
	field := make([]byte, 32)
	copy(field, "NIMI")
	field[11], field[16] = 'C', 4
	out = append(append(out, field...), '\r')
	for _, n := range names {
		out = append(out, fmt.Sprintf(" %-4s", n)...)
	}
	return out
}

// opened describes a source in one line, or why it cannot be opened.
func opened(s *record.Source, err error) string {
	if err != nil {
		return err.Error()
	}
	rows := ""
	err = s.Each(nil, func(r *record.Row) error {
		rows += fmt.Sprintf(" %d:%v", r.At, r.Geometry)
		for i := range r.Values {
			rows += "|" + r.Text(i)
		}
		return nil
	})
	if err != nil {
		return "while reading: " + err.Error()
	}
	return fmt.Sprintf("%s %q %q notes %q:%s", s.Format, s.Parts, s.Names(), s.Notes, rows)
}

// Shapefiles come with uppercase extensions, without some of their parts, and
// with texts in several encodings.
func TestPartsOfAShapefile(t *testing.T) {
	shp := string(pointsShp([2]float64{385000, 6672000}))
	ae := string(namesDbf(0, "\xc4\xe4"))
	for _, tt := range []struct {
		name, open string
		files      map[string]string
		want       string
	}{
		{"plain", "a.shp", map[string]string{"a.shp": shp, "a.dbf": string(namesDbf(0x57, "\xc4\xe4")), "a.prj": "X"},
			`shapefile ["a.shp" "a.dbf" "a.prj"] ["NIMI"] notes []: 1:[385000 6.672e+06]|Ää`},
		{"named by another part", "a.dbf", map[string]string{"a.shp": shp, "a.dbf": ae, "a.cpg": "ISO-8859-1"},
			`shapefile ["a.shp" "a.dbf" "a.cpg"] ["NIMI"] notes []: 1:[385000 6.672e+06]|Ää`},
		{"uppercase extensions", "a.SHP", map[string]string{"a.SHP": shp, "a.DBF": ae, "a.CPG": "1252"},
			`shapefile ["a.SHP" "a.DBF" "a.CPG"] ["NIMI"] notes []: 1:[385000 6.672e+06]|Ää`},
		{"named in lowercase", "a.shp", map[string]string{"A.SHP": shp, "A.Dbf": ae, "A.cpg": "1252"},
			`shapefile ["A.SHP" "A.Dbf" "A.cpg"] ["NIMI"] notes []: 1:[385000 6.672e+06]|Ää`},
		{"no .cpg and no language driver", "a.shp", map[string]string{"a.shp": shp, "a.dbf": ae},
			`shapefile ["a.shp" "a.dbf"] ["NIMI"] notes ["the encoding of texts is not stated (no .cpg): code page 1252 assumed in 1 value"]: 1:[385000 6.672e+06]|Ää`},
		{"UTF-8 without a .cpg", "a.shp", map[string]string{"a.shp": shp, "a.dbf": string(namesDbf(0, "Ä"))},
			`shapefile ["a.shp" "a.dbf"] ["NIMI"] notes []: 1:[385000 6.672e+06]|Ä`},
		{"a DOS code page", "a.shp", map[string]string{"a.shp": shp, "a.dbf": string(namesDbf(0x02, "\x8e"))},
			`a.dbf:1: column "NIMI": found "\x8e   ", expected text in the file's encoding (the .dbf has the language driver 0x02, which is not supported: save the layer with the encoding UTF-8)`},
		{"no .dbf", "a.shp", map[string]string{"a.shp": shp},
			`shapefile ["a.shp"] [] notes ["there is no .dbf: shapes without attributes"]: 1:[385000 6.672e+06]`},
		{"no .shp", "a.dbf", map[string]string{"a.dbf": ae}, `a.shp: found nothing, expected a file that can be read (there is no such file)`},
		{"cut short", "a.shp", map[string]string{"a.shp": shp[:110], "a.dbf": ae},
			`a.shp: found "110 bytes", expected 128 bytes, as stated in the header (the file is truncated or was not closed by its writer)`},
		{"a record with a false length", "a.shp", map[string]string{"a.shp": shp[:104] + "\x7f" + shp[105:], "a.dbf": ae},
			`a.shp:1: found "a record of 4261412884 bytes", expected 4 to 20 bytes, the rest of the file (the file is truncated or damaged)`},
		{"another .dbf", "a.shp", map[string]string{"a.shp": shp, "a.dbf": string(namesDbf(0, "a", "b"))},
			`a.dbf: found "2 records", expected 1, one for each shape of the .shp (the two files do not belong together)`},
		{"a .dbf of records without end", "a.shp", map[string]string{"a.shp": shp, "a.dbf": ae[:4] + "\xff\xff\xff\x7f" + ae[8:]},
			`a.dbf:2: found "the end of the file", expected 2147483647 records, as stated in the header (the file is truncated)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range tt.files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			got := opened(Open(OS(), filepath.Join(dir, tt.open), Options{}))
			if got = strings.ReplaceAll(got, dir+"/", ""); got != tt.want {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
		})
	}
	zipped := written(t, "x.zip", packed(t, "in/A.SHP", shp, "in/A.DBF", ae, "in/A.CPG", "1252"))
	want := `shapefile ["in/A.SHP" "in/A.DBF" "in/A.CPG"] ["NIMI"] notes []: 1:[385000 6.672e+06]|Ää`
	if got := strings.ReplaceAll(opened(Open(OS(), zipped, Options{})), zipped+"/", ""); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// A format is recognised by its content.
func TestFormatsByContent(t *testing.T) {
	feature := `{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[25,60]}}`
	for _, tt := range []struct{ name, text, want string }{
		{"GeoJSON", feature, `GeoJSON ["x.dat"] ["a"] notes []: 1:[25 60]|1`},
		{"GeoJSON with a mark", "\xef\xbb\xbf \n" + feature, `GeoJSON ["x.dat"] ["a"] notes []: 2:[25 60]|1`},
		{"a bare geometry", `{"type":"Point","coordinates":[25,60]}`, `GeoJSON ["x.dat"] [] notes []: 1:[25 60]`},
		{"line by line", feature + "\n" + feature + "\n", `GeoJSON ["x.dat"] ["a"] notes []: 1:[25 60]|1 2:[25 60]|1`},
		{"separated", "\x1e" + feature + "\n\x1e" + feature, `GeoJSON ["x.dat"] ["a"] notes []: 1:[25 60]|1 2:[25 60]|1`},
		{"TopoJSON", `{"type":"Topology","objects":{"p":{"type":"Point","coordinates":[25,60]}}}`, `TopoJSON ["x.dat"] [] notes []: 1:[25 60]`},
		{"TopoJSON that begins with its arcs", `{"arcs":[],"objects":{"p":{"type":"Point","coordinates":[25,60]}},"type":"Topology"}`, `TopoJSON ["x.dat"] [] notes []: 1:[25 60]`},
		{"KML", `<?xml version="1.0"?><kml><Placemark><name>A</name><Point><coordinates>25,60</coordinates></Point></Placemark></kml>`, `KML ["x.dat"] ["name"] notes []: 1:[25 60]|A`},
		{"text", "a;b\n1;2\n", `CSV ["x.dat"] ["a" "b"] notes []: 2:<nil>|1|2`},
		{"nothing recognised", "\x00\x01\x02", `x.dat: found "\x00\x01\x02", expected a shapefile, GeoPackage, GeoJSON, TopoJSON, KML, KMZ, Parquet, zip, JSON-stat, Excel workbook or text table`},
		{"a broken JSON", `{"type":"Feature"`, `x.dat:1: found "the end of the file", expected JSON (the file seems to be truncated, byte 17)`},
	} {
		name := written(t, "x.dat", []byte(tt.text))
		if got := strings.ReplaceAll(opened(Open(OS(), name, Options{})), name, "x.dat"); got != tt.want {
			t.Errorf("%s: %s\nwant %s", tt.name, got, tt.want)
		}
	}
	got := opened(Open(OS(), "no/such/file.geojson", Options{}))
	if want := `no/such/file.geojson: found nothing, expected a file that can be read (there is no such file)`; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// Files that no reader supports are identified by format, with advice.
func TestForeign(t *testing.T) {
	const expected = "a shapefile, GeoPackage, GeoJSON, TopoJSON, KML, KMZ, Parquet, zip, JSON-stat, Excel workbook or text table"
	hints := map[string]string{}
	for _, f := range foreign {
		hints[f.what] = f.hint
		name := written(t, "x.dat", append(make([]byte, f.at), f.mark+"…"...))
		got := strings.ReplaceAll(opened(Open(OS(), name, Options{})), name, "x.dat")
		if want := `x.dat: found "` + f.what + `", expected ` + expected + " (" + f.hint + ")"; got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	for text, want := range map[string]string{
		`["5816100", "5816101"]`: "a list of JSON", "[1, 2]": "a list of JSON", "[[1]]": "a list of JSON", "[a];[b]\n1;2\n": "", "[1];[2]\n": "", "BZ;a\n1;2\n": "",
	} {
		name := written(t, "x.dat", []byte(text))
		got := strings.ReplaceAll(opened(Open(OS(), name, Options{})), name, "x.dat")
		if want := `x.dat: found "` + want + `", expected ` + expected; strings.HasPrefix(got, "x.dat: ") != (want != `x.dat: found "", expected `+expected) || strings.HasPrefix(got, "x.dat: ") && got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	feed := packed(t, "stops.txt", "stop_id\n1\n", "routes.txt", "a\n1\n", "trips.txt", "a\n1\n", "stop_times.txt", "a\n1\n")
	name := written(t, "x.zip", feed)
	if got, want := strings.ReplaceAll(opened(Open(OS(), name, Options{})), name, "x.zip"), `x.zip: found "a timetable feed (GTFS)", expected `+expected+" ("+GTFSHint+")"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// Real files of no use here are identified too.
func TestRealForeign(t *testing.T) {
	dir := realdata.Dir(t)
	for name, want := range map[string]string{
		"tampere/tampere.osm.pbf": "OpenStreetMap data (PBF)", "porto-alegre/poa_osm.pbf": "OpenStreetMap data (PBF)", "tampere/tampere.zip": "a timetable feed (GTFS)",
		"porto-alegre/poa_eptc.zip": "a timetable feed (GTFS)", "porto-alegre/network/trips.csv.gz": "a file packed with gzip",
		"helsinki-region/ykr-grid/MetropAccess_YKR_grid_EurefFIN.sbn": "the index of a shapefile", "helsinki-region/ykr-grid/MetropAccess_YKR_grid_EurefFIN.shp.xml": "XML of <metadata>",
		"service-points/MedicalServices_sw_finland.qmd": "XML of <qgis>",
	} {
		_, err := Open(OS(), filepath.Join(dir, name), Options{})
		if err == nil || !strings.Contains(err.Error(), `: found "`+want+`", expected `) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every real map is read, with its layers, rows and system.
func TestRealMaps(t *testing.T) {
	dir := realdata.Dir(t)
	for _, tt := range []struct {
		name, layer, format string
		layers              []string
		rows, polygons      int
		system              int
	}{
		{"helsinki-region/areas/finland-hva-2021.topo.json", "munis", "TopoJSON", []string{"munis", "hva"}, 309, 309, 4326},
		{"helsinki-region/areas/finland-hva-2021.topo.json", "hva", "TopoJSON", []string{"munis", "hva"}, 22, 22, 4326},
		{"helsinki-region/areas/PKS_suuralue.kml", "", "KML", nil, 23, 23, 4326},
		{"tampere/tilastoalueet_3067.geojson", "", "GeoJSON", nil, 117, 117, 3067},
		{"helsinki-region/ykr-grid/YKR_grid_EPSG3067.gpkg", "YKR_grid_ESPG3067", "GeoPackage", []string{"YKR_grid_ESPG3067"}, 13231, 13231, 3067},
		{"helsinki-region/ykr-grid/MetropAccess_YKR_grid_EurefFIN.shp", "", "shapefile", nil, 13231, 13231, 3067},
		{"helsinki-region/hsy-grid/2012/Vaestotietoruudukko_2012.shp", "", "shapefile", nil, 2149, 2149, 3879},
		{"service-points/MedicalServices_sw_finland.gpkg", "", "GeoPackage", []string{"MedicalServices_sw_finland"}, 141, 0, 0},
	} {
		s, err := Open(OS(), filepath.Join(dir, tt.name), Options{Layer: tt.layer})
		if err != nil {
			t.Error(err)
			continue
		}
		rows, polygons := 0, 0
		err = s.Each([]int{}, func(r *record.Row) error {
			if rows++; r.Geometry != nil && r.Geometry.Dimensions() == 2 {
				polygons++
			}
			return nil
		})
		if err != nil || s.Format != tt.format || s.Layer != tt.layer && tt.layer != "" || !reflect.DeepEqual(s.Layers, tt.layers) || s.Rows != tt.rows || rows != tt.rows || polygons != tt.polygons {
			t.Errorf("%s: %s, layer %q of %q, %d rows, %d read, %d polygons, %v", tt.name, s.Format, s.Layer, s.Layers, s.Rows, rows, polygons, err)
		}
		if p, fault := Place("a", s.Format, s.System, nil, Declared{}); tt.system == 0 && fault == nil || tt.system != 0 && p.CRS.EPSG != tt.system {
			t.Errorf("%s: %v, %v", tt.name, p, fault)
		}
	}
	_, err := Open(OS(), filepath.Join(dir, "helsinki-region/ykr-grid/YKR_grid_EPSG3067.gpkg"), Options{Layer: "YKR_grid_EPSG3067"})
	if err == nil || !strings.HasSuffix(err.Error(), `found "YKR_grid_EPSG3067", expected the name of a layer (the file has YKR_grid_ESPG3067)`) {
		t.Error(err)
	}
}
