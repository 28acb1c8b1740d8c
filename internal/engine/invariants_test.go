package engine_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"saavu/internal/engine"
	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/cost"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// mixed draws a county of 4 by 6 cells with all ages, two services, ranges and
// prices that are not round numbers.
func mixed(t *rapid.T, tb testing.TB) *scenario.Base {
	transit, hours := rapid.Float64Range(1, 12).Draw(t, "transit"), rapid.Float64Range(10, 400).Draw(t, "hours")
	cells := ""
	for y := range 4 {
		for x := range 6 {
			word := rapid.SampledFrom([]string{".", "a", "k", "o", "ak", "ako"}).Draw(t, "cell")
			if y == 1 && x%2 == 0 {
				word = string(rune('A'+x/2)) + "a" + word
			}
			cells += word + " "
		}
		cells += "\n"
	}
	return mixedOf(tb, cells, transit, hours, func(int) bool { return rapid.IntRange(0, 3).Draw(t, "visiting") == 0 })
}

// mixedOf is mixed with given values: the cells, minutes per kilometre by transit,
// hours of a position, and the points with visiting staff.
func mixedOf(tb testing.TB, cells string, transit, hours float64, visiting func(point int) bool) *scenario.Base {
	w := scene.World{Map: cells, West: 3, Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")},
		People:  map[string]scene.Folk{"a": {N: 70.3, Ages: population.Group{From: 0, To: 100}}, "k": {N: 50.7, Ages: population.Group{From: 0, To: 17}}, "o": {N: 30.1, Ages: population.Group{From: 75, To: 100}}},
		Transit: scene.Way{Fixed: 7, PerKm: transit}, Car: scene.Way{Fixed: 3, PerKm: 2},
		Set: map[string]float64{
			"population.mobility_limited_share.75+": 0.3, "population.mobility_limited_share.0-74": 0.03, "population.car_access_share.all": 0.6,
			"need.distance_elasticity": 0.1, "remote_now.care": 0.1, "digital.reach_by_age.75+": 0.4, "staff.productive_hours_fte": hours,
			"need.evening_share.all": 0.2, "wage.nurse": 37.1, "wage.dentist": 75.3, "premises.rent_eur_m2_month": 17.3, "room_m2.care": 29.7, "fee": 23.9,
			"travel.time_value_eur_h": 9.1, "travel.pt_eur_trip": 3.6, "travel.car_eur_km": 0.25, "travel.escort_share.0-11": 1, "fees.remote_share": 0.5,
			"premises.fixed_eur_site_year.small": 7777.7, "mobile.bus.fixed_eur_year": 1234.5, "travel.transport_service_share": 0.3, "travel.transport_service_eur_trip": 28,
		},
		Ranges: map[string][2]float64{"travel.threshold_min.local": {15, 25}, "rate.care.all": {0.5, 1.5}, "wage.nurse": {30, 50}, "travel.time_value_eur_h": {6, 14}, "minutes.teeth.dentist": {40, 60}}}
	w.Services[0].Fee, w.Services[0].FeeFreeUnder = "fee", 18
	w.Services[1].SchoolAges = population.Group{From: 7, To: 15}
	b := scene.Draw(tb, w)
	for i := range b.Network.Facilities {
		b.Network.Facilities[i].Size = "small"
	}
	for i := range b.Network.Points {
		b.Network.Points[i].Visiting = visiting(i)
	}
	return b
}

func several() []scenario.Option {
	return []scenario.Option{
		today(), option("empty"),
		option("closed", shut("B")),
		option("bus", &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "A", Days: 3}}}),
		option("screens", remote("care", 0.3), &scenario.Contract{Service: "teeth", Production: network.Voucher, Share: 0.4, Price: 51.3}),
		dated("later", 2030), dated("later closed", 2030, shut("C")),
	}
}

var exact = cmp.Options{cmpopts.EquateNaNs(), cmp.AllowUnexported(params.Tree{})}

