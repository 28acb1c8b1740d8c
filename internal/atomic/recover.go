package atomic

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// TakeBack is for readers of a folder whose set is missing. If a run was killed
// while it published, TakeBack restores the earlier set. It does nothing while
// a run is working, or if nothing was begun.
func TakeBack(ctx context.Context, dir string, m Manifest) error {
	if exists(filepath.Join(dir, m.Name)) {
		return nil
	}
	stages, err := stagesIn(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(stages) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	lock, err := Acquire(ctx, filepath.Join(dir, lockName), 0)
	if busy := (*Busy)(nil); errors.As(err, &busy) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(takeBackAll(dir, m), lock.Release())
}

// stagesIn lists the stages in a folder. While this process has the lock of the
// folder, they are left by other runs.
func stagesIn(dir string) (stages []string, err error) {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if _, ours := fateOfName(e.Name()); ours && e.IsDir() {
			stages = append(stages, filepath.Join(dir, e.Name()))
		}
	}
	return stages, bare(err)
}

// takeBackAll undoes what dead runs began in a folder, and removes their stages.
func takeBackAll(dir string, m Manifest) error {
	stages, err := stagesIn(dir)
	if err != nil {
		return err
	}
	for _, stage := range stages {
		if err := takeBack(dir, stage, m); err != nil {
			return fmt.Errorf("an unfinished earlier run cannot be undone: %w; its files are in %s: remove that folder if nobody needs them", err, stage)
		}
		_ = RemoveAll(stage) // what remains does no harm
	}
	return nil
}

// takeBack restores the files of a folder that a stage had begun to replace,
// the manifest last, so that it can be repeated if it is interrupted. A stage
// is untrusted input: only regular files with plain names count. A file that is
// neither missing nor the stage's new one belongs to somebody else and stays.
func takeBack(dir, stage string, m Manifest) error {
	old := filepath.Join(stage, oldName)
	if !isFolder(old) || exists(filepath.Join(dir, m.Name)) || !exists(filepath.Join(stage, m.Name)) {
		return nil // not begun, or finished
	}
	fresh, err := m.Files(stage)
	if err != nil {
		return err
	}
	names := map[string]*File{}
	for i := range fresh {
		names[fresh[i].Name] = &fresh[i]
	}
	entries, err := os.ReadDir(old)
	if err != nil {
		return bare(err)
	}
	for _, e := range entries {
		if _, known := names[e.Name()]; !known && e.Name() != m.Name && plain(e.Name()) && e.Type().IsRegular() {
			names[e.Name()] = nil
		}
	}
	for name, f := range names {
		if err := restore(dir, stage, name, f); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := flushFolder(dir); err != nil {
		return err
	}
	if err := restore(dir, stage, m.Name, nil); err != nil {
		return fmt.Errorf("%s: %w", m.Name, err)
	}
	return errors.Join(bare(os.Remove(filepath.Join(stage, m.Name))), flushFolder(dir))
}

// restore restores one file, or removes a new one that had no earlier one.
// fresh is the stage's file with that name, nil if there is none.
func restore(dir, stage, name string, fresh *File) error {
	at, earlier := filepath.Join(dir, name), filepath.Join(stage, oldName, name)
	brought := false
	if fresh != nil && !exists(filepath.Join(stage, name)) {
		against, err := fresh.against(context.Background(), dir) // undo even if the context has ended
		if err != nil {
			return err
		}
		brought = against.Kind == Same
	}
	switch info, err := os.Lstat(earlier); {
	case err == nil && info.Mode().IsRegular() && (brought || !exists(at)):
		return Rename(earlier, at)
	case errors.Is(err, fs.ErrNotExist) && brought:
		return bare(os.Remove(at))
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func isFolder(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}
