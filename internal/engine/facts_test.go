package engine_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// loadsAre compares loads with predicted ones.
func loadsAre(t *testing.T, what string, got, want []report.PointLoad) {
	t.Helper()
	want = slices.Clone(want)
	for i := range want { // a drawn place is called by its letter
		want[i].Names = lang.Same(want[i].Facility)
		want[i].More = report.OneMore{Position: nan, RoomHour: nan, UnitDay: nan} // not asked for
		if !math.IsNaN(want[i].Positions) {
			want[i].Staff = []report.Positions{{Profession: "nurse", N: want[i].Positions}}
		}
	}
	if d := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateApprox(1e-9, 0)); d != "" {
		t.Errorf("%s:\n%s", what, d)
	}
}

// Sixteen contacts per person: 48 people at A and 192 at D, each point with a
// position of 1,024 client hours. A point that is open part of the week sends on
// what exceeds its capacity; a mobile unit serves 512 with a crew of the service;
// other producers and places without travel times have no figures.
func TestLoadsOfPoints(t *testing.T) {
	w := road()
	w.Points, w.Set = []string{"A:care", "D:care", "M:care"}, map[string]float64{"rate.care.all": 16}
	b := scene.Draw(t, w)
	scene.Point(t, b, "M:care").Provider = true
	bus := &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "M", Days: 1}}}
	part := &scenario.SetHours{Facilities: []string{"A"}, Hours: network.Hours{Office: 0b11}}
	r := run(t, b, engine.Settings{}, option("rooms", capacity("D", "care", nan, 0.5)), option("part", part), option("bus", bus))
	provider := report.PointLoad{Facility: "M", Channel: "on_site", Load: nan, Capacity: nan, Seen: nan, Positions: nan, Rooms: nan,
		Reason: report.Reason{Cause: report.OtherProducer}}
	full := report.PointLoad{Facility: "A", Channel: "on_site", Load: 768, Capacity: 1024, Seen: 768, Bind: "staff", Positions: 1, Rooms: 1}
	over := report.PointLoad{Facility: "D", Channel: "on_site", Load: 3072, Capacity: 1024, Seen: 1024, Bind: "staff", Positions: 1, Rooms: 1}
	loadsAre(t, "today", rowOf(t, r, "today", "care").Loads, []report.PointLoad{full, over, provider})
	over.Capacity, over.Seen, over.Bind, over.Rooms = 512, 512, "rooms", 0.5
	loadsAre(t, "rooms bind", rowOf(t, r, "rooms", "care").Loads, []report.PointLoad{full, over, provider})
	scene.Facility(t, b, "A").Column = -1
	nowhere := provider
	nowhere.Facility, nowhere.Reason.Cause = "A", report.NoTimes
	loadsAre(t, "no travel times", rowOf(t, run(t, b, engine.Settings{}), "today", "care").Loads[:1], []report.PointLoad{nowhere})
	for _, l := range rowOf(t, r, "bus", "care").Loads {
		if l.Unit == "bus" && (l.Channel != "mobile" || l.Bind != "vehicle" || l.Reason.Cause != report.UnitCrew || math.IsNaN(l.Load) || !math.IsNaN(l.Positions)) {
			t.Errorf("the stop: %+v", l)
		}
	}
	if n := len(rowOf(t, r, "bus", "care").Loads); n != 4 {
		t.Errorf("%d points with the bus", n)
	}
	for _, l := range rowOf(t, r, "part", "care").Loads { // A has two fifths of its hours and as much staff
		if l.Facility == "A" && (l.Load != 768 || l.Seen > 768) {
			t.Errorf("open part of the week: %+v", l)
		}
	}
}

// At the same budget the positions and the capacity include what the money buys.
func TestLoadsOfTheSameBudget(t *testing.T) {
	b := small(t, scarce())
	in := inputs{Base: b, Options: []scenario.Option{today(), option("x", shut("A"))}, Settings: engine.Settings{Frame: "budget"}}
	r := runAll(t, in).Report
	row := rowOf(t, r, "x", "care")
	if len(row.Loads) != 1 || r.Network[1].Trades == nil {
		t.Fatalf("%+v, bought %+v", row.Loads, r.Network[1].Trades)
	}
	l := row.Loads[0]
	same(t, "capacity of the positions", l.Capacity, 1024*l.Positions)
	same(t, "seen", l.Seen, row.Served.V*row.Need.V)
	if l.Positions <= 1 {
		t.Errorf("nothing was bought: %+v", l)
	}
}

