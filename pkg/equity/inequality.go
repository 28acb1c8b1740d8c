package equity

import (
	"fmt"
	"math"
)

// The relative measures compare shares of a whole: they need values of 0 or
// more and a mean above 0, and the mean of an infinite value is none. Where the
// mean is 0, all have the same, and they give 0; where anybody has +Inf, or for
// nobody, they give NaN: take Finite first and say who was left out.

// relative says whether a relative measure exists; ok false with value what to
// give instead.
func (s *Sample) relative() (mean, instead float64, ok bool) {
	mean = s.Mean()
	switch {
	case mean-mean != 0 || len(s.Values) > 0 && s.Values[0] < 0:
		return mean, math.NaN(), false
	case mean == 0:
		return mean, 0, false
	}
	return mean, 0, true
}

// Gini gives the mean absolute difference between two people over twice the
// mean: Σ_i Σ_k w_i w_k |x_i − x_k| ÷ (2 W² mean), 0 (all alike) to 1.
func (s *Sample) Gini() float64 {
	mean, instead, ok := s.relative()
	if !ok {
		return instead
	}
	return s.differences() / (s.Total * s.Total * mean)
}

// differences is Σ_{i<k} w_i w_k (x_k − x_i) over the sorted values.
func (s *Sample) differences() float64 {
	weight, value, sum := 0.0, 0.0, 0.0 // of those before
	for i, x := range s.Values {
		w := s.Weights[i]
		sum += w * (x*weight - value)
		weight += w
		value += w * x
	}
	return sum
}

// Point is one point of a Lorenz curve.
type Point struct{ People, Value float64 } // shares, 0 to 1

// Lorenz gives the Lorenz curve from (0, 0) to (1, 1): the share of all that the
// people with least have together. nil where it does not exist; the diagonal
// where the mean is 0.
func (s *Sample) Lorenz() []Point {
	_, instead, ok := s.relative()
	if !ok {
		if math.IsNaN(instead) {
			return nil
		}
		return []Point{{0, 0}, {1, 1}}
	}
	out := make([]Point, 1, len(s.Values)+1)
	weight, value := 0.0, 0.0
	for i, x := range s.Values {
		weight += s.Weights[i]
		value += s.Weights[i] * x
		out = append(out, Point{weight / s.Total, value / s.sum})
	}
	out[len(out)-1] = Point{1, 1}
	return out
}

// TheilT gives Theil's T: (1/W) Σ w (x/mean) ln(x/mean), from 0; somebody with
// 0 adds 0 (the limit of x ln x).
func (s *Sample) TheilT() float64 {
	mean, instead, ok := s.relative()
	if !ok {
		return instead
	}
	t := 0.0
	for i, x := range s.Values {
		if x > 0 {
			t += s.Weights[i] * (x / mean) * math.Log(x/mean)
		}
	}
	return math.Max(t/s.Total, 0)
}

// TheilL gives Theil's L, the mean logarithmic deviation: (1/W) Σ w ln(mean/x).
// +Inf where anybody has 0 and not all have.
func (s *Sample) TheilL() float64 {
	mean, instead, ok := s.relative()
	if !ok {
		return instead
	}
	t := 0.0
	for i, x := range s.Values {
		t += s.Weights[i] * math.Log(mean/x)
	}
	return math.Max(t/s.Total, 0)
}

// Atkinson gives 1 − EDE ÷ mean, with EDE the value that, given to all, would be
// as good for an aversion to inequality of epsilon: 0 (all alike) to 1. epsilon
// is above 0; with 1 and more it is 1 as soon as anybody has 0 (Atkinson 1970).
// NaN for another epsilon.
func (s *Sample) Atkinson(epsilon float64) float64 {
	mean, instead, ok := s.relative()
	switch {
	case !(epsilon > 0) || math.IsInf(epsilon, 1):
		return math.NaN()
	case !ok:
		return instead
	case s.Values[0] == 0 && epsilon >= 1:
		return 1
	}
	sum := 0.0
	if epsilon == 1 {
		for i, x := range s.Values {
			sum += s.Weights[i] * math.Log(x/mean)
		}
		return 1 - math.Exp(sum/s.Total)
	}
	for i, x := range s.Values {
		sum += s.Weights[i] * math.Pow(x/mean, 1-epsilon)
	}
	return 1 - math.Pow(sum/s.Total, 1/(1-epsilon))
}

