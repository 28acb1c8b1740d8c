package spatial

import (
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"
	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/realdata"
)

// grid draws nx × ny squares from a lower left corner, rows from the south.
func grid(corner orb.Point, side float64, nx, ny int) []orb.Polygon {
	cells := make([]orb.Polygon, 0, nx*ny)
	for y := range ny {
		for x := range nx {
			cells = append(cells, CellPolygon(orb.Point{
				corner[0] + (float64(x)+0.5)*side, corner[1] + (float64(y)+0.5)*side}, side))
		}
	}
	return cells
}

func box(x0, y0, x1, y1 float64) orb.Polygon {
	return orb.Polygon{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}}
}

func moved(cells []orb.Polygon, f func(orb.Point) orb.Point) []orb.Polygon {
	out := make([]orb.Polygon, len(cells))
	for i, c := range cells {
		out[i] = project.Polygon(c.Clone(), f)
	}
	return out
}

// noisy moves each vertex of each cell independently by up to reach metres.
func noisy(cells []orb.Polygon, reach float64) []orb.Polygon {
	state := uint64(1)
	next := func() float64 { // a plain linear congruence, -reach .. reach
		state = state*6364136223846793005 + 1442695040888963407
		return reach * (float64(state>>33)/(1<<30) - 1)
	}
	return moved(cells, func(p orb.Point) orb.Point { return orb.Point{p[0] + next(), p[1] + next()} })
}

func mustOverlay(t testing.TB, source, target []orb.Polygon) []Share {
	t.Helper()
	shares, err := Overlay(source, target)
	if err != nil {
		t.Fatal(err)
	}
	return shares
}

func TestOverlayIdenticalGrids(t *testing.T) {
	for name, noise := range map[string]float64{"exact": 0, "with noise": 4e-4} {
		source, target := grid(orb.Point{385000, 6672000}, 250, 9, 7), grid(orb.Point{385000, 6672000}, 250, 9, 7)
		shares := mustOverlay(t, noisy(source, noise), target)
		if len(shares) != len(source) {
			t.Fatalf("%s: %d shares of %d cells", name, len(shares), len(source))
		}
		for i, s := range shares {
			if s != (Share{int32(i), int32(i), 1}) {
				t.Errorf("%s: cell %d: %+v", name, i, s)
			}
		}
	}
}

func TestOverlayHalfShiftGivesQuarters(t *testing.T) {
	source := grid(orb.Point{125, 125}, 250, 2, 2)
	target := grid(orb.Point{0, 0}, 250, 3, 3)
	want := []Share{
		{0, 0, 0.25}, {0, 1, 0.25}, {0, 3, 0.25}, {0, 4, 0.25},
		{1, 1, 0.25}, {1, 2, 0.25}, {1, 4, 0.25}, {1, 5, 0.25},
		{2, 3, 0.25}, {2, 4, 0.25}, {2, 6, 0.25}, {2, 7, 0.25},
		{3, 4, 0.25}, {3, 5, 0.25}, {3, 7, 0.25}, {3, 8, 0.25},
	}
	if got := mustOverlay(t, source, target); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	if got := Outside(want, 4); !slices.Equal(got, []float64{0, 0, 0, 0}) {
		t.Errorf("outside %v", got)
	}
}

