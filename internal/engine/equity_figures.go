package engine

import (
	"fmt"
	"math"
	"strings"

	"saavu/pkg/equity"
	"saavu/pkg/report"
)

// figures returns the plain figures of values over people, then the requested
// indices. People with +Inf are counted, and left out of all figures except the
// median and the tenths.
func (a *Asked) figures(of sample) ([]report.Figure, error) {
	s, err := equity.New(of.values, of.weights)
	if err != nil {
		return nil, err
	}
	out := []report.Figure{{Name: "people", Title: figureTitle("people"), Value: s.Total, Unit: "people"},
		{Name: "mean", Title: figureTitle("mean"), Value: s.Finite().Mean(), Unit: a.unit, Note: leftOut(s)}}
	for _, q := range []struct {
		name, title string
		at          float64
	}{{"lowest tenth, up to", "lowest_tenth", 0.1}, {"median", "median", 0.5}, {"highest tenth, from", "highest_tenth", 0.9}} {
		out = append(out, report.Figure{Name: q.name, Title: figureTitle(q.title), Value: s.Quantile(q.at), Unit: a.unit})
	}
	for _, name := range a.Equity {
		list, err := a.figure(name, of, s)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

// figureTitle is the title of a figure whose title is always the same.
func figureTitle(name string) report.Message { return report.NewMessage("figure." + name) }

// leftOut states who is missing from the finite values of a sample.
func leftOut(s *equity.Sample) report.Message {
	if s.Beyond == 0 {
		return report.Message{}
	}
	return report.NewMessage("access.without", "people", report.Amount{V: s.Beyond, As: report.AsDigits})
}

// figure computes one equity index. For Theil's indices it adds the parts between
// and within the areas, if there are any.
func (a *Asked) figure(name string, of sample, s *equity.Sample) ([]report.Figure, error) {
	x := equity.FindFigure(name)
	if x == nil {
		return nil, fmt.Errorf("no equity index %q", name)
	}
	switch {
	case x.Line && !(a.Line > 0):
		return nil, fmt.Errorf("%s needs a line above 0: --line", name)
	case x.Ranked && of.standing == nil:
		return nil, fmt.Errorf("%s ranks people by their standing: give it with --income", name)
	}
	f := report.Figure{Name: name, Title: figureTitle(name), Unit: strings.ReplaceAll(x.Unit, "value", a.unit)}
	var r *equity.Ranked
	switch {
	case x.Ranked:
		var err error
		if r, f.Note, err = of.ranked(); err != nil {
			return nil, err
		}
	case !x.Whole:
		f.Note = leftOut(s)
		s = s.Finite()
	}
	f.Value = x.Of(s, r, a.Line, a.Measure.Bad)
	out := []report.Figure{f}
	if strings.HasPrefix(name, "theil") && len(a.Areas.Members) > 0 {
		more, err := of.split(name)
		if err != nil {
			return nil, err
		}
		for _, m := range more {
			m.Note = f.Note
			out = append(out, m)
		}
	}
	return out, nil
}

// ranked ranks the people whose standing and value are known.
func (of sample) ranked() (*equity.Ranked, report.Message, error) {
	n := len(of.values)
	weights, standing, x := make([]float64, n), make([]float64, n), make([]float64, n)
	unknown, nothing := 0.0, 0.0
	for i, p := range of.weights {
		switch {
		case math.IsNaN(of.standing[i]):
			unknown += p
		case math.IsInf(of.values[i], 1):
			nothing += p
		default:
			weights[i], standing[i], x[i] = p, of.standing[i], of.values[i]
		}
	}
	r, err := equity.Rank(x, weights, standing)
	var note report.Message
	if unknown > 0 || nothing > 0 {
		note = report.NewMessage("access.without_standing", "unknown", report.Amount{V: unknown, As: report.AsDigits}, "nothing", report.Amount{V: nothing, As: report.AsDigits})
	}
	return r, note, err
}
