package scenario_test

import (
	"slices"
	"testing"

	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/products"
	"saavu/pkg/scenario"
)

// modelled is the county of the tests whose service neuvola has three products: a check of
// which the common model settles the visits from 2026 on, a group that it starts in 2028
// and a talk that it does not name.
func modelled() *scenario.Base {
	b := county(true)
	v := func(where, id string) network.Variant {
		p := "products.neuvola." + where + "." + id + "."
		return network.Variant{Offered: true, Clients: p + "clients", Visits: p + "visits", Minutes: p + "minutes", Group: p + "group", RemoteMax: p + "remote",
			Staff: []network.Work{{Profession: "phn", Minutes: p + "staff.phn"}}}
	}
	ages := population.Group{From: 0, To: 6}
	b.Network.Services[neuvola].Products = []network.Product{
		{ID: "check", Ages: ages, Statutory: true, Variants: []network.Variant{v("all", "check")},
			Goal: &network.Goal{Decision: products.Keep, Harmonise: []products.Dimension{products.Visits}, From: "2026-01-01", Variant: v("to_be", "check")}},
		{ID: "group", Ages: ages, Variants: []network.Variant{{}},
			Goal: &network.Goal{Decision: products.New, Harmonise: products.Computed(), From: "2028-01-01", Variant: v("to_be", "group")}},
		{ID: "talk", Ages: ages, Variants: []network.Variant{v("all", "talk")}},
	}
	return b
}

// follow applies changes of which none may be refused.
func follow(t *testing.T, b *scenario.Base, changes ...scenario.Change) *scenario.Base {
	t.Helper()
	out, refusals := scenario.Apply(b, scenario.Option{Changes: changes})
	if refusals != nil {
		t.Fatal(said(refusals))
	}
	return out
}

// On a day, the products of the rows that hold then follow the common model: what it
// settles, all of it where a product is not offered, and nothing where it is unknown.
func TestHarmonise(t *testing.T) {
	of := func(changes ...scenario.Change) []network.Product {
		return follow(t, modelled(), changes...).Network.Services[neuvola].Products
	}
	check, group, talk := "products.neuvola.to_be.check.visits", "products.neuvola.to_be.group.visits", "products.neuvola.all.talk.visits"
	for date, want := range map[string][]string{"": {check, "", talk}, "2027-12-31": {check, "", talk}, "2028-01-01": {check, group, talk}} {
		list := of(&scenario.Harmonise{Services: []string{"neuvola"}, Date: date})
		var got []string
		for _, p := range list {
			got = append(got, p.Variants[0].Visits)
		}
		if !slices.Equal(got, want) || list[0].Variants[0].Minutes != "products.neuvola.all.check.minutes" {
			t.Errorf("on %q: visits of %v, expected %v", date, got, want)
		}
	}
	later := of(&scenario.Harmonise{Services: []string{"neuvola"}}, &scenario.Harmonise{Services: []string{"neuvola"}, Date: "2030-01-01"})
	if p := later[1]; !p.Follows || !p.Variants[0].Offered || p.Variants[0].Staff[0].Minutes != "products.neuvola.to_be.group.staff.phn" {
		t.Errorf("a second day: %+v", p)
	}
}

func TestHarmoniseDropsAndLeavesTheUnknown(t *testing.T) {
	b := modelled()
	p := &b.Network.Services[neuvola].Products[0]
	p.Goal.Decision, p.Goal.Variant = products.Drop, network.Variant{}
	all := follow(t, b, &scenario.Harmonise{Services: []string{"neuvola"}}).Network
	if v := &all.Services[neuvola]; v.Products[0].Variants[0].Offered || len(scenario.Dropped(v)) != 1 || scenario.Dropped(v)[0].ID != "check" {
		t.Errorf("%+v", v.Products[0])
	}
	if !b.Network.Services[neuvola].Products[0].Variants[0].Offered {
		t.Error("the base has lost its product")
	}
	p.Variants[0] = network.Variant{Unknown: true}
	all = follow(t, b, &scenario.Harmonise{Services: []string{"neuvola"}}).Network
	if !all.Services[neuvola].Products[0].Variants[0].Unknown {
		t.Errorf("%+v", all.Services[neuvola].Products[0])
	}
}

func TestRefusedHarmonise(t *testing.T) {
	of := func(date string, services ...string) *scenario.Harmonise {
		return &scenario.Harmonise{Services: services, Date: date}
	}
	for _, tt := range []struct {
		name    string
		changes []scenario.Change
		want    []string
	}{
		{"no service", []scenario.Change{of("")}, []string{"services|no service is named|"}},
		{"a spelling", []scenario.Change{of("", "neuvol")}, []string{`services.0|no service "neuvol"|did you mean neuvola?`}},
		{"no products", []scenario.Change{of("", "gp")}, []string{"services.0|gp has no products|products: true in the service counts its need from the table of products"}},
		{"no day", []scenario.Change{of("soon", "neuvola")}, []string{`date|"soon", expected a day such as 2027-01-01|`}},
		{"too early", []scenario.Change{of("2025-06-30", "neuvola")}, []string{"date|no row of the common model of neuvola holds on 2025-06-30: the first one begins on 2026-01-01|set date to that day or a later one"}},
		{"twice", []scenario.Change{of("2028-01-01", "neuvola"), of("2028-01-01", "neuvola")}, []string{"services.0|all products of neuvola follow the common model already|"}},
		{"again on the same day", []scenario.Change{of("", "neuvola"), of("", "neuvola")}, []string{"date|no row of the common model of neuvola holds on 2026-01-01: the first one begins on 2028-01-01|set date to that day or a later one"}},
	} {
		_, refusals := scenario.Apply(modelled(), scenario.Option{Changes: tt.changes})
		if d := diff(tt.want, said(refusals)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
	bare := modelled()
	for i := range bare.Network.Services[neuvola].Products {
		bare.Network.Services[neuvola].Products[i].Goal = nil
	}
	_, refusals := scenario.Apply(bare, scenario.Option{Changes: []scenario.Change{of("", "neuvola")}})
	if d := diff([]string{"services.0|no product of neuvola has a row of the common model|a common model has rows with to_be in the column where"}, said(refusals)); d != "" {
		t.Error(d)
	}
}
