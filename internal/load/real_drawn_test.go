package load

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/paulmach/orb"

	"saavu/internal/load/areas"
	"saavu/internal/load/forecast"
	"saavu/internal/load/input"
	"saavu/internal/load/kept"
	"saavu/internal/load/supply"
	"saavu/internal/load/times"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

// The drawn region: four cells of travel times, the corner of 11 at x0, y0, and
// four cells of people, numbered 1 to 4. Cell 1 lies half in 11 and half in 12,
// cell 2 is 13, cell 3 lies half in 14 and half outside, and cell 4 is far away
// at sea and holds people without a building.
//
//	┌────────┬────────┐
//	│ 13 (2) │ 14  (3 │ )
//	├────────┼────────┤
//	│ 11  (1 │ )  12  │        (4)
//	└────────┴────────┘
const x0, y0 = 385000.0, 6672000.0

// drawing is the content of a test region before it is written to files.
type drawing struct {
	county string
	cells  [][]any // YKR_ID, x, y of the lower left corner
	people [][]any // INDEX, x, y, ASUKKAITA, then the bands
	bands  []string
	files  map[string]string // other files by name
	crs    int               // in which the people's cells are written
}

func drawn() *drawing {
	return &drawing{
		county: `
county: {id: drawn, name: Drawn, year: 2019}
population: {format: grid, file: hsy.shp, grid: ykr.shp, epsg: 3067, grid_epsg: 3067, no_building: largest-outside, profile: hsy, bands: {IKA0_9: 0-9, IKA10_79: 10-79, IKA_YLI80: 80+}}
areas: {format: boundaries, file: areas.kml, table: areas.csv, unmapped: [kerava]}
travel:
  format: tables
  sources:
    - layout: ttm
      dir: ttm
      tables:
        - {mode: walk, time: walk_t, metres: walk_d}
        - {mode: transit, period: rush, time: pt_r_tt}
facilities: facilities.csv
points: points.csv
`,
		cells: [][]any{{11, x0, y0}, {12, x0 + 250, y0}, {13, x0, y0 + 250}, {14, x0 + 250, y0 + 250}},
		people: [][]any{
			{1, x0 + 125, y0, 200, 40, 160, 0},
			{2, x0, y0 + 250, 50, 99, 99, 99},
			{3, x0 + 375, y0 + 250, 100, 20, 0, 80},
			{4, x0 + 9000, y0, 900, 300, 300, 310},
		},
		bands: []string{"IKA0_9", "IKA10_79", "IKA_YLI80"},
		files: map[string]string{
			"areas.csv": "id,name_fi,municipality,KUNTA,fi_share,sv_share,foreign_share,side\n" +
				"lansi,Länsi,vantaa,092,0.9,0.1,,west\nkerava,Kerava,kerava,245,,,,none\n",
			"areas.kml": boundary(x0, y0),
			"facilities.csv": "id,name,type,area,x,y,coord_class,status,size,barrier_free,lease_end\n" +
				"a,In a cell,neuvola,,385010,6672240,A,open,small,,\n" +
				"b,Near,neuvola,,385125,6672300,A,open,small,,\n" +
				"c,At the limit,neuvola,,384945,6672125,B,open,small,,\n" +
				"e,Beyond,neuvola,,384944,6672125,B,open,small,,\n" +
				"d,Nowhere,neuvola,,,,none,planned,small,,\n",
			"ttm/1/travel_times_to_ 11.txt": "from_id;to_id;walk_t;walk_d;pt_r_tt\n13;11;5;250;5\n11;11;0;0;0\n14;11;7;400;-1\n12;11;4;240;9\n",
			"ttm/1/travel_times_to_ 14.txt": "from_id;to_id;walk_t;walk_d;pt_r_tt\n13;14;-1;77;-1\n11;14;7;400;1092\n14;14;0;0;0\n12;14;5;260;1093\n",
			"ttm/travel_times_to_ 12.txt":   "pt_r_tt;walk_d;from_id;to_id;walk_t\r\n8;410;13;12;6\r\n3;240;11;12;4\r\n4;250;14;12;5\r\n0;0;12;12;0\r\n",
		},
		crs: 3067,
	}
}

