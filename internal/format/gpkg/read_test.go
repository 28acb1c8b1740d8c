package gpkg

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/realdata"
)

// layerTable is one layer with all its rows: row i has the id IDs[i], the
// values Rows[i] in the order of Columns and, in a layer with places,
// Geometries[i].
type layerTable struct {
	Name, Geometry string // the declared type, "" for a table without places
	EPSG           int
	Columns        []Column
	IDs            []int64
	Rows           [][]any
	Geometries     []orb.Geometry
}

// readLayer reads everything in a layer, including raw bytes and empty texts.
func readLayer(path, layer string) (layerTable, error) {
	var t layerTable
	err := inside(File{Path: path}, func(r *reader) error {
		l, err := r.layer(layer)
		if err != nil {
			return err
		}
		t = layerTable{Name: l.Name, EPSG: l.EPSG, Columns: l.Columns}
		if l.geometry != "" {
			t.Geometries = []orb.Geometry{}
			if err := r.row("SELECT upper(geometry_type_name) FROM gpkg_geometry_columns WHERE table_name = ?", l.Name).Scan(&t.Geometry); err != nil {
				return err
			}
		}
		return r.walk(l, record.Wanted(nil, len(l.Columns)), func(id int64, values []any, g orb.Geometry, fault *problem.Problem) error {
			if fault != nil {
				return *fault
			}
			t.IDs, t.Rows = append(t.IDs, id), append(t.Rows, slices.Clone(values))
			if l.geometry != "" {
				t.Geometries = append(t.Geometries, g)
			}
			return nil
		})
	})
	if err != nil {
		return layerTable{}, err
	}
	return t, nil
}

