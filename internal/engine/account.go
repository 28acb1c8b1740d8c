package engine

import (
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
)

// account is one option computed with one set of parameter values.
type account struct {
	there    []float64  // people who get there, by service
	contacts []contacts // by service
	deltas   []cost.Delta

	served []delivery.Served // by service: its own or another account's
	bill   cost.Bill
	guide  guidance
	byCell bool // who goes on from full points is followed by cell, not by groups of cells

	boost []delivery.Boost  // by service
	room  []delivery.Served // memory of what it computes itself

	same  []bought         // by service: what it serves at the same budget
	spare *delivery.Served // memory of the same budget of services that a twin has computed
}

// contacts is what a row reports about the contacts of one service. Given counts those that
// desks make unnecessary, too, so that fewer contacts which nobody needs are no loss.
type contacts struct{ need, share, remote, forgone, given, induced, avoided float64 }

// bought is what a service serves with what a budget buys or sells: the share of its
// need, and contacts a year.
type bought struct{ share, given float64 }

// fill evaluates the option with one set of parameters into an account and reuses
// the memory of the account. before is the reference under the same parameters; nil
// leaves out the changes of the bill. What a twin has computed already is taken from
// it.
func (e *Evaluation) fill(a *account, c *compiled, b budget, before *account, twins ...twin) {
	e.fillBoth(a, c, b, b, before, twins...)
}

// fillBoth is fill, and also finds what is served with what another budget buys or
// sells; the bill is that of the first.
func (e *Evaluation) fillBoth(a *account, c *compiled, b, other budget, before *account, twins ...twin) {
	if before != nil {
		twins = append(twins, twin{before, e.alike})
	}
	a.work(e.County.Network, c, e.outcome, e.people.demand, b, other, e.cells, twins)
	a.deltas = a.deltas[:0]
	if before != nil {
		e.spared(a, before)
		a.deltas = c.prices.Diff(before.bill, a.bill, e.of.leaseEnd, a.deltas)
	}
}

// spared counts the contacts that a common model of products does not ask for any more:
// they are not left undone. Those that it asks for in addition are, if nobody gives them.
func (e *Evaluation) spared(a, before *account) {
	for s := range a.contacts {
		v, was := &e.County.Network.Services[s], &e.Against.County.Network.Services[s]
		if v.Products == nil || v.SameProducts(was) {
			continue
		}
		n := before.served[s].Need - a.served[s].Need
		a.contacts[s].avoided += n
		a.contacts[s].given += n
		a.same[s].given += n
	}
}

func (p *Prepared) leaseEnd(facility string) int {
	if f := p.base.Network.Facility(facility); f >= 0 {
		return p.base.Network.Facilities[f].LeaseEnd
	}
	return 0
}

// work evaluates a network whose geography is computed: who gets there, what is
// served with either budget, what it costs with the first. cells is nil or has an entry
// for each service.
func (a *account) work(n *network.Network, c *compiled, o *delivery.Outcome, d *delivery.Demand, b, other budget, cells []delivery.Cells, twins []twin) {
	language := delivery.Language(c.model, d)
	k := len(n.Services)
	a.boost = b.of(k)
	second := other.of(k)
	a.there, a.same = slices.Grow(a.there[:0], k)[:k], slices.Grow(a.same[:0], k)[:k]
	a.contacts, a.served, a.room = slices.Grow(a.contacts[:0], k)[:k], slices.Grow(a.served[:0], k)[:k], slices.Grow(a.room[:0], k)[:k]
	m := c.model
	a.guide = guidance{}
	for _, s := range deskFirst(m) {
		a.there[s] = o.Services[s].There.Within(-1, c.model.Services[s].LimitMin)
		x, once := (*delivery.Served)(nil), a.boost[s] == second[s]
		if !c.model.Relieved(s) {
			x = a.known(s, twins)
		}
		switch {
		case x != nil && once:
		case x != nil:
			if a.spare == nil {
				a.spare = &delivery.Served{}
			}
			delivery.Serve(m, n, o, s, language, second[s], a.spare)
			a.same[s] = bought{a.spare.Share, a.spare.Given()}
		case a.byCell:
			x = &a.room[s]
			delivery.ByCell(d, m, n, o, s, language, a.boost[s], cellsOf(cells, s), x)
		case once:
			x = &a.room[s]
			delivery.Serve(m, n, o, s, language, a.boost[s], x)
		default:
			x = &a.room[s]
			a.same[s].share, a.same[s].given = delivery.ServeBoth(m, n, o, s, language, a.boost[s], second[s], x)
		}
		a.served[s] = *x
		a.contacts[s] = contacts{x.Need, x.Share, x.RemoteMean, x.Forgone, x.Given(), x.Induced, 0}
		if avoided := a.guide.avoided(s); avoided > 0 {
			a.contacts[s].avoided = avoided
			a.contacts[s].given += avoided
			a.same[s].given += avoided
		}
		if once {
			a.same[s] = bought{x.Share, a.contacts[s].given}
		}
		m = a.guide.by(m, o, s, x.Share)
	}
	c.prices.Bill(cost.Input{Network: n, Model: c.model, Outcome: o, Served: a.served, Boost: a.boost}, &a.bill)
}

// twin is an account that has the same contacts served as another one, in some or,
// if same is nil, in all services, as long as the budget adds the same to both.
type twin struct {
	*account
	same []bool // by service
}

// known returns what a service serves in a twin; nil if it has to be computed.
func (a *account) known(s int, twins []twin) *delivery.Served {
	for _, t := range twins {
		if (t.same == nil || t.same[s]) && t.byCell == a.byCell && t.boost[s] == a.boost[s] {
			return &t.served[s]
		}
	}
	return nil
}

// kept returns a copy of what the accounts of other options need: the bill and the
// contacts served.
func (a *account) kept() account {
	out := account{byCell: a.byCell, boost: slices.Clone(a.boost), bill: cost.Bill{Lines: slices.Clone(a.bill.Lines), Given: slices.Clone(a.bill.Given)}}
	for s := range a.served {
		out.served = append(out.served, a.served[s].Clone())
	}
	return out
}

// cellsOf returns the cells that are kept for a service; nil if none are.
func cellsOf(list []delivery.Cells, s int) *delivery.Cells {
	if list == nil {
		return nil
	}
	return &list[s]
}
