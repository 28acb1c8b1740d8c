package load

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/format/geojson"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/spatial"
)

// districts is a map of boxes in EPSG:3067, given as properties and corners of
// the drawn region in metres from its lower left corner.
type districts []struct {
	properties     string
	x1, y1, x2, y2 float64
}

// geoJSON writes the map in one system, as older programs do.
func (d districts) geoJSON(t testing.TB, epsg int, crs string, swap bool) string {
	t.Helper()
	to, err := spatial.ByEPSG(epsg)
	if err != nil {
		t.Fatal(err)
	}
	var features []string
	for _, b := range d {
		var ring []string
		for _, p := range []orb.Point{{b.x1, b.y1}, {b.x2, b.y1}, {b.x2, b.y2}, {b.x1, b.y2}, {b.x1, b.y1}} {
			p = to.FromTM35(orb.Point{x0 + p[0], y0 + p[1]})
			if swap {
				p = spatial.Swap(p)
			}
			ring = append(ring, fmt.Sprintf("[%.9f,%.9f]", p[0], p[1]))
		}
		geometry := `{"type":"Polygon","coordinates":[[` + strings.Join(ring, ",") + `]]}`
		if b.x1 == b.x2 {
			geometry = "null"
		}
		features = append(features, `{"type":"Feature","properties":`+b.properties+`,"geometry":`+geometry+`}`)
	}
	member := ""
	if crs != "" {
		member = `"crs":{"type":"name","properties":{"name":"` + crs + `"}},`
	}
	return `{"type":"FeatureCollection",` + member + "\"features\":[\n" + strings.Join(features, ",\n") + "\n]}"
}

// halves splits the drawn region in two. The border is 100 m east of the western
// edge of the western cells, so that their centres lie east of it.
var halves = districts{
	{`{"koodi":1,"nimi":"Länsi","kunta":"vantaa"}`, -50, -50, 100, 550},
	{`{"koodi":2,"nimi":"Itä","kunta":"espoo"}`, 100, -50, 550, 550},
}

func areasFrom(keys, text string) *drawing {
	d := drawn()
	d.county = strings.Replace(d.county, "areas: {format: boundaries, file: areas.kml, table: areas.csv, unmapped: [kerava]}", keys, 1)
	d.files["areas.json"] = text
	return d
}

// The areas of a county from a map alone, by both rules and in the systems and
// axis orders that maps come in.
func TestAreasFromAMap(t *testing.T) {
	const keys = "areas: {format: boundaries, file: areas.json, id: koodi, name: nimi, name_sv: kunta, municipality: kunta%s}"
	for _, tt := range []struct {
		name, more, text string
		cells            []int32
		note             string
	}{
		{"degrees", "", halves.geoJSON(t, 4326, "", false), []int32{1, 1, 1, 1}, ""},
		{"by overlap", ", rule: overlap", halves.geoJSON(t, 3067, "urn:ogc:def:crs:EPSG::3067", false), []int32{1, 1, 1, 1},
			"areas: cells are assigned by the largest part of their surface; by their centres 0 cells with 0 people would be assigned differently"},
		{"declared and y first", ", epsg: 3879, axes: yx", halves.geoJSON(t, 3879, "", true), []int32{1, 1, 1, 1}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := areasFrom(fmt.Sprintf(keys, tt.more), tt.text)
			b, notes, err := d.region(t)
			if err != nil {
				t.Fatal(err)
			}
			g := b.Grid
			said := slices.DeleteFunc(slices.Clone(notes), func(n string) bool { return !strings.HasPrefix(n, "areas: ") })
			if !slices.Equal(g.Area, tt.cells) || strings.Join(said, "\n") != tt.note {
				t.Errorf("cells in %d, want %d; notes\n%s", g.Area, tt.cells, strings.Join(notes, "\n"))
			}
			if len(g.Areas) != 2 || g.Areas[0].ID != "1" || g.Areas[0].Name != "Länsi" || g.Areas[0].Names != (lang.Name{Sv: "vantaa"}) || g.Areas[1].Municipality != "espoo" ||
				!math.IsNaN(g.Areas[0].Fi) || g.Areas[0].Partitions["suuralue"] != "1" {
				t.Errorf("%+v", g.Areas)
			}
			if at := g.Areas[1].Shape[0][0][0]; math.Hypot(at[0]-x0-100, at[1]-y0+50) > 0.001 {
				t.Errorf("the corner of the second lies at %v", at)
			}
		})
	}
}

