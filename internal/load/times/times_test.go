package times

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/paulmach/orb"
	"github.com/rogpeppe/go-internal/txtar"

	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// A grid whose ids are texts, as hexagons have.
func TestTimesOfNamedCells(t *testing.T) {
	grid := Grid{IDs: []int64{1, 2, 3}, Names: []string{"89a88cdb57bffff", "007", "8"}, Centres: make([]orb.Point, 3)}
	files := source.Embedded(fstest.MapFS{
		"long.csv":                  {Data: []byte("from_id,to_id,t\n89a88cdb57bffff,007,1\n8,007,2\n007,89a88cdb57bffff,3\n")},
		"wide.csv":                  {Data: []byte("id,8,007\n8,0,60\n89a88cdb57bffff,120,\n")},
		"ttm/travel_times_to_8.txt": {Data: []byte("from_id;to_id;walk_t\n8;8;0\n")},
	}, nil)
	m, _, err := Read(context.Background(), files, []Source{
		{Layout: "long", Name: "data/long.csv", Unit: "minutes", Tables: []Table{{Mode: travel.Transit, Time: "t"}}},
		{Layout: "wide", Name: "data/wide.csv", Unit: "seconds", Tables: []Table{{Mode: travel.Car}}},
		{Layout: "ttm", Name: "data/ttm", Tables: []Table{{Mode: travel.Walk, Time: "walk_t"}}},
	}, grid, nil)
	if err != nil {
		t.Fatal(err)
	}
	const no = travel.Unreached
	if err := m.Validate(); err != nil || !slices.Equal(m.Names, []string{"007", "8", "89a88cdb57bffff"}) {
		t.Fatal(err, m.Names)
	}
	for k, want := range [][][]travel.Seconds{
		{{60, no, 120}, {no, no, no}, {no, 180, no}},
		{{no, no, 60}, {120, no, 0}, {no, no, no}},
		{{no, no, no}, {no, no, 0}, {no, no, no}},
	} {
		for j := range want {
			if !slices.Equal(m.Tables[k].Times[j], want[j]) {
				t.Errorf("table %d to %s: %d, want %d", k, m.Names[j], m.Tables[k].Times[j], want[j])
			}
		}
	}
}

// FuzzTimes feeds any text as a long and a wide table. The result is a valid matrix
// with times only where a row has one, or problems.
func FuzzTimes(f *testing.F) {
	archives, err := filepath.Glob("../testdata/times/*.txtar")
	if err != nil || len(archives) == 0 {
		f.Fatal(archives, err)
	}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if ext := filepath.Ext(file.Name); ext == ".csv" || ext == ".tsv" {
				f.Add(file.Data, true)
				f.Add(file.Data, false)
			}
		}
	}
	grid := Grid{IDs: []int64{11, 12, 13, 14}, Centres: []orb.Point{{1, 1}, {2, 1}, {1, 2}, {2, 2}}}
	named := grid
	named.Names = []string{"a", "b", "11", "12"}
	f.Fuzz(func(t *testing.T, text []byte, minutes bool) {
		files := source.Embedded(fstest.MapFS{"x.csv": {Data: text}}, nil)
		unit := "seconds"
		if minutes {
			unit = "minutes"
		}
		for _, g := range []Grid{grid, named} {
			for _, s := range []Source{
				{Layout: "long", Tables: []Table{{Mode: travel.Transit, Time: "t", Metres: "d"}}},
				{Layout: "long", Tables: []Table{{Mode: travel.Transit, Time: "t"}}, Places: &Places{What: "a place", IDs: []string{"a", "11"}, At: []orb.Point{{5, 5}, {}}}},
				{Layout: "wide", Tables: []Table{{Mode: travel.Walk}}},
			} {
				s.Name, s.Unit = "data/x.csv", unit
				m, _, err := Read(context.Background(), files, []Source{s}, g, nil)
				if err != nil {
					if m != nil || err.Error() == "" {
						t.Fatalf("%s: a matrix with the error %q", s.Layout, err)
					}
					continue
				}
				if err := m.Validate(); err != nil || m.Cells != 4 {
					t.Fatalf("%s: %v", s.Layout, err)
				}
			}
		}
	})
}

// A long table with too many destinations ends with a problem, and so do a
// cancelled one and a file of another kind.
func TestTimesEnd(t *testing.T) {
	grid := Grid{IDs: []int64{11, 12}, Centres: make([]orb.Point, 2)}
	files := source.Embedded(fstest.MapFS{
		"long.csv": {Data: []byte("from_id,to_id,t\n" + strings.Repeat("11,12,1\n", 1<<17))},
		"wide.csv": {Data: []byte("id,11,12\n" + strings.Repeat("11,0,1\n", 1<<10))},
		"bad.csv":  {Data: []byte("from_id,to_id,t\n11,12\n")},
		"x.bin":    {Data: []byte("\x00\x01")},
	}, nil)
	long := Source{Layout: "long", Name: "data/long.csv", Unit: "minutes", Tables: []Table{{Mode: travel.Walk, Time: "t"}}}
	w := &work{Reader: &input.Reader{Files: files}, ctx: context.Background(), grid: grid, index: cellIndex(grid.IDs, nil), bytes: maxTimesBytes - 3}
	const full = "found \"1 destinations for 2 cells in 1 table\", expected at most 1440 MB of times (keep only the destinations that options may use)"
	if part := w.long(&long); part != nil || w.Problems.Error() != "data/long.csv: "+full {
		t.Errorf("%v, %v", part, w.Problems)
	}
	w.Problems = nil
	wide := Source{Layout: "wide", Name: "data/wide.csv", Unit: "minutes", Tables: []Table{{Mode: travel.Walk}}}
	if part := w.wide(&wide); part != nil || w.Problems.Error() != "data/wide.csv: "+strings.Replace(full, "1 dest", "2 dest", 1) {
		t.Errorf("%v, %v", part, w.Problems)
	}
	for _, s := range []Source{long, wide} {
		// Cancel while rows are read: the first progress comes after them.
		ctx, cancel := context.WithCancel(context.Background())
		stop := &stopped{Context: ctx, cancel: cancel, after: 2}
		if m, _, err := Read(stop, files, []Source{s}, grid, nil); m != nil || err != context.Canceled {
			t.Errorf("%s: %v, %v", s.Layout, m, err)
		}
	}
	for name, want := range map[string]string{
		"data/bad.csv": `data/bad.csv:2: found "2 fields", expected 3 fields, one for each column of the header`,
		"data/x.bin":   "data/x.bin: found \"\\x00\\x01\", expected ",
	} {
		s := long
		s.Name = name
		if m, _, err := Read(context.Background(), files, []Source{s}, grid, nil); m != nil || err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, %v", m, err)
		}
	}
}

// stopped is a context that ends after some number of checks.
type stopped struct {
	context.Context
	cancel context.CancelFunc
	after  int
}

func (s *stopped) Err() error {
	if s.after--; s.after < 0 {
		s.cancel()
	}
	return s.Context.Err()
}
