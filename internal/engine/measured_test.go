package engine_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/access"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

var inf = math.Inf(1)

// said gives notes in English.
func said(notes []report.Message) []string { return words.In(lang.English).Messages(notes) }

// all is everybody.
var all = population.Group{From: 0, To: population.Ages - 1}

// slower adds the transit table of a county's matrix again as a percentile, some
// minutes later.
func slower(b *scenario.Base, percentile, minutes int) {
	t, _ := b.Matrix.Table(travel.Transit, travel.Rush)
	late := travel.Table{Mode: t.Mode, Period: t.Period, Percentile: percentile}
	for _, column := range t.Times {
		column = slices.Clone(column)
		for i := range column {
			if column[i] != travel.Unreached {
				column[i] += travel.Seconds(60 * minutes)
			}
		}
		late.Times = append(late.Times, column)
	}
	b.Matrix.Tables = append(b.Matrix.Tables, late)
}

// modeTimes parses modes, all of which must be valid.
func modeTimes(t testing.TB, words ...string) []engine.ModeTime {
	t.Helper()
	var out []engine.ModeTime
	for _, w := range words {
		m, ok := engine.ParseModeTime(w, travel.Rush)
		if !ok {
			t.Fatalf("%q is no mode", w)
		}
		out = append(out, m)
	}
	return out
}

// inputOf returns the input of a drawn county.
func inputOf(t testing.TB, b *scenario.Base, ask engine.CountyAsk) *engine.CountyInput {
	t.Helper()
	in, err := engine.InputOf(b, b.Grid, ask)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func measure(t testing.TB, a engine.Asked) *report.Access {
	t.Helper()
	out, err := engine.Measure(a)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// twoAreas is west and east.
func twoAreas(t testing.TB, b *scenario.Base) population.Partition {
	t.Helper()
	p, ok := engine.PartitionOf(b.Grid, engine.ByArea)
	if !ok {
		t.Fatal("no areas")
	}
	return p
}

// The requested percentile of the departures is used; without one it is the first
// table.
func TestPercentileOfAMode(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa b", West: 1, Transit: scene.Way{Fixed: 2, PerKm: 5},
		People: map[string]scene.Folk{"a": {N: 16}, "b": {N: 32}}})
	slower(b, 50, 1)
	slower(b, 85, 3)
	for word, want := range map[string][]float64{"pt": {2, 7}, "pt_rush_p50": {3, 8}, "pt_p85": {5, 10}, "transit_midday_p85": {5, 10}} {
		in := inputOf(t, b, engine.CountyAsk{Service: "care", Group: all, Modes: modeTimes(t, word), Supply: "points"})
		if got := measure(t, engine.Asked{Measure: access.Find("nearest"), Input: in.Input}).Values; !slices.Equal(got, want) {
			t.Errorf("%s: %v, predicted %v", word, got, want)
		}
	}
	if got, want := strings.Join(engine.ModeWords(b.Matrix), " "), "walk bike car pt pt_p50 pt_p85"; got != want {
		t.Errorf("modes %q, expected %q", got, want)
	}
	_, err := engine.InputOf(b, b.Grid, engine.CountyAsk{Service: "care", Group: all, Modes: modeTimes(t, "pt_p95"), Supply: "points"})
	if err == nil || err.Error() != "the county has no travel times by transit rush, percentile 95" {
		t.Errorf("got %v", err)
	}
	for _, word := range []string{"", "pt_p0", "pt_p100", "pt_px", "pt_rush_midday", "pt_lunch", "tram", "p85", "pt_p85_rush"} {
		if m, ok := engine.ParseModeTime(word, travel.Rush); ok {
			t.Errorf("%q is read as %s", word, m)
		}
	}
}

// walkersAndDrivers divides a county's people into people without and with a car.
func walkersAndDrivers(t testing.TB, b *scenario.Base) (*engine.CountyInput, []engine.Travellers) {
	t.Helper()
	ask := engine.CountyAsk{Service: "care", Group: all, Modes: modeTimes(t, "walk"), Supply: "points"}
	in := inputOf(t, b, ask)
	groups, err := in.OwnModes(b, b.Grid, ask, modeTimes(t, "car")[0])
	if err != nil {
		t.Fatal(err)
	}
	return in, groups
}

