package load

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"saavu/internal/realdata"
	"saavu/pkg/population"
)

// withForecast is the small county, whose areas have 8, 16, 40 and 16 people in its
// bands, with a forecast in a separate file.
func withForecast(t testing.TB, keys, name, text string) fstest.MapFS {
	t.Helper()
	files := small(t)
	county := files["small/county.yaml"]
	lines := strings.Split(strings.TrimSpace(keys), "\n")
	county.Data = append(slices.Clone(county.Data), "\nforecasts:\n  - "+strings.Join(lines, "\n    ")+"\n"...)
	if !strings.Contains(keys, "\nfile:") {
		county.Data = append(county.Data, "    file: "+name+"\n"...)
	}
	files["small/"+name] = &fstest.MapFile{Data: []byte(text)}
	return files
}

// long is a table of two areas and two years, and of a third area that is not
// in the county.
const long = `area;year;age;value
west;2030;0-17;30
west;2030;18 - 64;50
west;2030;65 -;…
west;2030;all;100
east;2030;0-17;60
east;2030;18 - 64;90
east;2030;65 -;30
east;2030;all;181
west;2040;all;200
west;2020;all;1
north;2030;all;7
east;2030;unknown;8
`

const longKeys = `
name: drawn
path: observed
year: {dimension: year}
area: {dimension: area}
age: age
total: all
`

var children, grown, pension = population.Group{From: 0, To: 17}, population.Group{From: 18, To: 64}, population.Group{From: 65, To: 100}

func TestForecast(t *testing.T) {
	c, err := read(withForecast(t, longKeys, "f.csv", long))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Base.Projections) != 1 {
		t.Fatalf("%d projections", len(c.Base.Projections))
	}
	p := c.Base.Projections[0]
	nan := math.NaN()
	if p.Name != "drawn" || p.Path != population.Observed || !slices.Equal(p.Years, []int{2020, 2030, 2040}) || !slices.Equal(p.Groups, []population.Group{children, grown, pension}) {
		t.Errorf("%+v", p)
	}
	want := []float64{
		nan, nan, nan, nan, nan, nan, nan, 1, nan, nan, nan, nan,
		60, 90, 30, 181, 30, 50, nan, 100, nan, nan, nan, nan,
		nan, nan, nan, nan, nan, nan, nan, 200, nan, nan, nan, nan,
	}
	if !slices.EqualFunc(p.People, want, func(a, b float64) bool { return a == b || a != a && b != b }) {
		t.Errorf("people %v", p.People)
	}
	for _, note := range []string{
		"drawn: people of 2020, 2030, 2040 in 3 age groups, for 2 of 2 areas, on the observed path",
		"drawn: hidden or missing rows, so no forecast: Länsi 65+ (1 of 1 rows)",
		"drawn: 1 code without an area in the county, ignored: north",
		"drawn: 1 member of age ignored: unknown",
		"drawn: years before 2026 are not used, since the grid has the observed people of that year",
	} {
		if !slices.Contains(noted(c.Notes), note) {
			t.Errorf("no note %q in\n%s", note, strings.Join(noted(c.Notes), "\n"))
		}
	}
	if last := c.Inputs[3]; last.Name != "data/small/f.csv" || last.Bytes != int64(len(long)) {
		t.Errorf("inputs %v", c.Inputs)
	}
}

