package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"saavu/internal/realdata"
)

// table reads a CSV file without its header.
func table(t *testing.T, name string) (head []string, rows [][]string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[0], all[1:]
}

// beloCommand measures the tables of Belo Horizonte by the command, and gives
// the values of a column by hexagon and what is printed as JSON.
func beloCommand(t *testing.T, column string, args ...string) (map[string]float64, string) {
	t.Helper()
	dir := filepath.Join(realdata.Dir(t), "belo-horizonte")
	land, out := filepath.Join(dir, "land_use_data.csv"), filepath.Join(t.TempDir(), "out.csv")
	all := []string{"access", "--matrix", filepath.Join(dir, "travel_matrix.csv"), "--demand", land + ":population", "--out", out, "--json", "--quiet"}
	for _, a := range args {
		all = append(all, strings.ReplaceAll(a, "LAND", land))
	}
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), all, strings.NewReader(""), &stdout, &stderr); code != done {
		t.Fatalf("%v: exit code %d: %s", args, code, stderr.String())
	}
	head, rows := table(t, out)
	at := -1
	for k, name := range head {
		if name == column {
			at = k
		}
	}
	if at < 0 {
		t.Fatalf("%v has no column %s", head, column)
	}
	got := map[string]float64{}
	for _, row := range rows {
		v, err := strconv.ParseFloat(row[at], 64)
		if err != nil {
			t.Fatal(err)
		}
		got[row[0]] = v
	}
	return got, stdout.String()
}

// The command gives the values that the R package accessibility publishes, on
// its own tables, for all hexagons; where that has none (0 divided by 0) ours is
// 0.
func TestBeloHorizonteByCommand(t *testing.T) {
	cumulative := []string{"--supply", "LAND:jobs", "--measure", "cumulative", "--cutoff", "30m", "--cutoff", "60m"}
	for _, c := range []struct {
		file, column, cutoff string // cutoff keeps the rows of a file with several
		args                 []string
	}{
		{"2sfca_jobs_binary_45.csv", "value", "", []string{"--supply", "LAND:jobs", "--measure", "2sfca", "--decay", "binary:45m"}},
		{"gravity_jobs_exponential_0.05.csv", "value", "", []string{"--supply", "LAND:jobs", "--measure", "gravity", "--decay", "exponential:0.05/min"}},
		{"gravity_jobs_linear_60.csv", "value", "", []string{"--supply", "LAND:jobs", "--measure", "gravity", "--decay", "linear:60m"}},
		{"spatial_availability_jobs_exponential_0.05.csv", "value", "", []string{"--supply", "LAND:jobs", "--measure", "spatial-availability", "--decay", "exponential:0.05/min"}},
		{"closest_school_1.csv", "value", "", []string{"--supply", "LAND:schools", "--measure", "closest-n", "--units"}},
		{"cumulative_jobs_30_60.csv", "value_30", "30", cumulative},
		{"cumulative_jobs_30_60.csv", "value_60", "60", cumulative},
	} {
		got, _ := beloCommand(t, c.column, c.args...)
		_, rows := table(t, filepath.Join(realdata.Dir(t), "belo-horizonte", "expected", c.file))
		seen := 0
		for _, row := range rows {
			if c.cutoff != "" && row[1] != c.cutoff {
				continue
			}
			seen++
			last, v := row[len(row)-1], got[row[0]]
			want, err := strconv.ParseFloat(last, 64) // Inf is read as such
			if last == "" {
				want, err = 0, nil
			}
			if err != nil {
				t.Fatal(err)
			}
			if v != want && !(math.Abs(v-want) <= 1e-9*math.Abs(want)) {
				t.Errorf("%s: %s has %.12g, published %s", c.file, row[0], v, last)
			}
		}
		if seen != 898 || len(got) != 898 {
			t.Errorf("%s: %d hexagons published and %d written, expected 898", c.file, seen, len(got))
		}
	}
}

// Gini is the published one to the last digit; Palma splits the cells at the
// edges, where the published 3.80046454264169 counts them whole
// (equity.PalmaWhole has that one).
func TestBeloHorizonteEquity(t *testing.T) {
	_, text := beloCommand(t, "value", "--supply", "LAND:jobs", "--measure", "cumulative", "--cutoff", "30m",
		"--equity", "gini,palma,theil,concentration", "--income", "LAND:income_per_capita")
	var got struct {
		Figures []struct {
			Name   string
			Values []float64
		}
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	figures := map[string]float64{}
	for _, f := range got.Figures {
		figures[f.Name] = f.Values[0]
	}
	for name, want := range map[string]float64{"gini": 0.471525076407251, "palma": 3.7793038586} {
		if math.Abs(figures[name]-want) > 1e-10 {
			t.Errorf("%s is %.15g, expected %.15g", name, figures[name], want)
		}
	}
	if figures["concentration"] <= 0 || figures["theil"] <= 0 {
		t.Errorf("the better off reach more jobs: %v", figures)
	}
}