func TestOverlayTable(t *testing.T) {
	square := box(0, 0, 100, 100)
	clockwise := orb.Polygon{{{0, 0}, {0, 100}, {100, 100}, {100, 0}, {0, 0}}}
	open := orb.Polygon{{{0, 0}, {100, 0}, {100, 100}, {0, 100}}}
	diamond := orb.Polygon{{{50, -50}, {150, 50}, {50, 150}, {-50, 50}, {50, -50}}} // 20,000 m² around the square
	triangle := orb.Polygon{{{0, 0}, {100, 0}, {0, 100}}}
	split := orb.Polygon{{{0, 0}, {50, 0.0004}, {100, 0}, {100, 99.9997}, {100, 100}, {0, 100}, {0, 0}}}
	for name, c := range map[string]struct {
		source, target []orb.Polygon
		want           []Share
		outside        []float64
	}{
		"nothing":               {nil, nil, nil, []float64{}},
		"no target":             {[]orb.Polygon{square}, nil, nil, []float64{1}},
		"no source":             {nil, []orb.Polygon{square}, nil, []float64{}},
		"apart":                 {[]orb.Polygon{square}, []orb.Polygon{box(200, 0, 300, 100)}, nil, []float64{1}},
		"a common side":         {[]orb.Polygon{square}, []orb.Polygon{box(100, 0, 200, 100)}, nil, []float64{1}},
		"a common corner":       {[]orb.Polygon{square}, []orb.Polygon{box(100, 100, 200, 200)}, nil, []float64{1}},
		"the seam of noise":     {[]orb.Polygon{square}, []orb.Polygon{box(99.9995, 0, 200, 100)}, nil, []float64{1}},
		"more than noise":       {[]orb.Polygon{square}, []orb.Polygon{box(99.99, 0, 200, 100)}, []Share{{0, 0, 0.0001}}, []float64{0.9999}},
		"a quarter outside":     {[]orb.Polygon{square}, []orb.Polygon{box(-10, -10, 75, 110)}, []Share{{0, 0, 0.75}}, []float64{0.25}},
		"clockwise":             {[]orb.Polygon{clockwise}, []orb.Polygon{clockwise}, []Share{{0, 0, 1}}, []float64{0}},
		"open ring":             {[]orb.Polygon{open}, []orb.Polygon{square}, []Share{{0, 0, 1}}, []float64{0}},
		"split, noisy sides":    {[]orb.Polygon{split}, []orb.Polygon{split}, []Share{{0, 0, 1}}, []float64{0}},
		"small in large":        {[]orb.Polygon{box(40, 40, 41, 41)}, []orb.Polygon{square}, []Share{{0, 0, 1}}, []float64{0}},
		"large over small":      {[]orb.Polygon{square}, []orb.Polygon{box(40, 40, 50, 50)}, []Share{{0, 0, 0.01}}, []float64{0.99}},
		"diamond around square": {[]orb.Polygon{diamond}, []orb.Polygon{square}, []Share{{0, 0, 0.5}}, []float64{0.5}},
		"half a square":         {[]orb.Polygon{square}, []orb.Polygon{triangle}, []Share{{0, 0, 0.5}}, []float64{0.5}},
		"far apart in size": {[]orb.Polygon{square}, []orb.Polygon{box(-1e7, -1e7, 1e7, 50), box(10, 60, 20, 70)},
			[]Share{{0, 0, 0.5}, {0, 1, 0.01}}, []float64{0.49}},
	} {
		got := mustOverlay(t, c.source, c.target)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		for i, w := range c.want {
			if got[i].Source != w.Source || got[i].Target != w.Target || math.Abs(got[i].Fraction-w.Fraction) > 1e-9 {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
		outside := Outside(got, len(c.source))
		for i, w := range c.outside {
			if math.Abs(outside[i]-w) > 1e-9 || w == 0 && outside[i] != 0 {
				t.Errorf("%s: outside %v, want %v", name, outside, c.outside)
			}
		}
	}
}

func TestOverlayRefuses(t *testing.T) {
	square := box(0, 0, 100, 100)
	arrow := orb.Polygon{{{0, 0}, {100, 0}, {50, 50}, {100, 100}, {0, 100}, {0, 0}}}
	bowTie := orb.Polygon{{{0, 0}, {100, 100}, {100, 0}, {0, 100}, {0, 0}}}
	var star orb.Ring // five points, all turns to the left
	for i := range 5 {
		sin, cos := math.Sincos(float64(i) * 2 * math.Pi * 2 / 5)
		star = append(star, orb.Point{100 * cos, 100 * sin})
	}
	many := make(orb.Ring, 17)
	for i := range many {
		sin, cos := math.Sincos(float64(i) * 2 * math.Pi / 17)
		many[i] = orb.Point{100 * cos, 100 * sin}
	}
	for name, c := range map[string]struct {
		source, target []orb.Polygon
		want           string
	}{
		"arrow": {[]orb.Polygon{square, arrow}, []orb.Polygon{square},
			"source polygon 1 is not convex: its area is 7500.0 m², that of its hull 10000.0 m²"},
		"bow tie": {[]orb.Polygon{square}, []orb.Polygon{bowTie},
			"target polygon 0 is not convex: its area is 0.0 m², that of its hull 10000.0 m²"},
		"star": {[]orb.Polygon{{star}}, nil,
			"source polygon 0 is not convex: its area is 14694.6 m², that of its hull 23776.4 m²"},
		"line":     {[]orb.Polygon{{{{0, 0}, {50, 50}, {100, 100}, {0, 0}}}}, nil, "source polygon 0 has no area (0 m²)"},
		"point":    {nil, []orb.Polygon{{{{5, 5}, {5, 5}, {5, 5}, {5, 5}}}}, "target polygon 0 has no area (0 m²)"},
		"hairline": {nil, []orb.Polygon{box(0, 0, 100, 0.001)}, "target polygon 0 has no area (0.1 m²)"},
		"empty":    {[]orb.Polygon{{}}, nil, "source polygon 0 has 0 rings, expected 1"},
		"no ring":  {[]orb.Polygon{{{}}}, nil, "source polygon 0 has 0 vertices, expected 3 to 16"},
		"two":      {[]orb.Polygon{{{{0, 0}, {1, 1}, {0, 0}}}}, nil, "source polygon 0 has 2 vertices, expected 3 to 16"},
		"many":     {[]orb.Polygon{{many}}, nil, "source polygon 0 has 17 vertices, expected 3 to 16"},
		"hole":     {[]orb.Polygon{{square[0], square[0]}}, nil, "source polygon 0 has 2 rings, expected 1"},
		"no number": {[]orb.Polygon{{{{0, 0}, {1, math.NaN()}, {0, 1}}}}, nil,
			"source polygon 0 has a vertex 1 without valid coordinates: 1, NaN"},
		"infinite": {[]orb.Polygon{{{{0, 0}, {1, 0}, {math.Inf(-1), 1}}}}, nil,
			"source polygon 0 has a vertex 2 without valid coordinates: -Inf, 1"},
		"both": {[]orb.Polygon{arrow}, []orb.Polygon{bowTie},
			"source polygon 0 is not convex: its area is 7500.0 m², that of its hull 10000.0 m²\n" +
				"target polygon 0 is not convex: its area is 0.0 m², that of its hull 10000.0 m²"},
		"overlap": {[]orb.Polygon{box(900, 900, 990, 990), square}, []orb.Polygon{square, box(0, 0, 100, 50)},
			"source polygon 1 lies in targets that overlap: its 2 shares add up to 1.5, first of target 0, last of target 1"},
	} {
		shares, err := Overlay(c.source, c.target)
		if shares != nil || err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v, %v\nwant %s", name, shares, err, c.want)
		}
	}
	var problem *PolygonError
	if _, err := Overlay([]orb.Polygon{square, arrow}, nil); !errors.As(err, &problem) || problem.Index != 1 || problem.Role != "source" {
		t.Errorf("no PolygonError of source 1 in %v", err)
	}
}

func TestOverlayCountsProblems(t *testing.T) {
	square := box(0, 0, 100, 100)
	lines := make([]orb.Polygon, 23)
	squares := make([]orb.Polygon, 23)
	for i := range lines {
		lines[i] = orb.Polygon{{{0, 0}, {1, 1}, {2, 2}}}
		squares[i] = square
	}
	_, err := Overlay(lines, nil)
	if got := strings.Split(err.Error(), "\n"); len(got) != 21 || got[20] != "and 3 more source polygons" {
		t.Errorf("%d lines: %v", len(got), err)
	}
	_, err = Overlay(squares, []orb.Polygon{square, square})
	if got := strings.Split(err.Error(), "\n"); len(got) != 21 || got[20] != "and 3 more source polygons" {
		t.Errorf("%d lines: %v", len(got), err)
	}
}

// turnedGrids draws two grids with relative shift, rotation and scale, the
// target wide enough to contain the source.
func turnedGrids(t *rapid.T) (source, target []orb.Polygon) {
	sin, cos := math.Sincos(rapid.Float64Range(-0.8, 0.8).Draw(t, "turn"))
	corner := orb.Point{rapid.Float64Range(3e5, 4e5).Draw(t, "E"), rapid.Float64Range(6.6e6, 6.7e6).Draw(t, "N")}
	shift := orb.Point{rapid.Float64Range(-250, 250).Draw(t, "dx"), rapid.Float64Range(-250, 250).Draw(t, "dy")}
	side := rapid.SampledFrom([]float64{100, 250, 310.7}).Draw(t, "side")
	source = moved(grid(orb.Point{-500, -500}, 250, 4, 4), func(p orb.Point) orb.Point {
		return orb.Point{corner[0] + shift[0] + cos*p[0] - sin*p[1], corner[1] + shift[1] + sin*p[0] + cos*p[1]}
	})
	n := int(3000/side) + 1
	return source, grid(orb.Point{corner[0] - 1500, corner[1] - 1500}, side, n, n)
}

// hullOfCorners is another way to compute the area of intersection of two
// convex quads: the hull of each one's corners in the other and of all
// crossings of sides.
func hullOfCorners(a, b []orb.Point) float64 {
	inside := func(p orb.Point, poly []orb.Point) bool {
		for i, q := range poly {
			if cross(poly[(i+len(poly)-1)%len(poly)], q, p) < -1e-7 {
				return false
			}
		}
		return true
	}
	var corners []orb.Point
	for _, p := range a {
		if inside(p, b) {
			corners = append(corners, p)
		}
	}
	for _, p := range b {
		if inside(p, a) {
			corners = append(corners, p)
		}
	}
	for i := range a {
		for j := range b {
			p, q, r, s := a[i], a[(i+1)%len(a)], b[j], b[(j+1)%len(b)]
			d := (q[0]-p[0])*(s[1]-r[1]) - (q[1]-p[1])*(s[0]-r[0])
			if math.Abs(d) < 1e-6 {
				continue
			}
			u := ((r[0]-p[0])*(s[1]-r[1]) - (r[1]-p[1])*(s[0]-r[0])) / d
			v := ((r[0]-p[0])*(q[1]-p[1]) - (r[1]-p[1])*(q[0]-p[0])) / d
			if u >= 0 && u <= 1 && v >= 0 && v <= 1 {
				corners = append(corners, orb.Point{p[0] + u*(q[0]-p[0]), p[1] + u*(q[1]-p[1])})
			}
		}
	}
	if len(corners) < 3 {
		return 0
	}
	area, _ := measure(appendHull(nil, corners))
	return area
}

func TestOverlayProperties(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		source, target := turnedGrids(t)
		shares, err := Overlay(source, target)
		if err != nil {
			t.Fatal(err)
		}
		sum := make([]float64, len(source))
		into := make([]float64, len(target))
		for i, s := range shares {
			if i > 0 && (shares[i-1].Source > s.Source || shares[i-1].Source == s.Source && shares[i-1].Target >= s.Target) {
				t.Fatalf("not sorted: %v then %v", shares[i-1], s)
			}
			area := hullOfCorners(source[s.Source][0][:4], target[s.Target][0][:4])
			if math.Abs(s.Fraction-area/62500) > 1e-4*s.Fraction+1e-6 {
				t.Errorf("share %v, by its corners %g", s, area/62500)
			}
			sum[s.Source] += s.Fraction
			into[s.Target] += s.Fraction
		}
		for i, f := range sum { // the target contains all of it: area is conserved
			if math.Abs(f-1) > 1e-9 {
				t.Errorf("source %d: fractions add up to %.12f", i, f)
			}
		}
		area, _ := measure(target[0][0][:4])
		for i, f := range into { // cells of the source do not overlap
			if f*62500 > area*(1+1e-4) {
				t.Errorf("target %d of %g m² gets %g m²", i, area, f*62500)
			}
		}
	})
}

