package engine_test

import (
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// clinic has 512 people at A and 1,536 at B with one position each, enough for 1,024
// contacts: 512 contacts are not given to the nearest, and fewer where people choose.
// A unit cost is 128 euros. At 40 euros an hour, a contact takes 80 euros of staff at
// full use.
func clinic(wage float64) scene.World {
	return scene.World{Map: "Aa Bb", People: map[string]scene.Folk{"a": {N: 512}, "b": {N: 1536}},
		Set: map[string]float64{"wage.nurse": wage, "remote_now.care": 0.25, "assignment.decay_per_min": 0.01}}
}

func voucher(service string) scenario.Option {
	return option("voucher", &scenario.Contract{Service: service, Production: network.Voucher, Share: 0.5, Price: 1})
}

// What today is known to cost rests on the contacts that the rates count: how people
// choose among points, or how many positions there are, does not move it.
func TestTodaysKnownCostIsNotWhatTheModelServes(t *testing.T) {
	served := map[float64]bool{}
	for _, choice := range []bool{false, true} {
		for _, positions := range []float64{0.5, 1, 8} {
			b := scene.Draw(t, clinic(40))
			scene.Point(t, b, "B:care").FTE[0] = positions
			r := run(t, b, engine.Settings{Choice: choice})
			same(t, "today's cost", r.Today.Known, 1536*128+512*64)
			same(t, "today's cost of care", r.Today.Services[0].Known, 1536*128+512*64)
			same(t, "contacts", r.Today.Services[0].Contacts, 2048)
			served[rowOf(t, r, "today", "care").Visits.V] = true
		}
	}
	if len(served) < 3 {
		t.Errorf("the model serves the same in all of them: %v", served)
	}
}

// A service whose staff alone costs more than its unit cost is marked, and an option
// that buys it has no verdict, no star and no price in it, whatever it saves. Other
// options and other services keep theirs.
func TestNoMakeOrBuyVerdictAboveTheUnitCost(t *testing.T) {
	for _, tt := range []struct {
		wage   float64
		marked bool
	}{{40, false}, {80, true}} {
		w := clinic(tt.wage)
		w.Services = []network.Service{scene.Service("care", "nurse"), scene.Service("cure", "medic")}
		w.Set["remote_now.care"] = 0
		r := run(t, scene.Draw(t, w), engine.Settings{Frame: "budget"}, voucher("care"), option("closed", shut("A")), option("cured", voucher("cure").Changes...))
		part := r.Today.Services[0]
		same(t, "staff of a contact", part.StaffCost, 2*tt.wage*2048/rowOf(t, r, "today", "care").Visits.V)
		same(t, "unit cost", part.UnitCost, 128)
		if part.StaffAbove() != tt.marked || r.Today.Services[1].StaffAbove() {
			t.Errorf("at a wage of %g: marked %v, %v", tt.wage, part.StaffAbove(), r.Today.Services[1].StaffAbove())
		}
		row := rowOf(t, r, "voucher", "care")
		if got := row.Worth.Verdict == report.NotJudged; got != tt.marked {
			t.Errorf("at a wage of %g: the verdict on buying is %s", tt.wage, row.Worth.Verdict)
		}
		if tt.marked && (row.Best || row.NextBest != "" || row.Reasons["frontier_price_eur"].Cause != report.StaffAboveUnit) {
			t.Errorf("a star or a price without a verdict: %+v", row)
		}
		for _, other := range []struct{ option, service string }{{"voucher", "cure"}, {"closed", "care"}, {"cured", "care"}, {"cured", "cure"}} {
			if v := rowOf(t, r, other.option, other.service).Worth.Verdict; v == report.NotJudged || v == "" {
				t.Errorf("%s in %s has the verdict %q", other.option, other.service, v)
			}
		}
	}
}
