package equity

import (
	"fmt"
	"math"
)

// The relative measures compare shares of a total. They need values of 0 or
// more and a mean above 0; they do not exist for an infinite mean. If all have
// the same value, even 0, they are 0. If anybody has +Inf, or there are no
// people, they are NaN: call Finite first and report who was left out.

// All are written as sums of terms of one sign, each 0 for people at the mean,
// or as sums of steps between neighbouring values. Nothing cancels, so rounding
// never makes them negative, and they are exactly 0 (a ratio exactly 1) where
// all are equal.

// relative reports whether a relative measure exists; if ok is false, value is
// the result to return.
func (s *Sample) relative() (mean, instead float64, ok bool) {
	mean = s.Mean()
	switch {
	case mean-mean != 0 || len(s.Values) > 0 && s.Values[0] < 0:
		return mean, math.NaN(), false
	case mean == 0 || s.allEqual():
		return mean, 0, false
	}
	return mean, 0, true
}

// allEqual reports whether all have the same: 0, or values that differ by no more
// than the rounding of a few dozen terms added in another order.
func (s *Sample) allEqual() bool {
	if len(s.Values) == 0 {
		return true
	}
	least, most := s.Values[0], s.Values[len(s.Values)-1]
	return most == least || most-least <= 0x1p-46*math.Abs(most)
}

// Gini returns the mean absolute difference between two people over twice the
// mean: Σ_i Σ_k w_i w_k |x_i − x_k| ÷ (2 W² mean), 0 (all equal) to 1.
func (s *Sample) Gini() float64 {
	mean, instead, ok := s.relative()
	if !ok {
		return instead
	}
	return s.differences() / mean
}

// differences is half the mean absolute difference of two people: the integral
// of F (1 − F) over the values, with F the share of the people who have at most
// that value. A step between two values counts once for each pair of people on
// opposite sides of it.
func (s *Sample) differences() float64 {
	if s.allEqual() {
		return 0
	}
	var pairs, below, above sum
	shares := make([]float64, len(s.Values)) // people above a value
	for i := len(s.Values) - 1; i > 0; i-- {
		above.add(s.Weights[i])
		shares[i-1] = above.value() / s.Total
	}
	for i := 0; i+1 < len(s.Values); i++ {
		below.add(s.Weights[i])
		pairs.add(below.value() / s.Total * shares[i] * (s.Values[i+1] - s.Values[i]))
	}
	return pairs.value()
}

// The term of a person at a relative distance d from the mean, in Theil's T, (1
// + d) ln(1 + d), and L, −ln(1 + d). Both have −d or + d added, which sums to 0
// over all people and makes every term 0 or more.
func partOfT(d float64) float64 {
	if d == -1 {
		return 1
	}
	return math.Max((1+d)*math.Log1p(d)-d, 0)
}

func partOfL(d float64) float64 { return math.Max(d-math.Log1p(d), 0) }

// TheilT returns Theil's T: (1/W) Σ w (x/mean) ln(x/mean), 0 or more; people
// with 0 add 0 (the limit of x ln x).
func (s *Sample) TheilT() float64 {
	mean, instead, ok := s.relative()
	if !ok {
		return instead
	}
	return s.over(func(x float64) float64 { return partOfT((x - mean) / mean) })
}

// TheilL returns Theil's L, the mean logarithmic deviation: (1/W) Σ w
// ln(mean/x). +Inf if some have 0 and others do not.
func (s *Sample) TheilL() float64 {
	mean, instead, ok := s.relative()
	if !ok {
		return instead
	}
	return s.over(func(x float64) float64 { return partOfL((x - mean) / mean) })
}

// Atkinson returns 1 − EDE ÷ mean. EDE is the value that, given to all, would
// be as good under an aversion to inequality of epsilon. The result is between
// 0 (all equal) and 1. epsilon is above 0; with 1 or more the result is 1 as
// soon as anybody has 0 (Atkinson 1970). NaN for any other epsilon.
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
	if epsilon == 1 {
		return -math.Expm1(-s.TheilL())
	}
	// The mean of (x/mean)^a is 1 + h, where h has the sign of a (a − 1). Each
	// term has that sign too, as the power lies on one side of its tangent at
	// the mean.
	a := 1 - epsilon
	h := s.over(func(x float64) float64 {
		d := (x - mean) / mean
		part := math.Expm1(a*math.Log1p(d)) - a*d
		if a > 0 {
			return math.Min(part, 0)
		}
		return math.Max(part, 0)
	})
	return -math.Expm1(math.Log1p(h) / a)
}

