package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"saavu/internal/atomic"
)

// tableOfRun reads a file of a run, and checks that it is the one of the record. Every
// table is read here first: the reader of tables panics on some damaged files. The error
// of a file that is damaged or missing is a Damaged.
func (s *Store) tableOfRun(r *Record, name string) ([]byte, error) {
	file := s.File(r.Run, name)
	i := slices.IndexFunc(r.Files, func(f FileRecord) bool { return f.Name == name })
	if i < 0 {
		return nil, s.damagedRun(file, r.Run, fmt.Errorf("the record of its run does not name it"))
	}
	text, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, s.damagedRun(file, r.Run, errors.New("it is missing"))
	case err != nil:
		return nil, fmt.Errorf("%s: %w", file, atomic.Reason(err))
	case sumOf(text) != r.Files[i].SHA256:
		return nil, s.damagedRun(file, r.Run, errors.New("it does not have the bytes that were written"))
	}
	return text, nil
}

// damagedRun is the error of a damaged file of a run, with what to do.
func (s *Store) damagedRun(file, run string, err error) error {
	return &Damaged{Name: file, Err: err, Hint: fmt.Sprintf("put it back from a copy, or remove the folder %s; saavu batch verify --out %s lists what is damaged", s.path(runsDir, run), s.dir)}
}

// rowsOf reads a table of a run.
func rowsOf[T any](s *Store, r *Record, name string) ([]T, error) {
	text, err := s.tableOfRun(r, name)
	if err != nil {
		return nil, err
	}
	rows, err := rowsIn[T](text)
	if err != nil {
		return nil, s.damagedRun(s.File(r.Run, name), r.Run, err)
	}
	return rows, nil
}

// bothOf reads a table of two runs.
func bothOf[T any](s *Store, a, b *Record, name string) (before, after []T, err error) {
	if before, err = rowsOf[T](s, a, name); err == nil {
		after, err = rowsOf[T](s, b, name)
	}
	return before, after, err
}

// newestKeys returns the newest whole run whose tasks can be read, with their keys; nil
// if there is none. Damaged runs are left out, with why.
func (s *Store) newestKeys() (*Record, map[string]string, []error, error) {
	if err := s.latestFits(); err != nil {
		return nil, nil, nil, err
	}
	list, faults, err := s.Records()
	for _, r := range slices.Backward(list) {
		if !r.Whole {
			continue
		}
		keys, err := s.keysOf(r)
		if errors.As(err, new(*Damaged)) {
			faults = append(faults, err)
			continue
		}
		return r, keys, faults, err
	}
	return nil, map[string]string{}, faults, err
}

// rowsIn lists the rows of a table.
func rowsIn[T any](text []byte) ([]T, error) {
	var rows []T
	err := eachRow(text, func(r *T) { rows = append(rows, *r) })
	return rows, err
}
