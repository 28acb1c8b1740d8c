package batch

import (
	"errors"
	"io/fs"
	"slices"
)

// mostBack is how many whole runs of a plan are looked through for the newest result of a
// task. Most tasks have it in the last one.
const mostBack = 31

// earlier is what the nights before know: for each task of a run, the newest whole run of
// the same plan that has its result.
type earlier struct {
	before *Record          // the last whole run of the plan; nil without one
	last   *past            // the newest of them whose tasks can be read
	past   []*past          // those that have results of tasks, the newest first
	from   map[string]*past // by task
	failed map[string]bool  // tasks that failed in a newer run than that of from, or in all
	lost   []string         // runs that cannot be read
}

// past is a run before with its tables.
type past struct {
	*Record
	keys           map[string]string // of its tasks by name, "" for one that failed
	rules, figures []byte
}

// look finds the nights before. Damaged runs are left out and noted.
func (e *earlier) look(w *work) error {
	e.from, e.failed = map[string]*past{}, map[string]bool{}
	missing := map[string]bool{}
	for _, t := range w.tasks {
		if t.Cause == "" {
			missing[t.Name()] = true
		}
	}
	runs, err := w.store.Runs()
	if err != nil {
		return err
	}
	looked := 0
	for _, run := range slices.Backward(runs) {
		r, err := w.store.Record(run)
		switch {
		case errors.Is(err, fs.ErrNotExist): // it has just been removed
			continue
		case err == nil && (!r.Whole || r.Plan.Name != w.plan.Name):
			continue
		case err == nil && e.before == nil:
			e.before = r
		}
		var p *past
		if err == nil {
			p, err = w.store.pastOf(r, missing)
		}
		if errors.As(err, new(*Damaged)) {
			e.lost = append(e.lost, run)
			w.damaged([]error{err})
			continue
		}
		if err != nil {
			return err
		}
		if e.last == nil {
			e.last = p
		}
		e.take(p, missing)
		if looked++; len(missing) == 0 || looked == mostBack {
			break
		}
	}
	return nil
}

// take gives tasks their result of a run.
func (e *earlier) take(p *past, missing map[string]bool) {
	if p.figures != nil {
		e.past = append(e.past, p)
	}
	for task := range missing {
		key, known := p.keys[task]
		switch {
		case key != "":
			e.from[task] = p
			delete(missing, task)
		case known:
			e.failed[task] = true
		}
	}
}

// pastOf reads the tasks of a run, and its other tables if it has the result of one that
// is missing.
func (s *Store) pastOf(r *Record, missing map[string]bool) (*past, error) {
	p := &past{Record: r}
	var err error
	if p.keys, err = s.keysOf(r); err != nil {
		return nil, err
	}
	for task := range missing {
		if p.keys[task] == "" {
			continue
		}
		if p.rules, err = s.tableOfRun(r, rulesFile); err == nil {
			p.figures, err = s.tableOfRun(r, figuresFile)
		}
		return p, err
	}
	return p, nil
}
