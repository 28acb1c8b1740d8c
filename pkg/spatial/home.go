package spatial

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// What is said of the system in which a county is computed. The zero system is
// ETRS-TM35FIN, in Finland.

// Named returns the system itself, and ETRS-TM35FIN with its code and name for the zero one.
func (c CRS) Named() CRS {
	if c == (CRS{}) {
		c, _ = ByEPSG(3067) // known
	}
	return c
}

// Code returns "EPSG:3067", or the name of a system that has no code.
func (c CRS) Code() string {
	if c = c.Named(); c.EPSG == 0 {
		return c.Name
	}
	return fmt.Sprintf("EPSG:%d", c.EPSG)
}

// Where says where the places of a county are, for an error: "in Finland", or where its
// system is used.
func (c CRS) Where() string {
	if c.InFinland() {
		return "in Finland"
	}
	return "where " + c.String() + " is used"
}

// Misplaced suggests what is wrong with a point that is not where a county's system, home,
// is used.
func Misplaced(at orb.Point, home CRS) string {
	rule := "give x, y as " + home.Code() + " metres, easting first"
	point := []orb.Point{at}
	switch fit := Guess(point, home); {
	case len(fit) > 0:
		return "it looks like " + fit[0].String() + ": " + rule
	case Swapped(point, home):
		return "x and y look exchanged: " + rule
	case math.Abs(at[0]) <= 180 && math.Abs(at[1]) <= 180:
		return "it looks like degrees: " + rule
	}
	return rule
}
