package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"saavu/internal/board"
)

// values are a table's numbers by the ids of its rows and the names of its columns; NaN
// where a field is empty.
type values map[string]map[string]float64

// readValues reads a table whose rows have the ids that key makes; of several with one id
// the first.
func readValues(t *testing.T, name string, key func(row map[string]string) string) values {
	t.Helper()
	head, rows := table(t, name)
	out := values{}
	for _, row := range rows {
		fields := map[string]string{}
		for c, name := range head {
			fields[name] = row[c]
		}
		id := key(fields)
		if out[id] != nil { // of another group
			continue
		}
		out[id] = map[string]float64{}
		for name, text := range fields {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				v = math.NaN()
			}
			out[id][name] = v
		}
	}
	return out
}

// Nothing that a folder for the public has, in any of its formats, gives a number of few
// people back: no total less the other numbers, and no difference of an option and its
// reference.
func TestPublicFolderGivesNoSmallNumberBack(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, args ...string) string {
		out := filepath.Join(dir, name)
		args = append([]string{"compare", "local", "central-max", "--draws", "0", "--quiet", "--service", "all", "--out-dir", out}, args...)
		if code, stderr := call(t.Context(), io.Discard, args...); code != done {
			t.Fatalf("%v: %d %s", args, code, stderr)
		}
		return out
	}
	whole := write("whole")
	public := write("public", "--public", "--layers", "catchments,isochrones,area_scores")
	save := func(from, layer, ending string) string {
		name := filepath.Join(dir, filepath.Base(from)+"-"+layer+ending)
		if code, stderr := call(t.Context(), io.Discard, "export", "--from", from, "--layers", layer, "--quiet", "--out", name); code != done {
			t.Fatalf("export %s: %d %s", layer, code, stderr)
		}
		return name
	}
	byID := func(row map[string]string) string { return row["id"] }
	score := func(row map[string]string) string {
		return row["option"] + " " + row["service"] + " " + row["measure"] + " " + row["area"]
	}
	totals := readValues(t, filepath.Join(public, "scores.csv"), score)
	truths := readValues(t, filepath.Join(whole, "scores.csv"), score)
	areaOf, inArea := map[string]string{}, map[string][]string{}
	head, rows := table(t, save(whole, "coverage_today", ".csv"))
	for _, row := range rows {
		id, area := row[indexOf(head, "id")], row[indexOf(head, "area_id")]
		areaOf[id], inArea[area] = area, append(inArea[area], id)
	}
	figures := map[string]string{"there": "gets_there", "gain": "gain", "lose": "lose", "fewer_days": "fewer_days", "loses_last": "lose_last_point"}
	services := map[string]bool{}
	hidden, few := 0, 0
	cells, real, areas := map[string]values{}, map[string]values{}, map[string]bool{}
	for _, option := range []string{"today", "local", "central-max"} {
		layer := "coverage_" + strings.ReplaceAll(option, "-", "_")
		truth, shown := readValues(t, save(whole, layer, ".csv"), byID), readValues(t, save(public, layer, ".csv"), byID)
		cells[option], real[option] = shown, truth
		for id, row := range truth {
			areas[areaOf[id]] = true
			if n := row["people"]; small(n) && shown[id] != nil {
				t.Errorf("%s: cell %s of %g people is there", layer, id, n)
			}
			for column, n := range row {
				service, figure, ok := cutFigure(column, figures)
				if !ok {
					continue
				}
				services[service] = true
				if shown[id] == nil || math.IsNaN(shown[id][column]) {
					hidden++
					few += btoi(small(n))
				} else if small(n) || shown[id][column] != board.Rounded(n) {
					t.Errorf("%s: cell %s, %s is %g, the data has %g", layer, id, figure, shown[id][column], n)
				}
			}
		}
		for service := range services {
			for figure, measure := range figures {
				column := service + "_" + figure
				for area := range areas {
					total := peopleOf(totals, option, service, measure, area)
					if truth := peopleOf(truths, option, service, measure, area); small(truth) && !math.IsNaN(total) {
						t.Errorf("%s, %s of %s in area %s: %g is published", option, measure, service, area, total)
					}
					if math.IsNaN(total) {
						continue
					}
					rest := total
					for _, id := range inArea[area] {
						if shown[id] != nil && !math.IsNaN(shown[id][column]) {
							rest -= shown[id][column]
						}
					}
					if small(rest) {
						t.Errorf("%s, %s of %s in area %s: the total less the cells is %g", option, measure, service, area, rest)
					}
				}
				county, rest := peopleOf(totals, option, service, measure, ""), 0.0
				if !math.IsNaN(county) {
					rest = county
					for area := range areas {
						if n := peopleOf(totals, option, service, measure, area); !math.IsNaN(n) {
							rest -= n
						}
					}
					if small(rest) && !small(county) && measure != "lose_last_point" {
						t.Errorf("%s, %s of %s: the county less the areas is %g", option, measure, service, rest)
					}
				}
			}
			// Where a gain or a loss is hidden, the difference from the reference is too.
			for id, row := range shown {
				now, before := row[service+"_there"], cells["today"][id][service+"_there"]
				if option != "today" && math.IsNaN(row[service+"_gain"]) && !math.IsNaN(now) && !math.IsNaN(before) && now != before {
					t.Errorf("%s, %s: %g people less %g in cell %s", option, service, now, before, id)
				}
			}
		}
		for id, f := range features(t, filepath.Join(public, "coverage_"+option+".geojson")) {
			for name, n := range f {
				if (name == "people" || strings.HasSuffix(name, "_target")) && math.Abs(n-shown[id][name]) > 0.01 {
					t.Errorf("GeoJSON of %s, cell %s: %s is %g, the GeoPackage has %g", option, id, name, n, shown[id][name])
				}
			}
		}
	}
	if hidden == 0 || few == 0 || hidden < few {
		t.Errorf("%d numbers are hidden, %d of them of few people", hidden, few)
	}
	// Subtracting gives numbers of few people back if the others are hidden but not rounded,
	// and none if they are. An area less its cells gives none in either, and in these options
	// the classes do not.
	always := []string{"an area less its cells", "an area less the cells whose class says that all lose"}
	exact := map[string]values{}
	for option := range cells {
		exact[option] = masked(real[option], cells[option])
	}
	for _, sums := range []struct {
		cells  map[string]values
		totals values
		open   bool
	}{{exact, masked(truths, totals), true}, {cells, totals, false}} {
		for method, list := range subtracted(sums.cells, real, sums.totals, truths, areaOf, services) {
			found := 0
			for _, x := range list {
				if x.truth >= 0.5 && x.truth <= board.PublicLeast-0.5 && math.Abs(x.value-x.truth) < 0.5 {
					found++
				}
			}
			if found > 0 != (sums.open && !slices.Contains(always, method)) {
				t.Errorf("%s, not rounded: %t: %d of %d numbers of few people are given back", method, sums.open, found, len(list))
			}
		}
	}
	// The same numbers are unknown in every format.
	for _, ending := range []string{".gpkg", ".geojson", ".parquet", ".xlsx"} {
		save(public, "coverage_local", ending)
	}
	for layer, column := range map[string]string{"catchments": "users", "isochrones": "people"} {
		head, rows := table(t, save(public, layer, ".csv"))
		for _, row := range rows {
			if n, err := strconv.ParseFloat(row[indexOf(head, column)], 64); err == nil && (n < board.PublicLeast || n != board.Rounded(n)) {
				t.Fatalf("%s: %q", layer, row)
			}
		}
	}
	var report struct {
		Services []struct {
			ID   string
			Rows []struct {
				Option string
				Areas  []struct {
					ID                 string
					People, Gain, Lose *float64
					FewerDays          *float64 `json:"fewer_days"`
				}
			}
		}
	}
	text, err := os.ReadFile(filepath.Join(public, "report.json"))
	if err == nil {
		err = json.Unmarshal(text, &report)
	}
	if err != nil {
		t.Fatal(err)
	}
	unknown := 0
	for _, s := range report.Services {
		for _, r := range s.Rows {
			for _, a := range r.Areas {
				for _, n := range []*float64{a.People, a.Gain, a.Lose, a.FewerDays} {
					if n == nil {
						unknown++
					} else if small(*n) {
						t.Errorf("report.json, %s, %s, area %s: %g", s.ID, r.Option, a.ID, *n)
					}
				}
			}
		}
	}
	t.Logf("%d numbers of cells are hidden, %d of them of few people; %d of areas", hidden, few, unknown)
}

