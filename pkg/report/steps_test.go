package report_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// changed applies changes to a drawn county.
func changed(t *testing.T, b *scenario.Base, changes ...scenario.Change) *network.Network {
	t.Helper()
	out, refusals := scenario.Apply(b, scenario.Option{ID: "x", Changes: changes})
	if refusals != nil {
		t.Fatal(refusals)
	}
	return out.Network
}

// Steps have the facts of changes, and places before and after the whole option.
func TestSteps(t *testing.T) {
	b := county(t)
	hours := &network.Hours{Office: 0b10101, Evening: 0b1}
	at, far := scene.At(2, 0), scene.At(4, 0)
	changes := []scenario.Change{
		&scenario.Move{Facility: "A", At: at},
		&scenario.Open{Facility: "new", Name: "New", At: &far, Services: []string{"care"}, Hours: hours},
		&scenario.Merge{Facility: "B", Into: "A"},
		&scenario.AddMobile{ID: "bus", UnitKind: "bus", Count: 2, Services: []string{"care"}, Stops: []scenario.Stop{{Facility: "C", Days: 0b11}}},
		&scenario.AddRemote{Service: "teeth", Share: 0.25, Support: true},
		&scenario.Set{Path: "premises.room_use_target", Value: 0.5},
	}
	n := changed(t, b, changes...)
	from := func(id string) []float64 { return b.Network.Facilities[b.Network.Facility(id)].At[:] }
	a := report.Site{ID: "A", Name: "A", Names: lang.Same("A"), From: from("A"), To: at[:], Before: network.Open, After: network.Open}
	want := []report.Step{
		{Kind: "move", Lever: "places", Fields: []report.Fact{{Name: "facility", Value: "A"}, {Name: "at", Value: at}}, Places: []report.Site{a}},
		{Kind: "open", Lever: "places", Fields: []report.Fact{{Name: "facility", Value: "new"}, {Name: "name", Value: "New"}, {Name: "at", Value: far}, {Name: "services", Value: []string{"care"}},
			{Name: "hours", Value: []report.Fact{{Name: "days", Value: []int{1, 3, 5}}, {Name: "evening", Value: []int{1}}, {Name: "saturday", Value: false}, {Name: "days_per_week", Value: 3.0}}}},
			Places: []report.Site{{ID: "new", Name: "New", Names: lang.Same("New"), To: far[:], After: network.Open}}, Services: []report.Called{{ID: "care", Names: lang.Same("care"), Short: lang.Same("care")}}},
		{Kind: "merge", Lever: "places", Fields: []report.Fact{{Name: "facility", Value: "B"}, {Name: "into", Value: "A"}},
			Places: []report.Site{{ID: "B", Name: "B", Names: lang.Same("B"), From: from("B"), To: from("B"), Before: network.Open, After: network.Closed}, a}},
		{Kind: "add-mobile", Lever: "mobile-units", Fields: []report.Fact{{Name: "id", Value: "bus"}, {Name: "kind", Value: "bus"}, {Name: "count", Value: 2}, {Name: "services", Value: []string{"care"}},
			{Name: "stops", Value: [][]report.Fact{{{Name: "facility", Value: "C"}, {Name: "days", Value: []int{1, 2}}}}}},
			Places: []report.Site{{ID: "C", Name: "C", Names: lang.Same("C"), From: from("C"), To: from("C"), Before: network.Open, After: network.Open}}, Services: []report.Called{{ID: "care", Names: lang.Same("care"), Short: lang.Same("care")}}},
		{Kind: "add-remote", Lever: "remote-contacts", Fields: []report.Fact{{Name: "service", Value: "teeth"}, {Name: "share", Value: 0.25}, {Name: "support", Value: true}},
			Services: []report.Called{{ID: "teeth", Names: lang.Same("teeth"), Short: lang.Same("teeth")}}},
		{Kind: "set", Lever: "parameters", Fields: []report.Fact{{Name: "path", Value: "premises.room_use_target"}, {Name: "value", Value: 0.5}}},
	}
	for i, c := range changes {
		if d := cmp.Diff(want[i], report.StepOf(c, b.Network, n)); d != "" {
			t.Errorf("%s: %s", c.Kind(), d)
		}
	}
}

// A change of any kind has a fact for each of its values and no others.
func TestEveryKindHasFacts(t *testing.T) {
	for _, kind := range scenario.Kinds() {
		step := report.StepOf(kind, &network.Network{}, &network.Network{})
		if step.Kind != kind.Kind() || step.Lever != string(kind.Lever()) {
			t.Errorf("%+v is of the kind %s", step, kind.Kind())
		}
		for _, f := range kind.Fields() {
			if f.Need != slices.ContainsFunc(step.Fields, func(x report.Fact) bool { return x.Name == f.Name }) {
				t.Errorf("%s without anything: %v", kind.Kind(), step.Fields)
			}
		}
	}
	property.Check(t, func(t *rapid.T) {
		for _, c := range scene.DrawOption(t).Changes {
			step := report.StepOf(c, &network.Network{}, &network.Network{})
			given := scenario.Given(c.Fields(), scenario.New(c.Kind()).Fields())
			if len(given) != len(step.Fields) {
				t.Fatalf("%+v of %+v", step, c)
			}
			for i, f := range given {
				if step.Fields[i].Name != f.Name || step.Fields[i].Value == nil {
					t.Fatalf("%+v of %+v", step, c)
				}
			}
		}
	})
}