// Without positions, the contacts that arrive at a point are known if nothing is
// sent on, and its capacity is not.
func TestLoadsWithoutPositions(t *testing.T) {
	b := unstaffed(t, "B")
	scene.Point(t, b, "A:care").Rooms = 2
	r := run(t, b, engine.Settings{}, option("part", &scenario.SetHours{Facilities: []string{"A"}, Services: []string{"care"}, Hours: network.Hours{Office: 1}}))
	why := report.Reason{Cause: report.Unstaffed, Points: 1, Services: []string{"care"}}
	point := func(facility string, load, rooms float64) report.PointLoad {
		return report.PointLoad{Facility: facility, Channel: "on_site", Load: load, Capacity: nan, Seen: nan, Positions: nan, Rooms: rooms, Reason: why}
	}
	loadsAre(t, "today", rowOf(t, r, "today", "care").Loads, []report.PointLoad{point("A", 2048, 2), point("B", 2048, nan)})
	loadsAre(t, "A one day a week", rowOf(t, r, "part", "care").Loads, []report.PointLoad{point("A", 2048, 2), point("B", nan, nan)})
	for _, l := range rowOf(t, r, "today", "cure").Loads {
		if l.Reason.Cause != "" || math.IsNaN(l.Capacity) {
			t.Errorf("the other service: %+v", l)
		}
	}
	if !math.IsNaN(r.Today.Known) || !math.IsNaN(r.Today.Services[0].Residual()) || math.IsNaN(r.Today.Services[1].Known) ||
		r.Today.Reason.Cause != report.Unstaffed || !slices.Equal(r.Today.Services[0].Reason.Services, []string{"care"}) {
		t.Errorf("%+v", r.Today)
	}
}

// Today's cost is unit costs times contacts. What the model's lines do not explain
// is the residual, by service and in total.
func TestTodayCost(t *testing.T) {
	w := scarce() // 2,048 contacts at each end at 2 euros; positions serve half
	w.Services = append(w.Services, scene.Service("cure", "medic"))
	r := run(t, small(t, w), engine.Settings{}, option("x", shut("A")))
	care, cure := r.Today.Services[0], r.Today.Services[1]
	need := rowOf(t, r, "today", "care").Need.V
	same(t, "care", care.Known, 2*need)
	same(t, "all", r.Today.Known, care.Known+cure.Known)
	same(t, "the model's lines", r.Today.Model, care.Model+cure.Model)
	same(t, "residual of all", r.Today.Residual(), care.Residual()+cure.Residual())
	same(t, "residual", care.Residual(), 2*need-care.Model)
	if r.Today.Option != 0 || r.Today.Reason.Cause != "" || care.Model <= 0 {
		t.Errorf("%+v", r.Today)
	}
}

// A figure without a number has a reason.
func TestReasons(t *testing.T) {
	pupils := population.Group{From: 7, To: 12}
	team := &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"care"}, Schools: true}
	law := []report.Rule{{ID: "kept", Kind: "statutory-kept", Severity: report.Law, Text: "kept"}}
	for _, tt := range []struct {
		name, key string
		want      report.Reason
		world     func(*scene.World)
		change    scenario.Change
	}{
		{"nobody in the group", "gets_there", report.Reason{Cause: report.Nobody}, func(w *scene.World) { w.Services[0].Target = pupils }, remote("care", 0.5)},
		{"no contacts", "any_channel", report.Reason{Cause: report.NoNeed}, func(w *scene.World) { w.Set = map[string]float64{"rate.care.all": 0} }, remote("care", 0.5)},
		{"no point", "median_min", report.Reason{Cause: report.NoneReached, People: 240}, nil, shut("A")},
		{"all at school", "mean_min", report.Reason{Cause: report.NoTravellers}, func(w *scene.World) {
			w.Services[0].Target, w.Services[0].SchoolAges = pupils, pupils
			w.People = map[string]scene.Folk{"a": {N: 16, Ages: pupils}, "b": {N: 32}, "c": {N: 64}, "d": {N: 128}}
		}, team},
		{"a small county", "worst_share", report.Reason{Cause: report.TooSmall}, nil, remote("care", 0.5)},
		{"a small group", "group_gap", report.Reason{Cause: report.TooSmall}, nil, remote("care", 0.5)},
		{"alike", "group_gap", report.Reason{Cause: report.Alike}, func(w *scene.World) {
			w.Map, w.West = "Aa a a a a", 0
			w.People = map[string]scene.Folk{"a": {N: 4096}}
			w.Set = map[string]float64{"population.mobility_limited_share.all": 0.5, "travel.threshold_min.local": 170}
		}, remote("care", 0.5)},
		{"against the law", "frontier_price_eur", report.Reason{Cause: report.Unlawful}, nil, shut("A")},
		{"more expensive and no better", "frontier_price_eur", report.Reason{Cause: report.OffFrontier}, nil, start("M", "care")},
		{"people lose", "frontier_price_eur", report.Reason{Cause: report.GivesUp}, func(w *scene.World) { w.Points = []string{"A:care", "D:care"} }, shut("D")},
		{"without another place", "frontier_price_eur", report.Reason{Cause: report.Cheapest}, nil, remote("care", 0.5)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := road()
			w.Points, w.Services = []string{"A:care"}, []network.Service{scene.Service("care", "nurse")}
			if tt.world != nil {
				tt.world(&w)
			}
			in := inputs{Base: scene.Draw(t, w), Options: []scenario.Option{today(), option("x", tt.change)}, Rules: law}
			row := rowOf(t, runAll(t, in).Report, "x", "care")
			if d := cmp.Diff(tt.want, row.Reasons[tt.key]); d != "" {
				t.Errorf("%s\n%v", d, row.Reasons)
			}
		})
	}
}
