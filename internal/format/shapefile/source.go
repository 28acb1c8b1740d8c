package shapefile

import (
	"saavu/internal/format/record"
)

// Source gives the records of a shapefile one by one. prj is the text of the
// .prj, empty where there is none. Errors are those of Read.
func Source(f Files, prj string) (*record.Source, error) {
	t, err := Read(f)
	if err != nil {
		return nil, err
	}
	s := &record.Source{File: f.Name, Format: "shapefile", Parts: []string{f.Name}, Places: true, Rows: len(t.Records)}
	if prj != "" {
		s.System = record.System{Text: prj, From: "the .prj"}
	}
	for _, x := range t.Fields {
		s.Fields = append(s.Fields, record.Field{Name: x.Name, Kind: kindOfField(x)})
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		want = record.Wanted(want, len(s.Fields))
		row := record.Row{Values: make([]record.Value, len(want))}
		for i := range t.Records {
			r := &t.Records[i]
			row.At, row.Geometry = r.Number, r.Geometry
			for k, c := range want {
				row.Values[k] = record.Of(r.Values[c])
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
		return nil
	}
	return s, nil
}

// kindOfField tells what values a field of a .dbf has.
func kindOfField(f Field) record.Kind {
	switch {
	case f.Type == 'I', f.Type == 'N' && f.Decimals == 0:
		return record.Int
	case f.Type == 'N', f.Type == 'F':
		return record.Float
	case f.Type == 'L':
		return record.Bool
	case f.Type == 'C', f.Type == 'D':
		return record.Text
	}
	return record.Null
}
