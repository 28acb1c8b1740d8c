package params

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
)

// shared is a ranged parameter that shares a draw.
func shared(draw, path string, lo, v, hi float64) Param {
	p := ranged(path, lo, v, hi)
	p.SharedDraw = draw
	return p
}

func drawn(t *testing.T, of Tree, seed uint64, k, n int, path string) float64 {
	t.Helper()
	p, ok := of.Draw(seed, k, n).Get(path)
	if !ok {
		t.Fatalf("no parameter %s", path)
	}
	return p.V
}

func TestDrawIsRepeatableAndLeavesTheRest(t *testing.T) {
	list := []Param{ranged("a", 0, 5, 10), known("b", 4), null("c"), word("d", "uniform")}
	made := tree(t, list...)
	draw := made.Draw(1, 0, 8)
	a, _ := draw.Get("a")
	if again := drawn(t, made, 1, 0, 8, "a"); again != a.V {
		t.Errorf("the same draw gives %g and %g", a.V, again)
	}
	if a.V == 5 || a.Lo != 0 || a.Hi != 10 {
		t.Errorf("drew %+v", a)
	}
	for what, other := range map[string]float64{"draw": drawn(t, made, 1, 1, 8, "a"), "seed": drawn(t, made, 2, 0, 8, "a")} {
		if other == a.V {
			t.Errorf("another %s gives the same %g", what, other)
		}
	}
	if b, _ := draw.Get("b"); b != list[1] {
		t.Errorf("b became %+v", b)
	}
	if c, _ := draw.Get("c"); c.Known {
		t.Errorf("c became %+v", c)
	}
	if d, _ := draw.Get("d"); d.Text != "uniform" {
		t.Errorf("d became %+v", d)
	}
	if p, _ := made.Get("a"); p != list[0] {
		t.Errorf("the original became %+v", p)
	}
	// A new parameter leaves the draws of the others as they were.
	more := tree(t, append(list, ranged("0", 0, 5, 10), ranged("z", 0, 5, 10))...)
	if v := drawn(t, more, 1, 0, 8, "a"); v != a.V {
		t.Errorf("with more parameters a is %g, not %g", v, a.V)
	}
}

// What people by place and travel times rest on keeps its value in every draw.
func TestDrawLeavesTheGeography(t *testing.T) {
	for _, path := range []string{"travel.speed_kmh.walk", "travel.overhead_min.pt", "travel.rail_speed_kmh",
		"travel.low_mobility_walk_kmh", "travel.bus_headway_min.rush", "assignment.decay_per_min", "assignment.limit_min",
		"population.car_access_share.75+", "travel.threshold_min.local", "population.growth_per_year", "population.segments.tuki.share", "need.evening_share.0-6", "mobile.visit_window_days.acute"} {
		p := ranged(path, 0.25, 0.5, 0.75)
		if p.Unit = ""; p.Drawn() || !p.Ranged() {
			t.Errorf("%s: drawn %v, ranged %v", path, p.Drawn(), p.Ranged())
		}
		if v := drawn(t, tree(t, p), 1, 0, 4, path); v != 0.5 {
			t.Errorf("%s drew %g", path, v)
		}
	}
	for _, path := range []string{"travel.car_eur_km", "need.distance_elasticity", "populations", "assignment", "mobile.bus.capex"} {
		if p := ranged(path, 1, 2, 3); !p.Drawn() {
			t.Errorf("%s is not drawn", path)
		}
	}
}

// A network draws what travel times rest on, in the way of a draw, and nothing else.
func TestDrawNetworkDrawsTheTimesOnly(t *testing.T) {
	times := []string{"travel.speed_kmh.walk", "travel.overhead_min.pt", "travel.rail_speed_kmh", "travel.low_mobility_walk_kmh",
		"travel.bus_headway_min.rush", "population.car_access_share.75+", "population.mobility_limited_share.all"}
	others := []string{"assignment.decay_per_min", "population.growth_per_year", "travel.threshold_min.local", "travel.car_eur_km", "rate.care.all"}
	var list []Param
	for _, path := range append(slices.Clone(times), others...) {
		p := ranged(path, 0.25, 0.5, 0.75)
		p.Unit = ""
		if p.InNetworks() != slices.Contains(times, path) {
			t.Errorf("%s: in networks %v", path, p.InNetworks())
		}
		list = append(list, p)
	}
	made := tree(t, list...)
	for _, path := range times {
		seen := map[int]bool{}
		for k := range 4 {
			p, _ := made.DrawNetwork(1, k, 4).Get(path)
			seen[int(math.Round(1e6*p.V))] = true
			if p.V < 0.25 || p.V > 0.75 || p.V == 0.5 {
				t.Errorf("%s drew %g", path, p.V)
			}
		}
		if len(seen) != 4 {
			t.Errorf("%s drew %d values in four networks", path, len(seen))
		}
	}
	for _, path := range others {
		if p, _ := made.DrawNetwork(1, 0, 4).Get(path); p.V != 0.5 {
			t.Errorf("%s drew %g", path, p.V)
		}
	}
}

