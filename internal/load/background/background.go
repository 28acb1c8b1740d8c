// Package background reads the section background of a county file: maps of water, roads
// and rail, cut to the surroundings of the county and simplified. No figure depends on
// them.
package background

import (
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

const (
	beyondCounty = 2000.0  // metres around the county that background layers cover
	coarseness   = 10.0    // metres by which a simplified line may differ
	manyVertices = 100_000 // vertices of a layer that make maps slow
)

// Of returns the files of a kind.
func (b *File) Of(kind string) layerFiles {
	switch kind {
	case report.Water:
		return b.Water
	case report.Roads:
		return b.Roads
	}
	return b.Rail
}

// Key is the dotted key of a file: background.rail, or background.rail.2 in a list.
func (b *File) Key(t *yaml.Tree, kind string, i int) string {
	key := "background." + kind
	if n := t.KeyNode(key); n != nil && n.Kind == yaml.List {
		key += "." + strconv.Itoa(i+1)
	}
	return key
}

// Read reads the maps that reports show below their figures.
func Read(r *input.Reader, f *File, t *yaml.Tree, g *population.Grid, sources []report.DataSource) []report.BackgroundLayer {
	var out []report.BackgroundLayer
	near := aroundCounty(g)
	for _, kind := range report.BackgroundKinds() {
		for i, x := range f.Of(kind) {
			if x.File == "" { // the schema has reported it
				continue
			}
			key, at := f.Key(t, kind, i), []string{"background", kind}
			if t.Root.Find(at...).Kind == yaml.List {
				at = append(at, strconv.Itoa(i))
			}
			l, ok := backgroundLayer(r, t, key, &x, near, append(at, "file")...)
			if !ok {
				continue
			}
			l.Kind = kind
			for k := range sources {
				if sources[k].Known() && sources[k].Covers(key) {
					l.Sources = append(l.Sources, k)
				}
			}
			out = append(out, l)
		}
	}
	return out
}

// aroundCounty is the rectangle of the county's areas and of their cells, and what
// surrounds it; empty if the county has neither.
func aroundCounty(g *population.Grid) orb.Bound {
	out := orb.MultiPoint(nil).Bound() // empty
	for i, at := range g.Centres {
		if g.Area[i] >= 0 {
			out = out.Union(at.Bound().Pad(g.Side / 2))
		}
	}
	for _, a := range g.Areas {
		if len(a.Shape) > 0 {
			out = out.Union(a.Shape.Bound())
		}
	}
	if out.IsEmpty() {
		return out
	}
	return out.Pad(beyondCounty)
}

// backgroundLayer reads one map: once to find its coordinate system, and once to keep
// what is near the county.
func backgroundLayer(r *input.Reader, t *yaml.Tree, key string, f *layerFile, near orb.Bound, at ...string) (l report.BackgroundLayer, ok bool) {
	name, ok := r.Resolve(t, f.File, at...)
	if !ok {
		return l, false
	}
	s := r.Records(name, f.Layer, t.Place(at...))
	if s == nil {
		return l, false
	}
	if !s.Places {
		r.Problems.Add(problem.Problem{File: s.File, Found: "a table without coordinates", Expected: "a map of lines or polygons"})
		return l, false
	}
	sample, others, err := drawnPlaces(s)
	if err != nil {
		r.Add(s.File, err)
		return l, false
	}
	if len(sample) == 0 {
		r.Problems.Add(problem.Problem{File: s.File, Found: "no line and no polygon", Expected: "lines or polygons to draw as " + key})
		return l, false
	}
	placed, ok := r.Place(s.File, s.Format, s.System, sample, source.Declared{EPSG: int(f.EPSG), Swap: f.Axes == "yx"})
	if !ok || near.IsEmpty() {
		return l, false
	}
	cut := cutting{near: near, placed: placed}
	if err := s.Each(nil, func(row *record.Row) error {
		cut.add(row.Geometry)
		return nil
	}); err != nil {
		r.Add(s.File, err)
		return l, false
	}
	if others > 0 {
		r.Note("%s: rows without a line or a polygon, left out of %s: %d", source.Base(s.File), key, others)
	}
	switch {
	case cut.vertices == 0:
		r.Note("%s: nothing within %g km of the county, so maps have no %s from it", source.Base(s.File), beyondCounty/1000, key)
	case cut.vertices > manyVertices:
		r.Note("%s: %s vertices of %s near the county make maps large: leave out small shapes", source.Base(s.File), report.Spaced(float64(cut.vertices)), key)
	}
	return report.BackgroundLayer{Lines: cut.lines, Areas: cut.areas}, true
}

// drawnPlaces returns a place of each line and polygon of a map, up to a number, and
// how many rows have neither.
func drawnPlaces(s *record.Source) (sample []orb.Point, others int, err error) {
	err = s.Each(nil, func(row *record.Row) error {
		found := false
		eachPath(row.Geometry, func(path []orb.Point) {
			found = found || len(path) > 0
			if len(path) > 0 && len(sample) < input.MaxSampled {
				sample = append(sample, path[0])
			}
		})
		if !found {
			others++
		}
		return nil
	})
	return sample, others, err
}

// eachPath visits the lines and the outer rings of a geometry.
func eachPath(g orb.Geometry, visit func([]orb.Point)) {
	switch g := g.(type) {
	case orb.LineString:
		visit(g)
	case orb.MultiLineString:
		for _, line := range g {
			visit(line)
		}
	case orb.Polygon:
		if len(g) > 0 {
			visit(g[0])
		}
	case orb.MultiPolygon:
		for _, p := range g {
			eachPath(p, visit)
		}
	case orb.Collection:
		for _, part := range g {
			eachPath(part, visit)
		}
	}
}

// cutting collects what of a map lies near the county, simplified.
type cutting struct {
	near     orb.Bound
	placed   source.Placed
	lines    orb.MultiLineString
	areas    orb.MultiPolygon
	vertices int
}

// add cuts a geometry of the file and keeps its parts.
func (c *cutting) add(g orb.Geometry) {
	switch g := g.(type) {
	case orb.LineString:
		c.line(g)
	case orb.MultiLineString:
		for _, line := range g {
			c.line(line)
		}
	case orb.Polygon:
		c.polygon(g)
	case orb.MultiPolygon:
		for _, p := range g {
			c.polygon(p)
		}
	case orb.Collection:
		for _, part := range g {
			c.add(part)
		}
	}
}

// path converts a line or a ring to EPSG:3067; nil if a place has no such coordinates.
func (c *cutting) path(points []orb.Point) []orb.Point {
	out := make([]orb.Point, len(points))
	for i, p := range points {
		out[i] = c.placed.Point(p)
		if x := out[i][0] - out[i][1]; x-x != 0 || math.IsNaN(x) {
			return nil
		}
	}
	return out
}

func (c *cutting) line(line orb.LineString) {
	for _, part := range clip.LineString(c.near, c.path(line)) {
		part = slices.Clip(simplify.DouglasPeucker(coarseness).LineString(part))
		if len(part) >= 2 && part[0] != part[1] {
			c.lines = append(c.lines, part)
			c.vertices += len(part)
		}
	}
}

// leastRing is the number of vertices of a ring with a surface, the first one twice.
const leastRing = 4

func (c *cutting) polygon(p orb.Polygon) {
	var out orb.Polygon
	for i, ring := range p {
		cut := simplify.DouglasPeucker(coarseness).Ring(clip.Ring(c.near, c.path(ring)))
		if len(cut) < leastRing {
			if i == 0 {
				return // too small to see, or elsewhere
			}
			continue
		}
		out = append(out, slices.Clip(cut))
		c.vertices += len(cut)
	}
	if len(out) > 0 {
		c.areas = append(c.areas, out)
	}
}
