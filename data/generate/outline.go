package main

import (
	"math"

	"github.com/paulmach/orb"
)

// The lattice and the outline of the county, metres. Our assumptions.
const (
	cellSide   = 250
	farthest   = 5500        // a cell is at most this far from its area's centre
	quietArea  = "aviapolis" // the homes of this area lie south of its station,
	quietAbove = "aviapolis" // which has this id
)

// cell is one square of the grid.
type cell struct {
	row, col int // whole squares from the origin of EPSG:3067
	area     int
	weight   float64
	people   int
	ages     count
}

// centre is the middle of the square in EPSG:3067 metres.
func (c cell) centre() orb.Point {
	return orb.Point{float64(c.col*cellSide + cellSide/2), float64(c.row*cellSide + cellSide/2)}
}

// id is the cell's number: its column, then its row in five digits.
func (c cell) id() int64 { return int64(c.col)*100000 + int64(c.row) }

// squares returns every square inside the outline, by row then column, each
// with the area whose centre is nearest. The outline is a union of discs, less
// the discs where nobody lives; it is a plausible shape, not a boundary.
func squares(f *facts) []cell {
	lo, hi := orb.Point{math.Inf(1), math.Inf(1)}, orb.Point{math.Inf(-1), math.Inf(-1)}
	for _, d := range f.discs {
		if d.inside {
			for axis := range lo {
				lo[axis] = min(lo[axis], d.centre[axis]-d.radius)
				hi[axis] = max(hi[axis], d.centre[axis]+d.radius)
			}
		}
	}
	north := math.Inf(1)
	for _, s := range f.stations {
		if s.id == quietAbove {
			north = s.at[1]
		}
	}
	var cells []cell
	for row := int(lo[1]) / cellSide; row <= int(hi[1])/cellSide; row++ {
		for col := int(lo[0]) / cellSide; col <= int(hi[0])/cellSide; col++ {
			c := cell{row: row, col: col}
			p := c.centre()
			if !inOutline(f.discs, p) {
				continue
			}
			near, d := nearestArea(f, p)
			if d > farthest || f.areas[near].id == quietArea && p[1] > north {
				continue
			}
			c.area = near
			cells = append(cells, c)
		}
	}
	return cells
}

func inOutline(discs []disc, p orb.Point) bool {
	in := false
	for _, d := range discs {
		if apart(p, d.centre) > d.radius {
			continue
		}
		if !d.inside {
			return false
		}
		in = true
	}
	return in
}

// nearestArea returns the area whose centre is nearest, the earlier one if two
// are equally near, and the distance in metres.
func nearestArea(f *facts, p orb.Point) (int, float64) {
	best, at := math.Inf(1), -1
	for i, a := range f.areas {
		if d := apart(p, a.centre); d < best {
			best, at = d, i
		}
	}
	return at, best
}

func apart(a, b orb.Point) float64 {
	dx, dy := a[0]-b[0], a[1]-b[1]
	return math.Sqrt(float64(dx*dx) + float64(dy*dy)) // the conversions keep each product rounded on every machine
}