// Two areas stay separate although a float64 would merge their ids.
func TestLongIDsOfAreas(t *testing.T) {
	two := districts{{`{"id":9007199254740992}`, -50, -50, 100, 550}, {`{"id":9007199254740993}`, 100, -50, 550, 550}}
	b, notes, err := areasFrom("areas: {format: boundaries, file: areas.json}", two.geoJSON(t, 4326, "", false)).region(t)
	if err != nil {
		t.Fatal(err)
	}
	if a := b.Grid.Areas; len(a) != 2 || a[0].ID != "9007199254740992" || a[1].ID != "9007199254740993" || strings.Contains(strings.Join(notes, "\n"), "parts of one area") {
		t.Errorf("%+v\n%s", a, strings.Join(notes, "\n"))
	}
}

// A note reports names that were decoded with a wrong encoding before they were
// written to a file of any format, and quotes the first.
func TestMisreadNamesAreNoted(t *testing.T) {
	two := districts{{`{"id":1,"name":"LÃ¤nsi"}`, -50, -50, 100, 550}, {`{"id":2,"name":"ItÃ¤"}`, 100, -50, 550, 550}}
	_, notes, err := areasFrom("areas: {format: boundaries, file: areas.json}", two.geoJSON(t, 4326, "", false)).region(t)
	if want := `areas.json: texts that were decoded with a wrong encoding at some point: 2, such as "LÃ¤nsi" on row 2`; err != nil || !slices.Contains(notes, want) {
		t.Errorf("%v\n%s", err, strings.Join(notes, "\n"))
	}
}

// A note reports where a boundary crosses itself, since some of its people may
// be left out.
func TestBoundariesThatCrossAreNoted(t *testing.T) {
	text := strings.Replace(halves.geoJSON(t, 3067, "EPSG:3067", false), "[[[", "[[[385000,6672000],[385100,6672100],[385100,6672000],[385000,6672100],[385000,6672000]],[[", 1)
	_, notes, _ := areasFrom("areas: {format: boundaries, file: areas.json, id: koodi, name: nimi, municipality: kunta}", text).region(t)
	if want := "areas.json: shapes whose border crosses itself: 1, the first on row 2 near x 385050, y 6672050; some of their people may be left out"; !slices.Contains(notes, want) {
		t.Errorf("%s", strings.Join(notes, "\n"))
	}
}

// The two rules give different answers for an L that contains the centres of three
// cells but most of only two.
func TestRulesDiffer(t *testing.T) {
	l := districts{
		{`{"id":"l"}`, 0, 0, 250, 250},     // cell 11
		{`{"id":"l"}`, 115, 250, 135, 500}, // a strip through the centre of 13
		{`{"id":"r"}`, 250, 0, 500, 500},   // 12 and 14
		{`{"id":"r"}`, 0, 250, 115, 500},   // most of 13
		{`{"id":"r"}`, 135, 250, 200, 500},
		{`{"id":"over"}`, 250, 0, 500, 140},
		{`{"id":"no place"}`, 0, 0, 0, 0},
		{`{"id":null}`, 0, 0, 500, 500},
	}
	for rule, want := range map[string]struct {
		cells []int32
		note  string
	}{
		"centre":  {[]int32{0, 1, 0, 1}, "areas: cells are assigned by their centres; by the largest part of their surface 1 cell with 50 people would be assigned differently"},
		"overlap": {[]int32{0, 1, 1, 1}, "areas: cells are assigned by the largest part of their surface; by their centres 1 cell with 50 people would be assigned differently"},
	} {
		d := areasFrom("areas: {format: boundaries, file: areas.json, rule: "+rule+"}", l.geoJSON(t, 3067, "EPSG:3067", false))
		b, notes, err := d.region(t)
		if err != nil {
			t.Fatal(err)
		}
		wanted := []string{"areas.json: rows without a polygon, left out: 1", "areas.json: rows without id, left out: 1", "areas.json: boundaries that share an id with another, joined into one area: 3", want.note, "areas: cells in areas that overlap: 1"}
		if !slices.Equal(b.Grid.Area, want.cells) || !slices.Equal(notes[:5], wanted) {
			t.Errorf("%s: cells in %d, want %d; notes\n%s", rule, b.Grid.Area, want.cells, strings.Join(notes, "\n"))
		}
	}
}