func TestOverlayTranslationInvariant(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		source, target := turnedGrids(t)
		by := orb.Point{float64(rapid.IntRange(-1e6, 1e6).Draw(t, "E by")), float64(rapid.IntRange(-1e6, 1e6).Draw(t, "N by"))}
		shift := func(p orb.Point) orb.Point { return orb.Point{p[0] + by[0], p[1] + by[1]} }
		a, errA := Overlay(source, target)
		b, errB := Overlay(moved(source, shift), moved(target, shift))
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		// A piece as thin as the noise may exist only before or only after.
		at := map[[2]int32]float64{}
		for _, s := range a {
			at[[2]int32{s.Source, s.Target}] = s.Fraction
		}
		for _, s := range b {
			at[[2]int32{s.Source, s.Target}] -= s.Fraction
		}
		for pair, d := range at {
			if math.Abs(d) > 1e-5 {
				t.Errorf("%v differs by %g after a move", pair, d)
			}
		}
	})
}

// allPairs is Overlay without the spatial search: each source against each
// target.
func allPairs(source, target []orb.Polygon) []Share {
	from, _ := newConvexSet("source", source)
	onto, _ := newConvexSet("target", target)
	var shares []Share
	var clip clipper
	for s := range int32(len(source)) {
		first, seam := len(shares), 0.0
		for t := range int32(len(target)) {
			if !from.bounds[s].Intersects(onto.bounds[t]) {
				continue
			}
			area, perimeter := measure(clip.intersect(from.vertices(s), onto.vertices(t)))
			if area > vertexNoise/2*perimeter {
				shares = append(shares, Share{s, t, area / from.area[s]})
				seam += vertexNoise * perimeter
			}
		}
		if err := scaleToOne(shares[first:], seam/from.area[s]); err != nil {
			panic(err)
		}
	}
	return shares
}

