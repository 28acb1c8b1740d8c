package gpkg

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// A geometry blob is "GP", a version, a byte of flags, the id of the coordinate
// system, an envelope (left out for a point) and well-known binary (clause
// 2.1.3). Everything is written little-endian.
const (
	flagLittleEndian = 1
	flagEnvelopeXY   = 1 << 1
	flagEmpty        = 1 << 4
	flagExtended     = 1 << 5

	wkbPoint              = 1
	wkbLineString         = 2
	wkbPolygon            = 3
	wkbMultiPoint         = 4
	wkbMultiLineString    = 5
	wkbMultiPolygon       = 6
	wkbGeometryCollection = 7
)

var (
	errNotFinitePlace = errors.New("a coordinate is NaN or infinite")
	errNoRings        = errors.New("the polygon has no ring, expected a nil geometry for a row without a place")
)

// appendBlob appends g as a blob for a layer of the given type and gives its
// bound. It fails where g is of another type, has a coordinate that is not a
// finite number, or a ring that is not closed.
func appendBlob(buf []byte, layerType string, epsg int, g orb.Geometry) ([]byte, orb.Bound, error) {
	switch {
	case layerType == Point:
		if p, ok := g.(orb.Point); ok {
			buf = appendHeader(buf, flagLittleEndian, epsg)
			return appendPoint(buf, p)
		}
	case layerType == Polygon:
		if p, ok := g.(orb.Polygon); ok {
			return appendWithEnvelope(buf, epsg, func(buf []byte) ([]byte, orb.Bound, error) { return appendPolygon(buf, p) })
		}
	case layerType == MultiPolygon:
		mp, ok := g.(orb.MultiPolygon)
		if p, single := g.(orb.Polygon); single {
			mp, ok = orb.MultiPolygon{p}, true
		}
		if ok {
			return appendWithEnvelope(buf, epsg, func(buf []byte) ([]byte, orb.Bound, error) { return appendMultiPolygon(buf, mp) })
		}
	}
	return nil, orb.Bound{}, fmt.Errorf("found a geometry of type %T, expected one for %s", g, layerType)
}

func appendHeader(buf []byte, flags byte, epsg int) []byte {
	buf = append(buf, 'G', 'P', 0, flags)
	return binary.LittleEndian.AppendUint32(buf, uint32(int32(epsg)))
}

// appendWithEnvelope leaves room for the envelope and fills it in when the
// coordinates have been walked, so that they are walked once.
func appendWithEnvelope(buf []byte, epsg int, body func([]byte) ([]byte, orb.Bound, error)) ([]byte, orb.Bound, error) {
	buf = appendHeader(buf, flagLittleEndian|flagEnvelopeXY, epsg)
	at := len(buf)
	buf = append(buf, make([]byte, 32)...)
	buf, bound, err := body(buf)
	if err != nil {
		return nil, bound, err
	}
	for i, v := range [4]float64{bound.Min[0], bound.Max[0], bound.Min[1], bound.Max[1]} {
		binary.LittleEndian.PutUint64(buf[at+8*i:], math.Float64bits(v))
	}
	return buf, bound, nil
}

func appendPoint(buf []byte, p orb.Point) ([]byte, orb.Bound, error) {
	if !finite(p[0]) || !finite(p[1]) {
		return nil, orb.Bound{}, errNotFinitePlace
	}
	buf = appendType(buf, wkbPoint)
	return appendXY(buf, p), orb.Bound{Min: p, Max: p}, nil
}

func appendMultiPolygon(buf []byte, mp orb.MultiPolygon) ([]byte, orb.Bound, error) {
	if len(mp) == 0 {
		return nil, orb.Bound{}, errNoRings
	}
	buf = appendType(buf, wkbMultiPolygon)
	buf = binary.LittleEndian.AppendUint32(buf, uint32(len(mp)))
	var all orb.Bound
	for i, p := range mp {
		var bound orb.Bound
		var err error
		if buf, bound, err = appendPolygon(buf, p); err != nil {
			return nil, orb.Bound{}, err
		}
		if i == 0 {
			all = bound
		}
		all = all.Union(bound)
	}
	return buf, all, nil
}

func appendPolygon(buf []byte, p orb.Polygon) ([]byte, orb.Bound, error) {
	if len(p) == 0 {
		return nil, orb.Bound{}, errNoRings
	}
	buf = appendType(buf, wkbPolygon)
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
