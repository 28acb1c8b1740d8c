package shapefile

import (
	"errors"
	"testing"

	"saavu/internal/format/problem"
	"saavu/pkg/spatial"

	"github.com/paulmach/orb"
)

// FuzzRead feeds any bytes: no panic, faults as Problems, and what is read
// satisfies what the comments promise.
func FuzzRead(f *testing.F) {
	f.Add(points(2), dbf(0, []Field{{"N", 'N', 3, 0}, {"C", 'C', 2, 0}}, "   1ab", "*  2  "), "UTF-8")
	f.Add(shp(15, partsShape(15, 56, square(0, 0, 9), turnedRound(square(1, 1, 2)), square(30, 0, 1))), dbf(0x57, []Field{{"D", 'D', 8, 0}}, " 20200101"), "")
	f.Add(shp(3, partsShape(3, 0, []orb.Point{{0, 0}, {1, 1}}), nothing()), []byte(nil), "")
	f.Fuzz(func(t *testing.T, shp, dbf []byte, cpg string) {
		table, err := Read(Files{Name: "f.shp", SHP: shp, DBF: dbf, CPG: cpg})
		if err != nil {
			var ps problem.Problems
			if !errors.As(err, &ps) || ps.Count() == 0 || len(table.Records) != 0 {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		last := 0
		for _, r := range table.Records {
			if r.Number <= last || len(r.Values) != len(table.Fields) {
				t.Fatalf("record %d after %d, %d values", r.Number, last, len(r.Values))
			}
			last = r.Number
			switch g := r.Geometry.(type) {
			case orb.Polygon:
				checkPolygon(t, g)
			case orb.MultiPolygon:
				for _, p := range g {
					checkPolygon(t, p)
				}
			}
		}
	})
}

func checkPolygon(t *testing.T, p orb.Polygon) {
	for i, r := range p {
		if len(r) < 4 || !r.Closed() {
			t.Fatalf("ring %v", r)
		}
		if a := spatial.RingArea(r); i == 0 && a < 0 || i > 0 && a > 0 {
			t.Fatalf("ring %d has area %v", i, a)
		}
	}
}
