package load

import (
	"cmp"
	"context"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// BareColumn is one column of a table of any format. File and Name are needed; ID
// is the column of its ids, where it is not that of all tables.
type BareColumn struct{ File, Layer, Name, ID string }

// BareFiles are tables without a county: the times of pairs, the people of
// cells, the supply of facilities, and the standing of cells, such as income.
type BareFiles struct {
	Matrix         string // a table with a row for each pair
	From, To, Time string // its columns; empty: from_id, to_id, travel_time
	Unit           string // "minutes" or "seconds"
	ID             string // column of ids in the other tables that name none; empty: id
	Demand, Supply BareColumn
	Standing       BareColumn // without a File there is none
	Missing        []string   // further marks of no time, and of a standing that is not known
	KeepTotal      []string   // ids of rows that are no totals, though they look like one
}

// Bare is what the tables hold. Columns[j][i] is the time from cell i to
// facility j, Unreached where the matrix has no such pair.
type Bare struct {
	Cells, Facilities []string // ids, sorted

	// CellOrder and FacilityOrder list them as their tables do (population.InOrder).
	CellOrder, FacilityOrder []int32

	Demand, Supply []float64
	Standing       []float64 // by cell; NaN where it is not known, nil where none was asked
	Columns        [][]travel.Seconds
	Notes          []string
	Inputs         []Input
}

// ReadBare reads tables without a county. Ids may be numbers or texts, each once
// in its table. Rows of the matrix whose ids the table of demand (or of supply)
// has not are left out and counted where at least half of that table's ids stand
// in the matrix; where fewer do, or another spelling is why, they are a problem.
// So is a count that is empty, not a number or below 0; a standing may be empty
// or NA, which is unknown. Rows that hold the sum of others are left out. The
// error is a problem.Problems with every fault of all files, or the context's.
func ReadBare(ctx context.Context, files source.Files, f BareFiles) (*Bare, error) {
	r := &reader{files: files.Until(ctx)}
	b := &Bare{}
	t := bareTables{reader: r, f: &f}
	b.Cells, b.Demand, b.CellOrder = arrangeBare(t.read(f.Demand, "demand", "a cell", false))
	b.Facilities, b.Supply, b.FacilityOrder = arrangeBare(t.read(f.Supply, "supply", "a facility", false))
	if f.Standing.File != "" {
		ids, standing := t.read(f.Standing, "income", "a cell", true)
		b.Standing = t.byCell(b.Cells, ids, standing)
	}
	if len(r.problems) == 0 {
		m := r.times(ctx, []TimesSource{{Layout: "long", Name: f.Matrix, Unit: f.Unit, From: f.From, To: f.To, Marks: f.Missing, Wider: true,
			Places: &TimesPlaces{What: "a row of the table of supply", IDs: b.Facilities, At: rowsAsPlaces(len(b.Facilities))},
			Tables: []TimesTable{{Time: cmp.Or(f.Time, "travel_time"), Label: cmp.Or(f.Time, "travel_time")}}}},
			TimesGrid{Names: b.Cells, Centres: rowsAsPlaces(len(b.Cells))})
		b.take(m)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := r.problems.Err(); err != nil {
		return nil, err
	}
	b.Notes, b.Inputs = r.notes, r.inputs
	return b, nil
}

// rowsAsPlaces gives n different places: bare tables have none, and what reads
// times tells destinations apart by theirs.
func rowsAsPlaces(n int) []orb.Point {
	out := make([]orb.Point, n)
	for i := range out {
		out[i] = orb.Point{float64(i + 1), 1}
	}
	return out
}

// take puts the columns of a matrix in the order of the facilities.
func (b *Bare) take(m *travel.Matrix) {
	if m == nil {
		return
	}
	none := make([]travel.Seconds, len(b.Cells))
	for i := range none {
		none[i] = travel.Unreached
	}
	b.Columns = make([][]travel.Seconds, len(b.Facilities))
	for j := range b.Columns {
		b.Columns[j] = none
	}
	for k, at := range m.Places {
		b.Columns[int(at[0])-1] = m.Tables[0].Times[k]
	}
}

// arrangeBare brings the rows of a table in the order of their ids.
func arrangeBare(ids []string, values []float64) ([]string, []float64, []int32) {
	sorted, back := population.Sorting(len(ids), func(i, j int) int { return strings.Compare(ids[i], ids[j]) })
	return population.Sorted(ids, 1, sorted), population.Sorted(values, 1, sorted), back
}
