package delivery_test

import (
	"math"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

func closeTo(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(b)) }

// same fails the test where a figure is not the predicted one.
func same(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !closeTo(got, want) {
		t.Errorf("%s is %v, predicted %v", what, got, want)
	}
}

// town is 1,024 people at A and the same at B, ten kilometres apart, with a
// need of one contact each.
func town() scene.World {
	return scene.World{Map: "Aa . . . . . . . . . Bb", People: map[string]scene.Folk{"a": {N: 1024}, "b": {N: 1024}}}
}

// village is 1,024 people at A.
func village() scene.World {
	return scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 1024}}}
}

func pointAt(t *testing.T, d scene.Delivered, id string) delivery.PointLoad {
	t.Helper()
	for s := range d.Served {
		for _, pl := range d.Served[s].Points {
			if d.County.Network.Points[pl.Point].ID == id {
				return pl
			}
		}
	}
	t.Fatalf("no load at %s", id)
	return delivery.PointLoad{}
}

func positions(t *testing.T, d scene.Delivered, id string) float64 {
	t.Helper()
	v := &d.Outcome.Services[0]
	for k, i := range v.Points {
		if d.County.Network.Points[i].ID == id {
			return v.PositionsAt(k, 0)
		}
	}
	t.Fatalf("no point %s", id)
	return 0
}

func TestCapacityIsTheLeastAndIsNamed(t *testing.T) {
	tests := []struct {
		name       string
		fte, rooms float64
		seen       float64
		bind       string
	}{
		{"staff", 0.5, 0, 512, "staff"},
		{"rooms", 1, 0.25, 256, "rooms"},
		{"both, rooms less", 0.5, 0.25, 256, "rooms"},
		{"both, staff less", 0.125, 0.25, 128, "staff"},
		{"enough", 1, 1, 1024, ""},
		{"more than enough", 4, 4, 1024, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := scene.Draw(t, village())
			p := scene.Point(t, b, "A:care")
			p.FTE[0], p.Rooms = tt.fte, tt.rooms
			d := scene.Deliver(t, b, scene.Choices{})
			s := &d.Served[0]
			same(t, "need", s.Need, 1024)
			same(t, "seen", s.Seen, tt.seen)
			same(t, "share", s.Share, tt.seen/1024)
			same(t, "lost to staff and rooms", s.LostStaff+s.LostRooms, 1024-tt.seen)
			if got := s.Bottleneck(); got != tt.bind {
				t.Errorf("the bottleneck is %q, predicted %q", got, tt.bind)
			}
		})
	}
}

func TestEveryProfessionCanBind(t *testing.T) {
	w := village()
	w.Services = []network.Service{scene.Service("care", "doctor", "nurse")}
	w.Set = map[string]float64{"staff.fill_rate.nurse": 0.5, "minutes.care.nurse": 15}
	b := scene.Draw(t, w)
	scene.Point(t, b, "A:care").FTE = []float64{1, 0.25} // 1,024 and 0.25 x 0.5 x 1,024 x 4
	d := scene.Deliver(t, b, scene.Choices{})
	same(t, "seen", d.Served[0].Seen, 512)
}

// A bus out 64 days of 4 hours sees 2 clients an hour: 512 a year. Its crew has
// 256 hours, which at 60 minutes per contact is 256 contacts.
func TestVehicleBinds(t *testing.T) {
	for _, tt := range []struct {
		name    string
		minutes float64
		bus     float64 // contacts that the bus can serve
	}{{"crew hours", 60, 256}, {"vehicle hours", 15, 512}} {
		t.Run(tt.name, func(t *testing.T) {
			w := town()
			w.Points = []string{"B:care"}
			w.Set = map[string]float64{"minutes.care.nurse": tt.minutes}
			b := scene.Draw(t, w)
			scene.Point(t, b, "B:care").FTE[0] = 1.25 // 1,280 hours, 256 of them on board
			d := scene.Deliver(t, b, scene.Choices{}, bus("A", 0b11111))
			stop := pointAt(t, d, "A:care:bus")
			same(t, "load at the stop", stop.Load, 1024)
			same(t, "seen at the stop", stop.Seen, tt.bus)
			if stop.Bind != "vehicle" {
				t.Errorf("%q binds at the stop, predicted the vehicle", stop.Bind)
			}
			office := pointAt(t, d, "B:care")
			same(t, "overflow at the full point", office.Load, 1024+1024-tt.bus)
			same(t, "capacity left at B", office.Capacity, 1024*60/tt.minutes)
			same(t, "hours of the staff", d.Served[0].StaffHours, 1280)
		})
	}
}

func bus(facility string, days uint8) scenario.Change {
	return &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"},
		Stops: []scenario.Stop{{Facility: facility, Days: days}}}
}

// The crew is never larger than the staff.
func TestCrewIsNoMoreThanTheStaff(t *testing.T) {
	w := town()
	w.Points = []string{"B:care"}
	b := scene.Draw(t, w)
	scene.Point(t, b, "B:care").FTE[0] = 0.125 // 128 hours, the bus would take 256
	d := scene.Deliver(t, b, scene.Choices{}, bus("A", 0b11111))
	same(t, "seen at the stop", pointAt(t, d, "A:care:bus").Seen, 128)
	same(t, "seen in all", d.Served[0].Seen, 128)
}

