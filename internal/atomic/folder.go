package atomic

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Folder creates a folder that no run has created before, with what fill writes into
// it. It is built under another name next to it, flushed, and renamed once, so that it
// is there whole or not at all. If the name exists, the error is fs.ErrExist. The next
// call removes what dead processes left behind.
func Folder(name string, fill func(dir string) error) (err error) {
	parent := filepath.Dir(name)
	if exists(name) {
		return fs.ErrExist
	}
	sweepFolders(parent)
	at := temporary(parent, rand.Uint64())
	if err := os.Mkdir(at, 0o755); err != nil {
		return fmt.Errorf("cannot be written to: %w", bare(err))
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, RemoveAll(at))
		}
	}()
	if err := fill(at); err != nil {
		return err
	}
	entries, err := os.ReadDir(at)
	if err != nil {
		return bare(err)
	}
	for _, e := range entries {
		if e.Type().IsRegular() {
			if err := flush(filepath.Join(at, e.Name())); err != nil {
				return fmt.Errorf("%s: %w", e.Name(), bare(err))
			}
		}
	}
	if err := flushFolder(at); err != nil {
		return err
	}
	if err := Rename(at, name); err != nil {
		if exists(name) { // a folder that is not empty is never replaced
			err = fs.ErrExist
		}
		return err
	}
	return flushFolder(parent)
}

// sweepFolders removes the unfinished folders of dead processes of this machine.
func sweepFolders(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if f, ours := fateOfName(e.Name()); ours && e.IsDir() && f == dead {
			_ = RemoveAll(filepath.Join(dir, e.Name())) // the next run tries again
		}
	}
}

// WriteInto writes a new file of a folder that Folder builds.
func WriteInto(dir, name string, text []byte) error {
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return fmt.Errorf("%s: %w", name, bare(err))
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("%s: %w", name, bare(err))
	}
	return nil
}
