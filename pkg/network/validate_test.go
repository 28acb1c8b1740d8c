package network_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"saavu/pkg/network"
	"saavu/pkg/population"
)

// sound returns a small network without faults.
func sound() *network.Network {
	return &network.Network{
		Services: []network.Service{
			{ID: "gp", Tier: network.District, Target: population.Everyone(), Staff: []network.Staff{{Profession: "gp"}, {Profession: "nurse"}}},
			{ID: "neuvola", Tier: network.Local, Target: population.Group{From: 0, To: 6}, Staff: []network.Staff{{Profession: "nurse"}}},
		},
		Facilities: []network.Facility{
			{ID: "hs", Status: network.Open, Class: network.ClassA, Production: network.Own, Column: -1},
			{ID: "stop", Status: network.Planned, Class: network.ClassNone, Production: network.Voucher, Column: 7},
		},
		Points: []network.ServicePoint{
			{ID: "hs:gp", Facility: 0, Service: 0, Channel: network.OnSite, FTE: []float64{2, 0}, Hours: network.Hours{Office: network.AllWeek}, Unit: -1},
			{ID: "stop:neuvola:bus", Facility: 1, Service: 1, Channel: network.Mobile, FTE: []float64{0}, Hours: network.Hours{Office: 1, EveryDays: 14}, Unit: 0},
		},
		Units:     []network.Unit{{ID: "bus", Count: 1, Services: []int{1}, Stops: []network.Stop{{Facility: 1, Days: 1}}}},
		Remotes:   []network.Remote{{Service: 0, Share: 1}},
		Contracts: []network.Contract{{Service: 0, Production: network.Voucher, Share: 0.7}, {Service: 0, Production: network.Purchased, Share: 0.3, Euro: 5}},
	}
}

