package report

import (
	"maps"
	"math"
	"slices"
)

// Cause is why a figure has no number, as a word of no language.
type Cause string

// The causes.
const (
	Uncompared     Cause = "compared-with-nothing"
	Unstaffed      Cause = "positions-not-known"  // at Points points of Services
	Nobody         Cause = "nobody"               // in the target group
	NoTravellers   Cause = "nobody-travels"       // all are met at school
	NoneReached    Cause = "no-point-reached"     // by People people
	TooSmall       Cause = "too-small"            // no area, or fewer than two groups, with 500 people in 5 cells
	Alike          Cause = "alike"                // all groups get there to the same extent
	NoNeed         Cause = "no-need"              // no contacts
	NoLine         Cause = "no-line"              // nothing in this comparison concerns the payer
	Cheapest       Cause = "cheapest-of-frontier" // there is no option below it
	OffFrontier    Cause = "off-frontier"
	Unlawful       Cause = "breaks-law"     // newly
	GivesUp        Cause = "gives-up"       // people lose, or visits are fewer
	PositionsSold  Cause = "positions-sold" // to balance the budget: their euros say nothing about the option
	OtherProducer  Cause = "other-producer"
	NoTimes        Cause = "no-travel-times"
	UnitCrew       Cause = "crew-of-unit" // its positions are counted where its crew comes from
	NotAlone       Cause = "cannot-stand-alone"
	StaffAboveUnit Cause = "staff-above-unit-cost" // of a service that the option buys
	NotComputed    Cause = "cannot-be-computed"
)

// Causes lists all causes.
func Causes() []Cause {
	return []Cause{Uncompared, Unstaffed, Nobody, NoTravellers, NoneReached, TooSmall, Alike, NoNeed, NoLine, Cheapest, OffFrontier, Unlawful, GivesUp, PositionsSold,
		OtherProducer, NoTimes, UnitCrew, NotAlone, StaffAboveUnit, NotComputed}
}

// Reason is why a figure has no number: the cause, and how many and which things it
// concerns. The zero value means that there is a number.
type Reason struct {
	Cause    Cause
	Points   int
	People   float64
	Services []string // ids
}

// Reasons are the reasons of a row, by the keys of its figures. A figure of an area
// has the reason of the row's figure with the same key, "payers.NAME" is for one
// payer, and "lines" is for all lines.
type Reasons map[string]Reason

// Because returns a copy of the reasons in which the keys have the reason why. The
// receiver is not changed: rows share it.
func (r Reasons) Because(why Reason, keys ...string) Reasons {
	out := maps.Clone(r)
	if out == nil {
		out = Reasons{}
	}
	for _, key := range keys {
		out[key] = why
	}
	return out
}

// Shown returns a row as files and tables show it. For an option that is compared
// with nothing, gains, losses and the change of visits are unknown, although the row
// has zeros.
func (r Row) Shown(o *Option) Row {
	if o.Against >= 0 {
		return r
	}
	r.ThereChange, r.WeekChange, r.Gain, r.Lose, r.LoseLast, r.FewerDays, r.VisitsChange = Range{}, Range{}, Range{}, Range{}, math.NaN(), math.NaN(), Range{}
	r.Reasons = r.Reasons.Because(Reason{Cause: Uncompared}, "there_change", "week_change", "gain", "lose", "lose_last", "fewer_days", "visits_change")
	r.Areas = slices.Clone(r.Areas)
	for i := range r.Areas {
		r.Areas[i].Gain, r.Areas[i].Lose, r.Areas[i].FewerDays = math.NaN(), math.NaN(), math.NaN()
	}
	return r
}

// Reason returns why the figure has no number; nil if it has one.
func (f *Figure) Reason() *Reason {
	switch {
	case math.IsNaN(f.Value):
		return &Reason{Cause: NotComputed}
	case math.IsInf(f.Value, 0):
		return &Reason{Cause: NoneReached}
	}
	return nil
}
