package spatial

import (
	"math"

	"github.com/paulmach/orb"
)

// buckets is a lattice of equal squares over the bounds of some items, each
// square with the indexes of the items whose bounds meet it, in ascending order.
// It is flat: the items of square i are items[start[i]:start[i+1]].
type buckets struct {
	min    orb.Point
	size   float64 // side of a square
	nx, ny int
	start  []int32
	items  []int32
}

// farthest is the largest coordinate in metres that an index takes; beyond it,
// and for what is not a number, arithmetic on cells of a lattice makes no sense.
const farthest = 1e12

func usable(p orb.Point) bool {
	return math.Abs(p[0]) < farthest && math.Abs(p[1]) < farthest
}

// newBuckets makes about as many squares as items, none smaller than the mean
// item, so that memory stays in proportion whatever the items are. Items with an
// empty bound (Min above Max) are left out.
func newBuckets(bounds []orb.Bound) *buckets {
	b := &buckets{size: 1, nx: 1, ny: 1}
	whole, n, extent := orb.Bound{}, 0.0, 0.0
	for _, bound := range bounds {
		if bound.IsEmpty() {
			continue
		}
		if n == 0 {
			whole = bound
		}
		whole = whole.Union(bound)
		n++
		extent += max(bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1])
	}
	if n > 0 {
		w, h := whole.Max[0]-whole.Min[0], whole.Max[1]-whole.Min[1]
		if size := max(extent/n, math.Sqrt(w*h/n), max(w, h)/n); size > 0 {
			b.size = size
		}
		b.min = whole.Min
		b.nx, b.ny = int(w/b.size)+1, int(h/b.size)+1
	}
	b.fill(bounds)
	return b
}

// fill counts the items of each square, then places them.
func (b *buckets) fill(bounds []orb.Bound) {
	b.start = make([]int32, b.nx*b.ny+1)
	b.each(bounds, func(_ int32, square int) { b.start[square+1]++ })
	for i := 1; i < len(b.start); i++ {
		b.start[i] += b.start[i-1]
	}
	b.items = make([]int32, b.start[len(b.start)-1])
	next := append([]int32(nil), b.start...)
	b.each(bounds, func(item int32, square int) {
		b.items[next[square]] = item
		next[square]++
	})
}

func (b *buckets) each(bounds []orb.Bound, visit func(item int32, square int)) {
	for i, bound := range bounds {
		if bound.IsEmpty() {
			continue
		}
		x0, x1, y0, y1 := b.span(bound)
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				visit(int32(i), y*b.nx+x)
			}
		}
	}
}

// span gives the first and the last column and row that a bound meets, clamped
// to the lattice.
func (b *buckets) span(bound orb.Bound) (x0, x1, y0, y1 int) {
	return lattice(bound.Min[0]-b.min[0], b.size, b.nx), lattice(bound.Max[0]-b.min[0], b.size, b.nx),
		lattice(bound.Min[1]-b.min[1], b.size, b.ny), lattice(bound.Max[1]-b.min[1], b.size, b.ny)
}

// in lists the items of the square in a column and a row.
func (b *buckets) in(x, y int) []int32 {
	square := y*b.nx + x
	return b.items[b.start[square]:b.start[square+1]]
}

// lattice is the step that an offset falls in, clamped to 0 .. n-1.
func lattice(offset, size float64, n int) int {
	switch f := offset / size; {
	case !(f > 0):
		return 0
	case f >= float64(n):
		return n - 1
	default:
		return int(f)
	}
}
