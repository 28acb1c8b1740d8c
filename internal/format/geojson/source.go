package geojson

import (
	"errors"
	"maps"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Source gives the features of a document one by one. Its fields are the
// properties of all features, by name; a nested value is Null. Errors are those
// of Read, with the file's name.
func Source(data []byte, name string) (*record.Source, error) {
	d, err := Read(data)
	if err != nil {
		return nil, named(err, name)
	}
	s := &record.Source{File: name, Format: "GeoJSON", Parts: []string{name}, Places: true, Rows: len(d.Features)}
	if d.CRS != "" {
		s.System = record.System{Text: d.CRS, From: "the member crs"}
	}
	all := map[string]bool{}
	for _, f := range d.Features {
		for p := range f.Properties {
			all[p] = true
		}
	}
	for _, p := range slices.Sorted(maps.Keys(all)) {
		s.Fields = append(s.Fields, record.Field{Name: p})
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		want = record.Wanted(want, len(s.Fields))
		row := record.Row{Values: make([]record.Value, len(want))}
		for i := range d.Features {
			f := &d.Features[i]
			row.At, row.Geometry = f.Line, f.Geometry
			for k, c := range want {
				row.Values[k] = record.Of(f.Properties[s.Fields[c].Name])
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
		return nil
	}
	return s, nil
}

// named gives problems the name of their file.
func named(err error, name string) error {
	var list problem.Problems
	if !errors.As(err, &list) {
		return err
	}
	for i := range list {
		list[i].File = name
	}
	return list
}
