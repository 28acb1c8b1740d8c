package spatial

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

func TestCellPolygon(t *testing.T) {
	got := CellPolygon(orb.Point{385625, 6672125}, 250)
	want := orb.Polygon{{{385500, 6672000}, {385750, 6672000}, {385750, 6672250}, {385500, 6672250}, {385500, 6672000}}}
	if !got.Equal(want) {
		t.Errorf("got %v", got)
	}
	if got[0].Orientation() != orb.CCW {
		t.Error("not counter-clockwise")
	}
}

// drawn returns the centres of the cells marked # in a picture, north on top,
// the lower left corner of the picture at 0, 0.
func drawn(picture string, side float64) []orb.Point {
	rows := strings.Fields(picture)
	var cells []orb.Point
	for i, row := range rows {
		for x, c := range row {
			if c == '#' {
				cells = append(cells, orb.Point{(float64(x) + 0.5) * side, (float64(len(rows)-1-i) + 0.5) * side})
			}
		}
	}
	return cells
}

func TestDissolve(t *testing.T) {
	for name, c := range map[string]struct {
		picture string
		want    orb.MultiPolygon // in side lengths
	}{
		"nothing": {"...", nil},
		"one":     {"#", orb.MultiPolygon{{{{1, 0}, {1, 1}, {0, 1}, {0, 0}, {1, 0}}}}},
		"a row without vertices on its sides": {"####",
			orb.MultiPolygon{{{{4, 0}, {4, 1}, {0, 1}, {0, 0}, {4, 0}}}}},
		"an L": {"#.. #.. ###",
			orb.MultiPolygon{{{{3, 0}, {3, 1}, {1, 1}, {1, 3}, {0, 3}, {0, 0}, {3, 0}}}}},
		"a ring with a hole": {"### #.# ###", orb.MultiPolygon{{
			{{3, 0}, {3, 3}, {0, 3}, {0, 0}, {3, 0}},
			{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}}}},
		"an island in the hole": {"##### #...# #.#.# #...# #####", orb.MultiPolygon{
			{{{5, 0}, {5, 5}, {0, 5}, {0, 0}, {5, 0}}, {{1, 1}, {1, 4}, {4, 4}, {4, 1}, {1, 1}}},
			{{{3, 2}, {3, 3}, {2, 3}, {2, 2}, {3, 2}}}}},
		"two that touch at a corner": {".# #.", orb.MultiPolygon{
			{{{1, 0}, {1, 1}, {0, 1}, {0, 0}, {1, 0}}},
			{{{2, 1}, {2, 2}, {1, 2}, {1, 1}, {2, 1}}}}},
		"a chessboard": {"#.# .#. #.#", orb.MultiPolygon{
			{{{1, 0}, {1, 1}, {0, 1}, {0, 0}, {1, 0}}},
			{{{3, 0}, {3, 1}, {2, 1}, {2, 0}, {3, 0}}},
			{{{2, 1}, {2, 2}, {1, 2}, {1, 1}, {2, 1}}},
			{{{1, 2}, {1, 3}, {0, 3}, {0, 2}, {1, 2}}},
			{{{3, 2}, {3, 3}, {2, 3}, {2, 2}, {3, 2}}}}},
		"a ring that closes at a corner holds a hole": {"##. #.# ###", orb.MultiPolygon{{
			{{3, 0}, {3, 2}, {2, 2}, {2, 3}, {0, 3}, {0, 0}, {3, 0}},
			{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}}}},
		"holes that touch at a corner are two": {"#### ##.# #.## ####", orb.MultiPolygon{{
			{{4, 0}, {4, 4}, {0, 4}, {0, 0}, {4, 0}},
			{{2, 2}, {2, 1}, {1, 1}, {1, 2}, {2, 2}},
			{{2, 2}, {2, 3}, {3, 3}, {3, 2}, {2, 2}}}}},
	} {
		got := Dissolve(drawn(c.picture, 250), 250)
		if len(got) != len(c.want) {
			t.Errorf("%s: %d polygons, want %d", name, len(got), len(c.want))
			continue
		}
		checkValid(t, got)
		for i, polygon := range c.want {
			scaled := moved([]orb.Polygon{polygon}, func(p orb.Point) orb.Point { return orb.Point{p[0] * 250, p[1] * 250} })[0]
			if !sameRings(got[i], scaled) {
				t.Errorf("%s: polygon %d:\n got %v\nwant %v", name, i, got[i], scaled)
			}
		}
	}
}

