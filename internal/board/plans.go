package board

import (
	"reflect"

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
// earlier option that are all part of a later one are not repeated there.
func (v *View) Plans() []Plan {
	var out []Plan
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
		p.Changes = v.W.Grouped(steps)
		out = append(out, p)
	}
	return out
}

// counted is how many changes are not a placing by the model.
func counted(steps []report.Step) int {
	n := 0
	for i := range steps {
		if steps[i].Kind != "fit" {
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
