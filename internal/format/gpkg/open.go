package gpkg

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"saavu/internal/format/problem"
)

const magic = "SQLite format 3\x00"

const (
	lengthLimit  = 0         // SQLITE_LIMIT_LENGTH
	longestValue = 256 << 20 // bytes of one value or row
)

// File locates a GeoPackage.
type File struct {
	Path string // name, and, if Data is nil, the path on disk
	// Data returns the whole file if it is in an archive or in the program. It
	// is called again for each walk.
	Data func() ([]byte, error)
}

// reader holds one open file.
type reader struct {
	path string
	conn *sql.Conn
}

func (r *reader) query(query string, args ...any) (*sql.Rows, error) {
	return r.conn.QueryContext(context.Background(), query, args...)
}

func (r *reader) row(query string, args ...any) *sql.Row {
	return r.conn.QueryRowContext(context.Background(), query, args...)
}

// inside opens a file read-only. SQLite's errors about its content become
// problem.Problems.
func inside(f File, do func(*reader) error) error {
	var data []byte
	var err error
	name := inMemory
	if f.Data != nil {
		if data, err = f.Data(); err == nil {
			err = checkMagic(f.Path, data[:min(len(data), len(magic))])
		}
	} else if err = checkFile(f.Path); err == nil {
		// Immutable: no lock and no side files, so that a read-only folder is
		// enough.
		name, err = address(f.Path, "mode=ro&immutable=1&_pragma=trusted_schema(off)")
		if errors.Is(err, errTooLong) {
			name = inMemory
			data, err = os.ReadFile(f.Path)
		}
	}
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(context.Background())
	if err != nil { // nothing of the file has been read yet
		return unopened(f.Path, err)
	}
	defer conn.Close()
	if data != nil {
		if err := fill(conn, data); err != nil {
			return sqliteProblem(f.Path, err)
		}
	}
	if _, err := sqlite.Limit(conn, lengthLimit, longestValue); err != nil {
		return err
	}
	return sqliteProblem(f.Path, do(&reader{path: f.Path, conn: conn}))
}

// fill loads bytes as the content of a connection.
func fill(conn *sql.Conn, data []byte) error {
	if len(data) > 20 && data[18] == 2 {
		// A file in write-ahead mode, whose changes go to a log next to it;
		// here there is none.
		data = bytes.Clone(data)
		data[18], data[19] = 1, 1
	}
	return conn.Raw(func(driver any) error {
		return driver.(interface{ Deserialize([]byte) error }).Deserialize(data)
	})
}

// sqliteProblem converts SQLite's error about a file to a problem.
func sqliteProblem(path string, err error) error {
	var fault *sqlite.Error
	if !errors.As(err, &fault) {
		return err
	}
	switch fault.Code() & 0xff { // the kind of error; the full error is more specific
	case sqlitelib.SQLITE_PERM, sqlitelib.SQLITE_BUSY, sqlitelib.SQLITE_LOCKED, sqlitelib.SQLITE_NOMEM,
		sqlitelib.SQLITE_IOERR,
		sqlitelib.SQLITE_CANTOPEN, sqlitelib.SQLITE_AUTH:
		return unopened(path, err)
	}
	return problem.Problem{File: path, Found: fault.Error(), Expected: "a whole GeoPackage", Hint: "the file is damaged or truncated"}
}

// unopened is the problem of a file that SQLite could not read at all, which
// does not depend on its content.
func unopened(path string, err error) error {
	return problem.Problem{File: path, Found: err.Error(), Expected: "a file that can be opened",
		Hint: "this does not depend on its content: copy it to a local folder under a short name and read it there"}
}

func checkFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, len(magic))
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	if err := checkMagic(path, head[:n]); err != nil {
		return err
	}
	return checkWhole(path)
}

func checkMagic(path string, head []byte) error {
	if bytes.Equal(head, []byte(magic)) {
		return nil
	}
	return problem.Problem{File: path, Found: string(head), Expected: "a GeoPackage, which starts with \"SQLite format 3\"", Hint: "a shapefile or GeoJSON is read under its own extension"}
}

// checkWhole refuses a file whose latest changes are still in a side file,
// where an immutable reading would miss them or see half of them.
func checkWhole(path string) error {
	for _, suffix := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(path + suffix); err == nil && info.Size() > 0 {
			return problem.Problem{File: path, Found: filepath.Base(path) + suffix + " with changes that are not in the file yet", Expected: "a file that no program is editing", Hint: "close it in the other program"}
		}
	}
	return nil
}
