package cells

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/pkg/population"
)

// TestGridConserves draws a grid with counts hidden at random and checks what
// must always hold: known totals are kept, known bands of cells with hidden
// bands are kept if they do not exceed the total, all bands add up to the
// cell's people, no count is negative, and estimates lie within their ranges,
// as does the truth.
func TestGridConserves(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		const n = 4 // bands
		cells := rapid.IntRange(1, 12).Draw(t, "cells")
		withTotal := rapid.Bool().Draw(t, "total column")
		moved := rapid.Bool().Draw(t, "moved")
		text := "id,x,y,a,b,c,d"
		if withTotal {
			text += ",all"
		}
		truth := make([][n]float64, cells)
		known := make([][n]bool, cells)
		knownTotal := make([]bool, cells)
		total := make([]float64, cells)
		people, high := rapid.IntRange(0, 60), 0.0
		for i := range truth {
			row := fmt.Sprintf("\n%d,%d,6672125", i+1, 385125+250*i)
			for b := range n {
				truth[i][b] = float64(people.Draw(t, "people"))
				if i == 0 {
					truth[i][b]++ // somebody is known of every age
				}
				total[i] += truth[i][b]
				known[i][b] = i == 0 || rapid.IntRange(0, 2).Draw(t, "known") > 0
				mark := rapid.SampledFrom([]string{"-1", "..", "…", ""}).Draw(t, "mark")
				if known[i][b] {
					mark = strconv.Itoa(int(truth[i][b]))
				}
				row += "," + mark
			}
			if withTotal {
				knownTotal[i] = i == 0 || rapid.IntRange(0, 2).Draw(t, "known total") > 0
				if knownTotal[i] {
					row += fmt.Sprintf(",%g", total[i])
				} else {
					row += ",-1"
				}
			}
			high = max(high, total[i])
			text += row
		}
		county := "county: {id: g, name: G, year: 2020}\npopulation:\n  format: grid\n  file: g.csv\n  id: id\n  x: x\n  y: y\n  epsg: 3067\n  side: 250\n" +
			"  hidden: [-1, \"..\", \"…\", \"\"]\n  hidden_total: {low: 0, high: " + strconv.Itoa(int(high)) + "}\n  bands: {a: 0-6, b: 7-17, c: 18-64, d: 65+}\n"
		if withTotal {
			county += "  total: all\n"
		}
		files := fstest.MapFS{"g.csv": {Data: []byte(text)}}
		if moved { // half a cell aside, so that every cell is shared by two
			county += "  grid: c.geojson\n  grid_id: id\n"
			files["c.geojson"] = &fstest.MapFile{Data: []byte(shifted(cells + 1))}
		}
		files["county.yaml"] = &fstest.MapFile{Data: []byte(county + "areas: {format: table, file: a}\ntravel: {format: synthetic}\nfacilities: f\npoints: p\n")}
		g, r := gridCounty(quiet{}, files)
		if g == nil {
			t.Fatal(r.Problems.Err())
		}
		groups := []population.Group{{From: 0, To: 6}, {From: 7, To: 17}, {From: 18, To: 64}, {From: 65, To: 100}}
		for i, p := range g.People {
			if !(p >= 0) {
				t.Fatalf("%g people of age %d in cell %d", p, i%population.Ages, i/population.Ages)
			}
		}
		all := 0.0
		for k, group := range groups {
			e := g.Estimate(group)
			sum := 0.0
			for i := range truth {
				sum += truth[i][k]
			}
			all += e.People
			if !(e.Low <= e.People+1e-9 && e.People <= e.High+1e-9 && e.Estimated >= 0 && e.Estimated <= e.People+1e-9) {
				t.Fatalf("ages %s: %+v", group, e)
			}
			if sum < e.Low-1e-9 || sum > e.High+1e-9 {
				t.Fatalf("ages %s: %g people in truth, %+v", group, sum, e)
			}
		}
		e := g.Estimate(population.Everyone())
		if math.Abs(e.People-all) > 1e-9*(1+all) || e.Low > e.People+1e-9 || e.High < e.People-1e-9 {
			t.Fatalf("%g people in groups, %+v", all, e)
		}
		if moved {
			return
		}
		byGroup := make([][]float64, n)
		for k, group := range groups {
			byGroup[k] = g.Sum(group)
		}
		for i := range truth {
			sum := 0.0
			for b := range n {
				sum += byGroup[b][i]
				if known[i][b] && math.Abs(byGroup[b][i]-truth[i][b]) > 1e-9 {
					t.Fatalf("cell %d band %d: %g, known %g", i, b, byGroup[b][i], truth[i][b])
				}
			}
			if knownTotal[i] && math.Abs(sum-total[i]) > 1e-9*(1+total[i]) {
				t.Fatalf("cell %d: %g people, known %g", i, sum, total[i])
			}
			if g.Estimated[i] > sum+1e-9 || g.Estimated[i] < 0 {
				t.Fatalf("cell %d: %g of %g people estimated", i, g.Estimated[i], sum)
			}
		}
	})
}

// quiet adapts rapid's test to what gridCounty needs.
type quiet struct{ testing.TB }

func (quiet) Helper()           {}
func (quiet) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

// shifted writes n cells, each half a cell west of one in the table.
func shifted(n int) string {
	var list []string
	for i := range n {
		x := 385000 - 125 + 250*i
		list = append(list, fmt.Sprintf(`{"type":"Feature","properties":{"id":%d},"geometry":{"type":"Polygon","coordinates":[[[%d,6672000],[%d,6672000],[%d,6672250],[%d,6672250],[%d,6672000]]]}}`, i, x, x+250, x+250, x, x))
	}
	return `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3067"}},"features":[` + strings.Join(list, ",") + "]}"
}
