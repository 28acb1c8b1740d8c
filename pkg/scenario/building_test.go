package scenario_test

import (
	"math"
	"slices"
	"testing"

	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// housed is the drawn county with buildings: hs_main and a planned fc_plan in a
// leased one, nv_east in an owned one, hs_old in a partner's.
func housed() *scenario.Base {
	b := county(true)
	nan := math.NaN()
	house := func(id string, kind network.BuildingKind, k float64, facilities ...int) network.Building {
		return network.Building{ID: id, Name: id, Kind: kind, At: cellAt(k), RentM2: nan, Fixed: nan, Notice: nan, Facilities: facilities}
	}
	b.Network.Buildings = []network.Building{house("b_main", network.Leased, 0, hsMain, fcPlan), house("b_east", network.Owned, 2, nvEast), house("b_old", network.Partner, 6, hsOld)}
	b.Network.Occupy()
	return b
}

func keep(building string, rooms float64) *scenario.SetCapacity {
	c := unset("")
	c.Building, c.Rooms = building, rooms
	return &c
}

func newStation(k float64, building string) *scenario.Open {
	return &scenario.Open{Facility: "n", Name: "New", At: at(k), Building: building, Services: []string{"gp"}}
}

func TestRefusedChangesOfBuildings(t *testing.T) {
	over := keep("b_main", 3)
	over.Service, over.Facility, over.FTE, over.FTEFactor, over.RoomsFactor = "gp", "hs_main", 1, 2, 3
	for _, c := range []struct {
		name    string
		changes []scenario.Change
		want    []string
	}{
		{"unknown", []scenario.Change{keep("b_mian", 3)}, []string{`building|no building "b_mian"|did you mean b_main?`}},
		{"owned", []scenario.Change{keep("b_east", 1)}, []string{`building|no part of b_east can be given back: it is owned|say divisible: yes in the table of buildings where it is not so`}},
		{"a partner's", []scenario.Change{&scenario.Open{Facility: "hs_old", Services: []string{"gp"}}, keep("b_old", 1)}, []string{`building|the county rents nothing in b_old, a partner's house|`}},
		{"closed", []scenario.Change{&scenario.Close{Facility: "hs_main"}, keep("b_main", 0)}, []string{`building|no facility in b_main is open|`}},
		{"without rooms", []scenario.Change{keep("b_main", math.NaN())}, []string{`rooms|nothing is set|give the rooms that the building keeps`}},
		{"as many as today", []scenario.Change{keep("b_main", 10)}, []string{`rooms|b_main has 10 rooms today, so none would be given back|`}},
		{"fewer than its services have", []scenario.Change{keep("b_main", 5)}, []string{`rooms|the services in b_main have 10 rooms|close services there or set their rooms before this change`}},
		{"below zero", []scenario.Change{&scenario.Close{Facility: "hs_main", Services: []string{"gp"}}, keep("b_main", -1)}, []string{`rooms|the services in b_main have 2 rooms|close services there or set their rooms before this change`}},
		{"more than the rooms", []scenario.Change{over}, []string{`facility|facility is set together with building|a building takes rooms only`, `service|service is set together with building|a building takes rooms only`,
			`fte|fte is set together with building|a building takes rooms only`, `fte_factor|fte_factor is set together with building|a building takes rooms only`,
			`rooms_factor|rooms_factor is set together with building|a building takes rooms only`, `rooms|the services in b_main have 10 rooms|close services there or set their rooms before this change`}},
		{"twice the same", []scenario.Change{&scenario.Close{Facility: "hs_main", Services: []string{"gp"}}, keep("b_main", 2), keep("b_main", 2)}, []string{`rooms|b_main keeps 2 rooms already|`}},
		{"open in an unknown one", []scenario.Change{newStation(0.5, "b_x")}, []string{`building|no building "b_x"|known: b_main, b_east, b_old`}},
		{"open too far away", []scenario.Change{newStation(2, "b_main")}, []string{`building|n is 500 m from b_main, expected at most 300 m|it stands at 385125, 6685125`}},
		{"open in another one than its own", []scenario.Change{&scenario.Open{Facility: "hs_old", Building: "b_main", Services: []string{"gp"}}}, []string{`building|hs_old is in b_old|close it and open a new facility`}},
	} {
		got, refusals := scenario.Apply(housed(), scenario.Option{Changes: c.changes})
		if d := diff(c.want, said(refusals)); d != "" || got != nil {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

// What changes do to buildings, and that the county as it is keeps its own.
func TestChangesOfBuildings(t *testing.T) {
	gone := &scenario.Close{Facility: "hs_main", Services: []string{"gp"}}
	for _, c := range []struct {
		name    string
		changes []scenario.Change
		want    func(b []network.Building)
	}{
		{"closing", []scenario.Change{gone}, func([]network.Building) {}},
		{"giving rooms back", []scenario.Change{gone, keep("b_main", 2)}, func(b []network.Building) { b[0].GivenBack = 8 }},
		{"moving out", []scenario.Change{&scenario.Move{Facility: "hs_main", At: cellAt(1)}}, func(b []network.Building) { b[0].Facilities = []int{fcPlan} }},
		{"merging", []scenario.Change{&scenario.Merge{Facility: "nv_east", Into: "hs_main"}}, func([]network.Building) {}},
		{"opening what is planned there", []scenario.Change{&scenario.Open{Facility: "fc_plan"}}, func([]network.Building) {}},
		{"opening a new facility there", []scenario.Change{newStation(0.5, "b_main")}, func(b []network.Building) { b[0].Facilities = []int{hsMain, fcPlan, 5} }},
		{"opening one next to it", []scenario.Change{newStation(0.5, "")}, func([]network.Building) {}},
	} {
		base := housed()
		got, refusals := scenario.Apply(base, scenario.Option{Changes: c.changes})
		if refusals != nil {
			t.Errorf("%s: %v", c.name, said(refusals))
			continue
		}
		want := housed().Network.Buildings
		if d := diff(want, base.Network.Buildings); d != "" {
			t.Errorf("%s touches the county as it is:\n%s", c.name, d)
		}
		c.want(want)
		if d := diff(want, got.Network.Buildings); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
		if errs := got.Network.Validate(); errs != nil {
			t.Errorf("%s: %v", c.name, errs)
		}
	}
}

// A facility that is only a stop of mobile units uses no building.
func TestAStopUsesNoBuilding(t *testing.T) {
	b := housed()
	b.Network.Buildings[0].Facilities = []int{busStop}
	if u := b.Network.Uses()[0]; u.Facilities != nil || u.Parts != nil {
		t.Errorf("%+v", u)
	}
	if u := b.Network.Uses()[1]; !slices.Equal(u.Facilities, []int{nvEast}) || u.Rooms() != 1 {
		t.Errorf("%+v", u)
	}
}

// spaced has a house with rooms for dental only, one that stands from 2029 on, one that
// stood until 2025, and a barrack of hs_main that stands until 2027.
func spaced() *scenario.Base {
	b := housed()
	nan := math.NaN()
	for id, space := range map[string]network.Space{"b_new": {Rooms: []network.RoomCount{{Type: "dental", N: 4}}}, "b_later": {From: 2029}, "b_gone": {To: 2025}} {
		b.Network.Buildings = append(b.Network.Buildings, network.Building{ID: id, Kind: network.Leased, At: cellAt(0), RentM2: nan, Fixed: nan, Notice: nan, Space: space})
	}
	b.Network.Buildings[0].Kind, b.Network.Buildings[0].To = network.Barrack, 2027
	b.Network.Services[dental].RoomType = "dental"
	return b
}

func TestRoomsAndYearsOfBuildings(t *testing.T) {
	newDental := &scenario.Open{Facility: "d", Name: "D", At: at(1), Building: "b_new", Services: []string{"dental"}}
	const add = "add them to the table of buildings, or choose another building"
	for _, c := range []struct {
		name    string
		changes []scenario.Change
		want    []string
	}{
		{"rooms of its type", []scenario.Change{newDental}, nil},
		{"no such rooms", []scenario.Change{newStation(0.5, "b_new")}, []string{`services|b_new has no rooms of type reception, which gp needs|` + add}},
		{"another producer's", []scenario.Change{&scenario.Open{Facility: "n", Name: "New", At: at(0.5), Building: "b_new", Services: []string{"gp"}, Production: network.Purchased}}, nil},
		{"merged where there are no such rooms", []scenario.Change{newDental, &scenario.Merge{Facility: "nv_east", Into: "d"}}, []string{`into|b_new has no rooms of type reception, which neuvola needs|` + add}},
		{"before it stands", []scenario.Change{newStation(0.5, "b_later")}, []string{`building|b_later does not stand in 2026: from 2029 on|`}},
		{"after it is gone", []scenario.Change{newStation(0.5, "b_gone")}, []string{`building|b_gone does not stand in 2026: until 2025|`}},
	} {
		_, refusals := scenario.Apply(spaced(), scenario.Option{Changes: c.changes})
		if d := diff(c.want, said(refusals)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
	for year, want := range map[int]network.Status{0: network.Open, 2027: network.Open, 2028: network.Closed} {
		b, refusals := scenario.Apply(spaced(), scenario.Option{Year: year})
		if refusals != nil || b.Network.Facilities[hsMain].Status != want {
			t.Errorf("in %d the facility of the barrack is %s, expected %s: %v", year, b.Network.Facilities[hsMain].Status, want, refusals)
		}
	}
	if _, refusals := scenario.Apply(spaced(), scenario.Option{Year: 2029, Changes: []scenario.Change{newStation(0.5, "b_later")}}); refusals != nil {
		t.Errorf("refused: %v", refusals)
	}
}
