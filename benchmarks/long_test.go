package benchmarks

import (
	"context"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/load/times"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// longRun reads a long table of 748,437 pairs between 898 hexagons whose ids
// are texts, 29 MB.
type longRun struct {
	file   string
	grid   times.Grid
	land   [][]string // its rows: id, people, jobs, …
	matrix *travel.Matrix
}

func makeLongRun(tb testing.TB) *longRun {
	tb.Helper()
	dir := filepath.Join(realdata.Dir(tb), "belo-horizonte")
	file, err := os.Open(filepath.Join(dir, "land_use_data.csv"))
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	r := &longRun{file: filepath.Join(dir, "travel_matrix.csv"), land: rows[1:]}
	for i, row := range rows[1:] {
		r.grid.IDs, r.grid.Names = append(r.grid.IDs, int64(i+1)), append(r.grid.Names, row[0])
		r.grid.Centres = append(r.grid.Centres, orb.Point{float64(i), 0}) // the file has no places
	}
	return r
}

func (r *longRun) fast(tb testing.TB) {
	m, _, err := times.Read(context.Background(), source.OS(), []times.Source{{Layout: "long", Name: r.file, Unit: "minutes",
		Tables: []times.Table{{Mode: travel.Transit, Time: "travel_time"}}}}, r.grid, nil)
	if err != nil {
		tb.Fatal(err)
	}
	r.matrix = m
}

// naive reads the table in the simplest way: rows of strings into a map of
// maps, by destination and cell.
func (r *longRun) naive(tb testing.TB) map[string]map[string]float64 {
	file, err := os.Open(r.file)
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	in := csv.NewReader(file)
	out := map[string]map[string]float64{}
	for line := 1; ; line++ {
		row, err := in.Read()
		if err == io.EOF {
			return out
		}
		if err != nil {
			tb.Fatal(err)
		}
		if line == 1 {
			continue
		}
		minutes, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			tb.Fatal(err)
		}
		if out[row[1]] == nil {
			out[row[1]] = map[string]float64{}
		}
		out[row[1]][row[0]] = minutes
	}
}

// check compares every pair with the naive reader's result.
func (r *longRun) check(tb testing.TB, want map[string]map[string]float64) {
	tb.Helper()
	if r.matrix.Columns() != 898 || r.matrix.Cells != 898 || len(want) != 898 {
		tb.Fatalf("%d columns of %d cells, the naive reader has %d", r.matrix.Columns(), r.matrix.Cells, len(want))
	}
	pairs := 0
	for j, times := range r.matrix.Tables[0].Times {
		for i, s := range times {
			minutes, ok := want[r.matrix.Names[j]][r.grid.Names[i]]
			if ok != (s != travel.Unreached) || ok && float64(s) != float64(int(60*minutes+0.5)) {
				tb.Fatalf("%s to %s: %d seconds, the naive reader has %g minutes, %v", r.grid.Names[i], r.matrix.Names[j], s, minutes, ok)
			}
			if ok {
				pairs++
			}
		}
	}
	if pairs != 748_437 {
		tb.Fatalf("%d pairs", pairs)
	}
}

// TestLongAnswers checks the matrix against a naive reader.
func TestLongAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 29 MB: not with the race detector")
	}
	r := makeLongRun(t)
	r.fast(t)
	r.check(t, r.naive(t))
}

// BenchmarkLong times a long table to a matrix, with its fingerprint. The bar
// is 1 s; it fails on a wrong answer, or on a reader that needs more than half
// of the naive one's work.
func BenchmarkLong(b *testing.B) {
	r := makeLongRun(b)
	for b.Loop() {
		r.fast(b)
	}
	b.ReportMetric(748_437*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
	start := work(b)
	r.fast(b)
	took := work(b) - start
	start = work(b)
	want := r.naive(b)
	naive := work(b) - start
	r.check(b, want)
	b.ReportMetric(naive.Seconds()/took.Seconds(), "naive/fast")
	if naive < 2*took {
		b.Errorf("reading takes %v of work, the naive reader %v: expected at most half", took, naive)
	}
}
