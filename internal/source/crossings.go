package source

import (
	"fmt"

	"github.com/paulmach/orb"

	"saavu/pkg/spatial"
)

// Crossings counts shapes whose rings cross themselves: they do not enclose
// what their author meant, and a point may be in neither of two halves.
type Crossings struct {
	N     int
	row   int
	where orb.Point
}

// Add checks the shape of a row, in the coordinates of its file.
func (c *Crossings) Add(row int, g orb.Geometry) {
	at, ok := crossingOf(g)
	if !ok {
		return
	}
	if c.N++; c.N == 1 {
		c.row, c.where = row, at
	}
}

// Where returns the row and the place of the first one.
func (c *Crossings) Where() (row int, at orb.Point) { return c.row, c.where }

// First returns where the first one is, for an error.
func (c *Crossings) First() string {
	return fmt.Sprintf("row %d near x %s, y %s", c.row, coordinate(c.where[0]), coordinate(c.where[1]))
}

func crossingOf(g orb.Geometry) (orb.Point, bool) {
	switch g := g.(type) {
	case orb.Polygon:
		for _, ring := range g {
			if at, ok := spatial.SelfCrossing(ring); ok {
				return at, true
			}
		}
	case orb.MultiPolygon:
		for _, p := range g {
			if at, ok := crossingOf(p); ok {
				return at, true
			}
		}
	case orb.Collection:
		for _, part := range g {
			if at, ok := crossingOf(part); ok {
				return at, true
			}
		}
	}
	return orb.Point{}, false
}
