package access

import (
	"fmt"
	"strings"
)

// kinds are the constraints of the measure named constrained.
var kinds = []string{"total", "supply", "demand", "doubly"}

// Kinds lists the constraints of the measure named constrained.
func Kinds() []string { return append([]string(nil), kinds...) }

func constrainedMeasures() []Measure {
	return []Measure{
		{Name: "spatial-availability", Title: "Spatial availability", Formula: "V_i = Σ_j S_j P_i^α f(t_ij) ÷ Σ_k P_k^α f(t_kj)",
			Papers: []string{"Soukhov et al. 2023, doi 10.1371/journal.pone.0278468"}, Unit: "supply", Unreached: "0, as for a cell without people", Boundary: byDecay, Needs: []Need{NeedDecay},
			Rests: "Σ_i V_i is the supply of the facilities that anybody reaches; with α = 1, V_i ÷ P_i is 2sfca",
			Differs: []string{noPairs, seconds, steps, "R accessibility: NaN for every cell with a pair to a facility that nobody reaches (0 ÷ 0), whatever the others add",
				"R accessibility: with α = 0 a cell without people counts as if it had people"},
			compute: func(k *Kernel, in *Input, c *Choice, s *Surface) error {
				alpha := 1.0
				if c.Alpha != nil {
					alpha = *c.Alpha
				}
				if !(alpha >= 0) {
					return fmt.Errorf("access: alpha is %g, expected 0 or more", alpha)
				}
				k.SpatialAvailability(in.Demand, in.Supply, alpha, s.Values)
				return nil
			}},
		{Name: "constrained", Title: "Constrained access: total, by supply, by demand, or by both",
			Formula: "total: S Σ_j S_j f(t_ij) ÷ Σ_i Σ_j S_j f(t_ij); supply: spatial-availability; demand: M_j = Σ_i P_i S_j f(t_ij) ÷ Σ_l S_l f(t_il); doubly: Σ_j T_ij t_ij ÷ P_i with T_ij = a_i b_j P_i S_j f(t_ij)",
			Papers:  []string{"Soukhov et al. 2025, as in the R package accessibility 1.5", "Wilson 1971, Environment and Planning 3:1-32"}, Unit: "supply", Unreached: "0", Boundary: byDecay, Needs: []Need{NeedDecay, NeedKind},
			Rests:   "total shares out the whole supply if anybody reaches any, supply shares out that of the facilities that people reach, demand shares out all people who reach any supply; doubly needs equal totals",
			Differs: []string{noPairs, seconds, steps, "R accessibility: doubly lists the flows, or returns their sums, which are the people and the supply again; here it gives the mean minutes of a cell's people"},
			compute: constrained},
		{Name: "raam", Title: "Rational agent access (RAAM)", Formula: "c_ij = D_j ÷ (S_j ρ) + t_ij ÷ τ, everybody chooses the least; A_i = Σ_j x_ij c_ij ÷ P_i",
			Papers: []string{"Saxon & Snow 2019, doi 10.1080/24694452.2019.1629870"}, Unit: "cost", Unreached: "+Inf, left out of ρ", Boundary: "no limit", Bad: true, Unsupplied: leftOut,
			Rests:   "a Wardrop equilibrium: the gap is printed, and no assignment is cheaper by more than that share",
			Differs: []string{noPairs, seconds, "PySAL access: moves whole people, at first at most a fifth of a cell, so a cell of fewer than five never leaves its nearest facility; prints no gap"},
			compute: func(k *Kernel, in *Input, c *Choice, s *Surface) error {
				o := c.RAAM
				if o == (RAAM{}) {
					o = DefaultRAAM()
				}
				e, err := Rational(in, o)
				if err != nil {
					return err
				}
				copy(s.Values, e.Score)
				s.Iterated = &Iterated{Tau: o.Tau, Rho: e.Rho, Gap: e.Gap, Rounds: e.Rounds}
				return nil
			}},
	}
}

// roundsOfFitting and fittingError bound the doubly constrained search.
const (
	roundsOfFitting = 10_000
	fittingError    = 1e-9
)

func constrained(k *Kernel, in *Input, c *Choice, s *Surface) error {
	switch c.Kind {
	case "total":
		k.TotalConstrained(in.Supply, s.Values)
	case "supply":
		k.SpatialAvailability(in.Demand, in.Supply, 1, s.Values)
	case "demand":
		s.Facilities, s.Unit = true, "people"
		s.size(k, 1)
		k.DemandConstrained(in.Demand, in.Supply, s.Values)
	case "doubly":
		d, err := k.DoublyConstrained(in.Demand, in.Supply, fittingError, roundsOfFitting)
		if err != nil {
			return err
		}
		s.Unit = "min"
		k.meanMinutes(in, d, s.Values)
		s.Fitted = &Fitted{Error: d.Error, Passes: d.Passes}
	default:
		return fmt.Errorf("access: constrained needs a kind: one of %s, found %q", strings.Join(kinds, ", "), c.Kind)
	}
	return nil
}

// meanMinutes returns the mean time of the flows of each cell: Σ_j T_ij t_ij ÷
// P_i.
func (k *Kernel) meanMinutes(in *Input, d *Doubly, out []float64) {
	clear(out)
	for j, column := range k.columns {
		w := d.Facility[j] * in.Supply[j]
		for i, t := range column {
			if f := k.once[t]; f > 0 {
				out[i] += d.Cell[i] * w * f * t.Minutes()
			}
		}
	}
}
