// Package parquet reads flat Parquet files and GeoParquet, and single columns
// and row groups of them. The library decodes footers and page headers within
// the limits of a guard. Pages are decompressed and decoded here, because the
// library makes gigabytes of the runs in a page of 15 bytes. Only requested
// columns are read, and only a few of their pages are held at a time. Write
// writes a layer with the library.
package parquet

import (
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/parquet-go/parquet-go/format"

	"saavu/internal/format/problem"
)

// File is an open file. It may be read from several goroutines.
type File struct {
	name    string
	at      io.ReaderAt
	size    int64
	footer  *format.FileMetaData
	columns []column
	nested  []string // columns with lists or structures
}

// Open reads the footer of a file; name is for messages. r must stay open. The
// error is a problem.Problem.
func Open(name string, r io.ReaderAt, size int64) (*File, error) {
	f := &File{name: name, at: r, size: size}
	var err error
	if f.footer, err = readFooter(r, size); err == nil {
		f.columns, f.nested, err = columnsOf(f.footer)
	}
	if err != nil {
		return nil, f.problem(err, 0, "")
	}
	return f, nil
}

// problem adds the position to a fault.
func (f *File) problem(err error, row int64, column string) error {
	var fault bad
	if errors.As(err, &fault) {
		return problem.Problem{File: f.name, Row: int(row), Column: column, Found: fault.found, Expected: fault.expected}
	}
	return problem.Problem{File: f.name, Row: int(row), Column: column, Found: err.Error(), Expected: "a file that can be read"}
}

// Meta returns a value of the file's key-value metadata; "" if there is none.
func (f *File) Meta(key string) string {
	for _, pair := range f.footer.KeyValueMetadata {
		if pair.Key == key {
			return pair.Value
		}
	}
	return ""
}

// Rows returns the number of rows.
func (f *File) Rows() int { return int(f.footer.NumRows) }

// Groups returns the number of rows in each row group.
func (f *File) Groups() []int {
	out := make([]int, len(f.footer.RowGroups))
	for i, g := range f.footer.RowGroups {
		out[i] = int(g.NumRows)
	}
	return out
}

// Column finds a flat column by its exact name.
func (f *File) Column(name string) (int, bool) {
	for i := range f.columns {
		if f.columns[i].name == name {
			return i, true
		}
	}
	return 0, false
}

// Whole reads a column of whole numbers in one row group and calls each with
// some of its values at a time, which are valid until each returns. A null is
// absent. A column of another type is a problem. Unsigned 64-bit numbers are
// returned as their bits.
func (f *File) Whole(group, column int, none int64, each func(values []int64)) error {
	c := &f.columns[column]
	if c.physical != format.Int32 && c.physical != format.Int64 {
		return f.problem(bad{"values of another type", "whole numbers"}, 0, c.name)
	}
	unsigned := c.unsigned() && c.physical == format.Int32
	return f.walk(group, column, func(c *cursor) {
		if unsigned {
			for i, v := range c.wait.num {
				c.wait.num[i] = int64(uint32(v))
			}
		}
		for i, null := range c.null {
			if null {
				c.wait.num[i] = none
			}
		}
		each(c.wait.num)
	})
}

// Floats reads a column of 64-bit floats as Whole does, bit for bit.
func (f *File) Floats(group, column int, none float64, each func(values []float64)) error {
	c := &f.columns[column]
	if c.physical != format.Double {
		return f.problem(bad{"values of another type", "floats of 64 bits"}, 0, c.name)
	}
	var some []float64
	return f.walk(group, column, func(c *cursor) {
		some = room(some, c.n)
		for i, v := range c.wait.num {
			some[i] = math.Float64frombits(uint64(v))
		}
		for i, null := range c.null {
			if null {
				some[i] = none
			}
		}
		each(some)
	})
}

// Texts reads a column of texts or bytes as Whole does; a null is nil.
func (f *File) Texts(group, column int, each func(values [][]byte)) error {
	c := &f.columns[column]
	if c.physical != format.ByteArray {
		return f.problem(bad{"values of another type", "texts"}, 0, c.name)
	}
	return f.walk(group, column, func(c *cursor) { each(c.wait.raw) })
}

// walk calls each with the buffered values of a row group.
func (f *File) walk(group, column int, each func(*cursor)) error {
	name, total := f.columns[column].name, int64(0)
	c, err := f.newCursor(group, column, &total)
	if err != nil {
		return f.problem(err, 0, name)
	}
	for {
		if err := c.fill(c.most()); err != nil {
			return f.problem(err, 0, name)
		}
		if c.n == 0 {
			return nil
		}
		each(c)
	}
}

// most is how many values of a column are read at a time.
func (c *cursor) most() int {
	if c.column.holdsBytes() {
		return 64
	}
	return 1024
}

// described lists the columns of a file without a flat column.
func (f *File) described() string {
	if len(f.nested) == 0 {
		return "no columns"
	}
	return fmt.Sprintf("only lists and structures (%s)", problem.Listed(f.nested, 10))
}
