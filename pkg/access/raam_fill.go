package access

import "math"

// fill assigns the people of one cell after the other to the cheapest
// facilities, given the crowds so far. Facilities fill to one level, as water
// does.
func (a *agents) fill(crowd []float64) {
	clear(crowd)
	next := choices{starts: make([]int, 0, len(a.starts))}
	costs := make([]float64, len(crowd))
	a.each(0, len(a.demand), make([]float64, len(crowd)), a.parts[0].rows, func(i int, times []float64) {
		next.starts = append(next.starts, len(next.at))
		people := a.demand[i]
		if people == 0 {
			return
		}
		bound := math.Inf(1) // the level is no higher than with everybody at one facility
		for k, t := range times {
			costs[k] = crowd[k] + t
			bound = min(bound, costs[k]+people*a.ease[k])
		}
		from := len(next.at)
		for k, v := range costs {
			if v <= bound {
				next.add(k, times[k], 0)
			}
		}
		a.level(people, costs, crowd, next.at[from:], next.mass[from:])
	})
	next.starts = append(next.starts, len(next.at))
	a.choices = next
}

// refill assigns each cell again over its choices, given the assignment of all
// others.
func (a *agents) refill(crowd []float64) {
	costs := make([]float64, len(crowd))
	for i, people := range a.demand {
		lo, hi := a.starts[i], a.starts[i+1]
		if hi-lo < 2 {
			continue
		}
		for u := lo; u < hi; u++ {
			k := a.at[u]
			crowd[k] -= a.mass[u] * a.ease[k]
			costs[k] = crowd[k] + a.time[u]
		}
		a.level(people, costs, crowd, a.at[lo:hi], a.mass[lo:hi])
	}
}

// level divides a cell's people over facilities so that all facilities used
// cost the same and no other costs less. It fills in the masses and adds to the
// crowds.
func (a *agents) level(people float64, costs, crowd []float64, at []int32, mass []float64) {
	for u := range mass {
		mass[u] = 1 // facilities still in use
	}
	level := 0.0
	for changed := true; changed; {
		over, under := people, 0.0
		for u, k := range at {
			if mass[u] > 0 {
				over += costs[k] * a.hold[k]
				under += a.hold[k]
			}
		}
		level, changed = over/under, false
		for u, k := range at {
			if mass[u] > 0 && costs[k] >= level {
				mass[u], changed = 0, true
			}
		}
	}
	for u, k := range at {
		if mass[u] > 0 {
			mass[u] = (level - costs[k]) * a.hold[k]
		}
	}
	whole(people, mass, cheapest(costs, at))
	for u, k := range at {
		crowd[k] += mass[u] * a.ease[k]
	}
}

// cheapest returns the position in the list of the facility that costs least.
func cheapest(costs []float64, at []int32) int {
	best := 0
	for u, k := range at {
		if costs[k] < costs[at[best]] {
			best = u
		}
	}
	return best
}

// whole makes masses add up to the people. Where few people meet many, or costs
// are large, rounding leaves few digits or none. Then all people go to the best
// facility.
func whole(people float64, mass []float64, best int) {
	all := 0.0
	for _, m := range mass {
		all += m
	}
	if all > 0 && all < math.Inf(1) {
		for u := range mass {
			mass[u] *= people / all
		}
		return
	}
	clear(mass)
	mass[best] = people
}
