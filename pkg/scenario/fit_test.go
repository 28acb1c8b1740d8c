package scenario_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"saavu/pkg/scenario"
)

// What a fit would set again is refused, all of it, and so is a fit of nothing.
func TestRefusedFit(t *testing.T) {
	unset := math.NaN()
	both := scenario.Fit{Rooms: true, Staff: true}
	changes := []scenario.Change{
		&scenario.Open{Facility: "fc_plan", Services: []string{"gp"}, FTE: 2, Rooms: 3},
		&scenario.SetCapacity{Service: "neuvola", FTE: unset, FTEFactor: unset, Rooms: unset, RoomsFactor: 0.5},
		&scenario.SetCapacity{Facility: "hs_main", Service: "gp", FTE: 9, FTEFactor: unset, Rooms: 9, RoomsFactor: unset},
	}
	for _, c := range []struct {
		name    string
		fit     scenario.Fit
		changes []scenario.Change
		want    []string
	}{
		{"nothing is changed", both, nil, []string{"-1 fit: an option without changes has nothing to fit"}},
		{"everything", both, changes, []string{"0 fte: fit: staff sets it", "0 rooms: fit: rooms sets it", "1 rooms_factor: fit: rooms sets it", "2 rooms: fit: rooms sets it"}},
		{"staff only", scenario.Fit{Staff: true}, changes, []string{"0 fte: fit: staff sets it"}},
		{"positions in all are the option's own", both, []scenario.Change{&scenario.SetCapacity{Service: "gp", FTE: unset, FTEFactor: 0.5, Rooms: unset, RoomsFactor: unset}}, nil},
	} {
		var got []string
		_, refusals := scenario.Apply(county(true), scenario.Option{Changes: c.changes, Fit: c.fit})
		for _, r := range refusals {
			got = append(got, fmt.Sprintf("%d %s: %s", r.Change, r.Field, r.Reason))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got, refusals := scenario.Apply(county(true), scenario.Option{Changes: changes}); refusals != nil || got == nil {
		t.Errorf("without a fit: %v", refusals)
	}
}
