package spatial

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

func boxRing(x0, y0, x1, y1 float64) orb.Ring {
	return orb.Ring{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
}

func TestPlaceSquares(t *testing.T) {
	reversed := boxRing(4, 4, 8, 8)
	reversed.Reverse()
	// A comb with teeth up to y = 8 at x = 0-2, 4-6 and 8-10 on a bar of y = 0-1.
	comb := orb.Ring{{0, 0}, {10, 0}, {10, 8}, {8, 8}, {8, 1}, {6, 1}, {6, 8}, {4, 8}, {4, 1}, {2, 1}, {2, 8}, {0, 8}, {0, 0}}
	tests := []struct {
		name            string
		areas           []orb.MultiPolygon
		centre, largest int32
		part, covered   float64
	}{
		// The square is that of 0 to 8 in both axes, its centre (4, 4).
		{"no area", nil, -1, -1, 0, 0},
		{"all of it", []orb.MultiPolygon{{{boxRing(-5, -5, 20, 20)}}}, 0, 0, 1, 1},
		{"exactly it", []orb.MultiPolygon{{{boxRing(0, 0, 8, 8)}}}, 0, 0, 1, 1},
		{"a quarter, with the centre at its corner", []orb.MultiPolygon{{{reversed}}}, 0, 0, 0.25, 0.25},
		{"apart", []orb.MultiPolygon{{{boxRing(8, 0, 20, 8)}}}, -1, -1, 0, 0},
		{"centre in the first, most in the second", []orb.MultiPolygon{{{boxRing(3, 3, 5, 5)}}, {{boxRing(0, 0, 3, 8)}}}, 0, 1, 0.375, 0.4375},
		{"overlapping", []orb.MultiPolygon{{{boxRing(0, 0, 8, 6)}}, {{boxRing(0, 2, 8, 8)}}}, 0, 0, 0.75, 1.5},
		{"the first of equal ones", []orb.MultiPolygon{{{boxRing(0, 0, 4, 8)}}, {{boxRing(4, 0, 8, 8)}}}, 1, 0, 0.5, 1},
		{"a hole around the centre", []orb.MultiPolygon{{{boxRing(-1, -1, 9, 9), boxRing(2, 2, 6, 6)}}}, -1, 0, 0.75, 0.75},
		{"two polygons of one area", []orb.MultiPolygon{{{boxRing(0, 0, 2, 8)}, {boxRing(6, 0, 8, 8)}}}, -1, 0, 0.5, 0.5},
		{"an island in the hole", []orb.MultiPolygon{{{boxRing(-1, -1, 9, 9), boxRing(2, 2, 6, 6)}}, {{boxRing(2, 2, 6, 6)}}}, 1, 0, 0.75, 1},
		{"a comb", []orb.MultiPolygon{{{comb}}}, 0, 0, (8 + 7*4) / 64.0, (8 + 7*4) / 64.0},
		{"an open ring", []orb.MultiPolygon{{{{{0, 0}, {8, 0}, {8, 8}}}}}, 0, 0, 0.5, 0.5},
		{"no ring", []orb.MultiPolygon{{{}}, {{nil}}, nil, {{{{0, 0}, {8, 8}}}}}, -1, -1, 0, 0},
		{"a vertex without valid coordinates", []orb.MultiPolygon{{{{{0, 0}, {math.NaN(), 0}, {8, 8}, {0, 8}}}}}, -1, -1, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			// Far from the origin, as real coordinates are.
			var moved []orb.MultiPolygon
			for _, a := range tt.areas {
				a = a.Clone()
				for _, p := range a {
					for _, r := range p {
						for i := range r {
							r[i] = orb.Point{385e3 + 100*r[i][0], 6672e3 + 100*r[i][1]}
						}
					}
				}
				moved = append(moved, a)
			}
			p := PlaceSquares([]orb.Point{{385400, 6672400}}, 800, moved)
			if tt.name != "a vertex without valid coordinates" && p.Centre[0] != tt.centre {
				t.Errorf("centre in %d, want %d", p.Centre[0], tt.centre)
			}
			if p.Largest[0] != tt.largest || math.Abs(p.Part[0]-tt.part) > 1e-9 || math.Abs(p.Covered[0]-tt.covered) > 1e-9 {
				t.Errorf("largest %d, part %v, covered %v; want %d, %v, %v", p.Largest[0], p.Part[0], p.Covered[0], tt.largest, tt.part, tt.covered)
			}
		})
	}
}

