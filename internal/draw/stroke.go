package draw

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// pen turns lines into the rings of their strokes: flat or round ends, round joins.
type pen struct {
	half   float64 // half the width
	dash   []float64
	round  bool
	closed bool
}

// outline is the strokes of lines. All rings run the same way, so that where they
// overlap they count once.
func (p pen) outline(lines [][]orb.Point) [][]orb.Point {
	var out [][]orb.Point
	for _, line := range lines {
		line = slices.CompactFunc(slices.Clone(line), near)
		if p.closed && len(line) > 2 && !near(line[0], line[len(line)-1]) {
			line = append(line, line[0])
		}
		if len(p.dash) == 0 {
			out = p.stroke(out, line, p.closed)
			continue
		}
		for _, part := range dashes(line, p.dash) {
			out = p.stroke(out, part, false)
		}
	}
	return out
}

// near reports whether two points are one for a stroke.
func near(a, b orb.Point) bool { return math.Abs(a[0]-b[0])+math.Abs(a[1]-b[1]) < 1e-6 }

// stroke adds the rings of one line.
func (p pen) stroke(out [][]orb.Point, line []orb.Point, ring bool) [][]orb.Point {
	for i := 1; i < len(line); i++ {
		n := normal(line[i-1], line[i], p.half)
		out = append(out, sameWay([]orb.Point{plus(line[i-1], n), plus(line[i], n), minus(line[i], n), minus(line[i-1], n)}))
		next := i + 1
		if next == len(line) {
			if !ring || len(line) < 3 {
				continue
			}
			next = 1
		}
		if wedge := p.wedge(line[i], n, normal(line[i], line[next], p.half)); wedge != nil {
			out = append(out, wedge)
		}
	}
	if p.round && !ring && len(line) > 1 {
		for _, end := range []orb.Point{line[0], line[len(line)-1]} {
			out = append(out, sameWay(circle(end, p.half)))
		}
	}
	return out
}

// wedge is the outer side of a joint, between the normals of its two lines.
func (p pen) wedge(at, n, m orb.Point) []orb.Point {
	turn := math.Atan2(n[0]*m[1]-n[1]*m[0], n[0]*m[0]+n[1]*m[1])
	if math.Abs(turn) < 0.05 {
		return nil
	}
	if turn > 0 {
		n = orb.Point{-n[0], -n[1]}
	}
	ring := []orb.Point{at}
	steps := int(math.Ceil(math.Abs(turn) / 0.4))
	for i := 0; i <= steps; i++ {
		sin, cos := math.Sincos(turn * float64(i) / float64(steps))
		ring = append(ring, orb.Point{at[0] + n[0]*cos - n[1]*sin, at[1] + n[0]*sin + n[1]*cos})
	}
	return sameWay(ring)
}

// normal is half a width to the left of a line.
func normal(a, b orb.Point, half float64) orb.Point {
	dx, dy := b[0]-a[0], b[1]-a[1]
	long := math.Hypot(dx, dy)
	return orb.Point{-dy / long * half, dx / long * half}
}

func plus(a, b orb.Point) orb.Point  { return orb.Point{a[0] + b[0], a[1] + b[1]} }
func minus(a, b orb.Point) orb.Point { return orb.Point{a[0] - b[0], a[1] - b[1]} }

// sameWay turns a ring so that its area is positive.
func sameWay(ring []orb.Point) []orb.Point {
	area, last := 0.0, ring[len(ring)-1]
	for _, p := range ring {
		area += last[0]*p[1] - p[0]*last[1]
		last = p
	}
	if area < 0 {
		slices.Reverse(ring)
	}
	return ring
}

// dashes are the drawn parts of a line; drawn and empty lengths take turns.
func dashes(line []orb.Point, dash []float64) [][]orb.Point {
	sum := 0.0
	for _, d := range dash {
		sum += d
	}
	if !(sum > 0.2) || len(line) < 2 {
		return [][]orb.Point{line}
	}
	var out [][]orb.Point
	k, left := 0, dash[0]
	part := []orb.Point{line[0]}
	for i := 1; i < len(line); i++ {
		from, to := line[i-1], line[i]
		long := math.Hypot(to[0]-from[0], to[1]-from[1])
		for done := 0.0; done < long; {
			step := min(left, long-done)
			done, left = done+step, left-step
			at := orb.Point{from[0] + (to[0]-from[0])*done/long, from[1] + (to[1]-from[1])*done/long}
			part = append(part, at)
			if left > 1e-9 {
				continue
			}
			if k%2 == 0 {
				out = append(out, part)
			}
			k++
			left, part = dash[k%len(dash)], []orb.Point{at}
		}
	}
	if k%2 == 0 && len(part) > 1 {
		out = append(out, part)
	}
	return out
}
