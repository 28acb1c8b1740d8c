// Package source opens files: it knows where they are (the operating system,
// the binary, a zip), which format a file has by its content, and which
// coordinate system its places are in. Open returns the rows of any table or
// map as plain records, and Place reports how the coordinate system was found
// or why it was not.
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

// LongestFile is the size in bytes above which a YAML file or a table is
// refused: far above any county, far below what would fill the memory.
const LongestFile = 256 << 20

// Files is where the files of a county are read from: the operating system, or
// the file systems embedded in the binary. A name may lead into a zip as if it
// were a folder: "times.zip/2018/a.txt". The zero Files reads nothing.
type Files struct {
	system   bool
	roots    map[string]fs.FS // first element of a name to its file system
	archives *archives        // zips opened by name so far
	kept     *kept            // files under other names, instead of roots
	ctx      context.Context  // when it ends, reading ends; nil for no limit
}

// System reports whether files are read from the operating system.
func (f Files) System() bool { return f.system }

// OS reads from the operating system; names are as the user wrote them.
func OS() Files { return Files{system: true, archives: &archives{}} }

// Embedded reads from the file systems in the binary: names start with "data/"
// or "scenarios/", after the packages that embed them.
func Embedded(data, scenarios fs.FS) Files {
	return In(map[string]fs.FS{"data": data, "scenarios": scenarios})
}

// EmbeddedCounty is the name of the embedded county's file for Embedded.
const EmbeddedCounty = "data/vantaa-kerava/county.yaml"

// Base is a file's name without the folders, which / or \ divides.
func Base(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

// In reads from file systems: names start with the key of one of them.
func In(roots map[string]fs.FS) Files { return Files{roots: roots, archives: &archives{}} }

// Read returns a whole file. A missing file is an fs.ErrNotExist; a file of
// more than 256 MB is refused.
func (f Files) Read(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errFolder}
	}
	text, err := io.ReadAll(io.LimitReader(file, LongestFile+1))
	if err == nil && len(text) > LongestFile {
		err = fmt.Errorf("the file is larger than %d MB", LongestFile>>20)
	}
	return text, err
}

// Open opens a file for reading; a zip itself as a plain file. Bytes from a zip
// are bounded: an entry that unpacks to more than 200 times its size ends with
// an error.
func (f Files) Open(name string) (fs.File, error) {
	if zipName, inside, ok := f.inZip(name); ok && inside != "." {
		return f.openInside(name, zipName, inside)
	}
	return f.openPlain(name)
}

// openPlain opens a file that is not in an archive.
func (f Files) openPlain(name string) (fs.File, error) {
	if f.system {
		return f.openSystem(name)
	}
	if f.kept != nil {
		return f.kept.open(name)
	}
	root, inside, err := f.inside(name)
	if err != nil {
		return nil, err
	}
	return root.Open(inside)
}

// List returns the names in a folder or a zip that end in ext, sorted, joined
// to it.
func (f Files) List(dir, ext string) ([]string, error) {
	entries, err := f.entries(dir)
	var names []string
	for _, e := range entries {
		if !e.IsDir() && strings.HasSuffix(e.Name(), ext) {
			names = append(names, f.Join(dir, e.Name()))
		}
	}
	sort.Strings(names)
	return names, err
}

// inside finds the file system of an embedded name.
func (f Files) inside(name string) (fs.FS, string, error) {
	first, rest, _ := strings.Cut(path.Clean(name), "/")
	root, ok := f.roots[first]
	if !ok || rest == "" {
		return nil, "", &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return root, rest, nil
}

// Join joins a folder and a name; an absolute name is unchanged. The result has
// slashes on every system: names in results and stores are the same everywhere,
// and Windows accepts them.
func (f Files) Join(dir, name string) string {
	if !f.system && f.kept == nil {
		return path.Join(dir, name)
	}
	if filepath.IsAbs(name) {
		return filepath.ToSlash(filepath.Clean(name))
	}
	return filepath.ToSlash(filepath.Join(dir, name))
}

// Cause returns the reason of a failed read without the name, which the problem
// already has.
func Cause(err error) string {
	var failed *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.As(err, &failed):
		return failed.Err.Error()
	}
	return err.Error()
}
