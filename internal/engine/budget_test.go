package engine_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"saavu/internal/engine"
	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// scarce has 1,024 people at A and at B who need two contacts each; the two
// positions can give one. A contact costs 2 euros in total, so half a per cent of
// the baseline is 20 euros, and the house at A costs 1,024.
func scarce() scene.World {
	return scene.World{Map: "Aa . . . . . . . . . Bb", People: map[string]scene.Folk{"a": {N: 1024}, "b": {N: 1024}},
		Set: map[string]float64{"rate.care.all": 2, "unit_cost.care": 2, "premises.fixed_eur_site_year.small": 1024, "fee": 0.5},
		Services: func() []network.Service {
			s := scene.Service("care", "nurse")
			s.Fee = "fee"
			return []network.Service{s}
		}()}
}

const tolerance = 0.005 * 2 * 2048 // of the baseline: 2,048 contacts at 2 euros

func small(t *testing.T, w scene.World) *scenario.Base {
	b := scene.Draw(t, w)
	scene.Facility(t, b, "A").Size = "small"
	return b
}

// A saving buys client hours and an overrun sells them until the county pays what it
// pays today, including the fees and rooms of those hours.
func TestSameBudget(t *testing.T) {
	dear := &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "A", Days: 1}}}
	tests := []struct {
		name   string
		set    map[string]float64
		change scenario.Change
		more   bool // serves more at the same budget
		buys   string
	}{
		{"a saving", nil, shut("A"), true, "bought"},
		{"a saving, fees near the price of an hour", map[string]float64{"fee": 1.5}, shut("A"), true, "bought"},
		{"a saving, rooms that cost", map[string]float64{"room_m2.care": 16}, shut("A"), true, "bought"},
		{"an overrun", map[string]float64{"mobile.bus.fixed_eur_year": 1024}, dear, false, "sold"},
		{"an overrun, fees", map[string]float64{"mobile.bus.fixed_eur_year": 512, "fee": 1}, dear, false, "sold"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := scarce()
			for k, v := range tt.set {
				w.Set[k] = v
			}
			b := small(t, w)
			staff := run(t, b, engine.Settings{Frame: "staff"}, option("x", tt.change))
			money := run(t, b, engine.Settings{Frame: "budget"}, option("x", tt.change))
			net := netOf(t, money, "x")
			if math.Abs(net.County.V) > tolerance {
				t.Errorf("the county pays %v more at the same budget, allowed is %v", net.County.V, tolerance)
			}
			if math.Abs(net.BudgetGap+net.County.V) > 1e-6 {
				t.Errorf("the reported gap is %v, and the county pays %v more", net.BudgetGap, net.County.V)
			}
			if text := english.Trades(net.Trades); !strings.HasPrefix(text, tt.buys+" ") || !strings.Contains(text, "positions") {
				t.Errorf("the rule reports %q, predicted that it %s", text, tt.buys)
			}
			before, after := rowOf(t, staff, "x", "care"), rowOf(t, money, "x", "care")
			if (after.Served.V > before.Served.V) != tt.more || after.Served.V == before.Served.V {
				t.Errorf("%v served with the same staff, %v at the same budget", before.Served.V, after.Served.V)
			}
			same(t, "share at the same budget in the other frame", before.ServedSame.V, after.Served.V)
			same(t, "today is not changed", rowOf(t, money, "today", "care").Served.V, 0.5)
			same(t, "who gets there", after.There.V, before.There.V)
		})
	}
}

// What cannot be traded remains as the gap: a saving buys no more than what is lost,
// and an option sells no more than half of today's positions.
func TestBudgetThatCannotBeTraded(t *testing.T) {
	w := scarce()
	w.Set["rate.care.all"] = 1 // two positions serve all
	net := netOf(t, run(t, small(t, w), engine.Settings{Frame: "budget"}, option("x", shut("A"))), "x")
	same(t, "gap of a saving with no need to meet", net.BudgetGap, 1024)
	if net.Trades != nil {
		t.Errorf("the rule reports %+v although nothing is lost", net.Trades)
	}
	w = scarce()
	w.Set["mobile.bus.fixed_eur_year"], w.Set["fee"] = 1<<20, 0
	bus := &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "A", Days: 1}}}
	r := run(t, small(t, w), engine.Settings{Frame: "budget"}, option("x", bus))
	if trades := netOf(t, r, "x").Trades; len(trades) != 1 || trades[0].Positions != 1 {
		t.Errorf("the rule says %+v, predicted that one of two positions is sold", trades)
	}
	if gap := netOf(t, r, "x").BudgetGap; gap > -1e6 {
		t.Errorf("the gap is %v, predicted more than a million missing", gap)
	}
}

