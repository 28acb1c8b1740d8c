package delivery

import (
	"math"
	"slices"

	"saavu/pkg/network"
)

// order is whose contacts a point serves first where it cannot serve all: classes of parts
// of a service's contacts, the first class first. Contacts of a class are served alike.
type order struct {
	class []int       // by part
	each  [][]float64 // contacts in person of a person, by class and band

	// With products, minutes a person and year by class, resource (professions, then the
	// room) and band; nil without, as all contacts take the same time then.
	minutes [][][]float64

	// over is what part-time points send on to a point of the load, by class, with assignment
	// to the nearest; nil under choice.
	over [][]float64

	// kept is the share of what comes to a point that it serves, by point of the
	// load and class; nil where it serves all classes alike.
	kept [][]float64
}

// rank is the place of a part in the order: statutory products before others, and within
// these by the priority of the segment.
func rank(n *network.Network, s int, x Part) int {
	out := n.Segments[x.Segment].Priority
	if x.Product >= 0 && !n.Services[s].Products[x.Product].Statutory {
		out += 1_000_000
	}
	return out
}

// inOrder finds the classes of a service in a county with segments, if there are several.
func (x *serving) inOrder(parts []Part) {
	x.order = nil
	if x.m.Segments == nil {
		return
	}
	ranks := make([]int, len(parts))
	for i, of := range parts {
		ranks[i] = rank(x.n, x.s, of)
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(ranks)))
	if len(sorted) < 2 {
		return
	}
	o := &order{kept: make([][]float64, len(x.v.Load.Points))}
	for range sorted {
		o.each = append(o.each, make([]float64, x.nb))
		if x.sm.Products != nil {
			minutes := make([][]float64, len(x.sm.StaffMin)+1)
			for f := range minutes {
				minutes[f] = make([]float64, x.nb)
			}
			o.minutes = append(o.minutes, minutes)
		}
	}
	for i, of := range parts {
		c := slices.Index(sorted, ranks[i])
		o.class = append(o.class, c)
		for b := range x.nb {
			n := x.sm.need(of, b)
			if n == 0 {
				continue
			}
			n *= 1 - x.remoteOf(of, b)
			o.each[c][b] += n
			if o.minutes == nil {
				continue
			}
			p := &x.sm.Products[of.Product]
			for f := range p.Staff {
				o.minutes[c][f][b] += n * p.Staff[f][b]
			}
			o.minutes[c][len(p.Staff)][b] += n * p.Client[b]
		}
	}
	x.order = o
}

// resource is what limits a point: an amount that each contact takes a part of.
type resource struct {
	amount float64
	of     int // in order.minutes; -1 = each contact takes one
}

// resources lists what limits Points[k]. Without products a contact takes one of the
// contacts that it can serve, whoever comes.
func (x *serving) resources(k int, capacity float64) []resource {
	pt := &x.n.Points[x.v.Points[k]]
	if x.order.minutes == nil {
		return []resource{{capacity, -1}}
	}
	if pt.Channel == network.Mobile {
		if pt.Unit < 0 {
			return []resource{{0, -1}}
		}
		u, out := x.m.Units[pt.Unit], x.o.UnitPart[x.v.Points[k]]*x.crew
		return []resource{{u.Contacts * out, -1}, {u.Hours * out * 60, 0}}
	}
	var out []resource
	for f := range x.sm.StaffMin {
		out = append(out, resource{x.staffLimit(k, f).Hours * 60, f})
	}
	if r := x.roomLimit(k); !math.IsInf(r.Contacts, 1) {
		out = append(out, resource{r.Rooms * r.Hours * r.Use * 60, len(x.sm.StaffMin)})
	}
	return out
}

// fill serves classes in their order, each in the largest part that the resources still
// allow. contacts is by class, each takes so much of a resource. It returns the share of
// each class that is served.
func fill(contacts []float64, resources []resource, takes func(class, of int) float64) []float64 {
	shares, used := make([]float64, len(contacts)), make([]float64, len(resources))
	for c, n := range contacts {
		share := 1.0
		for r := range resources {
			if all := n * takes(c, resources[r].of); all > 0 {
				share = math.Min(share, math.Max(0, resources[r].amount-used[r])/all)
			}
		}
		shares[c] = share
		for r := range resources {
			used[r] += n * share * takes(c, resources[r].of)
		}
	}
	return shares
}

