package atomic

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Changes lists what publishing a set did to the files of an earlier one, by name.
type Changes struct {
	Removed  []string // only in the earlier set
	Kept     []string // only in the earlier set, but changed since they were written
	Replaced []string // changed since they were written, and replaced
}

// patience is how long a run waits for another one that publishes into the same
// folder. It is longer than a dead run can appear alive.
const patience = Stale + Stale/4

// lockName is the file of the lock of a folder.
const lockName = ".saavu-lock"

// Publish puts a set of files into a folder, which it creates if needed. fill
// adds all files, with the manifest, to a stage; then they are moved into
// place. On any error, and when ctx ends, the folder is unchanged. A process
// that is killed leaves one of the two sets complete, or none: the manifest is
// removed first and added last, and the next run undoes what was begun (see
// TakeBack).
//
// Files of an earlier set that are not in the new one are removed, unless they
// were changed. Other files are never touched: if one has the name of a file of
// the set, nothing is written. A second run waits for the first; if that takes
// more than a minute, the error is a Busy.
func Publish(ctx context.Context, dir string, m Manifest, fill func(*Stage) error) (Changes, error) {
	dir = inside(dir)
	made, err := missing(dir)
	if err != nil {
		return Changes{}, err
	}
	var lock *Lock
	for range 3 { // a run that fails removes a folder that it created
		if err = os.MkdirAll(dir, 0o755); err == nil {
			lock, err = Acquire(ctx, filepath.Join(dir, lockName), patience)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if err != nil {
		unmake(made)
		if busy := (*Busy)(nil); errors.As(err, &busy) || ctx.Err() != nil {
			return Changes{}, err
		}
		return Changes{}, fmt.Errorf("cannot be written to: %w", err)
	}
	s := &Stage{dir: dir, manifest: m, lock: lock}
	changes, err := s.run(ctx, fill)
	if err != nil && ctx.Err() == nil && !errors.Is(err, ErrLost) && errors.Is(lock.Check(), ErrLost) {
		err = ErrLost // the run that took it has removed the stage, which caused err
	}
	if s.at != "" && !s.stuck {
		fault := s.clear()
		if fault != nil && err == nil {
			fault = fmt.Errorf("the new files are in place, but %w; the next run removes it", fault)
		}
		err = errors.Join(err, fault)
	}
	err = errors.Join(err, lock.Release())
	if err != nil {
		unmake(made)
	}
	return changes, err
}

// missing lists the folders that do not exist, outermost first.
func missing(dir string) (list []string, err error) {
	if dir == "" {
		return nil, errors.New("no name given")
	}
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err == nil && !info.IsDir() {
			return nil, fmt.Errorf("%s is a file, expected a folder", at)
		}
		if err == nil || at == filepath.Dir(at) {
			return list, nil
		}
		if exists(at) {
			return nil, fmt.Errorf("%s is a symbolic link that leads to no folder: name another folder, or remove it", at)
		}
		list = append([]string{at}, list...)
	}
}

// unmake removes created folders that are empty.
func unmake(made []string) {
	for i := len(made) - 1; i >= 0; i-- {
		if isFolder(made[i]) {
			os.Remove(made[i])
		}
	}
}

// Stage holds the files of a set until they are moved into place.
type Stage struct {
	dir, at  string // the folder, and the hidden one in it
	manifest Manifest
	names    []string
	lock     *Lock
	stuck    bool // earlier files could not be put back
}

// Path returns the path of a new file of the set, for code that writes to a
// file name.
func (s *Stage) Path(name string) (string, error) {
	at := filepath.Join(s.at, name)
	if !plain(name) {
		return "", fmt.Errorf("%q is not the plain name of a file of at most %d bytes", name, longestName)
	}
	again := slices.ContainsFunc(s.names, func(other string) bool { return strings.EqualFold(name, other) })
	if _, err := os.Lstat(at); again || !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s would be written twice: names that differ only in case may be the same file", name)
	}
	s.names = append(s.names, name)
	return at, nil
}

// Add writes a new file of the set.
func (s *Stage) Add(name string, to func(io.Writer) error) error {
	at, err := s.Path(name)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err == nil {
		w := bufio.NewWriterSize(f, 1<<16)
		if err = to(w); err == nil {
			err = w.Flush()
		}
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, bare(err))
	}
	return nil
}

// Files returns the added files, in order, for the manifest.
func (s *Stage) Files() ([]File, error) {
	list := make([]File, len(s.names))
	for i, name := range s.names {
		var err error
		if list[i], err = sum(context.Background(), s.at, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return list, nil
}

func (s *Stage) run(ctx context.Context, fill func(*Stage) error) (Changes, error) {
	if err := takeBackAll(s.dir, s.manifest); err != nil {
		return Changes{}, err
	}
	sweep(s.dir)
	s.at = temporary(s.dir, rand.Uint64())
	// On Windows files keep the permissions of the folder that they are created in.
	if err := os.Mkdir(s.at, 0o755); err != nil {
		return Changes{}, fmt.Errorf("cannot be written to: %w", bare(err))
	}
	if err := fill(s); err != nil {
		return Changes{}, err
	}
	for _, name := range s.names {
		if err := flush(filepath.Join(s.at, name)); err != nil {
			return Changes{}, fmt.Errorf("%s: %w", name, bare(err))
		}
	}
	if err := flushFolder(s.at); err != nil {
		return Changes{}, err
	}
	return s.publish(ctx)
}

// clear removes the stage.
func (s *Stage) clear() error {
	if err := RemoveAll(s.at); err != nil {
		return fmt.Errorf("the folder %s of unfinished files could not be removed: %w", s.at, Reason(err))
	}
	return nil
}
