package layers

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
	"saavu/internal/format/record"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// layerTable is a layer of a GeoPackage, with the geometries of its rows.
type layerTable struct {
	EPSG       int
	Geometry   string
	Columns    []gpkg.Column
	Geometries []orb.Geometry
}

// layerRows reads a layer and returns its rows by column name.
func layerRows(t *testing.T, dir, layer string) (table layerTable, out []map[string]any) {
	t.Helper()
	path := filepath.Join(dir, "coverage.gpkg")
	source, err := gpkg.Source(gpkg.File{Path: path}, layer)
	if err != nil {
		t.Fatal(err)
	}
	err = source.Each(nil, func(r *record.Row) error {
		table.Geometries = append(table.Geometries, r.Geometry)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.QueryRow("SELECT geometry_type_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?", layer).Scan(&table.Geometry, &table.EPSG)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.Fatal(err)
	}
	columns, err := db.Query(`SELECT i.name, i.type, coalesce(d.title, ''), coalesce(d.description, '') FROM pragma_table_info(?1) i
		JOIN gpkg_data_columns d ON d.column_name = i.name AND d.table_name = ?1 ORDER BY i.cid`, layer)
	if err != nil {
		t.Fatal(err)
	}
	defer columns.Close()
	for columns.Next() {
		var c gpkg.Column
		if err := columns.Scan(&c.Name, &c.Type, &c.Title, &c.Description); err != nil {
			t.Fatal(err)
		}
		table.Columns = append(table.Columns, c)
	}
	rows, err := db.Query(`SELECT * FROM "` + layer + `"`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, at := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			at[i] = &values[i]
		}
		if err := rows.Scan(at...); err != nil {
			t.Fatal(err)
		}
		row := map[string]any{}
		for i, name := range names {
			row[name] = values[i]
		}
		out = append(out, row)
	}
	return table, out
}

func TestCoverageLayer(t *testing.T) {
	dir := written(t, maps30())
	table, rows := layerRows(t, dir, "coverage_centralised")
	if table.EPSG != 3067 || table.Geometry != "POLYGON" || len(rows) != 28 || len(table.Columns) != 5+2*12 {
		t.Fatalf("EPSG %d, %s, %d rows, %d columns", table.EPSG, table.Geometry, len(rows), len(table.Columns))
	}
	if b := table.Geometries[3].Bound(); b != (orb.Bound{Min: orb.Point{391_250, 6_690_000}, Max: orb.Point{391_500, 6_690_250}}) {
		t.Errorf("cell 5 covers %v", b)
	}
	for _, c := range table.Columns {
		if c.Title == "" {
			t.Errorf("column %s has no title", c.Name)
		}
	}
	for _, tt := range []struct {
		row  int
		want map[string]any
	}{
		{1, map[string]any{"id": int64(5_000_003), "area": "Kivistö", "people": 100.0, "estimated": 0.0, "neuvola_min": int64(31), "neuvola_unreached": int64(0),
			"neuvola_change": int64(8), "neuvola_class": int64(-1), "area_id": "kivisto", "neuvola_own_min": int64(4), "neuvola_nearest": "nv_korso", "neuvola_loses_last": 0.0, "neuvola_lose": 0.0, "neuvola_there": 7.0, "neuvola_target": 7.0}},
		{3, map[string]any{"id": int64(5_000_005), "estimated": 12.5, "neuvola_min": nil, "neuvola_unreached": int64(1), "neuvola_change": nil,
			"neuvola_nearest": nil, "neuvola_loses_last": 3.5, "neuvola_lose": 7.0}},
	} {
		for name, want := range tt.want {
			if got := rows[tt.row][name]; got != want {
				t.Errorf("row %d, %s: %v, expected %v", tt.row, name, got, want)
			}
		}
	}
	described := table.Columns[5]
	if described.Title != "Maternity and child clinic, child: minutes without a car (weekday rush hour, limit 20 min)" || !strings.Contains(described.Description, "limit 20 min · weekday rush hour · SYNTHETIC county · DEMONSTRATION network") {
		t.Errorf("column 6 is %+v", described)
	}
	s := maps30()
	s.Result = s.Protected()
	if _, rows := layerRows(t, written(t, s), "coverage_today"); len(rows) != 26 {
		t.Errorf("%d rows in the public layer, expected 26: one cell has 6 people, and another is hidden with it", len(rows))
	}
}

