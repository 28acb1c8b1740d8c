package load

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
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// ttmReaders is the number of goroutines that read files.
const ttmReaders = 2

// ttmWork is the reading of one folder. After make nothing but what belongs to
// a reader's own file is written, so that readers need no lock.
type ttmWork struct {
	files  source.Files
	dir    string
	tables []TimesTable
	names  []string // of the files, by destination
	cells  int
	index  *idIndex

	out     []travel.Table
	faults  []problem.Problems // by file
	inputs  []Input            // by file
	counts  []ttmCount         // [file*tables+table]
	strange []ttmStrange       // by file
	rows    []int              // by file
	some    int                // cells with a row in some file
}

// ttmCount is what one column of one table has.
type ttmCount struct{ reached, tooLong, timeless int }

// ttmStrange is the rows of a file that are of no cell.
type ttmStrange struct {
	rows, line int // how many, and the line of the first
	id         int32
}

// run reads all files with several goroutines and calls step after each, from one
// goroutine at a time.
func (t *ttmWork) run(ctx context.Context, step func()) {
	var next atomic.Int64
	var group sync.WaitGroup
	var told sync.Mutex
	some := make([]bool, t.cells)
	for range min(ttmReaders, len(t.names)) {
		group.Go(func() {
			d := ttmDesk{seen: make([]int32, t.cells), some: make([]bool, t.cells)}
			for ctx.Err() == nil {
				j := int(next.Add(1)) - 1
				if j >= len(t.names) {
					break
				}
				if t.parse(j, &d) && t.settle(j, &d) {
					t.keep(j, &d)
				}
				told.Lock()
				step()
				told.Unlock()
			}
			told.Lock()
			for i, has := range d.some {
				some[i] = some[i] || has
			}
			told.Unlock()
		})
	}
	group.Wait()
	for _, has := range some {
		if has {
			t.some++
		}
	}
}

// ttmDesk is what one goroutine reads with, from file to file. Most files of a
// folder have the same rows, so the way from rows to cells is kept from one to
// the next.
type ttmDesk struct {
	bytes []byte
	file  ttm.File

	from    []int32 // from_id of each row
	rows    []int32 // cell of each row
	strange ttmStrange
	twice   [][2]int // lines of a row whose cell an earlier one has, and of that one
	seen    []int32  // line by cell, for settle
	some    []bool   // cells with a row in some file
}

// parse reads one file onto the desk and keeps its fingerprint.
func (t *ttmWork) parse(j int, d *ttmDesk) bool {
	name := t.names[j]
	if err := d.read(t.files, name); err != nil {
		t.faults[j].Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: source.Cause(err)})
		return false
	}
	sum := sha256.Sum256(d.bytes)
	t.inputs[j] = Input{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(d.bytes))}
	if err := ttm.Parse(d.bytes, name, &d.file); err != nil {
		t.faults[j].Append(problem.From(name, err))
		return false
	}
	t.rows[j] = d.file.Rows
	return true
}

// firstRead is the memory in bytes that a file is given before its first byte is
// read, whatever its size is said to be.
const firstRead = 16 << 20

// read reads a whole file into the desk's memory.
func (d *ttmDesk) read(files source.Files, name string) error {
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

// settle finds the cells of a file's rows. Every cell may have one row.
func (t *ttmWork) settle(j int, d *ttmDesk) bool {
	if d.rows == nil || !slices.Equal(d.file.From, d.from) {
		t.find(d)
	}
	t.strange[j] = d.strange
	for _, lines := range d.twice {
		t.faults[j].Add(problem.Problem{File: t.names[j], Row: lines[0], Column: "from_id", Found: fmt.Sprint(d.from[lines[0]-2]),
			Expected: "every origin once", Hint: rowHas(lines[1])})
	}
	return d.strange.rows == 0 && d.twice == nil
}

// find finds the cells of rows that differ from those of the file before.
func (t *ttmWork) find(d *ttmDesk) {
	d.from = append(d.from[:0], d.file.From...)
	d.rows = slices.Grow(d.rows[:0], len(d.from)+1)[:len(d.from)]
	d.strange, d.twice = ttmStrange{}, nil
	clear(d.seen)
	for row, id := range d.from {
		cell, ok := t.index.number(int64(id))
		switch {
		case !ok:
			if d.strange.rows++; d.strange.rows == 1 {
				d.strange.line, d.strange.id = row+2, id
			}
		case d.seen[cell] > 0:
			d.twice = append(d.twice, [2]int{row + 2, int(d.seen[cell])})
		default:
			d.seen[cell], d.some[cell] = int32(row+2), true
		}
		d.rows[row] = cell
	}
}

// longestMinutes is the longest time in minutes that Seconds can hold.
const longestMinutes = (math.MaxUint16 - 1) / 60

// keep writes the columns of a file into its place of the tables.
func (t *ttmWork) keep(j int, d *ttmDesk) {
	for k, declared := range t.tables {
		minutes, ok := d.file.Column(declared.Time)
		if !ok { // chooseTables has told it
			continue
		}
		c := &t.counts[j*len(t.tables)+k]
		times := t.out[k].Times[j]
		if len(d.rows) < len(times) {
			for i := range times {
				times[i] = travel.Unreached
			}
		}
		for row, cell := range d.rows {
			s := travel.Unreached
			if v := uint32(minutes[row]); v <= longestMinutes { // -1 is the largest number
				s = travel.Seconds(v * 60)
				c.reached++
			} else if minutes[row] > 0 {
				c.tooLong++
			}
			times[cell] = s
		}
		if declared.Metres == "" {
			continue
		}
		distance, _ := d.file.Column(declared.Metres)
		metres := t.out[k].Metres[j]
		for row, cell := range d.rows[:min(len(d.rows), len(distance))] {
			switch v := distance[row]; {
			case v <= 0:
			case times[cell] != travel.Unreached:
				metres[cell] = uint32(v)
			case minutes[row] < 0:
				c.timeless++
			}
		}
	}
}
