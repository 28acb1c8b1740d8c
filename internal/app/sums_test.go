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
		sums := func(query string) map[[3]string]float64 {
			out := map[[3]string]float64{}
			rows, err := db.Query(query)
			if err != nil {
				t.Fatalf("%s: %v", query, err)
			}
			defer rows.Close()
			for rows.Next() {
				var of [3]string
				var v sql.NullFloat64
				if err := rows.Scan(&of[0], &of[1], &of[2], &v); err != nil {
					t.Fatal(err)
				}
				out[of] = v.Float64
			}
			return out
		}
		long := sums("SELECT option, service, measure, sum(value) FROM scores_long WHERE measure IN ('there', 'gain', 'lose', 'loses_last', 'fewer_days') GROUP BY 1, 2, 3")
		// wide sums the columns of the layer of an option, by name.
		wide := func(option string) map[string]float64 {
			names := column(t, db, "SELECT name FROM pragma_table_info('coverage_'||?) WHERE type = 'REAL'", option)
			values, at := make([]sql.NullFloat64, len(names)), make([]any, len(names))
			for i := range values {
				at[i] = &values[i]
			}
			if err := db.QueryRow(`SELECT sum("` + strings.Join(names, `"), sum("`) + `") FROM "coverage_` + option + `"`).Scan(at...); err != nil {
				t.Fatalf("%s: %v", option, err)
			}
			out := map[string]float64{}
			for i, name := range names {
				out[name] = values[i].Float64
			}
			return out
		}
		wideOf := map[string]map[string]float64{}
		lost := sums("SELECT option, service, 'loses_last', sum(people) FROM loses_last_option GROUP BY 1, 2")
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
			of := [3]string{at("option"), at("service"), layer}
			if wideOf[of[0]] == nil {
				wideOf[of[0]] = wide(of[0])
			}
			inWide, there := wideOf[of[0]][of[1]+"_"+layer]
			if !there {
				t.Errorf("%s: no column of %s and %s", of[0], of[1], layer)
			}
			got := []float64{inWide, long[of]}
			if layer == "loses_last" {
				got = append(got, lost[of])
			}
			for k, v := range got {
				if math.Abs(v-want) > 1e-11*math.Max(1, math.Abs(want)) {
					t.Errorf("%s, %s, %s: the cells of layer %d add up to %v, scores.csv has %v", at("option"), at("service"), layer, k, v, want)
				}
			}
			compared++
			moved[layer] = moved[layer] || want > 0
		}
		for _, option := range q.Options {
			if wideOf[option] == nil {
				t.Errorf("nothing of %s is compared", option)
			}
		}
		if compared < 100 || len(moved) != 5 || !moved["gain"] || !moved["lose"] || !moved["loses_last"] {
			t.Errorf("%d figures compared, of %v", compared, moved)
		}
	})
}
