package inspect

import (
	"fmt"
	"strings"
	"testing"
)

// Rows that name their fields count absent fields as missing, whatever the
// format; the work is proportional to their values, or the test does not end.
func TestRowsThatNameTheirFields(t *testing.T) {
	const n = 30_000
	kinds := map[string][3]string{
		"a.geojson":  {`{"type":"FeatureCollection","features":[`, `{"type":"Feature","geometry":{"type":"Point","coordinates":[25,60.3]},"properties":{"k%d":%[1]d,"all":"x"}}`, `]}`},
		"a.topojson": {`{"type":"Topology","arcs":[],"objects":{"a":{"type":"GeometryCollection","geometries":[`, `{"type":"Point","coordinates":[25,60.3],"properties":{"k%d":%[1]d,"all":"x"}}`, `]}}}`},
		"a.kml":      {`<kml>`, `<Placemark><ExtendedData><Data name="k%d"><value>%[1]d</value></Data><Data name="all"><value>x</value></Data></ExtendedData><Point><coordinates>25,60.3</coordinates></Point></Placemark>`, `</kml>`},
	}
	for name, k := range kinds {
		var b strings.Builder
		b.WriteString(k[0])
		for i := range n {
			if i > 0 && name != "a.kml" {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, k[1], i)
		}
		b.WriteString(k[2])
		f := &look(t, map[string]string{name: b.String()}, name).Files[0]
		found := map[string]Column{}
		for _, c := range f.Columns {
			found[c.Name] = c
		}
		if c, all := found["k7"], found["all"]; f.Rows != n || c.Missing != n-1 || c.Distinct != 1 || *c.Least != 7 || all.Missing != 0 || all.Distinct != 1 {
			t.Errorf("%s: %d rows, %+v, %+v", name, f.Rows, c, all)
		}
	}
}
