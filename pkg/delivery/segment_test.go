package delivery_test

import (
	"math"
	"slices"
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

// group is a segment with its shares by zone, of all ages.
type group struct {
	id            string
	shares        []float64
	visit, remote float64
	priority      int
}

// quadrant are four segments.
func quadrant() []group {
	return []group{{"coper", []float64{0.62}, 0.5, 1.25, 4}, {"partner", []float64{0.20}, 1.6, 1.1, 3}, {"support", []float64{0.10}, 1.3, 0.6, 2}, {"care", []float64{0.08}, 3.1, 0.45, 1}}
}

// segmented gives a drawn county segments, by zone if it has zones.
func segmented(t testing.TB, b *scenario.Base, groups []group) *scenario.Base {
	t.Helper()
	out := *b
	out.Network = b.Network.Clone()
	n := out.Network
	n.People = make([][population.Ages]float64, max(1, len(n.Zones)))
	for i, a := range out.Grid.Area {
		if a < 0 {
			continue
		}
		for age, people := range out.Grid.People[i*population.Ages : (i+1)*population.Ages] {
			n.People[n.Zones.Of(&out.Grid.Areas[a])][age] += people
		}
	}
	list := slices.Clone(out.Params.All())
	for _, g := range groups {
		s := network.Segment{ID: g.id, Priority: g.priority, VisitMult: "segments." + g.id + ".visit_mult", RemoteMult: "segments." + g.id + ".remote_mult"}
		add := func(path string, v float64) {
			list = append(list, params.Param{Path: path, V: v, Lo: v, Hi: v, Known: true, Src: params.Assumption})
		}
		add(s.VisitMult, g.visit)
		add(s.RemoteMult, g.remote)
		for z := range n.People {
			path := "segments." + g.id + ".share.z" + string(rune('a'+z)) + ".all"
			add(path, g.shares[min(z, len(g.shares)-1)])
			s.Shares = append(s.Shares, []network.SegmentShare{{Ages: population.Everyone(), Path: path}})
		}
		n.Segments = append(n.Segments, s)
	}
	tree, err := params.New(list)
	if err != nil {
		t.Fatal(err)
	}
	if out.Params = tree; n.Validate() != nil {
		t.Fatal(n.Validate())
	}
	return &out
}

// yearOf is the year of the first service by area, with its parts.
func yearOf(d scene.Delivered, s int) delivery.AreaYear {
	return delivery.ByArea(d.Demand, d.Model, d.County.Network, d.Outcome, s, delivery.Language(d.Model, d.Demand), delivery.NoBoost(), nil)
}

func sumOf(list []float64) float64 {
	sum := 0.0
	for _, v := range list {
		sum += v
	}
	return sum
}

func close(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if !(math.Abs(got-want) <= by) {
		t.Errorf("%s: got %.9g, want %.9g", what, got, want)
	}
}

// The worked example: 10,000 contacts with a doctor of half an hour, a remote one takes 20
// minutes; nine in ten people can use one, and at most 0.45 of the contacts may be remote.
func TestSegmentsOfTheExample(t *testing.T) {
	world := scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 10_000}}, Set: map[string]float64{"digital.illiterate_or_weak_skills_floor": 0.1, "remote_max.care": 0.45,
		"minutes.care.nurse": 30, "client_minutes.care": 30, "remote_minutes.care": 20, "staff.productive_hours_fte": 1500}}
	b := segmented(t, scene.Draw(t, world), quadrant())
	scene.Point(t, b, "A:care").FTE[0] = 1
	today := scene.Deliver(t, b, scene.Choices{})
	needs := []float64{3075.396825, 3174.603175, 1289.68254, 2460.31746}
	y := yearOf(today, 0)
	for g, want := range needs {
		close(t, quadrant()[g].id+" contacts", sumOf(y.Parts[g].Need), want, 5e-7)
	}
	// 1,500 hours serve 3,000 contacts: all of close care, and some of support.
	for g, want := range []float64{0, 0, 3000 - 2460.31746, 2460.31746} {
		close(t, quadrant()[g].id+" served today", sumOf(y.Parts[g].Met[delivery.AtPoint]), want, 5e-6)
	}
	for _, tt := range []struct {
		name     string
		segments []string
		remote   []float64 // by segment
		k        float64
	}{
		{"all", nil, []float64{834.140566, 757.722527, 167.904424, 240.232483}, 0.241094},
		{"two", []string{"coper", "partner"}, []float64{1048.005409, 951.994591, 0, 0}, 0.302907},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := scene.Deliver(t, b, scene.Choices{}, &scenario.AddRemote{Service: "care", Share: 0.2, Segments: tt.segments})
			y := yearOf(d, 0)
			for g, want := range tt.remote {
				got := sumOf(y.Parts[g].Asked[delivery.Remotely])
				close(t, quadrant()[g].id+" remote", got, want, 5e-7)
				if want > 0 {
					close(t, "k", got/needs[g]/0.9/quadrant()[g].remote, tt.k, 5e-7)
				}
			}
			close(t, "remote contacts", d.Served[0].RemoteNeed, 2000, 1e-8)
			// Ten minutes less for each of them are 333.3 hours: 667 contacts more, and what is
			// left in person is close care's, whose contacts come first.
			close(t, "contacts more", d.Served[0].Given()-today.Served[0].Given(), 2000.0/3, 1e-6)
			close(t, "in person of close care", sumOf(y.Parts[3].Met[delivery.AtPoint]), 1500*2-2000*2/3.0, 1e-6)
		})
	}
}

