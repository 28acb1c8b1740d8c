// Package draw makes pictures as values and writes them as SVG or PNG: maps,
// charts, legends, and sheets that put them together. It knows no report, no
// file and no language: every text comes in ready. A picture is one list of
// shapes with coordinates in tenths of a pixel, and both writers read that list,
// so that SVG and PNG show the same. The same input gives the same bytes on every
// machine.
package draw

import (
	"math"

	"github.com/paulmach/orb"
)

// Picture is a drawing in pixels, y downwards. Title and Desc are its text
// alternative: what it shows, and what is to be seen.
type Picture struct {
	W, H        float64
	Title, Desc string
	Shapes      []Shape
}

// Shape is one mark of a picture: Rect, Circle, Path, Runs, Text or a Group of these.
type Shape interface {
	write(b *markup)
	paint(c *canvas)
	// moved is the shape enlarged by a factor and then moved, in pixels.
	moved(dx, dy, by float64) Shape
}

// Style is how a shape is filled and stroked. Colours are #rrggbb, and an empty
// colour draws nothing. Width and Dash are in pixels; lines join round and end
// flat, or round with Round. Class is the class that Inline writes, by which a
// page can replace the colours.
type Style struct {
	Fill, Stroke string
	Width        float64
	Dash         []float64
	Round        bool
	Class        string
}

// enlarged is the style at another size.
func (s Style) enlarged(by float64) Style {
	s.Width *= by
	dash := make([]float64, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = d * by
	}
	s.Dash = dash
	return s
}

// Rect is a rectangle from its upper left corner.
type Rect struct {
	X, Y, W, H float64
	Style
}

// Circle is a circle.
type Circle struct {
	X, Y, R float64
	Style
}

// Path is a set of lines in pixels. Closed lines are rings; a hole runs the other
// way round than the ring around it.
type Path struct {
	Lines  [][]orb.Point
	Closed bool
	Style
}

// Runs are horizontal bars of one height and one colour: squares of a map, merged
// along their rows. X and Y are the middle of the left edge.
type Runs struct {
	Bars   []Bar
	Height float64
	Color  string
	Class  string
}

// Bar is one of Runs.
type Bar struct{ X, Y, W float64 }

// Anchor is which part of a text stands at its X.
type Anchor int

// The anchors of a text.
const (
	Start Anchor = iota
	Middle
	End
)

// Text is a line of text on its baseline. Size is the font size in pixels. Halo,
// if given, is the colour of an edge around the letters. S may be any text: what a
// file of XML cannot hold or what would turn other text around is replaced by
// U+FFFD.
type Text struct {
	X, Y, Size float64
	S          string
	Anchor     Anchor
	Bold       bool
	Fill, Halo string
	Class      string
}

// add appends shapes to the picture.
func (p *Picture) add(shapes ...Shape) { p.Shapes = append(p.Shapes, shapes...) }

// put appends the shapes of another picture, enlarged by a factor, with its upper
// left corner at a place.
func (p *Picture) put(q *Picture, x, y, by float64) {
	for _, s := range q.Shapes {
		p.Shapes = append(p.Shapes, s.moved(x, y, by))
	}
}

// tenths is a length in whole tenths of a pixel; what is no number is 0.
func tenths(v float64) int {
	if math.IsNaN(v) {
		return 0
	}
	// A little more than a half: a tie of decimal fractions falls to the same side
	// on machines that round products differently.
	return int(math.Floor(min(max(v, -1e6), 1e6)*10 + 0.5000001))
}

// tenth rounds a length to tenths of a pixel, as both writers do.
func tenth(v float64) float64 { return float64(tenths(v)) / 10 }

func (r Rect) moved(dx, dy, by float64) Shape {
	r.X, r.Y, r.W, r.H, r.Style = r.X*by+dx, r.Y*by+dy, r.W*by, r.H*by, r.enlarged(by)
	return r
}

func (c Circle) moved(dx, dy, by float64) Shape {
	c.X, c.Y, c.R, c.Style = c.X*by+dx, c.Y*by+dy, c.R*by, c.enlarged(by)
	return c
}

func (p Path) moved(dx, dy, by float64) Shape {
	lines := make([][]orb.Point, len(p.Lines))
	for i, line := range p.Lines {
		lines[i] = make([]orb.Point, len(line))
		for j, at := range line {
			lines[i][j] = orb.Point{at[0]*by + dx, at[1]*by + dy}
		}
	}
	p.Lines, p.Style = lines, p.enlarged(by)
	return p
}

func (r Runs) moved(dx, dy, by float64) Shape {
	bars := make([]Bar, len(r.Bars))
	for i, b := range r.Bars {
		bars[i] = Bar{b.X*by + dx, b.Y*by + dy, b.W * by}
	}
	r.Bars, r.Height = bars, r.Height*by
	return r
}

func (t Text) moved(dx, dy, by float64) Shape {
	t.X, t.Y, t.Size = t.X*by+dx, t.Y*by+dy, t.Size*by
	return t
}

// box is from the top of a capital with an accent to the foot of a g.
func (t Text) box() orb.Bound {
	w := textWidth(t.S, t.Size, t.Bold)
	x := t.X - w*float64(t.Anchor)/2
	return orb.Bound{Min: orb.Point{x, t.Y - 0.8*t.Size}, Max: orb.Point{x + w, t.Y + 0.22*t.Size}}
}
