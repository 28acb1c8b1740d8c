package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"saavu/internal/realdata"
)

// drawn writes the files of a small county as planners have them: people in squares
// with hidden counts, boundaries, one table of travel times per mode, and service
// points with words for what they offer.
func drawn(t *testing.T, dir string) {
	t.Helper()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const side, across, down = 250, 12, 8
	x0, y0 := 385000.0, 6672000.0
	centre := func(i int) (x, y float64) {
		return x0 + side*(float64(i%across)+0.5), y0 + side*(float64(i/across)+0.5)
	}
	points := []struct {
		id, name, services string
		cell               int
	}{{"p1", "West station", "Neuvola; Lääkäri", 14}, {"p2", "East station", "Lääkäri; Hoitaja; Hammashoito", 80}, {"p3", "Family house", "Neuvola; Perheneuvola; Terapia; Lasten hammashoito", 45}}
	grid, times := "ruutu;east;north;ika_0_6;ika_7_17;ika_18_64;ika_65_;asukkaita\n", map[string]string{}
	for i := range across * down {
		x, y := centre(i)
		young, school, adult, old := 2+i%5, 3+i%7, 20+i%30, 4+i%9
		bands := fmt.Sprintf("%d;%d;%d;%d", young, school, adult, old)
		if i%10 == 3 {
			bands = "-1;-1;-1;-1"
		}
		grid += fmt.Sprintf("%d;%.0f;%.0f;%s;%d\n", 100+i, x, y, bands, young+school+adult+old)
		for _, p := range points {
			px, py := centre(p.cell)
			d := math.Hypot(x-px, y-py)
			for mode, speed := range map[string]float64{"walk": 75, "transit": 200, "car": 500} {
				times[mode] += fmt.Sprintf("%d,%d,%.0f\n", 100+i, 100+p.cell, 2+d/speed)
			}
		}
	}
	write("vaki_2024.csv", grid)
	for mode, text := range times {
		write(mode+"_times.csv", "from_id,to_id,travel_time\n"+text)
	}
	ring := func(x1, y1, x2, y2 float64) string {
		return fmt.Sprintf("[[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]]", x1, y1, x2, y1, x2, y2, x1, y2, x1, y1)
	}
	mid, east, north := x0+side*across/2, x0+side*across, y0+side*down
	area := func(id, name, ring string) string {
		return fmt.Sprintf(`{"type":"Feature","properties":{"tunnus":%q,"nimi":%q,"kunta":"Test town"},"geometry":{"type":"Polygon","coordinates":%s}}`, id, name, ring)
	}
	write("areas.geojson", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3067"}},"features":[`+
		area("w", "West", ring(x0, y0, mid, north))+",\n"+area("e", "East", ring(mid, y0, east, north))+"]}")
	supply := "tunnus;nimi;palvelut;aukioloajat;east;north\n"
	for _, p := range points {
		x, y := centre(p.cell)
		supply += fmt.Sprintf("%s;%s;\"%s\";ma-pe 8-16;%.0f;%.0f\n", p.id, p.name, p.services, x, y)
	}
	write("toimipisteet.csv", supply)
}

