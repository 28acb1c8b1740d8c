package spatial

import "github.com/paulmach/orb"

// RingArea returns the signed area of a ring in the square of its unit, above 0
// if it runs counter-clockwise; 0 for fewer than three points. The ring may be
// open. The sum is taken relative to the first point: relative to the origin,
// with eastings of 25 million metres, a small ring's sign would be lost to
// rounding.
func RingArea(ring orb.Ring) float64 {
	if len(ring) == 0 {
		return 0
	}
	sum, o := 0.0, ring[0]
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		sum += (a[0]-o[0])*(b[1]-o[1]) - (b[0]-o[0])*(a[1]-o[1])
	}
	return sum / 2
}
