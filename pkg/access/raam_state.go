package access

import (
	"math"

	"saavu/pkg/travel"
)

// newAgents lays the times out by cell, over the facilities with supply.
func newAgents(in *Input, o RAAM) *agents {
	a := &agents{o: o, demand: in.Demand, uses: make([][]share, len(in.Demand))}
	supply := 0.0
	for j, s := range in.Supply {
		if s > 0 {
			a.open = append(a.open, j)
			supply += s
		}
	}
	a.layTimes(in)
	a.crowd, a.ease = make([]float64, len(a.open)), make([]float64, len(a.open))
	first := make([]share, len(in.Demand))
	for i, p := range in.Demand {
		switch k, _ := a.cheapest(i); {
		case p > 0 && k >= 0:
			a.people += p
			a.uses[i] = first[i : i : i+1]
		default:
			a.unserved += p
		}
	}
	a.rho = o.Rho
	if a.rho == 0 && supply > 0 {
		a.rho = a.people / supply
	}
	for k, j := range a.open {
		a.ease[k] = 1 / (in.Supply[j] * a.rho)
	}
	return a
}

func (a *agents) layTimes(in *Input) {
	m := len(a.open)
	a.times = make([]float64, len(in.Demand)*m)
	per := 1 / (60 * a.o.Tau)
	for lo := 0; lo < len(in.Demand); lo += block {
		hi := min(lo+block, len(in.Demand))
		for k, j := range a.open {
			for i, t := range in.Columns[j][lo:hi] {
				v := math.Inf(1)
				if t != travel.Unreached {
					v = float64(t) * per
				}
				a.times[(lo+i)*m+k] = v
			}
		}
	}
}

// cheapest gives the facility that costs a person of a cell least, and the cost;
// -1 and +Inf where none is reached.
func (a *agents) cheapest(cell int) (at int, cost float64) {
	m := len(a.crowd)
	row := a.times[cell*m : cell*m+m]
	at, cost = -1, math.Inf(1)
	for k, c := range a.crowd {
		if v := c + row[k]; v < cost {
			at, cost = k, v
		}
	}
	return at, cost
}

// visitAll puts everybody where it is cheapest, one cell after the other with
// the crowds of those before.
func (a *agents) visitAll() {
	for i, p := range a.demand {
		if a.uses[i] == nil {
			continue
		}
		k, _ := a.cheapest(i)
		a.uses[i] = append(a.uses[i], share{int32(k), p})
		a.crowd[k] += p * a.ease[k]
	}
}

// visit moves people of the cells from dearer facilities to the cheapest, as
// many as make the two cost the same. It gives how much cost that saves, at the
// crowds of each visit, as a part of the cost of all.
func (a *agents) visit(cells []int32) float64 {
	saved := 0.0
	for _, i := range cells {
		k, least := a.cheapest(int(i))
		row := a.times[int(i)*len(a.crowd):]
		moved := 0.0
		uses := a.uses[i]
		at := -1
		for u := range uses {
			s := &uses[u]
			from := int(s.at)
			if from == k {
				at = u
				continue
			}
			more := a.crowd[from] + row[from] - (a.crowd[k] + row[k])
			if more <= 0 {
				continue
			}
			d := min(s.mass, more/(a.ease[from]+a.ease[k]))
			saved += d * more
			s.mass -= d
			moved += d
			a.crowd[from] -= d * a.ease[from]
			a.crowd[k] += d * a.ease[k]
		}
		_ = least
		if moved == 0 {
			continue
		}
		if at >= 0 {
			uses[at].mass += moved
		} else {
			uses = append(uses, share{int32(k), moved})
		}
		kept := uses[:0]
		for _, s := range uses {
			if s.mass > 0 {
				kept = append(kept, s)
			}
		}
		a.uses[i] = kept
	}
	return saved / max(a.cost, math.SmallestNonzeroFloat64)
}

// measure gives the relative gap at the present crowds and the cells near a
// boundary: those whose people would gain by moving, or nearly.
func (a *agents) measure(active []int32) (float64, []int32) {
	a.recount()
	m := len(a.crowd)
	all, least := 0.0, 0.0
	near := a.nearness()
	for i, uses := range a.uses {
		if len(uses) == 0 {
			continue
		}
		row := a.times[i*m : i*m+m]
		first, second := math.Inf(1), math.Inf(1)
		for k, c := range a.crowd {
			v := c + row[k]
			if v < first {
				first, second = v, first
			} else if v < second {
				second = v
			}
		}
		bears := 0.0
		for _, s := range uses {
			bears += s.mass * (a.crowd[s.at] + row[s.at])
		}
		all += bears
		least += a.demand[i] * first
		if len(uses) > 1 || second-first < near || bears > a.demand[i]*first*(1+1e-12) {
			active = append(active, int32(i))
		}
	}
	a.cost = all
	return max(all-least, 0) / all, active
}

// visits is how often the active cells are visited between two measures: seldom
// while they are most of all, as a measure costs no more then and shows which
// are done.
func (a *agents) visits(active int) int {
	if 2*active > len(a.demand) {
		return settling / 20
	}
	return settling
}

// nearness is how much dearer the second choice may be for a cell to be visited
// between two measures: some times what any crowd has moved since the last one.
func (a *agents) nearness() float64 {
	if a.last == nil {
		a.last = make([]float64, len(a.crowd))
		copy(a.last, a.crowd)
		return 0.25
	}
	moved := 0.0
	for k, c := range a.crowd {
		moved = max(moved, math.Abs(c-a.last[k]))
		a.last[k] = c
	}
	return min(0.25, 2*moved)
}

// recount makes the crowds anew from the masses, so that rounding does not add up.
func (a *agents) recount() {
	clear(a.crowd)
	for _, uses := range a.uses {
		for _, s := range uses {
			a.crowd[s.at] += s.mass
		}
	}
	for k := range a.crowd {
		a.crowd[k] *= a.ease[k]
	}
}

func (a *agents) result(in *Input, gap float64, rounds int) *Equilibrium {
	e := &Equilibrium{Score: make([]float64, len(in.Demand)), Load: make([]float64, len(in.Supply)), Rho: a.rho, Gap: gap, Rounds: rounds, Unserved: a.unserved}
	m := len(a.crowd)
	for i := range e.Score {
		bears := 0.0
		for _, s := range a.uses[i] {
			e.Load[a.open[s.at]] += s.mass
			bears += s.mass * (a.crowd[s.at] + a.times[i*m+int(s.at)])
		}
		if len(a.uses[i]) > 0 {
			e.Score[i] = bears / a.demand[i]
		} else {
			_, e.Score[i] = a.cheapest(i)
		}
	}
	return e
}
