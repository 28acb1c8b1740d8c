package products

import (
	"slices"

	"saavu/internal/load/input"
	"saavu/pkg/network"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// lacking notes what the products of a service leave open: where nobody knows whether they
// are offered, and professions that have no positions in it and so do not limit what it
// gives.
func (l *List) lacking(r *input.Reader, v *network.Service, places []report.Municipality) {
	hours := map[string]float64{}
	for i, p := range l.items {
		if p.Service != v.ID {
			continue
		}
		for m, x := range p.AsIs {
			if x.Offer != products.Offered {
				continue
			}
			for _, w := range x.Staff {
				if !slices.ContainsFunc(v.Staff, func(st network.Staff) bool { return st.Profession == w.Profession }) {
					hours[w.Profession] += l.People[i][m] * x.Clients * x.Visits * w.Minutes / 60 / x.Group
				}
			}
		}
	}
	for _, p := range l.items {
		var unknown []string
		for m, x := range p.AsIs {
			if p.Service == v.ID && x.Offer == products.Unknown {
				unknown = append(unknown, places[m].ID)
			}
		}
		r.StateIDs("data.product_unknown", unknown, "product", p.ID, "service", v.ID)
	}
	for _, profession := range sorted(hours) {
		r.State("data.product_hours", "service", v.ID, "profession", profession, "hours", input.Whole(hours[profession]))
	}
}
