package save

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"saavu/internal/format/geojson"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/parquet"
	"saavu/internal/format/record"
	"saavu/internal/format/table"
	"saavu/internal/format/xlsx"
	"saavu/internal/source"
	"saavu/pkg/spatial"
)

// hostile are texts that a format may take for something else.
var hostile = []string{"=1+1", "+x", "-x", "@x", "=HYPERLINK(\"http://a\",\"b\")", "<b>&amp;'\"", "a\"b", "00123", "1e5", "TRUE", "#REF!", "_x0041_", "_x005F_x0041_",
	"x\u202ey", "a,b;c\td", "a\nb", "Ää Öö", "😀", "Robert'); DROP TABLE x;--", strings.Repeat("ä", 32767)}

var (
	about  = About{Instant: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Sheets: [2]string{"About", "Columns"}, Cover: []xlsx.Line{{Head: "Title", Cells: []any{"=1+1", int64(7), 0.5}}}}
	square = spatial.CellPolygon(orb.Point{385_125, 6_675_125}, 250)
)

// sample has a row for each hostile text, and a last one of unknown values. The texts
// are trimmed as every reader of ours trims them.
func sample() gpkg.Layer {
	return gpkg.Layer{Name: "sample", Title: "Sample, =1+1", Description: "d", Geometry: gpkg.Polygon, CRS: spatial.CRS{EPSG: 3067}, Len: len(hostile) + 1,
		Columns: []gpkg.Column{{Name: "id", Type: gpkg.Integer, Title: "Id"}, {Name: "text", Type: gpkg.Text, Title: "=1+1"}, {Name: "value", Type: gpkg.Real}, {Name: "yes", Type: gpkg.Boolean}},
		Row: func(i int, values []any) orb.Geometry {
			if i == len(hostile) {
				values[0] = int64(i)
				return nil
			}
			values[0], values[1], values[2], values[3] = int64(i), hostile[i], float64(i)/3, i%2 == 0
			return square
		}}
}

