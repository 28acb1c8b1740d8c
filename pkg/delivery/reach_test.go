package delivery_test

import (
	"math"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// street has people whose times to A are given in seconds.
func street(times map[string]travel.Seconds) scene.World {
	w := scene.World{Map: "A", People: map[string]scene.Folk{}, Times: map[string]travel.Seconds{}}
	for i, name := range []string{"a", "b", "c", "d", "e"} {
		if sec, there := times[name]; there {
			w.Map += " " + name
			w.People[name] = scene.Folk{N: float64(int(1) << i)}
			w.Times["walk "+name+" A"] = sec
		}
	}
	return w
}

// Times are kept to 15 seconds, rounded up, and the limit is inclusive.
func TestLimitIsInclusive(t *testing.T) {
	w := street(map[string]travel.Seconds{"a": 1185, "b": 1186, "c": 1200, "d": 1201, "e": travel.Unreached})
	h := scene.Deliver(t, scene.Draw(t, w), scene.Choices{}).Outcome.Services[0].There
	for _, tt := range []struct{ limit, want float64 }{
		{0, 0}, {19.5, 0}, {19.75, 1}, {19.99, 1}, {20, 1 + 2 + 4}, {20.2, 7}, {20.25, 15}, {180, 15}, {1e9, 15}, {-1, 0},
	} {
		same(t, "people within the limit", h.Within(-1, tt.limit), tt.want)
	}
	same(t, "people in all", h.Total(-1), 31)
}

func TestSummaryOfTimes(t *testing.T) {
	// 1 person at 3, 2 at 6, 4 at 9 minutes and 8 unreached.
	h := scene.Deliver(t, scene.Draw(t, street(map[string]travel.Seconds{"a": 180, "b": 360, "c": 540, "d": travel.Unreached})), scene.Choices{}).Outcome.Services[0].There
	s := h.Summary()
	same(t, "unreached", s.Unreached, 8)
	same(t, "mean of those who reach", s.Mean, (3+12+36.)/7)
	if !math.IsInf(s.Median, 1) || !math.IsInf(s.SlowestTenth, 1) || !math.IsInf(s.WorstTenthMean, 1) {
		t.Errorf("most people reach nothing, yet %+v", s)
	}
	h = scene.Deliver(t, scene.Draw(t, street(map[string]travel.Seconds{"a": 180, "b": 360, "c": 540})), scene.Choices{}).Outcome.Services[0].There
	s = h.Summary() // 7 people: the 4th and the slowest 0.7 travel 9 minutes
	same(t, "median", s.Median, 9)
	same(t, "slowest tenth", s.SlowestTenth, 9)
	same(t, "worst tenth's mean", s.WorstTenthMean, 9)
	h = scene.Deliver(t, scene.Draw(t, street(map[string]travel.Seconds{"b": 360, "d": 540, "e": 180})), scene.Choices{}).Outcome.Services[0].There
	s = h.Summary() // 16 at 3, 2 at 6, 8 at 9
	same(t, "median", s.Median, 3)
	same(t, "slowest tenth", s.SlowestTenth, 9)
}

func TestModesOfTravellers(t *testing.T) {
	const none = travel.Unreached
	type want [delivery.Types]travel.Seconds // free, limited, driver, limited driver
	tests := []struct {
		name                  string
		walk, bike, pt, drive travel.Seconds
		cycling               bool
		want                  want
	}{
		{"on foot only", 600, none, none, none, false, want{600, 1200, 600, 1200}},
		{"transit is faster", 1200, none, 600, none, false, want{600, 600, 600, 600}},
		{"a transit time equal to the walk", 600, none, 600, none, false, want{600, 1200, 600, 1200}},
		{"transit is slower than the walk, faster than a slow one", 600, none, 900, none, false, want{600, 1200, 600, 1200}},
		{"car", 3000, none, 2000, 300, false, want{2000, 2000, 300, 300}},
		{"car slower than the walk", 300, none, none, 500, false, want{300, 600, 300, 500}},
		{"bicycle not asked for", 1200, 300, 900, none, false, want{900, 900, 900, 900}},
		{"bicycle", 1200, 300, 900, none, true, want{300, 900, 300, 900}},
		{"nothing", none, none, none, none, true, want{none, none, none, none}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := scene.Draw(t, scene.World{Map: "A a", People: map[string]scene.Folk{"a": {N: 1}}, Times: map[string]travel.Seconds{
				"walk a A": tt.walk, "bike a A": tt.bike, "transit a A": tt.pt, "car a A": tt.drive}})
			v := scene.Deliver(t, b, scene.Choices{Cycling: tt.cycling}).Outcome.Services[0]
			for ty := range tt.want {
				if got := v.Time[ty][0]; got != tt.want[ty] {
					t.Errorf("traveller type %d takes %d s, predicted %d", ty, got, tt.want[ty])
				}
				if (v.Nearest[ty][0] < 0) != (tt.want[ty] == none) {
					t.Errorf("traveller type %d has nearest point %d", ty, v.Nearest[ty][0])
				}
			}
		})
	}
}

