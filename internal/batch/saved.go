package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"saavu/internal/atomic"
	"saavu/internal/engine"
)

// finished is the result of a task before it is stored.
type finished struct {
	result *Result
	coarse string   // hash of its parts
	paths  []string // what it has read
}

// save stores the results of tasks with the same parameters and sets their keys. It waits
// for the disk once for all of them; on return all are there. On an error some may be.
func (s *Store) save(f *finder, list []finished) error {
	files := make([]atomic.NewFile, len(list))
	for i, x := range list {
		read := newPathList(x.paths)
		x.result.Key, x.result.Reads = s.keyOf(f, x.coarse, read)
		if err := s.saveList(read); err != nil {
			return err
		}
		packed, err := x.result.encode()
		if err != nil {
			return err
		}
		key := x.result.Key
		files[i] = atomic.NewFile{Name: s.model(key[:2], key+resultEnd), Text: packed}
	}
	if err := s.writeFiles(files); err != nil {
		return err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, x := range list {
		s.names[x.result.Key] = true
	}
	return nil
}

// keyOf returns the key of a result and the parameters that it has read.
func (s *Store) keyOf(f *finder, coarse string, list pathList) (string, []Read) {
	s.lock.Lock()
	defer s.lock.Unlock()
	return f.key(coarse, list), f.reads[list.hash].values
}

// writeFiles writes results or failures. It waits for the disk once for all of them. Their
// folders are made where they are missing, also those that were removed while the run was
// at work.
func (s *Store) writeFiles(files []atomic.NewFile) error {
	s.lock.Lock()
	var missing []string
	for i := range files {
		if dir := filepath.Dir(files[i].Name); !s.folders[filepath.Base(dir)] {
			missing, s.folders[filepath.Base(dir)] = append(missing, dir), true
		}
	}
	s.lock.Unlock()
	for _, dir := range missing {
		_ = os.MkdirAll(dir, 0o755) // without it, writing says what is wrong
	}
	err := atomic.WriteAll(files)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for i := range files {
		if err := os.MkdirAll(filepath.Dir(files[i].Name), 0o755); err != nil {
			return fmt.Errorf("%s: %w", files[i].Name, atomic.Reason(err))
		}
	}
	return errors.Join(atomic.WriteAll(files), s.remake())
}

// saveList stores a list of parameters before the first result that read it.
func (s *Store) saveList(list pathList) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	if slices.ContainsFunc(s.lists, func(x pathList) bool { return x.hash == list.hash }) {
		return nil
	}
	text, err := json.Marshal(list.paths)
	if err == nil {
		err = s.write(append(text, '\n'), tasksDir, engine.Model, readsDir, list.hash+".json")
	}
	if err == nil {
		s.lists = append(s.lists, list)
	}
	return err
}
