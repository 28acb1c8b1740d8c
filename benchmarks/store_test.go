package benchmarks

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"saavu/internal/format/store"
	"saavu/internal/load/times"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// storeRun is a store of the tables that a comparison uses of the matrix of
// Vantaa, seconds and metres, together with what was read from text.
type storeRun struct {
	*readRun
	dir string
}

func makeStoreRun(tb testing.TB) *storeRun {
	r := &storeRun{makeReadRun(tb), filepath.Join(tb.TempDir(), "county.store")}
	r.tables = times.UsualTables()
	r.fast(tb)
	grid := population.NewGrid(r.ids, r.centres, 250)
	if _, _, err := store.Write(tb.Context(), r.dir, &store.Store{Grid: grid, Matrix: r.matrix}, nil); err != nil {
		tb.Fatal(err)
	}
	return r
}

// transitRush is the table that is read by itself.
const transitRush = 2

// table opens the store and reads all columns of one table.
func (r *storeRun) table(tb testing.TB) *travel.Table {
	from, err := store.Open(r.dir)
	if err != nil {
		tb.Fatal(err)
	}
	m, err := from.Matrix()
	if err == nil {
		err = from.Table(m, transitRush)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return &m.Tables[transitRush]
}

// part opens the table for single columns and blocks.
func (r *storeRun) part(tb testing.TB) *store.Part {
	from, err := store.Open(r.dir)
	if err != nil {
		tb.Fatal(err)
	}
	p, err := from.Part(transitRush)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := p.Close(); err != nil {
			tb.Error(err)
		}
	})
	return p
}

// check compares everything that the store returns with what was read from
// text.
func (r *storeRun) check(tb testing.TB) {
	tb.Helper()
	want := &r.matrix.Tables[transitRush]
	got := r.table(tb)
	if len(got.Times) != 134 || !slices.EqualFunc(got.Times, want.Times, slices.Equal[[]travel.Seconds]) || !slices.EqualFunc(got.Metres, want.Metres, slices.Equal[[]uint32]) {
		tb.Error("the table differs from the text")
	}
	p := r.part(tb)
	times, metres, err := p.Destination(77)
	if err != nil || !slices.Equal(times, want.Times[77]) || !slices.Equal(metres, want.Metres[77]) {
		tb.Errorf("the destination differs from the text: %v", err)
	}
	block, far, err := p.Block(1, 134)
	for j := range block {
		if !slices.Equal(block[j], want.Times[j][4096:8192]) || !slices.Equal(far[j], want.Metres[j][4096:8192]) {
			tb.Fatalf("the block of destination %d differs from the text", j)
		}
	}
	if err != nil || len(block) != 134 {
		tb.Error(len(block), err)
	}
}

// TestStoreAnswers checks the store against the text.
func TestStoreAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 148 MB: not with the race detector")
	}
	makeStoreRun(t).check(t)
}

// BenchmarkStore times reading from the store on one core, with files in the
// page cache and the store opened again each time: a whole table of seconds and
// metres with the fingerprint of its file, one destination, and one block of
// origins to all destinations. The bar is 60 ms for the table. It fails on a
// wrong answer, or on a table that needs more than a quarter of the work of
// reading the text, which must be read whole for any of it.
func BenchmarkStore(b *testing.B) {
	r := makeStoreRun(b)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	b.Run("table", func(b *testing.B) {
		for b.Loop() {
			r.table(b)
		}
		start := work(b)
		r.table(b)
		took := work(b) - start
		start = work(b)
		r.fast(b)
		if text := work(b) - start; took > text/4 {
			b.Errorf("a table takes %v of work, the text of all tables %v: expected at most a quarter", took, text)
		}
		info, err := os.Stat(filepath.Join(r.dir, "times_transit_rush.parquet"))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/1e6, "MB")
	})
	b.Run("destination", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := r.part(b).Destination(77); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("block", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := r.part(b).Block(1, 134); err != nil {
				b.Fatal(err)
			}
		}
	})
	r.check(b)
}
