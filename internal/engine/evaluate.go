package engine

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
)

// compiled is a parameter tree read for one network.
type compiled struct {
	model  *delivery.Model
	prices *cost.Prices
	reader *params.Reader
}

// compile reads a tree. like is another draw of the same parameters, whose age
// bands hold, or nil.
func compile(t params.Tree, n *network.Network, year int, like *compiled) *compiled {
	c := &compiled{reader: params.NewReader(t)}
	if like == nil {
		c.model = delivery.Compile(c.reader, n)
	} else {
		c.model = delivery.CompileBands(c.reader, n, like.model.Starts)
	}
	c.prices = cost.Compile(c.reader, n, c.model, year)
	c.reader.Or("population.growth_per_year", 0)
	return c
}

// of gives the same parameters for another network with the same services.
func (c *compiled) of(n *network.Network, year int) *compiled {
	return &compiled{model: c.model.For(c.reader, n), prices: c.prices.For(c.reader, n, year), reader: c.reader}
}

// changed compiles a changed copy of every option's parameters. Most options
// share one tree: it is changed and read once for all of them.
func (c *comparison) changed(change func(params.Tree) params.Tree) []*compiled {
	out := make([]*compiled, len(c.counties))
	for i, county := range c.counties {
		for j := range i {
			if c.counties[j].Params.Same(county.Params) {
				out[i] = out[j].of(county.Network, c.years[i])
				break
			}
		}
		if out[i] == nil {
			out[i] = compile(change(county.Params), county.Network, c.years[i], c.compiled[i])
		}
	}
	return out
}

// geography sends each option's people to points, two options at a time.
func (c *comparison) geography(ctx context.Context) error {
	s := c.in.Settings
	c.times = delivery.NewTimes(c.compiled[0].model.SlowWalk, s.Cycling, s.Period)
	for i := range c.counties {
		if err := c.prepare(i); err != nil {
			return err
		}
	}
	c.home = map[int]*delivery.Outcome{}
	today := compile(c.in.Base.Params, c.in.Base.Network, c.in.Base.Year, nil)
	if err := c.findUnstaffed(today); err != nil {
		return err
	}
	if err := c.times.Prepare(c.in.Base.Matrix, columnsOf(c.in.Base.Network)); err != nil {
		return err
	}
	years := make([]int, 0, len(c.demand))
	for y := range c.demand {
		years = append(years, y)
	}
	homes := make([]*delivery.Outcome, len(years))
	err := each(ctx, len(years), func(k int) error {
		place := delivery.Place{Network: c.in.Base.Network, Matrix: c.in.Base.Matrix}
		homes[k] = delivery.Run(c.demand[years[k]], today.model, place, c.times, nil, s.Choice)
		return nil
	})
	if err != nil {
		return err
	}
	for k, y := range years {
		c.home[y] = homes[k]
	}
	c.outcome = make([]*delivery.Outcome, len(c.counties))
	c.changes = make([][]delivery.Change, len(c.counties))
	err = each(ctx, len(c.counties), func(i int) error {
		y := c.years[i]
		c.outcome[i] = delivery.Run(c.demand[y], c.compiled[i].model, c.place(i), c.times, c.home[y], s.Choice)
		return nil
	})
	if err != nil {
		return err
	}
	return each(ctx, len(c.counties), func(i int) error {
		j := c.against[i]
		if j < 0 {
			j = i
		}
		for k := range c.in.Base.Network.Services {
			c.changes[i] = append(c.changes[i], delivery.Compare(c.demand[c.years[i]], c.compiled[i].model, k,
				&c.outcome[j].Services[k], &c.outcome[i].Services[k]))
		}
		return nil
	})
}

func (c *comparison) prepare(i int) error {
	if err := c.times.Prepare(c.counties[i].Matrix, columnsOf(c.counties[i].Network)); err != nil {
		return fmt.Errorf("option %s: %w", c.in.Options[i].ID, err)
	}
	return nil
}

func (c *comparison) place(i int) delivery.Place {
	return delivery.Place{Network: c.counties[i].Network, Matrix: c.counties[i].Matrix}
}

// columnsOf lists the columns that a network's facilities use.
func columnsOf(n *network.Network) []int {
	var out []int
	seen := map[int]bool{}
	for i := range n.Facilities {
		if j := n.Facilities[i].Column; j >= 0 && !seen[j] {
			seen[j] = true
			out = append(out, j)
		}
	}
	return out
}

// each runs f for 0 to n-1 on two cores and stops at the first error.
func each(ctx context.Context, n int, f func(i int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2)
	for i := 0; i < n; i++ {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return f(i)
		})
	}
	return g.Wait()
}

