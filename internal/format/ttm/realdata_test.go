package ttm

import (
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/realdata"
)

func files(tb testing.TB, pattern string) []string {
	tb.Helper()
	names, err := filepath.Glob(filepath.Join(realdata.Dir(tb), pattern))
	if err != nil || len(names) == 0 {
		tb.Fatalf("%s: %d files, %v", pattern, len(names), err)
	}
	return names
}

const edition2018 = "helsinki-region/ttm-2018/*/travel_times_to_*.txt"

func TestRealFilesAgreeWithTheNaiveReader(t *testing.T) {
	names := append(files(t, edition2018), files(t, "helsinki-region/ttm-older/travel_times_to_*.txt")...)
	if len(names) != 144 {
		t.Fatalf("%d files", len(names))
	}
	if testing.Short() {
		names = names[130:]
	}
	var f File
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := Parse(data, name, &f); err != nil {
			t.Fatal(err)
		}
		want, err := naiveParse(data, name)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want.Columns, f.Columns); d != "" {
			t.Fatalf("%s: %s", name, d)
		}
		if f.Destination != want.Destination || f.Rows != want.Rows {
			t.Fatalf("%s: destination %d, %d rows", name, f.Destination, f.Rows)
		}
		for c := range want.Values {
			for row, v := range want.Values[c] {
				if f.Values[c][row] != v || f.From[row] != want.From[row] {
					t.Fatalf("%s: row %d column %s: %d, want %d", name, row, f.Columns[c], f.Values[c][row], v)
				}
			}
		}
	}
}

// Facts of the files, counted with awk.
func TestRealFiles(t *testing.T) {
	var f File
	read := func(name string) {
		t.Helper()
		name = filepath.Join(realdata.Dir(t), "helsinki-region", name)
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := Parse(data, name, &f); err != nil {
			t.Fatal(err)
		}
	}
	read("ttm-older/travel_times_to_ 6016696.txt")
	if f.Destination != 6016696 || f.Rows != 13231 {
		t.Errorf("destination %d, %d rows", f.Destination, f.Rows)
	}
	for c := range f.Values {
		for _, v := range f.Values[c] {
			if v != NoData {
				t.Fatalf("%s: %d in the file that is -1 throughout", f.Columns[c], v)
			}
		}
	}
	read("ttm-older/travel_times_to_ 5976964.txt")
	if f.Rows != 450 || len(f.Columns) != 12 {
		t.Errorf("the part: %d rows, %d columns", f.Rows, len(f.Columns))
	}
	missing := map[string]int{}
	names := files(t, edition2018)
	if testing.Short() {
		names = names[:5]
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := Parse(data, name, &f); err != nil {
			t.Fatal(err)
		}
		if f.Rows != 13231 || len(f.Columns) != 16 {
			t.Fatalf("%s: %d rows, %d columns", name, f.Rows, len(f.Columns))
		}
		for _, hour := range []string{"car_r", "car_m"} {
			times, _ := f.Column(hour + "_t")
			metres, _ := f.Column(hour + "_d")
			for row := range times {
				if times[row] == NoData && metres[row] != NoData {
					missing[hour]++
				}
			}
		}
	}
	// -1 is no data for each column separately.
	if !testing.Short() && (missing["car_r"] != 18713 || missing["car_m"] != 18715) {
		t.Errorf("rows with a car distance but no time: %v", missing)
	}
}

// readAll reads and parses every file from disk with two goroutines, as the
// loader does, and returns the number of bytes and of rows.
func readAll(tb testing.TB, names []string) (size, rows int64) {
	var next, bytes, total atomic.Int64
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			var f File
			var buffer []byte
			for {
				i := int(next.Add(1)) - 1
				if i >= len(names) {
					return
				}
				var err error
				if buffer, err = readInto(buffer, names[i]); err == nil {
					err = Parse(buffer, names[i], &f)
				}
				if err != nil {
					tb.Error(err)
					return
				}
				bytes.Add(int64(len(buffer)))
				total.Add(int64(f.Rows))
			}
		})
	}
	group.Wait()
	return bytes.Load(), total.Load()
}

// readInto reads a whole file into a reused buffer.
func readInto(buffer []byte, name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if n := int(info.Size()); cap(buffer) < n {
		buffer = make([]byte, n+n/8)
	}
	buffer = buffer[:info.Size()]
	_, err = io.ReadFull(file, buffer)
	return buffer, err
}

// TestRealFilesAreQuick checks that the Vantaa files (148 MB) are read and
// parsed in a fraction of a second. The limit is generous, for busy machines;
// BenchmarkReadAll has the figure.
func TestRealFilesAreQuick(t *testing.T) {
	names := files(t, edition2018)
	if testing.Short() {
		names = names[:10]
	}
	readAll(t, names) // brings the files into the system's cache
	start := time.Now()
	size, rows := readAll(t, names)
	took := time.Since(start)
	t.Logf("%d files, %.0f MB, %d rows in %v: %.0f MB/s", len(names), float64(size)/1e6, rows, took, float64(size)/1e6/took.Seconds())
	if rows != int64(len(names))*13231 {
		t.Errorf("%d rows", rows)
	}
	if !raceDetector && took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}

// BenchmarkReadAll reads all files of 2018, from disk to columns, on two
// goroutines.
func BenchmarkReadAll(b *testing.B) {
	names := files(b, edition2018)
	for b.Loop() {
		size, _ := readAll(b, names)
		b.SetBytes(size)
	}
}

func BenchmarkParse(b *testing.B) {
	name := files(b, edition2018)[0]
	data, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	want, err := naiveParse(data, name)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("quick", func(b *testing.B) {
		var f File
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if err := Parse(data, name, &f); err != nil {
				b.Fatal(err)
			}
		}
		if d := cmp.Diff(want, look(&f)); d != "" {
			b.Fatal(d)
		}
	})
	b.Run("naive", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := naiveParse(data, name); err != nil {
				b.Fatal(err)
			}
		}
	})
}
