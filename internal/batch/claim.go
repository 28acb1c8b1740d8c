package batch

import (
	"context"
	"errors"
	"os"
	"slices"
	"time"

	"saavu/internal/atomic"
	"saavu/internal/engine"
)

// claimsDir is the folder of the locks of tasks that runs are at work on. A claim only
// saves work: a result is the same whoever computes it, and as often as they do.
const claimsDir = "claims"

// pause is how often a run looks whether another has finished a task.
const pause = 200 * time.Millisecond

// claim takes the tasks that no other run is at work on, and notes the others for the end.
// A claim of a dead process is free, and one that is not visible is after a minute (see
// atomic.Lock). What cannot be claimed for another cause is computed without a claim.
func (w *work) claim(ctx context.Context, tasks []*Task) (mine []*Task, release func()) {
	var locks []*atomic.Lock
	if len(tasks) > 0 {
		_ = os.MkdirAll(w.store.path(claimsDir), 0o755) // without it, nothing can be claimed
		_ = w.store.remake()                            // it may have been removed; what is stored next fails if it cannot be
	}
	for _, t := range tasks {
		lock, err := atomic.Acquire(ctx, w.store.path(claimsDir, w.store.failKey(t)+".lock"), 0)
		if errors.As(err, new(*atomic.Busy)) {
			w.lock.Lock()
			w.left = append(w.left, t)
			w.lock.Unlock()
			continue
		}
		if err == nil {
			locks = append(locks, lock)
		}
		mine = append(mine, t)
	}
	return mine, func() {
		for _, l := range locks {
			_ = l.Release() // it ends with the process
		}
	}
}

// wait waits for the tasks that other runs are at work on, and computes those that they do
// not finish: they failed there, or the run ended.
func (w *work) wait(ctx context.Context) error {
	for len(w.left) > 0 {
		list := w.left
		w.left = nil
		for _, g := range w.groups {
			mine := slices.DeleteFunc(slices.Clone(list), func(t *Task) bool { return t.group != g })
			if len(w.others(mine)) == 0 {
				continue
			}
			if err := w.runGroup(ctx, g); err != nil {
				return err
			}
		}
		if len(w.left) < len(list) { // such as tasks of equal options, which this run computes one after the other
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
	return nil
}

// share computes the tasks of a chunk that no other run has or is at work on. The others
// are left for the end of the run.
func (w *work) share(ctx context.Context, g *group, p *engine.Prepared, chunk []*Task) error {
	if w.q.Force {
		return w.compute(ctx, g, p, chunk)
	}
	claimed, release := w.claim(ctx, w.others(chunk))
	defer release()
	return w.compute(ctx, g, p, w.others(claimed)) // one may have been finished just before
}
