package cost_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/cost"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// housed puts facilities of a drawn county into one leased building, whose rent and
// running cost are the county's. with changes the building.
func housed(t testing.TB, b *scenario.Base, with func(*network.Building), facilities ...string) {
	t.Helper()
	nan := math.NaN()
	h := network.Building{ID: fmt.Sprintf("house_%s", facilities[0]), Name: "House", Kind: network.Leased, RentM2: nan, Fixed: nan, Notice: nan}
	for _, f := range facilities {
		h.Facilities = append(h.Facilities, b.Network.Facility(f))
		h.At = scene.Facility(t, b, f).At
	}
	if with != nil {
		with(&h)
	}
	b.Network.Buildings = append(b.Network.Buildings, h)
	b.Network.Occupy()
	if faults := b.Network.Validate(); faults != nil {
		t.Fatal(faults)
	}
}

// centre is a station A and a dental clinic B at one address, with 6 and 2 rooms,
// and another of each at C.
func centre(t testing.TB, with func(*network.Building)) *scenario.Base {
	w := scene.World{Map: "ABa . . . . . . . . . Cc", People: map[string]scene.Folk{"a": {N: 1024}, "c": {N: 1024}},
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")},
		Points:   []string{"A:care", "B:teeth", "C:care", "C:teeth"},
		Set:      map[string]float64{"premises.fixed_eur_site_year.small": 64, "premises.fixed_eur_site_year.large": 256, "room_m2.care": 10, "room_m2.teeth": 30}}
	b := scene.Draw(t, w)
	scene.Facility(t, b, "A").Size, scene.Facility(t, b, "B").Size = "small", "large"
	scene.Point(t, b, "A:care").Rooms, scene.Point(t, b, "B:teeth").Rooms = 6, 2
	scene.Point(t, b, "C:care").Rooms, scene.Point(t, b, "C:teeth").Rooms = 8, 8
	housed(t, b, with, "A", "B")
	return b
}

// perKind sums the lines of a building by kind and service.
func perKind(p priced) map[string]float64 {
	out := map[string]float64{}
	for _, l := range p.bill.Lines {
		if l.House {
			out[fmt.Sprintf("%s %d", l.Kind, l.Service)] += l.EUR
		}
	}
	return out
}

func wantLines(t *testing.T, what string, got, want map[string]float64) {
	t.Helper()
	for k, v := range want {
		same(t, what+": "+k, got[k], v)
	}
	for k, v := range got {
		if _, ok := want[k]; !ok && v != 0 {
			t.Errorf("%s: %s is %v, not expected", what, k, v)
		}
	}
}

// 6 rooms of 10 m2 and 2 of 30 m2 at 12 euros a year are 1,440 euros, and the running
// cost of a small and a large facility 320: by room hours, care has 6 of 8 parts.
func TestABuildingIsPaidOnceByRoomHours(t *testing.T) {
	b := centre(t, nil)
	wantLines(t, "today", perKind(bill(t, b)), map[string]float64{"rent 0": 1080, "rent 1": 360, "site running cost 0": 240, "site running cost 1": 80})
	b = centre(t, func(h *network.Building) { h.M2, h.RentM2, h.Fixed = 400, 22, 60000 })
	wantLines(t, "its own figures", perKind(bill(t, b)), map[string]float64{"rent 0": 79200, "rent 1": 26400, "site running cost 0": 45000, "site running cost 1": 15000})
	b = centre(t, func(h *network.Building) { h.Kind = network.Partner })
	wantLines(t, "a partner's house", perKind(bill(t, b)), nil)
}

// The service that leaves keeps its part, and the one that stays pays no more.
func TestAClosureInABuildingSavesNothing(t *testing.T) {
	b := centre(t, nil)
	p, q := bill(t, b), bill(t, b, &scenario.Close{Facility: "B"})
	wantLines(t, "after", perKind(q), map[string]float64{"rent 0": 1080, "site running cost 0": 240, "rooms kept empty 1": 360, "site cost of rooms kept empty 1": 80})
	house := 0.0
	for _, d := range p.prices.Diff(p.bill, q.bill, noLease, nil) {
		if !d.House {
			continue
		}
		if d.Service != 1 || d.From != scene.Year {
			t.Errorf("%s of service %d changes from %d", d.Kind, d.Service, d.From)
		}
		house += d.EUR
	}
	same(t, "saved", house, 0)
}

