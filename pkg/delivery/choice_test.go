package delivery_test

import (
	"math"
	"math/rand/v2"
	"strings"
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

var free = scene.Choices{Free: true}

// halving is a decay of choice that halves a point's weight in 12 minutes, which
// is a kilometre.
const halving = math.Ln2 / 12

// Of 768 people at A, two in three choose A and the others B, 12 minutes away. A
// can serve 256 of its 512: half of the rest is willing to go on.
func TestOverflowBetweenTwoStations(t *testing.T) {
	for _, tt := range []struct {
		name             string
		atB              float64 // positions
		seen, load       float64 // at B
		unmet, none, all float64
	}{
		{"room for all", 0.5, 384, 384, 128, 512, 768},
		{"room for some", 0.3125, 320, 320, 192, 512, 576},
		{"no room", 0.25, 256, 256, 256, 512, 512},
		{"both full", 0.125, 128, 256, 256 + 128, 384, 384},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 768}}, Set: map[string]float64{"assignment.decay_per_min": halving}})
			scene.Point(t, b, "A:care").FTE[0], scene.Point(t, b, "B:care").FTE[0] = 0.25, tt.atB
			d := scene.Deliver(t, b, free)
			x, at := &d.Served[0], pointAt(t, d, "A:care")
			same(t, "first choices of A", at.First, 512)
			same(t, "seen at A", at.Seen, 256)
			same(t, "load at A, with those who stay unmet", at.Load, 256+tt.unmet-(tt.load-tt.seen))
			at = pointAt(t, d, "B:care")
			same(t, "first choices of B", at.First, 256)
			same(t, "seen at B", at.Seen, tt.seen)
			same(t, "load at B", at.Load, tt.load)
			same(t, "sent on", x.SentOn, math.Max(0, tt.seen-256))
			same(t, "lost", x.LostStaff, tt.unmet)
			same(t, "share if nobody moves on", x.IfNoneMove*768, tt.none)
			var all delivery.Served
			d.Model.MovesOn = 1
			delivery.ByCell(d.Demand, d.Model, d.County.Network, d.Outcome, 0, 1, delivery.NoBoost(), nil, &all)
			same(t, "share if everybody moves on", all.Share*768, tt.all)
			same(t, "minutes", sum(x.Visits.Minutes), 12*(256+x.SentOn))
			same(t, "journeys", sum(x.Visits.N), 768)
		})
	}
}

// A point that more people come to than it has room for takes the same share of
// all, and the rest goes on once more: 85 of 128 come to B, which takes 32, and
// all others end at C.
func TestOverflowGoesOnInRounds(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B C", People: map[string]scene.Folk{"a": {N: 448}}, Set: map[string]float64{"assignment.decay_per_min": halving, "assignment.moves_on": 1}})
	for id, fte := range map[string]float64{"A": 0.125, "B": 0.15625, "C": 0.25} {
		scene.Point(t, b, id+":care").FTE[0] = fte
	}
	d := scene.Deliver(t, b, free)
	for id, seen := range map[string]float64{"A": 128, "B": 128 + 32, "C": 64 + 96} {
		same(t, "seen at "+id, pointAt(t, d, id+":care").Seen, seen)
	}
	same(t, "minutes", sum(d.Served[0].Visits.Minutes), 12*128+24*64+12*32+24*96)
}

// Who chose a point first keeps it, and newcomers from both sides share the room
// in proportion: of 256 who come from the left and 128 from the right B takes a
// quarter.
func TestNewcomersShareTheRoom(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa . . . . . B . . . . . Cc", People: map[string]scene.Folk{"a": {N: 512}, "c": {N: 256}}, West: 4,
		Set: map[string]float64{"assignment.decay_per_min": 0, "assignment.limit_min": 72, "assignment.moves_on": 1}})
	scene.Point(t, b, "A:care").FTE[0], scene.Point(t, b, "C:care").FTE[0] = 0, 0 // nobody is served there
	scene.Point(t, b, "B:care").FTE[0] = (384 + 96) / 1024.
	d := scene.Deliver(t, b, free)
	same(t, "first choices of B", pointAt(t, d, "B:care").First, 256+128)
	same(t, "seen at B", pointAt(t, d, "B:care").Seen, 384+96)
	same(t, "unmet at A", pointAt(t, d, "A:care").Load, 256-64)
	same(t, "unmet at C", pointAt(t, d, "C:care").Load, 128-32)
}