// An option without changes equals today to the bit, in every figure of every row.
func TestEmptyOptionIsToday(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		for _, frame := range []string{"staff", "budget"} {
			r := runAll(t, inputs{Base: b, Options: several(), Settings: engine.Settings{Draws: 3, Seed: 7, Frame: frame, Choice: rapid.Bool().Draw(rt, "choice")}})
			for s := range r.Report.Services {
				was, is := r.Report.Services[s].Rows[0], r.Report.Services[s].Rows[1]
				is.Worth, was.Worth = report.Worth{}, report.Worth{} // today has no reference
				is.Movers, was.Movers = nil, nil
				if is.Best {
					rt.Fatalf("%s: a row that changes nothing is marked", r.Report.Services[s].ID)
				}
				was.Best = false
				never := report.Chance{Draws: 3}
				if is.Odds != (report.Odds{{}, never, never, never}) || was.Odds != (report.Odds{}) {
					rt.Fatalf("%s: today is better or worse than itself: %+v, %+v", r.Report.Services[s].ID, was.Odds, is.Odds)
				}
				is.Odds = was.Odds
				if d := cmp.Diff(was, is, exact); d != "" {
					rt.Fatalf("%s, frame %s (-today +empty):\n%s", r.Report.Services[s].ID, frame, d)
				}
			}
			r.Report.Network[1].Odds = r.Report.Network[0].Odds
			if d := cmp.Diff(r.Report.Network[0], r.Report.Network[1], exact); d != "" {
				rt.Fatalf("network (-today +empty):\n%s", d)
			}
			was, is := r.Surfaces[0], r.Surfaces[1]
			is.Option = was.Option
			if d := cmp.Diff(was, is, exact); d != "" {
				rt.Fatalf("maps (-today +empty):\n%s", d)
			}
			net := r.Report.Network[1]
			if len(net.Lines) > 0 || net.County.V != 0 || net.Homes.V != 0 || net.BudgetGap != 0 || net.Trades != nil {
				rt.Fatalf("an empty option changes lines or euros: %+v", net)
			}
		}
	})
}

// An option that shares results with its reference has the same figures as without
// sharing: an option that also sets a parameter and sets it back shares nothing, and
// every figure of every row is the same.
func TestSharingChangesNoFigure(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		b.Network.Services[0].SwedishByLaw, b.Network.Points[1].Swedish = true, network.No
		list := append(several(), option("swedish", &scenario.SetAccess{Facilities: []string{"B"}, Swedish: network.No}), option("late", &scenario.SetHours{Facilities: []string{"A"}, Services: []string{"care"}, Hours: network.Hours{Office: 0b00101, Evening: 0b1}}),
			option("rooms", capacity("A", "care", nan, 0.25)), option("staff", capacity("A", "care", 0.75, nan)))
		options := list
		for _, o := range list[2:] {
			if len(o.Changes) > 0 {
				o.ID += " alone"
				o.Changes = append(slices.Clone(o.Changes), set("fees.remote_share", 0.4), set("fees.remote_share", 0.5))
				options = append(options, o)
			}
		}
		r := runAll(t, inputs{Base: b, Options: options, Settings: engine.Settings{Draws: 3, Seed: 5, Choice: rapid.Bool().Draw(rt, "choice"), Frame: rapid.SampledFrom([]string{"staff", "budget"}).Draw(rt, "frame")}}).Report
		for _, o := range list[2:] {
			for _, v := range r.Services {
				if len(o.Changes) == 0 {
					continue
				}
				shared, alone := rowOf(t, r, o.ID, v.ID), rowOf(t, r, o.ID+" alone", v.ID)
				if d := cmp.Diff(alone, shared, exact, cmpopts.IgnoreFields(report.Row{}, "Best", "NextBest", "NextPrice")); d != "" {
					rt.Fatalf("%s, %s (-alone +shared):\n%s", o.ID, v.ID, d)
				}
			}
		}
	})
}

// The share with suitable hours follows an option's own parameter value, even if the
// option has today's places.
func TestSetParameterMovesTheSlot(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		for i := range b.Network.Points {
			b.Network.Points[i].Hours = network.Hours{Office: network.AllWeek}
		}
		r := run(t, b, engine.Settings{}, option("evenings", set("need.evening_share.all", 0.75)))
		own := *b
		var err error
		if own.Params, err = b.Params.With("need.evening_share.all", 0.75); err != nil {
			t.Fatal(err)
		}
		for _, service := range []string{"care", "teeth"} {
			got, want := rowOf(t, r, "evenings", service).Slot, rowOf(t, run(t, &own, engine.Settings{}), "today", service).Slot
			if d := cmp.Diff(want, got, exact); d != "" {
				rt.Fatalf("%s: %s", service, d)
			}
		}
	})
}

// The base is not changed, and two runs give the same report.
func TestTwoRunsAreTheSame(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		before := b.Network.Clone()
		people := append([]float64(nil), b.Grid.People...)
		in := inputs{Base: b, Options: several(), Settings: engine.Settings{Draws: 4, Seed: 3, Choice: rapid.Bool().Draw(rt, "choice")}, Rules: lawbook()}
		r, again := runAll(t, in), runAll(t, in)
		if d := cmp.Diff(r, again, exact, cmpopts.IgnoreFields(engine.Result{}, "Counties")); d != "" {
			rt.Fatalf("two runs differ:\n%s", d)
		}
		if d := cmp.Diff(before, b.Network, exact); d != "" || !reflect.DeepEqual(people, b.Grid.People) {
			rt.Fatalf("the base was changed:\n%s", d)
		}
	})
}

