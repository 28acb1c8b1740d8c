package engine_test

import (
	"slices"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/scenario"
)

// fitted is an option whose rooms and staff the model places.
func fitted(id string, changes ...scenario.Change) scenario.Option {
	o := option(id, changes...)
	o.Fit = scenario.Fit{Rooms: true, Staff: true}
	return o
}

// Rooms that a fit leaves empty in a leased building are given back, from the end of
// the notice on; nothing else of the building is saved.
func TestFitGivesRoomsBack(t *testing.T) {
	r := run(t, shared(t), engine.Settings{}, fitted("x", &scenario.Close{Facility: "B"}))
	net := netOf(t, r, "x")
	same(t, "this year", net.CountyNow.V, 0)
	same(t, "after the notice: the rent of four rooms, and of two at D, where two dentists fill two of four", net.County.V, -48-24)
	for _, want := range []string{
		"option x: House stays open for A, so closing B there saves only the rent of rooms given back (4)",
		"option x: rooms that the model placed, today and in the option: teeth 8 → 2",
	} {
		if got := notesOf(r); !slices.Contains(got, want) {
			t.Errorf("no note %q in %q", want, got)
		}
	}
}

// Rooms are planned with the county's own parameters. If fewer contacts become remote
// than planned because the option says so, they lack.
func TestFitPlansWithTheCountysParameters(t *testing.T) {
	w := scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 8192}}, Set: map[string]float64{"remote_minutes.care": 15}}
	b := scene.Draw(t, w)
	p := scene.Point(t, b, "A:care")
	p.FTE[0], p.Rooms = 16, 8 // a position and a room serve 1,024 each: all of the need
	remote := &scenario.AddRemote{Service: "care", Share: 0.5}
	r := run(t, b, engine.Settings{}, fitted("plan", remote), fitted("half", remote, &scenario.Set{Path: "digital.under_delivery_factor", Value: 0.5}))
	if got, want := rowOf(t, r, "plan", "care").Served.V, 1.0; got != want {
		t.Errorf("served as planned: %g, want %g", got, want)
	}
	// 8,192 contacts: 4,096 are planned in four rooms, but 6,144 come.
	if got, want := rowOf(t, r, "half", "care").Served.V, 0.75; got != want {
		t.Errorf("served at half of the plan: %g, want %g", got, want)
	}
}

// A service that the option does not touch has the same figures with a fit and
// without, to the bit.
func TestFitLeavesOtherServicesAlone(t *testing.T) {
	change := &scenario.Close{Facility: "A"}
	r := run(t, shared(t), engine.Settings{Draws: 8}, option("without", change), fitted("with", change))
	a, b := rowOf(t, r, "without", "teeth"), rowOf(t, r, "with", "teeth")
	if a.Served != b.Served || a.County != b.County || a.Visits != b.Visits {
		t.Errorf("teeth without a fit %v, with it %v", a.Served, b.Served)
	}
}
