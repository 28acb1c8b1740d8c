package draw

import (
	"math"
	"slices"
)

// Sides are the sides of small, middle and full squares, as shares of a cell.
var Sides = [3]float64{0.42, 0.68, 1}

// square is a cell that has a colour on the lattice of a map: class, size, row and
// column as one number, so that squares that can merge follow each other when
// sorted. Rows count southwards from the first cell, and both count from half.
type square uint64

const (
	half     = 1 << 23
	lineMask = 1<<24 - 1
)

func (s square) look() int { return int(s >> 48) } // class and size
func (s square) row() int  { return int(s>>24&lineMask) - half }
func (s square) col() int  { return int(s&lineMask) - half }

// lattice are the cells that have a colour, sorted, each once.
func (m *Map) lattice() []square {
	if !(m.Side > 0) || len(m.Cells) == 0 {
		return nil
	}
	out := make([]square, 0, len(m.Cells))
	from, line := m.Cells[0].At, 1/m.Side
	for _, c := range m.Cells {
		row, col := int(math.Round((from[1]-c.At[1])*line))+half, int(math.Round((c.At[0]-from[0])*line))+half
		if c.Shape != nil || c.Class < 0 || c.Class >= len(m.Colors) || c.Size < 0 || c.Size >= len(Sides) || row&lineMask != row || col&lineMask != col {
			continue
		}
		out = append(out, square(c.Class*len(Sides)+c.Size)<<48|square(row)<<24|square(col))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// squares draws the cells: one shape for each class and size, full squares merged
// along their rows.
func (m *Map) squares(v view) []Shape {
	var shapes []Shape
	all := m.lattice()
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].look() == all[0].look() {
			n++
		}
		shapes = append(shapes, m.runs(v, all[:n]))
		if holes := m.holes(v, all[:n]); len(holes.Bars) > 0 {
			shapes = append(shapes, holes)
		}
		all = all[n:]
	}
	return shapes
}

// Holes are that part of the side of their square, and at least as far apart and as wide,
// in pixels, that they are seen.
const (
	holeShare = 0.45
	holePitch = 4.0
	leastHole = 1.2
)

// holes are the light holes of squares of one class and size, on the dark squares of a
// chessboard. Small squares have none: there is no room.
func (m *Map) holes(v view, of []square) Runs {
	class, size := of[0].look()/len(Sides), of[0].look()%len(Sides)
	r := Runs{Color: Light.Paper, Class: "hole"}
	if size == 0 || !slices.Contains(m.Pierced, class) {
		return r
	}
	first, pitch := v.at(m.Cells[0].At), m.Side*v.scale
	step := max(int(math.Ceil(holePitch/(math.Sqrt2*pitch))), 1)
	r.Height = max(tenth(holeShare*Sides[size]*pitch), leastHole)
	for _, s := range of {
		if s.row()%step != 0 || s.col()%step != 0 || (s.row()/step+s.col()/step)%2 != 0 {
			continue
		}
		r.Bars = append(r.Bars, Bar{X: tenth(first[0] + float64(s.col())*pitch - r.Height/2), Y: tenth(first[1] + float64(s.row())*pitch), W: r.Height})
	}
	return r
}

// closePitch is the pixels of a cell below which the gaps between small squares are
// not seen: there a row of them is one thinner bar that covers as much.
const closePitch = 2.0

// runs draws squares of one class and size.
func (m *Map) runs(v view, of []square) Shape {
	first, pitch := v.at(m.Cells[0].At), m.Side*v.scale
	share := Sides[of[0].look()%len(Sides)]
	high, wide := share, share
	if pitch < closePitch {
		high, wide = share*share, 1
	}
	r := Runs{Height: max(tenth(high*pitch), 0.1), Color: m.Colors[of[0].look()/len(Sides)], Class: "cell"}
	if share == 1 {
		// Rows are rounded to tenths: without this, thin lines of ground would show.
		r.Height += 0.1
	}
	for i := 0; i < len(of); {
		n := 1
		for wide == 1 && i+n < len(of) && of[i+n] == of[i]+square(n) {
			n++
		}
		left := tenth(first[0] + (float64(of[i].col())-wide/2)*pitch)
		bar := Bar{X: left, Y: tenth(first[1] + float64(of[i].row())*pitch), W: r.Height}
		if wide == 1 {
			bar.W = max(tenth(first[0]+(float64(of[i].col()+n)-0.5)*pitch)-left, 0.1)
		}
		r.Bars = append(r.Bars, bar)
		i += n
	}
	return r
}
