package access

import "slices"

// Measures lists every measure, in the order of the documentation.
func Measures() []Measure {
	return append(append(opportunityMeasures(), catchmentMeasures()...), constrainedMeasures()...)
}

const (
	inclusive = "a time equal to the limit is within it"
	byDecay   = "as defined by the decay"
	leftOut   = "left out, as if it were no facility"
	takesNone = "left out, attracts no people; --zero-supply keep lets it attract some"
)

// Differences from other programs that apply to several measures.
const (
	noPairs   = "R accessibility, PySAL access: a cell without a pair in the matrix has no value; here it has the value of a cell that reaches nothing"
	seconds   = "R accessibility, PySAL access: times keep their decimals; here they are whole seconds"
	belowInR5 = "R5: a time equal to the cutoff is outside, as with --boundary below"
	steps     = "R accessibility: a time at the end of a step has the next step's weight, as with stepped-open"
	uncapped  = "PySAL access: a power decay rises above 1 below one minute (or its scale), and is infinite at time 0"
	keptInR   = "R accessibility: a facility without supply attracts people, as with --zero-supply keep"
	keptInPy  = "PySAL access: a facility without supply attracts people, as with --zero-supply keep"
	noPeople  = "R accessibility, PySAL access: a facility reached only from cells without people divides by 0, and those cells have +Inf; here it adds nothing"
)

func opportunityMeasures() []Measure {
	return []Measure{
		{Name: "nearest", Title: "Time to the nearest facility", Formula: "A_i = min_j t_ij",
			Papers: []string{"Church & ReVelle 1974, Papers of the Regional Science Association 32:101-118"}, Unit: "min", Unreached: "+Inf", Boundary: "no limit", Bad: true, Unsupplied: leftOut,
			Differs: []string{noPairs, seconds},
			compute: func(k *Kernel, in *Input, c *Choice, s *Surface) error {
				NearestMinutes(in.Columns, make([]uint32, k.cells), s.Values)
				return nil
			}},
		{Name: "closest-n", Title: "Time to the n-th nearest facility, or to n units of supply", Formula: "A_i = min T with Σ_j S_j [t_ij ≤ T] ≥ n",
			Papers: []string{"Pereira & Herszenhut 2023, Introduction to urban accessibility (Ipea)"}, Unit: "min", Unreached: "+Inf, also where n is never reached", Boundary: inclusive, Bad: true, Unsupplied: leftOut,
			Differs: []string{noPairs, seconds, "R accessibility: counts units of supply, as --units does",
				"R accessibility: with n = 1 any supply above 0 is enough, even less than a unit, as without --units"},
			compute: func(k *Kernel, in *Input, c *Choice, s *Surface) error {
				units, n := ones(len(in.Supply)), c.Count
				if c.Units {
					units = in.Supply
				}
				if n == 0 {
					n = 1
				}
				k.ClosestN(units, n, s.Values)
				return nil
			}},
		{Name: "choices", Title: "Facilities within a time", Formula: "A_i = Σ_j [t_ij ≤ T]",
			Papers: []string{"Wachs & Kumagai 1973, Socio-Economic Planning Sciences 7:437-456"}, Unit: "facilities", Unreached: "0", Boundary: inclusive, Needs: []Need{NeedCutoffs}, Unsupplied: leftOut,
			compute: func(k *Kernel, in *Input, c *Choice, s *Surface) error {
				return cumulative(k, ones(len(in.Supply)), c, s)
			}},
		{Name: "cumulative", Title: "Supply within a time", Formula: "A_i = Σ_j S_j [t_ij ≤ T]",
			Papers: []string{"Wachs & Kumagai 1973, Socio-Economic Planning Sciences 7:437-456"}, Unit: "supply", Unreached: "0", Boundary: inclusive, Needs: []Need{NeedCutoffs},
			Differs: []string{noPairs, seconds, belowInR5, "R accessibility: before 1.6, integers are summed in 32 bits, which overflows with many jobs"},
			compute: func(k *Kernel, in *Input, c *Choice, s *Surface) error { return cumulative(k, in.Supply, c, s) }},
		{Name: "interval", Title: "Supply within a range of times", Formula: "A_i = median (or mean) of Σ_j S_j [t_ij ≤ T] over T = T1, T1 + step … T2",
			Papers: []string{"Tomasiello et al. 2023, doi 10.1016/j.apgeog.2023.103007"}, Unit: "supply", Unreached: "0", Boundary: inclusive, Needs: []Need{NeedInterval},
			Differs: []string{noPairs, seconds, belowInR5, "R accessibility: the median or mean is truncated to a whole number"},
			compute: func(k *Kernel, in *Input, c *Choice, s *Surface) error {
				step := c.Step
				if step == 0 {
					step = 1
				}
				return k.Interval(in.Supply, c.From-c.short(), c.To-c.short(), step, !c.Mean, s.Values)
			}},
		{Name: "balancing", Title: "Time until supply balances people", Formula: "A_i = min T with Σ_j S_j [t_ij ≤ T] ≥ P_i",
			Papers: []string{"Barboza et al. 2021, doi 10.1016/j.jtrangeo.2020.102924"}, Unit: "min", Unreached: "+Inf where supply never balances; 0 for a cell without people", Boundary: inclusive, Bad: true,
			Differs: []string{noPairs, seconds, "R accessibility: requires more supply than people", "R accessibility: checks only whole steps of its increment",
				"R accessibility: NA where supply never balances"},
			compute: func(k *Kernel, in *Input, c *Choice, s *Surface) error {
				k.Balancing(in.Demand, in.Supply, s.Values)
				return nil
			}},
		{Name: "gravity", Title: "Supply weighted by time", Formula: "A_i = Σ_j S_j f(t_ij)",
			Papers: []string{"Hansen 1959, Journal of the American Institute of Planners 25:73-76", "Kwan 1998, doi 10.1111/j.1538-4632.1998.tb00396.x"}, Unit: "supply", Unreached: "0", Boundary: byDecay, Needs: []Need{NeedDecay},
			Rests: "with a binary decay it is cumulative; in the passive direction it is the market potential Σ_i P_i f(t_ij)", Differs: []string{noPairs, seconds, steps, uncapped},
			compute: func(k *Kernel, in *Input, c *Choice, s *Surface) error {
				k.Gravity(in.Supply, s.Values)
				return nil
			}},
	}
}

