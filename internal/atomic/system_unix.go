//go:build unix

package atomic

import (
	"errors"
	"os"
	"syscall"
)

// flushFolder waits until the names in a folder are on the disk. Some shared
// folders do not support that, and a folder may not be readable.
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

// guard locks a file against other processes until it is closed. A file system
// without locks is accepted. An earlier holder may have removed the file.
func guard(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case errors.Is(err, syscall.EWOULDBLOCK), errors.Is(err, syscall.EINTR):
		return errGuarded
	case err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, syscall.ENOLCK) &&
		!errors.Is(err, syscall.EINVAL):
		return err
	}
	mine, err := f.Stat()
	named, fault := os.Stat(f.Name())
	if err != nil || fault != nil || !os.SameFile(mine, named) {
		return errGuarded
	}
	return nil
}

// drop removes a guarded file.
func drop(f *os.File) error { return os.Remove(f.Name()) }
