package spatial

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

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