func cumulative(k *Kernel, supply []float64, c *Choice, s *Surface) error {
	if len(c.Cutoffs) > 1 {
		s.Columns = c.Cutoffs
	}
	s.size(k, len(c.Cutoffs))
	cutoffs := slices.Clone(c.Cutoffs)
	for i := range cutoffs {
		cutoffs[i] -= c.short()
	}
	return k.Cumulative(supply, cutoffs, s.Values)
}

func catchmentMeasures() []Measure {
	const each, conserves = "supply per person", "Σ_i P_i A_i is the supply of the facilities that have any demand"
	of := func(do func(k *Kernel, people, supply, out []float64)) func(*Kernel, *Input, *Choice, *Surface) error {
		return func(k *Kernel, in *Input, c *Choice, s *Surface) error {
			do(k, in.Demand, in.Supply, s.Values)
			return nil
		}
	}
	return []Measure{
		{Name: "2sfca", Title: "Two-step floating catchment (2SFCA; E2SFCA with a decay)", Formula: "R_j = S_j ÷ Σ_i P_i f(t_ij); A_i = Σ_j R_j f(t_ij)",
			Papers: []string{"Luo & Wang 2003, doi 10.1068/b29120", "Luo & Qi 2009, doi 10.1016/j.healthplace.2009.06.002"}, Unit: each, Unreached: "0", Boundary: byDecay, Needs: []Need{NeedDecay}, Rests: conserves,
			Differs: []string{noPairs, seconds, steps, uncapped, noPeople},
			compute: of((*Kernel).TwoStep)},
		{Name: "3sfca", Title: "Three-step floating catchment (3SFCA)", Formula: "G_ij = f(t_ij) ÷ Σ_k f(t_ik); R_j = S_j ÷ Σ_i G_ij P_i f(t_ij); A_i = Σ_j G_ij R_j f(t_ij)",
			Papers: []string{"Wan, Zou & Sternberg 2012, doi 10.1080/13658816.2011.624987"}, Unit: each, Unreached: "0", Boundary: byDecay, Needs: []Need{NeedDecay}, Rests: conserves,
			Unsupplied: takesNone, Shared: true,
			Differs: []string{noPairs, seconds, keptInPy, uncapped, noPeople}, compute: of((*Kernel).ThreeStep)},
		{Name: "m2sfca", Title: "Modified two-step floating catchment (M2SFCA)", Formula: "A_i = Σ_j S_j f(t_ij)² ÷ Σ_k P_k f(t_kj)",
			Papers: []string{"Delamater 2013, doi 10.1016/j.healthplace.2013.07.012"}, Unit: each, Unreached: "0", Boundary: byDecay, Needs: []Need{NeedDecay},
			Rests: "Σ_i P_i A_i is at most the supply: supply far from people is lost", compute: of((*Kernel).Modified)},
		{Name: "v2sfca", Title: "Two-step floating catchment of variable size (V2SFCA)", Formula: "T_j = first size with Σ_i P_i [t_ij ≤ T_j] ≥ base people; T_i = first size with Σ_j R_j [t_ij ≤ T_i] ≥ base ratio; 2sfca within them",
			Papers: []string{"Luo & Whippo 2012, doi 10.1016/j.healthplace.2012.04.002", "Stacherl & Sauzet 2023, doi 10.1186/s12942-023-00358-z"}, Unit: each, Unreached: "0", Boundary: inclusive, Needs: []Need{NeedDecay, NeedVariable},
			Rests: "with one size it is 2sfca within it",
			compute: func(k *Kernel, in *Input, c *Choice, s *Surface) error {
				return k.VariableCatchment(in.Demand, in.Supply, c.Variable, s.Values)
			}},
		{Name: "bfca", Title: "Balanced floating catchment (BFCA)", Formula: "L_j = S_j ÷ Σ_i P_i f(t_ij)/Σ_k f(t_ik); A_i = Σ_j L_j f(t_ij)/Σ_k f(t_kj)",
			Papers: []string{"Páez, Higgins & Vivona 2019, doi 10.1371/journal.pone.0218773"}, Unit: each, Unreached: "0", Boundary: byDecay, Needs: []Need{NeedDecay},
			Rests: "Σ_i A_i = Σ_j L_j; Σ_i P_i A_i is not the supply", Unsupplied: takesNone, Shared: true,
			Differs: []string{noPairs, seconds, keptInR, steps, noPeople}, compute: of((*Kernel).Balanced)},
		{Name: "crowdedness", Title: "Crowdedness of facilities (i2SFCA)", Formula: "C_j = Σ_i P_i f(t_ij) ÷ Σ_l S_l f(t_il)",
			Papers: []string{"Wang 2020, doi 10.1080/13658816.2020.1811868"}, Unit: "people per unit of supply", Unreached: "0 for a facility that nobody reaches", Boundary: byDecay, Needs: []Need{NeedDecay},
			Rests: "Σ_j S_j C_j is the number of people who reach any supply", Unsupplied: "0, as nobody goes there", Facilities: true, Bad: true, compute: of((*Kernel).Crowdedness)},
	}
}
