package graded

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/goals"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

var update = flag.Bool("update", false, "write the golden files again")

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

// graded is made-up goals in two options, with every state of a part.
func graded() *report.Goals {
	nan := math.NaN()
	r := &report.Report{Options: []report.Option{
		{ID: "today", Names: lang.Same("Today"), Year: 2026, Against: -1},
		{ID: "near", Names: lang.Name{En: "Near", Fi: "Lähellä", Sv: "Nära"}, Year: 2026, Steps: []report.Step{{Kind: "open", Services: []report.Called{{ID: "care"}}}}},
	}}
	scores := []report.Score{
		{Option: "today", Service: "care", Measure: "gets_there", Value: 0.5, Unit: "share"}, {Option: "near", Service: "care", Measure: "gets_there", Value: 0.56, Unit: "share"},
		{Option: "today", Service: "care", Measure: "visits", Value: 12000}, {Option: "near", Service: "care", Measure: "visits", Value: 15000},
		{Option: "today", Measure: "points", Value: 3}, {Option: "near", Measure: "points", Value: 5},
	}
	seen := func(indicator string, date time.Time, value float64, bound goals.Bound) goals.Observation {
		return goals.Observation{Indicator: indicator, Date: date, Where: "county", Value: value, Bound: bound, Unit: "days"}
	}
	observed := []goals.Observation{
		seen("wait", day(2024, 12, 31), 40, goals.Exactly), seen("wait", day(2025, 12, 31), 31.5, goals.Exactly),
		seen("t3", day(2024, 12, 31), 60, goals.Exactly), seen("t3", day(2025, 6, 30), 90, goals.AtLeast), seen("calls", day(2025, 1, 1), nan, goals.Exactly),
	}
	care := goals.Term{Measure: "gets_there", Service: "care"}
	part := func(name string, p goals.Part) report.GoalPart {
		p.Goal, p.Where = name, "county"
		if p.County == 0 {
			p.County = nan
		}
		return report.GoalPart{Part: p, Text: lang.Name{En: name, Fi: name + " (fi)", Sv: name + " (sv)"}}
	}
	base, end := day(2026, 1, 1), day(2028, 12, 31)
	open := []goals.Lever{{Kind: "open", Service: "care"}}
	parts := []report.GoalPart{
		part("Wait for care", goals.Part{Indicator: "wait", Baseline: day(2024, 12, 31), Target: 20, Deadline: day(2026, 12, 31), Less: true, From: goals.Observed, County: 3}),
		part("Third free slot", goals.Part{Indicator: "t3", Baseline: day(2024, 12, 31), Target: 30, Deadline: day(2026, 12, 31), Less: true, From: goals.Observed}),
		part("Calls", goals.Part{Indicator: "calls", Baseline: day(2025, 1, 1), Target: 1, Deadline: day(2026, 12, 31), From: goals.Observed}),
		part("Culture", goals.Part{Indicator: "none", Baseline: day(2025, 1, 1), Target: nan, Deadline: day(2026, 12, 31), From: goals.Observed}),
		part("People near", goals.Part{Indicator: "gets_there@care", Baseline: base, Target: 0.8, Deadline: end, From: goals.Scores, Terms: []goals.Term{care}, Levers: open, Adjust: 1, Reason: "the new point opens late"}),
		part("Few people near", goals.Part{Indicator: "gets_there@care", Baseline: base, Target: 0.4, Deadline: end, From: goals.Scores, Terms: []goals.Term{care}}),
		part("Visits of a point", goals.Part{Indicator: "visits a point", Baseline: base, Target: 5000, Deadline: end, From: goals.Formula, Terms: []goals.Term{{Measure: "visits", Service: "care"}, {Measure: "points"}}, Operator: '/', Levers: open}),
	}
	g := report.Grade(r, scores, parts, observed, 2026, goals.Limits{Five: 1, Four: 0.8, Three: 0.5})
	g.County, g.Synthetic, g.File, g.Observed = lang.Same("Made-up county"), true, "goals.csv", "observations.csv"
	return g
}

func TestGrades(t *testing.T) {
	g := graded()
	for i, want := range [][2]string{{"graded 4", "graded 4"}, {"one_sided 0", "one_sided 0"}, {"no_baseline 0", "no_baseline 0"}, {"no_target 0", "no_target 0"}, {"no_lever 1", "graded 4"}, {"met 0", "met 0"}, {"no_lever 1", "graded 2"}} {
		for k := range want {
			if r := g.Parts[i].Results[k]; fmt.Sprintf("%s %d", r.State, r.Grade) != want[k] {
				t.Errorf("%s in %s: %+v, expected %s", g.Parts[i].Goal, g.Options[k].ID, r, want[k])
			}
		}
	}
	// (0.56 - 0.5) / (0.8 - 0.5) of the way in 364 of 1,095 days; 4,000 a point, then 3,000, and 5,000 wanted.
	if r := g.Parts[4].Results[1]; math.Abs(r.Progress-0.2) > 1e-12 || math.Abs(r.Planned-364.0/1095) > 1e-12 || !g.Parts[4].Modelled {
		t.Errorf("%+v", r)
	}
	if r := g.Parts[6].Results[1]; r.Before != 4000 || r.Value != 3000 || math.Abs(r.Progress+1) > 1e-12 {
		t.Errorf("%+v", r)
	}
	if counts, lowest := g.Grades(1); counts != [6]int{4, 0, 1, 0, 2, 0} || lowest != 2 {
		t.Errorf("%v, lowest %d", counts, lowest)
	}
}

func TestTable(t *testing.T) {
	scene.Sheets(t, *update, "testdata/goals", func(out io.Writer, width int, w *words.Words) error { return Table(out, graded(), width, false, w) })
}

func TestJSON(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../../docs/schema/goals.schema.json", string(schema))
	var b bytes.Buffer
	if err := JSON(&b, graded()); err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "testdata/goals.json", b.String())
	scene.Follows(t, scene.Compiled(t, schema), b.Bytes())
}

func TestFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "g.csv")
	if err := File(t.Context(), name, graded(), nil); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"option,goal,part,indicator,where,measure,value,unit\n", "\n,Wait for care,,wait,county,grade,4,\n", "\nnear,People near,,gets_there@care,county,progress,0.2,share\n", "\n,Calls,,calls,county,before,,"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if Ending("g.geojson") == nil {
		t.Error("a map of grades")
	}
}
