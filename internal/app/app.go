// Package app connects reading, comparing and writing: one call goes from a request
// to a written folder. Compare does the whole job, and Check stops before the
// comparison. The package decides which options are compared and with which
// reference. It knows no flag and prints nothing. Its errors distinguish invalid
// files (Invalid) and wrong requests (Unknown).
package app

import (
	"context"

	"saavu/internal/board"
	"saavu/internal/engine"
	"saavu/internal/export"
	"saavu/internal/load"
	"saavu/internal/words"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// Request is a county and one question about its options.
type Request struct {
	Source
	Options  []string          // options of the county by id or name, or option files
	WhatIf   []scenario.Change // changes of one more option, WhatIfID; they have ids or names
	Service  string            // service by id or name, or bundle, to show; "" is the first, "all" every one; maps without it: see export.Set
	Frame    string            // "staff" or "budget"
	Period   *travel.Period    // nil is the county's own, as for the next three
	Cycling  *bool             // people without a car may also cycle
	Choice   *bool             // free choice among points instead of the nearest
	Path     *population.Path  // where the people of a year come from
	Draws    int               // parameter draws for the ranges; 0 gives no ranges
	Networks int               // drawn networks for the ranges of who gets there; 0 gives these no range
	Seed     uint64
	Movers   bool         // compute what each ranged parameter changes
	Detail   bool         // compute contacts by area, and what one unit more of a capacity gives; files have both
	OutDir   string       // folder for files; "" writes none
	Screen   bool         // compare only the options of the first screen, and compute only what it prints
	Page     bool         // give what a page of the comparison is made of, Outcome.Page
	Public   bool         // leave cells of few people out of the files
	Layers   []string     // kinds of layers that the GeoPackage has on request: see export.Layers
	Words    *words.Words // of the files; nil is English

	measuredAgainst string         // option that will be compared with later; reported together with other unknown names
	hints           map[place]hint // on the names in WhatIf

	Sweeps []scenario.Sweep // at most two, whose values are combined; nil asks those of the named option files
	Finds  []scenario.Find  // at which value one option beats another; nil asks those of the named option files
	Stress bool             // compare again in each stress test

	Measure *AccessRequest // an accessibility measure in addition to the decision table; nil is none
	Version string         // for the provenance
	Command string         // that makes the page again
}

// files reports whether the request asks for files or a page.
func (q *Request) files() bool { return q.OutDir != "" || q.Page }

// Outcome is the result of a run.
type Outcome struct {
	Report   report.Report
	Services []string         // ids of the requested services, in the report's order
	All      bool             // every service and the network were requested
	Added    []string         // ids of options that were added for comparison
	Notes    []report.Message // notes of reading the files, such as snapped places
	Warnings []report.Message // warnings about the options and the staff
	WhatIf   scenario.Option  // the option of the request's changes; empty without any
	Asides   []string         // notes about the county's store and about earlier files; not part of the result
	Page     *export.Set      // what a page is made of, if it was asked for
}

// Compare compares options of the county and writes the requested files. They are
// written before it returns, all or none.
func (s *Session) Compare(ctx context.Context, q Request) (*Outcome, error) {
	c, options, err := s.ask(&q)
	if err != nil {
		return nil, err
	}
	whatIf, _ := find(options.named, WhatIfID)
	out := &Outcome{WhatIf: whatIf, Added: options.added, Notes: c.Notes, Asides: c.Asides, All: q.Service == everyService}
	if out.Services, err = services(c.Base.Network.Services, q.Service); err != nil {
		return nil, err
	}
	asked, err := s.understand(ctx, &q, c, options)
	if err != nil {
		return nil, err
	}
	out.Asides = c.Asides
	res, err := s.compare(ctx, &q, c, options.list)
	if err != nil {
		return nil, err
	}
	res.Report.Names, res.Report.Sources = c.Names, c.Sources
	if err := s.answer(ctx, &q, c, asked, options.list, &res.Report); err != nil {
		return nil, err
	}
	if q.Stress {
		if res.Report.Stress, err = s.stress(ctx, &q, c, options.list, &res.Report); err != nil {
			return nil, err
		}
	}
	out.Warnings = res.Warnings
	if q.Measure != nil {
		if err := q.measure(s.settings(&q).Period, res, out.Services); err != nil {
			return nil, unfit(ctx, err)
		}
	}
	out.Report = res.Report
	if q.OutDir == "" && !q.Page {
		return out, nil
	}
	set, err := setOf(&q, c, options.list, res)
	if err != nil {
		return nil, err
	}
	if q.Service != "" {
		set.Mapped = out.Services
	}
	if q.Page {
		out.Page = set
	}
	if q.OutDir == "" {
		return out, nil
	}
	notes, err := export.Write(ctx, q.OutDir, *set)
	out.Asides = append(out.Asides, notes...)
	return out, err
}

// setOf is what files and a page are made of.
func setOf(q *Request, c *load.County, options []scenario.Option, res *engine.Result) (*export.Set, error) {
	hashes, err := scenario.Hashes(options, c.Base.Year)
	if err != nil {
		return nil, err
	}
	set := &export.Set{Result: board.Result{Report: res.Report, Surfaces: res.Surfaces, Counties: res.Counties, Grid: c.Base.Grid, Background: c.Background, Flows: res.Flows},
		Hashes: hashes, Params: c.Base.Params, Version: q.Version, Command: q.Command, Words: q.Words, Fixed: c.Fixed, Asked: q.Layers}
	if q.Public {
		set.Result = set.Protected()
	}
	for _, i := range c.Inputs {
		set.Inputs = append(set.Inputs, export.Input(i))
	}
	return set, nil
}

// compare runs the engine; refusals get their places in the option files.
func (s *Session) compare(ctx context.Context, q *Request, c *load.County, options []scenario.Option) (*engine.Result, error) {
	p, err := s.readyFor(ctx, q, c, options)
	if err != nil {
		return nil, err
	}
	var elsewhere, alone []report.Option
	if q.Screen {
		if options, elsewhere, alone, err = onScreen(p, options); err != nil {
			return nil, blamed(ctx, q, c, err)
		}
	}
	in := engine.Inputs{ID: c.ID, Name: c.Name, Synthetic: c.Synthetic, Demo: c.Demo, Options: options,
		Rules: c.Rules, Known: c.Known, Notes: c.Notes, Movers: q.Movers, Screen: q.Screen, Maps: q.files(), Detail: q.Detail || q.files(), Flows: export.NeedFlows(q.Layers)}
	var progress func(float64)
	if q.Progress != nil {
		progress = func(share float64) { q.share("progress.comparing", share) }
	}
	res, err := engine.Run(ctx, p, in, progress)
	if err != nil {
		return nil, blamed(ctx, q, c, err)
	}
	res.Report.Elsewhere, res.Report.Alone = elsewhere, alone
	return res, nil
}

// readyFor prepares the county for a question.
func (s *Session) readyFor(ctx context.Context, q *Request, c *load.County, options []scenario.Option) (*engine.Prepared, error) {
	set := s.settings(q)
	var missing faults
	gathered(&missing.problems, c.CheckParameters())
	if gathered(&missing.problems, c.CheckTimes(set.Period)); !missing.empty() {
		missing.refuse(c, options, &Request{hints: q.hints})
		return nil, missing.err("")
	}
	p, err := s.prepared(ctx, set)
	return p, blamed(ctx, q, c, err)
}

// blamed gives refusals their places in the option files and makes other errors of
// the engine Invalid.
func blamed(ctx context.Context, q *Request, c *load.County, err error) error {
	if err == nil {
		return nil
	}
	if all := located(c, err); all != nil {
		q.explain(all)
		err = all.Sorted()
	}
	return invalid(ctx, err)
}
