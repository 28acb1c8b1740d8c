package gpkg

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/format/wkb"
)

// A geometry blob is "GP", a version, a byte of flags, the id of the coordinate
// system, an envelope (left out for a point) and well-known binary (clause
// 2.1.3). Everything is written little-endian.
const (
	flagLittleEndian = 1
	flagEnvelopeXY   = 1 << 1
	flagEmpty        = 1 << 4
	flagExtended     = 1 << 5
)

// appendBlob appends g as a blob for a layer of the given type and returns its
// bound. It fails if g is of another type, has a coordinate that is not finite,
// or a ring that is not closed.
func appendBlob(buf []byte, layerType string, epsg int, g orb.Geometry) ([]byte, orb.Bound, error) {
	switch {
	case layerType == Point:
		if p, ok := g.(orb.Point); ok {
			buf = appendHeader(buf, flagLittleEndian, epsg)
			return wkb.AppendPoint(buf, p)
		}
	case layerType == LineString:
		if p, ok := g.(orb.LineString); ok {
			return appendWithEnvelope(buf, epsg,
				func(buf []byte) ([]byte, orb.Bound, error) { return wkb.AppendLineString(buf, p) })
		}
	case layerType == Polygon:
		if p, ok := g.(orb.Polygon); ok {
			return appendWithEnvelope(buf, epsg,
				func(buf []byte) ([]byte, orb.Bound, error) { return wkb.AppendPolygon(buf, p) })
		}
	case layerType == MultiPolygon:
		mp, ok := g.(orb.MultiPolygon)
		if p, single := g.(orb.Polygon); single {
			mp, ok = orb.MultiPolygon{p}, true
		}
		if ok {
			return appendWithEnvelope(buf, epsg,
				func(buf []byte) ([]byte, orb.Bound, error) { return wkb.AppendMultiPolygon(buf, mp) })
		}
	}
	return nil, orb.Bound{}, fmt.Errorf("found a geometry of type %T, expected one for %s", g, layerType)
}

func appendHeader(buf []byte, flags byte, epsg int) []byte {
	buf = append(buf, 'G', 'P', 0, flags)
	return binary.LittleEndian.AppendUint32(buf, uint32(int32(epsg)))
}

// appendWithEnvelope leaves room for the envelope and fills it in after
// visiting the coordinates, so that they are visited once.
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

// decodeBlob reads a geometry blob. It returns nil for an empty geometry, drops
// heights and measures, and allocates no more than the blob's length allows.
func decodeBlob(blob []byte) (orb.Geometry, error) {
	if len(blob) < 8 || blob[0] != 'G' || blob[1] != 'P' {
		return nil, errors.New("the geometry does not start with GP")
	}
	if blob[2] != 0 {
		return nil, fmt.Errorf("geometry blob of version %d, expected 0", blob[2])
	}
	flags := blob[3]
	if flags&flagExtended != 0 {
		return nil, errors.New("an extended geometry, expected a standard one")
	}
	size, ok := map[byte]int{0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[flags>>1&7]
	if !ok {
		return nil, fmt.Errorf("envelope code %d, expected 0 to 4", flags>>1&7)
	}
	if len(blob) < 8+size {
		return nil, errors.New("the geometry ends too early")
	}
	if flags&flagEmpty != 0 {
		return nil, nil
	}
	return wkb.Decode(blob[8+size:])
}
