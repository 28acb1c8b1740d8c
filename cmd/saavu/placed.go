package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"saavu/internal/atomic"
)

// placed refuses a file of a flag that cannot be written where it is, before anything is
// computed: its name is that of a folder, or it has no folder.
func placed(flag, file string) error {
	_, err := atomic.Place(file)
	if err == nil {
		dir := filepath.Dir(file)
		switch info, fault := os.Stat(dir); {
		case errors.Is(fault, fs.ErrNotExist):
			err = fmt.Errorf("there is no folder %s", dir)
		case fault == nil && !info.IsDir():
			err = fmt.Errorf("%s is no folder", dir)
		}
	}
	if err != nil {
		return notWritten(flag, file, err)
	}
	return nil
}

// notWritten is the error of a file that a flag names, with what to do about it.
func notWritten(flag, file string, err error) error {
	hint := "name a file in a folder that you may write to"
	info, fault := os.Stat(file)
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		hint = "make room there, or name a file elsewhere"
	case fault == nil && info.IsDir():
		hint = "name a file in it, such as " + filepath.Join(file, "saavu"+filepath.Ext(file))
	}
	return fmt.Errorf("--%s %s was not written: %w (%s)", flag, file, err, hint)
}
