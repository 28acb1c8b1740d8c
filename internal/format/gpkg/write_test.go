package gpkg

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"saavu/pkg/spatial"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
)

var options = Options{Instant: time.Date(2026, 11, 1, 12, 30, 15, 0, time.FixedZone("EET", 2*3600))}

// cell is square i of a grid 150 cells wide, with vertices that are not round
// numbers.
func cell(i int) orb.Polygon {
	x, y := 360000.125+250*float64(i%150), 6660000.375+250*float64(i/150)
	return orb.Polygon{{{x, y}, {x + 250, y}, {x + 250, y + 250}, {x, y + 250}, {x, y}}}
}

// cells is a layer of n squares whose values identify the row.
func cells(n int) Layer {
	return Layer{
		Name: "wide", Title: "Whole minutes", Description: "SYNTHETIC", Geometry: Polygon, CRS: spatial.CRS{EPSG: 3067},
		Columns: []Column{
			{Name: "ykr_id", Type: Integer, Title: "YKR_ID", Description: "source id"},
			{Name: "min_pt", Type: Real, Title: "Minutes by transit, 8-9, limit 20", Description: "NULL = unknown"},
			{Name: "area", Type: Text, Title: "Area"},
			{Name: "unreached", Type: Boolean},
		},
		Len: n,
		Row: func(i int, v []any) orb.Geometry {
			v[0] = 5785640 + i
			if i%3 > 0 {
				v[1] = float64(i) / 3
			}
			v[2] = "Hakunila \"ö\" " + fmt.Sprint(i%7)
			v[3] = i%5 == 0
			if i == 4 {
				return nil
			}
			return cell(i)
		},
	}
}

func points(n int) Layer {
	return Layer{
		Name: `odd "name" ä`, Geometry: Point, CRS: spatial.CRS{EPSG: 3067},
		Columns: []Column{{Name: `a "quoted" column`, Type: Text, Title: "A"}},
		Len:     n,
		Row: func(i int, v []any) orb.Geometry {
			v[0] = fmt.Sprint("point ", i)
			return orb.Point{385000.5 + float64(i), 6672000.25 - float64(i)}
		},
		Styles: []Style{{Name: `odd "name" ä`, QML: `<qgis version="3.28"><renderer-v2/></qgis>`}, {Name: "a", QML: "<a/>", SLD: "<sld/>"}, {Name: "b", QML: "<b/>"}},
	}
}

func table(n int) Layer {
	return Layer{
		Name: "long", Columns: []Column{{Name: "minutes", Type: Integer, Title: "Minutes"}, {Name: "share", Type: Real}}, Len: n,
		Row: func(i int, v []any) orb.Geometry {
			v[0], v[1] = uint16(i%60), float32(0.5)
			return nil
		},
	}
}

func areas() Layer {
	hole := orb.Ring{{10, 10}, {10, 20}, {20, 20}, {20, 10}, {10, 10}}
	outer := orb.Ring{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}
	far := orb.Polygon{{{200, -50}, {300, -50}, {300, 0}, {200, -50}}}
	return Layer{
		Name: "areas", Geometry: MultiPolygon, CRS: spatial.CRS{EPSG: 4326}, Len: 2,
		Row: func(i int, _ []any) orb.Geometry {
			return []orb.Geometry{orb.MultiPolygon{{outer, hole}, far}, far}[i]
		},
	}
}

