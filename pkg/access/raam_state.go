package access

import (
	"math"

	"saavu/pkg/travel"
)

// agents is the state of the search: who goes where, over the facilities with
// supply. A cell has a list of choices: the facilities that cost at most slack
// more than the cheapest, and those that its people use. While no other
// facility can matter, the search reads the lists instead of all times.
type agents struct {
	open     []int              // facilities with supply
	columns  [][]travel.Seconds // their columns
	per      float64            // 1 ÷ tau, per second
	hold     []float64          // by open facility: S_k rho, the people who form a crowd of 1
	ease     []float64          // 1 ÷ hold
	rho      float64
	demand   []float64 // people by cell; 0 for those who reach nothing
	people   float64   // people who reach anything
	unserved float64
	choices
	listed []float64 // crowds when the lists were made
	best   []float64 // by cell: the least cost at that time; +Inf where nothing is reached
	slack  float64
	run    Runner
	parts  [listTasks]part
	spare  choices // memory for the next lists
}

// part is what one task lists.
type part struct {
	choices
	rows []float64 // costs of a few cells, [cell*open+k]
}

// listTasks is the number of parts of the cells that are listed at the same
// time.
const listTasks = 8

// empty returns empty lists that reuse the same memory.
func (c *choices) empty() choices {
	return choices{c.starts[:0], c.at[:0], c.time[:0], c.mass[:0]}
}

// choices are lists of facilities by cell, one after the other.
type choices struct {
	starts []int     // cell i has entries starts[i] to starts[i+1]
	at     []int32   // which open facility, ascending
	time   []float64 // its t ÷ tau
	mass   []float64 // people of the cell who go there
}

// add appends a facility to the list of the current cell.
func (c *choices) add(at int, time, mass float64) {
	c.at, c.time, c.mass = append(c.at, int32(at)), append(c.time, time), append(c.mass, mass)
}

// cellsTogether is how many cells are read at a time: their times share cache
// lines.
const cellsTogether = 32

// newAgents builds the state over the facilities with supply, with nobody
// assigned.
func newAgents(in *Input, o RAAM) *agents {
	a := &agents{per: 1 / (60 * o.Tau), rho: o.Rho, demand: make([]float64, len(in.Demand)),
		best: make([]float64, len(in.Demand))}
	supply := 0.0
	reaches := make([]bool, len(in.Demand))
	for j, s := range in.Supply {
		if s <= 0 {
			continue
		}
		a.open, a.columns = append(a.open, j), append(a.columns, in.Columns[j])
		supply += s
		for i, t := range in.Columns[j] {
			if t != travel.Unreached {
				reaches[i] = true
			}
		}
	}
	for i, p := range in.Demand {
		if reaches[i] {
			a.demand[i] = p
			a.people += p
		} else {
			a.unserved += p
		}
	}
	if a.rho == 0 && supply > 0 {
		a.rho = a.people / supply
	}
	for _, j := range a.open {
		a.hold, a.ease = append(a.hold, in.Supply[j]*a.rho), append(a.ease, 1/(in.Supply[j]*a.rho))
	}
	a.starts, a.run = make([]int, len(in.Demand)+1), in.Run
	for i := range a.parts {
		a.parts[i].rows = make([]float64, cellsTogether*len(a.open))
	}
	if a.run == nil {
		a.run = inTurn
	}
	return a
}

// each calls do for every cell from first to before last with the cost of one
// person at each facility, +Inf where it is not reached. The costs are those of
// the crowds before a few cells are moved. rows is memory for the costs of
// cellsTogether cells.
func (a *agents) each(first, last int, crowd, rows []float64, do func(cell int, costs []float64)) {
	m := len(a.columns)
	for lo := first; lo < last; lo += cellsTogether {
		hi := min(lo+cellsTogether, last)
		for k, column := range a.columns {
			c := crowd[k]
			for i, t := range column[lo:hi] {
				v := math.Inf(1)
				if t != travel.Unreached {
					v = c + float64(t)*a.per
				}
				rows[i*m+k] = v
			}
		}
		for i := lo; i < hi; i++ {
			do(i, rows[(i-lo)*m:(i-lo+1)*m])
		}
	}
}

// list rebuilds the lists at the given crowds: from the existing lists if they
// hold all that is needed, else from all times. Assigned people stay.
func (a *agents) list(crowd []float64, slack float64) {
	if a.listed == nil || !a.narrow(crowd, slack) {
		a.listAll(crowd, slack)
	}
	a.listed, a.slack = append(a.listed[:0], crowd...), slack
}

