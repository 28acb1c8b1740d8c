package delivery_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// oneMore computes what one unit more gives at a point of a drawn county.
func oneMore(t *testing.T, d scene.Delivered, id string) delivery.OneMore {
	t.Helper()
	lang := delivery.Language(d.Model, d.Demand)
	for s := range d.Outcome.Services {
		for k, p := range d.Outcome.Services[s].Points {
			if d.County.Network.Points[p].ID == id {
				var base delivery.Served
				delivery.Serve(d.Model, d.County.Network, d.Outcome, s, lang, delivery.NoBoost(), &base)
				return delivery.OneMoreAt(d.Model, d.County.Network, d.Outcome, s, lang, delivery.NoBoost(), k, base.Given())
			}
		}
	}
	t.Fatalf("no point %s", id)
	return delivery.OneMore{}
}

// A position gives 1,024 contacts of an hour until the rooms or the need end it; a room
// hour a week is a fortieth of a room's 1,024 hours. What does not bind gives nothing.
func TestOneMore(t *testing.T) {
	tests := []struct {
		name             string
		rate, fte, rooms float64
		position, hour   float64
	}{
		{"staff binds, rooms are as many as needed", 4, 1, 0, 1024, math.NaN()},
		{"staff binds", 4, 1, 8, 1024, 0},
		{"staff binds, the need ends it", 1.5, 1, 8, 512, 0},
		{"staff binds, rooms end it", 4, 1, 1.5, 512, 0},
		{"rooms bind", 4, 2, 1, 0, 1024. / 40},
		{"rooms bind, the need ends it", 1 + 1./1024, 2, 1, 0, 1},
		{"nothing is left", 1, 2, 2, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := village()
			w.Set = map[string]float64{"rate.care.all": tt.rate}
			b := scene.Draw(t, w)
			scene.Point(t, b, "A:care").FTE[0], scene.Point(t, b, "A:care").Rooms = tt.fte, tt.rooms
			x := oneMore(t, scene.Deliver(t, b, scene.Choices{}), "A:care")
			same(t, "position", x.Position, tt.position)
			if math.IsNaN(tt.hour) != math.IsNaN(x.RoomHour) {
				t.Errorf("room hour %v, predicted %v", x.RoomHour, tt.hour)
			} else if !math.IsNaN(tt.hour) {
				same(t, "room hour", x.RoomHour, tt.hour)
			}
			if !math.IsNaN(x.UnitDay) {
				t.Errorf("a vehicle day at a station gives %v", x.UnitDay)
			}
		})
	}
}

// With one more dentist comes the nurse who works with each: the first profession alone
// would see nobody more.
func TestOneMoreWithTheOtherProfession(t *testing.T) {
	w := village()
	w.Services = []network.Service{scene.Service("teeth", "dentist", "nurse")}
	w.Set = map[string]float64{"rate.teeth.all": 4, "minutes.teeth.nurse": 120}
	b := scene.Draw(t, w)
	copy(scene.Point(t, b, "A:teeth").FTE, []float64{1, 2})
	same(t, "a dentist and two nurses", oneMore(t, scene.Deliver(t, b, scene.Choices{}), "A:teeth").Position, 1024)
}

// One more vehicle day is a fifth of the bus, 512 contacts ÷ 5, if its crew has time for
// it; where the station lacks staff too, its crew is missing there: two contacts an hour
// on both sides.
func TestOneMoreVehicleDay(t *testing.T) {
	for _, tt := range []struct {
		name      string
		rate, fte float64
		want      float64
	}{{"staff to spare", 1, 2, 512. / 5}, {"staff lacks at the station", 8, 1, 0}, {"nobody waits", 0.25, 2, 0}, {"a few wait", 0.5625, 2, 64}} {
		w := town()
		w.Points, w.Set = []string{"B:care"}, map[string]float64{"rate.care.all": tt.rate, "minutes.care.nurse": 30}
		b := scene.Draw(t, w)
		scene.Point(t, b, "B:care").FTE[0] = tt.fte
		x := oneMore(t, scene.Deliver(t, b, scene.Choices{Free: true}, bus("A", 0b11111)), "A:care:bus")
		same(t, tt.name, x.UnitDay, tt.want)
		if !math.IsNaN(x.Position) || !math.IsNaN(x.RoomHour) {
			t.Errorf("a stop has %+v", x)
		}
	}
}

