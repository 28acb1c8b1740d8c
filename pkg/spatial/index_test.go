package spatial

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

func naiveNearest(points []orb.Point, p orb.Point) (int, float64) {
	i, best := -1, math.Inf(1)
	for k, q := range points {
		if d := math.Sqrt(squared(p, q)); d < best {
			i, best = k, d
		}
	}
	return i, best
}

func TestIndexTable(t *testing.T) {
	nan := math.NaN()
	points := []orb.Point{{0, 0}, {10, 0}, {nan, 0}, {10, 0}, {0, 10}, {math.Inf(1), 5}, {30, 40}}
	for name, c := range map[string]struct {
		points []orb.Point
		p      orb.Point
		want   int
		metres float64
	}{
		"empty":                  {nil, orb.Point{1, 2}, -1, math.Inf(1)},
		"only no numbers":        {[]orb.Point{{nan, nan}}, orb.Point{1, 2}, -1, math.Inf(1)},
		"one":                    {[]orb.Point{{4, 6}}, orb.Point{1, 2}, 0, 5},
		"all in one place":       {[]orb.Point{{4, 6}, {4, 6}, {4, 6}}, orb.Point{1, 2}, 0, 5},
		"on a point given twice": {points, orb.Point{10, 0}, 1, 0},
		"tie of 0, 1, 3 and 4":   {points[:5], orb.Point{5, 5}, 0, math.Sqrt(50)},
		"tie of 1 and 4":         {points[1:5], orb.Point{5, 5}, 0, math.Sqrt(50)},
		"far to the east":        {points, orb.Point{1e6 + 30, 40}, 6, 1e6},
		"far to the south":       {points, orb.Point{0, -1e9}, 0, 1e9},
		"no number":              {points, orb.Point{nan, 1}, -1, math.Inf(1)},
		"infinite":               {points, orb.Point{1, math.Inf(-1)}, -1, math.Inf(1)},
	} {
		i, metres := NewIndex(c.points).Nearest(c.p)
		if i != c.want || metres != c.metres {
			t.Errorf("%s: %d at %g m, want %d at %g m", name, i, metres, c.want, c.metres)
		}
	}
}

// Whole numbers make ties common; the wide ones make clusters and isolated
// points.
func drawPoint(t *rapid.T, name string) orb.Point {
	if rapid.Bool().Draw(t, name+" on a lattice") {
		return orb.Point{385000 + float64(rapid.IntRange(0, 8).Draw(t, name+" x")), 6672000 + float64(rapid.IntRange(0, 8).Draw(t, name+" y"))}
	}
	return orb.Point{rapid.Float64Range(300000, 500000).Draw(t, name+" E"), rapid.Float64Range(6600000, 6700000).Draw(t, name+" N")}
}

func TestIndexAgainstAll(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		points := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) orb.Point { return drawPoint(t, "point") }), 0, 60).Draw(t, "points")
		x := NewIndex(points)
		for range 10 {
			p := drawPoint(t, "from")
			i, metres := x.Nearest(p)
			if k, d := naiveNearest(points, p); i != k || metres != d {
				t.Fatalf("nearest to %v is %d at %g, want %d at %g", p, i, metres, k, d)
			}
		}
	})
}

// Each point of a full lattice is as near to the centre of a square as three
// others; their indexes are scattered.
func TestNearestTies(t *testing.T) {
	const n = 20
	points := make([]orb.Point, n*n)
	for i := range points {
		k := i * 171 % len(points) // 171 and 400 have no common factor
		points[k] = orb.Point{float64(i % n), float64(i / n)}
	}
	x := NewIndex(points)
	for y := -0.5; y < n; y += 0.5 {
		for e := -0.5; e < n; e += 0.5 {
			p := orb.Point{e, y}
			i, metres := x.Nearest(p)
			if k, d := naiveNearest(points, p); i != k || metres != d {
				t.Errorf("nearest to %v is %d at %g, want %d at %g", p, i, metres, k, d)
			}
		}
	}
}

// However unusual the places are, the answers equal those of a search over all
// points.
func TestIndexOfOddPlaces(t *testing.T) {
	const n = 1000
	for name, at := range map[string]func(i float64) orb.Point{
		"a line":          func(i float64) orb.Point { return orb.Point{i * 1e6, 5} },
		"one place":       func(i float64) orb.Point { return orb.Point{7, 7} },
		"two places":      func(i float64) orb.Point { return orb.Point{math.Floor(2 * i / n), 7} },
		"an isolated one": func(i float64) orb.Point { return orb.Point{math.Floor(i/(n-1)) * 1e11, i} },
		"ever larger":     func(i float64) orb.Point { return orb.Point{i * i, -i * i} },
	} {
		points := make([]orb.Point, n)
		for i := range points {
			points[i] = at(float64((i + 500) % n))
		}
		x := NewIndex(points)
		for k := range 50 {
			p := at(19.5 * float64(k))
			i, metres := x.Nearest(p)
			if j, d := naiveNearest(points, p); i != j || metres != d {
				t.Errorf("%s: nearest to %v is %d at %g, want %d at %g", name, p, i, metres, j, d)
			}
		}
	}
}

func centres(cells []orb.Polygon) []orb.Point {
	out := make([]orb.Point, len(cells))
	for i, c := range cells {
		out[i] = c[0].Bound().Center()
	}
	return out
}

func BenchmarkNearest(b *testing.B) {
	source, target := regionGrids(b)
	points, from := centres(target), centres(source)
	x := NewIndex(points)
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			NewIndex(points)
		}
	})
	b.Run("fast", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			x.Nearest(from[i%len(from)])
		}
	})
	b.Run("all", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			p := from[i%len(from)]
			k, d := naiveNearest(points, p)
			if j, m := x.Nearest(p); j != k || m != d {
				b.Fatalf("%v: %d at %g, want %d at %g", p, j, m, k, d)
			}
		}
	})
	b.Run("far away", func(b *testing.B) {
		for b.Loop() {
			x.Nearest(orb.Point{700000, 7700000})
		}
	})
}
