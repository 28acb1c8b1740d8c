package load

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/paulmach/orb"
	"github.com/rogpeppe/go-internal/txtar"

	"saavu/internal/source"
	"saavu/pkg/travel"
)

// fourCells replaces the grid of the small county where travel times are tested:
// 11 and 12 below 13 and 14.
const fourCells = `id,x,y,area,p0_6,p7_17,p18_64,p65
11,385125,6680125,west,1,2,5,2
12,385375,6680125,east,1,2,5,2
13,385125,6680375,west,1,2,5,2
14,385375,6680375,east,1,2,5,2
`

// timesCounty is the small county with other travel times.
func timesCounty(t testing.TB, travel string) fstest.MapFS {
	t.Helper()
	files := uncounted(small(t))
	county := string(files["small/county.yaml"].Data)
	before, after, ok := strings.Cut(county, "travel: {format: synthetic, stations: stations.csv}\n")
	if !ok {
		t.Fatal("the small county has other travel times")
	}
	files["small/county.yaml"] = &fstest.MapFile{Data: []byte(before + "travel:\n" + travel + after)}
	files["small/cells.csv"] = &fstest.MapFile{Data: []byte(fourCells)}
	return files
}

// outcome returns the result of reading a county's travel times: the problems,
// or the notes and the matrix.
func outcome(c *County, err error) string {
	if err != nil {
		return strings.ReplaceAll(err.Error(), "data/small/", "") + "\n"
	}
	var b strings.Builder
	for _, n := range noted(c.Notes) {
		if !strings.HasPrefix(n, "facilities w") && !strings.HasPrefix(n, "facilities o") && !strings.HasPrefix(n, "areas.csv: area ") {
			fmt.Fprintln(&b, n)
		}
	}
	m := c.Base.Matrix
	for k, t := range m.Tables {
		fmt.Fprintf(&b, "\n%s\n", tableLabel(t.Mode, t.Period, t.Percentile))
		for j, times := range t.Times {
			fmt.Fprintf(&b, "  to %d", m.IDs[j])
			if m.Names != nil {
				fmt.Fprintf(&b, " %s", m.Names[j])
			}
			fmt.Fprintf(&b, " at %.0f, %.0f:", m.Places[j][0], m.Places[j][1])
			for i, s := range times {
				if s == travel.Unreached {
					fmt.Fprint(&b, " -")
					continue
				}
				fmt.Fprintf(&b, " %d", s)
				if t.Metres != nil {
					fmt.Fprintf(&b, "/%d", m.Tables[k].Metres[j][i])
				}
			}
			fmt.Fprintln(&b)
		}
	}
	fmt.Fprintln(&b)
	for _, x := range c.Base.Network.Facilities {
		if x.Column >= 0 {
			fmt.Fprintf(&b, "%s takes column %d, %.0f m away\n", x.ID, x.Column, x.Snap)
		}
	}
	return b.String()
}

