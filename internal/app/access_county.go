package app

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/load/optionfile"
	"saavu/pkg/access"
	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// county computes a measure of a service of a county, or of several services
// together, with at most one option applied. With Against it compares the result
// with that of another option.
func (q *AccessRequest) county(ctx context.Context, s *Session, asked engine.Asked) (*report.Access, []report.Message, error) {
	if len(q.Options) > 1 {
		return nil, nil, errors.New("a measure needs one option or the unchanged county: --against names the option to compare with")
	}
	c, chosen, err := s.ask(&q.Request)
	if err != nil {
		return nil, nil, err
	}
	q.Against = q.measuredAgainst
	now, err := q.worldOf(ctx, c, q.Options, chosen, asked)
	if err != nil {
		return nil, nil, err
	}
	a, err := engine.Measure(now.asked)
	if err != nil {
		return nil, nil, err
	}
	if q.Against != "" {
		if a, err = q.against(ctx, c, now, a); err != nil {
			return nil, nil, err
		}
	}
	a.Notes = append(a.Notes, now.notes...)
	a.Called = c.Names
	a.Title, a.Asked, a.Synthetic, a.Demo, a.Year = c.Name, now.what, c.Synthetic, c.Demo, now.base.Year
	now.rows(a)
	if q.Out != "" {
		now.shapes(a, q.By)
	}
	a.Arrange(now.listed(a), population.InOrder(now.asked.Areas.Order, len(a.Areas)))
	return a, slices.Concat(asRead(c.Asides), c.Notes), nil
}

// against computes the measure of the other option and compares the two.
func (q *AccessRequest) against(ctx context.Context, c *load.County, now *world, a *report.Access) (*report.Access, error) {
	options := []string{q.Against}
	chosen, err := choose(c, &Request{Options: options})
	if err != nil {
		return nil, err
	}
	if q.Against == Today {
		c.Notes = append(c.Notes, asRead(chosen.asides)...)
	}
	before, err := q.worldOf(ctx, c, options, chosen, now.asked)
	if err != nil {
		return nil, err
	}
	b, err := engine.Measure(before.asked)
	if err != nil {
		return nil, err
	}
	for _, note := range before.notes {
		if !slices.ContainsFunc(now.notes, func(n report.Message) bool { return reflect.DeepEqual(n, note) }) {
			now.notes = append(now.notes, report.NewMessage("access.of_option", "option", q.Against, "note", note))
		}
	}
	return engine.Against(now.asked, b, a, q.Against, q.Lose)
}

// Today is the name of the unchanged county as the reference of an option.
const Today = optionfile.Today

// world is the input of one option's measure.
type world struct {
	base  *scenario.Base
	grid  *population.Grid
	in    *engine.CountyInput
	asked engine.Asked
	what  []report.Message // what is measured
	notes []report.Message // of it
}

// worldOf applies an option, if one is named, and selects the input of the measure.
func (q *AccessRequest) worldOf(ctx context.Context, c *load.County, options []string, chosen *chosen, asked engine.Asked) (*world, error) {
	w := &world{base: &c.Base, asked: asked}
	var err error
	if len(options) == 1 {
		if w.base, err = applied(c, chosen.named[0]); err != nil {
			return nil, invalid(ctx, err)
		}
	}
	if w.grid, err = engine.GridOf(&c.Base, w.base.Year, c.Settings.Path); err != nil {
		return nil, invalid(ctx, err)
	}
	ids, err := services(c.Base.Network.Services, q.Service)
	if err != nil {
		return nil, err
	}
	if len(ids) > 1 {
		err = q.several(w, ids, c.Settings.Period)
	} else {
		err = q.single(w, ids[0], c.Settings.Period)
	}
	if err != nil || q.By == "" {
		return w, err
	}
	p, ok := engine.PartitionOf(w.grid, q.By)
	if !ok {
		return nil, &Unknown{What: "partition", Name: q.By, Known: engine.PartitionNames(w.grid)}
	}
	w.asked.Areas = w.in.Rows(p)
	return w, nil
}

