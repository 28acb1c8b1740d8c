// Package params holds the parameters of a run, each with a value, unit, source
// flag, reference and, if known, a low and a high. A Tree stores them by dotted
// path, returns changed copies, and draws values between low and high so that a
// result can have a range. A Reader remembers which parameters were read, so
// that every result can list the assumptions that it depends on. The examples
// read, change and draw a small tree.
package params

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"saavu/pkg/lang"
)

// Flag is the kind of source of a value.
type Flag uint8

// The source flags, from weak to strong. The county should replace an
// Assumption with its own figure.
const (
	Assumption Flag = iota
	Derived
	Source
	Document
)

var flagNames = [...]string{"assumption", "derived", "source", "document"}

// String returns the flag's word: assumption, derived, source or document.
func (f Flag) String() string { return flagNames[f] }

// ParseFlag reads a flag's word. The second result is false for any other text.
func ParseFlag(s string) (Flag, bool) {
	for i, n := range flagNames {
		if n == s {
			return Flag(i), true
		}
	}
	return Assumption, false
}

// Param is one parameter. V is its value in Unit; Known is false for null,
// which is unknown and never zero. Lo and Hi bound it (both equal V if no range is
// known). Text holds a value that is not a number, with Known true
// and V NaN.
type Param struct {
	Path      string
	V, Lo, Hi float64
	Known     bool
	Text      string
	Unit      string
	Src       Flag
	Ref       string
	Range     string // what Lo and Hi rest on, or why there are none
	// SharedDraw names a draw that several parameters share, because one source or
	// one reason covers their ranges; "" for a draw of its own.
	SharedDraw string
	Name       lang.Name // in plain words, "" for none
}

// Ranged reports whether the low or the high differs from the value.
func (p Param) Ranged() bool { return p.Known && p.Text == "" && (p.Lo < p.V || p.Hi > p.V) }

// Drawn says whether Draw changes the parameter: it has a range, and what is computed
// once, at the values, does not rest on it.
func (p Param) Drawn() bool { return p.Ranged() && drawnInOf(p.Path) == inDraws }

// InNetworks says whether DrawNetwork changes the parameter: it has a range, and the
// places of people or their travel times rest on it.
func (p Param) InNetworks() bool { return p.Ranged() && drawnInOf(p.Path) == inNetworks }

// Draw is the name of the draw that changes the parameter: the one that it shares, or
// its own, which is its path.
func (p *Param) Draw() string {
	if p.SharedDraw != "" {
		return p.SharedDraw
	}
	return p.Path
}

// Tree is a set of parameters by dotted path. A Tree is never changed: With
// and Draw give copies. The zero Tree is empty.
type Tree struct {
	list   []Param
	index  map[string]int
	in     []drawnIn // by parameter
	values []float64 // by parameter: its value in this copy; nil = those of the list
}

// New returns a tree. It refuses an empty or repeated path, a range that does
// not contain its value or exceeds its bounds, NaN and infinity. The error
// lists all faults.
func New(list []Param) (Tree, error) {
	t := Tree{list: append([]Param(nil), list...), index: make(map[string]int, len(list))}
	sort.SliceStable(t.list, func(i, j int) bool { return t.list[i].Path < t.list[j].Path })
	var faults []string
	for i, p := range t.list {
		if p.Path == "" {
			faults = append(faults, "a parameter without a path")
		}
		if _, twice := t.index[p.Path]; twice {
			faults = append(faults, fmt.Sprintf("%s is repeated", p.Path))
		}
		t.index[p.Path] = i
		t.in = append(t.in, drawnInOf(p.Path))
		switch {
		case !p.Known || p.Text != "":
		case !(p.Lo <= p.V && p.V <= p.Hi):
			faults = append(faults, fmt.Sprintf("%s: value %g lies outside its range %g to %g", p.Path, p.V, p.Lo, p.Hi))
		case math.IsInf(p.Lo, 0) || math.IsInf(p.Hi, 0):
			faults = append(faults, fmt.Sprintf("%s: value %g in the range %g to %g is not finite", p.Path, p.V, p.Lo, p.Hi))
		case !p.Bounds().Holds(p.Lo) || !p.Bounds().Holds(p.Hi):
			faults = append(faults, fmt.Sprintf("%s: value %g in the range %g to %g, expected %s", p.Path, p.V, p.Lo, p.Hi, p.Bounds()))
		}
	}
	if faults != nil {
		return Tree{}, fmt.Errorf("parameters: %s", strings.Join(faults, "; "))
	}
	return t, nil
}

