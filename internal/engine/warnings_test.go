package engine_test

import (
	"slices"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/pkg/scenario"
)

// A value outside the parameter's own range is used, with a note.
func TestSetOutsideItsOwnRangeIsNoted(t *testing.T) {
	w := scarce()
	w.Ranges = map[string][2]float64{"unit_cost.care": {1, 3}}
	b := small(t, w)
	set := func(v float64) scenario.Change {
		return &scenario.Set{Path: "unit_cost.care", Value: v}
	}
	res := run(t, b, engine.Settings{}, option("in", set(3)), option("out", set(4)))
	for _, o := range []string{"in", "out"} {
		if noted := slices.ContainsFunc(notesOf(res), func(n string) bool {
			return strings.HasPrefix(n, "option "+o+" sets care (unit_cost.care) to 4, outside its own range of 1 to 3")
		}); noted != (o == "out") {
			t.Errorf("option %s: notes %q", o, notesOf(res))
		}
	}
}
