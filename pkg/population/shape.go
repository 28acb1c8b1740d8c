package population

import (
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

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

// Filled is the union of one of several lists of cells, without the holes in which no other
// list has a cell, as where nobody lives. No cells return nil.
func (g *Grid) Filled(lists [][]int32, own int) orb.MultiPolygon {
	area := g.Dissolve(lists[own])
	taken := func(hole orb.Ring) bool {
		around := hole.Bound()
		inside := func(i int32) bool {
			return around.Contains(g.Centres[i]) && planar.RingContains(hole, g.Centres[i])
		}
		for k, cells := range lists {
			if k != own && slices.ContainsFunc(cells, inside) {
				return true
			}
		}
		return false
	}
	for i, polygon := range area {
		kept := polygon[:1]
		for _, hole := range polygon[1:] {
			if taken(hole) {
				kept = append(kept, hole)
			}
		}
		area[i] = kept
	}
	return area
}
