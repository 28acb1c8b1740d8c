package draw

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// Sign is what an option does to a place.
type Sign int

// The signs: a dot, a diamond, a triangle and a cross.
const (
	AsBefore Sign = iota
	New
	Mobile
	Closed
)

// Place is a place with facilities. Uncertain, in metres, is the radius of a dotted
// ring around a place whose location is known no better; 0 draws none. Label writes
// the name next to the sign where there is room.
type Place struct {
	At        orb.Point
	Sign      Sign
	Name      string
	Uncertain float64
	Label     bool
}

// reach is how far a sign extends from its middle, for unit 1.
const reach = 5.5

// sameAddress is how far apart places of one address are, in metres.
const sameAddress = 1

// sign is what stands at one address, in pixels: different signs stand side by side.
type sign struct {
	at    orb.Point
	kinds []Sign
	names []string
	ring  [][]orb.Point // its parts inside the picture
}

// signs are the addresses of places inside the frame, in order of the places.
func (v view) signs(places []Place) []sign {
	var out []sign
	var metres []orb.Point
	for _, p := range places {
		if !v.frame.Contains(p.At) || p.Sign < AsBefore || p.Sign > Closed {
			continue
		}
		i := slices.IndexFunc(metres, func(at orb.Point) bool {
			return math.Abs(at[0]-p.At[0]) < sameAddress && math.Abs(at[1]-p.At[1]) < sameAddress
		})
		if i < 0 {
			i = len(out)
			out, metres = append(out, sign{at: v.at(p.At)}), append(metres, p.At)
		}
		s := &out[i]
		if !slices.Contains(s.kinds, p.Sign) {
			s.kinds = append(s.kinds, p.Sign)
		}
		if name := cleaned(p.Name); p.Label && name != "" && !slices.Contains(s.names, name) {
			s.names = append(s.names, name)
		}
		if p.Uncertain > 0 {
			s.ring = [][]orb.Point{circle(s.at, max(p.Uncertain*v.scale, (reach+2)*v.unit))}
		}
	}
	for i := range out {
		s := &out[i]
		slices.Sort(s.kinds)
		// A sign at the edge moves inwards, so that all of it is seen.
		wide := v.unit * reach * float64(len(s.kinds))
		s.at[0] = min(max(s.at[0], wide), v.w-wide)
		s.at[1] = min(max(s.at[1], v.unit*reach), v.h-v.unit*reach)
		if s.ring != nil {
			s.ring = inFrame(s.ring[0], v)
		}
	}
	slices.SortStableFunc(out, func(a, b sign) int { return cmp.Compare(a.kinds[0], b.kinds[0]) })
	return out
}

// inFrame is the parts of a ring inside the picture.
func inFrame(ring []orb.Point, v view) [][]orb.Point {
	var out [][]orb.Point
	for _, part := range clip.LineString(orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{v.w - 1, v.h - 1}}, orb.LineString(ring)) {
		out = append(out, part)
	}
	return out
}

// box is what the signs cover.
func (s sign) box(unit float64) orb.Bound {
	r := reach * unit
	return orb.Bound{Min: orb.Point{s.at[0] - r*float64(len(s.kinds)), s.at[1] - r}, Max: orb.Point{s.at[0] + r*float64(len(s.kinds)), s.at[1] + r}}
}

// name is what is written next to the sign.
func (s sign) name() string { return strings.Join(s.names, ", ") }

// draw draws ring and signs.
func (s sign) draw(unit float64) []Shape {
	var shapes []Shape
	if len(s.ring) > 0 {
		shapes = append(shapes, Path{Lines: dots(s.ring, 3.1*unit), Style: Style{Stroke: Light.Ink, Width: 1.1 * unit, Round: true, Class: "uncertain"}})
	}
	for i, kind := range s.kinds {
		x := s.at[0] + (float64(2*i)-float64(len(s.kinds)-1))*reach*unit
		shapes = append(shapes, kind.draw(x, s.at[1], unit)...)
	}
	return shapes
}

// draw draws one sign around a place: dark, with a light edge that keeps it apart
// from dark squares.
func (k Sign) draw(x, y, unit float64) []Shape {
	paper, ink := Light.Paper, Light.Ink
	around := func(points ...orb.Point) [][]orb.Point {
		for i, p := range points {
			points[i] = orb.Point{x + p[0]*unit, y + p[1]*unit}
		}
		return [][]orb.Point{points}
	}
	edged := func(lines [][]orb.Point) []Shape {
		return []Shape{
			Path{Lines: lines, Closed: true, Style: Style{Fill: paper, Stroke: paper, Width: 3.4 * unit, Class: "edge"}},
			Path{Lines: lines, Closed: true, Style: Style{Fill: paper, Stroke: ink, Width: 1.7 * unit, Class: "sign"}},
		}
	}
	switch k {
	case New:
		return edged(around(orb.Point{0, -4.2}, orb.Point{4.2, 0}, orb.Point{0, 4.2}, orb.Point{-4.2, 0}))
	case Mobile:
		return edged(around(orb.Point{0, -4.2}, orb.Point{4.1, 3.2}, orb.Point{-4.1, 3.2}))
	case Closed:
		cross := append(around(orb.Point{-3.2, -3.2}, orb.Point{3.2, 3.2}), around(orb.Point{-3.2, 3.2}, orb.Point{3.2, -3.2})...)
		return []Shape{
			Path{Lines: cross, Style: Style{Stroke: paper, Width: 4.4 * unit, Round: true, Class: "cross-edge"}},
			Path{Lines: cross, Style: Style{Stroke: ink, Width: 2.2 * unit, Class: "cross"}},
		}
	}
	return []Shape{Circle{X: x, Y: y, R: 3.3 * unit, Style: Style{Fill: ink, Stroke: paper, Width: 1.1 * unit, Class: "dot"}}}
}

// dots are very short lines along others, so far apart in pixels. Drawn with round ends they
// are a dotted line; one that is dashed becomes an outline of each dot in a PDF, fifty times
// as long.
func dots(lines [][]orb.Point, apart float64) [][]orb.Point {
	var out [][]orb.Point
	for _, line := range lines {
		next := 0.0
		for i := 1; i < len(line); i++ {
			dx, dy := line[i][0]-line[i-1][0], line[i][1]-line[i-1][1]
			long := math.Hypot(dx, dy)
			for ; next < long; next += apart {
				x, y := tenth(line[i-1][0]+dx*next/long), tenth(line[i-1][1]+dy*next/long)
				out = append(out, []orb.Point{{x, y}, {x + 0.1, y}})
			}
			next -= long
		}
	}
	return out
}

// circle is a ring of points.
func circle(at orb.Point, r float64) []orb.Point {
	const n = 48
	out := make([]orb.Point, 0, n+1)
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / n)
		out = append(out, orb.Point{at[0] + r*cos, at[1] + r*sin})
	}
	return append(out, out[0])
}
