package spatial

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

func TestAreasFind(t *testing.T) {
	reversed := func(p orb.Polygon) orb.Polygon {
		p = p.Clone()
		for _, r := range p {
			slices.Reverse(r)
		}
		return p
	}
	ringed := orb.Polygon{box(0, 0, 100, 100)[0], box(40, 40, 60, 60)[0]}
	open := orb.Polygon{{{0, 0}, {100, 0}, {100, 100}, {0, 100}}}
	west, east, north := box(0, 0, 100, 100), box(100, 0, 200, 100), box(0, 100, 200, 200)
	for name, c := range map[string]struct {
		areas []orb.MultiPolygon
		p     orb.Point
		want  int
	}{
		"no area":                               {nil, orb.Point{1, 1}, -1},
		"empty area":                            {[]orb.MultiPolygon{{}, {{}}, {{{}}}, {west}}, orb.Point{50, 50}, 3},
		"inside":                                {[]orb.MultiPolygon{{west}}, orb.Point{50, 50}, 0},
		"west of it":                            {[]orb.MultiPolygon{{west}}, orb.Point{-1, 50}, -1},
		"east of it":                            {[]orb.MultiPolygon{{west}}, orb.Point{101, 50}, -1},
		"south of it":                           {[]orb.MultiPolygon{{west}}, orb.Point{50, -1}, -1},
		"north of it":                           {[]orb.MultiPolygon{{west}}, orb.Point{50, 101}, -1},
		"far north":                             {[]orb.MultiPolygon{{west}}, orb.Point{50, 1e9}, -1},
		"open ring":                             {[]orb.MultiPolygon{{open}}, orb.Point{1, 50}, 0},
		"clockwise":                             {[]orb.MultiPolygon{{reversed(west)}}, orb.Point{50, 50}, 0},
		"in the hole":                           {[]orb.MultiPolygon{{ringed}}, orb.Point{50, 50}, -1},
		"next to the hole":                      {[]orb.MultiPolygon{{ringed}}, orb.Point{30, 50}, 0},
		"second area in the hole":               {[]orb.MultiPolygon{{ringed}, {box(40, 40, 60, 60)}}, orb.Point{50, 50}, 1},
		"the west side of a hole is outside it": {[]orb.MultiPolygon{{ringed}, {box(40, 40, 60, 60)}}, orb.Point{40, 50}, 1},
		"the east side of a hole is inside it":  {[]orb.MultiPolygon{{ringed}, {box(40, 40, 60, 60)}}, orb.Point{60, 50}, 0},
		"second polygon":                        {[]orb.MultiPolygon{{west}, {box(500, 500, 600, 600), north}}, orb.Point{50, 150}, 1},
		"parts of one area overlap":             {[]orb.MultiPolygon{{west, box(50, 0, 150, 100)}}, orb.Point{75, 50}, 0},
		"the first of two":                      {[]orb.MultiPolygon{{box(50, 0, 150, 100)}, {west}}, orb.Point{75, 50}, 0},
		"boundary to the east":                  {[]orb.MultiPolygon{{west}, {east}, {north}}, orb.Point{100, 50}, 1},
		"boundary to the north":                 {[]orb.MultiPolygon{{west}, {east}, {north}}, orb.Point{50, 100}, 2},
		"where three meet":                      {[]orb.MultiPolygon{{west}, {east}, {north}}, orb.Point{100, 100}, 2},
		"west end":                              {[]orb.MultiPolygon{{west}, {east}, {north}}, orb.Point{0, 50}, 0},
		"east end":                              {[]orb.MultiPolygon{{west}, {east}, {north}}, orb.Point{200, 50}, -1},
		"lower left corner":                     {[]orb.MultiPolygon{{west}}, orb.Point{0, 0}, 0},
		"upper right corner":                    {[]orb.MultiPolygon{{west}}, orb.Point{100, 100}, -1},
		"no number":                             {[]orb.MultiPolygon{{west}}, orb.Point{math.NaN(), 50}, -1},
		"no number in a ring":                   {[]orb.MultiPolygon{{orb.Polygon{{{0, 0}, {math.NaN(), 1}, {5, 5}}}}, {west}}, orb.Point{50, 50}, 1},
	} {
		if got := newAreas(c.areas).find(c.p); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// A map of triangles that share skew sides: each point is in exactly one, also
// on the sides and corners, and in the one that orb's ring test names.
func TestAreasPartition(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		const n = 5
		var corner [n + 1][n + 1]orb.Point
		for y := range corner {
			for x := range corner[y] {
				corner[y][x] = orb.Point{385000 + 1000*float64(x), 6672000 + 1000*float64(y)}
				if x > 0 && x < n && y > 0 && y < n { // the outer border stays
					corner[y][x][0] += rapid.Float64Range(-300, 300).Draw(t, "dx")
					corner[y][x][1] += rapid.Float64Range(-300, 300).Draw(t, "dy")
				}
			}
		}
		var areas []orb.MultiPolygon
		for y := range n {
			for x := range n {
				a, b, c, d := corner[y][x], corner[y][x+1], corner[y+1][x+1], corner[y+1][x]
				areas = append(areas, orb.MultiPolygon{{{a, b, c, a}}}, orb.MultiPolygon{{{c, d, a, c}}})
			}
		}
		all := newAreas(areas)
		single := make([]*areaIndex, len(areas))
		for i := range areas {
			single[i] = newAreas(areas[i : i+1])
		}
		for range 20 {
			p := orb.Point{rapid.Float64Range(385000, 389999).Draw(t, "E"), rapid.Float64Range(6672000, 6676999).Draw(t, "N")}
			y, x := rapid.IntRange(0, n-1).Draw(t, "row"), rapid.IntRange(0, n-1).Draw(t, "column")
			switch rapid.IntRange(0, 2).Draw(t, "where") {
			case 1: // on a corner
				p = corner[y][x]
			case 2: // on a side
				a, c, f := corner[y][x], corner[y+1][x+1], rapid.Float64Range(0, 1).Draw(t, "along")
				p = orb.Point{a[0] + f*(c[0]-a[0]), a[1] + f*(c[1]-a[1])}
				if p[0] >= 390000 || p[1] >= 6677000 {
					continue
				}
			}
			got := all.find(p)
			in := 0
			for i := range single {
				if single[i].find(p) == 0 {
					in++
					if i != got {
						t.Errorf("%v is in area %d, found %d", p, i, got)
					}
				}
			}
			if in != 1 {
				t.Errorf("%v is in %d areas", p, in)
			}
			// planar counts the boundary, on either side, as inside.
			if got >= 0 && !planar.MultiPolygonContains(areas[got], p) {
				near := planar.DistanceFrom(orb.LineString(areas[got][0][0]), p)
				if near > 1e-6 {
					t.Errorf("%v is %g m out of area %d", p, near, got)
				}
			}
		}
	})
}

