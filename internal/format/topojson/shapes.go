package topojson

import (
	"encoding/json"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/format/jsondoc"
)

const geometryTypes = "Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon, GeometryCollection or null"

// fault is a fault of one geometry.
type fault struct{ found, expected string }

func (f *fault) Error() string { return f.found + ", expected " + f.expected }

// builder makes geometries of one file.
type builder struct {
	*topology
	left      int // positions that may still be made
	collapsed int // rings left out because fewer than 4 positions are left of them
}

// geometry makes an orb.Geometry; nil for null and if nothing is left of it.
func (b *builder) geometry(g *geometry, depth int) (orb.Geometry, error) {
	switch g.Type {
	case "", "null":
		if g.Type == "" && (g.Arcs != nil || g.Coordinates != nil) {
			return nil, &fault{"no type", geometryTypes}
		}
		return nil, nil
	case "Point":
		p, err := b.point(g.Coordinates)
		if err != nil {
			return nil, err
		}
		return p, nil
	case "MultiPoint":
		return b.points(g.Coordinates)
	case "LineString":
		return one(b, g.Arcs, b.line)
	case "MultiLineString":
		lines, err := many(b, g.Arcs, b.line)
		return orNil(orb.MultiLineString(lines), len(lines), err)
	case "Polygon":
		return one(b, g.Arcs, b.polygon)
	case "MultiPolygon":
		polygons, err := many(b, g.Arcs, b.polygon)
		return orNil(orb.MultiPolygon(polygons), len(polygons), err)
	case "GeometryCollection":
		return b.collection(g.Geometries, depth)
	}
	return nil, &fault{g.Type, geometryTypes}
}

func (b *builder) collection(parts []geometry, depth int) (orb.Geometry, error) {
	if depth >= deepest {
		return nil, &fault{"collections nested more than " + strconv.Itoa(deepest) + " deep", "fewer"}
	}
	var all orb.Collection
	for i := range parts {
		part, err := b.geometry(&parts[i], depth+1)
		if err != nil {
			return nil, err
		}
		if part != nil {
			all = append(all, part)
		}
	}
	return orNil(all, len(all), nil)
}

// orNil turns every empty geometry into an untyped nil.
func orNil(g orb.Geometry, n int, err error) (orb.Geometry, error) {
	if err != nil || n == 0 {
		return nil, err
	}
	return g, nil
}

// one makes a line or a polygon of the arcs that raw names.
func one[N any, G ~[]T, T any](b *builder, raw json.RawMessage, make func(N) (G, error)) (orb.Geometry, error) {
	var named N
	if err := json.Unmarshal(raw, &named); err != nil {
		return nil, badArcs(raw)
	}
	g, err := make(named)
	if err != nil || len(g) == 0 {
		return nil, err
	}
	return any(g).(orb.Geometry), nil
}

// many makes the parts of a multi geometry, without those of which nothing is
// left.
func many[N any, G ~[]T, T any](b *builder, raw json.RawMessage, make func(N) (G, error)) (list []G, err error) {
	var named []N
	if err := json.Unmarshal(raw, &named); err != nil {
		return nil, badArcs(raw)
	}
	for _, n := range named {
		g, err := make(n)
		if err != nil {
			return nil, err
		}
		if len(g) > 0 {
			list = append(list, g)
		}
	}
	return list, nil
}

func badArcs(raw json.RawMessage) error {
	found := string(raw)
	if found == "" {
		found = "no arcs"
	}
	return &fault{found, "arcs as lists of whole numbers, nested as the type requires"}
}

// line joins arcs. Each begins where the previous one ends, and that position
// is kept once. A negative number is a reversed arc: -1 is arc 0, -2 is arc 1.
func (b *builder) line(named []int) (orb.LineString, error) {
	n := 0
	for _, i := range named {
		k := max(i, ^i)
		if k >= len(b.Arcs) {
			return nil, &fault{"arc " + strconv.Itoa(i), "one of the " + strconv.Itoa(len(b.Arcs)) + " arcs, from 0"}
		}
		n += len(b.Arcs[k])
	}
	if b.left -= n; b.left < 0 {
		return nil, &fault{"geometries of more than " + strconv.Itoa(mostPositions) + " positions", "fewer: the file repeats its arcs too often"}
	}
	line := make(orb.LineString, 0, n)
	for _, i := range named {
		points := b.Arcs[max(i, ^i)]
		if len(points) == 0 {
			return nil, &fault{"arc " + strconv.Itoa(i) + " without positions", "at least one"}
		}
		at, step := 0, 1
		if i < 0 {
			at, step = len(points)-1, -1
		}
		if len(line) > 0 {
			if line[len(line)-1] != points[at] {
				return nil, &fault{"arc " + strconv.Itoa(i) + " that does not begin at the end of the one before", "arcs that follow one another"}
			}
			at += step
		}
		for ; at >= 0 && at < len(points); at += step {
			line = append(line, points[at])
		}
	}
	return line, nil
}

// polygon makes the rings, the first counter-clockwise and the holes clockwise
// (RFC 7946). A ring reduced to fewer than 4 positions by simplification has no
// area and is left out; without the outer one there is no polygon.
func (b *builder) polygon(named [][]int) (orb.Polygon, error) {
	var p orb.Polygon
	for i, arcs := range named {
		line, err := b.line(arcs)
		if err != nil {
			return nil, err
		}
		if len(line) > 0 && line[0] != line[len(line)-1] {
			return nil, &fault{"a ring whose arcs do not close it", "a last position that equals the first"}
		}
		if len(line) < 4 {
			if b.collapsed++; i == 0 {
				return nil, nil
			}
			continue
		}
		ring, want := orb.Ring(line), orb.CCW
		if i > 0 {
			want = orb.CW
		}
		if ring.Orientation() == -want {
			ring.Reverse()
		}
		p = append(p, ring)
	}
	return p, nil
}

func (b *builder) point(raw json.RawMessage) (orb.Point, error) {
	p, _, f := jsondoc.Text(raw).Position(0)
	if f != nil {
		return p, &fault{string(raw), "a position of two numbers"}
	}
	return b.place(p), nil
}

func (b *builder) points(raw json.RawMessage) (orb.Geometry, error) {
	list, _, f := jsondoc.Text(raw).Positions(0)
	if f != nil {
		return nil, &fault{string(raw), "positions of two numbers"}
	}
	for i := range list {
		list[i] = b.place(list[i])
	}
	return orNil(orb.MultiPoint(list), len(list), nil)
}
