package batch

import (
	"context"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"saavu/internal/atomic"
	"saavu/internal/load"
	"saavu/internal/source"
)

// taken is which changes of a pair are as in the later run, a bit each; the others are
// as in the earlier one.
type taken uint64

func (t taken) has(k int) bool { return t>>k&1 == 1 }
func (t taken) count() int     { return bits.OnesCount64(uint64(t)) }

// mostTaken is how many changes are kept separate.
const mostTaken = 60

// night computes tasks of mixed nights. What it computes goes into a folder of its own,
// which is removed at the end: nothing is written into the run folder.
type night struct {
	pair    *pair
	own     *Store
	figures []Figure
	done    map[taken]map[string]*mixedTask
	nights  int // that were read

	progress func(Event) // nil for none
	event    Event
}

// mixedTask is a task of a mixed night: the key of its result, and its figures that are
// to be explained.
type mixedTask struct {
	key    string
	values map[place]float64 // without those that are unknown
}

// unfit is the error of a mix that is no county, or in which a task cannot be computed.
type unfit struct{ err error }

func (u *unfit) Error() string { return u.err.Error() }

// at computes tasks with some changes taken. The error is an unfit, a NotKept, or the
// context's.
func (n *night) at(ctx context.Context, t taken, tasks []string) (map[string]*mixedTask, error) {
	var missing []string
	for _, name := range tasks {
		if n.done[t][name] == nil {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		if err := n.compute(ctx, t, missing); err != nil {
			return nil, err
		}
	}
	return n.done[t], nil
}

// compute reads a mixed night and computes tasks of it that are not done yet.
func (n *night) compute(ctx context.Context, t taken, names []string) error {
	n.nights++
	began := n.event
	files, fault := n.pair.mixed(t)
	b := n.pair.b
	q := &Request{Plan: b.Plan.File, Files: files, Embedded: n.pair.embedded, Data: b.Data, FixAxes: n.pair.a.FixAxes, detail: b.Detail}
	for k := range n.pair.changes {
		if n.pair.changes[k].Kind == ChangeAxes && t.has(k) {
			q.FixAxes = b.FixAxes
		}
	}
	plan, err := load.ReadPlan(files, q.Plan)
	var w *work
	if err == nil {
		w = &work{q: q, plan: plan, store: n.own}
		q.Progress = func(e Event) { n.say(min(began.Done+e.Done, began.Done+len(names))) }
		plan.Gates, plan.Track = nil, nil // a figure does not depend on them, and names in them may be of another night
		w.counties, w.groups, _, err = expand(ctx, q, plan)
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case fault() != nil:
		return fault()
	case err != nil:
		return &unfit{err}
	}
	for _, g := range w.groups {
		g.tasks = slices.DeleteFunc(g.tasks, func(t *Task) bool { return !slices.Contains(names, t.Name()) })
		w.tasks = append(w.tasks, g.tasks...)
	}
	for _, x := range w.tasks {
		if x.Cause == "" {
			x.Key = n.pair.store.find(x.group.find, x.coarse)
			if _, err := n.pair.store.Load(x.Key); err != nil { // it is not there, or damaged
				x.Key = n.own.find(x.group.find, x.coarse)
			}
		}
	}
	if err := w.run(ctx); err != nil {
		return err
	}
	n.say(began.Done + len(names))
	return n.take(t, w.tasks, names)
}

// say reports how many tasks of mixed nights are computed.
func (n *night) say(done int) {
	n.event.Done, n.event.All = done, max(done, n.event.All)
	if n.progress != nil {
		n.progress(n.event)
	}
}

// take keeps the figures of computed tasks that are to be explained.
func (n *night) take(t taken, tasks []*Task, names []string) error {
	if n.done[t] == nil {
		n.done[t] = map[string]*mixedTask{}
	}
	for _, x := range tasks {
		if x.Cause != "" {
			return &unfit{fmt.Errorf("%s: %s", x.Name(), x.Cause)}
		}
		r, err := n.pair.store.Load(x.Key)
		if err != nil {
			if r, err = n.own.Load(x.Key); err != nil {
				return err
			}
		}
		m := &mixedTask{x.Key, map[place]float64{}}
		wanted := map[place]bool{}
		for i := range n.figures {
			if n.figures[i].Task == x.Name() {
				at := n.figures[i].place()
				wanted[at] = true
				if strings.HasPrefix(at.measure, costPrefix) { // a cost line that is not there is 0
					m.values[at] = 0
				}
			}
		}
		for i := range r.Lines {
			l := &r.Lines[i]
			if at := (place{l.Service, l.Area, l.Group, l.Facility, l.Measure}); wanted[at] && known(l.Value) != nil {
				m.values[at] = l.Value
			}
		}
		n.done[t][x.Name()] = m
	}
	for _, name := range names {
		if n.done[t][name] == nil {
			return &unfit{fmt.Errorf("there is no task %s", name)}
		}
	}
	return nil
}

// mixed returns the files of a mixed night, and a function that returns the first
// content that was not kept.
func (p *pair) mixed(t taken) (source.Files, func() error) {
	from := map[string]input{}
	for name, c := range p.files {
		if c.before.of != nil {
			from[name] = c.before
		}
	}
	for k := range p.changes {
		for name, c := range p.changes[k].names {
			if !t.has(k) {
				continue
			}
			if from[name] = c.after; c.after.of == nil {
				delete(from, name)
			}
		}
	}
	var names []string
	for name := range from {
		names = append(names, name)
	}
	var lock sync.Mutex
	var fault error
	read := func(name string) ([]byte, error) {
		if k := p.keyed[name]; k != nil {
			return p.mixedKeys(name, k, t), nil
		}
		text, err := p.store.content(from[name].of, from[name].InputRecord, p.embedded)
		if err != nil {
			lock.Lock()
			defer lock.Unlock()
			if fault == nil {
				fault = err
			}
		}
		return text, err
	}
	return source.Kept(names, read), func() error {
		lock.Lock()
		defer lock.Unlock()
		return fault
	}
}

// mixedKeys is the text of a file that is mixed by key.
func (p *pair) mixedKeys(name string, k *keyedFile, t taken) []byte {
	paths, all := map[string]bool{}, true
	for i := range p.changes {
		if p.changes[i].key == name {
			paths[p.changes[i].Path] = t.has(i)
			all = all && t.has(i)
		}
	}
	if all {
		c := p.files[name]
		if text, err := p.store.content(c.after.of, c.after.InputRecord, p.embedded); err == nil {
			return text
		}
	}
	return k.before.Mix(k.after, func(path string) bool { return paths[path] || k.follows[path] })
}

// withNight calls do with a night that computes into a folder of its own.
func (p *pair) withNight(figures []Figure, do func(n *night) error) error {
	return atomic.Scratch(func(dir string) error {
		own, err := OpenStore(dir)
		if err == nil {
			err = own.Create()
		}
		if err != nil {
			return err
		}
		return do(&night{pair: p, own: own, figures: figures, done: map[taken]map[string]*mixedTask{}})
	})
}

// isUnfit reports whether a mix cannot be computed, which is no fault of the folder.
func isUnfit(err error) bool { return errors.As(err, new(*unfit)) }
