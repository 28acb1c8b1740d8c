// Package goals grades how far a county has come towards the goals that it has set. It
// knows days, values and targets; where a value comes from, whether it was observed or
// computed for an option, it leaves to others.
package goals

import (
	"math"
	"slices"
	"time"
)

// Bound says how an observed value is meant.
type Bound string

// The bounds. The largest wait that is recorded, such as 90 days, is AtLeast.
const (
	Exactly Bound = "="
	AtLeast Bound = ">="
	AtMost  Bound = "<="
)

// Bounds returns all.
func Bounds() []Bound { return []Bound{Exactly, AtLeast, AtMost} }

// Observation is a value of an indicator on a day.
type Observation struct {
	Indicator string
	Date      time.Time
	Where     string  // county, a municipality, an area, a facility or a building
	Group     string  // of people or visits; "" for all
	Value     float64 // NaN if it is not known, which is not 0
	Bound     Bound
	Unit      string
	Row       int // in its file
}

// Of returns the observation of an indicator somewhere that is the latest on or before a
// day, without a group; nil without one whose value is known.
func Of(list []Observation, indicator, where string, until time.Time) *Observation {
	var out *Observation
	for i := range list {
		o := &list[i]
		if o.Indicator != indicator || o.Where != where || o.Group != "" || o.Date.After(until) || math.IsNaN(o.Value) {
			continue
		}
		if out == nil || o.Date.After(out.Date) {
			out = o
		}
	}
	return out
}

// On returns the observation of a day, as Of does.
func On(list []Observation, indicator, where string, day time.Time) *Observation {
	if o := Of(list, indicator, where, day); o != nil && o.Date.Equal(day) {
		return o
	}
	return nil
}

// Lever is a kind of change that acts on a goal; Service is "" for any service.
type Lever struct{ Kind, Service string }

// Source says where the value of a part comes from.
type Source string

// The sources: the figures of an option, what was observed, or two of these with one of
// + - * /.
const (
	Scores   Source = "scores"
	Observed Source = "observed"
	Formula  Source = "formula"
)

// Term is a figure of an option, measure@service:area, or an indicator if Service and Area
// are empty and it was observed.
type Term struct{ Measure, Service, Area string }

// Part is one graded part of a goal.
type Part struct {
	Goal, ID  string
	Indicator string
	Where     string
	Baseline  time.Time
	Target    float64 // NaN if the goal has no number
	Deadline  time.Time
	Less      bool // less is better
	From      Source
	Terms     []Term // one of scores, two of a formula
	Operator  byte   // of a formula
	Levers    []Lever
	Adjust    int     // -1, 0 or 1, with a reason
	Reason    string  // why it is adjusted
	County    float64 // the county's own grade; NaN for none
	Row       int     // in its file
}

// Acts reports whether a change of a kind, which names these services, is one of the
// part's levers. A change of no service is a lever of every service.
func (p *Part) Acts(kind string, services []string) bool {
	return slices.ContainsFunc(p.Levers, func(l Lever) bool {
		return l.Kind == kind && (l.Service == "" || len(services) == 0 || slices.Contains(services, l.Service))
	})
}

// State says what a part's grade is, or why it has none.
type State string

// The states. Met is a part that was at its target before and in whose option nothing
// acts.
const (
	Graded     State = "graded"
	NoLever    State = "no_lever" // grade 1: nothing in the option acts on the goal
	Met        State = "met"
	NoTarget   State = "no_target"
	NoBaseline State = "no_baseline"
	NoValue    State = "no_value"
	OneSided   State = "one_sided" // the value is a bound on its wrong side
)

// Limits are the ratios of progress to the plan from which on a grade is given.
type Limits struct{ Five, Four, Three float64 }

// Result is the grade of a part.
type Result struct {
	State         State
	Grade         int     // 1 to 5; 0 for none
	Before, Value float64 // at the baseline, and now; NaN if not known
	Progress      float64 // share of the way to the target; below 0: away from it
	Planned       float64 // share of the way that the plan has come by now, 0 to 1
	Ratio         float64 // Progress over Planned
}

// Grade grades a part at a day by its value before, at the baseline, and then. acts is
// whether anything acts on the goal; what was observed is graded without asking.
func (p *Part) Grade(before, value float64, bound Bound, day time.Time, acts bool, l Limits) Result {
	nan := math.NaN()
	out := Result{Before: before, Value: value, Progress: nan, Planned: nan, Ratio: nan}
	switch {
	case math.IsNaN(p.Target):
		out.State = NoTarget
		return out
	case math.IsNaN(before):
		out.State = NoBaseline
		return out
	}
	asked := p.From != Observed
	switch {
	case asked && !acts && p.better(before, p.Target):
		out.State = Met
		return out
	case asked && !acts:
		out.State, out.Grade = NoLever, 1
		return out
	case math.IsNaN(value):
		out.State = NoValue
		return out
	case bound == AtLeast && p.Less, bound == AtMost && !p.Less:
		out.State = OneSided
		return out
	}
	out.Planned = min(1, days(p.Baseline, day)/days(p.Baseline, p.Deadline))
	if p.Target == before || out.Planned <= 0 {
		out.State = NoBaseline
		return out
	}
	out.Progress = (value - before) / (p.Target - before)
	if p.better(before, p.Target) { // the plan asks no more than what was there
		out.Progress = 0
		if p.better(value, p.Target) {
			out.Progress = 1
		}
	}
	out.Ratio = out.Progress / out.Planned
	out.State, out.Grade = Graded, 2
	switch {
	case out.Ratio >= l.Five:
		out.Grade = 5
	case out.Ratio >= l.Four:
		out.Grade = 4
	case out.Ratio >= l.Three:
		out.Grade = 3
	}
	out.Grade = min(5, max(1, out.Grade+p.Adjust))
	return out
}

// better reports whether a value is at a target or beyond it.
func (p *Part) better(value, target float64) bool {
	if p.Less {
		return value <= target
	}
	return value >= target
}

func days(from, to time.Time) float64 { return to.Sub(from).Hours() / 24 }

// Combine computes a formula of two values; NaN where one is not known, or for a division
// by 0.
func Combine(a float64, operator byte, b float64) float64 {
	switch operator {
	case '+':
		return a + b
	case '-':
		return a - b
	case '*':
		return a * b
	}
	if b == 0 {
		return math.NaN()
	}
	return a / b
}
