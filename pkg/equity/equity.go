// Package equity measures how evenly values are spread over people. A value
// belongs to a cell and counts as often as people live there: the minutes to
// the nearest clinic, or the supply within reach. Every function takes values
// and weights of the same length, leaves weights of 0 out, and says what it
// gives for nobody, for infinite times and for a mean of 0; none gives NaN but
// where it says that the figure does not exist. The examples compute figures of
// four people by hand.
package equity

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Sample is values with their weights, in rising order of the values, without
// weights of 0: what the measures are taken of. Make one with New.
type Sample struct {
	Values  []float64 // rising; +Inf last
	Weights []float64 // people, above 0
	Total   float64   // sum of the weights
	Beyond  float64   // weight of values of +Inf

	amount sum // Σ w·x over finite values
}

// New sorts values by size, and by weight where they are equal, so that no
// figure depends on the order in which they come. A weight that is negative or
// not finite, a value that is not a number or −Inf, and lists of different
// lengths are errors.
func New(values, weights []float64) (*Sample, error) {
	if len(values) != len(weights) {
		return nil, fmt.Errorf("equity: %d values have %d weights", len(values), len(weights))
	}
	order := make([]int32, 0, len(values))
	for i, x := range values {
		w := weights[i]
		switch {
		case !(w >= 0) || math.IsInf(w, 1):
			return nil, fmt.Errorf("equity: weight %d is %g, expected 0 or more", i, w)
		case math.IsNaN(x) || math.IsInf(x, -1):
			return nil, fmt.Errorf("equity: value %d is %g, expected a number or +Inf", i, x)
		case w > 0:
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(values[a], values[b]), cmp.Compare(weights[a], weights[b]))
	})
	s := &Sample{Values: make([]float64, len(order)), Weights: make([]float64, len(order))}
	for k, i := range order {
		s.Values[k], s.Weights[k] = values[i], weights[i]
	}
	s.count()
	return s, nil
}

// count takes the sums of the sorted values.
func (s *Sample) count() {
	n := s.reached()
	for i, x := range s.Values[:n] {
		s.amount.add(s.Weights[i] * x)
	}
	s.Total, s.Beyond = total(s.Weights), total(s.Weights[n:])
}

// reached is the number of values that are finite.
func (s *Sample) reached() int {
	n := len(s.Values)
	for n > 0 && math.IsInf(s.Values[n-1], 1) {
		n--
	}
	return n
}

// Mean gives the mean over people, between the least and the most value; +Inf
// where anybody has +Inf, NaN for nobody.
func (s *Sample) Mean() float64 {
	switch {
	case s.Total == 0:
		return math.NaN()
	case s.Beyond > 0:
		return math.Inf(1)
	}
	return mean(s.amount, sum{high: s.Total}, s.Values[0], s.Values[len(s.Values)-1])
}

// over gives the mean over people of what is made of each value.
func (s *Sample) over(of func(x float64) float64) float64 {
	var all sum
	for i, x := range s.Values {
		all.add(s.Weights[i] * of(x))
	}
	return all.value() / s.Total
}

// Finite gives the sample without its values of +Inf; itself where it has none.
func (s *Sample) Finite() *Sample {
	if s.Beyond == 0 {
		return s
	}
	n := s.reached()
	f := &Sample{Values: s.Values[:n:n], Weights: s.Weights[:n:n]}
	f.count()
	return f
}

// Quantile gives the least value that at least the share p of the people have
// or have less than (nearest rank, QuantileAt): p = 0.5 is the median. p outside
// 0 to 1 is moved to the nearer end. +Inf where the share reaches those who have
// +Inf, NaN for nobody.
func (s *Sample) Quantile(p float64) float64 {
	at := QuantileAt(s.Weights, p)
	if at < 0 {
		return math.NaN()
	}
	return s.Values[at]
}

// Variance gives the variance over people: Σ w (x − mean)² ÷ Σ w. +Inf where
// anybody has +Inf, NaN for nobody.
func (s *Sample) Variance() float64 {
	mean := s.Mean()
	if mean-mean != 0 {
		return mean
	}
	return s.over(func(x float64) float64 { return (x - mean) * (x - mean) })
}

// MeanDeviation gives the mean of the distances from the mean: Σ w |x − mean| ÷
// Σ w. +Inf and NaN as Variance.
func (s *Sample) MeanDeviation() float64 {
	mean := s.Mean()
	if mean-mean != 0 {
		return mean
	}
	return s.over(func(x float64) float64 { return math.Abs(x - mean) })
}

// QuantileRatio gives the quantile at high over that at low, such as P90/P10.
// +Inf where the lower one is 0 and the higher is not, or the higher is +Inf; 1
// where both are 0 or both +Inf; NaN for nobody.
func (s *Sample) QuantileRatio(high, low float64) float64 {
	h, l := s.Quantile(high), s.Quantile(low)
	if h == l {
		return 1
	}
	return h / l
}

// Within gives the share of the people whose value is at most the limit, up to
// rounding (Reaches): for times, those who are within it. NaN for nobody.
func (s *Sample) Within(limit float64) float64 {
	if s.Total == 0 {
		return math.NaN()
	}
	n := 0
	for n < len(s.Values) && Reaches(limit, s.Values[n]) {
		n++
	}
	return total(s.Weights[:n]) / s.Total
}
