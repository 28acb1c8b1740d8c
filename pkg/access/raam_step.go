package access

import "math"

// proximal is a step of the search: it minimises the objective plus a penalty
// for leaving the current assignment,
//
//	Σ_k D_k² ease_k ÷ 2 + Σ_iu x_iu t_iu ÷ tau + Σ_iu (x_iu − mass_iu)² ÷ (2 weight P_i).
//
// With that penalty the response of the cells to given crowds is smooth.
// Newton's method over the facilities finds the crowds at which loads and
// crowds agree, load_k ease_k = crowd_k: all cells move at once, and the
// equation solved is that the gradient of a convex function is 0. A larger
// weight gets nearer to the equilibrium and is harder to solve.
type proximal struct {
	*agents
	weight float64
	crowd  []float64
	next   []float64 // people by choice, as the cells respond to the crowds
	load   []float64 // by facility, of next
	off    []float64 // crowd × hold − load: the slope
	move   []float64 // of the Newton step
	trial  []float64 // crowds along the move
	reach  float64   // largest fall of a crowd in one move
	rise   float64   // largest rise of a crowd in one move
	split  splits
	newton conjugate
	y      []float64 // of the current cell
	in     []int
}

// splits are the cells whose people go to several facilities.
type splits struct {
	starts []int // split c has starts[c] to starts[c+1]
	at     []int32
	weight []float64 // weight × P_i
}

func newProximal(a *agents) *proximal {
	list := func() []float64 { return make([]float64, len(a.open)) }
	return &proximal{agents: a, weight: 100, crowd: list(), load: list(), off: list(), move: list(), trial: list(),
		newton: conjugate{diagonal: list(), rest: list(), ahead: list(), bent: list()}}
}

// width is how far beyond the cheapest facility the lists reach: four times the
// cost difference that the penalty allows, and at least half a minute of an
// hour.
func (p *proximal) width() float64 { return max(4/p.weight, 0.01) }

// answer computes the response of every cell to the given crowds, and the slope
// there. It rebuilds the lists if they may lack a choice.
func (p *proximal) answer(crowd []float64) {
	if !p.answerLists(crowd) {
		p.list(crowd, p.width())
		p.answerLists(crowd)
	}
	for k, c := range crowd {
		p.off[k] = c*p.hold[k] - p.load[k]
	}
}

// answerLists returns false if a facility outside a cell's list could attract
// people: nobody has a cost of more than 1 ÷ weight above the least.
func (p *proximal) answerLists(crowd []float64) bool {
	room := p.slack - p.largestFall(crowd) - 1/p.weight
	p.next = append(p.next[:0], p.mass...)
	p.split.starts, p.split.at, p.split.weight = append(p.split.starts[:0], 0), p.split.at[:0], p.split.weight[:0]
	clear(p.load)
	for i, people := range p.demand {
		lo, hi := p.starts[i], p.starts[i+1]
		if people == 0 {
			continue
		}
		least := math.Inf(1)
		for u := lo; u < hi; u++ {
			c := crowd[p.at[u]] + p.time[u]
			least = min(least, c)
			p.next[u] -= p.weight * people * c
		}
		if least > p.best[i]+room {
			return false
		}
		p.project(people, lo, hi)
	}
	return true
}

// project replaces next of a cell by the nearest vector that adds up to its
// people and is nowhere below 0 (Michelot 1986, doi 10.1007/BF00938486).
func (p *proximal) project(people float64, lo, hi int) {
	if hi == lo+1 {
		p.next[lo] = people
		p.load[p.at[lo]] += people
		return
	}
	top, best := math.Inf(-1), lo
	for u := lo; u < hi; u++ {
		if y := p.next[u]; y > top {
			top, best = y, u
		}
	}
	p.y, p.in = p.y[:0], p.in[:0]
	total := 0.0
	for u := lo; u < hi; u++ {
		if y := p.next[u]; y >= top-people {
			p.y, p.in = append(p.y, y), append(p.in, u)
			total += y
		}
		p.next[u] = 0
	}
	n, cut := len(p.y), 0.0
	for kept := -1; kept != n; {
		if kept >= 0 {
			n = kept
		}
		cut, kept = (total-people)/float64(n), 0
		for v, y := range p.y[:n] {
			if y > cut {
				p.y[kept], p.in[kept] = y, p.in[v]
				kept++
			} else {
				total -= y
			}
		}
	}
	for v := range p.y[:n] {
		p.y[v] -= cut
	}
	if n == 0 { // below rounding
		n, p.y[0], p.in[0] = 1, people, best
	}
	whole(people, p.y[:n], 0)
	for v, u := range p.in[:n] {
		p.next[u] = p.y[v]
		p.load[p.at[u]] += p.next[u]
	}
	if n > 1 {
		for _, u := range p.in[:n] {
			p.split.at = append(p.split.at, p.at[u])
		}
		p.split.starts, p.split.weight = append(p.split.starts, len(p.split.at)), append(p.split.weight, p.weight*people)
	}
}

// solve finds the crowds at which loads and crowds agree to within a cost, and
// returns the number of moves; it returns false if the allowed moves were not
// enough.
func (p *proximal) solve(within float64, most int) (int, bool) {
	p.answer(p.crowd)
	p.reach, p.rise = 0.5/p.weight, 2/p.weight
	for moves := range most {
		worst := 0.0
		for k, f := range p.off {
			worst = max(worst, math.Abs(f)*p.ease[k])
		}
		if worst <= within {
			return moves, true
		}
		p.newton.solve(p.hold, &p.split, p.off, p.move)
		p.descend()
	}
	return most, false
}

// descend follows the move until the slope along it is at most half of its
// first value. A facility that nobody uses has no information about the people
// nearby, so a crowd falls by at most reach. Where little curvature restrains
// the move, it would go far too far, so the largest rise starts at rise. Both
// bounds adapt to the moves before.
func (p *proximal) descend() {
	for k, d := range p.move {
		p.move[k] = max(d, -p.reach)
	}
	most := 0.0
	for _, d := range p.move {
		most = max(most, d)
	}
	whole := min(1, p.rise/most)
	from := dot(p.off, p.move)
	low, high := 0.0, math.Inf(1)
	lowSlope, highSlope := from, 0.0
	part := whole
	for range 30 {
		for k, c := range p.crowd {
			p.trial[k] = c + part*p.move[k]
		}
		p.answer(p.trial)
		slope := dot(p.off, p.move)
		if math.Abs(slope) <= 0.5*math.Abs(from) || slope < 0 && part == whole {
			break
		}
		if slope < 0 {
			low, lowSlope = part, slope
		} else {
			high, highSlope = part, slope
		}
		width := high - low
		part = low + width*min(max(lowSlope/(lowSlope-highSlope), 0.1), 0.9)
	}
	if part == whole {
		p.reach *= 2
		p.rise *= 4
	} else {
		p.reach = max(p.reach*part/whole, 0.5/p.weight)
		p.rise = max(2*part*most, 1/p.weight)
	}
	p.crowd, p.trial = p.trial, p.crowd
}
