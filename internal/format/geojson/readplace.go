package geojson

import (
	"slices"

	"github.com/paulmach/orb"

	"saavu/internal/format/jsondoc"
)

const geometryTypes = "Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon or GeometryCollection"

func isGeometry(kind string) bool {
	switch kind {
	case "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection":
		return true
	}
	return false
}

func (r *reader) geometryOrNull(at int) (g orb.Geometry, end int, f *jsondoc.Fault) {
	if r.Null(at) {
		return nil, at + len("null"), nil
	}
	return r.geometry(at)
}

// geometry reads a geometry object. Empty coordinates return nil, as the
// standard allows (clause 3.1), and empty parts of a geometry are left out.
func (r *reader) geometry(at int) (g orb.Geometry, end int, f *jsondoc.Fault) {
	list, kind, kindAt, f := r.kind(at, "a geometry object")
	if f != nil {
		f.Member = "geometry"
		return nil, at, f
	}
	end = r.Skip(at)
	if !isGeometry(kind) {
		return nil, at, &jsondoc.Fault{At: kindAt, Member: "geometry", Expected: geometryTypes}
	}
	name := "coordinates"
	if kind == "GeometryCollection" {
		name = "geometries"
	}
	inner, ok := list.Find(name)
	if !ok {
		return nil, at, &jsondoc.Fault{At: at, Member: "geometry", Expected: "a member \"" + name + "\""}
	}
	g, f = r.shape(kind, inner)
	return g, end, f
}

// shape reads the coordinates of a geometry of one kind.
func (r *reader) shape(kind string, at int) (orb.Geometry, *jsondoc.Fault) {
	switch kind {
	case "Point":
		if r.Byte(at) == '[' && r.Byte(r.Space(at+1)) == ']' {
			return nil, nil
		}
		p, _, f := r.Position(at)
		if f != nil {
			return nil, f
		}
		return p, nil
	case "MultiPoint":
		ps, _, f := r.Positions(at)
		return orNil(orb.MultiPoint(ps), len(ps), f)
	case "LineString":
		line, _, f := r.line(at)
		return orNil(line, len(line), f)
	case "MultiLineString":
		lines, _, f := jsondoc.Array(r.Text, at, "an array of lines", r.line)
		lines = slices.DeleteFunc(lines, func(l orb.LineString) bool { return len(l) == 0 })
		return orNil(orb.MultiLineString(lines), len(lines), f)
	case "Polygon":
		p, _, f := r.polygon(at)
		return orNil(p, len(p), f)
	case "MultiPolygon":
		ps, _, f := jsondoc.Array(r.Text, at, "an array of polygons", r.polygon)
		ps = slices.DeleteFunc(ps, func(p orb.Polygon) bool { return len(p) == 0 })
		return orNil(orb.MultiPolygon(ps), len(ps), f)
	}
	gs, _, f := jsondoc.Array(r.Text, at, "an array of geometries", r.geometry)
	gs = slices.DeleteFunc(gs, func(g orb.Geometry) bool { return g == nil })
	return orNil(orb.Collection(gs), len(gs), f)
}

// orNil turns every empty geometry into an untyped nil.
func orNil(g orb.Geometry, n int, f *jsondoc.Fault) (orb.Geometry, *jsondoc.Fault) {
	if f != nil || n == 0 {
		return nil, f
	}
	return g, nil
}

func (r *reader) line(at int) (line orb.LineString, end int, f *jsondoc.Fault) {
	ps, end, f := r.Positions(at)
	if f == nil && len(ps) == 1 {
		f = jsondoc.BadPlace(at, "a line of at least 2 positions")
	}
	return ps, end, f
}

func (r *reader) polygon(at int) (p orb.Polygon, end int, f *jsondoc.Fault) {
	rings, end, f := jsondoc.Array(r.Text, at, "an array of rings", r.ring)
	return rings, end, f
}

func (r *reader) ring(at int) (ring orb.Ring, end int, f *jsondoc.Fault) {
	ps, end, f := r.Positions(at)
	if f == nil && (len(ps) < 4 || ps[0] != ps[len(ps)-1]) {
		f = jsondoc.BadPlace(at, "a ring of at least 4 positions of which the last equals the first")
	}
	return ps, end, f
}
