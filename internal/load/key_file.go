package load

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// KeyFile is the content of a county file or a plan by key: the keys at the top, each
// parameter by its path, and the parameter sets of a plan by name.
type KeyFile struct {
	keys   map[string]*node
	params map[string]*node            // by path
	sets   map[string]map[string]*node // values by path, of each set with a name
}

// parametersKey is the key above the parameters of a county file.
const parametersKey = "parameters"

// ReadKeys reads the keys of a county file or a plan. An error says that it is no such
// file.
func ReadKeys(name string, text []byte) (*KeyFile, error) {
	t := parseTree(name, text)
	if t.root == nil || t.root.kind != mapNode {
		return nil, errors.Join(t.problems.Err(), errors.New(name+" has no keys"))
	}
	f := &KeyFile{map[string]*node{}, map[string]*node{}, map[string]map[string]*node{}}
	for i, key := range t.root.keys {
		f.keys[key] = t.root.children[i]
	}
	if top := f.keys[parametersKey]; top != nil && top.kind == mapNode {
		f.leaves(top, "")
		delete(f.keys, parametersKey)
	}
	if top := f.keys[setsKey]; top != nil && top.kind == listNode {
		delete(f.keys, setsKey)
		f.readSets(top)
	}
	return f, nil
}

// leaves lists the parameters below a node.
func (f *KeyFile) leaves(n *node, above string) {
	for i, key := range n.keys {
		child := n.children[i]
		switch {
		case child.kind != mapNode:
		case child.child("v") != nil:
			f.params[above+key] = child
		default:
			f.leaves(child, above+key+".")
		}
	}
}

// KeyChange is a key, or a parameter by its path, that two files have differently.
type KeyChange struct {
	Path          string // of a parameter: parameters. and its path; of a set: see SetOf
	Before, After string // as JSON, a long value clipped; "" for none
}

// Changes lists the keys, parameters and sets that a later file has differently, sorted. The
// order of keys, comments and the way of writing change nothing.
func (f *KeyFile) Changes(later *KeyFile) []KeyChange {
	var out []KeyChange
	differ := func(a, b map[string]*node, above string) {
		names := maps.Clone(a)
		maps.Copy(names, b)
		for _, name := range slices.Sorted(maps.Keys(names)) {
			if x, y := shown(a[name]), shown(b[name]); x != y {
				c := KeyChange{above + name, x, y}
				if above != "" && a[name] != nil && b[name] != nil {
					c.Before, c.After = value(a[name], b[name])
				}
				c.Before, c.After = clipped(c.Before), clipped(c.After)
				out = append(out, c)
			}
		}
	}
	differ(f.keys, later.keys, "")
	differ(f.params, later.params, parametersKey+".")
	return append(out, f.setChanges(later)...)
}

// value returns what two parameters have differently: their value alone if the rest is
// equal, and their value with its range if that differs.
func value(a, b *node) (before, after string) {
	v, w := a.child("v"), b.child("v")
	rest := func(n *node) string {
		plain := n.plain().(map[string]any)
		delete(plain, "v")
		text, _ := json.Marshal(plain)
		return string(text)
	}
	if v == nil || w == nil {
		return shown(a), shown(b)
	}
	if rest(a) == rest(b) {
		return shown(v), shown(w)
	}
	before, after = shown(v)+bounds(a), shown(w)+bounds(b)
	if before == after { // something else differs
		return shown(a), shown(b)
	}
	return before, after
}

// bounds is the range of a parameter, such as " [0.8, 0.95]"; "" if it has none.
func bounds(n *node) string {
	lo, hi := n.child("lo"), n.child("hi")
	if lo == nil || hi == nil {
		return ""
	}
	return " [" + shown(lo) + ", " + shown(hi) + "]"
}

// mostShown is how many characters of a value are shown.
const mostShown = 80

func clipped(text string) string {
	if r := []rune(text); len(r) > mostShown {
		return string(r[:mostShown-1]) + "…"
	}
	return text
}

// shown is a node as JSON in one line.
func shown(n *node) string {
	if n == nil {
		return ""
	}
	var b bytes.Buffer
	n.writeFlow(&b)
	return b.String()
}

// Mix returns the text of a file that has of each key and parameter what later has if
// take says so, and what f has otherwise.
func (f *KeyFile) Mix(later *KeyFile, take func(path string) bool) []byte {
	var b bytes.Buffer
	keys := mixed(f.keys, later.keys, "", take)
	sets := f.mixSets(later, take, keys)
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		b.WriteString(strconv.Quote(key) + ": " + shown(keys[key]) + "\n")
	}
	if params := mixed(f.params, later.params, parametersKey+".", take); len(params) > 0 {
		b.WriteString(parametersKey + ":\n")
		writeLeaves(&b, params)
	}
	b.WriteString(sets)
	return b.Bytes()
}

// mixed has of each name what b has if take says so, and what a has otherwise.
func mixed(a, b map[string]*node, above string, take func(path string) bool) map[string]*node {
	out := map[string]*node{}
	for name, n := range a {
		if !take(above + name) {
			out[name] = n
		}
	}
	for name, n := range b {
		if take(above + name) {
			out[name] = n
		}
	}
	return out
}

// writeLeaves writes parameters below their groups, a line each.
func writeLeaves(b *bytes.Buffer, params map[string]*node) {
	var open []string
	for _, path := range slices.SortedFunc(maps.Keys(params), func(x, y string) int {
		return slices.Compare(strings.Split(x, "."), strings.Split(y, "."))
	}) {
		steps := strings.Split(path, ".")
		last := len(steps) - 1
		same := 0
		for same < last && same < len(open) && open[same] == steps[same] {
			same++
		}
		for k := same; k < last; k++ {
			b.WriteString(strings.Repeat("  ", k+1) + strconv.Quote(steps[k]) + ":\n")
		}
		open = steps[:last]
		b.WriteString(strings.Repeat("  ", last+1) + strconv.Quote(steps[last]) + ": " + shown(params[path]) + "\n")
	}
}

// writeFlow writes a node as JSON, which is YAML too. Numbers are as in the file.
func (n *node) writeFlow(b *bytes.Buffer) {
	switch n.kind {
	case mapNode:
		b.WriteByte('{')
		order := slices.Sorted(slices.Values(n.keys))
		for i, key := range order {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(quoted(key) + ": ")
			n.child(key).writeFlow(b)
		}
		b.WriteByte('}')
	case listNode:
		b.WriteByte('[')
		for i, child := range n.children {
			if i > 0 {
				b.WriteString(", ")
			}
			child.writeFlow(b)
		}
		b.WriteByte(']')
	default:
		switch v := n.scalar.(type) {
		case string:
			b.WriteString(quoted(v))
		case int64, uint64, float64:
			b.WriteString(n.text)
		case bool:
			b.WriteString(strconv.FormatBool(v))
		default:
			b.WriteString("null")
		}
	}
}

// quoted is a text in double quotes that JSON and YAML read alike.
func quoted(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		return strconv.Quote(text)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// OptionIDIn returns the id that an option file sets, "" if it sets none.
func OptionIDIn(name string, content []byte) string {
	t := parseTree(name, content)
	if t.root == nil {
		return ""
	}
	return text(t.root.child("id"))
}
