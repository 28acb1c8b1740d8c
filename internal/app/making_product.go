package app

import (
	"maps"
	"math"
	"slices"

	"saavu/internal/load"
	"saavu/pkg/params"
	"saavu/pkg/producers"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// product finds a product of the county; the reading of contracts has checked that it is
// one.
func (m *making) product(service, id string) *products.Product {
	list := m.s.county.Products.Products
	return &list[slices.IndexFunc(list, func(p products.Product) bool { return p.Service == service && p.ID == id })]
}

// ofProduct returns the contacts of a product by area, and what its mean contact takes.
func (m *making) ofProduct(p *products.Product, service *producers.OwnCost) ([]float64, producers.OwnCost) {
	grid, list := m.s.county.Base.Grid, m.s.county.Products
	contacts := make([]float64, len(m.areas))
	minutes, client, all := map[string]float64{}, 0.0, 0.0
	for a := range grid.Areas {
		town := slices.IndexFunc(list.Municipalities, func(t report.Municipality) bool { return slices.Contains(t.Areas, grid.Areas[a].Municipality) })
		if town < 0 || p.AsIs[town].Offer != products.Offered {
			continue
		}
		v := &p.AsIs[town]
		n := grid.Aged(p.Ages, func(area int) bool { return area == a }) * v.Clients * v.Visits
		contacts[a] = n
		all += n
		client += n * v.Minutes / v.Group
		for _, w := range v.Staff {
			minutes[w.Profession] += n * w.Minutes / v.Group
		}
	}
	own := *service
	own.Work, own.Client = nil, 0
	if !(all > 0) {
		return contacts, own
	}
	own.Client = client / all
	r := params.NewReader(m.tree)
	for _, profession := range slices.Sorted(maps.Keys(minutes)) {
		own.Work = append(own.Work, producers.Work{Profession: profession, Minutes: minutes[profession] / all, Wage: r.Value(load.WagePath + profession), Fill: r.Or("staff.fill_rate."+profession, math.NaN())})
	}
	return contacts, own
}
