package engine_test

import (
	"math"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// A bus on one day instead of the station at A: those at A and the next cell keep a
// place in time, on one day instead of five. Nobody loses it, gains are those of the
// others, and no praise is given for the money. Today's row compares with nothing.
func TestFewerDaysOfAnOption(t *testing.T) {
	b := scene.Draw(t, road())
	at := scene.At(1, 0)
	bus := &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "stop", At: &at, Name: "Stop", Days: 1}}}
	r := run(t, b, engine.Settings{}, option("bus", shut("A"), bus), option("empty"))
	row := rowOf(t, r, "bus", "care")
	same(t, "lose", row.Lose.V, 0)
	same(t, "fewer days", row.FewerDays, 16+32)
	same(t, "in the west", row.Areas[0].FewerDays, 16+32)
	same(t, "in the east", row.Areas[1].FewerDays, 0)
	same(t, "part of the week only", row.PartWeek.V, 16+32)
	if row.Worth.Verdict.Praises() || row.Worth.Week >= 0 {
		t.Errorf("%+v", row.Worth)
	}
	now, empty := rowOf(t, r, "today", "care"), rowOf(t, r, "empty", "care")
	same(t, "part of the week only, today", now.PartWeek.V, 0)
	same(t, "fewer days with nothing changed", empty.FewerDays, 0)
	if shown := now.Shown(&r.Options[0]); !math.IsNaN(shown.FewerDays) || !math.IsNaN(shown.Areas[0].FewerDays) || shown.Reasons["fewer_days"].Cause != report.Uncompared {
		t.Errorf("today's fewer days: %v, %+v", shown.FewerDays, shown.Reasons)
	}
}

// Hours alone make days fewer, with the points and the geography of today.
func TestFewerDaysByHours(t *testing.T) {
	b := scene.Draw(t, road())
	r := run(t, b, engine.Settings{}, option("hours", &scenario.SetHours{Facilities: []string{"D"}, Hours: network.Hours{Office: 0b111}}))
	row := rowOf(t, r, "hours", "care")
	same(t, "fewer days", row.FewerDays, 64+128)
	same(t, "part of the week only", row.PartWeek.V, 64+128)
	same(t, "there", row.There.V, rowOf(t, r, "today", "care").There.V)
}

// People who have only a provider's place do not get there if the contract meets a
// quarter of the need, and are counted apart; they do if it meets all of it.
func TestOnlyAtAProvider(t *testing.T) {
	w := road()
	w.Points = []string{"A:care"}
	b := scene.Draw(t, w)
	for share, there := range map[float64]float64{0.25: 48, 1: 240} {
		x := option("x", &scenario.Contract{Service: "care", Production: network.Purchased, Share: share, Price: 2},
			&scenario.Open{Facility: "D", Services: []string{"care"}, Production: network.Purchased})
		row := rowOf(t, run(t, b, engine.Settings{}, x), "x", "care")
		same(t, "there", row.There.V, there)
		same(t, "gain", row.Gain.V, there-48)
		same(t, "only at a provider", row.OnlyProvider.V, 240-there)
	}
}

// At the same budget, contacts of different services are added up as hours: an hour of
// care each, half an hour of cure. Half of what is needed is given, and what the
// closing of A buys lowers the hours that are left undone.
func TestAllServicesAtTheSameBudget(t *testing.T) {
	w := scarce()
	w.Services = append(w.Services, scene.Service("cure", "medic"))
	w.Set["minutes.cure.medic"], w.Set["rate.cure.all"] = 30, 1
	r := run(t, small(t, w), engine.Settings{}, option("x", shut("A")), option("empty"))
	hours := func(k int) (need, given float64) {
		for s, minutes := range []float64{60, 30} {
			row := r.Services[s].Rows[k]
			need += row.Need.V * minutes / 60
			given += row.ServedSame.V * row.Need.V * minutes / 60
		}
		return need, given
	}
	same(t, "need of today", func() float64 { n, _ := hours(0); return n }(), 4096+1024)
	_, before := hours(0)
	for k, n := range r.Network {
		need, given := hours(k)
		same(t, r.Options[k].ID+" given", n.ServedSame.V, given/need)
		same(t, r.Options[k].ID+" undone", n.UndoneHours.V, before-given)
	}
	if r.Network[1].UndoneHours.V >= 0 || r.Network[2].UndoneHours.V != 0 {
		t.Errorf("undone: %v and %v", r.Network[1].UndoneHours.V, r.Network[2].UndoneHours.V)
	}
}
