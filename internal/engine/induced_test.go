package engine_test

import (
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Contacts that only the remote channel creates are a figure of their own: need, what is
// served of it, visits and the remote share are those of 2,048 contacts in every option,
// the same budget and the areas too. What is created costs hours: of 2,048 client hours
// of the two positions, remote contacts of half an hour take 256 + 64 of a half.
func TestInducedContactsAreApart(t *testing.T) {
	w := scene.World{Map: "Aa . . . . . . . . . Bb", People: map[string]scene.Folk{"a": {N: 1024}, "b": {N: 1024}},
		Set:    map[string]float64{"digital.induced_demand": 0.25, "remote_now.care": 0, "remote_minutes.care": 30, "remote_max.care": 1, "rate.care.all": 1},
		Ranges: map[string][2]float64{"rate.care.all": {0.5, 1.25}}}
	in := inputs{Base: scene.Draw(t, w), Options: []scenario.Option{today(), option("screens", remote("care", 0.25))}, Settings: engine.Settings{Draws: 20, Seed: 4}, Detail: true}
	for _, frame := range []string{"staff", "budget"} {
		in.Settings.Frame = frame
		r := runAll(t, in).Report
		was, is := rowOf(t, r, "today", "care"), rowOf(t, r, "screens", "care")
		if is.Need != was.Need || was.Induced != (report.Range{Known: true}) {
			t.Errorf("%s: need %+v and %+v, today's channel creates %+v", frame, was.Need, is.Need, was.Induced)
		}
		same(t, "need", is.Need.V, 2048)
		same(t, "remote share", is.Remote.V, 0.25)
		same(t, "created", is.Induced.V, 128)
		same(t, "least created", is.Induced.Lo, is.Need.Lo/16)
		same(t, "most created", is.Induced.Hi, is.Need.Hi/16)
		same(t, "visits", is.Visits.V, 2048)
		same(t, "served", is.Served.V, 1)
		need, visits := 0.0, 0.0
		for _, a := range is.Areas {
			need, visits = need+a.Need, visits+a.Visits
		}
		same(t, "need of the areas", need, 2048)
		same(t, "visits of the areas", visits, 2048)
		for _, y := range is.Capacity {
			same(t, "hours wanted", y.Wanted, 1536+(512+128)/2)
		}
	}
}
