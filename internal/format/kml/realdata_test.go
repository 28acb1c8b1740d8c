package kml

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"saavu/internal/realdata"
)

// The major districts of the capital region: 23, 7 of them in Vantaa (092),
// which do not overlap at the stations of Vantaa.
func TestRealDistricts(t *testing.T) {
	name := filepath.Join(realdata.Dir(t), "helsinki-region", "areas", "PKS_suuralue.kml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	marks, _, err := read(data, name)
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