// The whole building's closure saves its running cost at once and its rent when it
// can end.
func TestTheWholeBuildingSavesRentAndRunningCost(t *testing.T) {
	for _, tt := range []struct {
		name string
		with func(*network.Building)
		from int
	}{
		{"lease not known: the lag of a year", nil, 2027},
		{"notice of 13 months", func(h *network.Building) { h.Notice = 13 }, 2028},
		{"no notice", func(h *network.Building) { h.Notice = 0 }, 2026},
		{"a lease, whatever the notice", func(h *network.Building) { h.LeaseOver, h.Notice = 2031, 6 }, 2031},
		{"a lease that is over", func(h *network.Building) { h.LeaseOver = 2020 }, 2026},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := centre(t, tt.with)
			first := &scenario.Close{Facility: "B"}
			p, q := bill(t, b), bill(t, b, first, closeA())
			for _, ref := range []priced{p, bill(t, b, first)} { // also where the rooms of B are empty already
				rent, site := map[int]float64{}, map[int]float64{}
				for _, d := range q.prices.Diff(ref.bill, q.bill, noLease, nil) {
					switch {
					case !d.House:
					case d.Kind == cost.Rent || d.Kind == cost.Kept:
						rent[d.From] += d.EUR
					default:
						site[d.From] += d.EUR
					}
				}
				same(t, "rent", rent[tt.from], -1440)
				same(t, "running cost", site[2026], -320)
			}
		})
	}
}

// The worked example: 400 m2 at 22 euros, 60,000 of running cost, 8 rooms of 28 m2,
// 12,000 visits of 50 minutes.
func TestWorkedExampleOfABuilding(t *testing.T) {
	w := scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 12000}}, Set: map[string]float64{
		"client_minutes.care": 50, "room_m2.care": 28, "premises.rent_eur_m2_month": 22, "premises.room_use_target": 0.75,
		"premises.room_hours_year.office": 1750, "premises.room_hours_year.with_evenings": 2600}}
	b := scene.Draw(t, w)
	pt := scene.Point(t, b, "A:care")
	pt.Rooms, pt.FTE[0] = 8, 64
	housed(t, b, func(h *network.Building) { h.M2, h.Fixed = 400, 60000 }, "A")
	p := bill(t, b)
	rent, site := p.line(cost.Rent, cost.County), p.line(cost.Site, cost.County)
	available, visits := 8*p.Model.OpenHours(pt.Hours), p.Served[0].Visits.N[0]
	for _, v := range p.Served[0].Visits.N[1:] {
		visits += v
	}
	for _, f := range []struct {
		what      string
		got, want float64
		digits    int
	}{
		{"rent", rent, 105600, 0}, {"rent and running cost", rent + site, 165600, 0}, {"room hours", available, 14000, 0},
		{"hours used", visits * 50 / 60, 10000, 0}, {"use", visits * 50 / 60 / available, 0.71, 2}, {"visits per m2", visits / 400, 30, 0},
		{"euros a room hour", (rent + site) / available, 11.83, 2}, {"euros a used room hour", (rent + site) / (visits * 50 / 60), 16.56, 2},
	} {
		if got := fmt.Sprintf("%.*f", f.digits, f.got); got != fmt.Sprintf("%.*f", f.digits, f.want) {
			t.Errorf("%s is %s, expected %v", f.what, got, f.want)
		}
	}
	evenings := &scenario.SetHours{Facilities: []string{"A"}, Services: []string{"care"}, Hours: network.Hours{Office: network.AllWeek, Evening: 0b1111}}
	for rooms, changes := range map[float64][]scenario.Change{8: {capacity("care", 0)}, 6: {capacity("care", 0), evenings}} {
		if got := bill(t, b, changes...).Served[0].Points[0].Rooms; got != rooms {
			t.Errorf("%v rooms are needed, expected %v", got, rooms)
		}
	}
	keep := &scenario.SetCapacity{Building: "house_A", Rooms: 6, FTE: math.NaN(), FTEFactor: math.NaN(), RoomsFactor: math.NaN()}
	q := bill(t, b, evenings, capacity("care", 6), keep)
	same(t, "giving back 2 rooms", q.line(cost.GivenBack, cost.County), -14784)
	for _, d := range q.prices.Diff(p.bill, q.bill, noLease, nil) {
		if d.House && (d.Kind != cost.GivenBack || d.From != 2027) {
			t.Errorf("%s changes by %v from %d", d.Kind, d.EUR, d.From)
		}
	}
}

