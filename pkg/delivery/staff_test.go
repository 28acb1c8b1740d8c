package delivery_test

import (
	"math"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// line has three points on a line; the people of B live on its two sides.
func line() scene.World {
	return scene.World{Map: "Aa . . . p B q . . . Cc", People: map[string]scene.Folk{"a": {N: 64}, "p": {N: 96}, "q": {N: 32}, "c": {N: 64}}}
}

func TestStaffFollowClients(t *testing.T) {
	b := scene.Draw(t, line())
	scene.Point(t, b, "B:care").FTE[0] = 4
	d := scene.Deliver(t, b, scene.Choices{}, &scenario.Close{Facility: "B"})
	same(t, "positions at A", positions(t, d, "A:care"), 1+3)
	same(t, "positions at C", positions(t, d, "C:care"), 1+1)
	same(t, "positions in all", d.Outcome.Services[0].Positions(0), 6)
}

func TestStaffOfNewPoints(t *testing.T) {
	w := line()
	w.Points = []string{"A:care", "C:care"}
	open := func(fte float64) scenario.Change {
		return &scenario.Open{Facility: "B", Services: []string{"care"}, FTE: fte}
	}
	b := scene.Draw(t, w)
	scene.Point(t, b, "A:care").FTE[0] = 5
	scene.Point(t, b, "C:care").FTE[0] = 3
	d := scene.Deliver(t, b, scene.Choices{}, open(0)) // 96 of A's 160 and 32 of C's 96 go to B
	same(t, "positions that follow", positions(t, d, "B:care"), 3+1)
	same(t, "positions at A", positions(t, d, "A:care"), 2)
	d = scene.Deliver(t, b, scene.Choices{}, open(2)) // 2 are given, the other 6 are split as 2 to 2
	same(t, "positions given", positions(t, d, "B:care"), 2)
	same(t, "positions at A next to assigned ones", positions(t, d, "A:care"), 3)
	same(t, "positions in all", d.Outcome.Services[0].Positions(0), 8)
	d = scene.Deliver(t, b, scene.Choices{}, &scenario.Open{Facility: "B", Services: []string{"care"}, FTE: 2, Production: network.Purchased})
	same(t, "county's positions next to a provider's", d.Outcome.Services[0].Positions(0), 8)
	same(t, "positions at A next to a provider", positions(t, d, "A:care"), 5)
}

// An option cannot assign more positions than there are.
func TestGivenStaffIsNoMoreThanTheStaff(t *testing.T) {
	w := line()
	w.Points = []string{"A:care", "C:care"}
	d := scene.Deliver(t, scene.Draw(t, w), scene.Choices{}, &scenario.Open{Facility: "B", Services: []string{"care"}, FTE: 8})
	same(t, "positions at B", positions(t, d, "B:care"), 2)
	same(t, "positions at A", positions(t, d, "A:care"), 0)
}

func TestStaffHired(t *testing.T) {
	b := scene.Draw(t, line())
	n := math.NaN()
	d := scene.Deliver(t, b, scene.Choices{}, &scenario.SetCapacity{Facility: "B", Service: "care", FTE: 3, Rooms: n, FTEFactor: n, RoomsFactor: n})
	same(t, "positions at B", positions(t, d, "B:care"), 3)
	same(t, "positions at A", positions(t, d, "A:care"), 1)
	same(t, "positions in all", d.Outcome.Services[0].Positions(0), 5)
}

// A merger moves staff; it hires nobody.
func TestMergeHiresNobody(t *testing.T) {
	merge := &scenario.Merge{Facility: "B", Into: "A"}
	w := line()
	b := scene.Draw(t, w)
	scene.Point(t, b, "B:care").FTE[0] = 4
	d := scene.Deliver(t, b, scene.Choices{}, merge)
	same(t, "positions in all", d.Outcome.Services[0].Positions(0), 6)
	same(t, "positions at A", positions(t, d, "A:care"), 5)
	same(t, "positions at C", positions(t, d, "C:care"), 1)
	w.Points = []string{"B:care", "C:care"} // A lacks the service and gets it
	b = scene.Draw(t, w)
	scene.Point(t, b, "B:care").FTE[0] = 4
	d = scene.Deliver(t, b, scene.Choices{}, merge)
	same(t, "positions in all, moved whole", d.Outcome.Services[0].Positions(0), 5)
	same(t, "positions at A, moved whole", positions(t, d, "A:care"), 4)
}

// Today is its own reference: no position moves, to the bit.
func TestStaffOfTodayStay(t *testing.T) {
	b := scene.Draw(t, line())
	for i, fte := range []float64{0.3, 1.7, 2.9} {
		b.Network.Points[i].FTE[0] = fte
	}
	d := scene.Deliver(t, b, scene.Choices{})
	for i, id := range []string{"A:care", "B:care", "C:care"} {
		if got := positions(t, d, id); got != b.Network.Points[i].FTE[0] {
			t.Errorf("%s has %v positions, today %v", id, got, b.Network.Points[i].FTE[0])
		}
	}
}

// Staff does not follow mobility-limited people to a point that is not
// barrier-free, since those people do not use it.
func TestStaffFollowTheLimitedToo(t *testing.T) {
	w := line()
	w.Set = map[string]float64{"population.mobility_limited_share.all": 0.25}
	b := scene.Draw(t, w)
	scene.Point(t, b, "B:care").FTE[0] = 4
	scene.Facility(t, b, "A").BarrierFree = network.No
	d := scene.Deliver(t, b, scene.Choices{}, &scenario.Close{Facility: "B"})
	// A's own limited people are B's clients today. 24 of p and 16 of a are
	// limited and go on to C with all of q; 72 go to A: 72 of 144 of B's
	// clients.
	same(t, "positions at A", positions(t, d, "A:care"), 1+2)
	same(t, "positions at C", positions(t, d, "C:care"), 1+2)
}
