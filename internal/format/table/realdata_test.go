package table

import (
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"saavu/internal/format/record"
	"saavu/internal/realdata"
)

func TestRealTables(t *testing.T) {
	for _, c := range []struct {
		file        string
		header      string // the last column's name
		columns     int
		rows        int
		sumOf       string
		sum         float64
		delimiter   rune
		onlyWholes  bool
		longRunning bool
	}{
		{"belo-horizonte/land_use_data.csv", "income_decile", 6, 898, "schools", 184.0, ',', true, false},
		{"belo-horizonte/travel_matrix.csv", "travel_time", 3, 748437, "travel_time", 37577194.4, ',', false, true},
		{"helsinki-region/ttm-2018/vantaa_destinations.csv", "ykr_id", 2, 134, "ykr_id", 785294588.0, ',', true, false},
		{"porto-alegre/poa_hexgrid.csv", "healthcare", 7, 1227, "population", 812935.0, ',', false, false},
	} {
		if c.longRunning && testing.Short() {
			continue
		}
		name := filepath.Join(realdata.Dir(t), c.file)
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		table, err := Read(data, name)
		if err != nil {
			t.Fatal(err)
		}
		if table.Delimiter != c.delimiter || len(table.Header) != c.columns || table.Header[c.columns-1] != c.header || len(table.Rows) != c.rows || table.Notes != nil {
			t.Errorf("%s: %q %q %d rows, notes %q", c.file, table.Delimiter, table.Header, len(table.Rows), table.Notes)
		}
		at := slices.Index(table.Header, c.sumOf)
		if at < 0 {
			t.Fatalf("no %s in %q", c.sumOf, table.Header)
		}
		sum := 0.0
		for i, row := range table.Rows {
			x, err := strconv.ParseFloat(row[at], 64)
			if err != nil || c.onlyWholes && x != math.Trunc(x) {
				t.Fatalf("%s:%d: %q", name, table.Lines[i], row[at])
			}
			sum += x
		}
		if streamed := sumOf(t, name, c.sumOf); streamed != sum {
			t.Errorf("%s: sum of %s %v, row by row %v", c.file, c.sumOf, sum, streamed)
		}
		if d := sum - c.sum; d > 1e-6*sum || d < -1e-6*sum {
			t.Errorf("%s: sum of %s %v, want %v", c.file, c.sumOf, sum, c.sum)
		}
	}
}

// sumOf adds up a column of a file that is read row by row.
func sumOf(t *testing.T, name, column string) float64 {
	s, err := Source(func() (io.ReadCloser, error) { return os.Open(name) }, name, Options{})
	if err != nil {
		t.Fatal(err)
	}
	at, _ := s.Field(column)
	sum := 0.0
	if err := s.Each([]int{at}, func(r *record.Row) error {
		x, ok := r.Number(0)
		if !ok {
			t.Fatalf("%s:%d: %q", name, r.At, r.Text(0))
		}
		sum += x
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return sum
}
