package draw

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Drawing is a map, chart or legend: something that can be drawn at any width.
type Drawing interface {
	// Picture draws it at its own width.
	Picture() *Picture
	// wide draws it at another width in pixels.
	wide(width float64) *Picture
}

// Tick is a mark of an axis: where, and the text at it.
type Tick struct {
	At   float64
	Text string
}

// Axis is the range of values that a chart shows, and its marks.
type Axis struct {
	From, To float64
	Ticks    []Tick
}

// at is where a value stands between two ends in pixels; values outside stand at the
// ends.
func (a Axis) at(v, left, right float64) float64 {
	share := min(max((v-a.From)/(a.To-a.From), 0), 1)
	if !(a.To > a.From) || math.IsNaN(share) {
		return left
	}
	return left + (right-left)*share
}

// marks are the marks within the range.
func (a Axis) marks() []Tick {
	return slices.DeleteFunc(slices.Clone(a.Ticks), func(t Tick) bool { return !(t.At >= a.From && t.At <= a.To) })
}

// known reports whether a figure is a number; charts draw nothing for others.
func known(v ...float64) bool {
	for _, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}

// ink is a text in the colour of texts.
func ink(x, y float64, s string) Text {
	return Text{X: x, Y: y, Size: textSize, S: s, Fill: Light.Ink, Class: "ink"}
}

// bold is a bold text.
func bold(x, y float64, s string) Text {
	t := ink(x, y, s)
	t.Bold = true
	return t
}

// note is a small text in the colour of notes.
func note(x, y float64, s string) Text {
	return Text{X: x, Y: y, Size: smallSize, S: s, Fill: Light.Muted, Class: "mut"}
}

// right is a text that ends at its X.
func right(t Text) Text {
	t.Anchor = End
	return t
}

// middle is a text around its X.
func middle(t Text) Text {
	t.Anchor = Middle
	return t
}

// named is a name with a note behind it in a column: the note gives way first.
func named(x, y, width float64, name, after string, strong bool) []Shape {
	t := ink(x, y, fitted(name, textSize, strong, width))
	t.Bold = strong
	used := textWidth(t.S, textSize, strong) + 5
	return []Shape{t, note(x+used, y, fitted(after, smallSize, false, width-used))}
}

// nameWidth is the width of a name with its note.
func nameWidth(name, after string, strong bool) float64 {
	w := textWidth(name, textSize, strong)
	if after != "" {
		w += 5 + textWidth(after, smallSize, false)
	}
	return w
}

// widest is the width of the widest text.
func widest(size float64, bold bool, texts ...string) float64 {
	w := 0.0
	for _, s := range texts {
		w = max(w, textWidth(s, size, bold))
	}
	return w
}

// rule is a thin horizontal line.
func rule(x0, x1, y float64, color, class string) Shape {
	return Path{Lines: [][]orb.Point{{{x0, y}, {x1, y}}}, Style: Style{Stroke: color, Width: 1, Class: class}}
}

// upright is a thin vertical line.
func upright(x, y0, y1 float64, color, class string) Shape {
	return Path{Lines: [][]orb.Point{{{x, y0}, {x, y1}}}, Style: Style{Stroke: color, Width: 1, Class: class}}
}

// band is the band of a range.
func band(x0, x1, y float64) Shape {
	return Path{Lines: [][]orb.Point{{{x0 + 3.5, y}, {max(x1-3.5, x0+3.6), y}}}, Style: Style{Stroke: Light.Band, Width: 7, Round: true, Class: "band"}}
}

// todayRing marks today.
func todayRing(x, y float64) Shape {
	return Circle{X: x, Y: y, R: 4.2, Style: Style{Fill: Light.Paper, Stroke: Light.Ink, Width: 1.8, Class: "today"}}
}

// diamond is a filled diamond.
func diamond(x, y float64, color, class string) Shape {
	const r = 6
	return Path{Lines: [][]orb.Point{{{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}}}, Closed: true, Style: Style{Fill: color, Class: class}}
}

// hatched is a rectangle of slanting lines: what is left undone.
func hatched(x, y, w, h float64) []Shape {
	return []Shape{Path{Lines: Hatching(x, y, w, h), Style: Style{Stroke: Light.Undone, Width: 1.5, Class: "undone"}},
		Rect{X: x, Y: y, W: w, H: h, Style: Style{Stroke: Light.Undone, Width: 1, Class: "undone"}}}
}

// Hatching is the slanting lines in a rectangle, in pixels, from its upper left corner and its
// size. A pattern of SVG would be a picture of dots in a PDF, and a blurred one.
func Hatching(x, y, w, h float64) [][]orb.Point {
	const step = 4.0
	var lines [][]orb.Point
	// A line runs from the upper edge down to the left edge, and is cut at the sides.
	for d := step / 2; d < w+h; d += step {
		from, to := orb.Point{x + d, y}, orb.Point{x + d - h, y + h}
		if from[0] > x+w {
			from = orb.Point{x + w, y + d - w}
		}
		if to[0] < x {
			to = orb.Point{x, y + d}
		}
		lines = append(lines, []orb.Point{from, to})
	}
	return lines
}

// kept is the picture with every text inside it: one that is too wide is shortened,
// and one that crosses the edge moves.
func (p *Picture) kept() *Picture {
	for i, shape := range p.Shapes {
		t, ok := shape.(Text)
		if !ok {
			continue
		}
		t.S = fitted(t.S, t.Size, t.Bold, p.W)
		b := t.box()
		t.X += max(-b.Min[0], 0) - max(b.Max[0]-p.W, 0)
		p.Shapes[i] = t
	}
	return p
}