// Opening a point never lowers who gets there, and closing one never raises it, for
// any limit and group.
func TestOpeningAndClosing(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		at := scene.At(rapid.Float64Range(0, 5).Draw(rt, "x"), rapid.Float64Range(0, 3).Draw(rt, "y"))
		open := &scenario.Open{Facility: "new", Name: "New", At: &at, Services: []string{"care"}}
		r := run(t, b, engine.Settings{Draws: 5, Choice: rapid.Bool().Draw(rt, "choice")}, option("open", open), option("close", shut("B")))
		was, more, less := rowOf(t, r, "today", "care"), rowOf(t, r, "open", "care"), rowOf(t, r, "close", "care")
		figures := func(row report.Row) []float64 {
			out := []float64{row.There.V, row.There.Lo, row.There.Hi, row.OwnModes.V, -row.NoPoint}
			for _, a := range row.Areas {
				out = append(out, a.GetsThere.V)
			}
			for _, g := range row.Groups {
				out = append(out, g.GetsThere.V)
			}
			return out
		}
		before, opened, closed := figures(was), figures(more), figures(less)
		for i := range before {
			if opened[i] < before[i]-1e-9 || closed[i] > before[i]+1e-9 {
				rt.Fatalf("figure %d: %v today, %v with one more point, %v with one less", i, before[i], opened[i], closed[i])
			}
		}
		if more.Lose.V != 0 || less.Gain.V != 0 || more.LoseLast != 0 {
			rt.Fatalf("an opening makes %v lose, a closure makes %v gain", more.Lose.V, less.Gain.V)
		}
	})
}

// People and euros add up, and ranges contain their value.
func TestReportsAddUp(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		r := runAll(t, inputs{Base: b, Options: several(), Settings: engine.Settings{Draws: 9, Choice: rapid.Bool().Draw(rt, "choice"), Frame: rapid.SampledFrom([]string{"staff", "budget"}).Draw(rt, "frame")}}).Report
		for s := range r.Services {
			for i, row := range r.Services[s].Rows {
				people, there, gain, lose := 0.0, 0.0, 0.0, 0.0
				for _, a := range row.Areas {
					people, there, gain, lose = people+a.People, there+a.People*a.GetsThere.V, gain+a.Gain, lose+a.Lose
				}
				equal(rt, "people over areas", people, row.People)
				equal(rt, "reach over areas", there, row.There.V)
				equal(rt, "gain over areas", gain, row.Gain.V)
				equal(rt, "loss over areas", lose, row.Lose.V)
				equal(rt, "there and beyond", row.There.V+row.Beyond.V, row.People)
				if j := r.Options[i].Against; j >= 0 {
					was := r.Services[s].Rows[j]
					equal(rt, "gain minus loss", row.Gain.V-row.Lose.V, row.There.V-was.There.V)
				}
				ages := 0.0
				for _, g := range row.Groups {
					if !slices.Contains(engine.Groups(b.Network.Services[s].Target), g.Label()) {
						rt.Fatalf("%s is no group of %v", g.Label(), b.Network.Services[s].Target)
					}
					if len(g.Name) > 3 && g.Name[:3] == "age" {
						ages += g.People
					}
					if g.GetsThere.V > 1 {
						rt.Fatalf("%v of group %s get there", g.GetsThere.V, g.Name)
					}
				}
				equal(rt, "people over ages", ages, row.People)
				for name, x := range map[string]report.Range{"there": row.There, "own": row.OwnModes, "beyond": row.Beyond, "gain": row.Gain, "lose": row.Lose, "need": row.Need,
					"served": row.Served, "remote": row.Remote, "forgone": row.Forgone, "county": row.County, "now": row.CountyNow, "homes": row.Homes, "any": row.AnyChannel} {
					if x.Known && !(x.Lo <= x.V+1e-9 && x.V <= x.Hi+1e-9) {
						rt.Fatalf("%s of %s: %v lies outside %v to %v", name, r.Options[i].ID, x.V, x.Lo, x.Hi)
					}
				}
				if row.Served.V > 1 || row.Served.V < 0 || row.GetsThere.V > 1+1e-12 || row.OwnModes.V < row.GetsThere.V-1e-12 {
					rt.Fatalf("impossible shares: %+v", row)
				}
			}
		}
		for i, net := range r.Network {
			county, homes, payers, lines := 0.0, 0.0, 0.0, 0.0
			for s := range r.Services {
				county += r.Services[s].Rows[i].County.V
				homes += r.Services[s].Rows[i].Homes.V
			}
			for _, p := range net.Payers {
				if p.Name != string(cost.NotGiven) {
					payers += p.Money.V
				}
			}
			fees := 0.0
			for _, l := range net.Lines {
				if !slices.Contains(cost.Kinds(cost.Payer(l.Payer)), l.Kind) {
					rt.Fatalf("%s pays %s", l.Payer, l.Kind)
				}
				if l.Payer != string(cost.NotGiven) {
					lines += l.Money.V
				}
				if l.Kind == cost.Fees || l.Kind == cost.RemoteFees {
					fees += l.Money.V
				}
			}
			if math.Abs(fees) > 0.1 { // lines that change by less than a cent are left out
				rt.Fatalf("fees over all payers: %v, expected none", fees)
			}
			equal(rt, "county over services", county, net.County.V)
			equal(rt, "homes over services", homes, net.Homes.V)
			equal(rt, "payers", payers, net.County.V+net.Homes.V)
			equal(rt, "lines", lines, payers)
		}
	})
}

