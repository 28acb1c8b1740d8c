// Package atomic puts files in their places whole or not at all: one file, or a
// set of files with a manifest. A file is written under a name beside its place
// that is new and says whose it is, so that no other run and no symbolic link has
// it; it is brought to the disk and renamed. What dead processes left is removed
// by the next run. Where a place cannot be taken, the error says why in words.
// Errors leave the name of the file to the caller.
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

// Write makes the file name, or replaces it, of what to writes. Where name is a
// symbolic link, the file that it leads to is written. Who may read an earlier file
// may read the new one. On an error nothing is left behind and an earlier file
// stays as it was.
func Write(name string, to func(io.Writer) error) error {
	return Build(name, func(part string) error { return Fill(part, to) })
}

// Build is Write for a file that is made by its name: build fills the empty file
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

// guardAs lets a file that is still empty be read by whom an earlier one may be.
func guardAs(part, name string) error {
	earlier, err := os.Stat(name)
	if err != nil {
		return nil // there is none
	}
	info, err := os.Stat(part)
	want := earlier.Mode().Perm() | 0o600 // this run has to write it
	if err != nil || info.Mode().Perm() == want {
		return bare(err)
	}
	return bare(os.Chmod(part, want))
}

// WriteNew is Write for a file that must not be there yet: the error is an
// fs.ErrExist where it is.
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

// give lets a file have a second name that must be new.
func give(part, name string) error {
	err := os.Link(part, name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return bare(err)
	}
	// Not every file system has second names. The empty file keeps the name from
	// others until the whole one is there.
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

// Place gives where the file of a name lies, be it behind symbolic links, and
// refuses what no file can replace.
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
	return "", errors.New("the symbolic links lead in a circle")
}

// inside takes ".." out of a name as the system does, which goes up from where a
// link leads. Paths that are joined go up from the link itself.
func inside(name string) string {
	last := 0
	for i := 0; i+2 <= len(name); i++ {
		if name[i:i+2] == ".." && (i == 0 || os.IsPathSeparator(name[i-1])) && (i+2 == len(name) || os.IsPathSeparator(name[i+2])) {
			last = i + 2
		}
	}
	if last == 0 {
		return name
	}
	folder, err := filepath.EvalSymlinks(name[:last])
	if err != nil { // which whoever opens it finds, too
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
		return errors.New("it is there and no regular file")
	}
	return nil
}

// begin makes an empty file under a name that nothing has yet, be it a link that
// leads nowhere: O_EXCL follows none.
func begin(dir string, draw func() uint64) (string, error) {
	for tries := 0; ; tries++ {
		part := temporary(dir, draw())
		f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		switch {
		case err == nil:
			return part, f.Close()
		case errors.Is(err, fs.ErrNotExist):
			return "", fmt.Errorf("there is no folder %s (%w)", dir, fs.ErrNotExist)
		case !errors.Is(err, fs.ErrExist) || tries == 100:
			return "", fmt.Errorf("the folder %s cannot be written to: %w", dir, bare(err))
		}
	}
}

// Fill writes into a file that is there and empty, as Build gives it.
func Fill(part string, to func(io.Writer) error) (err error) {
	f, err := os.OpenFile(part, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<16)
	if err := to(w); err != nil {
		return err
	}
	return w.Flush()
}

// flush waits until the file is on the disk, so that a power cut after the
// rename cannot leave an empty file in the place of a good one.
func flush(part string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// RemoveAll removes a folder and what is in it; nothing where it is not there.
// It takes one entry after the other: os.RemoveAll asks Windows for a kind of
// deletion that not every shared folder knows ("Invalid function").
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
	if err != nil { // that the folder is not empty goes without words
		return err
	}
	return os.Remove(dir)
}