func BenchmarkAreasFind(b *testing.B) {
	// 60 areas of 400 sides each over the capital region.
	var areas []orb.MultiPolygon
	for i := range 60 {
		ring := make(orb.Ring, 400)
		for k := range ring {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / 400)
			ring[k] = orb.Point{377000 + 4000*float64(i%10) + 2200*cos, 6667000 + 4000*float64(i/10) + 2200*sin}
		}
		areas = append(areas, orb.MultiPolygon{{ring}})
	}
	_, target := regionGrids(b)
	points := centres(target)
	x := newAreas(areas)
	b.Run("fast", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			x.find(points[i%len(points)])
		}
	})
	b.Run("all", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			p := points[i%len(points)]
			want := slices.IndexFunc(areas, func(a orb.MultiPolygon) bool { return planar.MultiPolygonContains(a, p) })
			if got := x.find(p); got != want {
				b.Fatalf("%v: %d, want %d", p, got, want)
			}
		}
	})
}

// A long outline uses bands; the result must equal that of a test against all
// sides.
func TestFindInALongOutline(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3*shortOutline, 400).Draw(t, "sides")
		var ring orb.Ring
		for k := range n {
			radius := rapid.Float64Range(500, 1000).Draw(t, "radius")
			angle := 2 * math.Pi * float64(k) / float64(n)
			ring = append(ring, orb.Point{math.Round(radius * math.Cos(angle)), math.Round(radius * math.Sin(angle))})
		}
		a := newAreas([]orb.MultiPolygon{{{ring}}})
		if len(a.polygons[0].bands) == 0 {
			t.Fatal("no bands")
		}
		plain := outline{sides: a.polygons[0].sides}
		for range 200 {
			p := orb.Point{float64(rapid.IntRange(-1000, 1000).Draw(t, "x")), float64(rapid.IntRange(-1000, 1000).Draw(t, "y"))}
			if got, want := a.find(p) == 0, plain.contains(p); got != want {
				t.Fatalf("%v: %v, want %v", p, got, want)
			}
		}
	})
}
