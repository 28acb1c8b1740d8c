package access

import "saavu/pkg/travel"

// Side is what a measure says of one facility.
type Side struct {
	Catchment   float64 // people within the limit
	Load        float64 // people for whom it is the nearest
	Huff        float64 // people who go there by the shares S_j f(t_ij) ÷ Σ_l S_l f(t_il) (Huff 1963)
	Share       float64 // Huff as a part of all people who reach any supply; 0 where nobody does
	Crowdedness float64 // people for each unit of supply by those shares; 0 without supply
	Loss        Loss    // what closes with it, by nearest times
}

// Sides gives what the kernel's decay and a limit, inclusive, say of every
// facility.
func (k *Kernel) Sides(people, supply []float64, limit travel.Seconds) []Side {
	out := make([]Side, k.Facilities())
	crowded := make([]float64, len(out))
	k.Crowdedness(people, supply, crowded)
	all := 0.0
	for j := range out {
		out[j].Crowdedness = crowded[j]
		out[j].Huff = crowded[j] * supply[j]
		all += out[j].Huff
	}
	for j, l := range NearestLosses(k.columns, people, limit) {
		s := &out[j]
		s.Loss, s.Load = l, l.Users
		if all > 0 {
			s.Share = s.Huff / all
		}
		for i, t := range k.columns[j] {
			if t <= limit && t != travel.Unreached {
				s.Catchment += people[i]
			}
		}
	}
	return out
}
