package source

import (
	"bytes"
	"errors"
	"io"

	"saavu/internal/format/parquet"
	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// openParquet opens a file that is read one column and row group at a time.
func openParquet(files Files, name string) (*record.Source, error) {
	s, err := parquet.Source(name, func() (io.ReaderAt, int64, io.Closer, error) {
		r, size, closer, err := files.at(name)
		if err != nil {
			err = problem.Problems{{File: name, Expected: "a file that can be read", Hint: Cause(err)}}
		}
		return r, size, closer, err
	})
	return s, problem.From(name, err).Err()
}

// at opens a file for random access: from disk if it is in a folder, else from
// memory. The closer is nil if there is nothing to close. Errors are those of
// Open and Read.
func (f Files) at(name string) (io.ReaderAt, int64, io.Closer, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, 0, nil, err
	}
	if r, ok := file.(io.ReaderAt); ok {
		info, err := file.Stat()
		if err != nil {
			return nil, 0, nil, errors.Join(err, file.Close())
		}
		return r, info.Size(), file, nil
	}
	if err := file.Close(); err != nil {
		return nil, 0, nil, err
	}
	text, err := f.Read(name)
	return bytes.NewReader(text), int64(len(text)), nil, err
}
