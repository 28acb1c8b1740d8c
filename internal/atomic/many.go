package atomic

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// NewFile is a file and what it will hold.
type NewFile struct {
	Name string
	Text []byte
}

// WriteAll creates or replaces files, each completely or not at all. It waits for the disk
// for all of them together, so that a disk which takes its time takes it once. On return
// the files and their names are on the disk. On an error those that are not in place leave
// nothing behind; the error names the first file of each cause and how many more have it,
// and is fs.ErrNotExist where a folder is missing. A file must not be a symbolic link, and
// WriteAll removes nothing that dead processes left behind: see Sweep.
func WriteAll(files []NewFile) error {
	parts, names, left := make([]string, len(files)), make([]string, len(files)), make([]error, len(files))
	for i := range files {
		names[i] = files[i].Name
	}
	err := causes(names, together(len(files), func(i int) (err error) {
		parts[i], err = files[i].prepare()
		return err
	}))
	var folders []string
	for i := range files {
		if err == nil {
			if err = Rename(parts[i], files[i].Name); err != nil {
				err = fmt.Errorf("%s: %w", files[i].Name, err)
			}
		}
		if err == nil {
			folders = append(folders, filepath.Dir(files[i].Name))
		} else if parts[i] != "" {
			left[i] = bare(os.Remove(parts[i]))
		}
	}
	slices.Sort(folders)
	folders = slices.Compact(folders)
	flushed := together(len(folders), func(i int) error { return flushFolder(folders[i]) })
	return errors.Join(causes(folders, flushed), err, causes(parts, left))
}

// causes is the faults of files or folders, each cause once.
func causes(names []string, faults []error) error {
	var first []int
	more := map[string]int{}
	for i, err := range faults {
		if err == nil {
			continue
		}
		if n, seen := more[err.Error()]; seen {
			more[err.Error()] = n + 1
			continue
		}
		more[err.Error()] = 0
		first = append(first, i)
	}
	var out []error
	for _, i := range first {
		text := "%s: %w"
		if n := more[faults[i].Error()]; n > 0 {
			text = fmt.Sprintf("%%s and %d more: %%w", n)
		}
		out = append(out, fmt.Errorf(text, names[i], faults[i]))
	}
	return errors.Join(out...)
}

// prepare writes the content into a temporary file next to its place and waits until it is
// on the disk. On an error it leaves nothing behind.
func (c *NewFile) prepare() (part string, err error) {
	f, err := create(filepath.Dir(c.Name), rand.Uint64)
	if err != nil {
		return "", err
	}
	_, err = f.Write(c.Text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(bare(err), bare(f.Close())); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// together calls do for 0 to n-1 at the same time and returns their errors, in order.
func together(n int, do func(i int) error) []error {
	faults := make([]error, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { faults[i] = do(i) })
	}
	group.Wait()
	return faults
}

// Sweep removes the temporary files of dead processes from a folder. Files that cannot be
// removed stay.
func Sweep(dir string) { sweep(dir) }
