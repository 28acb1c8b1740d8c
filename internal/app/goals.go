package app

import (
	"context"
	"fmt"
	"slices"

	"saavu/internal/load/goals"
	"saavu/internal/source"
	goal "saavu/pkg/goals"
	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/report"
)

// GoalsRequest asks how far options come towards the goals of a county.
type GoalsRequest struct {
	Request                    // county, options, draws and seed
	Goals, Observations string // tables; "" for those of the county
}

// Goals grades the goals of a county in the options. Its error is Invalid if files are at
// fault, Unknown if a name is, and Unfit if there are no goals.
func Goals(ctx context.Context, q GoalsRequest) (*report.Goals, []report.Message, error) {
	s, err := Open(ctx, q.Request)
	if err != nil {
		return nil, nil, err
	}
	observed, list, notes, err := s.county.ReadGoals(ctx, q.Files.Or(source.OS()), q.Observations, q.Goals)
	if err != nil {
		return nil, nil, invalid(ctx, err)
	}
	if list == nil {
		return nil, nil, &Unfit{Err: fmt.Errorf("the county has no goals: name a table with --goals, or the key goals of the county file")}
	}
	if observed == nil {
		observed = &goals.Observed{}
	}
	limits, err := limitsOf(s.county.Base.Params)
	if err != nil {
		return nil, nil, &Invalid{Err: err}
	}
	done, err := s.Compare(ctx, q.Request)
	if err != nil {
		return nil, nil, err
	}
	parts := make([]report.GoalPart, len(list.Parts))
	for i, p := range list.Parts {
		parts[i] = report.GoalPart{Part: p.Part, Text: p.Text}
	}
	out := report.Grade(&done.Report, report.Tidy(&done.Report), parts, observed.List, s.county.Base.Year, limits)
	out.County, out.Synthetic = s.county.Names.Or(lang.Same(s.county.Name)), s.county.Synthetic
	out.File = source.Base(list.File)
	if observed.File != "" {
		out.Observed = source.Base(observed.File)
	}
	return out, slices.Concat(done.Notes, notes), nil
}

// Paths of the ratios from which on a grade is given.
const (
	gradeFive  = "goals.grade_5"
	gradeFour  = "goals.grade_4"
	gradeThree = "goals.grade_3"
)

// limitsOf reads from which ratio of progress to the plan a grade is given: those of the
// county, or 1, 0.8 and 0.5.
func limitsOf(tree params.Tree) (goal.Limits, error) {
	r := params.NewReader(tree)
	out := goal.Limits{Five: r.Or(gradeFive, 1), Four: r.Or(gradeFour, 0.8), Three: r.Or(gradeThree, 0.5)}
	if !(out.Five > out.Four && out.Four > out.Three && out.Three > 0) {
		return out, fmt.Errorf("parameters %s %g, %s %g, %s %g: expected each to be above the next, and the last above 0", gradeFive, out.Five, gradeFour, out.Four, gradeThree, out.Three)
	}
	return out, nil
}
