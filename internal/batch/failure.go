package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"saavu/internal/atomic"
)

// Failure is the last failure of a task. It is never taken for a result.
type Failure struct {
	Task  string `json:"task"`
	Key   string `json:"key"` // hash of the parts and of all parameters: what it would read is not known
	Cause string `json:"cause"`
}

// failKey identifies a failure. Tasks of other parameter sets have other ones.
func (s *Store) failKey(t *Task) string {
	s.lock.Lock()
	defer s.lock.Unlock()
	g := t.group
	if g.all.hash == "" {
		var paths []string
		for _, p := range g.find.tree.All() {
			paths = append(paths, p.Path)
		}
		g.all = newPathList(paths)
	}
	return g.find.key(t.coarse, g.all)
}

// fail stores why some tasks failed, at most chunkSize.
func (s *Store) fail(tasks ...*Task) error {
	files := make([]atomic.NewFile, len(tasks))
	for i, t := range tasks {
		key := s.failKey(t)
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(Failure{t.Name(), key, t.Cause}); err != nil {
			return err
		}
		files[i] = atomic.NewFile{Name: s.path(failedDir, key+".json"), Text: b.Bytes()}
	}
	return s.writeFiles(files)
}

// forget removes the failures of tasks that are about to be computed: what became of them
// in an earlier night says nothing about this one, and a merge must not take it for that.
func (s *Store) forget(tasks []*Task) {
	entries, _ := os.ReadDir(s.path(failedDir)) // without it there is nothing to forget
	there := map[string]bool{}
	for _, e := range entries {
		there[e.Name()] = true
	}
	for _, t := range tasks {
		if name := s.failKey(t) + ".json"; len(there) > 0 && there[name] {
			_ = atomic.Remove(s.path(failedDir, name)) // another run may have done it
		}
	}
}

// failure returns the last failure of a task, nil without one. A damaged file is none:
// the task is computed again.
func (s *Store) failure(t *Task) (*Failure, error) {
	text, err := os.ReadFile(s.path(failedDir, s.failKey(t)+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
	}
	var f Failure
	if json.Unmarshal(text, &f) != nil || f.Cause == "" {
		return nil, nil
	}
	return &f, nil
}

// failed notes why tasks failed, stores it and reports it.
func (w *work) failed(cause error, tasks ...*Task) error {
	if w.q.FailFast {
		tasks = tasks[:1]
	}
	for _, t := range tasks {
		w.blame(cause, t)
	}
	return w.failures(tasks)
}

func (w *work) blame(cause error, t *Task) {
	w.lock.Lock()
	defer w.lock.Unlock()
	t.Cause = cause.Error()
}

// failures stores and reports the causes of tasks.
func (w *work) failures(tasks []*Task) error {
	err := w.keepFailures(tasks)
	if err != nil && !errors.Is(err, ErrFailFast) {
		return err
	}
	w.lock.Lock()
	defer w.lock.Unlock()
	for _, t := range tasks {
		w.event.Done, w.event.Failed = w.event.Done+1, w.event.Failed+1
		w.say(t)
	}
	return err
}

// keepFailures stores the causes of tasks. If that ends the run, only that of the first is.
func (w *work) keepFailures(tasks []*Task) error {
	if len(tasks) == 0 || !w.q.FailFast {
		return w.store.fail(tasks...)
	}
	t := tasks[0]
	if err := w.store.fail(t); err != nil {
		return err
	}
	return fmt.Errorf("%w:\n  %s: %s", ErrFailFast, t.Name(), strings.ReplaceAll(t.Cause, "\n", "\n    "))
}
