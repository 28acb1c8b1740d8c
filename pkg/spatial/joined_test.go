package spatial

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Areas made of cells, joined, are what all their cells are together.
func TestJoinedIsDissolved(t *testing.T) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 1))
		const side = 250.0
		cells := make([][]orb.Point, 3)
		var all []orb.Point
		for x := range 7 {
			for y := range 7 {
				if random.Float64() < 0.3 {
					continue
				}
				p := orb.Point{385_000 + side*float64(x), 6_680_000 + side*float64(y)}
				k := random.IntN(len(cells))
				cells[k] = append(cells[k], p)
				all = append(all, p)
			}
		}
		var areas []orb.MultiPolygon
		for _, c := range cells {
			areas = append(areas, everyCorner(c, side))
		}
		got := Joined(areas)
		if a := planar.Area(got); math.Abs(a-side*side*float64(len(all))) > 1 {
			t.Fatalf("seed %d: %g square metres of %d cells", seed, a, len(all))
		}
		for _, p := range all {
			if !planar.MultiPolygonContains(got, p) {
				t.Fatalf("seed %d: %v is outside", seed, p)
			}
		}
		slices.Reverse(areas)
		if d := cmp.Diff(got, Joined(areas)); d != "" {
			t.Fatalf("seed %d: areas in another order: %s", seed, d)
		}
	}
}

// everyCorner is an area of cells as one polygon for each cell, so that sides of
// neighbours meet.
func everyCorner(cells []orb.Point, side float64) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, c := range cells {
		out = append(out, CellPolygon(c, side))
	}
	return out
}

// A hole stays a hole of the polygon around it, and a ring that runs the other way
// round is read like any other.
func TestJoinedHole(t *testing.T) {
	ring := func(x, y, side float64) orb.Ring {
		return orb.Ring{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}
	}
	hole := ring(20, 20, 10)
	around := orb.MultiPolygon{{ring(0, 0, 100), hole}, {ring(300, 0, 50)}}
	got := Joined([]orb.MultiPolygon{around})
	if len(got) != 2 || len(got[0]) != 2 || len(got[1]) != 1 || planar.Area(got) != 100*100-10*10+50*50 {
		t.Errorf("%v", got)
	}
	filled := Joined([]orb.MultiPolygon{around, {{hole}}})
	if len(filled) != 2 || planar.Area(filled) != 100*100+50*50 {
		t.Errorf("%v", filled)
	}
	if Joined(nil) != nil {
		t.Error("no areas have an outline")
	}
}

// Areas whose borders have other corners keep their own borders.
func TestJoinedApart(t *testing.T) {
	left := orb.MultiPolygon{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}}}
	right := orb.MultiPolygon{{{{10, 2}, {20, 2}, {20, 8}, {10, 8}, {10, 2}}}}
	if got := Joined([]orb.MultiPolygon{left, right}); planar.Area(got) != 160 || len(got) != 2 {
		t.Errorf("%v", got)
	}
}
