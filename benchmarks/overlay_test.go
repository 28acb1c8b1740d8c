package benchmarks

import (
	"math"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"saavu/pkg/spatial"
)

// overlayRun moves the people of the HSY grid (EPSG:3879) to the YKR grid
// (EPSG:3067).
type overlayRun struct {
	crs    spatial.CRS
	source []orb.Polygon // as in the file
	people []int64
	target []orb.Polygon

	moved  []orb.Polygon
	shares []spatial.Share
	out    []float64 // people of each target
}

func makeOverlayRun(tb testing.TB) *overlayRun {
	dir := region(tb)
	r := &overlayRun{}
	r.crs, r.source, r.people = cells(tb, filepath.Join(dir, "hsy-grid", "2019", "Vaestotietoruudukko_2019"), "ASUKKAITA")
	_, r.target, _ = cells(tb, filepath.Join(dir, "ykr-grid", "MetropAccess_YKR_grid_EurefFIN"), "YKR_ID")
	r.moved = make([]orb.Polygon, len(r.source))
	for i, p := range r.source {
		r.moved[i] = p.Clone()
	}
	r.out = make([]float64, len(r.target))
	return r
}

// fast is the transform, the overlay and the sums.
func (r *overlayRun) fast(tb testing.TB) {
	for i, p := range r.source {
		for k, at := range p[0] {
			r.moved[i][0][k] = r.crs.ToTM35(at)
		}
	}
	shares, err := spatial.Overlay(r.moved, r.target)
	if err != nil {
		tb.Fatal(err)
	}
	r.shares = shares
	clear(r.out)
	for _, s := range shares {
		r.out[s.Target] += float64(r.people[s.Source]) * s.Fraction
	}
}

// naive clips every source in a sample with every target by the half planes of
// the target, without an index or scaling, and returns the work that all
// sources would take. Its results must equal the shares of fast.
func (r *overlayRun) naive(tb testing.TB) time.Duration {
	tb.Helper()
	found := map[[2]int32]float64{}
	for _, s := range r.shares {
		found[[2]int32{s.Source, s.Target}] = s.Fraction
	}
	const step = 60
	start, sampled := work(tb), 0
	for i := 0; i < len(r.moved); i += step {
		sampled++
		whole := area(r.moved[i][0])
		for j := range r.target {
			part := area(clip(r.moved[i][0], r.target[j][0])) / whole
			got := found[[2]int32{int32(i), int32(j)}]
			if math.Abs(part-got) > 2e-5 { // cells touch up to a millimetre
				tb.Fatalf("source %d target %d: fraction %g, the naive overlay has %g", i, j, got, part)
			}
		}
	}
	return (work(tb) - start) * time.Duration(len(r.moved)) / time.Duration(sampled)
}

// clip cuts a convex ring with the half planes of another.
func clip(ring, window orb.Ring) orb.Ring {
	if area(window) < 0 {
		window = window.Clone()
		window.Reverse()
	}
	for k := 1; k < len(window) && len(ring) > 0; k++ {
		a, b := window[k-1], window[k]
		side := func(p orb.Point) float64 { return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0]) }
		var out orb.Ring
		for m := range ring {
			p, q := ring[m], ring[(m+1)%len(ring)]
			sp, sq := side(p), side(q)
			if sp >= 0 {
				out = append(out, p)
			}
			if (sp >= 0) != (sq >= 0) {
				f := sp / (sp - sq)
				out = append(out, orb.Point{p[0] + f*(q[0]-p[0]), p[1] + f*(q[1]-p[1])})
			}
		}
		ring = out
	}
	return ring
}

// area is the signed area of a ring, closed or not.
func area(ring orb.Ring) float64 {
	sum := 0.0
	for k, q := range ring {
		p, o := ring[(k+len(ring)-1)%len(ring)], ring[0]
		sum += (p[0]-o[0])*(q[1]-o[1]) - (q[0]-o[0])*(p[1]-o[1])
	}
	return sum / 2
}

// check adds up everybody: those in a target and those outside all.
func (r *overlayRun) check(tb testing.TB) {
	tb.Helper()
	inside, outside, all := 0.0, 0.0, 0.0
	for _, p := range r.out {
		inside += p
	}
	for i, part := range spatial.Outside(r.shares, len(r.source)) {
		outside += part * float64(r.people[i])
		all += float64(r.people[i])
	}
	if all != 1_192_477 || math.Abs(inside+outside-all) > 1e-6 {
		tb.Errorf("%v people: %v in the grid, %v outside", all, inside, outside)
	}
	if math.Abs(outside-37_192-827) > 0.5 {
		tb.Errorf("%v people outside, expected 37,192 without a building and 827 at the edges", outside)
	}
}

// TestOverlayAnswers checks the overlay by sums and by a naive twin.
func TestOverlayAnswers(t *testing.T) {
	r := makeOverlayRun(t)
	r.fast(t)
	r.check(t)
	if !testing.Short() {
		r.naive(t)
	}
}

// BenchmarkOverlay times transform, overlay and sums. The bar is 120 ms on one
// core; it fails on a wrong answer, or on an overlay less than ten times as
// fast as the naive twin.
func BenchmarkOverlay(b *testing.B) {
	r := makeOverlayRun(b)
	for b.Loop() {
		r.fast(b)
	}
	took := b.Elapsed() / time.Duration(b.N)
	r.check(b)
	if naive := r.naive(b); naive < 10*took {
		b.Errorf("the overlay takes %v, the naive twin %v: expected at most a tenth", took, naive)
	}
}
