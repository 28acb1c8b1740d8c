package inspect

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"saavu/internal/realdata"
	"saavu/internal/source"
)

// real inspects real files; names are relative to the real data.
func real(t *testing.T, names ...string) *Report {
	t.Helper()
	dir := realdata.Dir(t)
	for i, n := range names {
		names[i] = filepath.Join(dir, filepath.FromSlash(n))
	}
	r, err := Files(context.Background(), source.OS(), names, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Files {
		if len(r.Files[i].Wrong) > 0 {
			t.Fatalf("%s", strings.Join(r.Files[i].Wrong, "\n"))
		}
	}
	for line := range strings.Lines(r.Text(english)) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > pageWidth {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	return r
}

// wants checks that a file's doubts are exactly the expected ones, each by its
// beginning.
func wants(t *testing.T, f *File, want ...string) {
	t.Helper()
	for _, d := range f.Doubts {
		if i := slices.IndexFunc(want, func(w string) bool { return strings.HasPrefix(d.Text, w) }); i >= 0 {
			want = slices.Delete(want, i, i+1)
		} else {
			t.Errorf("%s: not expected: %s", base(f.Name), d.Text)
		}
	}
	for _, w := range want {
		t.Errorf("%s: missing: %s", base(f.Name), w)
	}
}

// column finds the findings on a column.
func (f *File) column(t *testing.T, name string) Column {
	t.Helper()
	for _, c := range f.Columns {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("%s has no column %s", base(f.Name), name)
	return Column{}
}

func TestRealGrids(t *testing.T) {
	r := real(t, "helsinki-region/hsy-grid/2012/Vaestotietoruudukko_2012.shp", "helsinki-region/hsy-grid/2015/Vaestotietoruudukko_2015.dbf",
		"helsinki-region/hsy-grid/2019/Vaestotietoruudukko_2019.shp")
	for i, c := range []struct {
		rows, hidden, counts, differ int64
		side                         float64
		isolated                     string // the cell of people without a building
	}{
		{2149, 827, 45, 0, 500, "(1236), with 30 151, lies 14 km"}, {5784, 2743, 30, 0, 250, "(27699), with 30 244, lies 15 km"},
		{5835, 2621, 36, 1, 250, "(27699), with 37 192, lies 15 km"},
	} {
		f := &r.Files[i]
		if f.Rows != c.rows || f.System.EPSG != 3879 || f.System.From != "the .prj" || !f.System.Known {
			t.Errorf("%s: %d rows in %+v", f.Name, f.Rows, f.System)
		}
		if f.Cells == nil || f.Cells.Side != c.side || f.Cells.On != c.rows || f.Cells.Off != 0 {
			t.Errorf("%s: cells %+v", f.Name, f.Cells)
		}
		a := f.Ages
		if a == nil || len(a.Bands) != 9 || a.Total != "ASUKKAITA" || len(a.Hidden) != 1 || a.Hidden[0] != (Hidden{Mark: "99", All: c.hidden, Count: c.counts}) ||
			a.Differ != c.differ || a.Add+a.Differ+c.hidden != c.rows {
			t.Errorf("%s: ages %+v", f.Name, a)
		}
		want := []string{fmt.Sprintf("99 is in all 9 columns of ages in %s", english.Message(rowsOf(c.hidden))), fmt.Sprintf("99 is a count in %s", english.Message(rowsOf(c.counts))),
			"the cell of the most people " + c.isolated + " from every other"}
		if c.differ > 0 {
			want = append(want, "the ages do not add up to ASUKKAITA in 1 row ")
		}
		wants(t, f, want...)
		if id := f.column(t, "INDEX"); id.Role != ID || !id.Unique {
			t.Errorf("%s: INDEX %+v", f.Name, id)
		}
		if e := f.Extent; e.X0 < 355_000 || e.X1 > 410_000 || e.Y0 < 6_650_000 || e.Y1 > 6_705_000 {
			t.Errorf("%s: extent %+v", f.Name, e)
		}
	}
}

func TestRealYKR(t *testing.T) {
	r := real(t, "helsinki-region/ykr-grid/MetropAccess_YKR_grid_EurefFIN.shp", "helsinki-region/ykr-grid/YKR_grid_EPSG3067.gpkg",
		"helsinki-region/ttm-2018", "helsinki-region/ttm-2018/vantaa_destinations.csv")
	shp, gpkg, times := &r.Files[0], &r.Files[1], &r.Files[2]
	for _, f := range []*File{shp, gpkg} {
		if f.Rows != 13231 || f.System.EPSG != 3067 || !f.System.Known || f.Cells == nil || f.Cells.Side != 250 || f.Cells.Off != 0 {
			t.Errorf("%s: %d rows, %+v, %+v", f.Name, f.Rows, f.System, f.Cells)
		}
	}
	wants(t, shp, "corners are off whole metres by up to 0.14 mm, which is noise", "x and y are off the centre of the shape, by 5 m on average and 5 m at most")
	wants(t, gpkg, "corners are off whole metres by up to 0.14 mm, which is noise", "the layer is called YKR_grid_ESPG3067: ESPG is a misspelling of EPSG")
	wants(t, times)
	m := times.Times
	if m.Files != 134 || m.Rows != 13231 || !m.Same || len(m.Columns) != 16 || len(m.Headers) != 1 {
		t.Errorf("matrix %+v", m)
	}
	missing := map[string]int64{}
	for _, c := range m.Columns {
		missing[c.Name] = c.Missing
	}
	if missing["car_r_t"] != 21125 || missing["car_r_d"] != 12194 || missing["walk_t"] != 29642 {
		t.Errorf("missing %v", missing)
	}
	joins(t, r, "the ids in the names of the files of ttm-2018 = YKR_ID of MetropAccess_YKR_grid_EurefFIN.shp",
		"from_id of ttm-2018 = YKR_ID of MetropAccess_YKR_grid_EurefFIN.shp", "from_id of ttm-2018 = YKR_ID of YKR_grid_EPSG3067.gpkg",
		"the ids in the names of the files of ttm-2018 = ykr_id of vantaa_destinations.csv")
}

// joins checks that pairs are found whose values are all found.
func joins(t *testing.T, r *Report, want ...string) {
	t.Helper()
	for _, j := range r.Joins {
		text := fmt.Sprintf("%s of %s = %s of %s", j.Column, base(j.File), j.InColumn, base(j.In))
		if i := slices.Index(want, text); i >= 0 && j.Share == 1 {
			want = slices.Delete(want, i, i+1)
		}
	}
	for _, w := range want {
		t.Errorf("not found: %s", w)
	}
}

func TestRealOlderTimes(t *testing.T) {
	f := &real(t, "helsinki-region/ttm-older").Files[0]
	wants(t, f, "travel_times_to_ 6016696.txt has -1 in every row and column", "travel_times_to_ 5976964.txt has 450 rows, most files have 13 231",
		"the files have 2 different rows of column names", "1 of 10 files has CRLF at the ends of lines: travel_times_to_ 5972095.txt")
}

func TestRealAreas(t *testing.T) {
	f := &real(t, "helsinki-region/areas/PKS_suuralue.kml").Files[0]
	if f.Rows != 23 || f.System.EPSG != 4326 || f.Cells != nil || f.Shapes[0] != (Count{"Polygon", 23}) {
		t.Errorf("%d rows, %+v, %+v, %+v", f.Rows, f.System, f.Cells, f.Shapes)
	}
	if c := f.column(t, "KUNTA"); c.Role != Municipality || c.Type != "text" || c.Distinct != 4 {
		t.Errorf("KUNTA %+v", c)
	}
	wants(t, f)
}

func TestRealServicePoints(t *testing.T) {
	r := real(t, "service-points/MedicalServices_sw_finland.geojson", "service-points/MedicalServices_sw_finland.gpkg")
	for i := range r.Files {
		f := &r.Files[i]
		if f.Rows != 141 || f.System.Known || f.System.EPSG != 3067 || f.System.Swapped || f.Shapes[0] != (Count{"MultiPoint", 141}) {
			t.Errorf("%d rows, %+v", f.Rows, f.System)
		}
		wants(t, f, "no coordinate system is stated", "latitude: the column holds metres (northing)", "longitude: the column holds metres (easting)",
			`"-" means a missing value 80 times`, "names of columns are cut at 10 characters", "6 rows are at the place of another row")
		for name, role := range map[string]Role{"orig_id": ID, "kohteen_ni": Name, "palvelut": Services, "aukioloaja": Hours, "natcode": Municipality, "osoite": Address} {
			if c := f.column(t, name); c.Role != role {
				t.Errorf("%s: %+v", name, c)
			}
		}
	}
}

func TestRealLongTimes(t *testing.T) {
	r := real(t, "belo-horizonte/land_use_data.csv", "belo-horizonte/travel_matrix.csv")
	wants(t, &r.Files[0], `"NA" means a missing value 156 times`)
	wants(t, &r.Files[1], "travel_time: it is not stated whether these are minutes or seconds (0 to 120); 898 are not whole numbers",
		"806 404 pairs of from_id and to_id are possible and 57 967 are absent")
	if c := r.Files[0].column(t, "id"); c.Type != "text" || c.Distinct != 898 || !c.Unique {
		t.Errorf("id %+v", c)
	}
	joins(t, r, "from_id of travel_matrix.csv = id of land_use_data.csv", "to_id of travel_matrix.csv = id of land_use_data.csv")
}

func TestRealRegister(t *testing.T) {
	for _, names := range [][]string{{"service-points/ptv"}, {"service-points/ptv/municipality_channels.json", "service-points/ptv/municipality_channels_2.json",
		"service-points/ptv/municipality_channels_3.json", "service-points/ptv/municipality_services.json"}} {
		r := real(t, names...)
		if len(r.Files) != 1 {
			t.Fatalf("%d findings", len(r.Files))
		}
		f := &r.Files[0]
		if f.Format != "PTV" || f.Rows != 3 || f.System.EPSG != 3067 || !f.System.Known {
			t.Errorf("%s, %d rows, %+v", f.Format, f.Rows, f.System)
		}
		wants(t, f, "2 rows are at the place of another row", "no row has a value in name_en")
		if c := f.column(t, "services"); c.Role != Services {
			t.Errorf("%+v", c)
		}
		if c := f.column(t, "opening_hours"); c.Role != Hours || c.Missing != 2 {
			t.Errorf("%+v", c)
		}
	}
}

func TestRealLayers(t *testing.T) {
	r := real(t, "helsinki-region/areas/finland-hva-2021.topo.json")
	if len(r.Files) != 2 || r.Files[0].Layer != "munis" || r.Files[0].Rows != 309 || r.Files[1].Layer != "hva" || r.Files[1].Rows != 22 {
		t.Fatalf("%d findings: %+v", len(r.Files), r.Files)
	}
	for i := range r.Files {
		if f := &r.Files[i]; f.System.EPSG != 4326 || f.Extent == nil || f.Extent.North < 69 {
			t.Errorf("%+v %+v", f.System, f.Extent)
		}
	}
	joins(t, r, "hva_id of finland-hva-2021.topo.json = hva_id of finland-hva-2021.topo.json")
}

func TestRealStatistics(t *testing.T) {
	f := &real(t, "helsinki-region/areas/area_statistics.json").Files[0]
	if f.Rows != 6480 || f.System != nil {
		t.Errorf("%d rows, %+v", f.Rows, f.System)
	}
	wants(t, f, `"…" means a missing value 1 344 times, in total, value`, `"," means a missing value 1 time, in value`, `".." means a missing value 3 times, in value`)
	if c := f.column(t, "area"); c.Missing != 13 || c.Type != "text" {
		t.Errorf("area %+v", c)
	}
}

// Places abroad whose columns are named after degrees are degrees there.
func TestRealPlacesAbroad(t *testing.T) {
	r := real(t, "porto-alegre/poa_hexgrid.csv", "porto-alegre/poa_points_of_interest.csv")
	for i, rows := range []int64{1227, 15} {
		f := &r.Files[i]
		if f.Rows != rows || f.System == nil || f.System.Known || f.System.EPSG != 4326 || f.System.Metres != 32722 {
			t.Errorf("%d rows, %+v", f.Rows, f.System)
		}
		wants(t, f, "no coordinate system is stated; columns of that name have degrees, EPSG:4326 (WGS 84)")
	}
}

// Folders report which files were not inspected, and what a feed is for.
func TestRealFolders(t *testing.T) {
	r := real(t, "helsinki-region", "tampere/tampere.zip", "locate")
	for i, want := range []string{"24 other files were not looked at: PKS_suuralue.kml, area_statistics.json, finland-hva-2021.topo.json …",
		"a timetable feed (GTFS): " + source.GTFSHint, ""} {
		if got := strings.Join(r.Files[i].Notes, "|"); got != want {
			t.Errorf("%s", got)
		}
	}
	if r.Files[0].Kind != Matrix || r.Files[0].Times.Files != 144 || r.Files[1].Rows != 11 || r.Files[2].Rows != 29 {
		t.Errorf("%+v", r.Files)
	}
}

// Lists of numbers separated by spaces are read as a table of one column, with
// a doubt.
func TestRealProblems(t *testing.T) {
	r := real(t, "locate/pmed/pmed1.txt", "locate/ufl/cap71.txt", "locate/pmedopt.txt")
	for i := range r.Files {
		want := []string{"the file has one column"}
		if i < 2 {
			want = append(want, "the first line looks like data: the table has no header")
		}
		wants(t, &r.Files[i], want...)
	}
}