// Jain returns Jain's index of fairness, mean² ÷ mean of squares: 1 where all
// have the same, near 0 where one has all (Jain, Chiu & Hawe 1984). 1 for a
// mean of 0.
func (s *Sample) Jain() float64 {
	mean, instead, ok := s.relative()
	if !ok {
		if instead == 0 {
			return 1
		}
		return instead
	}
	return 1 / (1 + s.over(func(x float64) float64 { return (x - mean) / mean * ((x - mean) / mean) }))
}

// KolmPollak returns the equally distributed equivalent of Kolm and Pollak, in
// the unit of the values: −(1/κ) ln(mean of exp(−κ x)). For a good (bad false)
// κ = epsilon × mean ÷ mean of squares and the EDE is at most the mean. For a
// bad such as travel time the sign changes, κ = −epsilon × …, and the EDE is at
// least the mean (Sheriff & Maguire 2020, doi 10.1111/risa.13562; Logan et al.
// 2021, doi 10.1016/j.compenvurbsys.2020.101590). epsilon above 0 is the
// aversion to inequality. The result is the mean if all have it, and NaN if the
// measure does not exist or for any other epsilon.
func (s *Sample) KolmPollak(epsilon float64, bad bool) float64 {
	mean, instead, ok := s.relative()
	switch {
	case !(epsilon > 0) || math.IsInf(epsilon, 1):
		return math.NaN()
	case !ok:
		return mean + instead // NaN, or the value that all have
	}
	kappa := epsilon / mean / s.over(func(x float64) float64 { return x / mean * (x / mean) })
	if bad {
		kappa = -kappa
	}
	// Computed from the distance to the mean, so that it equals the mean where
	// all have that value. The largest exponent is factored out, so that
	// nothing overflows.
	most := 0.0
	for _, x := range s.Values {
		most = math.Max(most, -kappa*(x-mean))
	}
	spread := s.over(func(x float64) float64 { return math.Exp(-kappa*(x-mean) - most) })
	return mean - (most+math.Log(spread))/kappa
}

// Envy returns, for times, how much longer people travel than others, over all
// pairs: Σ_i Σ_k w_i w_k max(0, t_i − t_k), in people² × the unit. It is W² ×
// mean × Gini. +Inf if some have +Inf and others do not, 0 if there are no
// people.
func (s *Sample) Envy() float64 {
	if s.Beyond > 0 {
		if s.Beyond == s.Total {
			return 0
		}
		return math.Inf(1)
	}
	return s.Total * s.Total * s.differences()
}

// Poverty returns the measure of Foster, Greer and Thorbecke (1984) for a good:
// (1/W) Σ over x < line of w ((line − x) ÷ line)^alpha. alpha 0 is the share of
// people below the line, 1 the mean gap, 2 the squared gap. A person who misses
// the line only by rounding (Reaches) is not below it. NaN if there are no
// people, for a line that is not above 0, and for an alpha below 0.
func (s *Sample) Poverty(line, alpha float64) float64 {
	if s.Total == 0 || !(line > 0) || !(alpha >= 0) {
		return math.NaN()
	}
	return s.over(func(x float64) float64 {
		if Reaches(x, line) {
			return 0
		}
		return math.Pow((line-x)/line, alpha)
	})
}

// Excess is Poverty for a bad such as travel time: (1/W) Σ over t > line of w
// ((t − line) ÷ line)^alpha. With alpha above 0 it is +Inf if anybody has +Inf;
// the share beyond the line (alpha 0) counts them.
func (s *Sample) Excess(line, alpha float64) float64 {
	if s.Total == 0 || !(line > 0) || !(alpha >= 0) {
		return math.NaN()
	}
	return s.over(func(x float64) float64 {
		switch {
		case Reaches(line, x):
			return 0
		case alpha == 0:
			return 1
		}
		return math.Pow((x-line)/line, alpha)
	})
}

// checkLengths checks measures that need a second list.
func checkLengths(what string, n int, lists ...[]float64) error {
	for _, l := range lists {
		if len(l) != n {
			return fmt.Errorf("equity: %s: %d and %d values, expected the same number", what, n, len(l))
		}
	}
	return nil
}
