package table

import "saavu/internal/format/record"

// Source gives the rows of a text table one by one. Errors are those of Read.
func Source(data []byte, name string) (*record.Source, error) {
	t, err := Read(data, name)
	if err != nil {
		return nil, err
	}
	s := &record.Source{File: name, Format: "CSV", Parts: []string{name}, Rows: len(t.Rows), Comma: t.Delimiter == ';', Notes: t.Notes}
	for _, h := range t.Header {
		s.Fields = append(s.Fields, record.Field{Name: h, Kind: record.Text})
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		want = record.Wanted(want, len(s.Fields))
		row := record.Row{Values: make([]record.Value, len(want)), Comma: s.Comma}
		for i, fields := range t.Rows {
			row.At = t.Lines[i]
			for k, c := range want {
				row.Values[k] = record.OfText([]byte(fields[c]))
			}
			if err := visit(&row); err != nil {
				return err
			}
		}
		return nil
	}
	return s, nil
}