func TestOtherLayers(t *testing.T) {
	dir := written(t, maps30())
	lost, people := 0, 0.0
	table, changed := layerRows(t, dir, "change_centralised")
	for _, row := range changed {
		if v := row["neuvola_loses_last"].(float64); v > 0 {
			lost++
			people += v
		}
	}
	if len(changed) != 28 || lost != 5 || people != 17.5 {
		t.Errorf("%d cells, %d of which lose the last point for %v people, expected 28, 5 and 17.5", len(changed), lost, people)
	}
	for _, c := range table.Columns {
		if strings.HasSuffix(c.Name, "_min") || strings.HasSuffix(c.Name, "_nearest") {
			t.Errorf("the layer of changes has %s", c.Name)
		}
	}
	// What no option changes is left out, except the service of maps.
	if table, _ := layerRows(t, dir, "change_local_2030"); len(table.Columns) != 4+7 || table.Columns[4].Name != "neuvola_target" {
		t.Errorf("%d columns of an option that changes nothing: %v", len(table.Columns), table.Columns)
	}
	if _, cells := layerRows(t, dir, "cells"); len(cells) != 28 || cells[3]["id"] != int64(5_000_005) || cells[3]["area_id"] != "kivisto" {
		t.Errorf("%d cells: %v", len(cells), cells)
	}
	areas, scored := layerRows(t, dir, "areas")
	if len(scored) != 2 || scored[0]["there_today"] != 0.8 || scored[1]["lose_centralised"] != 3300.0 || scored[0]["people"] != 1206.0 {
		t.Errorf("areas: %v", scored)
	}
	// Korso is dissolved from its 14 cells, Kivistö is drawn as given.
	if a, b := area2(areas.Geometries[0]), area2(areas.Geometries[1]); a != 14*62_500 || b != 750*1250 {
		t.Errorf("areas of %g and %g square metres", a, b)
	}
}

// What an option does not change is in the table of the option that it is compared with,
// and its layer has all columns.
func TestWhatAnOptionKeepsIsWrittenOnce(t *testing.T) {
	s := maps30()
	f, err := s.file()
	if err != nil {
		t.Fatal(err)
	}
	own := func(option int) (names []string) {
		l := f.optionTable(option)
		for _, c := range l.Columns {
			names = append(names, c.Name)
		}
		return names
	}
	if today := own(0); len(today) != len(f.columns[0]) {
		t.Errorf("the table of today has %d columns of %d", len(today), len(f.columns[0]))
	}
	central := own(1)
	for name, want := range map[string]bool{"neuvola_min": true, "neuvola_change": true, "neuvola_target": false, "people": false, "neuvola_own_min": false} {
		if slices.Contains(central, name) != want {
			t.Errorf("the table of the option has %s: %t", name, !want)
		}
	}
	// The people of the third option are those of another year.
	s.Counties[2].Grid = s.Grid
	grid := *s.Grid
	grid.People = slices.Clone(grid.People)
	grid.People[5*101+40]++
	county := *s.Counties[2]
	county.Grid = &grid
	s.Counties[2] = &county
	if f, err = s.file(); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(own(2), "people") {
		t.Error("other people, but no column of them")
	}
	_, before := layerRows(t, written(t, s), "coverage_today")
	_, after := layerRows(t, written(t, s), "coverage_local_2030")
	if after[3]["people"].(float64) != before[3]["people"].(float64)+1 {
		t.Errorf("people %v and %v", before[3]["people"], after[3]["people"])
	}
}

