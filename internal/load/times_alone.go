package load

import (
	"context"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/format/ttm"
	"saavu/internal/source"
	"saavu/pkg/scenario"
)

// travelAlone looks at the files of travel times where there is no grid for them,
// since that could not be read: what is wrong with the files themselves is told
// in the same go. What only the cells can tell is left for the next one.
func (r *reader) travelAlone(ctx context.Context, f *countyFile, t *tree, b *scenario.Base) {
	switch f.Travel.Format {
	case "synthetic":
		r.synthetic(f, t, b)
	case "tables":
		for _, s := range r.timesSources(f, t, b) {
			if s.Layout == "ttm" {
				r.ttmAlone(ctx, &s)
			} else {
				r.rowsAlone(ctx, &s)
			}
		}
	}
}

// ttmAlone reads the files of a travel time matrix for their faults.
func (r *reader) ttmAlone(ctx context.Context, s *TimesSource) {
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

// rowsAlone reads the rows of a table for the faults of its form.
func (r *reader) rowsAlone(ctx context.Context, s *TimesSource) {
	rows := r.records(s.Name, s.Layer, s.Named)
	if rows == nil {
		return
	}
	if err := rows.Each([]int{}, func(*record.Row) error { return ctx.Err() }); err != nil && ctx.Err() == nil {
		r.add(s.Name, err)
	}
}
