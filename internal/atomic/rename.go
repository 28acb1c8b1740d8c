package atomic

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"syscall"
	"time"
)

// Rename moves a file to a name and replaces a file with that name. The error wraps
// that of os.Rename, and says what to do if Windows refuses because another program
// has a file open. It waits for programs that open new files briefly, such as virus
// scanners.
func Rename(from, to string) error {
	err := os.Rename(from, to)
	for wait := time.Millisecond; held(err, runtime.GOOS) && wait < time.Second; wait *= 2 {
		time.Sleep(wait)
		err = os.Rename(from, to)
	}
	return Reason(err)
}

// held reports whether Windows refused because another program has a file open.
func held(err error, system string) bool {
	var number syscall.Errno
	return system == "windows" && errors.As(err, &number) &&
		(number == sharingViolation || number == lockViolation || number == accessDenied)
}

// Reason returns the error of a file operation without the name. If another
// program has the file open, it says what to do.
func Reason(err error) error { return reason(err, runtime.GOOS) }

// The numbers of Windows; on other systems they mean something else.
const (
	accessDenied     syscall.Errno = 5
	sharingViolation syscall.Errno = 32
	lockViolation    syscall.Errno = 33
)

func reason(err error, system string) error {
	err = bare(err)
	var number syscall.Errno
	if system != "windows" || !errors.As(err, &number) {
		return err
	}
	switch number {
	case sharingViolation, lockViolation:
		return fmt.Errorf("another program, such as Excel or QGIS, has it open: close it there and run this again (%w)", err)
	case accessDenied:
		return fmt.Errorf("another program has it open, or it is write-protected: close it in Excel, QGIS or any other program and run this again (%w)", err)
	}
	return err
}

// bare removes the file names from an error; the caller adds them.
func bare(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