func TestPlaceSquaresEdges(t *testing.T) {
	p := PlaceSquares([]orb.Point{{math.NaN(), 1}, {1, 1}}, 2, []orb.MultiPolygon{{{boxRing(0, 0, 2, 2)}}})
	if !slices.Equal(p.Centre, []int32{-1, 0}) || !slices.Equal(p.Largest, []int32{-1, 0}) {
		t.Errorf("a centre without valid coordinates: %v, %v", p.Centre, p.Largest)
	}
	p = PlaceSquares([]orb.Point{{1, 1}}, 0, []orb.MultiPolygon{{{boxRing(0, 0, 2, 2)}}})
	if p.Centre[0] != 0 || p.Largest[0] != -1 {
		t.Errorf("no side: %+v", p)
	}
	if p = PlaceSquares(nil, 250, []orb.MultiPolygon{{{boxRing(0, 0, 2, 2)}}}); len(p.Centre) != 0 {
		t.Errorf("no squares: %+v", p)
	}
	// A sliver of half a millimetre is noise.
	p = PlaceSquares([]orb.Point{{125, 125}}, 250, []orb.MultiPolygon{{{boxRing(-9, 0, 0.0005, 250)}}})
	if p.Largest[0] != -1 || p.Covered[0] != 0 {
		t.Errorf("a sliver: %+v", p)
	}
}

// A star-shaped ring with squares anywhere: parts match those estimated from
// many random places, and the parts of squares that tile its bound add up to
// its surface.
func TestPlaceSquaresConservesSurface(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 60).Draw(t, "vertices")
		ring := make(orb.Ring, 0, n+1)
		for k := range n {
			radius := rapid.Float64Range(200, 2000).Draw(t, "radius")
			angle := 2 * math.Pi * float64(k) / float64(n)
			ring = append(ring, orb.Point{4e5 + radius*math.Cos(angle), 67e5 + radius*math.Sin(angle)})
		}
		ring = append(ring, ring[0])
		side := rapid.Float64Range(90, 900).Draw(t, "side")
		var centres []orb.Point
		for x := 4e5 - 3000.0; x < 4e5+3000; x += side {
			for y := 67e5 - 3000.0; y < 67e5+3000; y += side {
				centres = append(centres, orb.Point{x, y})
			}
		}
		r := rand.New(rand.NewPCG(1, uint64(n)))
		r.Shuffle(len(centres), func(i, j int) { centres[i], centres[j] = centres[j], centres[i] })
		p := PlaceSquares(centres, side, []orb.MultiPolygon{{{ring}}})
		sum := 0.0
		for i := range centres {
			sum += p.Covered[i] * side * side
			if p.Covered[i] < 0 || p.Covered[i] > 1+1e-9 {
				t.Fatalf("square %d is covered %g times", i, p.Covered[i])
			}
			if p.Centre[i] == 0 && p.Largest[i] != 0 || p.Covered[i] > 1-1e-9 && p.Centre[i] != 0 {
				t.Fatalf("square %d: %d by centre, %d by surface", i, p.Centre[i], p.Largest[i])
			}
		}
		area, _ := measure(ring[:len(ring)-1])
		if lost := float64(len(centres)) * 4 * vertexNoise * side; math.Abs(sum-math.Abs(area)) > 1e-6*sum+lost {
			t.Errorf("%g m² in squares of %g m² in all", sum, area)
		}
	})
}

func BenchmarkPlaceSquares(b *testing.B) {
	ring := orb.Ring{}
	for k := range 50_000 {
		radius := 20_000 + 3000*math.Sin(float64(k)/7)
		angle := 2 * math.Pi * float64(k) / 50_000
		ring = append(ring, orb.Point{4e5 + radius*math.Cos(angle), 67e5 + radius*math.Sin(angle)})
	}
	var centres []orb.Point
	for x := 4e5 - 25e3; x < 4e5+25e3; x += 250 {
		for y := 67e5 - 25e3; y < 67e5+25e3; y += 250 {
			centres = append(centres, orb.Point{x, y})
		}
	}
	for b.Loop() {
		PlaceSquares(centres, 250, []orb.MultiPolygon{{{ring}}})
	}
}
