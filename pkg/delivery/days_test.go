package delivery_test

import (
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// A village keeps its place within the limit when a station becomes a stop of a bus or
// loses days: nobody loses it, and everyone there gets it on fewer days. Half of a
// quarter are mobility-limited and reach no place that is not barrier-free.
func TestFewerDays(t *testing.T) {
	type hours = network.Hours
	all := hours{Office: network.AllWeek}
	world := scene.World{Map: "Aa B . . . . . b", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 32}},
		Set: map[string]float64{"travel.threshold_min.local": 15, "population.mobility_limited_share.all": 0.25, "travel.low_mobility_walk_kmh": 5}}
	tests := []struct {
		name           string
		a, b, toA, toB hours
		blocked        bool // B is not barrier-free
		week, fewer    float64
	}{
		{"as before", all, all, all, all, false, 64, 0},
		{"one keeps the week", all, all, hours{Office: 1}, all, false, 64, 0},
		{"five days become one", all, hours{Office: 1}, hours{Office: 1}, hours{Office: 1}, false, 0, 64},
		{"three become one", hours{Office: 7}, hours{Office: 7}, hours{Office: 1}, hours{Office: 1}, false, 0, 64},
		{"the union stays", hours{Office: 7}, hours{Office: 7}, hours{Office: 3}, hours{Office: 4}, false, 0, 0},
		{"an evening is a day", hours{Office: 7}, hours{Office: 7}, hours{Office: 3, Evening: 4}, hours{Office: 3}, false, 0, 0},
		{"a place of five days is open all week, two of three are not", hours{Office: 7}, hours{Office: 0b11100}, hours{Office: 7}, hours{Office: 0b11100}, false, 0, 0},
		{"Saturday is a day", hours{Office: network.AllWeek, Saturday: true}, all, all, all, false, 64, 64},
		{"more days", hours{Office: 1}, hours{Office: 1}, all, hours{Office: 1}, false, 64, 0},
		{"once in two weeks", all, hours{EveryDays: 14}, hours{EveryDays: 14}, hours{EveryDays: 14}, false, 0, 64},
		{"the limited cannot enter where the week is", all, all, hours{Office: 1}, all, true, 48, 16},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := scene.Draw(t, world)
			scene.Point(t, b, "A:care").Hours, scene.Point(t, b, "B:care").Hours = tt.a, tt.b
			if tt.blocked {
				scene.Facility(t, b, "B").BarrierFree = network.No
			}
			before := scene.Deliver(t, b, scene.Choices{})
			var changes []scenario.Change
			for _, h := range []struct {
				at      string
				was, is hours
			}{{"A", tt.a, tt.toA}, {"B", tt.b, tt.toB}} {
				if h.was != h.is {
					changes = append(changes, &scenario.SetHours{Facilities: []string{h.at}, Services: []string{"care"}, Hours: h.is})
				}
			}
			after := scene.Deliver(t, b, scene.Choices{}, changes...)
			v, was := &after.Outcome.Services[0], &before.Outcome.Services[0]
			same(t, "there", v.There.Within(-1, 15), 64)
			same(t, "there at a place open all week", v.Week.Within(-1, 15), tt.week)
			same(t, "fewer days", sum(delivery.FewerDays(after.Demand, after.Model, 0, was, v)), tt.fewer)
			c := delivery.Compare(after.Demand, after.Model, 0, was, v)
			same(t, "lose", c.Lose(-1, 15), 0)
		})
	}
}

// Pupils who are met at school before or after keep their days, whatever is open.
func TestFewerDaysAtSchool(t *testing.T) {
	w := scene.World{Map: "Ak", People: map[string]scene.Folk{"k": {N: 64, Ages: population.Group{From: 8, To: 8}}}, Services: []network.Service{scene.Service("care", "nurse")}}
	w.Services[0].SchoolAges = population.Group{From: 7, To: 12}
	b := scene.Draw(t, w)
	before := scene.Deliver(t, b, scene.Choices{})
	after := scene.Deliver(t, b, scene.Choices{}, &scenario.SetHours{Facilities: []string{"A"}, Services: []string{"care"}, Hours: network.Hours{Office: 1}},
		&scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"care"}, Schools: true})
	v, was := &after.Outcome.Services[0], &before.Outcome.Services[0]
	same(t, "met at school", sum(delivery.FewerDays(after.Demand, after.Model, 0, was, v)), 0)
	same(t, "met at school count as all week", v.Week.Within(-1, 20), 64)
	same(t, "and the other way round", sum(delivery.FewerDays(after.Demand, after.Model, 0, v, was)), 0)
}

// Another producer's point counts in who gets there only if the contract meets the
// whole need; else those who have no other are counted apart.
func TestAnotherProducersPoint(t *testing.T) {
	world := scene.World{Map: "Aa . . . . Bb", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 32}}}
	for share, there := range map[float64]float64{0: 64, 0.25: 64, 1: 96} {
		b := scene.Draw(t, world)
		scene.Point(t, b, "B:care").Provider = true
		var changes []scenario.Change
		if share > 0 {
			changes = append(changes, &scenario.Contract{Service: "care", Production: network.Purchased, Share: share, Price: 2})
		}
		d := scene.Deliver(t, b, scene.Choices{}, changes...)
		v := &d.Outcome.Services[0]
		same(t, "there", v.There.Within(-1, 20), there)
		same(t, "with any producer", v.Any.Within(-1, 20), 96)
		same(t, "a suitable slot", slot(d), there/96)
	}
}
