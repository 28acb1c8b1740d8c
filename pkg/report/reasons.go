package report

import (
	"maps"
	"math"
)

// Cause is why a figure has no number, as a word that belongs to no language.
type Cause string

// The causes.
const (
	Uncompared    Cause = "compared-with-nothing"
	Unstaffed     Cause = "positions-not-known"  // at Points points of Services
	Nobody        Cause = "nobody"               // in the target group
	NoTravellers  Cause = "nobody-travels"       // all are met at school
	NoneReached   Cause = "no-point-reached"     // by People people
	TooSmall      Cause = "too-small"            // no area, or fewer than two groups, of 500 people in 5 cells
	Alike         Cause = "alike"                // no group gets there more than another
	NoNeed        Cause = "no-need"              // no contacts
	NoLine        Cause = "no-line"              // nothing in this comparison falls on the payer
	Cheapest      Cause = "cheapest-of-frontier" // there is no option below it
	OffFrontier   Cause = "off-frontier"
	Unlawful      Cause = "breaks-law" // anew
	OtherProducer Cause = "other-producer"
	NoTimes       Cause = "no-travel-times"
	UnitCrew      Cause = "crew-of-unit" // its positions are counted where its crew comes from
	NotAlone      Cause = "cannot-stand-alone"
	NotComputed   Cause = "cannot-be-computed"
)

// Causes lists the causes.
func Causes() []Cause {
	return []Cause{Uncompared, Unstaffed, Nobody, NoTravellers, NoneReached, TooSmall, Alike, NoNeed, NoLine, Cheapest, OffFrontier, Unlawful,
		OtherProducer, NoTimes, UnitCrew, NotAlone, NotComputed}
}

// Reason is why a figure has no number: its cause, and how many and which it is
// about. The zero value says that there is a number.
type Reason struct {
	Cause    Cause
	Points   int
	People   float64
	Services []string // ids
}

// Reasons are those of a row, by the keys of its figures. A figure of an area has
// the reason of the row's figure of its key, "payers.NAME" is of one payer, and
// "lines" is of all lines.
type Reasons map[string]Reason

// Because gives the reasons with one for some keys, in place of those that they
// had. The reasons that it is asked of stay as they are: rows share them.
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

// Reason gives why the figure has no number; nil where it has one.
func (f *Figure) Reason() *Reason {
	switch {
	case math.IsNaN(f.Value):
		return &Reason{Cause: NotComputed}
	case math.IsInf(f.Value, 0):
		return &Reason{Cause: NoneReached}
	}
	return nil
}