// coming returns the contacts in person that come to point i of the load, by class, at a
// sum of load: of those whose first choice it is, and to the nearest those sent on to it.
func (x *serving) coming(i int, load float64) []float64 {
	o := x.order
	out, sum := make([]float64, len(o.each)), 0.0
	for c, each := range o.each {
		out[c] = x.atPoint(i, each)
		sum += out[c]
	}
	if o.over != nil {
		load -= total(o.over[i])
	}
	for c := range out {
		out[c] *= part(load, sum)
		if o.over != nil {
			out[c] += o.over[i][c]
		}
	}
	return out
}

// atPoint sums what the people whose first choice is point i of the load have each, by band.
func (x *serving) atPoint(i int, each []float64) float64 {
	sum := 0.0
	for b, n := range x.v.Load.Direct.People[i*x.nb : (i+1)*x.nb] {
		sum += n * each[b]
	}
	return sum
}

// keep decides whose contacts point i of the load serves where it cannot serve all that
// come. It returns how many it can serve. Capacity is what it could if it served all alike.
func (x *serving) keep(i int, load, capacity float64) float64 {
	o, k := x.order, x.v.Load.Points[i]
	if o == nil {
		return capacity
	}
	var at, mean []float64
	if x.work != nil {
		from := k * (len(x.sm.StaffMin) + 1)
		at, mean = x.work.seen[from:from+len(x.sm.StaffMin)+1], x.work.at[from:]
		copy(at, mean)
	}
	if o.kept[i] = nil; load <= capacity {
		return capacity
	}
	contacts, resources := x.coming(i, load), x.resources(k, capacity)
	takes := func(c, f int) float64 {
		if f < 0 {
			return 1
		}
		if sum := x.atPoint(i, o.each[c]); sum > 0 {
			return x.atPoint(i, o.minutes[c][f]) / sum
		}
		return mean[f]
	}
	shares := fill(contacts, resources, takes)
	seen := 0.0
	for c, n := range contacts {
		seen += n * shares[c]
	}
	o.kept[i] = shares
	if at == nil {
		return capacity
	}
	for f := range at {
		sum := 0.0
		for c, n := range contacts {
			sum += n * shares[c] * takes(c, f)
		}
		at[f] = part(sum, seen)
	}
	return seen
}

// unkept returns the part of some contacts, by class, that point i of the load does not
// keep. all is the part of everyone's that it does not.
func (o *order) unkept(i int, contacts []float64, all float64) float64 {
	if o.kept[i] == nil {
		return all
	}
	left, sum := 0.0, 0.0
	for c, n := range contacts {
		left, sum = left+n*(1-o.kept[i][c]), sum+n
	}
	return part(left, sum)
}

// sendOnInOrder adds what point i of the load sends on to the point at q, by class. row is the
// people who would go there, made the share of the contacts that is not forgone. It returns
// the sum.
func (x *serving) sendOnInOrder(i, q int, row []float64, made float64) float64 {
	sum := 0.0
	for c, each := range x.order.each {
		n := 0.0
		for b, p := range row {
			n += p * each[b]
		}
		n *= x.own * made * (1 - x.order.kept[i][c])
		x.order.over[q][c] += n
		sum += n
	}
	return sum
}

// relative fills in by how much more of an entry's contacts go on than of all that come to
// its point, as its people are of other classes.
func (x *serving) relative(c *crowd, load, capacity []float64) []float64 {
	o := x.order
	if o == nil {
		return nil
	}
	rel, contacts := make([]float64, len(c.point)), make([]float64, len(o.each))
	for u := range c.units() {
		for e := c.start[u]; e < c.start[u+1]; e++ {
			q := int(c.point[e])
			rel[e] = 1
			if o.kept[q] == nil {
				continue
			}
			clear(contacts)
			for cl, each := range o.each {
				if c.people != nil {
					for b, n := range c.people[int(e)*x.nb : (int(e)+1)*x.nb] {
						contacts[cl] += n * each[b]
					}
				} else {
					contacts[cl] = x.ofCell(int(c.cell[u]), c.ty[u], each)
				}
			}
			all := 1 - capacity[q]/load[q]
			rel[e] = o.unkept(q, contacts, all) / all
		}
	}
	return rel
}

// ofCell returns the contacts of the travellers of a type in a cell, by its place in
// Demand.Cells, who are not met at school.
func (x *serving) ofCell(k int, ty Type, each []float64) float64 {
	sum := 0.0
	for b, n := range x.d.People[k*x.nb : (k+1)*x.nb] {
		if n > 0 && each[b] > 0 && !x.atSchool(b) {
			sum += n * x.m.Share(ty, b) * each[b]
		}
	}
	return sum
}
