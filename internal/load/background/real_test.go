package background

import (
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/realdata"
	"saavu/internal/source"
)

// Real maps: the county's boundaries, in degrees, as TopoJSON.
func TestBackgroundOfRealMaps(t *testing.T) {
	dir := realdata.Dir(t)
	c := &input.Reader{Data: dir, Files: source.OS()}
	near := orb.Bound{Min: orb.Point{376_000, 6_677_000}, Max: orb.Point{400_000, 6_700_000}}
	tr := yaml.Parse("county.yaml", []byte("background: {water: x}"))
	for _, f := range []layerFile{{File: "{data}/helsinki-region/areas/PKS_suuralue.kml"}, {File: "{data}/helsinki-region/areas/finland-hva-2021.topo.json", Layer: "munis"}} {
		l, ok := backgroundLayer(c, tr, "background.water", &f, near, "background", "water")
		if !ok {
			t.Fatal(c.Problems)
		}
		n := 0
		for _, p := range l.Areas {
			for _, ring := range p {
				n += len(ring)
			}
		}
		if b := l.Areas.Bound(); n < 50 || n > 20_000 || b.Min[0] < near.Min[0] || b.Max[1] > near.Max[1] {
			t.Errorf("%s: %d vertices within %v", f.File, n, b)
		}
	}
}