// The order of the cells does not matter.
func TestShuffledCells(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		order := rand.New(rand.NewPCG(1, rapid.Uint64().Draw(rt, "order"))).Perm(b.Grid.Cells())
		sameShuffled(rt, t, b, rapid.Bool().Draw(rt, "choice"), order)
	})
}

// Exactly half of the people of "later closed" travel at most 9.25 minutes. That is
// the median, whatever the order of the sum.
func TestMedianWhereHalfOfThePeopleEnd(t *testing.T) {
	b := mixedOf(t, "ako ak k . o ako\nAa. ako Bao a Caa k\no . ak a ak a\na a o k o ak\n", 1.5800844235728926, 10,
		func(point int) bool { return point == 0 || point == 3 || point == 5 })
	sameShuffled(t, t, b, false, []int{21, 7, 0, 20, 10, 16, 6, 9, 19, 12, 4, 18, 1, 17, 8, 13, 3, 5, 23, 11, 14, 22, 15, 2})
	r := runAll(t, inputs{Base: b, Options: several(), Settings: engine.Settings{Draws: 2}}).Report
	same(t, "median", rowOf(t, r, "later closed", "care").Median, 9.25)
}

// sameShuffled compares a county with itself with shuffled cells.
func sameShuffled(rt rapid.TB, t testing.TB, b *scenario.Base, choice bool, order []int) {
	in := inputs{Base: b, Options: several(), Settings: engine.Settings{Draws: 2, Choice: choice}}
	first := runAll(t, in)
	in.Base = shuffled(b, order)
	second := runAll(t, in)
	close := cmp.Options{cmpopts.EquateNaNs(), cmpopts.EquateApprox(1e-9, 1e-6)}
	if d := cmp.Diff(first.Report, second.Report, close); d != "" {
		rt.Fatalf("the report of shuffled cells differs:\n%s", d)
	}
	for i := range first.Surfaces {
		for s, l := range first.Surfaces[i].Layers {
			for to, from := range order {
				if m := second.Surfaces[i].Layers[s].Minutes[to]; m != l.Minutes[from] {
					rt.Fatalf("a cell has %d minutes, shuffled %d", l.Minutes[from], m)
				}
			}
		}
	}
}

// shuffled returns the same county with its cells in another order and without a
// router: times move with their cells.
func shuffled(b *scenario.Base, order []int) *scenario.Base {
	c := *b
	g := *b.Grid
	g.IDs, g.Centres, g.Area = pick(g.IDs, order), pick(g.Centres, order), pick(g.Area, order)
	g.Estimated, g.People = pick(g.Estimated, order), nil
	for _, i := range order {
		g.People = append(g.People, b.Grid.People[i*population.Ages:(i+1)*population.Ages]...)
	}
	m := *b.Matrix
	m.Tables = nil
	for _, t := range b.Matrix.Tables {
		times, metres := t.Times, t.Metres
		t.Times, t.Metres = nil, nil
		for j := range times {
			t.Times = append(t.Times, pick(times[j], order))
			t.Metres = append(t.Metres, pick(metres[j], order))
		}
		m.Tables = append(m.Tables, t)
	}
	c.Grid, c.Matrix, c.Router = &g, &m, nil
	return &c
}

func pick[T any](list []T, order []int) []T {
	out := make([]T, 0, len(list))
	for _, i := range order {
		out = append(out, list[i])
	}
	return out
}

func equal(t *rapid.T, what string, got, want float64) {
	if math.Abs(got-want) > 1e-6*max(1, math.Abs(want)) {
		t.Fatalf("%s: %v, expected %v", what, got, want)
	}
}
