package yaml

import (
	"reflect"
	"testing"

	"saavu/data"
	"saavu/internal/source"
)

// keyed holds some keys of a county file.
type keyed struct {
	Name     string         `json:"name,omitempty"`
	Inherit  string         `json:"inherit,omitempty"`
	Services []any          `json:"services,omitempty"`
	County   map[string]any `json:"county,omitempty"`
}

// What is kept is what reading the text again gives, with its faults, whatever problems
// were added to the trees that were given before. Another text, another name and another
// struct have their own.
func TestKeptIsWhatTheTextSays(t *testing.T) {
	text, err := data.FS.ReadFile("vantaa-kerava/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rules := func() (*Rules, error) { return Compile(&keyed{}) }
	same := func(name string, text []byte) {
		t.Helper()
		want, tree := Decode[keyed](name, text, rules)
		for range 2 {
			got, at := DecodeKept[keyed](name, text, rules)
			if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(at, tree) {
				t.Fatal("it says something else")
			}
			if len(at.Problems) == 0 {
				t.Fatal("no fault: the struct lacks keys of the text")
			}
			at.Problems[0] = notYAML("x", "y")
			at.Problems.Add(notYAML("x", "y"))
			at.Root = nil
		}
	}
	same(source.EmbeddedCounty, text)
	same(source.EmbeddedCounty, []byte("name: a\nname: b\n"))
	same(source.EmbeddedCounty, text)
	same("another.yaml", text)
	if got, _ := DecodeKept[map[string]any]("another.yaml", text, rules); len(got) == 0 {
		t.Error("a map got what was kept for a struct")
	}
	if got, _ := DecodeKept[keyed]("another.yaml", text, rules); len(got.Services) == 0 || got.County["id"] == nil {
		t.Errorf("%+v", got)
	}
}
