// Package app joins reading, comparing and writing: one call from a request to
// a written folder. Compare does the main job and Check stops before it. The
// package decides which options stand beside each other and what each is
// compared with; it knows no flag and prints nothing. Its errors say whether
// the files are at fault (Invalid) or the request (Unknown).
package app

import (
	"context"
	"slices"

	"saavu/internal/engine"
	"saavu/internal/export"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// Request is what one run is asked to do.
type Request struct {
	County   string            // county file; empty is the embedded county
	Data     string            // folder that {data} stands for in the county file
	FixAxes  bool              // exchange x and y of files where they are found to be exchanged
	Embedded source.Files      // the embedded county and its options
	Options  []string          // ids of the county's options or option files
	WhatIf   []scenario.Change // changes that make one more option, WhatIfID
	Service  string            // service or bundle to show; "" is the first, "all" every one
	Frame    string            // "staff" or "budget"
	Period   *travel.Period    // nil is the county's own, as for the next three
	Cycling  *bool             // people without a car may also cycle
	Choice   *bool             // free choice among points instead of the nearest
	Path     *population.Path  // how the people of a year are known
	Draws    int               // parameter draws behind the ranges; 0 gives no ranges
	Seed     uint64
	OutDir   string // folder for files; empty writes none
	Public   bool   // leave cells of few people out of the files

	beside string // option that is compared with later, told of where others are unknown

	Measure *AccessRequest // a measure of access beside the decision table; nil is none
	Version string         // for the provenance

	// Progress is told what is being done and its share, 0 to 1. It may be nil,
	// and is called from several goroutines.
	Progress func(doing string, share float64)
}

// Outcome is what a run gives.
type Outcome struct {
	Report   report.Report
	Services []string // ids of the services asked for, in the report's order
	All      bool     // every service and the network were asked for
	Added    []string // ids of options that nobody named, to compare with
	Notes    []string // what reading had to say, such as snapped places, and what is doubtful in the options
	Asides   []string // what there is to say of the county's store; no part of the result
}

// Compare reads a county, compares its options and writes the files asked for.
// The files are written before it returns, whole or not at all.
func Compare(ctx context.Context, q Request) (*Outcome, error) {
	c, options, err := read(ctx, &q)
	if err != nil {
		return nil, err
	}
	out := &Outcome{Added: options.added, Notes: c.Notes, Asides: c.Asides, All: q.Service == everyService}
	if out.Services, err = services(c.Base.Network.Services, q.Service); err != nil {
		return nil, err
	}
	res, err := compare(ctx, &q, c, options.list)
	if err != nil {
		return nil, err
	}
	out.Notes = slices.Concat(out.Notes, res.Warnings)
	if q.Measure != nil {
		if err := q.measure(c, res, out.Services); err != nil {
			return nil, unfit(ctx, err)
		}
	}
	out.Report = res.Report
	if q.OutDir == "" {
		return out, nil
	}
	set := export.Set{Report: res.Report, Surfaces: res.Surfaces, Counties: res.Counties, Grid: c.Base.Grid,
		Params: c.Base.Params, Version: q.Version, Public: q.Public, Fixed: c.Fixed}
	for _, i := range c.Inputs {
		set.Inputs = append(set.Inputs, export.Input(i))
	}
	return out, export.Write(ctx, q.OutDir, set)
}

// read reads the county and settles which options are compared.
func read(ctx context.Context, q *Request) (*load.County, *chosen, error) {
	files, path := q.Embedded, load.EmbeddedCounty
	if q.County != "" {
		files, path = source.OS(), q.County
	}
	c, err := load.Read(ctx, files, path, q.loading())
	if err != nil {
		return nil, nil, invalid(ctx, withOptions(q, c, path, err))
	}
	options, err := choose(c, q)
	if err != nil {
		return nil, nil, err
	}
	c.Asides = append(c.Asides, options.asides...)
	return c, options, nil
}

// compare runs the engine; refusals get their places in the option files.
func compare(ctx context.Context, q *Request, c *load.County, options []scenario.Option) (*engine.Result, error) {
	in := engine.Inputs{ID: c.ID, Name: c.Name, Synthetic: c.Synthetic, Demo: c.Demo, Base: &c.Base, Options: options,
		Rules: c.Rules, Known: c.Known, Notes: c.Notes, Movers: true, Maps: q.OutDir != "",
		Settings: engine.Settings{Frame: q.Frame, Period: c.Settings.Period, Cycling: c.Settings.Cycling,
			Choice: c.Settings.Choice, Path: c.Settings.Path, Draws: q.Draws, Seed: q.Seed}}
	override(&in.Settings.Period, q.Period)
	override(&in.Settings.Cycling, q.Cycling)
	override(&in.Settings.Choice, q.Choice)
	override(&in.Settings.Path, q.Path)
	var missing faults
	if gathered(&missing.problems, c.CheckTimes(in.Settings.Period)); !missing.empty() {
		missing.refuse(c, options, &Request{})
		return nil, missing.err("")
	}
	var progress func(float64)
	if q.Progress != nil {
		progress = func(share float64) { q.Progress("comparing", share) }
	}
	res, err := engine.Run(ctx, in, progress)
	if all := located(c, err); all != nil {
		err = all.Sorted()
	}
	if err != nil {
		return nil, invalid(ctx, err)
	}
	return res, nil
}

func override[T any](setting *T, asked *T) {
	if asked != nil {
		*setting = *asked
	}
}
