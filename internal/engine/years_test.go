package engine_test

import (
	"context"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// later has two areas of adults and old people that double by 2030.
func later() scene.World {
	w := road()
	w.Points = []string{"A:care"}
	w.Set = map[string]float64{"population.growth_per_year": 1.189207115002721 - 1} // the fourth root of 2
	return w
}

func dated(id string, year int, changes ...scenario.Change) scenario.Option {
	return scenario.Option{ID: id, Name: id, Year: year, Changes: changes}
}

// An option of 2030 is compared with today's network in 2030.
func TestLaterOptionsAreComparedInTheirYear(t *testing.T) {
	w := later()
	w.Set["rate.care.all"] = 4
	r := run(t, scene.Draw(t, w), engine.Settings{}, option("now", start("D", "care")), dated("today 2030", 2030), dated("mixed 2030", 2030, start("D", "care")))
	for i, want := range []int{-1, 0, -1, 2} {
		if got := r.Options[i].Against; got != want {
			t.Errorf("%s is compared with %d, predicted %d", r.Options[i].ID, got, want)
		}
	}
	same(t, "people today", rowOf(t, r, "now", "care").People, 240)
	same(t, "gain today", rowOf(t, r, "now", "care").Gain.V, 192)
	row := rowOf(t, r, "mixed 2030", "care")
	same(t, "people in 2030", row.People, 480)
	same(t, "gain in 2030", row.Gain.V, 384)
	same(t, "need in 2030", row.Need.V, 1920)
	same(t, "served in 2030", row.Served.V, 1024./1920)
	same(t, "lose in 2030", row.Lose.V, 0)
	same(t, "cost of growth itself", netOf(t, r, "today 2030").County.V, 0)
	if y := r.Options[3].Year; y != 2030 {
		t.Errorf("the option is dated %d", y)
	}
}

func TestYearsAreNotComparedAcross(t *testing.T) {
	b := scene.Draw(t, later())
	for _, tt := range []struct{ against, want string }{
		{"today", "option mixed is dated 2030 but compared with today of 2026: compare within one year"},
		{"nobody", `option mixed is compared with "nobody", which is not among the options`},
	} {
		o := dated("mixed", 2030)
		o.Against = tt.against
		_, err := prepareAndRun(context.Background(), inputs{Base: b, Options: []scenario.Option{today(), o}})
		if err == nil || err.Error() != tt.want {
			t.Errorf("error %v, expected %s", err, tt.want)
		}
	}
}

func TestGridOfAYear(t *testing.T) {
	w := scene.World{Map: "Aak", People: map[string]scene.Folk{"a": {N: 96}, "k": {N: 32, Ages: population.Group{From: 5, To: 5}}},
		Set: map[string]float64{"population.growth_per_year": 1, "meta.horizon_year": 2030,
			"population.age_shares_2030.0-17": 0.5, "population.age_shares_2030.18+": 0.5}}
	b := scene.Draw(t, w)
	for _, tt := range []struct {
		year             int
		adults, children float64
	}{
		{2026, 96, 32},
		{2027, 256 * (0.75 - 0.0625), 256 * (0.25 + 0.0625)},
		{2030, 2048 * 0.5, 2048 * 0.5},
		{2031, 4096 * 0.5, 4096 * 0.5},
	} {
		g, err := engine.GridOf(b, tt.year, population.Observed)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "adults", g.Sum(population.Group{From: 18, To: 100})[0], tt.adults)
		same(t, "children", g.Sum(population.Group{From: 0, To: 17})[0], tt.children)
	}
	// The documents' path starts at the documents' own count and year.
	w.Set["population.base"], w.Set["population.base_year"] = 16, 2024
	g, err := engine.GridOf(scene.Draw(t, w), 2026, population.Documents)
	if err != nil {
		t.Fatal(err)
	}
	all, _ := g.Total()
	same(t, "people on the documents' path", all, 64)
}