func TestRoundTrip(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a # ?%41 ä")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "a.gpkg")
	write4(t, path)
	if err := os.Chmod(dir, 0o555); err != nil { // reading must need no side files
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755)
	for _, l := range []Layer{cells(1500), points(3), table(1500), areas()} {
		got, err := readLayer(path, l.Name)
		if err != nil {
			t.Fatal(err)
		}
		if l.Len > 300 && testing.Short() {
			l.Len = 300
		}
		if got.Name != l.Name || got.Geometry != l.Geometry || got.EPSG != l.CRS.EPSG || !reflect.DeepEqual(got.Columns, l.Columns) || len(got.IDs) != l.Len || len(got.Rows) != l.Len {
			t.Fatalf("read %s %s %d %v, %d ids, %d rows", got.Name, got.Geometry, got.EPSG, got.Columns, len(got.IDs), len(got.Rows))
		}
		if (got.Geometries == nil) != (l.Geometry == "") {
			t.Fatalf("%s: %d geometries", l.Name, len(got.Geometries))
		}
		want := make([]any, len(l.Columns))
		for i := range l.Len {
			clear(want)
			g := l.Row(i, want)
			if l.Geometry == MultiPolygon {
				if p, ok := g.(orb.Polygon); ok {
					g = orb.MultiPolygon{p}
				}
			}
			for j, v := range want {
				switch x := v.(type) {
				case int:
					want[j] = int64(x)
				case uint16:
					want[j] = int64(x)
				case float32:
					want[j] = float64(x)
				}
			}
			if got.IDs[i] != int64(i+1) || !reflect.DeepEqual(got.Rows[i], want) {
				t.Fatalf("%s row %d: id %d, got %v, want %v", l.Name, i, got.IDs[i], got.Rows[i], want)
			}
			if l.Geometry != "" && !reflect.DeepEqual(got.Geometries[i], g) {
				t.Fatalf("%s row %d: got %v, want %v", l.Name, i, got.Geometries[i], g)
			}
		}
	}
	if got := files(t, dir); !reflect.DeepEqual(got, []string{"a.gpkg"}) {
		t.Errorf("reading left %q", got)
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	made := func(name string, queries ...string) string {
		path := filepath.Join(dir, name)
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		for _, q := range queries {
			if _, err := db.Exec(q); err != nil {
				t.Fatal(q, err)
			}
		}
		return path
	}
	good := filepath.Join(dir, "good.gpkg")
	write4(t, good)
	list := []string{baseTables[0], baseTables[1], baseTables[2]}
	bare := made("bare.gpkg", append(list, "INSERT INTO gpkg_contents (table_name,data_type) VALUES ('x','features'), ('gone','attributes'), ('seen','features')",
		"CREATE TABLE x (a)", "CREATE VIEW seen AS WITH RECURSIVE r(a) AS (SELECT 1 UNION ALL SELECT a+1 FROM r) SELECT a, zeroblob(1000000000) AS g FROM r")...)
	halves := made("halves.gpkg", baseTables[1], "INSERT INTO gpkg_contents (table_name,data_type) VALUES ('x','features')", "CREATE TABLE x (a)")
	if err := os.WriteFile(made("edited.gpkg", list...)+"-wal", []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	broken := made("broken.gpkg", append(list,
		"INSERT INTO gpkg_contents (table_name,data_type) VALUES ('x','features')",
		"INSERT INTO gpkg_geometry_columns VALUES ('x','g','POINT',99,0,0)",
		"CREATE TABLE x (id INTEGER PRIMARY KEY, g POINT)", "INSERT INTO x VALUES (7, x'4750')")...)
	const magicHint = ` (a shapefile or GeoJSON is read under its own extension)`
	for _, c := range []struct{ path, layer, want string }{
		{file("text.gpkg", "{\"type\": 1}"), "", `found "{\"type\": 1}", expected a GeoPackage, which starts with "SQLite format 3"` + magicHint},
		{file("empty.gpkg", ""), "", `found nothing, expected a GeoPackage, which starts with "SQLite format 3"` + magicHint},
		{made("other.gpkg", "CREATE TABLE t (a)"), "", `found "an SQLite database without gpkg_contents", expected a GeoPackage`},
		{made("none.gpkg", list...), "", `found nothing, expected the name of a layer (the file has no layers)`},
		{good, "Wide", `found "Wide", expected the name of a layer (the file has areas, odd "name" ä, wide, long)`},
		{good, "", `found nothing, expected the name of a layer (the file has areas, odd "name" ä, wide, long)`},
		{filepath.Join(dir, "edited.gpkg"), "", `found "edited.gpkg-wal with changes that are not in the file yet", expected a file that no program is editing (close it in the other program)`},
		{bare, "x", `found "x", expected a layer that gpkg_geometry_columns lists`},
		{bare, "gone", `found "gone", expected a layer that is in the file (gpkg_contents lists it, but there is no such table)`},
		{bare, "seen", `found "seen, a view", expected a table (save the layer into a new GeoPackage)`},
		{halves, "", `found "no gpkg_geometry_columns", expected a GeoPackage`},
		{broken, "x", `:7: column "g": found "the geometry does not start with GP", expected a GeoPackage geometry (layer x)`},
	} {
		_, err := readLayer(c.path, c.layer)
		var p problem.Problem
		want := c.path + ": " + c.want
		if strings.HasPrefix(c.want, ":") {
			want = c.path + c.want
		}
		if err == nil || err.Error() != want || !errors.As(err, &p) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if _, err := readLayer(filepath.Join(dir, "missing.gpkg"), ""); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	whole := read(t, good)
	for _, n := range []int{16, 100, 1000, 5000, len(whole) / 2} {
		cut := file("cut.gpkg", string(whole[:n]))
		want := cut + `: found "database disk image is malformed (11)", expected a whole GeoPackage (the file is damaged or truncated)`
		if n < 100 {
			want = strings.Replace(want, "database disk image is malformed (11)", "file is not a database (26)", 1)
		}
		if got, err := readLayer(cut, "wide"); err == nil || err.Error() != want {
			t.Errorf("cut at %d bytes: %d rows, %v\nwant %s", n, len(got.Rows), err, want)
		}
	}
}

// A layer made by another program: no integer key, dates, blobs, Z values, and
// a coordinate system that is not EPSG's.
func TestReadForeignLayer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.gpkg")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{baseTables[0], baseTables[1], baseTables[2],
		"INSERT INTO gpkg_spatial_ref_sys VALUES ('own', 100, 'NONE', 3067, 'x', '')",
		"INSERT INTO gpkg_contents (table_name,data_type) VALUES ('x','features')",
		"INSERT INTO gpkg_geometry_columns VALUES ('x','shape','point',100,1,0)",
		"CREATE TABLE x (code TEXT PRIMARY KEY, day DATE, at DATETIME, ok BOOLEAN, raw BLOB, shape POINT)",
		"INSERT INTO x VALUES ('a', '2026-01-02', '2026-01-02T03:04:05.000Z', 1, x'00ff', x'47500001000000000" + "1e9030000000000000000f03f00000000000000400000000000000840')",
		"INSERT INTO x VALUES ('b', NULL, 5, 0, NULL, x'4750001100000000')",
	} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	db.Close()
	got, err := readLayer(path, "")
	if err != nil {
		t.Fatal(err)
	}
	want := layerTable{
		Name: "x", Geometry: Point, EPSG: 0,
		Columns:    []Column{{Name: "code", Type: "TEXT"}, {Name: "day", Type: "DATE"}, {Name: "at", Type: "DATETIME"}, {Name: "ok", Type: "BOOLEAN"}, {Name: "raw", Type: "BLOB"}},
		IDs:        []int64{1, 2},
		Rows:       [][]any{{"a", "2026-01-02", "2026-01-02T03:04:05.000Z", true, []byte{0, 255}}, {"b", nil, int64(5), false, nil}},
		Geometries: []orb.Geometry{orb.Point{1, 2}, nil},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// missing skips the test on a machine without the required tool or data, and
// fails it where they are mandatory.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("SAAVU_REQUIRE_DATA") == "1" {
		t.Fatal(what)
	}
	t.Skip(what)
}

func TestReadRealFiles(t *testing.T) {
	grid := filepath.Join(realdata.Dir(t), "helsinki-region", "ykr-grid", "YKR_grid_EPSG3067.gpkg")
	got, err := readLayer(grid, "")
	if err != nil {
		t.Fatal(err)
	}
	if got.Name != "YKR_grid_ESPG3067" || got.EPSG != 3067 || got.Geometry != Polygon || len(got.Rows) != 13231 || got.Columns[0].Name != "YKR_ID" {
		t.Errorf("grid: %s, EPSG %d, %s, %d rows, %v", got.Name, got.EPSG, got.Geometry, len(got.Rows), got.Columns)
	}
	seen := map[int64]bool{}
	all := got.Geometries[0].Bound()
	for i, g := range got.Geometries {
		seen[got.Rows[i][0].(int64)] = true
		all = all.Union(g.Bound())
		if w := g.Bound().Max[0] - g.Bound().Min[0]; math.Abs(w-250) > 0.01 {
			t.Fatalf("row %d is %v m wide", i, w)
		}
	}
	if len(seen) != 13231 || math.Abs(all.Min[0]-361500) > 0.001 || math.Abs(all.Max[1]-6698000) > 0.001 {
		t.Errorf("%d ids, bound %v", len(seen), all)
	}
	_, err = readLayer(grid, "YKR_grid_EPSG3067")
	if want := grid + `: found "YKR_grid_EPSG3067", expected the name of a layer (the file has YKR_grid_ESPG3067)`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}

	services, err := readLayer(filepath.Join(realdata.Dir(t), "service-points", "MedicalServices_sw_finland.gpkg"), "MedicalServices_sw_finland")
	if err != nil {
		t.Fatal(err)
	}
	p, ok := services.Geometries[0].(orb.MultiPoint)
	if len(services.Rows) != 141 || services.EPSG != 0 || !ok || len(p) != 1 || services.Columns[4].Name != "latitude" {
		t.Errorf("services: %d rows, EPSG %d, %T %v, %v", len(services.Rows), services.EPSG, services.Geometries[0], p, services.Columns)
	}
}

