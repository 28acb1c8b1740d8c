package geojson

import (
	"fmt"
	"math"
	"strconv"

	"saavu/pkg/spatial"

	"github.com/paulmach/orb"
)

func (e *encoder) geometry(b []byte, g orb.Geometry) ([]byte, error) {
	if g == nil {
		return append(b, "null"...), nil
	}
	if all, ok := g.(orb.Collection); ok {
		return e.collection(b, all)
	}
	b = append(b, `{"type":"`...)
	b = append(b, g.GeoJSONType()...)
	b = append(b, `","coordinates":`...)
	var err error
	switch g := g.(type) {
	case orb.Point:
		b, err = e.position(b, g)
	case orb.MultiPoint:
		b, err = list(b, g, e.position)
	case orb.LineString:
		b, err = e.line(b, g)
	case orb.MultiLineString:
		b, err = list(b, g, e.line)
	case orb.Polygon:
		b, err = e.polygon(b, g)
	case orb.MultiPolygon:
		b, err = list(b, g, e.polygon)
	default:
		err = fmt.Errorf("found a geometry of type %T, expected one that GeoJSON has", g)
	}
	if err != nil {
		return nil, err
	}
	return append(b, '}'), nil
}

func (e *encoder) collection(b []byte, all orb.Collection) ([]byte, error) {
	b, err := list(append(b, `{"type":"GeometryCollection","geometries":`...), all, e.geometry)
	if err != nil {
		return nil, err
	}
	return append(b, '}'), nil
}

// list writes items between brackets.
func list[T any](b []byte, items []T, item func([]byte, T) ([]byte, error)) ([]byte, error) {
	b = append(b, '[')
	for i, it := range items {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = item(b, it); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func (e *encoder) line(b []byte, line orb.LineString) ([]byte, error) {
	if len(line) < 2 {
		return nil, fmt.Errorf("a line of %d positions, expected at least 2", len(line))
	}
	return list(b, line, e.position)
}

func (e *encoder) polygon(b []byte, p orb.Polygon) ([]byte, error) {
	if len(p) == 0 {
		return nil, fmt.Errorf("a polygon without rings, expected a nil geometry for a feature without a place")
	}
	b = append(b, '[')
	for i, ring := range p {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = e.ring(b, ring, i == 0); err != nil {
			return nil, fmt.Errorf("ring %d: %w", i+1, err)
		}
	}
	return append(b, ']'), nil
}

// ring writes a ring in the direction that RFC 7946 requires (clause 3.1.6).
func (e *encoder) ring(b []byte, ring orb.Ring, outer bool) ([]byte, error) {
	if len(ring) < 4 {
		return nil, fmt.Errorf("it has %d positions, expected at least 4", len(ring))
	}
	if ring[0] != ring[len(ring)-1] {
		return nil, fmt.Errorf("it is not closed, expected its last position to equal the first")
	}
	area := spatial.RingArea(ring)
	turn := outer && area < 0 || !outer && area > 0
	b = append(b, '[')
	for i := range ring {
		if i > 0 {
			b = append(b, ',')
		}
		q := ring[i]
		if turn {
			q = ring[len(ring)-1-i]
		}
		var err error
		if b, err = e.position(b, q); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func (e *encoder) position(b []byte, p orb.Point) ([]byte, error) {
	// Written so that NaN fails too.
	if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
		return nil, fmt.Errorf("position %v, expected longitude and latitude in degrees", p)
	}
	if !e.seen {
		e.bound, e.seen = orb.Bound{Min: p, Max: p}, true
	} else {
		e.bound = e.bound.Extend(p)
	}
	b = e.appendPosition(append(b, '['), p)
	return append(b, ']'), nil
}

func (e *encoder) appendPosition(b []byte, p orb.Point) []byte {
	b = append(appendDegrees(b, p[0], e.decimals), ',')
	return appendDegrees(b, p[1], e.decimals)
}

// mostDecimals are those of coordinates unless fewer are asked for.
const mostDecimals = 7

// appendDegrees writes v, at most 180 in size, rounded to some decimals, at most 7,
// without trailing zeros. It formats an integer: strconv's fixed-decimal form is
// several times slower and leaves trailing zeros to be removed.
func appendDegrees(b []byte, v float64, decimals int) []byte {
	unit := int64(1)
	for range decimals {
		unit *= 10
	}
	n := int64(math.Round(v * float64(unit)))
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	b = strconv.AppendInt(b, n/unit, 10)
	rest := n % unit
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for unit /= 10; rest > 0; unit /= 10 {
		b = append(b, byte('0'+rest/unit))
		rest %= unit
	}
	return b
}
