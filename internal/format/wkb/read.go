package wkb

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// deepest is the deepest nesting of geometry collections.
const deepest = 16

var (
	errShort = errors.New("the geometry ends too early")
	errDeep  = fmt.Errorf("geometry collections nested more than %d deep", deepest)
)

// Decode reads one geometry of well-known binary, ISO's or EWKB, in the file's
// own coordinates. Heights, measures and an SRID are dropped. It returns nil
// for an empty geometry, and allocates no more than the length of b allows.
// Errors state the fault: an early end, bytes after the end, an unknown type, a
// coordinate that is not finite, a ring that is not closed.
func Decode(b []byte) (orb.Geometry, error) {
	r := reader{rest: b}
	g, err := r.geometry(0)
	if err == nil && len(r.rest) > 0 {
		err = fmt.Errorf("%d bytes after the end of the geometry", len(r.rest))
	}
	if err != nil {
		return nil, err
	}
	return g, nil
}

// reader decodes well-known binary, in which each part states its own byte
// order and number of dimensions.
type reader struct {
	rest  []byte
	order binary.ByteOrder
	dims  int
}

func (r *reader) uint32() (uint32, error) {
	if len(r.rest) < 4 {
		return 0, errShort
	}
	v := r.order.Uint32(r.rest)
	r.rest = r.rest[4:]
	return v, nil
}

// count reads a number of items that each take at least size bytes, and refuses
// one that does not fit in the rest of the blob.
func (r *reader) count(size int) (int, error) {
	n, err := r.uint32()
	if err != nil {
		return 0, err
	}
	if uint64(n)*uint64(size) > uint64(len(r.rest)) {
		return 0, errShort
	}
	return int(n), nil
}

// header reads byte order and type. Types are ISO's (1001 = point with height,
// 2001 with a measure, 3001 both); the flags of the older EWKB are accepted.
func (r *reader) header() (code uint32, err error) {
	if len(r.rest) < 5 {
		return 0, errShort
	}
	switch r.rest[0] {
	case 0:
		r.order = binary.BigEndian
	case 1:
		r.order = binary.LittleEndian
	default:
		return 0, fmt.Errorf("byte order %d, expected 0 or 1", r.rest[0])
	}
	r.rest = r.rest[1:]
	code, _ = r.uint32()
	r.dims = 2
	if code&0x80000000 != 0 {
		r.dims++
	}
	if code&0x40000000 != 0 {
		r.dims++
	}
	if code&0x20000000 != 0 { // EWKB may include the code of the coordinate system
		if _, err := r.uint32(); err != nil {
			return 0, err
		}
	}
	code &^= 0xE0000000
	switch code / 1000 {
	case 1, 2:
		r.dims = 3
	case 3:
		r.dims = 4
	}
	if code < 4000 {
		code %= 1000
	}
	return code, nil
}

func (r *reader) geometry(depth int) (orb.Geometry, error) {
	if depth > deepest {
		return nil, errDeep
	}
	code, err := r.header()
	if err != nil {
		return nil, err
	}
	switch code {
	case typePoint:
		return r.point()
	case typeLineString:
		ps, err := r.points()
		return orNil(orb.LineString(ps), len(ps), err)
	case typePolygon:
		return r.polygon()
	case typeMultiPoint, typeMultiLineString, typeMultiPolygon, typeGeometryCollection:
		return r.many(code, depth)
	}
	return nil, fmt.Errorf("geometry type %d, expected 1 (point) to 7 (geometry collection)", code)
}

// orNil turns every empty geometry into an untyped nil.
func orNil(g orb.Geometry, n int, err error) (orb.Geometry, error) {
	if err != nil || n == 0 {
		return nil, err
	}
	return g, nil
}

// point returns nil for the empty point, which is written as two NaNs.
func (r *reader) point() (orb.Geometry, error) {
	if len(r.rest) < 8*r.dims {
		return nil, errShort
	}
	p := r.position()
	if math.IsNaN(p[0]) && math.IsNaN(p[1]) {
		return nil, nil
	}
	if !finite(p[0]) || !finite(p[1]) {
		return nil, errNotFinitePlace
	}
	return p, nil
}

// position reads one position; the caller has checked that it is present.
func (r *reader) position() orb.Point {
	p := orb.Point{
		math.Float64frombits(r.order.Uint64(r.rest)),
		math.Float64frombits(r.order.Uint64(r.rest[8:])),
	}
	r.rest = r.rest[8*r.dims:]
	return p
}

func (r *reader) points() ([]orb.Point, error) {
	n, err := r.count(8 * r.dims)
	if err != nil {
		return nil, err
	}
	ps := make([]orb.Point, n)
	for i := range ps {
		if ps[i] = r.position(); !finite(ps[i][0]) || !finite(ps[i][1]) {
			return nil, errNotFinitePlace
		}
	}
	return ps, nil
}

func (r *reader) polygon() (orb.Geometry, error) {
	n, err := r.count(4)
	if err != nil {
		return nil, err
	}
	rings := make(orb.Polygon, n)
	for i := range rings {
		if rings[i], err = r.points(); err != nil {
			return nil, err
		}
		if err := checkRing(i, rings[i]); err != nil {
			return nil, err
		}
	}
	return orNil(rings, n, nil)
}

// many reads the parts of a multi geometry or of a collection. Empty parts are
// left out.
func (r *reader) many(code uint32, depth int) (orb.Geometry, error) {
	n, err := r.count(5)
	if err != nil {
		return nil, err
	}
	var points orb.MultiPoint
	var lines orb.MultiLineString
	var polygons orb.MultiPolygon
	var all orb.Collection
	for range n {
		part, err := r.geometry(depth + 1)
		if err != nil {
			return nil, err
		}
		if part == nil {
			continue
		}
		ok := true
		switch code {
		case typeMultiPoint:
			var p orb.Point
			p, ok = part.(orb.Point)
			points = append(points, p)
		case typeMultiLineString:
			var l orb.LineString
			l, ok = part.(orb.LineString)
			lines = append(lines, l)
		case typeMultiPolygon:
			var p orb.Polygon
			p, ok = part.(orb.Polygon)
			polygons = append(polygons, p)
		default:
			all = append(all, part)
		}
		if !ok {
			return nil, fmt.Errorf("a %s inside a geometry of type %d", part.GeoJSONType(), code)
		}
	}
	switch code {
	case typeMultiPoint:
		return orNil(points, len(points), nil)
	case typeMultiLineString:
		return orNil(lines, len(lines), nil)
	case typeMultiPolygon:
		return orNil(polygons, len(polygons), nil)
	}
	return orNil(all, len(all), nil)
}