// Open days weigh as attraction does.
func TestChoiceByOpenDays(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 576}}, Set: map[string]float64{"assignment.decay_per_min": halving}})
	scene.Point(t, b, "A:care").Hours = network.Hours{Office: 0b00001}
	d := scene.Deliver(t, b, free)
	same(t, "first choices of A, open a day in five", pointAt(t, d, "A:care").First, 576*(1./5)/(1./5+1./2))
}

// valley has two stations 12 minutes apart with 768 people at the first, of whom
// two in three choose it by the way alone.
func valley(t *testing.T, shares ...float64) *scenario.Base {
	b := scene.Draw(t, scene.World{Map: "Aa B . . . . . . . . Cc", People: map[string]scene.Folk{"a": {N: 768}, "c": {N: 256}}, West: 5, Set: map[string]float64{"assignment.decay_per_min": halving}})
	b.Grid.Areas[0].Municipality, b.Grid.Areas[1].Municipality = "V", "K"
	for f, share := range shares {
		b.Network.Shares = append(b.Network.Shares, network.Share{Facility: f, Value: share})
	}
	return b
}

// The shares are of A and B, whatever they add up to. C is 10 km off and keeps
// what its own people need.
func TestAttractionsAreFittedToShares(t *testing.T) {
	d := scene.Deliver(t, valley(t, 0.2, 0.6), free)
	if fit := d.Choice.Fits[0]; !fit.Fitted() {
		t.Fatalf("not fitted: %+v", fit)
	}
	same(t, "A", pointAt(t, d, "A:care").First, 192)
	same(t, "B", pointAt(t, d, "B:care").First, 576)
	same(t, "C", pointAt(t, d, "C:care").First, 256)
	a, bb, c := d.Choice.Attraction("A:care"), d.Choice.Attraction("B:care"), d.Choice.Attraction("C:care")
	same(t, "B draws 6 times as much as A", bb/a, 6)
	same(t, "the geometric mean, weighted by visits", (192*math.Log(a)+576*math.Log(bb)+256*math.Log(c))/1024, 0)
}

// The station of a municipality without shares gets what its own people need, though
// people of either one may go to the other: here it is only two kilometres off.
func TestMunicipalityWithoutSharesHasItsOwnNeed(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B Cc", People: map[string]scene.Folk{"a": {N: 768}, "c": {N: 256}}, West: 2, Set: map[string]float64{"assignment.decay_per_min": halving}})
	b.Grid.Areas[0].Municipality, b.Grid.Areas[1].Municipality = "V", "K"
	b.Network.Shares = []network.Share{{Facility: 0, Value: 0.2}, {Facility: 1, Value: 0.6}}
	d := scene.Deliver(t, b, free)
	if !d.Choice.Fits[0].Fitted() {
		t.Fatalf("not fitted: %+v", d.Choice.Fits[0])
	}
	for id, want := range map[string]float64{"A": 192, "B": 576, "C": 256} {
		same(t, id, pointAt(t, d, id+":care").First, want)
	}
}

// A station that moves keeps its attraction; what is merged into a station takes
// that one's, and a new one has 1.
func TestAttractionsFollowTheStation(t *testing.T) {
	b := valley(t, 0.2, 0.6)
	before := scene.Deliver(t, b, free)
	a, bb := before.Choice.Attraction("A:care"), before.Choice.Attraction("B:care")
	moved := scene.Deliver(t, b, free, &scenario.Move{Facility: "B", At: scene.At(2, 0)})
	same(t, "A where B moves a kilometre away", pointAt(t, moved, "A:care").First, 768*a/(a+bb/4))
	merged := scene.Deliver(t, b, free, &scenario.Merge{Facility: "B", Into: "A"})
	same(t, "A where it takes B", pointAt(t, merged, "A:care").First, 768)
	at := scene.At(1, 0)
	opened := scene.Deliver(t, b, free, &scenario.Open{Facility: "N", Name: "N", Type: "clinic", At: &at, Services: []string{"care"}})
	same(t, "a new station at B's place", pointAt(t, opened, "N:care").First, 768*0.5/(a+bb/2+0.5))
}

