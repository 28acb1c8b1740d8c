package engine

import (
	"context"
	"fmt"
	"saavu/pkg/network"
	"strings"

	"saavu/pkg/delivery"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Plan is an option that is ready for evaluation.
type Plan struct {
	Option  scenario.Option
	County  *scenario.Base // after the option's changes; its grid becomes that of the option's year
	Against *Evaluation    // its reference; nil for the first option of its year
	Kept    bool           // it is a reference of others, so its bills and contacts served are kept
	Areas   bool           // contacts by area are computed too

	Geographies *delivery.Geographies // of options for the people of the same year; nil = none is kept
}

// Evaluation is one option computed for the people of its year and compared with its
// reference. Of the draws it keeps a few numbers per service.
type Evaluation struct {
	Plan
	Year int

	of       *Prepared
	people   *people
	times    *delivery.Times
	compiled *compiled // at the parameters' central values
	outcome  *delivery.Outcome
	changes  []delivery.Change // by service
	cells    []delivery.Cells  // by service, while the central values are computed; then nil
	fewer    [][]float64       // by service and live cell: people who get there on fewer days; nil = nobody
	alike    []bool            // by service: it serves what it serves in the reference, whatever the draw

	plain    account             // with the same staff
	central  account             // in the frame of the comparison
	budget   budget              // what the same-budget rule buys or sells
	lived    []delivery.AreaYear // by service, in the frame of the comparison; nil = not computed
	figures  *figures            // at the central values and by draw
	reached  []reach             // by service
	networks []*Evaluation       // its geography in each network; nil if it is no reference
	kept     []account           // by draw; nil if the option is no reference
	reach    []report.Row        // by service, the part that depends on places only
	rows     []report.Row        // by service
}

// Evaluate computes an option: it assigns its people to points and computes contacts
// served and euros, at the parameters' central values and for each draw. It fails if
// a parameter is missing or unknown, if the years of the option and its reference
// differ, or if the people of the year cannot be computed. The unchanged county
// without a reference is evaluated once per year and reused.
func (p *Prepared) Evaluate(ctx context.Context, plan Plan) (*Evaluation, error) {
	if len(plan.Option.Changes) == 0 && plan.Against == nil {
		return p.unchanged(ctx, plan)
	}
	return p.evaluate(ctx, plan)
}

func (p *Prepared) evaluate(ctx context.Context, plan Plan) (*Evaluation, error) {
	e := &Evaluation{Plan: plan, Year: p.yearOf(&plan.Option), of: p}
	if err := e.prepare(); err != nil {
		return nil, err
	}
	e.cells = make([]delivery.Cells, len(e.County.Network.Services))
	e.geography()
	if err := e.reaches(ctx); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	e.evaluateCentral()
	if err := e.draw(ctx); err != nil {
		return nil, err
	}
	e.reachRows()
	for s := range p.base.Network.Services {
		e.rows = append(e.rows, e.row(s))
	}
	return e, nil
}

// yearOf returns the year of an option's people.
func (p *Prepared) yearOf(o *scenario.Option) int {
	if o.Year != 0 {
		return o.Year
	}
	return p.base.Year
}

// prepare reads the option's parameters and finds its people and its times.
func (e *Evaluation) prepare() error {
	id, n := e.Option.ID, e.County.Network
	e.compiled = compile(e.County.Params, n, e.Year, nil)
	if err := e.compiled.reader.Err(); err != nil {
		return fmt.Errorf("option %s: %w", id, err)
	}
	if nulls := e.compiled.reader.Unknown(); len(nulls) > 0 {
		return fmt.Errorf("option %s needs parameters that are not known: %s: give a value and flag it as an assumption", id, strings.Join(nulls, ", "))
	}
	if r := e.Against; r != nil {
		if err := sameYear(id, e.Year, r.Option.ID, r.Year); err != nil {
			return err
		}
	}
	var err error
	if e.people, err = e.of.peopleOf(e.Year); err != nil {
		return err
	}
	if e.times, err = e.of.times.With(e.County.Matrix, columnsOf(n)); err != nil {
		return fmt.Errorf("option %s: %w", id, err)
	}
	e.County.Grid = e.people.grid
	return nil
}

// geography assigns the people to points and compares the result with the reference.
func (e *Evaluation) geography() {
	e.run()
	if e.hire() {
		e.run()
	}
	if e.Option.Fit.Any() {
		e.allocate()
	}
	ref := e.reference()
	before, same := ref.outcome, e.Against != nil && e.County.Params.Same(ref.County.Params)
	for s := range e.outcome.Services {
		e.changes = append(e.changes, delivery.Compare(e.people.demand, e.compiled.model, s, &before.Services[s], &e.outcome.Services[s]))
		e.fewer = append(e.fewer, delivery.FewerDays(e.people.demand, e.compiled.model, s, &before.Services[s], &e.outcome.Services[s]))
		e.alike = append(e.alike, same && delivery.Alike(e.County.Network, e.outcome, ref.County.Network, before, s))
	}
}

// run assigns the people to the points of the option.
func (e *Evaluation) run() {
	e.outcome = delivery.Run(e.people.demand, e.compiled.model, e.located(), e.times, e.people.home(), e.people.choice(), e.Geographies)
}

// hire adds positions, in a copy of the option's county, for the contacts that come back
// from contracts of today with hire: as many as meet them at the central values of the
// parameters, divided over the service's own points as today's are. It reports whether it
// added any.
func (e *Evaluation) hire() bool {
	some := false
	for s := range e.County.Network.Services {
		m, demand := e.compiled.model, e.people.demand
		back := delivery.Return(m, e.County.Network, e.outcome, s, delivery.Language(m, demand), func(t *network.Terms) bool { return t.Hire })
		if back == nil {
			continue
		}
		for f, more := range back.Positions {
			if more <= 0 {
				continue
			}
			if !some {
				county := *e.County
				county.Network = county.Network.Clone()
				e.County, some = &county, true
			}
			e.County.Network.Hire(s, f, more)
		}
	}
	return some
}

// allocate places the option's staff and rooms in a copy of its county, which keeps
// those that were given. It plans with the county's own parameters.
func (e *Evaluation) allocate() {
	p, county := e.of, *e.County
	county.Network = county.Network.Clone()
	e.County = &county
	delivery.Allocate(e.people.demand, p.today.of(county.Network, e.Year).model, county.Network, e.outcome, p.base.Network, e.people.home(),
		delivery.Allocation{Rooms: e.Option.Fit.Rooms, Staff: e.Option.Fit.Staff, Least: p.settings.MinStaff}, e.cells)
	e.compiled = compile(county.Params, county.Network, e.Year, nil) // buildings that give rooms back
}

func (e *Evaluation) located() delivery.Place {
	return delivery.Place{Network: e.County.Network, Matrix: e.County.Matrix}
}

// reference returns the option's reference, or the option itself if it has none.
func (e *Evaluation) reference() *Evaluation {
	if e.Against == nil {
		return e
	}
	return e.Against
}

// root returns the option at the end of the chain of references.
func (e *Evaluation) root() *Evaluation {
	for e.Against != nil {
		e = e.Against
	}
	return e
}

// evaluateCentral evaluates the option at the parameters' central values and
// balances its budget.
func (e *Evaluation) evaluateCentral() {
	e.plain.byCell = true
	e.fill(&e.plain, e.compiled, budget{}, e.before(plain))
	e.budget = e.balance()
	same := account{byCell: true}
	e.fill(&same, e.compiled, e.budget, e.before(central), twin{&e.plain, nil})
	e.central = e.plain
	e.central.same = same.same
	if e.of.settings.Frame == "budget" {
		e.central = same
	}
	if e.Areas {
		e.lived = make([]delivery.AreaYear, len(e.cells))
		for s := range e.lived {
			e.lived[s] = e.byArea(s)
		}
	}
	e.cells = nil
}

func plain(e *Evaluation) *account   { return &e.plain }
func central(e *Evaluation) *account { return &e.central }

// before returns an account of the reference, or nil if there is none.
func (e *Evaluation) before(of func(*Evaluation) *account) *account {
	if e.Against == nil {
		return nil
	}
	return of(e.Against)
}

// boost returns what the budget adds in the frame of the comparison.
func (e *Evaluation) boost() budget {
	if e.of.settings.Frame == "budget" {
		return e.budget
	}
	return budget{}
}

// sold reports whether positions of a service are sold in the frame of the comparison.
func (e *Evaluation) sold(s int) bool {
	b := e.boost().boost
	return b != nil && b[s].Hours < 0
}

// soldSince reports whether they are sold in the option or in one of its references below
// that of its year.
func (e *Evaluation) soldSince(s int) bool {
	for ; e.Against != nil; e = e.Against {
		if e.sold(s) {
			return true
		}
	}
	return false
}

// draw evaluates the option for each draw of its parameters.
func (e *Evaluation) draw(ctx context.Context) error {
	p := e.of
	e.figures = newFigures(e, &e.central)
	if e.Kept {
		e.kept = make([]account, len(p.draws))
	}
	return each(ctx, len(p.draws), func(k int) error {
		scratch := p.accounts.Get().(*account)
		defer p.accounts.Put(scratch)
		c := e.drawn(k)
		e.fillBoth(scratch, c, e.boost(), e.budget, e.before(func(r *Evaluation) *account { return &r.kept[k] }))
		e.figures.put(k+1, scratch)
		e.figures.weigh(k+1, c)
		if e.Kept {
			e.kept[k] = scratch.kept()
		}
		return nil
	})
}

// drawn returns the option's parameters for a draw. Most options have the county's
// own parameters, which are drawn once for all.
func (e *Evaluation) drawn(k int) *compiled {
	if e.County.Params.Same(e.of.base.Params) {
		return e.of.draws[k].of(e.County.Network, e.Year)
	}
	return e.changed(func(t params.Tree) params.Tree { return t.Draw(e.of.settings.Seed, k, len(e.of.draws)) })
}