func write4(t testing.TB, path string) {
	t.Helper()
	n := 1500
	if testing.Short() {
		n = 300
	}
	if err := Write(context.Background(), path, []Layer{cells(n), points(3), table(n), areas()}, options); err != nil {
		t.Fatal(err)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.gpkg"), filepath.Join(dir, "b # ?%41 ä.gpkg")
	write4(t, a)
	write4(t, b)
	write4(t, b) // over an existing file
	x, y := read(t, a), read(t, b)
	if len(x) < 50_000 || !bytes.Equal(x, y) {
		t.Errorf("two writes gave %d and %d bytes that differ", len(x), len(y))
	}
	if got := string(x[68:72]); got != "GPKG" {
		t.Errorf("application id %q", got)
	}
	if got := files(t, dir); !reflect.DeepEqual(got, []string{"a.gpkg", "b # ?%41 ä.gpkg"}) {
		t.Errorf("files left: %q", got)
	}
}

func TestStructure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.gpkg")
	write4(t, path)
	db := open(t, path)
	for _, c := range []struct{ query, want string }{
		{"PRAGMA user_version", "10300"},
		{"PRAGMA page_size", "4096"},
		{"PRAGMA freelist_count", "0"},
		{"PRAGMA integrity_check", "ok"},
		{"SELECT count(*) FROM pragma_foreign_key_check", "0"},
		{"SELECT group_concat(srs_id) FROM gpkg_spatial_ref_sys", "-1,0,3067,4326"},
		{"SELECT group_concat(table_name||'|'||data_type||'|'||identifier||'|'||description||'|'||last_change||'|'||srs_id, ';') FROM gpkg_contents WHERE table_name IN ('wide','long')",
			"long|attributes|long||2026-11-01T10:30:15.000Z|0;wide|features|Whole minutes|SYNTHETIC|2026-11-01T10:30:15.000Z|3067"},
		{"SELECT min_x||'|'||min_y||'|'||max_x||'|'||max_y FROM gpkg_contents WHERE table_name='areas'", "0.0|-50.0|300.0|100.0"},
		{"SELECT count(*) FROM gpkg_contents WHERE table_name='long' AND min_x IS NULL AND max_y IS NULL", "1"},
		{"SELECT group_concat(table_name||'|'||column_name||'|'||geometry_type_name||'|'||srs_id||z||m, ';') FROM gpkg_geometry_columns",
			`wide|geom|POLYGON|306700;odd "name" ä|geom|POINT|306700;areas|geom|MULTIPOLYGON|432600`},
		{"SELECT group_concat(table_name||'|'||coalesce(column_name,'-')||'|'||extension_name||'|'||scope, ';') FROM gpkg_extensions",
			`gpkg_data_columns|-|gpkg_schema|read-write;gpkg_data_column_constraints|-|gpkg_schema|read-write;wide|geom|gpkg_rtree_index|write-only;odd "name" ä|geom|gpkg_rtree_index|write-only;areas|geom|gpkg_rtree_index|write-only`},
		{"SELECT name||'|'||title||'|'||description FROM gpkg_data_columns WHERE table_name='wide' AND column_name='min_pt'",
			"Minutes by transit, 8-9, limit 20|Minutes by transit, 8-9, limit 20|NULL = unknown"},
		{"SELECT count(*) FROM gpkg_data_columns", "5"},
		{"SELECT group_concat(styleName||' '||useAsDefault||' '||styleQML, ', ') FROM (SELECT * FROM layer_styles ORDER BY id LIMIT 3)",
			`odd "name" ä 1 <qgis version="3.28"><renderer-v2/></qgis>, a 0 <a/>, b 0 <b/>`},
		{"SELECT f_table_catalog||'|'||f_table_schema||'|'||f_table_name||'|'||f_geometry_column||'|'||styleName||'|'||useAsDefault||'|'||update_time||'|'||styleQML FROM layer_styles WHERE useAsDefault",
			`||odd "name" ä|geom|odd "name" ä|1|2026-11-01T10:30:15.000Z|<qgis version="3.28"><renderer-v2/></qgis>`},
		{"SELECT data_type FROM gpkg_contents WHERE table_name='layer_styles'", "attributes"},
		{"SELECT rtreecheck('rtree_wide_geom')||rtreecheck('rtree_areas_geom')||rtreecheck('rtree_odd \"name\" ä_geom')", "okokok"},
		{"SELECT count(*) FROM sqlite_master WHERE type='trigger' AND tbl_name='wide' AND name LIKE 'rtree_wide_geom_%'", "6"},
	} {
		var got string
		if err := db.QueryRow(c.query).Scan(&got); err != nil || got != c.want {
			t.Errorf("%s:\n got %s, %v\nwant %s", c.query, got, err, c.want)
		}
	}
}

