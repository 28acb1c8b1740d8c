package delivery_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// hamlet is 100 children 10 minutes from a clinic and 60 children 30 minutes
// away. Each needs two visits a year of half an hour, and the one nurse has 120
// hours a year for them.
func hamlet() (*population.Grid, *network.Network, *travel.Matrix) {
	g := population.NewGrid([]int64{1, 2}, []orb.Point{{0, 0}, {1000, 0}}, 250)
	g.Areas = []population.Area{{ID: "hamlet", Fi: 1}}
	g.Area[0], g.Area[1] = 0, 0
	g.Spread(0, 3, 3, 100)
	g.Spread(1, 3, 3, 60)

	n := &network.Network{
		Services: []network.Service{{ID: "clinic", Tier: network.Local, Target: population.Group{From: 0, To: 6}, InPersonOnly: true,
			RatePath: "rate.clinic", ClientMinutes: "minutes.room", RemoteMax: "remote.max", RemoteNow: "remote.now",
			Staff: []network.Staff{{Profession: "nurse", Minutes: "minutes.nurse"}}}},
		Facilities: []network.Facility{{ID: "a", Status: network.Open, Class: network.ClassA, Production: network.Own}},
		Points: []network.ServicePoint{{ID: "a:clinic", Channel: network.OnSite, FTE: []float64{1},
			Hours: network.Hours{Office: network.AllWeek}, Unit: -1}},
	}
	table := func(mode travel.Mode) travel.Table {
		return travel.Table{Mode: mode, Times: [][]travel.Seconds{{10 * 60, 30 * 60}}}
	}
	return g, n, &travel.Matrix{Cells: 2, IDs: []int64{1}, Places: g.Centres[:1],
		Tables: []travel.Table{table(travel.Walk), table(travel.Transit)}}
}

// figures are the parameters that the geography and the serving of a service
// without remote contacts ask for. What is not of the example is 0 or 1.
func figures() params.Tree {
	all := map[string]float64{
		"rate.clinic.all": 2, "minutes.nurse": 30, "minutes.room": 30, "staff.productive_hours_fte": 120,
		"travel.threshold_min.local": 20, "travel.threshold_min.district": 30, "travel.threshold_min.central": 45,
	}
	for _, path := range []string{"staff.fill_rate.nurse", "premises.room_use_target", "digital.reach_by_age.all",
		"digital.under_delivery_factor", "digital.language_factor.fi", "digital.language_factor.sv",
		"digital.language_factor.foreign_own_language", "travel.speed_kmh.walk", "travel.low_mobility_walk_kmh"} {
		all[path] = 1
	}
	for _, path := range []string{"remote.max", "remote.now", "population.mobility_limited_share.all", "population.car_access_share.all",
		"need.evening_share.all", "need.distance_elasticity", "digital.support_lever_gain.all", "digital.induced_demand",
		"digital.illiterate_or_weak_skills_floor", "assignment.decay_per_min", "assignment.limit_min", "assignment.moves_on",
		"premises.room_hours_year.office", "premises.room_hours_year.with_evenings", "premises.room_hours_year.with_weekends",
		"economy.fte_travel_loss_per_extra_site"} {
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

// The geography of a network is run once. Who gets there is read at any time
// limit, and the contacts that can be served at any draw of the parameters: the
// nurse's 120 hours are 240 visits of the 320 that are needed.
func Example() {
	grid, n, matrix := hamlet()
	r := params.NewReader(figures())
	model := delivery.Compile(r, n)
	if err := r.Err(); err != nil {
		fmt.Println(err)
		return
	}
	demand := delivery.NewDemand(grid, model)
	times, err := delivery.NewTimes(model.SlowWalk, false, travel.Any).With(matrix, []int{0})
	if err != nil {
		fmt.Println(err)
		return
	}
	outcome := delivery.Run(demand, model, delivery.Place{Network: n, Matrix: matrix}, times, nil, nil, nil)
	clinic := &outcome.Services[0]
	fmt.Println("within 20 minutes", clinic.There.Within(-1, 20), "within 30", clinic.There.Within(-1, 30), "of", clinic.There.Total(-1))

	var served delivery.Served
	delivery.Serve(model, n, outcome, 0, delivery.Language(model, demand), delivery.NoBoost(), &served)
	fmt.Println("need", served.Need, "seen", served.Seen, "share", served.Share, "binds:", served.Bottleneck())
	// Output:
	// within 20 minutes 100 within 30 160 of 160
	// need 320 seen 240 share 0.75 binds: staff
}
