package engine_test

import (
	"math"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// Exactly 20 minutes is within the limit, a second more is not.
func TestLimitOfTheRow(t *testing.T) {
	w := scene.World{Map: "A a b", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 128}},
		Times: map[string]travel.Seconds{"walk a A": 1200, "walk b A": 1201}}
	row := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care")
	same(t, "who gets there", row.There.V, 64)
	same(t, "share", row.GetsThere.V, 64./192)
	same(t, "beyond", row.Beyond.V, 128)
	same(t, "share of the only group", row.Groups[0].GetsThere.V, 64./192)
	same(t, "share of the only area", row.Areas[0].GetsThere.V, 64./192)
	same(t, "by any channel", row.AnyChannel.V, 64./192)
}

// The tiers have their own limits.
func TestLimitsOfTiers(t *testing.T) {
	w := scene.World{Map: "A a . . b", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 128}}, Walk: scene.Way{PerKm: 10},
		Services: []network.Service{scene.Service("near", "nurse"), scene.Service("mid", "nurse"), scene.Service("far", "nurse")},
		Set:      map[string]float64{"travel.threshold_min.local": 9, "travel.threshold_min.district": 10, "travel.threshold_min.central": 40}}
	w.Services[1].Tier, w.Services[2].Tier = network.District, network.Central
	r := run(t, scene.Draw(t, w), engine.Settings{})
	for service, want := range map[string]float64{"near": 0, "mid": 64, "far": 192} {
		same(t, service, rowOf(t, r, "today", service).There.V, want)
	}
}

func TestHeadlineAndOwnModes(t *testing.T) {
	w := scene.World{Map: "A . a", People: map[string]scene.Folk{"a": {N: 64}}, Car: scene.Way{PerKm: 2},
		Set: map[string]float64{"population.car_access_share.all": 0.25, "population.mobility_limited_share.all": 0.5}, Transit: scene.Way{PerKm: 9}}
	row := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care")
	same(t, "without a car, by transit", row.GetsThere.V, 1)
	w.Transit = scene.Way{}
	row = rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care")
	same(t, "without a car, on foot", row.GetsThere.V, 0)
	same(t, "by own modes", row.OwnModes.V, 0.25)
	same(t, "mean of 24 and 48 minutes on foot", row.Mean, 36)
}

func TestUnreachedIsNoLongJourney(t *testing.T) {
	w := scene.World{Map: "A a b", People: map[string]scene.Folk{"a": {N: 192}, "b": {N: 64}},
		Times: map[string]travel.Seconds{"walk b A": travel.Unreached}}
	row := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care")
	same(t, "reach no point", row.NoPoint, 64)
	same(t, "mean of those who reach one", row.Mean, 12)
	same(t, "median", row.Median, 12)
	same(t, "beyond the limit", row.Beyond.V, 64)
	same(t, "can be served", row.Served.V, 0.75)
	if !math.IsInf(row.SlowestTenth, 1) || !math.IsInf(row.WorstTenth, 1) {
		t.Errorf("the slowest tenth reaches nothing, yet travels %g and %g minutes", row.SlowestTenth, row.WorstTenth)
	}
	if row.Bottleneck != "no point" {
		t.Errorf("the bottleneck is %q, predicted no point", row.Bottleneck)
	}
}

func TestPeriodOfTheRun(t *testing.T) {
	w := scene.World{Map: "A . . . a", People: map[string]scene.Folk{"a": {N: 64}}, Transit: scene.Way{PerKm: 5}, Midday: scene.Way{PerKm: 6}}
	for period, want := range map[travel.Period]float64{travel.Rush: 64, travel.Midday: 0} {
		same(t, period.String(), rowOf(t, run(t, scene.Draw(t, w), engine.Settings{Period: period}), "today", "care").There.V, want)
	}
	w.Midday = scene.Way{}
	same(t, "midday by the one table", rowOf(t, run(t, scene.Draw(t, w), engine.Settings{Period: travel.Midday}), "today", "care").There.V, 64)
}

func TestCyclingIsAsked(t *testing.T) {
	w := scene.World{Map: "A . . . a", People: map[string]scene.Folk{"a": {N: 64}}, Bike: scene.Way{PerKm: 5},
		Set: map[string]float64{"population.mobility_limited_share.all": 0.25}}
	same(t, "without cycling", rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care").There.V, 0)
	same(t, "with cycling", rowOf(t, run(t, scene.Draw(t, w), engine.Settings{Cycling: true}), "today", "care").There.V, 48)
}

// With a closure and an opening, the row reports those who gain and those who lose,
// never the difference. The areas add up to it.
func TestGainAndLoseOfARow(t *testing.T) {
	w := road()
	w.Points = []string{"A:care"}
	row := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}, option("swap", shut("A"), start("D", "care"))), "swap", "care")
	same(t, "gain", row.Gain.V, 192)
	same(t, "lose", row.Lose.V, 48)
	same(t, "lose the last point", row.LoseLast, 48)
	if len(row.Areas) != 2 {
		t.Fatalf("%d areas, predicted 2", len(row.Areas))
	}
	same(t, "lose in the west", row.Areas[0].Lose, 48)
	same(t, "gain in the west", row.Areas[0].Gain, 0)
	same(t, "gain in the east", row.Areas[1].Gain, 192)
	same(t, "share in the east", row.Areas[1].GetsThere.V, 1)
}

