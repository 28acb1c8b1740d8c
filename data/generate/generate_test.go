package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"saavu/pkg/spatial"
)

const root = "../.."

func generated(t *testing.T) (*facts, *county) {
	t.Helper()
	f, err := readFacts(filepath.Join(root, factsDir))
	if err != nil {
		t.Fatal(err)
	}
	c, err := buildCounty(f)
	if err != nil {
		t.Fatal(err)
	}
	return f, c
}

func files(t *testing.T) map[string][]byte {
	t.Helper()
	all, err := generate(filepath.Join(root, factsDir))
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string][]byte{}
	for _, f := range all {
		byName[f.name] = f.bytes
	}
	return byName
}

func records(t *testing.T, b []byte) (head []string, rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all[1:] {
		row := map[string]string{}
		for c, name := range all[0] {
			row[name] = r[c]
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

func whole(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTwiceTheSameAndAsCommitted(t *testing.T) {
	first, second := files(t), files(t)
	if len(first) != 9 {
		t.Errorf("%d files, expected 9", len(first))
	}
	if entries, err := os.ReadDir(filepath.Join(root, countyDir)); err != nil || len(entries) != len(first) {
		t.Errorf("%d committed files, the generator makes %d (%v)", len(entries), len(first), err)
	}
	for name, b := range first {
		if !bytes.Equal(b, second[name]) {
			t.Errorf("%s differs between two runs", name)
		}
		committed, err := os.ReadFile(filepath.Join(root, countyDir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Equal(b, committed) {
			t.Errorf("%s is not what the generator makes: run go run ./data/generate from the module root", name)
		}
	}
}

// The margins are recomputed from the written files and from the parameters,
// not from the generator's state.
func TestMarginsAreExact(t *testing.T) {
	out := files(t)
	f, c := generated(t)
	const total = 289531
	// 289,531 times 0.082, 0.124, 0.060, 0.580, 0.094, 0.060 by largest remainder.
	county := map[string]int{"p0_6": 23741, "p7_17": 35902, "p18_22": 17372, "p23_64": 167928, "p65_74": 27216, "p75": 17372}
	// 289,531 times the shares of areas.csv, which sum to 1.
	areas := map[string]int{"myyrmaki": 61381, "kivisto": 18530, "aviapolis": 22294, "tikkurila": 48931,
		"koivukyla": 32138, "korso": 31848, "hakunila": 35033, "kerava": 39376}

	head, cells := records(t, out["cells.csv"])
	if want := []string{"id", "x", "y", "area", "p0_6", "p7_17", "p18_22", "p23_64", "p65_74", "p75"}; !slices.Equal(head, want) {
		t.Fatalf("header %v, expected %v", head, want)
	}
	gotAges, gotAreas, gotBoth := map[string]int{}, map[string]int{}, map[string]int{}
	sum := 0
	for _, cell := range cells {
		people := 0
		for band := range county {
			n := whole(t, cell[band])
			if n < 0 {
				t.Errorf("%s has %d in %s", cell["id"], n, band)
			}
			people += n
			gotAges[band] += n
			gotBoth[cell["area"]+band] += n
		}
		if people < 1 {
			t.Errorf("%s is empty", cell["id"])
		}
		gotAreas[cell["area"]] += people
		sum += people
	}
	if sum != total {
		t.Errorf("%d people, expected %d", sum, total)
	}
	if d := cmp.Diff(county, gotAges); d != "" {
		t.Errorf("ages of the county (-want +got):\n%s", d)
	}
	if d := cmp.Diff(areas, gotAreas); d != "" {
		t.Errorf("people of the areas (-want +got):\n%s", d)
	}
	for i, a := range f.areas {
		for b, band := range head[4:] {
			if got := gotBoth[a.id+band]; got != c.areaAges[i][b] {
				t.Errorf("%s %s: cells have %d, the area %d", a.id, band, got, c.areaAges[i][b])
			}
		}
	}
	_, rows := records(t, out["areas.csv"])
	for _, r := range rows {
		if whole(t, r["population"]) != areas[r["id"]] {
			t.Errorf("areas.csv: %s has %s people, expected %d", r["id"], r["population"], areas[r["id"]])
		}
	}
}

// Raking keeps the pattern of the district counts: the interaction (odds ratio)
// of two bands between two areas is unchanged.
func TestRakingKeepsThePattern(t *testing.T) {
	f, c := generated(t)
	m, a := f.indexOf("myyrmaki"), f.indexOf("aviapolis")
	// Aluesarjat 2016: 75 and over, and 0-6, summed over the districts by hand.
	before := (3714.0 / 4148) / (282.0 / 2409)
	after := float64(c.areaAges[m][5]) / float64(c.areaAges[m][0]) / (float64(c.areaAges[a][5]) / float64(c.areaAges[a][0]))
	if math.Abs(after/before-1) > 0.01 {
		t.Errorf("odds ratio %.3f after raking, %.3f before", after, before)
	}
}

func TestCellsLieWhereTheyMay(t *testing.T) {
	f, c := generated(t)
	if n := len(c.cells); n < 3700 || n > 4100 {
		t.Errorf("%d cells, expected 3,700 to 4,100", n)
	}
	_, cells := records(t, files(t)["cells.csv"])
	seen := map[int]bool{}
	lastY, lastX := 0, 0
	for i, cell := range cells {
		x, y := whole(t, cell["x"]), whole(t, cell["y"])
		if x%250 != 125 || y%250 != 125 {
			t.Errorf("%s is off the lattice: %d %d", cell["id"], x, y)
		}
		if y < lastY || y == lastY && x <= lastX {
			t.Errorf("%s is not sorted by y then x", cell["id"])
		}
		lastX, lastY = x, y
		if id := whole(t, cell["id"]); seen[id] || id != x/250*100000+y/250 {
			t.Errorf("%d at %d %d is repeated or does not match its place", id, x, y)
		} else {
			seen[id] = true
		}
		area := f.indexOf(cell["area"])
		if area < 0 {
			t.Fatalf("%s has area %q", cell["id"], cell["area"])
		}
		p := c.cells[i].centre()
		for k, other := range f.areas {
			if apart(p, other.centre) < apart(p, f.areas[area].centre) {
				t.Errorf("%s is in %s but nearer to %s", cell["id"], cell["area"], f.areas[k].id)
			}
		}
		if d := apart(p, f.areas[area].centre); d > 5500 {
			t.Errorf("%s is %.0f m from the centre of %s", cell["id"], d, cell["area"])
		}
		for _, s := range f.stations {
			if s.id == "lentoasema" && apart(p, s.at) < 1000 {
				t.Errorf("%s is on the airport", cell["id"])
			}
			if s.id == "aviapolis" && cell["area"] == "aviapolis" && p[1] > s.at[1] {
				t.Errorf("%s of Aviapolis is north of its station", cell["id"])
			}
		}
	}
}

// Density rises towards the stations: squares within 500 m of a station have
// more people on average than those beyond 2 km.
func TestDensityFallsFromStations(t *testing.T) {
	f, c := generated(t)
	var near, far, nearPeople, farPeople float64
	for _, s := range c.cells {
		d := math.Inf(1)
		for _, st := range f.stations {
			d = min(d, apart(s.centre(), st.at))
		}
		switch {
		case d < 500:
			near++
			nearPeople += float64(s.people)
		case d > 2000:
			far++
			farPeople += float64(s.people)
		}
		if s.people > 1500 {
			t.Errorf("%d people in one square", s.people)
		}
	}
	if nearPeople/near < 3*farPeople/far {
		t.Errorf("%.0f people a square near stations, %.0f far from them", nearPeople/near, farPeople/far)
	}
}

func TestLanguageMeansAreExact(t *testing.T) {
	_, rows := records(t, files(t)["areas.csv"])
	sums, people := map[string]float64{}, 0.0
	columns := map[string]float64{"fi_share": 0.709, "sv_share": 0.022, "foreign_share": 0.269}
	for _, r := range rows {
		if r["municipality"] == "kerava" {
			if r["fi_share"] != "" || r["foreign_share"] != "" || r["sv_share"] != "0.011" {
				t.Errorf("Kerava's languages: %q %q %q, expected only Swedish 0.011", r["fi_share"], r["sv_share"], r["foreign_share"])
			}
			continue
		}
		n := float64(whole(t, r["population"]))
		people += n
		for column := range columns {
			v, err := strconv.ParseFloat(r[column], 64)
			if err != nil || v <= 0 || v >= 1 {
				t.Fatalf("%s %s: %q", r["id"], column, r[column])
			}
			sums[column] += n * v
		}
	}
	for column, want := range columns {
		if got := sums[column] / people; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s has mean %.12f, expected %.3f", column, got, want)
		}
	}
}

func TestFacilities(t *testing.T) {
	f, _ := generated(t)
	_, rows := records(t, files(t)["facilities.csv"])
	_, known := records(t, read(t, filepath.Join(root, factsDir, "facilities.csv")))
	if len(rows) != len(known) || len(rows) != 50 {
		t.Errorf("%d places, expected 50", len(rows))
	}
	seen := map[string]bool{}
	for _, r := range rows {
		if seen[r["id"]] {
			t.Errorf("%s is listed twice", r["id"])
		}
		seen[r["id"]] = true
		for column, allowed := range map[string]string{
			"status": "open planned interim closed", "size": "small medium large",
			"barrier_free": "yes no unknown", "coord_class": "A B C none", "source": strings.Join(flags, " "),
		} {
			if column == "size" && r["id"] == "wards_kivisto" && r[column] == "" {
				continue // its building has the size of the dental clinic, hosp_katriina
			}
			if !slices.Contains(strings.Fields(allowed), r[column]) {
				t.Errorf("%s: %s is %q, expected one of %s", r["id"], column, r[column], allowed)
			}
		}
		area := f.indexOf(r["area"])
		if area < 0 {
			t.Errorf("%s: area %q", r["id"], r["area"])
			continue
		}
		if r["coord_class"] == "none" {
			if r["x"]+r["y"] != "" {
				t.Errorf("%s has no class but %s %s", r["id"], r["x"], r["y"])
			}
			continue
		}
		x, y := float64(whole(t, r["x"])), float64(whole(t, r["y"]))
		if d := apart(orb.Point{x, y}, f.areas[area].centre); d > 5500 {
			t.Errorf("%s is %.0f m from the centre of its area", r["id"], d)
		}
	}
	// The register also gives unit 67763 in ETRS-GK25: an independent check of
	// the place.
	gk25, err := spatial.ByEPSG(3879)
	if err != nil {
		t.Fatal(err)
	}
	peijas := gk25.ToTM35(orb.Point{25503333, 6691002})
	if r := rows[8]; r["id"] != "hosp_peijas" || apart(peijas, orb.Point{float64(whole(t, r["x"])), float64(whole(t, r["y"]))}) > 2 {
		t.Errorf("%s at %s %s, the register has %.0f", r["id"], r["x"], r["y"], peijas)
	}
}

// Places and buildings have a name in each language. Whose a Swedish name is stands
// in the facts: eight are of a source, the others are translations.
func TestNamesOfPlaces(t *testing.T) {
	all := files(t)
	_, places := records(t, all["facilities.csv"])
	_, buildings := records(t, all["buildings.csv"])
	for _, r := range append(slices.Clone(places), buildings...) {
		if want := strings.Replace(r["name"], "(assumption)", "(oletus)", 1); r["name_fi"] != want {
			t.Errorf("%s%s is %q in Finnish, expected %q", r["id"], r["building"], r["name_fi"], want)
		}
		assumed := strings.Contains(r["name"], "(assumption)")
		if r["name_en"] == "" || r["name_sv"] == "" || assumed != strings.HasSuffix(r["name_sv"], " (antagande)") || assumed != strings.HasSuffix(r["name_en"], " (assumption)") {
			t.Errorf("%s%s is %q and %q", r["id"], r["building"], r["name_en"], r["name_sv"])
		}
	}
	facts, err := readTable("../facts", "facilities.csv")
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]int{}
	for i := range facts.rows {
		of[facts.text(i, "name_sv_src")]++
	}
	if r := places[1]; of["source"] != 8 || of["derived"] == 0 || of["assumption"] == 0 || len(of) != 3 || r["name_sv"] != "Mårtensdals hälsostation" || r["name_en"] != "Martinlaakso health station" {
		t.Errorf("sources of Swedish names: %v; %s is %q and %q", of, r["id"], r["name_sv"], r["name_en"])
	}
}

// Uncertain facts become definite in the county, and a note keeps the original.
func TestNotesKeepTheOriginalStatus(t *testing.T) {
	_, rows := records(t, files(t)["facilities.csv"])
	for id, want := range map[string][3]string{
		"nv_rajakyla":    {"closed", "Rajakylän neuvola", "status not known, taken as closed; status after 2017 not known"},
		"st_nikinmaki":   {"closed", "Nikinmäki", "candidate, closed until an option opens it; bus stop or small local point"},
		"nv_tikkurila":   {"open", "Tikkurilan neuvola (assumption)", "open by assumption; no clinic found in the sources; placed at the station"},
		"prov_kerava":    {"closed", "Palveluntuottaja, Kerava (assumption)", "candidate, closed until an option opens it; synthetic provider point of the multi-provider option; no organisation"},
		"fc_tikkurila":   {"planned", "Tikkurilan perhekeskus", "in the new centre; foundations not before 11/2027"},
		"hs_koivukyla":   {"open", "Koivukylän terveysasema", ""},
		"nv_mikkola":     {"closed", "Mikkolan neuvola", "closed 3/2021, moved to Korso"},
		"mp_koisoniitty": {"planned", "Koisoniityn kohtaamispaikka", "concept only; Koivukylä or Tikkurila; no coordinate"},
	} {
		k := slices.IndexFunc(rows, func(r map[string]string) bool { return r["id"] == id })
		if k < 0 {
			t.Errorf("no %s", id)
			continue
		}
		if got := [3]string{rows[k]["status"], rows[k]["name"], rows[k]["note"]}; got != want {
			t.Errorf("%s is %q, expected %q", id, got, want)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFlagsAreDemanded(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"no column", "id,v\na,1\n", "x.csv: no column of source flags, expected src, source or ..._src"},
		{"only a header", "id,src\n", "x.csv: 1 lines, expected a header and at least one row"},
		{"empty flag", "id,src\na,\n", `x.csv row 2, column src: found "", expected one of document, source, derived, assumption`},
		{"wrong flag", "id,a_src\na,source\nb,guess\n", `x.csv row 3, column a_src: found "guess", expected one of document, source, derived, assumption`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "x.csv"), []byte(tc.text), 0o644); err != nil {
				t.Fatal(err)
			}
			table, err := readTable(dir, "x.csv")
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				got = strings.Join(table.problems, "\n")
			}
			if got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestEveryFactHasASourceFlag(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(root, factsDir, "*.csv"))
	if err != nil || len(names) < 7 {
		t.Fatalf("%d files of facts, expected at least 7 (%v)", len(names), err)
	}
	for _, name := range names {
		table, err := readTable(filepath.Dir(name), filepath.Base(name))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, p := range table.problems {
			t.Error(p)
		}
	}
}

// TestParametersAreComplete compares with the proposed parameter set, which is
// not part of the project.
func TestParametersAreComplete(t *testing.T) {
	path := filepath.Join(root, "..", "shared", "domain", "defaults.yaml")
	if dir := os.Getenv("SAAVU_SHARED_DATA"); dir != "" {
		path = filepath.Join(dir, "..", "domain", "defaults.yaml")
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if os.Getenv("SAAVU_REQUIRE_DATA") == "1" {
			t.Fatal(err)
		}
		t.Skip("skipped: the proposed parameter set is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	var tree yaml.MapSlice
	if err := yaml.UnmarshalWithOptions(b, &tree, yaml.UseOrderedMap()); err != nil {
		t.Fatal(err)
	}
	want := map[string]leaf{}
	leaves("", tree, want)
	// The method's later rule: a plan's middle is what counties have reached, not 1.
	if proposed := want["digital.under_delivery_factor"]; proposed != (leaf{"1", "0.5", ""}) {
		t.Errorf("the proposed delivery of remote plans is %v: see whether ours should follow", proposed)
	}
	want["digital.under_delivery_factor"] = leaf{"0.725", "0.45", "1"}
	got := leavesOf(t, files(t)["county.yaml"])
	_, own := records(t, read(t, filepath.Join(root, factsDir, "parameters-model.csv")))
	if len(want) < 350 || len(own) < 60 {
		t.Errorf("%d leaves proposed and %d of the model's own, expected more", len(want), len(own))
	}
	for _, r := range own {
		if _, ok := got[r["path"]]; !ok {
			t.Errorf("%s is missing", r["path"])
		}
		if _, ok := want[r["path"]]; ok {
			t.Errorf("%s is proposed: it belongs in parameters.csv", r["path"])
		}
	}
	if len(got) != len(want)+len(own) {
		t.Errorf("%d parameters, %d are proposed and %d the model's own", len(got), len(want), len(own))
	}
	for path, value := range want {
		if have, ok := got[path]; !ok {
			t.Errorf("%s is missing", path)
		} else if !have.keeps(value) {
			t.Errorf("%s is %v, expected %v", path, have, value)
		}
	}
}

// leaves flattens the proposed set by the rules in facts/SOURCES.md. Each leaf
// is value, low and high as text.
func leaves(path string, node any, to map[string]leaf) {
	under := func(k any) string { return strings.TrimPrefix(fmt.Sprintf("%s.%v", path, k), ".") }
	switch n := node.(type) {
	case yaml.MapSlice:
		values := map[string]any{}
		for _, item := range n {
			values[fmt.Sprint(item.Key)] = item.Value
		}
		v, ends := values["v"]
		if ends {
			to[path] = triple(v, values["lo"], values["hi"])
		}
		for _, item := range n {
			key := fmt.Sprint(item.Key)
			switch {
			case slices.Contains([]string{"v", "src", "ref", "note", "lo", "hi"}, key):
			case ends:
				to[path+"_"+key] = triple(item.Value, nil, nil)
			default:
				leaves(under(key), item.Value, to)
			}
		}
	case []any:
		switch {
		case strings.HasPrefix(path, "durations_min."):
			to[under("client")], to[under("staff")] = triple(n[0], nil, nil), triple(n[1], nil, nil)
		case strings.HasSuffix(path, "days_per_school"): // a range without a best guess
			to[path] = triple(nil, n[0], n[1])
		default:
			to[path] = triple(strings.Trim(fmt.Sprint(n), "[]"), nil, nil)
		}
	default:
		to[path] = triple(n, nil, nil)
	}
}

// leaf is value, low and high of a parameter as text, the last two empty where
// there are none.
type leaf struct{ v, lo, hi string }

func triple(v, lo, hi any) leaf {
	text := func(v any) string {
		if v == nil {
			return ""
		}
		return fmt.Sprint(v)
	}
	return leaf{text(v), text(lo), text(hi)}
}

// keeps says whether a leaf has the value that is proposed, and the low and high
// where some are proposed.
func (l leaf) keeps(want leaf) bool {
	return l.v == want.v && (want.lo == "" || l.lo == want.lo) && (want.hi == "" || l.hi == want.hi)
}

// leavesOf reads the parameters of the county file. Every leaf must have the four
// keys of any leaf; one that is no text has the words on its range, and no other
// keys than those of ranges, shared draws and names.
func leavesOf(t *testing.T, b []byte) map[string]leaf {
	t.Helper()
	var file yaml.MapSlice
	if err := yaml.UnmarshalWithOptions(b, &file, yaml.UseOrderedMap()); err != nil {
		t.Fatal(err)
	}
	tree, ok := file.ToMap()["parameters"].(yaml.MapSlice)
	if !ok {
		t.Fatal("the county file has no parameters")
	}
	got := map[string]leaf{}
	var walk func(path string, n yaml.MapSlice)
	walk = func(path string, n yaml.MapSlice) {
		for _, item := range n {
			sub, ok := item.Value.(yaml.MapSlice)
			if !ok {
				t.Fatalf("%s.%v is %T, expected a map", path, item.Key, item.Value)
			}
			name := strings.TrimPrefix(fmt.Sprintf("%s.%v", path, item.Key), ".")
			if len(sub) == 0 || sub[0].Key != "v" {
				walk(name, sub)
				continue
			}
			m := sub.ToMap()
			if called, ok := m["name"].(yaml.MapSlice); ok && len(called) != 3 {
				t.Errorf("%s has a name in %d languages", name, len(called))
			}
			for i, k := range []string{"v", "unit", "src", "ref"} {
				if sub[i].Key != k {
					t.Errorf("%s has keys %v", name, sub)
				}
			}
			for _, item := range sub[4:] {
				if !slices.Contains([]string{"lo", "hi", "range", "shared_draw", "name"}, fmt.Sprint(item.Key)) {
					t.Errorf("%s has the key %v", name, item.Key)
				}
			}
			if unit := fmt.Sprint(m["unit"]); (m["range"] != nil) == (unit == "text" || unit == "yes/no" || unit == "") {
				t.Errorf("%s in %q has the range %v", name, unit, m["range"])
			}
			if !slices.Contains(flags, fmt.Sprint(m["src"])) {
				t.Errorf("%s has source flag %v", name, m["src"])
			}
			got[name] = triple(m["v"], m["lo"], m["hi"])
		}
	}
	walk("", tree)
	return got
}

func TestParameterTree(t *testing.T) {
	head := []string{"path", "value", "unit", "source", "ref"}
	row := func(path, value string) []string { return []string{path, value, "", "assumption", `a "b"`} }
	spreads := map[string]spread{"a.0-6": {"0.5", "2", "rates", `"so"`}, "a.b.c": {"1", "2", "", "wide"}, "a": {reason: "none: a count"}}
	name := func(path string) []string { return []string{path, "rent", "vuokra", "hyra"} }
	for _, tc := range []struct {
		name   string
		rows   [][]string
		called []string
		want   string // lines after the comment, or the error
	}{
		{"tree", [][]string{row("a.0-6", "1"), row("a.b.c", ""), row("e", "true"), row("a.d", "x y")}, name("e"),
			"parameters:\n" +
				"  a:\n" +
				"    \"0-6\": {v: 1, unit: \"\", src: assumption, ref: \"a \\\"b\\\"\", lo: 0.5, hi: 2, range: \"\\\"so\\\"\", shared_draw: \"rates\"}\n" +
				"    b:\n" +
				"      c: {v: null, unit: \"\", src: assumption, ref: \"a \\\"b\\\"\", lo: 1, hi: 2, range: \"wide\"}\n" +
				"    d: {v: \"x y\", unit: \"\", src: assumption, ref: \"a \\\"b\\\"\"}\n" +
				"  e: {v: true, unit: \"\", src: assumption, ref: \"a \\\"b\\\"\", name: {en: \"rent\", fi: \"vuokra\", sv: \"hyra\"}}\n"},
		{"a name of none", [][]string{row("a", "1")}, name("b"), "parameter-names.csv: no parameter b"},
		{"twice", [][]string{row("a", "1"), row("a", "2")}, name("a"), "parameters.csv row 3: a: a exists already"},
		{"under a leaf", [][]string{row("a", "1"), row("a.b", "2")}, name("a"), "parameters.csv row 3: a.b: a exists already"},
		{"leaf over a branch", [][]string{row("a.b", "1"), row("a", "1")}, name("a"), "parameters.csv row 3: a: a exists already"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			names := &table{name: "parameter-names.csv", columns: []string{"path", "name_en", "name_fi", "name_sv"}, rows: [][]string{tc.called}}
			f := &facts{names: names, spreads: spreads, own: &table{}, parameters: &table{name: "parameters.csv", columns: head, rows: tc.rows}}
			out, err := f.parametersYAML()
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				got = strings.Join(strings.SplitAfter(string(out), "\n")[2:], "")
			}
			if got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}
