// Package parameters reads the section parameters of a county file: a tree of values with
// units, sources and ranges, completed by the tree of the embedded county. It refuses
// values out of bounds, ages that are missing, and nulls that a comparison depends on. It
// knows no service: whoever names parameters says their units.
package parameters

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/pkg/params"
)

// Read reads the tree of parameters under "parameters". A leaf of the
// inherited county applies unless the file has one with the same path. A path that
// is similar to an inherited one is a problem, because a misspelt parameter would
// have no effect. The ages of a profile are exempt: they split a county's own grid,
// and the embedded county has none.
func Read(r *input.Reader, own, inherited *yaml.Tree, units Units) *Set {
	var from []params.Param
	if inherited != nil && inherited.Root != nil {
		from = leaves(r, inherited, nil, units)
	}
	list := leaves(r, own, from, units)
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
		if hint := naming.Suggest(path, paths); from != nil && !known[path] && hint != "" && !strings.HasPrefix(path, AgeProfile+".") {
			r.Problems.Add(wrongPath(own, path, "a parameter of the embedded county, or a path that is not similar to one", hint))
		}
	}
	tree, err := params.New(list)
	if err != nil && len(r.Problems) == 0 {
		r.Problems.Add(problem.Problem{File: own.File, Found: err.Error(), Expected: "a tree of parameters"})
	}
	return &Set{Tree: tree, own: own, inherited: inherited}
}

// Set holds the parameters of a county and knows where each is written.
type Set struct {
	params.Tree
	own, inherited *yaml.Tree // inherited is nil if nothing is inherited
	nulls          []string   // paths of parameters that were refused because they are null
}

// RefusedOnly reports whether some problems are only of parameters that are null.
func (s *Set) RefusedOnly(found problem.Problems) bool { return len(found) == len(s.nulls) }

// leaves lists the parameters of a file, in its order. A leaf without a unit, a
// name or a shared draw has that of the inherited leaf of its path.
func leaves(r *input.Reader, t *yaml.Tree, inherited []params.Param, units Units) []params.Param {
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
				r.Problems.Add(problem.Problem{File: t.File, Row: child.KeyLine, Char: child.KeyCol, Found: key, Expected: "a key without a dot", Hint: "nested groups make the path"})
			case child.Child("v") != nil:
				path := strings.Join(at, ".")
				p := readLeaf(r, t, child, path, cmp.Or(before[path].Unit, units.of(path)))
				p.Name = cmp.Or(field.NameOf(child.Child("name")), before[path].Name)
				p.SharedDraw = sharedDraw(r, t, child, before[path].SharedDraw)
				list = append(list, p)
			default:
				walk(child, at)
			}
		}
	}
	walk(top, nil)
	return list
}

// readLeaf reads one parameter. The schema has checked the types. unit applies if the
// leaf has none.
func readLeaf(r *input.Reader, t *yaml.Tree, n *yaml.Node, path, unit string) params.Param {
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
	if !checkUnit(r, t, n, &p) || !checkKind(r, t, n, &p) {
		return placeholder(p)
	}
	if p.Text != "" || !p.Known {
		return p
	}
	p.Lo, p.Hi = end(r, t, n, "lo", &p), end(r, t, n, "hi", &p)
	if !bounded(r, t, n.Child("v"), &p) {
		crossed(r, t, n, &p)
		return placeholder(p)
	}
	ranged(r, t, n, &p)
	return p
}

// sharedDraw gives the name of the draw that a leaf shares, empty for a draw of its
// own.
func sharedDraw(r *input.Reader, t *yaml.Tree, n *yaml.Node, inherited string) string {
	named, own := n.Child("shared_draw"), n.Child("own_draw")
	if own == nil || own.Scalar != true {
		return cmp.Or(named.Str(), inherited)
	}
	if named != nil {
		r.Problems.Add(problem.Problem{File: t.File, Row: named.Line, Char: named.Col, Found: named.Describe(), Expected: "no shared_draw next to own_draw: true",
			Hint: "a parameter has a draw of its own or shares one"})
	}
	return ""
}

// Needs checks that a parameter that a service names exists and has the unit that
// the service expects. A group of values by age is named by its prefix.
func Needs(r *input.Reader, tree params.Tree, t *yaml.Tree, n Named, path ...string) {
	if n.Path == "" {
		return
	}
	found := tree.Under(n.Path)
	if p, ok := tree.Get(n.Path); ok {
		found = []params.Param{p}
	} else if !n.ByAge {
		found = nil
	}
	if len(found) > 0 {
		for _, p := range found {
			_, _, age := params.ParseAges(p.Path[strings.LastIndexByte(p.Path, '.')+1:])
			if p.Unit != "" && !params.SameUnit(p.Unit, n.Unit) && (age || p.Path == n.Path) {
				r.Wrong(t, "a parameter in "+n.Unit, p.Path+" is in "+p.Unit, path...)
				return
			}
		}
		return
	}
	known := make([]string, 0, len(tree.All()))
	seen := map[string]bool{}
	for _, p := range tree.All() {
		word := p.Path
		if i := strings.LastIndexByte(word, '.'); n.ByAge && i > 0 {
			word = word[:i]
		}
		if !seen[word] {
			seen[word] = true
			known = append(known, word)
		}
	}
	expected := "the path of a parameter"
	if n.ByAge {
		expected = "the path of a group of parameters by age"
	}
	r.Wrong(t, expected, naming.Suggest(n.Path, known), path...)
}

// AgeProfile is the parameter group of the national age structure that bands are
// split by. It has a leaf for each age or age group, with the people of that group.
const AgeProfile = "population.age_profile"
