package cost_test

import (
	"math"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

func same(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*max(1, math.Abs(want))) {
		t.Errorf("%s is %v, predicted %v", what, got, want)
	}
}

// priced is a county's bill with its inputs.
type priced struct {
	scene.Delivered
	prices *cost.Prices
	bill   cost.Bill
}

func bill(t *testing.T, b *scenario.Base, changes ...scenario.Change) priced {
	t.Helper()
	return billed(t, b, scene.Choices{}, changes...)
}

func billed(t *testing.T, b *scenario.Base, choices scene.Choices, changes ...scenario.Change) priced {
	t.Helper()
	p := priced{Delivered: scene.Deliver(t, b, choices, changes...)}
	r := params.NewReader(p.County.Params)
	p.prices = cost.Compile(r, p.County.Network, p.Model, scene.Year)
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	boost := make([]delivery.Boost, len(p.Served))
	for s := range boost {
		boost[s] = delivery.NoBoost()
	}
	p.prices.Bill(cost.Input{Network: p.County.Network, Model: p.Model, Outcome: p.Outcome, Served: p.Served, Boost: boost}, &p.bill)
	return p
}

// line sums a bill's lines of a kind and payer.
func (p priced) line(kind string, payer cost.Payer) float64 {
	s := 0.0
	for _, l := range p.bill.Lines {
		if l.Kind == kind && l.Payer == payer {
			s += l.EUR
		}
	}
	return s
}

// village is 1,024 people at A with one position; town adds 1,024 people at B,
// 10 km away, with another position.
func village(set map[string]float64) scene.World {
	return scene.World{Map: "Aa", People: map[string]scene.Folk{"a": {N: 1024}}, Set: set}
}

func town(set map[string]float64) scene.World {
	return scene.World{Map: "Aa . . . . . . . . . Bb", People: map[string]scene.Folk{"a": {N: 1024}, "b": {N: 1024}}, Set: set}
}

func closeA() scenario.Change { return &scenario.Close{Facility: "A"} }

func TestStaffIsPaidByFilledPositions(t *testing.T) {
	w := village(map[string]float64{"staff.fill_rate.nurse": 0.5, "wage.nurse": 4})
	p := bill(t, scene.Draw(t, w))
	same(t, "staff", p.line(cost.Staff, cost.County), 0.5*2048*4)
	// A closure moves staff with the clients: it saves none.
	b := scene.Draw(t, town(nil))
	same(t, "staff of both", bill(t, b).line(cost.Staff, cost.County), 4096)
	same(t, "staff after a closure", bill(t, b, closeA()).line(cost.Staff, cost.County), 4096)
}

// The load determines the number of rooms, rounded up: 1,024 contacts of an
// hour in 1,024 hours. Rent is 12 months of 1 euro for a square metre.
func TestRent(t *testing.T) {
	for _, tt := range []struct {
		name  string
		rooms float64
		hours network.Hours
		set   map[string]float64
		want  float64
	}{
		{"one room", 0, network.Hours{Office: network.AllWeek}, nil, 12},
		{"two rooms of an hour and a half", 0, network.Hours{Office: network.AllWeek}, map[string]float64{"client_minutes.care": 90}, 24},
		{"half the use needs two rooms", 0, network.Hours{Office: network.AllWeek}, map[string]float64{"premises.room_use_target": 0.5}, 24},
		{"three rooms as they are", 3, network.Hours{Office: network.AllWeek}, nil, 36},
		{"ten square metres", 0, network.Hours{Office: network.AllWeek}, map[string]float64{"room_m2.care": 10}, 120},
		{"a fifth of the week", 5, network.Hours{Office: 0b00001}, nil, 12},
		{"evenings fill fewer rooms", 0, network.Hours{Office: network.AllWeek, Evening: 0b1111}, map[string]float64{"client_minutes.care": 90}, 12},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := scene.Draw(t, village(tt.set))
			p := scene.Point(t, b, "A:care")
			p.Rooms, p.Hours = tt.rooms, tt.hours
			same(t, "rent", bill(t, b).line(cost.Rent, cost.County), tt.want)
		})
	}
}

