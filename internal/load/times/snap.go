package times

import (
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/load/input"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

// snap assigns each facility without a column the column of its cell, or else the
// nearest column within most metres. Facility.Snap is the distance to the centre of
// that cell. A facility without a location or a column that near has no times.
func snap(r *input.Reader, list []network.Facility, m *travel.Matrix, side, most float64) {
	snapper := newSnapper(m, side)
	for i := range list {
		x := &list[i]
		if x.Class == network.ClassNone || x.Column >= 0 {
			continue
		}
		column, metres, inside := snapper.column(x.At)
		switch {
		case column < 0:
		case inside:
			x.Column, x.Snap = column, metres
		case metres <= most:
			x.Column, x.Snap = column, metres
			r.State("data.snapped", "facility", x.Called(), "id", x.ID, "metres", input.Whole(metres))
		default:
			r.State("data.unsnapped", "facility", x.Called(), "id", x.ID, "distance", distance(metres), "most", input.Whole(most))
		}
	}
}

// snapper finds the column of a matrix for a place.
type snapper struct {
	near *spatial.Index
	m    *travel.Matrix
	side float64
}

// newSnapper returns a snapper for a matrix whose destinations are cells with the
// given side in metres.
func newSnapper(m *travel.Matrix, side float64) snapper {
	return snapper{near: spatial.NewIndex(m.Places), m: m, side: side}
}

// column finds the nearest column, its distance, and whether the location is in its
// cell. The column is -1 for a matrix without columns.
func (s snapper) column(at orb.Point) (column int, metres float64, inside bool) {
	column, metres = s.near.Nearest(at)
	if column < 0 {
		return column, metres, false
	}
	to := s.m.Places[column]
	half := s.side / 2
	return column, metres, math.Abs(at[0]-to[0]) <= half && math.Abs(at[1]-to[1]) <= half
}

// distance formats metres for a sentence.
func distance(metres float64) report.Message {
	if metres < 1000 {
		return report.NewMessage("data.metres", "n", input.Whole(metres))
	}
	return report.NewMessage("data.kilometres", "n", input.Tenths(metres/1000))
}
