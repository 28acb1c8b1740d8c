package delivery_test

import (
	"math"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

func remote(share float64, support bool) scenario.Change {
	return &scenario.AddRemote{Service: "care", Share: share, Support: support}
}

// Remote contacts take staff minutes: half an hour instead of an hour.
func TestRemoteTakesStaffHours(t *testing.T) {
	for _, tt := range []struct{ fte, seen, remote, share float64 }{
		{1, 512, 512, 1},
		{0.5, 256, 512, 0.75},    // 512 hours, 256 of them remote
		{0.125, 0, 256, 0.25},    // 128 hours make 256 remote contacts
		{0.75, 512, 512, 1},      // 768 hours: 256 and 512
		{0.625, 384, 512, 0.875}, // 640 hours: 256 and 384
	} {
		b := scene.Draw(t, village())
		scene.Point(t, b, "A:care").FTE[0] = tt.fte
		s := scene.Deliver(t, b, scene.Choices{}, remote(0.5, false)).Served[0]
		same(t, "remote contacts needed", s.RemoteNeed, 512)
		same(t, "remote contacts served", s.Remote, tt.remote)
		same(t, "contacts in person", s.InPerson, 512)
		same(t, "seen in person", s.Seen, tt.seen)
		same(t, "share served", s.Share, tt.share)
	}
}

func TestRemoteNeverTravels(t *testing.T) {
	w := town()
	w.Points = []string{"B:care"}
	b := scene.Draw(t, w)
	before, after := scene.Deliver(t, b, scene.Choices{}), scene.Deliver(t, b, scene.Choices{}, remote(0.5, false))
	for _, d := range []scene.Delivered{before, after} {
		same(t, "who gets there", d.Outcome.Services[0].There.Within(-1, 20), 1024)
		same(t, "mean minutes", d.Outcome.Services[0].There.Summary().Mean, 60)
	}
	minutes := 0.0
	for _, m := range after.Served[0].Visits.Minutes {
		minutes += m
	}
	same(t, "minutes of the remaining visits", minutes, 512*120)
}

func TestRemoteShare(t *testing.T) {
	tests := []struct {
		name    string
		set     map[string]float64
		plan    float64 // 0 = none
		support bool
		want    float64
	}{
		{"as measured", map[string]float64{"remote_now.care": 0.125}, 0, false, 0.125},
		{"none planned or measured", nil, 0, false, 0},
		{"as planned", nil, 0.375, false, 0.375},
		{"the ceiling binds", map[string]float64{"remote_max.care": 0.25}, 0.5, false, 0.25},
		{"the ceiling binds what is measured", map[string]float64{"remote_max.care": 0.25, "remote_now.care": 0.5}, 0, false, 0.25},
		{"ceiling times adoption", map[string]float64{"digital.reach_by_age.all": 0.5}, 0.5, false, 0.25},
		{"adoption does not bind", map[string]float64{"digital.reach_by_age.all": 0.5}, 0.125, false, 0.125},
		{"digital support", map[string]float64{"digital.reach_by_age.all": 0.5, "digital.support_lever_gain.all": 0.25}, 0.5, true, 0.375},
		{"no digital support", map[string]float64{"digital.reach_by_age.all": 0.5, "digital.support_lever_gain.all": 0.25}, 0.5, false, 0.25},
		{"under-delivery of the increase", map[string]float64{"digital.under_delivery_factor": 0.5, "remote_now.care": 0.125}, 0.375, false, 0.25},
		{"a decrease is delivered in full", map[string]float64{"digital.under_delivery_factor": 0.5, "remote_now.care": 0.375}, 0.125, false, 0.125},
		{"some always need a meeting", map[string]float64{"digital.illiterate_or_weak_skills_floor": 0.25, "remote_max.care": 1}, 1, false, 0.75},
		{"language", map[string]float64{"digital.language_factor.fi": 0.75, "remote_max.care": 1}, 1, false, 0.75},
		{"no remote minutes", map[string]float64{"remote_minutes.care": 0, "remote_now.care": 0.25}, 0, false, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := village()
			w.Set = tt.set
			var changes []scenario.Change
			if tt.plan > 0 {
				changes = append(changes, remote(tt.plan, tt.support))
			}
			same(t, "realised share", scene.Deliver(t, scene.Draw(t, w), scene.Choices{}, changes...).Served[0].RemoteMean, tt.want)
		})
	}
}

func TestInPersonOnlyHasNoRemote(t *testing.T) {
	w := village()
	w.Services = []network.Service{scene.Service("care", "nurse")}
	w.Services[0].InPersonOnly = true
	w.Set = map[string]float64{"remote_now.care": 0.5}
	same(t, "remote contacts", scene.Deliver(t, scene.Draw(t, w), scene.Choices{}).Served[0].RemoteNeed, 0)
}

