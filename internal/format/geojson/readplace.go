package geojson

import (
	"slices"

	"github.com/paulmach/orb"
)

const geometryTypes = "Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon or GeometryCollection"

func isGeometry(kind string) bool {
	switch kind {
	case "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection":
		return true
	}
	return false
}

func (r *reader) geometryOrNull(at int) (g orb.Geometry, end int, f *fault) {
	if r.null(at) {
		return nil, at + len("null"), nil
	}
	return r.geometry(at)
}

// geometry reads a geometry object. Empty coordinates return nil, as the
// standard allows (clause 3.1), and empty parts of a geometry are left out.
func (r *reader) geometry(at int) (g orb.Geometry, end int, f *fault) {
	list, kind, kindAt, f := r.kind(at, "a geometry object")
	if f != nil {
		f.member = "geometry"
		return nil, at, f
	}
	end, _ = r.skip(at, 0)
	if !isGeometry(kind) {
		return nil, at, &fault{at: kindAt, member: "geometry", expected: geometryTypes}
	}
	name := "coordinates"
	if kind == "GeometryCollection" {
		name = "geometries"
	}
	inner, ok := find(list, name)
	if !ok {
		return nil, at, &fault{at: at, member: "geometry", expected: "a member \"" + name + "\""}
	}
	g, f = r.shape(kind, inner)
	return g, end, f
}

// shape reads the coordinates of a geometry of one kind.
func (r *reader) shape(kind string, at int) (orb.Geometry, *fault) {
	switch kind {
	case "Point":
		if r.byteAt(at) == '[' && r.byteAt(r.space(at+1)) == ']' {
			return nil, nil
		}
		p, _, f := r.position(at)
		if f != nil {
			return nil, f
		}
		return p, nil
	case "MultiPoint":
		ps, _, f := read(r, at, "an array of positions", r.position)
		return orNil(orb.MultiPoint(ps), len(ps), f)
	case "LineString":
		line, _, f := r.line(at)
		return orNil(line, len(line), f)
	case "MultiLineString":
		lines, _, f := read(r, at, "an array of lines", r.line)
		lines = slices.DeleteFunc(lines, func(l orb.LineString) bool { return len(l) == 0 })
		return orNil(orb.MultiLineString(lines), len(lines), f)
	case "Polygon":
		p, _, f := r.polygon(at)
		return orNil(p, len(p), f)
	case "MultiPolygon":
		ps, _, f := read(r, at, "an array of polygons", r.polygon)
		ps = slices.DeleteFunc(ps, func(p orb.Polygon) bool { return len(p) == 0 })
		return orNil(orb.MultiPolygon(ps), len(ps), f)
	}
	gs, _, f := read(r, at, "an array of geometries", r.geometry)
	gs = slices.DeleteFunc(gs, func(g orb.Geometry) bool { return g == nil })
	return orNil(orb.Collection(gs), len(gs), f)
}

// orNil turns every empty geometry into an untyped nil.
func orNil(g orb.Geometry, n int, f *fault) (orb.Geometry, *fault) {
	if f != nil || n == 0 {
		return nil, f
	}
	return g, nil
}

// read reads an array of items.
func read[T any](r *reader, at int, expected string, item func(at int) (T, int, *fault)) (list []T, end int, f *fault) {
	end, f, ok := r.items(at, func(at int) (int, *fault) {
		v, end, f := item(at)
		list = append(list, v)
		return end, f
	})
	if !ok {
		return nil, at, badPlace(at, expected)
	}
	return list, end, f
}

func badPlace(at int, expected string) *fault {
	return &fault{at: at, member: "coordinates", expected: expected}
}

// position reads two numbers; further ones (a height) are ignored.
func (r *reader) position(at int) (p orb.Point, end int, f *fault) {
	n := 0
	end, f, ok := r.items(at, func(at int) (int, *fault) {
		v, end, ok := r.number(at)
		if !ok {
			return end, badPlace(at, "a number")
		}
		if n < 2 {
			p[n] = v
		}
		n++
		return end, nil
	})
	if f == nil && (!ok || n < 2) {
		f = badPlace(at, "a position of two numbers")
	}
	return p, end, f
}

func (r *reader) line(at int) (line orb.LineString, end int, f *fault) {
	ps, end, f := read(r, at, "an array of positions", r.position)
	if f == nil && len(ps) == 1 {
		f = badPlace(at, "a line of at least 2 positions")
	}
	return ps, end, f
}

func (r *reader) polygon(at int) (p orb.Polygon, end int, f *fault) {
	rings, end, f := read(r, at, "an array of rings", r.ring)
	return rings, end, f
}

func (r *reader) ring(at int) (ring orb.Ring, end int, f *fault) {
	ps, end, f := read(r, at, "an array of positions", r.position)
	if f == nil && (len(ps) < 4 || ps[0] != ps[len(ps)-1]) {
		f = badPlace(at, "a ring of at least 4 positions of which the last equals the first")
	}
	return ps, end, f
}
