package equity

import (
	"cmp"
	"math"
	"slices"
)

// Ranked is values with people and with a standing by which people are ranked,
// such as the income of their area, from worst to best off.
type Ranked struct {
	values, weights, ranks []float64 // in the order of the standing
	tied                   []int     // index of the first of each run of equal standing
	total, sum             float64
}

// Rank orders values by a standing, which is finite. Weights of 0 are left out.
// Errors are those of New, and a standing that is not finite.
func Rank(values, weights, standing []float64) (*Ranked, error) {
	if err := checkLengths("standing", len(values), weights, standing); err != nil {
		return nil, err
	}
	if _, err := New(values, weights); err != nil {
		return nil, err
	}
	if _, err := New(standing, weights); err != nil {
		return nil, err
	}
	var order []int32
	for i, w := range weights {
		if w > 0 {
			order = append(order, int32(i))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(standing[a], standing[b]) })
	r := &Ranked{}
	for k, i := range order {
		if k == 0 || standing[i] != standing[order[k-1]] {
			r.tied = append(r.tied, k)
		}
		r.values = append(r.values, values[i])
		r.weights = append(r.weights, weights[i])
		r.total += weights[i]
		r.sum += weights[i] * values[i]
	}
	r.fractional()
	return r, nil
}

// fractional gives everybody of one standing the same rank, the middle of the
// shares of people that they take up together.
func (r *Ranked) fractional() {
	r.ranks = make([]float64, len(r.values))
	below := 0.0
	for t, first := range r.tied {
		last := len(r.values)
		if t+1 < len(r.tied) {
			last = r.tied[t+1]
		}
		of := 0.0
		for _, w := range r.weights[first:last] {
			of += w
		}
		for k := first; k < last; k++ {
			r.ranks[k] = (below + of/2) / r.total
		}
		below += of
	}
}

// Concentration gives the concentration index, (2 ÷ (W mean)) Σ w x r − 1 with r
// the fractional rank by standing and the average rank for ties (Kakwani,
// Wagstaff & van Doorslaer 1997; van Doorslaer & Koolman 2004, doi
// 10.1002/hec.918): from −1 (the worst off have all) to 1. 0 where the mean is
// 0; NaN for nobody, or where anybody has +Inf or less than 0.
func (r *Ranked) Concentration() float64 {
	s := 0.0
	for k, x := range r.values {
		if x < 0 || math.IsInf(x, 1) {
			return math.NaN()
		}
		s += r.weights[k] * x * r.ranks[k]
	}
	switch {
	case r.total == 0:
		return math.NaN()
	case r.sum == 0:
		return 0
	}
	return 2*s/r.sum - 1
}

// Erreygers gives the corrected index of a variable with bounds, 4 mean C ÷
// (high − low) with C the concentration index (Erreygers 2009, doi
// 10.1016/j.jhealeco.2008.02.003). low and high are the bounds of the scale,
// such as 0 and 1 of a share, not the extremes of the values. NaN where high is
// not above low or a value lies outside.
func (r *Ranked) Erreygers(low, high float64) float64 {
	mean, ok := r.bounded(low, high)
	if !ok {
		return math.NaN()
	}
	return 4 * mean * r.Concentration() / (high - low)
}

// Wagstaff gives the normalised index of a variable with bounds, mean C (high −
// low) ÷ ((mean − low)(high − mean)) (Wagstaff 2005, doi 10.1002/hec.953). NaN
// as Erreygers; 0 where all are at a bound.
func (r *Ranked) Wagstaff(low, high float64) float64 {
	mean, ok := r.bounded(low, high)
	if !ok {
		return math.NaN()
	}
	if mean == low || mean == high {
		return 0
	}
	return mean * r.Concentration() * (high - low) / ((mean - low) * (high - mean))
}

func (r *Ranked) bounded(low, high float64) (mean float64, ok bool) {
	if r.total == 0 || !(high > low) {
		return 0, false
	}
	for _, x := range r.values {
		if !(x >= low && x <= high) {
			return 0, false
		}
	}
	return r.sum / r.total, true
}

// Palma gives the mean of the best-off share of the people over that of the
// worst-off: with 0.1 and 0.4 the ratio that is used of transport (Palma 2011;
// Pereira et al.). Cells at the edge of a share are split, which is exact when
// people of a cell are alike. +Inf where the worst off have 0 and the best off
// have not, 1 where both have 0, NaN for nobody or where anybody has +Inf.
func (r *Ranked) Palma(best, worst float64) float64 {
	return palma(r.slice(1-best, 1), r.slice(0, worst))
}

// PalmaWhole is Palma with whole cells, as the R package accessibility has it: a
// cell belongs where it begins. It is among the worst off where the people
// before it are less than the share, and among the best off where they are at
// least 1 − best.
func (r *Ranked) PalmaWhole(best, worst float64) float64 {
	var rich, poor, richly, poorly float64
	before := 0.0
	for k, w := range r.weights {
		if before >= (1-best)*r.total {
			rich, richly = rich+w*r.values[k], richly+w
		}
		if before < worst*r.total {
			poor, poorly = poor+w*r.values[k], poorly+w
		}
		before += w
	}
	return palma(rich/richly, poor/poorly)
}

func palma(rich, poor float64) float64 {
	switch {
	case math.IsInf(rich, 1) || math.IsInf(poor, 1):
		return math.NaN()
	case rich == poor:
		return 1
	}
	return rich / poor
}

// slice gives the mean of the people between two shares of the order, with the
// cells at both ends split; NaN for nobody.
func (r *Ranked) slice(from, to float64) float64 {
	lo, hi := from*r.total, to*r.total
	sum, weight, before := 0.0, 0.0, 0.0
	for k, w := range r.weights {
		part := math.Min(before+w, hi) - math.Max(before, lo)
		before += w
		if part > 0 {
			sum += part * r.values[k]
			weight += part
		}
	}
	return sum / weight
}
