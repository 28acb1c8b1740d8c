package scenario

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/pkg/network"
	"saavu/pkg/spatial"
)

// farthest is how far from the county's cells a facility may be, in metres. A
// location further away is a mistake in the coordinates.
const farthest = 20_000

// checkPlace refuses a location that is not where the county's system is used, is
// more than 20 km from every cell of the county, or cannot have travel times:
// it is not the location of a column, there is no router, and the nearest
// column is further away than SnapMax.
func (d *draft) checkPlace(field string, at orb.Point) {
	if !spatial.Within(d.CRS, d.CRS)(at) {
		d.refuse(field, spatial.Misplaced(at, d.CRS), "%s is not a location %s in %s metres", coordinates(at), d.CRS.Where(), d.CRS.Code())
		return
	}
	cell, metres := d.nearestCell(at)
	switch {
	case cell < 0:
		d.refuse(field, "", "the grid has no cell in the county")
	case metres > farthest:
		d.refuse(field, "a location may be at most 20 km outside", "%s is %.0f m from the county's nearest cell", coordinates(at), math.Ceil(metres))
	case d.Router != nil:
	default:
		d.checkColumn(field, at)
	}
}

// checkColumn refuses a location without a column if there is no router.
func (d *draft) checkColumn(field string, at orb.Point) {
	column, metres := d.nearestColumn(at)
	switch {
	case column < 0:
		d.refuse(field, "", "no travel times at %s: the matrix has no columns and there is no router", coordinates(at))
	case metres > d.SnapMax:
		d.refuse(field, "choose a location near a column or raise snap_max_m",
			"no travel times at %s: the nearest column is %.0f m away and at most %.0f m is allowed", coordinates(at), math.Ceil(metres), d.SnapMax)
	}
}

// locate moves a facility to a location that checkPlace has accepted. Its
// column is the one at exactly that location, otherwise a new one from the
// router, otherwise the nearest. The coordinate class is exact, because the
// plan states the location. The area is that of the nearest cell of the county.
func (d *draft) locate(f *network.Facility, at orb.Point) {
	f.At, f.Class, f.Snap = at, network.ClassA, 0
	if cell, _ := d.nearestCell(at); cell >= 0 {
		f.Area = d.Grid.Areas[d.Grid.Area[cell]].ID
	}
	f.Column = d.Matrix.ColumnAt(at)
	if f.Column >= 0 {
		return
	}
	if d.Router != nil {
		d.Matrix = d.Matrix.WithPlace(d.Router, at)
		f.Column = d.Matrix.Columns() - 1
		return
	}
	f.Column, f.Snap = d.nearestColumn(at)
}

// nearestCell finds the cell of the county with the nearest centre; -1 if there
// is none.
func (d *Base) nearestCell(at orb.Point) (cell int, metres float64) {
	cell, metres = -1, math.Inf(1)
	for i, c := range d.Grid.Centres {
		if d.Grid.Area[i] < 0 {
			continue
		}
		if m := math.Hypot(c[0]-at[0], c[1]-at[1]); m < metres {
			cell, metres = i, m
		}
	}
	return cell, metres
}

// nearestColumn finds the column with the nearest location; -1 if there is none.
func (d *draft) nearestColumn(at orb.Point) (column int, metres float64) {
	column, metres = -1, math.Inf(1)
	for j, p := range d.Matrix.Places {
		if m := math.Hypot(p[0]-at[0], p[1]-at[1]); m < metres {
			column, metres = j, m
		}
	}
	return column, metres
}

// coordinates formats a location without an exponent.
func coordinates(at orb.Point) string {
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return number(at[0]) + ", " + number(at[1])
}
