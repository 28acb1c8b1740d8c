package batch

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"saavu/internal/app"
	"saavu/internal/engine"
	"saavu/internal/format/problem"
	"saavu/internal/load"
)

// chunkSize is how many options are computed together. They share their references;
// more would only keep more memory.
const chunkSize = 10

// work is the state of a run.
type work struct {
	q        *Request
	plan     *load.Plan
	store    *Store
	counties []*county
	groups   []*group
	tasks    []*Task
	judge    *judge
	out      *Outcome

	assessment *assessment // of the run to be published
	tags       []string    // of all tasks of the plan, each as often as a task has it
	lacking    bool        // a merge without all tasks
	missing    int         // how many it lacks
	asides     []string    // notes for the user
	namesake   *namesake   // another file with the plan's name; nil without one

	lock  sync.Mutex
	event Event
	left  []*Task         // that other runs are at work on
	same  map[string]bool // keys of results that this run has computed
}

// invalid makes problems of a file an app.Invalid.
func invalid(err error) error {
	if errors.As(err, new(problem.Problems)) {
		return &app.Invalid{Err: err}
	}
	return err
}

// lookUp finds the tasks whose results are stored.
func (w *work) lookUp() {
	w.event.All = len(w.tasks)
	for _, t := range w.tasks {
		switch {
		case t.Cause != "":
			w.event.Done, w.event.Failed = w.event.Done+1, w.event.Failed+1
		case w.q.Force:
		default:
			if t.Key = w.store.find(t.group.find, t.coarse); t.Key != "" {
				w.event.Done, w.event.Stored = w.event.Done+1, w.event.Stored+1
			}
		}
	}
}

// storedNow counts the tasks whose results are stored, by whatever run.
func (w *work) storedNow() int {
	_ = w.store.Refresh() // if it fails, the results that are known by now are counted
	n := 0
	for _, t := range w.tasks {
		n += btoi(t.Cause == "" && (t.Key != "" || w.store.find(t.group.find, t.coarse) != ""))
	}
	return n
}

// run computes what is not stored, one group after the other, so that the memory does
// not grow with the plan.
func (w *work) run(ctx context.Context) error {
	w.say(nil)
	for some := range slices.Chunk(slices.DeleteFunc(slices.Clone(w.tasks), func(t *Task) bool { return t.Cause == "" }), chunkSize) {
		if err := w.keepFailures(some); err != nil {
			return err
		}
	}
	w.store.forget(slices.DeleteFunc(slices.Clone(w.tasks), func(t *Task) bool { return t.Key != "" || t.Cause != "" }))
	begin := 0
	if len(w.groups) > 0 && !w.q.FailFast {
		begin = rand.IntN(len(w.groups))
	}
	for k := range w.groups {
		if err := w.runGroup(ctx, w.groups[(begin+k)%len(w.groups)]); err != nil {
			return err
		}
	}
	return w.wait(ctx)
}

// runGroup computes the tasks of a group in chunks. Each run begins at another group and
// chunk, so that two runs at once seldom want the same.
func (w *work) runGroup(ctx context.Context, g *group) error {
	chunks := g.chunks()
	if len(chunks) == 0 {
		return ctx.Err()
	}
	p, err := g.prepare(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for _, chunk := range chunks {
			if err := w.failed(err, chunk...); err != nil {
				return err
			}
		}
		return nil
	}
	jobs := w.q.Jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	begin := rand.IntN(len(chunks))
	pool, inside := errgroup.WithContext(ctx)
	pool.SetLimit(jobs)
	for k := range chunks {
		chunk := chunks[(begin+k)%len(chunks)]
		if inside.Err() != nil {
			break
		}
		pool.Go(func() error {
			if err := inside.Err(); err != nil {
				return err
			}
			return w.share(inside, g, p, chunk)
		})
	}
	return errors.Join(pool.Wait(), ctx.Err())
}

// chunks divides the tasks of a group that are not stored. The options of a chunk end at
// the same reference, and those with the same reference are next to each other.
func (g *group) chunks() [][]*Task {
	var out [][]*Task
	list := slices.DeleteFunc(slices.Clone(g.tasks), func(t *Task) bool { return t.Key != "" || t.Cause != "" })
	slices.SortStableFunc(list, func(a, b *Task) int {
		if c := strings.Compare(a.root(), b.root()); c != 0 {
			return c
		}
		return strings.Compare(a.against(), b.against())
	})
	for _, t := range list {
		if k := len(out) - 1; k >= 0 && len(out[k]) < chunkSize && out[k][0].root() == t.root() {
			out[k] = append(out[k], t)
			continue
		}
		out = append(out, []*Task{t})
	}
	return out
}

