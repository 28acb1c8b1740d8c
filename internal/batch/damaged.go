package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

// Damaged is the error of a stored file whose content is not what it was.
type Damaged struct {
	Name string
	Err  error
	Hint string // what to do; "" if nothing needs to be done
}

// Error names the file and what is wrong with it.
func (d *Damaged) Error() string {
	text := fmt.Sprintf("%s is damaged: %v", d.Name, d.Err)
	if d.Hint != "" {
		text += ": " + d.Hint
	}
	return text
}

// Unwrap returns what is wrong.
func (d *Damaged) Unwrap() error { return d.Err }

// loadOf reads a stored result of a model, see Load.
func (s *Store) loadOf(model, key string) (*Result, error) {
	if len(key) < 2 {
		return nil, fs.ErrNotExist
	}
	name := s.path(tasksDir, model, key[:2], key+resultEnd)
	packed, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r, err := decodeResult(packed)
	if err == nil && r.Key != key {
		err = fmt.Errorf("it has the key %s", r.Key)
	}
	switch {
	case errors.As(err, new(*newer)):
		return nil, fmt.Errorf("%s has %w: use a newer program, or remove it, and run this again", name, err)
	case err != nil:
		return nil, &Damaged{Name: name, Err: err}
	}
	return r, nil
}

// redone counts the tasks of a result that was stored and no good as computed.
func (w *work) redone(key string) {
	for _, t := range w.tasks {
		if t.Key == key && !w.same[key] {
			w.event.Stored--
		}
	}
}

// damaged notes damaged runs for the user, each once. They are left out, and the run goes on.
func (w *work) damaged(faults []error) {
	for _, f := range faults {
		if text := f.Error(); !slices.Contains(w.asides, text) {
			w.asides = append(w.asides, text)
		}
	}
}

// newer is the error of a result of a newer program, which is not damaged.
type newer struct{ version int }

// Error names the versions.
func (n *newer) Error() string {
	return fmt.Sprintf("version %d, this program reads up to %d", n.version, ResultVersion)
}

// sound returns a function that reads the results of the run's tasks. One that is
// damaged or not there any more is computed again first.
func (w *work) sound(ctx context.Context) func(key string) (*Result, error) {
	return func(key string) (*Result, error) {
		r, err := w.store.Load(key)
		if !errors.As(err, new(*Damaged)) && !errors.Is(err, fs.ErrNotExist) {
			return r, err
		}
		i := slices.IndexFunc(w.tasks, func(t *Task) bool { return t.Key == key })
		if i < 0 {
			return nil, err
		}
		if err := w.again(ctx, w.tasks[i]); err != nil {
			return nil, err
		}
		w.redone(key)
		return w.store.Load(key)
	}
}

// again computes one task whose result is no good.
func (w *work) again(ctx context.Context, t *Task) error {
	p, err := t.group.prepare(ctx)
	if err != nil {
		return err
	}
	one := &work{q: &Request{Force: true}, plan: w.plan, store: w.store}
	key := t.Key
	if err := one.compute(ctx, t.group, p, []*Task{t}); err != nil {
		return err
	}
	if t.Cause != "" || t.Key != key {
		return fmt.Errorf("the result of %s is damaged and cannot be computed again: %s", t.Name(), t.Cause)
	}
	return nil
}

// readFailure reads a stored failure.
func readFailure(name string) (Failure, error) {
	var f Failure
	text, err := os.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(text, &f)
	}
	return f, err
}
