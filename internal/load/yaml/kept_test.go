package yaml

import (
	"reflect"
	"testing"

	"saavu/data"
	"saavu/internal/source"
)

// A kept tree is what parsing the text again gives, whatever was marked in the trees
// that were given before, and another text has its own.
func TestKeptTreeIsThatOfTheText(t *testing.T) {
	text, err := data.FS.ReadFile("vantaa-kerava/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := Parse(source.EmbeddedCounty, text)
	if len(want.Root.Children) < 10 {
		t.Fatalf("%d keys", len(want.Root.Children))
	}
	var mark func(n *Node)
	mark = func(n *Node) {
		n.asked, n.Dropped, n.faulty = true, true, true
		for _, child := range n.Children {
			mark(child)
		}
	}
	for range 2 {
		got := ParseKept(source.EmbeddedCounty, text)
		if !reflect.DeepEqual(got, want) {
			t.Fatal("the tree is another one")
		}
		mark(got.Root)
		got.Root.Children[0] = nil
		got.Problems.Add(notYAML("x", "y"))
	}
	broken := []byte("name: a\nname: b\n")
	for range 2 {
		if got := ParseKept(source.EmbeddedCounty, broken); !reflect.DeepEqual(got, Parse(source.EmbeddedCounty, broken)) || len(got.Problems) != 1 {
			t.Errorf("%+v", got)
		}
	}
	if got := ParseKept(source.EmbeddedCounty, text); !reflect.DeepEqual(got, want) {
		t.Error("after another text the tree is another one")
	}
}