// What is given back is what its service leaves empty, whatever the option says, and
// no more than the building has.
func TestRoomsInUseAreNotGivenBack(t *testing.T) {
	keep := func(rooms float64) scenario.Change {
		return &scenario.SetCapacity{Building: "house_A", Rooms: rooms, FTE: math.NaN(), FTEFactor: math.NaN(), RoomsFactor: math.NaN()}
	}
	gone := &scenario.Close{Facility: "B"}
	for _, tt := range []struct {
		name    string
		m2      float64
		changes []scenario.Change
		want    float64 // m2
	}{
		{"one of the two rooms that teeth left", 0, []scenario.Change{gone, keep(7)}, 30},
		{"both", 0, []scenario.Change{gone, keep(6)}, 60},
		{"both, of a smaller building", 45, []scenario.Change{gone, keep(6)}, 45},
		{"all but the one room that care needs", 0, []scenario.Change{gone, capacity("care", 0), keep(0)}, 60 + 5*10},
	} {
		b := centre(t, func(h *network.Building) { h.M2 = tt.m2 })
		same(t, tt.name, bill(t, b, tt.changes...).line(cost.GivenBack, cost.County), -12*tt.want)
	}
}

// capacity sets the rooms of a service everywhere.
func capacity(service string, rooms float64) *scenario.SetCapacity {
	return &scenario.SetCapacity{Service: service, Rooms: rooms, FTE: math.NaN(), FTEFactor: math.NaN(), RoomsFactor: math.NaN()}
}

// The worked example: a station and a dental unit in one building of 400 m2 with a
// notice of 12 months and a running cost of 120,000; both close on 1.1.2027.
func TestWorkedExampleOfClosures(t *testing.T) {
	b := centre(t, func(h *network.Building) { h.M2, h.RentM2, h.Fixed, h.Notice = 400, 22, 120000, 12 })
	changes := func(closed ...scenario.Change) map[int]float64 {
		p, q := bill(t, b), bill(t, b, closed...)
		prices := q.prices.For(params.NewReader(q.County.Params), q.County.Network, 2027)
		out := map[int]float64{}
		for _, d := range prices.Diff(p.bill, q.bill, noLease, nil) {
			if d.House {
				out[d.From] += d.EUR
			}
		}
		return out
	}
	station := changes(closeA())
	same(t, "the station alone, in 2027", station[2027], 0)
	same(t, "the station alone, in 2028", station[2028], 0)
	both := changes(closeA(), &scenario.Close{Facility: "B"})
	same(t, "both, running cost from 2027", both[2027], -120000)
	same(t, "both, rent from 2028", both[2028], -105600)
}

// Who needs more rooms takes those that were left, and pays for them; what is beyond
// them is rented in addition.
func TestRoomsThatAreLeftAreUsedFirst(t *testing.T) {
	b := centre(t, nil)
	out := &scenario.Close{Facility: "B"}
	in := func(rooms float64) scenario.Change {
		return &scenario.SetCapacity{Service: "care", Facility: "A", Rooms: rooms, FTE: math.NaN(), FTEFactor: math.NaN(), RoomsFactor: math.NaN()}
	}
	// 3 rooms more are 30 of the 60 m2 that teeth left: half of its part.
	wantLines(t, "half", perKind(bill(t, b, out, in(9))), map[string]float64{"rent 0": 1080 + 180, "site running cost 0": 240 + 40,
		"rooms kept empty 1": 180, "site cost of rooms kept empty 1": 40})
	wantLines(t, "all", perKind(bill(t, b, out, in(12))), map[string]float64{"rent 0": 1440, "site running cost 0": 320})
	wantLines(t, "and 20 m2 more", perKind(bill(t, b, out, in(14))), map[string]float64{"rent 0": 1440 + 20*12, "site running cost 0": 320})
	wantLines(t, "without anybody leaving", perKind(bill(t, b, in(7))), map[string]float64{"rent 0": 1080 + 120, "rent 1": 360, "site running cost 0": 240, "site running cost 1": 80})
	// A building with more square metres than its rooms has space.
	roomy := centre(t, func(h *network.Building) { h.M2 = 140 })
	same(t, "space for 2 rooms more", bill(t, roomy, in(8)).line(cost.Rent, cost.County), bill(t, roomy).line(cost.Rent, cost.County))
}

