package params

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// Reader asks a tree for values and remembers which were used, which were
// null and which were missing. One Reader serves one compilation of a tree.
type Reader struct {
	tree    Tree
	used    map[string]bool
	unknown map[string]bool
	missing map[string]bool
}

// NewReader makes a Reader of t.
func NewReader(t Tree) *Reader {
	return &Reader{tree: t, used: map[string]bool{}, unknown: map[string]bool{}, missing: map[string]bool{}}
}

// Value gives the number at path. A null gives 0 and is remembered as unknown;
// a missing path or a text gives 0 and is remembered as missing (see Err).
func (r *Reader) Value(path string) float64 {
	p, ok := r.tree.Get(path)
	switch {
	case !ok || p.Text != "":
		r.missing[path] = true
		return 0
	case !p.Known:
		r.unknown[path] = true
		return 0
	}
	r.used[path] = true
	return p.V
}

// Or gives the number at path, or def where the path is missing or null.
// A default that was taken is not an assumption of the tree and is not listed.
func (r *Reader) Or(path string, def float64) float64 {
	if p, ok := r.tree.Get(path); ok && p.Known && p.Text == "" {
		r.used[path] = true
		return p.V
	}
	return def
}

// HasWord says whether the text at path holds a word, words being separated by
// spaces or commas.
func (r *Reader) HasWord(path, word string) bool {
	p, ok := r.tree.Get(path)
	if !ok || p.Text == "" {
		return false
	}
	r.used[path] = true
	for _, w := range strings.FieldsFunc(p.Text, func(c rune) bool { return c == ' ' || c == ',' }) {
		if w == word {
			return true
		}
	}
	return false
}

// Has says whether path holds a known number.
func (r *Reader) Has(path string) bool {
	p, ok := r.tree.Get(path)
	return ok && p.Known && p.Text == ""
}

// ByAge gives one value a single year of age, from 0 to ages-1, out of the
// leaves under prefix whose last segment is an age group: "7", "0-6", "75+" or
// "v" or "all" for every age, as has a leaf at prefix itself. Ages without a
// leaf have 0. A group wins over a leaf for every age; where groups overlap the
// later path wins, and New's order makes that deterministic.
func (r *Reader) ByAge(prefix string, ages int) []float64 {
	out := make([]float64, ages)
	found := false
	fill := func(p Param, lo, hi int) {
		found = true
		v := r.Value(p.Path)
		for a := lo; a <= hi && a < ages; a++ {
			out[a] = v
		}
	}
	if p, ok := r.tree.Get(prefix); ok {
		fill(p, 0, openEnd)
	}
	leaves := r.tree.Under(prefix)
	for _, everyAge := range []bool{true, false} {
		for _, p := range leaves {
			seg := p.Path[len(prefix)+1:]
			if lo, hi, ok := ParseAges(seg); ok && everyAge == (seg == "all" || seg == "v") {
				fill(p, lo, hi)
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
	for _, p := range r.tree.Under(prefix) {
		if lo, hi, ok := ParseAges(p.Path[len(prefix)+1:]); ok {
			cuts[lo], cuts[hi+1] = true, true
		}
	}
}

// openEnd is the last age of a group without an end, above any age kept.
const openEnd = 200

// ParseAges reads an age group: "7", "7-17", "75+", "all" or "v" (all ages).
// Bounds are whole years in digits alone and inclusive; an open end is 200.
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

// age reads a whole number of digits alone: Atoi would take a sign.
func age(s string) (int, bool) {
	if strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// Err names every path that was asked for and is missing, sorted; nil if none.
func (r *Reader) Err() error {
	if len(r.missing) == 0 {
		return nil
	}
	return fmt.Errorf("parameters missing: %s", strings.Join(sorted(r.missing), ", "))
}

// Used lists the paths whose values were used, sorted.
func (r *Reader) Used() []string { return sorted(r.used) }

// Unknown lists the paths that were asked for and are null, sorted.
func (r *Reader) Unknown() []string { return sorted(r.unknown) }

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
