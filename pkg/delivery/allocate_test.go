package delivery_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// chairs has three clinics on a line, with 64, 32 and 32 people. A position serves 16
// a year and a room 32, so that today all have the positions and the rooms that they
// need, and C twice as many rooms.
func chairs(t *testing.T) *scenario.Base {
	w := scene.World{Map: "Aa . . . . . Bb . . Cc", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 32}, "c": {N: 32}},
		Set: map[string]float64{"staff.productive_hours_fte": 16, "premises.room_hours_year.office": 32, "premises.room_hours_year.with_evenings": 64}}
	b := scene.Draw(t, w)
	for id, has := range map[string][2]float64{"A:care": {4, 2}, "B:care": {2, 1}, "C:care": {2, 2}} {
		p := scene.Point(t, b, id)
		p.FTE[0], p.Rooms = has[0], has[1]
	}
	return b
}

// rooms returns the rooms of a point after an option.
func rooms(t *testing.T, d scene.Delivered, id string) float64 {
	return scene.Point(t, d.County, id).Rooms
}

// The clients of a closed clinic go to B, and so do its chairs; the one that nobody
// needs is shed.
func TestRoomsFollowClients(t *testing.T) {
	b := chairs(t)
	closed := &scenario.Close{Facility: "C"}
	d := scene.Deliver(t, b, scene.Choices{}, closed)
	same(t, "served where the chairs stay behind", d.Served[0].Given(), 64+32)
	d = scene.Deliver(t, b, scene.Choices{Fit: scenario.Fit{Rooms: true}}, closed)
	same(t, "served where the chairs follow", d.Served[0].Given(), 128)
	same(t, "rooms at A", rooms(t, d, "A:care"), 2)
	same(t, "rooms at B", rooms(t, d, "B:care"), 2)
	same(t, "positions at B, which followed the clients", positions(t, d, "B:care"), 4)
	same(t, "rooms of the county as it is", scene.Point(t, b, "B:care").Rooms, 1)
}

// Longer hours need fewer rooms, and remote contacts too.
func TestRoomsAreShed(t *testing.T) {
	how := scene.Choices{Fit: scenario.Fit{Rooms: true}}
	d := scene.Deliver(t, chairs(t), how, &scenario.SetHours{Facilities: []string{"A"}, Hours: network.Hours{Office: network.AllWeek, Evening: network.AllWeek}})
	same(t, "rooms at A, open twice as long", rooms(t, d, "A:care"), 1)
	same(t, "rooms at C, which nobody needed", rooms(t, d, "C:care"), 1)
	same(t, "served", d.Served[0].Given(), 128)
	d = scene.Deliver(t, chairs(t), how, &scenario.AddRemote{Service: "care", Share: 0.5})
	same(t, "rooms at A, with half of the contacts remote", rooms(t, d, "A:care"), 1)
	same(t, "rooms at B, at least one", rooms(t, d, "B:care"), 1)
}

// There are no more rooms than today: where they are too few, the room that would
// serve fewest goes.
func TestNoMoreRoomsThanToday(t *testing.T) {
	b := chairs(t)
	scene.Point(t, b, "C:care").Rooms = 1
	scene.Point(t, b, "A:care").FTE[0] = 2.5 // serves 40: its second room would serve 8
	d := scene.Deliver(t, b, scene.Choices{Fit: scenario.Fit{Rooms: true}},
		&scenario.SetHours{Facilities: []string{"B", "C"}, Hours: network.Hours{Office: 0b00111}}) // a room serves 19.2
	same(t, "rooms in all", rooms(t, d, "A:care")+rooms(t, d, "B:care")+rooms(t, d, "C:care"), 4)
	same(t, "rooms at A", rooms(t, d, "A:care"), 1)
	same(t, "rooms at C", rooms(t, d, "C:care"), 2)
	same(t, "served", d.Served[0].Given(), 32+19.2+32)
}

