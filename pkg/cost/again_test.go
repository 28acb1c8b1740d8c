package cost_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saavu/internal/scene"
	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// plans are counties with one tree of parameters that differ in points, units,
// contracts and remote shares.
func plans(t *testing.T) []priced {
	w := scene.World{Map: "Aa B b", People: map[string]scene.Folk{"a": {N: 1024}, "b": {N: 512, Ages: population.Group{From: 0, To: 17}}}, Points: []string{"A:care", "A:teeth", "B:care"},
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")},
		Set:      map[string]float64{"mobile.bus.days_year": 64, "mobile.bus.capex": 4096, "premises.fixed_eur_site_year.small": 256, "digital.platform_fixed_eur_year": 512, "staff.productive_hours_fte": 300}}
	w.Services[0].MobileOK = true
	b := scene.Draw(t, w)
	scene.Facility(t, b, "A").Size, scene.Facility(t, b, "B").Size = "small", "small"
	stops := []scenario.Stop{{Facility: "B", Days: 1}}
	return []priced{
		bill(t, b),
		bill(t, b, &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: stops},
			&scenario.Contract{Service: "teeth", Production: network.Voucher, Share: 0.25, Price: 16}),
		bill(t, b, &scenario.Close{Facility: "A"}),
		bill(t, b, &scenario.AddRemote{Service: "care", Share: 0.25}),
	}
}

// Memory reused from another plan does not affect what is served or paid.
func TestMemoryIsUsedAgain(t *testing.T) {
	list := plans(t)
	exact := []cmp.Option{cmpopts.IgnoreUnexported(delivery.Served{}, cost.Bill{}), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()}
	var served [2]delivery.Served
	var paid cost.Bill
	boost := []delivery.Boost{delivery.NoBoost(), delivery.NoBoost()}
	for _, k := range []int{1, 0, 2, 1, 3, 2, 0, 3, 1} {
		p := list[k]
		for s := range served {
			delivery.Serve(p.Model, p.County.Network, p.Outcome, s, delivery.Language(p.Model, p.Demand), boost[s], &served[s])
		}
		p.prices.Bill(cost.Input{Network: p.County.Network, Model: p.Model, Outcome: p.Outcome, Served: served[:], Boost: boost}, &paid)
		if d := cmp.Diff(p.Served, served[:], exact...); d != "" {
			t.Errorf("plan %d is served differently:\n%s", k, d)
		}
		if d := cmp.Diff(p.bill, paid, exact...); d != "" {
			t.Errorf("plan %d costs differently:\n%s", k, d)
		}
	}
}

// Parameters compiled for one network and converted to another equal those
// compiled for the other directly.
func TestOfAnotherNetwork(t *testing.T) {
	list := plans(t)
	for i, from := range list {
		for k, to := range list {
			r := params.NewReader(from.County.Params)
			model := delivery.CompileBands(r, from.County.Network, from.Model.Starts)
			prices := cost.Compile(r, from.County.Network, model, scene.Year+1)
			if got := model.For(r, to.County.Network); !reflect.DeepEqual(got, to.Model) {
				t.Errorf("the model of plan %d for plan %d:\n%+v\nexpected\n%+v", i, k, got, to.Model)
			}
			if got := prices.For(r, to.County.Network, scene.Year); !reflect.DeepEqual(got, to.prices) {
				t.Errorf("the prices of plan %d for plan %d:\n%+v\nexpected\n%+v", i, k, got, to.prices)
			}
		}
	}
}
