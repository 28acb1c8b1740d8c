package app

import (
	"context"
	"fmt"
	"math"
	"slices"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/load/optionfile"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

var nan = math.NaN()

// questions are what a request asks in addition to the comparison, resolved.
type questions struct {
	sweeps []sweep
	finds  []finding
}

// sweep is a sweep with its options.
type sweep struct {
	levers  []lever
	options []scenario.Option
	values  [][]float64 // by step, then by lever
}

// understand resolves the sweeps and searches of a request and those of the option
// files that it names, and refuses what cannot be computed, before anything is.
func (s *Session) understand(ctx context.Context, q *Request, c *load.County, ch *chosen) (*questions, error) {
	out := &questions{}
	asked := [][]scenario.Sweep{q.Sweeps}
	of := [][]scenario.Option{ch.list}
	finds := slices.Clone(q.Finds)
	if len(q.Options) > 0 { // the questions of files count if the option is named
		for _, o := range ch.named {
			if q.Sweeps == nil {
				asked, of = append(asked, o.Sweeps), append(of, withReferences(ch.list, o.ID))
			}
			if q.Finds == nil {
				finds = append(finds, o.Finds...)
			}
		}
	}
	if q.Sweeps == nil && finds == nil && !slices.ContainsFunc(asked, func(list []scenario.Sweep) bool { return list != nil }) {
		return out, nil
	}
	p, err := s.readyFor(ctx, q, c, ch.list)
	if err != nil {
		return nil, err
	}
	names := &resolver{}
	for k, list := range asked {
		if list == nil {
			continue
		}
		one, err := sweepOf(c, p, of[k], list, names)
		if err != nil {
			return nil, err
		}
		out.sweeps = append(out.sweeps, *one)
	}
	for _, f := range finds {
		one, err := findOf(q, c, ch, p, f, names)
		if err != nil {
			return nil, err
		}
		out.finds = append(out.finds, *one)
	}
	c.Asides = append(c.Asides, names.notes...)
	return out, nil
}

// withReferences returns some options of a list, each with the options that it is
// compared with, in the order of the list.
func withReferences(list []scenario.Option, named ...string) []scenario.Option {
	var out []scenario.Option
	for k := len(list) - 1; k >= 0; k-- { // references stand before
		if o := list[k]; slices.Contains(named, o.ID) {
			out, named = append(out, o), append(named, o.Against)
		}
	}
	slices.Reverse(out)
	return out
}

// sweepOf resolves a sweep.
func sweepOf(c *load.County, p *engine.Prepared, base []scenario.Option, list []scenario.Sweep, names *resolver) (*sweep, error) {
	if len(list) > optionfile.MostSweeps {
		return nil, &Unfit{fmt.Errorf("%d sweeps, expected at most %d, whose values are combined", len(list), optionfile.MostSweeps)}
	}
	out := &sweep{options: base, values: [][]float64{nil}}
	for _, one := range list {
		l, err := leverOf(c, one.What, names)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out.levers, func(other lever) bool { return other.Key == l.Key }) {
			return nil, &Unfit{fmt.Errorf("two sweeps of %s: give each its own parameter", l.Key)}
		}
		for _, end := range []float64{one.From, one.To} {
			if err := l.check(end); err != nil {
				return nil, err
			}
		}
		if err := l.refusal(p, base); err != nil {
			return nil, err
		}
		out.levers = append(out.levers, l)
		var combined [][]float64
		for _, before := range out.values {
			for _, v := range one.Values() {
				combined = append(combined, append(slices.Clone(before), v))
			}
		}
		out.values = combined
	}
	if len(out.values) > load.MostSteps {
		return nil, &Unfit{fmt.Errorf("%d combinations of values, expected at most %d: take longer steps", len(out.values), load.MostSteps)}
	}
	return out, nil
}

// answer adds the answers of the questions to a report.
func (s *Session) answer(ctx context.Context, q *Request, c *load.County, asked *questions, options []scenario.Option, r *report.Report) error {
	if len(asked.sweeps) == 0 && len(asked.finds) == 0 {
		return nil
	}
	p, err := s.readyFor(ctx, q, c, options)
	if err != nil {
		return err
	}
	for k := range asked.sweeps {
		one, err := asked.sweeps[k].run(ctx, q, c, p, r)
		if err != nil {
			return blamed(ctx, q, c, err)
		}
		r.Sweeps = append(r.Sweeps, *one)
	}
	for k := range asked.finds {
		one, err := asked.finds[k].run(ctx, q, c, p)
		if err != nil {
			return blamed(ctx, q, c, err)
		}
		r.Finds = append(r.Finds, *one)
	}
	return nil
}

// run compares the options at every step.
func (w *sweep) run(ctx context.Context, q *Request, c *load.County, p *engine.Prepared, r *report.Report) (*report.Sweep, error) {
	out := &report.Sweep{}
	for i := range w.levers {
		out.Levers = append(out.Levers, w.levers[i].Swept)
	}
	for _, o := range w.options {
		out.Options = append(out.Options, slices.IndexFunc(r.Options, func(x report.Option) bool { return x.ID == o.ID }))
	}
	for k, values := range w.values {
		q.share("progress.sweeping", float64(k)/float64(len(w.values)))
		now, err := varied{p, w.options}.with(ctx, c, w.levers, values)
		if err != nil {
			return nil, err
		}
		res, err := engine.Run(ctx, now.prepared, engine.Inputs{Options: now.options, Rules: c.Rules}, nil)
		if err != nil {
			return nil, err
		}
		step := report.SweepStep{Values: values}
		for i := range w.options {
			step.Rows = append(step.Rows, sweepRow(&res.Report, i))
		}
		out.Steps = append(out.Steps, step)
	}
	return out, nil
}

// sweepRow takes the counts of an option from its report.
func sweepRow(r *report.Report, option int) report.SweepRow {
	out := report.SweepRow{County: r.Network[option].County, Homes: r.Network[option].Homes}
	for s := range r.Services {
		row := &r.Services[s].Rows[option]
		out.Services = append(out.Services, report.SweepCounts{GetsThere: row.GetsThere, There: row.There, Visits: row.Visits, County: row.County, Homes: row.Homes})
	}
	return out
}

// share reports the share done of one piece of work, a key of the catalog of words, if
// anybody asks.
func (q *Request) share(doing string, done float64) {
	if q.Progress != nil {
		q.Progress(report.NewMessage(doing), done)
	}
}
