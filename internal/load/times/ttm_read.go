package times

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"saavu/internal/format/problem"
	"saavu/internal/format/ttm"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// ttmWork reads one folder. After make each goroutine writes only what belongs to
// its own file, so that no lock is needed.
type ttmWork struct {
	files  source.Files
	dir    string
	tables []Table
	names  []string // of the files, by destination
	cells  int
	index  *idIndex

	ready   map[string]*ttmFile // files that were read ahead, by name
	out     []travel.Table
	faults  []problem.Problems // by file
	inputs  []input.File       // by file
	counts  []ttmCount         // [file*tables+table]
	unknown []ttmUnknown       // by file
	rows    []int              // by file
	some    int                // cells with a row in some file
}

// ttmCount counts the values of one column of one table.
type ttmCount struct{ reached, tooLong, timeless int }

// ttmUnknown counts the rows of a file without a cell.
type ttmUnknown struct {
	rows, line int // number of rows, and the line of the first
	id         int32
}

// run reads all files with several goroutines. It calls step after each file, from
// one goroutine at a time.
func (t *ttmWork) run(ctx context.Context, step func()) {
	var next atomic.Int64
	var group sync.WaitGroup
	var lock sync.Mutex
	some := make([]bool, t.cells)
	for range input.Readers(len(t.names)) {
		group.Go(func() {
			d := ttmReader{tables: t.tables, seen: make([]int32, t.cells), some: make([]bool, t.cells)}
			for ctx.Err() == nil {
				j := int(next.Add(1)) - 1
				if j >= len(t.names) {
					break
				}
				file := t.ready[t.names[j]]
				if file == nil {
					file = d.parse(t.files, t.names[j])
				}
				t.faults[j], t.inputs[j], t.rows[j] = file.faults, file.input, len(file.from)
				if len(file.faults) == 0 && t.matchRows(j, file, &d) {
					t.keep(j, file, &d)
				}
				lock.Lock()
				step()
				lock.Unlock()
			}
			lock.Lock()
			for i, has := range d.some {
				some[i] = some[i] || has
			}
			lock.Unlock()
		})
	}
	group.Wait()
	for _, has := range some {
		if has {
			t.some++
		}
	}
}

// ttmReader holds the buffers of one goroutine, which reads many files. Most files
// of a folder have the same rows, so the mapping from rows to cells is kept from
// one file to the next.
type ttmReader struct {
	tables []Table
	bytes  []byte
	file   ttm.File
	last   []int32 // from_id of each row of the previous file

	from    []int32 // from_id of each row that rows refers to
	rows    []int32 // cell of each row
	inOrder bool    // the rows are all cells, in order
	unknown ttmUnknown
	twice   [][2]int // line of a row whose cell has an earlier row, and line of that row
	seen    []int32  // line by cell, for find
	some    []bool   // cells with a row in some file
}

// ttmFile is the content of one file before the cells of its rows are known.
type ttmFile struct {
	input  input.File
	faults problem.Problems
	from   []int32            // from_id of each row; files of the same rows share it
	times  [][]travel.Seconds // by table and row; nil if the file lacks the column
	metres [][]uint32         // the same
	counts []ttmCount         // by table
}

// parse reads one file and keeps its fingerprint.
func (d *ttmReader) parse(files source.Files, name string) *ttmFile {
	f := &ttmFile{times: make([][]travel.Seconds, len(d.tables)), metres: make([][]uint32, len(d.tables)), counts: make([]ttmCount, len(d.tables))}
	if err := d.read(files, name); err != nil {
		f.faults.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: source.Cause(err)})
		return f
	}
	sum := sha256.Sum256(d.bytes)
	f.input = input.File{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(d.bytes))}
	if err := ttm.Parse(d.bytes, name, &d.file); err != nil {
		f.faults.Append(problem.From(name, err))
		return f
	}
	if d.last == nil || !slices.Equal(d.file.From, d.last) {
		d.last = slices.Clone(d.file.From)
	}
	f.from = d.last
	for k, declared := range d.tables {
		if minutes, ok := d.file.Column(declared.Time); ok { // chooseTables reports a missing column
			f.times[k] = secondsOf(minutes, &f.counts[k])
			if distance, ok := d.file.Column(declared.Metres); ok && declared.Metres != "" {
				f.metres[k] = metresOf(distance, minutes, f.times[k], &f.counts[k])
			}
		}
	}
	return f
}

// firstRead is the buffer size in bytes before the first byte is read, whatever
// size the file claims.
const firstRead = 16 << 20

