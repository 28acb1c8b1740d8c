package access

import "fmt"

// Group is a set of people who travel alike, such as those with a car, with the
// times of their own modes. A group has its own kernel over the same cells and
// facilities.
type Group struct {
	People []float64 // by cell
	Kernel *Kernel
}

// TwoStepGroups is the two-step catchment of several modes (Mao & Nekorchuk
// 2013, doi 10.1016/j.healthplace.2013.08.008): groups with different times
// share the supply, R_j = S_j ÷ Σ_g Σ_i P_i^g f(t_ij^g), and a cell has the
// mean of its groups weighted by their people, A_i = Σ_g (P_i^g ÷ P_i) Σ_j R_j
// f(t_ij^g). A cell without people has the first group's value. byGroup, if not
// nil, has one slice per group, which is overwritten with that group's
// accessibility. It conserves as TwoStep does.
func TwoStepGroups(groups []Group, supply, out []float64, byGroup [][]float64) error {
	if len(groups) == 0 || byGroup != nil && len(byGroup) != len(groups) {
		return fmt.Errorf("access: %d groups and %d result slices", len(groups), len(byGroup))
	}
	cells := groups[0].Kernel.cells
	demand, part, ratio := make([]float64, len(supply)), make([]float64, len(supply)), make([]float64, len(supply))
	for g := range groups {
		x := &groups[g]
		if x.Kernel.cells != cells || x.Kernel.Facilities() != len(supply) || len(x.People) != cells {
			return fmt.Errorf("access: group %d has %d people, %d cells and %d facilities, expected %d, %d and %d", g, len(x.People), x.Kernel.cells, x.Kernel.Facilities(), cells, cells, len(supply))
		}
		x.Kernel.Gather(x.People, part)
		for j, v := range part {
			demand[j] += v
		}
	}
	over(supply, demand, ratio)
	all, own, first := make([]float64, cells), make([]float64, cells), make([]float64, cells)
	clear(out)
	for g := range groups {
		into := own
		if byGroup != nil {
			into = byGroup[g]
		}
		groups[g].Kernel.Spread(ratio, into)
		for i, p := range groups[g].People {
			all[i] += p
			out[i] += p * into[i]
		}
		if g == 0 {
			copy(first, into)
		}
	}
	for i, p := range all {
		if p > 0 {
			out[i] /= p
		} else {
			out[i] = first[i]
		}
	}
	return nil
}
