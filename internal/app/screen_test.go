package app

import (
	"bytes"
	"path/filepath"
	"testing"

	"saavu/data"
	"saavu/internal/export/plain"
	"saavu/internal/export/screen"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/scenarios"
)

// A first screen is the same bytes whether all options are compared or only those that
// it shows: of the county, and of each service.
func TestFirstScreenNeedsOnlyItsOptions(t *testing.T) {
	embedded := Request{Frame: "staff", Draws: 20, Seed: 1, Movers: true, Source: Source{Embedded: source.Embedded(data.FS, scenarios.FS)}}
	cases := map[string]Request{"embedded": embedded}
	if !testing.Short() { // race runs: both run the same goroutines
		real := embedded
		real.County, real.Data = filepath.Join("..", "..", "scenarios", "helsinki-region", "county.yaml"), realdata.Dir(t)
		budget := embedded
		budget.Frame = "budget"
		cases["real"], cases["budget"] = real, budget
	}
	for name, q := range cases {
		s, err := Open(t.Context(), q)
		if err != nil {
			t.Fatal(name, err)
		}
		all, err := s.Compare(t.Context(), q)
		if err != nil {
			t.Fatal(name, err)
		}
		q.Screen = true
		few, err := s.Compare(t.Context(), q)
		if err != nil {
			t.Fatal(name, err)
		}
		if name == "embedded" && len(few.Report.Options) >= len(all.Report.Options) {
			t.Errorf("%d of %d options are compared for the first screen", len(few.Report.Options), len(all.Report.Options))
		}
		print := func(o *Outcome, service string) string {
			var b bytes.Buffer
			if service == "" {
				err = screen.Overview(&b, o.Report, plain.Options{})
			} else {
				err = screen.Service(&b, o.Report, service, plain.Options{})
			}
			if err != nil {
				t.Fatal(name, err)
			}
			return b.String()
		}
		services := []string{""}
		for i := range all.Report.Services {
			services = append(services, all.Report.Services[i].ID)
		}
		for _, service := range services {
			if a, b := print(all, service), print(few, service); a != b {
				t.Errorf("%s, service %q: of all options\n%s\nof those on the screen\n%s", name, service, a, b)
			}
		}
	}
}