// formatOf opens a written file with the readers of the module.
func opened(t *testing.T, name string) *record.Source {
	t.Helper()
	open := func() (io.ReadCloser, error) { return os.Open(name) }
	var s *record.Source
	var err error
	switch filepath.Ext(name) {
	case ".gpkg":
		s, err = gpkg.Source(gpkg.File{Path: name}, "")
	case ".geojson":
		var text []byte
		if text, err = os.ReadFile(name); err == nil {
			s, err = geojson.Source(text, name)
		}
	case ".geojsonl", ".geojsons":
		s, err = geojson.LineSource(open, name)
	case ".parquet":
		s, err = parquet.Source(name, func() (io.ReaderAt, int64, io.Closer, error) {
			f, err := os.Open(name)
			if err != nil {
				return nil, 0, nil, err
			}
			info, err := f.Stat()
			return f, info.Size(), f, err
		})
	case ".csv":
		s, err = table.Source(open, name, table.Options{})
	case ".xlsx":
		s, err = xlsx.Source(parts(t, name), name, "sample")
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

// parts opens the parts of a workbook.
func parts(t *testing.T, name string) xlsx.Opener {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return func(part string) (io.ReadCloser, error) {
		z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
		if err != nil {
			return nil, err
		}
		f, err := z.Open(part)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fs.ErrNotExist
		}
		return f, err
	}
}

// TestEveryFormat writes hostile texts, numbers and unknown values in each format and
// reads them back as they were.
func TestEveryFormat(t *testing.T) {
	for _, ending := range Endings() {
		t.Run(ending, func(t *testing.T) {
			dir := t.TempDir()
			name := filepath.Join(dir, "sample"+ending)
			var before []byte
			for range 2 {
				if err := Write(t.Context(), name, []gpkg.Layer{sample()}, 0, about); err != nil {
					t.Fatal(err)
				}
				text, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				if before != nil && !bytes.Equal(text, before) {
					t.Error("the same layers give other bytes")
				}
				before = text
			}
			s := opened(t, name)
			n, shapes := 0, 0
			want := []int{}
			for _, field := range []string{"id", "text", "value"} {
				at, ok := s.Field(field)
				if !ok {
					t.Fatalf("no field %s in %v", field, s.Names())
				}
				want = append(want, at)
			}
			err := s.Each(want, func(r *record.Row) error {
				if r.Geometry != nil {
					shapes++
				}
				if id, ok := r.Whole(0); !ok || int(id) != n {
					t.Errorf("row %d: id %s", n, r.Text(0))
				}
				if n++; n > len(hostile) {
					if !r.Missing(1) || !r.Missing(2) || r.Geometry != nil {
						t.Errorf("the row of unknown values: %q, %v", r.Text(1), r.Geometry)
					}
					return nil
				}
				if text := hostile[n-1]; r.Text(1) != text {
					t.Errorf("%q is read back as %q", text, r.Text(1))
				}
				if v, ok := r.Number(2); !ok || v != float64(n-1)/3 {
					t.Errorf("%v is read back as %v", float64(n-1)/3, v)
				}
				return nil
			})
			if err != nil || n != len(hostile)+1 {
				t.Errorf("%d rows, %v", n, err)
			}
			if s.Places && shapes != len(hostile) {
				t.Errorf("%d shapes", shapes)
			}
		})
	}
}

// TestWorkbook reads a workbook with a reader that is not ours: types, header, filter,
// and no formula in any cell.
func TestWorkbook(t *testing.T) {
	name := filepath.Join(t.TempDir(), "sample.xlsx")
	second := sample()
	second.Name = "A name / of: more * than 31 ? characters [x]"
	third := second
	third.Name = strings.ToUpper(second.Name)
	if err := Write(t.Context(), name, []gpkg.Layer{sample(), second, third}, 0, about); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if got := strings.Join(sheets, "|"); got != "About|Columns|sample|A name _ of_ more _ than 31 _ c|A NAME _ OF_ MORE _ THAN 31 __2" {
		t.Errorf("sheets: %s", got)
	}
	for _, sheet := range sheets {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if formula, err := f.GetCellFormula(sheet, at); formula != "" || err != nil {
					t.Errorf("%s!%s is the formula %s", sheet, at, formula)
				}
			}
		}
	}
	for at, want := range map[string]excelize.CellType{"A2": excelize.CellTypeUnset, "B2": excelize.CellTypeInlineString, "C2": excelize.CellTypeUnset, "D2": excelize.CellTypeBool, "B9": excelize.CellTypeInlineString} {
		if got, err := f.GetCellType("sample", at); got != want || err != nil {
			t.Errorf("%s is of type %v, expected %v", at, got, want)
		}
	}
	if v, err := f.GetCellValue("sample", "B9"); v != "00123" || err != nil {
		t.Errorf("B9: %q %v", v, err)
	}
	if v, err := f.GetCellValue("About", "B1"); v != "=1+1" || err != nil {
		t.Errorf("the cover: %q %v", v, err)
	}
	panes, err := f.GetPanes("sample")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
		t.Errorf("%+v %v", panes, err)
	}
	style, err := f.GetCellStyle("sample", "A1")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := f.GetStyle(style); err != nil || s.Font == nil || !s.Font.Bold {
		t.Errorf("the header: %+v %v", s, err)
	}
	filters := 0
	for _, d := range f.GetDefinedName() {
		if d.Name == "_xlnm._FilterDatabase" {
			filters++
		}
	}
	if filters != 4 {
		t.Errorf("%d filters", filters)
	}
}

