package delivery_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// Who pays a fare: mobility-limited people do where people who walk well cycle.
func TestTripsByMode(t *testing.T) {
	w := scene.World{Map: "A . . . . a", People: map[string]scene.Folk{"a": {N: 64}}, Bike: scene.Way{PerKm: 1}, Transit: scene.Way{PerKm: 2}, Car: scene.Way{PerKm: 0.5},
		Set: map[string]float64{"population.mobility_limited_share.all": 0.25, "population.car_access_share.all": 0.5}}
	for _, tt := range []struct {
		cycling          bool
		pt, km, lim, min float64
	}{
		{false, 32, 32 * 5, 8, 32*10 + 32*2.5},
		{true, 8, 32 * 5, 8, 24*5 + 8*10 + 32*2.5},
	} {
		v := scene.Deliver(t, scene.Draw(t, w), scene.Choices{Cycling: tt.cycling}).Served[0].Visits
		same(t, "visits", sum(v.N), 64)
		same(t, "by public transport", sum(v.Pt), tt.pt)
		same(t, "kilometres by car", sum(v.CarKm), tt.km)
		same(t, "of the limited without a car", sum(v.Limited), tt.lim)
		same(t, "minutes", sum(v.Minutes), tt.min)
	}
}

// random draws a county of up to 24 cells with people of all ages, facilities
// A to C and services for everyone and for children.
func random(t *rapid.T, tb testing.TB) *scenario.Base {
	w := scene.World{People: map[string]scene.Folk{"a": {N: 7, Ages: population.Group{From: 0, To: 100}}, "k": {N: 5, Ages: population.Group{From: 0, To: 17}}, "o": {N: 3, Ages: population.Group{From: 75, To: 100}}},
		West: 3, Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist", "nurse")},
		Transit: scene.Way{Fixed: 10, PerKm: rapid.Float64Range(1, 12).Draw(t, "transit")}, Car: scene.Way{Fixed: 3, PerKm: 2},
		Set: map[string]float64{
			"population.mobility_limited_share.75+": 0.3, "population.mobility_limited_share.0-74": 0.03, "population.car_access_share.all": 0.6,
			"need.distance_elasticity": rapid.Float64Range(0, 0.5).Draw(t, "elasticity"), "remote_now.care": rapid.Float64Range(0, 0.5).Draw(t, "remote"),
			"digital.induced_demand": rapid.Float64Range(0, 0.2).Draw(t, "induced"), "digital.reach_by_age.75+": 0.4, "staff.productive_hours_fte": rapid.Float64Range(1, 200).Draw(t, "hours"),
			"assignment.decay_per_min": 0.1, "assignment.limit_min": rapid.Float64Range(1, 60).Draw(t, "choice limit"),
		}}
	w.Services[1].SchoolAges = population.Group{From: 7, To: 15}
	w.Services[1].Target = population.Group{From: 1, To: 40}
	for y := range 4 {
		for x := range 6 {
			word := rapid.SampledFrom([]string{".", "a", "k", "o", "ak", "ako"}).Draw(t, "cell")
			if y == 1 && x%2 == 0 {
				word = string(rune('A'+x/2)) + word
			}
			w.Map += word + " "
		}
		w.Map += "\n"
	}
	b := scene.Draw(tb, w)
	for i := range b.Network.Points {
		p := &b.Network.Points[i]
		p.Visiting = rapid.IntRange(0, 3).Draw(t, "visiting") == 0
		p.Provider = rapid.IntRange(0, 5).Draw(t, "provider") == 0
		p.Rooms = float64(rapid.IntRange(0, 2).Draw(t, "rooms"))
	}
	b.Network.Facilities[0].BarrierFree = rapid.SampledFrom([]network.Known{network.Unknown, network.No}).Draw(t, "barrier")
	return b
}

// some returns a few changes that the drawn county accepts.
func some(t *rapid.T) []scenario.Change {
	all := []scenario.Change{
		&scenario.Close{Facility: "B"},
		&scenario.Merge{Facility: "C", Into: "A"},
		&scenario.AddRemote{Service: "care", Share: 0.3},
		&scenario.Contract{Service: "teeth", Production: network.Voucher, Share: 0.4, Price: 50},
		&scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care", "teeth"}, Stops: []scenario.Stop{{Facility: "A", Days: 3}}},
		&scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"teeth"}, Schools: true},
	}
	var out []scenario.Change
	for _, c := range all {
		if rapid.Bool().Draw(t, "change") {
			out = append(out, c)
		}
	}
	return out
}

