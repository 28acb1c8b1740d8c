package batch

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load"
	"saavu/pkg/lang"
	"saavu/pkg/scenario"
)

// gate is a condition of a plan, or of --fail-on, ready to be evaluated.
type gate struct {
	id    string
	title lang.Name // zero for one of --fail-on
	text  string
	scope load.GateScope
	expr  *expression
	added bool // by --fail-on
}

// Undecided is the word of --fail-on under which an undecided gate is a missed one.
const Undecided = "undecided"

// longestFailOn is the number of characters of an expression, as in a plan.
const longestFailOn = 2000

// FailOnWords are the words of --fail-on with the expressions that they stand for.
var FailOnWords = []struct{ Word, Expression string }{
	{"breach", "breaches.all > 0"},
	{"law", "breaches.law > 0"},
	{"worse", "worse.gets_there > 0 or worse.can_be_served > 0"},
}

// BadFailOn is the error of an expression of --fail-on that cannot be read.
type BadFailOn struct{ Problems problem.Problems }

// Error shows the expressions with a mark under each fault.
func (b *BadFailOn) Error() string { return b.Problems.Error() }

// judge has the gates of a run and the figures to track.
type judge struct {
	gates []*gate
	track []*expression // each of one figure
	fail  problem.Problems
}

// judge reads the gates of the plan and of --fail-on, and what it tracks.
func (x *expansion) judge(counties []*county) *judge {
	j := &judge{}
	if len(x.plan.Gates)+len(x.plan.Track)+len(x.q.FailOn) == 0 {
		return j
	}
	names := x.namesOf(counties)
	for i, g := range x.plan.Gates {
		if g.When == "" { // a fault of its form
			continue
		}
		e, faults := x.compile(g.When, names)
		for _, f := range faults {
			x.problems.Add(x.plan.WrongAt(f.at, f.found, f.expected, f.hint, "gates", strconv.Itoa(i), "expression"))
		}
		j.gates = append(j.gates, &gate{g.ID, g.Title, g.When, g.For, e, false})
	}
	for i, text := range x.plan.Track {
		e, faults := x.compile(text+" == 0", names)
		if len(faults) == 0 && (len(e.uses) != 1 || e.uses[0].name != text || slices.Contains([]string{"was", "tasks"}, e.uses[0].path[0])) {
			faults = []misread{{0, text, "the name of one figure, such as reach.SERVICE.pt_rush", ""}}
		}
		for _, f := range faults {
			x.problems.Add(x.plan.WrongAt(f.at, f.found, "the name of one figure", f.hint, "track", strconv.Itoa(i)))
		}
		j.track = append(j.track, e)
	}
	for i, text := range x.q.FailOn {
		if text == Undecided {
			continue
		}
		if len(text) > longestFailOn {
			j.fail.Add(problem.Problem{File: "--fail-on", Found: fmt.Sprintf("a text of %d characters", len(text)), Expected: fmt.Sprintf("an expression of at most %d characters", longestFailOn)})
			continue
		}
		g := &gate{id: fmt.Sprintf("fail-on-%d", i+1), text: text, added: true}
		for _, w := range FailOnWords {
			if w.Word == text {
				g.id, g.text = "fail-on-"+text, w.Expression
			}
		}
		for slices.ContainsFunc(j.gates, func(o *gate) bool { return o.id == g.id }) {
			g.id += "-again"
		}
		var faults []misread
		if g.expr, faults = x.compile(g.text, names); len(faults) == 0 && !x.detail && !j.detailed() {
			faults = excess(g.expr, g.text)
		}
		for _, f := range faults {
			j.fail.Add(problem.Problem{File: "--fail-on", Found: f.found, Expected: f.expected, Hint: f.hint, Below: problem.Marked(g.text, f.at)})
		}
		j.gates = append(j.gates, g)
	}
	return j
}

