package spatial

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// corner is a point in whole centimetres.
type corner struct{ x, y int64 }

func cornerOf(p orb.Point) corner {
	return corner{int64(math.Round(p[0] * 100)), int64(math.Round(p[1] * 100))}
}

// Joined returns the union of areas that cover each other nowhere and have the corners
// of their common borders in common, to the centimetre, such as the areas of one
// division: the sides that two areas share are left out and the others are joined to
// rings, outer ones counter-clockwise and holes clockwise. The order of the areas has
// no influence. Areas whose borders do not meet in this way keep them, as does all of
// the input if its sides make no closed rings. No areas return nil.
func Joined(areas []orb.MultiPolygon) orb.MultiPolygon {
	next, points := map[corner][]corner{}, map[corner]orb.Point{}
	for _, area := range areas {
		for _, polygon := range area {
			for i, ring := range polygon {
				// Outer rings run counter-clockwise and holes clockwise, so that a side
				// that two areas share runs in both directions.
				backward := (ring.Orientation() == orb.CCW) != (i == 0)
				for k := 1; k < len(ring); k++ {
					from, to := ring[k-1], ring[k]
					if backward {
						from, to = to, from
					}
					points[cornerOf(from)], points[cornerOf(to)] = from, to
					cancel(next, cornerOf(from), cornerOf(to))
				}
			}
		}
	}
	rings, closed := chained(next, points)
	if !closed {
		return slices.Concat(areas...)
	}
	return nested(rings)
}

// cancel adds a side, or removes the same side in the other direction.
func cancel(next map[corner][]corner, from, to corner) {
	if from == to {
		return
	}
	if i := slices.Index(next[to], from); i >= 0 {
		next[to] = slices.Delete(next[to], i, i+1)
		if len(next[to]) == 0 {
			delete(next, to)
		}
		return
	}
	next[from] = append(next[from], to)
}

// chained joins sides to rings, from the lowest corner on; false if some do not close.
func chained(next map[corner][]corner, points map[corner]orb.Point) ([]orb.Ring, bool) {
	starts := make([]corner, 0, len(next))
	for c := range next {
		starts = append(starts, c)
	}
	slices.SortFunc(starts, func(a, b corner) int {
		if a.x != b.x {
			return int(max(min(a.x-b.x, 1), -1))
		}
		return int(max(min(a.y-b.y, 1), -1))
	})
	var rings []orb.Ring
	for _, start := range starts {
		for len(next[start]) > 0 {
			ring := orb.Ring{points[start]}
			last, at := corner{}, start
			for {
				to := leftmost(next[at], last, at, len(ring) > 1)
				if to < 0 {
					return nil, false
				}
				last, at = at, next[at][to]
				next[last] = slices.Delete(next[last], to, to+1)
				ring = append(ring, points[at])
				if at == start {
					break
				}
			}
			rings = append(rings, simpleRings(ring)...)
		}
	}
	return rings, true
}

// simpleRings cuts a closed ring where it returns to a corner, as a hole does that touches
// the ring around it.
func simpleRings(ring orb.Ring) []orb.Ring {
	var rings []orb.Ring
	var open orb.Ring
	at := map[corner]int{}
	for _, p := range ring {
		c := cornerOf(p)
		if i, ok := at[c]; ok {
			rings = append(rings, append(slices.Clone(open[i:]), p))
			for _, cut := range open[i+1:] {
				delete(at, cornerOf(cut))
			}
			open = open[:i+1]
			continue
		}
		at[c] = len(open)
		open = append(open, p)
	}
	return rings
}

// leftmost is which of the sides from a corner turns most to the left, so that rings
// that touch at a corner stay apart; -1 if there is none. The order of the sides has no
// influence.
func leftmost(sides []corner, last, at corner, some bool) int {
	best, turn := -1, 0.0
	for i, to := range sides {
		angle := math.Atan2(float64(to.y-at.y), float64(to.x-at.x))
		if some {
			angle -= math.Atan2(float64(at.y-last.y), float64(at.x-last.x))
		}
		for angle <= -math.Pi {
			angle += 2 * math.Pi
		}
		for angle > math.Pi {
			angle -= 2 * math.Pi
		}
		if best < 0 || angle > turn {
			best, turn = i, angle
		}
	}
	return best
}

// inner is a point next to the middle of a hole's first side, outside the hole.
func inner(h orb.Ring) orb.Point {
	a, b := h[0], h[1]
	dx, dy := b[0]-a[0], b[1]-a[1]
	long := math.Hypot(dx, dy)
	// A hole runs clockwise: what surrounds it lies to its left.
	return orb.Point{(a[0]+b[0])/2 - dy/long*0.005, (a[1]+b[1])/2 + dx/long*0.005}
}

// nested puts holes into the smallest outer rings that contain them.
func nested(rings []orb.Ring) orb.MultiPolygon {
	var out orb.MultiPolygon
	var holes []orb.Ring
	for _, r := range rings {
		if r.Orientation() == orb.CCW {
			out = append(out, orb.Polygon{r})
		} else {
			holes = append(holes, r)
		}
	}
	bounds := make([]orb.Bound, len(out))
	for i, p := range out {
		bounds[i] = p.Bound()
	}
	for _, h := range holes {
		around := -1
		for i, p := range out {
			if bounds[i].Contains(h.Bound().Min) && planar.RingContains(p[0], inner(h)) &&
				(around < 0 || RingArea(p[0]) < RingArea(out[around][0])) {
				around = i
			}
		}
		if around >= 0 {
			out[around] = append(out[around], h)
		}
	}
	return out
}

// Tiled returns cells of one division as a tiling: corners of several cells that are at
// most near apart become one, and a corner that lies at most near from the side of another
// cell becomes a corner of it too. So neighbours have their common border in common, and
// Joined unites any of them. Rings are closed, outer ones counter-clockwise and holes
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
	box := orb.MultiPoint{a, b}.Bound().Pad(t.near)
	lowest, highest := t.step(box.Min, tileStep), t.step(box.Max, tileStep)
	along := map[int32]float64{}
	var out []int32
	for x := lowest.x; x <= highest.x; x++ {
		for y := lowest.y; y <= highest.y; y++ {
			for _, c := range t.around[step{x, y}] {
				p := orb.Point{t.points[c][0] - a[0], t.points[c][1] - a[1]}
				at, off := (p[0]*d[0]+p[1]*d[1])/long, math.Abs(p[0]*d[1]-p[1]*d[0])/long
				if c != from && c != to && off <= t.near && at > t.near && at < long-t.near {
					along[c] = at
					out = append(out, c)
				}
			}
		}
	}
	slices.SortFunc(out, func(p, q int32) int { return cmp.Compare(along[p], along[q]) })
	return out
}
