package atomic

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

// oldName is the folder in a stage that keeps earlier files until all new ones
// are in place.
const oldName = "old"

// publish moves the files of the stage to their places. If one cannot be moved, it
// restores all.
func (s *Stage) publish(ctx context.Context) (Changes, error) {
	if !slices.Contains(s.names, s.manifest.Name) {
		return Changes{}, fmt.Errorf("no %s was added to the set", s.manifest.Name)
	}
	earlier, err := s.manifest.Files(s.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Changes{}, fmt.Errorf("%w; no run has written it: name another folder, or remove it", err)
	}
	if err := s.foreign(earlier, err == nil); err != nil {
		return Changes{}, err
	}
	changes, err := s.compare(ctx, earlier)
	if err != nil {
		return Changes{}, err
	}
	if err := s.move(ctx, changes.Removed); err != nil {
		if fault := s.back(); fault != nil {
			s.stuck = true
			err = errors.Join(err, fault, fmt.Errorf("earlier files could not be restored and are in %s: the next run restores them", filepath.Join(s.at, oldName)))
		}
		return Changes{}, err
	}
	return changes, nil
}

// back undoes move, unless another run has taken over.
func (s *Stage) back() error {
	if err := s.lock.Check(); err != nil {
		return err
	}
	return takeBack(s.dir, s.at, s.manifest)
}

// foreign reports all files in the way that no run has written.
func (s *Stage) foreign(earlier []File, known bool) error {
	var faults []error
	for _, name := range s.names {
		ours := known && name == s.manifest.Name || slices.ContainsFunc(earlier, func(f File) bool { return f.Name == name })
		at := filepath.Join(s.dir, name)
		info, err := os.Lstat(at)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			faults = append(faults, fmt.Errorf("%s: %w", at, bare(err)))
		case !info.Mode().IsRegular():
			faults = append(faults, fmt.Errorf("%s is %s, expected a file or nothing", at, kind(info)))
		case !ours:
			faults = append(faults, fmt.Errorf("%s exists and is not listed in %s: name another folder, or remove it", at, s.manifest.Name))
		}
	}
	return errors.Join(faults...)
}

// compare finds what happens to the files of the earlier set.
func (s *Stage) compare(ctx context.Context, earlier []File) (c Changes, err error) {
	for i := range earlier {
		f := &earlier[i]
		again := slices.Contains(s.names, f.Name)
		against, err := f.against(ctx, s.dir)
		if err != nil {
			return c, fmt.Errorf("%s: %w", filepath.Join(s.dir, f.Name), err)
		}
		_, missing := os.Lstat(filepath.Join(s.dir, f.Name))
		switch {
		case missing != nil:
		case against.Kind == Same && !again:
			c.Removed = append(c.Removed, f.Name)
		case against.Kind != Same && again:
			c.Replaced = append(c.Replaced, f.Name)
		case against.Kind != Same:
			c.Kept = append(c.Kept, f.Name)
		}
	}
	return c, nil
}

// move removes the earlier manifest, then moves every file to its place, and
// the new manifest last.
func (s *Stage) move(ctx context.Context, obsolete []string) error {
	if err := os.Mkdir(filepath.Join(s.at, oldName), 0o755); err != nil {
		return bare(err)
	}
	manifest := s.manifest.Name
	steps := []func() error{func() error { return s.away(manifest) }, func() error { return flushFolder(s.dir) }}
	for _, name := range s.names {
		if name != manifest {
			steps = append(steps, func() error { return s.save(name) }, func() error { return s.into(name) })
		}
	}
	for _, name := range obsolete {
		steps = append(steps, func() error { return s.away(name) })
	}
	steps = append(steps, func() error { return s.into(manifest) })
	for _, step := range steps {
		err := errors.Join(ctx.Err(), s.lock.Check())
		if err == nil {
			err = step()
		}
		if err != nil {
			return err
		}
	}
	return flushFolder(s.dir)
}

// away moves a file of the folder, if it exists, to the old ones.
func (s *Stage) away(name string) error {
	err := Rename(filepath.Join(s.dir, name), filepath.Join(s.at, oldName, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", filepath.Join(s.dir, name), err)
	}
	return nil
}

// save links a file of the folder, if it exists, into the old ones, so that it
// stays in place until the new one replaces it. On Windows the file is moved:
// that fails early if another program has the file open, when a link could not
// be removed again.
func (s *Stage) save(name string) error {
	if runtime.GOOS == "windows" {
		return s.away(name)
	}
	err := os.Link(filepath.Join(s.dir, name), filepath.Join(s.at, oldName, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // not every file system has hard links
		return s.away(name)
	}
	return nil
}

// into moves a file of the stage to its place.
func (s *Stage) into(name string) error {
	at := filepath.Join(s.dir, name)
	if err := Rename(filepath.Join(s.at, name), at); err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	return nil
}
