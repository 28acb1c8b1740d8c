package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// county measures a service of a county, with one option applied at most.
func (q *AccessRequest) county(ctx context.Context, asked engine.Asked) (*report.Access, []string, error) {
	if len(q.Options) > 1 {
		return nil, nil, errors.New("a measure is of one option, or of the county as it is")
	}
	c, chosen, err := read(ctx, &q.Request)
	if err != nil {
		return nil, nil, err
	}
	base := &c.Base
	if len(q.Options) == 1 {
		if base, err = applied(c, chosen.named[0]); err != nil {
			return nil, nil, invalid(ctx, err)
		}
	}
	ask, words, err := q.ask(c)
	if err != nil {
		return nil, nil, err
	}
	grid, err := engine.GridOf(base, base.Year, c.Settings.Path)
	if err != nil {
		return nil, nil, invalid(ctx, err)
	}
	in, err := engine.InputOf(base, grid, ask)
	if err != nil {
		return nil, nil, err
	}
	asked.Input = in.Input
	if q.Own {
		car, err := q.car(c)
		if err != nil {
			return nil, nil, err
		}
		if asked.Groups, err = in.OwnModes(base, grid, ask, car); err != nil {
			return nil, nil, err
		}
	}
	if q.By == "area" {
		asked.Count = len(grid.Areas)
		for _, i := range in.Cells {
			asked.Areas = append(asked.Areas, grid.Area[i])
		}
	}
	a, err := engine.Measure(asked)
	if err != nil {
		return nil, nil, err
	}
	a.Title, a.Asked, a.Synthetic, a.Demo, a.Year = c.Name, words, c.Synthetic, c.Demo, base.Year
	for g := range a.Areas {
		a.Areas[g].ID, a.Areas[g].Name = grid.Areas[g].ID, grid.Areas[g].Name
	}
	q.rows(a, base, grid, in)
	return a, c.Notes, nil
}

// applied gives the county after an option's changes.
func applied(c *load.County, o scenario.Option) (*scenario.Base, error) {
	base, refusals := scenario.Apply(&c.Base, o)
	if len(refusals) > 0 {
		return nil, c.Locate(o, refusals)
	}
	return base, nil
}

// ask settles what of the county is measured.
func (q *AccessRequest) ask(c *load.County) (engine.CountyAsk, string, error) {
	all := c.Base.Network.Services
	ids, err := services(all, q.Service)
	if err != nil {
		return engine.CountyAsk{}, "", err
	}
	if len(ids) != 1 {
		return engine.CountyAsk{}, "", fmt.Errorf("a measure is of one service; %s stands for %s", q.Service, strings.Join(ids, ", "))
	}
	return q.askOf(&c.Base, ids[0], c.Settings.Period)
}

// askOf settles what of a service is measured.
func (q *AccessRequest) askOf(base *scenario.Base, service string, period travel.Period) (engine.CountyAsk, string, error) {
	n := base.Network
	s := n.Services[n.Service(service)]
	ask := engine.CountyAsk{Service: s.ID, Group: s.Target, Supply: q.Supply}
	if ask.Supply == "" {
		ask.Supply = engine.SupplyWords()[0]
	}
	if q.Group != "" {
		lo, hi, ok := params.ParseAges(q.Group)
		if ask.Group = (population.Group{From: lo, To: min(hi, population.Ages-1)}); !ok {
			return ask, "", fmt.Errorf("--group %s: expected an age group such as 0-6, 75+ or all", q.Group)
		}
	}
	var err error
	if ask.Modes, err = q.modes(base.Matrix, period); err != nil {
		return ask, "", err
	}
	var modes []string
	for _, m := range ask.Modes {
		modes = append(modes, m.String())
	}
	return ask, fmt.Sprintf("%s · people %s, %d · supply: %s · fastest of %s", s.Name.En, ask.Group, base.Year, ask.Supply, strings.Join(modes, ", ")), nil
}

// modes settles the tables of times: those asked for, all of which the county
// must have, or of walk and transit those that it has.
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

// car settles the car's times of those who have one at hand.
func (q *AccessRequest) car(c *load.County) (engine.ModeTime, error) {
	m := engine.ModeTime{Mode: travel.Car, Period: c.Settings.Period}
	if !m.In(c.Base.Matrix) {
		return m, &Unknown{What: "travel times by mode", Name: m.Mode.String(), Known: engine.ModeWords(c.Base.Matrix)}
	}
	return m, nil
}

// rows names the rows of the result and gives them their places.
func (q *AccessRequest) rows(a *report.Access, base *scenario.Base, grid *population.Grid, in *engine.CountyInput) {
	if a.Facilities {
		a.Places = []orb.Point{}
		for _, f := range in.Facilities {
			x := &base.Network.Facilities[f]
			a.IDs, a.Names, a.Places = append(a.IDs, x.ID), append(a.Names, x.Name), append(a.Places, x.At)
		}
		return
	}
	a.Side, a.Places = grid.Side, []orb.Point{}
	for _, i := range in.Cells {
		a.IDs, a.Places = append(a.IDs, grid.Name(i)), append(a.Places, grid.Centres[i])
	}
}