// A saving opens evenings first, at the fullest point where rooms limit the
// capacity.
func TestBudgetBuysEveningsWhereRoomsBind(t *testing.T) {
	w := scarce()
	w.Set["premises.evening_pay_premium.evening"] = 0.5
	b := small(t, w)
	scene.Point(t, b, "B:care").Rooms = 0.5
	scene.Point(t, b, "A:care").Rooms = 0.75
	n := nan
	cut := &scenario.SetCapacity{Facility: "A", Service: "care", FTE: 0.5, Rooms: n, FTEFactor: n, RoomsFactor: n}
	r := run(t, b, engine.Settings{Frame: "budget"}, option("x", cut)) // frees 1,024 euros
	net := netOf(t, r, "x")
	if text := english.Trades(net.Trades); !strings.HasPrefix(text, "evening hours at B") {
		t.Errorf("the rule reports %q, predicted evenings at B first", text)
	}
	// The 512 room hours at B become 768, which staff of 1,024 hours can use.
	row := rowOf(t, r, "x", "care")
	if row.Served.V*4096 < 512+768 {
		t.Errorf("%v contacts served, predicted at least 1,280", row.Served.V*4096)
	}
}

// Options that are compared with each other also have the same budget.
func TestSameBudgetOfVariants(t *testing.T) {
	w := scarce()
	b := small(t, w)
	first := option("first", shut("A"))
	second := option("second", shut("A"), remote("care", 0.25))
	second.Against = "first"
	r := run(t, b, engine.Settings{Frame: "budget"}, first, second)
	for _, id := range []string{"first", "second"} {
		if got := netOf(t, r, id).County.V; math.Abs(got) > tolerance {
			t.Errorf("%s costs %v more than its reference", id, got)
		}
	}
}

// Bought hours come with all professions of the service, and all are paid.
func TestBudgetBuysTheWholeCrew(t *testing.T) {
	w := scarce()
	w.Services = []network.Service{scene.Service("care", "doctor", "nurse")}
	b := small(t, w)
	r := run(t, b, engine.Settings{Frame: "budget"}, option("x", shut("A")))
	// An hour costs a doctor and a nurse: 1,024 euros less the unspent rest buy half
	// as many hours as with one of them.
	net := netOf(t, r, "x")
	if v := rowOf(t, r, "x", "care").Served.V; v <= 0.5 || v >= 0.75 {
		t.Errorf("%v served, predicted more than half and less than with one profession", v)
	}
	if math.Abs(net.County.V) > tolerance {
		t.Errorf("the county pays %v more, allowed is %v", net.County.V, tolerance)
	}
}

// Each service sells first what it costs more itself: a contact bought for care takes no
// share of what a bus for teeth costs.
func TestBudgetSellsForOnesOwnDifference(t *testing.T) {
	b := twoScarce(t)
	bought := &scenario.Contract{Service: "care", Production: network.Purchased, Share: 1. / 4096, Price: 256}
	r := run(t, b, engine.Settings{Frame: "budget"}, option("x", busOf("teeth"), bought))
	sold := map[string]float64{}
	for _, trade := range netOf(t, r, "x").Trades {
		if trade.Sold {
			sold[trade.Service.In(lang.English)] = trade.Positions
		}
	}
	// A position costs 2,048 euros; the same share of both would be 0.3125 of each.
	if care, teeth := sold["care"], sold["teeth"]; math.Abs(care-0.125) > 0.03 || math.Abs(teeth-0.5) > 0.03 {
		t.Errorf("sold %v positions, predicted an eighth of care for its 256 euros and half of teeth for its 1,024", sold)
	}
	if gap := netOf(t, r, "x").BudgetGap; math.Abs(gap) > tolerance {
		t.Errorf("the gap is %v", gap)
	}
}

// twoScarce has care and teeth, each with a position and a house at A and at B.
func twoScarce(t *testing.T) *scenario.Base {
	w := scarce()
	w.Services = append(w.Services, scene.Service("teeth", "dentist"))
	w.Set["mobile.bus.fixed_eur_year"], w.Set["fee"] = 1024, 0
	return small(t, w)
}

