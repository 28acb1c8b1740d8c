package load

import (
	"cmp"
	"context"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/load/input"
	"saavu/internal/load/times"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// BareColumn is one column of a table of any format. File and Name are required. ID
// is the column of the table's ids, if it differs from BareFiles.ID.
type BareColumn struct{ File, Layer, Name, ID string }

// BareFiles are tables without a county: travel times of pairs, demand of cells,
// supply of facilities, and the socioeconomic rank of cells, such as income.
type BareFiles struct {
	Matrix         string // a table with a row for each pair
	From, To, Time string // its columns; empty: from_id, to_id, travel_time
	Unit           string // "minutes" or "seconds"
	ID             string // column of ids in the other tables, unless they name their own; empty: id
	Demand, Supply BareColumn
	Standing       BareColumn // optional: no File means none
	Missing        []string   // additional marks of no time, and of an unknown standing
	KeepTotal      []string   // ids of rows that look like totals but are not
}

// Bare is the content of the tables. Columns[j][i] is the time from cell i to
// facility j, Unreached if the matrix has no such pair.
type Bare struct {
	Cells, Facilities []string // ids, sorted

	// CellOrder and FacilityOrder list them in the order of their tables
	// (population.InOrder).
	CellOrder, FacilityOrder []int32

	Demand, Supply []float64
	Standing       []float64 // by cell; NaN if unknown, nil if none was requested
	Columns        [][]travel.Seconds
	Notes          []report.Message
	Inputs         []Input
}

// ReadBare reads tables without a county. IDs may be numbers or texts, each once
// in its table. The matrix may be larger than the tables: rows whose ids the table
// of demand (or supply) does not have are left out and counted, if at least half
// of that table's ids occur in the matrix. If fewer do, or if the ids only differ
// in spelling, the rows are a problem. A demand or supply that is empty, not a
// number or below 0 is a problem too. A standing may be empty or NA, which means
// unknown. Total rows, which hold the sum of others, are left out. The error is a
// problem.Problems with every fault of all files, or the context's.
func ReadBare(ctx context.Context, files source.Files, f BareFiles) (*Bare, error) {
	r := &input.Reader{Files: files.Until(ctx)}
	b := &Bare{}
	t := bareTables{Reader: r, f: &f}
	b.Cells, b.Demand, b.CellOrder = arrangeBare(t.read(f.Demand, "demand", "a cell", false))
	b.Facilities, b.Supply, b.FacilityOrder = arrangeBare(t.read(f.Supply, "supply", "a facility", false))
	if f.Standing.File != "" {
		ids, standing := t.read(f.Standing, "income", "a cell", true)
		b.Standing = t.byCell(b.Cells, ids, standing)
	}
	if len(r.Problems) == 0 {
		m := times.ReadAll(ctx, r, []times.Source{{Layout: "long", Name: f.Matrix, Unit: f.Unit, From: f.From, To: f.To, Marks: f.Missing, Wider: true,
			Places: &times.Places{What: "a row of the table of supply", IDs: b.Facilities, At: rowsAsPlaces(len(b.Facilities))},
			Tables: []times.Table{{Time: cmp.Or(f.Time, "travel_time"), Label: cmp.Or(f.Time, "travel_time")}}}},
			times.Grid{Names: b.Cells, Centres: rowsAsPlaces(len(b.Cells))}, nil)
		b.take(m)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := r.Problems.Err(); err != nil {
		return nil, err
	}
	b.Notes, b.Inputs = r.Notes, r.Inputs
	return b, nil
}

// rowsAsPlaces returns n different points. Bare tables have no coordinates, but
// the reader of travel times identifies destinations by theirs.
func rowsAsPlaces(n int) []orb.Point {
	out := make([]orb.Point, n)
	for i := range out {
		out[i] = orb.Point{float64(i + 1), 1}
	}
	return out
}

// take sorts the columns of a matrix into the order of the facilities.
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

// arrangeBare sorts the rows of a table by their ids.
func arrangeBare(ids []string, values []float64) ([]string, []float64, []int32) {
	sorted, back := population.Sorting(len(ids), func(i, j int) int { return strings.Compare(ids[i], ids[j]) })
	return population.Sorted(ids, 1, sorted), population.Sorted(values, 1, sorted), back
}
