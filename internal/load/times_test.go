package load

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

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
		fmt.Fprintf(&b, "\n%s\n", tableName(t))
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

// tableName names a table of travel times.
func tableName(t travel.Table) string {
	name := t.Mode.String()
	if t.Period != travel.Any {
		name += " " + t.Period.String()
	}
	if t.Percentile > 0 {
		name += fmt.Sprintf(", percentile %d", t.Percentile)
	}
	return name
}
