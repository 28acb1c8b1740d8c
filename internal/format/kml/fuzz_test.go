package kml

import (
	"errors"
	"testing"

	"saavu/internal/format/problem"

	"github.com/paulmach/orb"
)

// FuzzRead feeds any bytes: no panic, faults as Problems, and every place that
// is read is on the Earth.
func FuzzRead(f *testing.F) {
	f.Add([]byte(doc("<name>a</name><Point><coordinates>25,60</coordinates></Point>")))
	f.Add([]byte(doc("<MultiGeometry><Polygon>" + outer(ccwSquare) + inner(ccwHole) + "</Polygon><LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry>")))
	f.Add([]byte(`<?xml version="1.0" encoding="ISO-8859-1"?><Placemark><name>` + "\xe4</name></Placemark>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		marks, _, err := read(data, "f.kml")
		if err != nil {
			var ps problem.Problems
			if !errors.As(err, &ps) || ps.Count() == 0 || marks != nil {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		if len(marks) == 0 {
			t.Fatal("no places and no error")
		}
		earth := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
		for _, m := range marks {
			if m.Line < 1 || m.Data == nil {
				t.Fatalf("%+v", m)
			}
			if m.Geometry == nil {
				continue
			}
			if b := m.Geometry.Bound(); !earth.Contains(b.Min) || !earth.Contains(b.Max) {
				t.Fatalf("%v", m.Geometry)
			}
		}
	})
}
