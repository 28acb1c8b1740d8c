package board

import (
	"reflect"
	"slices"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// Plan is what one option of a screen changes.
type Plan struct {
	Option  int
	Like    int // an option whose changes are all part of this one; -1 for none
	Changes []words.Changes
	Points  int // service points
	Places  int
}

// fewestAlike is how many changes an option has at least to be named in place of them.
const fewestAlike = 2

// Plans say what the reference and the options of a screen change. The changes of an
// earlier option that are all part of a later one are not repeated there. What the model
// places in every option, placed, stands in no plan; it is "" if they differ.
func (v *View) Plans() (out []Plan, placed string) {
	fits := map[string]bool{}
	for _, k := range v.Options {
		what := ""
		for i := range v.R.Options[k].Steps {
			if s := &v.R.Options[k].Steps[i]; s.Kind == fitting {
				what = v.W.Grouped([]report.Step{*s})[0].Items[0]
			}
		}
		fits[what] = true
		placed = what
	}
	if len(fits) > 1 {
		placed = ""
	}
	for _, k := range append([]int{v.Ref}, v.Options...) {
		steps := v.R.Options[k].Steps
		p := Plan{Option: k, Like: -1, Points: v.R.Network[k].Points, Places: v.R.Network[k].Facilities}
		most := fewestAlike
		for other := range k {
			part := v.R.Options[other].Steps
			if rest, all := without(v.R.Options[k].Steps, part); all && len(part) >= most && counted(part) >= fewestAlike {
				most, p.Like, steps = len(part)+1, other, rest
			}
		}
		if placed != "" {
			steps = slices.DeleteFunc(slices.Clone(steps), func(s report.Step) bool { return s.Kind == fitting })
		}
		p.Changes = v.W.Grouped(steps)
		out = append(out, p)
	}
	return out, placed
}

// fitting is the kind of a change that lets the model place rooms and staff.
const fitting = "fit"

// counted is how many changes are not a placing by the model.
func counted(steps []report.Step) int {
	n := 0
	for i := range steps {
		if steps[i].Kind != fitting {
			n++
		}
	}
	return n
}

// without takes changes out of a list; all is false if the list does not have them all.
func without(steps, part []report.Step) (rest []report.Step, all bool) {
	left := part
	for i := range steps {
		at := -1
		for j := range left {
			if left[j].Kind == steps[i].Kind && reflect.DeepEqual(left[j].Fields, steps[i].Fields) {
				at = j
				break
			}
		}
		if at < 0 {
			rest = append(rest, steps[i])
			continue
		}
		left = append(append([]report.Step(nil), left[:at]...), left[at+1:]...)
	}
	return rest, len(left) == 0
}
