package gpkg

import (
	"strings"

	"saavu/internal/format/record"
)

// Source gives the rows of one layer of a GeoPackage; an empty name chooses as
// in Read. Errors are those of Read.
func Source(path, layer string) (*record.Source, error) {
	t, err := Read(path, layer)
	if err != nil {
		return nil, err
	}
	s := &record.Source{File: path, Format: "GeoPackage", Layer: t.Name, Parts: []string{path}, Places: t.Geometry != "", Rows: len(t.Rows)}
	if t.EPSG != 0 {
		s.System = record.System{EPSG: t.EPSG, From: "gpkg_spatial_ref_sys"}
	}
	for _, c := range t.Columns {
		s.Fields = append(s.Fields, record.Field{Name: c.Name, Kind: kindOf(c.Type), Title: c.Title})
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		want = record.Wanted(want, len(s.Fields))
		row := record.Row{Values: make([]record.Value, len(want))}
		for i, values := range t.Rows {
			row.At = int(t.IDs[i])
			if t.Geometries != nil {
				row.Geometry = t.Geometries[i]
			}
			for k, c := range want {
				row.Values[k] = record.Of(values[c])
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
		return nil
	}
	return s, nil
}

// kindOf tells what values a column of a declared type has.
func kindOf(declared string) record.Kind {
	switch word, _, _ := strings.Cut(strings.ToUpper(declared), "("); word {
	case "INTEGER", "INT", "MEDIUMINT", "SMALLINT", "TINYINT":
		return record.Int
	case "REAL", "DOUBLE", "FLOAT":
		return record.Float
	case "BOOLEAN":
		return record.Bool
	case "TEXT", "DATE", "DATETIME":
		return record.Text
	}
	return record.Null
}