// What the ceilings do not allow is realised less; today's share holds for who is not named.
func TestSegmentCeilings(t *testing.T) {
	world := scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 1000}}, Set: map[string]float64{"remote_max.care": 0.5, "remote_now.care": 0.1}}
	b := segmented(t, scene.Draw(t, world), []group{{"coper", []float64{0.5}, 1, 2, 1}, {"care", []float64{0.5}, 1, 1, 1}})
	y := yearOf(scene.Deliver(t, b, scene.Choices{}, &scenario.AddRemote{Service: "care", Share: 0.4, Segments: []string{"coper"}}), 0)
	close(t, "who follows", sumOf(y.Parts[0].Asked[delivery.Remotely]), 250, 1e-9)
	close(t, "who does not", sumOf(y.Parts[1].Asked[delivery.Remotely]), 100.0/3, 1e-9)
}

// Areas with more people of high need have more of the county's need, which stays.
func TestNeedOfAreasBySegment(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa . Bb", West: 2, People: map[string]scene.Folk{"a": {N: 512}, "b": {N: 512}}})
	b.Network.Zones = municipal(b)
	west := b.Network.Zones.Of(&b.Grid.Areas[0])
	shares := []float64{0.25, 0.25}
	shares[west] = 0.75
	c := segmented(t, b, []group{{"coper", []float64{1 - shares[0], 1 - shares[1]}, 1, 1, 2}, {"care", shares, 3, 1, 1}})
	y := yearOf(scene.Deliver(t, c, scene.Choices{}), 0)
	// 0.25 + 0.75 x 3 = 2.5 against 0.75 + 0.25 x 3 = 1.5, at a mean of 2.
	close(t, "west", y.Need[0], 512*1.25, 1e-9)
	close(t, "east", y.Need[1], 512*0.75, 1e-9)
}

// Ratios of 1 change nothing, whatever the county and the changes, and the parts of a
// service add up to it.
func TestSegmentsAddUp(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		for i := range b.Network.Points { // two producers cannot be merged
			b.Network.Points[i].Provider = false
		}
		same, groups := rapid.Bool().Draw(rt, "ratios of 1"), quadrant()
		if rapid.Bool().Draw(rt, "shares by area") {
			b.Network.Zones = municipal(b)
		}
		left := slices.Repeat([]float64{1}, max(1, len(b.Network.Zones)))
		for g := range groups {
			x := &groups[g]
			x.shares = slices.Clone(left)
			for z := range left {
				if g < 3 {
					x.shares[z] = rapid.Float64Range(0, left[z]).Draw(rt, "share")
				}
				left[z] -= x.shares[z]
			}
			x.priority = rapid.IntRange(1, 3).Draw(rt, "priority")
			if same {
				x.visit, x.remote = 1, 1
				if len(left) > 1 {
					x.priority = 1 // an area of people who come first is served more
				}
			}
		}
		changes, how := some(rt), scene.Choices{Free: rapid.Bool().Draw(rt, "choice")}
		plain := scene.Deliver(t, b, how, changes...)
		if rapid.Bool().Draw(rt, "products") {
			o := offer{0.5, 1, 60, 1, 0.5, map[string]float64{"dentist": 60, "nurse": 60}}
			p := o
			if !same {
				p.minutes, p.staff, p.remote = 30, map[string]float64{"dentist": 20, "nurse": 90}, 0.25
			}
			offers := func(o offer) []offer { return slices.Repeat([]offer{o}, max(1, len(b.Network.Zones))) }
			list := []network.Product{{ID: "some", Ages: population.Everyone(), Statutory: !same}, {ID: "rest", Ages: population.Everyone()}}
			if !same {
				list[1].Among = network.Of(rapid.IntRange(0, 1).Draw(rt, "given to"), 3)
			}
			b = offering(t, b, rapid.IntRange(0, 1).Draw(rt, "service"), b.Network.Zones, list, [][]offer{offers(o), offers(p)})
		}
		d := scene.Deliver(t, segmented(t, b, groups), how, changes...)
		for s := range d.Served {
			x, z := &plain.Served[s], &d.Served[s]
			for _, f := range [][2]float64{{x.Need, z.Need}, {x.RemoteNeed, z.RemoteNeed}, {x.Remote, z.Remote}, {x.Seen, z.Seen}, {x.School, z.School}, {x.Forgone, z.Forgone},
				{x.LostStaff, z.LostStaff}, {x.LostRooms, z.LostRooms}, {x.LostVehicle, z.LostVehicle}, {x.UsedHours, z.UsedHours}, {x.SentOn, z.SentOn}} {
				if same && math.Abs(f[0]-f[1]) > 1e-9*math.Max(1, math.Abs(f[0])) {
					rt.Fatalf("with segments %+v, without %+v", z, x)
				}
			}
			y := yearOf(d, s)
			for a := range y.Need {
				var need, given float64
				for _, p := range y.Parts {
					need += p.Need[a]
					for w := range p.Met {
						given += p.Met[w][a]
						if p.Met[w][a] < -1e-9 {
							rt.Fatalf("below 0: %+v", p)
						}
					}
				}
				if math.Abs(need-y.Need[a])+math.Abs(given-y.Given[a]) > 1e-9*math.Max(1, y.Need[a]) {
					rt.Fatalf("parts need %v and get %v, of %v and %v", need, given, y.Need[a], y.Given[a])
				}
			}
			if math.Abs(sumOf(y.Given)-z.Given()) > 1e-9*math.Max(1, z.Given()) {
				rt.Fatalf("areas get %v, the service gives %v", sumOf(y.Given), z.Given())
			}
		}
	})
}
