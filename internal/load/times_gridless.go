package load

import (
	"context"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/format/ttm"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/scenario"
)

// timesWithoutGrid checks the files of travel times if the grid could not be read,
// so that faults of these files are reported in the same run. Faults that depend on
// the cells are reported in the next run.
func (r *reader) timesWithoutGrid(ctx context.Context, f *countyFile, t *yaml.Tree, b *scenario.Base) {
	switch f.Travel.Format {
	case "synthetic":
		r.synthetic(f, t, b)
	case "tables":
		for _, s := range r.timesSources(f, t, b) {
			if s.Layout == "ttm" {
				r.ttmWithoutGrid(ctx, &s)
			} else {
				r.rowsWithoutGrid(ctx, &s)
			}
		}
	}
}

// ttmWithoutGrid checks the files of a travel time matrix.
func (r *reader) ttmWithoutGrid(ctx context.Context, s *TimesSource) {
	w := timesWork{reader: r, ctx: ctx}
	var file ttm.File
	for _, name := range w.ttmFiles(s) {
		if ctx.Err() != nil {
			return
		}
		text, err := r.files.Read(name)
		if err != nil {
			r.problems.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: source.Cause(err)})
			continue
		}
		if err := ttm.Parse(text, name, &file); err != nil {
			r.add(name, err)
		}
	}
}

// rowsWithoutGrid checks the form of a table's rows.
func (r *reader) rowsWithoutGrid(ctx context.Context, s *TimesSource) {
	rows := r.records(s.Name, s.Layer, s.Named)
	if rows == nil {
		return
	}
	if err := rows.Each([]int{}, func(*record.Row) error { return ctx.Err() }); err != nil && ctx.Err() == nil {
		r.add(s.Name, err)
	}
}
