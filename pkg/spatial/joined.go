package spatial

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// corner is a point in whole centimetres.
type corner struct{ x, y int64 }

func cornerOf(p orb.Point) corner {
	return corner{int64(math.Round(p[0] * 100)), int64(math.Round(p[1] * 100))}
}

// Joined returns the union of areas that cover each other nowhere and have the corners
// of their common borders in common, to the centimetre, such as the areas of one
// division: the sides that two areas share are left out and the others are joined to
// rings, outer ones counter-clockwise and holes clockwise. The order of the areas has
// no influence. Areas whose borders do not meet in this way keep them, as does all of
// the input if its sides make no closed rings. No areas return nil.
func Joined(areas []orb.MultiPolygon) orb.MultiPolygon {
	rings, closed := outlines(areas)
	if !closed {
		return slices.Concat(areas...)
	}
	return nested(rings)
}

// United is Joined of the cells of a tiling (see Tiled), with rings that are simple: one that
// returns to a corner, as where a hole touches the ring around it, is cut into several.
func United(cells []orb.Polygon) orb.MultiPolygon {
	areas := make([]orb.MultiPolygon, len(cells))
	for i, cell := range cells {
		areas[i] = orb.MultiPolygon{cell}
	}
	rings, closed := outlines(areas)
	if !closed {
		return cells
	}
	var simple []orb.Ring
	for _, ring := range rings {
		simple = append(simple, simpleRings(ring)...)
	}
	return nested(simple)
}

// outlines are the sides of areas that no two of them share, as rings; false if some do not
// close.
func outlines(areas []orb.MultiPolygon) ([]orb.Ring, bool) {
	next, points := map[corner][]corner{}, map[corner]orb.Point{}
	for _, area := range areas {
		for _, polygon := range area {
			for i, ring := range polygon {
				// Outer rings run counter-clockwise and holes clockwise, so that a side
				// that two areas share runs in both directions.
				backward := (ring.Orientation() == orb.CCW) != (i == 0)
				for k := 1; k < len(ring); k++ {
					from, to := ring[k-1], ring[k]
					if backward {
						from, to = to, from
					}
					points[cornerOf(from)], points[cornerOf(to)] = from, to
					cancel(next, cornerOf(from), cornerOf(to))
				}
			}
		}
	}
	return chained(next, points)
}

// cancel adds a side, or removes the same side in the other direction.
func cancel(next map[corner][]corner, from, to corner) {
	if from == to {
		return
	}
	if i := slices.Index(next[to], from); i >= 0 {
		next[to] = slices.Delete(next[to], i, i+1)
		if len(next[to]) == 0 {
			delete(next, to)
		}
		return
	}
	next[from] = append(next[from], to)
}

// chained joins sides to rings, from the lowest corner on; false if some do not close.
func chained(next map[corner][]corner, points map[corner]orb.Point) ([]orb.Ring, bool) {
	starts := make([]corner, 0, len(next))
	for c := range next {
		starts = append(starts, c)
	}
	slices.SortFunc(starts, func(a, b corner) int {
		if a.x != b.x {
			return int(max(min(a.x-b.x, 1), -1))
		}
		return int(max(min(a.y-b.y, 1), -1))
	})
	var rings []orb.Ring
	for _, start := range starts {
		for len(next[start]) > 0 {
			ring := orb.Ring{points[start]}
			last, at := corner{}, start
			for {
				to := leftmost(next[at], last, at, len(ring) > 1)
				if to < 0 {
					return nil, false
				}
				last, at = at, next[at][to]
				next[last] = slices.Delete(next[last], to, to+1)
				ring = append(ring, points[at])
				if at == start {
					break
				}
			}
			rings = append(rings, ring)
		}
	}
	return rings, true
}

// simpleRings cuts a closed ring where it returns to a corner, as a hole does that touches
// the ring around it.
func simpleRings(ring orb.Ring) []orb.Ring {
	var rings []orb.Ring
	var open orb.Ring
	at := map[corner]int{}
	for _, p := range ring {
		c := cornerOf(p)
		if i, ok := at[c]; ok {
			rings = append(rings, append(slices.Clone(open[i:]), p))
			for _, cut := range open[i+1:] {
				delete(at, cornerOf(cut))
			}
			open = open[:i+1]
			continue
		}
		at[c] = len(open)
		open = append(open, p)
	}
	return rings
}