// The headline is everyone without a car; a quarter are mobility-limited, half
// drive.
func TestHeadlineIsWithoutACar(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "A a", People: map[string]scene.Folk{"a": {N: 64}},
		Set:   map[string]float64{"population.mobility_limited_share.all": 0.25, "population.car_access_share.all": 0.5},
		Times: map[string]travel.Seconds{"walk a A": 900, "car a A": 60}})
	v := scene.Deliver(t, b, scene.Choices{}).Outcome.Services[0]
	same(t, "there without a car", v.There.Within(-1, 20), 48)
	same(t, "there by own modes", v.Own.Within(-1, 20), 64-8)
	same(t, "there by own modes in 5 minutes", v.Own.Within(-1, 5), 32)
}

func TestPointThatIsNotBarrierFree(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa . B", People: map[string]scene.Folk{"a": {N: 64}},
		Set: map[string]float64{"population.mobility_limited_share.all": 0.25}})
	scene.Facility(t, b, "A").BarrierFree = network.No
	v := scene.Deliver(t, b, scene.Choices{}).Outcome.Services[0]
	same(t, "there in 20 minutes", v.There.Within(-1, 20), 48)
	same(t, "there in 48 minutes: mobility-limited people walk 2 km at half the speed", v.There.Within(-1, 48), 64)
	scene.Facility(t, b, "A").BarrierFree = network.Unknown
	v = scene.Deliver(t, b, scene.Choices{}).Outcome.Services[0]
	same(t, "there in 20 minutes where barrier-free is unknown", v.There.Within(-1, 20), 64)
}

// The period's own table is used, and one table of any period applies to all
// periods.
func TestPeriods(t *testing.T) {
	w := scene.World{Map: "A . . a", People: map[string]scene.Folk{"a": {N: 64}}, Transit: scene.Way{PerKm: 3}, Midday: scene.Way{PerKm: 8}}
	minutes := func(p travel.Period) float64 {
		return scene.Deliver(t, scene.Draw(t, w), scene.Choices{Period: p}).Outcome.Services[0].There.Summary().Mean
	}
	same(t, "rush", minutes(travel.Rush), 9)
	same(t, "midday", minutes(travel.Midday), 24)
	w.Midday = scene.Way{}
	same(t, "midday by the one table", minutes(travel.Midday), 9)
}