// Positions are distributed so that all points serve the same share of their first
// choices, and their sum stays.
func TestStaffByFirstChoices(t *testing.T) {
	b := chairs(t)
	for id, fte := range map[string]float64{"A:care": 1, "B:care": 3, "C:care": 2} {
		p := scene.Point(t, b, id)
		p.FTE[0], p.Rooms = fte, 0
	}
	evening := &scenario.SetHours{Facilities: []string{"A"}, Hours: network.Hours{Office: network.AllWeek, Evening: 1}}
	d := scene.Deliver(t, b, scene.Choices{}, evening)
	same(t, "served where staff stays", d.Served[0].Given(), 16+32+32)
	d = scene.Deliver(t, b, scene.Choices{Fit: scenario.Fit{Staff: true}}, evening)
	same(t, "served", d.Served[0].Given(), 6*16)
	same(t, "positions at A", positions(t, d, "A:care"), 3)
	same(t, "positions at B", positions(t, d, "B:care"), 1.5)
	same(t, "positions in all", d.Outcome.Services[0].Positions(0), 6)
	d = scene.Deliver(t, b, scene.Choices{Fit: scenario.Fit{Staff: true}, Least: 2}, evening)
	same(t, "positions at B, which keeps two", positions(t, d, "B:care"), 2)
	same(t, "positions at C, which keeps two", positions(t, d, "C:care"), 2)
	same(t, "served with two everywhere", d.Served[0].Given(), 32+32+32)
}

// Rooms bound what staff can do: it goes where there are rooms.
func TestStaffWhereRoomsAre(t *testing.T) {
	b := chairs(t)
	scene.Point(t, b, "A:care").Rooms = 1
	scene.Point(t, b, "B:care").FTE[0] = 1
	evening := &scenario.SetHours{Facilities: []string{"C"}, Hours: network.Hours{Office: network.AllWeek, Evening: 1}}
	d := scene.Deliver(t, b, scene.Choices{}, evening)
	same(t, "served where staff stays", d.Served[0].Given(), 32+16+32)
	d = scene.Deliver(t, b, scene.Choices{Fit: scenario.Fit{Staff: true}}, evening)
	same(t, "served", d.Served[0].Given(), 32+32+32)
}

// A service that the option does not change keeps its rooms and its staff, however
// they are.
func TestUntouchedServicesAreNotFitted(t *testing.T) {
	w := line()
	w.Services = []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")}
	b := scene.Draw(t, w)
	scene.Point(t, b, "A:teeth").Rooms = 7
	scene.Point(t, b, "A:care").Rooms = 7
	d := scene.Deliver(t, b, scene.Choices{Fit: scenario.Fit{Rooms: true, Staff: true}}, &scenario.Close{Facility: "B", Services: []string{"care"}})
	same(t, "rooms of the other service", rooms(t, d, "A:teeth"), 7)
	same(t, "rooms of the service", rooms(t, d, "A:care"), 1)
}

// Whatever the county and the option: fitting serves no fewer contacts, conserves the
// positions of each profession, and has no more rooms than today or than without it.
func TestFitNeverServesFewer(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b, changes := random(rt, t), some(rt)
		for i := range b.Network.Points {
			b.Network.Points[i].Provider = false
		}
		if len(changes) == 0 {
			return
		}
		how := scene.Choices{Free: rapid.Bool().Draw(rt, "choice")}
		without := scene.Deliver(t, b, how, changes...)
		how.Fit = scenario.Fit{Rooms: rapid.Bool().Draw(rt, "rooms"), Staff: rapid.Bool().Draw(rt, "staff")}
		if !how.Fit.Any() {
			return
		}
		how.Least = float64(rapid.IntRange(0, 2).Draw(rt, "least"))
		d := scene.Deliver(t, b, how, changes...)
		for s := range d.Served {
			if got, was := d.Served[s].Given(), without.Served[s].Given(); got < was*(1-1e-12) {
				rt.Fatalf("%g contacts given, %g without a fit", got, was)
			}
			v, w := &d.Outcome.Services[s], &without.Outcome.Services[s]
			for p := range d.County.Network.Services[s].Staff {
				equal(rt, "positions", positionsOf(v, p), positionsOf(w, p))
			}
			today := 0.0
			for i := range b.Network.Points {
				if b.Network.Points[i].Service == s {
					today += b.Network.Points[i].Rooms
				}
			}
			if got, was := roomsOf(&d, s), roomsOf(&without, s); how.Fit.Rooms && got > math.Max(math.Max(today, was), float64(len(v.Points))) {
				rt.Fatalf("%g rooms, today %g, without a fit %g", got, today, was)
			}
		}
	})
}

// positionsOf adds up the positions at all points.
func positionsOf(v *delivery.Service, profession int) float64 {
	sum := 0.0
	for k := range v.Points {
		sum += v.PositionsAt(k, profession)
	}
	return sum
}

// roomsOf adds up the rooms that a service has or needs.
func roomsOf(d *scene.Delivered, s int) float64 {
	sum := 0.0
	for _, pl := range d.Served[s].Points {
		sum += pl.Rooms
	}
	return sum
}
