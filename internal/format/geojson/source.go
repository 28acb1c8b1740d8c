package geojson

import (
	"errors"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// Source returns the features of a document one by one: of a FeatureCollection,
// a single Feature, or a bare geometry as a feature without properties.
// Coordinates are returned unchanged, in whatever system the file uses; a byte
// order mark is skipped. Its fields are the properties of all features in order
// of first appearance, with the features' own ids first; a nested value is
// Null, with a note. Errors are problem.Problems: Row is the line, and the hint
// names the feature, from 1, and the byte, from 0.
func Source(data []byte, name string) (*record.Source, error) {
	r := reader{Text: data}
	r.record()
	if err := r.problems.Err(); err != nil {
		return nil, named(err, name)
	}
	s := r.source(name)
	s.Each = func(want []int, visit func(*record.Row) error) error {
		again := reader{Text: data, checked: true, visit: r.visitor(s, want, visit)}
		again.record()
		return again.stopped
	}
	return s, nil
}

// source describes a file from the result of a first reading.
func (r *reader) source(name string) *record.Source {
	s := &record.Source{File: name, Format: "GeoJSON", Parts: []string{name}, Places: true, Rows: r.count}
	if r.crs != "" {
		s.System = record.System{Text: r.crs, From: "the member crs"}
	}
	r.columns.Describe(s)
	return s
}

// visitor makes rows of features.
func (r *reader) visitor(s *record.Source, want []int, visit func(*record.Row) error) func(*Feature) error {
	fill := r.columns.Rows(s, want)
	return func(f *Feature) error {
		row := fill(f.ID, f.Properties)
		row.At, row.Geometry = f.Line, f.Geometry
		return visit(row)
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