// Sixteen people live at the facility and 32 a kilometre away, a quarter of them
// with a car. Within ten minutes the facility has all 16 and of the others the 8
// who drive: one unit of supply for 24 people.
//
//	       a            b
//	1/24 each   1/24 for 8, 0 for 24
func TestOwnModes(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa b", West: 1, Car: scene.Way{PerKm: 2},
		People: map[string]scene.Folk{"a": {N: 16}, "b": {N: 32}}, Set: map[string]float64{"population.car_access_share.all": 0.25}})
	in, groups := walkersAndDrivers(t, b)
	decay := access.Binary(10)
	a := engine.Asked{Measure: access.Find("2sfca"), Choice: access.Choice{Decay: &decay}, Input: in.Input, Groups: groups,
		Equity: []string{"gini"}, Areas: twoAreas(t, b)}
	got := measure(t, a)
	for i, want := range []float64{1. / 24, 1. / 24, 1. / 24, 1. / 96, 0, 1. / 24} {
		same(t, fmt.Sprintf("value %d", i), got.Values[i], want)
	}
	for k, want := range [][]float64{{48, 36, 12}, {1. / 48, 1. / 72, 1. / 24}, {0, 0, 1. / 24}, {0, 0, 1. / 24}, {1. / 24, 1. / 24, 1. / 24}, {0.5, 2. / 3, 0}} {
		for c, w := range want {
			same(t, got.Figures[c][k].Name+" of "+got.Columns[c].Name, got.Figures[c][k].Value, w)
		}
	}
	same(t, "mean of b", got.Areas[1].Mean, 1./96)
	same(t, "people of b who reach nothing", got.Areas[1].Nothing, 24)
	a.Choice.Ratio = true
	same(t, "ratio at a", measure(t, a).Values[0], 2)
	a.Measure = access.Find("3sfca")
	if _, err := engine.Measure(a); err == nil || err.Error() != "groups with their own modes need 2sfca by cell, not 3sfca" {
		t.Errorf("got %v", err)
	}
}

// Two services, one at each end of three cells; walking a cell takes 12 minutes.
//
//	care    0  12  24
//	teeth  24  12   0
func TestServicesTogether(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa b Bc", West: 1, Services: []network.Service{scene.Service("care", "nurse"), scene.Service("teeth", "dentist")},
		Points: []string{"A:care", "B:teeth"}, People: map[string]scene.Folk{"a": {N: 16}, "b": {N: 32}, "c": {N: 64}}})
	a := engine.Asked{}
	for _, service := range []string{"care", "teeth"} {
		in := inputOf(t, b, engine.CountyAsk{Service: service, Group: all, Modes: modeTimes(t, "walk"), Supply: "points"})
		a.Input.Demand, a.Services = in.Demand, append(a.Services, in.Times(lang.Same(service)))
	}
	for _, c := range []struct {
		measure string
		choice  access.Choice
		values  []float64
		figure  string // the last one
		share   float64
	}{
		{"nearest", access.Choice{Cutoffs: []float64{12}}, []float64{24, 12, 24}, "reach all within 12 min", 32. / 112},
		{"closest-n", access.Choice{}, []float64{0, 12, 0}, "highest tenth, from", 12},
		{"closest-n", access.Choice{Count: 2}, []float64{24, 12, 24}, "highest tenth, from", 24},
		{"closest-n", access.Choice{Count: 3}, []float64{inf, inf, inf}, "highest tenth, from", inf},
		{"choices", access.Choice{Cutoffs: []float64{11, 12}}, []float64{1, 1, 0, 2, 1, 1}, "reach all of them", 0},
	} {
		a.Measure, a.Choice = access.Find(c.measure), c.choice
		got := measure(t, a)
		f := got.Figures[0][len(got.Figures[0])-1]
		if !slices.Equal(got.Values, c.values) || f.Name != c.figure || f.Value != c.share && !near(f.Value, c.share) {
			t.Errorf("%s: %v and %v, predicted %v and %s %v", c.measure, got.Values, f, c.values, c.figure, c.share)
		}
	}
	for _, m := range access.Measures() {
		a.Measure = &m
		if _, err := engine.Measure(a); err == nil && !slices.Contains(access.BundleMeasures(), m.Name) {
			t.Errorf("%s is computed of several services", m.Name)
		}
	}
}

