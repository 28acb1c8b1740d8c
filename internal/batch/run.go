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
	Files    source.Files // those of the system; the zero Files for the system itself

	Jobs     int      // tasks at a time; 0 for one on every processor
	Select   []string // globs of options or of task names, tag:TAG, state:changed, state:failed; nil for all
	Exclude  []string
	Force    bool // compute also what is stored
	FailFast bool // stop at the first failure
	DryRun   bool // find out what would run, and why

	FailOn  []string // more gates: words of FailOnWords, Undecided, or expressions
	JUnit   string   // files to write in addition to those of the run; "" for none
	Summary string
	Metrics string

	TaskTimeout time.Duration    // a task that takes longer fails; 0 for any time
	Deadline    time.Time        // the run stops then; zero for no deadline
	late        func(*Task) bool // of a test: tasks that take too long, whatever the machine; nil for time itself

	detail bool // of a mixed night: compute what only gates ask for; a mixed plan has none

	Shard   Shard // compute only this part of the plan, and publish no run
	Merge   bool  // compute nothing: publish what shards have stored
	Partial bool  // of a merge: publish also if tasks are missing, as a run that is not whole

	Forget    bool  // keep no inputs
	MostInput int64 // bytes of an input that is kept; 0 for MostInput

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
	Stored int      // results that were there already, or that another run has computed meanwhile
	Ran    int      // computed now, also in place of damaged ones, or that would be computed in a dry run
	Failed []*Task  // with their cause
	Run    string   // name of the run folder in Out/runs; "" if none was published
	Record *Record  // of the published run, with its gates; nil if none was published
	Due    []Due    // of a dry run: what would run, and why
	Asides []string // notes for the user that are no part of the result

	Warnings []string // of these, what changes what the run is compared with
}

// Stopped is the error of a run that was stopped before its end. What is finished is
// stored, and the same command goes on.
type Stopped struct {
	Done, All int
	Err       error
}

// Error says how far the run is.
func (s *Stopped) Error() string {
	why := ""
	if errors.Is(s.Err, ErrDeadline) {
		why = " at the deadline"
	}
	if s.All == 0 {
		return fmt.Sprintf("stopped%s; nothing was computed yet", why)
	}
	return fmt.Sprintf("stopped%s; %d of %d tasks are stored, and the same command goes on from there", why, s.Done, s.All)
}

// Unwrap returns why it was stopped.
func (s *Stopped) Unwrap() error { return s.Err }

// ErrFailFast is the error of a run that ended at its first failure.
var ErrFailFast = errors.New("a task failed, and no run was published")

// Run computes the tasks of a plan that are not stored yet, and publishes a run. One
// failed task does not stop the others: it is in Outcome.Failed. An error is an
// app.Invalid with every fault of the plan or of a county, a Stopped, an atomic.Busy if
// another run publishes for longer than Patience, the Missing of a merge, or that of the
// folder.
func Run(ctx context.Context, q Request) (*Outcome, error) {
	if q.Clock == nil {
		q.Clock = time.Now
	}
	began := q.Clock()
	if err := q.places(); err != nil {
		return nil, err
	}
	ctx, end := q.until(ctx)
	defer end()
	store, folder := OpenStore(q.Out)
	if folder != nil && !errors.As(folder, new(*BadFolder)) {
		return nil, folder
	}
	w, err := q.begin(ctx, store, folder)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(w.apart(), w.pick()); err != nil {
		return nil, err
	}
	if !q.DryRun {
		end, err := store.working(ctx)
		if err != nil {
			if ctx.Err() != nil {
				err = &Stopped{Err: context.Cause(ctx)}
			}
			return nil, err
		}
		defer end()
	}
	w.lookUp()
	out := &Outcome{Plan: w.plan, Tasks: w.tasks, Stored: w.event.Stored, Warnings: w.warnings()}
	w.out = out
	for _, c := range w.counties {
		out.Asides = append(out.Asides, c.of.Asides...)
	}
	defer func() { out.Asides = append(out.Asides, w.asides...) }()
	if q.DryRun {
		out.Failed = w.broken()
		out.Due, err = w.due()
		out.Ran = len(out.Due)
		return out, err
	}
	err = w.results(ctx)
	out.Failed = w.broken()
	if err == nil && q.Shard.Of == 0 && len(w.tasks) > 0 {
		out.Run, err = w.publish(ctx, began)
	}
	out.Stored, out.Ran = w.event.Stored, w.event.Done-w.event.Stored-len(out.Failed)
	if err != nil && ctx.Err() != nil && !errors.As(err, new(*atomic.Busy)) {
		err = &Stopped{w.storedNow(), w.event.All, context.Cause(ctx)}
	}
	return out, err
}

// results computes what is not stored, or collects it for a merge. Inputs are kept before that;
// where there is no room for them, results are still stored, and keeping them again at the end
// says what is wrong.
func (w *work) results(ctx context.Context) error {
	if w.q.Merge {
		return w.collect()
	}
	err := w.store.Create()
	if err == nil && w.q.Shard.Of == 0 && len(w.tasks) > 0 {
		if early := w.keep(ctx, w.record()); ctx.Err() != nil {
			err = early
		}
	}
	if err == nil {
		err = w.run(ctx)
	}
	return err
}

// warnings are what a run has to say about what it is compared with.
func (w *work) warnings() []string {
	if w.namesake == nil {
		return nil
	}
	return []string{w.namesake.text(w.plan.Name)}
}

// begin reads the plan of a run and makes its tasks. The error has every fault of the plan,
// and that of the run folder if there is one.
func (q *Request) begin(ctx context.Context, store *Store, folder error) (*work, error) {
	w := &work{q: q, store: store}
	var err error
	if w.plan, err = readPlan(ctx, q); err != nil {
		err = invalid(err)
	} else {
		w.counties, w.groups, w.judge, err = expand(ctx, q, w.plan)
	}
	if err != nil && ctx.Err() != nil {
		return nil, &Stopped{Err: context.Cause(ctx)}
	}
	if folder == nil && w.plan != nil && q.Shard.Of == 0 { // the nights of a shard are those of its merge
		fault, note, unread := store.namesake(q, w.plan, w.counties)
		w.namesake = note
		err = errors.Join(withFault(err, w.plan, fault), unread)
	}
	if err = errors.Join(err, folder); err != nil {
		return nil, err
	}
	return w, nil
}

// readPlan reads the plan of a request. The faults of its form come with those of its
// valid part.
func readPlan(ctx context.Context, q *Request) (*load.Plan, error) {
	plan, err := load.ReadPlan(q.files(), q.Plan)
	if err != nil && plan != nil {
		err = faultsOf(ctx, q, plan, err)
	}
	return plan, err
}

// broken lists the tasks that have failed, or cannot be computed at all.
func (w *work) broken() []*Task {
	return slices.DeleteFunc(slices.Clone(w.tasks), func(t *Task) bool { return t.Cause == "" })
}
