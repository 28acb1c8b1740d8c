package engine_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/engine"
	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// A rate drawn from PERT on 0, 1 and 2 has its 5th percentile at twice the x where
// 10x³ - 15x⁴ + 6x⁵ is 0.05, and its 95th at 2 minus that.
func TestRangeIsTheMiddleNineTenths(t *testing.T) {
	w := scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 1}}, Ranges: map[string][2]float64{"rate.care.all": {0, 2}}}
	need := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{Draws: 2000, Seed: 5}), "today", "care").Need
	low := 2 * 0.189255
	if math.Abs(need.Lo-low) > 0.002 || math.Abs(need.Hi-(2-low)) > 0.002 || need.V != 1 {
		t.Errorf("need is %v, from %v to %v, predicted 1, from %.3f to %.3f", need.V, need.Lo, need.Hi, low, 2-low)
	}
	exact := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care").Need
	if exact != report.Exact(1) {
		t.Errorf("need without draws is %+v", exact)
	}
}

// A value that ends its own range lies outside of nine tenths of the draws: the
// range reaches to it and is marked, as are figures made of it.
func TestRangeThatTheValueEndsIsOneSided(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		want   bool
	}{{1, 2, true}, {0.5, 1, true}, {0, 2, false}} {
		w := scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 1}}, Ranges: map[string][2]float64{"rate.care.all": {c.lo, c.hi}}}
		need := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{Draws: 200, Seed: 5}), "today", "care").Need
		if need.OneSided != c.want || c.want && need.V != need.Lo && need.V != need.Hi || !(need.Lo <= need.V && need.V <= need.Hi && need.Lo < need.Hi) {
			t.Errorf("rate 1 of %g to %g: need %+v", c.lo, c.hi, need)
		}
	}
}

// A time limit is a judgement: its range is none of who gets there. What a limit of five
// minutes less or more gives is a figure of its own.
func TestALimitHasNoRange(t *testing.T) {
	w := road()
	w.Points = []string{"A:care"}
	w.Set = map[string]float64{"travel.threshold_min.local": 17}
	w.Ranges = map[string][2]float64{"travel.threshold_min.local": {1, 100}, "rate.care.all": {0.5, 2}}
	row := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{Draws: 20, Seed: 5}), "today", "care")
	if row.There != report.Exact(48) || row.Need.Lo == row.Need.Hi {
		t.Errorf("people there %+v, need %+v", row.There, row.Need)
	}
	// From A, b is 12 minutes away, and c 96.
	for limit, want := range map[float64][2]float64{15: {16, 48}, 17: {48, 48}, 92: {48, 112}, 4: {0, 16}} {
		w.Set["travel.threshold_min.local"] = limit
		row := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care")
		same(t, "share within five minutes less", row.Tighter, want[0]/240)
		same(t, "share within five minutes more", row.Looser, want[1]/240)
	}
}

// Parameters that share a draw do not cancel out.
func TestSharedDrawWidensARange(t *testing.T) {
	w := scene.World{Map: "Aak", People: map[string]scene.Folk{"a": {N: 1, Ages: population.Group{From: 30, To: 30}}, "k": {N: 1, Ages: population.Group{From: 7, To: 7}}},
		Ranges: map[string][2]float64{"rate.care.0-17": {0, 2}, "rate.care.18+": {0, 2}}, Set: map[string]float64{"rate.care.0-17": 1, "rate.care.18+": 1}}
	need := func(draw string) report.Range {
		b := scene.Draw(t, w)
		list := slices.Clone(b.Params.All())
		for i := range list {
			if strings.HasPrefix(list[i].Path, "rate.care.") {
				list[i].SharedDraw = draw
			}
		}
		var err error
		if b.Params, err = params.New(list); err != nil {
			t.Fatal(err)
		}
		return rowOf(t, run(t, b, engine.Settings{Draws: 500, Seed: 5}), "today", "care").Need
	}
	apart, together := need(""), need("rates")
	low := 4 * 0.189255
	if math.Abs(together.Lo-low) > 0.01 || math.Abs(together.Hi-(4-low)) > 0.01 || together.V != 2 {
		t.Errorf("together need is %+v, predicted 2 from %.3f to %.3f", together, low, 4-low)
	}
	if ratio := (apart.Hi - apart.Lo) / (together.Hi - together.Lo); math.Abs(ratio-math.Sqrt(0.5)) > 0.05 {
		t.Errorf("apart need is %+v: %.2f of the width together, predicted about 0.71", apart, ratio)
	}
}

