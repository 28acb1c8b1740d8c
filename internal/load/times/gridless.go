package times

import (
	"context"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/format/ttm"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
)

// Check checks the files of travel times if the grid could not be read,
// so that faults of these files are reported in the same run. Faults that depend on
// the cells are reported in the next run.
func Check(ctx context.Context, r *input.Reader, f *File, t *yaml.Tree, ends *Ends) {
	for _, s := range Sources(r, f, t, ends) {
		if s.Layout == "ttm" {
			ttmWithoutGrid(ctx, r, &s)
		} else {
			rowsWithoutGrid(ctx, r, &s)
		}
	}
}

// ttmWithoutGrid checks the files of a travel time matrix.
func ttmWithoutGrid(ctx context.Context, r *input.Reader, s *Source) {
	w := work{Reader: r, ctx: ctx}
	var file ttm.File
	for _, name := range w.ttmFiles(s) {
		if ctx.Err() != nil {
			return
		}
		text, err := r.Files.Read(name)
		if err != nil {
			r.Problems.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: source.Cause(err)})
			continue
		}
		if err := ttm.Parse(text, name, &file); err != nil {
			r.Add(name, err)
		}
	}
}

// rowsWithoutGrid checks the form of a table's rows.
func rowsWithoutGrid(ctx context.Context, r *input.Reader, s *Source) {
	rows := r.Records(s.Name, s.Layer, s.Named)
	if rows == nil {
		return
	}
	if err := rows.Each([]int{}, func(*record.Row) error { return ctx.Err() }); err != nil && ctx.Err() == nil {
		r.Add(s.Name, err)
	}
}
