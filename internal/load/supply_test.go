package load

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"saavu/internal/load/input"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/spatial"
)

// suppliedCounty reads the small county with a supply entry instead of its
// tables of facilities and points, and returns the notes or the problems.
func suppliedCounty(t testing.TB, entry string, files map[string]string) (*County, []string) {
	t.Helper()
	all := small(t)
	county := strings.Replace(string(all["small/county.yaml"].Data), "facilities: facilities.csv\npoints: points.csv\n", entry, 1)
	county = county[:strings.Index(county, "rules:")] + county[strings.Index(county, "parameters:"):]
	county = strings.Replace(county, "options:\n  dir: options\n  order: [today, less]\n", "", 1)
	all["small/county.yaml"] = &fstest.MapFile{Data: []byte(county)}
	for name, text := range files {
		all["small/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := read(all)
	if err != nil {
		return nil, strings.Split(strings.ReplaceAll(err.Error(), "data/small/", ""), "\n")
	}
	return c, noted(c.Notes)
}

// table of locations as a planner may keep it: Finnish words, semicolons,
// decimal commas, a row for each service or for all of them.
const planners = `tunnus;nimi;e;n;palvelut;tila;koko;ala;esteetön;tuottaja;kielet;auki;alkaa;loppuu;lääkäri;hoitaja;tk;nk
A 1;Länsi;385125,0;6680125,5;Vastaanotto, Neuvola;auki;suuri;1200,5;kyllä;oma;suomi, ruotsi;ma-pe 8-16, ti 16-19;2001;;3;2;4;1
B;Itä;385875;6680875;päivystys;auki;;;ei;ostopalvelu;fi;ma 8-12; 2030-05-01;;1,5;;;
C;Pohjoinen;;;Neuvola;suunniteltu;pieni;;-;;;;;;;1;;
D;Etelä;385625;6680125;Hammashoito;auki;;;;;;;;;;;;
E;Vanha;385625;6680125;VASTAANOTTO;auki;;;;;;la 10-14;;31.12.2024;;;;
F;Nolla;0;0;Neuvola;kesken;;;;jokin;ruåtsi;suljettu;;;;;;
G;Kaukana;450000;6680000;Neuvola;auki;;;;;;;;;;;;
B;Itä;385875;6680875;päivystys;auki;;;ei;ostopalvelu;fi;;;;;;;
`

const plannersEntry = `supply:
  - file: points.txt
    epsg: 3067
    columns: {id: tunnus, name: nimi, x: e, y: n, status: tila, size: koko, floor_m2: ala, barrier_free: esteetön,
      provider: tuottaja, languages: kielet, opening_hours: auki, from: alkaa, to: loppuu,
      staff: {gp: lääkäri, phn: hoitaja}, rooms: {exam: tk, nurse: nk}}
    services: {column: palvelut, words: {doctor: [vastaanotto, "=Päivystys"], clinic: [neuvola]}}
    missing: ["-"]
    defaults: {type: health_station, coord_class: B}
`

func TestSupplyOfATable(t *testing.T) {
	// "ma 8-12;" would split the row, so the field is quoted.
	c, notes := suppliedCounty(t, plannersEntry, map[string]string{"points.txt": strings.Replace(planners, "ma 8-12; 2030", `ma 8-12;2030`, 1)})
	if c == nil {
		t.Fatal(strings.Join(notes, "\n"))
	}
	n := c.Base.Network
	want := []network.Facility{
		{ID: "A_1", Name: "Länsi", Type: "health_station", At: orb.Point{385125, 6680125.5}, Class: "B", Area: "west", Status: "open", From: 2001,
			BarrierFree: network.Yes, Size: "large", Production: "own", Column: 0, FloorM2: 1200.5, Languages: "fi, sv"},
		{ID: "B", Name: "Itä", Type: "health_station", At: orb.Point{385875, 6680875}, Class: "B", Area: "east", Status: "planned", From: 2030,
			BarrierFree: network.No, Production: "purchased", Column: 1, Languages: "fi"},
		{ID: "C", Name: "Pohjoinen", Type: "health_station", Class: "none", Status: "planned", Size: "small", Production: "own", Column: -1},
		{ID: "E", Name: "Vanha", Type: "health_station", At: orb.Point{385625, 6680125}, Class: "B", Area: "east", Status: "closed", Production: "own", Column: 2},
		{ID: "F", Name: "Nolla", Type: "health_station", Class: "none", Status: "closed", Production: "own", Column: -1},
	}
	if d := cmp.Diff(want, n.Facilities); d != "" {
		t.Errorf("facilities (-want +got):\n%s", d)
	}
	src := "data/small/points.txt"
	points := []network.ServicePoint{
		{ID: "A_1:clinic", Facility: 0, Service: 0, Channel: "on_site", FTE: []float64{2, 0}, Rooms: 2.5, Hours: network.Hours{Office: 31, Evening: 2}, Swedish: network.Yes, Unit: -1, Src: src},
		{ID: "A_1:doctor", Facility: 0, Service: 1, Channel: "on_site", FTE: []float64{3}, Rooms: 2.5, Hours: network.Hours{Office: 31, Evening: 2}, Swedish: network.Yes, Unit: -1, Src: src},
		{ID: "B:doctor", Facility: 1, Service: 1, Channel: "on_site", FTE: []float64{1.5}, Hours: network.Hours{Office: 1}, Swedish: network.No, Unit: -1, Provider: true, Src: src},
		{ID: "C:clinic", Facility: 2, Service: 0, Channel: "on_site", FTE: []float64{1, 0}, Hours: network.Hours{Office: 31}, Unit: -1, Src: src},
		{ID: "E:doctor", Facility: 3, Service: 1, Channel: "on_site", FTE: []float64{0}, Hours: network.Hours{Saturday: true}, Unit: -1, Src: src},
		{ID: "F:clinic", Facility: 4, Service: 0, Channel: "on_site", FTE: []float64{0, 0}, Hours: network.Hours{Office: 31}, Unit: -1, Src: src},
	}
	if d := cmp.Diff(points, n.Points); d != "" {
		t.Errorf("points (-want +got):\n%s", d)
	}
	expected := []string{
		"locations: 5; by service: clinic 3, doctor 3",
		"locations without a service of the county, left out: 1",
		`service names that match no word: 1, with the number of rows: "Hammashoito" (1)`,
		"rows that repeat a location and add nothing: 1",
		"locations more than 20 km from every cell of the county, left out: 1",
		"rows without coordinates: 1; they have no travel times and cannot serve",
		"rows whose coordinates are zero, treated as unknown: 1",
		"rows without readable opening hours: 3, treated as mon-fri",
		"locations that are never open from Monday to Saturday, treated as closed: 1",
		"locations whose last year is before the county's year, treated as closed: 1",
		"open locations whose first year is after the county's year, treated as planned: 1",
		"rows whose positions and rooms are divided equally among their services: 1",
		`ids with a colon, a slash or a space, which became _: "A 1" is A_1`,
		`column kielet: values that are not understood, with the number of rows: "ruåtsi" (1)`,
		`column tuottaja: values that are not understood, with the number of rows: "jokin" (1)`,
		`column tila: values that are not understood, with the number of rows: "kesken" (1)`,
		"rows with another first year than the first row of their location, which is used: 1",
		"rows with another status than the first row of their location, which is used: 1",
	}
	for i := range expected {
		expected[i] = "points.txt: " + expected[i]
	}
	var got []string
	for _, note := range notes {
		if strings.HasPrefix(note, "points.txt: ") {
			got = append(got, note)
		}
	}
	if d := cmp.Diff(expected, got); d != "" {
		t.Errorf("notes (-want +got):\n%s", d)
	}
}

// Positions of a profession that several services of a row need are divided. A
// profession that none of them has is left out. Rows for several services make one
// location, and columns may state the services.
func TestSupplyStaffAndRows(t *testing.T) {
	c, notes := suppliedCounty(t, `supply:
  - file: points.csv
    epsg: 3067
    columns: {id: id, x: x, y: y, staff: {gp: gp, phn: phn, aide: aide}}
    services: {columns: {clinic: c, doctor: d}}
`, map[string]string{"points.csv": "id,x,y,c,d,gp,phn,aide\na,385125,6680125,yes,no,1,2,1\na,385125,6680125,,x,4,,\nb,385875,6680875,1,0,,,\nc,385875,6680875,ei,0,,,\n"})
	if c == nil {
		t.Fatal(strings.Join(notes, "\n"))
	}
	n := c.Base.Network
	if len(n.Facilities) != 2 || len(n.Points) != 3 {
		t.Fatalf("%d facilities, %d points", len(n.Facilities), len(n.Points))
	}
	if d := cmp.Diff([][]float64{{2, 1}, {4}, {0, 0}}, [][]float64{n.Points[0].FTE, n.Points[1].FTE, n.Points[2].FTE}); d != "" {
		t.Error(d)
	}
	want := []string{
		"points.csv: locations: 2; by service: clinic 2, doctor 1",
		"points.csv: locations without a service of the county, left out: 1",
		"points.csv: rows with positions of gp where no service of the row has that profession, left out: 1; these services have aide, phn",
	}
	for _, w := range want {
		if !strings.Contains(strings.Join(notes, "\n"), w) {
			t.Errorf("not noted: %s in\n%s", w, strings.Join(notes, "\n"))
		}
	}
}

// Pages of the Service Map need no columns; degrees become metres.
func TestSupplyOfServiceMap(t *testing.T) {
	wgs84, err := spatial.ByEPSG(4326)
	if err != nil {
		t.Fatal(err)
	}
	at := orb.Point{385125, 6680125}
	degrees := wgs84.FromTM35(at)
	page := func(lon, lat float64) string {
		return strings.NewReplacer("LON", strconv.FormatFloat(lon, 'g', -1, 64), "LAT", strconv.FormatFloat(lat, 'g', -1, 64)).Replace(`{"count": 1, "results": [{"id": 71, "name": {"fi": "Koeasema", "sv": "Provstation"},
"location": {"type": "Point", "coordinates": [LON, LAT]}, "services": [{"id": 1, "name": {"fi": "Lastenneuvola"}}], "provider_type": "PURCHASED_SERVICE",
"accessibility_viewpoints": {"11": "red"}, "connections": [{"section_type": "OPENING_HOURS", "name": {"fi": "ma, ke 9-12 (kesällä kiinni)"}}]}]}`)
	}
	entry := "supply:\n  - file: [page.json]\n    services: {words: {clinic: [neuvola]}}\n"
	c, notes := suppliedCounty(t, entry, map[string]string{"page.json": page(degrees[0], degrees[1])})
	if c == nil {
		t.Fatal(strings.Join(notes, "\n"))
	}
	x, p := c.Base.Network.Facilities[0], c.Base.Network.Points[0]
	if math.Hypot(x.At[0]-at[0], x.At[1]-at[1]) > 0.01 || x.ID != "71" || x.Names != (lang.Name{Fi: "Koeasema", Sv: "Provstation"}) || x.Production != network.Purchased || x.BarrierFree != network.No || x.Area != "west" {
		t.Errorf("%+v", x)
	}
	if p.Hours != (network.Hours{Office: 0b101}) || !p.Provider || p.Swedish != network.Unknown {
		t.Errorf("%+v", p)
	}
	if note := `page.json: column opening_hours: values that are not understood, with the number of rows: "(kesällä kiinni)" (1)`; !strings.Contains(strings.Join(notes, "\n"), note) {
		t.Errorf("not noted: %s in\n%s", note, strings.Join(notes, "\n"))
	}
}

// GeoJSON areas are placed at their centre; their ids match the points table, which
// has the services.
func TestSupplyNextToTables(t *testing.T) {
	c, notes := suppliedCounty(t, `points: more.csv
supply:
  - file: houses.geojson
    columns: {id: id}
    defaults: {services: [clinic], days: tue+thu, status: candidate}
`, map[string]string{
		"houses.geojson": `{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3067"}}, "features": [
{"type": "Feature", "properties": {"id": 5}, "geometry": {"type": "Polygon", "coordinates": [[[385100, 6680100], [385150, 6680100], [385150, 6680150], [385100, 6680150], [385100, 6680100]]]}}]}`,
		"more.csv": "facility,service,fte,rooms,days,evening,saturday,swedish,visiting,src\n5,doctor,1,1,mon-fri,,,,,x\n"})
	if c == nil {
		t.Fatal(strings.Join(notes, "\n"))
	}
	n := c.Base.Network
	if len(n.Points) != 2 || n.Points[0].ID != "5:clinic" || n.Points[1].ID != "5:doctor" || n.Points[0].Hours.Office != 0b01010 {
		t.Errorf("%+v", n.Points)
	}
	if x := n.Facilities[0]; x.At != (orb.Point{385125, 6680125}) || x.Status != network.Closed {
		t.Errorf("%+v", x)
	}
	if !strings.Contains(strings.Join(notes, "\n"), "houses.geojson: locations drawn as lines, areas or several points, placed at their centre: 1") {
		t.Errorf("%q", notes)
	}
}

func TestSupplyWrong(t *testing.T) {
	const head = "id,x,y,s,h,n,d\n"
	const columns = "columns: {id: id, x: x, y: y, floor_m2: n, from: d}\n    services: {column: s, words: {doctor: [gp]}}\n"
	for _, c := range []struct{ name, entry, rows, want string }{
		{"no id", "epsg: 3067\n    " + columns, ",385125,6680125,gp,,,\n", `p.csv:2: column "id": found nothing, expected an id`},
		{"values", "epsg: 3067\n    " + columns, "a,385125,west,gp,,-5,soon\n",
			"p.csv:2: column \"d\": found \"soon\", expected a year or a date, or nothing\n" +
				"p.csv:2: column \"n\": found \"-5\", expected a number of 0 or more, in m2, or nothing\n" +
				"p.csv:2: column \"y\": found \"west\", expected a number, or nothing"},
		{"two places", "epsg: 3067\n    " + columns, "a,385125,6680125,gp,,,\na,385126,6680125,gp,,,\n",
			`p.csv:3: column "id": found "a", expected one place for an id (row 2 gives other coordinates)`},
		{"undeclared", columns, "a,385125,6680125,gp,,,\n",
			`p.csv: found "no coordinate system", expected a file that states it, or epsg declared (the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)): declare epsg: 3067)`},
		{"exchanged", "epsg: 3067\n    " + columns, "a,6680125,385125,gp,,,\n",
			`p.csv:2: column "x": found "x 6680125, y 385125", expected places in Finland by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared (x and y look exchanged: with axes: yx, or --fix axes, the coordinates look like EPSG:3067 (ETRS89 / TM35FIN(E,N)))`},
		{"no known service", "epsg: 3067\n    " + columns, "a,385125,6680125,dentist,,,\n",
			`p.csv: found "no location with a known service", expected a row for each location (service names that match no word: "dentist" (1))`},
		{"columns and words", "columns: {id: idd, x: x, staff: {vet: n}}\n    services: {words: {docter: [gp, \"=\"]}}\n    words: {status: {shut: [x]}}\n", "a,385125,6680125,gp,,,\n",
			"county.yaml:12:14: found nothing, expected both of the keys x and y, or neither\n" +
				"county.yaml:12:19: found \"idd\", expected a column of p.csv (did you mean id? the columns are id, x, y, s, h, n, d)\n" +
				"county.yaml:12:43: found \"vet\", expected a profession of the county's services: aide, gp, phn\n" +
				"county.yaml:13:15: found nothing, expected the key column (the column that the words refer to)\n" +
				"county.yaml:13:32: found \"docter\", expected the id of a service (did you mean doctor?)\n" +
				"county.yaml:13:32: found \"=\", expected some text (an empty word would mean every service)\n" +
				"county.yaml:14:28: found \"shut\", expected assumed, candidate, closed, interim, open, planned or unknown"},
		{"no services", "epsg: 3067\n    columns: {id: id, x: x, y: y}\n", "a,385125,6680125,gp,,,\n",
			`county.yaml:11:5: found nothing, expected the key services or defaults.services (state which services the locations offer)`},
		{"no id column", "epsg: 3067\n    columns: {x: x, y: y}\n    defaults: {services: [doctor]}\n", "a,385125,6680125,gp,,,\n",
			`county.yaml:13:14: found nothing, expected the key id (the column that identifies locations)`},
		{"no places", "columns: {id: id}\n    defaults: {services: [doctor]}\n", "a,385125,6680125,gp,,,\n",
			`county.yaml:12:14: found nothing, expected the keys x and y (the file has no geometries; the columns are id, x, y, s, h, n, d)`},
	} {
		_, got := suppliedCounty(t, "supply:\n  - file: p.csv\n    "+c.entry, map[string]string{"p.csv": head + c.rows})
		if d := cmp.Diff(strings.Split(c.want, "\n"), got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

// Without supply both tables are required; ids of tables and files must differ.
func TestSupplyKeys(t *testing.T) {
	for _, c := range []struct{ entry, want string }{
		{"", "county.yaml:2:1: found nothing, expected the key facilities (or the key supply, with files in their own format)\n" +
			"county.yaml:2:1: found nothing, expected the key points (or the key supply, with files in their own format)"},
		{"supply: []\n", "county.yaml:2:1: found nothing, expected the key facilities (or the key supply, with files in their own format)\n" +
			"county.yaml:2:1: found nothing, expected the key points (or the key supply, with files in their own format)"},
		{"supply:\n  - {columns: {id: id}}\n", "county.yaml:11:5: found nothing, expected the key file"},
		{"facilities: facilities.csv\nsupply:\n  - {file: p.csv, epsg: 3067, columns: {id: id, x: x, y: y}, defaults: {services: [doctor]}}\n",
			"p.csv:2: found \"hs_east\", expected every id once (the facilities table has it already)"},
		{"facilities: facilities.csv\npoints: points.csv\nsupply:\n  - {file: gone.csv, columns: {id: id, x: x, y: y}, defaults: {services: [doctor]}}\n",
			"gone.csv: found nothing, expected a file that can be read (there is no such file; it is named in county.yaml:13:12)"},
	} {
		_, got := suppliedCounty(t, c.entry, map[string]string{"p.csv": "id,x,y\nhs_east,385125,6680125\n"})
		if d := cmp.Diff(strings.Split(c.want, "\n"), got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.entry, d)
		}
	}
}

// The example in the documentation has valid keys and words.
func TestSupplyOfTheDocumentation(t *testing.T) {
	page, err := os.ReadFile("../../docs/FORMATS.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(page), "```yaml\nsupply:\n")
	example, _, ok2 := strings.Cut(rest, "```")
	if !ok || !ok2 {
		t.Fatal("no example")
	}
	text := "county: {id: x, name: X, year: 2026}\ninherit: embedded\npopulation: {format: cells, file: c}\nareas: {format: table, file: a}\ntravel: {format: synthetic}\nsupply:\n" + example
	r := &input.Reader{}
	f, _ := input.DecodeYAML[countyFile](r, "county.yaml", []byte(text), countyRules)
	if err := r.Problems.Err(); err != nil {
		t.Fatal(err)
	}
	if len(f.Supply) != 3 || f.Supply[2].Columns.Staff["gp"] != "lääkärit" || f.Supply[0].Services.Words["neuvola_child"][0] != "=Lastenneuvolapalvelut" {
		t.Errorf("%+v", f.Supply)
	}
}

// Whatever a table holds, there are problems or a consistent network.
func FuzzSupply(f *testing.F) {
	f.Add(planners)
	f.Add("tunnus;e;n;palvelut\n1;385125;6680125;neuvola\n1;385125;6680125;vastaanotto\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, said := suppliedCounty(t, plannersEntry, map[string]string{"points.txt": text})
		switch {
		case c == nil && len(said) == 0:
			t.Fatal("neither a county nor a problem")
		case c != nil:
			if faults := c.Base.Network.Validate(); len(faults) > 0 {
				t.Fatal(faults)
			}
		}
	})
}

// Positions and rooms that are impossible are refused by row and column.
func TestSupplyAmountsAreBounded(t *testing.T) {
	_, notes := suppliedCounty(t, `supply:
  - file: points.csv
    epsg: 3067
    columns: {id: id, x: x, y: y, staff: {phn: phn}, rooms: {all: r}, floor_m2: m}
    defaults: {services: [clinic]}
`, map[string]string{"points.csv": "id,x,y,phn,r,m\na,385125,6680125,-2,1e7,-5\nb,385875,6680875,30%,2,9\n"})
	want := []string{
		`points.csv:2: column "phn": found "-2", expected a number from 0 to 1e+06, in FTE, or nothing`,
		`points.csv:2: column "r": found "1e7", expected a number from 0 to 1e+06, in rooms, or nothing`,
		`points.csv:2: column "m": found "-5", expected a number of 0 or more, in m2, or nothing`,
		`points.csv:3: column "phn": found "30%", expected a number from 0 to 1e+06, in FTE, or nothing (write the number without %)`,
	}
	for _, w := range want {
		if !strings.Contains(strings.Join(notes, "\n"), w) {
			t.Errorf("not noted: %s in\n%s", w, strings.Join(notes, "\n"))
		}
	}
}

// Days that the opening hours close are closed in the county too, and unread
// parts are noted.
func TestSupplyHoursThatClose(t *testing.T) {
	rows := "id;x;y;palvelut;auki\n" +
		"a;385125;6680125;neuvola;\"Mo-Fr 09:00-17:00; Sa,Su,PH off\"\n" +
		"b;385125;6680125;neuvola;ma-pe 8-20, ke suljettu\n" +
		"c;385125;6680125;neuvola;\"Mo-Fr 10:00-20:00; We 10:00-12:00\"\n" +
		"d;385125;6680125;neuvola;maanantaista perjantaihin 8-16\n" +
		"e;385125;6680125;neuvola;\"Mo-Su,PH 10:00-22:00\"\n" +
		"f;385125;6680125;neuvola;suljettu (remontti)\n" +
		"g;385125;6680125;neuvola;Perjantaisin suljettu. Kysy muut ajat.\n"
	c, notes := suppliedCounty(t, `supply:
  - file: hours.txt
    epsg: 3067
    columns: {id: id, x: x, y: y, opening_hours: auki}
    services: {column: palvelut, words: {clinic: [neuvola]}}
`, map[string]string{"hours.txt": rows})
	if c == nil {
		t.Fatal(strings.Join(notes, "\n"))
	}
	want := map[string]network.Hours{
		"a": {Office: 0b11111}, "b": {Office: 0b11011, Evening: 0b11011}, "c": {Office: 0b11111, Evening: 0b11011}, "d": {Office: 0b11111},
		"e": {Office: 0b11111, Evening: 0b11111, Saturday: true}, "f": {Office: 0b11111}, "g": {Office: 0b01111},
	}
	n := c.Base.Network
	for _, p := range n.Points {
		x := n.Facilities[p.Facility]
		if p.Hours != want[x.ID] {
			t.Errorf("%s: %+v, want %+v", x.ID, p.Hours, want[x.ID])
		}
		if (x.Status == network.Closed) != (x.ID == "f") {
			t.Errorf("%s is %s", x.ID, x.Status)
		}
	}
	for _, w := range []string{
		"rows without readable opening hours: 1, treated as mon-fri",
		"locations that are never open from Monday to Saturday, treated as closed: 1",
		`column auki: values that are not understood, with the number of rows: "(remontti)" (1), "Kysy muut ajat." (1), "PH" (1)`,
	} {
		if !strings.Contains(strings.Join(notes, "\n"), w) {
			t.Errorf("not noted: %s in\n%s", w, strings.Join(notes, "\n"))
		}
	}
}

// TestSupplyWithoutServices checks that unknown services of a county are reported,
// whatever its supply names.
func TestSupplyWithoutServices(t *testing.T) {
	all := small(t)
	text := string(all["small/county.yaml"].Data)
	text = text[:strings.Index(text, "options:")] + plannersEntry + text[strings.Index(text, "parameters:"):]
	text = strings.Replace(text, "facilities: facilities.csv\npoints: points.csv\n", "", 1)
	all["small/points.txt"] = &fstest.MapFile{Data: []byte(planners)}
	for head, want := range map[string]string{
		"":                    "data/small/county.yaml:2:1: found nothing, expected the key services (or inherit: embedded)",
		"inherit: embeded\n":  `data/small/county.yaml:1:10: found "embeded", expected embedded`,
		"services: doctors\n": `data/small/county.yaml:1:11: found "doctors", expected a list`,
	} {
		all["small/county.yaml"] = &fstest.MapFile{Data: []byte(head + text)}
		if _, err := read(all); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %v, want %s", head, err, want)
		}
	}
}
