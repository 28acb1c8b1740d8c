package app

import (
	"math"
	"testing"

	"saavu/internal/load"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/waiting"
)

// A rule about waits is checked where a class ends at its limit, in the years in which it
// holds, and for its own service.
func TestWaitLimits(t *testing.T) {
	law := func(c waiting.Counts) *waiting.Law { l, _ := waiting.NewLaw(c, 61); return l }
	rule := func(id, service string, days float64, from int) report.Rule {
		return report.Rule{ID: id, Kind: "wait-limit", Service: service, Number: days, From: from}
	}
	w := &waits{county: &load.County{Base: scenario.Base{Year: 2026}, Rules: []report.Rule{rule("guarantee", "care", 90, 0), rule("soon", "care", 10, 0), rule("other", "school", 90, 0),
		rule("later", "care", 90, 2030), {ID: "hand", Kind: "manual", Service: "care"}}},
		out: &report.Waits{Service: "care", Points: []report.WaitPoint{{ID: "a", Law: law(waiting.Counts{50, 20, 20, 5, 5})}, {ID: "b", Law: law(waiting.Counts{50, 20, 20, 10, 0})}, {ID: "c"}}}}
	w.rules()
	if len(w.out.Rules) != 2 {
		t.Fatalf("%d rules are checked, expected 2: %+v", len(w.out.Rules), w.out.Rules)
	}
	if r := w.out.Rules[0]; r.Rule.ID != "guarantee" || math.Abs(r.Share-0.975) > 1e-12 || len(r.Beyond) != 1 || !r.Exact {
		t.Errorf("%+v", r)
	}
	if r := w.out.Rules[1]; r.Rule.ID != "soon" || r.Exact || !(r.Share > 0.5 && r.Share < 0.7) {
		t.Errorf("%+v", r)
	}
}
