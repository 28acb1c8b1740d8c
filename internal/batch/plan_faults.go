package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/app"
	"saavu/internal/format/problem"
	"saavu/internal/load"
	"saavu/internal/load/optionfile"
	"saavu/internal/source"
)

// faultsOf adds to the faults of form of a plan those of its valid
// part, so that they are reported together.
func faultsOf(ctx context.Context, q *Request, plan *load.Plan, form error) error {
	var known, more problem.Problems
	_, _, _, err := expand(ctx, q, plan)
	var invalid *app.Invalid
	if !errors.As(form, &known) || !errors.As(err, &invalid) || !errors.As(invalid.Err, &more) {
		return form
	}
	for _, p := range more {
		if p.Expected == someOption { // a part that is not valid may have them
			continue
		}
		if !slices.ContainsFunc(known, func(o problem.Problem) bool { return o.File == p.File && o.Row == p.Row && o.Char == p.Char }) {
			known = append(known, p)
		}
	}
	return known.Sorted(plan.File.Name).Err()
}

// someOption is what a plan without tasks lacks.
const someOption = "at least one option to compute"

// nothing refuses a plan without tasks, and exclusions of nothing.
func (x *expansion) nothing(groups []*group) error {
	for i, word := range x.plan.Exclude {
		if !x.used["exclude/"+strconv.Itoa(i)] {
			x.wrong(word, "the id of an option of this plan, or a glob that matches one", "", "exclude", strconv.Itoa(i))
		}
	}
	if len(x.problems) == 0 && !slices.ContainsFunc(groups, func(g *group) bool { return len(g.tasks) > 0 }) {
		hint := "the plan excludes all of them"
		if len(x.plan.Exclude) == 0 {
			hint = "its counties have no options: name option files"
		}
		x.wrong("", someOption, hint, "options")
	}
	if len(x.problems) == 0 && !slices.ContainsFunc(groups, func(g *group) bool { return slices.ContainsFunc(g.tasks, func(t *Task) bool { return !t.Added }) }) {
		x.wrong("", someOption, "only options that others are compared with are left", "options")
	}
	if err := x.problems.Sorted(x.plan.File.Name).Err(); err != nil {
		return &app.Invalid{Err: err}
	}
	return nil
}

// twice refuses options of a plan that have one id.
func (x *expansion) twice(c *county) {
	words, err := x.words(c)
	if err != nil {
		return
	}
	by := map[string]string{}
	for _, word := range words {
		id := word
		if isFile(word) {
			text, err := x.q.files().Read(word)
			if err != nil {
				continue
			}
			id = cmp.Or(optionfile.IDIn(word, text), optionfile.ID(word))
		}
		other, seen := by[id]
		if !seen {
			by[id] = word
			continue
		}
		if other == c.of.FileOf(id) || word == c.of.FileOf(id) { // the file of the county itself
			continue
		}
		if x.said[id] {
			continue
		}
		x.said[id] = true
		item := slices.IndexFunc(x.plan.Options, func(w string) bool { return x.names(w, word) })
		x.wrong(x.plan.Options[max(0, item)], "options with different ids", fmt.Sprintf("%s has the id %s too: leave one out, or give it another id (id: …)", other, id), "options", strconv.Itoa(max(0, item)))
	}
}

// names reports whether a word of the plan names an option: a file, a glob of files, or an
// id.
func (x *expansion) names(of, word string) bool {
	switch {
	case !isFile(of):
		ok, _ := path.Match(of, word)
		return ok
	case isGlob(of):
		files, _ := x.plan.Matches(of) // a fault of it is reported elsewhere
		return slices.Contains(files, word)
	}
	return x.plan.Join(of) == word
}

// checkFiles finds option files of the plan that are not there.
func (x *expansion) checkFiles() {
	missing := map[string]bool{}
	for i, word := range x.plan.Options {
		if !isFile(word) || isGlob(word) || missing[word] {
			continue
		}
		if _, err := x.q.files().Read(x.plan.Join(word)); err != nil {
			missing[word] = true
			x.wrong(word, "an option file", source.Cause(err)+": "+x.plan.Join(word), "options", strconv.Itoa(i))
		}
	}
}

func isGlob(word string) bool { return strings.ContainsAny(word, "*?[") }

// isFile reports whether a word of a plan names files and not options of the county.
func isFile(word string) bool {
	return strings.HasSuffix(word, ".yaml") || strings.HasSuffix(word, ".yml") || strings.ContainsAny(word, `/\`)
}

// words resolves the options of the plan for a county: ids and files, each once.
func (x *expansion) words(c *county) ([]string, error) {
	var out []string
	add := func(word string) {
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	ids := c.ids()
	for _, word := range x.plan.Options {
		switch {
		case word == "": // a fault of its form
		case isFile(word) && isGlob(word):
			files, err := x.plan.Matches(word)
			if err != nil {
				return nil, err
			}
			for _, name := range files {
				add(name)
			}
		case isFile(word):
			add(x.plan.Join(word))
		default:
			for _, id := range ids {
				if ok, _ := path.Match(word, id); ok {
					add(id)
				}
			}
		}
	}
	return out, nil
}
