package engine

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"saavu/pkg/access"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// Facilities computes the table of facilities: who comes to each, and what is lost
// if only this one closes. The measure is nearest with one cutoff, or 2sfca or 3sfca
// with a line. A facility without supply has 0 everywhere, because nobody goes
// there. Facilities with most people lost come first.
func Facilities(a Asked) (*report.Access, error) {
	m := access.FacilityMeasure(a.Measure.Name)
	weighted := a.Measure.Name != "nearest"
	switch {
	case m == nil:
		return nil, fmt.Errorf("a table of facilities needs nearest, 2sfca or 3sfca, not %s", a.Measure.Name)
	case a.Choice.Below:
		return nil, errors.New("in a table of facilities a time equal to the cutoff is within it")
	case a.Choice.Decay == nil:
		return nil, fmt.Errorf("people by the Huff model need a decay: one of %s", strings.Join(access.DecayForms(), ", "))
	case !weighted && len(a.Choice.Cutoffs) != 1:
		return nil, errors.New("people beyond the limit need one cutoff: a time such as 30m")
	case weighted && !(a.Line > 0):
		return nil, fmt.Errorf("people who fall below need a line above 0, in %s: --line", a.Measure.Unit)
	}
	in := closedWithoutSupply(&a.Input)
	if err := errors.Join(in.Validate(), a.Choice.Decay.Validate()); err != nil {
		return nil, err
	}
	k, err := access.NewKernel(len(in.Demand), in.Columns, parallel)
	if err != nil {
		return nil, err
	}
	k.Use(*a.Choice.Decay)
	limit := travel.Seconds(0)
	if !weighted {
		limit = travel.Seconds(min(math.Floor(60*a.Choice.Cutoffs[0]+1e-9), float64(travel.Unreached)-1))
	}
	facilities := k.FacilityFigures(in.Demand, in.Supply, limit)
	if weighted {
		losses := k.TwoStepLosses
		if a.Measure.Name == "3sfca" {
			losses = k.ThreeStepLosses
		}
		for j, l := range losses(in.Demand, in.Supply, a.Line) {
			facilities[j].Loss = l
		}
	}
	return facilityTable(&a, m, facilities, weighted), nil
}

// closedWithoutSupply returns the input with facilities without supply out of reach.
func closedWithoutSupply(in *access.Input) *access.Input {
	out := &access.Input{Demand: in.Demand, Supply: in.Supply, Columns: slices.Clone(in.Columns)}
	for j, s := range in.Supply {
		if s == 0 && j < len(out.Columns) {
			out.Columns[j] = make([]travel.Seconds, len(in.Demand))
			for i := range out.Columns[j] {
				out.Columns[j][i] = travel.Unreached
			}
		}
	}
	return out
}

func facilityTable(a *Asked, m *access.Measure, facilities []access.FacilityFigures, weighted bool) *report.Access {
	out := &report.Access{Measure: m, Unit: "as the columns say", Facilities: true}
	var columns []access.FacilityColumn
	for _, c := range access.FacilityColumns() {
		if weighted && !c.Weighted || !weighted && !c.Nearest {
			continue
		}
		if c.Name == "worst_tenth" {
			c.Unit = a.Measure.Unit
		}
		columns = append(columns, c)
		out.Columns = append(out.Columns, report.Column{Name: c.Name, Title: columnTitle(c.Name), Unit: c.Unit, Finite: c.Name != "worst_tenth"})
	}
	for j := range facilities {
		out.Order = append(out.Order, j)
		for _, c := range columns {
			out.Values = append(out.Values, c.Of(&facilities[j]))
		}
	}
	slices.SortStableFunc(out.Order, func(x, y int) int {
		p, q := &facilities[x].Loss, &facilities[y].Loss
		return cmp.Or(cmp.Compare(q.Beyond, p.Beyond), cmp.Compare(q.LoseAll, p.LoseAll), cmp.Compare(q.Minutes, p.Minutes))
	})
	out.Notes = nothingReached(&a.Input, report.NewMessage("access.in_cells"))
	return out
}
