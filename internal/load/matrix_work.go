package load

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/ttm"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// matrixReaders is the number of goroutines that read files.
const matrixReaders = 2

// matrixWork is the reading of one folder. After first and make nothing but
// the columns of a reader's own file is written, so that readers need no lock.
type matrixWork struct {
	files  source.Files
	tables []MatrixTable
	names  []string // of the files, by destination
	cells  int

	low    int64   // smallest id of a cell
	cellOf []int32 // by id - low, -1 where there is no cell
	far    map[int64]int32

	from   []int32 // from_id of each row, the same in every file
	rows   []int32 // cell of each row
	matrix *travel.Matrix
	faults []problem.Problems // by file
	inputs []Input            // by file
}

// widest is the range of ids up to which cells are found in a flat list.
const widest = 1 << 24

// index makes the way from an id to a cell.
func (w *matrixWork) index(ids []int64) {
	w.faults = make([]problem.Problems, len(w.names))
	w.inputs = make([]Input, len(w.names))
	if len(ids) == 0 {
		return
	}
	w.low = slices.Min(ids)
	if high := slices.Max(ids); high-w.low < widest {
		w.cellOf = make([]int32, high-w.low+1)
		for i := range w.cellOf {
			w.cellOf[i] = -1
		}
		for i, id := range ids {
			w.cellOf[id-w.low] = int32(i)
		}
		return
	}
	w.far = make(map[int64]int32, len(ids))
	for i, id := range ids {
		w.far[id] = int32(i)
	}
}

// cell finds the cell of an id.
func (w *matrixWork) cell(id int64) (int32, bool) {
	if w.far != nil {
		c, ok := w.far[id]
		return c, ok
	}
	if id < w.low || id-w.low >= int64(len(w.cellOf)) || w.cellOf[id-w.low] < 0 {
		return 0, false
	}
	return w.cellOf[id-w.low], true
}

// first reads the first file for its origins, which all others must repeat.
func (w *matrixWork) first() bool {
	var desk matrixDesk
	if !w.parse(0, &desk) {
		return false
	}
	w.from = slices.Clone(desk.file.From)
	w.rows = make([]int32, len(w.from))
	seen := make([]int32, w.cells)
	for row, id := range w.from {
		cell, ok := w.cell(int64(id))
		switch {
		case !ok:
			w.fault(0, row+2, "from_id", fmt.Sprint(id), "a cell of the grid", "the files and the grid are not of one edition")
		case seen[cell] > 0:
			w.fault(0, row+2, "from_id", fmt.Sprint(id), "every origin once", fmt.Sprintf("line %d has it already", seen[cell]))
		default:
			seen[cell] = int32(row + 2)
		}
		w.rows[row] = cell
	}
	return len(w.faults[0]) == 0
}

func (w *matrixWork) fault(file, line int, column, found, expected, hint string) {
	w.faults[file].Add(problem.Problem{File: w.names[file], Row: line, Column: column, Found: found, Expected: expected, Hint: hint})
}

// make makes the matrix with all tables unreached.
func (w *matrixWork) make(at []int32, ids []int64, centres []orb.Point) *travel.Matrix {
	n := len(w.names)
	m := &travel.Matrix{Cells: w.cells, Tables: make([]travel.Table, len(w.tables))}
	for _, cell := range at {
		m.IDs = append(m.IDs, ids[cell])
		m.Places = append(m.Places, centres[cell])
	}
	for k, t := range w.tables {
		m.Tables[k] = travel.Table{Mode: t.Mode, Period: t.Period, Times: columns[travel.Seconds](n, w.cells)}
		if t.Metres != "" {
			m.Tables[k].Metres = columns[uint32](n, w.cells)
		}
	}
	w.matrix = m
	return m
}

// columns cuts one block of memory into columns.
func columns[T any](n, cells int) [][]T {
	block := make([]T, n*cells)
	out := make([][]T, n)
	for j := range out {
		out[j] = block[j*cells : (j+1)*cells : (j+1)*cells]
	}
	return out
}