// Children adopt half as much as adults: of a planned mean of 0.375, adults
// reach 0.5 and children 0.25.
func TestRemoteFollowsAdoptionByAge(t *testing.T) {
	w := scene.World{Map: "Aac", People: map[string]scene.Folk{"a": {N: 512}, "c": {N: 512, Ages: population.Group{From: 3, To: 3}}},
		Set: map[string]float64{"digital.reach_by_age.0-6": 0.5, "remote_max.care": 1}}
	d := scene.Deliver(t, scene.Draw(t, w), scene.Choices{}, remote(0.375, false))
	need := make([]float64, len(d.Model.Starts))
	child, adult := -1, -1
	for k, a := range d.Model.Starts {
		if a <= 3 {
			child = k
		}
		if a <= 30 {
			adult = k
		}
	}
	need[child], need[adult] = 512, 512
	share := make([]float64, len(need))
	d.Model.RemoteShare(d.County.Network, 0, need, 1, share)
	same(t, "children's share", share[child], 0.25)
	same(t, "adults' share", share[adult], 0.5)
}

// Half of the people speak another language and adopt half as much; unknown
// shares count as Finnish.
func TestLanguageOfAreas(t *testing.T) {
	w := town()
	w.West = 5
	w.Set = map[string]float64{"digital.language_factor.foreign_own_language": 0.5, "digital.language_factor.sv": 0.75, "remote_max.care": 1}
	b := scene.Draw(t, w)
	b.Grid.Areas[0].Fi, b.Grid.Areas[0].Sv, b.Grid.Areas[0].Foreign = 0.25, 0.5, 0.25
	b.Grid.Areas[1].Fi, b.Grid.Areas[1].Sv, b.Grid.Areas[1].Foreign = math.NaN(), math.NaN(), math.NaN()
	d := scene.Deliver(t, b, scene.Choices{}, remote(1, false))
	same(t, "realised share", d.Served[0].RemoteMean, (0.25+0.5*0.75+0.25*0.5)/2+0.5)
}

// An easier channel creates contacts: a quarter of what an option moves to
// remote beyond today, met remotely within the same hours.
func TestInducedContacts(t *testing.T) {
	w := village()
	w.Set = map[string]float64{"digital.induced_demand": 0.25, "remote_now.care": 0.125}
	b := scene.Draw(t, w)
	same(t, "none where nothing is planned", scene.Deliver(t, b, scene.Choices{}).Served[0].Need, 1024)
	s := scene.Deliver(t, b, scene.Choices{}, remote(0.375, false)).Served[0]
	same(t, "induced", s.Induced, 64)
	same(t, "need, which the channel does not change", s.Need, 1024)
	same(t, "remote share of the need", s.RemoteMean, 0.375)
	same(t, "remote contacts", s.RemoteNeed, 384+64)
	same(t, "contacts in person", s.InPerson, 640)
	byBand := 0.0
	for _, n := range s.RemoteBy {
		byBand += n
	}
	same(t, "remote contacts over bands", byBand, s.RemoteNeed)
	same(t, "share", s.Share, 1) // 224 hours remote, 640 in person
	same(t, "given, of the need without the channel", s.Given(), 1024)
	scene.Point(t, b, "A:care").FTE[0] = 0.109375 // 112 hours: half of the remote contacts
	s = scene.Deliver(t, b, scene.Choices{}, remote(0.375, false)).Served[0]
	same(t, "remote contacts that are served", s.Remote, 224)
	same(t, "given of the need without the channel, if half are served", s.Given(), 192)
	same(t, "share of it", s.Share, 192./1024)
}

// Contacts by any channel: all contacts of people within the limit and the
// remote part of the others, with the bounds for two shares whose overlap is
// unknown.
func TestAnyChannel(t *testing.T) {
	w := town()
	w.Points = []string{"A:care"}
	w.Set = map[string]float64{"rate.care.all": 3, "population.mobility_limited_share.all": 0.5}
	b := scene.Draw(t, w)
	scene.Facility(t, b, "A").BarrierFree = network.No // 512 of 2,048 get there
	d := scene.Deliver(t, b, scene.Choices{}, remote(0.25, false))
	v, lo, hi := delivery.AnyChannel(d.Demand, d.Model, &d.Outcome.Services[0], 0, d.Served[0].RemoteOf)
	same(t, "by any channel", v, 0.25+0.75*0.25)
	same(t, "least", lo, 0.25)
	same(t, "most", hi, 0.5)
}
