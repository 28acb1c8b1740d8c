package engine

import (
	"math"

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

// allocated lists how an option meets the need of a service in each area. Pay of staff is
// divided by the hours of the contacts served, a producer's price by its contacts.
func (e *Evaluation) allocated(s int) []report.Allocated {
	y, row := e.living(s), &e.rows[s]
	sm := &e.compiled.model.Services[s]
	inPerson := 0.0
	for _, minutes := range sm.StaffMin {
		inPerson += minutes / 60
	}
	hours := func(w delivery.Way, served float64) float64 {
		if w == delivery.Remotely {
			return served * sm.RemoteMin / 60
		}
		return served * inPerson
	}
	all := 0.0
	for w := range delivery.Ways {
		for _, served := range y.Met[w] {
			if w != delivery.ByProvider {
				all += hours(w, served)
			}
		}
	}
	pay := 0.0
	if all > 0 {
		pay = e.line(s, func(l *cost.Line) bool { return l.Kind == cost.Staff || l.Kind == cost.Evening }) / all
	}
	known := e.of.staffed(s)
	var out []report.Allocated
	for a, area := range e.people.demand.Areas {
		add := func(channel, production string, contacts, served, hours, eur float64) {
			if contacts == 0 && served == 0 {
				return
			}
			x := report.Allocated{Option: e.Option.ID, Year: e.Year, Service: e.County.Network.Services[s].ID, Area: area.ID, Channel: channel, Production: production,
				Contacts: contacts, Served: served, StaffHours: hours, EUR: eur}
			for i := range row.Areas {
				x.Identified = x.Identified || row.Areas[i].ID == area.ID && row.Areas[i].Identified
			}
			if !known && channel != "" {
				x.Served, x.StaffHours, x.EUR = math.NaN(), math.NaN(), math.NaN()
			}
			out = append(out, x)
		}
		asked := 0.0
		for w := range delivery.Ways {
			asked += y.Asked[w][a]
			if w == delivery.ByProvider {
				e.contracted(s, y.Asked[w][a], add)
				continue
			}
			n := hours(w, y.Met[w][a])
			add(channels[w], string(network.Own), y.Asked[w][a], y.Met[w][a], n, n*pay)
		}
		if rest := y.Need[a] - asked; rest > asksNowhere*y.Need[a] {
			add("", "", rest, 0, 0, 0)
		}
	}
	return out
}

// contracted adds what other producers meet, by production. What a production is paid is
// divided by contacts.
func (e *Evaluation) contracted(s int, contacts float64, add func(channel, production string, contacts, served, hours, eur float64)) {
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
				return (l.Kind == cost.Contracts || l.Kind == cost.Supervise) && l.Facility == string(production)
			})
			n := contacts * share / all
			add(string(network.OnSite), string(production), n, n, 0, paid*contacts/e.central.served[s].Contracted)
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
