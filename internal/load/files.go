package load

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

// longestFile is the size in bytes above which a YAML file or a table is
// refused: far above any county, far below what would fill the memory.
const longestFile = 256 << 20

// Files is where the files of a county are read from: the operating system, or
// the file systems that the binary carries. The zero Files reads nothing.
type Files struct {
	system bool
	roots  map[string]fs.FS // first element of a name to its file system
}

// OS reads from the operating system; names are as the user gives them.
func OS() Files { return Files{system: true} }

// Embedded reads from the file systems in the binary: names start with "data/"
// or "scenarios/", after the packages that carry them.
func Embedded(data, scenarios fs.FS) Files {
	return Files{roots: map[string]fs.FS{"data": data, "scenarios": scenarios}}
}

// Read gives a whole file. A missing file is an fs.ErrNotExist; a file of more
// than 256 MB is refused.
func (f Files) Read(name string) ([]byte, error) {
	file, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, longestFile+1))
	if err == nil && len(text) > longestFile {
		err = fmt.Errorf("the file is larger than %d MB", longestFile>>20)
	}
	return text, err
}

func (f Files) open(name string) (fs.File, error) {
	if f.system {
		return os.Open(name)
	}
	root, inside, err := f.inside(name)
	if err != nil {
		return nil, err
	}
	return root.Open(inside)
}

// list gives the names in a folder that end in ext, sorted, joined to it.
func (f Files) list(dir, ext string) ([]string, error) {
	var entries []fs.DirEntry
	var err error
	if f.system {
		entries, err = os.ReadDir(dir)
	} else {
		var root fs.FS
		var inside string
		if root, inside, err = f.inside(dir); err == nil {
			entries, err = fs.ReadDir(root, inside)
		}
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && strings.HasSuffix(e.Name(), ext) {
			names = append(names, f.join(dir, e.Name()))
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

// join joins a folder and a name; an absolute name stays as it is.
func (f Files) join(dir, name string) string {
	if !f.system {
		return path.Join(dir, name)
	}
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(dir, name)
}

// cause gives the reason of a failed read without the name, which the problem
// says already.
func cause(err error) string {
	var failed *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.As(err, &failed):
		return failed.Err.Error()
	}
	return err.Error()
}