// single selects the input of one service.
func (q *AccessRequest) single(w *world, service string, period travel.Period) error {
	if m := w.asked.Measure; len(q.Choice.Cutoffs) > 0 && !q.PerFacility && !slices.Contains(m.Needs, access.NeedCutoffs) {
		return fmt.Errorf("%s of one service does not use --cutoff: leave it out, or measure several services together", m.Name)
	}
	ask, err := q.askOf(w.base, service, period)
	if err != nil {
		return err
	}
	if w.in, err = engine.InputOf(w.base, w.grid, ask); err != nil {
		return err
	}
	w.notes = w.in.Notes
	w.asked.Input = w.in.Input
	w.what = askedOf(report.NewMessage("asked.service", "service", nameOf(w.base, service)), ask, w.base)
	if !q.Own {
		return nil
	}
	car := engine.ModeTime{Mode: travel.Car, Period: period}
	if !car.In(w.base.Matrix) {
		return &Unknown{What: "travel times by mode", Name: car.Mode.String(), Known: engine.ModeWords(w.base.Matrix)}
	}
	w.asked.Groups, err = w.in.OwnModes(w.base, w.grid, ask, car)
	return err
}

// several selects the times of services that are measured together. Without an age
// group it uses the group that all of them have, or else everybody.
func (q *AccessRequest) several(w *world, ids []string, period travel.Period) error {
	if q.Own {
		return fmt.Errorf("--own-modes needs a single service; %s stands for %s", q.Service, strings.Join(ids, ", "))
	}
	var asks []engine.CountyAsk
	for _, id := range ids {
		ask, err := q.askOf(w.base, id, period)
		if err != nil {
			return err
		}
		asks = append(asks, ask)
	}
	group := asks[0].Group
	for _, ask := range asks {
		if ask.Group != group {
			group = population.Group{To: population.Ages - 1}
		}
	}
	var names []lang.Name
	for _, ask := range asks {
		ask.Group = group
		in, err := engine.InputOf(w.base, w.grid, ask)
		if err != nil {
			return err
		}
		name := nameOf(w.base, ask.Service)
		names, w.in, w.notes = append(names, name), in, append(w.notes, in.Notes...)
		w.asked.Services = append(w.asked.Services, in.Times(name))
	}
	w.asked.Input.Demand = w.in.Demand
	asks[0].Group = group
	w.what = askedOf(report.NewMessage("asked.services", "services", names), asks[0], w.base)
	return nil
}

// applied returns the county after an option's changes.
func applied(c *load.County, o scenario.Option) (*scenario.Base, error) {
	base, refusals := scenario.Apply(&c.Base, o)
	if len(refusals) > 0 {
		return nil, c.Locate(o, refusals)
	}
	return base, nil
}

// askOf selects what is measured for a service.
func (q *AccessRequest) askOf(base *scenario.Base, service string, period travel.Period) (engine.CountyAsk, error) {
	n := base.Network
	s := n.Services[n.Service(service)]
	ask := engine.CountyAsk{Service: s.ID, Group: s.Target, Supply: q.Supply}
	if known := engine.SupplyWords(); ask.Supply != "" && !slices.Contains(known, ask.Supply) {
		return ask, &Unknown{What: "supply", Name: ask.Supply, Known: known}
	}
	if ask.Supply == "" {
		ask.Supply = engine.SupplyWords()[0]
	}
	if q.Group != "" {
		lo, hi, ok := params.ParseAges(q.Group)
		if ask.Group = (population.Group{From: lo, To: min(hi, population.Ages-1)}); !ok {
			return ask, fmt.Errorf("--group %s: expected an age group such as 0-6, 75+ or all", q.Group)
		}
		if lo >= population.Ages {
			return ask, fmt.Errorf("--group %s: the last age is %d, which includes all older people", q.Group, population.Ages-1)
		}
	}
	var err error
	ask.Modes, err = q.modes(base.Matrix, period)
	return ask, err
}

// modes selects the tables of times: the requested ones, all of which the county
// must have, or walk and transit if the county has them.
func (q *AccessRequest) modes(x *travel.Matrix, period travel.Period) ([]engine.ModeTime, error) {
	var out []engine.ModeTime
	for _, word := range q.Modes {
		m, ok := engine.ParseModeTime(word, period)
		if !ok || !m.In(x) {
			return nil, &Unknown{What: "travel times by mode", Name: word, Known: engine.ModeWords(x)}
		}
		out = append(out, m)
	}
	if len(q.Modes) > 0 {
		return out, nil
	}
	for _, mode := range []travel.Mode{travel.Walk, travel.Transit} {
		if m := (engine.ModeTime{Mode: mode, Period: period}); m.In(x) {
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("the county has travel times neither on foot nor by public transport: --mode one of %s", strings.Join(engine.ModeWords(x), ", "))
	}
	return out, nil
}
