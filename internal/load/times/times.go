// Package times reads the section travel of a county file: travel times in every layout,
// as a folder of files, a long or a wide table, merged into one matrix; or it computes
// them from distances and rail lines. It gives facilities the column of their own id or
// the nearest one.
package times

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// Table is one table of travel times and the columns that hold it.
type Table struct {
	Mode       travel.Mode
	Period     travel.Period
	Percentile int    // 1 to 99, 0 if none is stated
	Time       string // column of the times; unused in the layout wide
	Metres     string // column of metres; empty to read no distances
	Label      string // name in messages; empty: its mode and time of day
}

// Source is one file or folder of travel times.
type Source struct {
	Layout   string   // "ttm", "long" or "wide"
	Name     string   // of the file; of the folder in the layout ttm
	Named    string   // where the name is written, for problems; may be empty
	Layer    string   // sheet or table to read, if the file has several
	Unit     string   // "minutes" or "seconds"; unused in the layout ttm
	From, To string   // columns of ids; empty: from_id (wide: the first column), to_id
	Of       string   // long: column with the percentile of a row, empty if a row has all percentiles
	Missing  []string // texts that mean no time; nil: the usual ones
	Marks    []string // additional ones, kept with the usual ones
	Wider    bool     // long: leave out rows whose ids are not a cell or place, if most of these have rows
	Places   *Places  // what destination ids refer to; nil: cells
	Tables   []Table  // ttm: nil means those of UsualTables that the files have
}

// Places are destinations with their own ids.
type Places struct {
	What string      // what one of them is, for messages: "a facility"
	IDs  []string    // unique
	At   []orb.Point // metres of the county's system; 0, 0 for one without a location, which gets no column

	file, column, as string // of a table: its name, its column of x, and how its places are read
	rows             []int  // of the destinations
}

// Grid holds the cells where journeys start.
type Grid struct {
	IDs     []int64
	Names   []string // ids that are texts, nil if all are numbers
	Centres []orb.Point
}

// UsualTables returns the tables of the Helsinki Region Travel Time Matrix that a
// comparison uses: transit including the wait at home, cycling at the slow speed
// (not in editions before 2018), driving including the search for parking.
func UsualTables() []Table {
	return []Table{
		{Mode: travel.Walk, Time: "walk_t", Metres: "walk_d"},
		{Mode: travel.Bike, Time: "bike_s_t", Metres: "bike_d"},
		{Mode: travel.Transit, Period: travel.Rush, Time: "pt_r_tt", Metres: "pt_r_d"},
		{Mode: travel.Transit, Period: travel.Midday, Time: "pt_m_tt", Metres: "pt_m_d"},
		{Mode: travel.Car, Period: travel.Rush, Time: "car_r_t", Metres: "car_r_d"},
		{Mode: travel.Car, Period: travel.Midday, Time: "car_m_t", Metres: "car_m_d"},
	}
}

// Read reads the travel times of a grid from all sources into one matrix,
// whose columns are sorted by id. Times become whole seconds. Missing values are
// Unreached in their own table, and so are pairs without a row and columns that
// only another source has.
//
// Progress, which may be nil, is called with the number of files read, never from
// two goroutines at once. The notes are for the user. The error is a
// problem.Problems with every fault of all files, or the context's.
func Read(ctx context.Context, files source.Files, sources []Source, grid Grid,
	progress func(done, total int)) (m *travel.Matrix, notes []report.Message, err error) {
	r := &input.Reader{Files: files.Until(ctx), Progress: progress}
	m = ReadAll(ctx, r, sources, grid, nil)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	return m, r.Notes, r.Problems.Err()
}

// maxTimesBytes is how many bytes of times and metres a matrix may have.
const maxTimesBytes = 1_440_000_000

// work reads all sources of a matrix.
type work struct {
	*input.Reader
	ctx   context.Context
	ahead *Ahead // files that were read before; nil for none
	grid  Grid
	index *idIndex // of the cells
	bytes int      // of times and metres so far

	done, total int // files
}

// timesPart is the content of one source.
type timesPart struct {
	name    string // base name of the file or folder
	columns []timesColumn
	tables  []travel.Table
	facts   []tableFacts // by table
}

// timesColumn is a destination. Destinations of two sources with the same id and
// location are one.
type timesColumn struct {
	number int64
	id     string
	at     orb.Point
}