// All returns the parameters sorted by path. The slice must not be changed.
func (t Tree) All() []Param { return t.part(0, len(t.list)) }

// part returns the parameters from i to before j.
func (t Tree) part(i, j int) []Param {
	if t.values == nil {
		return t.list[i:j]
	}
	out := slices.Clone(t.list[i:j])
	for k := range out {
		out[k].V = t.values[i+k]
	}
	return out
}

// value returns the value of the parameter at an index.
func (t Tree) value(i int) float64 {
	if t.values == nil {
		return t.list[i].V
	}
	return t.values[i]
}

// ownValues gives a copy of a tree values of its own, which take far less memory than
// its parameters.
func (t *Tree) ownValues() {
	own := make([]float64, len(t.list))
	for i := range own {
		own[i] = t.value(i)
	}
	t.values = own
}

// Get returns the parameter at a path.
func (t Tree) Get(path string) (Param, bool) {
	i, ok := t.index[path]
	if !ok {
		return Param{}, false
	}
	p := t.list[i]
	p.V = t.value(i)
	return p, true
}

// Under returns the parameters whose path starts with prefix and a dot, sorted.
func (t Tree) Under(prefix string) []Param {
	return t.part(t.under(prefix))
}

// under returns the range of indexes, from i to before j, of the paths under
// prefix.
func (t Tree) under(prefix string) (i, j int) {
	p := prefix + "."
	i = sort.Search(len(t.list), func(i int) bool { return t.list[i].Path >= p })
	j = i
	for j < len(t.list) && strings.HasPrefix(t.list[j].Path, p) {
		j++
	}
	return i, j
}

// Same reports whether two trees are the same tree, not only equal.
func (t Tree) Same(o Tree) bool {
	return len(t.list) == len(o.list) && len(t.values) == len(o.values) &&
		(len(t.list) == 0 || &t.list[0] == &o.list[0]) && (len(t.values) == 0 || &t.values[0] == &o.values[0])
}

// With returns a copy in which the parameter at path has value v and no range,
// because a planner who sets a value has decided it. An unknown path is an
// error; so is a value outside the parameter's bounds, NaN or infinity.
func (t Tree) With(path string, v float64) (Tree, error) {
	i, ok := t.index[path]
	if !ok {
		return t, fmt.Errorf("no parameter %q", path)
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return t, fmt.Errorf("parameter %q cannot be %g", path, v)
	}
	if b := t.list[i].Bounds(); !b.Holds(v) {
		return t, fmt.Errorf("parameter %q cannot be %g: expected %s", path, v, b)
	}
	c := t
	c.list, c.values = slices.Clone(t.All()), nil
	c.list[i].V, c.list[i].Lo, c.list[i].Hi, c.list[i].Known, c.list[i].Text = v, v, v, true, ""
	return c, nil
}

// Times returns a copy in which the value of a parameter and its range are multiplied,
// as far as its bounds allow. The range stays a range: what is drawn is multiplied
// alike. A path that is not known, a text, a parameter without a value and
// a factor that is not above 0 are errors.
func (t Tree) Times(path string, factor float64) (Tree, error) {
	i, ok := t.index[path]
	if !ok {
		return t, fmt.Errorf("no parameter %q", path)
	}
	if !(factor > 0 && factor <= Largest) {
		return t, fmt.Errorf("parameter %q cannot be multiplied by %g", path, factor)
	}
	c := t
	c.list, c.values = slices.Clone(t.All()), nil
	p := &c.list[i]
	if !p.Known || p.Text != "" {
		return t, fmt.Errorf("parameter %q has no value to multiply", path)
	}
	b := p.Bounds()
	for _, v := range []*float64{&p.V, &p.Lo, &p.Hi} {
		*v = min(max(*v*factor, b.Lo), b.Hi)
	}
	if !b.Holds(p.V) {
		return t, fmt.Errorf("parameter %q cannot be %g: expected %s", path, p.V, b)
	}
	return c, nil
}

// AtEnd returns a copy in which all parameters of a draw (see Param.Draw) have the low
// ends of their ranges, or all the high ends. The ranges stay. Without a parameter that
// the draw changes, the copy is the tree itself.
func (t Tree) AtEnd(draw string, high bool) Tree {
	c := t
	for i := range t.list {
		if p := &t.list[i]; t.in[i] == inDraws && p.Draw() == draw && p.Ranged() {
			if c.Same(t) {
				c.ownValues()
			}
			c.values[i] = p.Lo
			if high {
				c.values[i] = p.Hi
			}
		}
	}
	return c
}
