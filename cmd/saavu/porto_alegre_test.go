//go:build unix

package main

import (
	"bytes"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"saavu/internal/format/gpkg"
	"saavu/internal/format/record"
	"saavu/internal/realdata"
)

// A county in Brazil: files, draft, check, comparison, and maps in its own system. People
// in time are counted again from the tables.
func TestPortoAlegre(t *testing.T) {
	data := realdata.Dir(t)
	grid := filepath.Join(data, "porto-alegre", "poa_hexgrid.csv")
	dir := t.TempDir()
	made := filepath.Join(dir, "made-up")
	scenario := filepath.Join("..", "..", "scenarios", "porto-alegre")
	if out, err := exec.Command("sh", filepath.Join(scenario, "make.sh"), grid, made).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(scenario, "county.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	county := filepath.Join(dir, "county.yaml")
	if err := os.WriteFile(county, text, 0o600); err != nil {
		t.Fatal(err)
	}

	var draft bytes.Buffer
	if code, stderr := call(t.Context(), &draft, "init", grid, filepath.Join(made, "areas.geojson"), filepath.Join(made, "places.csv"), filepath.Join(made, "times.csv")); code != done {
		t.Fatalf("init: %d %s", code, stderr)
	}
	for _, want := range []string{"\n  crs: 32722  # ", "\n  epsg: 4326  # ", "\n  total: population\n", "\n    - layout: long\n"} {
		if !strings.Contains(draft.String(), want) {
			t.Errorf("no %q in the draft:\n%s", want, draft.String())
		}
	}
	for _, verb := range [][]string{{"check"}, {"compare", "--close", "p3", "--out-dir", filepath.Join(dir, "out"), "--quiet"}} {
		if code, stderr := call(t.Context(), io.Discard, append(verb, "--county", county, "--data", data)...); code != done {
			t.Fatalf("%v: %d %s", verb, code, stderr)
		}
	}

	in, people, within := portoAlegre(t, grid, filepath.Join(made, "times.csv"))
	file := gpkg.File{Path: filepath.Join(dir, "out", "coverage.gpkg")}
	for begin, want := range map[string]float64{"coverage_today": in[""], "coverage_what": in["p3"]} {
		first, err := gpkg.Source(file, "coverage_today")
		if err != nil {
			t.Fatal(err)
		}
		layer := first.Layers[slices.IndexFunc(first.Layers, func(name string) bool { return strings.HasPrefix(name, begin) })]
		s, err := gpkg.Source(file, layer)
		if err != nil {
			t.Fatal(err)
		}
		if s.System.EPSG != 31982 {
			t.Errorf("%s is in EPSG:%d", layer, s.System.EPSG)
		}
		at, ok := s.Field("gp_reception_there")
		if !ok {
			t.Fatal(s.Names())
		}
		got, n := 0.0, 0
		err = s.Each([]int{at}, func(row *record.Row) error {
			v, _ := row.Number(0)
			if b := row.Geometry.Bound(); b.Min[0] < 475_000 || b.Max[0] > 487_000 || b.Min[1] < 6_668_000 || b.Max[1] > 6_682_000 || math.Abs(b.Max[0]-b.Min[0]-300) > 0.02 {
				t.Errorf("a cell at %v", b)
			}
			got += v
			n++
			return nil
		})
		if err != nil || n < 1000 || math.Abs(got-want) > 1e-6*people {
			t.Errorf("%s: %g people in time in %d cells, counted again %g of %g (%v)", layer, got, n, want, people, err)
		}
	}
	if within == 0 || in["p3"] >= in[""] {
		t.Errorf("closing a place changes nothing: %v", in)
	}
}

// portoAlegre counts the people within 30 minutes without a car, with all places and
// without p3.
func portoAlegre(t *testing.T, grid, times string) (in map[string]float64, people float64, cells int) {
	count := map[string]float64{}
	_, hexagons := table(t, grid)
	for _, row := range hexagons {
		n, err := strconv.ParseFloat(row[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		count[row[0]] = n
		people += n
	}
	all, without := map[string]bool{}, map[string]bool{}
	_, journeys := table(t, times)
	for _, row := range journeys {
		walk, err := strconv.ParseFloat(row[2], 64)
		bus, _ := strconv.ParseFloat(row[3], 64)
		if err != nil {
			walk = math.Inf(1)
		}
		if min(walk, bus) <= 30 {
			all[row[0]] = true
			without[row[0]] = without[row[0]] || row[1] != "p3"
		}
	}
	in = map[string]float64{}
	for cell := range all {
		in[""] += count[cell]
		if without[cell] {
			in["p3"] += count[cell]
		}
	}
	return in, people, len(all)
}
