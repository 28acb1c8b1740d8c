package inspect

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// polygon writes a feature with a regular polygon of n corners around a place,
// each corner moved by shake metres.
func polygon(n int, x, y, radius, turn float64, shake func(k int) float64, properties string) string {
	var at []string
	for k := range n + 1 {
		a := turn + 2*math.Pi*float64(k%n)/float64(n)
		r := radius + shake(k%n)
		at = append(at, fmt.Sprintf("[%.3f,%.3f]", x+r*math.Cos(a), y+r*math.Sin(a)))
	}
	return `{"type":"Feature","properties":{` + properties + `},"geometry":{"type":"Polygon","coordinates":[[` + strings.Join(at, ",") + `]]}}`
}

// layer writes n features in ETRS-TM35FIN.
func layer(n int, feature func(i int, x, y float64) string) string {
	var list []string
	for i := range n {
		list = append(list, feature(i, 385_000+1000*float64(i%6), 6_680_000+1000*float64(i/6)))
	}
	return `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3067"}},"features":[` + strings.Join(list, ",") + `]}`
}

// Regular polygons are cells in any number, irregular ones with people if they
// are many; districts with names are not.
func TestCellsOfAnyForm(t *testing.T) {
	none := func(int) float64 { return 0 }
	shaken := func(k int) float64 { return 200 - 400*float64(k%2) }
	people := func(i int) string { return fmt.Sprintf(`"h3":"88%04dfffffff","population":%d`, i, 10+i) }
	named := func(i int) string { return fmt.Sprintf(`"id":%d,"name":"District %d","population":%d`, i, i, 100+i) }
	for name, c := range map[string]struct {
		text, want string
	}{
		"hexagons":       {layer(36, func(i int, x, y float64) string { return polygon(6, x, y, 500, 0.1, none, people(i)) }), "hexagons, each as large as a square of 806 m"},
		"triangles":      {layer(36, func(i int, x, y float64) string { return polygon(3, x, y, 500, 0.1, none, people(i)) }), "triangles, each as large as a square of 570 m"},
		"turned squares": {layer(36, func(i int, x, y float64) string { return polygon(4, x, y, 500, 0.1, none, people(i)) }), "squares, each as large as a square of 707 m"},
		"without people": {layer(36, func(i int, x, y float64) string {
			return polygon(6, x, y, 500, 0.1, none, fmt.Sprintf(`"h3":"88%d"`, i))
		}), "hexagons, each as large as a square of 806 m"},
		"a mix": {layer(36, func(i int, x, y float64) string { return polygon([]int{3, 4, 6}[i%3], x, y, 500, 0.1, none, people(i)) }), "shapes of few corners, each as large as a square of 707 m"},
		"cut by a border": {layer(36, func(i int, x, y float64) string {
			return polygon(6, x, y, 500, 0.1, []func(int) float64{none, none, shaken}[i%3], people(i))
		}), "shapes of few corners, each as large as a square of 806 m"},
		"many irregular":   {layer(120, func(i int, x, y float64) string { return polygon(5, x, y, 500, 0.1, shaken, people(i)) }), "shapes of few corners, each as large as a square of 795 m"},
		"districts":        {layer(36, func(i int, x, y float64) string { return polygon(5, x, y, 500, 0.1, shaken, people(i)) }), ""},
		"many corners":     {layer(120, func(i int, x, y float64) string { return polygon(30, x, y, 500, 0.1, shaken, people(i)) }), ""},
		"named districts":  {layer(36, func(i int, x, y float64) string { return polygon(6, x, y, 500, 0.1, none, named(i)) }), ""},
		"named, irregular": {layer(120, func(i int, x, y float64) string { return polygon(5, x, y, 500, 0.1, shaken, named(i)) }), ""},
	} {
		f := &look(t, map[string]string{"a.geojson": c.text}, "a.geojson").Files[0]
		got := ""
		if f.Cells != nil {
			got = english.Message(f.Cells.about())
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if len(f.Doubts) > 0 {
			t.Errorf("%s: %v", name, f.Doubts)
		}
	}
}
