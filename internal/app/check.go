package app

import (
	"context"
	"fmt"
	"slices"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Findings is what Check has to say about a county in which nothing is wrong.
type Findings struct {
	OK    []string // what was read and fits, one a line
	Notes []string // what reading had to say, such as snapped places, and of the store
}

// Check applies the options that are named, or all of the county where none is, and
// finds what would keep them from being compared. It computes no figure and writes
// nothing. The error lists every problem.
func (s *Session) Check(ctx context.Context, q Request) (*Findings, error) {
	c, list, p, err := s.askReady(ctx, &q)
	if err != nil {
		return nil, err
	}
	warnings, err := p.Check(list)
	if err != nil {
		return nil, blamed(ctx, &q, c, err)
	}
	all, inAreas := c.Base.Grid.Total()
	n := c.Base.Network
	f := &Findings{Notes: slices.Concat(c.Asides, c.Notes, warnings, c.NameNotes(list)), OK: []string{
		fmt.Sprintf("county %s: %s people in %d areas, year %d", c.Name, report.Spaced(inAreas), len(c.Base.Grid.Areas), c.Base.Year),
		fmt.Sprintf("grid: %s cells, %s people", report.Spaced(float64(c.Base.Grid.Cells())), report.Spaced(all)),
		fmt.Sprintf("network: %d services, %d facilities, %d service points", len(n.Services), len(n.Facilities), len(n.Points)),
		fmt.Sprintf("travel times: %d destinations, %d tables", c.Base.Matrix.Columns(), len(c.Base.Matrix.Tables)),
		fmt.Sprintf("parameters: %d; rules: %d; known figures: %d", len(c.Base.Params.All()), len(c.Rules), len(c.Known)),
	}}
	for _, o := range list {
		f.OK = append(f.OK, fmt.Sprintf("option %s: changes: %d", o.ID, len(o.Changes)))
	}
	return f, nil
}

// Options lists the county's options with what each changes, those that others are
// compared with among them, and what there is to say of them.
func (s *Session) Options(ctx context.Context, q Request) (options []report.Option, asides []string, err error) {
	c, list, p, err := s.askReady(ctx, &q)
	if err != nil {
		return nil, nil, err
	}
	if _, err := p.Check(list); err != nil {
		return nil, nil, blamed(ctx, &q, c, err)
	}
	return p.Describe(list), c.Asides, nil
}

// askReady gives the county and the options of a question, and the county made ready
// for it.
func (s *Session) askReady(ctx context.Context, q *Request) (*load.County, []scenario.Option, *engine.Prepared, error) {
	c, options, err := s.ask(q)
	if err != nil {
		return nil, nil, nil, err
	}
	p, err := s.readyFor(ctx, q, c, options.list)
	return c, options.list, p, err
}
