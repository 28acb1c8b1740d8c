package engine_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// forecastRoad is the road with a point in the west, which 48 of 240 people reach, and a
// forecast for 2030 in which the west grows to three times its people and the east
// shrinks to half. The county as a whole would double in those years.
func forecastRoad(t *testing.T) *scenario.Base {
	w := later()
	b := scene.Draw(t, w)
	b.Projections = []population.Projection{{Name: "the forecast", Years: []int{2030}, Areas: 2, People: []float64{144, 96, math.NaN()}}}
	return b
}

func TestForecastMovesReach(t *testing.T) {
	r := run(t, forecastRoad(t), engine.Settings{}, dated("half way", 2028), dated("2030", 2030), dated("beyond", 2034))
	for _, want := range []struct {
		option        string
		people, there float64
	}{{"today", 240, 48. / 240}, {"half way", 240, 96. / 240}, {"2030", 240, 144. / 240}, {"beyond", 480, 144. / 240}} {
		row := rowOf(t, r, want.option, "care")
		same(t, want.option+": people", row.People, want.people)
		same(t, want.option+": reach", row.GetsThere.V, want.there)
	}
	if !slices.Contains(notesOf(r), "people of 2030 follow the forecast in 2 of 2 areas") || strings.Contains(strings.Join(notesOf(r), "; "), "people of 2026") {
		t.Errorf("notes %q", notesOf(r))
	}
}

// The two paths are reported together, and a forecast belongs to one of them.
func TestPaths(t *testing.T) {
	w := later()
	w.Set["population.base"], w.Set["population.base_year"] = 60, 2022
	b := scene.Draw(t, w)
	b.Projections = []population.Projection{{Name: "the forecast", Years: []int{2030}, Areas: 2, People: []float64{144, math.NaN(), math.NaN()}}}
	observed := run(t, b, engine.Settings{}, dated("then", 2030))
	same(t, "people on the observed path", rowOf(t, observed, "then", "care").People, 144+384)
	same(t, "reach on the observed path", rowOf(t, observed, "then", "care").GetsThere.V, 144./528)
	documents := run(t, b, engine.Settings{Path: population.Documents}, dated("then", 2030))
	same(t, "people on the documents' path", rowOf(t, documents, "then", "care").People, 240)
	same(t, "reach on the documents' path", rowOf(t, documents, "then", "care").GetsThere.V, 0.2)
	if observed.Path != "observed" || documents.Path != "documents" {
		t.Errorf("the paths are named %s and %s", observed.Path, documents.Path)
	}
	for _, want := range []string{"people of 2026: 240 on the observed path, which is used; 120 on the documents' path",
		"people of 2030: 528 on the observed path, which is used; 240 on the documents' path",
		"people of 2030 follow the forecast in 1 of 2 areas", "people of 2030: East keep the county's growth"} {
		if !slices.Contains(notesOf(observed), want) {
			t.Errorf("no note %q in %q", want, notesOf(observed))
		}
	}
	if want := "people of 2030: 240 on the documents' path, which is used; 528 on the observed path"; !slices.Contains(notesOf(documents), want) {
		t.Errorf("no note %q in %q", want, notesOf(documents))
	}
}

// Sums that differ by rounding are noted.
func TestForecastsAreAdjusted(t *testing.T) {
	b := forecastRoad(t)
	b.Projections[0].Groups = []population.Group{{From: 0, To: 29}, {From: 30, To: 100}}
	b.Projections[0].People = []float64{0, 999, 1000, 0, 96, 96, math.NaN(), math.NaN(), math.NaN()}
	r := run(t, b, engine.Settings{}, dated("then", 2030))
	same(t, "people", rowOf(t, r, "then", "care").People, 1096)
	if want := "people of 2030: 1 sum of the forecasts differ by rounding, by at most 0.10 %; age groups were scaled to their areas"; !slices.Contains(notesOf(r), want) {
		t.Errorf("no note %q in %q", want, notesOf(r))
	}
}

func TestPathsThatCannotBe(t *testing.T) {
	b := forecastRoad(t)
	compare := func(s engine.Settings) error {
		_, err := prepareAndRun(context.Background(), inputs{Base: b, Options: []scenario.Option{today(), dated("then", 2030)}, Settings: s})
		return err
	}
	if err := compare(engine.Settings{Path: population.Documents}); err == nil || err.Error() != "the documents' path needs the parameters population.base and population.base_year" {
		t.Errorf("got %v", err)
	}
	b.Projections[0].Groups = []population.Group{{From: 0, To: 17}, {From: 18, To: 100}}
	b.Projections[0].People = []float64{8, 136, 144, math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()}
	want := "the people of 2030 cannot follow the forecast: West, ages 0-17: 8 people, but there are none to scale"
	if err := compare(engine.Settings{}); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