func TestSites(t *testing.T) {
	w := town(map[string]float64{"premises.fixed_eur_site_year.small": 64, "premises.fixed_eur_site_year.large": 256,
		"staff.coordination_fte.per_family_centre": 0.5})
	w.Services = []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")}
	b := scene.Draw(t, w)
	scene.Facility(t, b, "A").Size, scene.Facility(t, b, "B").Size = "small", "large"
	scene.Facility(t, b, "B").Type = "family_centre"
	p := bill(t, b)
	same(t, "sites", p.line(cost.Site, cost.County), 64+256)
	same(t, "coordination", p.line(cost.Coordinate, cost.County), 0.5*2048)
	same(t, "care's half", p.bill.Total(cost.County, 0), p.bill.Total(cost.County, 1))
	same(t, "sites after a closure", bill(t, b, closeA()).line(cost.Site, cost.County), 256)
}

func TestEveningPremium(t *testing.T) {
	set := map[string]float64{"premises.evening_pay_premium.evening": 0.5, "premises.evening_pay_premium.saturday": 1}
	for _, tt := range []struct {
		name  string
		hours network.Hours
		want  float64 // of a pay of 2,048
	}{
		{"office", network.Hours{Office: network.AllWeek}, 0},
		{"four evenings of 4 hours and 40 others", network.Hours{Office: network.AllWeek, Evening: 0b1111}, 2048 * 0.5 * 16 / 56},
		{"Saturday of 8 hours", network.Hours{Office: network.AllWeek, Saturday: true}, 2048. * 8 / 48},
		{"both", network.Hours{Office: network.AllWeek, Evening: 0b1111, Saturday: true}, 2048 * (8 + 8.) / 64},
	} {
		b := scene.Draw(t, village(set))
		scene.Point(t, b, "A:care").Hours = tt.hours
		p := bill(t, b)
		same(t, tt.name, p.line(cost.Evening, cost.County), tt.want)
		same(t, tt.name+": pay", p.line(cost.Staff, cost.County), 2048)
	}
}

func TestVouchersAndPurchases(t *testing.T) {
	b := scene.Draw(t, village(map[string]float64{"unit_cost_reference.supervision_share_purchased": 0.125, "unit_cost_reference.voucher_admin_eur": 2,
		"contract_price.care.purchased": 32}))
	contract := func(p network.Production, share, price float64) scenario.Change {
		return &scenario.Contract{Service: "care", Production: p, Share: share, Price: price}
	}
	p := bill(t, b, contract(network.Voucher, 0.25, 16), contract(network.Purchased, 0.5, 0))
	same(t, "contracts", p.line(cost.Contracts, cost.County), 256*16+512*32)
	same(t, "supervision and voucher administration", p.line(cost.Supervise, cost.County), 256*(2+2)+512*4)
	same(t, "the county's own staff stays", p.line(cost.Staff, cost.County), 2048)
	same(t, "the county's rooms", p.line(cost.Rent, cost.County), 12)
	same(t, "contracted", p.Served[0].Contracted, 768)
	// Another producer's rooms are included in its price.
	b = scene.Draw(t, town(nil))
	scene.Point(t, b, "A:care").Provider = true
	same(t, "rent with a provider", bill(t, b).line(cost.Rent, cost.County), 12)
	same(t, "staff with a provider", bill(t, b).line(cost.Staff, cost.County), 2048)
}

func TestMobileUnits(t *testing.T) {
	w := town(map[string]float64{"mobile.km_day": 8, "mobile.bus.running_eur_km": 0.5, "mobile.bus.fixed_eur_year": 128, "mobile.bus.capex": 4096,
		"mobile.bus.move_cost_eur": 2, "staff.hourly.driver": 4, "staff.hourly.coordinator": 2})
	w.Words = map[string]string{"mobile.bus.crew": "nurse driver"}
	w.Points = []string{"B:care"}
	b := scene.Draw(t, w)
	bus := &scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 2, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "A", Days: 0b11111}}}
	p := bill(t, b, bus)
	// Two vehicles have 128 days and one stop on five of their ten days a week.
	same(t, "running: 64 days", p.line(cost.MobileRun, cost.County), 64*8*0.5+2*128+64*2)
	same(t, "the driver; the nurse is from the services' staff", p.line(cost.MobileCrew, cost.County), 64*8*4)
	same(t, "two vehicles", p.bill.OneOff[0], 2*4096)
	same(t, "staff as before", p.line(cost.Staff, cost.County), bill(t, b).line(cost.Staff, cost.County))
	hours := p.Served[0].CrewHours
	if hours <= 0 {
		t.Fatal("the bus takes no hours of the nurses")
	}
	same(t, "two paid hours of 1 euro for each hour with clients", p.prices.CrewPay(p.Model, 0, hours), 2*hours)
	same(t, "rent of B only", p.line(cost.Rent, cost.County), bill(t, b).line(cost.Rent, cost.County))
	b.Params, _ = b.Params.With("staff.hourly.driver", 0)
	same(t, "a coordinator does not ride", bill(t, b, bus).line(cost.MobileCrew, cost.County), 0)
}