// Jain gives Jain's index of fairness, mean² ÷ mean of squares: 1 where all have
// the same, near 0 where one has all (Jain, Chiu & Hawe 1984). 1 for a mean of 0.
func (s *Sample) Jain() float64 {
	mean, instead, ok := s.relative()
	if !ok {
		if instead == 0 {
			return 1
		}
		return instead
	}
	squares := 0.0
	for i, x := range s.Values {
		squares += s.Weights[i] * (x / mean) * (x / mean)
	}
	return s.Total / squares
}

// KolmPollak gives the equally distributed equivalent of Kolm and Pollak, a value
// in the unit of the values: −(1/κ) ln(mean of exp(−κ x)). For a good (bad
// false) κ = epsilon × mean ÷ mean of squares and the EDE is at most the mean;
// for a bad such as travel time the sign turns, κ = −epsilon × …, and the EDE is
// at least the mean (Sheriff & Maguire 2020, doi 10.1111/risa.13562; Logan et
// al. 2021, doi 10.1016/j.compenvurbsys.2020.101590). epsilon above 0 is the aversion to inequality.
// 0 for a mean of 0, NaN where it does not exist or for another epsilon.
func (s *Sample) KolmPollak(epsilon float64, bad bool) float64 {
	_, instead, ok := s.relative()
	switch {
	case !(epsilon > 0) || math.IsInf(epsilon, 1):
		return math.NaN()
	case !ok:
		return instead
	}
	squares := 0.0
	for i, x := range s.Values {
		squares += s.Weights[i] * x * x
	}
	kappa := epsilon * s.sum / squares
	if bad {
		kappa = -kappa
	}
	// The largest exponent is taken out, so that nothing overflows.
	most := math.Inf(-1)
	for _, x := range s.Values {
		most = math.Max(most, -kappa*x)
	}
	sum := 0.0
	for i, x := range s.Values {
		sum += s.Weights[i] * math.Exp(-kappa*x-most)
	}
	return -(most + math.Log(sum/s.Total)) / kappa
}

// Envy gives for times how much longer people travel than others, over all
// pairs: Σ_i Σ_k w_i w_k max(0, t_i − t_k), in people² × the unit. It is
// W² × mean × Gini. +Inf where some have +Inf and others have not, 0 for nobody.
func (s *Sample) Envy() float64 {
	if s.Beyond > 0 {
		if s.Beyond == s.Total {
			return 0
		}
		return math.Inf(1)
	}
	return s.differences()
}

// Poverty gives the measure of Foster, Greer and Thorbecke (1984) for a good:
// (1/W) Σ over x < line of w ((line − x) ÷ line)^alpha. alpha 0 is the share of
// people below the line, 1 the mean gap, 2 the squared gap. NaN for nobody, and
// for a line that is not above 0 or an alpha below 0.
func (s *Sample) Poverty(line, alpha float64) float64 {
	if s.Total == 0 || !(line > 0) || !(alpha >= 0) {
		return math.NaN()
	}
	sum := 0.0
	for i, x := range s.Values {
		if x < line {
			sum += s.Weights[i] * math.Pow((line-x)/line, alpha)
		}
	}
	return sum / s.Total
}

// Excess is Poverty for a bad such as travel time: (1/W) Σ over t > line of w
// ((t − line) ÷ line)^alpha. With alpha above 0 it is +Inf where anybody has
// +Inf; the share beyond the line (alpha 0) counts them.
func (s *Sample) Excess(line, alpha float64) float64 {
	if s.Total == 0 || !(line > 0) || !(alpha >= 0) {
		return math.NaN()
	}
	sum := 0.0
	for i, x := range s.Values {
		if x > line {
			if alpha == 0 {
				sum += s.Weights[i]
			} else {
				sum += s.Weights[i] * math.Pow((x-line)/line, alpha)
			}
		}
	}
	return sum / s.Total
}

// checkLengths is for the measures that need a second list.
func checkLengths(what string, n int, lists ...[]float64) error {
	for _, l := range lists {
		if len(l) != n {
			return fmt.Errorf("equity: %s: %d and %d values, expected as many of each", what, n, len(l))
		}
	}
	return nil
}
