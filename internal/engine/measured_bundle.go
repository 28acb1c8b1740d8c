package engine

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"saavu/pkg/access"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// ServiceTimes has the minutes to the nearest point of one service, by cell; +Inf if
// none is reached.
type ServiceTimes struct {
	Name    lang.Name
	Minutes []float64
}

// Times returns the minutes to the nearest facility with any supply.
func (in *CountyInput) Times(service lang.Name) ServiceTimes {
	return ServiceTimes{service, minutesOf(&in.Input)}
}

// together computes a measure of several services. With a cutoff it has one more
// figure, complete coverage: the share of the people who reach all services within
// the cutoff.
func (a *Asked) together() (*report.Access, error) {
	m := access.BundleMeasure(a.Measure.Name)
	c := &a.Choice
	switch {
	case m == nil || a.Passive || c.Ratio:
		return nil, fmt.Errorf("several services together allow %s, with a value per cell", strings.Join(access.BundleMeasures(), ", "))
	case c.Below:
		return nil, errors.New("for several services a time equal to a cutoff is within it")
	case c.Units:
		return nil, errors.New("for several services closest-n counts services, not units of supply")
	case m.Name == "choices" && len(c.Cutoffs) == 0:
		return nil, errors.New("choices needs cutoff: a time such as 30m")
	}
	cells := len(a.Input.Demand)
	var b access.Bundle
	out := &report.Access{Measure: m, Unit: m.Unit, People: a.Input.Demand}
	for _, s := range a.Services {
		b.Times = append(b.Times, s.Minutes)
		if n := beyondReach(s.Minutes, a.Input.Demand); n > 0 {
			out.Notes = append(out.Notes, report.NewMessage("access.service_unreached", "people", report.Amount{V: n, As: report.AsDigits}, "service", s.Name))
		}
	}
	a.Measure, a.unit = m, m.Unit
	surface := &access.Surface{Measure: m, Unit: m.Unit, Values: make([]float64, cells)}
	switch m.Name {
	case "nearest":
		b.All(surface.Values)
	case "closest-n":
		b.Nth(max(int(c.Count), 1), surface.Values)
	case "choices":
		surface.Values = within(b, c.Cutoffs, cells)
		if len(c.Cutoffs) > 1 {
			surface.Columns = c.Cutoffs
		}
	}
	out.Columns, out.Values = valueColumns(surface), surface.Values
	var samples []sample
	for k := range out.Columns {
		samples = append(samples, a.everybody(surface.Column(k)))
	}
	if err := a.over(out, samples); err != nil {
		return nil, err
	}
	for k := range out.Figures {
		for j, limit := range c.Cutoffs {
			if m.Name == "choices" && j != k {
				continue
			}
			f := report.Figure{Name: "reach all within " + strconv.FormatFloat(limit, 'g', -1, 64) + " min", Title: report.NewMessage("figure.reach_all_within", "minutes", limit),
				Value: b.Complete(limit, a.Input.Demand), Unit: "share"}
			if m.Name == "choices" {
				f.Name, f.Title = "reach all of them", figureTitle("reach_all")
			}
			out.Figures[k] = append(out.Figures[k], f)
		}
	}
	return out, nil
}

// within counts services within each cutoff, in one list by cell.
func within(b access.Bundle, cutoffs []float64, cells int) []float64 {
	out, counts := make([]float64, cells*len(cutoffs)), make([]int, cells)
	for c, limit := range cutoffs {
		b.Within(limit, counts)
		for i, n := range counts {
			out[i*len(cutoffs)+c] = float64(n)
		}
	}
	return out
}
