package draw

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// Cells that are no squares are drawn in their shape, small ones around their centre, and
// squares next to them as before.
func TestCellsInTheirShape(t *testing.T) {
	triangle := orb.Polygon{{{0, 0}, {100, 0}, {100, 100}, {0, 0}}}
	m := Map{Side: 100, Width: 400, Frame: orb.Bound{Min: orb.Point{0, 0}, Max: orb.Point{400, 200}}, Colors: []string{"#112233", "#445566"}, Pierced: []int{1},
		Cells: []Cell{{At: orb.Point{50, 50}, Size: 2, Shape: triangle}, {At: orb.Point{50, 50}, Size: 0, Shape: triangle}, {At: orb.Point{200, 100}, Class: 1, Size: 2, Shape: orb.Polygon{{{150, 50}, {250, 50}, {250, 150}, {150, 150}, {150, 50}}}},
			{At: orb.Point{350, 50}, Size: 2}, {At: orb.Point{0, 0}, Class: 9, Shape: triangle}}}
	var paths []Path
	squares := 0
	for _, s := range m.Picture().Shapes {
		switch s := s.(type) {
		case Path:
			if s.Class == "cell" || s.Class == "hole" {
				paths = append(paths, s)
			}
		case Runs:
			squares += len(s.Bars)
		}
	}
	if len(paths) != 4 || squares != 1 {
		t.Fatalf("%d paths, %d squares: %v", len(paths), squares, paths)
	}
	for i, want := range []struct {
		class, color string
		first, last  orb.Point
	}{
		{"cell", "#112233", orb.Point{29, 171}, orb.Point{29, 171}},
		{"cell", "#112233", orb.Point{0, 200}, orb.Point{0, 200}},
		{"cell", "#445566", orb.Point{150, 150}, orb.Point{150, 150}},
		{"hole", Light.Paper, orb.Point{177.5, 122.5}, orb.Point{177.5, 122.5}},
	} {
		line := paths[i].Lines[0]
		if paths[i].Class != want.class || paths[i].Fill != want.color || line[0] != want.first || line[len(line)-1] != want.last || !paths[i].Closed {
			t.Errorf("path %d: %+v, want %+v", i, paths[i], want)
		}
	}
	var svg strings.Builder
	if err := m.Picture().SVG(&svg); err != nil || strings.Count(svg.String(), "#445566") != 1 {
		t.Errorf("%v: %s", err, svg.String())
	}
}
