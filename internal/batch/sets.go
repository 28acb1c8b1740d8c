package batch

import (
	"strconv"

	"saavu/internal/load"
)

// sets returns the parameter sets of a plan for a county: drawn ones have the values
// that the county's ranges give them.
func (x *expansion) sets(c *county) []load.PlanSet {
	out := make([]load.PlanSet, len(x.plan.Sets))
	for i, s := range x.plan.Sets {
		if s.Draws > 0 {
			s.Values = map[string]float64{}
			for _, p := range c.of.Base.Params.Draw(x.plan.Seed, s.Draw, s.Draws).All() {
				if p.Drawn() {
					s.Values[p.Path] = p.V
				}
			}
		}
		out[i] = s
	}
	return out
}

// checkSets refuses sets that a county cannot have.
func (x *expansion) checkSets(c *county) {
	seen := map[string]bool{}
	for _, set := range x.plan.Sets {
		item := strconv.Itoa(set.Item)
		if set.Draws > 0 && set.Draw == 0 && !hasRanges(c) {
			x.wrong("", "a county whose parameters have ranges", c.of.ID+" has none: nothing can be drawn", "sets", item, "draw")
		}
		for name, v := range set.Values {
			before := len(x.problems)
			if at := item + " " + name; !seen[at] {
				x.checkValue(c.of.Base.Params, name, v, "sets", item, set.Key(), name)
				seen[at] = len(x.problems) > before // one fault is enough for all values of a sweep
			}
		}
	}
}

func hasRanges(c *county) bool {
	for _, p := range c.of.Base.Params.All() {
		if p.Drawn() {
			return true
		}
	}
	return false
}
