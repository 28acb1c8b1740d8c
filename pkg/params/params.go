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
	Name      lang.Name // for readers, "" for none
}

// Ranged reports whether the low or the high differs from the value.
func (p Param) Ranged() bool { return p.Known && p.Text == "" && (p.Lo < p.V || p.Hi > p.V) }

// Tree is a set of parameters by dotted path. A Tree is immutable: With and
// Draw return copies. The zero Tree is empty.
type Tree struct {
	list  []Param
	index map[string]int
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
func (t Tree) All() []Param { return t.list }

// Get returns the parameter at a path.
func (t Tree) Get(path string) (Param, bool) {
	i, ok := t.index[path]
	if !ok {
		return Param{}, false
	}
	return t.list[i], true
}

// Under returns the parameters whose path starts with prefix and a dot, sorted.
func (t Tree) Under(prefix string) []Param {
	i, j := t.under(prefix)
	return t.list[i:j]
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
	return len(t.list) == len(o.list) && (len(t.list) == 0 || &t.list[0] == &o.list[0])
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
	c := Tree{list: append([]Param(nil), t.list...), index: t.index}
	c.list[i].V, c.list[i].Lo, c.list[i].Hi, c.list[i].Known, c.list[i].Text = v, v, v, true, ""
	return c, nil
}

// Draw returns the k-th random copy. Each ranged parameter is drawn from a
// triangular distribution on Lo to Hi with its mode at V. The draw depends only
// on seed, k and the path, so that all options have the same values in the same
// draw, and a new parameter does not change the draws of the others.
func (t Tree) Draw(seed uint64, k int) Tree {
	c := Tree{list: append([]Param(nil), t.list...), index: t.index}
	for i := range c.list {
		p := &c.list[i]
		if p.Ranged() {
			p.V = triangle(unit(seed, k, p.Path), p.Lo, p.V, p.Hi)
		}
	}
	return c
}

// triangle maps u in [0,1) to a quantile of the triangular distribution.
// Rounding never moves it over a bound.
func triangle(u, lo, mode, hi float64) float64 {
	f := (mode - lo) / (hi - lo)
	if u < f {
		return min(hi, lo+math.Sqrt(u*(hi-lo)*(mode-lo)))
	}
	return max(lo, hi-math.Sqrt((1-u)*(hi-lo)*(hi-mode)))
}

// unit hashes seed, draw and path to [0,1): FNV-1a over the path, then the
// splitmix64 finaliser.
func unit(seed uint64, k int, path string) float64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(path); i++ {
		h = (h ^ uint64(path[i])) * 1099511628211
	}
	h ^= seed*0x9e3779b97f4a7c15 + uint64(k)*0xbf58476d1ce4e5b9
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	h ^= h >> 31
	return float64(h>>11) / (1 << 53)
}
