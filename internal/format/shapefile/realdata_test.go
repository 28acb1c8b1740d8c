package shapefile

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/internal/realdata"
	"saavu/pkg/spatial"
)

func load(tb testing.TB, base string) (Files, string) {
	tb.Helper()
	base = filepath.Join(realdata.Dir(tb), "helsinki-region", base)
	read := func(ending string) []byte {
		data, err := os.ReadFile(base + ending)
		if err != nil {
			tb.Fatal(err)
		}
		return data
	}
	return Files{Name: base + ".shp", SHP: read(".shp"), DBF: read(".dbf")}, string(read(".prj"))
}

func TestRealGrids(t *testing.T) {
	for _, c := range []struct {
		base         string
		count, epsg  int
		side         float64
		id           string
		first, total int64 // first id, sum of the ids or of people
		sumOf        string
	}{
		// Counts and sums of people from ogrinfo, the sum of ids from the .dbf's bytes.
		{"hsy-grid/2012/Vaestotietoruudukko_2012", 2149, 3879, 500, "INDEX", 14, 1066679, "ASUKKAITA"},
		{"hsy-grid/2015/Vaestotietoruudukko_2015", 5784, 3879, 250, "INDEX", 688, 1117552, "ASUKKAITA"},
		{"hsy-grid/2019/Vaestotietoruudukko_2019", 5835, 3879, 250, "INDEX", 703, 1192477, "ASUKKAITA"},
		{"ykr-grid/MetropAccess_YKR_grid_EurefFIN", 13231, 3067, 250, "YKR_ID", 5785640, 78121944705, "YKR_ID"},
	} {
		files, prj := load(t, c.base)
		table, err := Read(files)
		if err != nil {
			t.Fatal(err)
		}
		if crs, err := spatial.FromWKT(prj); crs.EPSG != c.epsg {
			t.Errorf("%s: %v, %v", c.base, crs, err)
		}
		if len(table.Records) != c.count {
			t.Errorf("%s: %d records", c.base, len(table.Records))
		}
		id, _ := table.Field(c.id)
		if v := table.Records[0].Values[id]; v != c.first {
			t.Errorf("%s: first id %v", c.base, v)
		}
		sum, at := int64(0), 0
		if i, ok := table.Field(c.sumOf); ok {
			at = i
		}
		for _, r := range table.Records {
			sum += r.Values[at].(int64)
			p, ok := r.Geometry.(orb.Polygon)
			if !ok || len(p) != 1 {
				t.Fatalf("%s:%d: %T", c.base, r.Number, r.Geometry)
			}
			if a := spatial.RingArea(p[0]); math.Abs(a-c.side*c.side) > 1e-3*a {
				t.Fatalf("%s:%d: area %v", c.base, r.Number, a)
			}
		}
		if sum != c.total {
			t.Errorf("%s: sum of %s %d, want %d", c.base, c.sumOf, sum, c.total)
		}
	}
}

// The YKR grid's x and y are floats in the form 3.81875e+005, near the polygon's
// centre.
func TestRealFloats(t *testing.T) {
	files, _ := load(t, "ykr-grid/MetropAccess_YKR_grid_EurefFIN")
	table, err := Read(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Records {
		centre, _ := planar.CentroidArea(r.Geometry)
		if d := math.Hypot(r.Values[0].(float64)-centre[0], r.Values[1].(float64)-centre[1]); d > 10 {
			t.Fatalf("record %d: x y %v %v, centre %v", r.Number, r.Values[0], r.Values[1], centre)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	files, _ := load(b, "ykr-grid/MetropAccess_YKR_grid_EurefFIN")
	b.SetBytes(int64(len(files.SHP) + len(files.DBF)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(files); err != nil {
			b.Fatal(err)
		}
	}
}