// TestTimes reads travel times in every layout. Each archive holds the keys of
// travel, the files that they name and what is wanted.
func TestTimes(t *testing.T) {
	archives, err := filepath.Glob("testdata/times/*.txtar")
	if err != nil || len(archives) < 20 {
		t.Fatalf("%d archives, %v", len(archives), err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var files fstest.MapFS
			want := -1
			for i, f := range a.Files {
				switch f.Name {
				case "travel":
					files = timesCounty(t, string(f.Data))
				case "want":
					want = i
				default:
					files["small/"+f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			c, err := Read(context.Background(), source.Embedded(files, nil), "data/small/county.yaml", Options{})
			got := outcome(c, err)
			if want < 0 {
				a.Files, want = append(a.Files, txtar.File{Name: "want"}), len(a.Files)
			}
			if *update {
				a.Files[want].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(a.Files[want].Data) {
				t.Errorf("got\n%swant\n%s", got, a.Files[want].Data)
			}
		})
	}
}

// A grid whose ids are texts, as hexagons have.
func TestTimesOfNamedCells(t *testing.T) {
	grid := TimesGrid{IDs: []int64{1, 2, 3}, Names: []string{"89a88cdb57bffff", "007", "8"}, Centres: make([]orb.Point, 3)}
	files := source.Embedded(fstest.MapFS{
		"long.csv":                  {Data: []byte("from_id,to_id,t\n89a88cdb57bffff,007,1\n8,007,2\n007,89a88cdb57bffff,3\n")},
		"wide.csv":                  {Data: []byte("id,8,007\n8,0,60\n89a88cdb57bffff,120,\n")},
		"ttm/travel_times_to_8.txt": {Data: []byte("from_id;to_id;walk_t\n8;8;0\n")},
	}, nil)
	m, _, err := ReadTimes(context.Background(), files, []TimesSource{
		{Layout: "long", Name: "data/long.csv", Unit: "minutes", Tables: []TimesTable{{Mode: travel.Transit, Time: "t"}}},
		{Layout: "wide", Name: "data/wide.csv", Unit: "seconds", Tables: []TimesTable{{Mode: travel.Car}}},
		{Layout: "ttm", Name: "data/ttm", Tables: []TimesTable{{Mode: travel.Walk, Time: "walk_t"}}},
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
	archives, err := filepath.Glob("testdata/times/*.txtar")
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
	grid := TimesGrid{IDs: []int64{11, 12, 13, 14}, Centres: []orb.Point{{1, 1}, {2, 1}, {1, 2}, {2, 2}}}
	named := grid
	named.Names = []string{"a", "b", "11", "12"}
	f.Fuzz(func(t *testing.T, text []byte, minutes bool) {
		files := source.Embedded(fstest.MapFS{"x.csv": {Data: text}}, nil)
		unit := "seconds"
		if minutes {
			unit = "minutes"
		}
		for _, g := range []TimesGrid{grid, named} {
			for _, s := range []TimesSource{
				{Layout: "long", Tables: []TimesTable{{Mode: travel.Transit, Time: "t", Metres: "d"}}},
				{Layout: "long", Tables: []TimesTable{{Mode: travel.Transit, Time: "t"}}, Places: &TimesPlaces{What: "a place", IDs: []string{"a", "11"}, At: []orb.Point{{5, 5}, {}}}},
				{Layout: "wide", Tables: []TimesTable{{Mode: travel.Walk}}},
			} {
				s.Name, s.Unit = "data/x.csv", unit
				m, _, err := ReadTimes(context.Background(), files, []TimesSource{s}, g, nil)
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
	grid := TimesGrid{IDs: []int64{11, 12}, Centres: make([]orb.Point, 2)}
	files := source.Embedded(fstest.MapFS{
		"long.csv": {Data: []byte("from_id,to_id,t\n" + strings.Repeat("11,12,1\n", 1<<17))},
		"wide.csv": {Data: []byte("id,11,12\n" + strings.Repeat("11,0,1\n", 1<<10))},
		"bad.csv":  {Data: []byte("from_id,to_id,t\n11,12\n")},
		"x.bin":    {Data: []byte("\x00\x01")},
	}, nil)
	long := TimesSource{Layout: "long", Name: "data/long.csv", Unit: "minutes", Tables: []TimesTable{{Mode: travel.Walk, Time: "t"}}}
	w := &timesWork{reader: &reader{files: files}, ctx: context.Background(), grid: grid, index: cellIndex(grid.IDs, nil), bytes: maxTimesBytes - 3}
	const full = "found \"1 destinations for 2 cells in 1 table\", expected at most 1440 MB of times (keep only the destinations that options may use)"
	if part := w.long(&long); part != nil || w.problems.Error() != "data/long.csv: "+full {
		t.Errorf("%v, %v", part, w.problems)
	}
	w.problems = nil
	wide := TimesSource{Layout: "wide", Name: "data/wide.csv", Unit: "minutes", Tables: []TimesTable{{Mode: travel.Walk}}}
	if part := w.wide(&wide); part != nil || w.problems.Error() != "data/wide.csv: "+strings.Replace(full, "1 dest", "2 dest", 1) {
		t.Errorf("%v, %v", part, w.problems)
	}
	for _, s := range []TimesSource{long, wide} {
		// Cancel while rows are read: the first progress comes after them.
		ctx, cancel := context.WithCancel(context.Background())
		stop := &stopped{Context: ctx, cancel: cancel, after: 2}
		if m, _, err := ReadTimes(stop, files, []TimesSource{s}, grid, nil); m != nil || err != context.Canceled {
			t.Errorf("%s: %v, %v", s.Layout, m, err)
		}
	}
	for name, want := range map[string]string{
		"data/bad.csv": `data/bad.csv:2: found "2 fields", expected 3 fields, one for each column of the header`,
		"data/x.bin":   "data/x.bin: found \"\\x00\\x01\", expected ",
	} {
		s := long
		s.Name = name
		if m, _, err := ReadTimes(context.Background(), files, []TimesSource{s}, grid, nil); m != nil || err == nil || !strings.HasPrefix(err.Error(), want) {
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
