package waiting

import (
	"cmp"
	"math"
	"slices"
)

// Rejected is the statistic above which a fit is rejected at 1 %, with one degree of
// freedom.
const Rejected = 6.63

// Fitted is a mixture that describes counts by class: a share of visits is quick, the
// others wait a Weibull time. It explains a table; no result uses it, as counts do not
// identify the share.
type Fitted struct {
	Quick float64
	Shape float64
	Scale float64 // days
	G2    float64 // twice the logarithm of the likelihood that the fit loses against the counts
}

// Fit returns the mixture of largest likelihood, by Nelder-Mead from several starts.
func (l *Law) Fit() Fitted {
	best := Fitted{G2: math.Inf(1)}
	lost := func(x [3]float64) float64 { return mixture(x).lost(l) }
	for _, quick := range []float64{0.1, 0.3, 0.5} {
		for _, shape := range []float64{0.7, 1.2, 2} {
			for _, scale := range []float64{15, 30, 50} {
				start := [3]float64{math.Log(quick / (1 - quick)), math.Log(shape), math.Log(scale)}
				if x := least(lost, start); lost(x) < best.G2 {
					best = mixture(x)
					best.G2 = lost(x)
				}
			}
		}
	}
	return best
}

// least is where a function of three numbers is least near a start, by the simplex of
// Nelder and Mead (1965).
func least(f func([3]float64) float64, start [3]float64) [3]float64 {
	type corner struct {
		x [3]float64
		f float64
	}
	at := func(x [3]float64) corner { return corner{x, f(x)} }
	s := []corner{at(start)}
	for i := range start {
		x := start
		x[i] += 0.5
		s = append(s, at(x))
	}
	for range 3000 {
		slices.SortStableFunc(s, func(a, b corner) int { return cmp.Compare(a.f, b.f) })
		if s[3].f-s[0].f < 1e-12*(1+math.Abs(s[0].f)) {
			break
		}
		// along is a point on the line from the worst corner through the middle of the others.
		along := func(by float64) corner {
			var x [3]float64
			for i := range x {
				middle := (s[0].x[i] + s[1].x[i] + s[2].x[i]) / 3
				x[i] = middle + by*(middle-s[3].x[i])
			}
			return at(x)
		}
		next := along(1)
		switch {
		case next.f < s[0].f:
			if far := along(2); far.f < next.f {
				next = far
			}
		case next.f >= s[2].f:
			by := -0.5
			if next.f < s[3].f {
				by = 0.5
			}
			if near := along(by); near.f < math.Min(next.f, s[3].f) {
				next = near
			}
		}
		if next.f < s[3].f {
			s[3] = next
			continue
		}
		for k := 1; k < len(s); k++ {
			for i := range s[k].x {
				s[k].x[i] = (s[k].x[i] + s[0].x[i]) / 2
			}
			s[k].f = f(s[k].x)
		}
	}
	return s[0].x
}

// mixture is the fit at a point of the search.
func mixture(x [3]float64) Fitted {
	return Fitted{Quick: 1 / (1 + math.Exp(-x[0])), Shape: math.Exp(x[1]), Scale: math.Exp(x[2])}
}

// lost is G2 of a mixture.
func (f Fitted) lost(l *Law) float64 {
	below, g2 := 0.0, 0.0
	for k, n := range l.n {
		upTo := 1.0
		if k < Classes-1 {
			upTo = -math.Expm1(-math.Pow(edges[k+1]/f.Scale, f.Shape))
		}
		p := (1 - f.Quick) * (upTo - below)
		if k == 0 {
			p += f.Quick
		}
		below = upTo
		if n > 0 {
			g2 += 2 * n * (math.Log(n/l.sum) - math.Log(p))
		}
	}
	if math.IsNaN(g2) {
		return math.Inf(1)
	}
	return g2
}