// A unit is paid once, however its time is shared.
func TestUnitIsPaidOnce(t *testing.T) {
	w := scene.World{Map: "Aa . . k", People: map[string]scene.Folk{"a": {N: 64}, "k": {N: 64, Ages: population.Group{From: 8, To: 8}}},
		Services: []network.Service{scene.Service("teeth", "dentist"), scene.Service("care", "nurse")},
		Set:      map[string]float64{"mobile.team.fixed_eur_year": 1024}}
	w.Services[0].SchoolAges = population.Group{From: 7, To: 12}
	for _, stops := range [][]scenario.Stop{nil, {{Facility: "A", Days: 0b00110}}} {
		p := bill(t, scene.Draw(t, w), &scenario.AddMobile{ID: "team", UnitKind: "team", Count: 1, Services: []string{"teeth", "care"}, Schools: true, Stops: stops})
		same(t, "running", p.line(cost.MobileRun, cost.County), 1024)
	}
}

func TestRemotePlatform(t *testing.T) {
	set := map[string]float64{"digital.platform_fixed_eur_year": 512, "digital.support_fte": 0.25, "remote_now.care": 0.125, "staff.hourly.coordinator": 2}
	b := scene.Draw(t, village(set))
	same(t, "no plan, no platform", bill(t, b).line(cost.Platform, cost.County), 0)
	remote := scenario.AddRemote{Service: "care", Share: 0.25}
	same(t, "platform", bill(t, b, &remote).line(cost.Platform, cost.County), 512)
	remote.Support = true
	same(t, "platform and support", bill(t, b, &remote).line(cost.Platform, cost.County), 512+0.25*2048*2)
}

// Fees are the county's income and the residents' cost: over both payers they
// cancel.
func TestFeesCancelOverPayers(t *testing.T) {
	w := village(map[string]float64{"fee": 16})
	w.Map, w.People["k"] = "Aak", scene.Folk{N: 1024, Ages: population.Group{From: 10, To: 10}}
	w.Services = []network.Service{scene.Service("care", "nurse")}
	w.Services[0].Fee, w.Services[0].FeeFreeUnder = "fee", 18
	b := scene.Draw(t, w)
	scene.Point(t, b, "A:care").FTE[0] = 2
	p := bill(t, b)
	same(t, "county's income from the adults", p.line(cost.Fees, cost.County), -1024*16)
	same(t, "residents' fees", p.line(cost.Fees, cost.Residents), 1024*16)
	same(t, "lines before fees", p.bill.Gross(0), p.bill.Total(cost.County, 0)+1024*16)
	same(t, "lines before fees, all services", p.bill.Gross(-1), p.bill.Gross(0))
	scene.Point(t, b, "A:care").FTE[0] = 1 // half can be served
	p = bill(t, b)
	same(t, "income from served contacts", p.line(cost.Fees, cost.County), -512*16)
	same(t, "fees of served contacts", p.line(cost.Fees, cost.Residents), 512*16)
	same(t, "sum over payers", p.line(cost.Fees, cost.County)+p.line(cost.Fees, cost.Residents), 0)
}

