package parquet

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Opener opens a file for one walk through it: its bytes, its size and a
// function that closes it, nil if none is needed.
type Opener func() (io.ReaderAt, int64, io.Closer, error)

// Source returns the rows of a Parquet file; including geometries if it is
// GeoParquet or has a column of the type GEOMETRY. The file is opened again for
// each walk. Errors are problem.Problems, or those of the opener.
func Source(name string, open Opener) (*record.Source, error) {
	r, size, closer, err := open()
	if err != nil {
		return nil, err
	}
	if closer != nil {
		defer closer.Close()
	}
	f, err := Open(name, r, size)
	if err != nil {
		return nil, all(err)
	}
	s := &record.Source{File: name, Format: "Parquet", Parts: []string{name}, Rows: f.Rows()}
	place, err := f.places(s)
	if err != nil {
		return nil, all(err)
	}
	var columns []int
	for i := range f.columns {
		if c := &f.columns[i]; i != place && !f.isGeometry(c) {
			columns = append(columns, i)
			s.Fields = append(s.Fields, record.Field{Name: c.name})
		}
	}
	if len(columns) == 0 && place < 0 {
		return nil, all(f.problem(bad{f.described(), "columns with one value per row"}, 0, ""))
	}
	f.noteNested(s)
	s.Each = func(want []int, visit func(*record.Row) error) error {
		r, size, closer, err := open()
		if err != nil {
			return err
		}
		if closer != nil {
			defer closer.Close()
		}
		again := *f
		again.at = r
		if size != f.size {
			return all(f.problem(bad{fmt.Sprintf("%d bytes", size), fmt.Sprintf("%d, as when it was opened", f.size)}, 0, ""))
		}
		var wanted []int
		for _, w := range record.Wanted(want, len(columns)) {
			wanted = append(wanted, columns[w])
		}
		return again.each(wanted, place, visit)
	}
	return s, nil
}

// all makes a list of one problem.
func all(err error) error {
	var one problem.Problem
	if errors.As(err, &one) {
		return problem.Problems{one}
	}
	return err
}

// each visits the rows of all row groups.
func (f *File) each(columns []int, place int, visit func(*record.Row) error) error {
	row := record.Row{Values: make([]record.Value, len(columns))}
	read := slices.Clip(columns)
	if place >= 0 {
		read = append(read, place)
	}
	for g := range f.footer.RowGroups {
		total := int64(0)
		cursors := make([]*cursor, len(read))
		for i, column := range read {
			var err error
			if cursors[i], err = f.newCursor(g, column, &total); err != nil {
				return all(f.problem(err, int64(row.At), f.columns[column].name))
			}
		}
		for range f.footer.RowGroups[g].NumRows {
			row.At++
			for i, c := range cursors {
				var err error
				if i == len(columns) {
					row.Geometry, err = c.geometry()
				} else {
					row.Values[i], err = c.value()
				}
				if err != nil {
					return all(f.problem(err, int64(row.At), c.column.name))
				}
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
	}
	return nil
}

// noteNested notes which columns are not read.
func (f *File) noteNested(s *record.Source) {
	if len(f.nested) > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("columns with lists or structures are not read: %s", problem.Listed(f.nested, 10)))
	}
}