// Positions that are not given count as 0, with a note. If each point counts as one,
// nothing is missing.
func TestSupplyThatIsNotGiven(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa b Bc", West: 1, Points: []string{"A:care", "B:care"}, People: map[string]scene.Folk{"a": {N: 16}, "b": {N: 32}, "c": {N: 64}}})
	b.Network.Points[0].FTE, b.Network.Points[0].Rooms = []float64{0}, 0
	b.Network.Points[1].FTE, b.Network.Points[1].Rooms = []float64{4}, 2
	for supply, want := range map[string][]string{
		"points": nil,
		"fte":    {"care: positions of nurse are not given for 1 of 2 points, which count as 0: A"},
		"rooms":  {"care: rooms are not given for 1 of 2 points, which count as 0: A"},
	} {
		in := inputOf(t, b, engine.CountyAsk{Service: "care", Group: all, Modes: modeTimes(t, "walk"), Supply: supply})
		if !slices.Equal(said(in.Notes), want) || in.Supply[1] == 0 || (in.Supply[0] == 0) != (want != nil) {
			t.Errorf("%s: notes %q, supply %v", supply, said(in.Notes), in.Supply)
		}
	}
}

// B closes: the 64 people there walk 24 minutes or, where no path leads to A,
// reach nothing; nobody gains.
func TestAgainst(t *testing.T) {
	w := scene.World{Map: "Aa b Bc", West: 1, People: map[string]scene.Folk{"a": {N: 16}, "b": {N: 32}, "c": {N: 64}}}
	for _, reached := range []bool{true, false} {
		after := 24.0
		if !reached {
			w.Times, after = map[string]travel.Seconds{"walk c A": travel.Unreached}, inf
		}
		b := scene.Draw(t, w)
		shutB, refused := scenario.Apply(b, scenario.Option{ID: "shut", Changes: []scenario.Change{shut("B")}})
		if refused != nil {
			t.Fatal(refused)
		}
		ask := engine.CountyAsk{Service: "care", Group: all, Modes: modeTimes(t, "walk"), Supply: "points"}
		a := engine.Asked{Measure: access.Find("nearest"), Input: inputOf(t, shutB, ask).Input, Areas: twoAreas(t, b)}
		now, today := measure(t, a), a
		today.Input = inputOf(t, b, ask).Input
		before := measure(t, today)
		got, err := engine.Against(a, before, now, "today", 5)
		if err != nil {
			t.Fatal(err)
		}
		want := []float64{0, 0, 0, 0, 12, 12, 0, 0, 0, after, after, 1}
		if !slices.Equal(got.Values, want) {
			t.Errorf("%v, predicted %v", got.Values, want)
		}
		if c := got.Change; c.Lose != 64 || c.Gain != 0 || !slices.Equal(c.Left, []int{2}) || got.Areas[1].Lose != 64 || got.Areas[0].Lose != 0 {
			t.Errorf("lose %v, gain %v, left behind %v, by area %+v", c.Lose, c.Gain, c.Left, got.Areas)
		}
		if reached {
			same(t, "change of the mean", got.Figures[2][1].Value, (32*12+64*24)/112.-32*12/112.)
		}
		back, err := engine.Against(today, measure(t, a), measure(t, today), "shut", 5)
		if err != nil || back.Change.Gain != 64 || back.Change.Lose != 0 || back.Areas[1].Gain != 64 {
			t.Errorf("the other way round: %+v, %v", back.Change, err)
		}
		if most, err := engine.Against(a, measure(t, today), measure(t, a), "today", 24); err != nil || (most.Change.Lose > 0) == reached {
			t.Errorf("24 minutes are more than 24: %+v, %v", most.Change, err)
		}
	}
}