func busOf(service string) scenario.Change {
	return &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{service}, Stops: []scenario.Stop{{Facility: "A", Days: 1}}}
}

// The service whose lever made the difference pays for it, or has what it frees. What
// it cannot carry the other pays, and the report says so.
func TestServiceThatMadeTheDifferencePays(t *testing.T) {
	for _, tt := range []struct {
		what   string
		cost   float64 // of the bus
		least  float64 // positions of a place
		change scenario.Change
		trades []report.Trade
	}{
		{"an overrun", 1024, 0, busOf("care"), []report.Trade{{Sold: true, Service: lang.Same("care"), Profession: "nurse", Positions: 0.5}}},
		{"an overrun of more than half", 3072, 0, busOf("care"), []report.Trade{
			{Sold: true, Service: lang.Same("care"), Profession: "nurse", Positions: 1},
			{Sold: true, Others: true, Service: lang.Same("teeth"), Profession: "dentist", Positions: 0.5}}},
		{"two positions at a place, 1.75 must stay", 1024, 1.75, busOf("care"), []report.Trade{
			{Sold: true, Service: lang.Same("care"), Profession: "nurse", Positions: 0.25},
			{Sold: true, Others: true, Service: lang.Same("teeth"), Profession: "dentist", Positions: 0.25}}},
		{"more than all can carry", 1 << 20, 0, busOf("care"), []report.Trade{
			{Sold: true, Service: lang.Same("care"), Profession: "nurse", Positions: 1},
			{Sold: true, Others: true, Service: lang.Same("teeth"), Profession: "dentist", Positions: 1}}},
		{"a saving", 0, 0, &scenario.SetCapacity{Service: "care", FTE: nan, Rooms: nan, FTEFactor: 0.5, RoomsFactor: nan}, []report.Trade{
			{Service: lang.Same("care"), Profession: "nurse", Positions: 1}}},
	} {
		b := twoScarce(t)
		b.Params, _ = b.Params.With("mobile.bus.fixed_eur_year", tt.cost)
		r := run(t, b, engine.Settings{Frame: "budget", MinStaff: tt.least}, option("x", tt.change))
		close := cmp.Options{cmpopts.EquateApprox(0, 0.02), cmpopts.IgnoreFields(report.Trade{}, "What")}
		net := netOf(t, r, "x")
		for i := range net.Trades {
			net.Trades[i].Service = lang.Same(net.Trades[i].Service.In(lang.English))
		}
		if d := cmp.Diff(tt.trades, net.Trades, close); d != "" {
			t.Errorf("%s (-predicted +is):\n%s", tt.what, d)
		}
	}
}

// A service that an option neither touches nor makes pay has the rows of its
// reference, at the same budget too.
func TestUntouchedServiceHasTheRowsOfItsReference(t *testing.T) {
	rows := cmp.Options{exact, cmpopts.IgnoreFields(report.Row{}, "Movers", "Worth", "Best", "NextBest", "NextPrice", "Reasons")}
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		fixed := rapid.Float64Range(0, 1e6).Draw(rt, "cost of the bus")
		b.Params, _ = b.Params.With("mobile.bus.fixed_eur_year", fixed)
		options := append(several(), option("teeth alone", capacity("A", "teeth", rapid.Float64Range(0, 3).Draw(rt, "positions"), nan)))
		staff := runAll(t, inputs{Base: b, Options: options, Settings: engine.Settings{Draws: 2, MinStaff: 2}}).Report
		money := runAll(t, inputs{Base: b, Options: options, Settings: engine.Settings{Draws: 2, MinStaff: 2, Frame: "budget"}}).Report
		for s, v := range money.Services {
			for i, o := range money.Options {
				if o.Against < 0 {
					continue
				}
				same := staff.Services[s].Rows[i]
				same.ServedSame = staff.Services[s].Rows[o.Against].ServedSame
				touched := cmp.Diff(staff.Services[s].Rows[o.Against], same, rows) != ""
				trades := slices.ContainsFunc(money.Network[i].Trades, func(x report.Trade) bool { return x.Service.In(lang.English) == v.Name })
				if touched || trades {
					continue
				}
				if d := cmp.Diff(v.Rows[o.Against], v.Rows[i], rows); d != "" {
					rt.Fatalf("%s of %s (-reference +option):\n%s", v.ID, o.ID, d)
				}
			}
		}
	})
}

