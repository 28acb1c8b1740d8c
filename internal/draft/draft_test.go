package draft

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/format/problem"
	"saavu/internal/inspect"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

var update = flag.Bool("update", false, "write the golden texts again")

// files are the inputs of the test drafts.
func files() map[string]string {
	out := map[string]string{
		"areas.csv":      "id,name_fi,name_sv,name_en,municipality,population,fi_share,sv_share,foreign_share\nw,West,,,town,9,,,\ne,East,,,town,9,,,\n",
		"facilities.csv": "id,name,type,area,x,y,coord_class,status,size,barrier_free,lease_end\nf,F,clinic,w,385125,6672125,A,open,small,yes,\n",
		"buildings.csv":  "building,name,kind,x,y\nb,B,leased,385125,6672125\n",
		"points.csv":     "facility,service,fte,rooms,days,evening,saturday,swedish,visiting,src\nf,s,1,1,mon-fri,,no,unknown,no,assumption\n",
		"stations.csv":   "line,station,x,y,headway_min\nA,S,385125,6672125,10\nA,T,386125,6672125,10\n",
		"notes.csv":      "what,count\na,1\nb,2\n",
		"supply.csv":     "tunnus;nimi;osoite;lat;lon;aukiolo;tila;palvelut\n1;First;-;60.1;24.9;ma-pe 8-16;auki;\"a; b\"\n2;Second;-;60.2;24.8;ma-pe 8-16;kiinni;\"a; c\"\n",
		"stat.json":      `{"version":"2.0","class":"dataset","id":["Alue","Ikä","Vuosi"],"size":[1,2,1],"value":[1,2],"dimension":{"Alue":{"category":{"index":["1"]}},"Ikä":{"category":{"index":["0-14","15+"]}},"Vuosi":{"category":{"index":["2030"]}}}}`,
	}
	var own, hsy, plain, statfi, long, percentiles, wide, ykr strings.Builder
	own.WriteString("id,x,y,area,p0_6,p7\n")
	hsy.WriteString("INDEX,ASUKKAITA,IKA0_9,IKA10_19,IKA_YLI80,WKT\n")
	plain.WriteString("cell,easting,northing,0-14,15-64,65+,people,district\n")
	statfi.WriteString("id_nro,xkoord,ykoord,vaesto,ika_0_14,ika_15_64,ika_65_\n")
	ykr.WriteString("YKR_ID,x,y\n")
	long.WriteString("from_id,to_id,time\n")
	percentiles.WriteString("from_id,to_id,travel_time_p25,travel_time_p50\n")
	wide.WriteString("from_id,100,101,102,103,104,105\n")
	for i := range 100 {
		x, y := 385125+250*(i%10), 6672125+250*(i/10)
		fmt.Fprintf(&own, "%d,%d,%d,%s,1,2\n", 100+i, x, y, []string{"w", "e"}[i%2])
		fmt.Fprintf(&hsy, "%d,%d,99,99,99,\"POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))\"\n", 1+i, 10+i, x, y, x+250, y, x+250, y+250, x, y+250, x, y)
		fmt.Fprintf(&plain, "c%d,%d,%d,%s,20,-1,33,%s\n", i, y, x, []string{"..", "3", ""}[i%3], []string{"w", "e"}[i%2])
		fmt.Fprintf(&statfi, "%d,%d,%d,%d,-1,-1,-1\n", 1+i, 385000+1000*(i%10), 6672000+1000*(i/10), 2+i%7)
		fmt.Fprintf(&ykr, "%d,%d,%d\n", 100+i, x, y)
		fmt.Fprintf(&long, "c%d,c%d,%d\n", i, i%7, 3+i)
		fmt.Fprintf(&percentiles, "%d,%d,%d,%d\n", 100+i, 100+i%7, 3+i, 5+i)
		fmt.Fprintf(&wide, "%d,1,2,3,4,5,6\n", 100+i)
	}
	for name, b := range map[string]*strings.Builder{"cells.csv": &own, "hsy_2019.csv": &hsy, "plain.csv": &plain, "statfi_2023.csv": &statfi,
		"ykr.csv": &ykr, "walk.csv": &long, "r5r.csv": &percentiles, "wide.csv": &wide} {
		out[name] = b.String()
	}
	rows := ""
	for i := range 100 {
		rows += fmt.Sprintf("%d;-1;1;2;3;-1\n", 100+i)
	}
	for i := range 3 {
		out[fmt.Sprintf("ttm/travel_times_to_ %d.txt", 100+i)] = "from_id;to_id;walk_t;walk_d;pt_r_tt;car_r_t\n" + rows
		out[fmt.Sprintf("options/o%d.yaml", i)] = "name: O\nchanges: []\n"
	}
	return out
}

