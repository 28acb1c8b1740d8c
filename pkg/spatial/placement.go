package spatial

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Placement records in which of several areas each square of a grid lies, by
// two rules. All slices have one entry per square.
type Placement struct {
	Centre  []int32   // the area that contains the centre, by the rule of areaIndex.find; -1 = none
	Largest []int32   // the area with the largest part of the square, the first of equal ones; -1 = none
	Part    []float64 // that part of the square's surface, 0 to 1
	Covered []float64 // the parts in all areas together: below 1 at a gap or an edge, above 1 where areas overlap
}

// PlaceSquares finds the areas of squares, side metres long along the axes, by
// their centres and by their surface. Areas are polygons with holes; a ring may
// run either way and may be open, but must not cross itself. A piece as thin as
// the vertex noise, a millimetre along the square's outline, is ignored. A
// centre without valid coordinates lies in no area. If side is not above 0,
// only the centres are used.
func PlaceSquares(centres []orb.Point, side float64, areas []orb.MultiPolygon) Placement {
	n := len(centres)
	p := Placement{Centre: make([]int32, n), Largest: make([]int32, n), Part: make([]float64, n),
		Covered: make([]float64, n)}
	lookup := newAreas(areas)
	for i, c := range centres {
		p.Centre[i], p.Largest[i] = int32(lookup.find(c)), -1
	}
	if !(side > 0) || math.IsInf(side, 1) {
		return p
	}
	s := newSquares(centres, side)
	for a, area := range areas {
		for _, polygon := range area {
			for k, ring := range polygon {
				sign := 1.0
				if k > 0 {
					sign = -1
				}
				s.add(ring, sign)
			}
		}
		for _, i := range s.touched {
			part := min(s.surface[i]/(side*side), 1)
			if part > 4*vertexNoise/side {
				p.Covered[i] += part
				if part > p.Part[i] {
					p.Part[i], p.Largest[i] = part, int32(a)
				}
			}
			s.surface[i], s.met[i] = 0, false
		}
		s.touched = s.touched[:0]
	}
	return p
}

// squares cuts rings into the pieces that lie in each square. The set of
// squares is halved repeatedly by position, so that a long ring is cut to the
// nearby part before it is cut by single squares.
type squares struct {
	centres []orb.Point
	side    float64
	order   []int32
	surface []float64 // of one area in each square, m²
	met     []bool
	touched []int32 // the squares that the area meets
}

func newSquares(centres []orb.Point, side float64) *squares {
	s := &squares{centres: centres, side: side, surface: make([]float64, len(centres)), met: make([]bool, len(centres))}
	for i, c := range centres {
		if usable(c) {
			s.order = append(s.order, int32(i))
		}
	}
	s.arrange(s.order)
	return s
}

// arrange orders the squares of a range so that each half of it, and each half
// of a half, is close together.
func (s *squares) arrange(order []int32) {
	if len(order) < 2 {
		return
	}
	b := s.bound(order)
	axis := 0
	if b.Max[1]-b.Min[1] > b.Max[0]-b.Min[0] {
		axis = 1
	}
	slices.SortFunc(order, func(i, j int32) int {
		return cmp.Or(cmp.Compare(s.centres[i][axis], s.centres[j][axis]), cmp.Compare(i, j))
	})
	s.arrange(order[:len(order)/2])
	s.arrange(order[len(order)/2:])
}

// bound holds all squares of a range.
func (s *squares) bound(order []int32) orb.Bound {
	b := orb.Bound{Min: s.centres[order[0]], Max: s.centres[order[0]]}
	for _, i := range order[1:] {
		b = b.Extend(s.centres[i])
	}
	return b.Pad(s.side / 2)
}

// add adds the part of a ring that lies in each square; sign is -1 for a hole.
func (s *squares) add(ring orb.Ring, sign float64) {
	for _, p := range ring {
		if !usable(p) {
			return
		}
	}
	if len(ring) > 1 && ring[0] == ring[len(ring)-1] {
		ring = ring[:len(ring)-1]
	}
	if len(s.order) > 0 && len(ring) > 2 {
		s.cut(s.order, ring, sign)
	}
}

func (s *squares) cut(order []int32, ring []orb.Point, sign float64) {
	b := s.bound(order)
	if ring = within(ring, b); len(ring) < 3 {
		return
	}
	area, _ := measure(ring)
	if area = math.Abs(area); area == 0 {
		return
	}
	full := (b.Max[0] - b.Min[0]) * (b.Max[1] - b.Min[1])
	if len(order) == 1 || area >= full*(1-1e-12) {
		for _, i := range order {
			s.surface[i] += sign * min(area, s.side*s.side)
			if !s.met[i] {
				s.met[i] = true
				s.touched = append(s.touched, i)
			}
		}
		return
	}
	s.cut(order[:len(order)/2], ring, sign)
	s.cut(order[len(order)/2:], ring, sign)
}

// within cuts an open ring with the four sides of a window (Sutherland and
// Hodgman 1974). A ring that the window cuts into several pieces stays one
// ring, whose pieces are joined along the window's sides in both directions:
// its surface is correct.
func within(ring []orb.Point, b orb.Bound) []orb.Point {
	if outer := orb.MultiPoint(ring).Bound(); b.Contains(outer.Min) && b.Contains(outer.Max) {
		return ring
	}
	for axis := range 2 {
		ring = beyond(ring, axis, b.Min[axis], 1)
		ring = beyond(ring, axis, b.Max[axis], -1)
	}
	return ring
}

// beyond keeps the part above a limit of one coordinate, or below it for sign
// -1.
func beyond(ring []orb.Point, axis int, limit, sign float64) []orb.Point {
	if len(ring) == 0 {
		return nil
	}
	out := make([]orb.Point, 0, len(ring)+4)
	p := ring[len(ring)-1]
	dp := sign * (p[axis] - limit)
	for _, q := range ring {
		dq := sign * (q[axis] - limit)
		if (dp >= 0) != (dq >= 0) {
			t := dp / (dp - dq)
			cut := orb.Point{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1])}
			cut[axis] = limit
			out = append(out, cut)
		}
		if dq >= 0 {
			out = append(out, q)
		}
		p, dp = q, dq
	}
	return out
}
