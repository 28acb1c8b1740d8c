package equity

import "math"

// slack is the relative amount by which a sum of people may miss its target and
// still reach it. The same people added in another order differ by less: by
// some 1e-16 of their sum for each addition, most of which cancels.
const slack = 1e-10

// Reaches reports whether a sum reaches its target. It is the single rule for
// exact ties, used by every quantile, share of the people, line, and number of
// people or units that must be reached. A sum that misses by less than a
// ten-billionth of the target reaches it, so the answer does not depend on the
// order in which the sum was added.
func Reaches(sum, want float64) bool { return sum >= want || sum >= want-slack*math.Abs(want) }

// QuantileAt returns the index of the p-quantile by nearest rank, of weights in
// ascending order of their values: the first index at which at least the share
// p of the total is reached (Reaches). p is clamped to 0 to 1. The index
// returned has a weight above 0; it is −1 if none has.
func QuantileAt(weights []float64, p float64) int {
	want := math.Min(math.Max(p, 0), 1) * total(weights)
	var got sum
	last := -1
	for i, w := range weights {
		if !(w > 0) {
			continue
		}
		got.add(w)
		if last = i; Reaches(got.value(), want) {
			break
		}
	}
	return last
}

// Between returns the mean value of the people between two shares of an order,
// 0 for the first and 1 for the last of them. Weights at both ends are split.
// NaN if nobody is there. A part that is only rounding is ignored: its value
// may be infinite.
func Between(values, weights []float64, from, to float64) float64 {
	all := total(weights)
	lo, hi := from*all, to*all
	var amount, people, before sum
	least, most := math.Inf(1), math.Inf(-1)
	for i, w := range weights {
		part := w - math.Max(0, lo-before.value())
		before.add(w)
		part -= math.Max(0, before.value()-hi)
		if !(part > 0) || part < w/2 && part <= slack*(hi-lo) {
			continue
		}
		amount.add(part * values[i])
		people.add(part)
		least, most = math.Min(least, values[i]), math.Max(most, values[i])
	}
	return mean(amount, people, least, most)
}

// sum adds numbers and keeps what rounding loses (Neumaier 1974, Zeitschrift
// für Angewandte Mathematik und Mechanik 54:39-51): the result is as accurate
// as if it were rounded once, however many numbers there are.
type sum struct{ high, low float64 }

func (s *sum) add(v float64) {
	t := s.high + v
	if math.Abs(s.high) >= math.Abs(v) {
		s.low += (s.high - t) + v
	} else {
		s.low += (v - t) + s.high
	}
	s.high = t
}

// value returns the sum; +Inf if +Inf was added.
func (s *sum) value() float64 {
	if math.IsInf(s.high, 0) {
		return s.high
	}
	return s.high + s.low
}

func total(list []float64) float64 {
	var s sum
	for _, v := range list {
		s.add(v)
	}
	return s.value()
}

// mean divides an amount by the number of people whose values lie between two
// bounds. Rounding never takes it outside them: if all have the same value, the
// mean is that value. An amount too large for a float has no finite mean.
func mean(amount, people sum, least, most float64) float64 {
	n, a := people.value(), amount.value()
	switch {
	case n == 0:
		return math.NaN()
	case math.IsInf(a, 0):
		return a
	}
	return math.Max(math.Min(a/n, most), least)
}
