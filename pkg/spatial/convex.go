package spatial

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

const (
	// vertexNoise is how far a vertex may be from its true position, in metres.
	// Grids in use have sub-millimetre noise, so that neighbours overlap or
	// leave gaps of that size.
	vertexNoise = 1e-3

	// maxVertices of a cell; hexagons with a few split edges fit.
	maxVertices = 16

	// maxProblems of a kind are listed; the rest are counted.
	maxProblems = 20
)

// PolygonError is a polygon that Overlay cannot use.
type PolygonError struct {
	Role   string // "source" or "target"
	Index  int    // place in its slice, from 0
	Reason string // what was found and what was expected
}

// Error names the polygon and the reason, as in "source polygon 3 has no area (0 m²)".
func (e *PolygonError) Error() string {
	return fmt.Sprintf("%s polygon %d %s", e.Role, e.Index, e.Reason)
}

// convexSet is a set of convex polygons, flat: polygon i has the vertices
// points[start[i]:start[i+1]], counter-clockwise, without the closing one.
type convexSet struct {
	points []orb.Point
	start  []int32
	bounds []orb.Bound
	area   []float64 // square metres, above 0
}

func (s *convexSet) vertices(i int32) []orb.Point {
	return s.points[s.start[i]:s.start[i+1]]
}

// newConvexSet checks polygons and keeps their convex hulls. The hull differs
// from an accepted polygon by less than the vertex noise, and it is convex to
// the last bit, which clipping needs: a single edge that a split vertex had
// turned the wrong way would cut off the whole cell.
func newConvexSet(role string, polygons []orb.Polygon) (*convexSet, []error) {
	s := &convexSet{
		points: make([]orb.Point, 0, 4*len(polygons)),
		start:  make([]int32, 1, len(polygons)+1),
		bounds: make([]orb.Bound, len(polygons)),
		area:   make([]float64, len(polygons)),
	}
	var problems []error
	bad := 0
	for i, polygon := range polygons {
		kept := len(s.points)
		if reason := s.add(polygon); reason != "" {
			s.points = s.points[:kept]
			if bad++; bad <= maxProblems {
				problems = append(problems, &PolygonError{Role: role, Index: i, Reason: reason})
			}
		} else {
			hull := s.points[kept:]
			s.area[i], _ = measure(hull)
			s.bounds[i] = orb.Ring(hull).Bound()
		}
		s.start = append(s.start, int32(len(s.points)))
	}
	if bad > maxProblems {
		problems = append(problems, fmt.Errorf("and %d more %s polygons", bad-maxProblems, role))
	}
	return s, problems
}

// add appends the hull of a polygon, or returns why the polygon cannot be used.
func (s *convexSet) add(polygon orb.Polygon) string {
	if len(polygon) != 1 {
		return fmt.Sprintf("has %d rings, expected 1", len(polygon))
	}
	ring := polygon[0]
	if n := len(ring); n > 1 && ring[0] == ring[n-1] {
		ring = ring[:n-1]
	}
	if len(ring) < 3 || len(ring) > maxVertices {
		return fmt.Sprintf("has %d vertices, expected 3 to %d", len(ring), maxVertices)
	}
	for i, p := range ring {
		if !usable(p) {
			return fmt.Sprintf("has a vertex %d without valid coordinates: %g, %g", i, p[0], p[1])
		}
	}
	kept := len(s.points)
	s.points = appendHull(s.points, ring)
	hull := s.points[kept:]
	hullArea, perimeter := measure(hull)
	if hullArea <= vertexNoise*perimeter {
		return fmt.Sprintf("has no area (%g m²)", hullArea)
	}
	ringArea, _ := measure(ring)
	if ringArea = math.Abs(ringArea); math.Abs(hullArea-ringArea) > vertexNoise*perimeter {
		return fmt.Sprintf("is not convex: its area is %.1f m², that of its hull %.1f m²", ringArea, hullArea)
	}
	return ""
}

// measure returns the signed area (above 0 if counter-clockwise) and the
// perimeter of an open ring. It works from the first vertex: products of full
// coordinates would lose a square centimetre to rounding.
func measure(ring []orb.Point) (area, perimeter float64) {
	if len(ring) == 0 {
		return 0, 0
	}
	o := ring[0]
	prev := ring[len(ring)-1]
	px, py := prev[0]-o[0], prev[1]-o[1]
	for _, p := range ring {
		x, y := p[0]-o[0], p[1]-o[1]
		area += px*y - x*py
		dx, dy := x-px, y-py
		perimeter += math.Sqrt(dx*dx + dy*dy)
		px, py = x, y
	}
	return area / 2, perimeter
}

// cross is twice the area of the triangle a, b, c: above 0 if c is left of a→b.
func cross(a, b, c orb.Point) float64 {
	return (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0])
}

// appendHull appends the convex hull of at most maxVertices points, counter-
// clockwise, by Andrew's monotone chain.
func appendHull(dst, points []orb.Point) []orb.Point {
	var sorted [maxVertices]orb.Point
	n := copy(sorted[:], points)
	for i := 1; i < n; i++ {
		for j := i; j > 0 && before(sorted[j], sorted[j-1]); j-- {
			sorted[j], sorted[j-1] = sorted[j-1], sorted[j]
		}
	}
	chain := func(p orb.Point, base int) {
		for len(dst)-base >= 2 && cross(dst[len(dst)-2], dst[len(dst)-1], p) <= 0 {
			dst = dst[:len(dst)-1]
		}
		dst = append(dst, p)
	}
	base := len(dst)
	for _, p := range sorted[:n] {
		chain(p, base)
	}
	base = len(dst) - 1 // the upper chain begins at the last point of the lower
	for i := n - 2; i >= 0; i-- {
		chain(sorted[i], base)
	}
	return dst[:len(dst)-1] // it ends at the first point
}

func before(a, b orb.Point) bool {
	return a[0] < b[0] || a[0] == b[0] && a[1] < b[1]
}
