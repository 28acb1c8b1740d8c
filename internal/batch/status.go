package batch

import (
	"bytes"
	"errors"
	"io"
	"os"

	"github.com/parquet-go/parquet-go"
)

// Status is what a run folder has.
type Status struct {
	Results int      // stored results of the present model
	Runs    []string // names of the published runs, the oldest first
	Latest  *Record  // nil without a run
}

// StatusOf reads what a run folder has.
func StatusOf(dir string) (*Status, error) {
	s, err := OpenRuns(dir)
	if err != nil {
		return nil, err
	}
	out := &Status{Results: len(s.names)}
	if out.Runs, err = s.Runs(); err == nil {
		out.Latest, err = s.Latest()
	}
	return out, err
}

// keysOf returns the keys of the tasks of a run by name; "" for one that failed.
func (s *Store) keysOf(run string) (map[string]string, error) {
	rows, err := readTable[taskRow](s.File(run, tasksFile))
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range rows {
		out[r.Task] = ""
		if r.Key != nil {
			out[r.Task] = *r.Key
		}
	}
	return out, nil
}

// readTable reads a table of a run.
func readTable[T any](name string) ([]T, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r := parquet.NewGenericReader[T](bytes.NewReader(text))
	rows := make([]T, r.NumRows())
	n, err := r.Read(rows)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return rows[:n], errors.Join(err, r.Close())
}
