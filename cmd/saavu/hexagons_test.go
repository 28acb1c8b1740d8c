package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/internal/format/gpkg"
	"saavu/internal/format/record"
)

// hexagon is a cell of the drawn county: 120 m from its middle to its corners, which are
// written in whole decimetres, so that those of neighbours differ.
func hexagon(col, row int) (middle orb.Point, wkt string) {
	const r = 120.0
	x, y := 380_000+1.5*r*float64(col), 6_680_000+math.Sqrt(3)*r*(float64(row)+0.5*float64(col&1))
	var corners []string
	for k := range 7 {
		angle := math.Pi / 3 * float64(k%6)
		off := 0.04 * float64((col+row+k%6)%3-1)
		corners = append(corners, fmt.Sprintf("%.2f %.2f", x+r*math.Cos(angle)+off, y+r*math.Sin(angle)-off))
	}
	return orb.Point{x, y}, "POLYGON ((" + strings.Join(corners, ", ") + "))"
}

// hexagons writes a county of hexagons with two areas and three places, and returns its
// file and its people by area.
func hexagons(t *testing.T) (county string, people map[string]float64) {
	t.Helper()
	dir := t.TempDir()
	places := []orb.Point{{381_000, 6_681_000}, {382_800, 6_682_500}, {383_600, 6_680_700}}
	cells, times := "id;wkt;people;area\n", "from;to;min\n"
	people = map[string]float64{}
	for col := range 24 {
		for row := range 16 {
			at, wkt := hexagon(col, row)
			n, area := 7+(13*col+29*row)%90, "west"
			if col > 11 {
				area = "east"
			}
			if col == 5 && row == 5 || (col*row)%17 == 3 {
				n = 0 // nobody lives in some
			}
			people[area] += float64(n)
			cells += fmt.Sprintf("h%02d%02d;%s;%d;%s\n", col, row, wkt, n, area)
			for k, p := range places {
				times += fmt.Sprintf("h%02d%02d;p%d;%d\n", col, row, k, int(planar.Distance(at, p)/50))
			}
		}
	}
	list := "id;name;x;y;services\n"
	for k, p := range places {
		list += fmt.Sprintf("p%d;Place %d;%.0f;%.0f;doctor\n", k, k, p[0], p[1])
	}
	for name, text := range map[string]string{"cells.csv": cells, "times.csv": times, "places.csv": list, "areas.csv": "id;name_fi;name_sv;name_en;municipality;population;fi_share;sv_share;foreign_share\nwest;West;;;;;;;\neast;East;;;;;;;\n",
		"county.yaml": `county: {id: drawn, name: Drawn, synthetic: true, demonstration: true, year: 2025}
inherit: embedded
services: [gp_reception]
population: {format: grid, file: cells.csv, id: id, wkt: wkt, epsg: 3067, total: people, area: area, split: profile}
areas: {format: table, file: areas.csv}
travel:
  format: tables
  sources:
    - {layout: long, file: times.csv, from: from, to: to, unit: minutes, places: {file: places.csv, id: id, x: x, y: y, epsg: 3067},
       tables: [{mode: walk, time: min}, {mode: transit, period: rush, time: min}]}
supply:
  - file: places.csv
    epsg: 3067
    columns: {id: id, name: name, x: x, y: y}
    services: {column: services, words: {gp_reception: [doctor]}}
parameters:
  population:
    age_profile: {"0-14": {v: 18, src: assumption, ref: drawn}, "15-64": {v: 66, src: assumption, ref: drawn}, "65+": {v: 16, src: assumption, ref: drawn}}
`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "county.yaml"), people
}

// shaped is a row of a layer: its shape and its numbers.
type shaped struct {
	shape   orb.Geometry
	texts   map[string]string
	numbers map[string]float64
}

