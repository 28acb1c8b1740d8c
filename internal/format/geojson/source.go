package geojson

import (
	"errors"
	"fmt"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// idField is the field with the ids of features, if they have any and no
// property has this name.
const idField = "id"

// Source returns the features of a document one by one: of a FeatureCollection,
// a single Feature, or a bare geometry as a feature without properties.
// Coordinates are returned unchanged, in whatever system the file uses; a byte
// order mark is skipped. Its fields are the properties of all features in order
// of first appearance, with the features' own ids first; a nested value is
// Null, with a note. Errors are problem.Problems: Row is the line, and the hint
// names the feature, from 1, and the byte, from 0.
func Source(data []byte, name string) (*record.Source, error) {
	ids := false
	r := reader{text: text(data)}
	r.visit = func(f *Feature) error {
		ids = ids || f.ID != ""
		return nil
	}
	r.record()
	if err := r.problems.Err(); err != nil {
		return nil, named(err, name)
	}
	s := r.source(name, ids)
	s.Each = func(want []int, visit func(*record.Row) error) error {
		again := reader{text: text(data), checked: true, visit: s.visitor(want, visit)}
		again.record()
		return again.stopped
	}
	return s.Source, nil
}

// source is a Source with the state that its rows need.
type source struct {
	*record.Source
	ids bool // the first field holds the features' own ids
}

// source describes a file from the result of a first reading.
func (r *reader) source(name string, ids bool) source {
	s := source{&record.Source{File: name, Format: "GeoJSON", Parts: []string{name}, Places: true, Rows: r.count}, ids}
	if r.crs != "" {
		s.System = record.System{Text: r.crs, From: "the member crs"}
	}
	if _, taken := r.columns.at[idField]; taken {
		s.ids = false
	}
	if s.ids {
		s.Fields = append(s.Fields, record.Field{Name: idField})
	}
	var nested []string
	for i, c := range r.columns.names {
		s.Fields = append(s.Fields, record.Field{Name: c})
		if r.columns.nested[i] > 0 {
			nested = append(nested, fmt.Sprintf("%s (%d)", c, r.columns.nested[i]))
		}
	}
	if len(nested) > 0 {
		s.Notes = append(s.Notes, "lists and objects as values are left empty: "+strings.Join(nested, ", "))
	}
	return s
}

// visitor makes rows of features.
func (s source) visitor(want []int, visit func(*record.Row) error) func(*Feature) error {
	out, at := record.NewSparse(len(s.Fields), want), record.Places(s.Fields)
	return func(f *Feature) error {
		out.Clear()
		out.Row.At, out.Row.Geometry = f.Line, f.Geometry
		for name, v := range f.Properties {
			out.Set(at[name], record.Of(v))
		}
		if s.ids {
			out.Set(0, record.OfText([]byte(f.ID)))
		}
		return visit(&out.Row)
	}
}

// columns are the names of properties in order of first appearance.
type columns struct {
	names  []string
	at     map[string]int
	nested []int // number of values of each that are lists or objects
}

func (c *columns) saw(name string, value any) {
	i, known := c.at[name]
	if !known {
		if c.at == nil {
			c.at = map[string]int{}
		}
		i = len(c.names)
		c.at[name] = i
		c.names, c.nested = append(c.names, name), append(c.nested, 0)
	}
	switch value.(type) {
	case []any, map[string]any:
		c.nested[i]++
	}
}

// named adds the file's name to problems.
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
