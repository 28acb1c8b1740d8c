package cells

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/paulmach/orb"
	"github.com/rogpeppe/go-internal/txtar"

	"saavu/internal/load/areas"
	"saavu/internal/load/input"
	"saavu/internal/load/parameters"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/population"
)

// gridCounty reads the grid of a county file whose other parts are empty. One area
// covers the south of Finland, another has no boundary.
func gridCounty(t testing.TB, files fstest.MapFS) (*population.Grid, *input.Reader) {
	t.Helper()
	root, err := fs.Sub(files, ".")
	if err != nil {
		t.Fatal(err)
	}
	r := &input.Reader{Files: source.In(map[string]fs.FS{"grid": root})}
	return readFile(context.Background(), r, "grid/county.yaml"), r
}

// countyFile is a county file of which only the population is read.
type countyFile struct {
	County     map[string]any   `json:"county"`
	Population File             `json:"population" jsonschema:"required" jsonschema_description:"the population grid"`
	Areas      map[string]any   `json:"areas"`
	Travel     map[string]any   `json:"travel"`
	Facilities string           `json:"facilities"`
	Points     string           `json:"points"`
	Parameters parameters.Group `json:"parameters,omitempty"`
}

// readFile reads the grid of a county file. One area covers the south of Finland,
// another has no boundary.
func readFile(ctx context.Context, r *input.Reader, name string) *population.Grid {
	f, tree := input.ReadYAML[countyFile](r, r.Files, name, "", func() (*yaml.Rules, error) { return yaml.Compile(&countyFile{}) })
	if tree.Root == nil {
		return nil
	}
	if year, ok := f.County["year"].(float64); ok && f.Population.Year == 0 {
		f.Population.Year = int(year)
	}
	south := orb.MultiPolygon{{{{300_000, 6_600_000}, {600_000, 6_600_000}, {600_000, 6_700_000}, {300_000, 6_700_000}, {300_000, 6_600_000}}}}
	return gridOf(ctx, r, &f, tree, []population.Area{{ID: "south", Name: "South", Shape: south}, {ID: "other", Name: "Other"}})
}

func gridOf(ctx context.Context, r *input.Reader, f *countyFile, tree *yaml.Tree, list []population.Area) *population.Grid {
	in := Areas{List: list, Place: func(g *population.Grid) { areas.Place(r, &areas.File{}, g) }}
	in.IDs.Whole = true
	for _, a := range list {
		in.IDs.List = append(in.IDs.List, a.ID)
	}
	found := Read(ctx, r, &f.Population, tree, parameters.Read(r, tree, nil, nil).Tree, in)
	if found == nil {
		return nil
	}
	return found.Grid
}

// TestGrids reads the files of each archive of testdata and compares the
// grid, or the problems, and the notes. The section population is the keys
// below population in the county file, parameters those below parameters.
func TestGrids(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) < 30 {
		t.Fatalf("%d archives, %v", len(archives), err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files, want := fstest.MapFS{}, ""
			sections := map[string]string{}
			for _, f := range a.Files {
				switch f.Name {
				case "want":
					want = string(f.Data)
				case "population", "parameters":
					sections[f.Name] = "  " + strings.ReplaceAll(strings.TrimSpace(string(f.Data)), "\n", "\n  ") + "\n"
				default:
					files[f.Name] = &fstest.MapFile{Data: encoded(f.Name, f.Data)}
				}
			}
			text := "county: {id: grid, name: Grid, year: 2020}\npopulation:\n  format: grid\n" + sections["population"] +
				"areas: {format: table, file: areas.csv}\ntravel: {format: synthetic}\nfacilities: f.csv\npoints: p.csv\n"
			if s := sections["parameters"]; s != "" {
				text += "parameters:\n" + s
			}
			files["county.yaml"] = &fstest.MapFile{Data: []byte(text)}
			g, r := gridCounty(t, files)
			got := gridText(g, r)
			if *update {
				a.Files = append(a.Files[:len(a.Files):len(a.Files)], txtar.File{Name: "want", Data: []byte(got)})
				for i, f := range a.Files[:len(a.Files)-1] {
					if f.Name == "want" {
						a.Files = append(a.Files[:i], a.Files[i+1:]...)
						break
					}
				}
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// encoded writes a section in the encoding that its name states.
func encoded(name string, text []byte) []byte {
	switch {
	case strings.Contains(name, "-bom"):
		return append([]byte("\xef\xbb\xbf"), text...)
	case strings.Contains(name, "-latin1"):
		var out []byte
		for _, c := range string(text) {
			out = append(out, byte(c))
		}
		return out
	}
	return text
}

// gridText writes a grid, one line per cell: id, centre, area, people by the groups
// of services, people estimated; then the range of each group, notes, problems.
func gridText(g *population.Grid, r *input.Reader) string {
	var b strings.Builder
	groups := []population.Group{{From: 0, To: 6}, {From: 7, To: 17}, {From: 18, To: 64}, {From: 65, To: 74}, {From: 75, To: 100}}
	if err := r.Problems.Err(); err != nil {
		b.WriteString(err.Error() + "\n")
		g = nil
	}
	if g != nil {
		fmt.Fprintf(&b, "side %g year %d\n", g.Side, g.Year)
		sums := make([][]float64, len(groups))
		for k, group := range groups {
			sums[k] = g.Sum(group)
		}
		for _, i := range population.InOrder(g.Order, g.Cells()) {
			fmt.Fprintf(&b, "%s at %.1f %.1f area %d:", g.Name(i), g.Centres[i][0], g.Centres[i][1], g.Area[i])
			for k := range groups {
				fmt.Fprintf(&b, " %.4g", sums[k][i])
			}
			fmt.Fprintf(&b, " estimated %.4g\n", g.Estimated[i])
		}
		if g.Hidden != nil {
			for _, group := range append(groups, population.Everyone()) {
				e := g.Estimate(group)
				fmt.Fprintf(&b, "%s: %.4g people, %.4g estimated, %.4g to %.4g\n", group, e.People, e.Estimated, e.Low, e.High)
			}
		}
	}
	for _, n := range words.In(lang.English).Messages(r.Notes) {
		b.WriteString("note: " + n + "\n")
	}
	return b.String()
}

var update = flag.Bool("update", false, "write the golden texts again")
