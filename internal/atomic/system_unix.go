//go:build unix

package atomic

import (
	"errors"
	"os"
	"syscall"
)

// flushFolder waits until the names in a folder are on the disk. Some shared
// folders do not know how, and a folder may be closed to readers.
func flushFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return bare(err)
	}
	return nil
}
