package batch

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/engine"
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

// prepare makes the county ready for the tasks of a group.
func (g *group) prepare(ctx context.Context) (*engine.Prepared, error) {
	p, err := g.county.session.Prepare(ctx, g.settings, g.set.Values)
	if err != nil || len(g.set.Values) == 0 {
		return p, err
	}
	if g.set.Draws > 0 { // what nobody reads is drawn too
		return p, nil
	}
	base, err := g.county.session.Prepare(ctx, g.settings, nil)
	if err != nil {
		return nil, err
	}
	var faults []error
	for name := range g.set.Values {
		if err := base.CanVary(name, g.batch.Options); err != nil && !errors.As(err, new(*engine.Refused)) {
			faults = append(faults, err)
		}
	}
	slices.SortFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return p, errors.Join(faults...)
}
