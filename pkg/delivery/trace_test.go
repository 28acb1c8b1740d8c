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

// tracesOf traces a service of an option and of today's network.
func tracesOf(d scene.Delivered, s int) *delivery.Trace {
	return delivery.NewTrace(d.Demand, d.Model, delivery.Place{Network: d.County.Network, Matrix: d.County.Matrix}, d.Times, d.Outcome, d.Today, s,
		delivery.Language(d.Model, d.Demand), delivery.NoBoost())
}

// What the cells of a trace add up to is the year of the service, for any county, any
// changes and either way to assign people: contacts by channel and by point, trips,
// people who get there, and people who gain and lose.
func TestCellsOfATraceAddUp(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		for i := range b.Network.Points { // two producers cannot be merged
			b.Network.Points[i].Provider = false
		}
		d := scene.Deliver(t, b, scene.Choices{Free: rapid.Bool().Draw(rt, "choice")}, some(rt)...)
		for s := range d.Served {
			tr := tracesOf(d, s)
			var want delivery.Served
			delivery.ByCell(d.Demand, d.Model, d.County.Network, d.Outcome, s, delivery.Language(d.Model, d.Demand), delivery.NoBoost(), nil, &want)
			equal(rt, "served of the trace", tr.Served.Seen, want.Seen)
			var sum delivery.Served
			v := &d.Outcome.Services[s]
			points := map[int]*delivery.Flow{}
			people, there, own, gain, lose := 0.0, 0.0, 0.0, 0.0, 0.0
			trips := map[string]float64{}
			limit := d.Model.Services[s].LimitMin
			for k := range d.Demand.Cells {
				c := tr.Cell(k)
				x := &c.Served
				sum.Need, sum.RemoteNeed, sum.Remote, sum.Contracted, sum.InPerson = sum.Need+x.Need, sum.RemoteNeed+x.RemoteNeed, sum.Remote+x.Remote, sum.Contracted+x.Contracted, sum.InPerson+x.InPerson
				sum.Seen, sum.School, sum.NoPoint, sum.Forgone, sum.SentOn, sum.Induced = sum.Seen+x.Seen, sum.School+x.School, sum.NoPoint+x.NoPoint, sum.Forgone+x.Forgone, sum.SentOn+x.SentOn, sum.Induced+x.Induced
				for _, f := range c.Flows {
					p := points[f.Point]
					if p == nil {
						p = &delivery.Flow{}
						points[f.Point] = p
					}
					p.First, p.Kept, p.Found, p.Gone, p.Unmet = p.First+f.First, p.Kept+f.Kept, p.Found+f.Found, p.Gone+f.Gone, p.Unmet+f.Unmet
				}
				for b := range x.Visits.N {
					trips["trips"] += x.Visits.N[b]
					trips["minutes"] += x.Visits.Minutes[b]
					trips["km"] += x.Visits.CarKm[b]
					trips["pt"] += x.Visits.Pt[b]
					trips["limited"] += x.Visits.Limited[b]
				}
				people, there, own = people+c.Service.There.Total(-1), there+c.Service.There.Within(-1, limit), own+c.Service.Own.Within(-1, limit)
				change := tr.Change(c, k, &d.Today.Services[s])
				gain, lose = gain+change.Gain(-1, limit), lose+change.Lose(-1, limit)
			}
			equal(rt, "need", sum.Need, want.Need)
			equal(rt, "remote contacts needed", sum.RemoteNeed, want.RemoteNeed)
			equal(rt, "remote contacts served", sum.Remote, want.Remote)
			equal(rt, "contracted", sum.Contracted, want.Contracted)
			equal(rt, "in person", sum.InPerson, want.InPerson)
			equal(rt, "seen", sum.Seen, want.Seen)
			equal(rt, "at school", sum.School, want.School)
			equal(rt, "with no point", sum.NoPoint, want.NoPoint)
			equal(rt, "forgone", sum.Forgone, want.Forgone)
			equal(rt, "sent on", sum.SentOn, want.SentOn)
			equal(rt, "induced", sum.Induced, want.Induced)
			for _, pl := range want.Points {
				p := points[pl.Point]
				equal(rt, "seen at a point", p.Kept+p.Found, pl.Seen)
				if v.Load.Full == nil || !v.Load.Full[pointOf(v, pl.Point)] {
					equal(rt, "first at a point", p.First, pl.First)
				}
				equal(rt, "parts of those who come first", p.Kept+p.Gone+p.Unmet, p.First)
				byArea, _ := tr.ByArea(pl.Point)
				seen := 0.0
				for _, f := range byArea {
					seen += f.Seen()
				}
				equal(rt, "seen at a point by area", seen, pl.Seen)
			}
			total := func(list []float64) (sum float64) {
				for _, n := range list {
					sum += n
				}
				return sum
			}
			equal(rt, "trips", trips["trips"], total(want.Visits.N))
			equal(rt, "minutes", trips["minutes"], total(want.Visits.Minutes))
			equal(rt, "kilometres", trips["km"], total(want.Visits.CarKm))
			equal(rt, "by public transport", trips["pt"], total(want.Visits.Pt))
			equal(rt, "limited", trips["limited"], total(want.Visits.Limited))
			equal(rt, "people", people, v.There.Total(-1))
			equal(rt, "people who get there", there, v.There.Within(-1, limit))
			equal(rt, "people who get there by own modes", own, v.Own.Within(-1, limit))
			change := delivery.Compare(d.Demand, d.Model, s, &d.Today.Services[s], v)
			equal(rt, "gain", gain, change.Gain(-1, limit))
			equal(rt, "lose", lose, change.Lose(-1, limit))
		}
	})
}

