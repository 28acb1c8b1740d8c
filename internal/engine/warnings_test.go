package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
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

// Facilities without coordinates are named, in three languages, the first ten of them.
func TestFacilitiesWithoutCoordinatesAreNamed(t *testing.T) {
	b := small(t, scarce())
	for i := range 12 {
		id := fmt.Sprintf("f%02d", i)
		b.Network.Facilities = append(b.Network.Facilities, network.Facility{ID: id, Name: "Talo " + id, Class: network.ClassNone, Column: -1})
	}
	res := run(t, b, engine.Settings{}, option("same"))
	for l, want := range map[lang.Language]string{
		lang.English: "facilities without coordinates, so they have no travel times and cannot serve: Talo f00 (f00), ",
		lang.Finnish: "toimipisteet, joilla ei ole koordinaatteja,",
		lang.Swedish: "verksamhetsställen utan koordinater,",
	} {
		notes := words.In(l).Messages(res.Notes)
		if !slices.ContainsFunc(notes, func(n string) bool {
			return strings.HasPrefix(n, want) && strings.Contains(n, "Talo f09 (f09)") && !strings.Contains(n, "f10") && strings.Contains(n, "2 ")
		}) {
			t.Errorf("%s: %q", l, notes)
		}
	}
}