// GDAL is the external check: what it reports about a file is what QGIS shows.
func TestGDALReadsTheFile(t *testing.T) {
	if _, err := exec.LookPath("ogrinfo"); err != nil {
		missing(t, "ogrinfo (Debian's gdal-bin) is not installed")
	}
	path := filepath.Join(t.TempDir(), "a.gpkg")
	write4(t, path)
	ogrinfo := func(args ...string) string {
		out, err := exec.Command("ogrinfo", args...).CombinedOutput()
		if err != nil {
			t.Fatalf("ogrinfo %v: %v\n%s", args, err, out)
		}
		if strings.Contains(string(out), "Warning") || strings.Contains(string(out), "ERROR") {
			t.Errorf("ogrinfo %v: %s", args, out)
		}
		return string(out)
	}
	n := map[bool]int{false: 1500, true: 300}[testing.Short()]
	all := ogrinfo("-al", "-so", path)
	for _, want := range []string{
		"Layer name: wide\n", "Geometry: Polygon\n", fmt.Sprintf("Feature Count: %d\n", n), `ID["EPSG",3067]]`, "DESCRIPTION=SYNTHETIC",
		"Extent: (360000.125000, 6660000.375000) - ",
		"ykr_id: Integer64", "min_pt: Real", "area: String", "unreached: Integer(Boolean)",
		"Layer name: odd \"name\" ä\n", "Geometry: Point\n", "Feature Count: 3\n",
		"Layer name: areas\n", "Geometry: Multi Polygon\n", "Extent: (0.000000, -50.000000) - (300.000000, 100.000000)",
		"Layer name: long\n", "Geometry: None\n", "Layer name: layer_styles\n",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("ogrinfo does not show %q", want)
		}
	}
	// Before 3.7 GDAL does not read column titles; TestStructure looks at the
	// table itself.
	var major, minor int
	if _, err := fmt.Sscanf(ogrinfo("--version"), "GDAL %d.%d", &major, &minor); err != nil {
		t.Fatal(err)
	}
	if major*100+minor >= 307 && !strings.Contains(all, `alternative name="Minutes by transit, 8-9, limit 20"`) {
		t.Error("ogrinfo does not show the alternative name")
	}

	// Through the index: the window lies inside cell 150, the first of row two.
	one := ogrinfo("-al", "-spat", "360100", "6660300", "360200", "6660400", path, "wide")
	if got := regexp.MustCompile(`OGRFeature\(wide\):(\d+)`).FindAllStringSubmatch(one, -1); len(got) != 1 || got[0][1] != "151" {
		t.Errorf("window: %v", got)
	}
	if !strings.Contains(one, "POLYGON ((360000.125 6660250.375,360250.125 6660250.375,360250.125 6660500.375,360000.125 6660500.375,360000.125 6660250.375))") {
		t.Errorf("geometry: %s", one)
	}
}