// pointOf finds a network point among those of a load.
func pointOf(v *delivery.Service, point int) int {
	for i, k := range v.Load.Points {
		if v.Points[k] == point {
			return i
		}
	}
	return -1
}

// Two in three of 768 people at A choose A, which is full: the trace shows each figure
// of the choice, and where the others end.
func TestTraceOfACell(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 768}}, Set: map[string]float64{"assignment.decay_per_min": halving}})
	scene.Point(t, b, "A:care").FTE[0], scene.Point(t, b, "B:care").FTE[0] = 0.25, 0.5
	d := scene.Deliver(t, b, free)
	tr := tracesOf(d, 0)
	c := tr.Cell(0)
	at := tr.Prospects(c, &c.Service.Load, delivery.Free)
	same(t, "minutes to B", at[1].Minutes, 12)
	same(t, "weight of B", at[1].Weight, 0.5)
	same(t, "share of A", at[0].Share, 2./3)
	for i, want := range []delivery.Flow{{Point: c.Flows[0].Point, First: 512, Kept: 256, Gone: 128, Unmet: 128}, {Point: c.Flows[1].Point, First: 256, Kept: 256, Found: 128}} {
		if c.Flows[i] != want {
			t.Errorf("contacts at a point: %+v, predicted %+v", c.Flows[i], want)
		}
	}
	flows, people := tr.ByArea(c.Flows[0].Point)
	same(t, "people who choose A", people[0]+people[len(people)-1], 512)
	same(t, "unmet at A", flows[0].Unmet+flows[len(flows)-1].Unmet, 128)
	same(t, "served", c.Served.Share, 640./768)
	l := tr.Limits(0)
	same(t, "contacts of the staff", l.Staff[0].Contacts, 256)
	if !math.IsInf(l.Rooms.Contacts, 1) {
		t.Errorf("rooms limit the contacts to %g", l.Rooms.Contacts)
	}
}

// Where the people of a point go when it closes: as by the choice that is left.
func TestGoes(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "A Ba C . D", People: map[string]scene.Folk{"a": {N: 64}}, Set: map[string]float64{"assignment.decay_per_min": halving}})
	d := scene.Deliver(t, b, free, &scenario.Close{Facility: "B"})
	got := delivery.Goes(d.Demand, d.Model, d.County.Network, d.Outcome, d.Today, 0, network.PointID("B", "care", ""))
	if len(got) != 3 {
		t.Errorf("they go to %d points, predicted 3", len(got))
	}
	n := d.County.Network
	for p, share := range got {
		id := n.Facilities[n.Points[p].Facility].ID
		same(t, "share to "+id, share, map[string]float64{"A": 4. / 9, "C": 4. / 9, "D": 1. / 9}[id])
	}
}