// 1,024 people 10 km from A: two hours on foot each way.
func TestResidentsTravel(t *testing.T) {
	child := population.Group{From: 3, To: 3}
	pupil := population.Group{From: 10, To: 10}
	set := func(more map[string]float64) map[string]float64 {
		out := map[string]float64{"travel.car_eur_km": 0.5, "travel.pt_eur_trip": 4, "travel.time_value_eur_h": 8,
			"travel.transport_service_eur_trip": 32, "travel.transport_service_share": 0.5}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	tests := []struct {
		name                          string
		ages                          population.Group
		transit, car                  scene.Way
		more                          map[string]float64
		free                          bool
		fares, time, transport, child float64
	}{
		{"an adult on foot", population.Group{}, scene.Way{}, scene.Way{}, nil, false, 0, 4 * 8, 0, 0},
		{"an adult by public transport", population.Group{}, scene.Way{PerKm: 3}, scene.Way{}, nil, false, 8, 8, 0, 0},
		{"where it is free", population.Group{}, scene.Way{PerKm: 3}, scene.Way{}, nil, true, 0, 8, 0, 0},
		{"an adult who drives", population.Group{}, scene.Way{PerKm: 3}, scene.Way{PerKm: 1.5}, map[string]float64{"population.car_access_share.all": 1}, false, 10, 4, 0, 0},
		{"a pupil alone", pupil, scene.Way{PerKm: 3}, scene.Way{}, nil, false, 8, 0, 0, 60},
		{"a pupil with an escort", pupil, scene.Way{PerKm: 3}, scene.Way{}, map[string]float64{"travel.escort_share.all": 1}, false, 16, 8, 0, 60},
		{"a small child with an escort", child, scene.Way{PerKm: 3}, scene.Way{}, map[string]float64{"travel.escort_share.all": 1}, false, 8, 8, 0, 60},
		{"every fourth pupil has an escort", population.Group{}, scene.Way{PerKm: 3}, scene.Way{}, map[string]float64{"travel.escort_share.all": 0.25}, false, 10, 10, 0, 0},
		{"mobility-limited: the county pays half the trips", population.Group{}, scene.Way{PerKm: 3}, scene.Way{}, map[string]float64{"population.mobility_limited_share.all": 1}, false, 4, 8, 32, 0},
		{"combined trips", population.Group{}, scene.Way{PerKm: 3}, scene.Way{}, map[string]float64{"travel.combined_trip_discount": 0.25}, false, 6, 6, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := scene.World{Map: "A . . . . . . . . . a", People: map[string]scene.Folk{"a": {N: 1024, Ages: tt.ages}}, Transit: tt.transit, Car: tt.car,
				Set: set(tt.more), Services: []network.Service{scene.Service("care", "nurse")}}
			w.Services[0].PtFree = tt.free
			p := bill(t, scene.Draw(t, w))
			same(t, "fares and kilometres", p.line(cost.Fares, cost.Residents), 1024*tt.fares)
			same(t, "time of adults", p.line(cost.TravelTime, cost.Residents), 1024*tt.time)
			same(t, "transport service", p.line(cost.Transport, cost.County), 1024*tt.transport)
			same(t, "transport service of residents", p.line(cost.Transport, cost.Residents), 0)
			same(t, "children's minutes", p.bill.ChildMinutes[0], 1024*tt.child)
		})
	}
}

// A unit cost includes the premises: the baseline is unit cost times contacts
// and nothing else, whatever the rent.
func TestBaselineHasNoRentOnTop(t *testing.T) {
	for _, rent := range []float64{0, 1, 64} {
		b := scene.Draw(t, village(map[string]float64{"premises.rent_eur_m2_month": rent, "remote_now.care": 0.25}))
		p := bill(t, b)
		same(t, "baseline", p.prices.Baseline(p.Served)[0], 768*128+256*64)
	}
	// It rests on the contacts that are needed, not on those that half a position can give.
	half := bill(t, scene.Draw(t, village(map[string]float64{"staff.fill_rate.nurse": 0.5})))
	if half.Served[0].Seen != 512 {
		t.Errorf("%g contacts are given, predicted 512", half.Served[0].Seen)
	}
	same(t, "baseline of contacts that are not given", half.prices.Baseline(half.Served)[0], 1024*128)
	b := scene.Draw(t, village(map[string]float64{"remote_cost.care": 0, "remote_now.care": 0.25}))
	p := bill(t, b)
	same(t, "baseline without a unit cost of remote contacts", p.prices.Baseline(p.Served)[0], 1024*128)
}
