package atomic

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// flushFolder does nothing: Windows keeps the order of renames by itself.
func flushFolder(string) error { return nil }

// openLock opens the file of a lock so that it can be removed while it is open.
// For a moment after that nobody can open it.
func openLock(name string, create bool) (*os.File, error) {
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	how := uint32(windows.OPEN_EXISTING)
	if create {
		how = windows.OPEN_ALWAYS
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE,
		windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE|windows.FILE_SHARE_DELETE, nil, how,
		windows.FILE_ATTRIBUTE_NORMAL|windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	switch {
	case err == nil:
		return os.NewFile(uintptr(h), name), nil
	case errors.Is(err, windows.ERROR_ACCESS_DENIED), errors.Is(err, windows.ERROR_SHARING_VIOLATION), errors.Is(err, windows.ERROR_DELETE_PENDING):
		if _, fault := os.Lstat(name); fault == nil || !errors.Is(fault, fs.ErrNotExist) {
			return nil, errGuarded
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: err}
}

// guard keeps other processes out of a file until it is closed. What it locks is
// a byte far behind the text, which can be read meanwhile.
func guard(f *os.File) error {
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0,
		&windows.Overlapped{OffsetHigh: 1})
	switch {
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return errGuarded
	case errors.Is(err, windows.ERROR_NOT_SUPPORTED), errors.Is(err, windows.ERROR_INVALID_FUNCTION):
		return nil
	}
	return err
}
