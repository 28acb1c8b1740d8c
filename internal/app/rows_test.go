package app_test

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saavu/data"
	"saavu/internal/app"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/access"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/scenarios"
)

// shuffled returns a text table, or a map with one feature per line, with its rows
// in another order.
func shuffled(text string, draw *rand.Rand) string {
	rows := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
	head, tail := rows[:1:1], []string(nil)
	if rows = rows[1:]; strings.HasPrefix(text, "{") {
		for i := range rows {
			rows[i] = strings.TrimRight(rows[i], ",\n")
		}
		rows, tail = rows[:len(rows)-1], rows[len(rows)-1:]
		draw.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		return head[0] + strings.Join(rows, ",\n") + "\n" + tail[0]
	}
	rows[len(rows)-1] += "\n"
	draw.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return head[0] + strings.Join(rows, "")
}

// figures returns a report without the order of its lists of areas, loads and
// scores, which is the order of the table, and with the words of its notes sorted,
// because notes list ids. Two of them differ if any figure differs, bit for bit.
func figures(r report.Report) report.Report {
	for s := range r.Services {
		for i := range r.Services[s].Rows {
			slices.SortFunc(r.Services[s].Rows[i].Areas, func(a, b report.Area) int { return strings.Compare(a.ID, b.ID) })
			slices.SortStableFunc(r.Services[s].Rows[i].Loads, func(a, b report.PointLoad) int { return strings.Compare(a.Facility, b.Facility) })
		}
	}
	slices.SortStableFunc(r.Scores, func(a, b report.Score) int {
		return strings.Compare(fmt.Sprint(a.Option, a.Service, a.Measure, a.Area, a.Group, a.Facility), fmt.Sprint(b.Option, b.Service, b.Measure, b.Area, b.Group, b.Facility))
	})
	reading := words.In(lang.English).Messages(r.Reading)
	r.Reading = nil
	for _, n := range reading {
		if strings.Contains(n, "are in another order than seq") {
			continue
		}
		words := strings.FieldsFunc(n, func(c rune) bool { return strings.ContainsRune(" ,;", c) })
		slices.Sort(words)
		r.Reading = append(r.Reading, report.AsRead(strings.Join(words, " ")))
	}
	return r
}

// TestRowsInAnyOrder shuffles the rows of the embedded county's tables, one by one
// and all together: no figure changes.
func TestRowsInAnyOrder(t *testing.T) {
	tables := []string{"areas.csv", "buildings.csv", "cells.csv", "facilities.csv", "service-points.csv", "stations.csv", "waiting.csv"}
	figuresOf := func(seed uint64, which ...string) report.Report {
		draw := rand.New(rand.NewPCG(seed, 1))
		files := fstest.MapFS{}
		for _, name := range append([]string{"county.yaml"}, tables...) {
			text, err := data.FS.ReadFile("vantaa-kerava/" + name)
			if err != nil {
				t.Fatal(err)
			}
			if slices.Contains(which, name) {
				text = []byte(shuffled(string(text), draw))
			}
			files["vantaa-kerava/"+name] = &fstest.MapFile{Data: text}
		}
		q := request("mobile", "multi-provider")
		q.Embedded, q.Draws, q.Frame = source.Embedded(files, scenarios.FS), 1, "budget"
		out, err := compare(t.Context(), q)
		if err != nil {
			t.Fatal(which, err)
		}
		return figures(out.Report)
	}
	want := figuresOf(0)
	for k, which := range append([][]string{tables}, []string{"cells.csv", "areas.csv"}, []string{"facilities.csv", "buildings.csv"}, []string{"service-points.csv"}, []string{"stations.csv"}) {
		if d := cmp.Diff(want, figuresOf(uint64(k+1), which...), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s in another order (-want +got):\n%.3000s", which, d)
		}
	}
}

