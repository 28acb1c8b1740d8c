package load

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/format/store"
	"saavu/internal/load/kept"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// manyTimes is a county of 16 cells with a file of travel times to each. Some files
// have rows in another order and one lacks a row; with faults the files of the last
// cells are invalid.
func manyTimes(t *testing.T, faults bool) fstest.MapFS {
	files := timesCounty(t, "  format: tables\n  sources:\n    - {layout: ttm, dir: ttm, tables: [{mode: walk, time: walk_t, metres: walk_d}, {mode: transit, time: pt_r_tt}]}\n")
	cells := string(small(t)["small/cells.csv"].Data)
	var ids []int
	for row := 1; row <= 4; row++ {
		for column := 1; column <= 4; column++ {
			ids = append(ids, 10*row+column)
			cells = strings.Replace(cells, fmt.Sprintf("s%d_%d,", row, column), fmt.Sprintf("%d%d,", row, column), 1)
		}
	}
	files["small/cells.csv"] = &fstest.MapFile{Data: []byte(cells)}
	for to, id := range ids {
		var b strings.Builder
		b.WriteString("from_id;to_id;walk_t;walk_d;pt_r_tt\n")
		for k := range ids {
			from := (k*(2*(to%2)+1) + to) % len(ids)
			if to == 5 && from == 7 {
				continue
			}
			fmt.Fprintf(&b, "%d;%d;%d;%d;%d\n", ids[from], id, (from*7+to*3)%40-1, 10*(from+to), (from+to)%30)
		}
		if faults && to > 12 {
			fmt.Fprintf(&b, "99;%d;1;1;1\n%d;%d;1;1;1\n", id, ids[0], id)
		}
		files[fmt.Sprintf("small/ttm/travel_times_to_ %d.txt", id)] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return files
}

// A matrix and its notes do not depend on the number of processors, whether it
// is read from text, with faults, or from the store.
func TestProcessorsDoNotMatter(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	files, faulty, stop := source.Embedded(manyTimes(t, false), nil), source.Embedded(manyTimes(t, true), nil), context.Background()
	var want *travel.Matrix
	var said, wrong string
	for _, processors := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(processors)
		c, err := Read(stop, files, "data/small/county.yaml", Options{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = Read(stop, faulty, "data/small/county.yaml", Options{})
		if err == nil {
			t.Fatal("rows of no cell are read")
		}
		notes := strings.Join(noted(c.Notes), "\n") + fmt.Sprint(c.Inputs)
		if want == nil {
			want, said, wrong = c.Base.Matrix, notes, err.Error()
			if want.Columns() != 16 || len(want.Tables) != 2 || !strings.Contains(wrong, "99") {
				t.Fatalf("%d columns, %d tables, %s", want.Columns(), len(want.Tables), wrong)
			}
		}
		if d := cmp.Diff(want, c.Base.Matrix); d != "" || notes != said {
			t.Errorf("%d processors read another matrix than one:\n%s%s", processors, d, cmp.Diff(said, notes))
		}
		if err.Error() != wrong {
			t.Errorf("%d processors find %v\none finds %s", processors, err, wrong)
		}
		dir := filepath.Join(t.TempDir(), "store")
		if _, _, err := store.Write(t.Context(), dir, &store.Store{Grid: c.Base.Grid, Matrix: want}, nil); err != nil {
			t.Fatal(err)
		}
		if err := kept.Verify(dir, &store.Store{Grid: c.Base.Grid, Matrix: want}); err != nil {
			t.Errorf("%d processors read another matrix of the store than one: %v", processors, err)
		}
	}
}
