package report

import (
	"math"
	"testing"
)

// A price off the frontier and a gap between fewer than two groups are unknown, not
// zero.
func TestTidyRow(t *testing.T) {
	s := Service{ID: "care"}
	find := func(r Row, measure string) Score {
		for _, x := range r.tidy("o", &s) {
			if x.Measure == measure {
				return x
			}
		}
		t.Fatalf("no measure %s", measure)
		return Score{}
	}
	off := Row{People: 900}
	on := Row{People: 900, NextBest: "Today", NextPrice: 12.5, GroupGap: Exact(0.08), OneOff: 4e5}
	for _, tt := range []struct {
		measure string
		row     Row
		value   float64
		unit    string
	}{
		{"frontier_price", off, math.NaN(), "EUR/person"}, {"frontier_price", on, 12.5, "EUR/person"},
		{"group_gap", off, math.NaN(), "share"}, {"group_gap", on, 0.08, "share"},
		{"one_off_change", off, 0, "EUR"}, {"one_off_change", on, 4e5, "EUR"},
	} {
		got := find(tt.row, tt.measure)
		if got.Unit != tt.unit || !(got.Value == tt.value || math.IsNaN(got.Value) && math.IsNaN(tt.value)) {
			t.Errorf("%s: %g %s, expected %g %s", tt.measure, got.Value, got.Unit, tt.value, tt.unit)
		}
	}
}

// An option that is compared with nothing has no gain and no loss, which is not
// zero.
func TestTidyTodayHasNoChange(t *testing.T) {
	row := Row{Gain: Exact(0), Lose: Exact(0), Areas: []Area{{ID: "west"}}}
	r := Report{Options: []Option{{ID: "today", Against: -1}, {ID: "plan"}}, Network: make([]NetworkRow, 2),
		Services: []Service{{ID: "care", Rows: []Row{row, row}}}}
	seen := 0
	for _, x := range Tidy(&r) {
		switch x.Measure {
		case "gain", "lose", "lose_last_point":
			seen++
			if math.IsNaN(x.Value) != (x.Option == "today") || x.People != 0 {
				t.Errorf("%+v", x)
			}
		}
	}
	if seen != 10 {
		t.Errorf("%d figures, want 10", seen)
	}
	if r.Services[0].Rows[0].Areas[0].Gain != 0 {
		t.Error("the row of the report has changed")
	}
}
