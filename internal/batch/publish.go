package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"saavu/internal/atomic"
	"saavu/internal/engine"
)

// Patience is how long a run waits for another that publishes into the same folder.
const Patience = 10 * time.Minute

// The tables of a run.
const (
	figuresFile = "figures.parquet"
	setFile     = "set.parquet"
	tasksFile   = "tasks.parquet"
	rulesFile   = "rules.parquet"
	reportFile  = "report.md"
)

// file is a file of a run.
type file struct {
	name string
	text []byte
}

// publish writes the run. Only this needs the lock: it gives the run its number.
func (w *work) publish(ctx context.Context, began time.Time) (string, error) {
	prev, err := w.store.Latest()
	if err != nil {
		return "", err
	}
	r := w.record()
	r.Names, r.Targets = w.names()
	if err := w.keep(ctx, r); err != nil {
		return "", err
	}
	w.out.Warnings = append(w.out.Warnings, r.unkept()...)
	files, err := w.files(ctx, prev, r)
	r.Tasks.Stored, r.Tasks.Ran = w.event.Stored, r.Tasks.Done-w.event.Stored // damaged results were computed again
	if err == nil {
		files, err = w.assess(r, files)
	}
	if err != nil {
		return "", err
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if err := os.MkdirAll(w.store.path(runsDir), 0o755); err != nil {
		return "", fmt.Errorf("run folder %s: %w", w.store.dir, atomic.Reason(err))
	}
	lock, err := w.store.publishing(ctx)
	if err != nil {
		return "", err
	}
	run, err := w.put(lock, r, files, began)
	if fault := lock.Release(); err == nil && fault != nil {
		err = fault
	}
	if err == nil {
		w.out.Record, err = r, w.copies(w.assessment.files)
	}
	return run, err
}

// publishing takes the lock of publishing.
func (s *Store) publishing(ctx context.Context) (*atomic.Lock, error) {
	lock, err := atomic.Acquire(ctx, s.path(lockFile), Patience)
	if err != nil && ctx.Err() == nil && !errors.As(err, new(*atomic.Busy)) && !strings.Contains(err.Error(), lockFile) {
		err = fmt.Errorf("%s: %w", s.path(lockFile), atomic.Reason(err))
	}
	return lock, err
}

// put gives the run its number and moves it into place.
func (w *work) put(lock *atomic.Lock, r *Record, files []file, began time.Time) (string, error) {
	if err := w.store.remake(); err != nil {
		return "", err
	}
	runs, err := w.store.Runs()
	if err != nil {
		return "", err
	}
	r.Number = 1
	if len(runs) > 0 {
		r.Prev = runs[len(runs)-1]
		r.Number = numberOf(r.Prev) + 1
	}
	r.Run = fmt.Sprintf("run=%06d-%s", r.Number, r.Keys[:4])
	r.Began, r.Ended = began.UTC().Format(time.RFC3339), w.q.Clock().UTC().Format(time.RFC3339)
	files = append(files, w.measured(r))
	w.assessment.files = files
	for _, f := range files {
		r.Files = append(r.Files, FileRecord{f.name, sumOf(f.text), int64(len(f.text))})
	}
	text, err := jsonOf(r)
	if err != nil {
		return "", err
	}
	if err := lock.Check(); err != nil {
		return "", err
	}
	err = atomic.Folder(w.store.path(runsDir, r.Run), func(dir string) error {
		for _, f := range append(files, file{recordFile, text}) {
			if err := atomic.WriteInto(dir, f.name, f.text); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("run folder %s: %w", w.store.dir, err)
	}
	if !r.Whole {
		return r.Run, nil
	}
	if text, err = jsonOf(latest{RecordVersion, r.Number, r.Run}); err != nil {
		return "", err
	}
	return r.Run, w.store.write(text, latestFile)
}

// record is the record of the run as far as it is known before it is published.
func (w *work) record() *Record {
	r := &Record{Version: RecordVersion, Model: engine.Model, Program: w.q.Version, Machine: machine(), Whole: w.whole(), Missing: w.missing,
		Plan:  PlanRecord{w.plan.Name, w.plan.File.Name, absolute(w.plan.File.Name), w.plan.File.SHA256, w.plan.File.Bytes, w.plan.Measures},
		Tasks: Counts{All: w.event.All, Done: w.event.Done - w.event.Failed, Stored: w.event.Stored, Failed: w.event.Failed}}
	r.Tasks.Ran = r.Tasks.Done - r.Tasks.Stored
	keys := []string{"tables 4", w.q.Version, string(w.language()), w.plan.Name, strings.Join(w.plan.Measures, ",")}
	causes := map[string][]string{}
	for _, t := range w.tasks {
		keys = append(keys, t.Name(), t.Key, t.Cause, strconv.FormatBool(t.Added))
		if t.Cause != "" {
			causes[t.Cause] = append(causes[t.Cause], t.Name())
		}
	}
	r.Keys = hashOf(keys)
	for cause, tasks := range causes {
		r.Failures = append(r.Failures, CauseRecord{cause, tasks})
	}
	slices.SortFunc(r.Failures, func(a, b CauseRecord) int {
		if n := len(b.Tasks) - len(a.Tasks); n != 0 {
			return n
		}
		return strings.Compare(a.Cause, b.Cause)
	})
	for _, c := range w.counties {
		of := CountyRecord{ID: c.of.ID, File: c.path, Sections: map[string]string{}}
		for _, s := range c.sections {
			of.Sections[s.name] = s.hash
		}
		of.Inputs = w.inputsOf(c)
		r.Counties = append(r.Counties, of)
	}
	return r
}

// files returns the tables. If the run before has the same tasks with
// the same results, its tables are taken: they have the same bytes.
func (w *work) files(ctx context.Context, prev *Record, r *Record) ([]file, error) {
	if out := w.sameTables(prev, r); out != nil {
		return out, nil
	}
	tables, err := Merge(w.tasks, w.plan.Measures, w.sound(ctx))
	if err != nil {
		return nil, err
	}
	return []file{{figuresFile, tables.Figures}, {setFile, tables.Set}, {tasksFile, tables.Tasks}, {rulesFile, tables.Rules}}, nil
}

// sameTables returns the tables of the run before if they would be the same, nil if not.
func (w *work) sameTables(prev, r *Record) []file {
	if prev == nil || prev.Keys != r.Keys || r.Tasks.Ran != 0 {
		return nil
	}
	var out []file
	for _, f := range prev.Files {
		if path.Ext(f.Name) != ".parquet" || f.Name == gatesFile {
			continue
		}
		text, err := w.store.tableOfRun(prev, f.Name)
		if err != nil {
			return nil
		}
		out = append(out, file{f.Name, text})
	}
	return out
}
