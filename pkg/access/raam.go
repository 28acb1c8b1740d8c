package access

import (
	"fmt"
	"math"
)

// RAAM holds the choices of Rational: the time in minutes that weighs as much
// as a crowd of the average, the people for each unit of supply that are an
// average crowd (0: all people who reach anything ÷ all supply), the relative
// gap at which the search ends, and the most rounds that it takes.
type RAAM struct {
	Tau  float64
	Rho  float64
	Gap  float64
	Most int
}

// DefaultRAAM gives 60 minutes, the average, a gap of a millionth and a
// thousand rounds.
func DefaultRAAM() RAAM { return RAAM{Tau: 60, Gap: 1e-6, Most: 1000} }

// Equilibrium is the result of Rational.
type Equilibrium struct {
	Score    []float64 // by cell, lower is better; +Inf where nothing is reached
	Load     []float64 // people by facility
	Rho      float64   // as used
	Gap      float64   // (Σ x c − Σ P min c) ÷ Σ x c; no assignment costs less by more than this part
	Rounds   int       // times that all cells were visited
	Unserved float64   // people who reach nothing, left out
}

// Rational is the rational agent access model (Saxon & Snow 2019, doi
// 10.1080/24694452.2019.1629870). A person of cell i at facility j bears
//
//	c_ij = D_j ÷ (S_j rho) + t_ij ÷ tau,   D_j = Σ_i x_ij
//
// and everybody goes where that is least: a Wardrop equilibrium, the minimum of
// the convex Σ_j D_j² ÷ (2 S_j rho) + Σ_ij x_ij t_ij ÷ tau. It is found by moving
// people of one cell from a dearer to the cheapest facility, exactly as many as
// make the two alike, cell by cell, with the crowds kept up to date. Cells whose
// people are not near a boundary are visited only now and then. The score of a
// cell is Σ_j x_ij c_ij ÷ P_i; of a cell without people the least c_ij.
// Facilities without supply take nobody. The error says what is wrong with the
// choices, or that the gap was not reached, and then the result is the best so
// far.
func Rational(in *Input, o RAAM) (*Equilibrium, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	if !(o.Tau > 0) || math.IsInf(o.Tau, 1) || !(o.Rho >= 0) || math.IsInf(o.Rho, 1) || !(o.Gap > 0) || o.Most < 1 {
		return nil, fmt.Errorf("access: RAAM with tau %g, rho %g, gap %g and %d rounds: tau and gap are above 0, rho 0 or more, a round at least", o.Tau, o.Rho, o.Gap, o.Most)
	}
	a := newAgents(in, o)
	if a.people == 0 || len(a.open) == 0 {
		return a.result(in, 0, 0), nil
	}
	var active []int32
	gap := math.Inf(1)
	round := 0
	for ; round < o.Most && gap > o.Gap; round++ {
		if round == 0 {
			a.visitAll()
			continue
		}
		// Between two measures, those near a boundary settle among themselves.
		for range a.visits(len(active)) {
			if a.visit(active) < gap/1000 {
				break
			}
		}
		gap, active = a.measure(active[:0])
	}
	e := a.result(in, gap, round)
	if gap > o.Gap {
		return e, fmt.Errorf("access: RAAM has a gap of %.2g after %d rounds, expected %.2g", gap, round, o.Gap)
	}
	return e, nil
}

// settling is how often cells near a boundary are visited in a round.
const settling = 200

// share is the people of a cell at one facility.
type share struct {
	at   int32 // index among the open facilities
	mass float64
}

// agents is the state of the search. Times stand by cell, so that a visit reads
// one run of memory.
type agents struct {
	o        RAAM
	rho      float64
	open     []int     // facilities with supply
	times    []float64 // t/tau, [cell*len(open)+k]; +Inf where unreached
	crowd    []float64 // c_k: D_k ÷ (S_k rho)
	ease     []float64 // 1 ÷ (S_k rho)
	demand   []float64
	uses     [][]share // by cell
	people   float64   // who reach anything
	unserved float64
	cost     float64   // of the last measure
	last     []float64 // crowds at the last measure
}
