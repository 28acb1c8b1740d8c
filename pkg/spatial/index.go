package spatial

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Index finds points by their distance, straight across the plane in metres. It
// is not changed by use and may serve several goroutines.
type Index struct {
	points []orb.Point
	near   *buckets
}

// NewIndex makes an index of points, which it keeps and which must not change
// afterwards. A point with a coordinate that is not a number, or beyond 1e12 m,
// keeps its place in the numbering but is never found.
func NewIndex(points []orb.Point) *Index {
	bounds := make([]orb.Bound, len(points))
	for i, p := range points {
		if usable(p) {
			bounds[i] = orb.Bound{Min: p, Max: p}
		} else {
			bounds[i] = orb.Bound{Min: orb.Point{1, 1}} // empty
		}
	}
	return &Index{points: points, near: newBuckets(bounds)}
}

// Nearest returns the index of the point nearest to p and its distance in metres.
// Of points equally near, the lowest index wins. Without points, or if p has a
// coordinate that is not a number, it returns -1 and +Inf.
func (x *Index) Nearest(p orb.Point) (i int, metres float64) {
	i, best := -1, math.Inf(1)
	if !usable(p) || len(x.near.items) == 0 {
		return i, best
	}
	b := x.near
	cx, cy := lattice(p[0]-b.min[0], b.size, b.nx), lattice(p[1]-b.min[1], b.size, b.ny)
	for r := 0; ; r++ {
		for y := max(cy-r, 0); y <= min(cy+r, b.ny-1); y++ {
			step := 2 * r // the two ends of the row only
			if y == cy-r || y == cy+r || r == 0 {
				step = 1
			}
			for c := cx - r; c <= cx+r; c += step {
				if c < 0 || c >= b.nx {
					continue
				}
				for _, k := range b.in(c, y) {
					d := squared(p, x.points[k])
					if d < best || d == best && int(k) < i {
						i, best = int(k), d
					}
				}
			}
		}
		// A point not yet seen may be as near as best and have a lower index.
		if beyond := b.beyond(p, cx, cy, r); beyond > best {
			return i, math.Sqrt(best)
		}
	}
}

// beyond is a lower limit of the squared distance from p to the items outside of
// the squares within r of column cx and row cy; +Inf if no squares are left.
func (b *buckets) beyond(p orb.Point, cx, cy, r int) float64 {
	x0, y0 := b.min[0], b.min[1]
	x1, y1 := x0+float64(b.nx)*b.size, y0+float64(b.ny)*b.size
	// How far p is from the whole lattice along each axis.
	offX, offY := max(x0-p[0], p[0]-x1, 0), max(y0-p[1], p[1]-y1, 0)
	limit, slack := math.Inf(1), b.rounding(p)
	edge := func(left bool, gap, off float64) {
		if left {
			gap = max(gap-slack, 0)
			limit = min(limit, gap*gap+off*off)
		}
	}
	edge(cx-r > 0, p[0]-(x0+float64(cx-r)*b.size), offY)
	edge(cx+r < b.nx-1, x0+float64(cx+r+1)*b.size-p[0], offY)
	edge(cy-r > 0, p[1]-(y0+float64(cy-r)*b.size), offX)
	edge(cy+r < b.ny-1, y0+float64(cy+r+1)*b.size-p[1], offX)
	return limit
}

// Within returns the indexes of the points at most so many metres from p, the
// limit included, in ascending order. The distance that Nearest gives includes
// its point. It is nil if there are none, or if a number is not one or below 0.
func (x *Index) Within(p orb.Point, metres float64) []int {
	if !usable(p) || !(metres >= 0) {
		return nil
	}
	var found []int
	b := x.near
	reach := metres + b.rounding(p) + 1e-14*metres
	x0, x1, y0, y1 := b.span(orb.Bound{
		Min: orb.Point{p[0] - reach, p[1] - reach}, Max: orb.Point{p[0] + reach, p[1] + reach}})
	for y := y0; y <= y1; y++ {
		for c := x0; c <= x1; c++ {
			for _, k := range b.in(c, y) {
				if math.Sqrt(squared(p, x.points[k])) <= metres {
					found = append(found, int(k))
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

// rounding is more than what rounding can do to the place of p or of the edges of
// squares; limits that leave items out are loosened by it.
func (b *buckets) rounding(p orb.Point) float64 {
	return 1e-14 * (math.Abs(p[0]) + math.Abs(p[1]) + math.Abs(b.min[0]) + math.Abs(b.min[1]) +
		float64(b.nx+b.ny)*b.size)
}

func squared(a, b orb.Point) float64 {
	dx, dy := a[0]-b[0], a[1]-b[1]
	return dx*dx + dy*dy
}
