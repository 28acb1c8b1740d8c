package load

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// Every key of the embedded county survives being written and read.
func TestMixedFileIsTheSame(t *testing.T) {
	text, err := os.ReadFile("../../data/vantaa-kerava/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, err := ReadKeys("county.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	for _, all := range []bool{false, true} {
		mixed := f.Mix(f, func(string) bool { return all })
		before, after := parseTree("a", text), parseTree("b", mixed)
		if after.root == nil || !reflect.DeepEqual(before.root.plain(), after.root.plain()) {
			t.Fatalf("taking all: %t, the file differs: %v", all, after.problems.Err())
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
