// Package equity measures how evenly values are spread over people. A value
// belongs to a cell and counts once for each person there: the minutes to the
// nearest clinic, or the supply within reach. Every function takes values and
// weights of the same length, ignores weights of 0, and documents its result
// for no people, for infinite times and for a mean of 0. A function returns NaN
// only where its comment says that the figure does not exist. The examples
// compute figures of four people by hand.
package equity

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Sample holds values with their weights, in ascending order of the values,
// without weights of 0. All measures are computed from it. Make one with New.
type Sample struct {
	Values  []float64 // ascending; +Inf last
	Weights []float64 // people, above 0
	Total   float64   // sum of the weights
	Beyond  float64   // weight of values of +Inf

	amount sum // Σ w·x over finite values
}

// New sorts values by size, and by weight where they are equal, so that no
// figure depends on the order of the input. A weight that is negative or not
// finite, a value that is NaN or −Inf, and lists of different lengths are
// errors.
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

// count computes the sums of the sorted values.
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

// Mean returns the mean over people, which is between the least and the
// greatest value; +Inf if anybody has +Inf, NaN if there are no people.
func (s *Sample) Mean() float64 {
	switch {
	case s.Total == 0:
		return math.NaN()
	case s.Beyond > 0:
		return math.Inf(1)
	}
	return mean(s.amount, sum{high: s.Total}, s.Values[0], s.Values[len(s.Values)-1])
}

// over returns the mean over people of a function of each value.
func (s *Sample) over(of func(x float64) float64) float64 {
	var all sum
	for i, x := range s.Values {
		all.add(s.Weights[i] * of(x))
	}
	return all.value() / s.Total
}

// Finite returns the sample without its values of +Inf; the sample itself if it
// has none.
func (s *Sample) Finite() *Sample {
	if s.Beyond == 0 {
		return s
	}
	n := s.reached()
	f := &Sample{Values: s.Values[:n:n], Weights: s.Weights[:n:n]}
	f.count()
	return f
}

// Quantile returns the least value such that at least the share p of the people
// have that value or less (nearest rank, QuantileAt): p = 0.5 is the median. p
// is clamped to 0 to 1. The result is +Inf if the share includes people who
// have +Inf, NaN if there are no people.
func (s *Sample) Quantile(p float64) float64 {
	at := QuantileAt(s.Weights, p)
	if at < 0 {
		return math.NaN()
	}
	return s.Values[at]
}

// QuantileRatio returns the quantile at high divided by the quantile at low,
// such as P90/P10. It is +Inf if the lower one is 0 and the higher is not, or
// if the higher is +Inf; 1 if both are 0 or both +Inf; NaN if there are no
// people.
func (s *Sample) QuantileRatio(high, low float64) float64 {
	h, l := s.Quantile(high), s.Quantile(low)
	if h == l {
		return 1
	}
	return h / l
}

// Within returns the share of the people whose value is at most the limit, up
// to rounding (Reaches); for times, the people within it. NaN if there are no
// people.
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
