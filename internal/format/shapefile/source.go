package shapefile

import (
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/format/record"
)

// Source returns the records of a shapefile one by one, without deleted ones,
// which Row.At counts too. prj is the text of the .prj, empty if there is none.
// Without a .dbf the rows have only shapes, with a note.
//
// A shape is an orb.Point, LineString, MultiLineString, Polygon or
// MultiPolygon; nil for a null shape. Outer rings run counter-clockwise and
// holes clockwise (RFC 7946), regardless of their order in the file. Values are
// texts (C, and D as YYYY-MM-DD), whole numbers (N without decimals, I),
// numbers (F, N with decimals) and truth values (L); those of other types are
// Null. The error is a problem.Problems whose Row is the number of the record.
func Source(f Files, prj string) (*record.Source, error) {
	l, err := open(f)
	if err != nil {
		return nil, err
	}
	s := &record.Source{File: f.Name, Format: "shapefile", Parts: []string{f.Name}, Places: true, Rows: len(l.shapes) - l.deleted}
	if prj != "" {
		s.System = record.System{Text: prj, From: "the .prj"}
	}
	for _, x := range l.rows.fields {
		s.Fields = append(s.Fields, record.Field{Name: x.Name})
	}
	s.Notes = l.notes()
	s.Each = func(want []int, visit func(*record.Row) error) error {
		want = record.Wanted(want, len(s.Fields))
		row := record.Row{Values: make([]record.Value, len(want))}
		return l.each(want, func(number int, g orb.Geometry, values []any) error {
			row.At, row.Geometry = number, g
			for k, v := range values {
				row.Values[k] = record.Of(v)
			}
			return visit(&row)
		})
	}
	return s, nil
}

// notes collects the notes for a reader of the file.
func (l *layer) notes() (notes []string) {
	if l.bare {
		return []string{"there is no .dbf: shapes without attributes"}
	}
	if l.deleted > 0 {
		notes = append(notes, "records that are marked as deleted, left out: "+strconv.Itoa(l.deleted))
	}
	return append(notes, l.rows.notes...)
}
