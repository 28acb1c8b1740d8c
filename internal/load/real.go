package load

import (
	"context"
	"strings"

	"saavu/pkg/network"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// readTTM reads the files of a travel time matrix into the base and gives its
// facilities their columns.
func (r *reader) readTTM(ctx context.Context, f *countyFile, t *tree, b *scenario.Base) {
	if f.Travel.Dir == "" {
		r.wrong(t, "the key dir", "the folder of the files travel_times_to_ID.txt", "travel")
		return
	}
	dir, ok := r.resolve(t, f.Travel.Dir, "travel", "dir")
	if !ok {
		return
	}
	tables := matrixTables(f.Travel.Tables)
	m := r.matrix(ctx, dir, t.place("travel", "dir"), tables, b.Grid.IDs, b.Grid.Centres)
	if m == nil {
		return
	}
	b.Matrix = m
	r.noteColumns(b)
	r.snap(b.Network.Facilities, m, b.Grid.Side, b.SnapMax)
}

// matrixTables takes the tables that a county file declares; without any they
// are those of the matrix of 2018.
func matrixTables(declared []timesFile) []MatrixTable {
	if len(declared) == 0 {
		return Matrix2018()
	}
	out := make([]MatrixTable, len(declared))
	for i, d := range declared {
		mode, _ := travel.ParseMode(d.Mode)
		period, _ := travel.ParsePeriod(d.Period) // empty is any
		out[i] = MatrixTable{Mode: mode, Period: period, Time: d.Time, Metres: d.Metres}
	}
	return out
}

// noteColumns says which areas have no destination of the matrix.
func (r *reader) noteColumns(b *scenario.Base) {
	has := make([]bool, len(b.Grid.Areas))
	at := make(map[int64]int32, b.Grid.Cells())
	for i, id := range b.Grid.IDs {
		at[id] = b.Grid.Area[i]
	}
	for _, id := range b.Matrix.IDs {
		if a := at[id]; a >= 0 {
			has[a] = true
		}
	}
	var without []string
	for i, a := range b.Grid.Areas {
		if !has[i] {
			without = append(without, a.Name)
		}
	}
	if len(without) > 0 {
		r.note("no destination of the travel times lies in %s: nothing can be opened there", strings.Join(without, ", "))
	}
}

// snap gives each facility the column of the cell in which it stands, else the
// nearest column within most metres. Snap is the distance to the cell's
// centre. A facility without a place, or with no column so near, has no times.
func (r *reader) snap(list []network.Facility, m *travel.Matrix, side, most float64) {
	snapper := newSnapper(m, side)
	for i := range list {
		x := &list[i]
		if x.Class == network.ClassNone {
			continue
		}
		column, metres, inside := snapper.column(x.At)
		switch {
		case column < 0:
		case inside:
			x.Column, x.Snap = column, metres
		case metres <= most:
			x.Column, x.Snap = column, metres
			r.note("%s (%s) takes the travel times of a destination %.0f m away", x.Name, x.ID, metres)
		default:
			r.note("%s (%s) has no travel times: the nearest destination is %s away, at most %.0f m is allowed", x.Name, x.ID, distance(metres), most)
		}
	}
}
