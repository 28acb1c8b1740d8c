package cost_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// A full position of a nurse is paid 1600 hours of 25 euros. The clinic has two
// rooms of 15 square metres at 10 euros a month. Each of the 100 children makes
// two visits at a known full cost of 250 euros: the baseline holds 6 400 euros more
// than these lines explain.
func ExamplePrices_Bill() {
	grid := population.NewGrid([]int64{1}, []orb.Point{{0, 0}}, 250)
	grid.Areas = []population.Area{{ID: "hamlet", Fi: 1}}
	grid.Area[0] = 0
	grid.Spread(0, 3, 3, 100)
	n := &network.Network{
		Services: []network.Service{{ID: "clinic", Tier: network.Local, Target: population.Group{From: 0, To: 6}, InPersonOnly: true,
			RatePath: "rate", ClientMinutes: "minutes", RemoteMax: "none", RemoteNow: "none",
			RoomM2: "m2", UnitCost: "unit_cost", RemoteCost: "unit_cost",
			Staff: []network.Staff{{Profession: "nurse", Minutes: "minutes", Wage: "wage"}}}},
		Facilities: []network.Facility{{ID: "a", Status: network.Open}},
		Points: []network.ServicePoint{{ID: "a:clinic", Channel: network.OnSite, FTE: []float64{1}, Rooms: 2,
			Hours: network.Hours{Office: network.AllWeek}, Unit: -1}},
	}
	times := [][]travel.Seconds{{600}}
	matrix := &travel.Matrix{Cells: 1, IDs: []int64{1}, Places: grid.Centres,
		Tables: []travel.Table{{Mode: travel.Walk, Times: times}, {Mode: travel.Transit, Times: times}}}

	r := params.NewReader(figures())
	model := delivery.Compile(r, n)
	prices := cost.Compile(r, n, model, 2026)
	if err := r.Err(); err != nil {
		fmt.Println(err)
		return
	}
	demand := delivery.NewDemand(grid, model)
	travellers, err := delivery.NewTimes(model.SlowWalk, false, travel.Any).With(matrix, []int{0})
	if err != nil {
		fmt.Println(err)
		return
	}
	outcome := delivery.Run(demand, model, delivery.Place{Network: n, Matrix: matrix}, travellers, nil, nil, nil)
	served := make([]delivery.Served, 1)
	delivery.Serve(model, n, outcome, 0, delivery.Language(model, demand), delivery.NoBoost(), &served[0])

	var bill cost.Bill
	prices.Bill(cost.Input{Network: n, Model: model, Outcome: outcome, Served: served, Boost: []delivery.Boost{delivery.NoBoost()}}, &bill)
	for _, l := range bill.Lines {
		fmt.Printf("%s %s %g\n", l.Payer, l.Kind, l.EUR)
	}
	fmt.Println("county", bill.Total(cost.County, -1), "baseline", prices.Baseline(served))
	// Output:
	// county staff 40000
	// county rent 3600
	// county 43600 baseline [50000]
}

// figures are the parameters that the example asks for. What is not of it is 0
// or 1.
func figures() params.Tree {
	all := map[string]float64{"rate.all": 2, "minutes": 30, "m2": 15, "unit_cost": 250, "wage": 25, "none": 0,
		"staff.worked_hours_fte": 1600, "staff.productive_hours_fte": 1000, "premises.rent_eur_m2_month": 10,
		"premises.room_hours_year.office": 1000, "premises.room_hours_year.with_evenings": 1000, "premises.room_hours_year.with_weekends": 1000}
	for _, path := range []string{"staff.fill_rate.nurse", "premises.room_use_target",
		"digital.reach_by_age.all", "digital.under_delivery_factor", "digital.language_factor.fi", "digital.language_factor.sv",
		"digital.language_factor.foreign_own_language", "travel.speed_kmh.walk", "travel.low_mobility_walk_kmh",
		"travel.threshold_min.local", "travel.threshold_min.district", "travel.threshold_min.central"} {
		all[path] = 1
	}
	for _, path := range []string{"population.mobility_limited_share.all", "population.car_access_share.all", "need.evening_share.all",
		"need.distance_elasticity", "digital.support_lever_gain.all", "digital.induced_demand", "digital.illiterate_or_weak_skills_floor",
		"assignment.decay_per_min", "assignment.limit_min", "assignment.moves_on", "economy.fte_travel_loss_per_extra_site", "economy.effect_lag_months",
		"premises.evening_pay_premium.evening", "premises.evening_pay_premium.saturday", "travel.evening_hours_week",
		"travel.saturday_hours_week", "premises.fixed_eur_site_year.small", "premises.fixed_eur_site_year.medium",
		"premises.fixed_eur_site_year.large", "staff.hourly.coordinator", "digital.platform_fixed_eur_year", "digital.support_fte",
		"staff.coordination_fte.per_family_centre", "fees.remote_share", "unit_cost_reference.supervision_share_purchased",
		"unit_cost_reference.voucher_admin_eur", "travel.car_eur_km", "travel.pt_eur_trip", "travel.time_value_eur_h",
		"travel.combined_trip_discount", "travel.transport_service_eur_trip", "travel.transport_service_share", "travel.escort_share.all"} {
		all[path] = 0
	}
	var list []params.Param
	for path, v := range all {
		list = append(list, params.Param{Path: path, V: v, Lo: v, Hi: v, Known: true})
	}
	tree, err := params.New(list)
	if err != nil {
		panic(err)
	}
	return tree
}

// The clinic at A closes and B gets its nurse: the pay stays, the rent of A ends
// with its lease, that of B begins at once. Homes pay more for their trips.
func ExamplePrices_Diff() {
	prices := &cost.Prices{Year: 2026, Lag: 2}
	today := cost.Bill{Lines: []cost.Line{
		{Kind: cost.Staff, Payer: cost.County, EUR: 30_000},
		{Kind: cost.Rent, Payer: cost.County, Facility: "a", EUR: 3_600},
		{Kind: cost.Fares, Payer: cost.Residents, EUR: 500},
	}}
	planned := cost.Bill{Lines: []cost.Line{
		{Kind: cost.Staff, Payer: cost.County, EUR: 30_000},
		{Kind: cost.Rent, Payer: cost.County, Facility: "b", EUR: 2_400},
		{Kind: cost.Fares, Payer: cost.Residents, EUR: 700},
	}}
	lease := func(facility string) int {
		if facility == "a" {
			return 2030
		}
		return 0 // not known: it ends after the lag
	}
	deltas := prices.Diff(today, planned, lease, nil)
	for _, d := range deltas {
		where := ""
		if d.Facility != "" {
			where = " of " + d.Facility
		}
		fmt.Printf("%s %s%s: %+.0f from %d\n", d.Payer, d.Kind, where, d.EUR, d.From)
	}
	fmt.Println("county in 2026:", cost.Sum(deltas, cost.County, -1, 2026), "at full effect:", cost.Sum(deltas, cost.County, -1, 0))
	// Output:
	// residents fares and car kilometres: +200 from 2026
	// county rent of a: -3600 from 2030
	// county rent of b: +2400 from 2026
	// county in 2026: 2400 at full effect: -1200
}
