package shapefile

import (
	"math"
	"strconv"

	"saavu/internal/format/problem"
	"saavu/pkg/spatial"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// lines makes a LineString of one part and a MultiLineString of several.
func lines(parts [][]orb.Point) orb.Geometry {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return orb.LineString(parts[0])
	}
	all := make(orb.MultiLineString, len(parts))
	for i, p := range parts {
		all[i] = p
	}
	return all
}

// polygons groups rings: a Polygon for one outer ring, else a MultiPolygon.
func (r shapeReader) polygons(parts [][]orb.Point, record int) orb.Geometry {
	rings := make([]ring, 0, len(parts))
	for i, p := range parts {
		if len(p) < 4 || p[0] != p[len(p)-1] {
			r.wrong(record, "ring "+strconv.Itoa(i+1)+" of "+problem.Counted(len(p), "point"), "a closed ring of at least 4 points", "repair the geometry, in QGIS with Fix geometries")
			return nil
		}
		rings = append(rings, newRing(p))
	}
	grouped := group(rings)
	switch len(grouped) {
	case 0:
		return nil
	case 1:
		return grouped[0]
	}
	return grouped
}

// ring is a closed ring with the values needed for grouping.
type ring struct {
	points orb.Ring
	bound  orb.Bound
	area   float64 // positive = counter-clockwise
}

func newRing(points []orb.Point) ring {
	return ring{points: points, bound: orb.Ring(points).Bound(), area: spatial.RingArea(points)}
}

// group assigns every hole to the smallest outer ring around it. By the
// specification outer rings run clockwise; some writers reverse all rings, so
// the largest ring, which no other can contain, shows the direction of outer
// ones. A hole that lies in no outer ring is land, not a hole.
func group(rings []ring) orb.MultiPolygon {
	largest := 0.0
	for _, r := range rings {
		if math.Abs(r.area) > math.Abs(largest) {
			largest = r.area
		}
	}
	var outers, holes []ring
	for _, r := range rings {
		if r.area*largest >= 0 {
			outers = append(outers, r)
		} else {
			holes = append(holes, r)
		}
	}
	polygons := make(orb.MultiPolygon, len(outers))
	for i, o := range outers {
		polygons[i] = orb.Polygon{turned(o, 1)}
	}
	for _, h := range holes {
		if i := around(h, outers); i >= 0 {
			polygons[i] = append(polygons[i], turned(h, -1))
		} else {
			polygons = append(polygons, orb.Polygon{turned(h, 1)})
		}
	}
	return polygons
}

// around is the smallest of outers that contains h, -1 if none does.
func around(h ring, outers []ring) int {
	best := -1
	for i, o := range outers {
		if math.Abs(o.area) <= math.Abs(h.area) || !o.bound.Contains(h.bound.Min) || !o.bound.Contains(h.bound.Max) {
			continue
		}
		if (best < 0 || math.Abs(o.area) < math.Abs(outers[best].area)) && holds(o.points, h.points) {
			best = i
		}
	}
	return best
}

// holds reports whether every vertex of inner is in outer or on its edge. One
// vertex is not enough: a ring next to outer may touch it.
func holds(outer, inner orb.Ring) bool {
	for _, p := range inner {
		if !planar.RingContains(outer, p) {
			return false
		}
	}
	return true
}

// turned returns r's points counter-clockwise for sign 1, clockwise for -1.
func turned(r ring, sign float64) orb.Ring {
	if r.area*sign < 0 {
		r.points.Reverse()
	}
	return r.points
}
