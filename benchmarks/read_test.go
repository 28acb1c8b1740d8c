package benchmarks

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
	"saavu/internal/format/shapefile"
	"saavu/internal/load/times"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

// region is the folder of the real data of the capital region.
func region(tb testing.TB) string {
	tb.Helper()
	return filepath.Join(realdata.Dir(tb), "helsinki-region")
}

// cells reads a shapefile of cells: its coordinate system, polygons and a
// field.
func cells(tb testing.TB, base, field string) (spatial.CRS, []orb.Polygon, []int64) {
	tb.Helper()
	text := map[string][]byte{}
	for _, ending := range []string{".shp", ".dbf", ".prj"} {
		data, err := os.ReadFile(base + ending)
		if err != nil {
			tb.Fatal(err)
		}
		text[ending] = data
	}
	crs, err := spatial.FromWKT(string(text[".prj"]))
	if err != nil {
		tb.Fatal(err)
	}
	layer, err := shapefile.Source(shapefile.Files{Name: base, SHP: text[".shp"], DBF: text[".dbf"]}, "")
	if err != nil {
		tb.Fatal(err)
	}
	column, ok := layer.Field(field)
	if !ok {
		tb.Fatalf("%s has no field %s", base, field)
	}
	var polygons []orb.Polygon
	var values []int64
	if err := layer.Each([]int{column}, func(r *record.Row) error {
		n, whole := r.Whole(0)
		if !whole {
			tb.Fatalf("%s:%d: %q is not a whole number", base, r.At, r.Text(0))
		}
		polygons, values = append(polygons, r.Geometry.(orb.Polygon)), append(values, n)
		return nil
	}); err != nil {
		tb.Fatal(err)
	}
	return crs, polygons, values
}

// allTables is every time of a file, and the car's metres.
var allTables = []times.Table{
	{Mode: travel.Walk, Time: "walk_t"},
	{Mode: travel.Bike, Time: "bike_s_t"},
	{Mode: travel.Bike, Time: "bike_f_t"},
	{Mode: travel.Transit, Period: travel.Rush, Time: "pt_r_tt"},
	{Mode: travel.Transit, Period: travel.Rush, Time: "pt_r_t"},
	{Mode: travel.Transit, Period: travel.Midday, Time: "pt_m_tt"},
	{Mode: travel.Transit, Period: travel.Midday, Time: "pt_m_t"},
	{Mode: travel.Car, Period: travel.Rush, Time: "car_r_t", Metres: "car_r_d"},
	{Mode: travel.Car, Period: travel.Midday, Time: "car_m_t", Metres: "car_m_d"},
	{Mode: travel.Car, Time: "car_sl_t"},
}

// readRun reads the matrix of Vantaa, 134 files of 148 MB in all.
type readRun struct {
	dir     string
	ids     []int64
	centres []orb.Point
	tables  []times.Table // allTables unless set
	matrix  *travel.Matrix
}

func makeReadRun(tb testing.TB) *readRun {
	dir := region(tb)
	_, polygons, ids := cells(tb, filepath.Join(dir, "ykr-grid", "MetropAccess_YKR_grid_EurefFIN"), "YKR_ID")
	r := &readRun{dir: filepath.Join(dir, "ttm-2018"), ids: ids, tables: allTables}
	for _, p := range polygons {
		r.centres = append(r.centres, p.Bound().Center())
	}
	return r
}

func (r *readRun) fast(tb testing.TB) {
	sources := []times.Source{{Layout: "ttm", Name: r.dir, Tables: r.tables}}
	m, _, err := times.Read(context.Background(), source.OS(), sources, times.Grid{IDs: r.ids, Centres: r.centres}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	r.matrix = m
}

// sums summarises a table for one destination: pairs that are reached, total
// minutes and metres, and minutes weighted by the cell so that a time in the
// wrong cell changes it.
type sums struct{ reached, minutes, metres, placed int64 }

// naive reads one file in the simplest way: split into lines and fields.
func (r *readRun) naive(tb testing.TB, name string, cell map[string]int) []sums {
	text, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	at := map[string]int{}
	for c, n := range strings.Split(lines[0], ";") {
		at[n] = c
	}
	out := make([]sums, len(allTables))
	for _, line := range lines[1:] {
		fields := strings.Split(line, ";")
		number := func(column string) int64 {
			v, err := strconv.ParseInt(fields[at[column]], 10, 64)
			if err != nil {
				tb.Fatal(err)
			}
			return v
		}
		for k, t := range allTables {
			v := number(t.Time)
			if v < 0 {
				continue
			}
			out[k].reached++
			out[k].minutes += v
			out[k].placed += v * int64(cell[fields[at["from_id"]]])
			if t.Metres != "" {
				out[k].metres += max(number(t.Metres), 0)
			}
		}
	}
	return out
}

// sums is the same summary of the matrix that was read.
func (r *readRun) sums(column int) []sums {
	out := make([]sums, len(allTables))
	for k, t := range r.matrix.Tables {
		for i, s := range t.Times[column] {
			if s == travel.Unreached {
				continue
			}
			out[k].reached++
			out[k].minutes += int64(s / 60)
			out[k].placed += int64(s/60) * int64(i)
			if t.Metres != nil {
				out[k].metres += int64(t.Metres[column][i])
			}
		}
	}
	return out
}

// check compares some columns with the naive reader and returns its work per
// file.
func (r *readRun) check(tb testing.TB) time.Duration {
	tb.Helper()
	if r.matrix.Columns() != 134 || r.matrix.Cells != 13_231 {
		tb.Fatalf("%d columns of %d cells", r.matrix.Columns(), r.matrix.Cells)
	}
	cell := map[string]int{}
	for i, id := range r.ids {
		cell[strconv.FormatInt(id, 10)] = i
	}
	columns := []int{0, 1, 40, 41, 100, 133}
	start := work(tb)
	for _, j := range columns {
		id := strconv.FormatInt(r.matrix.IDs[j], 10)
		want := r.naive(tb, filepath.Join(r.dir, id[:4]+"xxx", "travel_times_to_ "+id+".txt"), cell)
		for k, got := range r.sums(j) {
			if got != want[k] || got.reached == 0 {
				tb.Errorf("destination %s %s: %+v, the naive reader has %+v", id, allTables[k].Time, got, want[k])
			}
		}
	}
	return (work(tb) - start) / time.Duration(len(columns))
}

// TestReadAnswers checks the matrix against a naive reader.
func TestReadAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 148 MB: not with the race detector")
	}
	r := makeReadRun(t)
	r.fast(t)
	r.check(t)
}

// BenchmarkRead times files to tables: all columns parsed, ten times and the
// car's metres kept, every file fingerprinted. The bar is 0.35 s on two cores;
// it fails on a wrong answer, or on a reader that needs more than half of the
// naive one's work.
func BenchmarkRead(b *testing.B) {
	r := makeReadRun(b)
	for b.Loop() {
		r.fast(b)
	}
	b.ReportMetric(148.7*float64(b.N)/b.Elapsed().Seconds(), "MB/s")
	start := work(b)
	r.fast(b)
	took := work(b) - start
	if naive := 134 * r.check(b); naive < 2*took {
		b.Errorf("reading takes %v of work, the naive reader %v: expected at most half", took, naive)
	}
}
