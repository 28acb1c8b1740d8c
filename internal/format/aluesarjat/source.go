package aluesarjat

import (
	"strconv"

	"saavu/internal/format/record"
)

// codeDigits is the length of the codes of the region's areas.
const codeDigits = 10

// Source returns the observations as rows with the fields group, statistic,
// area, total, proportion and value, in the file's order; Row.At is the line.
// Facts report unusual codes and the number of values that are not numbers.
// Errors are those of Walk.
func Source(text []byte, name string) (*record.Source, error) {
	s := &record.Source{File: name, Format: "area statistics (JSON)", Parts: []string{name}, Fields: []record.Field{
		{Name: "group"}, {Name: "statistic"}, {Name: "area"},
		{Name: "total"}, {Name: "proportion"}, {Name: "value"},
	}}
	areas, odd, hidden := map[string]bool{}, map[string]bool{}, 0
	var order []string
	err := Walk(text, name, func(o Observation) error {
		s.Rows++
		if v := value(o.Value); v.Kind != record.Float {
			hidden++
		}
		switch {
		case code(o.Area):
			areas[o.Area] = true
		case !odd[o.Area]:
			odd[o.Area] = true
			order = append(order, o.Area)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.State("data.statistics_codes", "n", len(areas))
	if len(odd) > 0 {
		s.State("data.statistics_keys", "n", len(odd), "first", strconv.Quote(order[0]))
	}
	if hidden > 0 {
		s.State("data.statistics_hidden", "n", hidden, "all", s.Rows)
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		want = record.Wanted(want, len(s.Fields))
		row := record.Row{Values: make([]record.Value, len(want))}
		return Walk(text, name, func(o Observation) error {
			all := [...]record.Value{record.Of(o.Group), record.Of(o.Statistic), record.Of(o.Area), value(o.Total),
				value(o.Proportion), value(o.Value)}
			row.At = o.Line
			for k, c := range want {
				row.Values[k] = all[c]
			}
			return visit(&row)
		})
	}
	return s, nil
}

// value converts a text to a number where it is one, as totals are.
func value(v any) record.Value {
	x := record.Of(v)
	row := record.Row{Values: []record.Value{x}}
	if n, ok := row.Number(0); ok {
		return record.Of(n)
	}
	return x
}

// code reports whether a key is an area code.
func code(key string) bool {
	if len(key) != codeDigits {
		return false
	}
	for _, c := range key {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
