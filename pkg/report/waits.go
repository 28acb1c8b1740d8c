package report

import (
	"time"

	"saavu/pkg/lang"
	"saavu/pkg/waiting"
)

// Waits is how long people wait for a service: today as counted, and in options.
type Waits struct {
	County    lang.Name
	Synthetic bool
	File      string // of the counts
	Service   string
	Names     lang.Name
	Target    int // days within which the county wants visits to take place
	From      int // days of today's wait, of which the question is how it gets to Target; 0 without
	Draws     int
	Points    []WaitPoint   // in the order of the file
	Stations  waiting.Range // people who wait at points in buildings
	Visits    float64       // a week, at the same points
	Law       WaitLaw
	Rules     []WaitRule
	Options   []WaitOption
}

// WaitLaw is how many visits are within the limits of the law, as far as counts by class
// without ages say.
type WaitLaw struct {
	Short, Long int     // days, below Adult and from it on; 0 if the county has no such parameters
	Young       float64 // share of visits of people below Adult; NaN if not known
	Share       float64 // within the law if waits are the same at all ages
	Low, High   float64 // bounds of the share of people below Adult within Short
}

// WaitRule is a rule of the kind wait-limit, with what counts say about it today.
type WaitRule struct {
	Rule   Rule
	Share  float64     // of visits at points with counts that are within the limit
	Beyond []lang.Name // points at which some are not
	Exact  bool        // a class ends at the limit, so counts say it; otherwise it is of the law
}

// WaitPoint is one point today. Ranges of shares are those of sampling.
type WaitPoint struct {
	ID       string
	Names    lang.Name
	From, To time.Time
	Law      *waiting.Law // nil if visits are not known
	Shares   [waiting.Classes - 1]waiting.Range
	Target   waiting.Range // share within the target; NaN bounds where the target ends no class
	Quick    waiting.Range // share of visits that is quick
	Booked   float64       // mean wait of booked visits, days
	Waiting  waiting.Range // people
	Third    [2]waiting.Third
	Reaches  [2]float64 // largest share of visits that can have waited as long as Third; NaN if not known
	Drift    waiting.Range
	Counted  bool // two counts of people waiting give the drift
	Fit      waiting.Fitted

	// One position more: visits a week if the new one works as the others do (low), and if
	// all its hours go to these visits (high), and the weeks until who books waits at most
	// the target, if the queue is stable today. NaN where positions are not known.
	More, Weeks waiting.Range
}

// WaitOption is the waits in an option.
type WaitOption struct {
	ID      string
	Names   lang.Name
	Year    int
	Staffed bool // what points can see is known
	Points  []WaitChange
	Reach   float64 // people who get there within the limit of the service
	InTime  float64 // of these, seen within the target, after a year
	Unknown float64 // of these, people whose wait is not known
}

// WaitChange is one point in an option, its range that of the draws from 5 to 95 %.
type WaitChange struct {
	ID     string
	Names  lang.Name
	Known  float64                            // share of its need whose waits are known
	Gap    waiting.Range                      // people by whom the queue grows a week
	Change waiting.Range                      // of Gap, against today with the same drift
	Moved  float64                            // people who wait at the start
	Wait   waiting.Range                      // days, of who books after a year
	Weeks  waiting.Range                      // until who books waits at most the target; infinite if never
	Shares [waiting.Classes - 1]waiting.Range // after a year
	Target waiting.Range                      // share within the target after a year
	Least  bool                               // capacity may be more than visits say
	Third  [2]float64                         // third free slot after a year; NaN if not known
	Bound  [2]bool                            // Third is a lower bound
}

// Unclear reports whether the draws do not say if the queue grows.
func (c *WaitChange) Unclear() bool { return c.Gap.Low < 0 && c.Gap.High > 0 }
