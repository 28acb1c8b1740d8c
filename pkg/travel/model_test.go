package travel

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

func TestModelValidateNamesAllFaults(t *testing.T) {
	if err := straightLine().Validate(); err != nil {
		t.Fatal(err)
	}
	// The zero model: no value is filled in silently.
	want := `travel model: walk speed (km/h) is 0, expected more than 0; walk detour factor is 0, expected at least 1; ` +
		`bike speed (km/h) is 0, expected more than 0; bike detour factor is 0, expected at least 1; ` +
		`bus speed (km/h) is 0, expected more than 0; bus detour factor is 0, expected at least 1; ` +
		`car speed (km/h) is 0, expected more than 0; car detour factor is 0, expected at least 1; ` +
		`longest walk (m) is 0, expected more than 0; longest bicycle trip (m) is 0, expected more than 0; ` +
		`bus headway, rush (min) is 0, expected more than 0; bus headway, midday (min) is 0, expected more than 0`
	if err := (Model{}).Validate(); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestModelValidateEachFault(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	tests := []struct {
		spoil func(*Model)
		want  string
	}{
		{func(m *Model) { m.Walk.SpeedKmh = nan }, "walk speed (km/h) is NaN, expected more than 0"},
		{func(m *Model) { m.Car.SpeedKmh = inf }, "car speed (km/h) is +Inf, expected more than 0"},
		{func(m *Model) { m.Bike.OverheadMin = -2 }, "bike overhead (min) is -2, expected at least 0"},
		{func(m *Model) { m.Bus.Detour = 0.99 }, "bus detour factor is 0.99, expected at least 1"},
		{func(m *Model) { m.Bus.Detour = inf }, "bus detour factor is +Inf, expected at least 1"},
		{func(m *Model) { m.WalkMaxMetres = -1 }, "longest walk (m) is -1, expected more than 0"},
		{func(m *Model) { m.AccessMaxMetres = -1 }, "longest walk to a station (m) is -1, expected at least 0"},
		{func(m *Model) { m.ChangeMin = nan }, "change between trains (min) is NaN, expected at least 0"},
		{func(m *Model) { m.Stations[1].Name = "" }, "station 1 has no name"},
		{func(m *Model) { m.Stations[1].Name = "A" }, `station "A" is given twice`},
		{func(m *Model) { m.Stations[2].At = orb.Point{nan, 3} }, `station "C" is at NaN, 3, expected metres`},
		{func(m *Model) { m.Lines[2].Name = "" }, "line 2 has no name"},
		{func(m *Model) { m.Lines[1].Name = "main" }, `line "main" is given twice`},
		{func(m *Model) { m.Lines[0].HeadwayRush = 0 }, `line "main" headway, rush (min) is 0, expected more than 0`},
		{func(m *Model) { m.Lines[0].HeadwayMidday = nan }, `line "main" headway, midday (min) is NaN, expected more than 0`},
		{func(m *Model) { m.Lines[0].SpeedKmh = -50 }, `line "main" speed (km/h) is -50, expected more than 0`},
		{func(m *Model) { m.Lines[0].Stations = []int{1} }, `line "main" has 1 stations, expected at least 2`},
		{func(m *Model) { m.Lines[0].Stations = []int{0, 5} }, `line "main" calls at station 5, there are 5`},
		{func(m *Model) { m.Lines[0].Stations = []int{-1, 0} }, `line "main" calls at station -1, there are 5`},
		{func(m *Model) { m.Lines[0].Stations = []int{0, 1, 1} }, `line "main" calls at station 1 twice in a row`},
	}
	for _, tt := range tests {
		m := straightLine()
		tt.spoil(&m)
		err := m.Validate()
		if err == nil || err.Error() != "travel model: "+tt.want {
			t.Errorf("got  %v\nwant %s", err, tt.want)
		}
		if _, routed := NewSynthetic(nil, m); routed == nil || routed.Error() != err.Error() {
			t.Errorf("NewSynthetic returned %v", routed)
		}
	}
	two := straightLine()
	two.Car.SpeedKmh, two.Lines[1].Stations = -1, nil
	if err := two.Validate(); err == nil || strings.Count(err.Error(), "; ") != 1 {
		t.Errorf("two faults, got %v", err)
	}
}
