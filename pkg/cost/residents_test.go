package cost_test

import (
	"math"
	"testing"

	"saavu/internal/scene"
	"saavu/pkg/cost"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

func staffTimes(factor float64) scenario.Change {
	n := math.NaN()
	return &scenario.SetCapacity{Service: "care", FTE: n, Rooms: n, FTEFactor: factor, RoomsFactor: n}
}

// payingVillage is 1,024 people 1 km from their point. Each visit costs a fee of 16
// euros, fares and time.
func payingVillage(t *testing.T, set map[string]float64) *scenario.Base {
	w := scene.World{Map: "A . . a", People: map[string]scene.Folk{"a": {N: 1024}}, Transit: scene.Way{PerKm: 3},
		Set:      map[string]float64{"fee": 16, "fees.remote_share": 0.5, "travel.pt_eur_trip": 4, "travel.time_value_eur_h": 8},
		Services: []network.Service{scene.Service("care", "nurse")}}
	for k, v := range set {
		w.Set[k] = v
	}
	w.Services[0].Fee = "fee"
	return scene.Draw(t, w)
}

// Half the positions give half the visits. That saves the residents nothing: what
// they do not pay stands as visits not given, and the county loses its fees. Twice
// the visits cost nobody more than before either.
func TestVisitsNotGivenAreNoSaving(t *testing.T) {
	full := payingVillage(t, nil)
	all, half := bill(t, full), bill(t, full, staffTimes(0.5))
	same(t, "fees of those who are served", half.line(cost.Fees, cost.Residents), 512*16)
	same(t, "fares of those who are served", half.line(cost.Fares, cost.Residents), all.line(cost.Fares, cost.Residents)/2)
	same(t, "time of those who are served", half.line(cost.TravelTime, cost.Residents), all.line(cost.TravelTime, cost.Residents)/2)
	private := all.bill.Total(cost.Residents, -1) / 2
	for _, tt := range []struct {
		what       string
		from, to   priced
		lost, fees float64
	}{{"fewer", all, half, -private, 512 * 16}, {"more", half, all, private, -512 * 16}} {
		d := tt.from.prices.Diff(tt.from.bill, tt.to.bill, noLease, nil)
		same(t, tt.what+": residents", cost.Sum(d, cost.Residents, -1, 0), 0)
		same(t, tt.what+": visits not given", cost.Sum(d, cost.NotGiven, -1, 0), tt.lost)
		transfers := 0.0
		for _, x := range d {
			if x.Kind == cost.Fees {
				transfers += x.EUR
				if x.Payer == cost.County {
					same(t, tt.what+": the county's fees", x.EUR, tt.fees)
				}
			}
		}
		same(t, tt.what+": fees over all payers", transfers, 0)
	}
}

// A contact that moves to the remote channel is not lost: the residents save its
// trip and half its fee.
func TestContactsThatMoveToRemoteSaveTheTrip(t *testing.T) {
	b := payingVillage(t, nil)
	p, q := bill(t, b), bill(t, b, &scenario.AddRemote{Service: "care", Share: 0.25})
	moved := q.Served[0].Remote
	if moved <= 0 || math.Abs(q.Served[0].Seen+moved-1024) > 1e-6 {
		t.Fatalf("%v remote and %v in person, predicted 1,024 in all", moved, q.Served[0].Seen)
	}
	d := p.prices.Diff(p.bill, q.bill, noLease, nil)
	want := -moved * (p.bill.Total(cost.Residents, -1)/1024 - 8)
	if got := cost.Sum(d, cost.Residents, -1, 0); math.Abs(got-want) > 1e-6 {
		t.Errorf("residents %v, predicted %v", got, want)
	}
	if got := cost.Sum(d, cost.NotGiven, -1, 0); math.Abs(got) > 0.01 {
		t.Errorf("visits not given %v, predicted none", got)
	}
}

// Homes' euros are the change of what a visit costs, times the smaller number of
// visits. Contacts of other channels do not change what a visit in person costs.
func TestResidentsChangeByTheSmallerNumberOfVisits(t *testing.T) {
	year := func(given cost.Given, fare, remoteFee float64) cost.Bill {
		return cost.Bill{Given: []cost.Given{given}, ChildMinutes: []float64{given[0] * fare}, Lines: []cost.Line{
			{Kind: cost.Fares, Payer: cost.Residents, EUR: given[0] * fare}, {Kind: cost.RemoteFees, Payer: cost.Residents, EUR: given[1] * remoteFee}}}
	}
	for _, tt := range []struct {
		what          string
		before, after cost.Given
		fares         [2]float64
		homes, rest   float64
	}{
		{"more expensive visits, fewer", cost.Given{100}, cost.Given{80}, [2]float64{10, 12}, 160, -200},
		{"more expensive visits, more", cost.Given{80}, cost.Given{100}, [2]float64{10, 12}, 160, 240},
		{"fewer in person, as many remote and at school", cost.Given{80, 20, 50}, cost.Given{40, 20, 50}, [2]float64{10, 10}, 0, -400},
		{"fewer at school", cost.Given{80, 20, 50}, cost.Given{80, 20}, [2]float64{10, 10}, 0, 0},
		{"half of those that are fewer moved", cost.Given{80, 20}, cost.Given{60, 30}, [2]float64{10, 10}, -100 + 10*2, -100},
		{"none before", cost.Given{}, cost.Given{80}, [2]float64{10, 10}, 0, 800},
		{"none after", cost.Given{80}, cost.Given{}, [2]float64{10, 10}, 0, -800},
	} {
		before, after := year(tt.before, tt.fares[0], 2), year(tt.after, tt.fares[1], 2)
		d := (&cost.Prices{}).Diff(before, after, noLease, nil)
		same(t, tt.what+": residents", cost.Sum(d, cost.Residents, -1, 0), tt.homes)
		same(t, tt.what+": visits not given", cost.Sum(d, cost.NotGiven, -1, 0), tt.rest)
		if tt.before[1] == tt.after[1] {
			same(t, tt.what+": children's minutes", before.MoreChildMinutes(&after, 0), tt.homes)
		}
	}
}

// Those who reach no point make no visits. They do not lower the fees of those who
// do.
func TestWhoReachesNoPointPaysNoFee(t *testing.T) {
	w := scene.World{Map: "Aa . . b", People: map[string]scene.Folk{"a": {N: 1024}, "b": {N: 1024}}, Set: map[string]float64{"fee": 16},
		Times:    map[string]travel.Seconds{"walk b A": travel.Unreached},
		Services: []network.Service{scene.Service("care", "nurse")}}
	w.Services[0].Fee = "fee"
	p := bill(t, scene.Draw(t, w))
	same(t, "without a point", p.Served[0].NoPoint, 1024)
	same(t, "fees", p.line(cost.Fees, cost.Residents), 1024*16)
}

// Of 768 contacts A serves 256, 256 come to B first, 12 minutes away, and 128 of those
// that A cannot serve go on to B. 128 are not served. The journeys to the first choices
// count by the part that is served, the way on to B in full.
func TestWhoGoesOnPaysTheWholeWay(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 768}}, Services: []network.Service{scene.Service("care", "nurse")},
		Set: map[string]float64{"assignment.decay_per_min": math.Ln2 / 12, "assignment.moves_on": 1, "travel.time_value_eur_h": 60}})
	scene.Point(t, b, "A:care").FTE[0], scene.Point(t, b, "B:care").FTE[0] = 0.25, 0.375
	p := billed(t, b, scene.Choices{Free: true})
	x := &p.Served[0]
	same(t, "seen", x.Seen, 640)
	same(t, "sent on", x.SentOn, 128)
	same(t, "euros of the minutes, there and back", p.line(cost.TravelTime, cost.Residents), 2*(12*256*640./768+12*128))
}
