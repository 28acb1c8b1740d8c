package spatial

import "github.com/paulmach/orb"

// CellPolygon is the square of a grid cell: sides along the axes, side metres
// long, the ring closed and counter-clockwise from the lower left corner.
func CellPolygon(centre orb.Point, side float64) orb.Polygon {
	x0, y0 := centre[0]-side/2, centre[1]-side/2
	x1, y1 := centre[0]+side/2, centre[1]+side/2
	return orb.Polygon{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}}
}
