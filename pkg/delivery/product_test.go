package delivery_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// offer is a variant of a product for a test: clients, visits, minutes, group size, remote
// share and staff minutes.
type offer struct {
	clients, visits, minutes, group, remote float64
	staff                                   map[string]float64
}

// variant adds the figures of an offer to parameters below a path.
func (o offer) variant(list *[]params.Param, path string) network.Variant {
	add := func(name string, v float64) string {
		*list = append(*list, params.Param{Path: path + "." + name, V: v, Lo: v, Hi: v, Known: true})
		return path + "." + name
	}
	v := network.Variant{Offered: true, Clients: add("clients", o.clients), Visits: add("visits", o.visits), Minutes: add("minutes", o.minutes),
		Group: add("group", o.group), RemoteMax: add("remote", o.remote)}
	for p, minutes := range o.staff {
		v.Staff = append(v.Staff, network.Work{Profession: p, Minutes: add("staff."+p, minutes)})
	}
	return v
}

// offering returns a county whose service s has products: by product the ages, and the offers
// by zone.
func offering(t testing.TB, b *scenario.Base, s int, zones []network.Zone, products []network.Product, offers [][]offer) *scenario.Base {
	out := *b
	out.Network = b.Network.Clone()
	out.Network.Zones = zones
	v := &out.Network.Services[s]
	list := append([]params.Param(nil), b.Params.All()...)
	for i, p := range products {
		for z, o := range offers[i] {
			p.Variants = append(p.Variants, o.variant(&list, "products."+v.ID+"."+string(rune('a'+z))+"."+p.ID))
		}
		v.Products = append(v.Products, p)
	}
	tree, err := params.New(list)
	if err != nil {
		t.Fatal(err)
	}
	out.Params = tree
	if faults := out.Network.Validate(); faults != nil {
		t.Fatal(faults)
	}
	return &out
}

// municipal gives the areas of a drawn county their own municipalities.
func municipal(b *scenario.Base) []network.Zone {
	var zones []network.Zone
	for a := range b.Grid.Areas {
		b.Grid.Areas[a].Municipality = b.Grid.Areas[a].ID
		zones = append(zones, network.Zone{Municipalities: []string{b.Grid.Areas[a].ID}})
	}
	return zones
}

// One product that every municipality offers alike, with the rate and the minutes of the
// service, changes nothing, whatever the county and the changes; nor do two that share its
// clients.
func TestOneProductIsTheService(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		for i := range b.Network.Points { // two producers cannot be merged
			b.Network.Points[i].Provider = false
		}
		zones := municipal(b)
		if rapid.Bool().Draw(rt, "one zone") {
			zones = nil
		}
		offers := func(part float64) []offer {
			o := offer{part, 1, 60, 1, 0.5, map[string]float64{"dentist": 60, "nurse": 60}}
			return []offer{o, o}[:max(1, len(zones))]
		}
		list, each := []network.Product{{ID: "all", Ages: population.Everyone()}}, [][]offer{offers(1)}
		if rapid.Bool().Draw(rt, "two products") {
			list, each = []network.Product{{ID: "some", Ages: population.Everyone()}, {ID: "rest", Ages: population.Everyone()}}, [][]offer{offers(0.25), offers(0.75)}
		}
		changes, how := some(rt), scene.Choices{Free: rapid.Bool().Draw(rt, "choice")}
		s := rapid.IntRange(0, 1).Draw(rt, "service")
		plain := scene.Deliver(t, b, how, changes...)
		d := scene.Deliver(t, offering(t, b, s, zones, list, each), how, changes...)
		x, y := &plain.Served[s], &d.Served[s]
		for _, f := range [][2]float64{{x.Need, y.Need}, {x.RemoteNeed, y.RemoteNeed}, {x.Remote, y.Remote}, {x.Seen, y.Seen}, {x.School, y.School}, {x.Forgone, y.Forgone},
			{x.LostStaff, y.LostStaff}, {x.LostRooms, y.LostRooms}, {x.LostVehicle, y.LostVehicle}, {x.UsedHours, y.UsedHours}, {x.SentOn, y.SentOn}, {x.Seen, y.Used[0]}, {x.InPerson - x.SchoolNeed, y.Wanted[0] - x.SchoolNeed}} {
			if math.Abs(f[0]-f[1]) > 1e-9*math.Max(1, math.Abs(f[0])) {
				rt.Fatalf("with a product %+v, without %+v", y, x)
			}
		}
	})
}

