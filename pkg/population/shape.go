package population

import (
	"github.com/paulmach/orb"

	"saavu/pkg/spatial"
)

// Shape is the polygon of a cell, a copy: that of its source, or the square around its
// centre. Its ring is closed and runs counter-clockwise.
func (g *Grid) Shape(cell int) orb.Polygon {
	if g.Shapes != nil {
		return g.Shapes[cell].Clone()
	}
	return spatial.CellPolygon(g.Centres[cell], g.Side)
}

// Dissolve returns the union of cells: squares as spatial.Dissolve joins them, other shapes
// as spatial.Joined does. Cells at one place count once. No cells return nil.
func (g *Grid) Dissolve(cells []int32) orb.MultiPolygon {
	centres, shapes := make([]orb.Point, 0, len(cells)), []orb.MultiPolygon(nil)
	seen := map[orb.Point]bool{}
	for _, i := range cells {
		centres = append(centres, g.Centres[i])
		if g.Shapes != nil && !seen[g.Centres[i]] {
			seen[g.Centres[i]] = true
			shapes = append(shapes, orb.MultiPolygon{g.Shapes[i]})
		}
	}
	if g.Shapes != nil {
		return spatial.Joined(shapes).Clone()
	}
	return spatial.Dissolve(centres, g.Side)
}
