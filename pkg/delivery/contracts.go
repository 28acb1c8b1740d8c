package delivery

import (
	"slices"

	"saavu/pkg/network"
)

// channels divides the need, by band, into remote contacts, those of another producer
// and the others.
func (x *serving) channels(need []float64) {
	out := x.out
	for b, c := range need {
		out.Need += c
		out.RemoteNeed += c * x.remote[b]
		out.RemoteBy[b] = c * x.remote[b]
	}
	if x.sm.Others == nil {
		out.Contracted = (out.Need - out.RemoteNeed) * x.contract
	} else {
		for b, c := range need {
			out.Contracted += c * (1 - x.remote[b]) * x.others[b]
		}
	}
	out.RemoteOf = x.remote
}

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

// Returning is what comes back to the county from contracts of today that an option
// changes; below 0 what goes to them.
type Returning struct {
	Before, After []float64 // contacts a year, by contract in the order of Network.ContractsOf
	Hours         []float64 // client hours a year that the county gives more, by profession of the service
	Positions     []float64 // to have them at today's fill rate
}

// Return compares an option's contracts of a service with the same without some changes.
// of chooses those that count. It is nil where none of these is there.
func Return(m *Model, n *network.Network, o *Outcome, s int, language float64, of func(*network.Terms) bool) *Returning {
	was, some := n.ContractsOf(s), false
	for i := range was {
		if t := was[i].Terms; t != nil && t.Was != nil && of(t) {
			was[i].Terms, some = t.Was, true
		}
	}
	if !some {
		return nil
	}
	sides := [2]Served{}
	own := [2][]float64{}
	for k, list := range [2][]network.Contract{was, m.Services[s].Others} {
		with := *m
		with.Services = slices.Clone(m.Services)
		with.Services[s].Others = list
		out := &sides[k]
		x := serving{m: &with, n: n, o: o, s: s, boost: NoBoost(), out: out}
		x.ask(language)
		if own[k] = out.Wanted; own[k] == nil {
			for _, minutes := range x.sm.StaffMin {
				own[k] = append(own[k], (out.Need-out.RemoteNeed-out.Contracted)*minutes/60)
			}
		}
	}
	r := &Returning{Before: sides[0].By, After: sides[1].By}
	for f := range own[0] {
		hours := own[1][f] - own[0][f]
		r.Hours = append(r.Hours, hours)
		r.Positions = append(r.Positions, hours/m.Productive/m.Services[s].Fill[f])
	}
	return r
}
