package draw

import (
	"math"
	"slices"
)

// sizes are the sides of small, middle and full squares, as shares of a cell.
var sizes = [3]float64{0.42, 0.68, 1}

// lattice are the cells that have a colour as squares by row and column, sorted so
// that squares that can merge follow each other. Rows count southwards from the
// first cell.
func (m *Map) lattice() []square {
	if !(m.Side > 0) {
		return nil
	}
	out := make([]square, 0, len(m.Cells))
	for _, c := range m.Cells {
		if c.Class < 0 || c.Class >= len(m.Colors) || c.Size < 0 || c.Size >= len(sizes) {
			continue
		}
		first := m.Cells[0].At
		out = append(out, square{
			row: int32(math.Round((first[1] - c.At[1]) / m.Side)), col: int32(math.Round((c.At[0] - first[0]) / m.Side)),
			class: int32(c.Class), size: int32(c.Size),
		})
	}
	slices.SortFunc(out, byRow)
	return slices.Compact(out)
}

// squares draws the cells: one shape for each class and size, full squares merged
// along their rows.
func (m *Map) squares(v view) []Shape {
	var shapes []Shape
	all := m.lattice()
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].class == all[0].class && all[n].size == all[0].size {
			n++
		}
		shapes = append(shapes, m.runs(v, all[:n]))
		all = all[n:]
	}
	return shapes
}

// runs draws squares of one class and size.
func (m *Map) runs(v view, of []square) Shape {
	origin, pitch := v.at(m.Cells[0].At), m.Side*v.scale
	share := sizes[of[0].size]
	side := max(tenth(share*pitch), 0.1)
	r := Runs{Height: side, Color: m.Colors[of[0].class], Class: "cell"}
	full := share == 1
	if full {
		// Rows are rounded to tenths: without this, thin lines of ground would show.
		r.Height += 0.1
	}
	for i := 0; i < len(of); {
		n := 1
		for full && i+n < len(of) && of[i+n].row == of[i].row && of[i+n].col == of[i].col+int32(n) {
			n++
		}
		left := tenth(origin[0] + (float64(of[i].col)-share/2)*pitch)
		bar := Bar{X: left, Y: tenth(origin[1] + float64(of[i].row)*pitch), W: side}
		if full {
			bar.W = tenth(origin[0]+(float64(of[i].col)+float64(n)-0.5)*pitch) - left
		}
		r.Bars = append(r.Bars, bar)
		i += n
	}
	return r
}
