package engine_test

import (
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// Each kind of change gives the predicted row. The limit is 20 minutes and a
// kilometre takes 12, so a point serves its own cell and the next. Rates are one
// contact per person; a position has 1,024 hours.
func TestEachChange(t *testing.T) {
	type want struct {
		points                          int
		there, gain, lose, last, served float64
		county                          float64
	}
	const rent = 12 // a room of one square metre
	hours := network.Hours{Office: network.AllWeek, Evening: 0b1111}
	at := scene.At(8, 0)
	tests := []struct {
		name    string
		points  []string // of today
		set     map[string]float64
		prepare func(t *testing.T, b *scenario.Base)
		changes []scenario.Change
		want    want
	}{
		{"nothing", []string{"A:care", "D:care"}, nil, nil, nil, want{points: 2, there: 240, served: 1}},
		{"close", []string{"A:care", "D:care"}, nil, nil, []scenario.Change{shut("A")},
			want{points: 1, there: 192, lose: 48, last: 48, served: 1, county: -rent}},
		{"close all", []string{"A:care"}, nil, nil, []scenario.Change{shut("A")},
			want{points: 0, lose: 48, last: 48, served: 0, county: -rent}},
		{"open", []string{"A:care"}, nil, nil, []scenario.Change{start("D", "care")},
			want{points: 2, there: 240, gain: 192, served: 1, county: rent}},
		{"open at a place", []string{"A:care"}, nil, nil,
			[]scenario.Change{&scenario.Open{Facility: "new", Name: "New", At: &at, Services: []string{"care"}}},
			want{points: 2, there: 240, gain: 192, served: 1, county: rent}},
		{"move", []string{"A:care", "D:care"}, nil, nil, []scenario.Change{&scenario.Move{Facility: "A", At: scene.At(2, 0)}},
			want{points: 2, there: 224, lose: 16, last: 16, served: 1}},
		{"merge", []string{"A:care", "M:care", "D:care"}, nil, nil, []scenario.Change{&scenario.Merge{Facility: "A", Into: "M"}},
			want{points: 2, there: 192, lose: 48, last: 48, served: 1}}, // M had no staff and takes A's room
		{"positions", []string{"D:care"}, map[string]float64{"rate.care.all": 16}, nil, []scenario.Change{capacity("D", "care", 2, nan)},
			want{points: 1, there: 192, served: 2048. / 3840, county: 2048 + rent}}, // 1,024 before, a room each
		{"rooms", []string{"D:care"}, map[string]float64{"rate.care.all": 4}, nil, []scenario.Change{capacity("D", "care", nan, 0.5)},
			want{points: 1, there: 192, served: 512. / 960, county: -rent / 2.}},
		{"hours", []string{"D:care"}, map[string]float64{"premises.evening_pay_premium.evening": 0.5}, nil,
			[]scenario.Change{&scenario.SetHours{Facilities: []string{"D"}, Hours: hours}},
			want{points: 1, there: 192, served: 1, county: 2048 * 0.5 * 16 / 56}},
		{"mobile", []string{"A:care"}, map[string]float64{"mobile.bus.fixed_eur_year": 64}, nil,
			[]scenario.Change{&scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "D", Days: 1}}}},
			want{points: 2, there: 240, gain: 192, served: 1, county: 64}},
		{"remote", []string{"A:care"}, map[string]float64{"digital.platform_fixed_eur_year": 64}, nil, []scenario.Change{remote("care", 0.5)},
			want{points: 1, there: 48, served: 1, county: 64}},
		{"contract", []string{"A:care"}, map[string]float64{"rate.care.all": 16}, nil,
			[]scenario.Change{&scenario.Contract{Service: "care", Production: network.Purchased, Share: 0.25, Price: 2}},
			want{points: 1, there: 48, served: (0.25*3840 + 1024) / 3840, county: 0.25 * 3840 * 2}},
		{"set", []string{"A:care"}, map[string]float64{"rate.care.all": 16}, nil, []scenario.Change{set("minutes.care.nurse", 30)},
			want{points: 1, there: 48, served: 2048. / 3840, county: rent}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := road()
			w.Points, w.Set = tt.points, tt.set
			b := scene.Draw(t, w)
			if tt.prepare != nil {
				tt.prepare(t, b)
			}
			r := run(t, b, engine.Settings{}, option("changed", tt.changes...))
			row, net := rowOf(t, r, "changed", "care"), netOf(t, r, "changed")
			if row.Points != tt.want.points || net.Points != tt.want.points {
				t.Errorf("%d points, %d in the network, predicted %d", row.Points, net.Points, tt.want.points)
			}
			same(t, "people", row.People, 240)
			same(t, "who gets there", row.There.V, tt.want.there)
			same(t, "share that gets there", row.GetsThere.V, tt.want.there/240)
			same(t, "who does not", row.Beyond.V, 240-tt.want.there)
			same(t, "gain", row.Gain.V, tt.want.gain)
			same(t, "lose", row.Lose.V, tt.want.lose)
			same(t, "lose the last point", row.LoseLast, tt.want.last)
			same(t, "can be served", row.Served.V, tt.want.served)
			same(t, "the county's euros", row.County.V, tt.want.county)
			same(t, "the network's euros", net.County.V, tt.want.county)
		})
	}
}

// A parameter that one option sets keeps its value in the others.
func TestSetInOneOptionLeavesTodayAlone(t *testing.T) {
	w := road()
	w.Points, w.Set = []string{"A:care"}, map[string]float64{"rate.care.all": 16}
	r := run(t, scene.Draw(t, w), engine.Settings{}, option("quick", set("minutes.care.nurse", 30)))
	same(t, "today", rowOf(t, r, "today", "care").Served.V, 1024./3840)
}

// One-off costs of an opening are reported, also if a planned place opens with the
// services it has on paper, and separately from the price of a vehicle.
func TestOneOffCost(t *testing.T) {
	w := road()
	w.Services = []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")}
	w.Points = []string{"A:care", "A:teeth", "D:teeth"}
	w.Set = map[string]float64{"mobile.bus.capex": 256}
	b := scene.Draw(t, w)
	scene.Facility(t, b, "D").Status = network.Planned
	paper := &scenario.Open{Facility: "D", OneOff: 64}
	named := &scenario.Open{Facility: "M", Services: []string{"care"}, OneOff: 128}
	vehicle := &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "A", Days: 1}}}
	r := run(t, b, engine.Settings{}, option("all", paper, named, vehicle), option("more", paper, named, vehicle, remote("care", 0.5)))
	same(t, "network", netOf(t, r, "all").OneOff, 64+128+256)
	same(t, "care", rowOf(t, r, "all", "care").OneOff, 128+256)
	same(t, "teeth", rowOf(t, r, "all", "teeth").OneOff, 64)
	same(t, "today", netOf(t, r, "today").OneOff, 0)
}