// read reads a whole file into the buffer.
func (d *ttmReader) read(files source.Files, name string) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() > source.LongestFile {
		return errTooLarge
	}
	if n := int(min(info.Size()+1, firstRead)); cap(d.bytes) < n {
		d.bytes = make([]byte, 0, n+n/8)
	}
	d.bytes = d.bytes[:0]
	for {
		if len(d.bytes) == cap(d.bytes) {
			d.bytes = slices.Grow(d.bytes, len(d.bytes)/2)
		}
		n, err := f.Read(d.bytes[len(d.bytes):cap(d.bytes)])
		d.bytes = d.bytes[:len(d.bytes)+n]
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case len(d.bytes) > source.LongestFile:
			return errTooLarge
		}
	}
}

var errTooLarge = fmt.Errorf("the file is larger than %d MB", source.LongestFile>>20)

// matchRows finds the cells of a file's rows. A cell may have only one row.
func (t *ttmWork) matchRows(j int, f *ttmFile, d *ttmReader) bool {
	if d.rows == nil || !slices.Equal(f.from, d.from) {
		t.find(f, d)
	}
	t.unknown[j] = d.unknown
	for _, lines := range d.twice {
		t.faults[j].Add(problem.Problem{File: t.names[j], Row: lines[0], Column: "from_id", Found: fmt.Sprint(d.from[lines[0]-2]),
			Expected: "every origin once", Hint: problem.RowHas(lines[1])})
	}
	return d.unknown.rows == 0 && d.twice == nil
}

// find finds the cells of rows that differ from those of the previous file.
func (t *ttmWork) find(f *ttmFile, d *ttmReader) {
	d.from = f.from
	d.rows = slices.Grow(d.rows[:0], len(d.from)+1)[:len(d.from)]
	d.unknown, d.twice = ttmUnknown{}, nil
	d.inOrder = len(d.from) == t.cells
	clear(d.seen)
	for row, id := range d.from {
		cell, ok := t.index.number(int64(id))
		switch {
		case !ok:
			if d.unknown.rows++; d.unknown.rows == 1 {
				d.unknown.line, d.unknown.id = row+2, id
			}
		case d.seen[cell] > 0:
			d.twice = append(d.twice, [2]int{row + 2, int(d.seen[cell])})
		default:
			d.seen[cell], d.some[cell] = int32(row+2), true
		}
		d.rows[row] = cell
		d.inOrder = d.inOrder && int(cell) == row
	}
}

// longestMinutes is the longest time in minutes that Seconds can hold.
const longestMinutes = (math.MaxUint16 - 1) / 60

// secondsOf converts minutes to seconds and counts them.
func secondsOf(minutes []int32, c *ttmCount) []travel.Seconds {
	out := make([]travel.Seconds, len(minutes))
	for row, m := range minutes {
		out[row] = travel.Unreached
		if v := uint32(m); v <= longestMinutes { // -1 becomes the largest number
			out[row] = travel.Seconds(v * 60)
			c.reached++
		} else if m > 0 {
			c.tooLong++
		}
	}
	return out
}

// metresOf returns the metres of rows with a time, and counts those without one.
func metresOf(distance, minutes []int32, times []travel.Seconds, c *ttmCount) []uint32 {
	out := make([]uint32, len(distance))
	for row, v := range distance {
		switch {
		case v <= 0:
		case times[row] != travel.Unreached:
			out[row] = uint32(v)
		case minutes[row] < 0:
			c.timeless++
		}
	}
	return out
}

// keep puts the columns of a file into the tables.
func (t *ttmWork) keep(j int, f *ttmFile, d *ttmReader) {
	for k := range t.tables {
		if f.times[k] == nil {
			continue
		}
		t.counts[j*len(t.tables)+k] = f.counts[k]
		t.out[k].Times[j] = laid(f.times[k], d, t.cells, travel.Unreached)
		if f.metres[k] != nil {
			t.out[k].Metres[j] = laid(f.metres[k], d, t.cells, 0)
		}
		f.times[k], f.metres[k] = nil, nil
	}
}

// laid reorders the values of rows by cell. If the rows are all cells in order, the
// values stay in place.
func laid[T any](values []T, d *ttmReader, cells int, none T) []T {
	if d.inOrder {
		return values
	}
	out := make([]T, cells)
	if len(d.rows) < cells {
		for i := range out {
			out[i] = none
		}
	}
	for row, cell := range d.rows {
		out[cell] = values[row]
	}
	return out
}
