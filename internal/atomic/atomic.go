// Package atomic writes files completely or not at all: a single file, or a set
// of files with a manifest. It writes a temporary file next to the final one,
// flushes it to the disk and renames it. The temporary name is new and
// identifies its process, so that no other run and no symbolic link has it. The
// next run removes what dead processes left behind. Errors explain the cause,
// but leave the file's name to the caller.
package atomic

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Write creates or replaces the file name with what to writes. If name is a
// symbolic link, it writes the target of the link. The new file keeps the
// permissions of an earlier one. On an error nothing is left behind and an
// earlier file is unchanged.
func Write(name string, to func(io.Writer) error) error {
	return Build(name, func(part string) error { return Fill(part, to) })
}

// Build is Write for code that writes to a file name: build fills the empty file
// part.
func Build(name string, build func(part string) error) error {
	name, err := Place(name)
	if err != nil {
		return err
	}
	dir := filepath.Dir(name)
	part, err := begin(dir, rand.Uint64)
	if err != nil {
		return err
	}
	sweep(dir)
	if err = guardAs(part, name); err == nil {
		err = build(part)
	}
	if err == nil {
		err = flush(part)
	}
	if err == nil {
		err = Rename(part, name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return flushFolder(dir)
}

// guardAs gives an empty file the permissions of an earlier one.
func guardAs(part, name string) error {
	earlier, err := os.Stat(name)
	if err != nil {
		return nil // no earlier file
	}
	info, err := os.Stat(part)
	want := earlier.Mode().Perm() | 0o600 // this run has to write it
	if err != nil || info.Mode().Perm() == want {
		return bare(err)
	}
	return bare(os.Chmod(part, want))
}

// WriteNew is Write for a file that must not exist yet. If it does, the error is
// fs.ErrExist.
func WriteNew(name string, to func(io.Writer) error) error {
	name = inside(name)
	dir := filepath.Dir(name)
	part, err := begin(dir, rand.Uint64)
	if err != nil {
		return err
	}
	sweep(dir)
	if err = Fill(part, to); err == nil {
		err = flush(part)
	}
	if err == nil {
		err = give(part, name)
	}
	if fault := os.Remove(part); err == nil && !errors.Is(fault, fs.ErrNotExist) {
		err = fault
	}
	if err != nil {
		return err
	}
	return flushFolder(dir)
}

// give adds a second name to a file; the name must be new.
func give(part, name string) error {
	err := os.Link(part, name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return bare(err)
	}
	// Not every file system has hard links. An empty file reserves the name until
	// the complete file is renamed to it.
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return bare(err)
	}
	if err = f.Close(); err == nil {
		err = Rename(part, name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// Place returns the path of a file after following symbolic links. It refuses what
// no file can replace.
func Place(name string) (string, error) {
	for range 40 { // as many links as Linux follows
		to, err := os.Readlink(name)
		if err != nil {
			return inside(name), replaceable(name)
		}
		if !filepath.IsAbs(to) {
			folder, _ := filepath.Split(name) // not Join, see inside
			to = folder + to
		}
		name = to
	}
	return "", errors.New("the symbolic links form a loop")
}

// inside resolves ".." in a name as the system does, relative to the target of a
// link. filepath.Join would resolve it relative to the link itself.
func inside(name string) string {
	last := 0
	for i := 0; i+2 <= len(name); i++ {
		if name[i:i+2] == ".." && (i == 0 || os.IsPathSeparator(name[i-1])) &&
			(i+2 == len(name) || os.IsPathSeparator(name[i+2])) {
			last = i + 2
		}
	}
	if last == 0 {
		return name
	}
	folder, err := filepath.EvalSymlinks(name[:last])
	if err != nil { // opening the file reports it too
		return name
	}
	return filepath.Join(folder, name[last:])
}

func replaceable(name string) error {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return bare(err)
	case info.IsDir():
		return errors.New("it is a directory")
	case !info.Mode().IsRegular():
		return errors.New("it exists but is not a regular file")
	}
	return nil
}

// begin creates an empty file under a new name.
func begin(dir string, draw func() uint64) (string, error) {
	f, err := create(dir, draw)
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// create opens a new file under a new name for writing. O_EXCL refuses existing names,
// also dangling symbolic links.
func create(dir string, draw func() uint64) (*os.File, error) {
	for tries := 0; ; tries++ {
		part := temporary(dir, draw())
		f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		switch {
		case err == nil:
			return f, nil
		case errors.Is(err, fs.ErrNotExist) && isFolder(dir): // of a file system like /proc
			return nil, fmt.Errorf("the folder %s takes no new files", dir)
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("there is no folder %s (%w)", dir, fs.ErrNotExist)
		case !errors.Is(err, fs.ErrExist) || tries == 100:
			return nil, fmt.Errorf("the folder %s cannot be written to: %w", dir, bare(err))
		}
	}
}

// Fill writes into an existing empty file, such as that of Build.
func Fill(part string, to func(io.Writer) error) (err error) {
	f, err := os.OpenFile(part, os.O_WRONLY, 0)
	if err != nil {
		return bare(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(nameless{f}, 1<<16)
	if err := to(w); err != nil {
		return err
	}
	return w.Flush()
}

// nameless writes to a file with errors that do not name it: its name is temporary.
type nameless struct{ to *os.File }

func (w nameless) Write(text []byte) (int, error) {
	n, err := w.to.Write(text)
	return n, bare(err)
}

// flush waits until the file is on the disk, so that a power cut after the rename
// cannot replace a good file with an empty one.
func flush(part string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return bare(err)
	}
	return errors.Join(bare(f.Sync()), bare(f.Close()))
}

// RemoveAll removes a folder and its content, if it exists. It removes entries
// one by one: os.RemoveAll uses a deletion on Windows that not every shared
// folder supports ("Invalid function").
func RemoveAll(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		at := filepath.Join(dir, e.Name())
		if e.IsDir() {
			err = errors.Join(err, RemoveAll(at))
		} else {
			err = errors.Join(err, os.Remove(at))
		}
	}
	if err != nil { // the cause matters more than that the folder is not empty
		return err
	}
	return os.Remove(dir)
}