func TestAtSchool(t *testing.T) {
	w := scene.World{Map: "Aa . . . . k", People: map[string]scene.Folk{"a": {N: 64}, "k": {N: 128, Ages: population.Group{From: 7, To: 12}}},
		Services: []network.Service{scene.Service("teeth", "dentist")}}
	w.Services[0].SchoolAges = population.Group{From: 7, To: 12}
	team := &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"teeth"}, Schools: true}
	r := run(t, scene.Draw(t, w), engine.Settings{}, option("team", team))
	row := rowOf(t, r, "team", "teeth")
	same(t, "met at school", row.AtSchool, 128)
	if need, given := row.SchoolNeed, row.SchoolVisits; need <= 0 || given <= 0 || given > need || need > row.Need.V {
		t.Errorf("%v contacts at school are needed and %v given, of %v", need, given, row.Need.V)
	}
	same(t, "who gets there", row.There.V, 192)
	same(t, "gain", row.Gain.V, 128)
	same(t, "median of those who travel", row.Median, 0)
	same(t, "reach no point", row.NoPoint, 0)
	same(t, "slot", row.Slot.V, 1)
	same(t, "children's minutes saved, there and back", row.ChildMinutes, -128*120)
	same(t, "median today, pupils included", rowOf(t, r, "today", "teeth").Median, 60)
}

// The worst area has at least 500 people in at least 5 cells.
func TestWorstArea(t *testing.T) {
	w := scene.World{Map: "Aa a a a a . b b b b b", West: 5, People: map[string]scene.Folk{"a": {N: 128}, "b": {N: 128}}}
	row := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care")
	if row.WorstArea != "East" || row.WorstShare.V != 0 {
		t.Errorf("the worst area is %s at %v, predicted East at 0", row.WorstArea, row.WorstShare.V)
	}
	w.People["b"] = scene.Folk{N: 99} // 495 people
	row = rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care")
	if row.WorstArea != "West" {
		t.Errorf("the worst area is %s, predicted West: East has 495 people", row.WorstArea)
	}
	same(t, "share of the West", row.WorstShare.V, 2./5)
}

func TestGroups(t *testing.T) {
	w := scene.World{Map: "Aao . . ko", People: map[string]scene.Folk{"a": {N: 64}, "k": {N: 128, Ages: population.Group{From: 7, To: 7}}, "o": {N: 32, Ages: population.Group{From: 75, To: 100}}},
		Set: map[string]float64{"population.mobility_limited_share.75+": 0.5}, West: 1}
	b := scene.Draw(t, w)
	b.Grid.Areas[0].Fi, b.Grid.Areas[0].Sv = 0.75, 0.25
	b.Grid.Areas[1].Fi, b.Grid.Areas[1].Sv = 0.5, 0.5
	row := rowOf(t, run(t, b, engine.Settings{}), "today", "care")
	want := map[string][2]float64{ // people, share
		"age 7-17": {128, 0}, "age 23-64": {64, 1}, "age 75+": {64, 0.5}, "mobility-limited": {32, 0.5},
		"Finnish": {72 + 80, 72. / 152}, "Swedish": {24 + 80, 24. / 104},
	}
	for _, g := range row.Groups {
		w, known := want[g.Name]
		if !known {
			t.Errorf("a group %s that nobody is in", g.Name)
			continue
		}
		same(t, g.Name+" people", g.People, w[0])
		same(t, g.Name+" share", g.GetsThere.V, w[1])
		if language := g.Name == "Finnish" || g.Name == "Swedish"; g.Identified == language {
			t.Errorf("%s identified: %v", g.Name, g.Identified)
		}
		delete(want, g.Name)
	}
	if len(want) > 0 {
		t.Errorf("groups missing: %v", want)
	}
}

// If the law requires service in Swedish, a point that is known not to provide it
// does not count for Swedish speakers; an unknown one does.
func TestSwedishSpeakersNeedAPointThatServesThem(t *testing.T) {
	service := scene.Service("care", "nurse")
	service.SwedishByLaw = true
	w := scene.World{Map: "Aa . . . . . . Bb", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 64}}, West: 4, Services: []network.Service{service}}
	for _, tt := range []struct {
		at   network.Known
		want float64 // of the Swedish speakers
	}{{network.Unknown, 1}, {network.Yes, 1}, {network.No, 0.5}} {
		b := scene.Draw(t, w)
		for a := range b.Grid.Areas {
			b.Grid.Areas[a].Fi, b.Grid.Areas[a].Sv, b.Grid.Areas[a].Foreign = 0.75, 0.25, 0
		}
		scene.Point(t, b, "B:care").Swedish = tt.at
		for _, g := range rowOf(t, run(t, b, engine.Settings{}), "today", "care").Groups {
			switch g.Name {
			case "Finnish":
				same(t, "Finnish speakers", g.GetsThere.V, 1)
			case "Swedish":
				same(t, "Swedish speakers", g.GetsThere.V, tt.want)
			}
		}
	}
}

