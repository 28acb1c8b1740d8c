package kml

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// shared finds the folder of real data: $SAAVU_SHARED_DATA, or shared/data
// beside the module's root.
func shared(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("SAAVU_SHARED_DATA")
	if dir == "" {
		root, err := os.Getwd()
		if err != nil {
			tb.Fatal(err)
		}
		for {
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
			if filepath.Dir(root) == root {
				tb.Fatal("no go.mod above the package")
			}
			root = filepath.Dir(root)
		}
		dir = filepath.Join(root, "..", "shared", "data")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("SAAVU_REQUIRE_DATA") == "1" {
			tb.Fatalf("real data is required: %v", err)
		}
		tb.Skipf("skipped, no real data: %v", err)
	}
	return dir
}

// The major districts of the capital region: 23, of which 7 in Vantaa (092), and
// they do not overlap at the stations of Vantaa.
func TestRealDistricts(t *testing.T) {
	name := filepath.Join(shared(t), "helsinki-region", "areas", "PKS_suuralue.kml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	marks, err := Read(data, name)
	if err != nil {
		t.Fatal(err)
	}
	if len(marks) != 23 {
		t.Fatalf("%d placemarks", len(marks))
	}
	vantaa := 0
	for _, m := range marks {
		if m.Data["KUNTA"] == "092" {
			vantaa++
		}
		if _, ok := m.Geometry.(orb.Polygon); !ok || m.Name != m.Data["Nimi"] || len(m.Data) != 7 {
			t.Errorf("line %d: %q %T %v", m.Line, m.Name, m.Geometry, m.Data)
		}
	}
	if vantaa != 7 {
		t.Errorf("%d districts of Vantaa", vantaa)
	}
	for _, c := range []struct {
		station  orb.Point
		district string
	}{
		{orb.Point{25.0445, 60.2925}, "Tikkurila"},
		{orb.Point{24.8545, 60.2613}, "Myyrmäki"},
		{orb.Point{25.0876, 60.3517}, "Korso"},
	} {
		var in []string
		for _, m := range marks {
			if planar.PolygonContains(m.Geometry.(orb.Polygon), c.station) {
				in = append(in, m.Name)
			}
		}
		if len(in) != 1 || in[0] != c.district {
			t.Errorf("%v lies in %v, want %s", c.station, in, c.district)
		}
	}
}