// The index must find exactly the cells that a full scan finds, for small and
// large windows, and for layers of 0, 1, 51, 52 and many rows.
func TestIndexFindsAllCells(t *testing.T) {
	sizes := []int{0, 1, 51, 52, 4000}
	if testing.Short() {
		sizes[4] = 500
	}
	for _, n := range sizes {
		path := filepath.Join(t.TempDir(), "a.gpkg")
		if err := Write(context.Background(), path, []Layer{cells(n)}, options); err != nil {
			t.Fatal(err)
		}
		db := open(t, path)
		var check string
		if err := db.QueryRow("SELECT rtreecheck('rtree_wide_geom')").Scan(&check); err != nil || check != "ok" {
			t.Errorf("%d cells: rtreecheck says %s, %v", n, check, err)
		}
		found := 0
		for w := 0; w < 40; w++ {
			x, y := 359000+float64(w*977%38000), 6659900+float64(w*631%8000)
			side := float64(100 + w*w*10)
			var want []int
			for i := range n {
				b := cell(i).Bound()
				if i != 4 && b.Min[0] <= x+side && b.Max[0] >= x && b.Min[1] <= y+side && b.Max[1] >= y {
					want = append(want, i+1)
				}
			}
			rows, err := db.Query("SELECT id FROM rtree_wide_geom WHERE minx<=? AND maxx>=? AND miny<=? AND maxy>=? ORDER BY id", x+side, x, y+side, y)
			if err != nil {
				t.Fatal(err)
			}
			var got []int
			for rows.Next() {
				var id int
				if err := rows.Scan(&id); err != nil {
					t.Fatal(err)
				}
				got = append(got, id)
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%d cells, window %d: got %v, want %v", n, w, got, want)
			}
			found += len(got)
		}
		if n > 100 && found == 0 {
			t.Errorf("%d cells: no window held any", n)
		}
	}
}

func TestBoxRoundsOutwards(t *testing.T) {
	for _, v := range []float64{0, 0.1, -0.1, 6672000.3, -6672000.3, 1e-50, -1e-50, 16777217, -16777217, 385000.125} {
		lo, hi := below(v), above(v)
		if float64(lo) > v || float64(hi) < v {
			t.Errorf("%v is not inside [%v, %v]", v, lo, hi)
		}
		if lo != hi && math.Nextafter32(lo, hi) != hi {
			t.Errorf("%v: [%v, %v] is wider than necessary", v, lo, hi)
		}
	}
}

