package spatial

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// farthest is the largest coordinate in metres that is accepted; beyond it, and
// for NaN, distances and areas are meaningless.
const farthest = 1e12

func usable(p orb.Point) bool {
	return math.Abs(p[0]) < farthest && math.Abs(p[1]) < farthest
}

// Index finds points by their distance, straight across the plane in metres. It
// is not changed by use and may serve several goroutines.
type Index struct {
	points []orb.Point
	tree   rtree.RTreeG[int32]
}

// NewIndex makes an index of points, which it keeps and which must not change
// afterwards. A point with a coordinate that is NaN or beyond 1e12 m keeps its
// index but is never found.
func NewIndex(points []orb.Point) *Index {
	x := &Index{points: points}
	for i, p := range points {
		if usable(p) {
			x.tree.Insert(p, p, int32(i))
		}
	}
	return x
}

// Nearest returns the index of the point nearest to p and its distance in metres.
// Of points equally near, the lowest index wins. Without points, or if p has a
// coordinate that is not a number, it returns -1 and +Inf.
func (x *Index) Nearest(p orb.Point) (i int, metres float64) {
	i, best := -1, math.Inf(1)
	if !usable(p) {
		return i, best
	}
	x.tree.Nearby(
		// The same arithmetic for a box as for a point, so that rounding cannot
		// place a box farther away than the points in it.
		func(low, high [2]float64, _ int32, _ bool) float64 {
			return squared(p, orb.Point{min(max(p[0], low[0]), high[0]), min(max(p[1], low[1]), high[1])})
		},
		func(_, _ [2]float64, k int32, d float64) bool {
			if d > best {
				return false
			}
			if i < 0 || int(k) < i {
				i, best = int(k), d
			}
			return true
		})
	return i, math.Sqrt(best)
}

func squared(a, b orb.Point) float64 {
	dx, dy := a[0]-b[0], a[1]-b[1]
	return dx*dx + dy*dy
}
