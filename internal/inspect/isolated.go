package inspect

import (
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
)

// isolatedSides is the distance, in cell sides, from all others at which a cell is
// isolated.
const isolatedSides = 10

// crowd tracks the row with the most people.
type crowd struct {
	id, total int // columns, -1 for none
	most      float64
	name      string
	at        orb.Point
}

// findCrowd finds the columns of a crowd.
func findCrowd(columns []*column) crowd {
	c := crowd{id: -1, total: -1}
	for i, x := range columns {
		switch {
		case x.role == ID && c.id < 0:
			c.id = i
		case x.role == Total && c.total < 0:
			c.total = i
		}
	}
	return c
}

// add adds a row and its place, in the file's coordinates.
func (c *crowd) add(row *record.Row, at orb.Point) {
	if c.total < 0 {
		return
	}
	if n, ok := row.Number(c.total); ok && n > c.most {
		c.most, c.at, c.name = n, at, ""
		if c.id >= 0 {
			c.name = row.Text(c.id)
		}
	}
}

// isolated returns the cell with the most people if it is far from all others; nil
// if it is not, or if not all places were kept.
func (p *places) isolated(side float64) *Isolated {
	c := &p.crowd
	if c.most <= 0 || p.thinned() {
		return nil
	}
	nearest := math.Inf(1)
	for _, at := range p.inside() {
		if d := math.Hypot(at[0]-c.at[0], at[1]-c.at[1]); d > side/2 {
			nearest = min(nearest, d)
		}
	}
	if nearest < isolatedSides*side || math.IsInf(nearest, 1) {
		return nil
	}
	return &Isolated{ID: c.name, People: c.most, Metres: math.Round(nearest)}
}
