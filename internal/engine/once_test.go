package engine_test

import (
	"math"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// geographyOf is what a row reports of people, travel times and suitable hours.
func geographyOf(r report.Row) [7]float64 {
	return [7]float64{r.People, r.There.V, r.OwnModes.V, r.Median, r.Mean, r.NoPoint, r.Slot.V}
}

// A draw computes no geography. What moves people, travel times or hours that suit
// is therefore not drawn; and what is kept out of the draws moves one of them.
func TestWhatMovesTheGeographyIsNotDrawn(t *testing.T) {
	b := mixedOf(t, "Aa ak k . o a . ak . ako . . ako . . ako\nBak . ako . Ca ak\n. a k o . ako\n", 14, 100, func(i int) bool { return i == 1 })
	settings := engine.Settings{Frame: "staff"}
	options := []scenario.Option{option("closed", shut("B")), dated("later", 2030)}
	before := run(t, b, settings, options...)
	moved := map[string]bool{}
	for _, used := range before.Used {
		p, _ := b.Params.Get(used.Path)
		v := 1.5 * p.V
		if v == 0 {
			v = 0.25
		}
		if !p.Bounds().Holds(v) {
			v = p.V / 2
		}
		changed := *b
		var err error
		if changed.Params, err = b.Params.With(p.Path, v); err != nil {
			t.Fatal(err)
		}
		after := run(t, &changed, settings, options...)
		for s := range after.Services {
			for i := range after.Services[s].Rows {
				x, y := geographyOf(before.Services[s].Rows[i]), geographyOf(after.Services[s].Rows[i])
				for k := range x {
					if !near(x[k], y[k]) && !(math.IsNaN(x[k]) && math.IsNaN(y[k])) {
						moved[p.Path] = true
					}
				}
			}
		}
	}
	for _, used := range before.Used {
		p := params.Param{Path: used.Path, V: used.V, Lo: used.V - 1, Hi: used.V, Known: true}
		elsewhere := strings.HasPrefix(p.Path, "assignment.") || p.Path == "population.mobility_limited_share.all" // not read: who chooses, ages that have a share of their own
		switch {
		case moved[p.Path] && p.Drawn():
			t.Errorf("%s is drawn and moves the geography", p.Path)
		case !moved[p.Path] && !p.Drawn() && !elsewhere:
			t.Errorf("%s is not drawn and moves nothing", p.Path)
		}
	}
	for _, path := range []string{"population.car_access_share.all", "travel.low_mobility_walk_kmh", "need.evening_share.all"} {
		if !moved[path] {
			t.Errorf("%s moves nothing here: the test shows nothing", path)
		}
	}
}
