package engine_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saavu/data"
	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/property"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/scenarios"
)

// addUp compares the flows of all services and options with the rows of the report: need
// and contacts given over the cells, load and contacts seen by point.
func addUp(res *engine.Result, fail func(format string, args ...any)) (lines int) {
	for s := range res.Report.Services {
		v := &res.Report.Services[s]
		for k := range res.Report.Options {
			row, f := &v.Rows[k], res.Flows(k, s)
			agree := func(what string, got, want float64) {
				if math.IsNaN(got) != math.IsNaN(want) || !math.IsNaN(got) && !near(got, want) {
					fail("%s, %s: %s is %v, in the report %v", res.Report.Options[k].ID, v.ID, what, got, want)
				}
			}
			need, given := 0.0, 0.0
			for i := range f.Need {
				need, given = need+f.Need[i], given+f.Given[i]
			}
			agree("need", need, row.Need.V)
			if row.Visits.Known {
				agree("given", given, row.Visits.V)
			}
			load, seen := map[string]float64{}, map[string]float64{}
			last := report.FlowLine{Cell: -1}
			for _, l := range f.Lines {
				at := f.Points[l.Point].Facility + "/" + f.Points[l.Point].Unit
				load[at], seen[at] = load[at]+l.Load, seen[at]+l.Seen
				if l.Cell < last.Cell || l.Cell == last.Cell && l.Point <= last.Point {
					fail("line %+v after %+v", l, last)
				}
				last = l
			}
			lines += len(f.Lines)
			if len(f.Points) > len(row.Loads) {
				fail("%s, %s: %d points, in the report %d", res.Report.Options[k].ID, v.ID, len(f.Points), len(row.Loads))
			}
			for _, l := range row.Loads {
				if math.IsNaN(l.Load) {
					continue
				}
				agree("load of "+l.Facility, load[l.Facility+"/"+l.Unit], l.Load)
				agree("seen at "+l.Facility, seen[l.Facility+"/"+l.Unit], l.Seen)
			}
		}
	}
	return lines
}

// Where people go adds up to the report, with choice and without, whatever the frame.
func TestFlowsAddUpToTheReport(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		frame := rapid.SampledFrom([]string{"staff", "budget"}).Draw(rt, "frame")
		res := runAll(t, inputs{Base: mixed(rt, t), Options: several(), Flows: true, Settings: engine.Settings{Frame: frame, Choice: rapid.Bool().Draw(rt, "choice")}})
		if addUp(res, rt.Fatalf) == 0 {
			rt.Fatal("nobody goes anywhere")
		}
	})
}

// The same on the embedded county, for all its services. People who choose a point are
// people of the county, and nobody is counted twice.
func TestFlowsOfTheEmbeddedCounty(t *testing.T) {
	c, err := load.Read(t.Context(), source.Embedded(data.FS, scenarios.FS), load.EmbeddedCounty, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	options := []scenario.Option{c.Options[0]}
	for _, o := range c.Options {
		if o.ID == "centralised" || o.ID == "mobile" || o.ID == "multi-provider" {
			o.Against = "today"
			options = append(options, o)
		}
	}
	res := runAll(t, inputs{Base: &c.Base, Options: options, Flows: true, Settings: engine.Settings{Frame: "staff", Period: c.Settings.Period, Choice: true}})
	lines := addUp(res, func(format string, args ...any) { t.Errorf(format, args...) })
	t.Logf("%d lines", lines)
	for s := range res.Report.Services {
		people := map[int32]float64{}
		for _, l := range res.Flows(1, s).Lines {
			people[l.Cell] += l.People
		}
		all := c.Base.Grid.Sum(population.Everyone())
		for cell, n := range people {
			if n > all[cell]+1e-9 {
				t.Fatalf("%v people of cell %d choose a point, %v live there", n, cell, all[cell])
			}
		}
	}
}
