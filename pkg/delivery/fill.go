package delivery

import "math"

// portion is the contacts of one class: how many, and what each takes of every resource.
type portion struct {
	contacts float64
	takes    []float64
}

// fill divides resources over classes of contacts, in the order of their priority: each
// class is served in full, or in the part that the scarcest of what earlier classes have
// left allows. It returns the served part of each class, 0 to 1; +Inf of a resource never
// binds. A class without contacts has what the next contact of it would.
func fill(have []float64, classes []portion) (served []float64) {
	left := append([]float64(nil), have...)
	for _, c := range classes {
		part := 1.0
		for r, each := range c.takes {
			switch need := c.contacts * each; {
			case need > left[r]:
				part = math.Min(part, left[r]/need)
			case each > 0 && left[r] <= 0:
				part = 0
			}
		}
		for r, each := range c.takes {
			if left[r] -= part * c.contacts * each; left[r] < have[r]*1e-12 { // rounding
				left[r] = 0
			}
		}
		served = append(served, part)
	}
	return served
}

// ration gives a point that cannot serve those who come first the capacity that fill finds;
// most is how many contacts its vehicle allows.
func (x *serving) ration(k int, pl *PointLoad, load, most float64) {
	if x.ranked == nil || !(load > pl.Capacity) {
		return
	}
	var have []float64 // minutes by resource
	for f := range x.sm.StaffMin {
		have = append(have, x.staffLimit(k, f).Hours*60)
	}
	room := math.Inf(1)
	if r := x.roomLimit(k); !math.IsInf(r.Contacts, 1) {
		room = r.Rooms * r.Hours * r.Use * 60
	}
	if !math.IsInf(most, 1) { // on board: the crew's hours alone
		room = math.Inf(1)
		for f := range have {
			have[f] = math.Inf(1)
		}
		have[0] = pl.Hours * 60
	}
	pl.Capacity = x.short(k, load, most, append(have, room))
}

// short fills a point that cannot serve its load: have is the minutes of each resource, and
// most how many contacts it serves at most. It keeps the served part of each rank and
// returns the contacts served.
func (x *serving) short(k int, load, most float64, have []float64) float64 {
	r, resources := x.ranked, len(x.sm.StaffMin)+1
	classes := r.classes
	list, limited := make([]portion, classes), !math.IsInf(most, 1)
	for c := range list {
		takes := r.takes[(k*classes+c)*resources:][:resources:resources]
		if limited {
			takes = append(takes, 1)
		}
		list[c] = portion{load * r.mix[k*classes+c], takes}
	}
	if limited {
		have = append(have, most)
	}
	sum := 0.0
	for c, part := range fill(have, list) {
		r.served[k*classes+c] = part
		sum += part * list[c].contacts
	}
	r.seen[k] = true
	return sum
}

// mean is the minutes of a resource that the contacts served at Points[k] take on average:
// those of the ranks in the parts that are served where the point is short.
func (x *serving) mean(k, resource int) float64 {
	resources := len(x.sm.StaffMin) + 1
	if r := x.ranked; r != nil && r.seen[k] {
		classes := r.classes
		sum, all := 0.0, 0.0
		for c := range classes {
			n := r.mix[k*classes+c] * r.served[k*classes+c]
			sum, all = sum+n*r.takes[(k*classes+c)*resources+resource], all+n
		}
		if all > 0 {
			return sum / all
		}
	}
	if resource == resources-1 {
		return x.clientMin(k)
	}
	return x.staffMin(k, resource)
}

// keeps is the part of some contacts that Points[k] serves. mix is the part of each rank in
// them, plain the part of all contacts there that is served.
func (x *serving) keeps(k int, mix []float64, plain float64) float64 {
	r := x.ranked
	if r == nil || !r.seen[k] {
		return plain
	}
	out, all := 0.0, 0.0
	for c, part := range mix {
		out, all = out+part*r.served[k*r.classes+c], all+part
	}
	return part(out, all)
}

// ofRank is keeps for contacts of a part of the service.
func (x *serving) ofRank(k, p int, plain float64) float64 {
	if r := x.ranked; r != nil && r.seen[k] {
		return r.served[k*r.classes+r.of[p]]
	}
	return plain
}

// mixOf is the contacts in person of some people by rank: of people by band, of a type of
// traveller in a cell unless everyone counts. Nil without ranks. It is valid until the next
// call.
func (x *serving) mixOf(people []float64, ty Type, everyone bool) []float64 {
	if x.ranked == nil {
		return nil
	}
	out := x.ranked.sums
	clear(out)
	for b, n := range people {
		switch {
		case n == 0:
			continue
		case everyone:
		case x.atSchool(b):
			continue
		default:
			n *= x.m.Share(ty, b)
		}
		for c := range out {
			out[c] += n * x.ranked.weight[c][b]
		}
	}
	return out
}

// mixAt is mixOf for the travellers of a unit of the crowd, or of its entry where it is a
// group.
func (x *serving) mixAt(c *crowd, u, e int) []float64 {
	switch {
	case x.ranked == nil:
		return nil
	case c.cell == nil:
		return x.mixOf(c.people[e*x.nb:(e+1)*x.nb], 0, true)
	}
	k := int(c.cell[u])
	return x.mixOf(x.d.People[k*x.nb:(k+1)*x.nb], c.ty[u], false)
}

// unkept is the part of a mix that Points[k] does not serve.
func (x *serving) unkept(k int, mix []float64) []float64 {
	r := x.ranked
	if r == nil || !r.seen[k] {
		return mix
	}
	out := make([]float64, len(mix))
	for c, part := range mix {
		out[c] = part * (1 - r.served[k*r.classes+c])
	}
	return out
}

// leave fills in, by entry of a crowd, which part of its contacts goes on from a full point.
func (x *serving) leave(o *overflow, load, capacity []float64) {
	if x.ranked == nil {
		return
	}
	c := o.crowd
	if o.by == nil {
		o.by = make([]float64, len(c.point))
	}
	clear(o.by)
	for u := range c.units() {
		for e := int(c.start[u]); e < int(c.start[u+1]); e++ {
			if q := c.point[e]; load[q] > capacity[q] {
				o.by[e] = x.m.MovesOn * (1 - x.keeps(x.v.Load.Points[q], x.mixAt(c, u, e), capacity[q]/load[q]))
			}
		}
	}
}

// keptOf is keeps for the contacts of a band.
func (x *serving) keptOf(k, b int, plain float64) float64 {
	if x.ranked == nil || !x.ranked.seen[k] {
		return plain
	}
	mix := make([]float64, x.ranked.classes)
	for c := range mix {
		mix[c] = x.ranked.weight[c][b]
	}
	return x.keeps(k, mix, plain)
}

// joined counts those whom part-time points have sent to Points[k] in its mix of ranks.
func (x *serving) joined(k int, load float64) {
	r := x.ranked
	if r == nil {
		return
	}
	from, to := k*r.classes, (k+1)*r.classes
	more := total(r.come[from:to])
	for at := from; at < to; at++ {
		r.mix[at] = part(load*r.mix[at]+r.come[at], load+more)
	}
}
