package delivery

import "saavu/pkg/network"

// Part is a part of a service's contacts: of a product, of a segment, or of both. An index
// of -1 stands for a service without products or a county without segments.
type Part struct{ Product, Segment int }

// PartsOf lists the parts that a service's contacts are counted by, products first; one
// part of all contacts without products and segments.
func (m *Model) PartsOf(n *network.Network, s int) []Part {
	var out []Part
	products := n.Services[s].Products
	for p := range max(1, len(products)) {
		for g := range max(1, len(m.Segments)) {
			x := Part{p, g}
			if products == nil {
				x.Product = -1
			} else if m.Segments != nil && !products[p].Among.Has(g) {
				continue
			}
			if m.Segments == nil {
				x.Segment = -1
			}
			out = append(out, x)
		}
	}
	return out
}

// need returns the contacts of a person that are of a part, in a band.
func (sm *ServiceModel) need(x Part, b int) float64 {
	switch {
	case x.Product < 0 && x.Segment < 0:
		return sm.Rate[b]
	case x.Product < 0:
		return sm.Rate[b] * sm.Segments[x.Segment][b]
	case x.Segment < 0:
		return sm.Products[x.Product].Need[b]
	}
	p := &sm.Products[x.Product]
	return p.Need[b] * p.Segments[x.Segment][b]
}

// asks returns the contacts in person of a person that are of a part, in a band; with
// contracts of today those that the county meets itself.
func (x *serving) asks(of Part, b int) float64 {
	n := x.sm.need(of, b)
	if n == 0 {
		return 0
	}
	n *= 1 - x.remoteOf(of, b)
	if x.left != nil && of.Product >= 0 {
		n *= x.left[of.Product*x.nb+b]
	}
	return n
}

// ofProduct returns the contacts in person of a person that are of a product, in a band,
// whoever meets them.
func (x *serving) ofProduct(product, b int) float64 {
	if x.bySegment == nil {
		return x.sm.Products[product].Need[b] * (1 - x.sm.Remote(product, b, x.remote[b]))
	}
	sum := 0.0
	for g := range x.m.Segments {
		of := Part{product, g}
		if n := x.sm.need(of, b); n > 0 {
			sum += n * (1 - x.remoteOf(of, b))
		}
	}
	return sum
}

// remoteOf returns the share of a part's contacts that is remote, in a band.
func (x *serving) remoteOf(of Part, b int) float64 {
	switch {
	case of.Product < 0 && (of.Segment < 0 || x.bySegment == nil):
		return x.remote[b]
	case of.Product < 0:
		return x.bySegment[of.Segment][b]
	case of.Segment < 0 || x.bySegment == nil:
		return x.sm.Remote(of.Product, b, x.remote[b])
	}
	return x.bySegment[of.Segment][b] * part(x.sm.Products[of.Product].RemoteMax[b], x.sm.ceilings[of.Segment][b])
}

// split finds the parts of a service's contacts: how long they take, which come first where a
// point is short, and how many there are by area. need is the contacts a year by band.
func (x *serving) split(need []float64) {
	parts := x.m.PartsOf(x.n, x.s)
	x.products(need, parts)
	x.rank(parts)
	x.countParts(parts)
}

// countParts begins to count the parts of a service.
func (x *serving) countParts(parts []Part) {
	y := x.areas
	if y == nil || len(parts) == 1 && parts[0] == (Part{-1, -1}) {
		return
	}
	for _, of := range parts {
		each := make([]float64, x.nb)
		for b := range each {
			each[b] = x.asks(of, b)
		}
		y.Parts, y.each = append(y.Parts, newAreaYear(len(x.d.Areas))), append(y.each, each)
	}
	y.mix = make([]float64, len(parts))
}
