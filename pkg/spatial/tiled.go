package spatial

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Tiled returns cells of one division as a tiling: corners of several cells that are at
// most near apart become one, and a corner that lies at most near from the side of another
// cell becomes a corner of it too. So neighbours have their common border in common, and
// United unites any of them. Rings are closed, outer ones counter-clockwise and holes
// clockwise; one of fewer than three corners is left out. A cell without any is nil. The
// unit is that of near, which is above 0 and small against the sides of cells.
func Tiled(cells []orb.Polygon, near float64) []orb.Polygon {
	t := &tiling{near: near, close: map[step][]int32{}, around: map[step][]int32{}}
	rings := make([][][]int32, len(cells))
	for i, cell := range cells {
		for k, ring := range cell {
			if ids := t.corners(ring, k == 0); ids != nil {
				rings[i] = append(rings[i], ids)
			}
		}
	}
	for i, p := range t.points {
		t.around[t.step(p, tileStep)] = append(t.around[t.step(p, tileStep)], int32(i))
	}
	out := make([]orb.Polygon, len(cells))
	for i := range rings {
		for _, ids := range rings[i] {
			ring := orb.Ring{t.points[ids[0]]}
			for k := range ids {
				from, to := ids[k], ids[(k+1)%len(ids)]
				for _, c := range t.between(from, to) {
					ring = append(ring, t.points[c])
				}
				ring = append(ring, t.points[to])
			}
			out[i] = append(out[i], ring)
		}
	}
	return out
}

// tileStep is the size, in units of near, of the squares in which corners next to a side
// are looked for.
const tileStep = 100

// tiling is the corners of cells, each once, by small and by large squares.
type tiling struct {
	near          float64
	points        []orb.Point
	close, around map[step][]int32
}

func (t *tiling) step(p orb.Point, of float64) step {
	return step{int(math.Floor(p[0] / (of * t.near))), int(math.Floor(p[1] / (of * t.near)))}
}

// corner is the index of the nearest corner that is near, or of a new one.
func (t *tiling) corner(p orb.Point) int32 {
	s, best, least := t.step(p, 1), int32(-1), t.near
	for dx := -1; dx <= 1; dx++ {
		for dy := -1; dy <= 1; dy++ {
			for _, c := range t.close[step{s.x + dx, s.y + dy}] {
				if d := planar.Distance(t.points[c], p); d <= least {
					best, least = c, d
				}
			}
		}
	}
	if best < 0 {
		best = int32(len(t.points))
		t.points, t.close[s] = append(t.points, p), append(t.close[s], best)
	}
	return best
}

// corners are those of a ring, each side once, in the direction of an outer ring or a hole;
// nil if they are fewer than three.
func (t *tiling) corners(ring orb.Ring, outer bool) []int32 {
	var ids []int32
	for _, p := range ring {
		if c := t.corner(p); len(ids) == 0 || ids[len(ids)-1] != c {
			ids = append(ids, c)
		}
	}
	if len(ids) > 1 && ids[0] == ids[len(ids)-1] {
		ids = ids[:len(ids)-1]
	}
	if len(ids) < 3 {
		return nil
	}
	if (ring.Orientation() == orb.CCW) != outer {
		slices.Reverse(ids)
	}
	return ids
}

// between are the other corners on the side from one corner to another, in its direction.
func (t *tiling) between(from, to int32) []int32 {
	a, b := t.points[from], t.points[to]
	d := orb.Point{b[0] - a[0], b[1] - a[1]}
	long := math.Hypot(d[0], d[1])
	// The squares along the side, and those around them.
	squares, last := map[step]bool{}, math.Ceil(long/(tileStep*t.near))
	for k := 0.0; k <= last; k++ {
		at := t.step(orb.Point{a[0] + d[0]*k/last, a[1] + d[1]*k/last}, tileStep)
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				squares[step{at.x + dx, at.y + dy}] = true
			}
		}
	}
	along := map[int32]float64{}
	var out []int32
	for s := range squares {
		for _, c := range t.around[s] {
			p := orb.Point{t.points[c][0] - a[0], t.points[c][1] - a[1]}
			at, off := (p[0]*d[0]+p[1]*d[1])/long, math.Abs(p[0]*d[1]-p[1]*d[0])/long
			if c != from && c != to && off <= t.near && at > t.near && at < long-t.near {
				along[c] = at
				out = append(out, c)
			}
		}
	}
	slices.SortFunc(out, func(p, q int32) int { return cmp.Or(cmp.Compare(along[p], along[q]), cmp.Compare(p, q)) })
	return out
}
