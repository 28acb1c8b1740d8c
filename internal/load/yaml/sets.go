package yaml

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// setsKey is the key above the parameter sets of a plan.
const setsKey = "sets"

// DrawnSets is the key of sets that are drawn, and how their names begin.
const DrawnSets = "draw"

// sweepKey is the key of sets that are swept.
const sweepKey = "sweep"

// readSets reads the parameter sets of a plan. Sets that are drawn or swept have no name and
// become the keys sets.draw and sets.sweep.
func (f *KeyFile) readSets(top *Node) {
	sweeps := &Node{Kind: List}
	for _, item := range top.Children {
		name, values := item.Child("name").Str(), item.Child("values")
		switch {
		case name != "" && values != nil && values.Kind == Map:
			f.sets[name] = map[string]*Node{}
			for i, path := range values.Keys {
				f.sets[name][path] = values.Children[i]
			}
		case item.Child(DrawnSets) != nil:
			f.keys[setsKey+"."+DrawnSets] = item.Child(DrawnSets)
		case item.Child(sweepKey) != nil:
			sweeps.Children = append(sweeps.Children, item.Child(sweepKey))
		}
	}
	if len(sweeps.Children) > 0 {
		f.keys[setsKey+"."+sweepKey] = sweeps
	}
}

// setChanges lists the values of sets that both files have, and the sets that only one has.
func (f *KeyFile) setChanges(later *KeyFile) []KeyChange {
	var out []KeyChange
	names := maps.Clone(f.sets)
	maps.Copy(names, later.sets)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		a, b, at := f.sets[name], later.sets[name], setsKey+"."+name
		if a == nil || b == nil {
			out = append(out, KeyChange{at, clipped(shownSet(a)), clipped(shownSet(b))})
			continue
		}
		paths := maps.Clone(a)
		maps.Copy(paths, b)
		for _, path := range slices.Sorted(maps.Keys(paths)) {
			if x, y := shown(a[path]), shown(b[path]); x != y {
				out = append(out, KeyChange{at + "." + path, x, y})
			}
		}
	}
	return out
}

// shownSet is the values of a set as JSON in one line; "" for none.
func shownSet(values map[string]*Node) string {
	if values == nil {
		return ""
	}
	var list []string
	for _, path := range slices.Sorted(maps.Keys(values)) {
		list = append(list, quoted(path)+": "+shown(values[path]))
	}
	return "{" + strings.Join(list, ", ") + "}"
}

// mixSets writes the sets of a mix, and takes those that are drawn or swept out of its keys.
// A set that only one file has is there if that file's is taken; one without values is left
// out.
func (f *KeyFile) mixSets(later *KeyFile, take func(path string) bool, keys map[string]*Node) string {
	names := maps.Clone(f.sets)
	maps.Copy(names, later.sets)
	var items []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		x, y, at := f.sets[name], later.sets[name], setsKey+"."+name
		values := y
		switch {
		case x != nil && y != nil:
			values = mixed(x, y, at+".", take)
		case !take(at):
			values = x
		}
		if len(values) > 0 {
			items = append(items, "{name: "+strconv.Quote(name)+", values: "+shownSet(values)+"}")
		}
	}
	if n := keys[setsKey+"."+DrawnSets]; n != nil {
		items = append(items, "{draw: "+shown(n)+"}")
	}
	if n := keys[setsKey+"."+sweepKey]; n != nil {
		for _, sweep := range n.Children {
			items = append(items, "{sweep: "+shown(sweep)+"}")
		}
	}
	delete(keys, setsKey+"."+DrawnSets)
	delete(keys, setsKey+"."+sweepKey)
	if items == nil {
		return ""
	}
	return setsKey + ": [" + strings.Join(items, ", ") + "]\n"
}

// SetOf returns which parameter set of a plan a changed path is about: its name, draw for the
// sets that are drawn, or sweep for those that are swept; and the path of the parameter, "" if
// it is about the set as a whole. The path is sets., the name and, after another dot, the
// parameter. ok is false for any other path.
func SetOf(path string) (name, parameter string, ok bool) {
	rest, ok := strings.CutPrefix(path, setsKey+".")
	name, parameter, _ = strings.Cut(rest, ".")
	return name, parameter, ok
}
