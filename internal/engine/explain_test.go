package engine_test

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"saavu/data"
	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/scenarios"
)

// explained is what the explanations of all cells of a county add up to, for the last
// of their options.
type explained struct {
	people, there, own, gain, lose, need, remote, forgone, given float64
	seen, first                                                  map[string]float64 // by facility and unit
}

func (x *explained) add(s *report.ExplainedService) {
	c := s.Cell
	st := &c.States[len(c.States)-1]
	x.people, x.there, x.own, x.gain, x.lose = x.people+c.People, x.there+st.There, x.own+st.Own, x.gain+c.Gain, x.lose+c.Lose
	x.need, x.remote, x.forgone = x.need+st.Need, x.remote+st.RemoteNeed, x.forgone+st.Forgone
	x.given += st.Remote + st.Contracted + st.School + st.Seen
	for _, p := range st.Points {
		if !p.Provider {
			x.first[p.Facility+p.Unit] += p.First
			x.seen[p.Facility+p.Unit] += p.Seen()
		}
	}
}

// sumOfCells explains every cell of a county.
func sumOfCells(t testing.TB, e *engine.Explainer, service string, cells []int) *explained {
	t.Helper()
	out := &explained{seen: map[string]float64{}, first: map[string]float64{}}
	for _, cell := range cells {
		x, err := e.Cell(cell, []string{service})
		if err != nil {
			t.Fatal(err)
		}
		out.add(&x.Services[0])
	}
	return out
}

// inhabited lists the cells of the county's areas that have people.
func inhabited(b *scenario.Base) []int {
	var out []int
	for i, n := range b.Grid.Sum(population.Everyone()) {
		if n > 0 && b.Grid.Area[i] >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// What explain shows of every cell adds up to the row of the report: the people who
// get there, who gain and lose, the need, what is given and the contacts by point.
func TestExplainedCellsAddUpToTheReport(t *testing.T) {
	property.Check(t, func(rt *rapid.T) {
		b := mixed(rt, t)
		options := several()
		at := rapid.IntRange(1, len(options)-1).Draw(rt, "option")
		settings := engine.Settings{Frame: "staff", Choice: rapid.Bool().Draw(rt, "choice")}
		r := runAll(t, inputs{Base: b, Options: options, Settings: settings}).Report
		p, err := engine.Prepare(context.Background(), b, settings)
		if err != nil {
			t.Fatal(err)
		}
		e, err := p.Explain(context.Background(), options, options[at].ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, service := range []string{"care", "teeth"} {
			got, want := sumOfCells(t, e, service, inhabited(b)), rowOf(t, r, options[at].ID, service)
			agree := func(what string, a, b float64) {
				if !near(a, b) {
					rt.Fatalf("%s, %s: %s of all cells %v, in the report %v", options[at].ID, service, what, a, b)
				}
			}
			agree("people", got.people, want.People)
			agree("people who get there", got.there, want.There.V)
			agree("people who get there by own modes", got.own, want.OwnModes.V*want.People)
			agree("gain", got.gain, want.Gain.V)
			agree("lose", got.lose, want.Lose.V)
			agree("need", got.need, want.Need.V)
			agree("remote contacts", got.remote, want.Remote.V*want.Need.V)
			agree("forgone", got.forgone, want.Forgone.V)
			agree("given", got.given, want.Served.V*want.Need.V)
			for _, l := range want.Loads {
				agree("seen at "+l.Facility+l.Unit, got.seen[l.Facility+l.Unit], l.Seen)
			}
		}
	})
}

// On the embedded county, every cell of a service in the option that closes stations,
// and of one whose pupils are met at school, adds up to the report.
func TestExplainedCellsOfTheEmbeddedCounty(t *testing.T) {
	c, err := load.Read(t.Context(), source.Embedded(data.FS, scenarios.FS), load.EmbeddedCounty, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Options { // each is compared with today, which is the first
		if c.Options[i].Against == "" && i > 0 {
			c.Options[i].Against = "today"
		}
	}
	settings := engine.Settings{Frame: "staff", Period: c.Settings.Period, Choice: true}
	for _, tt := range []struct {
		option, service string
	}{{"centralised", "gp_reception"}, {"mobile", "oral_check_child"}} {
		options := []scenario.Option{c.Options[0]}
		for _, o := range c.Options {
			if o.ID == tt.option {
				options = append(options, o)
			}
		}
		r := runAll(t, inputs{Base: &c.Base, Options: options, Settings: settings}).Report
		p, err := engine.Prepare(t.Context(), &c.Base, settings)
		if err != nil {
			t.Fatal(err)
		}
		e, err := p.Explain(t.Context(), options, tt.option)
		if err != nil {
			t.Fatal(err)
		}
		got, want := sumOfCells(t, e, tt.service, inhabited(&c.Base)), rowOf(t, r, tt.option, tt.service)
		same(t, tt.option+": people who get there", got.there, want.There.V)
		same(t, tt.option+": gain", got.gain, want.Gain.V)
		same(t, tt.option+": lose", got.lose, want.Lose.V)
		same(t, tt.option+": need", got.need, want.Need.V)
		same(t, tt.option+": given", got.given, want.Served.V*want.Need.V)
		for _, l := range want.Loads {
			if !math.IsNaN(l.Seen) {
				same(t, tt.option+": seen at "+l.Facility, got.seen[l.Facility+l.Unit], l.Seen)
			}
		}
		x, err := e.Facility(want.Loads[0].Facility, []string{tt.service})
		if err != nil {
			t.Fatal(err)
		}
		st := x.Services[0].Point.States[1]
		same(t, tt.option+": load of a point", st.Kept+st.Found+st.Unmet, want.Loads[0].Load)
	}
}

// Two stations: 768 people live at A, where 256 can be served. The explanation shows
// each step with the numbers that follow by hand.
func TestExplainOneCell(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 768}}, Ranges: map[string][2]float64{"travel.threshold_min.local": {10, 40}},
		Set: map[string]float64{"assignment.decay_per_min": math.Ln2 / 12, "travel.threshold_min.local": 20, "population.car_access_share.all": 0.25}})
	scene.Point(t, b, "A:care").FTE[0], scene.Point(t, b, "B:care").FTE[0] = 0.25, 0.5
	scene.Point(t, b, "B:care").Hours = network.Hours{Office: 0b11111, Evening: 0b11}
	p, err := engine.Prepare(context.Background(), b, engine.Settings{Frame: "staff", Choice: true})
	if err != nil {
		t.Fatal(err)
	}
	options := []scenario.Option{today(), option("closed", shut("A"))}
	e, err := p.Explain(context.Background(), options, "closed")
	if err != nil {
		t.Fatal(err)
	}
	x, err := e.Cell(0, []string{"care"})
	if err != nil {
		t.Fatal(err)
	}
	c := x.Services[0].Cell
	same(t, "people with a car", c.Car, 192)
	same(t, "rate", c.Ages[0].Rate, 1)
	now, then := &c.States[0], &c.States[1]
	same(t, "get there today", now.There, 768)
	same(t, "get there at the low of the limit when A is closed", then.ThereLow, 0)
	same(t, "get there when A is closed", then.There, 768)
	at := map[string]*report.CellPoint{}
	for i := range now.Points {
		at[now.Points[i].Facility] = &now.Points[i]
	}
	same(t, "share of A", at["A"].By[0].Share, 2./3)
	same(t, "weight of B", at["B"].By[0].Weight, 0.5)
	same(t, "walk to B", at["B"].Walk, 12)
	same(t, "evenings at B", at["B"].Evenings, 2)
	same(t, "kept at A", at["A"].Kept, 256)
	same(t, "gone from A", at["A"].Gone, 128)
	same(t, "found at B", at["B"].Found, 128)
	same(t, "unmet", now.Unmet, 128)
	if !at["A"].New || at["B"].New || then.Points[0].New {
		t.Errorf("points that the other option does not have: A %t, B %t, B when A is closed %t", at["A"].New, at["B"].New, then.Points[0].New)
	}
	same(t, "served when A is closed, with its staff at B", then.Share, 1)
	for _, path := range []string{"travel.threshold_min.local", "assignment.decay_per_min", "rate.care.all"} {
		found := 0
		for _, v := range x.Parameters {
			if v.Path == path {
				found++
			}
		}
		if found != 1 {
			t.Errorf("the parameter %s stands %d times", path, found)
		}
	}
}