// masked are true numbers where published ones are known.
func masked(truth, published values) values {
	out := values{}
	for id, row := range published {
		out[id] = map[string]float64{}
		for column, n := range row {
			out[id][column] = math.NaN()
			if !math.IsNaN(n) {
				out[id][column] = truth[id][column]
			}
		}
	}
	return out
}

// derived is a number that an attacker computes, and the true one.
type derived struct{ value, truth float64 }

// subtracted are the numbers of people that published ones give by subtracting, by method.
// What the reader of a folder does with its numbers is done with the true ones too.
func subtracted(cells, real map[string]values, totals, truths values, areaOf map[string]string, services map[string]bool) map[string][]derived {
	out := map[string][]derived{}
	add := func(method string, value, truth float64) {
		if !math.IsNaN(value) && !math.IsNaN(truth) {
			out[method] = append(out[method], derived{value, truth})
		}
	}
	at := func(of values, id, column string) float64 {
		if of[id] == nil {
			return math.NaN()
		}
		return of[id][column]
	}
	for option, shown := range cells {
		truth := real[option]
		losers, left := map[string]derived{}, map[string]derived{}
		for id := range truth {
			for service := range services {
				target := service + "_target"
				for _, part := range []string{"there", "gain", "lose"} {
					add("the target group less a part of it", at(shown, id, target)-at(shown, id, service+"_"+part), at(truth, id, target)-at(truth, id, service+"_"+part))
				}
				for other := range services {
					add("ages less ages that they include", at(shown, id, target)-at(shown, id, other+"_target"), at(truth, id, target)-at(truth, id, other+"_target"))
				}
				for other := range cells {
					add("an option less another", at(shown, id, service+"_there")-at(cells[other], id, service+"_there"), at(truth, id, service+"_there")-at(real[other], id, service+"_there"))
				}
				key := service + " " + areaOf[id]
				lose, loss := at(shown, id, service+"_lose"), at(truth, id, service+"_lose")
				l, r := losers[key], left[key]
				switch {
				case !math.IsNaN(lose):
					l.value, r.value = l.value+lose, r.value+lose
					l.truth, r.truth = l.truth+loss, r.truth+loss
				case at(shown, id, service+"_class") == -2 && !math.IsNaN(at(shown, id, target)):
					l.value, l.truth = l.value+at(shown, id, target), l.truth+loss
				}
				losers[key], left[key] = l, r
			}
		}
		for key := range losers {
			service, area, _ := strings.Cut(key, " ")
			total, all := peopleOf(totals, option, service, "lose", area), peopleOf(truths, option, service, "lose", area)
			add("an area less its cells", total-left[key].value, all-left[key].truth)
			add("an area less the cells whose class says that all lose", total-losers[key].value, all-losers[key].truth)
		}
	}
	return out
}

