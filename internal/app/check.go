package app

import (
	"context"
	"fmt"
	"slices"

	"saavu/pkg/report"
)

// Findings is what Check has to say about a county in which nothing is wrong.
type Findings struct {
	OK    []string // what was read and fits, one a line
	Notes []string // what reading had to say, such as snapped places, and of the store
}

// Check reads a county with all its options and applies those that are named,
// or all where none is. It compares at the parameters' values only and writes
// nothing. The error lists every problem.
func Check(ctx context.Context, q Request) (*Findings, error) {
	q.Draws, q.OutDir = 0, ""
	c, options, err := read(ctx, &q)
	if err != nil {
		return nil, err
	}
	res, err := compare(ctx, &q, c, options.list)
	if err != nil {
		return nil, err
	}
	all, inAreas := c.Base.Grid.Total()
	n := c.Base.Network
	f := &Findings{Notes: slices.Concat(c.Asides, c.Notes, res.Warnings), OK: []string{
		fmt.Sprintf("county %s: %s people in %d areas, year %d", c.Name, report.Spaced(inAreas), len(c.Base.Grid.Areas), c.Base.Year),
		fmt.Sprintf("grid: %s cells, %s people", report.Spaced(float64(c.Base.Grid.Cells())), report.Spaced(all)),
		fmt.Sprintf("network: %d services, %d facilities, %d service points", len(n.Services), len(n.Facilities), len(n.Points)),
		fmt.Sprintf("travel times: %d destinations, %d tables", c.Base.Matrix.Columns(), len(c.Base.Matrix.Tables)),
		fmt.Sprintf("parameters: %d; rules: %d; known figures: %d", len(c.Base.Params.All()), len(c.Rules), len(c.Known)),
	}}
	for _, o := range options.list {
		f.OK = append(f.OK, fmt.Sprintf("option %s: changes: %d", o.ID, len(o.Changes)))
	}
	return f, nil
}
