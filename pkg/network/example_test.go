package network_test

import (
	"fmt"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
)

// A network of one service at two facilities, one of which is closed: only the open
// one serves. A change to a clone does not change the original.
func ExampleNetwork() {
	n := &network.Network{
		Services: []network.Service{{ID: "clinic", Name: lang.Name{En: "Child clinic"}, Tier: network.Local,
			Target: population.Group{From: 0, To: 6}, Staff: []network.Staff{{Profession: "nurse"}}}},
	}
	for i, f := range []network.Facility{
		{ID: "a", Name: "Centre", Status: network.Open},
		{ID: "b", Name: "Station", Status: network.Closed},
	} {
		f.Class, f.Production, f.Column = network.ClassA, network.Own, i
		n.Facilities = append(n.Facilities, f)
		n.Points = append(n.Points, network.ServicePoint{ID: network.PointID(f.ID, "clinic", ""), Facility: i, Channel: network.OnSite,
			FTE: []float64{2}, Hours: network.Hours{Office: network.AllWeek}, Unit: -1})
	}
	fmt.Println("faults:", n.Validate())

	planned := n.Clone()
	planned.Facilities[planned.Facility("b")].Status = network.Open
	fmt.Println("today", n.Serving(0), "planned", planned.Serving(0), planned.Points[1].ID)

	planned.Points[0].FTE[0] = -1
	fmt.Println("faults:", planned.Validate())
	// Output:
	// faults: []
	// today [0] planned [0 1] b:clinic
	// faults: [service point "a:clinic": staff of -1 FTE, expected 0 or more]
}
