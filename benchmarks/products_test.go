package benchmarks

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"saavu/data"
	"saavu/internal/app"
	"saavu/internal/source"
	"saavu/scenarios"
)

// BenchmarkProducts compares the options of scenarios/products, from the files to the
// report with 20 draws. The twin is the same county with rates in place of products, the
// same choice of points and the same options. It fails where products take more than twice
// the processor time.
func BenchmarkProducts(b *testing.B) {
	county := filepath.Join("..", "scenarios", "products", "county.yaml")
	twin := withoutProducts(b, county)
	comparing(b, twin, 56_978) // warm
	var with, without time.Duration
	for b.Loop() {
		without += comparing(b, twin, 56_978)
		with += comparing(b, county, 56_218)
	}
	ratio := float64(with) / float64(without)
	b.ReportMetric(float64(with.Microseconds())/1000/float64(b.N), "CPU-ms/op")
	b.ReportMetric(ratio, "ratio")
	if ratio > 2 {
		b.Errorf("with products %v, without %v", with, without)
	}
}

// comparing compares the options of a county three times, checks the need of its child
// clinics, and returns the processor time.
func comparing(b *testing.B, county string, need float64) time.Duration {
	start := work(b)
	for range 3 {
		q := app.Request{Source: app.Source{County: county, Embedded: source.Embedded(data.FS, scenarios.FS)}, Frame: "staff", Seed: 1, Service: "all", Draws: 20, Movers: true}
		s, err := app.Open(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		out, err := s.Compare(b.Context(), q)
		if err != nil {
			b.Fatal(err)
		}
		rows := out.Report.Services[0].Rows
		if len(rows) != 4 || math.Abs(rows[3].Need.V-need) > 1 || !(rows[0].Visits.V > 0.8*need) {
			b.Fatalf("%d options, need of child clinics %v", len(rows), rows[0].Need)
		}
	}
	return work(b) - start
}

// withoutProducts writes the county of scenarios/products without its products.
func withoutProducts(b *testing.B, county string) string {
	text, err := os.ReadFile(county)
	if err != nil {
		b.Fatal(err)
	}
	root, err := filepath.Abs("..")
	if err != nil {
		b.Fatal(err)
	}
	swaps := []string{"../../", root + "/", "../vantaa-kerava", filepath.Join(root, "scenarios", "vantaa-kerava"), "products: products.csv\n", "", "    products: true\n", "",
		"    staff:\n      - {profession: phn, wage: staff.hourly.phn}\n", "    staff:\n      - {profession: phn, minutes: durations_min.neuvola.staff, wage: staff.hourly.phn}\n" +
			"    client_minutes: durations_min.neuvola.client\n    remote_max: localisation_class.neuvola_child.remote_max\n"}
	for i := 0; i < len(swaps); i += 2 {
		if !strings.Contains(string(text), swaps[i]) {
			b.Fatalf("%s has no %q", county, swaps[i])
		}
	}
	file := filepath.Join(b.TempDir(), "county.yaml")
	if err := os.WriteFile(file, []byte(strings.NewReplacer(swaps...).Replace(string(text))), 0o600); err != nil {
		b.Fatal(err)
	}
	return file
}
