package benchmarks

import (
	"math"
	"path/filepath"
	"testing"
	"time"

	"saavu/data"
	"saavu/internal/app"
	"saavu/internal/source"
	"saavu/scenarios"
)

// BenchmarkTogether compares two options of scenarios/together, a county with products,
// segments, contracts of today and templates, with 200 draws. The twin is the embedded
// county, which has the same people, places, options and choice of points. It fails where
// the tables take more than twice the processor time.
func BenchmarkTogether(b *testing.B) {
	closed := filepath.Join("..", "scenarios", "together", "options", "closed.yaml")
	tables := filepath.Join("..", "scenarios", "together", "county.yaml")
	closing(b, "", closed, 56_978) // warm
	var with, without time.Duration
	for b.Loop() {
		without += closing(b, "", closed, 56_978)
		with += closing(b, tables, closed, 56_218)
	}
	ratio := float64(with) / float64(without)
	b.ReportMetric(float64(with.Microseconds())/1000/float64(b.N), "CPU-ms/op")
	b.ReportMetric(ratio, "ratio")
	if ratio > 2 {
		b.Errorf("with all tables %v, without %v", with, without)
	}
}

// closing compares a closing with today three times, checks the need of child clinics and who
// loses, and returns the processor time.
func closing(b *testing.B, county, option string, need float64) time.Duration {
	start := work(b)
	for range 3 {
		q := app.Request{Source: app.Source{County: county, Embedded: source.Embedded(data.FS, scenarios.FS)}, Options: []string{"today", option}, Frame: "staff", Seed: 1, Service: "all", Draws: 200, Movers: true}
		s, err := app.Open(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		out, err := s.Compare(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		clinics, doctors := out.Report.Services[0].Rows, out.Report.Services[1].Rows
		if len(clinics) != 2 || math.Abs(clinics[0].Need.V-need) > 1 || !(doctors[1].Lose.V > 3000) {
			b.Fatalf("%d options, need of child clinics %v, %v lose their doctor in time", len(clinics), clinics[0].Need, doctors[1].Lose)
		}
	}
	return work(b) - start
}