// TestInfinite: a format without infinite numbers has none.
func TestInfinite(t *testing.T) {
	dir := t.TempDir()
	l := gpkg.Layer{Name: "a", Geometry: gpkg.Point, CRS: spatial.CRS{EPSG: 3067}, Len: 1, Columns: []gpkg.Column{{Name: "v", Type: gpkg.Real}},
		Row: func(_ int, values []any) orb.Geometry {
			values[0] = math.Inf(1)
			return orb.Point{385_000, 6_675_000}
		}}
	for ending, want := range map[string]string{".csv": "v,wkt\nInf,\"POINT (385000 6675000)\"\n", ".geojsonl": `{"type":"Feature","geometry":{"type":"Point","coordinates":[24.9257601,60.1955854]},"properties":{"v":null}}`} {
		name := filepath.Join(dir, "a"+ending)
		if err := Write(t.Context(), name, []gpkg.Layer{l}, 0, about); err != nil {
			t.Fatal(err)
		}
		if text, _ := os.ReadFile(name); !strings.HasPrefix(string(text), want) {
			t.Errorf("%s: %s", ending, text)
		}
	}
	for _, ending := range []string{".gpkg", ".xlsx", ".geojson", ".parquet"} {
		if err := Write(t.Context(), filepath.Join(dir, "a"+ending), []gpkg.Layer{l}, 0, about); err != nil {
			t.Error(err)
		}
	}
}

