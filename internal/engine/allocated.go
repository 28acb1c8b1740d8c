package engine

import (
	"math"
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// channels are the channels of the ways that the county itself meets people by.
var channels = map[delivery.Way]string{delivery.AtPoint: string(network.OnSite), delivery.AtStop: string(network.Mobile), delivery.AtSchool: "school", delivery.Remotely: "remote"}

// asksNowhere is the part of an area's need below which it is rounding noise.
const asksNowhere = 1e-9

// allocation lists how options meet the need; nil without the figures of details.
func allocation(list []*Evaluation, detail bool) []report.Allocated {
	if !detail {
		return nil
	}
	var out []report.Allocated
	for _, e := range list {
		for s := range e.rows {
			out = append(out, e.allocated(s)...)
		}
	}
	return out
}

// allocated lists how an option meets the need of a service in each area, and of each of
// its products. Pay of staff is divided by the hours of the contacts served, a producer's
// price by its contacts.
func (e *Evaluation) allocated(s int) []report.Allocated {
	y := e.living(s)
	x := allocating{e: e, s: s, years: y.Products, known: e.of.staffed(s), products: []string{""}}
	if y.Products == nil {
		x.years = []delivery.AreaYear{*y}
	} else {
		x.products = nil
		for _, p := range e.County.Network.Services[s].Products {
			x.products = append(x.products, p.ID)
		}
	}
	all := 0.0
	for w := range delivery.Ways {
		for a := range e.people.demand.Areas {
			for p := range x.products {
				all += x.hours(w, p, a)
			}
		}
	}
	if all > 0 {
		x.pay = e.line(s, func(l *cost.Line) bool { return l.Kind == cost.Staff || l.Kind == cost.Evening }) / all
	}
	for a := range e.people.demand.Areas {
		for p := range x.products {
			x.area(a, p)
		}
	}
	return x.out
}

// allocating is the allocation of one service.
type allocating struct {
	e        *Evaluation
	s        int
	known    bool                // positions are
	products []string            // ids; one "" without
	years    []delivery.AreaYear // by product
	pay      float64             // euros an hour of staff
	out      []report.Allocated
}

// hours is the hours of the county's staff in the contacts of a product that are met by a
// way in an area.
func (x *allocating) hours(w delivery.Way, p, a int) float64 {
	served := x.years[p].Met[w][a]
	switch w {
	case delivery.ByProvider:
		return 0
	case delivery.Remotely:
		return served * x.e.compiled.model.Services[x.s].RemoteMin / 60
	}
	return served * x.e.compiled.model.StaffHours(x.s, p, &x.e.people.demand.Areas[a])
}

// area adds the rows of one product in an area.
func (x *allocating) area(a, p int) {
	e, y := x.e, &x.years[p]
	asked := 0.0
	for w := range delivery.Ways {
		contacts := y.Asked[w][a]
		asked += contacts
		if w == delivery.ByProvider {
			if y.By != nil {
				x.today(a, p)
				continue
			}
			e.contracted(x.s, contacts, func(production network.Production, n, eur float64) {
				x.add(a, p, string(network.OnSite), string(production), n, n, 0, eur)
			})
			continue
		}
		n := x.hours(w, p, a)
		x.add(a, p, channels[w], string(network.Own), contacts, y.Met[w][a], n, n*x.pay)
	}
	if rest := y.Need[a] - asked; rest > asksNowhere*y.Need[a] {
		x.add(a, p, "", "", rest, 0, 0, 0)
	}
}

// today adds the rows of a product in an area that contracts meet in a service with
// contracts of today, one a production. What a contract is paid is divided by its contacts,
// also what it is paid for contacts that nobody uses.
func (x *allocating) today(a, p int) {
	e := x.e
	var productions []network.Production
	contacts, eur := map[network.Production]float64{}, map[network.Production]float64{}
	at := 0
	for i, c := range e.County.Network.Contracts {
		if c.Service != x.s {
			continue
		}
		if n, all := x.years[p].By[at][a], e.central.served[x.s].By[at]; n > 0 {
			if !slices.Contains(productions, c.Production) {
				productions = append(productions, c.Production)
			}
			contacts[c.Production] += n
			eur[c.Production] += e.compiled.prices.Paid(i, &c, all) * n / all
		}
		at++
	}
	for _, production := range productions {
		x.add(a, p, string(network.OnSite), string(production), contacts[production], contacts[production], 0, eur[production])
	}
}

// add adds a row that has contacts.
func (x *allocating) add(a, p int, channel, production string, contacts, served, hours, eur float64) {
	if contacts == 0 && served == 0 {
		return
	}
	e, id := x.e, x.e.people.demand.Areas[a].ID
	out := report.Allocated{Option: e.Option.ID, Year: e.Year, Service: e.County.Network.Services[x.s].ID, Product: x.products[p], Area: id, Channel: channel, Production: production,
		Contacts: contacts, Served: served, StaffHours: hours, EUR: eur}
	for i := range e.rows[x.s].Areas {
		area := &e.rows[x.s].Areas[i]
		out.Identified = out.Identified || area.ID == id && area.Identified
	}
	if !x.known && channel != "" {
		out.Served, out.StaffHours, out.EUR = math.NaN(), math.NaN(), math.NaN()
	}
	x.out = append(x.out, out)
}

// contracted adds what other producers meet, by production. What a production is paid is
// divided by contacts.
func (e *Evaluation) contracted(s int, contacts float64, add func(production network.Production, contacts, eur float64)) {
	shares, all := map[network.Production]float64{}, 0.0
	for _, c := range e.County.Network.Contracts {
		if c.Service == s {
			shares[c.Production] += c.Share
			all += c.Share
		}
	}
	for _, production := range network.Productions() {
		if share := shares[production]; share > 0 && contacts > 0 {
			paid := e.line(s, func(l *cost.Line) bool {
				return paysOthers(l) && l.Facility == string(production)
			})
			n := contacts * share / all
			add(production, n, paid*contacts/e.central.served[s].Contracted)
		}
	}
}

// line sums the county's lines of a service.
func (e *Evaluation) line(s int, of func(*cost.Line) bool) float64 {
	sum := 0.0
	for i := range e.central.bill.Lines {
		if l := &e.central.bill.Lines[i]; l.Service == s && l.Payer == cost.County && of(l) {
			sum += l.EUR
		}
	}
	return sum
}