// shapedRows reads a layer of a GeoPackage.
func shapedRows(t *testing.T, path, layer string) []shaped {
	t.Helper()
	s, err := gpkg.Source(gpkg.File{Path: path}, layer)
	if err != nil {
		t.Fatal(err)
	}
	var out []shaped
	err = s.Each(nil, func(row *record.Row) error {
		x := shaped{shape: orb.Clone(row.Geometry), texts: map[string]string{}, numbers: map[string]float64{}}
		for c, f := range s.Fields {
			x.texts[f.Name] = row.Text(c)
			x.numbers[f.Name], _ = row.Number(c)
		}
		out = append(out, x)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// clean checks that the rings of a shape are closed, simple and turned the right way, and
// that none is a sliver.
func clean(t *testing.T, name string, g orb.Geometry, least float64) {
	t.Helper()
	var polygons orb.MultiPolygon
	switch g := g.(type) {
	case orb.Polygon:
		polygons = orb.MultiPolygon{g}
	case orb.MultiPolygon:
		polygons = g
	case nil:
		return
	default:
		t.Fatalf("%s: a %T", name, g)
	}
	for _, p := range polygons {
		for k, ring := range p {
			seen := map[orb.Point]bool{}
			for _, c := range ring[1:] {
				if seen[c] {
					t.Errorf("%s: a ring meets itself at %v", name, c)
				}
				seen[c] = true
			}
			if !ring.Closed() || len(ring) < 4 || (ring.Orientation() == orb.CCW) != (k == 0) || math.Abs(planar.Area(ring)) < least {
				t.Errorf("%s: ring %d of %d corners and %.1f m²", name, k, len(ring), planar.Area(ring))
			}
		}
	}
}

// A county of hexagons keeps them: in layers of cells, where catchments, isochrones and
// areas are their unions, and on maps. Figures are those of the cells.
func TestHexagonsKeepTheirShape(t *testing.T) {
	county, people := hexagons(t)
	dir := t.TempDir()
	out := cmp.Or(os.Getenv("SAAVU_HEXAGONS"), filepath.Join(dir, "out")) // kept, to be opened in QGIS
	if code, stderr := call(t.Context(), io.Discard, "compare", "--county", county, "--close", "p2", "--draws", "0", "--quiet", "--layers", "catchments,isochrones,area_scores", "--out-dir", out); code != done {
		t.Fatal(stderr)
	}
	path := filepath.Join(out, "coverage.gpkg")
	const whole = 1.5 * 1.7320508 * 120 * 120
	area, corners, total := map[string]float64{}, map[orb.Point]int{}, 0.0
	cells := shapedRows(t, path, "cells")
	for _, c := range cells {
		p, ok := c.shape.(orb.Polygon)
		if !ok || len(p) != 1 || len(p[0]) != 7 || math.Abs(planar.Area(p)-whole) > 0.01*whole {
			t.Fatalf("cell %s: %v", c.texts["id"], c.shape)
		}
		clean(t, c.texts["id"], c.shape, whole/2)
		area[c.texts["area_id"]] += planar.Area(p)
		total += planar.Area(p)
		for _, at := range p[0][1:] {
			corners[at]++
		}
	}
	inside := 0
	for _, n := range corners {
		if n > 3 {
			t.Fatalf("%d hexagons at one corner", n)
		}
		if n == 3 {
			inside++
		}
	}
	if inside < len(cells) {
		t.Errorf("%d hexagons have %d corners of three in common", len(cells), inside)
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-6*math.Abs(want) {
			t.Errorf("%s: %.6f, want %.6f", what, got, want)
		}
	}
	all := people["west"] + people["east"]
	got, at := 0.0, map[string]bool{}
	for _, c := range shapedRows(t, path, "coverage_today") {
		got += c.numbers["people"]
		at[fmt.Sprint(c.shape)] = true
	}
	near("people of coverage_today", got, all)
	for _, c := range cells {
		if !at[fmt.Sprint(c.shape)] {
			t.Fatalf("coverage_today has no cell %s", c.texts["id"])
		}
	}
	boundary := map[string]orb.Geometry{}
	for _, a := range shapedRows(t, path, "areas") {
		clean(t, "area "+a.texts["id"], a.shape, whole/2)
		near("people of "+a.texts["id"], a.numbers["people"], people[a.texts["id"]])
		for _, p := range a.shape.(orb.MultiPolygon) {
			if len(p) > 1 {
				t.Errorf("area %s has %d holes where nobody lives", a.texts["id"], len(p)-1)
			}
		}
		boundary[a.texts["id"]] = a.shape
		if got := planar.Area(a.shape); got < area[a.texts["id"]] {
			t.Errorf("area %s has %.0f m², its inhabited cells %.0f", a.texts["id"], got, area[a.texts["id"]])
		}
	}
	sums, users, count := map[string]float64{}, map[string]float64{}, map[string]float64{}
	for _, layer := range []string{"catchments", "isochrones"} {
		for _, c := range shapedRows(t, path, layer) {
			clean(t, layer+" of "+c.texts["id"], c.shape, whole/2)
			key := layer + " " + c.texts["option"]
			if layer == "isochrones" {
				key += c.texts["id"] + " " + c.texts["mode"]
			}
			sums[key] += planar.Area(c.shape)
			users[key] += c.numbers["users"] + c.numbers["people"]
			count[key] += c.numbers["cells"]
		}
	}
	if len(sums) < 8 {
		t.Errorf("%v", sums)
	}
	for key := range sums { // without gaps and overlaps
		near("surface of "+key, sums[key], total)
		near("people of "+key, users[key], all)
		near("cells of "+key, count[key], float64(len(cells)))
	}
	access := filepath.Join(dir, "access.gpkg")
	if code, stderr := call(t.Context(), io.Discard, "access", "--measure", "nearest", "--county", county, "--service", "gp_reception", "--by", "area", "--quiet", "--out", access); code != done {
		t.Fatal(stderr)
	}
	asked := shapedRows(t, access, "nearest")
	if len(asked) < len(cells) {
		t.Errorf("%d cells of %d have an access", len(asked), len(cells))
	}
	for _, c := range asked {
		if p, ok := c.shape.(orb.Polygon); !ok || len(p[0]) != 7 {
			t.Fatalf("access of %s: %v", c.texts["id"], c.shape)
		}
	}
	for _, file := range []struct{ path, layer string }{{path, "area_scores"}, {access, "nearest_by_area"}} {
		for _, a := range shapedRows(t, file.path, file.layer) {
			if id := a.texts["id"]; !orb.Equal(a.shape, boundary[id]) {
				t.Errorf("%s draws the area %s in another way than areas", file.layer, id)
			}
		}
	}
	for _, layer := range []string{"areas", "area_scores", "catchments"} {
		l, err := gpkg.Load(gpkg.File{Path: path}, layer)
		if err != nil || len(l.Styles) == 0 {
			t.Fatalf("%s: %d styles (%v)", layer, len(l.Styles), err)
		}
		for _, s := range l.Styles {
			if strings.Contains(s.QML, "buffer(") {
				t.Errorf("%s, %s: hexagons are drawn with a buffer", layer, s.Name)
			}
		}
	}
	for _, name := range []string{"map.svg", "map.png"} {
		picture := filepath.Join(dir, name)
		if code, stderr := call(t.Context(), io.Discard, "plot", "map", "today", "--county", county, "--service", "gp_reception", "--out", picture, "--quiet"); code != done {
			t.Fatal(stderr)
		}
	}
	svg, err := os.ReadFile(filepath.Join(dir, "map.svg"))
	if n := bytes.Count(svg, []byte("z")); err != nil || n < len(cells) {
		t.Errorf("%d closed lines of %d hexagons (%v)", n, len(cells), err)
	}
}
