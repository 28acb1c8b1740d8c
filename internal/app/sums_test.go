package app_test

import (
	"database/sql"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// The cells of each layer add up to the figures of scores.csv, to its last digit: who gets
// there, comes within the limit, falls outside it, loses the last point and has fewer
// days. The test reads the files as a user of maps would.
func TestLayersAddUpToTheScores(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	counties(t, func(t *testing.T, c *shared) {
		q := c.q
		q.OutDir, q.Draws, q.Service, q.Frame = filepath.Join(t.TempDir(), "out"), 0, "all", "staff"
		q.Options = map[string][]string{ // every option is in one of both; of the real county all are
			"embedded": {"today", "centralised", "mobile", "multi-provider", "mixed-2030"},
			"drawn":    {"today", "central-max", "local", "remote", "central-2030", "local-2030"},
		}[filepath.Base(t.Name())]
		if _, err := c.session.Compare(t.Context(), q); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", filepath.Join(q.OutDir, "coverage.gpkg"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		// sums are the sums of the columns of a layer, by name.
		sums := func(table string) map[string]float64 {
			names := column(t, db, "SELECT name FROM pragma_table_info(?) WHERE type = 'REAL'", table)
			values, at := make([]sql.NullFloat64, len(names)), make([]any, len(names))
			for i := range values {
				at[i] = &values[i]
			}
			if err := db.QueryRow("SELECT sum(" + strings.Join(names, "), sum(") + ") FROM " + table).Scan(at...); err != nil {
				t.Fatalf("%s: %v", table, err)
			}
			out := map[string]float64{}
			for i, name := range names {
				out[name] = values[i].Float64
			}
			return out
		}
		sumsOf := map[string]map[string]float64{}
		f, err := os.Open(filepath.Join(q.OutDir, "scores.csv"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		columns := map[string]int{}
		for i, name := range rows[0] {
			columns[name] = i
		}
		compared, moved, group := 0, map[string]bool{}, ""
		for _, row := range rows[1:] {
			at := func(name string) string { return row[columns[name]] }
			if at("measure") == "points" {
				group = at("group") // the target group, which begins the rows of a service
			}
			layer := map[string]string{"gets_there": "there", "gain": "gain", "lose": "lose", "lose_last_point": "loses_last", "fewer_days": "fewer_days"}[at("measure")]
			if layer == "" || at("service") == "" || at("area") != "" || at("facility") != "" || at("group") != group {
				continue
			}
			value := at("value")
			if layer == "there" {
				value = at("people")
			}
			want, err := strconv.ParseFloat(value, 64)
			if err != nil {
				continue // today has no gains
			}
			of := strings.NewReplacer("-", "_")
			option, figure := of.Replace(at("option")), of.Replace(at("service"))+"_"+layer
			tables := []string{"coverage_" + option}
			if layer != "there" && want > 0 { // a layer of changes has the services that it touches
				tables = append(tables, "change_"+option)
			}
			for _, table := range tables {
				if sumsOf[table] == nil {
					sumsOf[table] = sums(table)
				}
				if v, there := sumsOf[table][figure]; !there || math.Abs(v-want) > 1e-11*math.Max(1, math.Abs(want)) {
					t.Errorf("%s, %s: the cells of %s add up to %v, scores.csv has %v", option, figure, table, v, want)
				}
			}
			compared++
			moved[layer] = moved[layer] || want > 0
		}
		for _, option := range q.Options {
			if sumsOf["coverage_"+strings.ReplaceAll(option, "-", "_")] == nil {
				t.Errorf("nothing of %s is compared", option)
			}
		}
		if compared < 100 || len(moved) != 5 || !moved["gain"] || !moved["lose"] || !moved["loses_last"] {
			t.Errorf("%d figures compared, of %v", compared, moved)
		}
	})
}