// Places are uniform over the disc, in its ring of half the radius as often as its area
// says, and the same for the same key.
func TestPlacesAreUniformOverTheDisc(t *testing.T) {
	const n = 2000
	inner, east := 0, 0
	for k := range n {
		dx, dy := Place(7, k, n, "100, 200", 600)
		if x, y := Place(7, k, n, "100, 200", 600); x != dx || y != dy {
			t.Fatal("the same key has another place")
		}
		far := math.Hypot(dx, dy)
		if far > 600 {
			t.Fatalf("%g m away", far)
		}
		if far < 300 {
			inner++
		}
		if dx > 0 {
			east++
		}
	}
	if inner != n/4 || east < n/2-2 || east > n/2+2 { // a Latin hypercube fills each part once
		t.Errorf("%d within half the radius, %d to the east", inner, east)
	}
	if x, y := Place(7, 0, n, "another", 600); x == 0 && y == 0 {
		t.Error("another key stays")
	}
}

// The distribution function of PERT on 0 to 1 for modes where it is a polynomial.
var perts = map[float64]func(x float64) float64{
	0:    func(x float64) float64 { return 1 - math.Pow(1-x, 5) },
	0.25: func(x float64) float64 { return 1 - math.Pow(1-x, 5) - 5*x*math.Pow(1-x, 4) },
	0.5:  func(x float64) float64 { return math.Pow(x, 3) * (10 - 15*x + 6*x*x) },
	0.75: func(x float64) float64 { return math.Pow(x, 4) * (5 - 4*x) },
	1:    func(x float64) float64 { return math.Pow(x, 5) },
}

// Quantiles agree with the distribution function: its closed form, and for other
// modes the integral of the density by Simpson's rule.
func TestQuantilesOfPERT(t *testing.T) {
	for mode, below := range perts {
		for _, u := range []float64{1e-6, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1 - 1e-6} {
			if got := below(pert(u, mode)); math.Abs(got-u) > 1e-9 {
				t.Errorf("mode %g: %g of the draws are below the quantile of %g", mode, got, u)
			}
		}
		if pert(0, mode) != 0 || pert(1, mode) != 1 {
			t.Errorf("mode %g runs from %g to %g", mode, pert(0, mode), pert(1, mode))
		}
	}
	for _, mode := range []float64{0.1, 0.37, 0.6, 0.9} {
		a, b := 1+4*mode, 5-4*mode
		gamma := func(x float64) float64 { return math.Gamma(x) }
		density := func(x float64) float64 {
			return 120 / gamma(a) / gamma(b) * math.Pow(x, a-1) * math.Pow(1-x, b-1) // Γ(6) = 120
		}
		for _, u := range []float64{0.05, 0.5, 0.95} {
			x, sum := pert(u, mode), 0.0
			const n = 20000
			for i := range n {
				l := x / n
				sum += l / 6 * (density(float64(i)*l) + 4*density((float64(i)+0.5)*l) + density((float64(i)+1)*l))
			}
			if math.Abs(sum-u) > 1e-5 {
				t.Errorf("mode %g: %g of the draws are below the quantile of %g", mode, sum, u)
			}
		}
	}
}

// The draws of each parameter have the mean and the spread of PERT and go with no
// other parameter's.
func TestDrawsFollowPERT(t *testing.T) {
	const n = 2000
	ranges := [][3]float64{{0, 5, 10}, {0, 0, 1}, {0, 1, 1}, {15, 20, 40}, {-3, -1, 0}}
	list := []Param{}
	for i, r := range ranges {
		p := ranged(fmt.Sprint("p", i), r[0], r[1], r[2])
		p.Unit = "" // of which any number is within bounds
		list = append(list, p)
	}
	made := tree(t, list...)
	values := make([][]float64, len(list))
	for k := range n {
		for i, p := range made.Draw(42, k, n).All() {
			if !(p.V >= p.Lo && p.V <= p.Hi) {
				t.Fatalf("%s: drew %g outside %v", p.Path, p.V, ranges[i])
			}
			values[i] = append(values[i], p.V)
		}
	}
	moments := make([][2]float64, len(list))
	for i, r := range ranges {
		mean, square := 0.0, 0.0
		for _, v := range values[i] {
			mean += v / n
			square += v * v / n
		}
		wide := r[2] - r[0]
		want := (r[0] + 4*r[1] + r[2]) / 6
		dev := math.Sqrt((want - r[0]) * (r[2] - want) / 7)
		if math.Abs(mean-want) > 1e-4*wide {
			t.Errorf("%v: mean %g, want %g", r, mean, want)
		}
		if got := math.Sqrt(square - mean*mean); math.Abs(got-dev) > 1e-3*dev {
			t.Errorf("%v: deviation %g, want %g", r, got, dev)
		}
		moments[i] = [2]float64{want, dev}
	}
	for i := range list {
		for j := range i {
			cross := 0.0
			for k := range n {
				cross += (values[i][k] - moments[i][0]) / moments[i][1] * (values[j][k] - moments[j][0]) / moments[j][1] / n
			}
			if math.Abs(cross) > 4/math.Sqrt(n) {
				t.Errorf("draws of %v and %v go together: correlation %g", ranges[i], ranges[j], cross)
			}
		}
	}
}

