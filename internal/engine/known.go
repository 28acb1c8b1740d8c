package engine

import (
	"math"

	"saavu/pkg/report"
)

// services returns the indexes of the services that a known figure counts; nil if the
// county lacks one of them.
func (c *comparison) services(k report.Known) []int {
	var out []int
	for _, id := range k.Counted() {
		s := c.p.base.Network.Service(id)
		if s < 0 {
			return nil
		}
		out = append(out, s)
	}
	return out
}

// unitOf is the unit of a known count: contacts a year, in the months that it covers,
// or for each person.
func unitOf(k report.Known) string {
	switch {
	case k.Kind == "rate":
		return "contacts/person/year"
	case k.Months != 0 && k.Months != 12:
		return "contacts"
	}
	return "contacts a year"
}

// counted computes what a known figure counts, and the same at the low and the high of
// the shares of non-urgent contacts: the contacts of the rates, whoever serves them, by
// today's remote shares. Contacts spread evenly over the months of a year. For another
// year the people grow at the county's rate; their ages stay.
func (c *comparison) counted(services []int, k report.Known) (v, lo, hi float64) {
	people := 0.0
	for i, s := range services {
		contacts, all := c.contactsIn(s, k.Where)
		if i == 0 {
			people = all
		}
		remote := c.list[0].central.served[s].RemoteMean
		switch k.Channel {
		case "remote":
			contacts *= remote
		case "in person":
			contacts *= 1 - remote
		}
		value, low, high := c.nonUrgent(s, k)
		v, lo, hi = v+contacts*value, lo+contacts*low, hi+contacts*high
	}
	part := 1 / people
	if k.Kind != "rate" {
		part = 1
		if k.Months != 0 {
			part = k.Months / 12
		}
		if k.Year != 0 {
			growth, _ := c.p.base.Params.Get("population.growth_per_year")
			part *= math.Pow(1+growth.V, float64(k.Year-c.p.base.Year))
		}
	}
	return v * part, lo * part, hi * part
}

// nonUrgent is the part of a service's contacts that a known figure counts; NaN if it
// counts only non-urgent ones and their share is not known. The share is no assumption
// of any result.
func (c *comparison) nonUrgent(s int, k report.Known) (v, lo, hi float64) {
	if !k.NonUrgent {
		return 1, 1, 1
	}
	p, ok := c.p.base.Params.Get(c.p.base.Network.Services[s].NonUrgent)
	switch {
	case !ok || !p.Known:
		return nan, nan, nan
	case p.Ranged():
		return p.V, p.Lo, p.Hi
	}
	return p.V, p.V, p.V
}

// contactsIn returns a service's contacts a year by the people of a municipality, or
// of the county, and these people.
func (c *comparison) contactsIn(s int, where string) (contacts, people float64) {
	d, m := c.list[0].people.demand, c.list[0].compiled.model
	for k := range d.Cells {
		if where != "" && d.Areas[d.Area[k]].Municipality != where {
			continue
		}
		for b, p := range d.People[k*d.Bands : (k+1)*d.Bands] {
			contacts += p * m.Services[s].Rate[b]
			people += p
		}
	}
	return contacts, people
}
