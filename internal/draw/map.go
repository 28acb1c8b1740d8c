package draw

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"
)

// Cell is a square of the grid: its centre in metres, its class in the colours of
// the map, and how large it is drawn: 0 small, 1 middle, 2 full.
type Cell struct {
	At    orb.Point
	Class int
	Size  int
}

// Layer is a kind of background.
type Layer int

// The layers of a background.
const (
	Water Layer = iota
	Rail
	Road
)

// Background is a geometry for orientation, in metres: areas of water, and lines.
type Background struct {
	Of   orb.Geometry
	Kind Layer
}

// Label is the name of an area and where it should stand, in metres.
type Label struct {
	At   orb.Point
	Text string
}

// Map is a map of squares in metres of a flat coordinate system, north up. Outside
// of Outline is paper; inside it where no cell is has a very light ground. A cell
// whose class has no colour is not drawn. The frame defaults to what the cells
// cover. ScaleText stands at a bar of ScaleKm kilometres; without kilometres there
// is none.
type Map struct {
	Title, Desc string
	Side        float64 // metres of a cell
	Cells       []Cell
	Colors      []string
	Outline     orb.MultiPolygon
	Areas       []orb.MultiPolygon
	Background  []Background
	Labels      []Label
	Places      []Place
	ScaleKm     float64
	ScaleText   string
	Frame       orb.Bound
	Width       float64 // pixels
	// names are what PlaceNames found, for this width and frame.
	names  []Text
	placed view
}

// FrameOf is what a map of cells covers, in metres: their squares and a margin. It
// is empty without cells.
func FrameOf(centres []orb.Point, side float64) orb.Bound {
	if len(centres) == 0 {
		return orb.Bound{}
	}
	b := orb.MultiPoint(centres).Bound().Pad(side / 2)
	return b.Pad(max(side, 0.02*max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1])))
}

// ScaleFor is how many kilometres a scale bar has on a frame: 1, 2 or 5 times a
// power of ten, at most a quarter of the width. It is 0 for an empty frame.
func ScaleFor(frame orb.Bound) float64 {
	most := (frame.Max[0] - frame.Min[0]) / 4000
	if !(most > 0) {
		return 0
	}
	ten := math.Pow(10, math.Floor(math.Log10(most)))
	for _, n := range []float64{5, 2} {
		if n*ten <= most {
			return n * ten
		}
	}
	return ten
}

// view converts metres to pixels.
type view struct {
	frame orb.Bound
	scale float64 // pixels a metre
	w, h  float64 // of the frame
	unit  float64
}

// view is that of the map; ok is false if nothing gives it a size.
func (m *Map) view() (v view, ok bool) {
	f := m.Frame
	if f.Max[0] <= f.Min[0] || f.Max[1] <= f.Min[1] {
		centres := make([]orb.Point, len(m.Cells))
		for i, c := range m.Cells {
			centres[i] = c.At
		}
		if f = FrameOf(centres, m.Side); len(centres) == 0 && len(m.Outline) > 0 {
			b := m.Outline.Bound()
			f = b.Pad(0.02 * max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]))
		}
	}
	v = view{frame: f, w: m.Width, unit: unit(m.Width)}
	wide, high := f.Max[0]-f.Min[0], f.Max[1]-f.Min[1]
	if !(wide > 0) || !(high > 0) || !(m.Width > 0) {
		return v, false
	}
	v.scale = m.Width / wide
	v.h = math.Ceil(high * v.scale)
	return v, true
}

// at is a place in pixels.
func (v view) at(p orb.Point) orb.Point {
	return orb.Point{(p[0] - v.frame.Min[0]) * v.scale, (v.frame.Max[1] - p[1]) * v.scale}
}

// inside is the part of the picture in which names stand.
func (v view) inside() orb.Bound {
	return orb.Bound{Min: orb.Point{2, 2}, Max: orb.Point{v.w - 2, v.h - 2}}
}

// Picture draws the map. Places at one address are drawn once; places outside of
// the frame are left out, and so is a name that finds no room.
func (m *Map) Picture() *Picture {
	v, ok := m.view()
	p := &Picture{W: m.Width, H: v.h, Title: m.Title, Desc: m.Desc}
	if !ok {
		p.H = math.Ceil(m.Width * 0.6)
	}
	if ok && m.ScaleKm > 0 {
		p.H += math.Ceil(15 * v.unit)
	}
	p.add(Rect{W: p.W, H: p.H, Style: Style{Fill: Light.Paper, Class: "paper"}})
	if !ok {
		return p
	}
	p.add(v.areas([]orb.MultiPolygon{m.Outline}, Style{Fill: ground, Class: "ground"})...)
	p.add(m.background(v, Water)...)
	p.add(m.squares(v)...)
	p.add(m.background(v, Road)...)
	p.add(m.background(v, Rail)...)
	p.add(v.borders(m.Areas, Style{Stroke: border, Width: 0.7 * v.unit, Class: "border"})...)
	p.add(v.borders([]orb.MultiPolygon{m.Outline}, Style{Stroke: county, Width: 0.9 * v.unit, Class: "county"})...)
	signs := v.signs(m.Places)
	for _, s := range signs {
		p.add(s.draw(v.unit)...)
	}
	if m.placed != v {
		PlaceNames(m)
	}
	for _, t := range append(slices.Clone(m.names), v.placeNames(m, signs)...) {
		p.add(t)
	}
	p.add(m.scaleBar(v)...)
	return p
}

// scaleBar is below the frame.
func (m *Map) scaleBar(v view) []Shape {
	if !(m.ScaleKm > 0) {
		return nil
	}
	u := v.unit
	x, y, long := 3*u, v.h+9*u, min(m.ScaleKm*1000*v.scale, v.w-6*u)
	line := [][]orb.Point{{{x, y - 3*u}, {x, y}, {x + long, y}, {x + long, y - 3*u}}}
	text := fitted(m.ScaleText, 9.5*u, false, v.w-long-10*u)
	return []Shape{
		Path{Lines: line, Style: Style{Stroke: Light.Ink, Width: u, Class: "scale"}},
		Text{X: x + long + 4*u, Y: y + 1.5*u, Size: 9.5 * u, S: text, Fill: Light.Ink, Class: "scale"},
	}
}

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
		shown, _ := v.thin(area).(orb.MultiPolygon)
		for _, polygon := range shown {
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

// borders are the rings of polygons as lines, without what runs along the frame.
func (v view) borders(of []orb.MultiPolygon, s Style) []Shape {
	var all orb.MultiLineString
	for _, area := range of {
		for _, polygon := range area {
			for _, ring := range polygon {
				all = append(all, orb.LineString(ring))
			}
		}
	}
	return v.lines(all, s)
}

// lines are the parts of lines on the frame.
func (v view) lines(all orb.MultiLineString, s Style) []Shape {
	p := Path{Style: s}
	for _, line := range all {
		if len(line) < 2 {
			continue
		}
		switch g := v.thin(orb.MultiLineString{line}).(type) {
		case orb.LineString:
			p.Lines = append(p.Lines, v.pixels(g))
		case orb.MultiLineString:
			for _, part := range g {
				p.Lines = append(p.Lines, v.pixels(part))
			}
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

// square is a cell on the lattice of a map.
type square struct{ row, col, class, size int32 }

// byRow sorts squares so that those that can merge follow each other.
func byRow(a, b square) int {
	return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.size, b.size), cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
}
