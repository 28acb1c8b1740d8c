package load

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/pkg/params"
)

// parameters reads the tree of parameters under "parameters". A leaf of the
// inherited county applies unless the file has one with the same path. A path that
// is similar to an inherited one is a problem, because a misspelt parameter would
// have no effect. The ages of a profile are exempt: they split a county's own grid,
// and the embedded county has none.
func (r *reader) parameters(own, inherited *yaml.Tree) params.Tree {
	var from []params.Param
	if inherited != nil && inherited.Root != nil {
		from = r.leaves(inherited, nil)
	}
	list := r.leaves(own, from)
	given := map[string]bool{}
	for _, p := range list {
		given[p.Path] = true
	}
	known := map[string]bool{}
	var paths []string
	for _, p := range from {
		known[p.Path] = true
		paths = append(paths, p.Path)
		if !given[p.Path] {
			list = append(list, p)
		}
	}
	for path := range given {
		if hint := naming.Suggest(path, paths); from != nil && !known[path] && hint != "" && !strings.HasPrefix(path, ageProfile+".") {
			r.problems.Add(wrongPath(own, path, "a parameter of the embedded county, or a path that is not similar to one", hint))
		}
	}
	tree, err := params.New(list)
	if err != nil && len(r.problems) == 0 {
		r.problems.Add(problem.Problem{File: own.File, Found: err.Error(), Expected: "a tree of parameters"})
	}
	return tree
}

// leaves lists the parameters of a file, in its order. A leaf without a unit, a
// name or a shared draw has that of the inherited leaf of its path.
func (r *reader) leaves(t *yaml.Tree, inherited []params.Param) []params.Param {
	top := t.Root.Child("parameters")
	if top == nil || top.Kind != yaml.Map {
		return nil
	}
	before := map[string]params.Param{}
	for _, p := range inherited {
		before[p.Path] = p
	}
	var list []params.Param
	var walk func(n *yaml.Node, path []string)
	walk = func(n *yaml.Node, path []string) {
		for i, key := range n.Keys {
			child := n.Children[i]
			if child.Dropped || child.Kind != yaml.Map {
				continue
			}
			at := append(path[:len(path):len(path)], key)
			switch {
			case key == "" || strings.Contains(key, "."):
				r.problems.Add(problem.Problem{File: t.File, Row: child.KeyLine, Char: child.KeyCol, Found: key, Expected: "a key without a dot", Hint: "nested groups make the path"})
			case child.Child("v") != nil:
				path := strings.Join(at, ".")
				p := r.leaf(t, child, path, cmp.Or(before[path].Unit, r.paramUnits.of(path)))
				p.Name = cmp.Or(nameOf(child.Child("name")), before[path].Name)
				p.SharedDraw = r.sharedDraw(t, child, before[path].SharedDraw)
				list = append(list, p)
			default:
				walk(child, at)
			}
		}
	}
	walk(top, nil)
	return list
}

// leaf reads one parameter. The schema has checked the types. unit applies if the
// leaf has none.
func (r *reader) leaf(t *yaml.Tree, n *yaml.Node, path, unit string) params.Param {
	p := params.Param{Path: path, Unit: cmp.Or(n.Child("unit").Str(), unit), Ref: n.Child("ref").Str(), Range: n.Child("range").Str()}
	p.Src, _ = params.ParseFlag(n.Child("src").Str())
	switch v := n.Child("v"); value := v.Scalar.(type) {
	case nil:
	case string:
		p.Known, p.Text, p.V = value != "", value, math.NaN()
	case bool:
		p.Known, p.Text, p.V = true, fmt.Sprint(value), math.NaN()
	default:
		if v.Kind == yaml.Scalar && !v.Dropped {
			p.Known, p.V = true, v.Number()
		}
	}
	if !r.checkUnit(t, n, &p) || !r.checkKind(t, n, &p) {
		return placeholder(p)
	}
	if p.Text != "" || !p.Known {
		return p
	}
	p.Lo, p.Hi = r.end(t, n, "lo", &p), r.end(t, n, "hi", &p)
	if !r.bounded(t, n.Child("v"), &p) {
		r.crossed(t, n, &p)
		return placeholder(p)
	}
	r.ranged(t, n, &p)
	return p
}

// sharedDraw gives the name of the draw that a leaf shares, empty for a draw of its
// own.
func (r *reader) sharedDraw(t *yaml.Tree, n *yaml.Node, inherited string) string {
	named, own := n.Child("shared_draw"), n.Child("own_draw")
	if own == nil || own.Scalar != true {
		return cmp.Or(named.Str(), inherited)
	}
	if named != nil {
		r.problems.Add(problem.Problem{File: t.File, Row: named.Line, Char: named.Col, Found: named.Describe(), Expected: "no shared_draw next to own_draw: true",
			Hint: "a parameter has a draw of its own or shares one"})
	}
	return ""
}

// needs checks that a parameter that a service names exists and has the unit that
// the service expects. A group of values by age is named by its prefix.
func (r *reader) needs(tree params.Tree, t *yaml.Tree, n named, path ...string) {
	if n.path == "" {
		return
	}
	found := tree.Under(n.path)
	if p, ok := tree.Get(n.path); ok {
		found = []params.Param{p}
	} else if !n.group {
		found = nil
	}
	if len(found) > 0 {
		for _, p := range found {
			_, _, age := params.ParseAges(p.Path[strings.LastIndexByte(p.Path, '.')+1:])
			if p.Unit != "" && !params.SameUnit(p.Unit, n.unit) && (age || p.Path == n.path) {
				r.wrong(t, "a parameter in "+n.unit, p.Path+" is in "+p.Unit, path...)
				return
			}
		}
		return
	}
	known := make([]string, 0, len(tree.All()))
	seen := map[string]bool{}
	for _, p := range tree.All() {
		word := p.Path
		if i := strings.LastIndexByte(word, '.'); n.group && i > 0 {
			word = word[:i]
		}
		if !seen[word] {
			seen[word] = true
			known = append(known, word)
		}
	}
	expected := "the path of a parameter"
	if n.group {
		expected = "the path of a group of parameters by age"
	}
	r.wrong(t, expected, naming.Suggest(n.path, known), path...)
}