// Today has no reference: its changes are NULL and not 0, in every file.
func TestTodayHasNoChange(t *testing.T) {
	s := maps30()
	for _, l := range s.Surfaces[0].Layers {
		clear(l.Diff)
	}
	dir := written(t, s)
	for option, none := range map[string]bool{"today": true, "local-2030": false} {
		_, rows := layerRows(t, dir, "coverage_"+Plain(option))
		for _, column := range []string{"neuvola_change", "neuvola_loses_last", "dental_change"} {
			if got := rows[3][column]; (got == nil) != none {
				t.Errorf("%s of %s: %v", column, option, got)
			}
		}
		_, areas := layerRows(t, dir, "areas")
		for _, column := range []string{"gain_", "lose_"} {
			if got := areas[0][column+Plain(option)]; (got == nil) != none {
				t.Errorf("%s%s: %v", column, option, got)
			}
		}
		if text := string(read(t, dir, "coverage_"+option+".geojson")); strings.Contains(text, `"neuvola_change"`) {
			t.Errorf("GeoJSON of %s has a change where there is none", option)
		}
	}
}

// area2 is the area of a multipolygon without holes.
func area2(g orb.Geometry) float64 {
	sum := 0.0
	for _, p := range g.(orb.MultiPolygon) {
		for i := range p[0][1:] {
			a, b := p[0][i], p[0][i+1]
			sum += ((a[0]-391_000)*(b[1]-6_690_000) - (b[0]-391_000)*(a[1]-6_690_000)) / 2
		}
	}
	return sum
}

func TestFacilityLayer(t *testing.T) {
	s := maps30()
	moves := s.Counties[1].Network
	moves.Facilities[1].At = orb.Point{391_100, 6_690_900}
	points := s.Counties[2].Network.Points[:0]
	for _, p := range s.Counties[2].Network.Points {
		if p.Facility != 0 {
			points = append(points, p)
		}
	}
	s.Counties[2].Network.Points = points
	dir := written(t, s)
	type row struct {
		layer string
		at    int
		want  map[string]any
	}
	for layer, n := range map[string]int{"facilities_today": 2, "facilities_centralised": 2, "facilities_local_2030": 2} {
		if _, rows := layerRows(t, dir, layer); len(rows) != n {
			t.Errorf("%s: %d rows, expected %d: closed in both, or without a place, is no place of the option", layer, len(rows), n)
		}
	}
	if table, _ := layerRows(t, dir, "facilities_today"); table.Geometries[0] != (orb.Point{390_200, 6_690_400}) {
		t.Errorf("the first stands at %v", table.Geometries[0])
	}
	for _, tt := range []row{
		// Class C has 1500 m ÷ 75 m/min = 20 min: all 28 cells of minutes 5 to 35
		// differ from 20 by at most 20.
		{"facilities_today", 0, map[string]any{"id": "nv_korso", "does": "kept", "class": "C", "error_m": 1500.0, "snap_m": 41.0, "has_times": int64(1), "could_flip": int64(28), "services": "dental, neuvola", "channel": "on_site",
			"barrier_free": int64(1), "languages": "fi, sv", "floor_m2": 850.5, "neuvola_does": "kept", "dental_does": "kept"}},
		{"facilities_today", 1, map[string]any{"class": "B", "error_m": 600.0, "could_flip": int64(0), "barrier_free": int64(0), "languages": "", "floor_m2": nil}},
		// 8 minutes more: the column of 37 min is still within 20, and the last is
		// unreached.
		{"facilities_centralised", 0, map[string]any{"could_flip": int64(23), "does": "kept"}},
		{"facilities_centralised", 1, map[string]any{"does": "moved", "neuvola_does": "moved"}},
		{"facilities_local_2030", 1, map[string]any{"id": "nv_asema", "channel": "mobile, on_site"}},
		{"facilities_local_2030", 0, map[string]any{"id": "nv_korso", "does": "closed", "neuvola_does": "closed", "channel": "", "could_flip": int64(0)}},
	} {
		_, rows := layerRows(t, dir, tt.layer)
		for name, want := range tt.want {
			if got := rows[tt.at][name]; got != want {
				t.Errorf("%s, row %d, %s: %v, expected %v", tt.layer, tt.at, name, got, want)
			}
		}
	}
}

