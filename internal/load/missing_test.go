package load

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"saavu/internal/source"
	"saavu/pkg/spatial"
)

// A shapefile without its .dbf has shapes without columns. The message names the
// missing file, for each column that the county needs.
func TestShapefileWithoutItsTable(t *testing.T) {
	ring := spatial.CellPolygon(orb.Point{385125, 6680125}, 250)[0]
	const hint = ` (there is no map.dbf next to map.shp, so its shapes have no columns: keep all files of the shapefile together)`
	for _, c := range []struct{ name, old, new, want string }{
		{"people", "population: {format: cells, file: cells.csv}", "population: {format: grid, file: MAP, epsg: 3067, id: id, total: people, bands: {a: 0-17, b: 18+}}",
			`data/small/map.shp: found "no column id, people, a, b", expected the columns of the county file` + hint},
		{"areas", "areas: {format: table, file: areas.csv}", "areas: {format: boundaries, file: MAP, epsg: 3067, id: code}",
			`data/small/map.shp: column "code": found nothing, expected a column of this name` + hint},
		{"places", "facilities: facilities.csv\npoints: points.csv\n", "supply:\n  - {file: MAP, epsg: 3067, columns: {id: id}, services: {columns: {clinic: c}}}\n",
			`data/small/county.yaml:11:47: found "id", expected a column of data/small/map.shp` + hint},
	} {
		for _, shapefile := range []string{"map.shp", "map.SHP"} {
			files := small(t)
			text := string(files["small/county.yaml"].Data)
			if !strings.Contains(text, c.old) {
				t.Fatalf("%s: the county has no %q", c.name, c.old)
			}
			files["small/county.yaml"].Data = []byte(strings.Replace(text, c.old, strings.Replace(c.new, "MAP", shapefile, 1), 1))
			files["small/"+shapefile] = &fstest.MapFile{Data: shp([]orb.Ring{ring})}
			_, err := read(files)
			if want := strings.ReplaceAll(c.want, "map.shp", shapefile); err == nil || !strings.Contains("\n"+err.Error()+"\n", "\n"+want) {
				t.Errorf("%s, %s: got\n%v\nwant\n%s", c.name, shapefile, err, want)
			}
		}
	}
}

// A file that is not YAML is reported as such, whatever its size, with a hint
// how to get a county file.
func TestCountyFileThatIsNotYAML(t *testing.T) {
	book := excelize.NewFile()
	if err := book.SetSheetRow("Sheet1", "A1", &[]any{"id", "people"}); err != nil {
		t.Fatal(err)
	}
	workbook, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	if w, err := z.Create("county.yaml"); err != nil {
		t.Fatal(err)
	} else if _, err := w.Write([]byte("county: {}\n")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	const workbooks, bytesAlone = `: found "an Excel workbook or another zip file"`, `: found "a binary file"`
	for name, c := range map[string]struct{ text, want string }{
		"county.xlsx":    {workbook.String(), workbooks},
		"large.xlsx":     {workbook.String() + strings.Repeat("x", 512<<10), workbooks},
		"renamed.yaml":   {workbook.String(), workbooks},
		"county.zip":     {packed.String(), workbooks},
		"county.xls":     {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", workbooks},
		"county.gpkg":    {"SQLite format 3\x00\x10", bytesAlone},
		"county.parquet": {"PAR1\x15\x00", bytesAlone},
		"county.png":     {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytesAlone},
		"cells.csv":      {"id,people\n1,20\n", `:1:1: found "id,people 1,20"`},
		"areas.kml":      {"<?xml version=\"1.0\"?>\n<kml/>\n", `:1:1: found "<?xml version=\"1.0\"?> <kml/>"`},
		"read me.txt":    {"The county file\nis missing.\n", `:1:1: found "The county file is missing."`},
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		want := path + c.want + ", expected a YAML file with keys (saavu init drafts a county file from workbooks, tables and maps)"
		if _, err := Read(t.Context(), source.OS(), path, Options{}); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
