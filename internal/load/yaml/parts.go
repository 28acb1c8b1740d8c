package yaml

import (
	"cmp"
	"slices"
	"strconv"
)

// undivided reports whether a key is compared as one value: the gates of a plan, on which no
// figure depends, and its sets that are swept, whose values are in their names.
func undivided(path string) bool {
	return path == "gates" || path == setsKey+"."+sweepKey
}

// part is a value below a key that two files may have differently; a or b is nil if only one
// file has it.
type part struct {
	step string
	a, b *Node
}

// partsOf divides a value of two files: maps by their keys, lists of maps by their ids, and
// lists of maps without ids, as long as they have equally many, by their place from 0. It
// returns nil for what is compared as one value. The order is that of the earlier file, with
// what only the later one has behind its neighbour there.
func partsOf(a, b *Node, path string) []part {
	switch {
	case a == nil || b == nil || a.Kind != b.Kind || undivided(path):
		return nil
	case a.Kind == Map:
		return partsBy(a.Keys, b.Keys, a, b)
	case a.Kind != List || !ofMaps(a) || !ofMaps(b):
		return nil
	}
	x, y := a.ids(), b.ids()
	switch {
	case x != nil && y != nil && sameOrder(x, y):
		return partsBy(x, y, a, b)
	case x == nil && y == nil && len(a.Children) == len(b.Children):
		var out []part
		for i := range a.Children {
			out = append(out, part{strconv.Itoa(i), a.Children[i], b.Children[i]})
		}
		return out
	}
	return nil
}

// partsBy are the children of two nodes by name, those of x first in their order.
func partsBy(x, y []string, a, b *Node) []part {
	order := slices.Clone(x)
	for i, name := range y {
		if slices.Contains(x, name) {
			continue
		}
		at := 0
		if i > 0 {
			at = slices.Index(order, y[i-1]) + 1
		}
		order = slices.Insert(order, at, name)
	}
	out := make([]part, len(order))
	for k, name := range order {
		out[k].step = name
		if i := slices.Index(x, name); i >= 0 {
			out[k].a = a.Children[i]
		}
		if i := slices.Index(y, name); i >= 0 {
			out[k].b = b.Children[i]
		}
	}
	return out
}

// ofMaps reports whether a list has maps alone.
func ofMaps(n *Node) bool {
	return !slices.ContainsFunc(n.Children, func(c *Node) bool { return c.Kind != Map })
}

// ids are the ids of the items of a list, in order; nil if one has none or two have the same.
func (n *Node) ids() []string {
	out := []string{}
	for _, c := range n.Children {
		id := c.Child("id").Str()
		if id == "" || slices.Contains(out, id) {
			return nil
		}
		out = append(out, id)
	}
	return out
}

// sameOrder reports whether what two lists share has the same order in both.
func sameOrder(x, y []string) bool {
	shared := func(of, other []string) []string {
		return slices.DeleteFunc(slices.Clone(of), func(s string) bool { return !slices.Contains(other, s) })
	}
	return slices.Equal(shared(x, y), shared(y, x))
}

// eachPart calls visit with every value of two files that is compared as one, in the order of
// keys and ids, with the keys and ids that lead to it, such as services.gp_reception.tier.
func eachPart(a, b *Node, path string, visit func(path string, a, b *Node)) {
	parts := partsOf(a, b, path)
	if parts == nil {
		visit(path, a, b)
		return
	}
	if a.Kind == Map || a.ids() != nil {
		slices.SortFunc(parts, func(x, y part) int { return cmp.Compare(x.step, y.step) })
	}
	for _, p := range parts {
		eachPart(p.a, p.b, path+"."+p.step, visit)
	}
}

// mixedPart has of each value what b has if take says so of its path, and what a has
// otherwise; nil for nothing.
func mixedPart(a, b *Node, path string, take func(path string) bool) *Node {
	parts := partsOf(a, b, path)
	switch {
	case parts == nil && take(path):
		return b
	case parts == nil:
		return a
	}
	out := &Node{Kind: a.Kind, index: map[string]int{}}
	for _, p := range parts {
		n := mixedPart(p.a, p.b, path+"."+p.step, take)
		if n == nil {
			continue
		}
		if a.Kind == Map {
			out.index[p.step] = len(out.Children)
			out.Keys = append(out.Keys, p.step)
		}
		out.Children = append(out.Children, n)
	}
	return out
}
