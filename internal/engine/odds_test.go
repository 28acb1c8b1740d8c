package engine_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/engine"
	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// The draws in which an option is better are those that a county with the drawn
// parameters as its values says, counted one by one.
func TestOddsAreCountedFromTheDraws(t *testing.T) {
	const draws, seed = 6, 11
	better, worse := 0, 0
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		options := several()[1:]
		r := run(t, b, engine.Settings{Draws: draws, Seed: seed}, options...)
		var apart []report.Report // by draw
		for k := range draws {
			drawn := *b
			var list []params.Param
			for _, p := range b.Params.Draw(seed, k, draws).All() {
				p.Lo, p.Hi = p.V, p.V
				list = append(list, p)
			}
			var err error
			if drawn.Params, err = params.New(list); err != nil {
				rt.Fatal(err)
			}
			apart = append(apart, run(t, &drawn, engine.Settings{}, options...))
		}
		for s := range r.Services {
			for i, row := range r.Services[s].Rows {
				if r.Options[i].Against < 0 {
					continue
				}
				var want report.Odds
				for k := range apart {
					rows := apart[k].Services[s].Rows
					is, was := rows[i], rows[r.Options[i].Against]
					for count, d := range []float64{is.There.V - was.There.V, is.Visits.V - was.Visits.V, -is.County.V, -is.Homes.V} {
						want[count].Draws++
						if d > 0.02 {
							want[count].Better++
						} else if d < -0.02 {
							want[count].Worse++
						}
					}
				}
				want[0] = report.Chance{} // without networks, who gets there has no draws
				for count := range want {
					if row.Odds[count] != want[count] {
						rt.Errorf("%s, %s, %s: %+v, counted %+v", r.Services[s].ID, r.Options[i].ID, report.CountNames()[count], row.Odds[count], want[count])
					}
					better, worse = better+want[count].Better, worse+want[count].Worse
				}
			}
		}
		for i, net := range r.Network {
			for count, of := range map[int]func(report.NetworkRow) float64{2: func(n report.NetworkRow) float64 { return n.County.V }, 3: func(n report.NetworkRow) float64 { return n.Homes.V }} {
				n := 0
				for k := range apart {
					if of(apart[k].Network[i]) < -0.02 {
						n++
					}
				}
				if net.Odds[count].Better != n {
					rt.Errorf("%s over all services, count %d: %+v, counted %d", r.Options[i].ID, count, net.Odds[count], n)
				}
			}
		}
	})
	if better == 0 || worse == 0 {
		t.Errorf("better in %d draws and worse in %d: the test shows nothing", better, worse)
	}
}

// What one reason covers is one source: its parameters are low together and high
// together, in the movers and in the tornado, as two counties with these ends say.
func TestOneReasonIsOneBar(t *testing.T) {
	w := road()
	w.Points = []string{"A:care"}
	w.Ranges = map[string][2]float64{"premises.rent_eur_m2_month": {0.5, 2}, "wage.nurse": {0.5, 4}, "travel.threshold_min.local": {5, 100}}
	base := scene.Draw(t, w)
	shared := func(paths ...string) *scenario.Base {
		b := *base
		list := slices.Clone(b.Params.All())
		for i := range list {
			if slices.Contains(paths, list[i].Path) {
				list[i].SharedDraw = "prices"
			}
		}
		var err error
		if b.Params, err = params.New(list); err != nil {
			t.Fatal(err)
		}
		return &b
	}
	var prices []string
	for _, p := range base.Params.All() {
		if p.Drawn() && p.Path != "travel.threshold_min.local" {
			prices = append(prices, p.Path)
		}
	}
	if len(prices) != 2 {
		t.Fatalf("prices %v, predicted two", prices)
	}
	plan := option("x", start("D", "care"), capacity("A", "care", 3, nan))
	bars := func(b *scenario.Base) map[string]report.Bar {
		out := map[string]report.Bar{}
		for _, bar := range run(t, b, engine.Settings{}, plan).Network[1].Tornado {
			if bar.Count == "county" {
				out[bar.Draw()] = bar
			}
		}
		return out
	}
	apart, together := bars(base), bars(shared(prices...))
	if len(together) != 1 || !slices.Equal(together["prices"].Paths, prices) || together["prices"].Shared != "prices" {
		t.Fatalf("bars %+v, predicted one of %v", together, prices)
	}
	ends := func(end func(params.Param) float64) float64 {
		b := *base
		for _, path := range prices {
			p, _ := base.Params.Get(path)
			b.Params, _ = b.Params.With(path, end(p))
		}
		return netOf(t, run(t, &b, engine.Settings{}, plan), "x").County.V
	}
	got := together["prices"]
	same(t, "at the low", got.AtLow, ends(func(p params.Param) float64 { return p.Lo }))
	same(t, "at the value", got.At, ends(func(p params.Param) float64 { return p.V }))
	same(t, "at the high", got.AtHigh, ends(func(p params.Param) float64 { return p.Hi }))
	sum := 0.0
	for _, bar := range apart {
		sum += bar.Length()
	}
	if len(apart) == 2 && sum < got.Length()-1e-9 {
		t.Errorf("apart %v: %g in all, together %g", apart, sum, got.Length())
	}
	row := rowOf(t, run(t, base, engine.Settings{}, plan), "x", "care")
	for _, bar := range row.Tornado {
		if bar.Count == "gets there" && !strings.HasPrefix(bar.Path, "travel.threshold_min") {
			t.Errorf("who gets there is moved by %s", bar.Path)
		}
	}
}