// Two budgets are the same within 0.05 % of the county's cost or a tenth of the
// option's difference, whichever is less.
func TestSameBudgetIsClose(t *testing.T) {
	for _, fixed := range []float64{8, 64, 512} {
		b := twoScarce(t)
		b.Params, _ = b.Params.With("mobile.bus.fixed_eur_year", fixed)
		gap := math.Abs(netOf(t, run(t, b, engine.Settings{Frame: "budget"}, option("x", busOf("care"))), "x").BudgetGap)
		if most := math.Min(0.0005*2*4096, fixed/10); gap > most {
			t.Errorf("a bus of %v €: %v € remain, allowed is %v", fixed, gap, most)
		}
	}
}

// At the same budget a figure has the range of the draws, as all others: what is bought
// or sold at the values stays, what is needed and served with it is drawn. With A closed
// everybody comes to B, where two positions and those that the saving buys serve at most
// one contact an hour; today each of the two points serves its own people.
func TestSameBudgetHasTheRangeOfTheDraws(t *testing.T) {
	const draws, seed = 40, 5
	w := scarce()
	w.Ranges = map[string][2]float64{"rate.care.all": {0.25, 3}}
	b := small(t, w)
	r := run(t, b, engine.Settings{Draws: draws, Seed: seed}, option("x", shut("A")))
	net, row := netOf(t, r, "x"), rowOf(t, r, "x", "care")
	if len(net.Trades) != 1 || net.Trades[0].Sold {
		t.Fatalf("trades %+v, predicted that positions are bought", net.Trades)
	}
	most := 2048 + 1024*net.Trades[0].Positions
	figures := func(rate float64) (share, undone float64) {
		given := min(2048*rate, most)
		return given / (2048 * rate), 2*min(1024*rate, 1024) - given
	}
	var shares, hours []float64
	for k := range draws {
		p, _ := b.Params.Draw(seed, k, draws).Get("rate.care.all")
		share, undone := figures(p.V)
		shares, hours = append(shares, share), append(hours, undone)
	}
	share, undone := figures(2)
	for _, c := range []struct {
		what  string
		got   report.Range
		value float64
		draws []float64
	}{{"share of care", row.ServedSame, share, shares}, {"share of all", net.ServedSame, share, shares}, {"hours left undone", net.UndoneHours, undone, hours}} {
		slices.Sort(c.draws)
		low, high := min(c.value, c.draws[1]), max(c.value, c.draws[37]) // the second and the 38th of 40
		if !near(c.got.V, c.value) || !near(c.got.Lo, low) || !near(c.got.Hi, high) || !(low < high) {
			t.Errorf("%s %+v, predicted %v from %v to %v", c.what, c.got, c.value, low, high)
		}
	}
	if today := netOf(t, r, "today"); today.UndoneHours != report.Exact(0) || today.ServedSame != rowOf(t, r, "today", "care").Served {
		t.Errorf("today: %+v of %+v", today, rowOf(t, r, "today", "care").Served)
	}
}

// Both frames have the same figures at the same budget, low and high too: what the frame
// of the same staff adds in a second step, the other computes as its own.
func TestSameBudgetIsAlikeInBothFrames(t *testing.T) {
	traded := 0
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		in := inputs{Base: b, Options: several(), Settings: engine.Settings{Draws: 7, Seed: 3, MinStaff: 0.5, Choice: rapid.Bool().Draw(rt, "choice")}}
		staff := runAll(t, in).Report
		in.Settings.Frame = "budget"
		money := runAll(t, in).Report
		for i := range staff.Options {
			a, c := &staff.Network[i], &money.Network[i]
			traded += len(a.Trades)
			if d := cmp.Diff([]report.Range{c.ServedSame, c.UndoneHours}, []report.Range{a.ServedSame, a.UndoneHours}, exact); d != "" {
				rt.Fatalf("%s (-same budget +same staff):\n%s", staff.Options[i].ID, d)
			}
			for s := range staff.Services {
				if d := cmp.Diff(money.Services[s].Rows[i].Served, staff.Services[s].Rows[i].ServedSame, exact); d != "" {
					rt.Fatalf("%s, %s (-same budget +same staff):\n%s", staff.Options[i].ID, staff.Services[s].ID, d)
				}
			}
		}
	})
	if traded == 0 {
		t.Error("nothing is bought or sold: the test shows nothing")
	}
}