func TestGainAndLoseAreNeverNetted(t *testing.T) {
	w := scene.World{Map: "Aa . . . . . . Bb", People: map[string]scene.Folk{"a": {N: 16}, "b": {N: 32}}, Points: []string{"A:care"}, West: 4,
		Set: map[string]float64{"population.car_access_share.all": 0.25}, Car: scene.Way{PerKm: 2}}
	b := scene.Draw(t, w)
	before := scene.Deliver(t, b, scene.Choices{})
	after := scene.Deliver(t, b, scene.Choices{}, &scenario.Close{Facility: "A"},
		&scenario.Open{Facility: "B", Services: []string{"care"}})
	c := delivery.Compare(after.Demand, after.Model, 0, &before.Outcome.Services[0], &after.Outcome.Services[0])
	same(t, "gain", c.Gain(-1, 20), 32)
	same(t, "lose", c.Lose(-1, 20), 16)
	same(t, "gain in the west", c.Gain(0, 20), 0)
	same(t, "lose in the west", c.Lose(0, 20), 16)
	same(t, "gain in the east", c.Gain(1, 20), 32)
	same(t, "gain within two hours", c.Gain(-1, 120), 0)
	same(t, "lose within two hours", c.Lose(-1, 120), 0)
	// Drivers still have a point within the limit, 14 minutes away.
	last := 0.0
	for _, n := range c.LoseLast {
		last += n
	}
	same(t, "lose the last point", last, 12)
}

// Pupils who are met at school get there without travelling.
func TestSchoolUnits(t *testing.T) {
	w := scene.World{Map: "Aa . . . . k", People: map[string]scene.Folk{"a": {N: 512}, "k": {N: 1024, Ages: population.Group{From: 7, To: 12}}},
		Services: []network.Service{scene.Service("teeth", "dentist")}}
	w.Services[0].SchoolAges = population.Group{From: 7, To: 12}
	b := scene.Draw(t, w)
	scene.Point(t, b, "A:teeth").FTE[0] = 1
	before := scene.Deliver(t, b, scene.Choices{})
	after := scene.Deliver(t, b, scene.Choices{}, &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"teeth"}, Schools: true})
	h := &after.Outcome.Services[0].There
	same(t, "there before", before.Outcome.Services[0].There.Within(-1, 20), 512)
	same(t, "there after", h.Within(-1, 20), 512+1024)
	same(t, "met at school", h.School, 1024)
	same(t, "median of those who travel", h.Summary().Median, 0)
	same(t, "mean of those who travel", h.Summary().Mean, 0)
	s := &after.Served[0]
	same(t, "served at school: 64 days of 8", s.School, 512)
	same(t, "lost at school", s.LostVehicle, 512)
	same(t, "seen at A, whose staff lends 256 hours", s.Seen, 512)
	same(t, "hours left at A", pointAt(t, after, "A:teeth").Capacity, 768)
	same(t, "served", s.Share, 1024./1536)
	c := delivery.Compare(after.Demand, after.Model, 0, &before.Outcome.Services[0], &after.Outcome.Services[0])
	same(t, "gain", c.Gain(-1, 20), 1024)
	c = delivery.Compare(after.Demand, after.Model, 0, &after.Outcome.Services[0], &before.Outcome.Services[0])
	same(t, "lose without the team", c.Lose(-1, 20), 1024)
	visits := 0.0
	for _, n := range s.Visits.N {
		visits += n
	}
	same(t, "trips", visits, 512)
}

// A school unit works only for services that meet pupils.
func TestSchoolUnitWithAnotherServiceOnBoard(t *testing.T) {
	w := scene.World{Map: "Aa . . . . k", People: map[string]scene.Folk{"a": {N: 512}, "k": {N: 1024, Ages: population.Group{From: 7, To: 12}}},
		Services: []network.Service{scene.Service("teeth", "dentist"), scene.Service("care", "nurse")}}
	w.Services[0].SchoolAges = population.Group{From: 7, To: 12}
	d := scene.Deliver(t, scene.Draw(t, w), scene.Choices{}, &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"teeth", "care"}, Schools: true})
	same(t, "teeth at school", d.Served[0].School, 512)
	same(t, "care's hours left", pointAt(t, d, "A:care").Capacity, 1024)
}

