package engine

import (
	"math"
	"time"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// wagePath is the path above the wages of professions.
const wagePath = "staff.hourly."

// harmonised computes what the common model of products that an option follows changes
// since today, for the people of its year: of one service, or of all for -1. It is nil for
// services of which no product follows it.
func (e *Evaluation) harmonised(service int) *report.Harmonised {
	var list []products.Product
	var services []lang.Name
	var people [][]float64
	towns := report.Municipalities(e.people.grid.Areas)
	prices := products.Prices{Wage: map[string]float64{}}
	for s := range e.County.Network.Services {
		v, today := &e.County.Network.Services[s], &e.of.base.Network.Services[s]
		if service >= 0 && s != service || v.SameProducts(today) {
			continue
		}
		for i := range v.Products {
			p := e.product(v, &v.Products[i], &today.Products[i], towns, &prices)
			list, services = append(list, p), append(services, v.Name)
			row := make([]float64, len(towns))
			for m := range towns {
				row[m] = towns[m].People(e.people.grid, p.Ages)
			}
			people = append(people, row)
		}
	}
	if list == nil {
		return nil
	}
	prices.Productive, prices.Worked = e.compiled.reader.Value("staff.productive_hours_fte"), e.compiled.reader.Value("staff.worked_hours_fte")
	h := report.Harmonise(list, towns, people, prices)
	for i := range h.Products {
		h.Products[i].ServiceName = services[i]
	}
	return h
}

// product gives a product of the option's network in numbers, as municipalities offer it
// today, with what it takes of the common model. It adds the wages of its professions.
func (e *Evaluation) product(v *network.Service, p, today *network.Product, towns []report.Municipality, prices *products.Prices) products.Product {
	out := products.Product{Service: v.ID, ID: p.ID, Name: p.Name, Ages: p.Ages, Statutory: p.Statutory}
	for _, town := range towns {
		z := 0
		if len(town.Areas) > 0 {
			z = e.County.Network.Zones.Of(&population.Area{Municipality: town.Areas[0]})
		}
		out.AsIs = append(out.AsIs, e.offered(&today.Variants[z], prices))
	}
	if g := p.Goal; p.Follows && g != nil {
		goal := &products.Goal{Decision: g.Decision, Harmonise: g.Harmonise, Owner: g.Owner, Variant: e.offered(&g.Variant, prices)}
		goal.From, _ = time.Parse(time.DateOnly, g.From)
		out.Goal = goal
	}
	return out
}

// offered gives a variant in numbers: 0 for a figure that a goal does not settle.
func (e *Evaluation) offered(v *network.Variant, prices *products.Prices) products.Variant {
	r := e.compiled.reader
	value := func(path string, none float64) float64 {
		if path == "" {
			return none
		}
		return r.Or(path, none)
	}
	switch {
	case v.Unknown:
		return products.Variant{Offer: products.Unknown}
	case !v.Offered:
		return products.Variant{Offer: products.NotOffered}
	}
	out := products.Variant{Offer: products.Offered, Clients: value(v.Clients, 0), Visits: value(v.Visits, 0), Minutes: value(v.Minutes, 0),
		Group: value(v.Group, 1), RemoteMax: value(v.RemoteMax, 0), Channels: v.Channels}
	for _, w := range v.Staff {
		out.Staff = append(out.Staff, products.Work{Profession: w.Profession, Minutes: value(w.Minutes, 0)})
		if eur := r.Or(wagePath+w.Profession, math.NaN()); !math.IsNaN(eur) {
			prices.Wage[w.Profession] = eur
		}
	}
	return out
}