// Two municipalities offer two products differently. West has 16 children and East 8, who
// reach the points of their own area alone. West's children have two checks of 30 minutes
// by a nurse, in the room for 20; every fourth a talk of an hour in groups of 4. East's have one check
// of 90 minutes, half of which may be remote, and no talk.
func TestProductsOfTwoMunicipalities(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa . . . . . . . . . . . . Bb", West: 7,
		People: map[string]scene.Folk{"a": {N: 16, Ages: population.Group{From: 5, To: 5}}, "b": {N: 8, Ages: population.Group{From: 5, To: 5}}},
		Set:    map[string]float64{"remote_now.care": 0.25, "staff.productive_hours_fte": 10, "assignment.limit_min": 30, "assignment.moves_on": 0}})
	zones := municipal(b)
	products := []network.Product{{ID: "check", Ages: population.Group{From: 4, To: 6}}, {ID: "talk", Ages: population.Group{From: 0, To: 17}}}
	west := offer{1, 2, 20, 1, 0, map[string]float64{"nurse": 30, "doctor": 10}}
	east := offer{1, 1, 60, 1, 0.5, map[string]float64{"nurse": 90}}
	talk := offer{0.25, 1, 60, 4, 0, map[string]float64{"nurse": 240}}
	c := offering(t, b, 0, zones, products, [][]offer{{west, east}, {talk, talk}})
	if z := zones[0].Municipalities[0]; z != "west" {
		t.Fatalf("the first zone is %s", z)
	}
	c.Network.Services[0].Products[1].Variants[1].Offered = false
	d := scene.Deliver(t, c, scene.Choices{})
	x := d.Served[0]
	equal := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s is %v, expected %v", what, got, want)
		}
	}
	// West: 32 checks and 4 talks, none of which may be remote; East: 8 checks, a quarter of
	// which is.
	equal("need", x.Need, 44)
	equal("remote", x.Remote, 2)
	// A talk takes 240 ÷ 4 minutes: West needs 32 × 0.5 + 4 × 1 hours, East 6 × 1.5.
	equal("hours wanted", x.Wanted[0], 29)
	// Each point has one nurse of 10 hours, less remote work, 2 × 30 minutes of 20 hours.
	equal("hours used", x.Used[0], 9.5+9)
	for _, pl := range x.Points {
		at := c.Network.Facilities[c.Network.Points[pl.Point].Facility].ID
		if at == "A" {
			equal("contacts in the west", pl.First, 36)
			equal("of these seen", pl.Seen, 9.5/(20.0/36))
		} else {
			equal("contacts in the east", pl.First, 6)
			equal("of these seen", pl.Seen, 6)
		}
	}
	y := delivery.ByArea(d.Demand, d.Model, c.Network, d.Outcome, 0, delivery.Language(d.Model, d.Demand), delivery.NoBoost(), nil)
	for a, area := range d.Demand.Areas {
		if area.ID == "west" {
			equal("talks of the west", y.Parts[1].Need[a], 4)
			equal("talks seen there", y.Parts[1].Met[delivery.AtPoint][a], 9.5/(20.0/36)*4/36)
			equal("staff hours of a talk", d.Model.StaffHours(0, 1, &d.Demand.Areas[a]), 1)
		} else {
			equal("talks of the east", y.Parts[1].Need[a], 0)
			equal("remote checks of the east", y.Parts[0].Met[delivery.Remotely][a], 2)
		}
	}
}
