package engine_test

import (
	"slices"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// Who reads a parameter: steps, services, options that bring a reader along, and
// nobody.
func TestReadings(t *testing.T) {
	w := scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 64}}, Set: map[string]float64{"staff.unread": 1, "population.growth_per_year": 0.01},
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")}}
	b := scene.Draw(t, w)
	bus := &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"teeth"}, Stops: []scenario.Stop{{Facility: "A", Days: 1}}}
	of := func(options ...scenario.Option) engine.Readings {
		r := engine.Readings{}
		r.Of(b, options)
		return r
	}
	check := func(r engine.Readings, path string, steps, services []string) {
		t.Helper()
		x := r[path]
		if x == nil {
			x = &engine.Reading{}
		}
		if !slices.Equal(x.Steps, steps) || !slices.Equal(x.Services, services) {
			t.Errorf("%s is read by %q for %q, want %q for %q", path, x.Steps, x.Services, steps, services)
		}
	}
	r := of()
	check(r, "staff.unread", nil, nil)
	check(r, "rate.care.all", []string{"delivery"}, []string{"care"})
	check(r, "assignment.moves_on", []string{"delivery"}, nil)
	check(r, "premises.rent_eur_m2_month", []string{"cost"}, nil)
	check(r, "mobile.bus.days_year", nil, nil)
	check(r, "population.growth_per_year", []string{"people"}, nil)
	r = of(option("with", bus), option("refused", &scenario.Close{Facility: "Z"}))
	check(r, "mobile.bus.onsite_h_day", []string{"delivery"}, []string{"teeth"})
}
