package spatial

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// CellPolygon returns the square of a grid cell: sides along the axes, side
// metres long, the ring closed and counter-clockwise from the lower left
// corner. Corners are whole centimetres, so that neighbours share theirs exactly.
func CellPolygon(centre orb.Point, side float64) orb.Polygon {
	x0, y0 := cm(centre[0]-side/2), cm(centre[1]-side/2)
	x1, y1 := cm(centre[0]+side/2), cm(centre[1]+side/2)
	return orb.Polygon{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}}
}

// cm rounds metres to a centimetre.
func cm(v float64) float64 { return math.Round(v*100) / 100 }

// Dissolve returns the union of equal squares, side metres long, whose centres
// lie on a lattice with that step: the outline of an area made of cells.
// Squares that share a side are joined; two that touch only at a corner stay
// two polygons. Rings are closed and simple, outer ones counter-clockwise and
// holes clockwise, without vertices along a straight line: valid by OGC 06-103,
// which lets a hole touch another ring at a point.
//
// The order of the cells has no influence. A repeated cell counts once, one
// slightly off the lattice is moved onto it, and one without valid coordinates
// is left out. No cells, or a side that is not above 0, return nil.
func Dissolve(cells []orb.Point, side float64) orb.MultiPolygon {
	if !(side > 0) || math.IsInf(side, 1) {
		return nil
	}
	t := newTracer(cells, side)
	if len(t.cells) == 0 {
		return nil
	}
	t.label()
	outline := make(orb.MultiPolygon, t.parts)
	holes := make([][]orb.Ring, t.parts)
	for i := range t.cells {
		for direction := range 4 {
			part := t.part[i]
			for _, loop := range simpleLoops(t.walk(i, direction)) {
				if ring, outer := t.ring(loop); outer {
					outline[part] = append(outline[part], ring)
				} else {
					holes[part] = append(holes[part], ring)
				}
			}
		}
	}
	for part := range outline {
		outline[part] = append(outline[part], holes[part]...)
	}
	return outline
}

// step is a position on the lattice: a cell, or the lower left corner of one.
type step struct{ x, y int }

// ahead is the direction along a side of a cell, walked counter-clockwise: 0
// the lower side to the east, 1 the right one to the north, 2 the upper one to
// the west, 3 the left one to the south.
func (s step) ahead(direction int) step {
	switch direction & 3 {
	case 0:
		return step{s.x + 1, s.y}
	case 1:
		return step{s.x, s.y + 1}
	case 2:
		return step{s.x - 1, s.y}
	}
	return step{s.x, s.y - 1}
}

// tracer walks along the sides that have a cell on the left and none on the
// right.
type tracer struct {
	anchor orb.Point // centre of cell 0, 0
	side   float64
	cells  []step // by row from the south, then by column
	at     map[step]int
	walked [][4]bool
	part   []int // for each cell, the part that it is joined to by sides
	parts  int
}

func newTracer(points []orb.Point, side float64) *tracer {
	t := &tracer{side: side, at: map[step]int{}, anchor: orb.Point{math.Inf(1), math.Inf(1)}}
	for _, p := range points {
		if usable(p) {
			t.anchor = orb.Point{min(t.anchor[0], p[0]), min(t.anchor[1], p[1])}
		}
	}
	for _, p := range points {
		if usable(p) {
			t.cells = append(t.cells, step{int(math.Round((p[0] - t.anchor[0]) / side)),
				int(math.Round((p[1] - t.anchor[1]) / side))})
		}
	}
	slices.SortFunc(t.cells, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
	t.cells = slices.Compact(t.cells)
	for i, c := range t.cells {
		t.at[c] = i
	}
	t.walked = make([][4]bool, len(t.cells))
	t.part = make([]int, len(t.cells))
	return t
}

// label numbers the parts that are joined by sides, by their first cells.
func (t *tracer) label() {
	for i := range t.part {
		t.part[i] = -1
	}
	var queue []int
	for i := range t.cells {
		if t.part[i] >= 0 {
			continue
		}
		t.part[i] = t.parts
		for queue = append(queue[:0], i); len(queue) > 0; {
			c := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for direction := range 4 {
				if n, ok := t.at[t.cells[c].ahead(direction)]; ok && t.part[n] < 0 {
					t.part[n] = t.parts
					queue = append(queue, n)
				}
			}
		}
		t.parts++
	}
}

// walk follows the boundary from one side of a cell until it returns, and
// returns the corners at which it turns. Where four sides meet it turns left,
// so it stays with cells that are joined by sides. It returns nothing if the
// side is not on the boundary or has been walked already.
func (t *tracer) walk(cell, direction int) []step {
	var corners []step
	if _, joined := t.at[t.cells[cell].ahead(direction-1)]; joined {
		return nil
	}
	for !t.walked[cell][direction] {
		t.walked[cell][direction] = true
		here := t.cells[cell]
		front, ok := t.at[here.ahead(direction)]
		if !ok { // nothing ahead: turn left around the same cell
			direction = (direction + 1) & 3
			corners = append(corners, here.corner(direction))
			continue
		}
		// Is there a cell ahead to the right?
		if right, ok := t.at[t.cells[front].ahead(direction-1)]; ok {
			cell, direction = right, (direction+3)&3
			corners = append(corners, t.cells[cell].corner(direction))
			continue
		}
		cell = front
	}
	return corners
}

// corner is where the side of a cell in a direction begins.
func (s step) corner(direction int) step {
	switch direction {
	case 0:
		return s
	case 1:
		return step{s.x + 1, s.y}
	case 2:
		return step{s.x + 1, s.y + 1}
	}
	return step{s.x, s.y + 1}
}

// simpleLoops cuts a walk where it returns to a corner, so that no loop touches
// itself. A walk does not cross itself, so its returns nest: a part that was
// cut off is not met again.
func simpleLoops(walk []step) [][]step {
	if len(walk) == 0 {
		return nil
	}
	var loops [][]step
	var open []step
	at := map[step]int{}
	for _, c := range walk {
		if i, ok := at[c]; ok {
			loops = append(loops, slices.Clone(open[i:]))
			open = open[:i+1]
			continue
		}
		at[c] = len(open)
		open = append(open, c)
	}
	return append(loops, open)
}

// ring turns corners into a closed ring and reports whether it is an outer one,
// which runs counter-clockwise.
func (t *tracer) ring(loop []step) (ring orb.Ring, outer bool) {
	twice := 0
	prev := loop[len(loop)-1]
	for _, c := range loop {
		twice += prev.x*c.y - c.x*prev.y
		prev = c
		ring = append(ring, orb.Point{t.anchor[0] + (float64(c.x)-0.5)*t.side, t.anchor[1] + (float64(c.y)-0.5)*t.side})
	}
	return append(ring, ring[0]), twice > 0
}