// drawnTables are the files of a county from other sources: a grid and areas from
// maps, supply, long and wide times with many ties, a forecast.
func drawnTables(draw *rand.Rand) map[string]string {
	const side = 6
	files := map[string]string{"county.yaml": `county: {id: drawn, name: Drawn, year: 2026}
inherit: embedded
population: {format: grid, file: cells.csv, id: cell, x: x, y: y, epsg: 3067, side: 250, hidden: ["-"], total: all, bands: {a: 0-6, b: 7-64, c: 65+}}
areas: {format: boundaries, file: areas.json, id: id, name: name, table: areas.csv}
partitions: [{name: half, file: halves.json, id: id}]
travel:
  format: tables
  sources:
    - {layout: long, file: long.csv, unit: minutes, destinations: facilities, tables: [{mode: transit, period: rush, time: pt}, {mode: car, period: rush, time: car}]}
    - {layout: wide, file: wide.csv, unit: minutes, destinations: facilities, tables: [{mode: walk}]}
supply:
  - file: supply.csv
    epsg: 3067
    columns: {id: id, name: name, x: x, y: y, type: type, opening_hours: hours, staff: {phn: phn, gp: gp}, rooms: {all: rooms}}
    services: {column: services, words: {neuvola_child: [neuvola], gp_reception: [doctor], nurse_reception: [nurse]}}
options: {dir: options, order: [today, less, later]}
forecasts:
  - {name: later, file: forecast.csv, path: observed, year: {dimension: year}, area: {dimension: area, first: 1, codes: {e: east, w: west, m: middle}}, value: people}
`}
	files["options/today.yaml"] = "name: Today\nchanges: []\n"
	files["options/less.yaml"] = "name: Less\nchanges:\n  - close: f2\n  - open: {facility: f1, services: [oral_treatment], days: mon-fri}\n"
	files["options/later.yaml"] = "name: Later\nyear: 2030\nchanges: []\n"
	features := func(boxes ...[5]any) string {
		text := "{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"EPSG:3067\"}}, \"features\": [\n"
		for k, b := range boxes {
			text += fmt.Sprintf(`{"type": "Feature", "properties": {"id": %q, "name": %q}, "geometry": {"type": "Polygon", "coordinates": [[[%[3]v, %[4]v], [%[5]v, %[4]v], [%[5]v, %[6]v], [%[3]v, %[6]v], [%[3]v, %[4]v]]]}}`,
				b[0], b[0], b[1], b[2], b[3], b[4])
			if k < len(boxes)-1 {
				text += ","
			}
			text += "\n"
		}
		return text + "]}"
	}
	files["areas.json"] = features([5]any{"west", 385000, 6680000, 385500, 6681500}, [5]any{"middle", 385500, 6680000, 386000, 6681500}, [5]any{"east", 386000, 6680000, 386500, 6681500})
	files["halves.json"] = features([5]any{"south", 385000, 6680000, 386500, 6680750}, [5]any{"north", 385000, 6680750, 386500, 6681500})
	files["areas.csv"] = "id,name_fi,municipality,fi_share,sv_share,foreign_share\nwest,west,town,0.7,0.1,0.2\nmiddle,middle,town,0.61,0.13,0.26\neast,east,city,0.83,0.01,0.16\n"
	cells, long, wide, forecast := "cell,x,y,all,a,b,c\n", "from_id,to_id,pt,car\n", "cell,f1,f2,f3,f4,f5\n", "area,year,people\n"
	for k := range side * side {
		a, b, c := draw.IntN(90)+1, draw.IntN(300)+1, draw.IntN(80)+1
		counts := fmt.Sprintf("%d.3,%d.1,%d.7", a, b, c)
		if k%7 == 0 {
			counts = "-,-,-"
		}
		cells += fmt.Sprintf("c%02d,%d,%d,%d.1,%s\n", k, 385125+250*(k%side), 6680125+250*(k/side), a+b+c+1, counts)
		row := fmt.Sprintf("c%02d", k)
		for j := 1; j <= 5; j++ {
			long += fmt.Sprintf("c%02d,f%d,%d,%d\n", k, j, 10*(1+draw.IntN(4)), 5*(1+draw.IntN(3)))
			row += fmt.Sprintf(",%d", 15*(1+draw.IntN(3)))
		}
		wide += row + "\n"
	}
	for k := range 12 {
		forecast += fmt.Sprintf("%s%d,2030,%d.%d\n", []string{"w", "m", "e"}[k%3], k/3, 400+draw.IntN(900), draw.IntN(10))
	}
	files["cells.csv"], files["long.csv"], files["wide.csv"], files["forecast.csv"] = cells, long, wide, forecast
	supply := "id,name,x,y,type,hours,phn,gp,rooms,services\n"
	for j := 1; j <= 5; j++ {
		supply += fmt.Sprintf("f%d,House %d,%d,6680375,health_station,mon-fri 8-16,%d.3,,%d,neuvola\nf%d,House %d,%d,6680375,health_station,mon-fri 8-16,,%d.7,%d,\"doctor,nurse\"\n",
			j, j, 385125+250*(j%3), j, j, j, j, 385125+250*(j%3), j, j+1)
	}
	files["supply.csv"] = supply
	return files
}

