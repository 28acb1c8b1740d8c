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
	Field     string // path of the field within the change, as in scenario.Refusal
	At        string // what stands for the place, such as a flag; empty for the file's
	Kind      string // key of the change, such as close
	Reason    string
	Hint      string
}

// Error gives file:line:column: kind: reason (hint), or without a file
// "option x, change n" in its place, or At: reason (hint).
func (r Refused) Error() string {
	at := "option " + r.Option
	switch {
	case r.At != "":
		at = r.At
	case r.File != "":
		at = r.File + ":" + strconv.Itoa(r.Line) + ":" + strconv.Itoa(r.Col)
	case r.Change >= 0:
		at += ", change " + strconv.Itoa(r.Change+1)
	}
	if r.Kind != "" && r.At == "" {
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
// not read from a file keeps the number of the change. Where changes of the file
// could not be read, refusals of what they name are left out: they may follow.
func (c *County) Locate(o scenario.Option, refused []scenario.Refusal) Refusals {
	var out Refusals
	t := c.sources[o.ID]
	unread := c.unread(t)
	for _, f := range refused {
		r := Refused{Option: o.ID, Change: f.Change, Field: f.Field, Reason: f.Reason, Hint: f.Hint}
		var path []string
		if f.Change >= 0 && f.Change < len(o.Changes) {
			r.Kind = o.Changes[f.Change].Kind()
			if t != nil && f.Change < len(t.changes) {
				r.Change = t.changes[f.Change]
			}
			path = []string{"changes", strconv.Itoa(r.Change), r.Kind}
		}
		if t != nil {
			if path != nil && t.root.find(path...).names(unread) {
				continue
			}
			n := t.root.find(append(path, t.field(path, r.Kind, f.Field)...)...)
			r.File, r.Line, r.Col = t.file, n.line, n.col
		}
		out = append(out, r)
	}
	return out
}

// Whole says whether all changes of an option's file could be read.
func (c *County) Whole(o scenario.Option) bool {
	t := c.sources[o.ID]
	return t == nil || !t.root.find("changes").anyFault() && len(t.changes) == len(t.root.find("changes").kids)
}

// unread gives the texts of an option's changes that could not be read, such as
// the ids of what they would have made: all but services and days, which no
// change makes.
func (c *County) unread(t *tree) map[string]bool {
	if t == nil {
		return nil
	}
	changes := t.root.find("changes")
	set := map[string]bool{}
	for i, n := range changes.kids {
		if changes.kind == listNode && !slices.Contains(t.changes, i) {
			n.texts(set)
		}
	}
	for text := range set {
		if _, days := ParseDays(text); days || c.Base.Network.Service(text) >= 0 {
			delete(set, text)
		}
	}
	return set
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
