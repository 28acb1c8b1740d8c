package delivery

import (
	"slices"

	"saavu/pkg/network"
)

// rank is the class of a part of a service's contacts, the lowest first: statutory products
// before others, and within these by the priority of the segment.
func rank(n *network.Network, s int, of Part) int {
	out := 0
	if of.Segment >= 0 {
		out = n.Segments[of.Segment].Priority
	}
	if of.Product >= 0 && !n.Services[s].Products[of.Product].Statutory {
		out += 1_000_000
	}
	return out
}

// ranksOf gives the rank of each part of a service, from 0 on, and how many there are; nil if
// all parts have one rank.
func ranksOf(n *network.Network, s int, parts []Part) (ranks []int, classes int) {
	for _, of := range parts {
		ranks = append(ranks, rank(n, s, of))
	}
	known := slices.Compact(slices.Sorted(slices.Values(ranks)))
	if len(known) < 2 {
		return nil, 1
	}
	for i, r := range ranks {
		ranks[i] = slices.Index(known, r)
	}
	return ranks, len(known)
}

// ranked is what serving knows of the ranks of a service.
type ranked struct {
	of      []int       // rank by part
	classes int         // how many ranks there are
	weight  [][]float64 // contacts in person of a person that the county meets itself, by rank and band
	mix     []float64   // by point of the service and rank: its part of the contacts there
	takes   []float64   // by point, rank and resource: minutes of a contact
	served  []float64   // by point and rank: the part that is served
	come    []float64   // to the nearest, by point and rank: contacts that other points send
	seen    []bool      // by point: served is filled in
	sums    []float64   // by rank, for mixOf
}

// rank prepares the ranks of a service: what a person asks for in person by band, the mix of
// ranks at each point and what their contacts take there.
func (x *serving) rank(parts []Part) {
	x.ranked = nil
	ranks, classes := ranksOf(x.n, x.s, parts)
	if ranks == nil {
		return
	}
	resources, l := len(x.sm.StaffMin)+1, &x.v.Load
	k := &ranked{of: ranks, classes: classes, mix: make([]float64, len(x.v.Points)*classes), takes: make([]float64, len(x.v.Points)*classes*resources),
		served: make([]float64, len(x.v.Points)*classes), come: make([]float64, len(x.v.Points)*classes), seen: make([]bool, len(x.v.Points)), sums: make([]float64, classes)}
	minutes := make([][][]float64, classes) // of a person, by resource and band; nil without products
	for c := range classes {
		k.weight = append(k.weight, make([]float64, x.nb))
		if x.sm.Products != nil {
			for range resources {
				minutes[c] = append(minutes[c], make([]float64, x.nb))
			}
		}
	}
	for i, of := range parts {
		c := ranks[i]
		for b := range x.nb {
			n := x.asks(of, b) * x.notBought(b)
			k.weight[c][b] += n
			if minutes[c] == nil || n == 0 {
				continue
			}
			pm := &x.sm.Products[of.Product]
			for f := range pm.Staff {
				minutes[c][f][b] += n * pm.Staff[f][b]
			}
			minutes[c][resources-1][b] += n * pm.Client[b]
		}
	}
	for i, at := range l.Points {
		all := 0.0
		for c := range classes {
			n, takes := 0.0, k.takes[(at*classes+c)*resources:][:resources]
			for b := range x.nb {
				people := l.Direct.People[i*x.nb+b]
				n += people * k.weight[c][b]
				for r := range minutes[c] {
					takes[r] += people * minutes[c][r][b]
				}
			}
			for r := range takes {
				takes[r] = part(takes[r], n)
			}
			if minutes[c] == nil {
				copy(takes, append(x.sm.StaffMin[:resources-1:resources-1], x.sm.ClientMin))
			}
			k.mix[at*classes+c] = n
			all += n
		}
		for c := range classes {
			k.mix[at*classes+c] = part(k.mix[at*classes+c], all)
		}
	}
	x.ranked = k
}
