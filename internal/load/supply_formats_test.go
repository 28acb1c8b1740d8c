package load

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"saavu/internal/format/gpkg"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/spatial"
)

// house is a location of TestSupplyFormats as Parquet has it.
type house struct {
	ID int64   `parquet:"id"`
	X  float64 `parquet:"x"`
	Y  float64 `parquet:"y"`
	C  int32   `parquet:"c"`
	D  *int32  `parquet:"d,optional"`
	M2 float64 `parquet:"m2"`
}

// TestSupplyFormats reads the same locations from every format of records and
// gets the same network, but for the name of the file.
func TestSupplyFormats(t *testing.T) {
	files := small(t)
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"cells.csv", "areas.csv", "stations.csv"} {
		write(name, string(files["small/"+name].Data))
	}
	one := int32(1)
	rows := []house{{1, 385125, 6680125, 1, &one, 100}, {2, 385875, 6680875, 0, &one, 250}, {3, 385375, 6680375, 2, nil, 80}}
	var rings []orb.Ring
	var records [][]any
	var features []string
	table := "id;x;y;c;d;m2\n"
	for _, h := range rows {
		rings = append(rings, spatial.CellPolygon(orb.Point{h.X, h.Y}, 20)[0])
		d, null := "", "null"
		record := []any{h.ID, 0, 0, h.C, "", h.M2}
		if h.D != nil {
			d, null, record[4] = fmt.Sprint(*h.D), fmt.Sprint(*h.D), *h.D
		}
		records = append(records, record)
		table += fmt.Sprintf("%d;%.1f;%.1f;%d;%s;%g\n", h.ID, h.X, h.Y, h.C, d, h.M2)
		features = append(features, fmt.Sprintf(`{"type":"Feature","geometry":{"type":"Point","coordinates":[%f,%f]},"properties":{"id":%d,"c":%d,"d":%s,"m2":%g}}`, h.X, h.Y, h.ID, h.C, null, h.M2))
	}
	write("t.csv", strings.ReplaceAll(table, ".0;", ",0;"))
	write("t.shp", string(shp(rings)))
	write("t.dbf", string(dbf([]string{"id", "c", "d", "m2"}, records)))
	write("t.geojson", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3067"}},"features":[`+strings.Join(features, ",")+"]}")
	write("t.geojsonl", strings.Join(features, "\n")+"\n")
	var packed bytes.Buffer
	if err := parquet.Write(&packed, rows); err != nil {
		t.Fatal(err)
	}
	write("t.parquet", packed.String())
	err := gpkg.Write(context.Background(), filepath.Join(dir, "t.gpkg"), []gpkg.Layer{{Name: "other"}, {Name: "houses", Geometry: gpkg.Point, CRS: spatial.CRS{EPSG: 3067}, Len: len(rows),
		Columns: []gpkg.Column{{Name: "id", Type: gpkg.Integer}, {Name: "c", Type: gpkg.Integer}, {Name: "d", Type: gpkg.Integer}, {Name: "m2", Type: gpkg.Real}},
		Row: func(i int, values []any) orb.Geometry {
			h := rows[i]
			if values[0], values[1], values[2], values[3] = int(h.ID), int(h.C), nil, h.M2; h.D != nil {
				values[2] = int(*h.D)
			}
			return orb.Point{h.X, h.Y}
		}}}, gpkg.Options{Instant: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	// A title, an empty row, and the table on the second sheet.
	book := excelize.NewFile()
	_, err = book.NewSheet("Houses")
	for i, row := range append([][]any{{"Houses of the county"}, {}, {"id", "x", "y", "c", "d", "m2"}}, sheetRows(rows)...) {
		if err == nil {
			err = book.SetSheetRow("Houses", fmt.Sprintf("A%d", i+1), &row)
		}
	}
	if err == nil {
		err = book.SaveAs(filepath.Join(dir, "t.xlsx"))
	}
	if err != nil {
		t.Fatal(err)
	}
	var first *network.Network
	for _, entry := range []string{"t.csv, epsg: 3067, columns: {id: id, floor_m2: m2, x: x, y: y}", "t.geojson, columns: {id: id, floor_m2: m2}",
		"t.geojsonl, epsg: 3067, columns: {id: id, floor_m2: m2}", "t.shp, epsg: 3067, columns: {id: id, floor_m2: m2}",
		"t.parquet, epsg: 3067, columns: {id: id, floor_m2: m2, x: x, y: y}", "t.gpkg, layer: houses, columns: {id: id, floor_m2: m2}",
		"t.xlsx, layer: Houses, epsg: 3067, columns: {id: id, floor_m2: m2, x: x, y: y}"} {
		county := strings.Replace(string(files["small/county.yaml"].Data), "facilities: facilities.csv\npoints: points.csv\n",
			"supply:\n  - {file: "+entry+", services: {columns: {clinic: c, doctor: d}}}\n", 1)
		county = county[:strings.Index(county, "rules:")] + county[strings.Index(county, "parameters:"):]
		write("county.yaml", strings.Replace(county, "options:\n  dir: options\n  order: [today, less]\n", "", 1))
		c, err := Read(context.Background(), source.OS(), filepath.Join(dir, "county.yaml"), Options{})
		if err != nil {
			t.Errorf("%s: %v", entry, err)
			continue
		}
		n := c.Base.Network
		for i := range n.Facilities {
			at := orb.Point{rows[i].X, rows[i].Y}
			if math.Hypot(n.Facilities[i].At[0]-at[0], n.Facilities[i].At[1]-at[1]) > 1e-6 {
				t.Errorf("%s: %s stands at %v", entry, n.Facilities[i].ID, n.Facilities[i].At)
			}
			n.Facilities[i].At = at
		}
		for i := range n.Points {
			n.Points[i].Src = ""
		}
		if first == nil {
			first = n
			if len(n.Facilities) != 3 || len(n.Points) != 4 || n.Facilities[1].FloorM2 != 250 {
				t.Errorf("%+v %+v", n.Facilities, n.Points)
			}
		}
		if d := cmp.Diff(first, n); d != "" {
			t.Errorf("%s (-want +got):\n%s", entry, d)
		}
	}
}

// sheetRows gives the locations as rows of a sheet.
func sheetRows(list []house) (out [][]any) {
	for _, h := range list {
		row := []any{h.ID, h.X, h.Y, h.C, nil, h.M2}
		if h.D != nil {
			row[4] = *h.D
		}
		out = append(out, row)
	}
	return out
}