// leftmost is which of the sides from a corner turns most to the left, so that rings
// that touch at a corner stay apart; -1 if there is none. The order of the sides has no
// influence.
func leftmost(sides []corner, last, at corner, some bool) int {
	best, turn := -1, 0.0
	for i, to := range sides {
		angle := math.Atan2(float64(to.y-at.y), float64(to.x-at.x))
		if some {
			angle -= math.Atan2(float64(at.y-last.y), float64(at.x-last.x))
		}
		for angle <= -math.Pi {
			angle += 2 * math.Pi
		}
		for angle > math.Pi {
			angle -= 2 * math.Pi
		}
		if best < 0 || angle > turn {
			best, turn = i, angle
		}
	}
	return best
}

// inner is a point next to the middle of a hole's first side, outside the hole.
func inner(h orb.Ring) orb.Point {
	a, b := h[0], h[1]
	dx, dy := b[0]-a[0], b[1]-a[1]
	long := math.Hypot(dx, dy)
	// A hole runs clockwise: what surrounds it lies to its left.
	return orb.Point{(a[0]+b[0])/2 - dy/long*0.005, (a[1]+b[1])/2 + dx/long*0.005}
}

// nested puts holes into the smallest outer rings that contain them.
func nested(rings []orb.Ring) orb.MultiPolygon {
	var out orb.MultiPolygon
	var holes []orb.Ring
	for _, r := range rings {
		if r.Orientation() == orb.CCW {
			out = append(out, orb.Polygon{r})
		} else {
			holes = append(holes, r)
		}
	}
	bounds := make([]orb.Bound, len(out))
	for i, p := range out {
		bounds[i] = p.Bound()
	}
	for _, h := range holes {
		around := -1
		for i, p := range out {
			if bounds[i].Contains(h.Bound().Min) && planar.RingContains(p[0], inner(h)) &&
				(around < 0 || RingArea(p[0]) < RingArea(out[around][0])) {
				around = i
			}
		}
		if around >= 0 {
			out[around] = append(out[around], h)
		}
	}
	return out
}

// RingArea returns the signed area of a ring in the square of its unit, above 0
// if it runs counter-clockwise; 0 for fewer than three points. The ring may be
// open. The sum is taken relative to the first point: relative to the origin,
// with eastings of 25 million metres, a small ring's sign would be lost to
// rounding.
func RingArea(ring orb.Ring) float64 {
	if len(ring) == 0 {
		return 0
	}
	sum, o := 0.0, ring[0]
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		sum += (a[0]-o[0])*(b[1]-o[1]) - (b[0]-o[0])*(a[1]-o[1])
	}
	return sum / 2
}

// Uncut joins the polygons of a shape in degrees that is cut at the 180th meridian, as RFC
// 7946 asks: those on one side of it are moved by 360 degrees, so that the middle of the
// whole is from -180 to 180. Any other shape is returned as it is.
func Uncut(g orb.Geometry) orb.Geometry {
	m, ok := g.(orb.MultiPolygon)
	if b := m.Bound(); !ok || len(m) < 2 || b.Min[0] != -180 || b.Max[0] != 180 {
		return g
	}
	m = m.Clone()
	for _, p := range m {
		if p.Bound().Center()[0] < 0 {
			moveEast(p, 360)
		}
	}
	if m.Bound().Center()[0] > 180 {
		for _, p := range m {
			moveEast(p, -360)
		}
	}
	return m
}

func moveEast(p orb.Polygon, by float64) {
	for _, ring := range p {
		for i := range ring {
			ring[i][0] += by
		}
	}
}

// Hull returns the convex hull of polygons, by Andrew's monotone chain: it is the whole of a
// convex cell that was cut.
func Hull(m orb.MultiPolygon) orb.Polygon {
	var points []orb.Point
	for _, p := range m {
		for _, ring := range p {
			points = append(points, ring...)
		}
	}
	slices.SortFunc(points, func(a, b orb.Point) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	var hull orb.Ring
	for range 2 { // the lower half from the west, the upper one from the east
		first := len(hull)
		for _, p := range points {
			for n := len(hull); n > first+1 && turnsRight(hull[n-2], hull[n-1], p); n = len(hull) {
				hull = hull[:n-1]
			}
			hull = append(hull, p)
		}
		hull = hull[:max(len(hull)-1, 0)]
		slices.Reverse(points)
	}
	if len(hull) == 0 {
		return nil
	}
	return orb.Polygon{append(hull, hull[0])}
}

// turnsRight reports whether the way from a over b to c turns to the right or not at all.
func turnsRight(a, b, c orb.Point) bool {
	return (b[0]-a[0])*(c[1]-a[1])-(b[1]-a[1])*(c[0]-a[0]) <= 0
}
