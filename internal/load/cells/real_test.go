package cells

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// realGrid moves a year of the HSY grid onto a file of the YKR grid, without
// areas.
func realGrid(t *testing.T, year int, cells, more string) (*population.Grid, *gridMove, *input.Reader) {
	t.Helper()
	text := fmt.Sprintf(`
county: {id: grid, name: Grid, year: 2020}
population:
  format: grid
  profile: hsy
  file: "{data}/helsinki-region/hsy-grid/%d/Vaestotietoruudukko_%d.shp"
  grid: "{data}/helsinki-region/ykr-grid/%s"
%s
areas: {format: boundaries, file: a, table: b}
travel: {format: synthetic}
facilities: f
points: p
`, year, year, cells, more)
	name := filepath.Join(t.TempDir(), "county.yaml")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r := &input.Reader{Files: source.OS(), Data: realdata.Dir(t)}
	f, tree := input.ReadYAML[countyFile](r, r.Files, name, "", func() (*yaml.Rules, error) { return yaml.Compile(&countyFile{}) })
	areas := []population.Area{{ID: "all", Shape: everywhere}}
	g := gridOf(context.Background(), r, &f, tree, areas)
	keys, _ := keysOf(r, &f.Population, tree)
	m, ok := gridFiles(context.Background(), r, &f.Population, tree, keys)
	if g == nil || !ok || !m.overlay(r) || len(r.Problems) > 0 {
		t.Fatal(r.Problems.Err())
	}
	return g, m, r
}

// TestRealGridsMove: all three editions of the HSY grid, of 500 m and of 250 m,
// move to the YKR grid, read from the shapefile and from the GeoPackage. No
// people are added or lost: everyone is either inside the grid or counted
// outside.
func TestRealGridsMove(t *testing.T) {
	for _, c := range []struct {
		year         int
		cells        int
		all, outside string // people
		side         float64
	}{
		{2012, 2149, "1 066 679", "34 624", 500},
		{2015, 5784, "1 117 552", "31 041", 250},
		{2019, 5835, "1 192 477", "38 019", 250},
	} {
		t.Run(fmt.Sprint(c.year), func(t *testing.T) {
			g, m, r := realGrid(t, c.year, "MetropAccess_YKR_grid_EurefFIN.shp", "")
			packed, _, _ := realGrid(t, c.year, "YKR_grid_EPSG3067.gpkg", "")
			sum := 0.0
			for _, v := range m.counts.total {
				sum += v
			}
			if len(m.counts.rows) != c.cells || m.counts.side != c.side || g.Side != 250 || g.Cells() != 13_231 || g.Names != nil {
				t.Errorf("%d cells of %g m, moved to %d of %g m", len(m.counts.rows), m.counts.side, g.Cells(), g.Side)
			}
			outside := 0.0
			shares := make([]float64, len(m.counts.rows))
			for _, s := range m.shares {
				shares[s.Source] += s.Fraction
			}
			for i, s := range shares {
				outside += m.counts.total[i] * (1 - s)
			}
			inGrid, _ := g.Total()
			if math.Abs(inGrid+outside-sum) > 1e-6*sum {
				t.Errorf("%.6f people, %.6f in the grid and %.6f outside", sum, inGrid, outside)
			}
			if report.Spaced(sum) != c.all || report.Spaced(outside) != c.outside {
				t.Errorf("%s people, %s outside the grid", report.Spaced(sum), report.Spaced(outside))
			}
			// Both files of the YKR grid have the same cells, whatever their order.
			at := map[int64]int{}
			for i, id := range g.IDs {
				at[id] = i
			}
			most := 0.0
			for i, id := range packed.IDs {
				k, ok := at[id]
				if !ok || math.Hypot(g.Centres[k][0]-packed.Centres[i][0], g.Centres[k][1]-packed.Centres[i][1]) > 1e-3 {
					t.Fatalf("cell %d is not in both files", id)
				}
				for a := range population.Ages {
					most = max(most, math.Abs(g.People[k*population.Ages+a]-packed.People[i*population.Ages+a]))
				}
			}
			if most > 1e-2 || packed.Cells() != g.Cells() {
				t.Errorf("cells of the two files differ by up to %g people of an age", most)
			}
			t.Logf("%.0f people, %.3f outside; at most %.1g people between the files\n%s", sum, outside, most, strings.Join(words.In(lang.English).Messages(r.Notes), "\n"))
		})
	}
}

// TestRealGridByTheBook reads the fields of a year again, independently, and
// compares totals and hidden counts with the grid.
func TestRealGridByTheBook(t *testing.T) {
	for year, bad := range map[int]int{2012: 0, 2015: 0, 2019: 0} {
		base := fmt.Sprintf("helsinki-region/hsy-grid/%d/Vaestotietoruudukko_%d", year, year)
		layer := rawLayer(t, base)
		_, m, _ := realGrid(t, year, "MetropAccess_YKR_grid_EurefFIN.shp", "")
		r := &input.Reader{}
		p, ok := peopleOf(r, m.counts, -1)
		if !ok {
			t.Fatal(r.Problems.Err())
		}
		hidden := 0
		at := population.InOrder(m.counts.order, len(layer.Records))
		for row, rec := range layer.Records {
			i := at[row]
			if n := float64(layer.value(rec, "ASUKKAITA")); p.total[i] != n {
				t.Fatalf("%d: cell %d has %g people, the file %g", year, i, p.total[i], n)
			}
			sum, marks := 0.0, 0
			for _, f := range layer.Fields {
				if strings.HasPrefix(f.Name, "IKA") {
					v := layer.value(rec, f.Name)
					sum += float64(v)
					if v == 99 {
						marks++
					}
				}
			}
			if marks > 0 && sum != p.total[i] {
				hidden++
			}
			got := 0.0
			for _, v := range p.row(i) {
				if !(v >= 0) {
					t.Fatalf("%d: cell %d has a band of %g", year, i, v)
				}
				got += v
			}
			if math.Abs(got-p.total[i]) > 1e-9*(1+p.total[i]) {
				bad++
			}
		}
		if bad > 0 || p.hidden != hidden || p.totals != 0 {
			t.Errorf("%d: bands of %d cells are not their people; %d cells hidden, the file has %d; %d totals", year, bad, p.hidden, hidden, p.totals)
		}
		t.Logf("%d: %d of %d cells hide ages, %d scaled", year, hidden, len(layer.Records), p.scaled)
	}
}

// raw is a shapefile as its codec reads it.
type raw struct {
	*record.Source
	Records [][]record.Value
}

func rawLayer(t *testing.T, base string) raw {
	t.Helper()
	s, err := source.Open(source.OS(), filepath.Join(realdata.Dir(t), base+".shp"), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := raw{Source: s}
	if err := s.Each(nil, func(r *record.Row) error {
		out.Records = append(out.Records, slices.Clone(r.Values))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// value returns a field of whole numbers.
func (l raw) value(r []record.Value, field string) int64 {
	i, ok := l.Field(field)
	if !ok || r[i].Kind != record.Int {
		panic("no whole number in " + field)
	}
	return r[i].Int
}

// everywhere is the boundary of an area around everything.
var everywhere = orb.MultiPolygon{{{{0, 0}, {1e6, 0}, {1e6, 1e7}, {0, 1e7}, {0, 0}}}}
