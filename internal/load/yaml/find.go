package yaml

import (
	"strconv"
	"strings"

	"saavu/internal/format/problem"
)

// Place returns file:line:column of a node, a format that editors understand.
func (t *Tree) Place(path ...string) string {
	n := t.Root.Find(path...)
	return t.File + ":" + strconv.Itoa(n.Line) + ":" + strconv.Itoa(n.Col)
}

// ProblemAt adds the position of a node to a problem.
func (t *Tree) ProblemAt(p problem.Problem, path ...string) problem.Problem {
	n := t.Root.Find(path...)
	p.File, p.Row, p.Char = t.File, n.Line, n.Col
	return p
}

// KeyNode finds a key by its dotted path, in which items of lists count from 1; nil
// if the file does not have it.
func (t *Tree) KeyNode(key string) *Node {
	n := t.Root
	for step := range strings.SplitSeq(key, ".") {
		if n.Kind == List {
			i, err := strconv.Atoi(step)
			if err != nil {
				return nil
			}
			step = strconv.Itoa(i - 1)
		}
		if n = n.Child(step); n == nil {
			return nil
		}
	}
	return n
}

// Str gives the text of a node; empty for no node and for one without a text.
func (n *Node) Str() string {
	if n == nil {
		return ""
	}
	s, _ := n.Scalar.(string)
	return s
}

// Number returns the number of a node, 0 for anything else.
func (n *Node) Number() float64 {
	switch v := n.Scalar.(type) {
	case int64:
		return float64(v)
	case uint64:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

// Child finds a child by key or by index; nil if there is none.
func (n *Node) Child(step string) *Node {
	switch n.Kind {
	case Map:
		if i, ok := n.index[step]; ok {
			return n.Children[i]
		}
	case List:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Children) {
			return n.Children[i]
		}
	}
	return nil
}

// Find follows a path as far as it exists.
func (n *Node) Find(path ...string) *Node {
	for _, step := range path {
		next := n.Child(step)
		if next == nil {
			break
		}
		n = next
	}
	return n
}

// Plain returns the node as the values that the JSON packages use, without dropped
// nodes.
func (n *Node) Plain() any {
	switch n.Kind {
	case Map:
		out := make(map[string]any, len(n.Children))
		for i, k := range n.Children {
			if !k.Dropped {
				out[n.Keys[i]] = k.Plain()
			}
		}
		return out
	case List:
		out := make([]any, 0, len(n.Children))
		for _, k := range n.Children {
			if k.Dropped {
				out = append(out, nil)
			} else {
				out = append(out, k.Plain())
			}
		}
		return out
	}
	return n.Scalar
}