// Another program's edits must reach the index through the triggers.
func TestTriggersKeepTheIndex(t *testing.T) {
	if _, err := exec.LookPath("ogrinfo"); err != nil {
		missing(t, "ogrinfo (Debian's gdal-bin) is not installed")
	}
	path := filepath.Join(t.TempDir(), "a.gpkg")
	if err := Write(context.Background(), path, []Layer{cells(200)}, options); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		"DELETE FROM wide WHERE fid = 1",
		"UPDATE wide SET geom = NULL WHERE fid = 2",
		"UPDATE wide SET geom = (SELECT geom FROM wide WHERE fid = 150) WHERE fid = 3",
		"INSERT INTO wide (fid, geom) SELECT 1000, geom FROM wide WHERE fid = 3",
		"UPDATE wide SET fid = 1001 WHERE fid = 10",
	} {
		if out, err := exec.Command("ogrinfo", path, "-sql", q).CombinedOutput(); err != nil || strings.Contains(string(out), "ERROR") {
			t.Fatalf("%s: %v %s", q, err, out)
		}
	}
	db := open(t, path)
	var got string
	err := db.QueryRow("SELECT group_concat(id) FROM (SELECT id FROM rtree_wide_geom WHERE id IN (1,2,3,10,1000,1001) ORDER BY id)").Scan(&got)
	if err != nil || got != "3,1000,1001" {
		t.Errorf("index holds %s, %v", got, err)
	}
	var same, check string
	if err := db.QueryRow("SELECT count(DISTINCT minx), rtreecheck('rtree_wide_geom') FROM rtree_wide_geom WHERE id IN (3,150,1000)").Scan(&same, &check); err != nil || same != "1" || check != "ok" {
		t.Errorf("%s boxes, check %s, %v", same, check, err)
	}
}

