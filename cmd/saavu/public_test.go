package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
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
	public := write("public", "--public", "--layers", "catchments,allocations,unserved,isochrones,area_scores")
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
	areaOf := map[string]string{}
	head, rows := table(t, save(whole, "coverage_today", ".csv"))
	for _, row := range rows {
		areaOf[row[indexOf(head, "id")]] = row[indexOf(head, "area_id")]
	}
	figures := map[string]string{"there": "gets_there", "gain": "gain", "lose": "lose", "fewer_days": "fewer_days", "loses_last": "lose_last_point"}
	services := map[string]bool{}
	hidden, few := 0, 0
	cells, areas := map[string]values{}, map[string]bool{}
	for _, option := range []string{"today", "local", "central-max"} {
		layer := "coverage_" + strings.ReplaceAll(option, "-", "_")
		truth, shown := readValues(t, save(whole, layer, ".csv"), byID), readValues(t, save(public, layer, ".csv"), byID)
		cells[option] = shown
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
				} else if small(n) || shown[id][column] != n {
					t.Errorf("%s: cell %s, %s is %g, the data has %g", layer, id, figure, shown[id][column], n)
				}
			}
		}
		for service := range services {
			for figure, measure := range figures {
				for area := range areas {
					total := peopleOf(totals, option, service, measure, area)
					if truth := peopleOf(truths, option, service, measure, area); small(truth) && !math.IsNaN(total) {
						t.Errorf("%s, %s of %s in area %s: %g is published", option, measure, service, area, total)
					}
					if math.IsNaN(total) {
						continue
					}
					rest := total
					for id := range truth {
						if areaOf[id] == area && shown[id] != nil && !math.IsNaN(shown[id][service+"_"+figure]) {
							rest -= shown[id][service+"_"+figure]
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
	// The same numbers are unknown in every format.
	for _, ending := range []string{".gpkg", ".geojson", ".parquet", ".xlsx"} {
		save(public, "coverage_local", ending)
	}
	for layer, column := range map[string]string{"allocations": "users", "catchments": "users", "isochrones": "people"} {
		head, rows := table(t, save(public, layer, ".csv"))
		for _, row := range rows {
			if n, err := strconv.ParseFloat(row[indexOf(head, column)], 64); err == nil && (n < board.PublicLeast || layer == "allocations") {
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
