package spatial

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// mostCompared bounds the pairs of a ring's edges that are compared: rings of
// real boundaries need a few for each edge.
const mostCompared = 20_000_000

// SelfCrossing returns the westernmost place where two edges of a ring cross
// each other, as in a bow tie: the ring's area is then meaningless. It returns
// false if no edges cross, for edges that only touch or overlap (to a few
// millimetres), and for a ring too dense to check in reasonable time.
// Coordinates may be in any system.
func SelfCrossing(ring orb.Ring) (orb.Point, bool) {
	edges := make([][2]orb.Point, 0, len(ring))
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		if a[0] > b[0] {
			a, b = b, a
		}
		if a != b {
			edges = append(edges, [2]orb.Point{a, b})
		}
	}
	slices.SortFunc(edges, func(a, b [2]orb.Point) int { return cmp.Compare(a[0][0], b[0][0]) })
	compared := 0
	for i, e := range edges {
		low, high := math.Min(e[0][1], e[1][1]), math.Max(e[0][1], e[1][1])
		for _, o := range edges[i+1:] {
			if o[0][0] > e[1][0] {
				break
			}
			if compared++; compared > mostCompared {
				return orb.Point{}, false
			}
			if math.Max(o[0][1], o[1][1]) < low || math.Min(o[0][1], o[1][1]) > high {
				continue
			}
			if at, ok := crossing(e, o); ok {
				return at, true
			}
		}
	}
	return orb.Point{}, false
}

// noise is the relative amount by which borders that touch may cross through
// rounding: a few millimetres, in metres and in degrees.
const noise = 1e-9

// crossing returns where two edges cross, inside both by more than noise.
func crossing(e, o [2]orb.Point) (orb.Point, bool) {
	least := noise * math.Max(math.Abs(e[0][0]), math.Abs(e[0][1]))
	side := func(a, b, p orb.Point) float64 {
		d := ((b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])) / math.Hypot(b[0]-a[0], b[1]-a[1])
		if math.Abs(d) <= least {
			return 0
		}
		return d
	}
	o0, o1 := side(e[0], e[1], o[0]), side(e[0], e[1], o[1])
	e0, e1 := side(o[0], o[1], e[0]), side(o[0], o[1], e[1])
	if !(o0 < 0 && o1 > 0 || o0 > 0 && o1 < 0) || !(e0 < 0 && e1 > 0 || e0 > 0 && e1 < 0) {
		return orb.Point{}, false
	}
	share := o0 / (o0 - o1)
	return orb.Point{o[0][0] + share*(o[1][0]-o[0][0]), o[0][1] + share*(o[1][1]-o[0][1])}, true
}
