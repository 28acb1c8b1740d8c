package delivery

import (
	"slices"

	"saavu/pkg/network"
)

// contracts divides the contacts in person of a service with contracts of today between
// them and the county. A contract takes its part of the contacts of its products in its
// area, wherever they would be met: of each band there the same share. Contracts come in
// their order, and take no more than those before them leave.
func (x *serving) contracts(need []float64) {
	sm, parts := x.sm, max(1, len(x.sm.Products))
	inPerson, clients, left := make([]float64, parts*x.nb), make([]float64, parts*x.nb), make([]float64, parts*x.nb)
	for p := range parts {
		for b, contacts := range need {
			people, i := part(contacts, sm.Rate[b]), p*x.nb+b
			left[i] = 1
			if sm.Products == nil {
				inPerson[i], clients[i] = contacts*(1-x.remote[b]), people
				continue
			}
			of := &sm.Products[p]
			inPerson[i], clients[i] = people*of.Need[b]*(1-sm.Remote(p, b, x.remote[b])), people*of.Clients[b]
		}
	}
	x.given = x.given[:0]
	for c := range sm.Others {
		sum, who := 0.0, 0.0
		x.covered(&sm.Others[c], func(i int) { sum, who = sum+inPerson[i], who+clients[i] })
		share, given, contacts := part(sm.Others[c].Contacts(sum, who), sum), make([]float64, parts*x.nb), 0.0
		x.covered(&sm.Others[c], func(i int) {
			given[i] = min(share, left[i])
			left[i] -= given[i]
			contacts += inPerson[i] * given[i]
		})
		x.given, x.out.By = append(x.given, given), append(x.out.By, contacts)
	}
	for b := range x.own {
		all, own := 0.0, 0.0
		for p := range parts {
			all, own = all+inPerson[p*x.nb+b], own+inPerson[p*x.nb+b]*left[p*x.nb+b]
		}
		x.own[b] = 1
		if all > 0 {
			x.own[b] = own / all
		}
		x.others[b] = 1 - x.own[b]
	}
	if sm.Products != nil {
		x.left = left
	}
}

// covered gives the product and band of everything that a contract covers.
func (x *serving) covered(c *network.Contract, do func(i int)) {
	products := x.n.Services[x.s].Products
	for p := range max(1, len(products)) {
		id := ""
		if products != nil {
			id = products[p].ID
		}
		for b := range x.nb {
			zone := network.Zone{}
			if x.m.zones != nil {
				zone = x.m.zones[b/x.m.ages()]
			}
			if c.Covers(id, zone) {
				do(p*x.nb + b)
			}
		}
	}
}

// ByContract returns the contacts a year of each contract of a service, in the order of
// Network.ContractsOf; nil where none is of today.
func ByContract(m *Model, n *network.Network, o *Outcome, s int, language float64) []float64 {
	if m.Services[s].Others == nil {
		return nil
	}
	x := serving{m: m, n: n, o: o, s: s, boost: NoBoost(), out: &Served{}}
	x.ask(language)
	return x.out.By
}

// Returning returns the positions, by profession of a service, that the contacts need which
// come back from its contracts of today with Hire: filled as today's are. Nil where nothing
// is hired.
func Returning(m *Model, n *network.Network, o *Outcome, s int, language float64) []float64 {
	was, some := n.ContractsOf(s), false
	for i := range was {
		if t := was[i].Terms; t != nil && t.Hire {
			was[i].Terms, some = t.Was, true
		}
	}
	if !some {
		return nil
	}
	hours := func(list []network.Contract) []float64 {
		with := *m
		with.Services = slices.Clone(m.Services)
		with.Services[s].Others = list
		x := serving{m: &with, n: n, o: o, s: s, boost: NoBoost(), out: &Served{}}
		x.ask(language)
		if x.out.Wanted != nil {
			return x.out.Wanted
		}
		own := make([]float64, len(x.sm.StaffMin))
		for f, minutes := range x.sm.StaffMin {
			own[f] = (x.out.Need - x.out.RemoteNeed - x.out.Contracted) * minutes / 60
		}
		return own
	}
	before, after := hours(was), hours(m.Services[s].Others)
	out := make([]float64, len(after))
	for f := range out {
		out[f] = (after[f] - before[f]) / m.Productive / m.Services[s].Fill[f]
	}
	return out
}
