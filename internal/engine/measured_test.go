package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/access"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// all is everybody.
var all = population.Group{From: 0, To: population.Ages - 1}

// slower gives the transit table of a county's matrix again as a percentile,
// later by some minutes.
func slower(b *scenario.Base, percentile, minutes int) {
	t, _ := b.Matrix.Table(travel.Transit, travel.Rush)
	late := travel.Table{Mode: t.Mode, Period: t.Period, Percentile: percentile}
	for _, column := range t.Times {
		column = slices.Clone(column)
		for i := range column {
			if column[i] != travel.Unreached {
				column[i] += travel.Seconds(60 * minutes)
			}
		}
		late.Times = append(late.Times, column)
	}
	b.Matrix.Tables = append(b.Matrix.Tables, late)
}

// modeTimes reads modes, all of which must be modes.
func modeTimes(t testing.TB, words ...string) []engine.ModeTime {
	t.Helper()
	var out []engine.ModeTime
	for _, w := range words {
		m, ok := engine.ParseModeTime(w, travel.Rush)
		if !ok {
			t.Fatalf("%q is no mode", w)
		}
		out = append(out, m)
	}
	return out
}

// inputOf takes a drawn county's input.
func inputOf(t testing.TB, b *scenario.Base, ask engine.CountyAsk) *engine.CountyInput {
	t.Helper()
	in, err := engine.InputOf(b, b.Grid, ask)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func measure(t testing.TB, a engine.Asked) *report.Access {
	t.Helper()
	out, err := engine.Measure(a)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The percentile of the departures that is asked for is the one that is taken;
// without one it is the first table.
func TestPercentileOfAMode(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa b", West: 1, Transit: scene.Way{Fixed: 2, PerKm: 5},
		People: map[string]scene.Folk{"a": {N: 16}, "b": {N: 32}}})
	slower(b, 50, 1)
	slower(b, 85, 3)
	for word, want := range map[string][]float64{"pt": {2, 7}, "pt_rush_p50": {3, 8}, "pt_p85": {5, 10}, "transit_midday_p85": {5, 10}} {
		in := inputOf(t, b, engine.CountyAsk{Service: "care", Group: all, Modes: modeTimes(t, word), Supply: "points"})
		if got := measure(t, engine.Asked{Measure: access.Find("nearest"), Input: in.Input}).Values; !slices.Equal(got, want) {
			t.Errorf("%s: %v, predicted %v", word, got, want)
		}
	}
	if got, want := strings.Join(engine.ModeWords(b.Matrix), " "), "walk bike car pt pt_p50 pt_p85"; got != want {
		t.Errorf("modes %q, expected %q", got, want)
	}
	_, err := engine.InputOf(b, b.Grid, engine.CountyAsk{Service: "care", Group: all, Modes: modeTimes(t, "pt_p95"), Supply: "points"})
	if err == nil || err.Error() != "the county has no travel times by transit rush, percentile 95" {
		t.Errorf("got %v", err)
	}
	for _, word := range []string{"", "pt_p0", "pt_p100", "pt_px", "pt_rush_midday", "pt_lunch", "tram", "p85", "pt_p85_rush"} {
		if m, ok := engine.ParseModeTime(word, travel.Rush); ok {
			t.Errorf("%q is read as %s", word, m)
		}
	}
}

// Sixteen people live at the facility and 32 a kilometre away, a quarter of them
// with a car. Within ten minutes the facility has all 16 and of the others the 8
// who drive: one unit of supply for 24 people.
//
//	       a            b
//	1/24 each   1/24 for 8, 0 for 24
func TestOwnModes(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa b", West: 1, Car: scene.Way{PerKm: 2},
		People: map[string]scene.Folk{"a": {N: 16}, "b": {N: 32}}, Set: map[string]float64{"population.car_access_share.all": 0.25}})
	ask := engine.CountyAsk{Service: "care", Group: all, Modes: modeTimes(t, "walk"), Supply: "points"}
	in := inputOf(t, b, ask)
	groups, err := in.OwnModes(b, b.Grid, ask, modeTimes(t, "car")[0])
	if err != nil {
		t.Fatal(err)
	}
	decay := access.Binary(10)
	a := engine.Asked{Measure: access.Find("2sfca"), Choice: access.Choice{Decay: &decay}, Input: in.Input, Groups: groups,
		Equity: []string{"gini"}, Areas: []int32{0, 1}, Count: 2}
	got := measure(t, a)
	for i, want := range []float64{1. / 24, 1. / 24, 1. / 24, 1. / 96, 0, 1. / 24} {
		same(t, fmt.Sprintf("value %d", i), got.Values[i], want)
	}
	for k, want := range [][]float64{{48, 36, 12}, {1. / 48, 1. / 72, 1. / 24}, {0, 0, 1. / 24}, {0, 0, 1. / 24}, {1. / 24, 1. / 24, 1. / 24}, {0.5, 2. / 3, 0}} {
		for c, w := range want {
			same(t, got.Figures[c][k].Name+" of "+got.Columns[c].Title, got.Figures[c][k].Value, w)
		}
	}
	same(t, "mean of b", got.Areas[1].Mean, 1./96)
	same(t, "people of b who reach nothing", got.Areas[1].Nothing, 24)
	a.Choice.Ratio = true
	same(t, "ratio at a", measure(t, a).Values[0], 2)
	a.Measure = access.Find("3sfca")
	if _, err := engine.Measure(a); err == nil || err.Error() != "groups by their own modes are reckoned of 2sfca by cell alone, not of 3sfca" {
		t.Errorf("got %v", err)
	}
}