// A facility that opens in a building pays its own running cost, by its services in
// equal parts. Those that were there pay what they paid.
func TestWhoOpensInABuildingPaysItsRunningCost(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "ABDa . . Cc", People: map[string]scene.Folk{"a": {N: 1024}, "c": {N: 1024}},
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist"), scene.Service("talk", "nurse")},
		Points:   []string{"A:care", "B:teeth", "C:talk"},
		Set:      map[string]float64{"premises.fixed_eur_site_year.small": 64, "premises.fixed_eur_site_year.large": 256, "room_m2.care": 10, "room_m2.teeth": 30, "room_m2.talk": 10}})
	for i := range b.Network.Facilities {
		b.Network.Facilities[i].Size = "small"
	}
	d := scene.Facility(t, b, "D")
	d.Status, d.Size = network.Planned, "large"
	scene.Point(t, b, "A:care").Rooms, scene.Point(t, b, "B:teeth").Rooms = 6, 2
	opened := func(services ...string) scenario.Change {
		return &scenario.Open{Facility: "D", Services: services, Rooms: 1, Building: "house_A"}
	}
	own := *b
	own.Network = b.Network.Clone()
	housed(t, b, nil, "A", "B", "D")
	wantLines(t, "today", perKind(bill(t, b)), map[string]float64{"rent 0": 1080, "rent 1": 360, "site running cost 0": 96, "site running cost 1": 32})
	wantLines(t, "talk opens", perKind(bill(t, b, opened("talk"))), map[string]float64{"rent 0": 1080, "rent 1": 360, "rent 2": 120,
		"site running cost 0": 96, "site running cost 1": 32, "site running cost 2": 256})
	wantLines(t, "care and talk open", perKind(bill(t, b, opened("care", "talk"))), map[string]float64{"rent 0": 1200, "rent 1": 360, "rent 2": 120,
		"site running cost 0": 96 + 128, "site running cost 1": 32, "site running cost 2": 128})
	housed(t, &own, func(h *network.Building) { h.Fixed = 320 }, "A", "B", "D")
	wantLines(t, "a building with a figure of its own", perKind(bill(t, &own, opened("talk"))), map[string]float64{"rent 0": 1080, "rent 1": 360, "rent 2": 120,
		"site running cost 0": 240, "site running cost 1": 80})
}

// A facility that moves leaves its building, which it goes on paying, and rents
// rooms of its own; one that merges within the building changes nothing.
func TestMovesAndMergersOfABuilding(t *testing.T) {
	b := centre(t, nil)
	moved := bill(t, b, &scenario.Move{Facility: "B", At: scene.At(5, 0)})
	wantLines(t, "moved", perKind(moved), map[string]float64{"rent 0": 1080, "site running cost 0": 240, "rooms kept empty 1": 360, "site cost of rooms kept empty 1": 80})
	for _, l := range moved.bill.Lines {
		if l.Facility == "B" && l.Kind == cost.Site {
			same(t, "running cost of the new place", l.EUR, 256)
		}
	}
	merged := bill(t, b, &scenario.Merge{Facility: "B", Into: "A"})
	wantLines(t, "merged", perKind(merged), perKind(bill(t, b)))
}

// Over all services a building's lines are its rent and running cost once, whatever
// is in it, and rooms beyond it.
func TestTheCostOfABuildingIsKept(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		names := []string{"A", "B", "D"}
		b := scene.Draw(t, scene.World{Map: "ABDa . . Cc", People: map[string]scene.Folk{"a": {N: 1024}, "c": {N: 1024}},
			Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")},
			Set: map[string]float64{"premises.fixed_eur_site_year.small": 64, "room_m2.care": rapid.Float64Range(1, 40).Draw(rt, "care m2"),
				"room_m2.teeth": rapid.Float64Range(1, 40).Draw(rt, "teeth m2")}})
		for i := range b.Network.Points {
			b.Network.Points[i].Rooms = float64(rapid.IntRange(1, 9).Draw(rt, "rooms"))
		}
		m2 := rapid.SampledFrom([]float64{0, 100, 5000}).Draw(rt, "m2")
		housed(t, b, func(h *network.Building) { h.M2, h.Fixed = m2, 320 }, names...)
		var changes []scenario.Change
		open := 0
		for _, f := range names {
			if rapid.Bool().Draw(rt, "closes "+f) {
				changes = append(changes, &scenario.Close{Facility: f})
			} else {
				open++
			}
		}
		rent, site := 0.0, 0.0
		for kind, eur := range perKind(bill(t, b, changes...)) {
			if kind[:4] == "site" {
				site += eur
			} else {
				rent += eur
			}
		}
		then := 0.0
		for _, part := range b.Network.Buildings[0].Before.Parts {
			r := params.NewReader(b.Params)
			then += part.Rooms * r.Value(b.Network.Services[part.Service].RoomM2)
		}
		if m2 == 0 {
			m2 = then
		}
		if open == 0 {
			m2 = 0
		}
		want := 320.0
		if open == 0 {
			want = 0
		}
		if math.Abs(rent-12*m2) > 1e-6 || math.Abs(site-want) > 1e-9 {
			rt.Fatalf("%d open: rent %v and running cost %v, expected %v and %v", open, rent, site, 12*m2, want)
		}
	})
}

