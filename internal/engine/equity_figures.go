package engine

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"saavu/pkg/equity"
	"saavu/pkg/report"
)

// EquityFigure is a figure of equity by its name.
type EquityFigure struct {
	Name   string
	Ranked bool // needs a standing of people, such as income
	Line   bool // needs a line
	Whole  bool // counts people who reach nothing, too
	of     func(a *Asked, s *equity.Sample, r *equity.Ranked) (value float64, unit string)
}

// EquityFigures lists the figures that Asked.Equity may name.
func EquityFigures() []EquityFigure {
	plain := func(name string, of func(*equity.Sample) float64) EquityFigure {
		return EquityFigure{Name: name, of: func(_ *Asked, s *equity.Sample, _ *equity.Ranked) (float64, string) { return of(s), "" }}
	}
	ranked := func(name string, of func(*equity.Ranked) float64) EquityFigure {
		return EquityFigure{Name: name, Ranked: true, of: func(_ *Asked, _ *equity.Sample, r *equity.Ranked) (float64, string) { return of(r), "" }}
	}
	line := func(name, unit string, good, bad func(s *equity.Sample, line float64) float64) EquityFigure {
		return EquityFigure{Name: name, Line: true, Whole: unit != "", of: func(a *Asked, s *equity.Sample, _ *equity.Ranked) (float64, string) {
			if a.Measure.Bad {
				return bad(s, a.Line), unit
			}
			return good(s, a.Line), unit
		}}
	}
	return []EquityFigure{
		plain("gini", (*equity.Sample).Gini),
		plain("theil", (*equity.Sample).TheilT),
		plain("theil-l", (*equity.Sample).TheilL),
		plain("atkinson", func(s *equity.Sample) float64 { return s.Atkinson(0.5) }),
		plain("jain", (*equity.Sample).Jain),
		plain("p90-p10", func(s *equity.Sample) float64 { return s.QuantileRatio(0.9, 0.1) }),
		plain("envy", (*equity.Sample).Envy),
		{Name: "kolm-pollak", of: func(a *Asked, s *equity.Sample, _ *equity.Ranked) (float64, string) {
			return s.KolmPollak(1, a.Measure.Bad), a.unit
		}},
		ranked("palma", func(r *equity.Ranked) float64 { return r.Palma(0.1, 0.4) }),
		ranked("concentration", (*equity.Ranked).Concentration),
		line("poverty", "share", func(s *equity.Sample, l float64) float64 { return s.Poverty(l, 0) }, func(s *equity.Sample, l float64) float64 { return s.Excess(l, 0) }),
		line("poverty-gap", "", func(s *equity.Sample, l float64) float64 { return s.Poverty(l, 1) }, func(s *equity.Sample, l float64) float64 { return s.Excess(l, 1) }),
		line("poverty-severity", "", func(s *equity.Sample, l float64) float64 { return s.Poverty(l, 2) }, func(s *equity.Sample, l float64) float64 { return s.Excess(l, 2) }),
		line("far-beyond", "share", func(s *equity.Sample, l float64) float64 { return farBeyond(s, l, false) }, func(s *equity.Sample, l float64) float64 { return farBeyond(s, l, true) }),
	}
}

// figures gives the plain figures of values over people, then those asked for.
// People who have +Inf are left out of all but the median and the tenths, and
// counted.
func (a *Asked) figures(of sample) ([]report.Figure, error) {
	s, err := equity.New(of.values, of.weights)
	if err != nil {
		return nil, err
	}
	out := []report.Figure{{Name: "people", Value: s.Total, Unit: "people"}, {Name: "mean", Value: s.Finite().Mean(), Unit: a.unit, Note: leftOut(s)}}
	for _, q := range []struct {
		name string
		at   float64
	}{{"lowest tenth, up to", 0.1}, {"median", 0.5}, {"highest tenth, from", 0.9}} {
		out = append(out, report.Figure{Name: q.name, Value: s.Quantile(q.at), Unit: a.unit})
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

// leftOut says who is not in the finite values of a sample; "" for nobody.
func leftOut(s *equity.Sample) string {
	if s.Beyond == 0 {
		return ""
	}
	return fmt.Sprintf("without %.0f people who reach nothing", s.Beyond)
}

// figure takes one figure of equity; of Theil's measures also what lies between
// and within the areas, where there are any.
func (a *Asked) figure(name string, of sample, s *equity.Sample) ([]report.Figure, error) {
	list := EquityFigures()
	at := slices.IndexFunc(list, func(x EquityFigure) bool { return x.Name == name })
	if at < 0 {
		return nil, fmt.Errorf("no figure of equity %q", name)
	}
	x := &list[at]
	switch {
	case x.Line && !(a.Line > 0):
		return nil, fmt.Errorf("%s needs a line above 0: --line", name)
	case x.Ranked && of.standing == nil:
		return nil, fmt.Errorf("%s ranks people by their standing: give it with --income", name)
	}
	f := report.Figure{Name: name}
	switch {
	case x.Ranked:
		r, note, err := of.ranked()
		if err != nil {
			return nil, err
		}
		f.Value, f.Unit = x.of(a, nil, r)
		f.Note = note
	case x.Whole:
		f.Value, f.Unit = x.of(a, s, nil)
	default:
		f.Value, f.Unit = x.of(a, s.Finite(), nil)
		f.Note = leftOut(s)
	}
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
func (of sample) ranked() (*equity.Ranked, string, error) {
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
	note := ""
	if unknown > 0 || nothing > 0 {
		note = fmt.Sprintf("without %.0f people of unknown standing and %.0f who reach nothing", unknown, nothing)
	}
	return r, note, err
}
