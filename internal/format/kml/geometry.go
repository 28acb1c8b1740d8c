package kml

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// members are the geometries of a Placemark or of a MultiGeometry.
type members struct {
	Points   []simple  `xml:"Point"`
	Lines    []simple  `xml:"LineString"`
	Polygons []area    `xml:"Polygon"`
	Multis   []members `xml:"MultiGeometry"`
}

type simple struct {
	Coordinates coordinates `xml:"coordinates"`
}

type area struct {
	Outer []coordinates `xml:"outerBoundaryIs>LinearRing>coordinates"`
	Inner []coordinates `xml:"innerBoundaryIs>LinearRing>coordinates"`
}

// coordinates is the text of a coordinates element and the line where it
// starts, 0 if the element is missing.
type coordinates struct {
	text string
	line int
}

// UnmarshalXML keeps the position, which the plain decoding of a string loses.
func (c *coordinates) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	c.line, _ = d.InputPos()
	return d.DecodeElement(&c.text, &start)
}

// geometry joins all members, including nested ones, into the narrowest type
// that holds them.
func (r *reader) geometry(m members, line int) orb.Geometry {
	var f flat
	r.flatten(m, line, &f)
	n := len(f.points) + len(f.lines) + len(f.polygons)
	switch {
	case n == 0:
		return nil
	case n == len(f.points):
		if n == 1 {
			return f.points[0]
		}
		return f.points
	case n == len(f.lines):
		if n == 1 {
			return f.lines[0]
		}
		return f.lines
	case n == len(f.polygons):
		if n == 1 {
			return f.polygons[0]
		}
		return f.polygons
	}
	all := make(orb.Collection, 0, n)
	for _, g := range f.points {
		all = append(all, g)
	}
	for _, g := range f.lines {
		all = append(all, g)
	}
	for _, g := range f.polygons {
		all = append(all, g)
	}
	return all
}

type flat struct {
	points   orb.MultiPoint
	lines    orb.MultiLineString
	polygons orb.MultiPolygon
}

// flatten reads m and its nested members; those with faults are left out, which
// does not matter since a fault refuses the file.
func (r *reader) flatten(m members, line int, f *flat) {
	for _, p := range m.Points {
		if list, ok := r.list(p.Coordinates, line, 1, "a Point"); ok {
			f.points = append(f.points, list[0])
		}
	}
	for _, l := range m.Lines {
		if list, ok := r.list(l.Coordinates, line, 2, "a LineString"); ok {
			f.lines = append(f.lines, orb.LineString(list))
		}
	}
	for _, a := range m.Polygons {
		if p, ok := r.polygon(a, line); ok {
			f.polygons = append(f.polygons, p)
		}
	}
	for _, inner := range m.Multis {
		r.flatten(inner, line, f)
	}
}

func (r *reader) polygon(a area, line int) (orb.Polygon, bool) {
	if len(a.Outer) != 1 {
		r.wrong(line, strconv.Itoa(len(a.Outer))+" outer boundaries", "one in each Polygon", "put several areas into a MultiGeometry")
		return nil, false
	}
	var p orb.Polygon
	for i, c := range append(a.Outer, a.Inner...) {
		list, ok := r.list(c, line, 4, "a closed ring")
		if !ok {
			return nil, false
		}
		ring := orb.Ring(list)
		if !ring.Closed() {
			r.wrong(c.line, "a ring whose last point is not its first", "a closed ring", "repeat the first point at the end")
			return nil, false
		}
		want := orb.CCW
		if i > 0 {
			want = orb.CW
		}
		if ring.Orientation() == -want {
			ring.Reverse()
		}
		p = append(p, ring)
	}
	return p, true
}

// list reads "lon,lat lon,lat,height ..." with at least least places. at is the
// Placemark's line, used if the element is missing.
func (r *reader) list(c coordinates, at, least int, what string) ([]orb.Point, bool) {
	if c.line == 0 {
		c.line = at
	}
	good := true
	var list []orb.Point
	n := -1
	for line := range strings.SplitSeq(c.text, "\n") {
		n++
		for tuple := range strings.FieldsSeq(line) {
			p, ok := place(tuple)
			if !ok {
				r.wrong(c.line+n, tuple, "longitude,latitude in degrees, without spaces between", "KML is in WGS84, -180 to 180 and -90 to 90")
				good = false
				continue
			}
			list = append(list, p)
		}
	}
	if good && (len(list) < least || least == 1 && len(list) > 1) {
		number := "at least " + strconv.Itoa(least)
		if least == 1 {
			number = "1"
		}
		r.wrong(c.line, strconv.Itoa(len(list))+" places", number+" for "+what, "")
		good = false
	}
	return list, good
}

// place reads one tuple, with or without a height.
func place(tuple string) (orb.Point, bool) {
	parts := strings.SplitN(tuple, ",", 4)
	if len(parts) != 2 && len(parts) != 3 {
		return orb.Point{}, false
	}
	lon, err1 := strconv.ParseFloat(parts[0], 64)
	lat, err2 := strconv.ParseFloat(parts[1], 64)
	// Written so that NaN fails.
	inside := math.Abs(lon) <= 180 && math.Abs(lat) <= 90
	return orb.Point{lon, lat}, err1 == nil && err2 == nil && inside
}
