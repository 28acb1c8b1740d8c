package draw

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// shapes draws the cells that are no squares: one path for each class and size, and one for
// the light holes of a class of Pierced.
func (m *Map) shapes(v view) []Shape {
	looks := make([]Path, len(m.Colors)*len(Sides))
	holes := make([]Path, len(looks))
	for _, c := range m.Cells {
		if c.Shape == nil || c.Class < 0 || c.Class >= len(m.Colors) || c.Size < 0 || c.Size >= len(Sides) {
			continue
		}
		look := c.Class*len(Sides) + c.Size
		looks[look].Lines = append(looks[look].Lines, v.scaled(&c, Sides[c.Size])...)
		if m.hasHole(v, &c) {
			holes[look].Lines = append(holes[look].Lines, v.scaled(&c, max(holeShare*Sides[c.Size], leastHole/(m.Side*v.scale)))...)
		}
	}
	var out []Shape
	for look := range looks {
		if len(looks[look].Lines) == 0 {
			continue
		}
		looks[look].Closed, looks[look].Style = true, Style{Fill: m.Colors[look/len(Sides)], Class: "cell"}
		out = append(out, looks[look])
		if len(holes[look].Lines) > 0 {
			holes[look].Closed, holes[look].Style = true, Style{Fill: Light.Paper, Class: "hole"}
			out = append(out, holes[look])
		}
	}
	return out
}

// hasHole reports whether a cell has a light hole: one in each square of the least distance
// of holes.
func (m *Map) hasHole(v view, c *Cell) bool {
	if c.Size == 0 || !(m.Side > 0) || !slices.Contains(m.Pierced, c.Class) {
		return false
	}
	step := max(math.Ceil(holePitch/(m.Side*v.scale)), 1) * m.Side
	off := func(x float64) bool { return math.Abs(math.Remainder(x, step)) > m.Side/2 }
	return !off(c.At[0]) && !off(c.At[1])
}

// scaled is the shape of a cell in pixels, as a share of its size around its centre.
func (v view) scaled(c *Cell, share float64) [][]orb.Point {
	at := v.at(c.At)
	var lines [][]orb.Point
	for _, ring := range c.Shape {
		line := v.pixels(ring)
		for i, p := range line {
			line[i] = orb.Point{tenth(at[0] + share*(p[0]-at[0])), tenth(at[1] + share*(p[1]-at[1]))}
		}
		lines = append(lines, line)
	}
	return lines
}
