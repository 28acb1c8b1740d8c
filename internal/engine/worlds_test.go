package engine_test

import (
	"math"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/cost"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// loadAt finds the load of a facility's point, on site or of a unit.
func loadAt(t *testing.T, row report.Row, facility string) report.PointLoad {
	t.Helper()
	for _, l := range row.Loads {
		if l.Facility == facility {
			return l
		}
	}
	t.Fatalf("no load at %s", facility)
	return report.PointLoad{}
}

// A bus that comes one day a week in addition to a station. A kilometre's walk of 12 minutes
// halves a point's weight, and one day of five gives a fifth of it.
func TestBusInAdditionToAStation(t *testing.T) {
	w := scene.World{Map: "ADa . Bb . . . . . . Cc", People: map[string]scene.Folk{"a": {N: 1024}, "b": {N: 576}, "c": {N: 1024}}, Points: []string{"A:care", "C:care"},
		Set: map[string]float64{"assignment.decay_per_min": math.Ln2 / 12, "window.care": 3, "mobile.bus.days_year": 320}}
	b := scene.Draw(t, w)
	scene.Point(t, b, "A:care").FTE[0], scene.Point(t, b, "C:care").FTE[0] = 2, 2
	bus := func(at string) *scenario.AddMobile {
		return &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: at, Days: 1}}}
	}
	r := run(t, b, engine.Settings{Choice: true}, option("added", bus("B")), option("instead", shut("A"), bus("D")))
	today, added, instead := rowOf(t, r, "today", "care"), rowOf(t, r, "added", "care"), rowOf(t, r, "instead", "care")

	// The b live 24 minutes from A. They come within the limit of 20, but on one day only.
	same(t, "b gain", added.Gain.V, 576)
	same(t, "nobody loses", added.Lose.V, 0)
	same(t, "a slot today, of a and c", today.Slot.V, 2048.0/2624)
	same(t, "a slot, of b on 3 of 7 days", added.Slot.V, (2048+576*3.0/7)/2624)
	// 64 of the bus's 320 days, of 4 hours, give the crew 256 hours, an hour for each visit. Of the b, whose
	// weights are 1/4 at A and 1/5 at the bus, 4 of 9 choose it; of the a, with 1 and 1/20,
	// 1 of 21.
	stop, excess := loadAt(t, added, "B"), 1024.0/21
	same(t, "capacity of the bus", stop.Capacity, 256)
	same(t, "served at the bus", stop.Seen, 256)
	same(t, "unmet at the bus: half of the others do not go on", stop.Load-stop.Seen, excess/2)
	same(t, "served at A", loadAt(t, added, "A").Seen, 1024*20.0/21+576*5.0/9+excess/2)
	same(t, "visits", added.VisitsChange.V, -excess/2)

	// In place of the station the bus takes nobody beyond the limit, gives fewer days and
	// far fewer visits: nothing here is praise.
	same(t, "nobody crosses the limit", instead.Gain.V+instead.Lose.V, 0)
	same(t, "a slot, of a on 3 of 7 days", instead.Slot.V, (1024+1024*3.0/7)/2624)
	same(t, "visits given at the bus only", instead.VisitsChange.V, 256-1600)
	if instead.Worth.Verdict.Praises() {
		t.Errorf("1,344 visits fewer, and the verdict is %s", instead.Worth.Verdict)
	}
}

// A quarter of the visits by voucher at a provider's own point, two kilometres from the
// station: a quarter of all people travel there, whoever is nearer.
func TestVoucherShareAtAProvidersPoint(t *testing.T) {
	w := scene.World{Map: "Aa . Pb", People: map[string]scene.Folk{"a": {N: 1024}, "b": {N: 512}}, Points: []string{"A:care"},
		Set: map[string]float64{"travel.time_value_eur_h": 60, "fee": 16, "unit_cost_reference.voucher_admin_eur": 2}}
	w.Services = []network.Service{scene.Service("care", "nurse")}
	w.Services[0].Fee = "fee"
	b := scene.Draw(t, w)
	scene.Point(t, b, "A:care").FTE[0] = 1 // 1,024 of 1,536 visits
	r := run(t, b, engine.Settings{Choice: true}, option("voucher",
		&scenario.Open{Facility: "P", Services: []string{"care"}, Production: network.Voucher},
		&scenario.Contract{Service: "care", Production: network.Voucher, Share: 0.25, Price: 64}))
	row, net := rowOf(t, r, "voucher", "care"), netOf(t, r, "voucher")
	same(t, "visits at the station, of three quarters", loadAt(t, row, "A").Load, 0.75*1536)
	same(t, "served at the station", loadAt(t, row, "A").Seen, 1024)
	same(t, "visits more: those by voucher", row.VisitsChange.V, 0.25*1536)
	same(t, "served of the need", row.Served.V, (1024+0.25*1536)/1536)

	lines := map[string]float64{}
	for _, l := range net.Lines {
		lines[l.Kind+" of "+l.Payer] += l.Money.V
	}
	same(t, "vouchers", lines[cost.Contracts+" of "+string(cost.County)], 0.25*1536*64)
	same(t, "their administration", lines[cost.Supervise+" of "+string(cost.County)], 0.25*1536*2)
	same(t, "fees of the visits more", lines[cost.Fees+" of "+string(cost.County)], -0.25*1536*16)
	// Today 1,024 visits are given, of which those of b, a third, take 24 minutes at 1 euro
	// each way. In the option 3 of 4 travel as today, and of the quarter the a take them.
	was := 1024.0 / 3 * 48
	is := (0.75*512*48 + 0.25*1024*48) * (1024 + 0.25*1536) / 1536
	both := 1024 / (1024 + 0.25*1536)
	same(t, "time of residents, of as many visits as today", lines[cost.TravelTime+" of "+string(cost.Residents)], is*both-was)
	same(t, "time of the visits more", lines[cost.TravelTime+" of "+string(cost.NotGiven)], is*(1-both))
}
