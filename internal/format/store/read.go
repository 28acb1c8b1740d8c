package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"saavu/internal/atomic"
	"saavu/internal/format/problem"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// Reader is an open store, of which only the metadata has been read.
type Reader struct {
	Settings                 map[string]string
	People, Forecasts, Times Section
	Tables                   int  // number of tables of times
	HasTimes                 bool // false if no times were read from files

	dir      string
	cells    []byte
	manifest manifest
}

// longest is the largest file of a store in bytes.
const longest = 1 << 30

// mostTimes is how many bytes of times and metres are read, the same limit as
// for reading the sources.
const mostTimes = 1_440_000_000

// Open opens the store in a folder. One that a killed import had begun to replace
// is taken back first. The error is an fs.ErrNotExist where there is none, else a
// problem.Problem that says what is wrong with it.
func Open(dir string) (*Reader, error) {
	name := filepath.Join(dir, cellsFile)
	if err := atomic.TakeBack(context.Background(), dir, manifestFile); err != nil {
		return nil, problem.Problem{File: dir, Found: "a store that an import had begun to replace when it was killed: " + err.Error(), Expected: "a folder that can be written to, to take it back",
			Hint: "import the county again"}
	}
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	text, file, err := openFile(name)
	if err != nil {
		return nil, err
	}
	r := &Reader{dir: dir, cells: text}
	if err := r.manifest.read(name, file.Meta(keyManifest), file.Meta(keySum)); err != nil {
		return nil, err
	}
	m := &r.manifest
	r.Settings, r.Tables, r.HasTimes = m.Settings, len(m.Tables), m.Matrix != nil
	r.People, r.Forecasts, r.Times = m.People, m.Forecasts, m.Times
	return r, nil
}

// sealed checks that a manifest is as it was written.
func sealed(name, text, want string) error {
	if text == "" {
		return problem.Problem{File: name, Found: "no metadata of a store", Expected: "a file that saavu import has written"}
	}
	if sum := sha256.Sum256([]byte(text)); hex.EncodeToString(sum[:]) != want {
		return problem.Problem{File: name, Found: "metadata that differ from those written", Expected: "an unchanged file"}
	}
	return nil
}

func (m *manifest) read(name, text, want string) error {
	if err := sealed(name, text, want); err != nil {
		return err
	}
	err := json.Unmarshal([]byte(text), m)
	if m.Layout != Layout {
		return problem.Problem{File: name, Found: fmt.Sprintf("layout %d", m.Layout), Expected: fmt.Sprintf("layout %d", Layout), Hint: "import the county again"}
	}
	if err != nil || m.Grid == nil || m.Matrix != nil && len(m.Matrix.Tables) != len(m.Tables) {
		return problem.Problem{File: name, Found: "inconsistent metadata", Expected: "a file that saavu import has written"}
	}
	return nil
}

// Grid reads the people. Errors are problem.Problems: any byte that differs
// from what was written is one.
func (r *Reader) Grid() (*population.Grid, error) {
	m := r.manifest
	grid := *m.Grid
	m.Grid = &grid
	if grid.Hidden != nil {
		hidden := *grid.Hidden
		grid.Hidden = &hidden
	}
	name := filepath.Join(r.dir, cellsFile)
	f, err := open(name, r.cells)
	if err == nil {
		err = f.readGrid(&m)
	}
	if err == nil && !whole(&grid) {
		err = problem.Problem{File: name, Found: "columns of different lengths", Expected: "one value per cell"}
	}
	if err == nil && content(&grid) != m.Content {
		err = problem.Problem{File: name, Found: "values that differ from those written", Expected: "an unchanged file"}
	}
	if err != nil {
		return nil, err
	}
	areas, err := r.file(areasFile)
	if err != nil {
		return nil, err
	}
	if grid.Areas, err = areas.readAreas(); err != nil {
		return nil, err
	}
	if grid.Hidden != nil {
		parts, err := r.file(hiddenFile)
		if err != nil {
			return nil, err
		}
		if grid.Hidden.Parts, err = parts.readHidden(); err != nil {
			return nil, err
		}
	}
	if !sound(&grid) {
		return nil, problem.Problem{File: name, Found: "indexes of areas or cells that do not exist", Expected: "a file that saavu import has written"}
	}
	return &grid, nil
}

