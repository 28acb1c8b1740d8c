package products

import (
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/products"
)

// prefix is the path above the parameters of products: products, service, place, product,
// figure.
const prefix = "products"

// Parameters returns the figures of today's rows as parameters, with the sources and ranges
// that the rows give: those of the services of a network that count their need from
// products. A share that was counted in clients is derived.
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

// figures of a variant that are parameters, with their units.
var figures = []struct {
	key, unit string
	of        func(v *products.Variant) float64
}{
	{"clients", "share", func(v *products.Variant) float64 { return v.Clients }},
	{"visits", "visits", func(v *products.Variant) float64 { return v.Visits }},
	{"minutes", "min", func(v *products.Variant) float64 { return v.Minutes }},
	{"group_size", "people", func(v *products.Variant) float64 { return v.Group }},
	{"remote_max", "share", func(v *products.Variant) float64 { return v.RemoteMax }},
}

// parameters lists those of one variant.
func (p *item) parameters(where string, v *products.Variant) []params.Param {
	x := p.of[where]
	src, ok := params.ParseFlag(x.fields["src"])
	if !ok {
		src = x.src
	}
	var out []params.Param
	for _, f := range figures {
		n := params.Param{Path: p.path(where, f.key), V: f.of(v), Known: true, Unit: f.unit, Src: src, Ref: x.fields["ref"]}
		n.Lo, n.Hi = x.ends(f.key, n.Bounds(), n.V)
		if _, counted := p.counts[where]; f.key == "clients" && counted {
			n.Src = min(src, params.Derived)
		}
		out = append(out, n)
	}
	for _, w := range v.Staff {
		out = append(out, params.Param{Path: p.path(where, "staff", w.Profession), V: w.Minutes, Lo: w.Minutes, Hi: w.Minutes, Known: true, Unit: "min", Src: src, Ref: x.fields["ref"]})
	}
	return out
}

// ends returns the low and the high of a figure that a row gives; its value without, or
// with a problem where they do not hold it.
func (x *row) ends(key string, b params.Bounds, v float64) (lo, hi float64) {
	lo, hi = v, v
	if n, ok := x.number(key+"_lo", b.String(), b.Holds); ok {
		lo = n
	}
	if n, ok := x.number(key+"_hi", b.String(), b.Holds); ok {
		hi = n
	}
	if lo > v {
		x.wrong(key+"_lo", "a low that is not above the value, "+x.fields[key], "")
	}
	if hi < v {
		x.wrong(key+"_hi", "a high that is not below the value, "+x.fields[key], "")
	}
	return min(lo, v), max(hi, v)
}

// Give gives the services of a network that count their need from products these. named
// finds where the county file says so. Municipalities that have the same rows are one
// zone. The order of the rows has no effect.
func (l *List) Give(r *input.Reader, n *network.Network, places []Municipality, named func(service int) problem.Problem) {
	n.Zones = nil
	zones := map[string]int{} // by rows
	var of []int              // a municipality of each zone
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
			if p.Service == v.ID && len(p.asIs) > 0 {
				v.Products = append(v.Products, p.network(of, places, zonesOf(n, places), l.People[i]))
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
func (l *List) unused(r *input.Reader, v *network.Service, places []Municipality) {
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

// zonesOf returns the zone of each municipality.
func zonesOf(n *network.Network, places []Municipality) []int {
	out := make([]int, len(places))
	for m := range places {
		if len(places[m].Areas) > 0 {
			out[m] = n.ZoneOf(places[m].Areas[0])
		}
	}
	return out
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
func (p *item) network(of []int, places []Municipality, zone []int, people []float64) network.Product {
	out := network.Product{ID: p.ID, Name: p.Name, Ages: p.Ages, Statutory: p.Statutory}
	for z, m := range of {
		var v network.Variant
		where := p.rowOf(places[m].ID)
		if x := p.asIs[where]; where != "" && x.Offer == products.Offered {
			v = network.Variant{Offered: true, Clients: p.path(where, "clients"), Visits: p.path(where, "visits"), Minutes: p.path(where, "minutes"),
				Group: p.path(where, "group_size"), RemoteMax: p.path(where, "remote_max")}
			for _, w := range x.Staff {
				v.Staff = append(v.Staff, network.Work{Profession: w.Profession, Minutes: p.path(where, "staff", w.Profession)})
			}
		}
		for m := range places {
			if zone[m] == z {
				v.People += people[m]
			}
		}
		out.Variants = append(out.Variants, v)
	}
	return out
}

// lacking notes what the products of a service leave open: where nobody knows whether they
// are offered, and professions that have no positions in it and so do not limit what it
// gives.
func (l *List) lacking(r *input.Reader, v *network.Service, places []Municipality) {
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
