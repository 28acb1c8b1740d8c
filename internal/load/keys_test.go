package load

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"saavu/data"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/scenarios"
)

// everySection is the small county with one of each section that it may have.
func everySection(t testing.TB) fstest.MapFS {
	t.Helper()
	files := small(t)
	text := string(files["small/county.yaml"].Data)
	text = strings.Replace(text, "population: {format: cells, file: cells.csv}",
		`population: {format: grid, file: cells.csv, id: id, x: x, y: y, xy: centre, epsg: 3067, axes: xy, side: 250, year: 2026, area: area, split: even,
  bands: {p0_6: 0-6, p7_17: 7-17, p18_64: 18-64, p65: 65+}, hidden: ["?"]}`, 1)
	text = strings.Replace(text, "facilities: facilities.csv", "facilities: facilities.csv\nbuildings: buildings.csv\nwaiting: waiting.csv", 1)
	text = strings.Replace(text, "services:\n  - id: clinic", `supply:
  - file: more.csv
    epsg: 3067
    axes: xy
    columns: {id: id, name: name, x: x, y: y, type: type, status: status, staff: {gp: gps}, rooms: {other: rooms}}
    services: {column: services, separator: ",", words: {doctor: [gp], clinic: ["=baby"]}}
    words: {status: {closed: [gone]}}
    missing: ["-"]
    defaults: {type: stop, status: open, coord_class: A, size: small, provider: own, days: mon-fri, services: [doctor]}
partitions:
  - {name: half, file: half.geojson, epsg: 3067, axes: xy, id: id, name_field: name, rule: centre}
forecasts:
  - {name: later, file: later.csv, path: observed, year: {dimension: year}, area: {dimension: area}, value: people, hidden: unknown}
services:
  - id: clinic`, 1)
	files["small/county.yaml"] = &fstest.MapFile{Data: []byte(text)}
	files["small/buildings.csv"] = &fstest.MapFile{Data: []byte("building,name,kind,x,y\nb_west,West house,leased,,\n")}
	files["small/more.csv"] = &fstest.MapFile{Data: []byte("id,name,x,y,type,status,gps,rooms,services\nm1,More,385625,6680375,stop,open,1,2,gp\nm2,Gone,385125,6680375,stop,gone,-,1,baby\n")}
	files["small/half.geojson"] = &fstest.MapFile{Data: []byte(`{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "n", "name": "North"},
 "geometry": {"type": "Polygon", "coordinates": [[[385000, 6680500], [386000, 6680500], [386000, 6681000], [385000, 6681000], [385000, 6680500]]]}}]}`)}
	files["small/waiting.csv"] = &fstest.MapFile{Data: []byte("point,service,from,to,n1,n2,n3,n4,n5\nhs_west,doctor,2021-08-01,2021-09-30,4,3,2,1,0\n")}
	files["small/later.csv"] = &fstest.MapFile{Data: []byte("area,year,people\nwest,2030,90\neast,2030,90\n")}
	return files
}

// wrongValues are used instead of the expected value.
var wrongValues = []*yaml.Node{{Scalar: -7}, {Scalar: "ZZ"}, {Scalar: ""}, {Scalar: true}, {Kind: yaml.List}, {Kind: yaml.Map}}

// broken yields county files with one faulty key each: missing, null, misspelt
// or with a wrong value, down to a given depth. Of a parameter only the leaf is
// changed, in one of these ways.
func broken(t testing.TB, county []byte, depth int) map[string][]byte {
	t.Helper()
	root := yaml.Parse("county.yaml", county).Root
	out := map[string][]byte{}
	keep := func(path string) {
		text, err := json.Marshal(root.Plain()) // which is YAML too
		if err != nil {
			t.Fatal(err)
		}
		out[path] = text
	}
	turn := 0
	var walk func(n *yaml.Node, path string, depth int)
	walk = func(n *yaml.Node, path string, depth int) {
		for i, child := range n.Children {
			turn++
			leaf, at := child.Child("v") != nil, path+"/"+strconv.Itoa(i)
			if n.Kind == yaml.Map {
				name := n.Keys[i]
				at = path + "/" + name
				if n.Keys[i] = name + "x"; turn%3 == 0 {
					keep(at + " misspelt")
				}
				n.Keys[i] = name
				if child.Dropped = true; !leaf || turn%3 == 1 {
					keep(at + " missing")
				}
				child.Dropped = false
			}
			if n.Children[i] = (&yaml.Node{}); !leaf || turn%3 == 2 {
				keep(at + " null")
			}
			if n.Children[i] = wrongValues[turn%len(wrongValues)]; !leaf && turn%2 == 0 {
				keep(at + " wrong")
			}
			if n.Children[i] = child; !leaf && depth > 1 {
				walk(child, at, depth-1)
			}
		}
	}
	walk(root, "", depth)
	return out
}

// shipped is the embedded county with few cells, and the county file of the
// Helsinki region without its data.
func shipped(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"county.yaml", "areas.csv", "cells.csv", "facilities.csv", "buildings.csv", "service-points.csv", "stations.csv", "waiting.csv"} {
		text, err := data.FS.ReadFile("vantaa-kerava/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if lines := strings.SplitAfter(string(text), "\n"); name == "cells.csv" {
			few := lines[:1]
			for i := 1; i < len(lines); i += 80 {
				few = append(few, lines[i])
			}
			text = []byte(strings.Join(few, ""))
		} else if name == "areas.csv" {
			text = regexp.MustCompile(`(?m)^(([^,]*,){5})[0-9]+,`).ReplaceAll(text, []byte("$1,")) // the people of all cells
		}
		files["small/"+name] = &fstest.MapFile{Data: text}
	}
	return files
}

// TestEveryKeyMayBeWrong changes each key of a county with every section, of
// one that inherits its services, and of the shipped ones. Reading returns a county
// or problems, and never panics.
func TestEveryKeyMayBeWrong(t *testing.T) {
	own, inherits := everySection(t), everySection(t)
	text := string(own["small/county.yaml"].Data)
	embedded := fstest.MapFS{}
	for name, f := range own {
		embedded[strings.Replace(name, "small/", "vantaa-kerava/", 1)] = f
	}
	inherits["small/county.yaml"] = &fstest.MapFile{Data: []byte("inherit: embedded\n" + text[:strings.Index(text, "services:\n  - id")])}
	region, err := os.ReadFile("../../scenarios/helsinki-region/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, county := range []struct {
		name         string
		files        fstest.MapFS
		depth, least int
	}{
		{"every section", own, 4, 400}, {"inherited", inherits, 3, 80}, {"embedded", shipped(t), 1, 25},
		{"region", fstest.MapFS{"small/county.yaml": {Data: region}}, 1, 20},
	} {
		all := broken(t, county.files["small/county.yaml"].Data, county.depth)
		if len(all) < county.least {
			t.Errorf("%s: %d changes", county.name, len(all))
		}
		read := func() error {
			_, err := Read(context.Background(), source.Embedded(county.files, scenarios.FS), "data/small/county.yaml", Options{Embedded: source.Embedded(embedded, nil)})
			return err
		}
		if err := read(); err != nil && county.name != "region" {
			t.Errorf("%s: %v", county.name, err)
		}
		for _, change := range slices.Sorted(maps.Keys(all)) {
			county.files["small/county.yaml"] = &fstest.MapFile{Data: all[change]}
			t.Run(county.name+change, func(t *testing.T) {
				if err := read(); err != nil && err.Error() == "" {
					t.Error("an error without words")
				}
			})
		}
	}
}