// Another seed draws other values.
func TestAnotherSeedDrawsAnotherRange(t *testing.T) {
	w := scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 1}}, Ranges: map[string][2]float64{"rate.care.all": {0, 2}}}
	need := func(seed uint64) report.Range {
		return rowOf(t, run(t, scene.Draw(t, w), engine.Settings{Draws: 4, Seed: seed}), "today", "care").Need
	}
	if first, second := need(3), need(4); first.Lo == second.Lo || first.Hi == second.Hi || first.V != second.V {
		t.Errorf("need is %+v with seed 3 and %+v with seed 4", first, second)
	}
}

// Both options use the same draws: a common part has no range in their difference.
func TestDrawsAreShared(t *testing.T) {
	w := road()
	w.Points = []string{"A:care", "D:care"}
	w.Ranges = map[string][2]float64{"wage.nurse": {0.5, 4}}
	net := netOf(t, run(t, scene.Draw(t, w), engine.Settings{Draws: 50, Seed: 5}, option("closed", shut("A"))), "closed")
	same(t, "rent saved", net.County.V, -12)
	same(t, "width of the difference", net.County.Half(), 0)
}

// A mover's swing is the change from the parameter's low to its high with all else
// equal.
func TestMovers(t *testing.T) {
	w := road()
	w.Points = []string{"A:care", "D:care"}
	w.Ranges = map[string][2]float64{"premises.rent_eur_m2_month": {0.5, 1e5}, "wage.nurse": {0.5, 4}, "remote_max.care": {0.25, 0.75}}
	r := run(t, scene.Draw(t, w), engine.Settings{}, option("closed", shut("A")))
	got := r.Options[len(r.Options)-1].Movers
	if len(got) != 1 || got[0].Path != "premises.rent_eur_m2_month" || got[0].What != "county cost" || got[0].Lo != 0.5 || got[0].Hi != 1e5 {
		t.Fatalf("movers %+v, predicted only the rent: wages are paid in both", got)
	}
	same(t, "swing: a square metre for twelve months", got[0].Swing, 12*(1e5-0.5))
	weight := map[string]float64{}
	for _, a := range r.Used {
		weight[a.Path] = a.Weight
	}
	if weight["premises.rent_eur_m2_month"] <= weight["rate.care.all"] || r.Used[0].Path != "premises.rent_eur_m2_month" {
		t.Errorf("the assumption with the largest swing is %s", r.Used[0].Path)
	}
}

// What a parameter does not touch is not computed again: the swing is still that of
// two counties which have its low and its high as their values.
func TestMoversAreThoseOfTwoCounties(t *testing.T) {
	found := 0
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		r := run(t, b, engine.Settings{}, several()[1:]...)
		at := map[string]report.Report{}
		value := func(path string, v float64) report.Report {
			key := fmt.Sprint(path, v)
			if _, made := at[key]; !made {
				changed := *b
				changed.Params, _ = b.Params.With(path, v)
				at[key] = run(t, &changed, engine.Settings{}, several()[1:]...)
			}
			return at[key]
		}
		for s := range r.Services {
			for i, row := range r.Services[s].Rows {
				for _, m := range row.Movers {
					if m.What == "can be served" {
						lo, hi := value(m.Path, m.Lo).Services[s].Rows[i], value(m.Path, m.Hi).Services[s].Rows[i]
						same(t, m.Path+" "+r.Options[i].ID, m.Swing, math.Abs(hi.Served.V-lo.Served.V))
						found++
					}
				}
			}
		}
	})
	if found == 0 {
		t.Error("nothing moves what can be served: the test shows nothing")
	}
}