// TestInitToCompare goes from files to a decision table: init drafts a county, the
// test answers the questions, check finds no problem and compare compares.
func TestInitToCompare(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	drawn(t, ".")
	do := func(want int, args ...string) (string, string) {
		t.Helper()
		var out, errs strings.Builder
		if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != want {
			t.Fatalf("saavu %s: exit code %d, expected %d\n%s%s", strings.Join(args, " "), code, want, out.String(), errs.String())
		}
		return out.String(), errs.String()
	}
	_, said := do(done, "init", "vaki_2024.csv", "areas.geojson", "walk_times.csv", "transit_times.csv", "car_times.csv", "toimipisteet.csv", "--out", "county.yaml")
	for _, want := range []string{"what is the county called in titles?", "minutes or seconds? travel_time goes from 2 to ", "which words of palvelut mean which service",
		"next: answer these questions in county.yaml, then run saavu check --county county.yaml"} {
		if !strings.Contains(said, want) {
			t.Errorf("init does not print %q:\n%s", want, said)
		}
	}
	questions := strings.Count(said, "question: county.yaml:")
	if _, again := do(failed, "init", "vaki_2024.csv", "--out", "county.yaml"); !strings.Contains(again, "county.yaml already exists") {
		t.Errorf("init overwrote a file, or printed: %s", again)
	}
	_, left := do(notValid, "check", "--county", "county.yaml")
	if n := strings.Count(left, `found "?", expected an answer (`); n != questions || n != strings.Count(left, "\n")-1 {
		t.Errorf("%d questions in check, %d in init:\n%s", n, questions, left)
	}

	text, err := os.ReadFile("county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	answered := string(text)
	for _, a := range [][2]string{
		{`name: "\?"`, "name: Test county"}, {`attribution: "\?"`, "attribution: Test town"}, {`licence: "\?"`, "licence: MIT"}, {`unit: "\?"`, "unit: minutes"},
		{`words: "\?"`, `words: {neuvola_child: [neuvola], gp_reception: [lääkäri], nurse_reception: [hoitaja], oral_treatment: ["=hammashoito"], oral_check_child: [lasten hammashoito], family_guidance: [perheneuvola], therapy_child: [terapia]}`},
	} {
		answered = regexp.MustCompile(a[0]).ReplaceAllString(answered, a[1])
	}
	if err := os.WriteFile("county.yaml", []byte(answered), 0o644); err != nil {
		t.Fatal(err)
	}
	checked, _ := do(done, "check", "--county", "county.yaml")
	for _, want := range []string{"ok  county Test county: ", "ok  grid: 96 cells, ", "3 facilities", "travel times: 3 destinations, 3 tables"} {
		if !strings.Contains(checked, want) {
			t.Errorf("check does not print %q:\n%s", want, checked)
		}
	}
	table, _ := do(done, "compare", "--county", "county.yaml", "--close", "p1", "--draws", "0")
	for _, want := range []string{"What if: closes ", "Services unchanged: 0 of 7 · visits unknown\nin 5 services", "! What can be served and what it costs is not known for: ", "are estimated, as the grid hides"} {
		if !strings.Contains(table, want) {
			t.Errorf("compare does not print %q:\n%s", want, table)
		}
	}
}

// TestInitReal drafts a county from the real files of the Helsinki region and the
// tables of the demonstration. The only open questions are the county's name, and whose
// the areas and tables are; with the answers, check finds no problem.
func TestInitReal(t *testing.T) {
	data, root := realdata.Dir(t), repository(t)
	dir := t.TempDir()
	t.Chdir(dir)
	tables := filepath.Join(root, "scenarios", "helsinki-region")
	args := []string{"init", "--out", "county.yaml", "--quiet"}
	for _, name := range []string{"hsy-grid/2019/Vaestotietoruudukko_2019.shp", "ykr-grid/MetropAccess_YKR_grid_EurefFIN.shp", "areas/PKS_suuralue.kml", "ttm-2018"} {
		args = append(args, filepath.Join(data, "helsinki-region", filepath.FromSlash(name)))
	}
	for _, name := range []string{"areas.csv", "facilities.csv", "service-points.csv"} {
		args = append(args, filepath.Join(tables, name))
	}
	var out, said, checked, wrong strings.Builder
	if code := run(t.Context(), args, strings.NewReader(""), &out, &said); code != done {
		t.Fatalf("exit code %d: %s", code, said.String())
	}
	if want := "question: county.yaml:13: what is the county called in titles?\n" +
		"question: county.yaml:52: whose data is this, and which line must name the owner? Write one item for each owner\n" +
		"question: county.yaml:54: under which licence may it be used, such as CC BY 4.0? Take the line out if that is not known\nnext: answer these questions in county.yaml, then run saavu check --county county.yaml\n"; said.String() != want {
		t.Errorf("init prints:\n%swant:\n%s", said.String(), want)
	}
	text, err := os.ReadFile("county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("county.yaml", []byte(strings.NewReplacer(`name: "?"`, "name: Test region", `attribution: "?"`, "attribution: Us", `licence: "?"`, "licence: MIT", "  name: name\n", "  name: name\n  unmapped: [kerava]\n").Replace(string(text))), 0o644); err != nil {
		t.Fatal(err)
	}
	if code := run(t.Context(), []string{"check", "--county", "county.yaml"}, strings.NewReader(""), &checked, &wrong); code != done {
		t.Fatalf("exit code %d: %s\n%s", code, wrong.String(), text)
	}
	for _, want := range []string{"ok  county Test region: ", " people in 7 areas, year 2019", "ok  grid: 13 231 cells, ", "travel times: 134 destinations, 6 tables"} {
		if !strings.Contains(checked.String(), want) {
			t.Errorf("check does not print %q:\n%s", want, checked.String())
		}
	}
}

// A file may appear between the first check and the writing.
func TestAFileThatAppearsMeanwhileIsKept(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.yaml")
	if err := os.WriteFile(name, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := writeNew(nil, name, []byte("new"))
	text, fault := os.ReadFile(name)
	if want := name + " already exists: name another file, or remove it"; err == nil || err.Error() != want || fault != nil || string(text) != "mine" {
		t.Errorf("got %v, expected %s; the file holds %q", err, want, text)
	}
}
