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

// ranks are the classes of a service's products by priority, 0 first: statutory ones and
// then the others. They are nil if all products have one rank, or there are none.
type ranks []int

// ranksOf gives the rank of each product.
func ranksOf(statutory []bool) ranks {
	out, differ := make(ranks, len(statutory)), false
	for p, s := range statutory {
		if !s {
			out[p] = 1
		}
		differ = differ || s != statutory[0]
	}
	if !differ {
		return nil
	}
	return out
}

// classes is how many ranks there are.
const classes = 2

// ranked is what serving knows of the ranks of a service.
type ranked struct {
	weight [classes][]float64 // contacts in person of a person, by rank and band
	mix    []float64          // by point of the service and rank: its part of the contacts there
	takes  []float64          // by point, rank and resource: minutes of a contact
	served []float64          // by point and rank: the part that is served
	come   []float64          // to the nearest, by point and rank: contacts that other points send
	seen   []bool             // by point: served is filled in
}

// rank prepares the ranks of a service: what a person asks for in person by band, the mix of
// ranks at each point and what their contacts take there. asks is the contacts in person of
// a person by product and band.
func (x *serving) rank(asks [][]float64) {
	if x.sm.ranks == nil {
		return
	}
	resources, l := len(x.sm.StaffMin)+1, &x.v.Load
	k := &ranked{mix: make([]float64, len(x.v.Points)*classes), takes: make([]float64, len(x.v.Points)*classes*resources),
		served: make([]float64, len(x.v.Points)*classes), come: make([]float64, len(x.v.Points)*classes), seen: make([]bool, len(x.v.Points))}
	var minutes [classes][][]float64 // of a person, by resource and band
	for c := range k.weight {
		k.weight[c] = make([]float64, x.nb)
		for range resources {
			minutes[c] = append(minutes[c], make([]float64, x.nb))
		}
	}
	for p, each := range asks {
		c, pm := x.sm.ranks[p], &x.sm.Products[p]
		for b, n := range each {
			k.weight[c][b] += n
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
				for r := range takes {
					takes[r] += people * minutes[c][r][b]
				}
			}
			for r := range takes {
				takes[r] = part(takes[r], n)
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

// keeps is the part of some contacts that Points[k] serves. first is the part of them of the
// first rank, plain the part of all contacts there that is served.
func (x *serving) keeps(k int, first, plain float64) float64 {
	if r := x.ranked; r != nil && r.seen[k] {
		return first*r.served[k*classes] + (1-first)*r.served[k*classes+1]
	}
	return plain
}

// ofRank is keeps for contacts of a product.
func (x *serving) ofRank(k, product int, plain float64) float64 {
	if r := x.ranked; r != nil && r.seen[k] {
		return r.served[k*classes+x.sm.ranks[product]]
	}
	return plain
}

// first is the part of the contacts in person of some people that is of the first rank: of
// people by band, of a type of traveller in a cell unless everyone counts.
func (x *serving) first(people []float64, ty Type, everyone bool) float64 {
	if x.ranked == nil {
		return 1
	}
	some, all := 0.0, 0.0
	for b, n := range people {
		switch {
		case everyone:
		case x.atSchool(b):
			continue
		default:
			n *= x.m.Share(ty, b)
		}
		some, all = some+n*x.ranked.weight[0][b], all+n*(x.ranked.weight[0][b]+x.ranked.weight[1][b])
	}
	return part(some, all)
}

// firstAt is first for the travellers of a unit of the crowd, or of its entry where it is a
// group.
func (x *serving) firstAt(c *crowd, u, e int) float64 {
	switch {
	case x.ranked == nil:
		return 1
	case c.cell == nil:
		return x.first(c.people[e*x.nb:(e+1)*x.nb], 0, true)
	}
	k := int(c.cell[u])
	return x.first(x.d.People[k*x.nb:(k+1)*x.nb], c.ty[u], false)
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
				o.by[e] = x.m.MovesOn * (1 - x.keeps(x.v.Load.Points[q], x.firstAt(c, u, e), capacity[q]/load[q]))
			}
		}
	}
}

// keptOf is keeps for the contacts of a band.
func (x *serving) keptOf(k, b int, plain float64) float64 {
	if x.ranked == nil || !x.ranked.seen[k] {
		return plain
	}
	w := &x.ranked.weight
	return x.keeps(k, part(w[0][b], w[0][b]+w[1][b]), plain)
}

// joined counts those whom part-time points have sent to Points[k] in its mix of ranks.
func (x *serving) joined(k int, load float64) {
	r := x.ranked
	if r == nil {
		return
	}
	more := r.come[k*classes] + r.come[k*classes+1]
	for c := range classes {
		at := k*classes + c
		r.mix[at] = part(load*r.mix[at]+r.come[at], load+more)
	}
}