// A hundred people in each of ten cells in a row, five of them west; walking a
// cell takes 12 minutes.
func TestByArea(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa a a a a a a a a a", West: 5, People: map[string]scene.Folk{"a": {N: 100}}})
	in := inputOf(t, b, engine.CountyAsk{Service: "care", Group: all, Modes: modeTimes(t, "walk"), Supply: "points"})
	b.Grid.Partitions = []population.Partition{{Name: "rest", Members: []population.Member{{ID: "r", Name: "Rest"}}, Cell: []int32{-1, -1, 0, 0, 0, 0, 0, 0, 0, 0}}}
	if got := strings.Join(engine.PartitionNames(b.Grid), " "); got != "area half rest" {
		t.Errorf("partitions: %s", got)
	}
	a := engine.Asked{Measure: access.Find("nearest"), Input: in.Input, Line: 20, Equity: []string{"theil", "far-beyond", "poverty"}}
	for _, name := range engine.PartitionNames(b.Grid) {
		p, ok := engine.PartitionOf(b.Grid, name)
		if !ok {
			t.Fatal(name)
		}
		a.Areas = in.Rows(p)
		got := measure(t, a)
		if name == "rest" {
			same(t, "mean of the rest", got.Areas[0].Mean, 66)
			same(t, "people of the rest", got.Areas[0].People, 800)
			if got.Gap.Ok {
				t.Error("a single area has a gap")
			}
			continue
		}
		same(t, "mean of the west", got.Areas[0].Mean, 24)
		same(t, "mean of the east", got.Areas[1].Mean, 84)
		same(t, "beyond 30 minutes in the west", got.Areas[0].FarBeyond, 0.4)
		same(t, "beyond 30 minutes in the east", got.Areas[1].FarBeyond, 1)
		if g := got.Gap; !g.Ok || g.Worst != 1 || g.Best != 0 || g.Gap != 60 {
			t.Errorf("gap %+v", g)
		}
		figures := map[string]float64{}
		for _, f := range got.Figures[0] {
			figures[f.Name] = f.Value
		}
		same(t, "Theil between and within", figures["theil between"]+figures["theil within"], figures["theil"])
		between := 0.5 * (24./54*math.Log(24./54) + 84./54*math.Log(84./54))
		same(t, "Theil between", figures["theil between"], between)
		same(t, "far beyond", figures["far-beyond"], 0.7)
		same(t, "beyond", figures["poverty"], 0.8)
	}
	if _, ok := engine.PartitionOf(b.Grid, "none"); ok {
		t.Error("a partition that is not there")
	}
	// A person who reaches nothing is beyond any line.
	in.Columns[0][9] = travel.Unreached
	same(t, "beyond 30 minutes in the rest, with one cell that reaches nothing", measure(t, a).Areas[0].FarBeyond, 7./8)
	a.Areas = population.Partition{}
	for _, f := range measure(t, a).Figures[0] {
		if f.Name == "far-beyond" {
			same(t, "far beyond with one who reaches nothing", f.Value, 0.7)
		}
	}
}

// People with a car walk where that is faster. Getting to the car takes a quarter of
// an hour, so only the people of the facility's own cell reach it in time.
func TestOwnModesTakeTheFastest(t *testing.T) {
	b := scene.Draw(t, scene.World{Map: "Aa b", West: 1, Car: scene.Way{Fixed: 15, PerKm: 2},
		People: map[string]scene.Folk{"a": {N: 16}, "b": {N: 32}}, Set: map[string]float64{"population.car_access_share.all": 0.25}})
	in, groups := walkersAndDrivers(t, b)
	decay := access.Binary(10)
	got := measure(t, engine.Asked{Measure: access.Find("2sfca"), Choice: access.Choice{Decay: &decay}, Input: in.Input, Groups: groups})
	for i, want := range []float64{1. / 16, 1. / 16, 1. / 16, 0, 0, 0} {
		same(t, fmt.Sprintf("value %d", i), got.Values[i], want)
	}
}

