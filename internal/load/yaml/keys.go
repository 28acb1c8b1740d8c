package yaml

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// KeyFile is the content of a county file or a plan by key: the keys at the top with the keys
// and the items of lists below them, each parameter by its path, and the parameter sets of a
// plan by name.
type KeyFile struct {
	keys   map[string]*Node
	params map[string]*Node            // by path
	sets   map[string]map[string]*Node // values by path, of each set with a name
}

// ParametersKey is the key above the parameters of a county file.
const ParametersKey = "parameters"

// ReadKeys reads the keys of a county file or a plan. An error says that it is no such
// file.
func ReadKeys(name string, text []byte) (*KeyFile, error) {
	t := Parse(name, text)
	if t.Root == nil || t.Root.Kind != Map {
		return nil, errors.Join(t.Problems.Err(), errors.New(name+" has no keys"))
	}
	f := &KeyFile{map[string]*Node{}, map[string]*Node{}, map[string]map[string]*Node{}}
	for i, key := range t.Root.Keys {
		f.keys[key] = t.Root.Children[i]
	}
	if top := f.keys[ParametersKey]; top != nil && top.Kind == Map {
		f.leaves(top, "")
		delete(f.keys, ParametersKey)
	}
	if top := f.keys[setsKey]; top != nil && top.Kind == List {
		delete(f.keys, setsKey)
		f.readSets(top)
	}
	return f, nil
}

// leaves lists the parameters below a node.
func (f *KeyFile) leaves(n *Node, above string) {
	for i, key := range n.Keys {
		child := n.Children[i]
		switch {
		case child.Kind != Map:
		case child.Child("v") != nil:
			f.params[above+key] = child
		default:
			f.leaves(child, above+key+".")
		}
	}
}

// KeyChange is a key, or a parameter by its path, that two files have differently.
type KeyChange struct {
	Path          string // keys and ids, such as services.gp_reception.tier; of a parameter: parameters. and its path; of a set: see SetOf
	Before, After string // as JSON, a long value clipped; "" for none
}

// Changes lists the keys, parameters and sets that a later file has differently, sorted. The
// order of keys, comments and the way of writing change nothing.
func (f *KeyFile) Changes(later *KeyFile) []KeyChange {
	var out []KeyChange
	differ := func(a, b map[string]*Node, above string) {
		names := maps.Clone(a)
		maps.Copy(names, b)
		for _, name := range slices.Sorted(maps.Keys(names)) {
			if x, y := shown(a[name]), shown(b[name]); x != y {
				c := KeyChange{above + name, x, y}
				if a[name] != nil && b[name] != nil {
					c.Before, c.After = value(a[name], b[name])
				}
				c.Before, c.After = clipped(c.Before), clipped(c.After)
				out = append(out, c)
			}
		}
	}
	names := maps.Clone(f.keys)
	maps.Copy(names, later.keys)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		eachPart(f.keys[name], later.keys[name], name, func(path string, a, b *Node) {
			if x, y := shown(a), shown(b); x != y {
				out = append(out, KeyChange{path, clipped(x), clipped(y)})
			}
		})
	}
	differ(f.params, later.params, ParametersKey+".")
	return append(out, f.setChanges(later)...)
}

// value returns what two parameters have differently: their value alone if the rest is
// equal, and their value with its range if that differs.
func value(a, b *Node) (before, after string) {
	v, w := a.Child("v"), b.Child("v")
	rest := func(n *Node) string {
		plain := n.Plain().(map[string]any)
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
func bounds(n *Node) string {
	lo, hi := n.Child("lo"), n.Child("hi")
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
func shown(n *Node) string {
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
	keys := map[string]*Node{}
	names := maps.Clone(f.keys)
	maps.Copy(names, later.keys)
	for name := range names {
		if n := mixedPart(f.keys[name], later.keys[name], name, take); n != nil {
			keys[name] = n
		}
	}
	sets := f.mixSets(later, take, keys)
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		b.WriteString(strconv.Quote(key) + ": " + shown(keys[key]) + "\n")
	}
	if params := mixed(f.params, later.params, ParametersKey+".", take); len(params) > 0 {
		b.WriteString(ParametersKey + ":\n")
		writeLeaves(&b, params)
	}
	b.WriteString(sets)
	return b.Bytes()
}

// mixed has of each name what b has if take says so, and what a has otherwise.
func mixed(a, b map[string]*Node, above string, take func(path string) bool) map[string]*Node {
	out := map[string]*Node{}
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
func writeLeaves(b *bytes.Buffer, params map[string]*Node) {
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
func (n *Node) writeFlow(b *bytes.Buffer) {
	switch n.Kind {
	case Map:
		b.WriteByte('{')
		order := slices.Sorted(slices.Values(n.Keys))
		for i, key := range order {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(quoted(key) + ": ")
			n.Child(key).writeFlow(b)
		}
		b.WriteByte('}')
	case List:
		b.WriteByte('[')
		for i, child := range n.Children {
			if i > 0 {
				b.WriteString(", ")
			}
			child.writeFlow(b)
		}
		b.WriteByte(']')
	default:
		switch v := n.Scalar.(type) {
		case string:
			b.WriteString(quoted(v))
		case int64, uint64, float64:
			b.WriteString(n.Text)
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
