package engine_test

import (
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// lawbook has a rule of each kind for a drawn county with A and B.
func lawbook() []report.Rule {
	return []report.Rule{
		{ID: "keep", Kind: "keep-service", Severity: report.Law, Text: "care at B", Service: "care", Items: []string{"B"}},
		{ID: "ceiling", Kind: "remote-ceiling", Severity: report.OwnRule, Text: "remote ceiling"},
		{ID: "person", Kind: "in-person-option", Severity: report.Law, Text: "in person"},
		{ID: "staff", Kind: "min-staff", Severity: report.Wish, Text: "two at a point", Number: 2},
		{ID: "hand", Kind: "manual", Severity: report.Wish, Text: "by hand"},
	}
}

// A new breach of law removes the mark of the best; an inherited one and a breach of
// an own rule do not. An option that breaks a law beats no other.
func TestVerdictsOfARun(t *testing.T) {
	w := scene.World{Map: "Aa . . . . . . Bb", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 64}},
		Set: map[string]float64{"premises.fixed_eur_site_year.large": 1 << 20, "digital.reach_by_age.all": 1}}
	b := scene.Draw(t, w)
	scene.Facility(t, b, "B").Size = "large"
	scene.Point(t, b, "A:care").FTE[0] = 4
	in := inputs{Base: b, Rules: lawbook()}
	cheaper := &scenario.SetCapacity{Facility: "A", Service: "care", FTE: 3, Rooms: nan, FTEFactor: nan, RoomsFactor: nan}
	in.Options = append(in.Options, today(), option("closed", shut("B")), option("screens", remote("care", 0.75), cheaper))
	r := runAll(t, in).Report
	verdicts := map[string]map[string]string{}
	for _, o := range r.Options {
		verdicts[o.ID] = map[string]string{}
		for _, v := range o.Breaches {
			verdicts[o.ID][v.Rule] = v.Verdict
		}
	}
	for option, want := range map[string]map[string]string{
		"today":   {"care at B": "ok", "remote ceiling": "ok", "in person": "ok", "two at a point": "inherited", "by hand": "not checked"},
		"closed":  {"care at B": "breach", "remote ceiling": "ok", "in person": "ok", "two at a point": "ok", "by hand": "not checked"},
		"screens": {"care at B": "ok", "remote ceiling": "breach", "in person": "ok", "two at a point": "inherited", "by hand": "not checked"},
	} {
		for rule, verdict := range want {
			if got := verdicts[option][rule]; got != verdict {
				t.Errorf("%s, %s: %q, predicted %q", option, rule, got, verdict)
			}
		}
	}
	if rowOf(t, r, "closed", "care").Best {
		t.Error("an option that breaks law is marked as best")
	}
	if !rowOf(t, r, "screens", "care").Best || !r.Options[2].Best {
		t.Error("an option that only breaks an own rule lost its mark")
	}
}

// Closing B saves a million and keeps everyone within reach of A: it would beat
// today on all counts if it were lawful. Two options alone have no mark.
func TestUnlawfulOptionsBeatNobody(t *testing.T) {
	w := scene.World{Map: "Aa Bb", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 64}}, Set: map[string]float64{"premises.fixed_eur_site_year.large": 1 << 20}}
	b := scene.Draw(t, w)
	scene.Facility(t, b, "B").Size = "large"
	in := inputs{Base: b, Options: []scenario.Option{today(), option("closed", shut("B"))}}
	r := runAll(t, in).Report
	if rowOf(t, r, "today", "care").Best || rowOf(t, r, "closed", "care").Best || r.Options[0].Best || r.Options[1].Best {
		t.Error("one of two options is marked")
	}
	in.Options = append(in.Options, option("empty"))
	r = runAll(t, in).Report
	if rowOf(t, r, "today", "care").Best || !rowOf(t, r, "closed", "care").Best {
		t.Error("the lawful closure should beat today")
	}
	in.Rules = lawbook()
	r = runAll(t, in).Report
	if !rowOf(t, r, "today", "care").Best || rowOf(t, r, "closed", "care").Best {
		t.Error("the unlawful closure should neither be marked nor take today's mark away")
	}
}

// Known figures next to the model's: shares of the named places including remote,
// and contacts of a municipality.
func TestReconciliation(t *testing.T) {
	w := scene.World{Map: "Aa . . . . . . Bb . . . . . Cc", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 32}, "c": {N: 128}}, West: 4,
		Set: map[string]float64{"rate.care.all": 2, "remote_now.care": 0.25}}
	b := scene.Draw(t, w)
	b.Grid.Areas[0].Municipality, b.Grid.Areas[1].Municipality = "Westby", "Eastby"
	known := func(kind, facility, where string, v float64, waived string) report.Known {
		return report.Known{Kind: kind, Service: "care", Facility: facility, Where: where, Value: v, Waived: waived}
	}
	r := runAll(t, inputs{Base: b, Options: []scenario.Option{today()}, Known: []report.Known{
		known("share", "A", "", 0.5, ""), known("share", "B", "", 0.2, ""), known("share", "remote", "", 0.25, ""),
		known("visits", "", "Westby", 116, ""), known("visits", "", "", 448, ""), known("visits", "", "Eastby", 640, "other figures"),
		{Kind: "visits", Service: "unknown", Value: 1},
	}}).Report
	if len(r.Checks) != 6 {
		t.Fatalf("%d checks, predicted 6: an unknown service has none", len(r.Checks))
	}
	for i, want := range []struct {
		model float64
		off   bool
	}{{0.5, false}, {0.25, true}, {0.25, false}, {128, true}, {448, false}, {320, true}} {
		same(t, r.Checks[i].What+" model", r.Checks[i].Model, want.model)
		if r.Checks[i].Off != want.off {
			t.Errorf("check %d off: %v, predicted %v", i, r.Checks[i].Off, want.off)
		}
	}
	if r.Checks[5].Waived != "other figures" {
		t.Error("the reason for waiving is lost")
	}
}

// Options that are references of each other are refused.
func TestOptionsInACircle(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa Bb", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 64}}})
	first, second := option("first", shut("A")), option("second", shut("B"))
	first.Against, second.Against = "second", "first"
	_, err := prepareAndRun(t.Context(), inputs{Base: b, Options: []scenario.Option{first, second}})
	if err == nil || err.Error() != "option first is compared in a circle" {
		t.Errorf("got %v", err)
	}
}
