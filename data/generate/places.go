package main

import (
	"math"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

// standings maps what the facts know of a place to its status in the county,
// and to the text at the beginning of its note. A candidate is a place that an
// option may open.
var standings = map[string]struct {
	status network.Status
	note   string
}{
	"open":      {network.Open, ""},
	"planned":   {network.Planned, ""},
	"interim":   {network.Interim, ""},
	"closed":    {network.Closed, ""},
	"unknown":   {network.Closed, "status not known, taken as closed"},
	"candidate": {network.Closed, "candidate, closed until an option opens it"},
	"assumed":   {network.Open, "open by assumption"},
}

// places lists the service places in the order of the facts, at whole metres,
// as in the county's files.
func (f *facts) places() []network.Facility {
	wgs, _ := spatial.ByEPSG(4326) // known to be valid: readFacts has used it
	t := f.facilities
	var out []network.Facility
	for i := range t.rows {
		word := t.text(i, "status")
		standing := standings[word]
		x := network.Facility{ID: t.text(i, "id"), Name: t.text(i, "name"),
			Names: lang.Name{En: t.text(i, "name_en"), Fi: t.text(i, "name"), Sv: t.text(i, "name_sv")}, Type: t.text(i, "type"), Area: t.text(i, "area"),
			Class: network.CoordClass(t.text(i, "coord_class")), Status: standing.status, Note: t.text(i, "note"),
			Production: network.Own, Column: -1}
		if word == "assumed" || x.Type == "provider" {
			x.Name += " (assumption)"
			x.Names.En += " (assumption)"
			x.Names.Fi += " (oletus)"
			x.Names.Sv += " (antagande)"
		}
		switch {
		case x.Note == "":
			x.Note = standing.note
		case standing.note != "":
			x.Note = standing.note + "; " + x.Note
		}
		switch t.text(i, "barrier_free") {
		case "yes":
			x.BarrierFree = network.Yes
		case "no":
			x.BarrierFree = network.No
		}
		if x.Class != network.ClassNone {
			x.At = wholeMetres(t.place(i, wgs))
		}
		out = append(out, x)
	}
	return out
}

// wholeMetres rounds a place as it is written.
func wholeMetres(p orb.Point) orb.Point { return orb.Point{math.Round(p[0]), math.Round(p[1])} }

// rails returns the stations and lines of the synthetic Router. One interval
// applies to both periods.
func (f *facts) rails() ([]travel.Station, []travel.Line) {
	var stations []travel.Station
	index := map[string]int{}
	for k, s := range f.stations {
		stations = append(stations, travel.Station{Name: s.id, At: wholeMetres(s.at)})
		index[s.id] = k
	}
	var lines []travel.Line
	t := f.lines
	for i := range t.rows {
		name, headway := t.text(i, "line"), t.number(i, "headway_min")
		if len(lines) == 0 || lines[len(lines)-1].Name != name {
			lines = append(lines, travel.Line{Name: name, HeadwayRush: headway, HeadwayMidday: headway})
		}
		l := &lines[len(lines)-1]
		l.Stations = append(l.Stations, index[t.text(i, "station")])
	}
	return stations, lines
}