// walked returns the rows of a source as text, read twice.
func walked(t *testing.T, s *record.Source, want []int) (rows []string) {
	t.Helper()
	for range 2 {
		rows = nil
		err := s.Each(want, func(r *record.Row) error {
			row := fmt.Sprintf("%d %v", r.At, r.Geometry)
			for i := range r.Values {
				row += "|" + r.Text(i)
			}
			rows = append(rows, row)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

// foreign is a file with a layer and a table as another program would make
// them.
func foreign(t *testing.T, name string, more ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range append([]string{baseTables[0], baseTables[1], baseTables[2],
		"INSERT INTO gpkg_spatial_ref_sys VALUES ('own', 100, 'NONE', 100, 'PROJCS[\"x\"]', '')",
		"INSERT INTO gpkg_contents (table_name,data_type) VALUES ('x','features'), ('notes','attributes')",
		"INSERT INTO gpkg_geometry_columns VALUES ('x','shape','point',100,1,0)",
		"CREATE TABLE x (n INTEGER, raw BLOB, ok BOOLEAN, shape POINT, id INTEGER PRIMARY KEY)",
		"INSERT INTO x VALUES (5, x'00ff', 1, x'475000010000000001010000000000000000" + "00f03f0000000000000040', 7)",
		"INSERT INTO x VALUES (NULL, NULL, 0, NULL, 3)",
		"CREATE TABLE notes (text TEXT)", "INSERT INTO notes VALUES ('one'), ('two')"}, more...) {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	return path
}

// Whole numbers are ids with all their digits, including those of a REAL
// column.
func TestLongNumbersOfColumns(t *testing.T) {
	path := foreign(t, "a.gpkg", "CREATE TABLE ids (whole INTEGER, real REAL)", "INSERT INTO gpkg_contents (table_name,data_type) VALUES ('ids','attributes')",
		"INSERT INTO ids VALUES (9007199254740993, 617700169958293504), (9007199254740992, 1.0)")
	s, err := Source(File{Path: path}, "ids")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"1 <nil>|9007199254740993|617700169958293504", "2 <nil>|9007199254740992|1"}
	if got := walked(t, s, nil); !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}

// A primary key with a name other than fid holds ids of the file and is a
// column; fid, set by a program, only identifies the row.
func TestKeysThatAreColumns(t *testing.T) {
	for key, want := range map[string][]string{"id": {"9007199254740993 <nil>|9007199254740993|a"}, "FID": {"9007199254740993 <nil>|a"}, "ogc_fid": {"9007199254740993 <nil>|a"}} {
		path := foreign(t, "a.gpkg", "CREATE TABLE ids ("+key+" INTEGER PRIMARY KEY, name TEXT)", "INSERT INTO gpkg_contents (table_name,data_type) VALUES ('ids','attributes')",
			"INSERT INTO ids VALUES (9007199254740993, 'a')")
		s, err := Source(File{Path: path}, "ids")
		if err != nil {
			t.Fatal(err)
		}
		if got := walked(t, s, nil); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q", key, got)
		}
	}
}

// Texts that are not UTF-8, as old programs wrote them, are read and counted.
func TestOldTexts(t *testing.T) {
	path := foreign(t, "a.gpkg", "INSERT INTO notes VALUES (CAST(x'4ce46e7369' AS TEXT))")
	s, err := Source(File{Path: path}, "notes")
	if err != nil {
		t.Fatal(err)
	}
	if got := walked(t, s, nil); !reflect.DeepEqual(got, []string{"1 <nil>|one", "2 <nil>|two", "3 <nil>|Länsi"}) || len(s.Notes) != 1 {
		t.Errorf("%q %q", got, s.Notes)
	}
}

// TestSource reads from disk and from memory, a layer and a table without places.
func TestSource(t *testing.T) {
	path := foreign(t, "a.gpkg")
	wal := foreign(t, "wal.gpkg", "PRAGMA journal_mode=wal", "PRAGMA wal_checkpoint(TRUNCATE)")
	for name, f := range map[string]File{
		"on disk": {Path: path}, "in memory": {Path: "a.zip/a.gpkg", Data: func() ([]byte, error) { return os.ReadFile(path) }},
		"with a log": {Path: "wal.gpkg", Data: func() ([]byte, error) { return os.ReadFile(wal) }},
	} {
		s, err := Source(f, "")
		if err != nil {
			t.Fatal(name, err)
		}
		if s.File != f.Path || s.Layer != "x" || !reflect.DeepEqual(s.Layers, []string{"x", "notes"}) || !s.Places || s.Rows != 2 || s.System.Text != `PROJCS["x"]` ||
			!reflect.DeepEqual(s.Notes, []string{"columns of raw bytes are left empty: raw"}) {
			t.Errorf("%s: %+v", name, s)
		}
		if rows := walked(t, s, nil); !reflect.DeepEqual(rows, []string{"3 <nil>|||false|3", "7 [1 2]|5||true|7"}) {
			t.Errorf("%s: %q", name, rows)
		}
		if rows := walked(t, s, []int{2, 0}); !reflect.DeepEqual(rows, []string{"3 <nil>|false|", "7 [1 2]|true|5"}) {
			t.Errorf("%s: %q", name, rows)
		}
		stop := errors.New("stop")
		if err := s.Each(nil, func(*record.Row) error { return stop }); err != stop {
			t.Errorf("%s: %v", name, err)
		}
		if s, err = Source(f, "notes"); err != nil || s.Places || s.System.Stated() {
			t.Fatalf("%s: %+v, %v", name, s, err)
		}
		if rows := walked(t, s, nil); !reflect.DeepEqual(rows, []string{"1 <nil>|one", "2 <nil>|two"}) {
			t.Errorf("%s: %q", name, rows)
		}
		if names, err := Layers(f); err != nil || len(names) != 2 {
			t.Errorf("%s: %q, %v", name, names, err)
		}
	}
	if _, err := Source(File{Path: wal}, ""); err != nil {
		t.Error("a file whose log is empty:", err)
	}
	broken := foreign(t, "broken.gpkg", "INSERT INTO x (id, shape) VALUES (8, x'47'), (9, x'4750000100000000'), (10, 'text')")
	s, err := Source(File{Path: broken}, "x")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	err = s.Each(nil, func(*record.Row) error { rows++; return nil })
	want := broken + `:8: column "shape": found "the geometry does not start with GP", expected a GeoPackage geometry (layer x)` + "\n" +
		broken + `:9: column "shape": found "the geometry ends too early", expected a GeoPackage geometry (layer x)` + "\n" +
		broken + `:10: column "shape": found "the geometry does not start with GP", expected a GeoPackage geometry (layer x)`
	if err == nil || err.Error() != want || rows != 2 {
		t.Errorf("%d rows, %v\nwant %s", rows, err, want)
	}
	_, err = Source(File{Path: "a", Data: func() ([]byte, error) { return []byte(magic), nil }}, "")
	if want := `a: found "file is not a database (26)", expected a whole GeoPackage (the file is damaged or truncated)`; err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
}

// A value of a gigabyte that a few bytes of SQL describe is not materialised.
func TestAbsurdValue(t *testing.T) {
	path := foreign(t, "a.gpkg", "CREATE TABLE big (a TEXT, b AS (zeroblob(900000000)))", "INSERT INTO big (a) VALUES ('x')",
		"INSERT INTO gpkg_contents (table_name,data_type) VALUES ('big','attributes')")
	s, err := Source(File{Path: path}, "big")
	if err != nil {
		t.Fatal(err)
	}
	if err = s.Each(nil, func(r *record.Row) error { return nil }); err != nil && !strings.Contains(err.Error(), "too big") {
		t.Error(err)
	}
}

// Whatever is changed in a file, reading ends with rows or with an error.
func FuzzSource(f *testing.F) {
	f.Add(100, byte(1), 5000, byte(7), 9000)
	f.Add(18, byte(2), 29, byte(3), 1<<20)
	var whole []byte
	f.Fuzz(func(t *testing.T, at1 int, b1 byte, at2 int, b2 byte, cut int) {
		if whole == nil {
			whole = read(t, foreign(t, "a.gpkg"))
		}
		data := append([]byte(nil), whole[:min(max(cut, 100), len(whole))]...)
		for _, c := range []struct {
			at int
			b  byte
		}{{at1, b1}, {at2, b2}} {
			if c.at >= 0 && c.at < len(data) {
				data[c.at] = c.b
			}
		}
		for _, layer := range []string{"x", "notes"} {
			s, err := Source(File{Path: "a", Data: func() ([]byte, error) { return data, nil }}, layer)
			if err == nil {
				_ = s.Each(nil, func(r *record.Row) error {
					if len(r.Values) != len(s.Fields) {
						t.Errorf("%d values of %d", len(r.Values), len(s.Fields))
					}
					return nil
				})
			}
		}
	})
}
