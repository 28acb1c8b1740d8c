package benchmarks

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"saavu/internal/format/record"
	"saavu/internal/source"
)

// wideRun reads a wide grid from text: an id, a place and a hundred columns of
// counts, euros and shares, 500 MB in all. Its rows repeat, so that the sums
// are known.
type wideRun struct {
	file   string
	block  []byte    // the header and the repeated rows
	header int       // bytes of the header
	sums   []float64 // of each column of a block; exact, in quarters
	blocks int
	rows   int // of a block
	bytes  int64
}

const wideColumns = 103

func makeWideRun(tb testing.TB, size int64) *wideRun {
	r := &wideRun{file: filepath.Join(tb.TempDir(), "grid.csv"), rows: 20_000, sums: make([]float64, wideColumns)}
	r.block = append(r.block, "id;x;y"...)
	for c := 3; c < wideColumns; c++ {
		r.block = append(r.block, ";column_"+strconv.Itoa(c)...)
	}
	r.block = append(r.block, "\r\n"...)
	r.header = len(r.block)
	state := uint64(1)
	for row := range r.rows {
		for c := range wideColumns {
			state = state*6364136223846793005 + 1442695040888963407
			quarters := wideValue(row, c, state>>33)
			r.sums[c] += float64(quarters) / 4
			r.block = strconv.AppendUint(r.block, quarters/4, 10)
			if quarters%4 != 0 {
				r.block = append(r.block, [...]string{"", ",25", ",5", ",75"}[quarters%4]...)
			}
			r.block = append(r.block, ';')
		}
		r.block = append(r.block[:len(r.block)-1], "\r\n"...)
	}
	rows := r.block[r.header:]
	r.blocks = int((size + int64(len(rows)) - 1) / int64(len(rows)))
	r.bytes = int64(r.header) + int64(r.blocks)*int64(len(rows))
	out, err := os.Create(r.file)
	if err != nil {
		tb.Fatal(err)
	}
	_, err = out.Write(r.block[:r.header])
	for range r.blocks {
		_, more := out.Write(rows)
		err = errors.Join(err, more)
	}
	if err = errors.Join(err, out.Close()); err != nil {
		tb.Fatal(err)
	}
	return r
}

// wideValue makes a value, in quarters: ids and places, then of ten columns six
// small counts, two sums of euros and two shares with decimals.
func wideValue(row, c int, random uint64) uint64 {
	switch {
	case c == 0:
		return 4 * (5_785_640 + uint64(row))
	case c == 1:
		return 4 * (380_125 + 250*uint64(row%200))
	case c == 2:
		return 4 * (6_670_125 + 250*uint64(row/200))
	case c%10 < 6:
		return 4 * (random % 1000)
	case c%10 < 8:
		return 4 * (15_000 + random%30_000)
	}
	return random % 400
}

// read sums the wanted columns as reading a county does, and returns the
// largest growth of the heap, in MB.
func (r *wideRun) read(tb testing.TB, want []int, sums []float64) float64 {
	s, err := source.Open(source.OS(), r.file, source.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	rows, most := 0, uint64(0)
	clear(sums)
	err = s.Each(want, func(row *record.Row) error {
		for k := range sums {
			v, ok := row.Number(k)
			if !ok {
				tb.Fatalf("line %d: %q", row.At, row.Text(k))
			}
			sums[k] += v
		}
		if rows++; rows%(1<<17) == 0 {
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	if rows != r.rows*r.blocks {
		tb.Fatalf("%d rows, expected %d", rows, r.rows*r.blocks)
	}
	return float64(most-min(most, before.HeapAlloc)) / 1e6
}

// check compares the sums with those of the generator, over a number of blocks.
func (r *wideRun) check(tb testing.TB, want []int, sums []float64, blocks int) {
	tb.Helper()
	for k, c := range want {
		if expected := r.sums[c] * float64(blocks); sums[k] != expected {
			tb.Errorf("column %d sums up to %v, expected %v", c, sums[k], expected)
		}
	}
}

// naive reads one block with encoding/csv and returns the work of the whole
// file.
func (r *wideRun) naive(tb testing.TB, want []int) time.Duration {
	tb.Helper()
	sums := make([]float64, len(want))
	start := work(tb)
	in := csv.NewReader(bytes.NewReader(r.block))
	in.Comma, in.ReuseRecord = ';', true
	if _, err := in.Read(); err != nil {
		tb.Fatal(err)
	}
	for {
		fields, err := in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			tb.Fatal(err)
		}
		for k, c := range want {
			v, err := strconv.ParseFloat(string(bytes.ReplaceAll([]byte(fields[c]), []byte(","), []byte("."))), 64)
			if err != nil {
				tb.Fatal(err)
			}
			sums[k] += v
		}
	}
	took := work(tb) - start
	r.check(tb, want, sums, 1)
	return took * time.Duration(r.blocks)
}

// BenchmarkWideGrid times a text grid of 500 MB and 103 columns from the file
// to sums, on one core: twelve columns as a county maps them, and all. The bar
// is 300 MB/s; it fails on a wrong sum, on memory that grows with the file, or
// on a reader that needs more than half of the work of encoding/csv.
func BenchmarkWideGrid(b *testing.B) {
	r := makeWideRun(b, 500e6)
	var twelve, all []int
	for c := range wideColumns {
		if c < 3 || c%11 == 0 {
			twelve = append(twelve, c)
		}
		all = append(all, c)
	}
	for _, c := range []struct {
		name string
		want []int
	}{{"twelve", twelve}, {"all", all}} {
		b.Run(c.name, func(b *testing.B) {
			sums := make([]float64, len(c.want))
			heap := 0.0
			for b.Loop() {
				heap = max(heap, r.read(b, c.want, sums))
			}
			b.ReportMetric(float64(r.bytes)/1e6*float64(b.N)/b.Elapsed().Seconds(), "MB/s")
			b.ReportMetric(heap, "MB-heap")
			r.check(b, c.want, sums, r.blocks)
			start := work(b)
			r.read(b, c.want, sums)
			took := work(b) - start
			if naive := r.naive(b, c.want); naive < 2*took {
				b.Errorf("reading takes %v of work, encoding/csv %v: expected at most half", took, naive)
			} else {
				b.ReportMetric(float64(naive)/float64(took), "x-naive")
				b.ReportMetric(float64(r.bytes)/1e6/took.Seconds(), "MB/s-of-work")
			}
			if heap > 64 {
				b.Errorf("the heap grew by %.0f MB", heap)
			}
		})
	}
}

// TestWideAnswers checks the sums on a smaller grid.
func TestWideAnswers(t *testing.T) {
	r := makeWideRun(t, 1)
	var all []int
	for c := range wideColumns {
		all = append(all, c)
	}
	sums := make([]float64, len(all))
	r.read(t, all, sums)
	r.check(t, all, sums, r.blocks)
	r.naive(t, all)
}
