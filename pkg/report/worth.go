package report

import (
	"math"

	"saavu/pkg/lang"
)

// Counts are the four changes that an option is judged by, each with its range: the
// people who get there, the visits that can be given in a year, and the euros a year
// of the county and of the homes. Week is the people who get there at a point open all
// week; unknown leaves it out. Lose is the people who no longer get there. Crews is
// the pay of the hours that staff spends on board of mobile units, more than before: it
// is paid anyway, but belongs to the price of a person who gains.
type Counts struct {
	There, Lose, Visits Range
	Week                Range
	Need                float64 // contacts a year of the service, of which Visits is a change
	County, Homes       Range
	Crews               float64
	Bare                bool // the range of There was not computed: no word of praise rests on more people
	Sold                bool // the same-budget rule sold positions of the service: County is no difference that the option makes
}

// Worth is what an option gives for its money: a verdict and its figures. The zero
// value is none.
type Worth struct {
	Verdict Verdict
	Eur     float64 // a year: for each person gained, or what is saved

	// Of Stated: the changes that are larger than their range; the others are 0.
	There, Week, Visits, County, Homes float64

	// Perhaps is the change of visits, below 0, that may be fewer although its range covers zero
	// (see Range.Falls); 0 for any other change.
	Perhaps float64
}

// Verdict is a comparison of the four counts in one word.
type Verdict string

// The verdicts. Better, Saves and PerGained are words of praise: none is given where
// fewer people get there, fewer get there at a point open all week, or fewer visits can
// be given.
const (
	Better    Verdict = "better-and-cheaper"
	Saves     Verdict = "saves"
	PerGained Verdict = "per-gained"
	Stated    Verdict = "stated" // what is more and what is less
	NoClear   Verdict = "no-clear-difference"
	NoChange  Verdict = "no-change"
	NotJudged Verdict = "not-judged" // the option buys a service whose staff alone costs more than its unit cost
)

// Praises reports whether a verdict is a word of praise.
func (v Verdict) Praises() bool { return v == Better || v == Saves || v == PerGained }

// WorthOf gives the verdict on four counts. A change that is unknown, or whose
// range covers zero, is no change, and neither is one that rounds to nothing. If people or
// visits are fewer, or visits may be (see Range.Falls), the changes are stated, and no price
// is put on a person. A person who gains has a price only if nobody loses, all who gain do so
// at a point open all week, and the range of who gets there was computed.
// Where positions of the service were sold to pay for what the option does elsewhere, its
// euros are left out.
func WorthOf(c Counts) Worth {
	if c.Sold {
		c.County = Range{}
	}
	for _, change := range []*Range{&c.There, &c.Week, &c.Visits, &c.County, &c.Homes} {
		*change = change.settled()
	}
	there, visits, county, homes := c.There.Sign(), c.Visits.Sign(), c.County.Sign(), c.Homes.Sign()
	week := c.Week.Sign()
	lower, gained := there < 0 || week < 0 || c.Visits.Falls(c.Need), there > 0 && !c.Bare && (!c.Week.Known || week > 0)
	more := gained || visits > 0
	switch {
	case c.There.none() && (!c.Week.Known || c.Week.none()) && c.Visits.none() && c.County.none() && c.Homes.none():
		return Worth{Verdict: NoChange}
	case there == 0 && week == 0 && visits == 0 && county == 0 && homes == 0:
		return Worth{Verdict: NoClear}
	case !lower && county < 0 && homes <= 0 && more:
		return Worth{Verdict: Better}
	case !lower && county < 0 && homes <= 0:
		return Worth{Verdict: Saves, Eur: -c.County.V}
	case !lower && county > 0 && gained && c.Lose.Known && c.Lose.Hi < nothing && (!c.Week.Known || c.Week.V > c.There.V-nothing):
		return Worth{Verdict: PerGained, Eur: (c.County.V + max(0, c.Crews)) / c.There.V}
	}
	w := Worth{Verdict: Stated, There: c.There.Clear(), Week: c.Week.Clear(), Visits: c.Visits.Clear(), County: c.County.Clear(), Homes: c.Homes.Clear()}
	switch {
	case there < 0 || week < 0 || visits < 0: // lower costs of homes do not make up for visits that are not given
		w.Homes = max(w.Homes, 0)
	case lower:
		w.Perhaps = c.Visits.V
	}
	if w == (Worth{Verdict: Stated}) {
		w.Verdict = NoClear
	}
	return w
}

// nothing is what a change of people, visits or euros is below where it is rounding only.
const nothing = 0.5

// settled is a change, and exactly zero where all of it is below nothing.
func (r Range) settled() Range {
	if r.Known && max(math.Abs(r.V), math.Abs(r.Lo), math.Abs(r.Hi)) < nothing {
		return Exact(0)
	}
	return r
}

// none reports whether a change is exactly zero, whatever is drawn.
func (r Range) none() bool { return r.Known && r.V == 0 && r.Lo == 0 && r.Hi == 0 }

// Trade is what the same-budget rule bought or sold in one service.
type Trade struct {
	What       Traded
	Service    lang.Name
	Sold       bool      // else bought
	Others     bool      // the service pays, although it did not make the difference
	Profession string    // of positions
	Positions  float64   // of a profession
	Facility   lang.Name // of evening hours
}

// Traded is a kind of Trade.
type Traded string

// The kinds of trades.
const (
	TradedPositions Traded = "positions"     // of one profession
	TradedEvening   Traded = "evening_hours" // at one facility
)
