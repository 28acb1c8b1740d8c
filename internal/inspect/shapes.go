package inspect

import (
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
)

// offset compares columns of coordinates with the centres of the shapes.
type offset struct {
	rows, turned     int64
	sum, least, most float64
}

// squares collects the boxes of polygons, to find out whether they are cells.
type squares struct {
	n, square   int64
	least, most float64 // sides
	noise       float64 // largest distance of a coordinate from a whole metre
}

// compare compares columns x and y with the centre of the shape.
func (p *places) compare(row *record.Row, at orb.Point) {
	if p.x < 0 {
		return
	}
	x, okX := row.Number(p.x)
	y, okY := row.Number(p.y)
	if !okX || !okY {
		return
	}
	o := &p.offset
	d := math.Hypot(x-at[0], y-at[1])
	if turned := math.Hypot(y-at[0], x-at[1]); turned < d && turned < 1 {
		o.turned++
		return
	}
	o.rows++
	o.sum += d
	o.least, o.most = math.Min(o.least, d), math.Max(o.most, d)
}

// outline is the ring of a polygon in one piece without holes; nil for anything
// else.
func outline(g orb.Geometry) orb.Ring {
	if m, ok := g.(orb.MultiPolygon); ok && len(m) == 1 {
		g = m[0]
	}
	if p, ok := g.(orb.Polygon); ok && len(p) == 1 {
		return p[0]
	}
	return nil
}

// add adds the box of a polygon.
func (q *squares) add(g orb.Geometry) {
	ring := outline(g)
	q.n++
	if len(ring) != 5 {
		return
	}
	b := ring.Bound()
	w, h := b.Max[0]-b.Min[0], b.Max[1]-b.Min[1]
	// A square with a corner off by more than a metre is another shape.
	if math.Abs(w-h) > 1 || w < 10 || math.Abs(math.Abs(area(ring))-w*h) > w {
		return
	}
	q.square++
	q.least, q.most = math.Min(q.least, math.Min(w, h)), math.Max(q.most, math.Max(w, h))
	for _, c := range ring {
		for _, v := range c {
			q.noise = math.Max(q.noise, math.Abs(v-math.Round(v)))
		}
	}
}

// area is the signed area of a ring, relative to its first corner, since
// coordinates of millions leave few digits for a product.
func area(ring orb.Ring) float64 {
	sum := 0.0
	for i := 1; i+1 < len(ring); i++ {
		a, b := ring[i], ring[i+1]
		sum += (a[0]-ring[0][0])*(b[1]-ring[0][1]) - (b[0]-ring[0][0])*(a[1]-ring[0][1])
	}
	return sum / 2
}
