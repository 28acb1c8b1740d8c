package load

import (
	"reflect"
	"testing"

	"saavu/data"
)

// A kept tree is what parsing the text again gives, whatever was marked in the trees
// that were given before, and another text has its own.
func TestKeptTreeIsThatOfTheText(t *testing.T) {
	text, err := data.FS.ReadFile("vantaa-kerava/county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := parseTree(EmbeddedCounty, text)
	if len(want.root.children) < 10 {
		t.Fatalf("%d keys", len(want.root.children))
	}
	var mark func(n *node)
	mark = func(n *node) {
		n.asked, n.dropped, n.faulty = true, true, true
		for _, child := range n.children {
			mark(child)
		}
	}
	for range 2 {
		got := embeddedTree(text)
		if !reflect.DeepEqual(got, want) {
			t.Fatal("the tree is another one")
		}
		mark(got.root)
		got.root.children[0] = nil
		got.problems.Add(notYAML("x", "y"))
	}
	broken := []byte("name: a\nname: b\n")
	for range 2 {
		if got := embeddedTree(broken); !reflect.DeepEqual(got, parseTree(EmbeddedCounty, broken)) || len(got.problems) != 1 {
			t.Errorf("%+v", got)
		}
	}
	if got := embeddedTree(text); !reflect.DeepEqual(got, want) {
		t.Error("after another text the tree is another one")
	}
}