// evaluation is one option under one draw of the parameters.
type evaluation struct {
	there, own, gain, lose []float64  // people, by service
	limit                  []float64  // minutes, by service
	contacts               []contacts // by service
	deltas                 []cost.Delta

	// What the figures come from. A draw does not keep it: the next draw uses
	// its memory.
	served []delivery.Served
	bill   cost.Bill
}

// contacts is what is told of the contacts of one service.
type contacts struct{ need, share, remote, forgone float64 }

// figures is what is kept of a draw.
func (e *evaluation) figures() evaluation {
	return evaluation{there: e.there, own: e.own, gain: e.gain, lose: e.lose, limit: e.limit, contacts: e.contacts, deltas: e.deltas}
}

// knownCost is an option's baseline of all services: unit costs times contacts.
func (c *comparison) knownCost(i int) float64 {
	total := 0.0
	for _, eur := range c.compiled[i].prices.Baseline(c.central[i].served) {
		total += eur
	}
	return total
}

// evaluate works the options out at the parameters' values, fixes the budgets,
// and then over the draws.
func (c *comparison) evaluate(ctx context.Context) error {
	c.central = make([]evaluation, len(c.counties))
	none := make([]budget, len(c.counties))
	c.settle(c.central, c.compiled, none)
	c.plain = append(c.plain, c.central...)
	c.budget, c.same = make([]budget, len(c.counties)), make([]evaluation, len(c.counties))
	for i := range c.counties {
		c.budget[i] = c.balance(i)
		c.one(&c.same[i], i, c.compiled[i], c.budget[i])
	}
	boost := none
	if c.in.Settings.Frame == "budget" {
		boost = c.budget
		c.central = make([]evaluation, len(c.counties)) // the plain ones stay as they are
		c.settle(c.central, c.compiled, boost)
	}
	c.drawn = make([][]evaluation, c.in.Settings.Draws)
	desks := c.desks()
	return each(ctx, len(c.drawn), func(k int) error {
		list := c.changed(func(t params.Tree) params.Tree { return t.Draw(c.in.Settings.Seed, k) })
		desk := desks.Get().(*[]evaluation)
		defer desks.Put(desk)
		c.settle(*desk, list, boost)
		for i := range *desk {
			c.drawn[k] = append(c.drawn[k], (*desk)[i].figures())
		}
		return nil
	})
}

// desks gives memory to evaluate all options in, which a draw after another
// uses.
func (c *comparison) desks() *sync.Pool {
	return &sync.Pool{New: func() any {
		desk := make([]evaluation, len(c.counties))
		return &desk
	}}
}

// settle evaluates all options, each beside the one that it is compared with.
func (c *comparison) settle(out []evaluation, list []*compiled, boost []budget) {
	for i := range out {
		c.one(&out[i], i, list[i], boost[i])
	}
	for i := range out {
		before := out[i].bill
		if j := c.against[i]; j >= 0 {
			before = out[j].bill
		}
		out[i].deltas = list[i].prices.Diff(before, out[i].bill, c.leaseEnd)
	}
}

func (c *comparison) leaseEnd(facility string) int {
	if f := c.in.Base.Network.Facility(facility); f >= 0 {
		return c.in.Base.Network.Facilities[f].LeaseEnd
	}
	return 0
}

// one evaluates an option by itself.
func (c *comparison) one(e *evaluation, i int, p *compiled, b budget) {
	e.work(c.counties[i].Network, p, c.outcome[i], c.demand[c.years[i]], b)
	for s, lim := range e.limit {
		e.gain[s], e.lose[s] = c.changes[i][s].Gain(-1, lim), c.changes[i][s].Lose(-1, lim)
	}
}

// work evaluates a network whose geography is done: who gets there, what is
// served, what it costs. The figures are new, the rest is in the memory of the
// evaluation before.
func (e *evaluation) work(n *network.Network, p *compiled, o *delivery.Outcome, d *delivery.Demand, b budget) {
	language := delivery.Language(p.model, d)
	boosts := b.of(len(n.Services))
	k := len(n.Services)
	all := make([]float64, 5*k)
	e.there, e.own, e.gain, e.lose, e.limit = all[:k:k], all[k:2*k:2*k], all[2*k:3*k:3*k], all[3*k:4*k:4*k], all[4*k:]
	e.contacts, e.served = make([]contacts, k), slices.Grow(e.served[:0], k)[:k]
	for s := range n.Services {
		lim := p.model.Services[s].LimitMin
		v, x := &o.Services[s], &e.served[s]
		e.limit[s], e.there[s], e.own[s] = lim, v.There.Within(-1, lim), v.Own.Within(-1, lim)
		delivery.Serve(p.model, n, o, s, language, boosts[s], x)
		e.contacts[s] = contacts{x.Need, x.Share, x.RemoteMean, x.Forgone}
	}
	p.prices.Bill(cost.Input{Network: n, Model: p.model, Outcome: o, Served: e.served, Boost: boosts}, &e.bill)
}
