package app

import (
	"context"
	"math"
	"slices"
	"testing"

	"saavu/data"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/access"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/scenarios"
)

// An option of a later year is measured with the people of that year: with the
// decision table, on its own, and in the grid of its maps.
func TestMeasureOfALaterYear(t *testing.T) {
	q := Request{Source: Source{Embedded: source.Embedded(data.FS, scenarios.FS)}, Options: []string{"mixed-2030"}, Frame: "staff", Seed: 1,
		Service: "neuvola_child", Measure: &AccessRequest{Measure: "nearest"}}
	session, err := Open(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	c, options, err := session.ask(&q)
	if err != nil {
		t.Fatal(err)
	}
	res, err := session.compare(context.Background(), &q, c, options.list)
	if err != nil {
		t.Fatal(err)
	}
	if err := q.measure(c.Settings.Period, res, []string{"neuvola_child"}); err != nil {
		t.Fatal(err)
	}
	_, now := c.Base.Grid.Total()
	children := 0.0
	for i, n := range c.Base.Grid.Sum(population.Group{From: 0, To: 6}) {
		if c.Base.Grid.Area[i] >= 0 {
			children += n
		}
	}
	for _, s := range res.Report.Services {
		if s.ID != "neuvola_child" {
			continue
		}
		for k, row := range s.Rows {
			if got := row.Measured[0]; got.Name != "people" || math.Abs(got.Value-row.People) > 1e-6 || row.People > children-500 {
				t.Errorf("option %d: measured %g people, the option's year has %g and today %g", k, got.Value, row.People, children)
			}
			if _, later := res.Counties[k].Grid.Total(); !(later > now+1000) {
				t.Errorf("option %d: its county has %g people, today %g", k, later, now)
			}
		}
		alone, _, err := session.Access(context.Background(), AccessRequest{Measure: "nearest", Request: Request{Options: q.Options, Service: q.Service, Frame: "staff"}})
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, p := range alone.People {
			sum += p
		}
		if want := s.Rows[len(s.Rows)-1].People; math.Abs(sum-want) > 1e-6 {
			t.Errorf("alone: %g people, the year has %g", sum, want)
		}
	}
	if g := c.Base.Grid; g.Year != 2026 {
		t.Errorf("the base's grid has become that of %d", g.Year)
	}
}

// The line above the figures of a measure names the year of all people below it.
func TestMeasureNamesEveryYear(t *testing.T) {
	counties := []*scenario.Base{{Year: 2030}, {Year: 2026}, {Year: 2030}}
	if got := yearsOf(counties); got != "2026, 2030" {
		t.Errorf("got %s", got)
	}
}

// A mean of those who reach something states in a comparison whom it leaves out.
func TestComparedMeasureSaysWhomItLeavesOut(t *testing.T) {
	q := Request{Source: Source{Embedded: source.Embedded(data.FS, scenarios.FS)}, Options: []string{"today", "local"}, Frame: "staff", Seed: 1,
		Service: "neuvola_child", Measure: &AccessRequest{Measure: "closest-n", Choice: access.Choice{Count: 10}}}
	session, err := Open(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	out, err := session.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	const want = "closest-n (neuvola_child, today): mean: without 23741 people who reach nothing"
	if got := words.In(lang.English).Messages(out.Report.Notes); !slices.Contains(got, want) {
		t.Errorf("no %q in %q", want, got)
	}
}