// All forms of a file, with the same people of 2030.
func TestForecastForms(t *testing.T) {
	const head = "name: drawn\npath: documents\n"
	tests := []struct{ name, keys, file, text string }{
		{"JSON-stat, codes joined by a map", head + `year: {dimension: Vuosi}
area: {dimension: Alue, codes: {"1": west, "2": east}, county: SSS}
age: Ikä label
only: {Sukupuoli: SSS}
total: Yhteensä`, "f.json", `{"class": "dataset", "id": ["Vuosi", "Alue", "Ikä", "Sukupuoli"], "size": [1, 2, 3, 2], "dimension": {
"Vuosi": {"category": {"index": ["2030"]}}, "Alue": {"category": {"index": ["1", "2"]}},
"Ikä": {"category": {"index": ["a", "b", "c"], "label": {"a": "0–17", "b": "18–", "c": "Yhteensä"}}}, "Sukupuoli": {"category": {"index": ["1", "SSS"]}}},
"value": [9, 30, 9, 70, 9, 100, 9, 60, 9, 120, 9, 180]}`},
		{"columns of ages", head + "year: 2030\narea: {dimension: Alue, column: side}\nages: {kids: 0-17, others: 18+}\ntotal: everyone", "f.csv",
			"Alue;kids;others;everyone\nw;30,0;70;100\ne;60;120;180\n"},
		{"columns of years, districts added up", head + `year: {columns: {"2030 people": 2030}}
area: {dimension: Alue, first: 2, codes: {"09": west, "08": east}}
age: Age
ages: {k: 0-17, o: 18+}
total: t`, "f.csv", "\"Heading, of PxWeb\"\n\nAlue;Age;2030 people\n0911;k;10\n0912;k;20\n0911;o;70\n0912;o;0\n0911;t;80\n0912;t;20\n0811;k;60\n0811;o;120\n0811;t;180\n"},
		{"area statistics", head + `year: 2030
area: {dimension: area, first: 4, codes: {"0921": west, "0922": east}}
age: statistic
ages: {kids: 0-17, others: 18+}
total: all
only: {group: ennuste}`, "f.json", `{"ennuste": {
"kids": {"0921000001": {"total": "100", "value": 10}, "0921000002": {"total": "100", "value": "20"}, "0922000000": {"total": "180", "value": 60}},
"others": {"0921000001": {"total": "100", "value": 50}, "0921000002": {"total": "100", "value": 20}, "0922000000": {"total": "180", "value": 120}},
"all": {"0921000001": {"total": "100", "value": 60}, "0921000002": {"total": "100", "value": 40}, "0922000000": {"total": "180", "value": 180}}},
"past": {"all": {"0921000001": {"total": "7", "value": 7}}}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := withForecast(t, tt.keys, tt.file, tt.text)
			county := files["small/county.yaml"]
			county.Data = []byte(strings.Replace(string(county.Data), "\nparameters:\n", "\nparameters:\n  population:\n    base: {v: 1, src: document}\n    base_year: {v: 2018, src: document}\n", 1))
			c, err := read(files)
			if err != nil {
				t.Fatal(err)
			}
			p := c.Base.Projections[0]
			if p.Path != population.Documents || !slices.Equal(p.Years, []int{2030}) {
				t.Errorf("%+v", p)
			}
			nan := math.NaN()
			if want := []float64{60, 120, 180, 30, 70, 100, nan, nan, nan}; !slices.EqualFunc(p.People, want, func(a, b float64) bool { return a == b || a != a && b != b }) {
				t.Errorf("people %v, want %v", p.People, want)
			}
		})
	}
}

// A hidden district makes its area's sum unknown, unless such districts are left
// out of the sum.
func TestForecastHidden(t *testing.T) {
	const keys = "name: drawn\npath: observed\nyear: 2030\narea: {dimension: area, first: 1, codes: {w: west, e: east}}\nage: age\nages: {kids: 0-17, others: 18+}\ntotal: all\n"
	const text = "area,age,value\nw1,kids,10\nw1,others,20\nw1,all,30\nw2,kids,..\nw2,others,...\nw2,all,-\ne1,kids,5\ne1,others,6\ne2,others,7\ne1,all,11\ne2,all,7\n"
	nan := math.NaN()
	for _, tt := range []struct {
		hidden string
		want   []float64
		note   string
	}{
		{"unknown", []float64{nan, 13, 18, nan, nan, nan, nan, nan, nan},
			"drawn: hidden or missing rows, so no forecast: Itä 0-17 (1 of 2 rows), Länsi (1 of 2 rows)"},
		{"left-out", []float64{5, 13, 18, 10, 20, 30, nan, nan, nan},
			"drawn: hidden or missing rows, left out of the sums: Itä 0-17 (1 of 2 rows), Länsi (1 of 2 rows)"},
	} {
		c, err := read(withForecast(t, keys+"hidden: "+tt.hidden, "f.csv", text))
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Base.Projections[0].People; !slices.EqualFunc(got, tt.want, func(a, b float64) bool { return a == b || a != a && b != b }) {
			t.Errorf("%s: people %v, want %v", tt.hidden, got, tt.want)
		}
		if !slices.Contains(noted(c.Notes), tt.note) {
			t.Errorf("%s: no note %q in\n%s", tt.hidden, tt.note, strings.Join(noted(c.Notes), "\n"))
		}
		if unknown := slices.Contains(noted(c.Notes), "drawn: the people are unknown in Länsi, which grow like the county"); unknown != (tt.hidden == "unknown") {
			t.Errorf("%s: Länsi is noted as unknown: %v", tt.hidden, unknown)
		}
	}
}

// Totals of areas, and ages of the county, in two separate files.
func TestForecastApart(t *testing.T) {
	keys := strings.Replace(longKeys, "{dimension: area}", "{dimension: area, county: all of it}", 1)
	c, err := read(withForecast(t, keys, "f.csv", "area;year;age;value\nwest;2030;all;100\neast;2030;all;140\nall of it;2030;0-17;60\nall of it;2030;18+;180\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := c.Base.Projections[0]
	nan := math.NaN()
	if want := []float64{nan, nan, 140, nan, nan, 100, 60, 180, nan}; !slices.EqualFunc(p.People, want, func(a, b float64) bool { return a == b || a != a && b != b }) {
		t.Errorf("people %v, want %v", p.People, want)
	}
	g, _, err := c.Base.Grid.Fit(p.Margins(2030, 1, c.Base.Grid, 2026))
	if err != nil {
		t.Fatal(err)
	}
	// Both areas have the same ages today, so each gets its share of the
	// county's ages.
	if got := g.Sum(children); math.Abs(got[0]-60*100./240/8) > 1e-9 || math.Abs(got[2]-60*140./240/8) > 1e-9 {
		t.Errorf("children %v", got)
	}
}

func TestForecastRefused(t *testing.T) {
	change := func(text, old, new string) string {
		if strings.Count(text, old) != 1 {
			t.Fatalf("%q occurs %d times", old, strings.Count(text, old))
		}
		return strings.Replace(text, old, new, 1)
	}
	keys := func(old, new string) string { return change(longKeys, old, new) }
	rows := func(old, new string) string { return change(long, old, new) }
	tests := []struct{ name, keys, text, want string }{
		{"no file", longKeys + "file: g.csv", long, `g.csv: found nothing, expected a file that can be read (there is no such file; it is named in county.yaml:110:11)`},
		{"a wrong dimension", keys("dimension: year", "dimension: years"), long,
			`county.yaml:106:23: found "years", expected a dimension or column of f.csv (did you mean year? the columns are area, year, age, value)`},
		{"a wrong column of ages and of values", keys("age: age", "age: ika\nvalue: people"), long,
			`county.yaml:108:10: found "ika", expected a dimension or column of f.csv (the columns are area, year, age, value)
county.yaml:109:12: found "people", expected a dimension or column of f.csv (the columns are area, year, age, value)`},
		{"a filter that nothing passes", longKeys + "only: {year: '2031'}", long, `county.yaml:110:18: found "2031", expected a member of year in f.csv (there are 2020, 2030, 2040)`},
		{"a filter on no column", longKeys + "only: {sex: all}", long, `county.yaml:110:17: found "sex", expected a dimension or column of f.csv (the columns are area, year, age, value)`},
		{"an unknown area", keys("{dimension: area}", "{dimension: area, codes: {west: wst}}"), long, `county.yaml:107:43: found "wst", expected the id of an area of the county (did you mean west?)`},
		{"codes and a column", keys("{dimension: area}", "{dimension: area, codes: {west: west}, column: side}"), long, `county.yaml:107:58: found "side", expected codes or column, not both`},
		{"no such column of areas", keys("{dimension: area}", "{dimension: area, column: sid}"), long,
			`county.yaml:107:37: found "sid", expected a column of areas.csv (the columns are id, name_fi, name_sv, name_en, municipality, population, fi_share, sv_share, foreign_share, side, side_src)`},
		{"two areas of one code", keys("{dimension: area}", "{dimension: area, column: municipality}"), long, `county.yaml:107:37: found "municipality", expected one area for each code (town is Itä and Länsi)`},
		{"the county is an area", keys("{dimension: area}", "{dimension: area, county: west}"), long, `county.yaml:107:37: found "west", expected a code that no area has`},
		{"no area joins", keys("{dimension: area}", "{dimension: area, codes: {\"01\": west}}"), long,
			`f.csv: column "area": found "east, north, west", expected codes of the county's areas (the county has 01)`},
		{"ages overlap", longKeys + "ages: {a: 0-17, b: 17+}", long,
			`county.yaml:110:11: found "ages 17+", expected an age group from 18 on (age groups must follow each other from 0 without gap or overlap; list the right ones under ages)`},
		{"ages leave a gap", longKeys + "ages: {a: 0-17, b: 19+}", long,
			`county.yaml:110:11: found "ages 19+", expected an age group from 18 on (age groups must follow each other from 0 without gap or overlap; list the right ones under ages)`},
		{"ages end", longKeys + "ages: {a: 0-17, b: 18-64}", long, `county.yaml:110:11: found "ages up to 64", expected a last age group without an end, such as 75+`},
		{"ages of the file overlap", longKeys, rows("unknown;8", "0-6;8"),
			`f.csv: column "age": found "ages 0-17", expected an age group from 7 on (age groups must follow each other from 0 without gap or overlap; list the right ones under ages)`},
		{"no age is known", longKeys + "ages: {a: 0-17, b: 18+}", strings.ReplaceAll(long, ";all;", ";every;"),
			`f.csv: column "age": found "0-17, 18 - 64, 65 -, every, unknown", expected the age groups listed under ages, or ages such as 0-6 and 75+`},
		{"a year that is none", longKeys, rows("west;2040", "west;soon"), `f.csv:10: column "year": found "soon", expected a year`},
		{"years before the county's", longKeys, strings.NewReplacer("2030", "2021", "2040", "2022").Replace(long),
			`county.yaml:106:11: found "the keys dimension", expected a year of 2026 or later, the county's year (the last year is 2022)`},
		{"a year before the county's", keys("{dimension: year}", "2020") + "only: {year: '2030'}", long, `county.yaml:106:11: found "2020", expected a year of 2026 or later, the county's year (the last year is 2020)`},
		{"negative", longKeys, rows("0-17;60", "0-17;-60"), `f.csv:6: column "value": found "-60", expected 0 or more people`},
		{"no number", longKeys, rows("0-17;60", "0-17;many"), `f.csv:6: column "value": found "many", expected a number of people, or a sign for a hidden number`},
		{"too many", longKeys, rows("0-17;60", "0-17;60000000"), `f.csv:6: column "value": found "60000000", expected at most 10000000 people`},
		{"an area twice", longKeys, rows("east;2030;unknown;8", "east;2030;all;8"),
			`f.csv:13: column "area": found "east", expected every area, age group and year once (row 9 has them already: choose one member of every further dimension with only)`},
		{"years and ages in columns", keys("{dimension: year}", "{columns: {value: 2030}}") + "ages: {a: 0+}", long,
			`county.yaml:106:21: found "the keys value", expected columns of years or columns of ages, not both (name the column of ages under age)`},
		{"a value and columns", keys("{dimension: year}", "{columns: {value: 2030}}") + "value: value", long, `county.yaml:108:12: found "value", expected no value if each age group or year has its own column`},
		{"the documents' path without documents", keys("observed", "documents"), long,
			`county.yaml:105:11: found "documents", expected the parameters population.base and population.base_year (the documents path starts from the population in the planning documents)`},
		{"keys that are missing", "path: observed\n", long, `county.yaml:104:5: found nothing, expected the key name
county.yaml:104:5: found nothing, expected the key year
county.yaml:104:5: found nothing, expected the key area`},
		{"a year in words", keys("{dimension: year}", "soon"), long, `county.yaml:106:11: found "soon", expected a whole number or keys with values (the year of all rows, or {dimension: NAME}, or {columns: {NAME: YEAR}} if each year has its own column)`},
		{"ages above their area", longKeys, rows("east;2030;all;181", "east;2030;all;170"),
			`county.yaml:104:3: found "2030: Itä: 170 people in all, but 180 in its age groups", expected forecasts on the observed path to which the grid can be scaled`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			keys := tt.keys
			if tt.name == "years and ages in columns" || tt.name == "a value and columns" {
				keys = strings.Replace(keys, "age: age\ntotal: all\n", "", 1)
			}
			_, err := read(withForecast(t, keys, "f.csv", tt.text))
			if err == nil {
				t.Fatal("nothing is said")
			}
			if got := strings.ReplaceAll(err.Error(), "data/small/", ""); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// A structural zero is reported with its area and ages, and the fit does not loop.
func TestForecastOfNobody(t *testing.T) {
	files := withForecast(t, longKeys, "f.csv", long)
	cells := files["small/cells.csv"]
	cells.Data = []byte(strings.ReplaceAll(string(cells.Data), "east,1,2,5,2", "east,1,2,5,0"))
	_, err := read(files)
	want := `county.yaml:104:3: found "2030: Itä, ages 65+: 30.1666667 people, but there are none to scale", expected forecasts on the observed path to which the grid can be scaled`
	if err == nil || strings.ReplaceAll(err.Error(), "data/small/", "") != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

// The part of the real statistics that matches the real county: 61 of the 62
// districts of Vantaa in its seven major districts, four of them hidden.
func TestRealForecast(t *testing.T) {
	c := realCounty(t)
	if len(c.Base.Projections) != 1 {
		t.Fatalf("%d projections", len(c.Base.Projections))
	}
	p := c.Base.Projections[0]
	want := map[string]float64{"myyrmaki": 56866, "kivisto": 15146, "aviapolis": 22052, "tikkurila": 44023, "koivukyla": 29786, "korso": 32546, "hakunila": 29957}
	for a, area := range c.Base.Grid.Areas {
		if got := p.People[p.At(0, a, len(p.Groups))]; got != want[area.ID] {
			t.Errorf("%s: %g people, want %g", area.ID, got, want[area.ID])
		}
	}
	if len(c.Base.Grid.Areas) != 7 || len(p.Groups) != 7 || !slices.Equal(p.Years, []int{2024}) {
		t.Errorf("%d areas, groups %v, years %v", len(c.Base.Grid.Areas), p.Groups, p.Years)
	}
	for _, note := range []string{
		"area forecast of 2016: people of 2024 in 7 age groups, for 7 of 7 areas, on the observed path",
		"area forecast of 2016: hidden or missing rows, left out of the sums: Aviapolis (2 of 6 rows), Hakunila (2 of 9 rows)",
		"area forecast of 2016: 242 codes without an area in the county, ignored: 0-1, 0491011111, 0491011112, 0491011113, 0491011114 and 237 more",
	} {
		if !slices.Contains(noted(c.Notes), note) {
			t.Errorf("no note %q in\n%s", note, strings.Join(noted(c.Notes), "\n"))
		}
	}
	plain, err := c.Base.Grid.Forecast(2024, 240_000, nil)
	if err != nil {
		t.Fatal(err)
	}
	g, fitted, err := plain.Fit(p.Margins(2024, 1, c.Base.Grid, 2019))
	if err != nil {
		t.Fatal(err)
	}
	people := make([]float64, 7)
	for i, n := range g.Sum(population.Everyone()) {
		if a := g.Area[i]; a >= 0 {
			people[a] += n
		}
	}
	for a, area := range c.Base.Grid.Areas {
		if math.Abs(people[a]-want[area.ID]) > 1e-9*want[area.ID] {
			t.Errorf("%s: %.9f people after %d rounds", area.ID, people[a], fitted.Iterations)
		}
	}
	if len(fitted.Adjusted) != 7 {
		t.Errorf("adjusted %v", fitted.Adjusted)
	}
}

// The real file's households are hidden where its forecast is, and its one
// district of 754 people without ages keeps its total.
func TestRealHiddenAges(t *testing.T) {
	name := filepath.Join(realdata.Dir(t), "helsinki-region/areas/area_statistics.json")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	keys := `name: real
path: observed
year: 2030
area: {dimension: area, codes: {"0916603480": west, "0921010000": east}}
age: statistic
ages: {"06vuotiaat": 0-6, "712vuotiaat": 7-12, "1315vuotiaat": 13-15, "1629vuotiaat": 16-29, "3064vuotiaat": 30-64, "6574vuotiaat": 65-74, "yli_75vuotiaat": 75+}
total: väestö_yhteensä
only: {group: ennuste}`
	c, err := read(withForecast(t, keys, "f.json", string(text)))
	if err != nil {
		t.Fatal(err)
	}
	p := c.Base.Projections[0]
	for g := range p.Groups {
		if !math.IsNaN(p.People[p.At(0, 1, g)]) {
			t.Errorf("%s: %g people, though hidden", p.Groups[g], p.People[p.At(0, 1, g)])
		}
	}
	if got := slices.Concat(p.People[p.At(0, 1, 7):p.At(0, 2, 0)], p.People[:p.At(0, 1, 0)]); !slices.Equal(got, []float64{754, 74, 69, 32, 78, 490, 126, 47, 916}) {
		t.Errorf("people %v", got)
	}
	// The hidden ages divide the total by their shares today.
	g, _, err := c.Base.Grid.Fit(p.Margins(2030, 1, c.Base.Grid, 2026))
	if err != nil {
		t.Fatal(err)
	}
	if got := g.Sum(population.Group{From: 0, To: 6})[0]; math.Abs(got-754./80) > 1e-9 {
		t.Errorf("%g small children in a cell, want %g", got, 754./80)
	}
}

// If areas come from a map without a table, its fields hold the codes of a
// forecast.
func TestForecastOfAMap(t *testing.T) {
	region := districts{
		{`{"id":"a","tilasto":"0911000000"}`, -50, -50, 250, 550},
		{`{"id":"b","tilasto":"0922000000"}`, 250, -50, 550, 550},
	}
	const areas = "areas: {format: boundaries, file: areas.json}\nforecasts:\n" +
		"  - {name: drawn, file: f.csv, path: observed, year: 2030, area: {dimension: code, first: 4, column: %s}, total: all}"
	for column, want := range map[string]string{
		"tilasto":   "",
		"tilastoja": `region/county.yaml:6:102: found "tilastoja", expected a field of areas.json (the columns are id, tilasto)`,
	} {
		d := areasFrom(fmt.Sprintf(areas, column), region.geoJSON(t, 3067, "EPSG:3067", false))
		d.files["f.csv"] = "code;all\n0911123456;30\n0922123456;50\n0922123457;7\n0999123456;1\n"
		b, _, err := d.region(t)
		if got := fmt.Sprint(err); want != "" && got != want {
			t.Errorf("%s: %s", column, got)
		}
		if want != "" {
			continue
		}
		if err != nil || len(b.Projections) != 1 {
			t.Fatal(err)
		}
		if p := b.Projections[0]; !slices.Equal(p.People[:2], []float64{30, 57}) {
			t.Errorf("people %v", p.People)
		}
	}
}
