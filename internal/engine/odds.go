package engine

import (
	"math"

	"saavu/pkg/report"
)

// leastEuros is a difference of euros a year that is only due to rounding.
const leastEuros = 0.01

// odds counts, over the draws, or for who gets there over the networks, how often an option is better than its reference in one
// service. Every option sees the same draws, so they are compared draw by draw.
func (e *Evaluation) odds(s int) report.Odds {
	if e.Against == nil {
		return report.Odds{}
	}
	v, ref := &e.figures.services[s], &e.Against.figures.services[s]
	out := report.Odds{chance(less(e.reached[s].there, e.Against.reached[s].there), 1, roundingError)}
	if e.of.staffed(s) {
		out[1] = chance(less(v.given, ref.given), 1, roundingError)
		out[3] = chance(v.homes, -1, leastEuros)
		if !e.sold(s) { // the euros of positions sold to balance the budget are no saving of the option
			out[2] = chance(v.county, -1, leastEuros)
		}
	}
	return out
}

// networkOdds is odds over all services, for euros only.
func (e *Evaluation) networkOdds() report.Odds {
	if e.Against == nil || !e.of.allStaffed() {
		return report.Odds{}
	}
	return report.Odds{2: chance(e.figures.payers[0], -1, leastEuros), 3: chance(e.figures.payers[1], -1, leastEuros)}
}

// chance counts the draws in which a difference, times a sign, is above zero and
// below it.
func chance(difference series, sign, least float64) report.Chance {
	out := report.Chance{Draws: len(difference) - 1}
	for _, d := range difference[1:] {
		switch {
		case math.Abs(d) < least:
		case sign*d > 0:
			out.Better++
		case sign*d < 0:
			out.Worse++
		}
	}
	return out
}