// boundary is a KML with two areas: Länsi holds the cells 11 and 13 and lies in
// Vantaa, and another of the same name lies elsewhere, around 12.
func boundary(x, y float64) string {
	wgs84, _ := spatial.ByEPSG(4326)
	mark := func(kunta string, x1, y1, x2, y2 float64) string {
		var b strings.Builder
		for _, p := range []orb.Point{{x1, y1}, {x2, y1}, {x2, y2}, {x1, y2}, {x1, y1}} {
			at := wgs84.FromTM35(p)
			fmt.Fprintf(&b, "%.9f,%.9f ", at[0], at[1])
		}
		return `<Placemark><name>Länsi</name><ExtendedData><SchemaData><SimpleData name="KUNTA">` + kunta +
			`</SimpleData></SchemaData></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>` + b.String() +
			"</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>\n"
	}
	return "<kml><Document>\n" + mark("091", x+250, y, x+500, y+250) + mark("092", x-50, y-50, x+250, y+550) + "</Document></kml>"
}

// write creates the files of a drawing.
func (d *drawing) write(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{"region/county.yaml": {Data: []byte(d.county)}}
	for name, text := range d.files {
		files["region/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	to, err := spatial.ByEPSG(d.crs)
	if err != nil {
		t.Fatal(err)
	}
	layer := func(name string, crs spatial.CRS, fields []string, rows [][]any) {
		var shapes []orb.Ring
		for _, row := range rows {
			x, y := row[1].(float64), row[2].(float64)
			ring := orb.Ring{{x, y}, {x, y + 250}, {x + 250, y + 250}, {x + 250, y}, {x, y}}
			for i := range ring {
				ring[i] = crs.FromTM35(ring[i])
			}
			shapes = append(shapes, ring)
		}
		files["region/"+name+".shp"] = &fstest.MapFile{Data: shp(shapes)}
		files["region/"+name+".dbf"] = &fstest.MapFile{Data: dbf(fields, rows)}
	}
	layer("ykr", spatial.CRS{}, []string{"YKR_ID"}, d.cells)
	layer("hsy", to, append([]string{"INDEX", "ASUKKAITA"}, d.bands...), d.people)
	return files
}

// shp writes polygons of one ring.
func shp(rings []orb.Ring) []byte {
	var body bytes.Buffer
	for i, ring := range rings {
		var rec bytes.Buffer
		little := func(values ...any) {
			for _, v := range values {
				_ = binary.Write(&rec, binary.LittleEndian, v)
			}
		}
		b := ring.Bound()
		little(int32(5), b.Min[0], b.Min[1], b.Max[0], b.Max[1], int32(1), int32(len(ring)), int32(0))
		for _, p := range ring {
			little(p[0], p[1])
		}
		_ = binary.Write(&body, binary.BigEndian, []int32{int32(i + 1), int32(rec.Len() / 2)})
		body.Write(rec.Bytes())
	}
	head := make([]byte, 100)
	binary.BigEndian.PutUint32(head, 9994)
	binary.BigEndian.PutUint32(head[24:], uint32((100+body.Len())/2))
	binary.LittleEndian.PutUint32(head[28:], 1000)
	binary.LittleEndian.PutUint32(head[32:], 5)
	return append(head, body.Bytes()...)
}

// dbf writes whole numbers of eleven digits; the second and third value of a
// row, its place, are left out.
func dbf(fields []string, rows [][]any) []byte {
	head := make([]byte, 32)
	head[0] = 3
	binary.LittleEndian.PutUint32(head[4:], uint32(len(rows)))
	binary.LittleEndian.PutUint16(head[8:], uint16(32+32*len(fields)+1))
	binary.LittleEndian.PutUint16(head[10:], uint16(1+11*len(fields)))
	for _, f := range fields {
		d := make([]byte, 32)
		copy(d, f)
		d[11], d[16] = 'N', 11
		head = append(head, d...)
	}
	head = append(head, '\r')
	for _, row := range rows {
		head = append(head, ' ')
		for _, v := range append(row[:1:1], row[3:]...) {
			head = append(head, fmt.Sprintf("%11v", v)...)
		}
	}
	return head
}

// region reads a drawing as a county without services.
func (d *drawing) region(t testing.TB) (scenario.Base, []string, error) {
	t.Helper()
	region, err := fs.Sub(d.write(t), "region")
	if err != nil {
		t.Fatal(err)
	}
	r := newReading(source.In(map[string]fs.FS{"region": region}), Options{})
	f, tree := input.ReadYAML[countyFile](r.Reader, r.Files, "region/county.yaml", "", countyRules)
	b := scenario.Base{SnapMax: 180}
	if tree.Root != nil {
		r.store = kept.New(r.Reader, tree, "", false)
		a := areas.Read(r.Reader, &f.Areas, tree)
		r.ids.areas = a.IDs()
		var list []population.Area // in the order of the file
		for _, i := range population.InOrder(a.Order, len(a.List)) {
			list = append(list, a.List[i])
		}
		b.Grid = gridOfFile(context.Background(), r.Reader, &f, tree, list)
		if b.Grid != nil {
			areas.Partitions(r.Reader, f.Partitions, tree, b.Grid)
			if r.ids.areas.Whole {
				forecast.Read(r.Reader, f.Forecasts, tree, &b, a.Codes)
			}
		}
		b.Network = &network.Network{}
		grid := b.Grid
		if grid == nil {
			grid = &population.Grid{}
		}
		apart := r.Apart() // a region has no points
		r.ids.facilities = supply.Read(apart, &f.File, tree, supply.Needs{Network: b.Network, Grid: grid, Areas: r.ids.areas})
		r.Inputs = append(r.Inputs, apart.Inputs...)
		for _, p := range apart.Problems {
			if p.File == "region/facilities.csv" {
				r.Problems.Add(p)
			}
		}
		if b.Grid != nil {
			r.travel(context.Background(), &f, tree, &b)
		}
	}
	return b, noted(r.Notes), r.Problems.Err()
}

func TestDrawnRegion(t *testing.T) {
	for _, crs := range []int{3067, 3879} {
		t.Run(fmt.Sprint("EPSG:", crs), func(t *testing.T) {
			d := drawn()
			d.crs = crs
			d.county = strings.Replace(d.county, "epsg: 3067, grid", fmt.Sprintf("epsg: %d, grid", crs), 1)
			b, notes, err := d.region(t)
			if err != nil {
				t.Fatal(err)
			}
			// The corners are transformed to GK25 and back; sides stay straight.
			checkDrawn(t, b)
			want := []string{
				"Kerava: no boundary in areas.kml, so it is left out: this comparison has neither its people nor its trips",
				fmt.Sprintf("hsy.shp: 1 250 people in 4 cells (%s), moved by area to the 4 cells of ykr.shp (EPSG:3067 (ETRS89 / TM35FIN(E,N)))",
					map[int]string{3067: "EPSG:3067 (ETRS89 / TM35FIN(E,N))", 3879: "EPSG:3879 (ETRS89 / GK25FIN)"}[crs]),
				"hsy.shp: 900 people without a building, in one cell (INDEX 4 at 394125, 6672125 EPSG:3067), are left out because of no_building in the county file",
				"hsy.shp: 50 people lie outside the grid of travel times (0 cells wholly outside, others in part); 300 are inside",
				"hsy.shp: 150 people live in the county's areas, 150 in the grid outside the areas, who are not counted in any need",
				"hsy.shp: ages are hidden in 1 cell and estimated by the age shares of the others: 16.7 % of the people in the grid, 33.3 % of those in the county's areas",
				"hsy.shp: the people of an age band are spread evenly over its years, those of 80+ up to 100",
				"travel times: 3 destinations in ttm, 4 rows each, 2 tables",
				"travel times, walk: 0 to 1 of 4 cells have no time to a destination, the median is 0; most to 14 (1)",
				"travel times, walk: pairs with metres but no time, treated as unreached: 1",
				"travel times, transit rush: 0 to 2 of 4 cells have no time to a destination, the median is 1; most to 14 (2), 11 (1)",
				"travel times, transit rush: times of more than 65 534 seconds (18.2 hours), treated as unreached: 1",
				"Near (b) takes the travel times of a destination 175 m away",
				"At the limit (c) takes the travel times of a destination 180 m away",
				"Beyond (e) has no travel times: the nearest destination is 181 m away, at most 180 m is allowed",
			}
			if !slices.Equal(notes, want) {
				t.Errorf("notes:\n%s\nwant:\n%s", strings.Join(notes, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

func checkDrawn(t *testing.T, b scenario.Base) {
	t.Helper()
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-3 {
			t.Errorf("%s: %.6f, want %.6f", what, got, want)
		}
	}
	g := b.Grid
	if !slices.Equal(g.IDs, []int64{11, 12, 13, 14}) || g.Side != 250 || g.Year != 2019 || !slices.Equal(g.Area, []int32{0, -1, 0, -1}) {
		t.Errorf("ids %d, side %g, year %d, areas %d", g.IDs, g.Side, g.Year, g.Area)
	}
	if g.Centres[3] != (orb.Point{x0 + 375, y0 + 375}) {
		t.Errorf("the centre of 14 is %v", g.Centres[3])
	}
	// Known ages: 60 of 300 under 10, 160 from 10 to 79, 80 above.
	for i, want := range [][3]float64{{20, 80, 0}, {20, 80, 0}, {10, 50 * 160. / 300, 50 * 80. / 300}, {10, 0, 40}} {
		for k, group := range []population.Group{{From: 0, To: 9}, {From: 10, To: 79}, {From: 80, To: 100}} {
			near(fmt.Sprintf("cell %d ages %s", g.IDs[i], group), g.Sum(group)[i], want[k])
		}
	}
	near("cell 13 age 3", g.People[2*population.Ages+3], 1)
	for i, want := range []float64{0, 0, 50, 0} {
		near(fmt.Sprint("estimated in ", g.IDs[i]), g.Estimated[i], want)
	}
	if a := g.Areas[0]; len(g.Areas) != 1 || a.ID != "lansi" || a.Name != "Länsi" || a.Municipality != "vantaa" || a.Shape == nil ||
		!maps.Equal(a.Partitions, map[string]string{"suuralue": "lansi", "side": "west"}) || a.Sv != 0.1 || !math.IsNaN(a.Foreign) {
		t.Errorf("areas %+v", g.Areas)
	}
	const no = travel.Unreached
	m := b.Matrix
	if err := m.Validate(); err != nil || !slices.Equal(m.IDs, []int64{11, 12, 14}) || m.Places[2] != g.Centres[3] {
		t.Errorf("%v, ids %d, places %v", err, m.IDs, m.Places)
	}
	for k, want := range [][][]travel.Seconds{
		{{0, 240, 300, 420}, {240, 0, 360, 300}, {420, 300, no, 0}},
		{{0, 540, 300, no}, {180, 0, 480, 240}, {65520, no, no, 0}}, // 1,093 min are more than Seconds hold
	} {
		for j := range want {
			if !slices.Equal(m.Tables[k].Times[j], want[j]) {
				t.Errorf("table %d to %d: %d, want %d", k, m.IDs[j], m.Tables[k].Times[j], want[j])
			}
		}
	}
	if got := m.Tables[0].Metres; !slices.Equal(got[2], []uint32{400, 260, 0, 0}) || m.Tables[1].Metres != nil {
		t.Errorf("metres %d, %d", got, m.Tables[1].Metres)
	}
	if m.Tables[0].Mode != travel.Walk || m.Tables[0].Period != travel.Any || m.Tables[1].Mode != travel.Transit || m.Tables[1].Period != travel.Rush {
		t.Errorf("tables %+v", m.Tables)
	}
	for i, want := range []int{0, 0, 0, -1, -1} {
		if got := b.Network.Facilities[i].Column; got != want {
			t.Errorf("facility %d has column %d, want %d", i, got, want)
		}
	}
	near("snap of a", b.Network.Facilities[0].Snap, math.Hypot(115, 115))
	near("snap of c", b.Network.Facilities[2].Snap, 180)
}

// TestDrawnRefused changes one thing in the drawing and compares all problems.
func TestDrawnRefused(t *testing.T) {
	county := func(old, new string) func(*drawing) {
		return func(d *drawing) {
			if !strings.Contains(d.county, old) {
				t.Fatalf("no %q in the county", old)
			}
			d.county = strings.Replace(d.county, old, new, 1)
		}
	}
	file := func(name, old, new string) func(*drawing) {
		return func(d *drawing) {
			if !strings.Contains(d.files[name], old) {
				t.Fatalf("no %q in %s", old, name)
			}
			d.files[name] = strings.Replace(d.files[name], old, new, 1)
		}
	}
	const to11, to14, to12 = "ttm/1/travel_times_to_ 11.txt", "ttm/1/travel_times_to_ 14.txt", "ttm/travel_times_to_ 12.txt"
	for name, c := range map[string]struct {
		change func(*drawing)
		want   string
	}{
		"matrix: an origin outside the grid": {func(d *drawing) { file(to11, "\n14;", "\n15;")(d) },
			`region/ttm/1/travel_times_to_ 11.txt:4: column "from_id": found "15", expected a cell of the grid (rows without a cell: 1, in 1 of 3 files; use files and a grid of the same edition)`},
		"matrix: an origin twice": {file(to11, "\n14;", "\n13;"),
			`region/ttm/1/travel_times_to_ 11.txt:4: column "from_id": found "13", expected every origin once (row 2 has it already)`},
		"matrix: wrong delimiter": {func(d *drawing) { d.files[to12] = strings.ReplaceAll(d.files[to12], ";", ",") },
			`region/ttm/travel_times_to_ 12.txt:1: found ",", expected ';' between fields (a travel time matrix is a text file whose first line names the columns: from_id;to_id;walk_t;...)`},
		"matrix: missing columns": {file(to14, "walk_t;walk_d", "foot_t;foot_d"),
			`region/ttm/1/travel_times_to_ 14.txt:1: column "walk_t": found nothing, expected a column of this name (1 of 3 files lack it: travel_times_to_ 14.txt; the columns are foot_t, foot_d, pt_r_tt)
region/ttm/1/travel_times_to_ 14.txt:1: column "walk_d": found nothing, expected a column of this name (1 of 3 files lack it: travel_times_to_ 14.txt; the columns are foot_t, foot_d, pt_r_tt)`},
		"matrix: a destination that is no cell": {func(d *drawing) {
			d.files["ttm/travel_times_to_ 99.txt"] = strings.ReplaceAll(d.files[to12], ";12;", ";99;")
		}, `region/ttm/travel_times_to_ 99.txt: found "destination 99", expected a cell of the grid (use files and a grid of the same edition)`},
		"matrix: a destination twice": {func(d *drawing) { d.files["ttm/2/travel_times_to_12_again.txt"] = d.files[to12] },
			`region/ttm/travel_times_to_ 12.txt: found "destination 12", expected every destination once (region/ttm/2/travel_times_to_12_again.txt has it already)`},
		"matrix: faults of two files together": {func(d *drawing) { file(to14, ";77;", ";x;")(d); file(to12, "410", "-2")(d) },
			`region/ttm/travel_times_to_ 12.txt:2: column "walk_d": found "-2", expected a whole number, or -1 for no data
region/ttm/1/travel_times_to_ 14.txt:2: column "walk_d": found "x", expected a whole number, or -1 for no data`},
		"matrix: no files": {func(d *drawing) {
			maps.DeleteFunc(d.files, func(n, _ string) bool { return strings.HasPrefix(n, "ttm") })
			d.files["ttm/readme.txt"] = "times"
		}, `region/ttm: found "none", expected a folder with files travel_times_to_ID.txt (it is named in region/county.yaml:9:12)`},
		"matrix: no folder": {county("dir: ttm", "dir: tmt"),
			`region/tmt: found nothing, expected a folder with files travel_times_to_ID.txt (there is no such file; it is named in region/county.yaml:9:12)`},
		"matrix: no dir": {county("      dir: ttm\n", ""),
			`region/county.yaml:8:7: found "the keys layout, tables", expected the key dir`},
		"matrix: unknown mode": {county("mode: walk", "mode: wlak"),
			`region/county.yaml:11:18: found "wlak", expected walk, bike, transit or car (did you mean walk?)`},

		"people: swapped axes": {func(d *drawing) {
			for _, row := range d.people {
				row[1], row[2] = row[2], row[1]
			}
		}, `region/hsy.shp: found "x 6672125, y 385250", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared (x and y look exchanged: with axes: yx, or --fix axes, the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)))`},
		"people: degrees where metres are expected": {func(d *drawing) { d.crs = 4326 },
			`region/hsy.shp: found "x 24.9319, y 60.1699", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared (the coordinates look like EPSG:4326 (WGS 84): declare epsg: 4326)`},
		"people: another system": {func(d *drawing) { d.crs = 3879 },
			`region/hsy.shp: found "x 25496219, y 6672999", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared (the coordinates look like EPSG:3879 (ETRS89 / GK25FIN): declare epsg: 3879)`},
		"people: nowhere": {func(d *drawing) {
			for _, row := range d.people {
				row[1] = row[1].(float64) + 5e6
			}
		}, `region/hsy.shp: found "x 5385250, y 6672125", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared (the coordinates look like EPSG:3387 (KKJ / Finland zone 5), which is not supported: bring the places to EPSG:3067 first, in QGIS or with ogr2ogr -s_srs EPSG:3387 -t_srs EPSG:3067)`},
		"people: no .prj and no code": {county("epsg: 3067, grid_epsg", "grid_epsg"),
			`region/hsy.shp: found "x 385250, y 6672125", expected places in Finland by EPSG:3879 (ETRS89 / GK25FIN), from profile hsy (x may lack its zone number: for GK25 without it declare epsg: 3132, or add 25 000 000 to x, and the places lie at 23.0 E 60.1 N; or the file is of EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067, and they lie at 25.0 E 60.2 N, 111 km away)`},
		"people: a .prj that is none": {func(d *drawing) {
			county("epsg: 3067, grid_epsg", "grid_epsg")(d)
			d.files["hsy.prj"] = "KKJ"
		}, `region/hsy.shp: found "KKJ", expected a coordinate system that is supported (save it in EPSG:3067: ogr2ogr -t_srs EPSG:3067 new.gpkg hsy.shp; this coordinate system name is not known: a code such as EPSG:3067 is; if that is not the system of the file, the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067)`},
		"people: unknown code": {county("grid_epsg: 3067", "grid_epsg: 2393"),
			`region/ykr.shp: found "EPSG:2393 (KKJ / Finland Uniform Coordinate System)", expected a coordinate system that is supported (bring the places to EPSG:3067 first, in QGIS or with ogr2ogr -s_srs EPSG:2393 -t_srs EPSG:3067; coordinate system EPSG:2393 (KKJ / Finland Uniform Coordinate System) is not supported: use 3067 (ETRS-TM35FIN), 3873 to 3885 (ETRS-GK19FIN to ETRS-GK31FIN), 4326, 4258, 3857, a zone of UTM such as 32633 or 25833, or 3035; if that is not the system of the file, the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067)`},
		"people: missing file": {county("file: hsy.shp", "file: hys.csv"),
			`region/hys.csv: found nothing, expected a file that can be read (there is no such file; it is named in region/county.yaml:3:34)`},
		"people: no grid": {county("grid: ykr.shp, ", ""),
			`region/county.yaml:3:85: found "largest-outside", expected the id of a cell (largest-outside only works if people are moved to another grid)`},
		"people: negative count": {func(d *drawing) { d.people[0][3] = -200; d.people[2][5] = -1 },
			`region/hsy.shp:1: column "ASUKKAITA": found "-200", expected a count of 0 or more (marks of hidden counts must be declared in hidden)
region/hsy.shp:3: column "IKA10_79": found "-1", expected a count of 0 or more (marks of hidden counts must be declared in hidden)`},
		"people: negative band": {func(d *drawing) { d.people[2][5] = -1 },
			`region/hsy.shp:3: column "IKA10_79": found "-1", expected a count of 0 or more (marks of hidden counts must be declared in hidden)`},
		"people: no count": {func(d *drawing) { d.people[0][3] = "" },
			`region/hsy.shp:1: column "ASUKKAITA": found nothing, expected a count of 0 or more (marks of hidden counts must be declared in hidden)`},
		"people: not a number": {func(d *drawing) { d.people[0][3] = "many" },
			`region/hsy.dbf:1: column "ASUKKAITA": found "       many", expected a number`},
		"people: an INDEX twice": {func(d *drawing) { d.people[2][0] = 2 },
			`region/hsy.shp:3: column "INDEX": found "2", expected every id once (row 2 has it already)`},
		"people: no bands": {func(d *drawing) { d.bands = []string{"A", "B", "C"} },
			`region/hsy.shp: found "no column IKA0_9, IKA10_79, IKA_YLI80", expected the columns of profile hsy and the county file (the columns are INDEX, ASUKKAITA, A, B, C)`},
		"people: a gap in the bands": {func(d *drawing) { d.bands[1] = "IKA20_79" },
			`region/hsy.shp: found "no column IKA10_79", expected the columns of profile hsy and the county file (the columns are INDEX, ASUKKAITA, IKA0_9, IKA20_79, IKA_YLI80)`},
		"people: no open band": {func(d *drawing) { d.bands[2] = "IKA80_89" },
			`region/hsy.shp: found "no column IKA_YLI80", expected the columns of profile hsy and the county file (the columns are INDEX, ASUKKAITA, IKA0_9, IKA10_79, IKA80_89)`},
		"people: hidden everywhere": {func(d *drawing) {
			for _, row := range d.people[:3] {
				row[3], row[4], row[5], row[6] = 50, 99, 99, 99
			}
		}, `region/hsy.shp: found "hidden ages in every cell", expected some cells with known ages, whose shares the estimates use`},
		"people: nobody without a building": {func(d *drawing) { d.people = d.people[:3] },
			`region/county.yaml:3:100: found "largest-outside", expected a cell outside the grid with more people than any cell inside (remove no_building if the file has no such cell)`},
		"people: few without a building": {func(d *drawing) { d.people[3][3] = 200 },
			`region/county.yaml:3:100: found "largest-outside", expected a cell outside the grid with more people than any cell inside (remove no_building if the file has no such cell)`},
		"people: unknown INDEX": {county("largest-outside", `"77"`),
			`region/county.yaml:3:100: found "77", expected the id of a cell of region/hsy.shp or largest-outside`},
		"grid: cells overlap": {func(d *drawing) { d.cells[1][1] = x0 + 200 },
			`region/hsy.shp:1: found "a cell that cannot be used in an overlay", expected a convex cell of a grid that no other cell overlaps (it lies in targets that overlap: its 2 shares add up to 1.2, first of target 0, last of target 1)`},
		"grid: an id twice": {func(d *drawing) { d.cells[1][0] = 11 },
			`region/ykr.shp:2: column "YKR_ID": found "11", expected every id once (row 1 has it already)`},

		"areas: none of them": {file("areas.csv", "Länsi", "Lansi"),
			`region/areas.kml: column "name": found "boundaries that match no area", expected the boundaries of the areas in region/areas.csv (the map has Länsi)`},
		"areas: latitude first": {func(d *drawing) { d.files["areas.kml"] = latitudeFirst(d.files["areas.kml"]) },
			`region/areas.kml: found "x 60.1687, y 24.9320", expected places in Finland by EPSG:4326 (WGS 84), from KML, which has no other (x and y look exchanged: with axes: yx, or --fix axes, the coordinates look like EPSG:4326 (WGS 84))`},
		"areas: a point": {func(d *drawing) {
			d.files["areas.kml"] = strings.Replace(d.files["areas.kml"], "<Document>", "<Document><Placemark><name>Länsi</name><Point><coordinates>24.9,60.2</coordinates></Point></Placemark>", 1)
		}, `region/areas.kml:1: found "Länsi without a polygon", expected the boundary of an area`},
	} {
		t.Run(name, func(t *testing.T) {
			d := drawn()
			c.change(d)
			_, _, err := d.region(t)
			if err == nil {
				t.Fatalf("no error, want %s", c.want)
			}
			if got := err.Error(); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func latitudeFirst(text string) string {
	pair := regexp.MustCompile(`(\d+\.\d+),(\d+\.\d+)`)
	return pair.ReplaceAllString(text, "$2,$1")
}

// ReadTimes reports its progress file by file, in order, and stops when cancelled.
func TestReadTimesProgress(t *testing.T) {
	region, err := fs.Sub(drawn().write(t), "region")
	if err != nil {
		t.Fatal(err)
	}
	files := source.In(map[string]fs.FS{"region": region})
	grid := times.Grid{IDs: []int64{11, 12, 13, 14, 1 << 40}, Centres: make([]orb.Point, 5)} // the last has no row
	sources := []times.Source{{Layout: "ttm", Name: "region/ttm", Tables: []times.Table{{Mode: travel.Walk, Time: "walk_t"}}}}
	ctx, cancel := context.WithCancel(context.Background())
	var steps []string
	m, notes, err := times.Read(ctx, files, sources, grid, func(done, total int) {
		steps = append(steps, fmt.Sprintf("%d/%d", done, total))
	})
	if err != nil || m.Columns() != 3 || !slices.Equal(steps, []string{"1/3", "2/3", "3/3"}) {
		t.Fatalf("%v, progress %v", err, steps)
	}
	if got := m.Tables[0].Times[0]; !slices.Equal(got, []travel.Seconds{0, 240, 300, 420, travel.Unreached}) {
		t.Errorf("times to 11: %d", got)
	}
	want := []string{
		"travel times: 3 destinations in ttm, 4 rows each, 1 table",
		"cells of the grid without a row in ttm, unreached there: 1",
		"travel times, walk: 1 to 2 of 5 cells have no time to a destination, the median is 1; most to 14 (2)",
	}
	if !slices.Equal(noted(notes), want) {
		t.Errorf("notes:\n%s", strings.Join(noted(notes), "\n"))
	}
	cancel()
	if m, _, err := times.Read(ctx, files, sources, grid, nil); m != nil || err != context.Canceled {
		t.Errorf("cancelled: %v, %v", m, err)
	}
	const tables = 100 // so that the grid itself takes little memory
	many := make([]orb.Point, 1_440_000_000/2/3/tables+1)
	wide := times.Grid{IDs: []int64{11, 12, 13, 14}, Centres: many}
	sources[0].Tables = slices.Repeat(sources[0].Tables, tables)
	said := fmt.Sprintf(`region/ttm: found "3 destinations for %d cells in 100 tables", expected at most 1440 MB of times (keep only the destinations that options may use)`, len(many))
	if _, _, err := times.Read(context.Background(), files, sources, wide, nil); err == nil || err.Error() != said {
		t.Errorf("too many pairs: %v, want %s", err, said)
	}
}
