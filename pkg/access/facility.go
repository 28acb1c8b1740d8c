package access

import "saavu/pkg/travel"

// FacilityFigures holds the figures of one facility.
type FacilityFigures struct {
	Catchment   float64 // people within the limit
	Load        float64 // people for whom it is the nearest
	Huff        float64 // people who choose it by the shares S_j f(t_ij) ÷ Σ_l S_l f(t_il) (Huff 1963)
	Share       float64 // Huff divided by all people who reach any supply; 0 if nobody does
	Crowdedness float64 // people for each unit of supply by those shares; 0 without supply
	Loss        Loss    // what is lost if it closes, by nearest times
}

// FacilityFigures computes the figures of every facility from the kernel's decay and an
// inclusive limit.
func (k *Kernel) FacilityFigures(people, supply []float64, limit travel.Seconds) []FacilityFigures {
	out := make([]FacilityFigures, k.Facilities())
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