func TestStationLayer(t *testing.T) {
	s := maps30()
	nan := math.NaN()
	id := s.Counties[0].Network.Facilities[0].ID
	s.Report.Services[0].Rows[0].Loads = []report.PointLoad{
		{Facility: id, Channel: "on_site", Load: 900.5, Capacity: math.Inf(1), Seen: 900.5, Bind: "none", Positions: 2, Rooms: 1, More: report.OneMore{Position: 12.5, RoomHour: 0, UnitDay: nan}},
		{Facility: "nowhere", Channel: "on_site"}}
	table, rows := layerRows(t, written(t, s), "stations_today")
	if len(rows) != 1 || table.Geometries[0] != (orb.Point{390_200, 6_690_400}) {
		t.Fatalf("%d rows at %v, expected one", len(rows), table.Geometries)
	}
	for name, want := range map[string]any{"service": "neuvola", "share": 1.0, "id": id, "unit": nil, "load": 900.5, "capacity": nil, "seen": 900.5, "bind": "none",
		"positions": 2.0, "rooms": 1.0, "more_position": 12.5, "more_room_hour": 0.0, "more_unit_day": nil} {
		if got := rows[0][name]; got != want {
			t.Errorf("%s: %v, expected %v", name, got, want)
		}
	}
}

// TestFlipsEdge: the walking time of the ring is inclusive, on both sides.
func TestFlipsEdge(t *testing.T) {
	s := maps30()
	s.Counties[0].Network.Facilities[0].Class = "B" // 600 m, 8 minutes
	l := s.Surfaces[0].Layers[0].Minutes
	s.Surfaces[0].Layers = s.Surfaces[0].Layers[:1]
	for i := range l {
		l[i] = 60
	}
	l[10], l[11], l[12], l[13] = 11, 12, 28, 29
	if got := s.prepared().flips(0)[0]; got != 2 {
		t.Errorf("%d cells could flip, expected those of 12 and 28 minutes", got)
	}
}

// TestAtMostAHundredColumns: with more services the later measures are left out of the
// wide layer, never the minutes.
func TestAtMostAHundredColumns(t *testing.T) {
	s := maps30()
	for n := 2; n < 70; n++ {
		list := append(s.prepared().lasting(), s.prepared().columns[0]...)
		if len(list) > 100 {
			t.Fatalf("%d services: %d columns", len(s.Report.Services), len(list))
		}
		minutes := 0
		for _, a := range list {
			if strings.HasSuffix(a.Name, "_min") && !strings.HasSuffix(a.Name, "_own_min") {
				minutes++
			}
		}
		if minutes != min(len(s.Report.Services), 95) {
			t.Fatalf("%d services: minutes of %d", len(s.Report.Services), minutes)
		}
		more := s.Report.Services[0]
		more.ID = "more" + strings.Repeat("x", n)
		s.Report.Services = append(s.Report.Services, more)
	}
}

