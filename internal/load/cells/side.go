package cells

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"saavu/internal/load/input"
	"saavu/internal/source"
)

// sideOfShapes computes the side of the cells from their area. It notes if another
// side is declared or if cells differ. A hexagon counts by its area too.
func sideOfShapes(r *input.Reader, f *cellFile) {
	sorted := slices.Sorted(slices.Values(f.sizes))
	middle := sorted[len(sorted)/2]
	f.side = threeDigits(math.Sqrt(middle))
	if d := f.keys.side; d > 0 && math.Abs(d-f.side) > 0.01*f.side {
		r.Note("%s: cells are %g m wide by their shapes, which overrides the declared %g m", source.Base(f.File), f.side, d)
	}
	other := 0
	for _, a := range f.sizes {
		if math.Abs(a-middle) > 0.05*middle {
			other++
		}
	}
	if other > 0 {
		r.Note("%s: cells that differ in size from most: %d of %d, %.0f to %.0f m² instead of about %.0f", source.Base(f.File), other, len(sorted), sorted[0], sorted[len(sorted)-1], middle)
	}
}

// noteShapes notes cells that are no squares.
func noteShapes(r *input.Reader, f *cellFile) {
	if n := len(f.middles); n > 0 {
		r.Note("%s: cells that are not squares along the axes: %d of %d; their people are at their centres", source.Base(f.File), n, len(f.rows))
	}
}

// threeDigits rounds to three digits: a cell of 250 m is 249.9 m in another
// projection.
func threeDigits(v float64) float64 {
	if !(v > 0) {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(v))-2)
	return math.Round(v/unit) * unit
}

// sideOfPoints finds the side of cells that are points: the declared side, or the
// step of their lattice.
func sideOfPoints(r *input.Reader, f *cellFile, raw []orb.Point) {
	step := 0.0
	if !f.placed.CRS.Geographic() {
		step = latticeStep(raw)
	}
	switch f.side = f.keys.side; {
	case f.side == 0 && step > 0:
		f.side = step
		r.Note("%s: cells are points %g m apart, treated as squares of that side", source.Base(f.File), step)
	case f.side == 0:
		f.side = defaultSide
		r.Note("%s: cells are points that form no lattice, treated as squares of %g m; declare side", source.Base(f.File), f.side)
	case step > 0 && math.Abs(math.Mod(step, f.side)) > 1 && math.Abs(math.Mod(f.side, step)) > 1:
		r.Note("%s: cells are points %g m apart, which does not fit squares of %g m", source.Base(f.File), step, f.side)
	}
	if f.placed.CRS.Geographic() || step == 0 {
		return
	}
	// In Finnish grids the coordinates of corners are multiples of the side, and
	// those of centres are half a side more.
	corners := 0
	for _, p := range raw {
		if math.Abs(math.Remainder(p[0], f.side)) <= 1 && math.Abs(math.Remainder(p[1], f.side)) <= 1 {
			corners++
		}
	}
	switch {
	case corners == len(raw) && !f.keys.southwest:
		r.Note("%s: x and y are whole numbers of %g m, like corners of cells, but are used as centres; declare xy: southwest if they are corners", source.Base(f.File), f.side)
	case corners == 0 && f.keys.southwest:
		r.Note("%s: x and y are not whole numbers of %g m, unlike corners of cells; declare xy: centre if they are centres", source.Base(f.File), f.side)
	}
}

// latticeStep finds the step of a lattice: the most common distance between
// neighbouring values of x, and of y, if nearly all other distances are multiples
// of it. It is 0 if there is none.
func latticeStep(points []orb.Point) float64 {
	step := axisStep(points, 0)
	if other := axisStep(points, 1); step == 0 || other != 0 && other < step {
		step = other
	}
	return step
}

func axisStep(points []orb.Point, axis int) float64 {
	values := make([]float64, len(points))
	for i, p := range points {
		values[i] = math.Round(p[axis])
	}
	slices.Sort(values)
	values = slices.Compact(values)
	count := map[float64]int{}
	for i := 1; i < len(values); i++ {
		count[values[i]-values[i-1]]++
	}
	step, most := 0.0, 0
	for gap, n := range count {
		if n > most || n == most && gap < step {
			step, most = gap, n
		}
	}
	whole := 0
	for gap, n := range count {
		if step > 1 && math.Abs(math.Remainder(gap, step)) <= 1 {
			whole += n
		}
	}
	if step <= 1 || float64(whole) < 0.95*float64(len(values)-1) {
		return 0
	}
	return step
}
