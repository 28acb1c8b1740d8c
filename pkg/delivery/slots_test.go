package delivery_test

import (
	"math"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

func slot(d scene.Delivered) float64 {
	return delivery.SuitableSlot(d.Demand, d.Model, &d.Outcome.Services[0], 0)
}

func TestSuitableSlot(t *testing.T) {
	type hours = network.Hours
	tests := []struct {
		name   string
		a, b   hours // at A, where people live, and at B, 1 km away
		window float64
		late   float64 // share who need an evening or Saturday
		limit  float64
		want   float64
	}{
		{"every weekday", hours{Office: network.AllWeek}, hours{Office: 1}, 1, 0, 20, 1},
		{"two days a week within a day", hours{Office: 0b00011}, hours{Office: 0b00011}, 1, 0, 20, 2. / 7},
		{"the union, not the wider", hours{Office: 0b00011}, hours{Office: 0b01100}, 1, 0, 20, 4. / 7},
		{"two weeks are enough for a day a week", hours{Office: 1}, hours{Office: 1}, 14, 0, 20, 1},
		{"every 28 days within 14", hours{EveryDays: 28}, hours{EveryDays: 28}, 14, 0, 12, 1}, // two of them
		{"every 56 days within 14", hours{EveryDays: 56}, hours{EveryDays: 28}, 14, 0, 11, 0.25},
		{"beyond the limit nothing counts", hours{Office: 1}, hours{Office: 0b11110}, 1, 0, 11.9, 1. / 7},
		{"evening people at an office", hours{Office: network.AllWeek}, hours{Office: network.AllWeek}, 14, 0.5, 20, 0.5},
		{"evening people with an evening", hours{Office: network.AllWeek, Evening: 1}, hours{Office: 1}, 3.5, 0.5, 20, 0.5 + 0.25},
		{"evening people with evenings in union", hours{Office: network.AllWeek, Evening: 1}, hours{Office: 1, Evening: 2}, 3.5, 0.5, 20, 1},
		{"Saturday", hours{Office: network.AllWeek, Saturday: true}, hours{Office: 1}, 7, 0.5, 20, 1},
		{"evenings are days for others too", hours{Evening: 0b00011}, hours{Evening: 0b00011}, 1, 0, 20, 2. / 7},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 64}},
				Set: map[string]float64{"window.care": tt.window, "need.evening_share.all": tt.late, "travel.threshold_min.local": tt.limit}})
			scene.Point(t, b, "A:care").Hours, scene.Point(t, b, "B:care").Hours = tt.a, tt.b
			same(t, "share with a suitable slot", slot(scene.Deliver(t, b, scene.Choices{})), tt.want)
		})
	}
}

func TestSuitableSlotOfTheLimited(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 64}},
		Set: map[string]float64{"population.mobility_limited_share.all": 0.25, "window.care": 1}})
	scene.Facility(t, b, "A").BarrierFree = network.No
	same(t, "mobility-limited people are 24 minutes from B", slot(scene.Deliver(t, b, scene.Choices{})), 0.75)
}

func TestSuitableSlotAtSchoolAndOfNobody(t *testing.T) {
	w := scene.World{Map: "A . . . k", People: map[string]scene.Folk{"k": {N: 64, Ages: population.Group{From: 8, To: 8}}}, Services: []network.Service{scene.Service("care", "nurse")}}
	w.Services[0].SchoolAges = population.Group{From: 7, To: 12}
	team := &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"care"}, Schools: true}
	b := scene.Draw(t, w)
	same(t, "pupils without a team", slot(scene.Deliver(t, b, scene.Choices{})), 0)
	same(t, "pupils met at school", slot(scene.Deliver(t, b, scene.Choices{}, team)), 1)
	w.Services[0].Target = population.Group{From: 20, To: 30}
	if got := slot(scene.Deliver(t, scene.Draw(t, w), scene.Choices{})); !math.IsNaN(got) {
		t.Errorf("an empty target group has the share %v, predicted NaN", got)
	}
}