// narrow lists from the existing lists. It returns false and changes nothing if
// a facility that is not listed may cost at most slack more than the cheapest.
func (a *agents) narrow(crowd []float64, slack float64) bool {
	room := a.slack - a.largestFall(crowd) - slack
	if room < 0 {
		return false
	}
	next := a.spare.empty()
	best := make([]float64, len(a.best))
	for i := range a.demand {
		next.starts = append(next.starts, len(next.at))
		lo, hi := a.starts[i], a.starts[i+1]
		best[i] = math.Inf(1)
		for u := lo; u < hi; u++ {
			best[i] = min(best[i], crowd[a.at[u]]+a.time[u])
		}
		if lo < hi && best[i] > a.best[i]+room {
			return false
		}
		for u := lo; u < hi; u++ {
			if k := a.at[u]; crowd[k]+a.time[u] <= best[i]+slack || a.mass[u] > 0 {
				next.add(int(k), a.time[u], a.mass[u])
			}
		}
	}
	next.starts = append(next.starts, len(next.at))
	a.choices, a.spare, a.best = next, a.choices, best
	return true
}

// listAll lists from all times. Parts of the cells are listed at the same time:
// a list does not depend on those of other cells.
func (a *agents) listAll(crowd []float64, slack float64) {
	together := (len(a.demand) + listTasks - 1) / listTasks
	a.run(listTasks, func(task int) {
		first := min(task*together, len(a.demand))
		a.listPart(first, min(first+together, len(a.demand)), crowd, slack, &a.parts[task])
	})
	next := a.spare.empty()
	for t := range a.parts {
		part := &a.parts[t]
		before := len(next.at)
		for _, start := range part.starts {
			next.starts = append(next.starts, before+start)
		}
		next.at, next.time, next.mass = append(next.at, part.at...), append(next.time, part.time...),
			append(next.mass, part.mass...)
	}
	next.starts = append(next.starts, len(next.at))
	a.choices, a.spare = next, a.choices
}

func (a *agents) listPart(first, last int, crowd []float64, slack float64, next *part) {
	next.choices = next.empty()
	a.each(first, last, crowd, next.rows, func(i int, costs []float64) {
		least := math.Inf(1)
		for _, v := range costs {
			if v < least {
				least = v
			}
		}
		a.best[i] = least
		next.starts = append(next.starts, len(next.at))
		u, end := a.starts[i], a.starts[i+1]
		for k, v := range costs {
			mass := 0.0
			if u < end && a.at[u] == int32(k) {
				mass = a.mass[u]
				u++
			}
			if v <= least+slack && v < math.Inf(1) || mass > 0 {
				next.add(k, float64(a.columns[k][i])*a.per, mass)
			}
		}
	})
}

// largestFall returns the largest fall of a crowd since the lists were made.
func (a *agents) largestFall(crowd []float64) float64 {
	most := 0.0
	for k, c := range crowd {
		most = max(most, a.listed[k]-c)
	}
	return most
}

// crowds fills in D_k ÷ (S_k rho) of the current assignment.
func (a *agents) crowds(out []float64) {
	clear(out)
	for u, k := range a.at {
		out[k] += a.mass[u]
	}
	for k := range out {
		out[k] *= a.ease[k]
	}
}

// gap returns the relative gap and the total cost of all people, at the given
// crowds, which must be those of the current assignment and of the lists.
func (a *agents) gap(crowd []float64) (gap, all float64) {
	least := 0.0
	for i, p := range a.demand {
		if p == 0 {
			continue
		}
		least += p * a.best[i]
		for u := a.starts[i]; u < a.starts[i+1]; u++ {
			all += a.mass[u] * (crowd[a.at[u]] + a.time[u])
		}
	}
	return max(all-least, 0) / all, all
}

// result returns scores and loads; the lists must be those of the current
// assignment.
func (a *agents) result(in *Input, crowd []float64, gap float64, rounds int) *Equilibrium {
	e := &Equilibrium{Score: make([]float64, len(in.Demand)), Load: make([]float64, len(in.Supply)), Rho: a.rho,
		Gap: gap, Rounds: rounds, Unserved: a.unserved}
	for i, p := range a.demand {
		if p == 0 {
			e.Score[i] = a.best[i]
			continue
		}
		for u := a.starts[i]; u < a.starts[i+1]; u++ {
			e.Load[a.open[a.at[u]]] += a.mass[u]
			e.Score[i] += a.mass[u] * (crowd[a.at[u]] + a.time[u])
		}
		e.Score[i] /= p
	}
	return e
}