// A service without shares takes the attractions of its bundle's facilities.
func TestAttractionsOfABundle(t *testing.T) {
	w := scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 768}}, Services: []network.Service{scene.Service("care", "nurse"), scene.Service("doctor", "gp"), scene.Service("teeth", "dentist")},
		Set: map[string]float64{"assignment.decay_per_min": halving}}
	w.Services[0].Bundle, w.Services[1].Bundle = "reception", "reception"
	b := scene.Draw(t, w)
	b.Network.Shares = []network.Share{{Service: 1, Facility: 0, Value: 0.5}, {Service: 1, Facility: 1, Value: 0.5}}
	d := scene.Deliver(t, b, free)
	same(t, "doctor", pointAt(t, d, "A:doctor").First, 384)
	same(t, "care, of the bundle", pointAt(t, d, "A:care").First, 384)
	same(t, "teeth, by the way alone", pointAt(t, d, "A:teeth").First, 512)
}

// Shares that cannot be met leave every attraction 1, and the fit says why.
func TestSharesThatCannotBeMet(t *testing.T) {
	for _, tt := range []struct {
		want string
		make func() *scenario.Base
	}{
		{delivery.ShareOfNone, func() *scenario.Base { return valley(t, 0, 0.6) }},
		{delivery.NoPoint, func() *scenario.Base {
			b := valley(t, 0.2, 0.6)
			scene.Facility(t, b, "B").Status = network.Closed
			return b
		}},
		{delivery.NotMet, func() *scenario.Base {
			b := valley(t, 0.2, 0.6, 0.2)
			scene.Point(t, b, "A:care").Hours = network.Hours{} // never open, and B is within the limit
			return b
		}},
		{delivery.NotMet, func() *scenario.Base { return valley(t, 0.2, 0.2, 0.6) }}, // all of C's people have no other station
	} {
		d := scene.Deliver(t, tt.make(), free)
		if got := d.Choice.Fits[0]; got.Failed != tt.want || got.Fitted() || !got.Known {
			t.Errorf("the fit says %+v, predicted %q", got, tt.want)
		}
		for _, id := range []string{"A:care", "B:care", "C:care"} {
			same(t, "attraction of "+id, d.Choice.Attraction(id), 1)
		}
	}
}

// Any shares of a drawn county are met to 1e-9, or the fit says that they cannot.
func TestFitMeetsAnySharesOrSaysNot(t *testing.T) {
	met := 0
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		own(b)
		sum := 0.0
		for f := range b.Network.Facilities {
			v := rapid.Float64Range(0.01, 1).Draw(rt, "share")
			sum += v
			b.Network.Shares = append(b.Network.Shares, network.Share{Facility: f, Value: v})
		}
		if rapid.Bool().Draw(rt, "wide") {
			b.Params = with(t, b, "assignment.limit_min", 600)
		}
		b.Params = with(t, b, "need.distance_elasticity", 0)
		d := scene.Deliver(t, b, free)
		fit := d.Choice.Fits[0]
		if !fit.Fitted() {
			if fit.Failed == "" {
				rt.Fatalf("neither fitted nor failed: %+v", fit)
			}
			return
		}
		met++
		all := 0.0
		for _, pl := range d.Served[0].Points {
			all += pl.First
		}
		for k, pl := range d.Served[0].Points {
			if want := b.Network.Shares[k].Value / sum; math.Abs(pl.First/all-want) > 1e-9 {
				rt.Fatalf("share %v, expected %v", pl.First/all, want)
			}
		}
	})
	if met == 0 {
		t.Error("no drawn shares were met")
	}
}

// own makes every point the county's own: two producers cannot be merged.
func own(b *scenario.Base) {
	for i := range b.Network.Points {
		b.Network.Points[i].Provider = false
	}
}

// with gives a county's parameters with one set.
func with(t *testing.T, b *scenario.Base, path string, v float64) params.Tree {
	t.Helper()
	tree, err := b.Params.With(path, v)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// Where everybody moves on and every point is within the limit, no point has more
// than it can serve while another has room.
func TestNoRoomIsLeftWhereAPointIsFull(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		own(b)
		b.Network.Facilities[0].BarrierFree = network.Unknown
		b.Params = with(t, b, "assignment.limit_min", 600)
		b.Params = with(t, b, "assignment.moves_on", 1)
		d := scene.Deliver(t, b, free, some(rt)...)
		for s := range d.Served {
			over, room := 0.0, 0.0
			for _, pl := range d.Served[s].Points {
				over += math.Max(0, pl.Load-pl.Capacity)
				room += math.Max(0, pl.Capacity-pl.Seen)
			}
			if over > 1e-6 && room > 1e-6 {
				rt.Fatalf("%g contacts are unmet with room for %g", over, room)
			}
		}
	})
}