// regionGrids draws grids of the size and rotation of those of the capital
// region: 5,850 cells of GK25FIN onto 13,224 of TM35FIN.
func regionGrids(t testing.TB) (source, target []orb.Polygon) {
	gk25 := mustCRS(t, 3879)
	source = moved(grid(orb.Point{25490000, 6670000}, 250, 90, 65), gk25.ToTM35)
	return source, noisy(grid(orb.Point{375000, 6665000}, 250, 152, 87), 4e-4)
}

func TestOverlayIsAllPairs(t *testing.T) {
	source, target := regionGrids(t)
	if testing.Short() {
		source = source[:600]
	}
	got := mustOverlay(t, source, target)
	if want := allPairs(source, target); !slices.Equal(got, want) {
		t.Errorf("%d shares, all pairs: %d or different ones", len(got), len(want))
	}
	for s, part := range Outside(got, len(source)) {
		if part != 0 {
			t.Fatalf("source %d: %g outside of targets that cover it", s, part)
		}
	}
}

func TestOverlayAllocatesPerCallOnly(t *testing.T) {
	source, target := regionGrids(t)
	count := func(n int) float64 {
		return testing.AllocsPerRun(2, func() { mustOverlay(t, source[:n], target) })
	}
	if a, b := count(500), count(5000); b > a+8 {
		t.Errorf("%g allocations for 500 cells, %g for 5000", a, b)
	}
}

