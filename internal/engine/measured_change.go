package engine

import (
	"errors"
	"fmt"
	"math"

	"saavu/pkg/equity"
	"saavu/pkg/report"
)

// alike is the relative difference up to which two values are equal: sums over other
// facilities are computed in another order.
const alike = 1e-9

// Against compares a surface with another one with the same rows and measure. The
// result has the columns before, value, change and left_behind, the figures before
// and after and their differences, and the people who lose or gain more than an
// amount. The people are those of the surface itself, not of the one before. A cell
// that reached something and now reaches nothing loses more than any amount. a is
// the request of both.
func Against(a Asked, before, now *report.Access, name string, amount float64) (*report.Access, error) {
	switch {
	case now.Facilities || now.Width() != 1 || before.Width() != 1:
		return nil, errors.New("a comparison needs a single value per cell")
	case len(before.Values) != len(now.Values):
		return nil, fmt.Errorf("%d cells before and %d now", len(before.Values), len(now.Values))
	case !(amount >= 0) || math.IsInf(amount, 1):
		return nil, fmt.Errorf("people lose more than %g: expected 0 or more", amount)
	}
	out := *now
	unit := now.Unit
	out.Columns = []report.Column{{Name: "before", Title: columnTitle("before"), Unit: unit}, {Name: "value", Title: columnTitle("after"), Unit: unit},
		{Name: "change", Title: columnTitle("change"), Unit: unit, Finite: true}, {Name: "left_behind", Title: columnTitle("left_behind"), Unit: "1 or 0", Finite: true}}
	n := len(now.Values)
	was, is := make([]float64, n), now.Values
	for i, v := range before.Values {
		most := math.Max(math.Abs(v), math.Abs(is[i]))
		if was[i] = v; !math.IsInf(most, 1) && math.Abs(is[i]-v) <= alike*most {
			was[i] = is[i]
		}
	}
	c := &report.Change{Against: name, Amount: amount}
	var err error
	if c.Left, c.Lose, err = equity.Left(was, is, now.People, amount, now.Measure.Bad); err != nil {
		return nil, err
	}
	gained, gain, err := equity.Left(is, was, now.People, amount, now.Measure.Bad)
	if err != nil {
		return nil, err
	}
	c.Gain, out.Change = gain, c
	out.Values = make([]float64, 0, 4*n)
	for i := range is {
		change := 0.0
		if is[i] != was[i] {
			change = is[i] - was[i]
		}
		out.Values = append(out.Values, was[i], is[i], change, 0)
	}
	for _, i := range c.Left {
		out.Values[4*i+3] = 1
	}
	for _, i := range c.Left {
		if g := areaOf(a, i); g >= 0 {
			out.Areas[g].Lose += now.People[i]
		}
	}
	for _, i := range gained {
		if g := areaOf(a, i); g >= 0 {
			out.Areas[g].Gain += now.People[i]
		}
	}
	out.Figures = [][]report.Figure{before.Figures[0], now.Figures[0], changes(before.Figures[0], now.Figures[0])}
	return &out, nil
}

// areaOf returns the area of a row, -1 for none.
func areaOf(a Asked, row int) int {
	if len(a.Areas.Members) == 0 {
		return -1
	}
	return int(a.Areas.Cell[row])
}

// changes is each figure now minus the figure before. A change does not exist if one
// of the two does not, or if both are infinite.
func changes(before, now []report.Figure) []report.Figure {
	out := make([]report.Figure, len(now))
	for k, f := range now {
		out[k] = f
		out[k].Value = f.Value - before[k].Value
	}
	return out
}
