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

// File is where a GeoPackage lies.
type File struct {
	Path string // name, and where Data is nil the path on disk
	// Data gives the whole file where it lies in an archive or in the program. It
	// is called anew for each walk.
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

// inside opens a file for reading alone. What SQLite says of its content becomes
// a problem.Problem.
func inside(f File, do func(*reader) error) error {
	var data []byte
	var err error
	name := inMemory
	if f.Data != nil {
		if data, err = f.Data(); err == nil {
			err = checkMagic(f.Path, data[:min(len(data), len(magic))])
		}
	} else if err = checkFile(f.Path); err == nil {
		// Immutable: no lock and no side files, so that a folder that cannot be
		// written to will do.
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
			return told(f.Path, err)
		}
	}
	if _, err := sqlite.Limit(conn, lengthLimit, longestValue); err != nil {
		return err
	}
	return told(f.Path, do(&reader{path: f.Path, conn: conn}))
}

// fill takes bytes for the content of a connection.
func fill(conn *sql.Conn, data []byte) error {
	if len(data) > 20 && data[18] == 2 {
		// A file in which changes go to a log beside it; here there is none.
		data = bytes.Clone(data)
		data[18], data[19] = 1, 1
	}
	return conn.Raw(func(driver any) error {
		return driver.(interface{ Deserialize([]byte) error }).Deserialize(data)
	})
}

// told makes a problem of what SQLite says of a file.
func told(path string, err error) error {
	var fault *sqlite.Error
	if !errors.As(err, &fault) {
		return err
	}
	switch fault.Code() & 0xff { // the kind; what is above says more of it
	case sqlitelib.SQLITE_PERM, sqlitelib.SQLITE_BUSY, sqlitelib.SQLITE_LOCKED, sqlitelib.SQLITE_NOMEM, sqlitelib.SQLITE_IOERR,
		sqlitelib.SQLITE_CANTOPEN, sqlitelib.SQLITE_AUTH:
		return unopened(path, err)
	}
	return problem.Problem{File: path, Found: fault.Error(), Expected: "a whole GeoPackage", Hint: "the file is damaged, or cut short"}
}

// unopened is the problem of a file of which SQLite could read nothing, which
// says nothing of what is in it.
func unopened(path string, err error) error {
	return problem.Problem{File: path, Found: err.Error(), Expected: "a file that can be opened",
		Hint: "this says nothing of its content: copy it to a folder of this computer under a short name and read it there"}
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

// checkWhole refuses a file whose newest changes still lie beside it, where an
// immutable reading would not see them or would see half of them.
func checkWhole(path string) error {
	for _, suffix := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(path + suffix); err == nil && info.Size() > 0 {
			return problem.Problem{File: path, Found: filepath.Base(path) + suffix + " with changes that are not in the file yet", Expected: "a file that no program is editing", Hint: "close it in the other program"}
		}
	}
	return nil
}
