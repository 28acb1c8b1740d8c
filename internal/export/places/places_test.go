package places

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"saavu/internal/engine"
	"saavu/internal/export/plain"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

var update = flag.Bool("update", false, "write the golden files again")

// explained30 explains a cell and a facility of a drawn county, with a closed station,
// a bus, a provider and a plan for remote contacts.
func explained30(t *testing.T, choice bool) []*report.Explanation {
	t.Helper()
	b := scene.Draw(t, scene.World{Map: "Aa B . C", People: map[string]scene.Folk{"a": {N: 768, Ages: population.Group{From: 0, To: 100}}}, Transit: scene.Way{Fixed: 5, PerKm: 3}, Car: scene.Way{Fixed: 3, PerKm: 2},
		Set:    map[string]float64{"assignment.decay_per_min": 0.05, "population.car_access_share.all": 0.5, "population.mobility_limited_share.all": 0.25, "digital.reach_by_age.75+": 0.5},
		Ranges: map[string][2]float64{"travel.threshold_min.local": {1, 40}}})
	scene.Facility(t, b, "B").BarrierFree = network.No
	scene.Point(t, b, "A:care").FTE[0] = 0.25
	scene.Point(t, b, "A:care").Rooms = 1
	scene.Point(t, b, "C:care").Swedish = network.No
	p, err := engine.Prepare(t.Context(), b, engine.Settings{Frame: "staff", Choice: choice})
	if err != nil {
		t.Fatal(err)
	}
	options := []scenario.Option{{ID: "today", Name: "Today"}, {ID: "new", Name: "New", Changes: []scenario.Change{&scenario.Close{Facility: "C"},
		&scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 1, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "A", Days: 3}}},
		&scenario.AddRemote{Service: "care", Share: 0.3}}}}
	var out []*report.Explanation
	for _, id := range []string{"today", "new"} {
		e, err := p.Explain(t.Context(), options, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []string{"", "A", "C"} {
			x, err := e.Facility(f, []string{"care"})
			if f == "" {
				x, err = e.Cell(0, []string{"care"})
			}
			if err != nil {
				t.Fatal(err)
			}
			x.County, x.Name = "test", "Test county"
			out = append(out, x)
		}
	}
	return out
}

func TestExplanationsFollowTheirSchema(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../../docs/schema/explain.schema.json", string(schema))
	loaded, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("explain.schema.json", loaded); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("explain.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, choice := range []bool{true, false} {
		for i, x := range explained30(t, choice) {
			var b bytes.Buffer
			if err := JSON(&b, x); err != nil {
				t.Fatal(err)
			}
			value, err := jsonschema.UnmarshalJSON(&b)
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(value); err != nil {
				t.Errorf("explanation %d does not follow its schema: %v", i, err)
			}
			want := 1
			if i == 4 { // a bus stops at A
				want = 2
			}
			if n := len(value.(map[string]any)["services"].([]any)); n != want {
				t.Errorf("explanation %d has %d services, expected %d", i, n, want)
			}
		}
	}
}

// Every text of an explanation has its values, and no line is wider than a screen.
func TestExplanationsInEveryLanguage(t *testing.T) {
	for _, choice := range []bool{true, false} {
		for i, x := range explained30(t, choice) {
			for _, l := range lang.Languages() {
				var b strings.Builder
				if err := Table(&b, x, plain.Options{Words: words.In(l)}); err != nil {
					t.Fatal(err)
				}
				text := b.String()
				for _, bad := range []string{"{", "%!", "NaN", "explain_place.", "Inf"} {
					if strings.Contains(text, bad) {
						t.Errorf("explanation %d in %s contains %q:\n%s", i, l, bad, text)
					}
				}
				for line := range strings.Lines(text) {
					if plain.Width(strings.TrimSuffix(line, "\n")) > plain.LineWidth {
						t.Errorf("explanation %d in %s: a line of %d characters: %s", i, l, plain.Width(line), line)
					}
				}
			}
		}
	}
}
