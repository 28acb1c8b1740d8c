package source

import (
	"io/fs"
	"sort"
)

// deepestTree is the deepest nesting of folders that is searched, so that a
// link to a parent folder ends somewhere.
const deepestTree = 8

// Tree returns the names of the files in a folder or a zip and its subfolders
// that keep accepts, sorted, joined to the folder.
func (f Files) Tree(dir string, keep func(name string) bool) ([]string, error) {
	var names []string
	var walk func(dir string, depth int) error
	walk = func(dir string, depth int) error {
		entries, err := f.entries(dir)
		if err != nil {
			return err
		}
		for _, e := range entries {
			name := f.Join(dir, e.Name())
			switch {
			case e.IsDir() && depth < deepestTree:
				if err := walk(name, depth+1); err != nil {
					return err
				}
			case !e.IsDir() && keep(e.Name()):
				names = append(names, name)
			}
		}
		return nil
	}
	err := walk(dir, 1)
	sort.Strings(names)
	return names, err
}

// entries lists a folder, a zip or a folder in a zip.
func (f Files) entries(dir string) ([]fs.DirEntry, error) {
	var opened fs.File
	var err error
	if zipName, inside, ok := f.inZip(dir); ok {
		opened, err = f.openInside(dir, zipName, inside)
	} else {
		opened, err = f.openPlain(dir)
	}
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	folder, ok := opened.(fs.ReadDirFile)
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: dir, Err: fs.ErrInvalid}
	}
	return folder.ReadDir(-1)
}
