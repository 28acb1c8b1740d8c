package access

import (
	"fmt"
	"math"
)

// SpatialAvailability divides each facility's supply among the cells that reach
// it: V_ij = S_j P_i^α f(t_ij) ÷ Σ_k P_k^α f(t_kj), V_i = Σ_j V_ij (Soukhov et
// al. 2023, doi 10.1371/journal.pone.0278468). out has one value per cell, in
// units of supply, not for each person; with α = 1 it is P_i times TwoStep. Σ_i
// V_i is the supply of the facilities that anybody reaches. alpha is 0 or more.
func (k *Kernel) SpatialAvailability(people, supply []float64, alpha float64, out []float64) {
	mass := raised(people, alpha)
	ratio := make([]float64, k.Facilities())
	k.Gather(mass, ratio)
	over(supply, ratio, ratio)
	k.Spread(ratio, out)
	times(out, mass, out)
}

// raised returns P^α; a cell without people has 0, also for α = 0.
func raised(people []float64, alpha float64) []float64 {
	out := make([]float64, len(people))
	for i, p := range people {
		if p > 0 {
			out[i] = math.Pow(p, alpha)
		}
	}
	if alpha == 1 {
		copy(out, people)
	}
	return out
}

// TotalConstrained is gravity scaled so that the whole supply is shared out:
// A_i = S · a_i ÷ Σ_k a_k with a_i = Σ_j S_j f(t_ij) and S = Σ_j S_j (Soukhov
// et al. 2025). All values are 0 if nobody reaches anything.
func (k *Kernel) TotalConstrained(supply, out []float64) {
	k.Spread(supply, out)
	all, sum := 0.0, 0.0
	for _, s := range supply {
		all += s
	}
	for _, a := range out {
		sum += a
	}
	for i := range out {
		if sum > 0 {
			out[i] *= all / sum
		}
	}
}

// DemandConstrained divides each cell's people among the facilities that it
// reaches: M_j = Σ_i P_i S_j f(t_ij) ÷ Σ_l S_l f(t_il); people by facility. Σ_j
// M_j is the number of people who reach any supply. M_j is S_j times
// Crowdedness.
func (k *Kernel) DemandConstrained(people, supply, out []float64) {
	k.Crowdedness(people, supply, out)
	times(out, supply, out)
}

// Doubly is the doubly constrained interaction T_ij = a_i b_j P_i S_j f(t_ij)
// with Σ_j T_ij = P_i and Σ_i T_ij = S_j. Cell holds a_i, Facility holds b_j.
type Doubly struct {
	Cell, Facility []float64
	Passes         int     // passes over all pairs
	Error          float64 // largest difference from a total, relative to that total
}

// DoublyConstrained finds the balancing factors by iterative proportional
// fitting (Wilson 1971; Deming & Stephan 1940). It stops when no total is off
// by more than the relative tolerance. Both totals must agree within a
// billionth: scale one of them first. A cell with people that reaches no
// supply, or a facility with supply that nobody reaches, makes a solution
// impossible and is an error. Not converging in most rounds is an error too;
// the factors found so far are returned with it.
func (k *Kernel) DoublyConstrained(people, supply []float64, tolerance float64, most int) (*Doubly, error) {
	p, s := sum(people), sum(supply)
	if math.Abs(p-s) > 1e-9*math.Max(p, s) {
		return nil, fmt.Errorf("access: the doubly constrained measure needs equal totals, found %.9g people and %.9g units of supply: scale one to the other", p, s)
	}
	d := &Doubly{Cell: make([]float64, k.cells), Facility: ones(k.Facilities())}
	mass, back := make([]float64, k.Facilities()), make([]float64, k.Facilities())
	for round := 0; round < most; round++ {
		times(d.Facility, supply, mass)
		k.Spread(mass, d.Cell) // Σ_j b_j S_j f
		worst := 0.0
		for i, v := range d.Cell {
			if v == 0 && people[i] > 0 {
				return d, fmt.Errorf("access: cell %d has %g people and reaches no supply: no doubly constrained interaction exists", i, people[i])
			}
			if v > 0 {
				d.Cell[i] = 1 / v
			}
		}
		weighted := make([]float64, k.cells)
		times(d.Cell, people, weighted)
		k.Gather(weighted, back) // Σ_i a_i P_i f
		d.Passes += 2
		for j, v := range back {
			if v == 0 && supply[j] > 0 {
				return d, fmt.Errorf("access: facility %d has a supply of %g and nobody reaches it: no doubly constrained interaction exists", j, supply[j])
			}
			if supply[j] > 0 {
				worst = math.Max(worst, math.Abs(d.Facility[j]*v-1))
			}
			if v > 0 && supply[j] > 0 {
				d.Facility[j] = 1 / v
			}
		}
		if d.Error = worst; worst <= tolerance {
			return d, nil
		}
	}
	return d, fmt.Errorf("access: after %d passes a total is still off by a relative %.2g", d.Passes, d.Error)
}

func sum(list []float64) float64 {
	s := 0.0
	for _, v := range list {
		s += v
	}
	return s
}