// A table selects and names areas of a map of any format. They are joined by id if
// the key id is given, and equal numbers match.
func TestAreasOfATable(t *testing.T) {
	for _, keys := range []string{"name: nimi", "id: tunnus"} {
		two := districts{
			{`{"tunnus":"lansi","nimi":"Länsi","KUNTA":92,"population":7}`, -50, -50, 250, 550},
			{`{"tunnus":"lansi","nimi":"Länsi","KUNTA":91,"population":7}`, 250, -50, 550, 550},
			{`{"tunnus":"muu","nimi":"Muu","KUNTA":92}`, 250, -50, 550, 550},
		}
		d := areasFrom("areas: {format: boundaries, file: areas.json, table: areas.csv, unmapped: [kerava], "+keys+"}", two.geoJSON(t, 4326, "", false))
		b, notes, err := d.region(t)
		if err != nil {
			t.Fatal(keys, err)
		}
		g := b.Grid
		if len(g.Areas) != 1 || g.Areas[0].ID != "lansi" || g.Areas[0].Sv != 0.1 || len(g.Areas[0].Shape) != 1 || !slices.Equal(g.Area, []int32{0, -1, 0, -1}) {
			t.Errorf("%s: %+v, cells in %d", keys, g.Areas, g.Area)
		}
		if want := "Kerava: no boundary in areas.json, so it is left out: this comparison has neither its people nor its trips"; notes[0] != want {
			t.Errorf("%s: %q, want %q", keys, notes[0], want)
		}
		if _, kept := g.Areas[0].Partitions["KUNTA"]; kept || g.Areas[0].Partitions["side"] != "west" {
			t.Errorf("%s: partitions %v", keys, g.Areas[0].Partitions)
		}
	}
}

// A neighbour's cell that the border touches stays outside by both rules. By
// overlap a cell is inside if more of it is inside than outside.
func TestOutsideCountsAsAPart(t *testing.T) {
	for x, want := range map[float64][]int32{60: {0, 0, 0, 0}, 120: {0, 0, 0, 0}, 130: {-1, 0, -1, 0}, 240: {-1, 0, -1, 0}} {
		one := districts{{`{"id":"a"}`, x, 0, 500, 500}}
		d := areasFrom("areas: {format: boundaries, file: areas.json, rule: overlap}", one.geoJSON(t, 3067, "EPSG:3067", false))
		b, _, err := d.region(t)
		if err != nil || !slices.Equal(b.Grid.Area, want) {
			t.Errorf("border at %g: cells in %d, want %d, %v", x, b.Grid.Area, want, err)
		}
	}
}

func TestPartitions(t *testing.T) {
	d := drawn()
	d.files["schools.json"] = districts{
		{`{"oid":"s1","nimi":"Ala-aste","name_en":"Lower school","namn":"Lågstadiet"}`, 0, 0, 250, 240},
		{`{"oid":"s2"}`, 250, 0, 500, 500},
	}.geoJSON(t, 4326, "", false)
	d.files["own.json"] = halves.geoJSON(t, 3067, "EPSG:3067", false)
	d.county += "partitions:\n  - {name: school, file: schools.json, id: oid, name_field: nimi, name_sv: namn}\n  - {name: half, file: own.json, id: koodi, rule: overlap}\n"
	b, notes, err := d.region(t)
	if err != nil {
		t.Fatal(err)
	}
	want := []population.Partition{
		{Name: "school", Rule: "centre", Members: []population.Member{{ID: "s1", Name: "Ala-aste", Names: lang.Name{En: "Lower school", Sv: "Lågstadiet"}}, {ID: "s2", Name: "s2"}}, Cell: []int32{0, 1, -1, 1}},
		{Name: "half", Rule: "overlap", Members: []population.Member{{ID: "1", Name: "1"}, {ID: "2", Name: "2"}}, Cell: []int32{1, 1, 1, 1}},
	}
	if got := fmt.Sprintf("%+v", b.Grid.Partitions); got != fmt.Sprintf("%+v", want) {
		t.Errorf("%s\nwant %+v", got, want)
	}
	for _, note := range []string{
		"partition school: cells of the county in none of its 2 members: 1 with 50 people",
		"partition half: cells are assigned by the largest part of their surface; by their centres 0 cells with 0 people would be assigned differently",
	} {
		if !slices.Contains(notes, note) {
			t.Errorf("no note %q in\n%s", note, strings.Join(notes, "\n"))
		}
	}
}

