package engine_test

import (
	"math"
	"strings"
	"testing"

	"saavu/data"
	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/scene"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/scenarios"
)

// twins are two stations 12 minutes apart, with 768 people at the first, and what is
// known of where they go.
func twins(t *testing.T, shareA, shareB float64) inputs {
	b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 768}}, Set: map[string]float64{"assignment.decay_per_min": math.Ln2 / 12}})
	b.Network.Shares = []network.Share{{Facility: 0, Value: shareA}, {Facility: 1, Value: shareB}}
	known := func(facility string, v float64) report.Known {
		return report.Known{Kind: "share", What: facility, Service: "care", Facility: facility, Value: v}
	}
	return inputs{Base: b, Options: []scenario.Option{today()}, Known: []report.Known{known("A", shareA), known("B", shareB)}, Settings: engine.Settings{Choice: true}}
}

// Shares that the choice was fitted to are neither ok nor off, with the attraction
// that gives them. To the nearest they are checks like any other.
func TestFittedSharesTestNothing(t *testing.T) {
	in := twins(t, 0.5, 0.5)
	for k, ch := range runAll(t, in).Report.Checks {
		same(t, "model", ch.Model, 0.5)
		if !ch.Fitted || ch.Off || ch.Decay != math.Ln2/12 {
			t.Errorf("check %+v", ch)
		}
		same(t, "attraction", ch.Attraction, []float64{math.Sqrt(0.5), math.Sqrt2}[k])
	}
	in.Settings.Choice = false
	for _, ch := range runAll(t, in).Report.Checks {
		if ch.Fitted || !ch.Off || ch.Attraction != 0 {
			t.Errorf("check to the nearest %+v", ch)
		}
	}
}

// Shares that cannot be met stay checks, and a note says that they were not met; an
// attraction that is hard to believe has a note too.
func TestNotesOfTheChoice(t *testing.T) {
	r := runAll(t, twins(t, 0, 1)).Report
	if ch := r.Checks[1]; ch.Fitted || !ch.Off {
		t.Errorf("check %+v", ch)
	}
	wantNote(t, r, "care: the choice of points cannot be fitted to the known shares (a share of 0 or less); all points attract alike")
	wantNote(t, runAll(t, twins(t, 0.005, 0.995)).Report, "care at A: the known share is met by an attraction of 0.0026; travel times do not explain who goes there")
}

func wantNote(t *testing.T, r report.Report, want string) {
	t.Helper()
	if !strings.Contains(strings.Join(notesOf(r), "\n"), want) {
		t.Errorf("notes without %q:\n%s", want, strings.Join(notesOf(r), "\n"))
	}
}

// What is known is of the base year: in 2030, when the adults at A are fewer, the
// attractions are those of today, and so the shares are not the known ones.
func TestAttractionsOfTheBaseYearHold(t *testing.T) {
	in := twins(t, 0.5, 0.5)
	in.Base = scene.Draw(t, scene.World{Map: "Aa Bk", People: map[string]scene.Folk{"a": {N: 512}, "k": {N: 256, Ages: population.Group{From: 10, To: 10}}},
		Set: map[string]float64{"assignment.decay_per_min": math.Ln2 / 12, "population.growth_per_year": 0, "meta.horizon_year": 2030, "population.age_shares_2030.0-17": 0.75, "population.age_shares_2030.18+": 0.25}})
	in.Base.Network.Shares = []network.Share{{Facility: 0, Value: 0.5}, {Facility: 1, Value: 0.5}}
	later := today()
	later.ID, later.Year = "later", 2030
	in.Options = append(in.Options, later)
	// x is how much more B draws than A: a kilometre halves it.
	atA := func(x, adults, children float64) float64 { return adults/(1+x/2) + children*0.5/(0.5+x) }
	low, high := 0.0, 100.0
	for range 100 {
		if x := (low + high) / 2; atA(x, 512, 256) > 384 {
			low = x
		} else {
			high = x
		}
	}
	r := runAll(t, in).Report
	same(t, "A today", rowOf(t, r, "today", "care").Loads[0].Load, 384)
	same(t, "A in 2030", rowOf(t, r, "later", "care").Loads[0].Load, atA(low, 192, 576))
}

// Options are compared under one choice: none sets how people choose.
func TestNoOptionSetsTheChoice(t *testing.T) {
	for _, path := range []string{"assignment.decay_per_min", "assignment.limit_min"} {
		in := twins(t, 0.5, 0.5)
		in.Options = append(in.Options, option("other", set(path, 0.2)))
		_, err := prepareAndRun(t.Context(), in)
		if err == nil || !strings.Contains(err.Error(), "under the same choice of points") {
			t.Errorf("%s: %v", path, err)
		}
	}
	in := twins(t, 0.5, 0.5)
	in.Options = append(in.Options, option("willing", set("assignment.moves_on", 1)))
	scene.Point(t, in.Base, "A:care").FTE[0], scene.Point(t, in.Base, "B:care").FTE[0] = 0.25, 0.5
	r := runAll(t, in).Report
	same(t, "half of those go on who cannot be served", rowOf(t, r, "today", "care").Served.V, (256+384+64)/768.)
	same(t, "all of them do", rowOf(t, r, "willing", "care").Served.V, 1)
}

// On the embedded county, contacts by groups of cells are within a thousandth of
// those cell by cell, in every option and service.
func TestGroupsAreNearCells(t *testing.T) {
	c, err := load.Read(t.Context(), source.Embedded(data.FS, scenarios.FS), load.EmbeddedCounty, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// A draw of a parameter without a range is its value, by groups.
	var fixed []params.Param
	for _, p := range c.Base.Params.All() {
		if p.Ranged() {
			p.Lo, p.Hi = p.V, p.V
		}
		fixed = append(fixed, p)
	}
	if c.Base.Params, err = params.New(fixed); err != nil {
		t.Fatal(err)
	}
	r := runAll(t, inputs{Base: &c.Base, Options: c.Options, Settings: engine.Settings{Choice: true, Period: c.Settings.Period, Draws: 1}}).Report
	for _, v := range r.Services {
		for i, row := range v.Rows {
			if off := (row.Served.Hi - row.Served.Lo) / row.Served.V; !(off <= 1e-3) {
				t.Errorf("%s, %s: served by cells %v, by groups %v to %v", v.ID, r.Options[i].ID, row.Served.V, row.Served.Lo, row.Served.Hi)
			}
		}
	}
}
