package source

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
)

// Until returns files whose reading ends with an error once the context is
// done.
func (f Files) Until(ctx context.Context) Files {
	f.ctx = ctx
	return f
}

// openSystem opens a file or folder of the operating system. Anything else,
// such as a pipe, is refused before it is opened: opening it may block forever,
// and files are read more than once.
func (f Files) openSystem(name string) (fs.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if what := irregularKind(info.Mode()); what != "" {
		return nil, &fs.PathError{Op: "open", Path: name,
			Err: errors.New("it is " + what + ", not a regular file: save its output as a file, and name that")}
	}
	file, err := os.Open(name)
	if err != nil || f.ctx == nil || info.IsDir() {
		return file, err
	}
	return &stoppable{File: file, at: file, ctx: f.ctx}, nil
}

// errFolder is returned for a folder where a file is needed.
var errFolder = errors.New("it is a folder, not a regular file")

// irregularKind describes what is neither a file nor a folder; "" for these.
func irregularKind(mode fs.FileMode) string {
	switch {
	case mode.IsRegular(), mode.IsDir():
		return ""
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}

// stoppable is a file whose reading ends with its context.
type stoppable struct {
	fs.File
	at  io.ReaderAt
	ctx context.Context
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.File.Read(p)
}

// ReadAt implements io.ReaderAt, as files of the operating system do.
func (s *stoppable) ReadAt(p []byte, off int64) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.at.ReadAt(p, off)
}
