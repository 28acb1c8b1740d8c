package delivery_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// house is 1,024 people at a building with care and teeth, each with staff for all: care
// takes an hour in a room and teeth half an hour. with changes the building.
func house(t testing.TB, with func(*network.Building)) *scenario.Base {
	t.Helper()
	w := scene.World{Map: "ABa . . . . . . . . . Cc", People: map[string]scene.Folk{"a": {N: 1024}, "c": {N: 512}},
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")},
		Points:   []string{"A:care", "B:teeth", "C:care"}, Set: map[string]float64{"client_minutes.teeth": 30}}
	b := scene.Draw(t, w)
	for i := range b.Network.Points {
		b.Network.Points[i].FTE[0], b.Network.Points[i].Rooms = 8, 8
	}
	nan := math.NaN()
	h := network.Building{ID: "house", Name: "House", Kind: network.Leased, RentM2: nan, Fixed: nan, Notice: nan,
		Facilities: []int{b.Network.Facility("A"), b.Network.Facility("B")}}
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

func types(list ...network.RoomCount) func(*network.Building) {
	return func(b *network.Building) { b.Rooms = list }
}

// One reception room is open 1,024 hours. Care needs 1,024 hours there and teeth, to which
// those at C come too as it is given nowhere else, 768: all get 1,024 of 1,792.
func TestServicesShareTheRoomsOfATypeInTheSamePart(t *testing.T) {
	d := scene.Deliver(t, house(t, types(network.RoomCount{Type: "reception", N: 1})), scene.Choices{})
	part := 1024. / 1792
	for id, load := range map[string]float64{"A:care": 1024, "B:teeth": 1536} {
		pl := pointAt(t, d, id)
		same(t, id+": load", pl.Load, load)
		same(t, id+": seen", pl.Seen, part*load)
		same(t, id+": rooms that the cost is divided by", pl.Rooms, 8)
		if pl.Bind != "rooms" {
			t.Errorf("%s: %q binds", id, pl.Bind)
		}
	}
	same(t, "seen outside the building", pointAt(t, d, "C:care").Seen, 512)
	if n := len(d.Outcome.Pools); n != 1 {
		t.Fatalf("%d pools", n)
	}
	same(t, "part of care", d.Outcome.Pools[0].Part[0], 1024./1792)
	same(t, "part of teeth", d.Outcome.Pools[0].Part[1], 768./1792)
	// A fortieth of a room more, of which care has its part.
	same(t, "one more room hour of care", oneMore(t, d, "A:care").RoomHour, part*1024/40)
	same(t, "one more room hour of teeth", oneMore(t, d, "B:teeth").RoomHour, 2*768/1792.*1024/40)
}

// The rooms are open in the widest hours of their services: 1,536 hours with evenings.
func TestAPoolIsOpenInTheWidestHours(t *testing.T) {
	b := house(t, types(network.RoomCount{Type: "reception", N: 1}))
	scene.Point(t, b, "B:teeth").Hours.Evening = network.AllWeek
	d := scene.Deliver(t, b, scene.Choices{})
	same(t, "seen of care", pointAt(t, d, "A:care").Seen, 1536./1792*1024)
	same(t, "seen of teeth", pointAt(t, d, "B:teeth").Seen, 1536./1792*1536)
}

// Types of rooms are pools of their own, and a service in the host's rooms has its own.
func TestTypesOfRoomsAreApart(t *testing.T) {
	b := house(t, types(network.RoomCount{Type: "reception", N: 0.25}, network.RoomCount{Type: "dental", N: 0.5}))
	b.Network.Services[1].RoomType = "dental"
	d := scene.Deliver(t, b, scene.Choices{})
	same(t, "seen of care", pointAt(t, d, "A:care").Seen, 256)
	same(t, "seen of teeth", pointAt(t, d, "B:teeth").Seen, 1024)
	b = house(t, types(network.RoomCount{Type: "reception", N: 0.25}))
	b.Network.Services[1].RoomType = network.PartnerRoom
	d = scene.Deliver(t, b, scene.Choices{})
	same(t, "seen of care", pointAt(t, d, "A:care").Seen, 256)
	same(t, "seen of teeth in the host's rooms", pointAt(t, d, "B:teeth").Seen, 1536)
}

// A pool without rooms serves nobody: 0 there does not mean as many as the load needs.
func TestAPoolOfNoRoomsServesNobody(t *testing.T) {
	d := scene.Deliver(t, house(t, types(network.RoomCount{Type: "reception", N: 0})), scene.Choices{})
	same(t, "seen of care", pointAt(t, d, "A:care").Seen, 0)
	same(t, "seen of teeth", pointAt(t, d, "B:teeth").Seen, 0)
}

// Planned remote contacts leave the rooms: the part of care falls to half its contacts.
func TestRemoteContactsLeaveThePool(t *testing.T) {
	b := house(t, types(network.RoomCount{Type: "reception", N: 1}))
	d := scene.Deliver(t, b, scene.Choices{}, &scenario.AddRemote{Service: "care", Share: 0.5})
	same(t, "part of care", d.Outcome.Pools[0].Part[0], 512./(512+768))
	same(t, "seen of care", pointAt(t, d, "A:care").Seen, 1024./1280*512)
	same(t, "seen of teeth", pointAt(t, d, "B:teeth").Seen, 1024./1280*1536)
}

// Rooms that an option gives back are of the type that its services have left.
func TestRoomsGivenBackLeaveThePool(t *testing.T) {
	b := house(t, types(network.RoomCount{Type: "reception", N: 1}, network.RoomCount{Type: "dental", N: 8}))
	b.Network.Services[1].RoomType = "dental"
	nan := math.NaN()
	fewer := &scenario.SetCapacity{Facility: "B", Service: "teeth", Rooms: 2, FTE: nan, FTEFactor: nan, RoomsFactor: nan}
	back := &scenario.SetCapacity{Building: "house", Rooms: 10, FTE: nan, FTEFactor: nan, RoomsFactor: nan}
	d := scene.Deliver(t, b, scene.Choices{}, fewer, back)
	same(t, "reception", d.Outcome.Pools[0].Rooms, 1)
	same(t, "dental", d.Outcome.Pools[1].Rooms, 2)
}

// A pool of one service with the rooms of its point changes nothing.
func TestAPoolOfOneServiceIsItsRooms(t *testing.T) {
	property.Check(t, func(r *rapid.T) {
		b := random(r, t)
		n := b.Network
		free := rapid.Bool().Draw(r, "free choice")
		for i := range n.Points {
			n.Points[i].Rooms = rapid.Float64Range(0.001, 0.2).Draw(r, "rooms")
			if rapid.Bool().Draw(r, "evenings") {
				n.Points[i].Hours.Evening = network.AllWeek
			}
		}
		before := scene.Deliver(t, b, scene.Choices{Free: free})
		nan := math.NaN()
		n.Services[1].RoomType = "dental"
		for f := range n.Facilities {
			h := network.Building{ID: "house_" + n.Facilities[f].ID, Kind: network.Leased, RentM2: nan, Fixed: nan, Notice: nan, Facilities: []int{f}}
			for i := range n.Points {
				if p := &n.Points[i]; p.Facility == f {
					h.Rooms = append(h.Rooms, network.RoomCount{Type: n.Services[p.Service].Room(), N: p.Rooms})
				}
			}
			n.Buildings = append(n.Buildings, h)
		}
		n.Occupy()
		after := scene.Deliver(t, b, scene.Choices{Free: free})
		for s := range before.Served {
			if x, y := before.Served[s].Given(), after.Served[s].Given(); x != y {
				r.Fatalf("service %d gives %v contacts, with a pool %v", s, x, y)
			}
			for k, pl := range before.Served[s].Points {
				if pl != after.Served[s].Points[k] {
					r.Fatalf("%+v, with a pool %+v", pl, after.Served[s].Points[k])
				}
			}
		}
	})
}

// Where rooms bind at all points of a pool, all serve the same share of their contacts in
// person, and the pool's hours are used in full.
func TestAFullPoolServesTheSameShare(t *testing.T) {
	property.Check(t, func(r *rapid.T) {
		b := random(r, t)
		n := b.Network
		for i := range n.Points {
			n.Points[i].Rooms, n.Points[i].Provider, n.Points[i].Visiting = 1, false, false
			for f := range n.Points[i].FTE {
				n.Points[i].FTE[f] = 1e6
			}
		}
		nan := math.NaN()
		h := network.Building{ID: "house", Kind: network.Leased, RentM2: nan, Fixed: nan, Notice: nan}
		h.Rooms = []network.RoomCount{{Type: network.Reception, N: rapid.Float64Range(0.0001, 0.01).Draw(r, "rooms")}}
		for f := range n.Facilities {
			h.Facilities = append(h.Facilities, f)
		}
		n.Buildings = []network.Building{h}
		n.Occupy()
		d := scene.Deliver(t, b, scene.Choices{})
		hours, first, share := 0.0, 0.0, math.NaN()
		for s := range d.Served {
			for _, pl := range d.Served[s].Points {
				hours, first = hours+pl.Seen, first+pl.First // an hour each
				if pl.First == 0 {
					continue
				}
				if math.IsNaN(share) {
					share = pl.Seen / pl.First
				}
				if !closeTo(pl.Seen/pl.First, share) {
					r.Fatalf("a point serves %v of its contacts, another %v", pl.Seen/pl.First, share)
				}
			}
		}
		if want := math.Min(first, h.Rooms[0].N*1024); !closeTo(hours, want) {
			r.Fatalf("%v room hours are used, expected %v", hours, want)
		}
	})
}