// A unit with two stops gives each the share of its days, and each service on
// board the share of its need there. It works on four of the five weekdays.
func TestUnitIsSharedByDaysAndNeed(t *testing.T) {
	w := scene.World{Map: "Aa . . . . . . . . . Bb . . . . . . . . . . . . C", People: map[string]scene.Folk{"a": {N: 1024}, "b": {N: 1024}},
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")},
		Points:   []string{"C:care", "C:teeth"}, Set: map[string]float64{"rate.teeth.all": 3, "minutes.care.nurse": 1, "minutes.teeth.dentist": 1}}
	b := scene.Draw(t, w)
	change := &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care", "teeth"},
		Stops: []scenario.Stop{{Facility: "A", Days: 0b00111}, {Facility: "B", Days: 0b01000}}}
	d := scene.Deliver(t, b, scene.Choices{}, change)
	for id, want := range map[string]float64{"A:care:bus": 96 * 0.8, "A:teeth:bus": 288 * 0.8, "B:care:bus": 32 * 0.8, "B:teeth:bus": 96 * 0.8} {
		same(t, "capacity of "+id, pointAt(t, d, id).Capacity, want)
	}
}

func TestPartTimePointsOverflowToTheNearestFullOne(t *testing.T) {
	b := scene.Draw(t, town())
	p := scene.Point(t, b, "A:care")
	p.FTE[0], p.Visiting, p.Hours = 0.25, true, network.Hours{Office: 0b00011}
	scene.Point(t, b, "B:care").FTE[0] = 1.5
	d := scene.Deliver(t, b, scene.Choices{})
	same(t, "seen at A", pointAt(t, d, "A:care").Seen, 256)
	same(t, "load at B", pointAt(t, d, "B:care").Load, 1024+768)
	same(t, "seen at B", pointAt(t, d, "B:care").Seen, 1536)
	same(t, "lost", d.Served[0].LostStaff, 2048-256-1536)
	v := d.Served[0].Visits
	n, minutes := 0.0, 0.0
	for k := range v.N {
		n, minutes = n+v.N[k], minutes+v.Minutes[k]
	}
	same(t, "visits", n, 2048)
	same(t, "minutes of the 768 who travel 10 km", minutes, 768*120)
}

// Without a full point to overflow to, a part-time point loses the contacts
// above its capacity.
func TestPartTimePointAlone(t *testing.T) {
	b := scene.Draw(t, village())
	p := scene.Point(t, b, "A:care")
	p.FTE[0], p.Visiting = 0.25, true
	d := scene.Deliver(t, b, scene.Choices{})
	same(t, "seen", d.Served[0].Seen, 256)
	same(t, "lost", d.Served[0].LostStaff, 768)
}

func TestVisitingPointLosesTravelTime(t *testing.T) {
	w := town()
	w.Points = []string{"A:care"}
	w.Set = map[string]float64{"economy.fte_travel_loss_per_extra_site": 0.25}
	b := scene.Draw(t, w)
	scene.Point(t, b, "A:care").FTE[0] = 2
	open := &scenario.Open{Facility: "B", Services: []string{"care"}, Visiting: true}
	d := scene.Deliver(t, b, scene.Choices{}, open)
	same(t, "positions at B", positions(t, d, "B:care"), 1)
	same(t, "capacity at B", pointAt(t, d, "B:care").Capacity, 768)
	same(t, "capacity at A", pointAt(t, d, "A:care").Capacity, 1024)
	open.Visiting = false
	d = scene.Deliver(t, b, scene.Choices{}, open)
	same(t, "capacity at B, open all week", pointAt(t, d, "B:care").Capacity, 1024)
}

func TestServiceWithoutPoints(t *testing.T) {
	b := scene.Draw(t, village())
	d := scene.Deliver(t, b, scene.Choices{}, &scenario.Close{Facility: "A"})
	s := &d.Served[0]
	same(t, "no point", s.NoPoint, 1024)
	same(t, "served", s.Share, 0)
	same(t, "positions kept", d.Outcome.Services[0].Positions(0), 1)
	if s.Bottleneck() != "no point" {
		t.Errorf("the bottleneck is %q", s.Bottleneck())
	}
}

// A nurse on a doctors' bus comes from the nurses' service, which has no part
// on board.
func TestLentCrew(t *testing.T) {
	w := town()
	w.Services = []network.Service{scene.Service("doctor", "gp"), scene.Service("nurse", "nurse"), scene.Service("also", "nurse")}
	w.Points = []string{"B:doctor", "B:nurse", "B:also"}
	w.Words = map[string]string{"mobile.bus.crew": "gp nurse driver"}
	change := bus("A", 0b11111)
	change.(*scenario.AddMobile).Services = []string{"doctor"}
	d := scene.Deliver(t, scene.Draw(t, w), scene.Choices{}, change)
	same(t, "doctors left at B", pointAt(t, d, "B:doctor").Capacity, 768)
	same(t, "nurses left at B", pointAt(t, d, "B:nurse").Capacity, 768)
	same(t, "the other nurses", pointAt(t, d, "B:also").Capacity, 1024)
}

// A bus has its yearly days for all weekdays: on one of five it gives a fifth.
func TestVehicleWorksOnTheDaysOfItsStops(t *testing.T) {
	w := town()
	w.Points = []string{"B:care"}
	all := pointAt(t, scene.Deliver(t, scene.Draw(t, w), scene.Choices{}, bus("A", 0b11111)), "A:care:bus").Capacity
	for days, part := range map[uint8]float64{0b00001: 0.2, 0b01010: 0.4, 0b11110: 0.8, 0b11111: 1} {
		d := scene.Deliver(t, scene.Draw(t, w), scene.Choices{}, bus("A", days))
		same(t, "capacity at the stop", pointAt(t, d, "A:care:bus").Capacity, all*part)
	}
}
