package kml

import (
	"maps"
	"slices"

	"saavu/internal/format/record"
)

// Source gives the Placemarks of a file one by one: the field name, then the
// names of all extended data. Errors are those of Read.
func Source(data []byte, name string) (*record.Source, error) {
	marks, lied, err := read(data, name)
	if err != nil {
		return nil, err
	}
	s := &record.Source{File: name, Format: "KML", Parts: []string{name}, Places: true, Rows: len(marks),
		System: record.System{EPSG: 4326, From: "KML, which has no other"}}
	if lied {
		s.Notes = append(s.Notes, "another encoding is declared, but the text is UTF-8 and was read so")
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
		want = record.Wanted(want, len(s.Fields))
		row := record.Row{Values: make([]record.Value, len(want))}
		for i := range marks {
			m := &marks[i]
			row.At, row.Geometry = m.Line, m.Geometry
			for k, c := range want {
				text := m.Name
				if c > 0 {
					text = m.Data[s.Fields[c].Name]
				}
				row.Values[k] = record.OfText([]byte(text))
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
		return nil
	}
	return s, nil
}
