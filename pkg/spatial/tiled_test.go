package spatial

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

// drawnTiling is a field of hexagons, or of rows of bricks of which each second is moved by
// half a brick, with corners that are a little off.
func drawnTiling(t *rapid.T) []orb.Polygon {
	var out []orb.Polygon
	bricks := rapid.Bool().Draw(t, "bricks")
	off := func(v float64) float64 { return v + rapid.Float64Range(-0.2, 0.2).Draw(t, "off") }
	for col := range 6 {
		for row := range 5 {
			x, y := 385_000+100*float64(col), 6_670_000+100*float64(row)
			shape := []orb.Point{{x, y}, {x + 100, y}, {x + 100, y + 100}, {x, y + 100}}
			if bricks {
				for i := range shape {
					shape[i][0] += 50 * float64(row&1)
				}
			} else {
				x, y = 385_000+90*float64(col), 6_670_000+math.Sqrt(3)*60*(float64(row)+float64(col&1)/2)
				shape = nil
				for k := range 6 {
					shape = append(shape, orb.Point{x + 60*math.Cos(float64(k)*math.Pi/3), y + 60*math.Sin(float64(k)*math.Pi/3)})
				}
			}
			var ring orb.Ring
			for _, p := range shape {
				ring = append(ring, orb.Point{off(p[0]), off(p[1])})
			}
			if rapid.Bool().Draw(t, "clockwise") {
				ring.Reverse()
			}
			out = append(out, orb.Polygon{append(ring, ring[0])})
		}
	}
	return out
}

// Any cells of a tiling unite to simple rings of their surface, and those that are left to
// the rest of it.
func TestTiledCellsUnite(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		cells := drawnTiling(t)
		tiled := Tiled(cells, 1)
		united := func(of []orb.Polygon) orb.MultiPolygon {
			want := 0.0
			for _, c := range of {
				want += planar.Area(c)
			}
			out := United(of)
			if got := planar.Area(out); math.Abs(got-want) > 1e-6*want {
				t.Fatalf("%d cells of %g have a union of %g", len(of), want, got)
			}
			for _, p := range out {
				for k, ring := range p {
					seen := map[orb.Point]bool{}
					for _, c := range ring[1:] {
						if seen[c] {
							t.Fatalf("a ring meets itself at %v", c)
						}
						seen[c] = true
					}
					if (ring.Orientation() == orb.CCW) != (k == 0) || math.Abs(RingArea(ring)) < 1000 {
						t.Fatalf("ring %d of %g", k, RingArea(ring))
					}
				}
			}
			return out
		}
		var some, rest []orb.Polygon
		for i, c := range tiled {
			if math.Abs(planar.Area(c)-planar.Area(cells[i])) > 100 {
				t.Fatalf("cell %d has %g, had %g", i, planar.Area(c), planar.Area(cells[i]))
			}
			if rapid.Bool().Draw(t, "taken") {
				some = append(some, c)
			} else {
				rest = append(rest, c)
			}
		}
		united(some)
		united(rest)
		if all := united(tiled); len(all) != 1 || len(all[0]) != 1 {
			t.Fatalf("all cells unite to %d polygons", len(all))
		}
	})
}

func TestTiledLeavesOutWhatIsNoCell(t *testing.T) {
	square := orb.Polygon{{{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}}, {{40, 40}, {40.2, 40}, {40, 40.2}, {40, 40}}}
	out := Tiled([]orb.Polygon{square, {{{500, 500}, {500.1, 500}, {500, 500.1}}}, nil}, 1)
	if len(out) != 3 || len(out[0]) != 1 || out[1] != nil || out[2] != nil {
		t.Errorf("%v", out)
	}
}

// A hole that touches the ring around it at a corner is a ring of its own.
func TestUnitedWithAHoleAtACorner(t *testing.T) {
	var cells []orb.Polygon
	for _, at := range [][2]float64{{0, 0}, {1, 0}, {2, 0}, {0, 1}, {2, 1}, {0, 2}, {1, 2}, {3, 2}, {3, 1}, {3, 0}} {
		cells = append(cells, CellPolygon(orb.Point{at[0] + 0.5, at[1] + 0.5}, 1))
	}
	got := United(cells)
	if len(got) != 1 || len(got[0]) != 2 || planar.Area(got) != 10 || len(got[0][1]) != 5 {
		t.Errorf("%v", got)
	}
}
