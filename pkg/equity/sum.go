package equity

import "math"

// slack is the part of what is wanted by which a sum of people may miss it and
// still reach it. The same people added in another order differ by less: by
// some 1e-16 of their sum for each addition, and most of that cancels.
const slack = 1e-10

// Reaches says whether a sum reaches what is wanted of it. It is the one rule for
// exact ties, of every quantile, share of the people, line and number of people
// or units that must be reached: a sum that misses by less than a ten-billionth
// of what is wanted reaches it, so that the answer does not depend on the order
// in which the sum was made.
func Reaches(sum, want float64) bool { return sum >= want || sum >= want-slack*math.Abs(want) }

// QuantileAt gives the index of the p-quantile by nearest rank, of weights in
// the rising order of their values: the first one with which at least the share p
// of all is reached (Reaches). p outside 0 to 1 is moved to the nearer end. An
// index has a weight above 0; −1 where none has.
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

// Between gives the mean value of the people between two shares of an order, 0
// for the first and 1 for the last of them. Weights at both ends are split. NaN
// where nobody is there. A part that only rounding leaves counts for nothing:
// its value may be infinite.
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

// sum adds numbers and keeps what rounding loses (Neumaier 1974, Zeitschrift für
// Angewandte Mathematik und Mechanik 54:39-51): the result is as good as if it
// were rounded once, however many numbers there are.
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

// value gives the sum; +Inf where it holds one.
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

// mean divides an amount among people whose values lie between two bounds. It
// does not leave them by rounding: where all have the same, it is that. An
// amount too large for a number has no finite mean.
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