// What a position more gives at a full station counts those who went on from it and
// leave room at the other one.
func TestOneMoreCountsOverflow(t *testing.T) {
	w := scene.World{Map: "Aa B . . . . . . . b", People: map[string]scene.Folk{"a": {N: 1024}, "b": {N: 1}},
		Set: map[string]float64{"rate.care.all": 3, "assignment.moves_on": 1, "assignment.decay_per_min": 0.5}}
	b := scene.Draw(t, w)
	d := scene.Deliver(t, b, scene.Choices{Free: true})
	same(t, "given by both before", d.Served[0].Given(), 2048)
	same(t, "a position at A", oneMore(t, d, "A:care").Position, 1024)
}

// Nothing more is ever worse at a station, what is given never exceeds the need, and
// the areas add up to what the service needs and gives.
func TestOneMoreAndAreasAddUp(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		for i := range b.Network.Points { // two producers cannot be merged
			b.Network.Points[i].Provider = false
		}
		d := scene.Deliver(t, b, scene.Choices{Free: rapid.Bool().Draw(rt, "choice")}, some(rt)...)
		n, lang := d.County.Network, delivery.Language(d.Model, d.Demand)
		for s := range d.Served {
			x := &d.Served[s]
			year := delivery.ByArea(d.Demand, d.Model, n, d.Outcome, s, lang, delivery.NoBoost(), nil)
			need, given := year.Need, year.Given
			equal(rt, "need of the areas", sum(need), x.Need)
			equal(rt, "given to the areas", sum(given), x.Given())
			asked, met := 0.0, 0.0
			for w := range delivery.Ways {
				asked, met = asked+sum(year.Asked[w]), met+sum(year.Met[w])
			}
			equal(rt, "asked for, and what asks nowhere", asked+x.NoPoint+x.Forgone, x.Need)
			equal(rt, "given by the ways", math.Min(met, x.Need), x.Given())
			equal(rt, "remote, without those that the channel creates", sum(year.Asked[delivery.Remotely]), x.RemoteNeed-x.Induced)
			equal(rt, "at school", sum(year.Met[delivery.AtSchool]), x.School)
			equal(rt, "by providers", sum(year.Met[delivery.ByProvider]), x.Contracted)
			equal(rt, "at points and stops", sum(year.Met[delivery.AtPoint])+sum(year.Met[delivery.AtStop]), x.Seen)
			for a := range need {
				if given[a] > need[a]+1e-6 || given[a] < 0 {
					rt.Fatalf("area %d gets %g of %g", a, given[a], need[a])
				}
			}
			var base delivery.Served
			delivery.Serve(d.Model, n, d.Outcome, s, lang, delivery.NoBoost(), &base)
			for k := range d.Outcome.Services[s].Points {
				m := delivery.OneMoreAt(d.Model, n, d.Outcome, s, lang, delivery.NoBoost(), k, base.Given())
				for _, v := range []float64{m.Position, m.RoomHour, m.UnitDay} {
					if v > base.Need-base.Given()+1e-6 {
						rt.Fatalf("one more gives %g of %g unmet", v, base.Need-base.Given())
					}
				}
				if m.Position < -1e-6*base.Need && n.Points[d.Outcome.Services[s].Points[k]].Channel == network.OnSite && len(n.Units) == 0 {
					rt.Fatalf("a position more takes %g", -m.Position)
				}
			}
		}
	})
}

// Areas are where people live: those of the east are served in the west.
func TestAreasAreWherePeopleLive(t *testing.T) {
	w := scene.World{Map: "A b", People: map[string]scene.Folk{"b": {N: 1024}}, West: 1, Set: map[string]float64{"rate.care.all": 2}}
	for _, free := range []bool{false, true} {
		d := scene.Deliver(t, scene.Draw(t, w), scene.Choices{Free: free}, &scenario.Contract{Service: "care", Production: network.Voucher, Share: 0.25, Price: 1})
		year := delivery.ByArea(d.Demand, d.Model, d.County.Network, d.Outcome, 0, 1, delivery.NoBoost(), nil)
		need, given := year.Need, year.Given
		same(t, "need in the west", need[0], 0)
		same(t, "need in the east", need[1], 2048)
		same(t, "given in the east: a quarter by contract, 1,024 hours of the position", given[1], 512+1024)
	}
}
