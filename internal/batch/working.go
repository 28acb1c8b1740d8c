package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"

	"saavu/internal/atomic"
)

// workingDir is the folder of the locks of runs that are at work, one each. While there is
// one, Prune removes no stored result and no input: the run may have found it.
const workingDir = "working"

// pruneLock is held while something is removed, and while a run says that it is at work.
const pruneLock = "prune.lock"

// working says that a run is at work, and looks for results again after what was being
// removed is gone. The error is that of ctx or an atomic.Busy. A folder in which no lock
// can be made has none: what is wrong with it shows when something is stored.
func (s *Store) working(ctx context.Context) (end func(), err error) {
	none := func() {}
	if !s.made { // it has nothing yet
		return none, nil
	}
	_ = os.MkdirAll(s.path(workingDir), 0o755) // without it, there is no lock
	prune, err := atomic.Acquire(ctx, s.path(pruneLock), Patience)
	if err != nil {
		if ctx.Err() == nil && !errors.As(err, new(*atomic.Busy)) {
			err = nil
		}
		return none, err
	}
	s.sweep()
	_, _ = s.atWork(ctx) // only to remove the locks of dead processes
	own, fault := atomic.Acquire(ctx, s.path(workingDir, fmt.Sprintf("%d-%016x.lock", os.Getpid(), rand.Uint64())), 0)
	if err := errors.Join(prune.Release(), s.Refresh()); err != nil || fault != nil {
		if fault == nil {
			_ = own.Release() // it ends with the process
		}
		return none, err
	}
	return func() { _ = own.Release() }, nil // it ends with the process
}

// sweep removes the temporary files of dead processes, outside published runs. Those that
// cannot be removed stay.
func (s *Store) sweep() {
	dirs := map[string]bool{}
	_ = filepath.WalkDir(s.dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() && filepath.Dir(name) == s.path(runsDir) {
			return fs.SkipDir
		}
		if atomic.Ours(e.Name()) {
			dirs[filepath.Dir(name)] = true
		}
		return nil
	})
	for dir := range dirs {
		atomic.Sweep(dir)
	}
}

// atWork reports whether a run is at work. Locks of dead processes are removed.
func (s *Store) atWork(ctx context.Context) (working bool, err error) {
	entries, err := os.ReadDir(s.path(workingDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
	}
	for _, e := range entries {
		lock, err := atomic.Acquire(ctx, s.path(workingDir, e.Name()), 0)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil { // it is busy, or of another user
			working = true
			continue
		}
		if err := lock.Release(); err != nil {
			return false, err
		}
	}
	return working, nil
}
