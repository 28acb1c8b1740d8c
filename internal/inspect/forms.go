package inspect

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/pkg/report"
)

// When polygons are treated as cells of a grid.
const (
	mostCorners  = 12      // corners of a cell; the borders of districts have more
	leastCells   = 100     // irregular polygons that may be cells
	mostSizes    = 1 << 17 // areas that are kept, of the first polygons
	mostTimes    = 20.0    // how many times as large as others irregular cells are
	leastCompact = 0.97    // of the compactness of a regular polygon
)

// forms records the shapes of polygons, to find out whether they are cells of a
// grid other than squares along the axes of the file: hexagons, triangles,
// squares that were rotated by a change of coordinates, cells that a border
// cuts.
type forms struct {
	n, regular, few int64
	corners         map[int]int64 // of the regular ones
	sizes           []float64     // square metres
}

// add adds a polygon in metres.
func (f *forms) add(g orb.Geometry, metres orb.Projection) {
	ring := outline(g)
	f.n++
	if len(ring) < 4 || len(ring) > 4*mostCorners {
		return
	}
	moved := make(orb.Ring, len(ring))
	for i, p := range ring {
		moved[i] = metres(p)
	}
	n, round := cornersOf(moved)
	size := math.Abs(area(moved))
	if n < 3 || n > mostCorners || !(size > 0) {
		return
	}
	f.few++
	if len(f.sizes) < mostSizes {
		f.sizes = append(f.sizes, size)
	}
	// A circle has the compactness 1, a regular polygon of n corners this one.
	ideal := math.Pi / (float64(n) * math.Tan(math.Pi/float64(n)))
	if n <= 6 && 4*math.Pi*size/(round*round) >= leastCompact*ideal {
		if f.corners == nil {
			f.corners = map[int]int64{}
		}
		f.regular++
		f.corners[n]++
	}
}

// cornersOf counts the corners of a ring, without those on a straight line, and
// measures its length.
func cornersOf(ring orb.Ring) (n int, round float64) {
	open := ring[:len(ring)-1]
	for i := range open {
		before, at, after := open[(i+len(open)-1)%len(open)], open[i], open[(i+1)%len(open)]
		ax, ay, bx, by := at[0]-before[0], at[1]-before[1], after[0]-at[0], after[1]-at[1]
		a, b := math.Hypot(ax, ay), math.Hypot(bx, by)
		round += b
		if math.Abs(ax*by-ay*bx) > 0.02*a*b {
			n++
		}
	}
	return n, round
}

// cells reports whether the polygons are cells: nearly all of them regular, or
// most if a border cuts the others, or many with few corners and of about one
// size. Districts of a map, with counts of people, have names.
func (f *forms) cells(people, named bool) *Cells {
	if f.few < 9 || f.few*20 < f.n*19 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(f.sizes))
	last := len(sorted) - 1
	side := rounded(math.Sqrt(sorted[len(sorted)/2]))
	many, counted := f.n >= leastCells, people && !named
	switch {
	case side < 10: // degrees of an unknown system
		return nil
	case f.regular*20 >= f.n*19 && (many || !named):
	case f.regular*5 >= f.n*3 && counted:
	case many && counted && sorted[last-last/20] <= mostTimes*sorted[last/20]:
	default:
		return nil
	}
	return &Cells{Side: side, On: f.n, Shape: f.shape()}
}

// shape names the form that most cells have.
func (f *forms) shape() string {
	for n, name := range map[int]string{3: "triangles", 4: "squares", 6: "hexagons"} {
		if f.corners[n]*10 >= f.n*9 {
			return name
		}
	}
	return "shapes"
}

// rounded keeps three digits of a length.
func rounded(v float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(v))-2)
	return math.Round(v/unit) * unit
}

// about describes the cells.
func (c *Cells) about() report.Message {
	switch {
	case c.Shape != "":
		return report.NewMessage("cells.shape", "shape", report.Term{List: "cell_shape", Word: c.Shape}, "side", metres(c.Side))
	case c.Off > 0:
		return report.NewMessage("cells.squares_off", "side", metres(c.Side), "on", int(c.On), "off", int(c.Off))
	}
	return report.NewMessage("cells.squares", "side", metres(c.Side))
}

// centre is the middle of a shape's box, which is the centre of a square; for a
// cell that does not fill its box it is the centroid.
func centre(g orb.Geometry) (orb.Point, bool) {
	b := g.Bound()
	if p, ok := g.(orb.Polygon); ok && len(p) == 1 && len(p[0]) <= mostCorners {
		if s := math.Abs(area(p[0])); s > 0 && s < 0.9*(b.Max[0]-b.Min[0])*(b.Max[1]-b.Min[1]) {
			c, _ := planar.CentroidArea(p[0])
			return c, c[0]-c[0] == 0 && c[1]-c[1] == 0
		}
	}
	c := orb.Point{(b.Min[0] + b.Max[0]) / 2, (b.Min[1] + b.Max[1]) / 2}
	return c, !b.IsEmpty() && c[0]-c[0] == 0 && c[1]-c[1] == 0
}
