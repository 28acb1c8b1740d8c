package engine_test

import (
	"fmt"
	"math"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// leased is 12,000 people with a visit of 50 minutes each at a building of 400 m2 at 22
// euros with 60,000 of running cost and 8 rooms of 28 m2. with changes the building.
func leased(t testing.TB, with func(*network.Building)) *scenario.Base {
	t.Helper()
	w := scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 12000}}, Set: map[string]float64{
		"client_minutes.care": 50, "room_m2.care": 28, "premises.rent_eur_m2_month": 22, "premises.room_use_target": 0.75,
		"premises.room_hours_year.office": 1750, "premises.room_hours_year.with_evenings": 2600}}
	b := scene.Draw(t, w)
	pt := scene.Point(t, b, "A:care")
	pt.Rooms, pt.FTE[0] = 8, 64
	h := network.Building{ID: "house", Name: "House", Kind: network.Leased, M2: 400, RentM2: math.NaN(), Fixed: 60000, Notice: 12, Facilities: []int{0},
		Space: network.Space{Rooms: []network.RoomCount{{Type: "reception", N: 8}}}}
	if with != nil {
		with(&h)
	}
	b.Network.Buildings = []network.Building{h}
	b.Network.Occupy()
	if faults := b.Network.Validate(); faults != nil {
		t.Fatal(faults)
	}
	return b
}

func buildingOf(t *testing.T, r *report.Report, option, id string) *report.Building {
	t.Helper()
	for i := range r.Buildings {
		if b := &r.Buildings[i]; b.Option == option && b.ID == id {
			return b
		}
	}
	t.Fatalf("no building %s in %s", id, option)
	return nil
}

func digits(t *testing.T, what string, got float64, want string) {
	t.Helper()
	n := 0
	for i := range want {
		if want[i] == '.' {
			n = len(want) - i - 1
		}
	}
	if got := fmt.Sprintf("%.*f", n, got); got != want {
		t.Errorf("%s is %s, expected %s", what, got, want)
	}
}

// The worked example of a building: rent and running cost by room hour, and the rooms that
// its visits need with and without evenings, as a pool and as rooms of the point.
func TestTheYearOfABuilding(t *testing.T) {
	nan := math.NaN()
	evenings := &scenario.SetHours{Facilities: []string{"A"}, Services: []string{"care"}, Hours: network.Hours{Office: network.AllWeek, Evening: 0b1111}}
	six := &scenario.SetCapacity{Facility: "A", Service: "care", Rooms: 6, FTE: nan, FTEFactor: nan, RoomsFactor: nan}
	back := &scenario.SetCapacity{Building: "house", Rooms: 6, FTE: nan, FTEFactor: nan, RoomsFactor: nan}
	for name, with := range map[string]func(*network.Building){"a pool": nil, "rooms of the point": func(b *network.Building) { b.Rooms = nil }} {
		t.Run(name, func(t *testing.T) {
			r := run(t, leased(t, with), engine.Settings{}, option("evenings", evenings), option("six", evenings, six, back))
			b := buildingOf(t, &r, "today", "house")
			for what, f := range map[string]struct {
				got  float64
				want string
			}{
				"rent and running cost": {b.EUR, "165600"}, "room hours": {b.All().Available, "14000"}, "used": {b.All().Used, "10000"}, "use": {b.Rooms[0].Use(), "0.714286"},
				"visits": {b.Visits, "12000"}, "visits per m2": {b.VisitsPerM2(), "30"}, "euros a room hour": {b.EURPerAvailable(), "11.828571"},
				"euros a used room hour": {b.EURPerUsed(), "16.560000"}, "rooms needed": {b.Rooms[0].Needed, "7.619048"}, "whole": {b.Rooms[0].Whole, "8"},
				"free": {b.Rooms[0].Free, "0"}, "free m2": {b.Rooms[0].FreeM2, "0"}, "free euros": {b.Rooms[0].FreeEUR, "0"},
			} {
				digits(t, what, f.got, f.want)
			}
			if b.Bind != "none" || b.Rooms[0].Bind != "none" || len(b.Services) != 1 || b.Services[0].ID != "care" || b.Rooms[0].Shared != (name == "a pool") {
				t.Errorf("%+v", b)
			}
			b = buildingOf(t, &r, "evenings", "house")
			digits(t, "rooms needed with evenings", b.Rooms[0].Needed, "5.128205")
			digits(t, "whole rooms with evenings", b.Rooms[0].Whole, "6")
			digits(t, "free rooms", b.Rooms[0].Free, "2")
			digits(t, "their m2", b.Rooms[0].FreeM2, "56")
			digits(t, "their rent", b.Rooms[0].FreeEUR, "14784")
			b = buildingOf(t, &r, "six", "house")
			digits(t, "rooms after giving back 2", b.Rooms[0].Rooms, "6")
			digits(t, "rent and running cost then", b.EUR, "150816")
			same(t, "the county's change at full effect", netOf(t, r, "six").County.V-netOf(t, r, "evenings").County.V, -14784)
		})
	}
}

// What others pay is apart from the cost, and what is known of the building is in its year.
func TestWhatABuildingBringsIn(t *testing.T) {
	b := leased(t, func(h *network.Building) {
		h.OutsideHours, h.OutsideEUR, h.Condition, h.BarrierFree, h.Near = 300, 25, "good", network.Yes, []string{"station", "mall"}
		h.Rooms = append(h.Rooms, network.RoomCount{Type: "group", N: 2})
	})
	r := run(t, b, engine.Settings{}, option("gone", &scenario.Close{Facility: "A"}))
	x := buildingOf(t, &r, "today", "house")
	same(t, "euros", x.EUR, 165600)
	same(t, "lent out", x.Lent, 7500)
	if x.Condition != "good" || x.BarrierFree != network.Yes || len(x.Near) != 2 || !x.InUse || !x.Divisible {
		t.Errorf("%+v", x)
	}
	if g := x.Rooms[1]; g.Type != "group" || g.Rooms != 2 || g.Available != 0 || g.Used != 0 || g.Free != 2 || !math.IsNaN(g.FreeM2) {
		t.Errorf("the group rooms that no service uses: %+v", g)
	}
	same(t, "near", r.Options[0].Near.V, 1)
	x = buildingOf(t, &r, "gone", "house")
	if x.InUse || x.EUR != 0 || x.Lent != 0 || x.Rooms != nil || x.Visits != 0 {
		t.Errorf("a building that is not in use: %+v", x)
	}
	// Rent and running cost are saved and the income is lost; staff stays without a point.
	same(t, "the county's change", netOf(t, r, "gone").County.V, -165600+7500)
}

// A building whose rooms bind names them.
func TestRoomsThatBind(t *testing.T) {
	r := run(t, leased(t, func(h *network.Building) { h.Rooms[0].N = 4 }), engine.Settings{})
	b := buildingOf(t, &r, "today", "house")
	same(t, "used", b.All().Used, 4*1750*0.75)
	same(t, "rooms needed for what is given", b.Rooms[0].Needed, 4)
	if b.Bind != "rooms" || b.Rooms[0].Bind != "rooms" {
		t.Errorf("%q, %q bind", b.Bind, b.Rooms[0].Bind)
	}
}

// Without a table of buildings there are none, and nothing is near.
func TestNoBuildingsNoYears(t *testing.T) {
	b := leased(t, nil)
	b.Network.Buildings = nil
	r := run(t, b, engine.Settings{})
	if r.Buildings != nil || r.Options[0].Near.Known {
		t.Errorf("%+v, %+v", r.Buildings, r.Options[0].Near)
	}
}
