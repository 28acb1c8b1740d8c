package delivery_test

import (
	"reflect"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// An option shares today's geography only if nothing that it depends on
// differs: each change here leaves the points in place and still matters.
func TestSamePointsWithOtherGeography(t *testing.T) {
	w := scene.World{Map: "Aa . . . . B k", People: map[string]scene.Folk{"a": {N: 1024}, "k": {N: 512, Ages: population.Group{From: 10, To: 10}}},
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")}, Points: []string{"A:care", "B:care", "B:teeth"},
		Set: map[string]float64{"rate.care.0-17": 0, "population.mobility_limited_share.18+": 0.25}}
	b := scene.Draw(t, w)
	how := scene.Choices{Found: &delivery.Geographies{}}
	none := scene.Deliver(t, b, how)
	same(t, "need today", none.Served[0].Need, 1024)
	same(t, "there today", none.Outcome.Services[0].There.Within(-1, 20), 1024+512)

	rate := scene.Deliver(t, b, how, &scenario.Set{Path: "rate.care.0-17", Value: 2})
	same(t, "need of pupils too", rate.Served[0].Need, 2048)
	same(t, "load at B", pointAt(t, rate, "B:care").Load, 1024)

	slow := scene.Deliver(t, b, how, &scenario.Set{Path: "population.mobility_limited_share.all", Value: 0.5})
	same(t, "pupils who walk well", slow.Outcome.Services[0].There.Within(-1, 20), 1024+256)

	car := scene.Deliver(t, b, how, &scenario.Set{Path: "population.car_access_share.all", Value: 0.5})
	same(t, "of the limited without a car", sum(car.Served[0].Visits.Limited), 128)

	steps := scene.Deliver(t, b, how, &scenario.Open{Facility: "A", Services: []string{"teeth"}, BarrierFree: network.No})
	same(t, "care without the mobility-limited", steps.Outcome.Services[0].There.Within(-1, 20), 768+512)

	// Both positions follow the need to A, which has a capacity of 512
	// contacts.
	days := scene.Deliver(t, b, how, &scenario.SetHours{Facilities: []string{"A"}, Hours: network.Hours{Office: 0b00011}},
		&scenario.Set{Path: "staff.productive_hours_fte", Value: 256})
	same(t, "load at B as overflow of a part-time point", pointAt(t, days, "B:care").Load, 512)
}

// Options with the same points at the same places share a geography, and those with
// another one do not, whichever is computed first.
func TestOptionsShareWhatIsEqual(t *testing.T) {
	w := scene.World{Map: "Aa . . . . B k", People: map[string]scene.Folk{"a": {N: 1024}, "k": {N: 512}},
		Services: []network.Service{scene.Service("care", "nurse")}, Points: []string{"A:care"}}
	b := scene.Draw(t, w)
	found := &delivery.Geographies{}
	open := func(id, at string, found *delivery.Geographies) *delivery.Service {
		d := scene.Deliver(t, b, scene.Choices{Free: true, Found: found}, &scenario.Open{Facility: id, Name: "New", At: &b.Network.Facilities[b.Network.Facility(at)].At, Services: []string{"care"}})
		return &d.Outcome.Services[0]
	}
	first, other, again := open("x", "B", found), open("x", "A", found), open("x", "B", found)
	if &first.Time[0][0] != &again.Time[0][0] || &first.Load.Direct.People[0] != &again.Load.Direct.People[0] {
		t.Error("equal points are computed twice")
	}
	if &first.Time[0][0] == &other.Time[0][0] {
		t.Error("another place has the same geography")
	}
	for i, v := range []*delivery.Service{first, other, again} {
		alone := open("x", []string{"B", "A", "B"}[i], nil)
		if !reflect.DeepEqual(alone.Load.Direct, v.Load.Direct) || !reflect.DeepEqual(alone.There, v.There) {
			t.Errorf("option %d: not as alone", i)
		}
	}
}

// Pupils who are met at school are not part of any travel time.
func TestPupilsAreNotInTheMedian(t *testing.T) {
	w := scene.World{Map: "A a . . . k", People: map[string]scene.Folk{"a": {N: 64}, "k": {N: 1024, Ages: population.Group{From: 7, To: 12}}},
		Services: []network.Service{scene.Service("teeth", "dentist")}}
	w.Services[0].SchoolAges = population.Group{From: 7, To: 12}
	d := scene.Deliver(t, scene.Draw(t, w), scene.Choices{}, &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"teeth"}, Schools: true})
	s := d.Outcome.Services[0].There.Summary()
	same(t, "median", s.Median, 12)
	same(t, "mean", s.Mean, 12)
	same(t, "slowest tenth", s.SlowestTenth, 12)
}
