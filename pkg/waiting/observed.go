package waiting

import (
	"math"
	"time"
)

// Remote is the point of the visits of a remote reception.
const Remote = "remote"

// Observed is what a county knows about the waits at one point for one service, in one
// period.
type Observed struct {
	Row        int    // of the file
	Point      string // facility, or Remote
	Service    string
	Profession string // "" where not said
	From, To   time.Time
	Counts     *Counts  // visits that took place, by class; nil where not known
	Third      [2]Third // third free slot, for patients with a doctor of their own and without
	Queue      [2]Count // of people waiting, at two times
}

// Third is a third free slot (T3), in days; NaN where not known. A censored one is that or
// longer.
type Third struct {
	Days     float64
	Censored bool
}

// Count is a count of people waiting on a day; NaN where there is none.
type Count struct {
	People float64
	On     time.Time
}

// Days is the length of the period, both days included.
func (o *Observed) Days() float64 { return math.Round(o.To.Sub(o.From).Hours()/24) + 1 }

// Law is the law of its visits; nil where they are not known.
func (o *Observed) Law() *Law {
	if o.Counts == nil {
		return nil
	}
	l, _ := NewLaw(*o.Counts, o.Days())
	return l
}

// Drift is that of the inflow, and whether two counts of the queue say it: its range is
// then that of chance, one standard deviation of booked visits of the time between them.
// Otherwise it is that of Drift.
func (o *Observed) Drift(l *Law) (drift Range, counted bool) {
	weeks := o.Queue[1].On.Sub(o.Queue[0].On).Hours() / 24 / 7
	v := DriftOf(o.Queue[0].People, o.Queue[1].People, weeks, l.Week())
	if math.IsNaN(v) {
		return Drift(), false
	}
	chance := math.Sqrt((1-l.Quick().Value)*l.Week()/weeks) / l.Week()
	return Range{v - chance, v, v + chance}, true
}
