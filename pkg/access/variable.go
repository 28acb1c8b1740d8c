package access

import (
	"fmt"

	"saavu/pkg/equity"
)

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
		if d := upTo(k.facilityRings(j, people, bins, n), v.BasePeople); d > 0 {
			ratio[j] = supply[j] / d
		}
	})
	k.run((k.cells+ringBlock-1)/ringBlock, func(task int) {
		lo := task * ringBlock
		hi := min(lo+ringBlock, k.cells)
		wide := n + 1
		rings := make([]ring, (hi-lo)*wide)
		for j, column := range k.columns {
			r := ratio[j]
			for i, t := range column[lo:hi] {
				at := &rings[i*wide+int(bins[t])]
				at.inside += r
				at.weighed += r * k.once[t]
			}
		}
		for i := lo; i < hi; i++ {
			at := (i - lo) * wide
			out[i] = upTo(rings[at:at+n], v.BaseRatio)
		}
	})
	return nil
}

// ring is what lies between two sizes of a catchment: as it is, and weighed.
type ring struct{ inside, weighed float64 }

// ringBlock is how many cells a task takes, so that their rings stay near the
// processor.
const ringBlock = 1024

// facilityRings sums the people around a facility by ring. Neighbouring cells
// often fall in one ring; four sets of sums keep one from waiting for another.
func (k *Kernel) facilityRings(j int, people []float64, bins *bins, n int) []ring {
	const sets = 4
	rings := make([]ring, sets*(n+1))
	column := k.columns[j][:len(people)]
	for i, p := range people {
		t := column[i]
		at := &rings[(i&(sets-1))*(n+1)+int(bins[t])]
		at.inside += p
		at.weighed += p * k.once[t]
	}
	for s := 1; s < sets; s++ {
		for b := range n {
			rings[b].inside += rings[s*(n+1)+b].inside
			rings[b].weighed += rings[s*(n+1)+b].weighed
		}
	}
	return rings[:n]
}

// upTo sums what is weighed over the sizes until their insides reach the base;
// over all of them where they never do.
func upTo(rings []ring, base float64) float64 {
	got, total := 0.0, 0.0
	for _, r := range rings {
		got += r.inside
		total += r.weighed
		if equity.Reaches(got, base) {
			break
		}
	}
	return total
}
