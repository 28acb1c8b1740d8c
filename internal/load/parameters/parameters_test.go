package parameters

import (
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/lang"
	"saavu/pkg/params"
)

// shippedTrees are the parameter files of the counties that come with the
// project, by what they inherit.
func shippedTrees(t *testing.T) map[string]*yaml.Tree {
	t.Helper()
	out := map[string]*yaml.Tree{}
	for _, name := range []string{"../../../data/vantaa-kerava/county.yaml", "../../../scenarios/helsinki-region/county.yaml"} {
		text, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = yaml.Parse(name, text)
	}
	return out
}

// leafNodes returns the leaves of a file by path.
func leafNodes(top *yaml.Node) map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	var walk func(n *yaml.Node, path string)
	walk = func(n *yaml.Node, path string) {
		for i, key := range n.Keys {
			switch child := n.Children[i]; {
			case child.Child("v") != nil:
				out[path+key] = child
			case child.Kind == yaml.Map:
				walk(child, path+key+".")
			}
		}
	}
	walk(top.Child("parameters"), "")
	return out
}

// Every parameter of the shipped counties has a unit and lies within its bounds and
// its range. Values, lows and highs just outside the bounds are refused.
func TestShippedParametersAreBounded(t *testing.T) {
	for name, file := range shippedTrees(t) {
		for path, leaf := range leafNodes(file.Root) {
			r := &input.Reader{}
			p := readLeaf(r, file, leaf, path, "")
			if len(r.Problems) > 0 || len(r.Notes) > 0 {
				t.Errorf("%s: %v %q", path, r.Problems, r.Notes)
			}
			if _, field := params.FieldBounds(path); p.Unit == "" && !field && path != "meta.currency" {
				t.Errorf("%s: %s has no unit", name, path)
			}
			if !p.Known || p.Text != "" {
				continue
			}
			b := p.Bounds()
			try := func(key string, v float64) int {
				changed := *leaf
				changed.Children = slices.Clone(leaf.Children)
				for i, k := range changed.Keys {
					child := *changed.Children[i]
					switch {
					case k == key:
						child.Scalar, child.Text = v, strconv.FormatFloat(v, 'f', -1, 64)
					case k == "lo" || k == "hi":
						child.Scalar = nil
					}
					changed.Children[i] = &child
				}
				r := &input.Reader{}
				readLeaf(r, file, &changed, path, "")
				return len(r.Problems)
			}
			below, above := math.Nextafter(b.Lo, math.Inf(-1)), math.Nextafter(b.Hi, math.Inf(1))
			if b.Above {
				below = b.Lo
			}
			for _, key := range []string{"v", "lo", "hi"} {
				if leaf.Child(key) == nil {
					continue
				}
				if try(key, below) != 1 || try(key, above) != 1 {
					t.Errorf("%s: %s is taken just outside of %s", path, key, b)
				}
			}
			if inside := math.Nextafter(b.Lo, math.Inf(1)); try("v", inside) != 0 || try("v", b.Hi) != 0 {
				t.Errorf("%s: refused just inside of %s", path, b)
			}
		}
	}
}

// A leaf shares the draw of the inherited leaf of its path, or the one that it
// names, or none; the words on a range are those of the file that gives it.
func TestSharedDrawsAreInherited(t *testing.T) {
	below := []params.Param{{Path: "wage.a", Unit: "EUR/h", SharedDraw: "wages", Range: "of the county below"}, {Path: "wage.b", SharedDraw: "wages"}, {Path: "wage.c", SharedDraw: "wages"}}
	file := yaml.Parse("county.yaml", []byte(`parameters:
  wage:
    a: {v: 40, src: source, lo: 38, hi: 42}
    b: {v: 40, src: source, shared_draw: pay, range: "pay scale"}
    c: {v: 40, src: source, own_draw: true}
    d: {v: 40, src: source, own_draw: false}
    e: {v: 40, src: source, own_draw: true, shared_draw: pay}
`))
	r := &input.Reader{}
	got := map[string][2]string{}
	for _, p := range leaves(r, file, below, nil) {
		got[p.Path] = [2]string{p.SharedDraw, p.Range}
	}
	want := map[string][2]string{"wage.a": {"wages", ""}, "wage.b": {"pay", "pay scale"}, "wage.c": {}, "wage.d": {}, "wage.e": {}}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if text := fmt.Sprint(r.Problems); text != `county.yaml:7:58: found "pay", expected no shared_draw next to own_draw: true (a parameter has a draw of its own or shares one)` {
		t.Errorf("problems %s", text)
	}
}

// A leaf of a county keeps the name of the inherited leaf, unless it has its own.
func TestInheritedNamesOfParameters(t *testing.T) {
	from := yaml.Parse("a", []byte("parameters:\n  a: {v: 1, src: source, name: {fi: yksi}}\n  b: {v: 1, src: source, name: {fi: kaksi}}\n"))
	own := yaml.Parse("b", []byte("parameters:\n  a: {v: 2, src: source}\n  b: {v: 2, src: source, name: two}\n"))
	tree := Read((&input.Reader{}), own, from, nil)
	a, _ := tree.Get("a")
	b, _ := tree.Get("b")
	if a.V != 2 || a.Name != (lang.Name{Fi: "yksi"}) || b.Name != lang.Same("two") {
		t.Errorf("%+v %+v", a, b)
	}
}
