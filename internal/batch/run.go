// Package batch computes many options and never loses a result. A plan becomes tasks;
// a task is one option with its chain of references, one parameter set and one setting.
// Its result is stored under a key of everything that it depends on (Parts, Read), so
// that a run computes only what is new and goes on after it was stopped. Merge puts the
// results together in the folder of a run, which is there whole or not at all. Read Run
// first. The package prints nothing and knows no flag.
package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"saavu/internal/atomic"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/lang"
)

// Request is a plan and how to run it.
type Request struct {
	Plan     string // file
	Out      string // run folder
	Data     string // folder that {data} stands for in county files
	FixAxes  bool
	Embedded source.Files

	Jobs     int      // tasks at a time; 0 for one on every processor
	Select   []string // globs of options or of task names; nil for all
	Exclude  []string
	Force    bool // compute also what is stored
	FailFast bool // stop at the first failure
	DryRun   bool // find out what would run, and why

	FailOn  []string // more gates: words of FailOnWords, Undecided, or expressions
	JUnit   string   // files to write in addition to those of the run; "" for none
	Summary string
	Metrics string

	Version  string           // of the program, for the record
	Lang     lang.Language    // of the report; "" for the plan's
	Progress func(Event)      // may be nil; called from several goroutines, one at a time
	Clock    func() time.Time // nil for the system's
}

// Event is how far a run is.
type Event struct {
	All, Done int    // tasks, of which some are stored before the run
	Stored    int    // of Done: they were stored already
	Failed    int    // of Done
	Task      string // that has just failed; "" else
	Cause     string // of the failure
}

// Outcome is the result of a run.
type Outcome struct {
	Plan   *load.Plan
	Tasks  []*Task
	Stored int      // results that were there already
	Ran    int      // computed now, or that would be computed in a dry run
	Failed []*Task  // with their cause
	Run    string   // name of the run folder in Out/runs; "" if none was published
	Record *Record  // of the published run, with its gates; nil if none was published
	Due    []Due    // of a dry run: what would run, and why
	Asides []string // notes for the user that are no part of the result
}

// Stopped is the error of a run that was stopped before its end. What is finished is
// stored, and the same command goes on.
type Stopped struct {
	Done, All int
	Err       error
}

// Error says how far the run is.
func (s *Stopped) Error() string {
	return fmt.Sprintf("stopped; %d of %d tasks are stored, and the same command goes on from there", s.Done, s.All)
}

// Unwrap returns why it was stopped.
func (s *Stopped) Unwrap() error { return s.Err }

// ErrFailFast is the error of a run that ended at its first failure.
var ErrFailFast = errors.New("a task failed, and no run was published")

// Run computes the tasks of a plan that are not stored yet, and publishes a run. One
// failed task does not stop the others: it is in Outcome.Failed. An error is an
// app.Invalid with every fault of the plan or of a county, a Stopped, an atomic.Busy if
// another run publishes for longer than Patience, or that of the folder.
func Run(ctx context.Context, q Request) (*Outcome, error) {
	if q.Clock == nil {
		q.Clock = time.Now
	}
	began := q.Clock()
	if err := q.places(); err != nil {
		return nil, err
	}
	store, folder := OpenStore(q.Out)
	if folder != nil && !errors.As(folder, new(*BadFolder)) {
		return nil, folder
	}
	plan, err := load.ReadPlan(q.Plan)
	if err != nil {
		return nil, errors.Join(invalid(err), folder)
	}
	counties, groups, judge, err := expand(ctx, &q, plan)
	if err = errors.Join(err, folder); err != nil {
		return nil, err
	}
	w := &work{q: &q, plan: plan, store: store, counties: counties, groups: groups, judge: judge}
	if err := w.pick(); err != nil {
		return nil, err
	}
	w.lookUp()
	out := &Outcome{Plan: plan, Tasks: w.tasks, Stored: w.event.Stored}
	w.out = out
	for _, c := range counties {
		out.Asides = append(out.Asides, c.of.Asides...)
	}
	if q.DryRun {
		out.Failed = w.broken()
		out.Due, err = w.due()
		out.Ran = len(out.Due)
		return out, err
	}
	if err := store.Create(); err != nil {
		return nil, err
	}
	err = w.run(ctx)
	out.Failed = w.broken()
	out.Stored, out.Ran = w.event.Stored, w.event.Done-w.event.Stored-len(out.Failed)
	if err == nil {
		out.Run, err = w.publish(ctx, began)
	}
	if err != nil && ctx.Err() != nil && !errors.As(err, new(*atomic.Busy)) {
		err = &Stopped{w.event.Done - w.event.Failed, w.event.All, ctx.Err()}
	}
	return out, err
}

// broken lists the tasks that have failed, or cannot be computed at all.
func (w *work) broken() []*Task {
	return slices.DeleteFunc(slices.Clone(w.tasks), func(t *Task) bool { return t.Cause == "" })
}

// pick lists the tasks that the request selects.
func (w *work) pick() error {
	used := map[string]bool{}
	matches := func(list []string, t *Task) bool {
		found := false
		for _, p := range list {
			if t.matches(p) {
				found, used[p] = true, true
			}
		}
		return found
	}
	for _, g := range w.groups {
		g.tasks = slices.DeleteFunc(g.tasks, func(t *Task) bool {
			keep := len(w.q.Select) == 0 || matches(w.q.Select, t)
			return matches(w.q.Exclude, t) || !keep
		})
		w.tasks = append(w.tasks, g.tasks...)
	}
	for _, p := range slices.Concat(w.q.Select, w.q.Exclude) {
		if !used[p] {
			return &Unmatched{p}
		}
	}
	if len(w.tasks) == 0 {
		return &Unmatched{}
	}
	return nil
}

// whole reports whether a run has all tasks of its plan.
func (w *work) whole() bool { return len(w.q.Select) == 0 && len(w.q.Exclude) == 0 }

// Unmatched is the error of a selection that matches no task of the plan.
type Unmatched struct{ Pattern string }

// Error names the pattern.
func (u *Unmatched) Error() string {
	if u.Pattern == "" {
		return "no task of the plan is selected"
	}
	return fmt.Sprintf("no task of the plan matches %q: expected the id of an option, COUNTY/OPTION/YEAR/SET/FRAME, or a glob of one", u.Pattern)
}
