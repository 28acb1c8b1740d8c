package cost_test

import (
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/cost"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

func noLease(string) int { return 0 }

// An option without changes has no line that differs, to the bit, even if its
// figures are not round.
func TestNothingChangesNothing(t *testing.T) {
	b := scene.Draw(t, town(map[string]float64{"wage.nurse": 37.1, "premises.rent_eur_m2_month": 17.3, "travel.time_value_eur_h": 9.7, "remote_now.care": 0.123,
		"unit_cost_reference.supervision_share_purchased": 0.07}))
	b.Network.Points[0].FTE[0] = 0.3
	b.Network.Contracts = append(b.Network.Contracts, network.Contract{Production: network.Purchased, Share: 0.1, Euro: 33.3},
		network.Contract{Production: network.Purchased, Share: 0.2, Euro: 0.7})
	p, q := bill(t, b), bill(t, b)
	if d := p.prices.Diff(p.bill, q.bill, noLease, nil); len(d) != 0 {
		t.Errorf("nothing changed, yet %+v", d)
	}
}

// A line's delta is only the difference: what both options share, known or not,
// is the residual and cancels.
func TestDeltasAreLinesThatDiffer(t *testing.T) {
	b := scene.Draw(t, town(map[string]float64{"premises.fixed_eur_site_year.small": 64}))
	scene.Facility(t, b, "A").Size = "small"
	p, q := bill(t, b), bill(t, b, closeA())
	deltas := p.prices.Diff(p.bill, q.bill, noLease, nil)
	got := map[string]float64{}
	for _, d := range deltas {
		got[d.Kind+" "+d.Facility] += d.EUR
		if d.Payer != cost.County {
			t.Errorf("%s of %s changed", d.Kind, d.Payer)
		}
	}
	for line, want := range map[string]float64{"rent A": -12, "rent B": 12, "site running cost A": -64} {
		same(t, line, got[line], want)
		delete(got, line)
	}
	if len(got) != 0 {
		t.Errorf("lines that should not differ: %v", got)
	}
	same(t, "full effect", cost.Sum(deltas, cost.County, -1, 0), -64)
}

// A closure saves no rent and no site cost before its lease ends; added cost
// elsewhere starts at once.
func TestLeaseEndDelaysTheSaving(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lease int
		from  int
	}{{"lease ends later", 2029, 2029}, {"lease has ended", 2020, 2026}, {"lease not known: a year's notice", 0, 2027}, {"lease ends this year", 2026, 2026}} {
		t.Run(tt.name, func(t *testing.T) {
			b := scene.Draw(t, town(map[string]float64{"premises.fixed_eur_site_year.small": 64}))
			scene.Facility(t, b, "A").Size = "small"
			p, q := bill(t, b), bill(t, b, closeA())
			deltas := p.prices.Diff(p.bill, q.bill, func(f string) int {
				if f != "A" {
					t.Errorf("the lease of %s was queried", f)
				}
				return tt.lease
			}, nil)
			for year := 2026; year <= 2030; year++ {
				want := 12.0
				if year >= tt.from {
					want = -64
				}
				same(t, "county's change", cost.Sum(deltas, cost.County, -1, year), want)
			}
			same(t, "at full effect", cost.Sum(deltas, cost.County, 0, 0), -64)
			same(t, "of another service", cost.Sum(deltas, cost.County, 1, 0), 0)
		})
	}
}

// The payers' totals add up to all lines, and the services' totals add up to
// the whole.
func TestTotalsAddUp(t *testing.T) {
	w := town(map[string]float64{"fee": 16, "travel.time_value_eur_h": 8, "travel.pt_eur_trip": 4})
	w.Services = []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")}
	w.Services[0].Fee, w.Transit = "fee", scene.Way{PerKm: 2}
	p := bill(t, scene.Draw(t, w), closeA(), &scenario.AddRemote{Service: "care", Share: 0.25})
	all, payers := 0.0, 0.0
	for _, l := range p.bill.Lines {
		all += l.EUR
	}
	for _, payer := range []cost.Payer{cost.County, cost.Residents, cost.State, cost.Municipality} {
		payers += p.bill.Total(payer, -1)
		same(t, "services of "+string(payer), p.bill.Total(payer, 0)+p.bill.Total(payer, 1), p.bill.Total(payer, -1))
	}
	same(t, "payers", payers, all)
}

// A building's running cost is avoidable only with the building: a service that
// moves in or out of one that stays changes nothing.
func TestServicesMoveInAndOutOfABuilding(t *testing.T) {
	w := town(map[string]float64{"premises.fixed_eur_site_year.small": 64, "staff.coordination_fte.per_family_centre": 0.5})
	w.Services = []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")}
	w.Points = []string{"A:care", "B:care", "B:teeth"}
	b := scene.Draw(t, w)
	scene.Facility(t, b, "A").Size, scene.Facility(t, b, "B").Size = "small", "small"
	scene.Facility(t, b, "A").Type, scene.Facility(t, b, "B").Type = "family_centre", "family_centre"
	buildings := func(changes ...scenario.Change) float64 {
		p, q := bill(t, b), bill(t, b, changes...)
		s := 0.0
		for _, d := range p.prices.Diff(p.bill, q.bill, noLease, nil) {
			if d.Kind == cost.Site || d.Kind == cost.Coordinate {
				s += d.EUR
			}
		}
		return s
	}
	in := &scenario.Open{Facility: "A", Services: []string{"teeth"}}
	out := &scenario.Close{Facility: "B", Services: []string{"teeth"}}
	same(t, "a service moves in", buildings(in), 0)
	same(t, "a service moves out", buildings(out), 0)
	same(t, "from one to the other", buildings(in, out), 0)
	same(t, "a building closes", buildings(&scenario.Close{Facility: "B"}), -64-1024)
	same(t, "the other closes, its service moves", buildings(&scenario.Close{Facility: "A"}), -64-1024)
}

// Matching lines are found even far apart in the two bills.
func TestLongBillsArePaired(t *testing.T) {
	w := scene.World{Map: "Aa B C D E F G H I J K L M N O P Q R S T U V W X Y Z", People: map[string]scene.Folk{"a": {N: 1024}}}
	b := scene.Draw(t, w)
	for i := range b.Network.Points {
		b.Network.Points[i].Rooms = float64(i + 1)
	}
	var changes []scenario.Change
	want := 0.0
	for i := range 20 { // the first twenty except A and M, more than the lookahead
		if f := b.Network.Facilities[i].ID; f != "A" && f != "M" {
			changes = append(changes, &scenario.Close{Facility: f})
			want -= 12 * float64(i+1)
		}
	}
	p, q := bill(t, b), bill(t, b, changes...)
	deltas := p.prices.Diff(p.bill, q.bill, noLease, nil)
	same(t, "rent saved", cost.Sum(deltas, cost.County, -1, 0), want)
	if len(deltas) != 18 {
		t.Errorf("%d lines differ, predicted 18", len(deltas))
	}
	back := q.prices.Diff(q.bill, p.bill, noLease, nil)
	same(t, "rent of opening them again", cost.Sum(back, cost.County, -1, 0), -want)
}
