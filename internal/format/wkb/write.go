// Package wkb reads and writes geometries as well-known binary (ISO 19125, with
// the flags of EWKB accepted), the form in which GeoPackage and GeoParquet
// store them. Lengths in it are claims: nothing is allocated that the available
// bytes cannot hold.
package wkb

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// The types of geometries.
const (
	typePoint              = 1
	typeLineString         = 2
	typePolygon            = 3
	typeMultiPoint         = 4
	typeMultiLineString    = 5
	typeMultiPolygon       = 6
	typeGeometryCollection = 7
)

var (
	errNotFinitePlace = errors.New("a coordinate is NaN or infinite")
	errNoRings        = errors.New("the polygon has no ring, expected a nil geometry for a row without a place")
)

// AppendPoint appends a point and returns its bound.
func AppendPoint(buf []byte, p orb.Point) ([]byte, orb.Bound, error) {
	if !finite(p[0]) || !finite(p[1]) {
		return nil, orb.Bound{}, errNotFinitePlace
	}
	buf = appendType(buf, typePoint)
	return appendXY(buf, p), orb.Bound{Min: p, Max: p}, nil
}

// AppendLineString appends a line and returns its bound. A line of fewer than two
// positions and a coordinate that is not finite are refused.
func AppendLineString(buf []byte, line orb.LineString) ([]byte, orb.Bound, error) {
	if len(line) < 2 {
		return nil, orb.Bound{}, fmt.Errorf("a line of %d positions, expected at least 2", len(line))
	}
	buf = appendType(buf, typeLineString)
	buf = binary.LittleEndian.AppendUint32(buf, uint32(len(line)))
	bound := orb.Bound{Min: line[0], Max: line[0]}
	for _, p := range line {
		if !finite(p[0]) || !finite(p[1]) {
			return nil, bound, errNotFinitePlace
		}
		bound = bound.Extend(p)
		buf = appendXY(buf, p)
	}
	return buf, bound, nil
}

// Append appends a point, a line, a polygon or a multipolygon, and returns its
// bound. Any other geometry is refused.
func Append(buf []byte, g orb.Geometry) ([]byte, orb.Bound, error) {
	switch g := g.(type) {
	case orb.Point:
		return AppendPoint(buf, g)
	case orb.LineString:
		return AppendLineString(buf, g)
	case orb.Polygon:
		return AppendPolygon(buf, g)
	case orb.MultiPolygon:
		return AppendMultiPolygon(buf, g)
	}
	return nil, orb.Bound{}, fmt.Errorf("found a geometry of type %T, expected a point, a line or polygons", g)
}

// AppendMultiPolygon appends polygons and returns their bound. An empty list is
// refused, as is a polygon that AppendPolygon refuses.
func AppendMultiPolygon(buf []byte, mp orb.MultiPolygon) ([]byte, orb.Bound, error) {
	if len(mp) == 0 {
		return nil, orb.Bound{}, errNoRings
	}
	buf = appendType(buf, typeMultiPolygon)
	buf = binary.LittleEndian.AppendUint32(buf, uint32(len(mp)))
	var all orb.Bound
	for i, p := range mp {
		var bound orb.Bound
		var err error
		if buf, bound, err = AppendPolygon(buf, p); err != nil {
			return nil, orb.Bound{}, err
		}
		if i == 0 {
			all = bound
		}
		all = all.Union(bound)
	}
	return buf, all, nil
}

// AppendPolygon appends a polygon and returns its bound. A polygon without a
// ring, a ring that is not closed and a coordinate that is not finite are
// refused.
func AppendPolygon(buf []byte, p orb.Polygon) ([]byte, orb.Bound, error) {
	if len(p) == 0 {
		return nil, orb.Bound{}, errNoRings
	}
	buf = appendType(buf, typePolygon)
	buf = binary.LittleEndian.AppendUint32(buf, uint32(len(p)))
	var bound orb.Bound
	for i, ring := range p {
		if err := checkRing(i, ring); err != nil {
			return nil, bound, err
		}
		if i == 0 {
			bound = orb.Bound{Min: ring[0], Max: ring[0]}
		}
		buf = binary.LittleEndian.AppendUint32(buf, uint32(len(ring)))
		for _, q := range ring {
			if !finite(q[0]) || !finite(q[1]) {
				return nil, bound, errNotFinitePlace
			}
			bound.Min[0], bound.Max[0] = min(bound.Min[0], q[0]), max(bound.Max[0], q[0])
			bound.Min[1], bound.Max[1] = min(bound.Min[1], q[1]), max(bound.Max[1], q[1])
			buf = appendXY(buf, q)
		}
	}
	return buf, bound, nil
}

func checkRing(i int, ring orb.Ring) error {
	if len(ring) < 4 {
		return fmt.Errorf("ring %d has %d positions, expected at least 4", i+1, len(ring))
	}
	if ring[0] != ring[len(ring)-1] {
		return fmt.Errorf("ring %d is not closed, expected its last position to equal the first", i+1)
	}
	return nil
}

func appendType(buf []byte, code uint32) []byte {
	return binary.LittleEndian.AppendUint32(append(buf, 1), code)
}

func appendXY(buf []byte, p orb.Point) []byte {
	buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(p[0]))
	return binary.LittleEndian.AppendUint64(buf, math.Float64bits(p[1]))
}

func finite(x float64) bool { return math.Abs(x) <= math.MaxFloat64 }
