package population

import (
	"github.com/paulmach/orb"

	"saavu/pkg/spatial"
)

// Shape is the polygon of a cell, a copy: that of its source, or the square around its
// centre. Its rings are closed, the outer one counter-clockwise.
func (g *Grid) Shape(cell int) orb.Polygon {
	if g.Shapes != nil {
		return g.Shapes[cell].Clone()
	}
	return spatial.CellPolygon(g.Centres[cell], g.Side)
}

// Dissolve returns the union of cells: of squares as spatial.Dissolve does, of other shapes
// as spatial.United does, without those at the place of another. No cells return nil.
func (g *Grid) Dissolve(cells []int32) orb.MultiPolygon {
	centres := make([]orb.Point, len(cells))
	for i, cell := range cells {
		centres[i] = g.Centres[cell]
	}
	if g.Shapes == nil {
		return spatial.Dissolve(centres, g.Side)
	}
	var shapes []orb.Polygon
	seen := map[orb.Point]bool{}
	for i, cell := range cells {
		if !seen[centres[i]] {
			seen[centres[i]] = true
			shapes = append(shapes, g.Shapes[cell])
		}
	}
	return spatial.United(shapes).Clone()
}
