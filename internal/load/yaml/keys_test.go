package yaml

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// Every key of the embedded county survives being written and read.
func TestMixedFileIsTheSame(t *testing.T) {
	text, err := os.ReadFile("../../../data/vantaa-kerava/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, err := ReadKeys("county.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	for _, all := range []bool{false, true} {
		mixed := f.Mix(f, func(string) bool { return all })
		before, after := Parse("a", text), Parse("b", mixed)
		if after.Root == nil || !reflect.DeepEqual(before.Root.Plain(), after.Root.Plain()) {
			t.Fatalf("taking all: %t, the file differs: %v", all, after.Problems.Err())
		}
	}
}

// Changes are found by key and by the path of a parameter; what does not change the
// meaning is none. A mix takes each from the file that is named.
func TestKeyChanges(t *testing.T) {
	before, err := ReadKeys("a.yaml", []byte("county: {id: a, year: 2026}\nrules: [{id: x}]\ngone: 1\nparameters:\n  staff:\n    gp: {v: 0.9, lo: 0.8}\n    old: {v: 1}\n  text: {v: \"1\"}\n"))
	if err != nil {
		t.Fatal(err)
	}
	after, err := ReadKeys("b.yaml", []byte("# new\nparameters:\n  text: {v: 1}\n  staff:\n    gp: {lo: 0.8, v: 0.75}\n    new: {v: 2, lo: 1}\nrules:\n  - {id: y}\ncounty:\n  year: 2026\n  id: a\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []KeyChange{{"gone", "1", ""}, {"rules.x", `{"id": "x"}`, ""}, {"rules.y", "", `{"id": "y"}`}, {"parameters.staff.gp", "0.9", "0.75"},
		{"parameters.staff.new", "", `{"lo": 1, "v": 2}`}, {"parameters.staff.old", `{"v": 1}`, ""}, {"parameters.text", `"1"`, "1"}}
	if got := before.Changes(after); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	mixed := string(before.Mix(after, func(path string) bool {
		return strings.HasPrefix(path, "rules.") || strings.HasPrefix(path, "parameters.staff.")
	}))
	wanted := `"county": {"id": "a", "year": 2026}
"gone": 1
"rules": [{"id": "y"}]
parameters:
  "staff":
    "gp": {"lo": 0.8, "v": 0.75}
    "new": {"lo": 1, "v": 2}
  "text": {"v": "1"}
`
	if mixed != wanted {
		t.Errorf("got\n%s", mixed)
	}
	if _, err := ReadKeys("c.yaml", []byte("- a\n")); err == nil {
		t.Error("a list has keys")
	}
}

// Keys below a key, and items of a list with their ids, are changes of their own. Items without
// ids are found by their place if there are equally many. A list whose items have another order
// is one change, and so is one without ids that has more.
func TestPartsOfKeys(t *testing.T) {
	before, err := ReadKeys("a.yaml", []byte(`county: {id: a, period: rush, name: {en: A, fi: B}}
services: [{id: x, free: true, tier: local}, {id: y, tier: local}, {id: z, tier: local}]
known: [{kind: share, value: 0.5}, {kind: rate, value: 2}]
order: [{id: p}, {id: q, v: 1}]
sources: [{title: a}]
options: {order: [a, b]}
`))
	if err != nil {
		t.Fatal(err)
	}
	after, err := ReadKeys("b.yaml", []byte(`county: {id: a, period: midday, assignment: nearest, name: {fi: C, en: A}}
services: [{id: n, tier: local}, {id: x, free: false, tier: local}, {id: m, tier: local}, {id: z, tier: county}]
known: [{kind: share, value: 0.5}, {kind: rate, value: 3}]
order: [{id: q, v: 2}, {id: p}]
sources: [{title: a}, {title: b}]
options: {order: [b, a]}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []KeyChange{{"county.assignment", "", `"nearest"`}, {"county.name.fi", `"B"`, `"C"`}, {"county.period", `"rush"`, `"midday"`},
		{"known.1.value", "2", "3"}, {"options.order", `["a", "b"]`, `["b", "a"]`}, {"order", `[{"id": "p"}, {"id": "q", "v": 1}]`, `[{"id": "q", "v": 2}, {"id": "p"}]`},
		{"services.m", "", `{"id": "m", "tier": "local"}`}, {"services.n", "", `{"id": "n", "tier": "local"}`}, {"services.x.free", "true", "false"},
		{"services.y", `{"id": "y", "tier": "local"}`, ""}, {"services.z.tier", `"local"`, `"county"`}, {"sources", `[{"title": "a"}]`, `[{"title": "a"}, {"title": "b"}]`}}
	if got := before.Changes(after); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	if changes := before.Changes(before); changes != nil {
		t.Errorf("the same file has %q", changes)
	}
	for _, all := range []bool{false, true} {
		mixed, err := ReadKeys("mixed.yaml", before.Mix(after, func(string) bool { return all }))
		if err != nil {
			t.Fatal(err)
		}
		end := before
		if all {
			end = after
		}
		if changes := end.Changes(mixed); changes != nil {
			t.Errorf("taking all: %t, the file differs by %q", all, changes)
		}
	}
	mixed := string(before.Mix(after, func(path string) bool {
		return path == "services.n" || path == "services.x.free" || path == "county.assignment"
	}))
	for _, want := range []string{`"services": [{"id": "n", "tier": "local"}, {"free": false, "id": "x", "tier": "local"}, {"id": "y", "tier": "local"}, {"id": "z", "tier": "local"}]`,
		`"county": {"assignment": "nearest", "id": "a", "name": {"en": "A", "fi": "B"}, "period": "rush"}`} {
		if !strings.Contains(mixed, want+"\n") {
			t.Errorf("lacks %s:\n%s", want, mixed)
		}
	}
}

// The sets of a plan are separate by name and parameter. A set that only one plan has is one
// change, and so are those that are drawn or swept.
func TestSetChanges(t *testing.T) {
	before, err := ReadKeys("a.yaml", []byte("name: a\nsets:\n  - {name: x, values: {p.q: 0.7, p.r: 0.9, p.s: 1}}\n  - {name: old, values: {p.q: 1}}\n  - {draw: 5}\n  - {sweep: {p.q: 0..1 step 0.5}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	after, err := ReadKeys("b.yaml", []byte("name: a\nsets:\n  - {sweep: {p.q: 0..1 step 0.25}}\n  - {name: new, values: {p.q: 1}}\n  - values: {p.r: 0.8, p.t: 2, p.q: 0.8}\n    name: x\n  - {draw: 6}\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []KeyChange{{"sets.draw", "5", "6"}, {"sets.sweep", `[{"p.q": "0..1 step 0.5"}]`, `[{"p.q": "0..1 step 0.25"}]`},
		{"sets.new", "", `{"p.q": 1}`}, {"sets.old", `{"p.q": 1}`, ""},
		{"sets.x.p.q", "0.7", "0.8"}, {"sets.x.p.r", "0.9", "0.8"}, {"sets.x.p.s", "1", ""}, {"sets.x.p.t", "", "2"}}
	if got := before.Changes(after); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	for taken, wanted := range map[string]string{
		"":                               `"name": "a"` + "\n" + `sets: [{name: "old", values: {"p.q": 1}}, {name: "x", values: {"p.q": 0.7, "p.r": 0.9, "p.s": 1}}, {draw: 5}, {sweep: {"p.q": "0..1 step 0.5"}}]` + "\n",
		"sets.x.p.q sets.x.p.s sets.new": `"name": "a"` + "\n" + `sets: [{name: "new", values: {"p.q": 1}}, {name: "old", values: {"p.q": 1}}, {name: "x", values: {"p.q": 0.8, "p.r": 0.9}}, {draw: 5}, {sweep: {"p.q": "0..1 step 0.5"}}]` + "\n",
		"sets.old sets.draw sets.sweep":  `"name": "a"` + "\n" + `sets: [{name: "x", values: {"p.q": 0.7, "p.r": 0.9, "p.s": 1}}, {draw: 6}, {sweep: {"p.q": "0..1 step 0.25"}}]` + "\n",
	} {
		if mixed := string(before.Mix(after, func(path string) bool { return strings.Contains(" "+taken+" ", " "+path+" ") })); mixed != wanted {
			t.Errorf("%s: got\n%s", taken, mixed)
		}
	}
	for path, want := range map[string][2]string{"sets.x.p.q": {"x", "p.q"}, "sets.draw": {"draw", ""}, "seed": {}, "setsx": {}} {
		if name, parameter, ok := SetOf(path); ok != (want[0] != "") || ok && (name != want[0] || parameter != want[1]) {
			t.Errorf("%s is about %s, %s, %t", path, name, parameter, ok)
		}
	}
}