func BenchmarkOverlay(b *testing.B) {
	source, target := regionGrids(b)
	b.Run("fast", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			mustOverlay(b, source, target)
		}
	})
	b.Run("all pairs", func(b *testing.B) {
		var shares []Share
		for b.Loop() {
			shares = allPairs(source, target)
		}
		if !slices.Equal(shares, mustOverlay(b, source, target)) {
			b.Fatal("the two disagree")
		}
	})
}

// realGrid reads the outer rings of a shapefile of squares, Polygon or Polygon Z.
func realGrid(t testing.TB, path string) []orb.Polygon {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(realdata.Dir(t), filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	var cells []orb.Polygon
	for at := 100; at < len(data); {
		record := data[at+8:]
		ring := make(orb.Ring, binary.LittleEndian.Uint32(record[40:]))
		for i := range ring {
			v := record[48+16*i:]
			ring[i] = orb.Point{math.Float64frombits(binary.LittleEndian.Uint64(v)),
				math.Float64frombits(binary.LittleEndian.Uint64(v[8:]))}
		}
		cells = append(cells, orb.Polygon{ring})
		at += 8 + 2*int(binary.BigEndian.Uint32(data[at+4:]))
	}
	return cells
}

func realGrids(t testing.TB) (hsy, ykr []orb.Polygon) {
	hsy = realGrid(t, "helsinki-region/hsy-grid/2019/Vaestotietoruudukko_2019.shp")
	ykr = realGrid(t, "helsinki-region/ykr-grid/MetropAccess_YKR_grid_EurefFIN.shp")
	return moved(hsy, mustCRS(t, 3879).ToTM35), ykr
}

func TestOverlayRealGrids(t *testing.T) {
	hsy, ykr := realGrids(t)
	if len(hsy) != 5835 || len(ykr) != 13231 {
		t.Fatalf("%d and %d cells", len(hsy), len(ykr))
	}
	shares := mustOverlay(t, hsy, ykr)
	if want := allPairs(hsy, ykr); !reflect.DeepEqual(shares, want) {
		t.Errorf("%d shares, all pairs: %d or different ones", len(shares), len(want))
	}
	whole, part, none := 0, 0, 0
	for _, o := range Outside(shares, len(hsy)) {
		switch {
		case o == 0:
			whole++
		case o < 1:
			part++
		default:
			none++
		}
	}
	t.Logf("%d shares; %d cells within, %d partly, %d wholly outside", len(shares), whole, part, none)
	if whole < 5500 {
		t.Errorf("only %d of the cells lie within the YKR grid", whole)
	}
}

func BenchmarkOverlayRealGrids(b *testing.B) {
	hsy, ykr := realGrids(b)
	for b.Loop() {
		mustOverlay(b, hsy, ykr)
	}
}
