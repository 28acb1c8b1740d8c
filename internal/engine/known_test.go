package engine_test

import (
	"math"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// A known figure states what it counts, and the model counts the same: of 512 contacts
// a year of the 64 people in the west, a quarter is remote and a half is not urgent,
// and a year earlier there were half as many people.
func TestKnownFiguresCountTheSame(t *testing.T) {
	w := scene.World{Map: "Aa . . . . . . Bb", People: map[string]scene.Folk{"a": {N: 64}, "b": {N: 192}}, West: 4,
		Services: []network.Service{scene.Service("care", "nurse"), scene.Service("cure", "medic")},
		Set:      map[string]float64{"rate.care.all": 8, "rate.cure.all": 2, "remote_now.care": 0.25, "population.growth_per_year": 1}}
	w.Services[0].NonUrgent = "non_urgent.care"
	b := scene.Draw(t, w)
	tree, err := params.New(append(b.Params.All(), params.Param{Path: "non_urgent.care", V: 0.5, Lo: 0.25, Hi: 0.75, Known: true, Unit: "share"}))
	if err != nil {
		t.Fatal(err)
	}
	b.Params = tree
	b.Grid.Areas[0].Municipality, b.Grid.Areas[1].Municipality = "Westby", "Eastby"
	nan := math.NaN()
	for _, tt := range []struct {
		what          string
		known         report.Known
		unit          string
		model, lo, hi float64
	}{
		{"a year", report.Known{}, "contacts a year", 512, 512, 512},
		{"the county", report.Known{Where: "-"}, "contacts a year", 2048, 2048, 2048},
		{"three months", report.Known{Months: 3}, "contacts", 128, 128, 128},
		{"twelve months", report.Known{Months: 12}, "contacts a year", 512, 512, 512},
		{"remote", report.Known{Channel: "remote"}, "contacts a year", 128, 128, 128},
		{"in person", report.Known{Channel: "in person"}, "contacts a year", 384, 384, 384},
		{"a year earlier", report.Known{Year: 2025}, "contacts a year", 256, 256, 256},
		{"the base year", report.Known{Year: 2026}, "contacts a year", 512, 512, 512},
		{"non-urgent", report.Known{NonUrgent: true}, "contacts a year", 256, 128, 384},
		{"non-urgent, remote, in a quarter of a year, a year earlier", report.Known{NonUrgent: true, Channel: "remote", Months: 3, Year: 2025}, "contacts", 8, 4, 12},
		{"two services", report.Known{Services: []string{"care", "cure"}}, "contacts a year", 640, 640, 640},
		{"a share that is not known", report.Known{Services: []string{"care", "cure"}, NonUrgent: true}, "contacts a year", nan, nan, nan},
		{"a person", report.Known{Kind: "rate"}, "contacts/person/year", 8, 8, 8},
		{"a person, two services, remote", report.Known{Kind: "rate", Services: []string{"care", "cure"}, Channel: "remote"}, "contacts/person/year", 2, 2, 2},
		{"a person in a year", report.Known{Kind: "rate", Year: 2025}, "contacts/person/year", 8, 8, 8},
		{"a person, non-urgent", report.Known{Kind: "rate", NonUrgent: true}, "contacts/person/year", 4, 2, 6},
	} {
		k := tt.known
		if k.Kind == "" {
			k.Kind = "visits"
		}
		if k.Services == nil {
			k.Service = "care"
		}
		if k.Where == "" {
			k.Where = "Westby"
		} else {
			k.Where = ""
		}
		k.What, k.Value, k.Waived = tt.what, 512, "other figures"
		r := runAll(t, inputs{Base: b, Options: []scenario.Option{today()}, Known: []report.Known{k}, Settings: engine.Settings{Draws: 3}}).Report
		if len(r.Checks) != 1 {
			t.Fatalf("%s: %d checks", tt.what, len(r.Checks))
		}
		c := r.Checks[0]
		for _, x := range [][2]float64{{c.Model, tt.model}, {c.Lo, tt.lo}, {c.Hi, tt.hi}} {
			if !near(x[0], x[1]) && !(math.IsNaN(x[0]) && math.IsNaN(x[1])) {
				t.Errorf("%s: %g (%g to %g), predicted %g (%g to %g)", tt.what, c.Model, c.Lo, c.Hi, tt.model, tt.lo, tt.hi)
				break
			}
		}
		if c.Unit != tt.unit || c.Off != (tt.model != 512) || c.Waived != "other figures" {
			t.Errorf("%s: %+v", tt.what, c)
		}
		for _, a := range r.Used {
			if a.Path == "non_urgent.care" {
				t.Error("a share that only known figures are held against is listed as an assumption of the results")
			}
		}
	}
}

// A figure of a service that the county does not have is no check.
func TestKnownFigureOfNoService(t *testing.T) {
	b := scene.Draw(t, clinic(40))
	r := runAll(t, inputs{Base: b, Options: []scenario.Option{today()}, Known: []report.Known{{Kind: "visits", Services: []string{"care", "none"}, Value: 1}}}).Report
	if len(r.Checks) != 0 {
		t.Errorf("%+v", r.Checks)
	}
}