// TestRowsOfOthersInAnyOrder does the same with the files of a county in other
// formats, and with accessibility measures by area.
func TestRowsOfOthersInAnyOrder(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	for seed := range uint64(3) {
		files := drawnTables(rand.New(rand.NewPCG(seed, 7)))
		var want string
		names := []string{"", "areas.csv", "areas.json", "halves.json", "cells.csv", "long.csv", "wide.csv", "forecast.csv", "supply.csv", "all"}
		if seed > 0 {
			names = []string{"", "all"}
		}
		for _, which := range names {
			dir, draw := t.TempDir(), rand.New(rand.NewPCG(seed, 11))
			if err := os.Mkdir(filepath.Join(dir, "options"), 0o700); err != nil {
				t.Fatal(err)
			}
			for _, name := range slices.Sorted(maps.Keys(files)) {
				text := files[name]
				if !strings.HasSuffix(name, ".yaml") && (which == name || which == "all") {
					text = shuffled(text, draw)
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			q := request("less", "later")
			q.County, q.Draws, q.Detail = filepath.Join(dir, "county.yaml"), 1, true
			out, err := compare(t.Context(), q)
			if err != nil {
				t.Fatal(which, err)
			}
			got := fmt.Sprintf("%+v", figures(out.Report))
			for _, measure := range []string{"2sfca", "nearest"} {
				decay, err := access.ParseDecay("linear:40m")
				if err != nil {
					t.Fatal(err)
				}
				a, _, err := app.Access(t.Context(), app.AccessRequest{Request: app.Request{Source: q.Source, Service: "gp_reception"}, Measure: measure, By: "half",
					Supply: "fte", Choice: access.Choice{Decay: &decay}, Equity: []string{"gini", "theil-l"}})
				if err != nil {
					t.Fatal(which, measure, err)
				}
				got += accessFigures(a)
			}
			if which == "" {
				want = got
			} else if got != want {
				t.Errorf("seed %d, %s in another order: %s", seed, which, firstDifference(want, got))
			}
		}
	}
}

// accessFigures writes a measure with its rows and areas by id.
func accessFigures(a *report.Access) string {
	var rows []string
	for i, id := range a.IDs {
		rows = append(rows, fmt.Sprint(id, a.Values[i*a.Width():(i+1)*a.Width()]))
	}
	for _, x := range a.Areas {
		rows = append(rows, fmt.Sprintf("%+v", x))
	}
	slices.Sort(rows)
	return fmt.Sprintf("%v %+v %v %v\n", rows, a.Figures, a.Gap.Ok, math.Float64bits(a.Gap.Gap))
}

// firstDifference returns the texts around their first difference.
func firstDifference(want, got string) string {
	i := 0
	for i < min(len(want), len(got)) && want[i] == got[i] {
		i++
	}
	from := max(0, i-150)
	return fmt.Sprintf("want\n…%.300s\ngot\n…%.300s", want[from:], got[from:])
}

// TestBareRowsInAnyOrder shuffles the tables of a measure without a county: the
// values stay with their ids, and rows are in the order of the table of people.
func TestBareRowsInAnyOrder(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 5))
	files := map[string]string{"times.csv": "from_id,to_id,travel_time\n", "people.csv": "id,people\n", "beds.csv": "id,beds\n"}
	for i := range 40 {
		files["people.csv"] += fmt.Sprintf("c%d,%d.%d\n", i, draw.IntN(500), draw.IntN(10))
		for j := range 6 {
			files["times.csv"] += fmt.Sprintf("c%d,f%d,%d\n", i, j, 5*(1+draw.IntN(8)))
		}
	}
	for j := range 6 {
		files["beds.csv"] += fmt.Sprintf("f%d,%d.%d\n", j, draw.IntN(9), draw.IntN(10))
	}
	want := map[string]string{}
	for _, which := range []string{"", "times.csv", "people.csv", "beds.csv"} {
		dir := t.TempDir()
		for _, name := range slices.Sorted(maps.Keys(files)) {
			text := files[name]
			if name == which {
				text = shuffled(text, draw)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		in := func(name string) string { return filepath.Join(dir, name) }
		people, err := os.ReadFile(in("people.csv"))
		if err != nil {
			t.Fatal(err)
		}
		for _, measure := range []string{"2sfca", "3sfca", "gravity", "raam"} {
			decay, err := access.ParseDecay("linear:40m")
			if err != nil {
				t.Fatal(err)
			}
			a, _, err := app.Access(t.Context(), app.AccessRequest{Measure: measure, Choice: access.Choice{Decay: &decay}, Equity: []string{"gini"},
				Bare: &load.BareFiles{Matrix: in("times.csv"), Unit: "minutes", Demand: load.BareColumn{File: in("people.csv"), Name: "people"}, Supply: load.BareColumn{File: in("beds.csv"), Name: "beds"}}})
			if err != nil {
				t.Fatal(measure, err)
			}
			if got := accessFigures(a); which == "" {
				want[measure] = got
			} else if got != want[measure] {
				t.Errorf("%s, %s in another order: %s", measure, which, firstDifference(want[measure], got))
			}
			for i, row := range strings.Split(strings.TrimSpace(string(people)), "\n")[1:] {
				if id, _, _ := strings.Cut(row, ","); a.IDs[i] != id {
					t.Fatalf("%s: row %d is %s, that of the table %s", measure, i+1, a.IDs[i], id)
				}
			}
		}
	}
}
