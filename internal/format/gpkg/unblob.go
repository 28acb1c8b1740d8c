package gpkg

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// deepest is how far geometry collections may stand inside one another.
const deepest = 16

var (
	errShort = errors.New("the geometry ends too early")
	errDeep  = fmt.Errorf("geometry collections stand more than %d deep inside one another", deepest)
)

// decodeBlob reads a geometry blob. It gives nil for an empty geometry, drops
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
		return nil, errShort
	}
	if flags&flagEmpty != 0 {
		return nil, nil
	}
	r := wkbReader{rest: blob[8+size:]}
	g, err := r.geometry(0)
	if err == nil && len(r.rest) > 0 {
		err = fmt.Errorf("%d bytes after the end of the geometry", len(r.rest))
	}
	if err != nil {
		return nil, err
	}
	return g, nil
}

// wkbReader walks well-known binary, whose parts each name their own byte order
// and number of dimensions.
type wkbReader struct {
	rest  []byte
	order binary.ByteOrder
	dims  int
}

func (r *wkbReader) uint32() (uint32, error) {
	if len(r.rest) < 4 {
		return 0, errShort
	}
	v := r.order.Uint32(r.rest)
	r.rest = r.rest[4:]
	return v, nil
}

// count reads a number of items that each take at least size bytes, and refuses
// one that the rest of the blob cannot hold.
func (r *wkbReader) count(size int) (int, error) {
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
// 2001 with a measure, 3001 both); the flags of the older EWKB are understood.
func (r *wkbReader) header() (code uint32, err error) {
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
	code &^= 0xC0000000
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

func (r *wkbReader) geometry(depth int) (orb.Geometry, error) {
	if depth > deepest {
		return nil, errDeep
	}
	code, err := r.header()
	if err != nil {
		return nil, err
	}
	switch code {
	case wkbPoint:
		return r.point()
	case wkbLineString:
		ps, err := r.points()
		return orNil(orb.LineString(ps), len(ps), err)
	case wkbPolygon:
		return r.polygon()
	case wkbMultiPoint, wkbMultiLineString, wkbMultiPolygon, wkbGeometryCollection:
		return r.many(code, depth)
	}
	return nil, fmt.Errorf("geometry type %d, expected 1 (point) to 7 (geometry collection)", code)
}

// orNil makes one untyped nil of every empty geometry.
func orNil(g orb.Geometry, n int, err error) (orb.Geometry, error) {
	if err != nil || n == 0 {
		return nil, err
	}
	return g, nil
}

// point gives nil for the empty point, which is written as two NaNs.
func (r *wkbReader) point() (orb.Geometry, error) {
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

// position reads one position; the caller has made sure that it is there.
func (r *wkbReader) position() orb.Point {
	p := orb.Point{
		math.Float64frombits(r.order.Uint64(r.rest)),
		math.Float64frombits(r.order.Uint64(r.rest[8:])),
	}
	r.rest = r.rest[8*r.dims:]
	return p
}

func (r *wkbReader) points() ([]orb.Point, error) {
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

func (r *wkbReader) polygon() (orb.Geometry, error) {
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
func (r *wkbReader) many(code uint32, depth int) (orb.Geometry, error) {
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
		case wkbMultiPoint:
			var p orb.Point
			p, ok = part.(orb.Point)
			points = append(points, p)
		case wkbMultiLineString:
			var l orb.LineString
			l, ok = part.(orb.LineString)
			lines = append(lines, l)
		case wkbMultiPolygon:
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
	case wkbMultiPoint:
		return orNil(points, len(points), nil)
	case wkbMultiLineString:
		return orNil(lines, len(lines), nil)
	case wkbMultiPolygon:
		return orNil(polygons, len(polygons), nil)
	}
	return orNil(all, len(all), nil)
}
