package cells

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/spatial"
)

// place stores the location of a row's cell, in the file's coordinates.
func (c *cellReader) place(row *record.Row) {
	switch {
	case c.at.wkt >= 0:
		g, ok := source.WKT(row.Text(c.at.wkt))
		if !ok || !c.geometry(g) {
			c.wrong(row, c.at.wkt, "a polygon or a point as well-known text", "")
		}
	case c.at.x >= 0 && c.at.y >= 0:
		x, okX := row.Number(c.at.x)
		y, okY := row.Number(c.at.y)
		if !okX {
			c.wrong(row, c.at.x, "a coordinate", "")
		}
		if !okY {
			c.wrong(row, c.at.y, "a coordinate", "")
		}
		c.boxes = append(c.boxes, orb.Bound{Min: orb.Point{x, y}, Max: orb.Point{x, y}})
	case c.Places && !c.geometry(row.Geometry):
		found := "no shape"
		if row.Geometry != nil {
			found = "a " + row.Geometry.GeoJSONType()
		}
		c.good = false
		c.r.Problems.Add(problem.Problem{File: c.File, Row: row.At, Found: found, Expected: "a polygon or a point, the cell of a grid"})
	}
}

// geometry stores the bounds of a cell's shape and the shape itself. It
// returns false for anything but a polygon or a point.
func (c *cellReader) geometry(g orb.Geometry) bool {
	if m, ok := g.(orb.MultiPolygon); ok && len(m) == 1 {
		g = m[0]
	} else if whole, ok := spatial.Uncut(g).(orb.MultiPolygon); ok && !orb.Equal(whole, m) {
		g = spatial.Hull(whole)
	}
	switch g := g.(type) {
	case orb.Point:
		if len(c.sizes) > 0 {
			c.mixture++
		}
		c.boxes = append(c.boxes, g.Bound())
		return true
	case orb.Polygon:
		if len(g) == 0 || len(g[0]) < 3 {
			return false
		}
		if len(c.sizes) < len(c.boxes) {
			c.mixture++
		}
		b, size := g[0].Bound(), math.Abs(spatial.RingArea(g[0]))
		if size > 0 && size < minSquareFill*(b.Max[0]-b.Min[0])*(b.Max[1]-b.Min[1]) {
			if c.middles == nil {
				c.middles = map[int]orb.Point{}
			}
			c.middles[len(c.boxes)], _ = planar.CentroidArea(g[0])
		}
		c.boxes, c.sizes = append(c.boxes, b), append(c.sizes, size)
		c.shapes = append(c.shapes, g.Clone())
		return true
	}
	return false
}

// placeCellFile finds the coordinate system of a file's cells and transforms them
// to metres of the county's system; keep says whether shapes of squares are needed. A cell is aligned with the axes of the file's own system, so
// its centre is the centre of its bounds there. A hexagon, a triangle or another
// shape that does not fill its bounds has its centroid as centre.
func placeCellFile(r *input.Reader, f *cellFile, keep bool) bool {
	if f.boxes == nil {
		return true
	}
	raw := make([]orb.Point, len(f.boxes))
	for i, b := range f.boxes {
		raw[i] = b.Center()
		if middle, ok := f.middles[i]; ok {
			raw[i] = middle
		}
	}
	system := f.System
	if !system.Stated() && f.keys.defaultEPSG != 0 && f.Format != "GeoJSON" {
		system = record.System{EPSG: f.keys.defaultEPSG, From: f.keys.profile}
	}
	placed, ok := r.Place(f.File, f.Format, system, raw, source.Declared{EPSG: f.keys.epsg, Swap: f.keys.swap})
	if !ok {
		return false
	}
	f.placed = placed
	noteOutside(r, f, raw)
	if f.sizes != nil {
		f.measure()
		sideOfShapes(r, f)
	} else {
		sideOfPoints(r, f, raw)
	}
	half := f.side / 2
	f.centres = raw
	for i, p := range raw {
		switch {
		case f.sizes != nil || !f.keys.southwest:
			f.centres[i] = placed.Point(p)
		case placed.CRS.Geographic():
			at := placed.Point(p)
			f.centres[i] = orb.Point{at[0] + half, at[1] + half}
		default:
			f.centres[i] = placed.Point(orb.Point{p[0] + half, p[1] + half})
		}
	}
	if !keep && len(f.middles) == 0 {
		f.shapes = nil
	}
	for _, p := range f.shapes {
		for _, ring := range p {
			for i := range ring {
				ring[i] = placed.Point(ring[i])
			}
		}
	}
	noteSamePlaces(r, f)
	return true
}

// minSquareFill is the least share of its bounds that a square along the axes
// fills. A hexagon fills three quarters of them.
const minSquareFill = 0.9

// measure converts the areas of shapes to square metres, by the factor that their
// bounds grow or shrink in the transformation.
func (f *cellFile) measure() {
	for i, b := range f.boxes {
		before := spatial.RingArea(b.ToRing())
		ring := b.ToRing()
		for k := range ring {
			ring[k] = f.placed.Point(ring[k])
		}
		if before > 0 {
			f.sizes[i] *= math.Abs(spatial.RingArea(ring)) / before
		}
	}
}

// square returns the square of a cell whose file has points. It is aligned with
// the axes of the file's coordinates if these are metres.
func (f *cellFile) square(i int) orb.Polygon {
	if f.placed.CRS.Geographic() {
		return spatial.CellPolygon(f.centres[i], f.side)
	}
	at := f.boxes[i].Center()
	if f.keys.southwest {
		at = orb.Point{at[0] + f.side/2, at[1] + f.side/2}
	}
	p := spatial.CellPolygon(at, f.side)
	for k := range p[0] {
		p[0][k] = f.placed.Point(p[0][k])
	}
	return p
}

// nearCorner is the share of their side within which corners of cells are one.
const nearCorner = 0.005

// tiling returns the cells in their own shapes; nil if all are squares.
func (f *cellFile) tiling() []orb.Polygon {
	if len(f.middles) == 0 || !(f.side > 0) {
		return nil
	}
	return spatial.Tiled(f.shapes, nearCorner*f.side)
}

// polygons returns the cells as polygons; points become squares.
func (f *cellFile) polygons() []orb.Polygon {
	if f.shapes != nil {
		return f.shapes
	}
	out := make([]orb.Polygon, len(f.boxes))
	for i := range out {
		out[i] = f.square(i)
	}
	return out
}
