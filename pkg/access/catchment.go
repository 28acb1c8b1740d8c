package access

// The floating catchment family. All measures are sums over pairs with a weight
// f(t) and share these rules: a facility that nobody reaches has no ratio and
// adds nothing; a cell that reaches nothing has 0; a cell without people has
// the value that people there would have.

// Gravity sums the supply that a cell reaches, weighted by the decay: A_i = Σ_j
// S_j f(t_ij) (Hansen 1959; Kwan 1998, doi 10.1111/j.1538-4632.1998.tb00396.x).
// With a binary decay it is the cumulative measure. out has one value per cell,
// in units of supply.
func (k *Kernel) Gravity(supply, out []float64) { k.Spread(supply, out) }

// TwoStep is the two-step floating catchment: R_j = S_j ÷ Σ_i P_i f(t_ij), then
// A_i = Σ_j R_j f(t_ij), in units of supply for each person. With a binary
// decay it is 2SFCA (Luo & Wang 2003, doi 10.1068/b29120), with a stepped or
// smooth one E2SFCA (Luo & Qi 2009, doi 10.1016/j.healthplace.2009.06.002). It
// conserves: Σ_i P_i A_i is the supply of the facilities that have any demand.
func (k *Kernel) TwoStep(people, supply, out []float64) {
	ratio := make([]float64, k.Facilities())
	k.Gather(people, ratio)
	over(supply, ratio, ratio)
	k.Spread(ratio, out)
}

// ThreeStep is 3SFCA (Wan, Zou & Sternberg 2012, doi
// 10.1080/13658816.2011.624987): people are divided among the facilities that
// they reach, G_ij = f(t_ij) ÷ Σ_k f(t_ik), before the two steps: R_j = S_j ÷
// Σ_i G_ij P_i f(t_ij), A_i = Σ_j G_ij R_j f(t_ij). It conserves as TwoStep
// does.
func (k *Kernel) ThreeStep(people, supply, out []float64) {
	ratio, reach := make([]float64, k.Facilities()), make([]float64, k.cells)
	k.Spread(ones(k.Facilities()), reach)
	over(people, reach, out)
	k.GatherSquared(out, ratio)
	over(supply, ratio, ratio)
	k.SpreadSquared(ratio, out)
	over(out, reach, out)
}

// Modified is M2SFCA (Delamater 2013, doi 10.1016/j.healthplace.2013.07.012):
// A_i = Σ_j S_j f(t_ij)² ÷ Σ_k P_k f(t_kj). It loses supply where facilities
// stand far from people: Σ_i P_i A_i is at most the supply.
func (k *Kernel) Modified(people, supply, out []float64) {
	ratio := make([]float64, k.Facilities())
	k.Gather(people, ratio)
	over(supply, ratio, ratio)
	k.SpreadSquared(ratio, out)
}

// Balanced is BFCA (Páez, Higgins & Vivona 2019, doi
// 10.1371/journal.pone.0218773): demand and level of service are each divided
// into shares that add up to 1. L_j = S_j ÷ Σ_i P_i f(t_ij)/Σ_k f(t_ik), then
// A_i = Σ_j L_j f(t_ij)/Σ_k f(t_kj). Σ_i A_i = Σ_j L_j; Σ_i P_i A_i is not the
// supply.
func (k *Kernel) Balanced(people, supply, out []float64) {
	level, sum, reach := make([]float64, k.Facilities()), make([]float64, k.Facilities()), make([]float64, k.cells)
	k.Spread(ones(k.Facilities()), reach)
	over(people, reach, out)
	k.gatherPlain(out, level, sum)
	over(supply, level, level)
	over(level, sum, level)
	k.Spread(level, out)
}

// Crowdedness is i2SFCA (Wang 2020, doi 10.1080/13658816.2020.1811868), the two
// steps in reverse order: C_j = Σ_i P_i f(t_ij) ÷ Σ_l S_l f(t_il), people for
// each unit of supply at a facility. out has one value per facility; 0 for one
// that nobody reaches or that has no supply, since nobody goes there. It
// conserves people: Σ_j S_j C_j is the number of people who reach any supply.
func (k *Kernel) Crowdedness(people, supply, out []float64) {
	reach := make([]float64, k.cells)
	k.Spread(supply, reach)
	over(people, reach, reach)
	k.Gather(reach, out)
	for j, s := range supply {
		if s == 0 {
			out[j] = 0
		}
	}
}

// Ratio turns an accessibility surface into the spatial access ratio: each
// value divided by the mean weighted by people (Wan, Zhan, Zou & Chow 2012).
// Where the mean is 0, every value is 0.
func Ratio(access, people, out []float64) {
	sum, all := 0.0, 0.0
	for i, p := range people {
		sum += p * access[i]
		all += p
	}
	for i, a := range access {
		out[i] = 0
		if sum > 0 {
			out[i] = a * all / sum
		}
	}
}
