package atomic

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// WritePrivate is Write for a file that only its owner may read.
func WritePrivate(name string, to func(io.Writer) error) error {
	return Build(name, func(part string) error {
		if err := os.Chmod(part, 0o600); err != nil {
			return bare(err)
		}
		return Fill(part, to)
	})
}

// Discard removes a folder that Folder has created. Readers see it whole or not at all:
// it is renamed first. If this is killed, the next Folder removes the rest.
func Discard(name string) error {
	at := temporary(filepath.Dir(name), rand.Uint64())
	if err := Rename(name, at); err != nil {
		return err
	}
	return RemoveAll(at)
}

// Remove removes a file.
func Remove(name string) error { return bare(os.Remove(name)) }

// Scratch calls do with a folder of the system's temporary ones, and removes it.
func Scratch(do func(dir string) error) error {
	dir, err := os.MkdirTemp("", "saavu-")
	if err != nil {
		return bare(err)
	}
	return errors.Join(do(dir), RemoveAll(dir))
}
