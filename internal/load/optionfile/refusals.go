package optionfile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/load/field"
	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// Refused says why one change of an option is refused, and where it is written.
type Refused struct {
	Option    string // id
	File      string // file of the option, empty if it has none
	Line, Col int    // of the refused value, 0 without a file
	Change    int    // index in the list of changes, from 0; -1 for the option itself
	Field     string // path of the field within the change, as in scenario.Refusal
	At        string // shown instead of the file, such as a flag; empty to show the file
	Kind      string // key of the change, such as close
	Reason    string
	Hint      string
}

// Error returns file:line:column: kind: reason (hint). Without a file it begins
// with "option x, change n", or with At.
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

// Refusals holds all refusals of one or more options, as an error.
type Refusals []Refused

// Error returns one line for each.
func (rs Refusals) Error() string {
	lines := make([]string, len(rs))
	for i, r := range rs {
		lines[i] = r.Error()
	}
	return strings.Join(lines, "\n")
}

// Sorted returns refusals in the order of the report: by file, line and column,
// first those of options without a file. Refusals at one position keep their order.
func (rs Refusals) Sorted() Refusals {
	out := slices.Clone(rs)
	slices.SortStableFunc(out, func(a, b Refused) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return out
}

// fieldPath converts a refusal's field to a path in the file. Hours are written as
// days, evening and so on, and the value of set is written under its path.
func fieldPath(t *yaml.Tree, path []string, kind, field string) []string {
	steps := strings.Split(field, ".")
	n := t.Root.Find(path...)
	switch {
	case kind == "set" && n.Kind == yaml.Map && len(n.Keys) == 1:
		return []string{n.Keys[0]}
	case steps[0] == "hours":
		for _, key := range []string{"days", "evening", "saturday", "every_days"} {
			if n.Child(key) != nil {
				return []string{key}
			}
		}
	}
	return steps
}

// Locate finds the positions of refusals in the option's file. An option that was
// not read from a file keeps the number of the change. If some changes of the file
// could not be read, refusals about what they name are left out, since they may be
// a consequence.
func (t *Tree) Locate(o scenario.Option, refused []scenario.Refusal, n *network.Network) Refusals {
	var out Refusals
	unread := t.unread(n)
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
			if path != nil && t.Root.Find(path...).Names(unread) {
				continue
			}
			n := t.Root.Find(append(path, fieldPath(t.Tree, path, r.Kind, f.Field)...)...)
			r.File, r.Line, r.Col = t.File, n.Line, n.Col
		}
		out = append(out, r)
	}
	return out
}

// Whole reports whether all changes of the file could be read; a nil tree is whole.
func (t *Tree) Whole() bool {
	if t == nil {
		return true
	}
	changes := t.Root.Find("changes")
	return !changes.AnyFault() && len(t.changes) == len(changes.Children)
}

// unread returns the texts in an option's changes that could not be read, such as
// the ids of what they would have created, without services and days, which no
// change creates.
func (t *Tree) unread(county *network.Network) map[string]bool {
	if t == nil {
		return nil
	}
	changes := t.Root.Find("changes")
	set := map[string]bool{}
	for i, n := range changes.Children {
		if changes.Kind == yaml.List && !slices.Contains(t.changes, i) {
			n.Texts(set)
		}
	}
	for text := range set {
		if _, days := field.ParseDays(text); days || county.Service(text) >= 0 {
			delete(set, text)
		}
	}
	return set
}