// A unit visits schools on the weekdays on which it has no stop.
func TestUnitWithStopsAndSchools(t *testing.T) {
	w := scene.World{Map: "Aa . . . . . . . B k", People: map[string]scene.Folk{"a": {N: 1024}, "k": {N: 1024, Ages: population.Group{From: 7, To: 12}}},
		Services: []network.Service{scene.Service("teeth", "dentist")}, Points: []string{"B:teeth"}, Set: map[string]float64{"minutes.teeth.dentist": 1}}
	w.Services[0].SchoolAges = population.Group{From: 7, To: 12}
	d := scene.Deliver(t, scene.Draw(t, w), scene.Choices{}, &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"teeth"},
		Stops: []scenario.Stop{{Facility: "A", Days: 0b00001}}, Schools: true})
	same(t, "served at school on four days of five", d.Served[0].School, 512*4./5)
	same(t, "capacity at the stop", pointAt(t, d, "A:teeth:team").Capacity, 512/5.)
}

func TestFreeChoice(t *testing.T) {
	w := scene.World{Map: "Aa B . . . C", People: map[string]scene.Folk{"a": {N: 96}},
		Set: map[string]float64{"assignment.decay_per_min": math.Ln2 / 12, "assignment.limit_min": 12}}
	d := scene.Deliver(t, scene.Draw(t, w), scene.Choices{Free: true})
	same(t, "load at A, 0 minutes away", pointAt(t, d, "A:care").Load, 64)
	same(t, "load at B, 12 minutes away", pointAt(t, d, "B:care").Load, 32)
	same(t, "load at C, beyond the limit", pointAt(t, d, "C:care").Load, 0)
	w.Set["assignment.limit_min"] = 0.25
	w.Map = ". a B . . . C" // nothing within the limit: the nearest
	w.Map = "a B . . . C"
	d = scene.Deliver(t, scene.Draw(t, w), scene.Choices{Free: true})
	same(t, "load at the nearest", pointAt(t, d, "B:care").Load, 96)
}

// Use falls by the elasticity times the logarithm of the growth in time, with a
// minute added to both times; forgone visits are unmet need.
func TestForgoneVisits(t *testing.T) {
	w := scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 1024}}, Set: map[string]float64{"need.distance_elasticity": 0.25}}
	b := scene.Draw(t, w)
	d := scene.Deliver(t, b, scene.Choices{}, &scenario.Close{Facility: "A"})
	forgone := 1024 * 0.25 * math.Log((720+60)/60.)
	same(t, "forgone", d.Served[0].Forgone, forgone)
	same(t, "load", pointAt(t, d, "B:care").Load, 1024-forgone)
	same(t, "need", d.Served[0].Need, 1024)
	same(t, "share", d.Served[0].Share, (1024-forgone)/1024)
	same(t, "forgone where nothing closes", scene.Deliver(t, b, scene.Choices{}).Served[0].Forgone, 0)
}

// Exactly at the limit the last point still counts, a second beyond it is lost;
// contacts by any channel count the same people.
func TestLastPointAndAnyChannelAtTheLimit(t *testing.T) {
	w := scene.World{Map: "A B a b c", People: map[string]scene.Folk{"a": {N: 1}, "b": {N: 2}, "c": {N: 4}}, Times: map[string]travel.Seconds{
		"walk a A": 1200, "walk b A": 1200, "walk c A": 1201, // and without A:
		"walk a B": 1200, "walk b B": 1201, "walk c B": 1300}}
	b := scene.Draw(t, w)
	before, after := scene.Deliver(t, b, scene.Choices{}), scene.Deliver(t, b, scene.Choices{}, &scenario.Close{Facility: "A"})
	c := delivery.Compare(after.Demand, after.Model, 0, &before.Outcome.Services[0], &after.Outcome.Services[0])
	same(t, "lose the last point", sum(c.LoseLast), 2)
	same(t, "lose", c.Lose(-1, 20), 2)
	v, _, _ := delivery.AnyChannel(before.Demand, before.Model, &before.Outcome.Services[0], 0, before.Served[0].RemoteOf)
	same(t, "contacts by any channel", v, 3./7)
}

