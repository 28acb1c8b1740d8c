package yaml

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
func (n *Node) holds(text string) bool {
	if s, ok := n.Scalar.(string); ok && s == text {
		return true
	}
	return slices.ContainsFunc(n.Children, func(c *Node) bool { return c.holds(text) })
}

// mostValues is how many values of two files are compared by ValueChanges.
const mostValues = 5

// ValueChanges lists the values that two versions of a YAML file have differently, by the
// keys that lead to them, such as changes.0.set-capacity.fte_factor. Names, notes and tags
// are left out. It is nil if they cannot be compared, or differ in many places.
func ValueChanges(name string, before, after []byte) []KeyChange {
	a, b := Parse(name, before), Parse(name, after)
	if a.Root == nil || b.Root == nil || len(a.Problems)+len(b.Problems) > 0 {
		return nil
	}
	var out []KeyChange
	differ(a.Root, b.Root, "", &out)
	if len(out) > mostValues {
		return nil
	}
	return out
}

// differ adds what differs below two nodes.
func differ(a, b *Node, path string, out *[]KeyChange) {
	switch {
	case a == nil || b == nil || a.Kind != b.Kind:
	case a.Kind == Map:
		keys := append(slices.Clone(a.Keys), b.Keys...)
		slices.Sort(keys)
		for _, key := range slices.Compact(keys) {
			if path != "" || !slices.Contains([]string{"name", "short", "note", "tags", "listed"}, key) {
				differ(a.Child(key), b.Child(key), strings.TrimPrefix(path+"."+key, "."), out)
			}
		}
		return
	case a.Kind == List && len(a.Children) == len(b.Children):
		for i := range a.Children {
			differ(a.Children[i], b.Children[i], path+"."+strconv.Itoa(i), out)
		}
		return
	}
	if x, y := shown(a), shown(b); x != y {
		*out = append(*out, KeyChange{path, clipped(x), clipped(y)})
	}
}
