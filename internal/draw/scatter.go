package draw

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Dot is one option by two figures. Today is a square; a dot on the frontier is
// filled and bold.
type Dot struct {
	X, Y     float64
	Name     string
	Today    bool
	Frontier bool
}

// Scatter is options by two figures, with a dashed line through the frontier. Dots
// in one place share their names. A dot with a figure that is no number is left
// out, and so is a name that is larger than the chart.
type Scatter struct {
	Title, Desc   string
	Head          string
	X, Y          Axis
	XText, YText  string
	Dots          []Dot
	Width, Height float64 // pixels; without a height, two thirds of the width
}

// frame is where the dots of a chart stand, in pixels.
type frame struct{ left, top, right, bottom float64 }

// Picture draws the chart.
func (s *Scatter) Picture() *Picture {
	p := &Picture{W: s.Width, H: s.Height, Title: s.Title, Desc: s.Desc}
	if !(p.H > 0) {
		p.H = math.Ceil(s.Width*0.62) + 40
	}
	f := frame{left: 8, top: 8, right: s.Width - 8, bottom: p.H - 38}
	if s.Head != "" {
		p.add(bold(0, 14, fitted(s.Head, textSize, true, s.Width)))
		f.top = 28
	}
	for _, t := range s.Y.marks() {
		f.left = max(f.left, textWidth(t.Text, smallSize, false)+8)
	}
	s.axes(p, f)
	dots := s.merged(f)
	var front []orb.Point
	for _, d := range dots {
		if d.front {
			front = append(front, d.at)
		}
	}
	if len(front) > 1 {
		p.add(Path{Lines: [][]orb.Point{front}, Style: Style{Stroke: Light.Accent, Width: 1.6, Dash: []float64{4, 3}, Class: "frontier"}})
	}
	for _, d := range dots {
		p.add(d.draw())
	}
	for _, shape := range s.names(dots, front, f) {
		p.add(shape)
	}
	return p.kept()
}

// axes draws marks and names of the axes.
func (s *Scatter) axes(p *Picture, f frame) {
	for _, t := range s.Y.marks() {
		y := s.Y.at(t.At, f.bottom-8, f.top+8)
		p.add(rule(f.left, f.right, y, Light.Hair, "hair"), right(note(f.left-5, y+4, t.Text)))
	}
	for _, t := range s.X.marks() {
		x := s.X.at(t.At, f.left+10, f.right-10)
		p.add(upright(x, f.top, f.bottom, Light.Hair, "hair"), middle(note(x, f.bottom+14, t.Text)))
	}
	half := s.Width/2 - 4
	p.add(note(0, f.bottom+32, fitted(s.YText, smallSize, false, half)), right(note(s.Width, f.bottom+32, fitted(s.XText, smallSize, false, half))))
}

// spot is the options that stand in one place.
type spot struct {
	at           orb.Point
	name         string
	today, front bool
}

// merged are the dots by place, from left to right.
func (s *Scatter) merged(f frame) []spot {
	var out []spot
	for _, d := range s.Dots {
		if !known(d.X, d.Y) {
			continue
		}
		at := orb.Point{tenth(s.X.at(d.X, f.left+10, f.right-10)), tenth(s.Y.at(d.Y, f.bottom-8, f.top+8))}
		i := slices.IndexFunc(out, func(o spot) bool { return math.Abs(o.at[0]-at[0]) < 2 && math.Abs(o.at[1]-at[1]) < 2 })
		if i < 0 {
			i = len(out)
			out = append(out, spot{at: at})
		}
		o := &out[i]
		if o.name != "" && d.Name != "" {
			o.name += ", "
		}
		o.name += d.Name
		o.today, o.front = o.today || d.Today, o.front || d.Frontier
	}
	slices.SortStableFunc(out, func(a, b spot) int { return cmp.Or(cmp.Compare(a.at[0], b.at[0]), cmp.Compare(b.at[1], a.at[1])) })
	return out
}

// spotReach is how far a dot extends from its middle.
const spotReach = 5.5

// draw draws a dot or a square, filled on the frontier.
func (o spot) draw() Shape {
	s := Style{Fill: Light.Paper, Stroke: Light.Muted, Width: 1.6, Class: "option"}
	if o.front {
		s = Style{Fill: Light.Accent, Stroke: Light.Accent, Width: 1.6, Class: "option-front"}
	}
	if o.today {
		return Rect{X: o.at[0] - 4, Y: o.at[1] - 4, W: 8, H: 8, Style: s}
	}
	return Circle{X: o.at[0], Y: o.at[1], R: 4.3, Style: s}
}

// box is what a dot covers.
func (o spot) box() orb.Bound { return o.at.Bound().Pad(spotReach) }

// covers reports whether a bound contains another.
func covers(a, b orb.Bound) bool { return a.Contains(b.Min) && a.Contains(b.Max) }

// lead is the point of a box nearest to a dot, and how far away it is.
func lead(at orb.Point, box orb.Bound) (orb.Point, float64) {
	p := orb.Point{min(max(at[0], box.Min[0]), box.Max[0]), min(max(at[1], box.Min[1]), box.Max[1])}
	return p, math.Hypot(p[0]-at[0], p[1]-at[1])
}

// crossed reports whether a line runs through a box.
func crossed(box orb.Bound, line []orb.Point) bool {
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		from, to := 0.0, 1.0
		for k := range 2 {
			d := b[k] - a[k]
			if d == 0 {
				if a[k] < box.Min[k] || a[k] > box.Max[k] {
					from = 2
				}
				continue
			}
			t, u := (box.Min[k]-a[k])/d, (box.Max[k]-a[k])/d
			from, to = max(from, min(t, u)), min(to, max(t, u))
		}
		if from <= to {
			return true
		}
	}
	return false
}

func (s Scatter) wide(width float64) *Picture {
	s.Width = width
	return s.Picture()
}
