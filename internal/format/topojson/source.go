package topojson

import (
	"encoding/json"
	"errors"
	"fmt"

	"saavu/internal/format/jsondoc"
	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Source returns the geometries of one object, named by layer; "" selects the
// only one. Fields are the properties in order of first appearance, with the
// geometries' own ids first; a nested value is Null, with a note. The rows are
// numbered from 1. Errors are problem.Problems: text that is not a topology, an
// object that does not exist (with those that do), and every geometry that
// cannot be made.
func Source(data []byte, name, layer string) (*record.Source, error) {
	t, err := parse(data, name)
	if err != nil {
		return nil, err
	}
	o, err := t.choose(name, layer)
	if err != nil {
		return nil, err
	}
	rows := o.rows()
	s := &record.Source{File: name, Format: "TopoJSON", Layer: o.name, Layers: t.names(), Parts: []string{name}, Places: true,
		Rows:   len(rows),
		System: record.System{EPSG: 4326, From: "TopoJSON, which by convention has no other"}}
	if t.crs != "" {
		s.System = record.System{Text: t.crs, From: "the member crs"}
	}
	var problems problem.Problems
	var columns jsondoc.Columns
	b := &builder{topology: t, left: mostPositions}
	for i := range rows {
		wrong := func(column, found, expected string) {
			problems.Add(problem.Problem{File: name, Row: i + 1, Column: column, Found: found, Expected: expected,
				Hint: "a geometry of " + o.name})
		}
		var bad *fault
		if _, err := b.geometry(&rows[i], 0); errors.As(err, &bad) {
			wrong("", bad.found, bad.expected)
		}
		if _, f := rows[i].properties(&columns); f != nil {
			wrong(f.Member, jsondoc.Text(rows[i].Properties).Found(f.At), f.Expected)
		}
		columns.ID(ident(rows[i].ID))
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	columns.Describe(s)
	if b.collapsed > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("rings of fewer than 4 positions, which have no area, are left out: %d", b.collapsed))
	}
	s.Each = func(want []int, visit func(*record.Row) error) error {
		fill, b := columns.Rows(s, want), &builder{topology: t, left: mostPositions}
		for i := range rows {
			g, err := b.geometry(&rows[i], 0)
			if err != nil {
				return err
			}
			values, _ := rows[i].properties(new(jsondoc.Columns))
			row := fill(ident(rows[i].ID), values)
			row.At, row.Geometry = i+1, g
			if err := visit(row); err != nil {
				return err
			}
		}
		return nil
	}
	return s, nil
}

// properties returns the values; if a name is repeated, the last one counts.
func (g *geometry) properties(c *jsondoc.Columns) (map[string]any, *jsondoc.Fault) {
	if len(g.Properties) == 0 {
		return nil, nil
	}
	return c.Properties(jsondoc.Text(g.Properties), 0)
}

// ident returns a text unchanged and a number by its digits; "" for anything
// else.
func ident(raw json.RawMessage) string {
	t := jsondoc.Text(raw)
	s, _, _ := t.String(0)
	if _, end, ok := t.Number(0); ok {
		s = string(t[:end])
	}
	return s
}