// Two levers of a mixed option alone, and their interaction: a point at D opens for
// 192 people, and remote contacts change no travel.
func TestLeversAddUpToTheWhole(t *testing.T) {
	w := road()
	w.Points = []string{"A:care"}
	w.Set = map[string]float64{"digital.platform_fixed_eur_year": 64, "rate.care.all": 8, "travel.time_value_eur_h": 1}
	mix := option("mix", start("D", "care"), remote("care", 0.25), &scenario.Close{Facility: "A"})
	mix.Split = true
	r := run(t, scene.Draw(t, w), engine.Settings{}, mix)
	levers := r.Options[1].Levers
	if len(levers) != 3 {
		t.Fatalf("levers %+v, predicted two and their interaction", levers)
	}
	names := []string{"places", "remote contacts", "interaction"}
	there, county, homes, served := 0.0, 0.0, 0.0, 0.0
	for i, l := range levers {
		if l.Name != names[i] || !l.Known {
			t.Errorf("lever %d is %s", i, l.Name)
		}
		there, county, homes, served = there+l.Services[0].There, county+l.County, homes+l.Homes, served+l.Services[0].Served
	}
	same(t, "there by places", levers[0].Services[0].There, 192-48)
	same(t, "there by remote contacts", levers[1].Services[0].There, 0)
	same(t, "county by remote contacts", levers[1].County, 64)
	was, is := rowOf(t, r, "today", "care"), rowOf(t, r, "mix", "care")
	same(t, "there in all", there, is.There.V-was.There.V)
	same(t, "served in all", served, is.Served.V-was.Served.V)
	same(t, "county in all", county, is.County.V)
	same(t, "homes in all", homes, is.Homes.V)
	if levers[2].Homes == 0 {
		t.Error("those who use remote contacts travel less once their point has moved: an interaction was predicted")
	}
}

// Prices on the frontier are relative to the next option below, not to today.
func TestFrontierPricesTheNextStep(t *testing.T) {
	w := road()
	w.Points = []string{"A:care"}
	w.Set = map[string]float64{"mobile.bus.fixed_eur_year": 1000}
	b := scene.Draw(t, w)
	bus := &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "M", Days: 1}}}
	at := scene.At(3, 0) // between b and M: within 20 minutes live only the people of b, who get there already
	r := run(t, b, engine.Settings{}, option("one", start("D", "care")), option("useless", &scenario.Open{Facility: "N", Name: "N", At: &at, Services: []string{"care"}}, bus))
	one, useless := rowOf(t, r, "one", "care"), rowOf(t, r, "useless", "care")
	if one.NextBest != "Today" || useless.NextBest != "" {
		t.Errorf("next-best of the useful option is %q, of the useless one %q", one.NextBest, useless.NextBest)
	}
	same(t, "euros for each of 192 people", one.NextPrice, 12./192)
}

func TestGapBetweenGroups(t *testing.T) {
	w := scene.World{Map: "Aak a a a a . ko ko ko ko ko", People: map[string]scene.Folk{"a": {N: 128}, "k": {N: 128, Ages: population.Group{From: 7, To: 7}}, "o": {N: 99, Ages: population.Group{From: 75, To: 75}}}}
	row := rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care")
	if row.WorstGroup != "age 7-17" || row.BestGroup != "age 23-64" {
		t.Errorf("the worst group is %q, the best %q: 495 people are too few", row.WorstGroup, row.BestGroup)
	}
	same(t, "gap", row.GroupGap.V, 2./5-1./6)
	w.People["k"] = scene.Folk{N: 128}
	row = rowOf(t, run(t, scene.Draw(t, w), engine.Settings{}), "today", "care")
	if row.GroupGap.Known || row.WorstGroup != "" {
		t.Errorf("one group has a gap of %v", row.GroupGap.V)
	}
}