// Settings that every option must share, or that are read before options are
// applied, are refused instead of ignored.
func TestSettingsThatWouldChangeNothing(t *testing.T) {
	w := later()
	w.Set["travel.detour_factor.walk"], w.Set["shelf.life"] = 1.25, 3
	b := scene.Draw(t, w)
	for _, tt := range []struct{ path, want string }{
		{"shelf.life", `option x, change 1: an option cannot set "shelf.life" (no part of the comparison reads it)`},
		{"travel.detour_factor.walk", `option x, change 1: an option cannot set "travel.detour_factor.walk" (travel times are computed from it before options are applied: change it in the county file)`},
		{"travel.low_mobility_walk_kmh", `option x, change 1: an option cannot set "travel.low_mobility_walk_kmh" (travel times are computed from it before options are applied: change it in the county file)`},
		{"travel.threshold_min.local", `option x, change 1: an option cannot set "travel.threshold_min.local" (options are compared with the same limits: change it in the county file)`},
		{"population.growth_per_year", `option x, change 1: an option cannot set "population.growth_per_year" (options are compared for the same people: change it in the county file)`},
	} {
		_, err := prepareAndRun(context.Background(), inputs{Base: b, Options: []scenario.Option{today(), option("x", set(tt.path, 1))}})
		if err == nil || err.Error() != tt.want {
			t.Errorf("error %v\nexpected %s", err, tt.want)
		}
	}
}

func TestRefusalsComeTogether(t *testing.T) {
	b := scene.Draw(t, later())
	_, err := prepareAndRun(context.Background(), inputs{Base: b, Options: []scenario.Option{today(), option("x", shut("Z"), shut("M")), option("y", shut("Y"))}})
	want := "option x, change 1: no facility \"Z\"\noption y, change 1: no facility \"Y\""
	if err == nil || len(err.Error()) < 20 || err.(*engine.Refused) == nil {
		t.Fatalf("error %v, expected something like %s", err, want)
	}
	refused := err.(*engine.Refused).Refusals
	if len(refused[1]) == 0 || len(refused[2]) == 0 || len(refused[0]) != 0 {
		t.Errorf("refusals %v, expected of both options", refused)
	}
	if _, err := prepareAndRun(context.Background(), inputs{Base: b}); err == nil || err.Error() != "nothing to compare: no options given" {
		t.Errorf("error %v without options", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := prepareAndRun(ctx, inputs{Base: b, Options: []scenario.Option{today()}}); err == nil {
		t.Error("a cancelled run succeeded")
	}
}

func TestNobodyInTheCounty(t *testing.T) {
	b := scene.Draw(t, later())
	for i := range b.Grid.Area {
		b.Grid.Area[i] = -1
	}
	_, err := prepareAndRun(context.Background(), inputs{Base: b, Options: []scenario.Option{today()}})
	want := "nobody lives in the county's areas: check that cells and areas share a coordinate system"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, expected %s", err, want)
	}
}

// A lease that ends in 2028 delays the saving of an option of today, and not the
// saving of an option that starts in 2030.
func TestBudgetYearAndFullEffect(t *testing.T) {
	for _, tt := range []struct {
		year       int
		lease      int
		now, later float64
	}{{0, 2028, 12, 0}, {0, 2026, 0, 0}, {2030, 2028, 0, 0}, {2030, 2031, 12, 0}} {
		w := road()
		w.Points = []string{"A:care", "M:care", "D:care"}
		b := scene.Draw(t, w)
		scene.Facility(t, b, "A").LeaseEnd = tt.lease
		merge := &scenario.Merge{Facility: "A", Into: "M"}
		r := run(t, b, engine.Settings{}, dated("base", tt.year), dated("merged", tt.year, merge))
		if tt.year == 0 {
			r = run(t, b, engine.Settings{}, dated("merged", 0, merge))
		}
		same(t, "in the first year", netOf(t, r, "merged").CountyNow.V, tt.now)
		same(t, "at full effect", netOf(t, r, "merged").County.V, tt.later)
	}
}

// Each service has its own year of the full effect: a service without leases does
// not take the year of one with a lease.
func TestFullEffectIsEachServicesOwn(t *testing.T) {
	w := road()
	w.Services = []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")}
	w.Points = []string{"A:care", "M:care", "D:care", "D:teeth"}
	b := scene.Draw(t, w)
	scene.Facility(t, b, "A").LeaseEnd = 2028
	r := run(t, b, engine.Settings{}, option("both",
		&scenario.Merge{Facility: "A", Into: "M"},
		&scenario.Open{Facility: "M", Services: []string{"teeth"}}))
	for service, want := range map[string]int{"care": 2028, "teeth": scene.Year} {
		if row := rowOf(t, r, "both", service); row.From != want {
			t.Errorf("%s has its full effect from %d (county %v), expected %d", service, row.From, row.County.V, want)
		}
	}
}