// compile reads an expression and refuses figures that the plan does not publish.
func (x *expansion) compile(text string, names *nameTree) (*expression, []misread) {
	e, faults := compile(text, names)
	if len(faults) > 0 || x.plan.Measures == nil {
		return e, faults
	}
	for _, u := range e.uses {
		for _, m := range u.measures() {
			if !slices.Contains(x.plan.Measures, m) {
				at := len([]rune(text[:max(0, strings.Index(text, u.name))]))
				return e, []misread{{at, u.name, "a figure of a measure that the plan publishes", "add " + m + " to measures, or leave measures out"}}
			}
		}
	}
	return e, nil
}

// publishes reports whether the plan publishes a measure.
func (w *work) publishes(measure string) bool {
	return w.plan.Measures == nil || slices.Contains(w.plan.Measures, measure)
}

// measures are those that a figure is made from.
func (u *use) measures() []string {
	for _, f := range u.node.of {
		switch f.kind {
		case inTable:
			return []string{f.measure}
		case costLine:
			return []string{f.measure, f.total("").measure}
		case worsePeople:
			return []string{"gain", "lose"}
		case worseServed:
			return []string{"can_be_served"}
		}
	}
	return nil
}

// scopes refuses what a gate's for names and the plan does not have.
func (x *expansion) scopes(groups []*group) {
	var tasks []*Task
	for _, g := range groups {
		tasks = append(tasks, g.tasks...)
	}
	for i, g := range x.plan.Gates {
		at := []string{"gates", strconv.Itoa(i), "for"}
		before := len(x.problems)
		scope(x, tasks, g.For.Options, "an option of the plan, or a glob that matches one", append(at, "options"), func(t *Task, w string) bool { return named(w, t.Option) }, func(t *Task) string { return t.Option })
		scope(x, tasks, g.For.Years, "a year of the plan", append(at, "years"), func(t *Task, y int) bool { return t.Year == y }, func(t *Task) string { return strconv.Itoa(t.Year) })
		scope(x, tasks, g.For.Sets, "a parameter set of the plan, or a glob that matches one", append(at, "sets"), func(t *Task, s string) bool { return named(s, t.Set) }, func(t *Task) string { return t.Set })
		if len(x.problems) == before && !slices.ContainsFunc(tasks, func(t *Task) bool { return about(g.For, t) }) {
			x.wrong("", "options, years and sets that some task of the plan has together", "", at...)
		}
	}
}

// scope refuses items of a list that no task has.
func scope[T comparable](x *expansion, tasks []*Task, list []T, expected string, at []string, has func(*Task, T) bool, word func(*Task) string) {
	for k, item := range list {
		if slices.ContainsFunc(tasks, func(t *Task) bool { return has(t, item) }) {
			continue
		}
		var known []string
		for _, t := range tasks {
			known = append(known, word(t))
		}
		hint := ""
		if near, ok := scenario.Nearest(fmt.Sprint(item), known); ok {
			hint = "did you mean " + near + "?"
		}
		x.wrong(fmt.Sprint(item), expected, hint, append(slices.Clone(at), strconv.Itoa(k))...)
	}
}

// named reports whether a pattern is a name, or a glob that matches it.
func named(pattern, name string) bool {
	ok, _ := path.Match(pattern, name)
	return ok
}

// about reports whether a gate is about a task.
func about(s load.GateScope, t *Task) bool {
	return (len(s.Options) == 0 || slices.ContainsFunc(s.Options, func(w string) bool { return named(w, t.Option) })) &&
		(len(s.Years) == 0 || slices.Contains(s.Years, t.Year)) && (len(s.Sets) == 0 || slices.ContainsFunc(s.Sets, func(w string) bool { return named(w, t.Set) }))
}

// about reports whether the gate is about a task: its for does not leave it out, and its
// county has all figures of the gate.
func (g *gate) about(t *Task) bool {
	return about(g.scope, t) && !slices.ContainsFunc(g.expr.uses, func(u use) bool {
		_, ok := u.node.of[t.group.county]
		return !ok
	})
}

// ofRun reports whether a gate counts tasks only, so that it is about the run.
func (g *gate) ofRun() bool {
	return !slices.ContainsFunc(g.expr.uses, func(u use) bool { return u.path[0] != "tasks" })
}

// refusal joins the faults of --fail-on with those of the plan.
func (j *judge) refusal() error {
	if len(j.fail) == 0 {
		return nil
	}
	return &BadFailOn{j.fail}
}
