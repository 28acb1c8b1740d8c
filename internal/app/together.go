package app

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"saavu/internal/engine"
	"saavu/internal/format/problem"
	"saavu/internal/load"
	"saavu/internal/load/optionfile"
	"saavu/pkg/scenario"
)

// faults are the problems of a request and of the files that it names.
type faults struct {
	problems problem.Problems    // in the text of files
	refusals optionfile.Refusals // of options in their county
	names    []error             // unknown names
}

func (f *faults) empty() bool {
	return len(f.problems) == 0 && len(f.refusals) == 0 && len(f.names) == 0
}

// refuse adds the county's refusals of options and of what the request adds to them.
// If two options have the same id, it is unknown which file belongs to which.
func (f *faults) refuse(c *load.County, options []scenario.Option, q *Request) {
	if _, there := find(options, WhatIfID); len(q.WhatIf) > 0 && !there {
		options = append(slices.Clone(options), whatIf(c.Base.Network, q.WhatIf))
	}
	times := map[string]int{}
	for _, o := range options {
		times[o.ID]++
	}
	options = slices.DeleteFunc(slices.Clone(options), func(o scenario.Option) bool { return times[o.ID] > 1 })
	var whole []scenario.Option
	for _, o := range options {
		if c.Whole(o) {
			whole = append(whole, o)
			continue
		}
		// A setting that the engine finds idle may be read by a change that could
		// not be read.
		_, refusals := scenario.Apply(&c.Base, o)
		f.refusals = append(f.refusals, c.Locate(o, refusals)...)
	}
	_, err := engine.Apply(&c.Base, whole)
	f.refusals = append(f.refusals, located(c, err)...)
	q.explain(f.refusals)
	if _, err := services(c.Base.Network.Services, q.Service); err != nil {
		f.names = append(f.names, err)
	}
}

// located gives the refusals in an error of the engine their places; nil if it is
// another kind of error.
func located(c *load.County, err error) optionfile.Refusals {
	var refused *engine.Refused
	if !errors.As(err, &refused) {
		return nil
	}
	var all optionfile.Refusals
	for i, o := range refused.Options {
		all = append(all, c.Locate(o, refused.Refusals[i])...)
	}
	return all
}

// err returns the error of all problems: Invalid if a file is at fault, Unknown if
// only names are.
func (f *faults) err(county string) error {
	f.problems = f.problems.Sorted(county)
	switch {
	case f.empty():
		return nil
	case len(f.problems) == 0 && len(f.refusals) == 0:
		return errors.Join(f.names...)
	case len(f.refusals) == 0 && len(f.names) == 0:
		return &Invalid{Err: f.problems}
	}
	return &Invalid{Err: f}
}

// Error returns the problems and refusals by file, line and column, then the names.
func (f *faults) Error() string {
	type line struct {
		file     string
		row, col int
		text     string
	}
	var all []line
	for _, p := range f.problems {
		all = append(all, line{p.File, p.Row, p.Char, problem.Problems{p}.Error()})
	}
	for _, r := range f.refusals {
		all = append(all, line{r.File, r.Line, r.Col, r.Error()})
	}
	slices.SortStableFunc(all, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
	var lines []string
	for _, t := range all {
		lines = append(lines, t.text)
	}
	for _, n := range f.names {
		lines = append(lines, n.Error())
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns all problems as errors.
func (f *faults) Unwrap() []error {
	out := slices.Clone(f.names)
	if len(f.problems) > 0 {
		out = append(out, f.problems)
	}
	if len(f.refusals) > 0 {
		out = append(out, f.refusals)
	}
	return out
}