func TestValidate(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name string
		edit func(*network.Network)
		want []string
	}{
		{"sound", func(*network.Network) {}, nil},
		{"ids", func(n *network.Network) {
			n.Services[1].ID, n.Facilities[1].ID, n.Points[1].ID, n.Units[0].ID = "gp", "", "hs:gp", ""
		}, []string{`service "gp" is repeated, as number 1 and 2`, `facility 2 has no id`,
			`service point "hs:gp" is repeated, as number 1 and 2`, `mobile unit 1 has no id`}},
		{"service", func(n *network.Network) {
			n.Services[0].Tier, n.Services[0].FeeFreeUnder = "near", -1
			n.Services[1].Target = population.Group{From: 7, To: 6}
		}, []string{`service "gp": tier "near", expected local, district or central`,
			`service "gp": free of charge under age -1, expected 0 or more`,
			`service "neuvola": its target group, ages 7 to 6, is empty`}},
		{"target beyond all ages", func(n *network.Network) { n.Services[0].Target = population.Group{From: 101, To: 120} },
			[]string{`service "gp": its target group, ages 101 to 120, is empty`}},
		{"buildings", func(n *network.Network) {
			n.Buildings = []network.Building{{ID: "b", Kind: network.Leased, RentM2: nan, Fixed: nan, Notice: nan, Facilities: []int{0}},
				{ID: "b", Kind: "rented", M2: nan, RentM2: -1, Fixed: math.Inf(1), Notice: -2, GivenBack: -3, LeaseOver: -4, Facilities: []int{0, 2}}, {ID: "hs", Kind: network.Owned}}
		}, []string{`building "b" is repeated, as number 1 and 2`, `building "b": kind "rented", expected owned, leased, partner or barrack`,
			`building "b": floor area in m2 of NaN, expected 0 or more`, `building "b": rent of -1, expected 0 or more`,
			`building "b": running cost of +Inf, expected 0 or more`, `building "b": notice in months of -2, expected 0 or more`,
			`building "b": rooms given back of -3, expected 0 or more`, `building "b": a year below zero`,
			`building "b": facility "hs" is in "b" too`, `building "b": facility index 2 of 2`, `building "hs": its id is that of a facility`}},
		{"facility words", func(n *network.Network) {
			f := &n.Facilities[0]
			f.Status, f.Class, f.Production = "", "D", "us"
		}, []string{`facility "hs": status "", expected open, planned, interim or closed`,
			`facility "hs": coordinate class "D", expected A, B, C or none`,
			`facility "hs": production "us", expected own, purchased, voucher or third_sector`}},
		{"facility numbers", func(n *network.Network) {
			f := &n.Facilities[0]
			f.At, f.Column, f.Snap, f.LeaseEnd, f.FloorM2 = orb.Point{nan, 1}, -2, -0.5, -1, nan
		}, []string{`facility "hs": its coordinates NaN, 1 are not numbers`, `facility "hs": travel column -2, expected -1 (no times) or more`,
			`facility "hs": snapping distance -0.5 m, expected 0 or more`, `facility "hs": floor area NaN m2, expected 0 or more`,
			`facility "hs": a year below zero`}},
		{"point indexes", func(n *network.Network) {
			n.Points[0].Facility, n.Points[0].Service, n.Points[0].Unit = 2, -1, 1
		}, []string{`service point "hs:gp": facility index 2 of 2`, `service point "hs:gp": mobile unit index 1 of 1`,
			`service point "hs:gp": channel on_site with mobile unit index 1`, `service point "hs:gp": service index -1 of 2`}},
		{"point channel", func(n *network.Network) { n.Points[0].Channel, n.Points[1].Unit = "remote", -1 },
			[]string{`service point "hs:gp": channel "remote", expected on_site or mobile`,
				`service point "stop:neuvola:bus": channel mobile with mobile unit index -1`}},
		{"point numbers", func(n *network.Network) {
			n.Points[0].FTE, n.Points[0].Rooms, n.Points[0].Hours = []float64{-1}, nan, network.Hours{}
		}, []string{`service point "hs:gp": staff of 1 professions, the service has 2`, `service point "hs:gp": staff of -1 FTE, expected 0 or more`,
			`service point "hs:gp": NaN rooms, expected 0 or more`, `service point "hs:gp": no opening hours`}},
		{"unit", func(n *network.Network) {
			n.Units[0] = network.Unit{ID: "bus", Services: []int{2}, Stops: []network.Stop{{Facility: -1, Days: 0x20}}}
		}, []string{`mobile unit "bus": 0 vehicles, expected 1 or more`, `mobile unit "bus": service index 2 of 2`,
			`mobile unit "bus": facility index -1 of 2`, `mobile unit "bus": a stop on a day beyond Friday`}},
		{"shares", func(n *network.Network) {
			n.Remotes = append(n.Remotes, network.Remote{Service: 9, Share: 1}, network.Remote{Service: 1, Share: 1.5})
			n.Contracts = []network.Contract{{Service: -1}, {Service: 1, Production: network.Own, Share: nan, Euro: -3}}
		}, []string{`remote share: service index 9 of 2`, `remote share of neuvola: 1.5, expected 0 to 1`,
			`contract: service index -1 of 2`, `contract for neuvola: production "own", expected purchased, voucher or third_sector`,
			`contract for neuvola: share NaN, expected above 0 and at most 1`, `contract for neuvola: -3 euros per contact, expected 0 or more`}},
		{"too much given away", func(n *network.Network) { n.Contracts[1].Share = 0.4 },
			[]string{`contracts for gp give away 1.1 of its contacts, at most 1`}},
	} {
		n := sound()
		c.edit(n)
		var got []string
		for _, err := range n.Validate() {
			got = append(got, err.Error())
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

func TestHours(t *testing.T) {
	for _, c := range []struct {
		hours network.Hours
		days  float64
		want  string
	}{
		{network.Hours{Office: network.AllWeek}, 5, ""},
		{network.Hours{Office: 0b00101, Evening: 0b00110, Saturday: true}, 4, ""},
		{network.Hours{Saturday: true}, 1, ""},
		{network.Hours{Office: 1, EveryDays: 14}, 0.5, ""},
		{network.Hours{EveryDays: 7}, 1, ""},
		{network.Hours{}, 0, "no opening hours"},
		{network.Hours{Evening: 0b100000}, 1, "opening hours on a weekday beyond Friday"},
		{network.Hours{Office: 1, EveryDays: 6.5}, 7 / 6.5, "open every 6.5 days, expected 7 or more"},
		{network.Hours{Office: 1, EveryDays: -7}, 1, "open every -7 days, expected 7 or more"},
	} {
		got := ""
		if err := c.hours.Validate(); err != nil {
			got = err.Error()
		}
		if got != c.want || c.hours.DaysPerWeek() != c.days {
			t.Errorf("%+v: %q, %g days; want %q, %g", c.hours, got, c.hours.DaysPerWeek(), c.want, c.days)
		}
	}
}

func TestOnSite(t *testing.T) {
	n := sound()
	for _, c := range []struct{ facility, service, want int }{{0, 0, 0}, {0, 1, -1}, {1, 1, -1}} { // the last is a mobile point
		if got := n.OnSite(c.facility, c.service); got != c.want {
			t.Errorf("OnSite(%d, %d) = %d, want %d", c.facility, c.service, got, c.want)
		}
	}
	if a, b := network.PointID("f", "s", ""), network.PointID("f", "s", "u"); a != "f:s" || b != "f:s:u" {
		t.Errorf("%s, %s", a, b)
	}
}

func TestCloneIsEqualAndApart(t *testing.T) {
	n := sound()
	n.Points[1].FTE = []float64{} // empty stays empty
	c := n.Clone()
	if d := cmp.Diff(n, c); d != "" {
		t.Fatal(d)
	}
	c.Services[0].Staff[0].Profession, c.Facilities[0].ID, c.Points[0].FTE[0] = "x", "x", 9
	c.Units[0].Services[0], c.Units[0].Stops[0].Days, c.Remotes[0].Share, c.Contracts[0].Share = 9, 9, 9, 9
	want := sound()
	want.Points[1].FTE = []float64{}
	if d := cmp.Diff(want, n); d != "" {
		t.Error(d)
	}
}
