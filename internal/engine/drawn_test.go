package engine_test

import (
	"context"
	"math"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// today is the option without changes, the first of every comparison here.
func today() scenario.Option { return scenario.Option{ID: "today", Name: "Today"} }

func option(id string, changes ...scenario.Change) scenario.Option {
	return scenario.Option{ID: id, Name: id, Changes: changes}
}

// english writes what a report contains.
var english = words.In(lang.English)

// notesOf returns the notes of a report in English.
func notesOf(r report.Report) []string { return english.Messages(r.Notes) }

// run compares today and the options on a drawn county.
func run(t testing.TB, b *scenario.Base, s engine.Settings, options ...scenario.Option) report.Report {
	t.Helper()
	return runAll(t, inputs{ID: "drawn", Base: b, Options: append([]scenario.Option{today()}, options...), Settings: s}).Report
}

func runAll(t testing.TB, in inputs) *engine.Result {
	t.Helper()
	r, err := prepareAndRun(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// inputs is a county with the inputs of one run.
type inputs struct {
	ID       string
	Base     *scenario.Base
	Options  []scenario.Option
	Detail   bool
	Flows    bool
	Rules    []report.Rule
	Known    []report.Known
	Settings engine.Settings
}

func prepareAndRun(ctx context.Context, in inputs) (*engine.Result, error) {
	p, err := engine.Prepare(ctx, in.Base, in.Settings)
	if err != nil {
		return nil, err
	}
	return engine.Run(ctx, p, engine.Inputs{ID: in.ID, Options: in.Options, Rules: in.Rules, Known: in.Known, Movers: true, Maps: true, Detail: in.Detail, Flows: in.Flows}, nil)
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(b)) }

func same(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !near(got, want) {
		t.Errorf("%s is %v, predicted %v", what, got, want)
	}
}

// rowOf finds an option's row of a service.
func rowOf(t testing.TB, r report.Report, option, service string) report.Row {
	t.Helper()
	for s := range r.Services {
		for i := range r.Options {
			if r.Services[s].ID == service && r.Options[i].ID == option {
				return r.Services[s].Rows[i]
			}
		}
	}
	t.Fatalf("no row of %s for %s", service, option)
	return report.Row{}
}

func netOf(t testing.TB, r report.Report, option string) report.NetworkRow {
	t.Helper()
	for i := range r.Options {
		if r.Options[i].ID == option {
			return r.Network[i]
		}
	}
	t.Fatalf("no option %s", option)
	return report.NetworkRow{}
}

// The changes, in short form.
func shut(facility string) scenario.Change {
	return &scenario.Close{Facility: facility}
}

func start(facility string, services ...string) scenario.Change {
	return &scenario.Open{Facility: facility, Services: services}
}

func set(path string, v float64) scenario.Change {
	return &scenario.Set{Path: path, Value: v}
}

func remote(service string, share float64) scenario.Change {
	return &scenario.AddRemote{Service: service, Share: share}
}

func capacity(facility, service string, fte, rooms float64) scenario.Change {
	n := math.NaN()
	return &scenario.SetCapacity{Facility: facility, Service: service, FTE: fte, Rooms: rooms, FTEFactor: n, RoomsFactor: n}
}

var nan = math.NaN()

// road is a line of ten cells: people at both ends and one kilometre from
// them, a facility at each end and one in the middle.
//
//	0     1    ...  4    5 ...  8    9
//	A(16) b(32)     M           c(64) D(128)
func road() scene.World {
	return scene.World{Map: "Aa b . . M . . . c Dd", West: 5,
		People: map[string]scene.Folk{"a": {N: 16}, "b": {N: 32}, "c": {N: 64}, "d": {N: 128}}}
}