// TestGDALOpensTheFile reads what GIS users see, where GDAL is installed.
func TestGDALOpensTheFile(t *testing.T) {
	ogrinfo, err := exec.LookPath("ogrinfo")
	if err != nil {
		if os.Getenv("SAAVU_REQUIRE_DATA") == "1" {
			t.Fatal("ogrinfo is not installed")
		}
		t.Skip("ogrinfo is not installed")
	}
	dir := written(t, maps30())
	out, err := exec.Command(ogrinfo, "-al", "-so", filepath.Join(dir, "coverage.gpkg")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text := string(out)
	for _, want := range []string{"Layer name: coverage_today", "Layer name: change_centralised", "Layer name: facilities_today", "Layer name: stations_today", "Layer name: areas", "Feature Count: 28", `ID["EPSG",3067]`, "neuvola_min: Integer", "SYNTHETIC"} {
		if !strings.Contains(text, want) {
			t.Errorf("ogrinfo does not show %q", want)
		}
	}
	if strings.Contains(text, "Warning") || strings.Contains(text, "ERROR") {
		t.Errorf("ogrinfo complains:\n%s", text)
	}
	geo, err := exec.Command(ogrinfo, "-al", "-so", filepath.Join(dir, "coverage_today.geojson")).CombinedOutput()
	if err != nil || !strings.Contains(string(geo), "Feature Count: 28") {
		t.Errorf("%v: %s", err, geo)
	}
}

// TestOptionWithoutASurface: an option may have no surface of a service; the
// service's columns exist and are NULL.
func TestOptionWithoutASurface(t *testing.T) {
	s := maps30()
	s.Surfaces[2].Layers = s.Surfaces[2].Layers[:1]
	table, rows := layerRows(t, written(t, s), "coverage_local_2030")
	other, _ := layerRows(t, written(t, maps30()), "coverage_local_2030")
	if !slices.EqualFunc(table.Columns, other.Columns, func(a, b gpkg.Column) bool { return a.Name == b.Name && a.Type == b.Type && a.Title == b.Title }) {
		t.Error("other columns than with the surface")
	}
	if rows[0]["dental_min"] != nil || rows[0]["neuvola_min"] == nil {
		t.Errorf("got %v", rows[0])
	}
}

// Ids of cells that are texts in their source are texts in every file.
func TestTextIDs(t *testing.T) {
	s := maps30()
	s.Grid.Names = make([]string, s.Grid.Cells())
	for i := range s.Grid.Names {
		s.Grid.Names[i] = "250mN" + string(rune('a'+i%26)) + string(rune('a'+i/26))
	}
	dir := written(t, s)
	known := map[any]bool{}
	for _, n := range s.Grid.Names {
		known[n] = true
	}
	for _, layer := range []string{"cells", "coverage_centralised", "change_centralised"} {
		table, rows := layerRows(t, dir, layer)
		i := slices.IndexFunc(table.Columns, func(c gpkg.Column) bool { return c.Name == "id" })
		if len(rows) == 0 || table.Columns[i].Type != gpkg.Text {
			t.Errorf("%s: %d rows, ids are %s", layer, len(rows), table.Columns[i].Type)
		}
		for _, row := range rows {
			if !known[row["id"]] {
				t.Errorf("%s: id %v", layer, row["id"])
			}
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "coverage_centralised.geojson"))
	if err != nil || strings.Count(string(text), `"id":"250mN`) != 28 {
		t.Errorf("%v, %d text ids in GeoJSON", err, strings.Count(string(text), `"id":"250mN`))
	}
}

// In maps of cells, the members of further partitions come after the cell's own
// columns and before the services.
func TestPartitionColumns(t *testing.T) {
	s := maps30()
	cells := make([]int32, s.Grid.Cells())
	for i := range cells {
		cells[i] = int32(i%3) - 1
	}
	s.Grid.Partitions = []population.Partition{{Name: "school", Rule: "overlap", Members: []population.Member{{ID: "1", Name: "Yksi"}, {ID: "2", Name: "Kaksi"}}, Cell: cells}}
	table, rows := layerRows(t, written(t, s), "coverage_centralised")
	if c := table.Columns[5]; c.Name != "school" || c.Type != gpkg.Text || c.Description != "member of the division school · by the largest part of the cell's surface · NULL if none" {
		t.Errorf("%+v", c)
	}
	counts := map[any]int{}
	for _, r := range rows {
		counts[r["school"]]++
	}
	if len(rows) != 28 || counts[nil]+counts["Yksi"]+counts["Kaksi"] != 28 || counts["Yksi"] < 8 || counts["Kaksi"] < 8 {
		t.Errorf("%d rows, %v", len(rows), counts)
	}
	text, err := os.ReadFile(filepath.Join(written(t, s), "coverage_centralised.geojson"))
	if err != nil || !strings.Contains(string(text), `"school":"Yksi"`) || strings.Contains(string(text), `"school":null`) {
		t.Errorf("no members in the GeoJSON, %v", err)
	}
}

func TestFeatures(t *testing.T) {
	s := maps30()
	dir := written(t, s)
	data := read(t, dir, "coverage_centralised.geojson")
	var d struct {
		Title    string
		Features []struct {
			ID         json.Number
			Geometry   struct{ Coordinates orb.Polygon }
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	if title := d.Title; title != "Coverage · Centralised network (centralised) · weekday rush hour · SYNTHETIC county · DEMONSTRATION network" {
		t.Errorf("title %q", title)
	}
	if len(d.Features) != 28 {
		t.Fatalf("%d features, expected 28: cell 0 is outside the county and cell 1 has nobody", len(d.Features))
	}
	f := d.Features[3] // cell 5, the last of its row
	if f.ID != "5000005" || f.Properties["neuvola_min"] != nil || f.Properties["neuvola_change"] != nil {
		t.Errorf("an unreached cell: %v %v", f.ID, f.Properties)
	}
	if p := f.Geometry.Coordinates.Bound().Center(); p[0] < 25.02 || p[0] > 25.05 || p[1] < 60.32 || p[1] > 60.35 {
		t.Errorf("cell 5 lies at %v, expected in Vantaa", p)
	}
	s.Result = s.Protected()
	var b bytes.Buffer
	if err := s.Features(&b, 0); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "5000002") || !strings.Contains(b.String(), "5000003") {
		t.Error("a public file shows a cell of 6 people, or hides one of 100")
	}
}

// Columns of a service of which an option meets people at school, and the GeoJSON, say that
// these have no minutes; those of today and of other services do not.
func TestAtSchoolIsDescribed(t *testing.T) {
	s := maps30()
	k := slices.IndexFunc(s.Report.Options, func(o report.Option) bool { return o.ID == "centralised" })
	s.Report.Services[0].Rows[k].AtSchool = 5
	dir := written(t, s)
	const met = "people met at school get there without a journey"
	for layer, want := range map[string]bool{"coverage_centralised": true, "coverage_today": false} {
		table, _ := layerRows(t, dir, layer)
		for _, c := range table.Columns {
			of := strings.HasPrefix(c.Name, "neuvola_") && c.Name != "neuvola_target" && c.Name != "neuvola_nearest"
			if got := strings.Contains(c.Description, met); got != (want && of) {
				t.Errorf("%s, %s: %q", layer, c.Name, c.Description)
			}
		}
		if got := strings.Contains(string(read(t, dir, layer+".geojson")), met); got != want {
			t.Errorf("%s.geojson says it: %t", layer, got)
		}
	}
}

// A text on a page is written smaller, then shortened by words, and then by letters, so
// that it stays in its lines.
func TestTextsOfPagesFit(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		lines int
		want  string
		size  float64
	}{
		{"health station", 40, 1, "health station", 10}, {"Tikkurila health station", 30, 1, "Tikkurila health station", 8}, {"Tikkurila health station", 26, 1, "Tikkurila health…", 8},
		{"Tikkurila health station", 30, 2, "Tikkurila health station", 10}, {"Tikkurila", 10, 1, "Tikku…", 8}, {"A Tikkurila", 9, 2, "A…", 8}, {"", 10, 1, "", 10},
	} {
		got := fitting(text(0, 0, c.width*substitute, 6, c.text, 10, false), c.lines)
		if got.Text != c.want || got.Size != c.size {
			t.Errorf("%q in %g mm and %d lines: %q of %g points, expected %q of %g", c.text, c.width, c.lines, got.Text, got.Size, c.want, c.size)
		}
		if !fits(got.Text, c.width*substitute, got.Size, false, c.lines) {
			t.Errorf("%q does not fit", got.Text)
		}
	}
}
