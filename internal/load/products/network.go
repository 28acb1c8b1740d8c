package products

import (
	"slices"
	"strings"
	"time"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/products"
	"saavu/pkg/report"
)

// prefix is the path above the parameters of products: products, service, place, product,
// figure.
const prefix = "products"

// Parameters returns the figures of the rows as parameters, with the sources and ranges
// that the rows give: those of the services of a network that count their need from
// products. Rows of the common model have those that they give. A share that was counted
// in clients is derived.
func (l *List) Parameters(n *network.Network) []params.Param {
	var out []params.Param
	for _, p := range l.items {
		if s := n.Service(p.Service); s < 0 || n.Services[s].Products == nil {
			continue
		}
		for _, where := range p.places {
			if v := p.asIs[where]; v.Offer == products.Offered {
				out = append(out, p.parameters(where, &v)...)
			}
		}
		if p.Goal != nil && p.Goal.Decision != products.Drop {
			out = append(out, p.parameters(toBe, &p.Goal.Variant)...)
		}
	}
	return out
}

// Need is how many contacts a year the products of a service give today.
func (l *List) Need(service string) float64 {
	sum := 0.0
	for i, p := range l.items {
		for m, v := range p.AsIs {
			if p.Service == service && v.Offer == products.Offered {
				sum += l.People[i][m] * v.Clients * v.Visits
			}
		}
	}
	return sum
}

// path is that of a figure of a product in a place.
func (p *item) path(where string, figure ...string) string {
	return strings.Join(append([]string{prefix, p.Service, where, p.ID}, figure...), ".")
}

// Give gives the services of a network that count their need from products these. named
// finds where the county file says so. Municipalities that have the same rows are one
// zone. The order of the rows has no effect.
func (l *List) Give(r *input.Reader, n *network.Network, places []report.Municipality, named func(service int) problem.Problem) {
	n.Zones = nil
	zones := map[string]int{} // by rows
	var of []int              // a municipality of each zone
	zone := make([]int, len(places))
	for m := range places {
		key := ""
		for _, p := range l.items {
			key += p.rowOf(places[m].ID) + "\n"
		}
		z, known := zones[key]
		if !known {
			z = len(of)
			zones[key], of = z, append(of, m)
			n.Zones = append(n.Zones, network.Zone{})
		}
		zone[m] = z
		n.Zones[z].Municipalities = append(n.Zones[z].Municipalities, places[m].Areas...)
	}
	if len(n.Zones) < 2 {
		n.Zones = nil
	}
	for s := range n.Services {
		v := &n.Services[s]
		if v.Products == nil {
			continue
		}
		v.Products = v.Products[:0]
		for i, p := range l.items {
			if p.Service == v.ID && (len(p.asIs) > 0 || p.Goal != nil) {
				v.Products = append(v.Products, p.network(of, places, zone, l.People[i]))
			}
		}
		if len(v.Products) == 0 {
			at := named(s)
			at.Expected, at.Hint = "a product of "+v.ID+" in the file of products", "a service with products: true has one row or more there"
			r.Problems.Add(at)
			continue
		}
		slices.SortFunc(v.Products, func(a, b network.Product) int { return strings.Compare(a.ID, b.ID) })
		l.lacking(r, v, places)
		l.unused(r, v, places)
	}
	var uncounted []string
	for _, p := range l.items {
		if s := n.Service(p.Service); s >= 0 && n.Services[s].Products == nil && !slices.Contains(uncounted, p.Service) && len(p.asIs) > 0 {
			uncounted = append(uncounted, p.Service)
		}
	}
	r.StateIDs("data.product_uncounted", uncounted)
}

// unused notes what the products of a service say to no effect: ages outside its target
// group, professions with positions whose time no product takes, and remote channels whose
// contacts may not be remote.
func (l *List) unused(r *input.Reader, v *network.Service, places []report.Municipality) {
	var outside, idle []string
	for _, p := range l.items {
		if p.Service != v.ID {
			continue
		}
		if p.Ages.From < v.Target.From || p.Ages.To > v.Target.To {
			outside = append(outside, p.ID)
		}
		var never []string
		for m, x := range p.AsIs {
			if x.Offer == products.Offered && x.RemoteMax == 0 && slices.Contains(x.Channels, products.Remote) {
				never = append(never, places[m].ID)
			}
		}
		r.StateIDs("data.product_never_remote", never, "product", p.ID, "service", v.ID)
	}
	for _, st := range v.Staff {
		if !slices.ContainsFunc(l.items, func(p *item) bool {
			return p.Service == v.ID && slices.ContainsFunc(p.AsIs, func(x products.Variant) bool {
				return slices.ContainsFunc(x.Staff, func(w products.Work) bool { return w.Profession == st.Profession })
			})
		}) {
			idle = append(idle, st.Profession)
		}
	}
	r.StateIDs("data.product_outside", outside, "service", v.ID)
	r.StateIDs("data.product_idle", idle, "service", v.ID)
}

// rowOf is the place whose row counts for a municipality; "" for none.
func (p *item) rowOf(municipality string) string {
	for _, where := range []string{municipality, everywhere} {
		if _, ok := p.asIs[where]; ok {
			return where
		}
	}
	return ""
}

// network is the product as a network has it. of is a municipality of each zone, zone that
// of each municipality.
func (p *item) network(of []int, places []report.Municipality, zone []int, people []float64) network.Product {
	out := network.Product{ID: p.ID, Name: p.Name, Ages: p.Ages, Statutory: p.Statutory}
	for z, m := range of {
		var v network.Variant
		where := p.rowOf(places[m].ID)
		if x := p.asIs[where]; where != "" && x.Offer == products.Offered {
			v = p.paths(where, &x)
		} else if where != "" {
			v.Unknown = x.Offer == products.Unknown
		}
		for m := range places {
			if zone[m] == z {
				v.People += people[m]
			}
		}
		out.Variants = append(out.Variants, v)
	}
	if g := p.Goal; g != nil {
		out.Goal = &network.Goal{Decision: g.Decision, Harmonise: g.Harmonise, Owner: g.Owner}
		if !g.From.IsZero() {
			out.Goal.From = g.From.Format(time.DateOnly)
		}
		if g.Decision != products.Drop {
			out.Goal.Variant = p.paths(toBe, &g.Variant)
		}
	}
	return out
}

// paths is a variant that is offered, with the parameters of a place.
func (p *item) paths(where string, x *products.Variant) network.Variant {
	v := network.Variant{Offered: true, Clients: p.path(where, "clients"), Visits: p.path(where, "visits"), Minutes: p.path(where, "minutes"),
		Group: p.path(where, "group_size"), RemoteMax: p.path(where, "remote_max"), Channels: x.Channels}
	for _, w := range x.Staff {
		v.Staff = append(v.Staff, network.Work{Profession: w.Profession, Minutes: p.path(where, "staff", w.Profession)})
	}
	return v
}

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
