package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"saavu/internal/atomic"
	"saavu/internal/engine"
)

// RunsVersion is the version of the layout of a run folder.
const RunsVersion = 1

// The names in a run folder.
const (
	formatFile = "saavu-runs.json"
	tasksDir   = "tasks"
	readsDir   = "reads"
	failedDir  = "failed"
	runsDir    = "runs"
	latestFile = "latest.json"
	lockFile   = "publish.lock"
	resultEnd  = ".json.zst"
)

// Store is a run folder: finished tasks by key, failures and runs. Several programs may
// use it at once: a result is published by one rename, and a second one with the same
// key has the same bytes.
type Store struct {
	dir  string
	made bool // it is a run folder already

	lock    sync.Mutex
	names   map[string]bool // keys of the results there
	folders map[string]bool // of results that are there, by name
	lists   []pathList      // what results have read, by hash
}

// BadFolder is the error of a folder that cannot be a run folder: it has files of
// others, or a newer program has written it.
type BadFolder struct{ text string }

// Error says what is wrong and what to do.
func (b *BadFolder) Error() string { return b.text }

// OpenStore opens a run folder, which may be missing or empty: then Create makes it one.
// A folder of a newer program, and one that has other files, is a BadFolder.
func OpenStore(dir string) (*Store, error) {
	s := &Store{dir: dir, names: map[string]bool{}, folders: map[string]bool{}}
	text, err := os.ReadFile(s.path(formatFile))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return s, s.free()
	}
	if err != nil {
		return nil, fmt.Errorf("run folder %s: %w", dir, atomic.Reason(err))
	}
	s.made = true
	var f format
	if err := json.Unmarshal(text, &f); err != nil || f.Format != formatWord {
		return nil, &BadFolder{fmt.Sprintf("%s is not that of a run folder: name another folder", s.path(formatFile))}
	}
	if f.Version > RunsVersion {
		return nil, &BadFolder{fmt.Sprintf("run folder %s has version %d, this program reads up to %d: use a newer program, or name another folder", dir, f.Version, RunsVersion)}
	}
	if err := s.latestFits(); err != nil {
		return nil, err
	}
	return s, s.Refresh()
}

// free refuses a folder that has files of others.
func (s *Store) free() error {
	for at := filepath.Clean(s.dir); ; at = filepath.Dir(at) { // a file on the way is no folder either
		info, err := os.Stat(at)
		if err == nil && !info.IsDir() {
			return &BadFolder{at + " is a file, expected a folder: name a new folder or an empty one"}
		}
		if err == nil || at == filepath.Dir(at) {
			break
		}
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
	}
	for _, e := range entries {
		if e.Name() == formatFile { // another run has just made it
			return nil
		}
	}
	for _, e := range entries {
		if !atomic.Ours(e.Name()) {
			return &BadFolder{fmt.Sprintf("%s is not a run folder: it has %s and no %s: name a new folder or an empty one", s.dir, e.Name(), formatFile)}
		}
	}
	return nil
}

func (s *Store) path(names ...string) string {
	return filepath.Join(append([]string{s.dir}, names...)...)
}

// model is the folder of the results of the present model.
func (s *Store) model(names ...string) string {
	return s.path(append([]string{tasksDir, engine.Model}, names...)...)
}

// write replaces a file of the folder, whole or not at all. The folder of the file is
// made if it is missing.
func (s *Store) write(text []byte, names ...string) error {
	name := s.path(names...)
	to := func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}
	err := atomic.Write(name, to)
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(filepath.Dir(name), 0o755); err == nil {
			err = atomic.Write(name, to)
		}
		if err == nil {
			return s.remake()
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, atomic.Reason(err))
	}
	return nil
}

// Refresh looks for results that other programs have stored.
func (s *Store) Refresh() error {
	names, there := map[string]bool{}, map[string]bool{}
	folders, err := os.ReadDir(s.model())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
	}
	for _, folder := range folders {
		if folder.Name() == readsDir {
			continue
		}
		files, err := os.ReadDir(s.model(folder.Name()))
		if err != nil {
			return fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
		}
		there[folder.Name()] = true
		for _, f := range files {
			if key, ok := strings.CutSuffix(f.Name(), resultEnd); ok {
				names[key] = true
			}
		}
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.names, s.folders, s.lists = names, there, nil
	return s.readLists()
}

// readLists reads the lists of parameters that other programs have stored since. Without
// them, the results that read these parameters are not found.
func (s *Store) readLists() error {
	files, err := os.ReadDir(s.model(readsDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
	}
	for _, f := range files {
		hash, ok := strings.CutSuffix(f.Name(), ".json")
		if !ok || atomic.Ours(f.Name()) || slices.ContainsFunc(s.lists, func(x pathList) bool { return x.hash == hash }) {
			continue
		}
		if list, ok := s.list(f.Name()); ok {
			s.lists = append(s.lists, list)
		}
	}
	return nil
}

// list reads a list of parameters. One that is damaged is of no use and is ignored: its
// tasks run again.
func (s *Store) list(name string) (pathList, bool) {
	text, err := os.ReadFile(s.model(readsDir, name))
	var paths []string
	if err != nil || json.Unmarshal(text, &paths) != nil {
		return pathList{}, false
	}
	list := newPathList(paths)
	return list, list.hash+".json" == name
}

// find returns the key of the stored result of a task, "" if there is none.
func (s *Store) find(f *finder, coarse string) string {
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, list := range s.lists {
		if key := f.key(coarse, list); s.names[key] {
			return key
		}
	}
	return ""
}

// Load reads a stored result of the present model. The error of a file that is not
// there is fs.ErrNotExist, that of one that is damaged a Damaged.
func (s *Store) Load(key string) (*Result, error) { return s.loadOf(engine.Model, key) }

// appeared returns the keys of results that other programs have stored since the folder was
// read, by task. A result that cannot be found is computed again.
func (s *Store) appeared(tasks []*Task) map[*Task]string {
	s.lock.Lock()
	defer s.lock.Unlock()
	_ = s.readLists() // those that are known by now are looked for
	out := map[*Task]string{}
	for _, t := range tasks {
		for _, list := range s.lists {
			key := t.group.find.key(t.coarse, list)
			if _, err := os.Stat(s.model(key[:2], key+resultEnd)); err == nil {
				s.names[key], out[t] = true, key
				break
			}
		}
	}
	return out
}
