package topojson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// idField is the field with the ids of geometries, if they have any and no
// property has this name.
const idField = "id"

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
	s := &record.Source{File: name, Format: "TopoJSON", Layer: o.name, Layers: t.names(), Parts: []string{name}, Places: true, Rows: len(rows),
		System: record.System{EPSG: 4326, From: "TopoJSON, which by convention has no other"}}
	if t.CRS != "" {
		s.System = record.System{Text: string(t.CRS), From: "the member crs"}
	}
	c := &check{source: s, ids: true}
	b := &builder{topology: t, left: mostPositions}
	for i := range rows {
		c.row(b, &rows[i], i+1)
	}
	if err := c.problems.Err(); err != nil {
		return nil, err
	}
	c.describe(b, rows)
	s.Each = func(want []int, visit func(*record.Row) error) error {
		return each(t, rows, s.Fields, c.ids, want, visit)
	}
	return s, nil
}

// check visits the rows once, for faults and names.
type check struct {
	source   *record.Source
	problems problem.Problems
	names    []string
	nested   map[string]int
	known    map[string]bool
	ids      bool // the first field holds the geometries' own ids
}

func (c *check) row(b *builder, g *geometry, at int) {
	wrong := func(column, found, expected string) {
		c.problems.Add(problem.Problem{File: c.source.File, Row: at, Column: column, Found: found, Expected: expected, Hint: "a geometry of " + c.source.Layer})
	}
	var bad *fault
	if _, err := b.geometry(g, 0); errors.As(err, &bad) {
		wrong("", bad.found, bad.expected)
	}
	names, values, err := properties(g.Properties)
	if err != nil {
		wrong("properties", string(g.Properties), "an object or null")
	}
	if c.known == nil {
		c.known, c.nested = map[string]bool{}, map[string]int{}
	}
	for _, n := range names {
		if !c.known[n] {
			c.known[n] = true
			c.names = append(c.names, n)
		}
		switch values[n].(type) {
		case []any, map[string]any:
			c.nested[n]++
		}
	}
}

// describe fills in fields and notes.
func (c *check) describe(b *builder, rows []geometry) {
	any := false
	for _, g := range rows {
		any = any || ident(g.ID) != ""
	}
	if c.ids = any && !c.known[idField]; c.ids {
		c.source.Fields = append(c.source.Fields, record.Field{Name: idField})
	}
	var nested []string
	for _, n := range c.names {
		c.source.Fields = append(c.source.Fields, record.Field{Name: n})
		if c.nested[n] > 0 {
			nested = append(nested, fmt.Sprintf("%s (%d)", n, c.nested[n]))
		}
	}
	if len(nested) > 0 {
		c.source.Notes = append(c.source.Notes, "lists and objects as values are left empty: "+strings.Join(nested, ", "))
	}
	if b.collapsed > 0 {
		c.source.Notes = append(c.source.Notes, fmt.Sprintf("rings of fewer than 4 positions, which have no area, are left out: %d", b.collapsed))
	}
}

// each makes the rows one by one; check has found them valid.
func each(t *topology, rows []geometry, fields []record.Field, ids bool, want []int, visit func(*record.Row) error) error {
	out, at := record.NewSparse(len(fields), want), record.Places(fields)
	b := &builder{topology: t, left: mostPositions}
	for i := range rows {
		g, err := b.geometry(&rows[i], 0)
		if err != nil {
			return err
		}
		_, values, err := properties(rows[i].Properties)
		if err != nil {
			return err
		}
		out.Clear()
		out.Row.At, out.Row.Geometry = i+1, g
		for name, v := range values {
			out.Set(at[name], record.Of(v))
		}
		if ids {
			out.Set(0, record.OfText([]byte(ident(rows[i].ID))))
		}
		if err := visit(&out.Row); err != nil {
			return err
		}
	}
	return nil
}

// properties returns the values with their names in order; if a name is
// repeated, the last value counts.
func properties(raw json.RawMessage) (names []string, values map[string]any, err error) {
	if raw = bytes.TrimSpace(raw); len(raw) == 0 || string(raw) == "null" {
		return nil, nil, nil
	}
	in := json.NewDecoder(bytes.NewReader(raw))
	in.UseNumber()
	if err := in.Decode(&values); err != nil {
		return nil, nil, err
	}
	in = json.NewDecoder(bytes.NewReader(raw))
	in.Token()
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return nil, nil, err
		}
		var skipped json.RawMessage
		if err := in.Decode(&skipped); err != nil {
			return nil, nil, err
		}
		if s, ok := name.(string); ok {
			names = append(names, s)
		}
	}
	return names, values, nil
}

// ident returns a text unchanged and a number by its digits; "" for anything
// else.
func ident(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}
