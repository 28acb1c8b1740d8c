package waiting

import (
	"math"

	"gonum.org/v1/gonum/optimize"
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
	problem := optimize.Problem{Func: func(x []float64) float64 { return mixture(x).lost(l) }}
	for _, quick := range []float64{0.1, 0.3, 0.5} {
		for _, shape := range []float64{0.7, 1.2, 2} {
			for _, scale := range []float64{15, 30, 50} {
				start := []float64{math.Log(quick / (1 - quick)), math.Log(shape), math.Log(scale)}
				settings := optimize.Settings{FuncEvaluations: 4000,
					Converger: &optimize.FunctionConverge{Absolute: 1e-10, Iterations: 200}}
				r, _ := optimize.Minimize(problem, start, &settings, &optimize.NelderMead{})
				if r == nil || !(r.F < best.G2) {
					continue
				}
				best = mixture(r.X)
				best.G2 = r.F
			}
		}
	}
	return best
}

// mixture is the fit at a point of the search.
func mixture(x []float64) Fitted {
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
