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

// openLock opens the file of a lock. A symbolic link is not followed.
func openLock(name string, create bool) (*os.File, error) {
	how := os.O_RDWR | syscall.O_NOFOLLOW | syscall.O_NONBLOCK
	if create {
		how |= os.O_CREATE
	}
	return os.OpenFile(name, how, 0o666)
}

// guard keeps other processes out of a file until it is closed. A file system
// that cannot do that is taken as it is. Who had the file before may have removed
// it.
func guard(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case errors.Is(err, syscall.EWOULDBLOCK), errors.Is(err, syscall.EINTR):
		return errGuarded
	case err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, syscall.ENOLCK) && !errors.Is(err, syscall.EINVAL):
		return err
	}
	mine, err := f.Stat()
	named, fault := os.Stat(f.Name())
	if err != nil || fault != nil || !os.SameFile(mine, named) {
		return errGuarded
	}
	return nil
}

// drop removes a file that is guarded.
func drop(f *os.File) error { return os.Remove(f.Name()) }
