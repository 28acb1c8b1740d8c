package load

import (
	"fmt"
	"math"
	"strings"

	"saavu/internal/format/problem"
	"saavu/pkg/params"
)

// parameters reads the tree of parameters under "parameters". Leaves of an
// inherited county hold where the file gives none of the same path. A path that
// is near an inherited one but not the same is noted, because a misspelt
// parameter would change nothing.
func (r *reader) parameters(own, inherited *tree) params.Tree {
	list := r.leaves(own)
	if inherited != nil && inherited.root != nil {
		given := map[string]bool{}
		for _, p := range list {
			given[p.Path] = true
		}
		known := map[string]bool{}
		var paths []string
		for _, p := range r.leaves(inherited) {
			known[p.Path] = true
			paths = append(paths, p.Path)
			if !given[p.Path] {
				list = append(list, p)
			}
		}
		for path := range given {
			if hint := meant(path, paths); !known[path] && hint != "" {
				r.wrong(own, "a parameter of the embedded county or one unlike all of them", hint, append([]string{"parameters"}, strings.Split(path, ".")...)...)
			}
		}
	}
	tree, err := params.New(list)
	if err != nil && len(r.problems) == 0 {
		r.problems.Add(problem.Problem{File: own.file, Found: err.Error(), Expected: "a tree of parameters"})
	}
	return tree
}

// leaves lists the parameters of a file, in its order.
func (r *reader) leaves(t *tree) []params.Param {
	top := t.root.kid("parameters")
	if top == nil || top.kind != mapNode {
		return nil
	}
	var list []params.Param
	var walk func(n *node, path []string)
	walk = func(n *node, path []string) {
		for i, key := range n.keys {
			kid := n.kids[i]
			if kid.dropped || kid.kind != mapNode {
				continue
			}
			at := append(path[:len(path):len(path)], key)
			switch {
			case key == "" || strings.Contains(key, "."):
				r.problems.Add(problem.Problem{File: t.file, Row: kid.keyLine, Char: kid.keyCol, Found: key, Expected: "a key without a point", Hint: "groups within groups make the path"})
			case kid.kid("v") != nil:
				list = append(list, r.leaf(t, kid, strings.Join(at, ".")))
			default:
				walk(kid, at)
			}
		}
	}
	walk(top, nil)
	return list
}

// leaf reads one parameter. The schema has checked the types.
func (r *reader) leaf(t *tree, n *node, path string) params.Param {
	p := params.Param{Path: path, Unit: text(n.kid("unit")), Ref: text(n.kid("ref"))}
	p.Src, _ = params.ParseFlag(text(n.kid("src")))
	switch v := n.kid("v"); value := v.scalar.(type) {
	case nil:
	case string:
		p.Known, p.Text, p.V = value != "", value, math.NaN()
	case bool:
		p.Known, p.Text, p.V = true, fmt.Sprint(value), math.NaN()
	default:
		if v.kind == scalarNode && !v.dropped {
			p.Known, p.V = true, number(v)
		}
	}
	if p.Text != "" || !p.Known {
		return p
	}
	p.Lo, p.Hi = p.V, p.V
	if lo := n.kid("lo"); lo != nil && lo.scalar != nil && !lo.dropped {
		p.Lo = number(lo)
	}
	if hi := n.kid("hi"); hi != nil && hi.scalar != nil && !hi.dropped {
		p.Hi = number(hi)
	}
	if !(p.Lo <= p.V && p.V <= p.Hi) {
		v := n.kid("v")
		r.problems.Add(problem.Problem{File: t.file, Row: v.line, Char: v.col, Found: v.text,
			Expected: fmt.Sprintf("a value from its low %g to its high %g", p.Lo, p.Hi), Hint: path})
		p.Lo, p.Hi = p.V, p.V
	}
	return p
}

// text gives the words of a node; empty for no node.
func text(n *node) string {
	if n == nil {
		return ""
	}
	s, _ := n.scalar.(string)
	return s
}

// number gives the number of a node, 0 for anything else.
func number(n *node) float64 {
	switch v := n.scalar.(type) {
	case int64:
		return float64(v)
	case uint64:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

// needs checks that a parameter path that a service names exists. A group of
// values by age is named by its prefix.
func (r *reader) needs(tree params.Tree, t *tree, name string, group bool, path ...string) {
	if name == "" {
		return
	}
	if _, ok := tree.Get(name); ok || (group && len(tree.Under(name)) > 0) {
		return
	}
	known := make([]string, 0, len(tree.All()))
	seen := map[string]bool{}
	for _, p := range tree.All() {
		word := p.Path
		if i := strings.LastIndexByte(word, '.'); group && i > 0 {
			word = word[:i]
		}
		if !seen[word] {
			seen[word] = true
			known = append(known, word)
		}
	}
	expected := "the path of a parameter"
	if group {
		expected = "the path of a group of parameters by age"
	}
	r.wrong(t, expected, meant(name, known), path...)
}