// The needs of several services with their rates are equations for the ages of a cell or an
// area: no public folder has those of cells, and those of areas are rounded to hundreds.
func TestPublicFolderHasNoContactsOfFewPeople(t *testing.T) {
	dir := t.TempDir()
	for _, layer := range []string{"unserved", "allocations"} {
		code, stderr := call(t.Context(), io.Discard, "compare", "local", "--draws", "0", "--quiet", "--public", "--layers", layer, "--out-dir", filepath.Join(dir, layer))
		if _, err := os.Stat(filepath.Join(dir, layer)); code != wrongUsage || !strings.Contains(stderr, "--public: the layers "+layer) || err == nil {
			t.Errorf("%s: %d %s %v", layer, code, stderr, err)
		}
	}
	out := filepath.Join(dir, "public")
	if code, stderr := call(t.Context(), io.Discard, "compare", "local", "--draws", "0", "--quiet", "--public", "--out-dir", out); code != done {
		t.Fatal(stderr)
	}
	head, rows := table(t, filepath.Join(out, "scores.csv"))
	areas := 0
	for _, row := range rows {
		n, err := strconv.ParseFloat(row[indexOf(head, "value")], 64)
		if err != nil || row[indexOf(head, "area")] == "" {
			continue
		}
		step := map[string]float64{"contacts/year": 100, "people": board.PublicLeast}[row[indexOf(head, "unit")]]
		if step > 0 && n != step*math.Round(n/step) {
			t.Errorf("%q is not rounded", row)
		}
		if step == 100 {
			areas++
		}
	}
	if areas == 0 {
		t.Error("no contacts of areas")
	}
	minutes := 0
	for _, r := range publicRows(t, out) {
		if n := r.ChildMinutes; n != nil && *n != 0 {
			minutes++
			if *n != 100*math.Round(*n/100) {
				t.Errorf("report.json, %s: child_minutes is %g", r.Option, *n)
			}
		}
	}
	if minutes == 0 {
		t.Error("no children's minutes")
	}
	for _, name := range []string{"report.md", "report.html"} {
		text, err := os.ReadFile(filepath.Join(out, name))
		if err != nil || !strings.Contains(string(text), "rounded to the nearest 10") {
			t.Errorf("%s does not say that numbers are rounded: %v", name, err)
		}
	}
}