// Contacts add up over channels, people add up over points, and nobody is
// served beyond the need, for any county and any changes.
func TestContactsAddUp(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		for i := range b.Network.Points { // two producers cannot be merged
			b.Network.Points[i].Provider = false
		}
		d := scene.Deliver(t, b, scene.Choices{Free: rapid.Bool().Draw(rt, "choice")}, some(rt)...)
		for s := range d.Served {
			x, sm := &d.Served[s], &d.Model.Services[s]
			need := 0.0
			for b := range d.Model.Starts {
				w := make([]float64, len(d.Model.Starts))
				w[b] = 1
				need += d.Demand.Total(w) * sm.Rate[b]
			}
			equal(rt, "need of all people", x.Need, need)
			all := x.Need + x.Induced
			equal(rt, "need and what the channel creates, by channel", x.InPerson+x.RemoteNeed+x.Contracted, all)
			served, created := x.Seen+x.Remote+x.School+x.Contracted, 0.0
			if x.RemoteNeed > 0 {
				created = x.Induced * x.Remote / x.RemoteNeed
			}
			equal(rt, "share of the need", x.Share*x.Need, served-created)
			lost := x.LostStaff + x.LostRooms + x.LostVehicle + x.NoPoint + x.Forgone
			equal(rt, "served and lost", served+lost, all)
			if x.Share > 1 || served > all*(1+1e-9) || x.Seen < 0 || x.Share < 0 || lost < -1e-9 {
				rt.Fatalf("served %g of %g, lost %g", served, x.Need, lost)
			}
			seen, staffed, loads := 0.0, 0.0, x.NoPoint+x.Forgone
			for _, pl := range x.Points {
				seen += pl.Seen
				loads += pl.Load
				if pl.Seen > pl.Capacity*(1+1e-12) || pl.Seen > pl.Load*(1+1e-12) {
					rt.Fatalf("%g served of a load of %g with a capacity of %g", pl.Seen, pl.Load, pl.Capacity)
				}
			}
			equal(rt, "seen over points", seen, x.Seen)
			if d.Choice != nil { // nearest points that are open all week count what part-time ones send on again
				atSchool := 0.0
				for b, p := range d.Outcome.Services[s].Load.School {
					atSchool += p * sm.Rate[b] * (1 - x.RemoteOf[b]) * (1 - math.Min(sm.ContractShare, 1))
				}
				equal(rt, "load over points", loads+atSchool, x.InPerson)
			}
			v := &d.Outcome.Services[s]
			for k := range v.Points {
				staffed += v.PositionsAt(k, 0)
			}
			if len(d.Served[s].Points) > 0 && staffed > 0 {
				equal(rt, "positions over points", staffed, v.Positions(0))
			}
			used := x.UsedHours + x.Remote*sm.RemoteMin/60
			if used > x.StaffHours*(1+1e-9) {
				rt.Fatalf("%g hours used of %g", used, x.StaffHours)
			}
		}
	})
}

// The assignment assigns each person with a need exactly once.
func TestAssignmentConservesPeople(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		d := scene.Deliver(t, random(rt, t), scene.Choices{Free: rapid.Bool().Draw(rt, "choice")})
		ones := make([]float64, len(d.Model.Starts))
		for b := range ones {
			ones[b] = 1
		}
		for s := range d.Outcome.Services {
			loads := []*delivery.Load{&d.Outcome.Services[s].Load}
			if d.Outcome.Services[s].Contract != nil {
				loads = append(loads, d.Outcome.Services[s].Contract)
			}
			for _, l := range loads {
				people := sum(l.Direct.People) + sum(l.None) + sum(l.School)
				equal(rt, "people of an assignment", people, d.Demand.Total(ones))
				for i, full := range l.Full {
					own, over := 0.0, 0.0
					for b := range ones {
						own += l.Direct.People[i*len(ones)+b]
						over += l.Over.People[i*len(ones)+b]
					}
					if full && over != 0 || over > own*(1+1e-9) {
						rt.Fatalf("point %d of %g people passes on %g", i, own, over)
					}
				}
				equal(rt, "people sent on", sum(l.Pair), sum(l.Over.People))
			}
			v := &d.Outcome.Services[s]
			target := d.Demand.Total(d.Model.Services[s].Target)
			equal(rt, "target group without a car", v.There.Total(-1), target)
			equal(rt, "target group by own modes", v.Own.Total(-1), target)
			equal(rt, "target group over areas", v.There.Total(0)+v.There.Total(1), target)
			for _, limit := range []float64{5, 20, 60} {
				equal(rt, "there over areas", v.There.Within(0, limit)+v.There.Within(1, limit), v.There.Within(-1, limit))
				if v.There.Within(-1, limit) > v.Own.Within(-1, limit)*(1+1e-12) {
					rt.Fatalf("more people get there without a car than by own modes")
				}
			}
		}
	})
}

// A change's gain less its loss is the change in the number of people who get
// there.
func TestGainLessLoseIsTheChange(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		for i := range b.Network.Points {
			b.Network.Points[i].Provider = false
		}
		before, after := scene.Deliver(t, b, scene.Choices{}), scene.Deliver(t, b, scene.Choices{}, some(rt)...)
		for s := range b.Network.Services {
			v, w := &before.Outcome.Services[s], &after.Outcome.Services[s]
			c := delivery.Compare(before.Demand, before.Model, s, v, w)
			for _, limit := range []float64{5, 20, 60} {
				for _, area := range []int{-1, 0, 1} {
					got := c.Gain(area, limit) - c.Lose(area, limit)
					if want := w.There.Within(area, limit) - v.There.Within(area, limit); math.Abs(got-want) > 1e-5 {
						rt.Fatalf("gain less loss is %g, the change %g", got, want)
					}
				}
			}
		}
	})
}

func sum(list []float64) float64 {
	s := 0.0
	for _, v := range list {
		s += v
	}
	return s
}

func equal(t *rapid.T, what string, got, want float64) {
	if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Fatalf("%s: %v, expected %v", what, got, want)
	}
}
