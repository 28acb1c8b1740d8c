package travel

import "github.com/paulmach/orb"

// FillMatrix makes a matrix whose columns the router fills, for each place and
// each table's mode and period, with metres. cells is the number of cells that
// the router knows. The times in tables are not read; the columns' ids are 0.
// It cannot fail: a place out of reach has a column of Unreached.
func FillMatrix(r Router, cells int, places []orb.Point, tables []Table) *Matrix {
	m := &Matrix{
		Cells:  cells,
		IDs:    make([]int64, len(places)),
		Places: append([]orb.Point(nil), places...),
		Tables: make([]Table, len(tables)),
	}
	for i, t := range tables {
		times := make([]Seconds, cells*len(places))
		metres := make([]uint32, cells*len(places))
		filled := Table{Mode: t.Mode, Period: t.Period, Percentile: t.Percentile}
		for j, at := range places {
			lo, hi := j*cells, (j+1)*cells
			r.Column(t.Mode, t.Period, at, times[lo:hi:hi], metres[lo:hi:hi])
			filled.Times = append(filled.Times, times[lo:hi:hi])
			filled.Metres = append(filled.Metres, metres[lo:hi:hi])
		}
		m.Tables[i] = filled
	}
	return m
}