func (t *Task) root() string { return t.chain[len(t.chain)-1].ID }

// against is the id of the task's reference, its own if it has none.
func (t *Task) against() string { return t.chain[min(1, len(t.chain)-1)].ID }

// compute computes a chunk and stores its results. If it fails, each task is computed
// alone, so that only those at fault fail.
func (w *work) compute(ctx context.Context, g *group, p *engine.Prepared, chunk []*Task) error {
	if len(chunk) == 0 {
		return nil
	}
	cause, err := w.try(ctx, g, p, chunk)
	if err != nil || cause == nil {
		return err
	}
	if len(chunk) == 1 {
		return w.failed(cause, chunk...)
	}
	var at []*Task // at fault, which wait for the disk together
	var since time.Time
	for _, t := range chunk {
		if cause, err = w.try(ctx, g, p, []*Task{t}); err != nil {
			break
		}
		if cause != nil {
			if len(at) == 0 {
				since = time.Now()
			}
			w.blame(cause, t)
			at = append(at, t)
		}
		if len(at) > 0 && (w.q.FailFast || time.Since(since) > time.Second) {
			if err = w.failures(at); err != nil {
				return err
			}
			at = nil
		}
	}
	return cmp.Or(err, w.failures(at))
}

// try computes tasks together and stores their results. The cause is why they failed, the
// error why the run cannot go on.
func (w *work) try(ctx context.Context, g *group, p *engine.Prepared, chunk []*Task) (cause, err error) {
	in := engine.Inputs{Detail: g.detail, ID: g.county.of.ID, Rules: g.county.of.Rules, Known: g.county.of.Known}
	index := map[int]int{} // option of the group to its place among the inputs
	for i := range g.batch.Options {
		if slices.ContainsFunc(chunk, func(t *Task) bool { return t.needs(g, i) }) {
			index[i] = len(in.Options)
			in.Options = append(in.Options, g.batch.Options[i])
		}
	}
	within, end := w.q.limited(ctx, chunk)
	res, err := engine.Run(within, p, in, nil)
	if err != nil && within.Err() != nil {
		err = context.Cause(within)
	}
	end()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return g.batch.Blame(err), nil
	}
	list := make([]finished, len(chunk))
	for i, t := range chunk {
		r := resultOf(res, index[t.at])
		r.Chain, r.Parts = t.chain, g.partsOf(t)
		list[i] = finished{r, t.coarse, res.Reads[index[t.at]]}
	}
	if err := w.store.save(g.find, list); err != nil {
		return nil, err
	}
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.same == nil {
		w.same = map[string]bool{}
	}
	for i, t := range chunk {
		t.Key = list[i].result.Key
		w.event.Done++
		w.same[t.Key] = true
		w.say(nil)
	}
	return nil, nil
}

// partsOf returns the parts of a task.
func (g *group) partsOf(t *Task) Parts {
	p := Parts{partOption: t.hash}
	for name, hash := range g.common {
		p[name] = hash
	}
	return p
}

// needs reports whether an option of the group is the task's or one of its references.
func (t *Task) needs(g *group, option int) bool {
	id := g.batch.Options[option].ID
	return slices.ContainsFunc(t.chain, func(l Link) bool { return l.ID == id })
}

// others leaves out the tasks that another run has finished since.
func (w *work) others(chunk []*Task) []*Task {
	found := w.store.appeared(chunk)
	return slices.DeleteFunc(slices.Clone(chunk), func(t *Task) bool {
		key, ok := found[t]
		if !ok {
			return false
		}
		w.lock.Lock()
		defer w.lock.Unlock()
		t.Key = key
		w.event.Done++
		if !w.same[key] { // else it is the result of another task of this run
			w.event.Stored++
		}
		w.say(nil)
		return true
	})
}

// say reports how far the run is, with the task that has just failed.
func (w *work) say(failed *Task) {
	if w.q.Progress == nil {
		return
	}
	e := w.event
	if failed != nil {
		e.Task, e.Cause = failed.Name(), failed.Cause
	}
	w.q.Progress(e)
}
