package scenario_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// An option is a list of changes. Apply applies them to a copy, or returns a
// refusal for each impossible change.
func ExampleApply() {
	cells := []orb.Point{{385125, 6685125}, {386125, 6685125}}
	router := crow{cells} // as in the example of travel.Router
	rates, err := params.New([]params.Param{{Path: "travel.speed_kmh.walk", V: 5, Lo: 5, Hi: 5, Known: true, Unit: "km/h"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	grid := population.NewGrid([]int64{1, 2}, cells, 250)
	grid.Areas = []population.Area{{ID: "centre"}}
	grid.Area[0], grid.Area[1] = 0, 0
	today := &scenario.Base{
		Grid:   grid,
		Matrix: travel.FillMatrix(router, len(cells), cells[:1], []travel.Table{{Mode: travel.Walk}}),
		Router: router, Params: rates, Year: 2026,
		Network: &network.Network{
			Services: []network.Service{{ID: "clinic", Tier: network.Local, Target: population.Everyone()}},
			Facilities: []network.Facility{{ID: "a", At: cells[0], Class: network.ClassA, Status: network.Open,
				Production: network.Own}},
			Points: []network.ServicePoint{{ID: "a:clinic", Channel: network.OnSite, Hours: network.Hours{Office: network.AllWeek}, Unit: -1}},
		},
	}

	move := scenario.Option{ID: "move", Changes: []scenario.Change{
		&scenario.Open{Facility: "b", Name: "Station", At: &cells[1], Services: []string{"clinic"}},
		&scenario.Close{Facility: "a"},
	}}
	planned, refusals := scenario.Apply(today, move)
	if refusals != nil {
		fmt.Printf("%+v\n", refusals)
		return
	}
	fmt.Println("refused", len(refusals), "columns", today.Matrix.Columns(), planned.Matrix.Columns())
	for _, p := range planned.Network.Serving(0) {
		fmt.Println("serves", planned.Network.Points[p].ID)
	}

	wrong := scenario.Option{ID: "wrong", Changes: []scenario.Change{&scenario.Close{Facility: "c"}, &scenario.Close{Facility: "a", Services: []string{"clinc"}}}}
	planned, refusals = scenario.Apply(today, wrong)
	fmt.Println("no county:", planned == nil)
	for _, r := range refusals {
		fmt.Printf("change %d %s: %s; %s\n", r.Change, r.Field, r.Reason, r.Hint)
	}
	// Output:
	// refused 0 columns 1 2
	// serves b:clinic
	// no county: true
	// change 0 facility: no facility "c"; known: a
	// change 1 services.0: no service "clinc"; did you mean clinic?
}