// A place that is planned, interim or closed serves nobody, whatever points are
// defined there.
func TestOnlyOpenPlacesServe(t *testing.T) {
	for _, status := range []network.Status{network.Open, network.Planned, network.Interim, network.Closed} {
		b := scene.Draw(t, scene.World{Map: "Aa . . B", People: map[string]scene.Folk{"a": {N: 64}}})
		scene.Facility(t, b, "A").Status = status
		want := 64.0
		if status != network.Open {
			want = 0
		}
		same(t, "there where A is "+string(status), scene.Deliver(t, b, scene.Choices{}).Outcome.Services[0].There.Within(-1, 20), want)
	}
}

// Two facilities may share a column: one closes, the other stays.
func TestFacilitiesThatShareAColumn(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 64}}, Times: map[string]travel.Seconds{"walk a A": 60, "walk a B": 120}})
	scene.Facility(t, b, "B").Column = 0
	v := scene.Deliver(t, b, scene.Choices{}, &scenario.Close{Facility: "A"}).Outcome.Services[0]
	same(t, "there", v.There.Within(-1, 1), 64)
	if len(v.Points) != 1 {
		t.Errorf("%d points are left, predicted B's", len(v.Points))
	}
	v = scene.Deliver(t, b, scene.Choices{}, &scenario.Close{Facility: "A"}, &scenario.Close{Facility: "B"}).Outcome.Services[0]
	same(t, "there with both closed", v.There.Within(-1, 1000), 0)
}

// Half of the people end exactly at the edge of a bin: whatever the order of
// the cells, rounding in their sum does not miss the half.
func TestQuantilesWhereSharesEndAtAnEdge(t *testing.T) {
	for _, people := range [][3]float64{{0.1, 0.2, 0.3}, {0.3, 0.2, 0.1}, {0.2, 0.1, 0.3}, {70.3, 0.7, 71}, {1e7 + 0.1, 0.2, 1e7 + 0.3}} {
		w := scene.World{Map: "A a b c", Times: map[string]travel.Seconds{"walk a A": 300, "walk b A": 300, "walk c A": 600},
			People: map[string]scene.Folk{"a": {N: people[0]}, "b": {N: people[1]}, "c": {N: people[2]}}}
		s := scene.Deliver(t, scene.Draw(t, w), scene.Choices{}).Outcome.Services[0].There.Summary()
		same(t, "median", s.Median, 5)
		same(t, "worst tenth's mean", s.WorstTenthMean, 10)
	}
	// Nine tenths end at five minutes.
	w := scene.World{Map: "A a b c", Times: map[string]travel.Seconds{"walk a A": 300, "walk b A": 300, "walk c A": travel.Unreached},
		People: map[string]scene.Folk{"a": {N: 0.6}, "b": {N: 0.3}, "c": {N: 0.1}}}
	same(t, "slowest tenth", scene.Deliver(t, scene.Draw(t, w), scene.Choices{}).Outcome.Services[0].There.Summary().SlowestTenth, 5)
}

// Where all are met at school nobody travels, in two areas with fractional
// numbers of pupils: no rounding error in their sums counts as a person at
// distance 0.
func TestNobodyTravelsWhereAllAreMetAtSchool(t *testing.T) {
	for _, n := range [][3]float64{{0.1, 0.2, 0.3}, {6.6, 2.6, 0.7}, {1.1, 5.2, 0.7}, {5.5, 5.2, 0.7}} {
		pupils := population.Group{From: 7, To: 12}
		w := scene.World{Map: "Aa . k l", West: 2, Services: []network.Service{scene.Service("teeth", "dentist")}, People: map[string]scene.Folk{
			"a": {N: n[0], Ages: pupils}, "k": {N: n[1], Ages: pupils}, "l": {N: n[2], Ages: pupils}}}
		w.Services[0].SchoolAges = pupils
		d := scene.Deliver(t, scene.Draw(t, w), scene.Choices{}, &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"teeth"}, Schools: true})
		if s := d.Outcome.Services[0].There.Summary(); !math.IsNaN(s.Median) || !math.IsNaN(s.Mean) || !math.IsNaN(s.SlowestTenth) || !math.IsNaN(s.WorstTenthMean) {
			t.Errorf("nobody of %v travels, yet %+v", n, s)
		}
	}
}