func TestAreasThatAreRefused(t *testing.T) {
	good := halves.geoJSON(t, 3067, "EPSG:3067", false)
	const keys = "areas: {format: boundaries, file: areas.json, id: koodi, name: nimi}"
	partition := func(keys string) func(d *drawing) {
		return func(d *drawing) { d.county += "partitions: [{" + keys + "}]\n" }
	}
	for _, tt := range []struct {
		name, keys, text string
		change           func(*drawing)
		want             string
	}{
		{"a field that is not there", strings.Replace(keys, "koodi", "code", 1), good, nil,
			`region/areas.json: column "code": found nothing, expected a column of this name (the columns are koodi, nimi, kunta)`},
		{"a name that is not there", strings.Replace(keys, "nimi", "name_fi", 1), good, nil,
			`region/areas.json: column "name_fi": found nothing, expected a column of this name (the columns are koodi, nimi, kunta)`},
		{"no key id", "areas: {format: boundaries, file: areas.json}", good, nil,
			`region/county.yaml:4:8: found "the keys format, file", expected the key id, the field of the areas' ids (the columns are koodi, nimi, kunta)`},
		{"a table without a key", "areas: {format: boundaries, file: areas.json, table: areas.csv}", good, nil,
			`region/county.yaml:4:8: found "the keys format, file, table", expected the key name or id, the field that the table is joined by (the columns are koodi, nimi, kunta)`},
		{"areas without ids", keys, strings.NewReplacer(`"koodi":1`, `"koodi":null`, `"koodi":2`, `"koodi":""`).Replace(good), nil,
			`region/areas.json: column "koodi": found "no boundary with an id", expected at least one`},
		{"no file", strings.Replace(keys, "areas.json", "none.json", 1), good, nil,
			`region/none.json: found nothing, expected a file that can be read (there is no such file; it is named in region/county.yaml:4:35)`},
		{"a table of numbers", keys, "id,x\n1,2\n", nil, `region/areas.json: found "a table without coordinates", expected a map of boundaries`},
		{"points", keys, `{"type":"Feature","properties":{"koodi":1,"nimi":"a"},"geometry":{"type":"Point","coordinates":[25,60]}}`, nil,
			`region/areas.json: found "no polygon", expected boundaries of areas`},
		{"metres without a system", keys, halves.geoJSON(t, 3067, "", false), nil,
			`region/areas.json: found "x 384950, y 6671950", expected places in Finland by EPSG:4326 (WGS 84), from RFC 7946, as the file names none (the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067)`},
		{"a wrong rule", strings.Replace(keys, "nimi}", "nimi, rule: biggest}", 1), good, nil,
			`region/county.yaml:4:76: found "biggest", expected centre or overlap`},
		{"an old format", "areas: {format: kml, file: areas.kml, table: areas.csv}", good, nil, `region/county.yaml:4:17: found "kml", expected table or boundaries`},
		{"no layer of this name", strings.Replace(keys, "nimi}", "nimi, layer: b}", 1),
			`{"type":"Topology","arcs":[],"objects":{"a":{"type":null}}}`, nil, `region/areas.json: found "b", expected the name of a layer (the file has a)`},
		{"a partition named like a column", keys, good, partition("name: people, file: areas.json, id: koodi"),
			`region/county.yaml:15:21: found "people", expected a name that no other partition and no column of the exported map has`},
		{"a partition twice", keys, good, func(d *drawing) {
			d.county += "partitions:\n  - {name: a, file: areas.json, id: koodi}\n  - {name: a, file: areas.json, id: koodi}\n"
		}, `region/county.yaml:17:12: found "a", expected a name that no other partition and no column of the exported map has`},
		{"a partition with a bad name", keys, good, partition(`name: "a b", file: areas.json, id: koodi`),
			`region/county.yaml:15:21: found "a b", expected a letter, then letters, digits and _; also the name of its column in exported maps`},
		{"a partition without ids", keys, good, partition("name: a, file: areas.json"),
			`region/county.yaml:15:14: found "the keys name, file", expected the key id, the field of the members' ids`},
		{"a partition elsewhere", keys, good, partition("name: a, file: none.json"),
			`region/none.json: found nothing, expected a file that can be read (there is no such file; it is named in region/county.yaml:15:30)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := areasFrom(tt.keys, tt.text)
			if tt.change != nil {
				tt.change(d)
			}
			_, _, err := d.region(t)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
	if _, err := geojson.Source([]byte(good), "areas.geojson"); err != nil {
		t.Error("the map itself is at fault:", err)
	}
}

// People must not vanish because a row of the areas table has no boundary: that
// is a problem that names the cause, unless the county file lists the area as
// unmapped.
func TestAreasWithoutABoundary(t *testing.T) {
	two := districts{
		{`{"code":"0921","nimi":"Länsi","KUNTA":92}`, -50, -50, 250, 550},
		{`{"code":"0922","nimi":"Itä","KUNTA":92}`, 250, -50, 550, 550},
	}.geoJSON(t, 3067, "EPSG:3067", false)
	const table = "id,name_fi,municipality,KUNTA,code,fi_share,sv_share,foreign_share\nlansi,Länsi,vantaa,092,0921,,,\n"
	const keys = "areas: {format: boundaries, file: areas.json, table: areas.csv, name: nimi%s}"
	for _, tt := range []struct{ name, more, rows, want string }{
		{"a wrong code", "", "ita,Itä,vantaa,092,0999,,,\n",
			`region/areas.csv:3: column "name_fi": found "Itä", expected the nimi of a boundary in areas.json (code is 0999 in the table and 0922 in the map; list ita under areas.unmapped to leave it out)`},
		{"a misspelt name", "", "ita,Itää,vantaa,092,0922,,,\n",
			`region/areas.csv:3: column "name_fi": found "Itää", expected the nimi of a boundary in areas.json (did you mean Itä? list ita under areas.unmapped to leave it out)`},
		{"a list of no area", ", unmapped: [itaa]", "ita,Itä,vantaa,092,0922,,,\n",
			`region/county.yaml:4:88: found "itaa", expected the id of an area of region/areas.csv (did you mean ita?)`},
		{"a list of an area with a boundary", ", unmapped: [ita]", "ita,Itä,vantaa,092,0922,,,\n",
			`region/county.yaml:4:88: found "ita", expected an area without a boundary in the map (areas.json has a boundary for it)`},
		{"as the file says", ", unmapped: [muu]", "muu,Muu,kerava,245,,,,\n", ""},
	} {
		d := areasFrom(fmt.Sprintf(keys, tt.more), two)
		d.files["areas.csv"] = table + tt.rows
		_, notes, err := d.region(t)
		if got := fmt.Sprint(err); tt.want != "" && got != tt.want || tt.want == "" && err != nil {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		if left := "Muu: no boundary in areas.json, so it is left out: this comparison has neither its people nor its trips"; tt.name == "as the file says" && !slices.Contains(notes, left) {
			t.Errorf("notes %q", notes)
		}
	}
}

// TestPeopleInNoArea checks that people of the grid outside all areas are
// noted, and that more than one in twenty is a problem unless the file allows
// it.
func TestPeopleInNoArea(t *testing.T) {
	for _, tt := range []struct {
		name, population, areas, cells string
		notes, want                    string
	}{
		{"one cell of sixteen", ", outside: ignore", "", "s4_4,385875,6680875,,1,2,5,2",
			"cells.csv: 10 people in 1 cell are in no area and not counted in any need", ""},
		{"the same, not declared", "", "", "s4_4,385875,6680875,,1,2,5,2", "",
			`county.yaml:7:13: found "10 of 160 people of the grid in no area of the county", expected at most 5 % of the people outside all areas, at the edges (an area, a boundary or cells may be missing; write outside: ignore if the grid covers more than the county)`},
		{"a few people", "", "", "s4_4,385875,6680875,,1,0,0,0",
			"cells.csv: 1 people in 1 cell are in no area and not counted in any need", ""},
		{"an area without cells", "", "north,Pohjoinen,Norr,North,town,,,,,n,\n", "s4_4,385875,6680875,east,1,2,5,2",
			"areas without a cell of the grid: Pohjoinen", ""},
		{"an area of no people", "", "north,Pohjoinen,Norr,North,town,,,,,n,\n", "s4_4,385875,6680875,north,0,0,0,0",
			"areas where nobody lives: Pohjoinen", ""},
		{"people of the table that are not there", "", "north,Pohjoinen,Norr,North,town,900,,,,n,\n", "s4_4,385875,6680875,north,1,2,5,2", "",
			`areas.csv:4: column "population": found "900", expected about 10 people, as the grid has in the area (check the code, the boundary and the cells: they may belong to another area)`},
	} {
		files := small(t)
		edit(t, files, "small/county.yaml", "- file: cells.csv}\n+ file: cells.csv"+tt.population+"}\n")
		edit(t, files, "small/cells.csv", "- s4_4,385875,6680875,east,1,2,5,2\n+ "+tt.cells+"\n")
		files["small/areas.csv"].Data = append(files["small/areas.csv"].Data, tt.areas...)
		c, err := read(files)
		got := ""
		if err != nil {
			got = strings.ReplaceAll(err.Error(), "data/small/", "")
		}
		if got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		if err == nil && !slices.Contains(noted(c.Notes), tt.notes) {
			t.Errorf("%s: notes %q", tt.name, noted(c.Notes))
		}
	}
}