// Closing a station never makes the way to a service shorter, and opening one
// never makes it longer, for any attractions; the mean time of the choices does
// not hold that.
func TestClosingNeverSavesTime(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		for i := range b.Network.Points {
			b.Network.Points[i].Provider = false
			b.Network.Points[i].Hours.Office = uint8(rapid.IntRange(1, 31).Draw(rt, "days"))
		}
		b.Network.Facilities[0].BarrierFree = network.Unknown
		b.Params = with(t, b, "assignment.moves_on", 0)
		b.Params = with(t, b, "assignment.decay_per_min", rapid.Float64Range(0.01, 0.5).Draw(rt, "decay"))
		for f := range b.Network.Facilities {
			b.Network.Shares = append(b.Network.Shares, network.Share{Facility: f, Value: rapid.Float64Range(0.1, 1).Draw(rt, "share")})
		}
		minutes := func(changes ...scenario.Change) []float64 {
			var out []float64
			for _, x := range scene.Deliver(t, b, free, changes...).Served {
				out = append(out, sum(x.Visits.Minutes))
			}
			return out
		}
		now, closed := minutes(), minutes(&scenario.Close{Facility: "B"})
		at := scene.At(float64(rapid.IntRange(0, 5).Draw(rt, "x")), 0)
		opened := minutes(&scenario.Open{Facility: "N", Name: "N", Type: "clinic", At: &at, Services: []string{"care", "teeth"}})
		for s := range now {
			if closed[s] < now[s]*(1-1e-12)-1e-9 || opened[s] > now[s]*(1+1e-12)+1e-9 {
				rt.Fatalf("%g minutes, %g with a station less, %g with one more", now[s], closed[s], opened[s])
			}
		}
	})
}

// Of a station with a share of 1 in 4 and 12 minutes away, closing it is worth
// less than its whole weight.
func TestMinutesOfALostChoice(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 768}}, Set: map[string]float64{"assignment.decay_per_min": halving, "need.distance_elasticity": 0.5}})
	d := scene.Deliver(t, b, free, &scenario.Close{Facility: "B"})
	// The mean is 4 minutes today, and ln(1.5) / decay more without B.
	more := 12 * math.Log2(1.5)
	same(t, "minutes", sum(d.Served[0].Visits.Minutes), 768*(4+more))
	same(t, "forgone", d.Served[0].Forgone, 768*0.5*math.Log((5+more)/5))
}

// By groups of cells contacts add up as they do cell by cell, and where no two
// cells are in one group they are the same.
func TestGroupsServeAsCellsDo(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		own(b)
		d := scene.Deliver(t, b, free, some(rt)...)
		for s := range d.Served {
			var x delivery.Served
			delivery.Serve(d.Model, d.County.Network, d.Outcome, s, delivery.Language(d.Model, d.Demand), delivery.NoBoost(), &x)
			served := x.Seen + x.Remote + x.School + x.Contracted
			equal(rt, "served and lost", served+x.LostStaff+x.LostRooms+x.LostVehicle+x.NoPoint+x.Forgone, x.Need+x.Induced)
			equal(rt, "share if nobody moves on", x.IfNoneMove, d.Served[s].IfNoneMove)
			equal(rt, "journeys", sum(x.Visits.N), sum(d.Served[s].Visits.N))
			if math.Abs(x.Share-d.Served[s].Share) > 0.02 {
				rt.Fatalf("%g served by groups, %g by cells", x.Share, d.Served[s].Share)
			}
		}
	})
	b := scene.Draw(t, scene.World{Map: "Aa B . C", People: map[string]scene.Folk{"a": {N: 768, Ages: population.Group{From: 0, To: 100}}}, Car: scene.Way{PerKm: 2},
		Set: map[string]float64{"assignment.decay_per_min": halving, "population.car_access_share.18+": 0.5}})
	scene.Point(t, b, "A:care").FTE[0] = 0.25
	d := scene.Deliver(t, b, free)
	var x delivery.Served
	delivery.Serve(d.Model, d.County.Network, d.Outcome, 0, 1, delivery.NoBoost(), &x)
	same(t, "seen", x.Seen, d.Served[0].Seen)
	same(t, "sent on", x.SentOn, d.Served[0].SentOn)
	same(t, "minutes", sum(x.Visits.Minutes), sum(d.Served[0].Visits.Minutes))
	same(t, "kilometres", sum(x.Visits.CarKm), sum(d.Served[0].Visits.CarKm))
	if x.SentOn == 0 {
		t.Error("nobody is sent on")
	}
}

