package load

import (
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// shippedTrees are the parameter files of the counties that come with the
// project, by what they inherit.
func shippedTrees(t *testing.T) map[string]*yaml.Tree {
	t.Helper()
	out := map[string]*yaml.Tree{}
	for _, name := range []string{"../../data/vantaa-kerava/county.yaml", "../../scenarios/helsinki-region/county.yaml"} {
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
			r := &reader{}
			p := r.leaf(file, leaf, path, "")
			if len(r.problems) > 0 || len(r.notes) > 0 {
				t.Errorf("%s: %v %q", path, r.problems, r.notes)
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
						child.Scalar, child.Text = v, float(v)
					case k == "lo" || k == "hi":
						child.Scalar = nil
					}
					changed.Children[i] = &child
				}
				r := &reader{}
				r.leaf(file, &changed, path, "")
				return len(r.problems)
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

// The change set of an option has the same bounds.
func TestSetKeepsBoundsOfShippedParameters(t *testing.T) {
	c, err := Read(context.Background(), source.Embedded(os.DirFS("../../data"), os.DirFS("../../scenarios")), EmbeddedCounty, Options{})
	if err != nil {
		t.Fatal(err)
	}
	refused := func(path string, v float64) bool {
		_, refusals := scenario.Apply(&c.Base, scenario.Option{Changes: []scenario.Change{&scenario.Set{Path: path, Value: v}}})
		return slices.ContainsFunc(refusals, func(r scenario.Refusal) bool { return strings.Contains(r.Reason, "cannot be") })
	}
	tried := 0
	for _, p := range c.Base.Params.All() {
		if p.Text != "" {
			continue
		}
		tried++
		b := p.Bounds()
		below, above := math.Nextafter(b.Lo, math.Inf(-1)), math.Nextafter(b.Hi, math.Inf(1))
		if b.Above {
			below = b.Lo
		}
		if !refused(p.Path, below) || !refused(p.Path, above) {
			t.Errorf("%s is taken just outside of %s", p.Path, b)
		}
		if refused(p.Path, math.Nextafter(b.Lo, math.Inf(1))) || refused(p.Path, b.Hi) {
			t.Errorf("%s is refused just inside of %s", p.Path, b)
		}
	}
	if tried < 200 {
		t.Errorf("%d parameters tried", tried)
	}
}

// A value outside its range is noted and used, and the range is extended to it.
func TestValueOutsideItsOwnRangeIsNoted(t *testing.T) {
	files := small(t)
	text := string(files["small/county.yaml"].Data)
	text = strings.Replace(text, "{v: 2, unit: contacts/person/year, src: source, ref: \"test\", lo: 1.5, hi: 2.5}",
		"{v: 2, unit: contacts/person/year, src: source, ref: \"test\", lo: 2.25, hi: 2.5}", 1)
	files["small/county.yaml"].Data = []byte(text)
	c, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := c.Base.Params.Get("visit_rates.clinic.0-6"); p.V != 2 || p.Lo != 2 || p.Hi != 2.5 {
		t.Errorf("%+v", p)
	}
	if want := "county.yaml:53: visit_rates.clinic.0-6 is 2, below its low of 2.25, so its range begins at the value"; !slices.Contains(noted(c.Notes), want) {
		t.Errorf("notes %q", noted(c.Notes))
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
	r := &reader{}
	got := map[string][2]string{}
	for _, p := range r.leaves(file, below) {
		got[p.Path] = [2]string{p.SharedDraw, p.Range}
	}
	want := map[string][2]string{"wage.a": {"wages", ""}, "wage.b": {"pay", "pay scale"}, "wage.c": {}, "wage.d": {}, "wage.e": {}}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if text := fmt.Sprint(r.problems); text != `county.yaml:7:58: found "pay", expected no shared_draw next to own_draw: true (a parameter has a draw of its own or shares one)` {
		t.Errorf("problems %s", text)
	}
}
