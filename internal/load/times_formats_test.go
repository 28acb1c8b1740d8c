package load

import (
	"archive/zip"
	"bytes"
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"

	"saavu/internal/load/times"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// zipped makes a zip of names and texts, in pairs.
func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A matrix may be in a zip, also in subfolders, and so may tables.
func TestTimesInZip(t *testing.T) {
	grid := times.Grid{IDs: []int64{11, 12}, Centres: make([]orb.Point, 2)}
	files := source.Embedded(fstest.MapFS{
		"ttm.zip": {Data: zipped(t, "readme.txt", "times", "2018/5878xxx/travel_times_to_ 11.txt", "from_id;to_id;walk_t\r\n11;11;0\r\n12;11;5\r\n",
			"2018/travel_times_to_ 12.txt", "from_id;to_id;walk_t\n12;-1;-1\n")},
		"pt.zip": {Data: zipped(t, "out/pt.csv", "from_id,to_id,t\n12,11,90\n")},
	}, nil)
	m, _, err := times.Read(context.Background(), files, []times.Source{
		{Layout: "ttm", Name: "data/ttm.zip", Tables: []times.Table{{Mode: travel.Walk, Time: "walk_t"}}},
		{Layout: "long", Name: "data/pt.zip/out/pt.csv", Unit: "seconds", Tables: []times.Table{{Mode: travel.Transit, Time: "t"}}},
	}, grid, nil)
	if err != nil {
		t.Fatal(err)
	}
	const no = travel.Unreached
	if got := m.Tables[0].Times; !slices.Equal(m.IDs, []int64{11, 12}) || !slices.Equal(got[0], []travel.Seconds{0, 300}) || !slices.Equal(got[1], []travel.Seconds{no, no}) {
		t.Errorf("walk to %d: %d", m.IDs, got)
	}
	if got := m.Tables[1].Times[0]; !slices.Equal(got, []travel.Seconds{no, 90}) {
		t.Errorf("transit to 11: %d", got)
	}
}

// parquetOf writes rows as a Parquet file.
func parquetOf[T any](t *testing.T, rows []T) *fstest.MapFile {
	t.Helper()
	var b bytes.Buffer
	if err := parquet.Write(&b, rows); err != nil {
		t.Fatal(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

// Parquet as r5r and pandas write it: texts or whole numbers as ids, numbers of
// 32 bits, nulls and NaN for missing times.
func TestTimesInParquet(t *testing.T) {
	grid := times.Grid{IDs: []int64{5785640, 12}, Centres: make([]orb.Point, 2)}
	three, tenths := int32(3), float32(5.8)
	files := source.Embedded(fstest.MapFS{
		"ints.parquet": parquetOf(t, []struct {
			From int64  `parquet:"from_id"`
			To   int64  `parquet:"to_id"`
			P50  *int32 `parquet:"travel_time_p50,optional"`
		}{{5785640, 12, &three}, {12, 12, nil}}),
		"texts.parquet": parquetOf(t, []struct {
			From string   `parquet:"from_id"`
			To   string   `parquet:"to_id"`
			T    *float32 `parquet:"t,optional"`
		}{{"5785640", "12", &tenths}, {"12", "12", nil}}),
		"floats.parquet": parquetOf(t, []struct {
			From float64 `parquet:"from_id"`
			To   float64 `parquet:"to_id"`
			T    float64 `parquet:"t"`
		}{{5785640, 12, 7.5}, {12, 12, math.NaN()}}),
		"wide.parquet": parquetOf(t, []struct {
			ID  int64    `parquet:"id"`
			C12 *float64 `parquet:"12,optional"`
		}{{5785640, new(float64)}, {12, nil}}),
	}, nil)
	long := func(file, column string, mode travel.Mode) times.Source {
		return times.Source{Layout: "long", Name: "data/" + file, Unit: "minutes", Tables: []times.Table{{Mode: mode, Time: column}}}
	}
	m, notes, err := times.Read(context.Background(), files, []times.Source{
		long("ints.parquet", "travel_time_p50", travel.Transit), long("texts.parquet", "t", travel.Walk), long("floats.parquet", "t", travel.Bike),
		{Layout: "wide", Name: "data/wide.parquet", Unit: "seconds", Tables: []times.Table{{Mode: travel.Car}}},
	}, grid, nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []travel.Seconds{180, 348, 450, 0} {
		if got := m.Tables[k].Times[0]; !slices.Equal(got, []travel.Seconds{want, travel.Unreached}) {
			t.Errorf("%s: %d, want %d", m.Tables[k].Mode, got, want)
		}
	}
	if said := strings.Join(noted(notes), "\n"); strings.Contains(said, "rounded") {
		t.Errorf("5.8 minutes of 32 bits are 348 seconds, yet: %s", said)
	}
}
