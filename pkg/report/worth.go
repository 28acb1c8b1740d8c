package report

import "saavu/pkg/lang"

// Worth is what an option gives for its money: a verdict and, for two verdicts,
// euros a year per person. The zero value means no verdict.
type Worth struct {
	Verdict Verdict
	Eur     float64 // per person who gains or loses; 0 for verdicts without a figure
}

// Verdict is a comparison of people and money in one word.
type Verdict string

// The verdicts. PerGained and PerLoser have a figure.
const (
	Better    Verdict = "better-and-cheaper"
	Worse     Verdict = "worse-and-costlier"
	NoClear   Verdict = "no-clear-difference"
	Cheaper   Verdict = "same-reach-cheaper"
	Costlier  Verdict = "same-reach-costlier"
	NoChange  Verdict = "no-change"
	PerGained Verdict = "per-gained"
	PerLoser  Verdict = "saves-per-loser"
)

// MoneyVerdicts lists the verdicts.
func MoneyVerdicts() []Verdict {
	return []Verdict{Better, Worse, NoClear, Cheaper, Costlier, NoChange, PerGained, PerLoser}
}

// WorthOf compares the change in the number of people who get there with the change
// of the county's euros a year. If either is unknown, smaller than its range, or has
// a range that covers zero, there is no clear difference. If the reach is exactly
// the same, without a range, the money alone decides; if the money is exactly the
// same too, there is no change.
func WorthOf(people, money Range) Worth {
	p, m := people.Direction(), money.Direction()
	same := people.Known && people.V == 0 && people.Lo == 0 && people.Hi == 0
	switch {
	case same && money.Known && money.V == 0 && money.Lo == 0 && money.Hi == 0:
		return Worth{Verdict: NoChange}
	case same && m < 0:
		return Worth{Verdict: Cheaper}
	case same && m > 0:
		return Worth{Verdict: Costlier}
	case p == 0 || m == 0:
		return Worth{Verdict: NoClear}
	case p > 0 && m < 0:
		return Worth{Verdict: Better}
	case p < 0 && m > 0:
		return Worth{Verdict: Worse}
	case p > 0:
		return Worth{Verdict: PerGained, Eur: money.V / people.V}
	}
	return Worth{Verdict: PerLoser, Eur: money.V / people.V}
}

// Trade is what the same-budget rule bought or sold.
type Trade struct {
	What       Traded
	Sold       bool      // else bought
	Profession string    // of positions
	Positions  float64   // of a profession
	Share      float64   // of all positions
	Facility   lang.Name // of evening hours
}

// Traded is a kind of Trade.
type Traded string

// The kinds of trades.
const (
	TradedPositions Traded = "positions"     // of one profession
	TradedAll       Traded = "all_positions" // the same share of every service's
	TradedEvening   Traded = "evening_hours" // at one facility
)
