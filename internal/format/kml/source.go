package kml

import (
	"maps"
	"slices"

	"saavu/internal/format/record"
)

// Source returns the Placemarks of a file one by one: the field name, then the
// names of all extended data. The error is a problem.Problems whose Row is a
// line; a file without Placemarks is an error too.
func Source(data []byte, name string) (*record.Source, error) {
	marks, wrongEncoding, err := read(data, name)
	if err != nil {
		return nil, err
	}
	s := &record.Source{File: name, Format: "KML", Parts: []string{name}, Places: true, Rows: len(marks),
		System: record.System{EPSG: 4326, From: "KML, which has no other"}}
	if wrongEncoding {
		s.Notes = append(s.Notes, "another encoding is declared, but the text is UTF-8 and was read as UTF-8")
	}
	all := map[string]bool{}
	for _, m := range marks {
		for d := range m.Data {
			all[d] = true
		}
	}
	s.Fields = []record.Field{{Name: "name"}}
	for _, d := range slices.Sorted(maps.Keys(all)) {
		s.Fields = append(s.Fields, record.Field{Name: d})
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		out, at := record.NewSparse(len(s.Fields), want), record.Places(s.Fields[1:]) // extended data may also be called name
		for i := range marks {
			m := &marks[i]
			out.Clear()
			out.Row.At, out.Row.Geometry = m.Line, m.Geometry
			out.Set(0, record.OfText([]byte(m.Name)))
			for name, text := range m.Data {
				out.Set(at[name]+1, record.OfText([]byte(text)))
			}
			if err := visit(&out.Row); err != nil {
				return err
			}
		}
		return nil
	}
	return s, nil
}
