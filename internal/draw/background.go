package draw

import (
	"math"

	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"
)

// thin is a geometry on the frame, without detail smaller than a pixel shows.
func (v view) thin(g orb.Geometry) orb.Geometry {
	g = clip.Geometry(v.frame, orb.Clone(g))
	if g == nil {
		return nil
	}
	return simplify.DouglasPeucker(0.3 / v.scale).Simplify(g)
}

// pixels are the points of a line.
func (v view) pixels(line []orb.Point) []orb.Point {
	out := make([]orb.Point, len(line))
	for i, at := range line {
		out[i] = v.at(at)
	}
	return out
}

// areas are the parts of polygons on the frame, filled; holes run the other way
// round than outer rings.
func (v view) areas(of []orb.MultiPolygon, s Style) []Shape {
	p := Path{Closed: true, Style: s}
	for _, area := range of {
		shown, _ := parts(v.thin(area), nil, nil)
		for _, polygon := range slices.Concat(shown...) {
			for i, ring := range polygon {
				line := v.pixels(ring)
				if (ring.Orientation() == orb.CCW) != (i == 0) {
					slices.Reverse(line)
				}
				p.Lines = append(p.Lines, line)
			}
		}
	}
	if len(p.Lines) == 0 {
		return nil
	}
	return []Shape{p}
}

// edge is a side of a polygon, by its ends in hundredths of a metre, the lesser
// first.
type edge struct{ from, to [2]int64 }

// edgeOf is the side between two points.
func edgeOf(a, b orb.Point) edge {
	p := [2]int64{int64(math.Round(a[0] * 100)), int64(math.Round(a[1] * 100))}
	q := [2]int64{int64(math.Round(b[0] * 100)), int64(math.Round(b[1] * 100))}
	if q[0] < p[0] || q[0] == p[0] && q[1] < p[1] {
		p, q = q, p
	}
	return edge{p, q}
}

// borders are the rings of polygons as lines, without the sides that are drawn
// already: neighbours share their border.
func borders(of []orb.MultiPolygon, drawn map[edge]bool) orb.MultiLineString {
	var all orb.MultiLineString
	for _, area := range of {
		for _, polygon := range area {
			for _, ring := range polygon {
				all = append(all, sides(ring, drawn)...)
			}
		}
	}
	return all
}

// sides are the lines of one ring that are not drawn yet.
func sides(ring orb.Ring, drawn map[edge]bool) []orb.LineString {
	var lines []orb.LineString
	var line orb.LineString
	flush := func() {
		if len(line) > 1 {
			lines = append(lines, line)
		}
		line = nil
	}
	for i := 1; i < len(ring); i++ {
		e := edgeOf(ring[i-1], ring[i])
		if drawn[e] {
			flush()
			continue
		}
		drawn[e] = true
		if line == nil {
			line = orb.LineString{ring[i-1]}
		}
		line = append(line, ring[i])
	}
	flush()
	return lines
}

// lines are the parts of lines on the frame.
func (v view) lines(all orb.MultiLineString, s Style) []Shape {
	p := Path{Style: s}
	for _, line := range all {
		if len(line) < 2 {
			continue
		}
		_, shown := parts(v.thin(line), nil, nil)
		for _, part := range shown {
			p.Lines = append(p.Lines, v.pixels(part))
		}
	}
	if len(p.Lines) == 0 {
		return nil
	}
	return []Shape{p}
}

// background draws one layer; points are not drawn.
func (m *Map) background(v view, kind Layer) []Shape {
	var areas []orb.MultiPolygon
	var lines orb.MultiLineString
	for _, b := range m.Background {
		if b.Kind == kind {
			areas, lines = parts(b.Of, areas, lines)
		}
	}
	switch kind {
	case Water:
		return append(v.areas(areas, Style{Fill: water, Class: "water"}), v.lines(lines, Style{Stroke: water, Width: v.unit, Class: "water"})...)
	case Rail:
		return v.lines(lines, Style{Stroke: rail, Width: 0.9 * v.unit, Dash: []float64{4 * v.unit, 2 * v.unit}, Class: "rail"})
	}
	return v.lines(lines, Style{Stroke: road, Width: 0.7 * v.unit, Class: "road"})
}

// parts adds the areas and lines of a geometry.
func parts(g orb.Geometry, areas []orb.MultiPolygon, lines orb.MultiLineString) ([]orb.MultiPolygon, orb.MultiLineString) {
	switch g := g.(type) {
	case orb.Polygon:
		areas = append(areas, orb.MultiPolygon{g})
	case orb.MultiPolygon:
		areas = append(areas, g)
	case orb.LineString:
		lines = append(lines, g)
	case orb.MultiLineString:
		lines = append(lines, g...)
	case orb.Collection:
		for _, part := range g {
			areas, lines = parts(part, areas, lines)
		}
	}
	return areas, lines
}
