package engine_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// wide draws a county of 60 by 60 cells with people of all ages in each, 25 places
// and seven services. About a third of the parameters have a range.
func wide(t testing.TB) *scenario.Base {
	random := rand.New(rand.NewPCG(1, 2))
	w := scene.World{West: 30, People: map[string]scene.Folk{"a": {N: 80, Ages: population.Group{From: 0, To: 100}}},
		Transit: scene.Way{Fixed: 10, PerKm: 4}, Car: scene.Way{Fixed: 5, PerKm: 2}, Walk: scene.Way{PerKm: 3},
		Set: map[string]float64{"population.mobility_limited_share.75+": 0.28, "population.mobility_limited_share.0-74": 0.02, "population.car_access_share.all": 0.6},
		Ranges: map[string][2]float64{"travel.threshold_min.local": {15, 25}, "travel.threshold_min.district": {25, 35}, "staff.productive_hours_fte": {900, 1100},
			"premises.rent_eur_m2_month": {0.5, 1.5}, "travel.time_value_eur_h": {0, 14}, "digital.under_delivery_factor": {0.5, 1}}}
	for k := range 7 {
		id := fmt.Sprintf("service%d", k)
		w.Services = append(w.Services, scene.Service(id, fmt.Sprintf("worker%d", k)))
		for _, p := range []string{"rate." + id + ".all", "client_minutes." + id, "remote_max." + id} {
			w.Ranges[p] = [2]float64{0.25, 90}
		}
		w.Ranges["remote_max."+id], w.Ranges["rate."+id+".all"] = [2]float64{0.25, 0.75}, [2]float64{0.5, 1.5}
		w.Ranges[fmt.Sprintf("minutes.%s.worker%d", id, k)] = [2]float64{50, 70}
		w.Ranges[fmt.Sprintf("wage.worker%d", k)] = [2]float64{0.75, 1.25}
	}
	names := "ABCDEFGHIJKLMNOPQRSTUVWXY"
	at := map[int]string{}
	for len(at) < len(names) {
		at[random.IntN(3600)] = ""
	}
	placed := 0
	var map60 strings.Builder
	for i := range 3600 {
		if _, here := at[i]; here {
			map60.WriteByte(names[placed])
			placed++
		}
		map60.WriteString("a ")
		if i%60 == 59 {
			map60.WriteByte('\n')
		}
	}
	w.Map = map60.String()
	b := scene.Draw(t, w)
	for i := range b.Network.Points {
		b.Network.Points[i].FTE[0] = 8
	}
	return b
}

// BenchmarkRun compares nine options over 3,600 cells with 200 draws: what a planner
// waits for after the county is read. It checks that the result has figures.
func BenchmarkRun(b *testing.B) {
	county := wide(b)
	at := scene.At(17, 29)
	stops := []scenario.Stop{{Facility: "A", Days: 1}, {Facility: "B", Days: 2}, {Facility: "C", Days: 4}}
	in := inputs{Base: county, Rules: lawbook(), Settings: engine.Settings{Draws: 200, Seed: 1}, Options: []scenario.Option{
		today(), option("fewer", shut("D"), shut("E"), shut("F"), shut("G")), option("fewest", shut("D"), shut("E"), shut("F"), shut("G"), shut("H"), shut("I")),
		option("more", &scenario.Open{Facility: "new", Name: "New", At: &at, Services: []string{"service0", "service1"}}),
		option("bus", shut("A"), &scenario.Open{Facility: "A", Services: []string{"service6"}},
			&scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"service0", "service2"}, Stops: stops}),
		option("screens", remote("service0", 0.4), remote("service3", 0.4)),
		option("others", &scenario.Contract{Service: "service4", Production: network.Voucher, Share: 0.25, Price: 60}),
		dated("later", 2030), dated("later, other", 2030, shut("Y"), remote("service1", 0.3)),
	}}
	in.Rules[0].Service = "service0"
	for b.Loop() {
		r := runAll(b, in)
		if row := r.Report.Services[0].Rows[1]; row.Lose.V <= 0 || row.There.V+row.Beyond.V != row.People || len(r.Report.Options[1].Movers) == 0 {
			b.Fatalf("a comparison without an answer: %+v", row)
		}
	}
}
