package load

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"saavu/pkg/scenario"
)

// Refused says why one change of an option cannot be made, at its place.
type Refused struct {
	Option    string // id
	File      string // file of the option, empty where it has none
	Line, Col int    // of the value that the refusal is about, 0 without a file
	Change    int    // place in the list of changes, from 0; -1 for the option itself
	Kind      string // key of the change, such as close
	Reason    string
	Hint      string
}

// Error gives file:line:column: kind: reason (hint), or without a file
// "option x, change n" in its place.
func (r Refused) Error() string {
	at := "option " + r.Option
	switch {
	case r.File != "":
		at = r.File + ":" + strconv.Itoa(r.Line) + ":" + strconv.Itoa(r.Col)
	case r.Change >= 0:
		at += ", change " + strconv.Itoa(r.Change+1)
	}
	if r.Kind != "" {
		at += ": " + r.Kind
	}
	if r.Hint != "" {
		return at + ": " + r.Reason + " (" + r.Hint + ")"
	}
	return at + ": " + r.Reason
}

// Refusals is every refusal of one or more options, as an error.
type Refusals []Refused

// Error gives one line for each.
func (rs Refusals) Error() string {
	lines := make([]string, len(rs))
	for i, r := range rs {
		lines[i] = r.Error()
	}
	return strings.Join(lines, "\n")
}

// Locate finds the places of refusals in the option's file. An option that was
// not read from a file keeps the number of the change.
func (c *County) Locate(o scenario.Option, refused []scenario.Refusal) Refusals {
	out := make(Refusals, len(refused))
	for i, f := range refused {
		r := Refused{Option: o.ID, Change: f.Change, Reason: f.Reason, Hint: f.Hint}
		var path []string
		if f.Change >= 0 && f.Change < len(o.Changes) {
			r.Kind = o.Changes[f.Change].Kind()
			path = []string{"changes", strconv.Itoa(f.Change), r.Kind}
		}
		if t := c.sources[o.ID]; t != nil {
			n := t.root.find(append(path, t.field(path, r.Kind, f.Field)...)...)
			r.File, r.Line, r.Col = t.file, n.line, n.col
		}
		out[i] = r
	}
	return out
}

// Sorted gives refusals as they are shown: by file, line and column; those of
// options without a file first. Refusals of one place keep their order.
func (rs Refusals) Sorted() Refusals {
	out := slices.Clone(rs)
	slices.SortStableFunc(out, func(a, b Refused) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return out
}

// field turns a refusal's field into steps of the file: hours are written as
// days and the like, and the value of set stands under its path.
func (t *tree) field(path []string, kind, field string) []string {
	steps := strings.Split(field, ".")
	n := t.root.find(path...)
	switch {
	case kind == "set" && n.kind == mapNode && len(n.keys) == 1:
		return []string{n.keys[0]}
	case steps[0] == "hours":
		for _, key := range []string{"days", "evening", "saturday", "every_days"} {
			if n.kid(key) != nil {
				return []string{key}
			}
		}
	}
	return steps
}