// ReadAll reads all sources; nil with problems.
func ReadAll(ctx context.Context, r *input.Reader, sources []Source, grid Grid, ahead *Ahead) *travel.Matrix {
	w := &work{Reader: r, ctx: ctx, ahead: ahead, grid: grid, index: cellIndex(grid.IDs, grid.Names)}
	before := len(r.Problems)
	names := make([][]string, len(sources))
	for i := range sources {
		if w.total++; sources[i].Layout == "ttm" {
			names[i] = w.ttmFiles(&sources[i])
			w.total += len(names[i]) - 1
		}
	}
	var parts []*timesPart
	for i := range sources {
		if ctx.Err() != nil {
			return nil
		}
		if places := sources[i].Places; places != nil {
			places.refuseFar(r, grid.Centres)
		}
		if part := w.part(&sources[i], names[i]); part != nil {
			w.noteFacts(part)
			parts = append(parts, part)
		}
	}
	if ctx.Err() != nil || len(r.Problems) > before || len(parts) == 0 {
		return nil
	}
	m := w.merge(parts)
	w.noteUnusedTables(parts)
	return m
}

// part reads one source; nil with problems.
func (w *work) part(s *Source, names []string) *timesPart {
	switch s.Layout {
	case "ttm":
		if len(names) == 0 {
			return nil
		}
		return w.ttm(s, names)
	case "long":
		return w.long(s)
	}
	return w.wide(s)
}

// step reports that another file is read.
func (w *work) step() {
	if w.done++; w.Progress != nil {
		w.Progress(w.done, w.total)
	}
}

// room reserves memory for n more columns of tables, in addition to those that a
// file has already; false, with a problem, if that is too much.
func (w *work) room(file string, has, n int, tables []Table) bool {
	bytes := 0
	for _, t := range tables {
		bytes += 2
		if t.Metres != "" {
			bytes += 4
		}
	}
	cells := len(w.grid.Centres)
	// Computed in floats: the numbers in a file may overflow integers.
	if float64(w.bytes)+float64(n)*float64(cells)*float64(bytes) <= maxTimesBytes {
		w.bytes += n * cells * bytes
		return true
	}
	w.Problems.Add(problem.Problem{File: file, Found: fmt.Sprintf("%d destinations for %d cells in %s", has+n, cells, problem.Counted(len(tables), "table")),
		Expected: fmt.Sprintf("at most %d MB of times", maxTimesBytes/1_000_000), Hint: "keep only the destinations that options may use"})
	return false
}

// columnOf returns the column of a destination, a cell or a place.
func (w *work) columnOf(s *Source, i int32) timesColumn {
	if s.Places != nil {
		return timesColumn{id: s.Places.IDs[i], at: s.Places.At[i]}
	}
	c := timesColumn{number: w.grid.IDs[i], at: w.grid.Centres[i]}
	if w.grid.Names != nil {
		c.id, c.number = w.grid.Names[i], 0
	} else {
		c.id = strconv.FormatInt(c.number, 10)
	}
	return c
}

// before orders columns by number, then by text.
func (c timesColumn) before(d timesColumn) int {
	return cmp.Or(cmp.Compare(c.number, d.number), strings.Compare(c.id, d.id), cmp.Compare(c.at[0], d.at[0]), cmp.Compare(c.at[1], d.at[1]))
}

// merge gives all parts the same columns. A column that a part lacks is unreached
// in its tables.
func (w *work) merge(parts []*timesPart) *travel.Matrix {
	var all []timesColumn
	for _, p := range parts {
		all = append(all, p.columns...)
	}
	slices.SortFunc(all, timesColumn.before)
	all = slices.Compact(all)
	cells := len(w.grid.Centres)
	m := &travel.Matrix{Cells: cells}
	at := make(map[timesColumn]int, len(all))
	named := false
	for j, c := range all {
		at[c] = j
		m.IDs, m.Places = append(m.IDs, c.number), append(m.Places, c.at)
		named = named || c.id != strconv.FormatInt(c.number, 10)
	}
	for j := 0; named && j < len(all); j++ {
		m.Names = append(m.Names, all[j].id)
	}
	empty, none := make([]travel.Seconds, cells), make([]uint32, cells) // shared by all missing columns
	for i := range empty {
		empty[i] = travel.Unreached
	}
	for _, p := range parts {
		for k, t := range p.tables {
			t.Times = spread(t.Times, p.columns, at, empty)
			if t.Metres != nil {
				t.Metres = spread(t.Metres, p.columns, at, none)
			}
			m.Tables = append(m.Tables, t)
			if lack := len(all) - len(p.columns); lack > 0 {
				w.Note("travel times, %s: %s of %s destinations are not in %s, and are unreached there", p.facts[k].label,
					problem.Spaced(lack), problem.Spaced(len(all)), p.name)
			}
		}
	}
	return m
}

// spread puts the columns of a part at their indexes in the matrix.
func spread[T any](own [][]T, columns []timesColumn, at map[timesColumn]int, empty []T) [][]T {
	out := make([][]T, len(at))
	for j := range out {
		out[j] = empty
	}
	for j, c := range columns {
		out[at[c]] = own[j]
	}
	return out
}
