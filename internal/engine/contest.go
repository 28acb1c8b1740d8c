package engine

import (
	"context"
	"fmt"
	"slices"

	"saavu/pkg/scenario"
)

// For returns the county as the ranges of a count need it: who gets there varies by
// network and all else by draw, so the other of the two is left out. The count is an
// index of report.CountNames.
func (p *Prepared) For(ctx context.Context, count int) (*Prepared, error) {
	s := p.settings
	if count == 0 {
		s.Draws = 0
	} else {
		s.Networks = 0
	}
	if s == p.settings {
		return p, nil
	}
	return prepare(ctx, p.base, s, p)
}

// Difference evaluates options and returns by how much one has more of a count than
// another: at index 0 at the parameters' values, then in each draw. The count is an
// index of report.CountNames. Service is an index, or -1 for the euros of all services.
// Euros are those beyond the option that both are compared with in the end, which must
// be the same. It is an error if positions that the count depends on are not known.
func (p *Prepared) Difference(ctx context.Context, options []scenario.Option, one, other string, count, service int) ([]float64, error) {
	if count == 0 { // nobody gets there because of rooms and staff
		options = slices.Clone(options)
		for i := range options {
			options[i].Fit = scenario.Fit{}
		}
	}
	counties, err := Apply(p.base, options)
	if err != nil {
		return nil, err
	}
	list, err := p.evaluateAll(ctx, options, counties, false, func(float64) {})
	if err != nil {
		return nil, err
	}
	var sides [2]*Evaluation
	for i, id := range []string{one, other} {
		for _, e := range list {
			if e.Option.ID == id {
				sides[i] = e
			}
		}
		if sides[i] == nil {
			return nil, fmt.Errorf("option %s is not compared", id)
		}
	}
	a, b := sides[0], sides[1]
	if err := sameYear(one, a.Year, other, b.Year); err != nil {
		return nil, err
	}
	if a.root().Option.ID != b.root().Option.ID {
		return nil, fmt.Errorf("options %s and %s are compared with different options, %s and %s", one, other, a.root().Option.ID, b.root().Option.ID)
	}
	if count > 0 && !(service >= 0 && p.staffed(service) || service < 0 && p.allStaffed()) {
		return nil, fmt.Errorf("the positions of a service are not known, so neither are its visits and its euros")
	}
	return less(a.level(count, service), b.level(count, service)), nil
}

// level returns a count of an option by draw; euros are those beyond the root.
func (e *Evaluation) level(count, service int) series {
	switch count {
	case 0:
		return e.reached[service].there
	case 1:
		return e.figures.services[service].given
	}
	out := make(series, 1+len(e.of.draws))
	for ; e.Against != nil; e = e.Against {
		of := e.figures.payers[count-2]
		if service >= 0 {
			of = [...]series{e.figures.services[service].county, e.figures.services[service].homes}[count-2]
		}
		for k, v := range of {
			out[k] += v
		}
	}
	return out
}
