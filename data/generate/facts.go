package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"saavu/pkg/params"
	"saavu/pkg/spatial"
)

// bands are the age bands of the county, with the first age of each.
var bands = [...]string{"0-6", "7-17", "18-22", "23-64", "65-74", "75+"}

// count holds people by age band; share holds any measure of them.
type (
	count [len(bands)]int
	share [len(bands)]float64
)

// area is a major district of Vantaa, or Kerava.
type area struct {
	id, municipality string
	share            float64
	centre           orb.Point
	foreign          float64 // multiplier of the foreign-language share, 0 where unknown
	swedish          float64 // its own Swedish share, 0 if it follows from the districts
	row              int     // in areas.csv
}

// district is a statistical district with its people by the bands of the
// source: 0-6, 7-12, 13-15, 16-29, 30-64, 65-74, 75+.
type district struct {
	area    string // empty if the source does not give the place
	people  float64
	ages    [7]float64
	swedish float64
	centre  orb.Point
	placed  bool
}

// station is a rail station; disc is a part of the outline of the county.
type (
	station struct {
		id, name string
		at       orb.Point
	}
	disc struct {
		inside bool
		centre orb.Point
		radius float64
	}
)

// facts is everything that the generator starts from.
type facts struct {
	areas                                        []area
	districts                                    []district
	stations                                     []station
	discs                                        []disc
	areaRows, lines, facilities, points, stopped *table
	buildings, waits                             *table
	parameters, own, names                       *table // of the sources, of the model itself, and names by language
	ranges                                       *table
	spreads                                      map[string]spread // by path
	tree                                         params.Tree
	asked                                        []string // paths of parameters that made the people
	head                                         *head
}

// place returns the EPSG:3067 point of the columns lat and lon.
func (t *table) place(row int, wgs spatial.CRS) orb.Point {
	p := orb.Point{t.number(row, "lon"), t.number(row, "lat")}
	if !spatial.Within(wgs, spatial.CRS{})(p) {
		t.fault(row, "lat", fmt.Sprint(p[1], ", ", p[0]), "degrees, latitude then longitude")
	}
	return wgs.ToTM35(p)
}

// readFacts reads the folder of facts and reports every problem together.
func readFacts(dir string) (*facts, error) {
	wgs, err := spatial.ByEPSG(4326)
	if err != nil {
		return nil, err
	}
	f := &facts{}
	var districts, outline *table
	tables := []struct {
		name string
		to   **table
	}{
		{"areas.csv", &f.areaRows}, {"districts.csv", &districts}, {"stations.csv", &f.stopped},
		{"lines.csv", &f.lines}, {"facilities.csv", &f.facilities}, {"buildings.csv", &f.buildings}, {"service-points.csv", &f.points}, {"waiting.csv", &f.waits},
		{"parameters.csv", &f.parameters}, {"parameters-model.csv", &f.own}, {"parameter-names.csv", &f.names},
		{"ranges.csv", &f.ranges},
		{"outline.csv", &outline},
	}
	for _, t := range tables {
		if *t.to, err = readTable(dir, t.name); err != nil {
			return nil, err
		}
	}
	f.readAreas(wgs)
	f.readDistricts(districts, wgs)
	for i := range f.stopped.rows {
		f.stations = append(f.stations, station{f.stopped.text(i, "id"), f.stopped.text(i, "name"), f.stopped.place(i, wgs)})
	}
	for i := range outline.rows {
		f.discs = append(f.discs, disc{outline.text(i, "kind") == "in", outline.place(i, wgs), outline.number(i, "radius_m")})
	}
	f.checkBuildings()
	f.readSpreads()
	if f.tree, err = f.readTree(); err != nil {
		return nil, err
	}
	if f.head, err = readHead(dir); err != nil {
		return nil, err
	}
	var problems []string
	for _, t := range tables {
		problems = append(problems, (*t.to).problems...)
	}
	if len(problems) > 0 {
		return nil, errors.New(strings.Join(problems, "\n"))
	}
	return f, nil
}

// checkBuildings checks that every facility in a building names one of
// buildings.csv, and that every building has at least two.
func (f *facts) checkBuildings() {
	in := map[string]int{}
	for i := range f.facilities.rows {
		in[f.facilities.text(i, "building")]++
	}
	for i := range f.buildings.rows {
		id := f.buildings.text(i, "building")
		if in[id] < 2 {
			f.buildings.fault(i, "building", id, "the building of two facilities")
		}
		in[id] = 0
	}
	for i := range f.facilities.rows {
		if id := f.facilities.text(i, "building"); id != "" && in[id] > 0 {
			f.facilities.fault(i, "building", id, "a building of buildings.csv")
		}
	}
}

func (f *facts) readAreas(wgs spatial.CRS) {
	t := f.areaRows
	for i := range t.rows {
		a := area{id: t.text(i, "id"), municipality: t.text(i, "municipality"),
			share: t.number(i, "share"), centre: t.place(i, wgs), row: i}
		a.foreign, _ = t.numberOr(i, "foreign_multiplier")
		a.swedish, _ = t.numberOr(i, "sv_share")
		f.areas = append(f.areas, a)
	}
}

// readDistricts leaves out the districts whose people are hidden in the source.
// Few people live there; their area keeps its share of the county.
func (f *facts) readDistricts(t *table, wgs spatial.CRS) {
	for i := range t.rows {
		if t.text(i, "hidden") == "yes" {
			continue
		}
		d := district{area: t.text(i, "area"), people: t.number(i, "population"), swedish: t.number(i, "sv")}
		sum := 0.0
		for b, column := range [...]string{"p0_6", "p7_12", "p13_15", "p16_29", "p30_64", "p65_74", "p75"} {
			d.ages[b] = t.number(i, column)
			sum += d.ages[b]
		}
		if sum != d.people {
			t.fault(i, "population", fmt.Sprint(d.people), fmt.Sprintf("the sum of the bands, %v", sum))
		}
		if d.area != "" && f.indexOf(d.area) < 0 {
			t.fault(i, "area", d.area, "an id of areas.csv")
		}
		if t.text(i, "coord_class") != "none" {
			d.centre, d.placed = t.place(i, wgs), true
		}
		f.districts = append(f.districts, d)
	}
}

// indexOf returns the index of an area in the list, -1 if there is none.
func (f *facts) indexOf(id string) int {
	for i, a := range f.areas {
		if a.id == id {
			return i
		}
	}
	return -1
}

// parameter returns a known number by its path.
func (f *facts) parameter(path string) (float64, error) {
	r := params.NewReader(f.tree)
	v := r.Value(path)
	f.asked = append(f.asked, path)
	if len(r.Unknown()) > 0 {
		return 0, fmt.Errorf("parameters: %s is unknown, a number is needed", path)
	}
	return v, r.Err()
}