// TestSystems writes a square in other systems and reads it back to where it was.
func TestSystems(t *testing.T) {
	for _, code := range []int{3067, 3879, 3132, 4326, 4258, 3857} {
		c, err := spatial.ByEPSG(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, ending := range []string{".gpkg", ".parquet"} {
			name := filepath.Join(t.TempDir(), "sample"+ending)
			if err := Write(t.Context(), name, []gpkg.Layer{sample()}, code, about); err != nil {
				t.Fatal(err)
			}
			s := opened(t, name)
			if s.System.EPSG != code && !(code == 4326 && s.System.Text == "OGC:CRS84") {
				t.Errorf("%s in EPSG:%d states %+v", ending, code, s.System)
			}
			err := s.Each(nil, func(r *record.Row) error {
				if r.Geometry == nil {
					return nil
				}
				p := c.ToTM35(r.Geometry.(orb.Polygon)[0][0])
				if d := math.Hypot(p[0]-square[0][0][0], p[1]-square[0][0][1]); d > 1e-3 {
					t.Errorf("%s in EPSG:%d: %v, %v m away", ending, code, p, d)
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
	}
}

// TestOwnSystem: a layer in a system without a code is read back in it, and converted to
// one that has a code.
func TestOwnSystem(t *testing.T) {
	own, err := spatial.Parameters{Projection: spatial.TransverseMercator, Meridian: 10.5, Scale: 0.9999, Easting: 1000, Northing: -5_000_000}.CRS("Town grid")
	if err != nil || own.EPSG != 0 {
		t.Fatal(err, own)
	}
	dir := t.TempDir()
	at := orb.Point{2000, 1_600_000}
	l := gpkg.Layer{Name: "a", Geometry: gpkg.Point, CRS: own, Len: 1, Row: func(int, []any) orb.Geometry { return at }}
	name := filepath.Join(dir, "a.gpkg")
	if err := Write(t.Context(), name, []gpkg.Layer{l}, 0, about); err != nil {
		t.Fatal(err)
	}
	back, err := gpkg.Load(gpkg.File{Path: name}, "a")
	if err != nil || back.CRS.EPSG != 0 || back.CRS.Name != "Town grid" || back.Row(0, nil) != at {
		t.Fatalf("%v: %+v", err, back)
	}
	name = filepath.Join(dir, "b.gpkg")
	if err := Write(t.Context(), name, []gpkg.Layer{back}, 4326, about); err != nil {
		t.Fatal(err)
	}
	there, err := gpkg.Load(gpkg.File{Path: name}, "a")
	if err != nil || there.CRS.EPSG != 4326 {
		t.Fatalf("%v: %+v", err, there)
	}
	degrees, _ := spatial.ByEPSG(4326)
	if p := degrees.To(own)(there.Row(0, nil).(orb.Point)); math.Hypot(p[0]-at[0], p[1]-at[1]) > 1e-3 {
		t.Errorf("it was at %v and is at %v", at, p)
	}
	name = filepath.Join(dir, "c.parquet")
	if err := Write(t.Context(), name, []gpkg.Layer{back}, 0, about); err != nil {
		t.Error(err)
	}
	s, err := source.Open(source.OS(), name, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c, _, err := source.Known(s.System); err != nil || c.Parameters() != own.Parameters() || c.EPSG != 0 || c.Name != "Town grid" {
		t.Errorf("%v, %+v, want %+v", err, c, own)
	}
}

// TestRefused: what a format cannot hold is refused with nothing written.
func TestRefused(t *testing.T) {
	plain := sample()
	plain.Geometry, plain.Row = "", func(i int, values []any) orb.Geometry { values[0] = int64(i); return nil }
	long, wide, bad, taken, huge := plain, plain, plain, sample(), plain
	long.Len = 1 << 20
	wide.Columns = nil
	for c := range 16385 {
		wide.Columns = append(wide.Columns, gpkg.Column{Name: "c" + strconv.Itoa(c), Type: gpkg.Real})
	}
	bad.Row = func(_ int, values []any) orb.Geometry { values[2] = "x"; return nil }
	taken.Columns = []gpkg.Column{{Name: "bbox", Type: gpkg.Real}, {Name: "Geometry", Type: gpkg.Real}}
	huge.Row = func(_ int, values []any) orb.Geometry { values[1] = strings.Repeat("x", 32768); return nil }
	for _, c := range []struct {
		name   string
		layers []gpkg.Layer
		epsg   int
		want   string
	}{
		{"a.shp", []gpkg.Layer{plain}, 0, "the ending sets the format: expected .gpkg, .geojson, .geojsonl, .geojsons, .parquet, .csv, .xlsx"},
		{"a.geojson", []gpkg.Layer{plain}, 0, "there is no geometry, and .geojson is a format of maps: write .gpkg, .parquet, .csv, .xlsx"},
		{"a.csv", []gpkg.Layer{plain, plain}, 0, "2 layers, and a file of .csv holds one: ask for one, or write .gpkg or .xlsx"},
		{"a.geojsonl", []gpkg.Layer{sample()}, 3879, ".geojsonl is in longitude and latitude, EPSG:4326, by its standard: leave out EPSG:3879, or write .gpkg, .parquet or .csv"},
		{"a.parquet", []gpkg.Layer{sample()}, 3047, "coordinate system EPSG:3047 (ETRS89 / UTM zone 35N (N-E)) is another name of EPSG:3067: use 3067"},
		{"a.xlsx", []gpkg.Layer{long, wide}, 0, "layer \"sample\" has 1048577 rows with the header, and a sheet of .xlsx holds 1048576: write .csv or .parquet\n" +
			"layer \"sample\" has 16385 columns, and a sheet of .xlsx holds 16384: write .csv or .parquet"},
		{"a.xlsx", []gpkg.Layer{bad}, 0, `layer "sample", row 2 of the sheet, column "value": found a value of type string, expected one for REAL`},
		{"a.xlsx", []gpkg.Layer{huge}, 0, `layer "sample", row 2 of the sheet, column "text": a text of 32768 characters, and a cell of .xlsx holds 32767: write .csv or .parquet`},
		{"a.parquet", []gpkg.Layer{taken}, 0, "layer \"sample\": column \"bbox\": the name is kept for the geometry\nlayer \"sample\": column \"Geometry\": the name is kept for the geometry"},
		{"a.csv", []gpkg.Layer{bad}, 0, `layer "sample", row 1, column "value": found a value of type string, expected one for REAL`},
	} {
		dir := t.TempDir()
		err := Write(t.Context(), filepath.Join(dir, c.name), c.layers, c.epsg, about)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s: %v is left", c.name, left)
		}
	}
}
