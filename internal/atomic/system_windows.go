package atomic

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// flushFolder does nothing: Windows keeps the order of renames by itself.
func flushFolder(string) error { return nil }

// openLock opens the file of a lock exclusively, so that no other process can
// open or remove it.
func openLock(name string, create bool) (*os.File, error) {
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	how := uint32(windows.OPEN_EXISTING)
	if create {
		how = windows.OPEN_ALWAYS
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE|windows.DELETE, 0, nil, how,
		windows.FILE_ATTRIBUTE_NORMAL|windows.FILE_FLAG_OPEN_REPARSE_POINT, 0)
	switch {
	case err == nil:
		return os.NewFile(uintptr(h), name), nil
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION), errors.Is(err, windows.ERROR_DELETE_PENDING):
		return nil, errGuarded
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: err}
}

// guard does nothing: the file was opened exclusively.
func guard(*os.File) error { return nil }

// drop makes a guarded file be removed when it is closed.
func drop(f *os.File) error {
	yes := byte(1)
	return windows.SetFileInformationByHandle(windows.Handle(f.Fd()), windows.FileDispositionInfo, &yes, 1)
}