// Rooms lent out bring in 300 hours at 25 euros, divided as the running cost is: care has 6
// of 8 parts. The part of a service that leaves stays with it, and the income ends at once
// when the last one leaves.
func TestIncomeFromRoomsLentOut(t *testing.T) {
	b := centre(t, func(h *network.Building) {
		h.M2, h.RentM2, h.Fixed, h.Notice, h.OutsideHours, h.OutsideEUR = 400, 22, 60000, 12, 300, 25
	})
	p := bill(t, b)
	wantLines(t, "today", perKind(p), map[string]float64{"rent 0": 79200, "rent 1": 26400, "site running cost 0": 45000, "site running cost 1": 15000,
		"income from rooms lent out 0": -5625, "income from rooms lent out 1": -1875})
	same(t, "gross", p.bill.Gross(0)+p.bill.Gross(1)-p.line(cost.Rent, cost.County)-p.line(cost.Site, cost.County)-p.line(cost.Staff, cost.County), 0)
	one := bill(t, b, &scenario.Close{Facility: "B"})
	same(t, "with one service", one.line(cost.Lent, cost.County), -7500)
	both := bill(t, b, &scenario.Close{Facility: "B"}, &scenario.Close{Facility: "A"})
	lost := 0.0
	for _, d := range p.prices.Diff(p.bill, both.bill, noLease, nil) {
		if d.Kind == cost.Lent {
			lost += d.EUR
			if d.From != scene.Year {
				t.Errorf("income is lost from %d", d.From)
			}
		}
	}
	same(t, "lost", lost, 7500)
}

// A barrack of 200 m2 that an option takes into use costs 45,000 euros once and its rent; it
// cannot be rented after its last year, whatever the notice is.
func TestABarrackIsSetUpOnce(t *testing.T) {
	b := centre(t, nil)
	nan := math.NaN()
	at := scene.Facility(t, b, "C").At
	b.Network.Buildings = append(b.Network.Buildings, network.Building{ID: "zz", Kind: network.Barrack, At: at, M2: 200, RentM2: 26, Fixed: 30000, Notice: nan,
		Space: network.Space{Setup: 45000, To: 2029}})
	opens := &scenario.Open{Facility: "new", Name: "New", At: &at, Building: "zz", Services: []string{"care"}, Rooms: 6}
	q := bill(t, b, opens)
	same(t, "once", q.bill.OneOff[0], 45000)
	same(t, "today", bill(t, b).bill.OneOff[0], 0)
	rent := 0.0
	for _, l := range q.bill.Lines {
		if l.Facility == "zz" && l.Kind == cost.Rent {
			rent += l.EUR
		}
	}
	same(t, "rent", rent, 200*26*12)
	for _, tt := range []struct {
		notice   float64
		to, from int
	}{{nan, 2029, 2030}, {120, 2029, 2030}, {12, 2029, 2027}, {nan, 2025, 2026}, {nan, 0, 2027}} {
		b := centre(t, func(h *network.Building) { h.Notice, h.To = tt.notice, tt.to })
		for _, d := range bill(t, b).prices.Diff(bill(t, b).bill, bill(t, b, &scenario.Close{Facility: "A"}, &scenario.Close{Facility: "B"}).bill, noLease, nil) {
			if d.Kind == cost.Rent && d.House && d.From != tt.from {
				t.Errorf("with a notice of %v and the last year %d the rent ends in %d, expected %d", tt.notice, tt.to, d.From, tt.from)
			}
		}
	}
}
