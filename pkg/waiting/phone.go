package waiting

import "math"

// Phone is a line on which callers may give up: calls a unit of time, agents who handle
// one call in Service units, and callers whose patience has the mean Patience. Gaps,
// handling times and patience are exponential (Erlang A).
type Phone struct {
	Agents   int
	Calls    float64
	Service  float64
	Patience float64
}

// Waiting is the mean number of callers who wait.
func (p Phone) Waiting() float64 {
	up := func(n int) float64 { // probability of n+1 callers over that of n
		busy := math.Min(float64(n+1), float64(p.Agents)) / p.Service
		return p.Calls / (busy + math.Max(0, float64(n+1-p.Agents))/p.Patience)
	}
	all, sum := 1.0, 0.0 // in units of the probability of c callers
	for n, x := p.Agents-1, 1.0; n >= 0; n-- {
		x /= up(n)
		if all += x; x < 1e-18*all {
			break
		}
	}
	for n, x := p.Agents, 1.0; ; n++ {
		r := up(n)
		x *= r
		all += x
		sum += x * float64(n+1-p.Agents)
		if r < 1 && x*float64(n+2-p.Agents) < 1e-17*all {
			return sum / all
		}
	}
}

// GivenUp is the share of calls that are given up.
func (p Phone) GivenUp() float64 { return p.Waiting() / p.Patience / p.Calls }

// Wait is the mean wait of all calls, given up or not.
func (p Phone) Wait() float64 { return p.Waiting() / p.Calls }

// PatienceOf is the mean patience that a mean wait of all calls and the share of answered
// calls imply, in the unit of the wait; NaN if all calls are answered.
func PatienceOf(wait, answered float64) float64 {
	if !(answered < 1) {
		return math.NaN()
	}
	return wait / (1 - answered)
}

// CallsOf is the calls a unit of time at which agents answer a share of them; NaN unless
// the share is between 0 and 1.
func CallsOf(p Phone, answered float64) float64 {
	if !(answered > 0 && answered < 1) {
		return math.NaN()
	}
	low, high := 0.0, float64(p.Agents)/p.Service
	for at := p; ; high *= 2 {
		if at.Calls = high; at.GivenUp() > 1-answered {
			break
		}
	}
	for range 200 {
		p.Calls = (low + high) / 2
		if p.Calls == low || p.Calls == high {
			break
		}
		if p.GivenUp() > 1-answered {
			high = p.Calls
		} else {
			low = p.Calls
		}
	}
	return p.Calls
}

// AgentsFor is the smallest number of agents with which a condition holds, or 0 if not
// even most do.
func AgentsFor(p Phone, most int, holds func(Phone) bool) int {
	for p.Agents = 1; p.Agents <= most; p.Agents++ {
		if holds(p) {
			return p.Agents
		}
	}
	return 0
}

// CallBack is the mean time, in the unit of its arguments, until callers are called back,
// if they call evenly over arrive and are called back in order, evenly over serve, which
// is not shorter.
func CallBack(arrive, serve float64) float64 { return (serve - arrive) / 2 }