// run reads all files with several goroutines.
func (w *matrixWork) run(ctx context.Context, progress func(done, total int)) {
	var next atomic.Int64
	var group sync.WaitGroup
	var told sync.Mutex
	done := 0
	for range min(matrixReaders, len(w.names)) {
		group.Go(func() {
			var desk matrixDesk
			for ctx.Err() == nil {
				j := int(next.Add(1)) - 1
				if j >= len(w.names) {
					return
				}
				if w.parse(j, &desk) && w.sameFrom(j, &desk.file) {
					w.keep(j, &desk.file)
				}
				told.Lock()
				if done++; progress != nil {
					progress(done, len(w.names))
				}
				told.Unlock()
			}
		})
	}
	group.Wait()
}

// matrixDesk is what one goroutine reads with, from file to file.
type matrixDesk struct {
	bytes []byte
	file  ttm.File
}

// parse reads one file onto the desk and keeps its fingerprint.
func (w *matrixWork) parse(j int, desk *matrixDesk) bool {
	err := desk.read(w.files, w.names[j])
	if err != nil {
		w.fault(j, 0, "", "", "a file that can be read", source.Cause(err))
		return false
	}
	sum := sha256.Sum256(desk.bytes)
	w.inputs[j] = Input{Name: w.names[j], SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(desk.bytes))}
	if err := ttm.Parse(desk.bytes, w.names[j], &desk.file); err != nil {
		if list, ok := err.(problem.Problems); ok {
			w.faults[j].Append(list)
		} else {
			w.fault(j, 0, "", err.Error(), "a file of a travel time matrix", "")
		}
		return false
	}
	for _, t := range w.tables {
		for _, name := range []string{t.Time, t.Metres} {
			if _, ok := desk.file.Column(name); !ok && name != "" {
				w.fault(j, 1, name, "", "a column of this name", "the columns are "+problem.Clip(strings.Join(desk.file.Columns, ", ")))
			}
		}
	}
	return len(w.faults[j]) == 0
}

// read reads a whole file into the desk's memory.
func (d *matrixDesk) read(files source.Files, name string) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	n := info.Size()
	if n > source.LongestFile {
		return fmt.Errorf("the file is larger than %d MB", source.LongestFile>>20)
	}
	if int64(cap(d.bytes)) < n {
		d.bytes = make([]byte, n+n/8)
	}
	d.bytes = d.bytes[:n]
	if _, err = io.ReadFull(f, d.bytes); err != nil {
		return &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return nil
}

// sameFrom checks that a file has the rows of the first one.
func (w *matrixWork) sameFrom(j int, f *ttm.File) bool {
	if slices.Equal(f.From, w.from) {
		return true
	}
	row := 0
	for row < min(len(f.From), len(w.from)) && f.From[row] == w.from[row] {
		row++
	}
	at := func(list []int32) string {
		if row < len(list) {
			return fmt.Sprint(list[row])
		}
		return "the end"
	}
	w.fault(j, row+2, "from_id", at(f.From), "the same origins in the same order in every file",
		fmt.Sprintf("%s of %d rows here, %s of %d rows in %s", at(f.From), len(f.From), at(w.from), len(w.from), w.names[0]))
	return false
}

// longestMinutes is the longest time in minutes that Seconds can hold.
const longestMinutes = (math.MaxUint16 - 1) / 60

// keep writes the columns of a file into its place of the tables.
func (w *matrixWork) keep(j int, f *ttm.File) {
	for k, t := range w.tables {
		minutes, _ := f.Column(t.Time)
		times := w.matrix.Tables[k].Times[j]
		if len(w.rows) < len(times) {
			for i := range times {
				times[i] = travel.Unreached
			}
		}
		for row, cell := range w.rows {
			s := travel.Unreached
			if v := uint32(minutes[row]); v <= longestMinutes { // -1 is the largest number
				s = travel.Seconds(v * 60)
			}
			times[cell] = s
		}
		if t.Metres == "" {
			continue
		}
		distance, _ := f.Column(t.Metres)
		metres := w.matrix.Tables[k].Metres[j]
		for row, cell := range w.rows {
			if v := distance[row]; v > 0 && times[cell] != travel.Unreached {
				metres[cell] = uint32(v)
			}
		}
	}
}