func TestFaultsOfLayersAreAllNamed(t *testing.T) {
	bad := []Layer{
		{Name: "gpkg_x", Geometry: "POINTZ"},
		{Name: "a", Geometry: Point, CRS: spatial.CRS{EPSG: 2393}, Len: 2, Columns: []Column{
			{Name: "FID", Type: Text}, {Name: "v", Type: "DOUBLE", Title: "T"}, {Name: "V", Type: Real, Title: "T"}, {Name: "\xff", Type: Real}}},
		{Name: "A", Len: -1},
		{Name: ""},
		{Name: "Layer_Styles", Title: "a"},
	}
	want := `layer "gpkg_x": names that start with gpkg_ are kept for the format itself
layer "gpkg_x": geometry "POINTZ", expected POINT, LINESTRING, POLYGON, MULTIPOLYGON or none
layer "a": there is no function Row for its 2 rows
layer "a": coordinate system EPSG:2393 (KKJ / Finland Uniform Coordinate System) is not supported: use 3067 (ETRS-TM35FIN), 3873 to 3885 (ETRS-GK19FIN to ETRS-GK31FIN), 4326, 4258, 3857, a zone of UTM such as 32633 or 25833, or 3035
layer "a": column "FID": the name is taken (case aside)
layer "a": column "v": type "DOUBLE", expected INTEGER, REAL, TEXT or BOOLEAN
layer "a": column "V": the name is taken (case aside)
layer "a": column "V": another column has the title "T"
layer "a": column "\xff": the name is empty or not valid UTF-8
layer "A": there is another layer of this name (case aside)
layer "A": there is another layer with the title "A"
layer "A": Len is -1
layer "": the name is empty
layer "Layer_Styles": the name is kept for the table of styles
layer "Layer_Styles": there is another layer with the title "a"`
	dir := t.TempDir()
	err := Write(context.Background(), filepath.Join(dir, "x.gpkg"), bad, options)
	if err == nil {
		t.Fatal("no error")
	}
	if got := strings.TrimPrefix(err.Error(), "write GeoPackage "+filepath.Join(dir, "x.gpkg")+": "); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if got := files(t, dir); got != nil {
		t.Errorf("files left: %q", got)
	}
}

func TestFailureLeavesNothing(t *testing.T) {
	one := func(typ string, v any) []Layer {
		return []Layer{cells(20), {Name: "bad", Geometry: Polygon, CRS: spatial.CRS{EPSG: 3067}, Columns: []Column{{Name: "v", Type: typ}}, Len: 3,
			Row: func(i int, values []any) orb.Geometry {
				if i == 2 {
					values[0] = v
				}
				return cell(i)
			}}}
	}
	place := func(geometry string, g orb.Geometry) []Layer {
		return []Layer{{Name: "bad", Geometry: geometry, CRS: spatial.CRS{EPSG: 3067}, Len: 1, Row: func(int, []any) orb.Geometry { return g }}}
	}
	open := orb.Ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}}
	type seconds uint16
	cases := []struct {
		layers []Layer
		want   string
	}{
		{one(Real, math.NaN()), `layer "bad": row 2, column "v": found a number that is NaN or infinite, expected a finite one or nil for NULL`},
		{one(Real, math.Inf(1)), `layer "bad": row 2, column "v": found a number that is NaN or infinite, expected a finite one or nil for NULL`},
		{one(Real, float32(math.Inf(-1))), `layer "bad": row 2, column "v": found a number that is NaN or infinite, expected a finite one or nil for NULL`},
		{one(Real, "12"), `layer "bad": row 2, column "v": found a value of type string, expected one for REAL`},
		{one(Integer, 1.5), `layer "bad": row 2, column "v": found a value of type float64, expected one for INTEGER`},
		{one(Integer, seconds(3)), `layer "bad": row 2, column "v": found a value of type gpkg.seconds, expected one for INTEGER`},
		{one(Text, 7), `layer "bad": row 2, column "v": found a value of type int, expected one for TEXT`},
		{one(Text, "\xff"), `layer "bad": row 2, column "v": found text that is not valid UTF-8`},
		{one(Boolean, 1), `layer "bad": row 2, column "v": found a value of type int, expected one for BOOLEAN`},
		{place(Polygon, orb.Point{1, 2}), `layer "bad": row 0: found a geometry of type orb.Point, expected one for POLYGON`},
		{place(Point, cell(0)), `layer "bad": row 0: found a geometry of type orb.Polygon, expected one for POINT`},
		{place("", orb.Point{1, 2}), `layer "bad": row 0: found a geometry of type orb.Point in a table without places`},
		{place(Point, orb.Point{math.NaN(), 2}), `layer "bad": row 0: a coordinate is NaN or infinite`},
		{place(Polygon, orb.Polygon{open}), `layer "bad": row 0: ring 1 is not closed, expected its last position to equal the first`},
		{place(Polygon, orb.Polygon{cell(0)[0], {{1, 1}}}), `layer "bad": row 0: ring 2 has 1 positions, expected at least 4`},
		{place(Polygon, orb.Polygon{{{0, 0}, {1, math.Inf(1)}, {1, 1}, {0, 0}}}), `layer "bad": row 0: a coordinate is NaN or infinite`},
		{place(Polygon, orb.Polygon{}), `layer "bad": row 0: the polygon has no ring, expected a nil geometry for a row without a place`},
		{place(MultiPolygon, orb.MultiPolygon{}), `layer "bad": row 0: the polygon has no ring, expected a nil geometry for a row without a place`},
	}
	dir := t.TempDir()
	fresh, old := filepath.Join(dir, "fresh.gpkg"), filepath.Join(dir, "old.gpkg")
	if err := os.WriteFile(old, []byte("as it was"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		for _, path := range []string{fresh, old} {
			err := Write(context.Background(), path, c.layers, options)
			if want := "write GeoPackage " + path + ": " + c.want; err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		}
	}
	if got := files(t, dir); !reflect.DeepEqual(got, []string{"old.gpkg"}) || string(read(t, old)) != "as it was" {
		t.Errorf("left behind: %q", got)
	}
}

