package engine

import (
	"math"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// contractsOf lists who gives the contacts of the services with contracts of today; nil
// without any.
func contractsOf(list []*Evaluation) []report.ServiceContracts {
	var out []report.ServiceContracts
	for _, e := range list {
		for s := range e.rows {
			if network.Today(e.County.Network.ContractsOf(s)) {
				out = append(out, e.contracts(s))
			}
		}
	}
	return out
}

// contracts is who gives the contacts of one service.
func (e *Evaluation) contracts(s int) report.ServiceContracts {
	n, x := e.County.Network, &e.central.served[s]
	v := &n.Services[s]
	out := report.ServiceContracts{Option: e.Option.ID, Year: e.Year, Service: v.ID, Names: v.Name.Or(v.Name), OwnShare: e.ownShare(s), Own: nan}
	if e.of.staffed(s) {
		out.Own = x.Given() - x.Contracted
	}
	if only := e.rows[s].OnlyProvider; only.Known {
		out.OnlyProvider = only.V
		if in := x.Need - x.RemoteNeed; in > 0 {
			out.Most = only.V * x.Contracted / in
		}
	}
	at := -1
	for i, c := range n.Contracts {
		if c.Service != s {
			continue
		}
		at++
		y := report.ContractYear{Production: string(c.Production), Share: c.Share, Contacts: x.By[at], PerContact: nan, EUR: e.compiled.prices.Paid(i, &c, x.By[at])}
		residents := 0.0
		if t := c.Terms; t != nil {
			y.ID, y.Product, y.Area, y.Sector, y.Provider, y.Share = t.ID, t.Product, t.Area, string(t.Sector), t.Provider, t.Share
			if !c.Served() && t.ContactsYear >= 0 { // NaN is not known
				y.Contacts = t.ContactsYear
			}
			if t.EURYear > 0 {
				y.EUR += t.EURYear
			}
			residents = e.compiled.prices.Gap(i, &c, x.By[at])
			y.Change = e.contractChange(s, at, i)
		}
		if y.Contacts > 0 {
			y.PerContact = y.EUR / y.Contacts
		}
		out.Contracts = append(out.Contracts, y)
		k := 0
		for k < len(out.By) && out.By[k].Production != y.Production {
			k++
		}
		if k == len(out.By) {
			out.By = append(out.By, report.ProductionYear{Production: y.Production})
		}
		out.By[k].Contacts += y.Contacts
		out.By[k].EUR += y.EUR
		out.By[k].Residents += residents
	}
	return out
}

// contractChange is what the option's change of a contract does in a full year: contacts and
// positions as the option counts them, and the price that is saved. Own staff and rooms are
// at the cost of a used hour, as make or buy has them: the bill has the rooms that are there.
func (e *Evaluation) contractChange(s, at, contract int) *producers.Changed {
	t := e.County.Network.Contracts[contract].Terms
	m, p := e.compiled.model, e.compiled.prices
	back := delivery.Return(m, e.County.Network, e.outcome, s, delivery.Language(m, e.people.demand), func(o *network.Terms) bool { return o == t })
	if back == nil {
		return nil
	}
	before, after := back.Before[at], back.After[at]
	was, is := p.Was[contract], p.Terms[contract]
	out := &producers.Changed{Returned: before - after, Unused: t.Paid(after) - after, From: t.From,
		Bought: t.Paid(after)*is.Contact() - t.Was.Paid(before)*was.Contact()}
	if out.Returned > 0 {
		out.From = t.Was.EndsBy(t.From)
		out.Both = -out.Bought * out.From.Sub(t.From).Hours() / (24 * 365)
	}
	if t.Hire && out.Returned > 0 {
		v := &e.County.Network.Services[s]
		for f, hours := range back.Hours {
			filled := hours / m.Productive
			out.Own += filled * p.Worked * p.Wage[s][f]
			if filled > 0 {
				out.Positions = append(out.Positions, producers.Position{Profession: v.Staff[f].Profession, Filled: filled, Positions: back.Positions[f]})
			}
		}
		if room := producers.RoomHour(p.RoomM2[s], p.Rent, m.RoomHours[0], m.RoomUse); !math.IsNaN(room) {
			out.Own += out.Returned * m.Services[s].ClientMin / 60 * room
		}
	}
	return out
}

// ownShare is the share of the contacts of a service given in a year that the county gives
// itself; NaN if that is not known.
func (e *Evaluation) ownShare(s int) float64 {
	x := &e.central.served[s]
	given := x.Given()
	if !e.of.staffed(s) || !(given > 0) {
		return nan
	}
	return (given - x.Contracted) / given
}

// paysOthers reports whether a line is for the contacts of other producers.
func paysOthers(l *cost.Line) bool { return l.Kind == cost.Contracts || l.Kind == cost.Supervise }
