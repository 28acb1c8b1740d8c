package spatial

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// areaIndex finds the area that a point lies in. It is not changed by use and may
// serve several goroutines.
type areaIndex struct {
	polygons []outline // of all areas, in their order
	boxes    rtree.RTreeG[int32]
}

// outline is one polygon of an area: the sides of all its rings. The sides of a
// long outline are also listed by horizontal bands of equal height, so that a
// point is tested only against the sides of its band.
type outline struct {
	sides  []side
	area   int
	south  float64
	height float64 // of a band; 0 where there are no bands
	bands  [][]int32
}

// side is one side of a ring, oriented so that it runs north.
type side struct {
	x1, y1, x2, y2 float64
}

// newAreas makes the lookup of areas, each of one or more polygons with holes.
// Rings may be open or closed and run either way. A side with a coordinate that
// is not a number, or beyond 1e12 m, is left out.
func newAreas(areas []orb.MultiPolygon) *areaIndex {
	a := &areaIndex{}
	for i, area := range areas {
		for _, polygon := range area {
			o, box := outline{area: i}, orb.Bound{}
			for _, ring := range polygon {
				o.addRing(ring)
			}
			for k, s := range o.sides {
				b := orb.MultiPoint{{s.x1, s.y1}, {s.x2, s.y2}}.Bound()
				if k == 0 {
					box = b
				}
				box = box.Union(b)
			}
			o.band(box)
			if len(o.sides) > 0 {
				a.boxes.Insert(box.Min, box.Max, int32(len(a.polygons)))
				a.polygons = append(a.polygons, o)
			}
		}
	}
	return a
}

func (o *outline) addRing(ring orb.Ring) {
	for i, q := range ring {
		p := ring[(i+len(ring)-1)%len(ring)]
		if p[1] > q[1] {
			p, q = q, p
		}
		if p[1] != q[1] && usable(p) && usable(q) {
			o.sides = append(o.sides, side{p[0], p[1], q[0], q[1]})
		}
	}
}

// find returns the index of the first area that contains p, or -1 if none does
// or p has no valid coordinates. A point in a hole is not contained.
//
// The boundary rule is half open: a point on a boundary belongs to the area to
// its east, and on a horizontal boundary to the one to its north. So a point on
// the common boundary of two neighbours is in exactly one of them. Of areas
// that overlap, the first in order is found.
func (a *areaIndex) find(p orb.Point) int {
	if !usable(p) {
		return -1
	}
	first := int32(len(a.polygons))
	a.boxes.Search(p, p, func(_, _ [2]float64, k int32) bool {
		if k < first && a.polygons[k].contains(p) {
			first = k
		}
		return true
	})
	if int(first) == len(a.polygons) {
		return -1
	}
	return a.polygons[first].area
}

// shortOutline is the number of sides up to which a plain scan is faster than
// bands.
const shortOutline = 64

// band lists the sides by bands, as many as the square root of the number of
// sides: even where every side crosses every band the lists stay small.
func (o *outline) band(box orb.Bound) {
	n := int(math.Sqrt(float64(len(o.sides))))
	o.south, o.height = box.Min[1], (box.Max[1]-box.Min[1])/float64(n)
	if len(o.sides) <= shortOutline || !(o.height > 0) {
		o.height = 0
		return
	}
	o.bands = make([][]int32, n+1)
	for i, s := range o.sides {
		for k := o.bandOf(s.y1); k <= o.bandOf(s.y2); k++ {
			o.bands[k] = append(o.bands[k], int32(i))
		}
	}
}

func (o *outline) bandOf(y float64) int {
	return min(max(int((y-o.south)/o.height), 0), len(o.bands)-1)
}

// contains counts the sides west of p: an odd number of them puts it inside.
func (o *outline) contains(p orb.Point) bool {
	inside := false
	if o.height == 0 {
		for i := range o.sides {
			inside = inside != o.sides[i].crosses(p)
		}
		return inside
	}
	for _, i := range o.bands[o.bandOf(p[1])] {
		inside = inside != o.sides[i].crosses(p)
	}
	return inside
}

// crosses reports whether the horizontal line from p to the west meets the
// side.
func (s *side) crosses(p orb.Point) bool {
	return s.y1 <= p[1] && p[1] < s.y2 && s.westOf(p)
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