// sound reports whether every index in a grid is valid.
func sound(g *population.Grid) bool {
	leads := func(list []int32, to int) bool {
		return !slices.ContainsFunc(list, func(i int32) bool { return i < -1 || int(i) >= to })
	}
	if !leads(g.Area, len(g.Areas)) {
		return false
	}
	for k := range g.Partitions {
		if !leads(g.Partitions[k].Cell, len(g.Partitions[k].Members)) {
			return false
		}
	}
	h := g.Hidden
	if h == nil {
		return true
	}
	for i := range h.Parts {
		if c := h.Parts[i].Cell; c < 0 || int(c) >= len(g.IDs) {
			return false
		}
	}
	return len(h.Shares) == len(h.Bands) && len(h.Bands) <= 128 && len(h.Within) == population.Ages
}

// whole reports whether every column has a value for each cell.
func whole(g *population.Grid) bool {
	n := len(g.IDs)
	return len(g.Centres) == n && len(g.Area) == n && len(g.Estimated) == n && len(g.People) == n*population.Ages &&
		(g.Names == nil || len(g.Names) == n) && (g.Shapes == nil || len(g.Shapes) == n) &&
		(g.Hidden == nil || len(g.Hidden.People) == n*population.Ages)
}

// file reads a file of the store whole.
func (r *Reader) file(name string) (*reading, error) {
	source, ok := r.manifest.Files[name]
	if !ok || source.Name != name || source.Bytes > longest {
		return nil, problem.Problem{File: filepath.Join(r.dir, name), Expected: "a file that the metadata of " + cellsFile + " name"}
	}
	text, err := readWhole(r.dir, source)
	if err != nil {
		return nil, err
	}
	return open(filepath.Join(r.dir, name), text)
}

// Matrix returns the matrix with its destinations; the tables have their modes
// and periods, but no times yet: Table reads those. It is nil if HasTimes is
// false.
func (r *Reader) Matrix() (*travel.Matrix, error) {
	if !r.HasTimes {
		return nil, nil
	}
	m := *r.manifest.Matrix
	f, err := r.file(destinationsFile)
	if err != nil {
		return nil, err
	}
	if m.IDs, err = f.wholes("id"); err != nil {
		return nil, err
	}
	if m.Places, err = f.points(); err != nil {
		return nil, err
	}
	if m.Names, err = f.names(); err != nil {
		return nil, err
	}
	bytes := 0.0
	for _, t := range r.manifest.Tables {
		if bytes += 2; t.Metres {
			bytes += 4
		}
	}
	if bytes*float64(m.Cells)*float64(len(m.Places)) > mostTimes || m.Cells < 0 {
		return nil, problem.Problem{File: f.name, Found: fmt.Sprintf("%d destinations for %d cells", len(m.Places), m.Cells),
			Expected: fmt.Sprintf("at most %d MB of times", mostTimes/1_000_000)}
	}
	m.Tables = append([]travel.Table(nil), m.Tables...)
	return &m, nil
}

// Table reads the times of a table of the matrix into it. Tables may be read at
// the same time.
func (r *Reader) Table(m *travel.Matrix, k int) error {
	about := r.manifest.Tables[k]
	f, err := r.file(about.File)
	if err == nil {
		err = f.fits(m.Cells)
	}
	if err != nil {
		return err
	}
	n := len(m.Places)
	times, metres := block[travel.Seconds](n, m.Cells), [][]uint32(nil)
	if about.Metres {
		metres = block[uint32](n, m.Cells)
	}
	for j := range n {
		var to []uint32
		if about.Metres {
			to = metres[j]
		}
		if err := f.destination(j, about.Metres, times[j], to); err != nil {
			return err
		}
	}
	m.Tables[k].Times, m.Tables[k].Metres = times, metres
	return nil
}

// SameGrid reports whether two grids are equal, bit for bit, in the columns of
// cells.parquet.
func SameGrid(a, b *population.Grid) bool {
	return whole(a) && whole(b) && content(a) == content(b) && a.Year == b.Year && a.Side == b.Side &&
		len(a.Areas) == len(b.Areas)
}

// block cuts one block of memory into columns.
func block[T any](n, cells int) [][]T {
	all := make([]T, n*cells)
	out := make([][]T, n)
	for j := range out {
		out[j] = all[j*cells : (j+1)*cells : (j+1)*cells]
	}
	return out
}
