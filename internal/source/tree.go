package source

import (
	"io/fs"
	"sort"
)

// deepestTree is how many folders within each other are looked into, so that a
// link to a folder above ends somewhere.
const deepestTree = 8

// Tree gives the names of the files in a folder and the folders in it that
// keep lets through, sorted, joined to the folder.
func (f Files) Tree(dir string, keep func(name string) bool) ([]string, error) {
	var names []string
	var walk func(dir string, depth int) error
	walk = func(dir string, depth int) error {
		opened, err := f.Open(dir)
		if err != nil {
			return err
		}
		defer opened.Close()
		folder, ok := opened.(fs.ReadDirFile)
		if !ok {
			return &fs.PathError{Op: "readdir", Path: dir, Err: fs.ErrInvalid}
		}
		entries, err := folder.ReadDir(-1)
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
