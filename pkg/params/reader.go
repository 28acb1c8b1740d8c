package params

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// Reader reads values of a tree and remembers which were used, null or missing.
// Use one Reader for one compilation of a tree.
type Reader struct {
	tree    Tree
	used    []bool // by index in the tree
	unknown []bool
	missing map[string]bool
}

// NewReader returns a Reader of t.
func NewReader(t Tree) *Reader {
	n := len(t.list)
	return &Reader{tree: t, used: make([]bool, n), unknown: make([]bool, n), missing: map[string]bool{}}
}

// Value returns the number at path. A null gives 0 and is remembered as unknown;
// a missing path or a text gives 0 and is remembered as missing (see Err).
func (r *Reader) Value(path string) float64 {
	i, ok := r.tree.index[path]
	if !ok {
		r.missing[path] = true
		return 0
	}
	return r.value(i)
}

// value returns the number at an index of the tree.
func (r *Reader) value(i int) float64 {
	p := &r.tree.list[i]
	switch {
	case p.Text != "":
		r.missing[p.Path] = true
		return 0
	case !p.Known:
		r.unknown[i] = true
		return 0
	}
	r.used[i] = true
	return r.tree.value(i)
}

// Or returns the number at path, or def if the path is missing or null. A
// default that is used is not an assumption of the tree and is not listed.
func (r *Reader) Or(path string, def float64) float64 {
	i, ok := r.tree.index[path]
	if p := r.tree.list; ok && p[i].Known && p[i].Text == "" {
		r.used[i] = true
		return r.tree.value(i)
	}
	return def
}

// HasWord reports whether the text at path contains a word. Spaces and commas
// separate words.
func (r *Reader) HasWord(path, word string) bool {
	i, ok := r.tree.index[path]
	if !ok || r.tree.list[i].Text == "" {
		return false
	}
	r.used[i] = true
	for _, w := range strings.FieldsFunc(r.tree.list[i].Text, func(c rune) bool { return c == ' ' || c == ',' }) {
		if w == word {
			return true
		}
	}
	return false
}

// Has reports whether path holds a known number.
func (r *Reader) Has(path string) bool {
	p, ok := r.tree.Get(path)
	return ok && p.Known && p.Text == ""
}

// ByAge returns one value per single year of age, from 0 to ages-1. It reads
// the leaves under prefix whose last segment is an age group: "7", "0-6" or
// "75+", or "v" or "all" for all ages. A leaf at prefix itself is for all ages
// too. Ages without a leaf have 0. A group takes precedence over a leaf for all
// ages. If groups overlap, the later path takes precedence; New sorts paths, so
// the result is deterministic. A county file whose groups overlap or lack ages is
// refused before.
func (r *Reader) ByAge(prefix string, ages int) []float64 {
	out := make([]float64, ages)
	found := false
	fill := func(i, lo, hi int) {
		found = true
		v := r.value(i)
		for a := lo; a <= hi && a < ages; a++ {
			out[a] = v
		}
	}
	if i, ok := r.tree.index[prefix]; ok {
		fill(i, 0, openEnd)
	}
	from, to := r.tree.under(prefix)
	for _, everyAge := range []bool{true, false} {
		for i := from; i < to; i++ {
			seg := r.tree.list[i].Path[len(prefix)+1:]
			if lo, hi, ok := ParseAges(seg); ok && everyAge == (seg == "all" || seg == "v") {
				fill(i, lo, hi)
			}
		}
	}
	if !found {
		r.missing[prefix+" (by age)"] = true
	}
	return out
}

// Cuts adds the first age of every group under prefix, and the first age after
// it, to cuts: the ages at which a value by age may change.
func (r *Reader) Cuts(prefix string, cuts map[int]bool) {
	from, to := r.tree.under(prefix)
	for i := from; i < to; i++ {
		if lo, hi, ok := ParseAges(r.tree.list[i].Path[len(prefix)+1:]); ok {
			cuts[lo], cuts[hi+1] = true, true
		}
	}
}

// openEnd is the last age of a group without an end, above all ages in use.
const openEnd = 200

// ParseAges reads an age group: "7", "7-17", "75+", "all" or "v" (all ages).
// Bounds are whole years in digits only and inclusive; an open end is 200.
func ParseAges(s string) (lo, hi int, ok bool) {
	if s == "all" || s == "v" {
		return 0, openEnd, true
	}
	if t, open := strings.CutSuffix(s, "+"); open {
		lo, ok = age(t)
		return lo, openEnd, ok
	}
	a, b, dash := strings.Cut(s, "-")
	lo, ok = age(a)
	if !ok || !dash {
		return lo, lo, ok
	}
	hi, ok = age(b)
	return lo, hi, ok && hi >= lo
}

// age reads a whole number in digits only: Atoi would accept a sign.
func age(s string) (int, bool) {
	if strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// Missing lists every requested path that is missing, sorted. A group of values by age is
// its prefix, followed by " (by age)".
func (r *Reader) Missing() []string { return sorted(r.missing) }

// Err is an error that lists Missing; nil if nothing is missing.
func (r *Reader) Err() error {
	if len(r.missing) == 0 {
		return nil
	}
	return fmt.Errorf("parameters missing: %s", strings.Join(r.Missing(), ", "))
}

// Used lists the paths whose values were used, sorted.
func (r *Reader) Used() []string { return r.paths(r.used) }

// Unknown lists the requested paths that are null, sorted.
func (r *Reader) Unknown() []string { return r.paths(r.unknown) }

// paths lists the marked paths; the tree keeps them sorted.
func (r *Reader) paths(marked []bool) []string {
	out := []string{}
	for i, m := range marked {
		if m {
			out = append(out, r.tree.list[i].Path)
		}
	}
	return out
}

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
