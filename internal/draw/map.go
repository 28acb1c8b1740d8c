package draw

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Cell is a cell of the grid: its centre in metres, its class in the colours of
// the map, how large it is drawn: 0 small, 1 middle, 2 full, and its shape in metres,
// nil for a square.
type Cell struct {
	At    orb.Point
	Class int
	Size  int
	Shape orb.Polygon
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
// whose class has no colour is not drawn; one of a class of Pierced has a light hole, so
// that it differs from others in grey print too. The frame defaults to what the cells
// cover. ScaleText stands at a bar of ScaleKm kilometres; without kilometres there
// is none.
type Map struct {
	Title, Desc string
	Side        float64 // metres of a cell
	Cells       []Cell
	Colors      []string
	Pierced     []int
	Outline     orb.MultiPolygon
	Areas       []orb.MultiPolygon
	Background  []Background
	Labels      []Label
	Places      []Place
	ScaleKm     float64
	ScaleText   string
	Frame       orb.Bound
	Width       float64 // pixels
	// Share, if given, begins the ids of the groups with ground, background and borders,
	// which maps of one frame, width and background have in common (see Define).
	Share string
	// Printed, if given, is how much larger the names of areas are on paper, where a page
	// shows these instead of the others.
	Printed float64
	// names are what PlaceNames found, for this width and frame, printed those for paper.
	names   []Text
	printed []Text
	placed  view
	// detail is how much a sheet enlarges names and signs; 0 is not at all.
	detail float64
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
	if m.detail > 0 {
		v.unit *= m.detail
	}
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
	p := m.size(v, ok)
	p.add(Rect{W: p.W, H: p.H, Style: Style{Fill: Light.Paper, Class: "paper"}})
	if !ok {
		return p
	}
	p.add(m.group("ground", append(v.areas([]orb.MultiPolygon{m.Outline}, Style{Fill: Ground, Class: "ground"}), m.background(v, Water)...))...)
	p.add(m.squares(v)...)
	p.add(m.shapes(v)...)
	lines := append(m.background(v, Road), m.background(v, Rail)...)
	drawn := map[edge]bool{}
	outline := borders([]orb.MultiPolygon{m.Outline}, drawn)
	lines = append(lines, v.lines(borders(m.Areas, drawn), Style{Stroke: border, Width: 0.7 * v.unit, Class: "border"})...)
	lines = append(lines, v.lines(outline, Style{Stroke: county, Width: 0.8 * v.unit, Class: "county"})...)
	p.add(m.group("lines", lines)...)
	signs := v.signs(m.Places)
	for _, s := range signs {
		p.add(s.draw(v.unit)...)
	}
	if m.placed != v {
		PlaceNames(m)
	}
	for _, t := range slices.Concat(m.names, m.printed, v.placeNames(m, signs)) {
		p.add(t)
	}
	p.add(m.scaleBar(v)...)
	return p
}

// group is shapes that maps may share.
func (m *Map) group(name string, shapes []Shape) []Shape {
	if m.Share == "" || len(shapes) == 0 {
		return shapes
	}
	return []Shape{Group{ID: idOf(m.Share) + name, Shapes: shapes}}
}

// size is the map as an empty picture: the frame, and below it the scale bar.
func (m *Map) size(v view, ok bool) *Picture {
	p := &Picture{W: m.Width, H: v.h, Title: m.Title, Desc: m.Desc}
	if !ok {
		p.H = math.Ceil(m.Width * 0.6)
	} else if m.ScaleKm > 0 {
		p.H += math.Ceil(15 * v.unit)
	}
	return p
}

func (m Map) wide(width float64) *Picture {
	m.Width = width
	return m.Picture()
}

// scaleBar is below the frame.
func (m *Map) scaleBar(v view) []Shape {
	if !(m.ScaleKm > 0) {
		return nil
	}
	u := v.unit
	x, y, long := 3*u, v.h+9*u, min(m.ScaleKm*1000*v.scale, v.w-6*u)
	line := [][]orb.Point{{{x, y - 3*u}, {x, y}, {x + long, y}, {x + long, y - 3*u}}}
	text := fitted(m.ScaleText, 9.5*u, false, v.w-long-9*u)
	return []Shape{
		Path{Lines: line, Style: Style{Stroke: Light.Ink, Width: u, Class: "scale"}},
		Text{X: x + long + 4*u, Y: y + 1.5*u, Size: 9.5 * u, S: text, Fill: Light.Ink, Class: "scale"},
	}
}
