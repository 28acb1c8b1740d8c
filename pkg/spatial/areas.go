package spatial

import (
	"math"

	"github.com/paulmach/orb"
)

// Areas finds the area that a point lies in. It is not changed by use and may
// serve several goroutines.
//
// All sides of all rings lie in horizontal strips, so that a point is held
// against the sides at its own northing only.
type Areas struct {
	sides  []side
	strips *buckets
}

// side is one side of a ring, turned so that it runs north.
type side struct {
	x1, y1, x2, y2 float64
	polygon        int32 // numbered through all areas, in their order
	area           int32
}

// NewAreas makes the lookup of areas, each of one or more polygons with holes.
// Rings may be open or closed and run either way. A side with a coordinate that
// is not a number, or beyond 1e12 m, is left out.
func NewAreas(areas []orb.MultiPolygon) *Areas {
	a := &Areas{}
	polygons := int32(0)
	for i, area := range areas {
		for _, polygon := range area {
			for _, ring := range polygon {
				a.addRing(ring, polygons, int32(i))
			}
			polygons++
		}
	}
	bounds := make([]orb.Bound, len(a.sides))
	for i, s := range a.sides {
		bounds[i] = orb.Bound{Min: orb.Point{0, s.y1}, Max: orb.Point{0, s.y2}}
	}
	a.strips = newBuckets(bounds)
	return a
}

func (a *Areas) addRing(ring orb.Ring, polygon, area int32) {
	for i, q := range ring {
		p := ring[(i+len(ring)-1)%len(ring)]
		if p[1] > q[1] {
			p, q = q, p
		}
		if p[1] != q[1] && usable(p) && usable(q) {
			a.sides = append(a.sides, side{p[0], p[1], q[0], q[1], polygon, area})
		}
	}
}

// Find returns the index of the first area that contains p, or -1 if none does or
// p is not a place. A point in a hole is not contained.
//
// The boundary rule is half open: a point on a boundary belongs to the area to
// its east, and on a level boundary to the one to its north. So a point on the
// common boundary of two neighbours is in one of them, never in both or neither.
// Of areas that overlap the first in order is found.
func (a *Areas) Find(p orb.Point) int {
	if !usable(p) || len(a.sides) == 0 {
		return -1
	}
	if offset := p[1] - a.strips.min[1]; offset < 0 || offset > float64(a.strips.ny)*a.strips.size {
		return -1
	}
	polygon, area, inside := int32(-1), int32(-1), false
	for _, k := range a.strips.in(0, lattice(p[1]-a.strips.min[1], a.strips.size, a.strips.ny)) {
		s := &a.sides[k]
		if s.polygon != polygon {
			if inside {
				return int(area)
			}
			polygon, area = s.polygon, s.area
		}
		if s.y1 <= p[1] && p[1] < s.y2 && s.westOf(p) {
			inside = !inside
		}
	}
	if inside {
		return int(area)
	}
	return -1
}

// westOf reports whether the side passes west of p or through it. Neighbours see
// the same side in the same direction, so rounding puts a point between them on
// the same side of it for both.
func (s *side) westOf(p orb.Point) bool {
	if p[0] < math.Min(s.x1, s.x2) {
		return false
	}
	return s.x1+(p[1]-s.y1)*((s.x2-s.x1)/(s.y2-s.y1)) <= p[0]
}