// A facility without supply is counted if it changes a value, is kept if that is
// requested and has a meaning, and is never crowded.
func TestFacilitiesWithoutSupply(t *testing.T) {
	world := func(name string) engine.Asked {
		return decayed(access.Binary(10), asked(name, []float64{100, 100}, []float64{4, 0, 0}, []float64{10, 10}, []float64{10, inf}, []float64{10, 10}))
	}
	const first = "2 of 3 facilities without supply: "
	for name, want := range map[string]string{
		"nearest":     first + "left out, as if it were no facility",
		"closest-n":   first + "left out, as if it were no facility",
		"raam":        first + "left out, as if it were no facility",
		"3sfca":       first + "left out, attracts no people; --zero-supply keep lets it attract some",
		"bfca":        first + "left out, attracts no people; --zero-supply keep lets it attract some",
		"crowdedness": first + "0, as nobody goes there",
		"2sfca":       "", "gravity": "", "m2sfca": "", "spatial-availability": "",
	} {
		got := strings.Join(said(measure(t, world(name)).Notes), "; ")
		if want == "" && strings.Contains(got, "without supply") || !strings.Contains(got, want) {
			t.Errorf("%s says %q, expected %q", name, got, want)
		}
		_, err := engine.Measure(with(world(name), kept))
		if refused := "only 3sfca and bfca of cells can keep facilities without supply: elsewhere they add 0 or do not count"; name == "3sfca" || name == "bfca" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if err == nil || err.Error() != refused {
			t.Errorf("%s keeps them: %v", name, err)
		}
	}
	a := world("3sfca")
	if got := strings.Join(said(measure(t, with(a, kept)).Notes), "; "); got != first+"kept: they take their part of the people" {
		t.Errorf("got %q", got)
	}
	a.Input.Supply = []float64{4, 1, 2}
	if got := measure(t, a).Notes; len(got) != 0 {
		t.Errorf("all have supply: %q", said(got))
	}
	for _, change := range []func(*engine.Asked){func(a *engine.Asked) { a.Passive = true }, func(a *engine.Asked) { a.PerFacility, a.Line = true, 1 }} {
		if _, err := engine.Measure(with(with(world("3sfca"), kept), change)); err == nil {
			t.Error("facilities without supply are kept where that has no meaning")
		}
	}

	crowd := measure(t, world("crowdedness")).Values
	facilities := measure(t, with(world("2sfca"), func(a *engine.Asked) { a.PerFacility, a.Line = true, 0.01 }))
	at := slices.IndexFunc(facilities.Columns, func(c report.Column) bool { return c.Name == "crowdedness" })
	for j, want := range []float64{50, 0, 0} {
		if got := facilities.Values[j*facilities.Width()+at]; crowd[j] != want || got != want {
			t.Errorf("facility %d has a crowdedness of %v, in the table of facilities %v; predicted %v", j, crowd[j], got, want)
		}
	}

	// A facility that is nearer and has no supply serves nobody, and takes nobody
	// from another.
	near := decayed(access.Binary(10), asked("nearest", []float64{100, 100}, []float64{4, 0}, []float64{10, 10}, []float64{5, 5}))
	near.PerFacility, near.Choice.Cutoffs = true, []float64{10}
	facilities = measure(t, near)
	at = slices.IndexFunc(facilities.Columns, func(c report.Column) bool { return c.Name == "load" })
	if first, second := facilities.Values[at], facilities.Values[facilities.Width()+at]; first != 200 || second != 0 {
		t.Errorf("the facility with supply is the nearest one of %v people, the other of %v; predicted 200 and 0", first, second)
	}
}

// A time equal to a cutoff is outside if that is requested.
func TestBoundaryBelow(t *testing.T) {
	below := func(a *engine.Asked) { a.Choice.Below = true }
	cutoffs := func(name string, minutes ...float64) engine.Asked {
		a := asked(name, []float64{1, 1, 1}, []float64{2}, []float64{9.5, 10, 10.02})
		a.Choice.Cutoffs, a.Choice.From, a.Choice.To = minutes, 10, 10
		return a
	}
	for _, c := range []struct {
		a       engine.Asked
		at, out []float64
	}{
		{cutoffs("cumulative", 10), []float64{2, 2, 0}, []float64{2, 0, 0}},
		{cutoffs("choices", 10), []float64{1, 1, 0}, []float64{1, 0, 0}},
		{cutoffs("cumulative", 10, 10.5), []float64{2, 2, 2, 2, 0, 2}, []float64{2, 2, 0, 2, 0, 2}},
		{cutoffs("interval"), []float64{2, 2, 0}, []float64{2, 0, 0}},
	} {
		at, out := measure(t, c.a), measure(t, with(c.a, below))
		if !slices.Equal(at.Values, c.at) || !slices.Equal(out.Values, c.out) {
			t.Errorf("%s: %v and below %v, predicted %v and %v", c.a.Measure.Name, at.Values, out.Values, c.at, c.out)
		}
		if at.Measure.Boundary == out.Measure.Boundary || access.Find(c.a.Measure.Name).Boundary != at.Measure.Boundary || len(at.Columns) != len(out.Columns) || at.Columns[0].Name != out.Columns[0].Name {
			t.Errorf("%s: limits %q, columns %v and %v", c.a.Measure.Name, out.Measure.Boundary, at.Columns, out.Columns)
		}
	}
	for name, want := range map[string]string{
		"nearest":    "access: nearest has no cutoff that can be exclusive: choices, cumulative and interval have",
		"cumulative": "access: no time is below a cutoff of 0 minutes",
	} {
		if _, err := engine.Measure(with(cutoffs(name, 0), below)); err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
