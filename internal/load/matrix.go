package load

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/ttm"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// MatrixTable names the columns of a travel time matrix that make one table.
type MatrixTable struct {
	Mode   travel.Mode
	Period travel.Period
	Time   string // column of whole minutes
	Metres string // column of metres; empty where distances are not kept
}

// Matrix2018 gives the tables that a comparison uses of the Helsinki Region
// Travel Time Matrix 2018: transit with the wait at home, cycling at the slow
// speed, driving with the search for a parking place.
func Matrix2018() []MatrixTable {
	return []MatrixTable{
		{travel.Walk, travel.Any, "walk_t", "walk_d"},
		{travel.Bike, travel.Any, "bike_s_t", "bike_d"},
		{travel.Transit, travel.Rush, "pt_r_tt", "pt_r_d"},
		{travel.Transit, travel.Midday, "pt_m_tt", "pt_m_d"},
		{travel.Car, travel.Rush, "car_r_t", "car_r_d"},
		{travel.Car, travel.Midday, "car_m_t", "car_m_d"},
	}
}

// ReadMatrix reads all files travel_times_to_ID.txt of a folder and the folders
// in it, with two goroutines. Cells are known by ids, in the order of which the
// tables come; columns are sorted by the destination's id and stand at the
// centre of its cell. Minutes become seconds; -1 is Unreached in the column
// where it stands and nowhere else. Cells without a row are unreached.
//
// Progress, which may be nil, is told how many files are read, never from two
// goroutines at once. The error is a problem.Problems with every fault of all
// files, or the context's.
func ReadMatrix(ctx context.Context, files source.Files, dir string, tables []MatrixTable, ids []int64, centres []orb.Point,
	progress func(done, total int)) (*travel.Matrix, error) {
	r := &reader{files: files, options: Options{Progress: progress}}
	m := r.matrix(ctx, dir, "", tables, ids, centres)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return m, r.problems.Err()
}

// mostPairs is how many pairs of a cell and a column a matrix may have: six
// tables with metres take 36 bytes a pair.
const mostPairs = 40_000_000

// matrix reads a folder; nil where there are problems.
func (r *reader) matrix(ctx context.Context, dir, named string, tables []MatrixTable, ids []int64, centres []orb.Point) *travel.Matrix {
	names := r.matrixFiles(dir, named)
	if len(names) == 0 {
		return nil
	}
	if pairs := len(names) * len(ids); pairs > mostPairs {
		r.problems.Add(problem.Problem{File: dir, Found: fmt.Sprintf("%d files for %d cells", len(names), len(ids)),
			Expected: fmt.Sprintf("at most %d pairs", mostPairs), Hint: "keep only the files of the places that options may use"})
		return nil
	}
	w := &matrixWork{files: r.files, tables: tables, names: names, cells: len(ids)}
	w.index(ids)
	at := w.columnCells(r)
	if at == nil || !w.first() {
		r.problems.Append(w.faults[0])
		return nil
	}
	m := w.make(at, ids, centres)
	w.run(ctx, r.options.Progress)
	before := len(r.problems)
	for _, faults := range w.faults {
		r.problems.Append(faults)
	}
	if ctx.Err() != nil || len(r.problems) > before {
		return nil
	}
	r.inputs = append(r.inputs, w.inputs...)
	r.note("travel times: %d destinations in %s, %s rows each, %d tables", len(names), path.Base(dir), whole(float64(len(w.from))), len(tables))
	if missing := w.cells - len(w.from); missing > 0 {
		r.note("%s cells of the grid have no row in the travel times: they reach nothing", whole(float64(missing)))
	}
	return m
}

// matrixFiles lists the files of a folder tree by name.
func (r *reader) matrixFiles(dir, named string) []string {
	names, err := r.files.Tree(dir, func(name string) bool {
		_, ok := ttm.DestinationOf(name)
		return ok
	})
	p := problem.Problem{File: dir, Expected: "a folder with files travel_times_to_ID.txt"}
	switch {
	case err != nil:
		p.Hint = source.Cause(err)
	case len(names) == 0:
		p.Found = "none"
	default:
		return names
	}
	if named != "" {
		p.Hint = joinHints(p.Hint, "it is named in "+named)
	}
	r.problems.Add(p)
	return nil
}

func joinHints(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// columnCells gives the cell of each file's destination and sorts the files
// by its id. A destination that no cell has, or that two files have, is a
// problem.
func (w *matrixWork) columnCells(r *reader) []int32 {
	type at struct {
		id   int64
		name string
	}
	list := make([]at, len(w.names))
	for i, n := range w.names {
		list[i].id, _ = ttm.DestinationOf(n)
		list[i].name = n
	}
	slices.SortStableFunc(list, func(a, b at) int { return cmp.Compare(a.id, b.id) })
	out := make([]int32, len(list))
	good := true
	for i, d := range list {
		w.names[i] = d.name
		cell, ok := w.cell(d.id)
		out[i] = cell
		id := strconv.FormatInt(d.id, 10)
		if !ok {
			good = false
			r.problems.Add(problem.Problem{File: d.name, Found: "destination " + id, Expected: "a cell of the grid", Hint: "the files and the grid are not of one edition"})
		}
		if i > 0 && list[i-1].id == d.id {
			good = false
			r.problems.Add(problem.Problem{File: d.name, Found: "destination " + id, Expected: "every destination once", Hint: "it is in " + list[i-1].name + " already"})
		}
	}
	if !good {
		return nil
	}
	return out
}
