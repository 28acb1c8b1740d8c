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
	want := []KeyChange{{"gone", "1", ""}, {"rules", `[{"id": "x"}]`, `[{"id": "y"}]`}, {"parameters.staff.gp", "0.9", "0.75"},
		{"parameters.staff.new", "", `{"lo": 1, "v": 2}`}, {"parameters.staff.old", `{"v": 1}`, ""}, {"parameters.text", `"1"`, "1"}}
	if got := before.Changes(after); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	mixed := string(before.Mix(after, func(path string) bool { return path == "rules" || strings.HasPrefix(path, "parameters.staff.") }))
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
