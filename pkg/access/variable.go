package access

import "fmt"

// Variable holds the bounds of the variable catchments: they grow through Sizes
// (minutes, rising) until enough is inside. BasePeople is the least number of
// people for a facility's catchment, BaseRatio the least sum of ratios for a
// cell's; where the largest size does not hold enough, the largest is taken.
type Variable struct {
	Sizes      []float64
	BasePeople float64
	BaseRatio  float64
}

// VariableCatchment is V2SFCA (Luo & Whippo 2012, doi
// 10.1016/j.healthplace.2012.04.002): the two-step catchment with sizes of its
// own. T_j is the first size with Σ_i P_i [t_ij ≤ T_j] ≥ BasePeople, and
// R_j = S_j ÷ Σ_{t_ij ≤ T_j} P_i f(t_ij); T_i is the first size with
// Σ_j R_j [t_ij ≤ T_i] ≥ BaseRatio, and A_i = Σ_{t_ij ≤ T_i} R_j f(t_ij). out
// has one value a cell, in units of supply for each person.
func (k *Kernel) VariableCatchment(people, supply []float64, v Variable, out []float64) error {
	bins, err := newBins(v.Sizes)
	if err != nil {
		return err
	}
	if !(v.BasePeople >= 0) || !(v.BaseRatio >= 0) {
		return fmt.Errorf("access: a base of %g people and of a ratio of %g, expected 0 or more", v.BasePeople, v.BaseRatio)
	}
	n := len(v.Sizes)
	ratio := make([]float64, k.Facilities())
	k.run(k.Facilities(), func(j int) {
		inside, demand := make([]float64, n+1), make([]float64, n+1)
		for i, t := range k.columns[j] {
			b := bins[t]
			inside[b] += people[i]
			demand[b] += people[i] * k.once[t]
		}
		if d := upTo(inside[:n], demand[:n], v.BasePeople); d > 0 {
			ratio[j] = supply[j] / d
		}
	})
	k.run((k.cells+block-1)/block, func(task int) {
		lo := task * block
		hi := min(lo+block, k.cells)
		wide := n + 1
		inside, access := make([]float64, (hi-lo)*wide), make([]float64, (hi-lo)*wide)
		for j, column := range k.columns {
			r := ratio[j]
			for i, t := range column[lo:hi] {
				at := i*wide + int(bins[t])
				inside[at] += r
				access[at] += r * k.once[t]
			}
		}
		for i := lo; i < hi; i++ {
			at := (i - lo) * wide
			out[i] = upTo(inside[at:at+n], access[at:at+n], v.BaseRatio)
		}
	})
	return nil
}

// upTo sums values over the sizes until their insides reach the base; over all
// of them where they never do.
func upTo(inside, values []float64, base float64) float64 {
	got, total := 0.0, 0.0
	for b, v := range values {
		got += inside[b]
		total += v
		if got >= base {
			break
		}
	}
	return total
}