// sameRings compares polygons whose rings may begin at any corner and whose holes
// may come in any order.
func sameRings(a, b orb.Polygon) bool {
	if len(a) != len(b) {
		return false
	}
	turned := func(r orb.Ring) orb.Ring {
		open := slices.Clone(r[:len(r)-1])
		first := 0
		for i, p := range open {
			if before(p, open[first]) {
				first = i
			}
		}
		return append(append(orb.Ring{}, open[first:]...), open[:first]...)
	}
	canonicalRings := func(p orb.Polygon) []orb.Ring {
		var rings []orb.Ring
		for _, r := range p {
			rings = append(rings, turned(r))
		}
		slices.SortFunc(rings[1:], func(r, s orb.Ring) int {
			if before(r[0], s[0]) {
				return -1
			}
			return 1
		})
		return rings
	}
	return reflect.DeepEqual(canonicalRings(a), canonicalRings(b))
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// checkValid checks the rings against the rules of OGC 06-103.
func checkValid(t fataler, polygons orb.MultiPolygon) {
	t.Helper()
	for _, polygon := range polygons {
		for i, ring := range polygon {
			if len(ring) < 5 || ring[0] != ring[len(ring)-1] {
				t.Fatalf("ring %v is not closed", ring)
			}
			if want := map[bool]orb.Orientation{true: orb.CCW, false: orb.CW}[i == 0]; ring.Orientation() != want {
				t.Fatalf("ring %d %v runs the wrong way", i, ring)
			}
			seen := map[orb.Point]bool{}
			n := len(ring) - 1
			for k, p := range ring[:n] {
				if seen[p] {
					t.Fatalf("ring %v touches itself at %v", ring, p)
				}
				seen[p] = true
				a, b := ring[(k+n-1)%n], ring[k+1]
				if a[0] == p[0] && p[0] == b[0] || a[1] == p[1] && p[1] == b[1] {
					t.Fatalf("ring %v has %v on a straight line", ring, p)
				}
				if a[0] != p[0] && a[1] != p[1] {
					t.Fatalf("ring %v has a skew side at %v", ring, p)
				}
			}
			// A hole lies in its polygon's outer ring.
			if i > 0 && !planar.RingContains(polygon[0], ring.Bound().Center()) && !planar.RingContains(polygon[0], ring[0]) {
				t.Fatalf("hole %v is outside of %v", ring, polygon[0])
			}
		}
	}
}

func TestDissolveEdges(t *testing.T) {
	one := orb.Point{385625, 6672125}
	nan := math.NaN()
	if Dissolve(nil, 250) != nil || Dissolve([]orb.Point{{nan, 0}}, 250) != nil {
		t.Error("no cells have an outline")
	}
	for _, side := range []float64{0, -1, nan, math.Inf(1)} {
		if got := Dissolve([]orb.Point{one}, side); got != nil {
			t.Errorf("side %g: %v", side, got)
		}
	}
	// A repeated cell, a neighbour half a millimetre off, and a cell without
	// valid coordinates.
	got := Dissolve([]orb.Point{one, {385875.0005, 6672125.0004}, one, {nan, 1}}, 250)
	want := orb.MultiPolygon{box(385500, 6672000, 386000, 6672250)}
	if len(got) != 1 || !sameRings(got[0], want[0]) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// For any drawing: the area is that of its cells, each cell's centre is inside
// and each gap's outside, the rings are valid, parts are joined by sides only,
// and the order of the cells has no influence.
func TestDissolveProperties(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		const n, side = 9, 250.0
		filled := rapid.SliceOfN(rapid.Bool(), n*n, n*n).Draw(t, "filled")
		var cells, gaps []orb.Point
		for i, f := range filled {
			c := orb.Point{385125 + side*float64(i%n), 6672125 + side*float64(i/n)}
			if f {
				cells = append(cells, c)
			} else {
				gaps = append(gaps, c)
			}
		}
		outline := Dissolve(cells, side)
		checkValid(t, outline)
		if got, want := planar.Area(outline), side*side*float64(len(cells)); math.Abs(got-want) > 1e-3 {
			t.Fatalf("area %g, want %g", got, want)
		}
		areas := make([]orb.MultiPolygon, len(outline))
		for i := range outline {
			areas[i] = outline[i : i+1]
		}
		part := newAreas(areas)
		for _, c := range cells {
			i := part.find(c)
			if i < 0 {
				t.Fatalf("cell %v is outside", c)
			}
			for _, neighbour := range []orb.Point{{c[0] + side, c[1]}, {c[0], c[1] + side}} {
				if slices.Contains(cells, neighbour) && part.find(neighbour) != i {
					t.Fatalf("%v and %v share a side and are in two polygons", c, neighbour)
				}
			}
		}
		for _, c := range gaps {
			if part.find(c) >= 0 {
				t.Fatalf("gap %v is inside", c)
			}
		}
		if shuffled := rapid.Permutation(cells).Draw(t, "shuffled"); !reflect.DeepEqual(Dissolve(shuffled, side), outline) {
			t.Fatal("the order of the cells changes the outline")
		}
	})
}

func TestDissolveRealGrid(t *testing.T) {
	ykr := realGrid(t, "helsinki-region/ykr-grid/MetropAccess_YKR_grid_EurefFIN.shp")
	outline := Dissolve(centres(ykr), 250)
	checkValid(t, outline)
	want := 62500 * float64(len(ykr))
	if got := planar.Area(outline); math.Abs(got-want) > 1 {
		t.Errorf("area %f, want %f", got, want)
	}
}

func BenchmarkDissolve(b *testing.B) {
	_, target := regionGrids(b)
	cells := centres(target)
	for b.Loop() {
		Dissolve(cells, 250)
	}
}