func TestWriteStopsWithContext(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	rows := 0
	l := table(10 * rowsPerCheck)
	inner := l.Row
	l.Row = func(i int, v []any) orb.Geometry {
		if rows++; i == 3*rowsPerCheck/2 {
			cancel()
		}
		return inner(i, v)
	}
	err := Write(ctx, filepath.Join(dir, "a.gpkg"), []Layer{l}, options)
	if !errors.Is(err, context.Canceled) || rows != 2*rowsPerCheck {
		t.Errorf("after %d rows: %v", rows, err)
	}
	if got := files(t, dir); got != nil {
		t.Errorf("files left: %q", got)
	}
}

// Whether a program has a file open shows next to the file, not next to a link to it.
func TestTargetBehindALinkIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // where not everybody may make links
	}
	link, path := filepath.Join(t.TempDir(), "link.gpkg"), filepath.Join(t.TempDir(), "a.gpkg")
	if err := errors.Join(os.Symlink(path, link), os.WriteFile(path+"-wal", nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	err := Write(context.Background(), link, []Layer{points(1)}, options)
	if err == nil || !strings.Contains(err.Error(), "another program has the file open (a.gpkg-wal is there)") {
		t.Errorf("got %v", err)
	}
}

func TestTargetsRefused(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.gpkg")
	write := func(path string) error { return Write(context.Background(), path, []Layer{points(1)}, options) }
	for _, suffix := range []string{"-wal", "-journal"} {
		if err := os.WriteFile(path+suffix, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		want := "write GeoPackage " + path + ": another program has the file open (a.gpkg" + suffix + " is there): close it there, or remove that file if no program has it open"
		if err := write(path); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		if err := os.Remove(path + suffix); err != nil {
			t.Fatal(err)
		}
	}
	if err := write(dir); err == nil || !strings.HasSuffix(err.Error(), ": it is a directory") {
		t.Errorf("a directory as target: %v", err)
	}
	if err := write(filepath.Join(dir, "none", "a.gpkg")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing directory: %v", err)
	}
	if err := Write(context.Background(), path, nil, Options{}); err == nil || !strings.HasSuffix(err.Error(), ": Options.Instant is not set") {
		t.Errorf("no instant: %v", err)
	}
	if got := files(t, dir); got != nil {
		t.Errorf("files left: %q", got)
	}
}

// The size of a whole run's output: 8 wide layers of 13,231 cells and one long
// table. The result is the time for all of it.
func BenchmarkWrite(b *testing.B) {
	const n = 13231
	polygons := make([]orb.Polygon, n)
	for i := range polygons {
		polygons[i] = cell(i)
	}
	var columns []Column
	for c := range 60 {
		columns = append(columns, Column{Name: fmt.Sprint("c", c), Type: Real, Title: fmt.Sprint("Title ", c)})
	}
	columns[0].Type, columns[1].Type = Text, Integer
	var layers []Layer
	for l := range 8 {
		layers = append(layers, Layer{Name: fmt.Sprint("wide", l), Geometry: Polygon, CRS: spatial.CRS{EPSG: 3067}, Columns: columns, Len: n,
			Row: func(i int, v []any) orb.Geometry {
				v[0], v[1] = "Hakunila", i
				for j := 2; j < len(v); j++ {
					v[j] = float64(i*j) / 7
				}
				return polygons[i]
			}})
	}
	layers = append(layers, table(500_000))
	path := filepath.Join(b.TempDir(), "a.gpkg")
	for b.Loop() {
		if err := Write(context.Background(), path, layers, options); err != nil {
			b.Fatal(err)
		}
	}
	var rows int
	if err := open(b, path).QueryRow("SELECT count(*) FROM wide7 JOIN rtree_wide7_geom ON fid = id").Scan(&rows); err != nil || rows != n {
		b.Fatalf("%d rows in the last layer and its index, %v", rows, err)
	}
}

func open(t testing.TB, path string) *sql.DB {
	t.Helper()
	name, err := address(path, "mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func files(t testing.TB, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// A view shows the rows of one table with columns of others, is listed as a layer without
// an index, and is read back; a hidden table is in no list.
func TestViews(t *testing.T) {
	squares := cells(40)
	squares.Name = "squares"
	figures := Layer{Name: "figures", Hidden: true, Columns: []Column{{Name: "n", Type: Integer}}, Len: 3,
		Key: func(i int) int64 { return []int64{2, 7, 40}[i] },
		Row: func(i int, v []any) orb.Geometry { v[0] = 10 * i; return nil }}
	view := Layer{Name: "joined", Title: "Joined", Geometry: Polygon, CRS: spatial.CRS{EPSG: 3067},
		Columns: []Column{{Name: "area", Type: Text, Title: "Area"}, {Name: "n", Type: Integer, Title: "N"}},
		View:    &View{Rows: "figures", Places: "squares", Columns: []From{{"squares", "area"}, {"figures", "n"}}},
		Styles:  []Style{{Name: "first", QML: "<qgis/>"}}}
	path := filepath.Join(t.TempDir(), "a.gpkg")
	if err := Write(context.Background(), path, []Layer{squares, figures, view}, options); err != nil {
		t.Fatal(err)
	}
	names, err := Layers(File{Path: path})
	if err != nil || !reflect.DeepEqual(names, []string{"joined", "squares"}) {
		t.Errorf("layers %q, %v", names, err)
	}
	source, err := Source(File{Path: path}, "joined")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	err = source.Each(nil, func(r *record.Row) error {
		got = append(got, fmt.Sprint(r.At, " ", string(r.Values[0].Text), " ", r.Values[1].Int, " ", r.Geometry.Bound() == cell(r.At-1).Bound()))
		return nil
	})
	want := []string{`2 Hakunila "ö" 1 0 true`, `7 Hakunila "ö" 6 10 true`, `40 Hakunila "ö" 4 20 true`}
	if err != nil || source.Rows != 3 || !reflect.DeepEqual(got, want) {
		t.Errorf("%d rows %q, %v", source.Rows, got, err)
	}
	db := open(t, path)
	var extensions int
	if err := db.QueryRow("SELECT count(*) FROM gpkg_extensions WHERE table_name = 'joined'").Scan(&extensions); err != nil || extensions != 0 {
		t.Errorf("%d extensions of the view, %v", extensions, err)
	}
	view.View = &View{Rows: "nothing", Places: "figures", Columns: []From{{"squares", "gone"}}}
	err = Write(context.Background(), path, []Layer{squares, figures, view}, options)
	for _, want := range []string{`no table "nothing" with a column "fid"`, `no table "squares" with a column "gone"`, `no table "figures" with a column "geom"`, "1 columns from tables, expected 2"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, expected %s", err, want)
		}
	}
}

// Only views that join tables by their integer keys are read: others could have any number
// of rows.
func TestOtherViewsAreRefused(t *testing.T) {
	for name, query := range map[string]string{
		"a product":          `CREATE VIEW "v" AS SELECT "wide"."fid" AS "fid", "long"."fid" AS "n" FROM "wide" JOIN "long"`,
		"by another column":  `CREATE VIEW "v" AS SELECT "wide"."fid" AS "fid" FROM "wide" JOIN "long" ON "long"."minutes" = "wide"."fid"`,
		"by itself":          `CREATE VIEW "v" AS SELECT "wide"."fid" AS "fid" FROM "wide" JOIN "long" ON "long"."fid" = "long"."fid"`,
		"a function":         `CREATE VIEW "v" AS SELECT "wide"."fid" AS "fid", zeroblob(1000) AS "n" FROM "wide"`,
		"of a view":          `CREATE VIEW "v" AS SELECT "w"."fid" AS "fid" FROM "w"`,
		"a table without it": `CREATE VIEW "v" AS SELECT "keyless"."fid" AS "fid" FROM "keyless"`,
	} {
		path := filepath.Join(t.TempDir(), "a.gpkg")
		write4(t, path)
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []string{`CREATE VIEW "w" AS SELECT "wide"."fid" AS "fid" FROM "wide"`, `CREATE TABLE "keyless" (fid INTEGER)`, query, "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('v', 'attributes', 'v')"} {
			if _, err := db.Exec(q); err != nil {
				t.Fatal(err)
			}
		}
		db.Close()
		if _, err := Source(File{Path: path}, "v"); err == nil || !strings.Contains(err.Error(), "v, a view") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Documents and projects are where other programs look for them.
func TestMetadataAndProjects(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.gpkg")
	o := options
	o.Metadata = []Metadata{{Standard: "http://purl.org/dc/terms/", Type: "text/xml", Text: "<metadata/>", Layers: []string{"wide"}}}
	o.Projects = []Project{{Name: "p", Content: []byte("PK\x03\x04")}}
	if err := Write(context.Background(), path, []Layer{cells(3)}, o); err != nil {
		t.Fatal(err)
	}
	db := open(t, path)
	for query, want := range map[string]string{
		"SELECT md_scope||'|'||md_standard_uri||'|'||mime_type||'|'||metadata FROM gpkg_metadata":                                           "dataset|http://purl.org/dc/terms/|text/xml|<metadata/>",
		"SELECT group_concat(reference_scope||'|'||coalesce(table_name,'-')||'|'||timestamp||'|'||md_file_id) FROM gpkg_metadata_reference": "geopackage|-|2026-11-01T10:30:15.000Z|1,table|wide|2026-11-01T10:30:15.000Z|1",
		"SELECT group_concat(table_name||'|'||extension_name||'|'||scope) FROM gpkg_extensions WHERE extension_name='gpkg_metadata'":        "gpkg_metadata|gpkg_metadata|read-write,gpkg_metadata_reference|gpkg_metadata|read-write",
		"SELECT name||'|'||metadata||'|'||typeof(content)||'|'||content FROM qgis_projects":                                                 `p|{"last_modified_time": "2026-11-01T10:30:15", "last_modified_user": ""}|text|504b0304`,
		"SELECT count(*) FROM gpkg_contents WHERE table_name='qgis_projects' OR table_name LIKE 'gpkg_metadata%'":                           "0",
		"SELECT count(*) FROM pragma_foreign_key_check":                                                                                     "0",
	} {
		var got string
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			t.Errorf("%s:\n got %s, %v\nwant %s", query, got, err, want)
		}
	}
}