// A place that an option makes barrier-free is reached by people with limited
// mobility. Points that stop serving in Swedish are reached by others only.
func TestSetAccess(t *testing.T) {
	service := scene.Service("care", "nurse")
	service.SwedishByLaw = true
	w := scene.World{Map: "Aa . . . . . . Bb", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 128}}, West: 4, Services: []network.Service{service},
		Set: map[string]float64{"population.mobility_limited_share.all": 0.25}}
	b := scene.Draw(t, w)
	for a := range b.Grid.Areas {
		b.Grid.Areas[a].Fi, b.Grid.Areas[a].Sv, b.Grid.Areas[a].Foreign = 0.75, 0.25, 0
	}
	scene.Facility(t, b, "A").BarrierFree = network.No
	r := run(t, b, engine.Settings{}, option("ramp", &scenario.SetAccess{Facilities: []string{"A"}, BarrierFree: network.Yes}),
		option("finnish", &scenario.SetAccess{Facilities: []string{"A"}, Services: []string{"care"}, Swedish: network.No}))
	ramp, finnish := rowOf(t, r, "ramp", "care"), rowOf(t, r, "finnish", "care")
	same(t, "there today", rowOf(t, r, "today", "care").There.V, 48+128)
	same(t, "there with a ramp", ramp.There.V, 64+128)
	same(t, "gain", ramp.Gain.V, 16)
	same(t, "there, not in Swedish at A", finnish.There.V, 48+128)
	for _, g := range finnish.Groups {
		if g.Name == "Swedish" {
			same(t, "Swedish speakers", g.GetsThere.V, 128./192)
		}
	}
	want := "sets access at A: barrier-free; sets access at A: care not in Swedish"
	if got := strings.Join(append(english.Steps(&r.Options[1]), english.Steps(&r.Options[2])...), "; "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A remote channel changes no travel, and the share by any channel is bounded, not
// multiplied.
func TestRemoteDoesNotChangeReach(t *testing.T) {
	w := road()
	w.Points = []string{"A:care", "M:care"}
	w.People["d"] = scene.Folk{N: 16} // 48 of 128 get there
	r := run(t, scene.Draw(t, w), engine.Settings{}, option("screens", remote("care", 0.25)))
	before, after := rowOf(t, r, "today", "care"), rowOf(t, r, "screens", "care")
	same(t, "who gets there", after.There.V, before.There.V)
	same(t, "share that gets there", after.GetsThere.V, 0.375)
	same(t, "mean minutes", after.Mean, before.Mean)
	same(t, "gain", after.Gain.V, 0)
	same(t, "remote share", after.Remote.V, 0.25)
	same(t, "least by any channel", after.AnyChannel.Lo, 0.375)
	same(t, "most by any channel", after.AnyChannel.Hi, 0.625)
	same(t, "by any channel", after.AnyChannel.V, 0.375+0.625*0.25)
}

func TestEmptyTargetGroup(t *testing.T) {
	w := road()
	w.Services = []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")}
	w.Services[1].Target = population.Group{From: 90, To: 95}
	w.Set = map[string]float64{"rate.teeth.all": 0}
	row := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{Draws: 4}, option("x", shut("A"))), "x", "teeth")
	if row.GetsThere.Known || row.Served.Known || row.Slot.Known || row.WorstArea != "" {
		t.Errorf("a group of nobody has figures: %+v", row)
	}
	if v := row.Worth.Verdict; v != report.NoClear && v != report.Saves && v != report.NoChange {
		t.Errorf("value for money of nobody: %q", row.Worth.Verdict)
	}
}

// A contract without a point of a provider is named: its visits are given at no place, and
// are counted as such.
func TestContractWithoutAProvider(t *testing.T) {
	w := road()
	voucher := &scenario.Contract{Service: "care", Production: network.Voucher, Share: 0.25, Price: 60}
	said := func(o scenario.Option) bool {
		return strings.Contains(strings.Join(notesOf(run(t, scene.Draw(t, w), engine.Settings{}, o)), "; "), "25 % of care, but no provider has a point of it")
	}
	if !said(option("voucher", voucher)) {
		t.Error("a voucher that can be used nowhere is not named")
	}
	if said(option("none")) {
		t.Error("an option without a contract is named")
	}
	r := run(t, scene.Draw(t, w), engine.Settings{}, option("voucher", voucher))
	row := rowOf(t, r, "voucher", "care")
	same(t, "given at no known place", row.NoPlace, row.Need.V/4)
	same(t, "today", rowOf(t, r, "today", "care").NoPlace, 0)
	w.Points = []string{"A:care", "D:care"}
	at := &scenario.Open{Facility: "M", Services: []string{"care"}, Production: network.Voucher}
	row = rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}, option("voucher", voucher, at)), "voucher", "care")
	same(t, "with a provider's point", row.NoPlace, 0)
	same(t, "given at a provider's point", row.AtProviders, row.Need.V/4)
}
