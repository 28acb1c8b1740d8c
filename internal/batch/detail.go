package batch

import (
	"slices"
	"strings"
)

// detailed reports whether a figure is one of those that cost more than all others
// together: contacts by area, and what one unit more of a capacity gives at a point. They
// are computed if a gate, track or measures of the plan asks for one.
func detailed(measure, area string) bool {
	return strings.HasPrefix(measure, "station_one_more_") || area != "" && slices.Contains(byAreaDetail, measure)
}

// byAreaDetail are the measures that cost more by area only.
var byAreaDetail = []string{"need", "visits_that_can_be_given"}

// asksDetail reports whether the plan publishes a measure of which some figures cost more.
// A plan that publishes all measures does not ask for them.
func (x *expansion) asksDetail() bool {
	return slices.ContainsFunc(x.plan.Measures, func(m string) bool { return detailed(m, "any") })
}

// detailed reports whether a gate of the plan or its track asks for what costs more.
func (j *judge) detailed() bool {
	return slices.ContainsFunc(j.track, (*expression).detailed) ||
		slices.ContainsFunc(j.gates, func(g *gate) bool { return !g.added && g.expr.detailed() })
}

func (e *expression) detailed() bool {
	return e != nil && slices.ContainsFunc(e.uses, func(u use) bool { return u.detailed() })
}

func (u *use) detailed() bool {
	for _, f := range u.node.of {
		if f.kind == inTable && detailed(f.measure, f.area) {
			return true
		}
	}
	return false
}

// excess are the faults of an expression of --fail-on whose figures the plan does not
// compute: what is computed must not depend on the command line, or shards and their merge
// would not fit each other.
func excess(e *expression, text string) []misread {
	for _, u := range e.uses {
		if u.detailed() {
			at := len([]rune(text[:max(0, strings.Index(text, u.name))]))
			return []misread{{at, u.name, "a figure that the plan computes", "it costs more than others: name it in a gate or in track of the plan"}}
		}
	}
	return nil
}

// notAskedWord is why a figure is not known that nobody has asked for, in figures.parquet.
const notAskedWord = "not_asked"

// notAsked says why a figure is not known if it was not computed because nobody asks for it.
func (t *Task) notAsked(l *Line) *string {
	if t.group.detail || !detailed(l.Measure, l.Area) {
		return nil
	}
	word := notAskedWord
	return &word
}
