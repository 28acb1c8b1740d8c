package app

import (
	"context"
	"slices"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Findings is the result of Check for a county without problems.
type Findings struct {
	OK       []report.Message // what was read and is valid
	Notes    []report.Message // notes of reading the files, such as snapped places, and about the store
	Warnings []report.Message // warnings about the options and the staff
}

// Check applies the options that are named, or all of the county if none is, and
// finds what would prevent a comparison. It computes no figures and writes nothing.
// The error lists every problem.
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
	f := &Findings{Notes: slices.Concat(asRead(c.Asides), c.Notes, asRead(slices.Concat(c.SourceNotes(), c.NameNotes(list), idNotes(c, list)))), Warnings: warnings, OK: []report.Message{
		report.NewMessage("ok_county", "county", c.Names.Every(c.Name), "people", whole(inAreas), "areas", len(c.Base.Grid.Areas), "year", report.Year(c.Base.Year)),
		report.NewMessage("ok_grid", "cells", c.Base.Grid.Cells(), "people", whole(all)),
		report.NewMessage("ok_network", "services", len(n.Services), "facilities", len(n.Facilities), "points", len(n.Points)),
		report.NewMessage("ok_times", "destinations", c.Base.Matrix.Columns(), "tables", len(c.Base.Matrix.Tables)),
		report.NewMessage("ok_parameters", "parameters", len(c.Base.Params.All()), "rules", len(c.Rules), "known", len(c.Known)),
	}}
	for _, o := range list {
		f.OK = append(f.OK, report.NewMessage("ok_option", "name", o.Names.Every(o.Name), "option", o.ID, "changes", len(o.Changes)))
	}
	return f, nil
}

// whole is an amount without decimals.
func whole(v float64) report.Amount { return report.Amount{V: v, As: report.AsWhole} }

// Options lists the county's options with their changes, including the references of
// others, and notes about them.
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

// askReady returns the county and the options of a question, and the prepared
// county.
func (s *Session) askReady(ctx context.Context, q *Request) (*load.County, []scenario.Option, *engine.Prepared, error) {
	c, options, err := s.ask(q)
	if err != nil {
		return nil, nil, nil, err
	}
	p, err := s.readyFor(ctx, q, c, options.list)
	return c, options.list, p, err
}

// asRead turns notes in English into messages.
func asRead(notes []string) []report.Message {
	var out []report.Message
	for _, n := range notes {
		out = append(out, report.AsRead(n))
	}
	return out
}
