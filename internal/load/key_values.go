package load

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Naming returns the key under which the file names another file; "" if none does.
func (f *KeyFile) Naming(file string) string {
	for _, key := range slices.Sorted(maps.Keys(f.keys)) {
		if f.keys[key].holds(file) {
			return key
		}
	}
	return ""
}

// holds reports whether a node is a text, or has one below it.
func (n *node) holds(text string) bool {
	if s, ok := n.scalar.(string); ok && s == text {
		return true
	}
	return slices.ContainsFunc(n.children, func(c *node) bool { return c.holds(text) })
}

// mostValues is how many values of two files are compared by ValueChanges.
const mostValues = 5

// ValueChanges lists the values that two versions of a YAML file have differently, by the
// keys that lead to them, such as changes.0.set-capacity.fte_factor. Names, notes and tags
// are left out. It is nil if they cannot be compared, or differ in many places.
func ValueChanges(name string, before, after []byte) []KeyChange {
	a, b := parseTree(name, before), parseTree(name, after)
	if a.root == nil || b.root == nil || len(a.problems)+len(b.problems) > 0 {
		return nil
	}
	var out []KeyChange
	differ(a.root, b.root, "", &out)
	if len(out) > mostValues {
		return nil
	}
	return out
}

// differ adds what differs below two nodes.
func differ(a, b *node, path string, out *[]KeyChange) {
	switch {
	case a == nil || b == nil || a.kind != b.kind:
	case a.kind == mapNode:
		keys := append(slices.Clone(a.keys), b.keys...)
		slices.Sort(keys)
		for _, key := range slices.Compact(keys) {
			if path != "" || !slices.Contains([]string{"name", "short", "note", "tags", "listed"}, key) {
				differ(a.child(key), b.child(key), strings.TrimPrefix(path+"."+key, "."), out)
			}
		}
		return
	case a.kind == listNode && len(a.children) == len(b.children):
		for i := range a.children {
			differ(a.children[i], b.children[i], path+"."+strconv.Itoa(i), out)
		}
		return
	}
	if x, y := shown(a), shown(b); x != y {
		*out = append(*out, KeyChange{path, clipped(x), clipped(y)})
	}
}

func float(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
