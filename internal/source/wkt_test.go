package source

import (
	"fmt"
	"strings"
	"testing"
)

func TestWKT(t *testing.T) {
	for text, want := range map[string]string{
		"POINT (1 2)": "[1 2]", " point z(1 2 3) ": "[1 2]", "POINT ZM (1 2 3 4)": "[1 2]", "SRID=3067;POINT(1 2)": "[1 2]", "srid=3067;POINT M(1e3 -2.5 7)": "[1000 -2.5]",
		"POLYGON Z ((0 0 9, 1 0 9, 1 1 9, 0 0 9))": "[[[0 0] [1 0] [1 1] [0 0]]]", "MULTIPOLYGON(((0 0,1 0,1 1,0 0)))": "[[[[0 0] [1 0] [1 1] [0 0]]]]",
		"GEOMETRYCOLLECTION(POINT(1 2))": "[[1 2]]", "": "", "POINT": "", "POINT(1)": "", "POINT(x y)": "", "CIRCLE(1 2)": "", "POLYGON((0 0,1 0": "",
		strings.Repeat("GEOMETRYCOLLECTION(", 400_000) + "POINT(1 2)" + strings.Repeat(")", 400_000): "",
	} {
		g, ok := WKT(text)
		got := ""
		if ok {
			got = fmt.Sprint(g)
		}
		if got != want {
			t.Errorf("%.60s: %s, want %s", text, got, want)
		}
	}
}

// FuzzWKT reads any text: no panic, and the result has a bound.
func FuzzWKT(f *testing.F) {
	for _, text := range []string{"POINT(1 2)", "SRID=1;POLYGON Z((0 0 1,1 0 1,1 1 1,0 0 1))", "MULTIPOINT((1 2),(3 4))", "GEOMETRYCOLLECTION(POINT EMPTY)", "LINESTRING M(1 2 3)"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		g, ok := WKT(text)
		if ok != (g != nil) {
			t.Fatalf("%v, %v", g, ok)
		}
		if ok {
			_ = g.Bound()
		}
	})
}