// TestDrafts drafts counties from files in each language and compares them with the
// expected texts. Checked against the schema of county files, each has no faults other
// than its questions.
func TestDrafts(t *testing.T) {
	folder := fstest.MapFS{}
	for name, text := range files() {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, list := range map[string]string{
		"own":      "cells.csv areas.csv facilities.csv buildings.csv points.csv stations.csv options notes.csv",
		"agencies": "hsy_2019.csv ykr.csv ttm supply.csv areas.csv",
		"plain":    "plain.csv walk.csv areas.csv facilities.csv",
		"statfi":   "statfi_2023.csv r5r.csv wide.csv points.csv stat.json",
		"nothing":  "notes.csv",
	} {
		t.Run(name, func(t *testing.T) {
			names := strings.Fields(list)
			for i := range names {
				names[i] = "f/" + names[i]
			}
			r, err := inspect.Files(context.Background(), source.In(map[string]fs.FS{"f": folder}), names, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range lang.Languages() {
				c := Of(r, Options{Path: path.Base, Services: []string{"clinic", "doctor"}, Words: words.In(l)})
				golden := "testdata/" + name + ".yaml"
				if l != lang.English {
					golden = "testdata/" + name + "." + string(l) + ".yaml"
				}
				if *update {
					if err := os.WriteFile(golden, c.Text, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(string(want), string(c.Text)); d != "" {
					t.Error(d)
				}
				asked(t, c)
			}
		})
	}
}

// asked reads a draft as a county and checks that its questions, each at its
// line, are the only findings.
func asked(t *testing.T, c *County) {
	t.Helper()
	files := source.In(map[string]fs.FS{"f": fstest.MapFS{"county.yaml": {Data: c.Text}}})
	_, err := load.Read(context.Background(), files, "f/county.yaml", load.Options{})
	var found problem.Problems
	if !errors.As(err, &found) {
		t.Fatal(err)
	}
	questions := c.Questions
	for _, p := range found {
		if p.File == "data/vantaa-kerava/county.yaml" { // the embedded county is not here
			continue
		}
		if len(questions) == 0 || p.Expected != "an answer" || p.Row != questions[0].Line || p.Hint != questions[0].Text {
			t.Errorf("found %s", p)
			continue
		}
		questions = questions[1:]
	}
	for _, q := range questions {
		t.Errorf("not found: line %d, %s", q.Line, q.Text)
	}
}

// A system that only the user can know is a question, not a guess.
func TestSystemsThatAreAsked(t *testing.T) {
	cells := "id,x,y,people\n"
	for i := range 100 {
		cells += fmt.Sprintf("%d,%d,%d,5\n", i, 495_125+250*(i%10), 6_680_125+250*(i/10))
	}
	laea := `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:28992"}},"features":[{"type":"Feature","properties":{"id":"a","name":"A"},` +
		`"geometry":{"type":"Polygon","coordinates":[[[5180000,4210000],[5190000,4211000],[5190000,4220000],[5180000,4210000]]]}}]}`
	folder := fstest.MapFS{"cells.csv": {Data: []byte(cells)}, "areas.geojson": {Data: []byte(laea)}}
	r, err := inspect.Files(t.Context(), source.In(map[string]fs.FS{"f": folder}), []string{"f/cells.csv", "f/areas.geojson"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := Of(r, Options{Path: path.Base})
	for _, want := range []string{
		`  epsg: "?"  # QUESTION: two readings put the places in Finland: EPSG:3067 (ETRS89 / TM35FIN(E,N)), at 26.9 E 60.3 N, and Gauss-Krüger without the zone number in front of x (GK19 to GK28), GK25 at 24.9 E 60.2 N, 111 km away: ask which it is, and declare epsg: 3067, or that of the zone without its number, 3132 for GK25 (3126 for GK19 to 3135 for GK28)`,
		`  epsg: "?"  # QUESTION: areas.geojson is in EPSG:28992 (Amersfoort / RD New), which is not supported: save it in EPSG:4326: ogr2ogr -t_srs EPSG:4326 new.gpkg areas.geojson. Then name the new file, and write its code`,
	} {
		if !strings.Contains(joined(c.Text), "\n"+want+"\n") {
			t.Errorf("no line %s\n%s", want, c.Text)
		}
	}
	asked(t, c)
}

// A table of cells in Saavu's own form is in EPSG:3067: if its eastings may be
// of a zone without its number, the draft reports it.
func TestOwnCellsThatMayBeOfAZone(t *testing.T) {
	cells := "id,x,y,area,p0_6,p7\n"
	for i := range 100 {
		cells += fmt.Sprintf("%d,%d,%d,w,1,2\n", i, 495_125+250*(i%10), 6_680_125+250*(i/10))
	}
	folder := fstest.MapFS{"cells.csv": {Data: []byte(cells)}}
	r, err := inspect.Files(t.Context(), source.In(map[string]fs.FS{"f": folder}), []string{"f/cells.csv"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c := Of(r, Options{Path: path.Base}); !strings.Contains(string(c.Text), "  # x and y are read as EPSG:3067, but two readings put the places in Finland: ") {
		t.Errorf("%s", c.Text)
	}
}

// Hexagons with people are cells, whose ages a question asks for; as many
// districts with names and people are areas.
func TestHexagonsAreCells(t *testing.T) {
	var cells, districts []string
	for i := range 36 {
		x, y, ring := 385_000+1000*float64(i%6), 6_680_000+1000*float64(i/6), ""
		for k := range 7 {
			a := math.Pi / 3 * float64(k%6)
			ring += fmt.Sprintf(",[%.3f,%.3f]", x+500*math.Cos(a), y+500*math.Sin(a))
		}
		shape := `"geometry":{"type":"Polygon","coordinates":[[` + ring[1:] + `]]}}`
		cells = append(cells, fmt.Sprintf(`{"type":"Feature","properties":{"h3":"88%013x","population":%d},`, i, 10+i)+shape)
		districts = append(districts, fmt.Sprintf(`{"type":"Feature","properties":{"id":%d,"nimi":"A%d","population":%d},`, i, i, 10+i)+shape)
	}
	layer := func(list []string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3067"}},"features":[` + strings.Join(list, ",") + `]}`)}
	}
	folder := fstest.MapFS{"kontur.geojson": layer(cells), "districts.geojson": layer(districts)}
	r, err := inspect.Files(t.Context(), source.In(map[string]fs.FS{"f": folder}), []string{"f/districts.geojson", "f/kontur.geojson"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := Of(r, Options{Path: path.Base})
	for _, want := range []string{
		"population:\n  format: grid\n  file: kontur.geojson\n  id: h3\n  total: population\n  split: profile  # the ages are unknown: parameters.population.age_profile, below, distributes the people\n",
		"areas:\n  format: boundaries\n  file: districts.geojson\n  id: id\n  name: nimi\n",
		"parameters:\n  population:\n    age_profile: \"?\"  # QUESTION: how many people of each age are there in the country",
	} {
		if !strings.Contains(joined(c.Text), want) {
			t.Errorf("no %s\nin\n%s", want, c.Text)
		}
	}
	asked(t, c)
}

// Service points in the words of three languages, and the notes on unused
// files.
func TestPointsInThreeLanguages(t *testing.T) {
	of := func(t *testing.T, texts map[string]string, names ...string) *County {
		folder := fstest.MapFS{}
		for name, text := range texts {
			folder[name] = &fstest.MapFile{Data: []byte(text)}
		}
		r, err := inspect.Files(t.Context(), source.In(map[string]fs.FS{"f": folder}), names, nil)
		if err != nil {
			t.Fatal(err)
		}
		c := Of(r, Options{Path: path.Base})
		asked(t, c)
		return c
	}
	for text, want := range map[string]string{
		"Toimipiste,Itäkoordinaatti,Pohjoiskoordinaatti,Palvelut\nAsema,391500,6698500,a\nKeskus,394000,6700500,a\n": "    epsg: 3067  # a guess: it puts the places in Finland\n    columns:\n" +
			"      id: Toimipiste  # no column is named as an id: each row has its own name\n      name: Toimipiste\n      x: \"Itäkoordinaatti\"\n      y: Pohjoiskoordinaatti\n",
		"id;enhetsnamn;längdgrad;breddgrad;tjänster\n1;A;25,03;60,40;a\n2;B;25,08;60,42;a\n": "    epsg: 4326  # a guess: it puts the places in Finland\n    columns:\n" +
			"      id: id\n      name: enhetsnamn\n      x: \"längdgrad\"\n      y: breddgrad\n",
		"nr,Facility,WGS84_LAT,WGS84_LON,service\n7,A,60.40,25.03,a\n8,B,60.42,25.08,a\n": "      id: nr  # no column is named as an id: each row has its own value here\n      name: Facility\n      x: WGS84_LON\n      y: WGS84_LAT\n",
		"Facility,lat,lng,service\nA,60.40,25.03,a\nA,60.42,25.08,b\n":                    "      id: \"?\"  # QUESTION: which of Facility, lat, lng, service identifies the locations? Rows with one id are one location\n      name: Facility\n",
	} {
		if c := of(t, map[string]string{"a.csv": text}, "f/a.csv"); !strings.Contains(joined(c.Text), want) || len(c.Unused) > 0 {
			t.Errorf("no\n%s\nin\n%s\n%v", want, c.Text, c.Unused)
		}
	}
	texts := files()
	texts["nowhere.csv"] = "Kohde,Palvelut\nA,x\nB,x\n"
	texts["bare.csv"] = "x,y,size\n385125,6672125,2\n385225,6679125,2\n"
	texts["people.csv"] = "id,vaesto\n1,5\n2,7\n"
	texts["wide_table.csv"] = "a,b,c,d,e,f,g,h,i,j,k,l,m,n\n" + strings.Repeat("q,q,q,q,q,q,q,q,q,q,q,q,q,q\n", 2)
	c := of(t, texts, "f/cells.csv", "f/plain.csv", "f/ykr.csv", "f/nowhere.csv", "f/bare.csv", "f/people.csv", "f/wide_table.csv")
	want := []string{
		"f/plain.csv: people by cell, of which a county has one file; cells.csv is used: name this one as population.file in its place, if it is the right one",
		"f/ykr.csv: cells without people; name it as population.grid if travel times start in them",
		"f/nowhere.csv: Palvelut looks like service points, but no columns of coordinates are recognised, such as lon and lat, or Itäkoordinaatti and Pohjoiskoordinaatti; " +
			"write supply: [{file: nowhere.csv, epsg: CODE, columns: {id: COLUMN, name: COLUMN, x: COLUMN, y: COLUMN}}] to use it as service points; its columns are Kohde, Palvelut",
		"f/bare.csv: places, but no column of names, services, hours or addresses is recognised; " +
			"write supply: [{file: bare.csv, epsg: CODE, columns: {id: COLUMN, name: COLUMN, x: x, y: y}}] to use it as service points; its columns are x, y, size",
		"f/people.csv: people (vaesto), but no places; write population: {format: grid, file: people.csv, id: COLUMN, total: vaesto, grid: FILE} if its rows are cells of another file; its columns are id, vaesto",
		"f/wide_table.csv: no column of people, places, travel times or areas is recognised; its columns are a, b, c, d, e, f, g, h, i, j, k, l and 2 more",
	}
	var got []string
	english := words.In(lang.English)
	for _, u := range c.Unused {
		got = append(got, english.Message(u.File)+": "+english.Message(u.Why))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Times that lead to the ids of service points name the points as their places,
// and a file's name gives the time of day if the column does not.
func TestTimesToServicePoints(t *testing.T) {
	const points = "Tunnus,Toimipiste,Itäkoordinaatti,Pohjoiskoordinaatti,Palvelut\nT1,Asema,391500,6698500,a\nT2,Keskus,394000,6700500,a\nT3,Ranta,394500,6700500,a\n"
	const people = "Ruutu,Itäkoordinaatti,Pohjoiskoordinaatti,0-17,18-64,65-74,75-\nR1,391375,6698375,1,2,1,1\nR2,391625,6698375,1,2,3,1\nR3,391875,6698375,1,2,2,1\n"
	times := func(ends ...string) string {
		out := "from_id,to_id,travel_time\n"
		for _, from := range []string{"R1", "R2", "R3"} {
			for i, to := range ends {
				out += fmt.Sprintf("%s,%s,%d\n", from, to, 7+i)
			}
		}
		return out
	}
	folder := fstest.MapFS{"people.csv": {Data: []byte(people)}, "points.csv": {Data: []byte(points)},
		"joukkoliikenne_ruuhka.csv": {Data: []byte(times("T1", "T2", "T3"))}, "walk.csv": {Data: []byte(times("R1", "R2", "R3"))}}
	r, err := inspect.Files(t.Context(), source.In(map[string]fs.FS{"f": folder}), []string{"f/people.csv", "f/points.csv", "f/joukkoliikenne_ruuhka.csv", "f/walk.csv"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := Of(r, Options{Path: path.Base})
	asked(t, c)
	for _, want := range []string{
		"      file: joukkoliikenne_ruuhka.csv\n      from: from_id\n      to: to_id\n      places:  # where journeys end: its Tunnus are the ids\n        file: points.csv\n        id: Tunnus\n" +
			"        x: \"Itäkoordinaatti\"\n        y: Pohjoiskoordinaatti\n        epsg: 3067  # a guess: it puts the places in Finland\n      unit: ",
		"        - mode: transit\n          period: rush\n          time: travel_time\n",
		"      file: walk.csv\n      from: from_id\n      to: to_id\n      unit: ",
		`"75-": "75+"`,
	} {
		if !strings.Contains(string(c.Text), want) {
			t.Errorf("no\n%s\nin\n%s", want, c.Text)
		}
	}
}

func TestQuote(t *testing.T) {
	for text, want := range map[string]string{"a.csv": "a.csv", "../a/b_c-1.csv": "../a/b_c-1.csv", "no": `"no"`, "Yes": `"Yes"`, "12": `"12"`, "": `""`,
		"a b": `"a b"`, "ä": `"ä"`, `a"b`: `"a\"b"`, "a: b": `"a: b"`, "- a": `"- a"`, "#a": `"#a"`, "<a>": `"<a>"`, "null": `"null"`} {
		if got := quote(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestYearIn(t *testing.T) {
	for name, want := range map[string]int{"hsy-grid/2015/grid_2019.shp": 2019, "a/2015/grid.shp": 2015, "vaki2024.csv": 2024, "a12019.csv": 0, "20191.csv": 0,
		"a.csv": 0, "1899.csv": 0, `c:\2020\a.csv`: 2020} {
		if got := yearIn(name); got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
}

// Names of columns that may be ids of places where journeys end.
func TestWideByName(t *testing.T) {
	for name, want := range map[string]bool{"5816100": true, "X5816100": true, "c17": true, "89a881a5a2bffff": true, "p75": true, "people": false, "IKA0_9": false, "x": false, "a1": false} {
		if idName.MatchString(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestModeIn(t *testing.T) {
	for name, want := range map[string]string{"walk_times.csv": "walk", "pt.csv": "transit", "travel_time_car": "car", "bus.csv": "transit", "kävely.csv": "walk",
		"scar.csv": "", "walk_car.csv": "", "times.csv": ""} {
		if got := inspect.ModeIn(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// FuzzOf drafts a county from any table: the text is YAML, with every question
// at its line.
func FuzzOf(f *testing.F) {
	for _, text := range []string{"id,x,y,p0_6,p7\n1,385125,6672125,1,2\n", "from_id,to_id,travel_time_p50\n1,2,3\n", "\"a\nb\",\"# c: {\"\n1,2\n",
		"tunnus;nimi;palvelut;lat;lon\n1;a;\"b; c\";60.1;24.9\n", "id,1,2,3,4,5\n1,2,3,4,5,6\n", "id,0-14,15+,\"total\u2028\"\n1,99,99,-1\n2,..,..,3\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folder := fstest.MapFS{"a.csv": {Data: []byte(text)}, "b.csv": {Data: []byte("from_id,to_id,time\n1,1,1\n2,1,1\n")}}
		r, err := inspect.Files(t.Context(), source.In(map[string]fs.FS{"f": folder}), []string{"f/a.csv", "f/b.csv"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if r.Files[0].Kind == inspect.Unreadable {
			return
		}
		c := Of(r, Options{})
		_, err = load.Read(t.Context(), source.In(map[string]fs.FS{"f": fstest.MapFS{"county.yaml": {Data: c.Text}}}), "f/county.yaml", load.Options{})
		var found problem.Problems
		if !errors.As(err, &found) {
			t.Fatal(err)
		}
		asked := 0
		for _, p := range found {
			switch p.Expected {
			case "an answer":
				if p.Hint != "" { // without one it is a column with that name
					asked += 1 + p.More
				}
			case "YAML", "a YAML file", "plain keys and values", "every key once":
				t.Errorf("%s\n%s", p, c.Text)
			}
		}
		if asked != len(c.Questions) {
			t.Errorf("%d of %d questions are found\n%s\n%v", asked, len(c.Questions), c.Text, found)
		}
	})
}

// joined is a draft with each comment after a value in one line.
func joined(text []byte) string {
	var out []string
	at := -1 // of the # of the last comment after a value
	for _, line := range strings.Split(string(text), "\n") {
		more, comment := strings.CutPrefix(strings.TrimLeft(line, " "), "# ")
		if comment && utf8.RuneCountInString(line)-utf8.RuneCountInString(more)-2 == at {
			out[len(out)-1] += " " + more
			continue
		}
		at = -1
		if before, _, found := strings.Cut(line, "  # "); found && strings.TrimSpace(before) != "" {
			at = utf8.RuneCountInString(before) + 2
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// No line of a draft is wider than a screen, unless one word is; the text of a
// question is that of its lines together.
func TestDraftsAreNoWiderThanAScreen(t *testing.T) {
	folder := fstest.MapFS{}
	for name, text := range files() {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, l := range lang.Languages() {
		var names []string
		for name := range folder {
			names = append(names, "f/"+name)
		}
		slices.Sort(names)
		r, err := inspect.Files(t.Context(), source.In(map[string]fs.FS{"f": folder}), names, nil)
		if err != nil {
			t.Fatal(err)
		}
		c := Of(r, Options{Path: path.Base, Words: words.In(l)})
		for i, line := range strings.Split(string(c.Text), "\n") {
			if utf8.RuneCountInString(line) > 100 {
				t.Errorf("%s: line %d: %s", l, i+1, line)
			}
		}
		for _, q := range c.Questions {
			if !strings.Contains(joined(c.Text), "# QUESTION: "+q.Text) {
				t.Errorf("%s: no %q in\n%s", l, q.Text, c.Text)
			}
		}
	}
}

// A file without a system lies where another file of the county does: its system and the
// county's follow from that, also those without a code.
func TestSystemsOfOtherFiles(t *testing.T) {
	cells := func(x, y int) string {
		text := "id,x,y,people\n"
		for i := range 100 {
			text += fmt.Sprintf("%d,%d,%d,5\n", i, x+250*(i%10), y+250*(i/10))
		}
		return text
	}
	area := func(west, south float64) string {
		return fmt.Sprintf(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a","name":"A"},"geometry":{"type":"Polygon","coordinates":`+
			`[[[%[1]g,%[2]g],[%[3]g,%[2]g],[%[3]g,%[4]g],[%[1]g,%[2]g]]]}}]}`, west, south, west+0.1, south+0.1)
	}
	for _, c := range []struct {
		cells, areas string
		want         []string
	}{
		{cells(652_125, 6_861_125), area(2.3, 48.8), []string{"  crs: 2154  # the system", "  epsg: 2154  # a guess: it puts the places where areas.geojson has its own"}},
		{cells(480_125, 6_675_125), area(-51.25, -30.1), []string{"  crs: 32722  # the system", "  epsg: 32722  # a guess: it puts the places where areas.geojson has its own"}},
		{cells(1, 2), area(-51.25, -30.1), []string{"  crs: 32722  # the system", `  epsg: "?"  # QUESTION: which coordinate system? The numbers alone do not show it`}},
	} {
		folder := fstest.MapFS{"cells.csv": {Data: []byte(c.cells)}, "areas.geojson": {Data: []byte(c.areas)}}
		r, err := inspect.Files(t.Context(), source.In(map[string]fs.FS{"f": folder}), []string{"f/cells.csv", "f/areas.geojson"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		text := joined(Of(r, Options{Path: path.Base}).Text)
		for _, want := range c.want {
			if !strings.Contains(text, "\n"+want) {
				t.Errorf("no line %s\n%s", want, text)
			}
		}
	}
}
