package supply

import (
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/record"
	"saavu/internal/load/input"
)

// totals finds the rows that hold the sum of the positions and rooms of others, by
// row number. Only a file with positions or rooms has any.
func (p *supplied) totals() map[int]bool {
	var keys []string
	for _, key := range slices.Sorted(maps.Keys(p.columns)) {
		if p.columns[key] >= 0 && (strings.HasPrefix(key, "staff.") || strings.HasPrefix(key, "rooms.")) {
			keys = append(keys, key)
		}
	}
	if keys == nil {
		return nil
	}
	var at []int
	var names [][]string
	var amounts []float64
	err := p.s.Each(p.want, func(row *record.Row) error {
		p.row = row
		at = append(at, row.At)
		names = append(names, []string{p.text("id"), p.text("name")})
		for _, key := range keys {
			v, _ := row.Number(p.columns[key])
			amounts = append(amounts, v)
		}
		return nil
	})
	if err != nil {
		return nil // the pass that reads the rows reports it
	}
	t := &input.Totals{File: p.name, Column: p.names["id"], What: "a location", Rows: len(at), Columns: len(keys),
		Value: func(row, column int) float64 { return amounts[row*len(keys)+column] },
		Names: func(row int) []string { return names[row] }, At: func(row int) int { return at[row] }}
	leave := map[int]bool{}
	for row := range p.r.Totals(t, true) {
		leave[at[row]] = true
	}
	return leave
}
