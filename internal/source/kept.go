package source

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// kept are files whose bytes are elsewhere, under the names that they had.
type kept struct {
	read    func(name string) ([]byte, error)
	names   map[string]string   // files, with slashes and without detours, to the names that they had
	folders map[string][]string // the names in every folder above them, sorted
}

// Kept reads files that were kept under other names: names are those that they had on
// the operating system, and read returns the content of one of them. Folders have
// these files alone. A file of a zip may be kept without the zip.
func Kept(names []string, read func(name string) ([]byte, error)) Files {
	k := &kept{read, map[string]string{}, map[string][]string{}}
	for _, own := range names {
		name := slashed(own)
		k.names[name] = own
		for at := name; path.Dir(at) != at; at = path.Dir(at) {
			dir := path.Dir(at)
			if !slices.Contains(k.folders[dir], path.Base(at)) {
				k.folders[dir] = append(k.folders[dir], path.Base(at))
			}
		}
	}
	for _, list := range k.folders {
		slices.Sort(list)
	}
	return Files{kept: k, archives: &archives{}}
}

// slashed is a name with slashes and without detours.
func slashed(name string) string { return filepath.ToSlash(filepath.Clean(name)) }

// open opens a kept file, or a folder above one.
func (k *kept) open(name string) (fs.File, error) {
	at := slashed(name)
	if own, ok := k.names[at]; ok {
		text, err := k.read(own)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &keptFile{bytes.NewReader(text), keptInfo{path.Base(at), int64(len(text)), false}}, nil
	}
	if list, ok := k.folders[at]; ok {
		return &keptFolder{k, at, list}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// stat describes a kept file without reading it.
func (k *kept) stat(name string) (fs.FileInfo, error) {
	at := slashed(name)
	_, folder := k.folders[at]
	_, file := k.names[at]
	if !folder && !file {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	if file { // the size matters for zips alone
		f, err := k.open(name)
		if err != nil {
			return nil, err
		}
		return f.Stat()
	}
	return keptInfo{path.Base(at), 0, true}, nil
}

// matches lists the kept files that match a glob, sorted.
func (k *kept) matches(glob string) ([]string, error) {
	var out []string
	for name := range k.names {
		ok, err := path.Match(slashed(glob), name)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, nil
}

// Glob lists the files that match a pattern, sorted, with slashes. An error is that of
// the pattern.
func (f Files) Glob(pattern string) ([]string, error) {
	if f.kept != nil {
		return f.kept.matches(pattern)
	}
	names, err := filepath.Glob(filepath.FromSlash(pattern))
	for i := range names {
		names[i] = filepath.ToSlash(names[i])
	}
	return names, err
}

// Or returns the files, or others if they are the zero Files.
func (f Files) Or(others Files) Files {
	if f.archives == nil {
		return others
	}
	return f
}

// keptFile is an open file that is kept.
type keptFile struct {
	*bytes.Reader
	info keptInfo
}

func (f *keptFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *keptFile) Close() error               { return nil }

// keptFolder is an open folder of kept files.
type keptFolder struct {
	of   *kept
	name string
	list []string
}

func (f *keptFolder) Stat() (fs.FileInfo, error) { return keptInfo{path.Base(f.name), 0, true}, nil }
func (f *keptFolder) Close() error               { return nil }
func (f *keptFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: errors.New("it is a folder")}
}

// ReadDir lists the whole folder.
func (f *keptFolder) ReadDir(int) ([]fs.DirEntry, error) {
	out := make([]fs.DirEntry, len(f.list))
	for i, name := range f.list {
		_, folder := f.of.folders[strings.TrimSuffix(f.name, "/")+"/"+name]
		if f.name == "." {
			_, folder = f.of.folders[name]
		}
		out[i] = fs.FileInfoToDirEntry(keptInfo{name, 0, folder})
	}
	return out, nil
}

// keptInfo describes a kept file or folder.
type keptInfo struct {
	name   string
	size   int64
	folder bool
}

func (i keptInfo) Name() string       { return i.name }
func (i keptInfo) Size() int64        { return i.size }
func (i keptInfo) ModTime() time.Time { return time.Time{} }
func (i keptInfo) IsDir() bool        { return i.folder }
func (i keptInfo) Sys() any           { return nil }
func (i keptInfo) Mode() fs.FileMode {
	if i.folder {
		return fs.ModeDir | 0o500
	}
	return 0o400
}
