package load

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

// snapper finds the column of a matrix for a place.
type snapper struct {
	near *spatial.Index
	m    *travel.Matrix
	side float64
}

// newSnapper makes a snapper of a matrix whose destinations are cells of this
// side in metres.
func newSnapper(m *travel.Matrix, side float64) snapper {
	return snapper{near: spatial.NewIndex(m.Places), m: m, side: side}
}

// column finds the nearest column, its distance, and whether the place lies in
// its cell. It is -1 for a matrix without columns.
func (s snapper) column(at orb.Point) (column int, metres float64, inside bool) {
	column, metres = s.near.Nearest(at)
	if column < 0 {
		return column, metres, false
	}
	to := s.m.Places[column]
	half := s.side / 2
	return column, metres, math.Abs(at[0]-to[0]) <= half && math.Abs(at[1]-to[1]) <= half
}

// distance writes metres for a sentence.
func distance(metres float64) string {
	if metres < 1000 {
		return fmt.Sprintf("%.0f m", metres)
	}
	return fmt.Sprintf("%.1f km", metres/1000)
}
