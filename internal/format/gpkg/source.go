package gpkg

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Source returns the rows of one layer of a GeoPackage, read again for each
// walk; an empty name selects the only layer with places, or the only layer at
// all. A layer without places is a table, and columns of raw bytes are Null
// with a note. The file is never written to and may be in a read-only folder.
//
// Errors are a problem.Problem if the content is at fault: not an SQLite
// database, no gpkg_contents, no such layer (the hint lists the layers),
// changes by a program that has the file open. Every geometry that cannot be
// read is a separate problem (Row = its id).
func Source(f File, layer string) (*record.Source, error) {
	var l chosen
	var names []string
	err := inside(f, func(r *reader) (err error) {
		if l, err = r.layer(layer); err == nil {
			names, _, err = r.list()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	s := &record.Source{File: f.Path, Format: "GeoPackage", Layer: l.Name, Layers: names, Parts: []string{f.Path},
		Places: l.geometry != "", Rows: l.count}
	if l.EPSG != 0 || l.definition != "" {
		s.System = record.System{EPSG: l.EPSG, Text: l.definition, From: "gpkg_spatial_ref_sys"}
	}
	var raw []string
	for _, c := range l.Columns {
		s.Fields = append(s.Fields, record.Field{Name: c.Name, Title: c.Title})
		if isRaw(c) {
			raw = append(raw, c.Name)
		}
	}
	if len(raw) > 0 {
		s.Notes = append(s.Notes, "columns of raw bytes are left empty: "+strings.Join(raw, ", "))
	}
	notes := len(s.Notes)
	s.Each = func(want []int, visit func(*record.Row) error) error {
		old := 0
		err := each(f, l, record.Wanted(want, len(s.Fields)), &old, visit)
		if s.Notes = s.Notes[:notes]; old > 0 {
			s.Notes = append(s.Notes, "texts that are not valid UTF-8 and were read as ISO-8859-1 (Windows 1252): "+strconv.Itoa(old))
		}
		return err
	}
	return s, nil
}

// each visits the rows; after the first fault it only collects further ones.
// old counts the texts that are not UTF-8, although the format requires it.
func each(f File, l chosen, want []int, old *int, visit func(*record.Row) error) error {
	row := record.Row{Values: make([]record.Value, len(want))}
	// Raw bytes are not read at all.
	var read, to []int
	for k, c := range want {
		if !isRaw(l.Columns[c]) {
			read, to = append(read, c), append(to, k)
		}
	}
	var problems problem.Problems
	var stopped error
	err := inside(f, func(r *reader) error {
		return r.walk(l, read, func(id int64, values []any, g orb.Geometry, fault *problem.Problem) error {
			if fault != nil {
				problems.Add(*fault)
			}
			if len(problems) > 0 {
				return nil
			}
			row.At, row.Geometry = int(id), g
			for i, v := range values {
				if text, ok := v.(string); ok && !utf8.ValidString(text) {
					*old++
					v = string(record.AppendWindows(nil, []byte(text)))
				}
				row.Values[to[i]] = record.Of(v)
			}
			stopped = visit(&row)
			return stopped
		})
	})
	if stopped != nil {
		return stopped
	}
	if p, ok := err.(problem.Problem); ok {
		problems.Add(p)
		err = nil
	}
	if err != nil {
		return err
	}
	return problems.Err()
}

func isRaw(c Column) bool { return strings.HasPrefix(strings.ToUpper(c.Type), "BLOB") }
