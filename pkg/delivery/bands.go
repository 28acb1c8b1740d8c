package delivery

import (
	"slices"
	"sort"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// starts collects the ages at which any value by age may change, once for each zone.
func starts(r *params.Reader, n *network.Network) []int {
	cuts := map[int]bool{0: true}
	for _, p := range []string{
		"population.mobility_limited_share", "population.car_access_share", "need.evening_share",
		"digital.reach_by_age", "digital.support_lever_gain", "travel.escort_share",
	} {
		r.Cuts(p, cuts)
	}
	// Fees start at an age, adults' time is priced from 18, and report groups
	// are cut at these ages.
	for _, a := range []int{7, 18, 23, 65, 75} {
		cuts[a] = true
	}
	for i := range n.Services {
		v := &n.Services[i]
		if v.Products == nil {
			r.Cuts(v.RatePath, cuts)
		}
		for _, p := range v.Products {
			cuts[p.Ages.From], cuts[p.Ages.To+1] = true, true
		}
		cuts[v.Target.From], cuts[v.Target.To+1] = true, true
		if v.SchoolAges.To > 0 {
			cuts[v.SchoolAges.From], cuts[v.SchoolAges.To+1] = true, true
		}
		if v.FeeFreeUnder > 0 {
			cuts[v.FeeFreeUnder] = true
		}
	}
	for i := range n.Segments {
		for _, shares := range n.Segments[i].Shares {
			for _, s := range shares {
				cuts[s.Ages.From], cuts[s.Ages.To+1] = true, true
			}
		}
	}
	var out []int
	for a := range cuts {
		if a >= 0 && a < population.Ages {
			out = append(out, a)
		}
	}
	sort.Ints(out)
	return slices.Repeat(out, max(1, len(n.Zones)))
}

// Band reads a parameter by age into one value per band: its value at the
// band's first age, because bands are cut wherever a value may change.
func (m *Model) Band(r *params.Reader, prefix string) []float64 {
	byAge := r.ByAge(prefix, population.Ages)
	out := make([]float64, len(m.Starts))
	for b, a := range m.Starts {
		out[b] = byAge[a]
	}
	return out
}

func (m *Model) inGroup(g population.Group) []float64 {
	out := make([]float64, len(m.Starts))
	for b, a := range m.Starts {
		if a >= g.From && a <= g.To {
			out[b] = 1
		}
	}
	return out
}

// Share returns the part of a band's people who are of a traveller type.
func (m *Model) Share(t Type, b int) float64 {
	l, c := m.Limited[b], m.Car[b]
	if t == Free || t == Driver {
		l = 1 - l
	}
	if t == Free || t == FreeLimited {
		c = 1 - c
	}
	return l * c
}

// shares returns the part of each band's people who are of a traveller type.
func (m *Model) shares(t Type) []float64 {
	out := make([]float64, len(m.Starts))
	for b := range out {
		out[b] = m.Share(t, b)
	}
	return out
}