// Of n draws each n-th part of the probability holds exactly one, for any n, seed
// and path.
func TestDrawsAreALatinHypercube(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 1100).Draw(t, "n")
		seed, key := rapid.Uint64().Draw(t, "seed"), rapid.String().Draw(t, "key")
		hit := make([]bool, n)
		for k := range n {
			u := probability(seed, k, n, key)
			i := int(math.Floor(u * float64(n)))
			if !(u >= 0 && u < 1) || hit[i] {
				t.Fatalf("draw %d of %d is %g, in a part that has one", k, n, u)
			}
			hit[i] = true
		}
	})
}

// The order in which the parts come is any, with the same chance: over many keys
// the first draw falls in every part as often.
func TestPartsComeInAnyOrder(t *testing.T) {
	for _, n := range []int{2, 3, 5, 20} {
		const keys = 20000
		first, rising := make([]float64, n), 0.0
		for i := range keys {
			h := mix(uint64(i) * 0x9e3779b97f4a7c15)
			first[part(h, 0, n)]++
			if part(h, 0, n) < part(h, 1, n) {
				rising++
			}
		}
		chi := 0.0
		for _, c := range first {
			chi += math.Pow(c-keys/float64(n), 2) / (keys / float64(n))
		}
		if free := float64(n - 1); chi > free+5*math.Sqrt(2*free) {
			t.Errorf("n %d: the first draw falls %v", n, first)
		}
		if math.Abs(rising/keys-0.5) > 0.02 {
			t.Errorf("n %d: %g of the orders rise at first", n, rising/keys)
		}
	}
}

// Parameters that share a draw stand at the same quantile in every draw, whatever their
// ranges, and others do not follow them.
func TestSharedDraws(t *testing.T) {
	a, b, c := shared("wages", "staff.a", 30, 40, 50), shared("wages", "staff.b", 9, 12, 15), shared("wages", "staff.c", 20, 20, 25)
	made := tree(t, a, b, c, ranged("staff.own", 30, 40, 50))
	other := 0
	for k := range 20 {
		x, y, z := drawn(t, made, 3, k, 20, "staff.a"), drawn(t, made, 3, k, 20, "staff.b"), drawn(t, made, 3, k, 20, "staff.c")
		u := perts[0.5]((x - 30) / 20)
		if math.Abs((x-30)/20-(y-9)/6) > 1e-9 || math.Abs(perts[0]((z-20)/5)-u) > 1e-9 {
			t.Errorf("draw %d: %g, %g and %g are not of one probability", k, x, y, z)
		}
		if drawn(t, made, 3, k, 20, "staff.own") != x {
			other++
		}
	}
	if other < 19 {
		t.Errorf("a parameter with a draw of its own follows the others in %d of 20 draws", 20-other)
	}
	// A draw named as a path is that path's draw.
	if p := tree(t, shared("staff.own", "x", 30, 40, 50), ranged("staff.own", 30, 40, 50)); drawn(t, p, 1, 2, 4, "x") != drawn(t, p, 1, 2, 4, "staff.own") {
		t.Error("the draw of a path is another one than the path has")
	}
}

// Draws stay within low and high, at the ends of the unit interval too.
func TestDrawsStayInside(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		v := []float64{rapid.Float64Range(-1e6, 1e6).Draw(t, "a"), rapid.Float64Range(-1e6, 1e6).Draw(t, "b"), rapid.Float64Range(-1e6, 1e6).Draw(t, "c")}
		slices.Sort(v)
		if rapid.Bool().Draw(t, "mode at the top") {
			v[1] = v[2]
		}
		p := ranged("a", v[0], v[1], v[2])
		if p.Unit = ""; !p.Ranged() {
			return
		}
		made, err := New([]Param{p})
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(1, 5).Draw(t, "n")
		for k := range n {
			if x, _ := made.Draw(rapid.Uint64().Draw(t, "seed"), k, n).Get("a"); !(x.V >= v[0] && x.V <= v[2]) {
				t.Fatalf("%g of %v", x.V, v)
			}
		}
		m := mode(&p)
		for _, u := range []float64{0, 0x1p-53, 0.5, m, 1 - 0x1p-53} {
			if q := pert(u, m); !(q >= 0 && q <= 1) {
				t.Fatalf("the quantile of %g is %g for the mode %g", u, q, m)
			}
		}
	})
}