// A facility: who comes, what its capacity is made of, and where its people go.
func TestExplainOnePoint(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa B", People: map[string]scene.Folk{"a": {N: 768}}, West: 1, Set: map[string]float64{"assignment.decay_per_min": math.Ln2 / 12}})
	scene.Point(t, b, "A:care").FTE[0], scene.Point(t, b, "B:care").FTE[0] = 0.25, 0.5
	p, err := engine.Prepare(context.Background(), b, engine.Settings{Frame: "staff", Choice: true})
	if err != nil {
		t.Fatal(err)
	}
	options := []scenario.Option{today(), option("closed", shut("A"))}
	e, err := p.Explain(context.Background(), options, "closed")
	if err != nil {
		t.Fatal(err)
	}
	x, err := e.Facility("A", []string{"care"})
	if err != nil {
		t.Fatal(err)
	}
	v := x.Services[0].Point
	now := &v.States[0]
	same(t, "first", now.First, 512)
	same(t, "kept", now.Kept, 256)
	same(t, "gone", now.Gone, 128)
	same(t, "unmet", now.Unmet, 128)
	same(t, "capacity", now.Capacity, 256)
	f := now.Staff[0]
	same(t, "capacity by its factors", f.Positions*f.Fill*f.Productive*f.Left*(1-f.Loss)*60/f.Minutes, 256)
	same(t, "people of the area", now.Areas[0].People, 512)
	if v.States[1].Present || len(v.Goes) != 1 || v.Goes[0].Facility != "B" || !near(v.Goes[0].Share, 1) {
		t.Errorf("when A is closed: present %t, goes to %+v", v.States[1].Present, v.Goes)
	}
	if x.Point.States[1].Status != "closed" {
		t.Errorf("A is %q, expected closed", x.Point.States[1].Status)
	}
}
