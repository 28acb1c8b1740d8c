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

// Rename moves a file to a name, over the file that has it. The error is
// errors.Is the one of os.Rename, and says what to do where Windows refuses
// because another program has a file open. Programs that look at new files for a
// moment, such as scanners for viruses, are waited for.
func Rename(from, to string) error {
	err := os.Rename(from, to)
	for wait := time.Millisecond; held(err, runtime.GOOS) && wait < time.Second; wait *= 2 {
		time.Sleep(wait)
		err = os.Rename(from, to)
	}
	return Reason(err)
}

// held tells whether Windows refused because somebody has a file.
func held(err error, system string) bool {
	var number syscall.Errno
	return system == "windows" && errors.As(err, &number) &&
		(number == sharingViolation || number == lockViolation || number == accessDenied)
}

// Reason gives the error of a file operation without the name, and with what
// to do where another program has the file open.
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
		return fmt.Errorf("another program has it open: close it there, as Excel and QGIS keep files to themselves, and run this again (%w)", err)
	case accessDenied:
		return fmt.Errorf("another program has it open, or it may not be written to: close it in Excel, QGIS or what else shows it, and run this again (%w)", err)
	}
	return err
}

// bare takes the names out of an error, which the caller prints.
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
