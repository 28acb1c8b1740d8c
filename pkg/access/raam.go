package access

import (
	"fmt"
	"math"
)

// RAAM holds the settings of Rational: the time in minutes that weighs as much
// as an average crowd; the people for each unit of supply in an average crowd
// (0: all people who reach anything ÷ all supply); the relative gap at which
// the search ends; and the most rounds that it runs.
type RAAM struct {
	Tau  float64
	Rho  float64
	Gap  float64
	Most int
}

// DefaultRAAM returns 60 minutes, the average crowd, a gap of a millionth and a
// thousand rounds.
func DefaultRAAM() RAAM { return RAAM{Tau: 60, Gap: 1e-6, Most: 1000} }

// Equilibrium is the result of Rational.
type Equilibrium struct {
	Score    []float64 // by cell, lower is better; +Inf where nothing is reached
	Load     []float64 // people by facility
	Rho      float64   // as used
	Gap      float64   // (Σ x c − Σ P min c) ÷ Σ x c; no assignment costs less by more than this share
	Rounds   int       // rounds over all cells
	Unserved float64   // people who reach nothing, left out
}

// Rational is the rational agent access model (Saxon & Snow 2019, doi
// 10.1080/24694452.2019.1629870). A person of cell i at facility j has the cost
//
//	c_ij = D_j ÷ (S_j rho) + t_ij ÷ tau,   D_j = Σ_i x_ij
//
// and everybody chooses the least cost: a Wardrop equilibrium, the minimum of
// the convex Σ_j D_j² ÷ (2 S_j rho) + Σ_ij x_ij t_ij ÷ tau. The search begins
// by assigning the cells one after the other. Then each round moves all cells
// at once, with a penalty on leaving the current assignment that falls from
// round to round (a proximal point method with Newton's method inside; Li, Sun
// & Toh 2020, doi 10.1137/19M1251795, solve linear programs this way). The
// score of a cell is Σ_j x_ij c_ij ÷ P_i; of a cell without people, the least
// c_ij. Facilities without supply attract nobody. The error reports invalid
// settings or that the gap was not reached in the rounds allowed or made no
// progress in a hundred rounds; in those two cases the best result so far is
// returned with it.
func Rational(in *Input, o RAAM) (*Equilibrium, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	if !(o.Tau > 0) || math.IsInf(o.Tau, 1) || !(o.Rho >= 0) || math.IsInf(o.Rho, 1) || !(o.Gap > 0) || o.Most < 1 {
		return nil, fmt.Errorf("access: RAAM with tau %g, rho %g, gap %g and %d rounds: tau and gap are above 0, rho 0 or more, a round at least", o.Tau, o.Rho, o.Gap, o.Most)
	}
	a := newAgents(in, o)
	for k, hold := range a.hold {
		if a.people > 0 && !(hold >= 1e-300 && hold <= 1e300) {
			return nil, fmt.Errorf("access: RAAM with a supply of %g and rho %g: their product, the people of an average crowd, cannot be represented", in.Supply[a.open[k]], a.rho)
		}
	}
	p := newProximal(a)
	if a.people == 0 || len(a.open) == 0 {
		a.list(p.crowd, 0)
		return a.result(in, p.crowd, 0, 0), nil
	}
	gap, all := p.begin()
	best, least, rounds := a.result(in, p.crowd, gap, 0), gap, 0
	for round, idle := 1, 0; round <= o.Most && best.Gap > o.Gap && idle < mostIdle; round++ {
		moves, done := p.solve(max(min(1e-3, gap/3), o.Gap/10)*all/a.people, mostMoves)
		if done {
			a.mass, p.next = p.next, a.mass
		}
		p.weigh(moves, done)
		a.crowds(p.crowd)
		a.list(p.crowd, p.width())
		if !done { // summed cell by cell, no digits are lost where some facilities are far smaller than others
			p.moveInTurn()
		}
		gap, all = a.gap(p.crowd)
		if gap < best.Gap {
			best = a.result(in, p.crowd, gap, round)
		}
		if idle++; gap < 0.9*least {
			idle, least = 0, gap
		}
		rounds = round
	}
	if best.Gap > o.Gap {
		return best, fmt.Errorf("access: RAAM has a gap of %.2g after %d rounds, expected %.2g", best.Gap, rounds, o.Gap)
	}
	return best, nil
}

// mostMoves is how many Newton steps a round may take.
const mostMoves = 15

// mostIdle is how many rounds the search continues without a smaller gap, as
// happens where supplies differ so much that the smaller ones are below
// rounding.
const mostIdle = 100

// begin finds a good first assignment, and returns the gap and the total cost.
func (p *proximal) begin() (gap, all float64) {
	p.fill(p.crowd)
	p.list(p.crowd, p.width())
	p.moveInTurn()
	return p.gap(p.crowd)
}

// moveInTurn moves the cells one after the other, a few times.
func (p *proximal) moveInTurn() {
	for range 8 {
		p.refill(p.crowd)
	}
	p.crowds(p.crowd)
	p.list(p.crowd, p.width())
}

// weigh makes the next step larger if this round was easy.
func (p *proximal) weigh(moves int, done bool) {
	switch {
	case !done:
		p.weight /= 5
	case moves <= 6:
		p.weight *= 4
	case moves <= 10:
		p.weight *= 2
	}
}