// publicRows are the rows of all services of a report.
func publicRows(t *testing.T, dir string) (list []publicRow) {
	t.Helper()
	var report struct{ Services []struct{ Rows []publicRow } }
	text, err := os.ReadFile(filepath.Join(dir, "report.json"))
	if err == nil {
		err = json.Unmarshal(text, &report)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range report.Services {
		list = append(list, s.Rows...)
	}
	return list
}

type publicRow struct {
	Option       string
	ChildMinutes *float64 `json:"child_minutes"`
}

// small reports whether a number is one that is not published.
func small(n float64) bool { return n > 1e-6 && n < board.PublicLeast-1e-6 }

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func indexOf(head []string, name string) int {
	for i, h := range head {
		if h == name {
			return i
		}
	}
	panic(name)
}

// cutFigure divides a column into a service and a figure.
func cutFigure(column string, figures map[string]string) (service, figure string, ok bool) {
	for figure := range figures {
		if service, ok := strings.CutSuffix(column, "_"+figure); ok {
			return service, figure, true
		}
	}
	service, ok = strings.CutSuffix(column, "_target")
	return service, "target", ok
}

// peopleOf is a number of people in scores.csv: of a share the people that it is about.
func peopleOf(all values, option, service, measure, area string) float64 {
	row := all[fmt.Sprintf("%s %s %s %s", option, service, measure, area)]
	if row == nil {
		return math.NaN()
	}
	if measure == "gets_there" {
		return row["people"]
	}
	return row["value"]
}

// features are the properties of a GeoJSON by id.
func features(t *testing.T, name string) values {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Features []struct {
			ID         any
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	out := values{}
	for _, f := range d.Features {
		id := fmt.Sprint(f.ID)
		if n, ok := f.ID.(float64); ok {
			id = strconv.FormatFloat(n, 'f', -1, 64)
		}
		out[id] = map[string]float64{}
		for name, v := range f.Properties {
			if n, ok := v.(float64); ok {
				out[id][name] = n
			}
		}
	}
	return out
}