// Where so many cells reach other points that there are more groups than are kept
// (531 here), the smallest are joined by the nearest point: contacts still add up,
// and are near those cell by cell.
func TestGroupsOfAWideCounty(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	at := map[int]rune{}
	for _, name := range "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		at[draw.IntN(50*50)] = name
	}
	var text strings.Builder
	for i := range 50 * 50 {
		if name, here := at[i]; here {
			text.WriteRune(name)
		}
		text.WriteString("a ")
		if i%50 == 49 {
			text.WriteByte('\n')
		}
	}
	b := scene.Draw(t, scene.World{Map: text.String(), People: map[string]scene.Folk{"a": {N: 8}}, Walk: scene.Way{PerKm: 4}, Car: scene.Way{PerKm: 3}, Set: map[string]float64{"assignment.decay_per_min": 0.1, "assignment.moves_on": 1, "population.car_access_share.all": 0.5}})
	for i := range b.Network.Points {
		b.Network.Points[i].FTE[0] = draw.Float64() * 1.5
	}
	d := scene.Deliver(t, b, free)
	var x delivery.Served
	delivery.Serve(d.Model, d.County.Network, d.Outcome, 0, 1, delivery.NoBoost(), &x)
	same(t, "need", x.Need, 8*50*50)
	same(t, "served and lost", x.Seen+x.LostStaff, x.Need)
	for k, pl := range d.Served[0].Points {
		same(t, "first choices", x.Points[k].First, pl.First)
	}
	if d.Served[0].SentOn < 1000 || math.Abs(x.Seen-d.Served[0].Seen) > 2e-3*x.Need || math.Abs(x.SentOn-d.Served[0].SentOn) > 2e-3*x.Need {
		t.Errorf("%g seen and %g sent on by groups, %g and %g by cells", x.Seen, x.SentOn, d.Served[0].Seen, d.Served[0].SentOn)
	}
}

// Staff follows the first choices, and stays where its clients do.
func TestStaffFollowsTheFirstChoices(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B C", People: map[string]scene.Folk{"a": {N: 448}}, Set: map[string]float64{"assignment.decay_per_min": halving}})
	for id, fte := range map[string]float64{"A": 4, "B": 2, "C": 3} {
		scene.Point(t, b, id+":care").FTE[0] = fte
	}
	d := scene.Deliver(t, b, free, &scenario.Close{Facility: "C"})
	same(t, "A, which takes two in three of C", positions(t, d, "A:care"), 6)
	same(t, "B", positions(t, d, "B:care"), 3)
	d = scene.Deliver(t, b, free, &scenario.SetHours{Facilities: []string{"A"}, Hours: network.Hours{Office: network.AllWeek, Evening: 1}})
	same(t, "A with evening hours on a day that it is open", positions(t, d, "A:care"), 4)
}

// Staff stays where today's points are those of an option, but not at a point that
// nobody chooses.
func TestStaffOfAPointThatNobodyChooses(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa . B", People: map[string]scene.Folk{"a": {N: 448}}, Set: map[string]float64{"assignment.limit_min": 10}})
	for id, fte := range map[string]float64{"A": 4, "B": 2} {
		scene.Point(t, b, id+":care").FTE[0] = fte
	}
	d := scene.Deliver(t, b, free)
	same(t, "A, the only point within the limit", positions(t, d, "A:care"), 6)
	b.Params = with(t, b, "assignment.limit_min", 60)
	d = scene.Deliver(t, b, free)
	same(t, "A", positions(t, d, "A:care"), 4)
	same(t, "B", positions(t, d, "B:care"), 2)
}
