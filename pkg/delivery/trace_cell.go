package delivery

import (
	"math"
	"slices"

	"saavu/pkg/travel"
)

// Cell is what the people of one cell get of a service: its own small county. Demand
// and Service hold the cell alone, so whatever computes a figure of the county from
// them computes it of the cell. Flows are by point of Service.Load. Served has what
// the cell adds to Trace.Served; of its points Flows takes the place.
type Cell struct {
	Demand  *Demand
	Service *Service
	Served  Served
	Flows   []Flow
	Others  []Flow // contacts that providers meet, by point of Service.Contract

	SchoolNeed float64 // contacts of those who are met at school
}

// Cell traces a live cell.
func (tr *Trace) Cell(k int) *Cell {
	x := &tr.x
	c := &Cell{Demand: x.d.only(k), Service: x.v.only(k), Flows: tr.flows()}
	var before *Service
	if tr.before != nil {
		before = tr.before.only(k)
	}
	v := c.Service
	v.There, v.Own = newHistogram(len(x.d.Areas)), newHistogram(len(x.d.Areas))
	v.fill(c.Demand, x.m, x.s)
	v.assign(c.Demand, x.m, tr.place, tr.times, x.s, before)

	y := *x
	y.d, y.v, y.out, y.parts, y.row = c.Demand, v, &c.Served, nil, [Types][]float64{}
	y.begin()
	band := func() []float64 { return make([]float64, x.nb) }
	c.Served.Visits, c.Served.Detour = Visits{band(), band(), band(), band(), band()}, Visits{Minutes: band(), CarKm: band(), Pt: band()}
	c.Served.RemoteBy = band()
	y.channels(y.need())
	tr.remote(&c.Served)
	c.SchoolNeed = y.schoolNeed()
	c.Served.School = c.SchoolNeed * part(tr.Served.School, x.schoolNeed())
	y.comes(make([]float64, len(v.Load.Points)), make([]float64, len(v.Load.Points)))
	c.Served.InPerson += c.SchoolNeed
	y.visits(&v.Load, x.own, x.parts.taken)
	if l := v.Contract; tr.Served.Contracted > 0 && l != nil {
		y.visits(l, x.others, nil)
		for i, k := range l.Points {
			n, _ := y.load(&l.Direct, i, x.others)
			c.Others = append(c.Others, Flow{Point: v.Points[k], First: n, Kept: n})
		}
	} else if tr.Served.Contracted > 0 {
		y.visits(&v.Load, x.others, nil)
	}
	for _, u := range tr.at[k] {
		tr.add(int(u), c.Flows)
	}
	tr.detour(k, &c.Served)
	first := 0.0
	for _, f := range c.Flows {
		c.Served.Seen += f.Seen()
		if v.choice != nil {
			c.Served.SentOn += f.Found
		}
		first += f.First
	}
	// What is forgone at a point is spread over all who choose it: see onward.go.
	if c.Served.Forgone = c.Served.InPerson - c.SchoolNeed - c.Served.NoPoint - first; c.Served.Forgone < 1e-12*c.Served.InPerson {
		c.Served.Forgone = 0 // the remainder is rounding error
	}
	c.Served.share()
	return c
}

// remote adds a cell's part of the contacts that the channel creates, and of those
// that are served remotely.
func (tr *Trace) remote(out *Served) {
	all := &tr.Served
	before := out.RemoteNeed
	out.Induced = before * part(all.Induced, all.RemoteNeed-all.Induced)
	out.RemoteNeed += out.Induced
	for b := range out.RemoteBy {
		out.RemoteBy[b] *= 1 + part(out.Induced, before)
	}
	out.Remote = out.RemoteNeed * part(all.Remote, all.RemoteNeed)
}

// detour adds what those of a live cell travel more who go on from a full point.
func (tr *Trace) detour(k int, out *Served) {
	over := tr.x.parts.overflow
	if over == nil {
		return
	}
	y := tr.x
	y.out = out
	weight := make([]float64, y.nb)
	y.inPerson(weight)
	for _, u := range tr.at[k] {
		if helped := over.helped(int(u)); helped > 0 {
			y.detourOfCell(over, int(u), helped, weight)
		}
	}
}

// Change compares the people of the cell with the same service of another outcome for
// the same people; k is the cell there.
func (tr *Trace) Change(c *Cell, k int, before *Service) Change {
	return Compare(c.Demand, tr.x.m, tr.x.s, before.only(k), c.Service)
}

// Prospect is one point as a traveller of one type at a cell sees it.
type Prospect struct {
	Enters  bool    // false where the point is known not to be barrier-free and the traveller needs that
	Minutes float64 // +Inf if it is not reached
	Weight  float64 // under choice: attraction x open days / 5 x exp(-decay x minutes); 0 beyond the limit
	Share   float64 // of the first choices
}

// Prospects returns what a traveller of a type at a cell can choose among, by point of
// a load of the cell's service: its own or the contract's.
func (tr *Trace) Prospects(c *Cell, l *Load, ty Type) []Prospect {
	out, v, cell := make([]Prospect, len(l.Points)), c.Service, c.Demand.Cells[0]
	points, share := v.among(l.Points, ty), make([]float64, len(l.Points))
	if v.choice != nil {
		points.choose(cell, share)
	} else if _, near := v.nearest(c.Demand, tr.place, tr.times, ty, l.Points); near[0] >= 0 {
		share[slices.Index(l.Points, int(near[0]))] = 1
	}
	for i, times := range points.times {
		out[i] = Prospect{Enters: times != nil, Minutes: math.Inf(1), Share: share[i]}
		if times == nil || times[cell] == travel.Unreached {
			continue
		}
		out[i].Minutes = times[cell].Minutes()
		if v.choice != nil && times[cell] <= v.choice.Limit {
			out[i].Weight = v.choice.fade[times[cell]] * points.weight[i]
		}
	}
	return out
}

// only returns a demand of one live cell.
func (d *Demand) only(k int) *Demand {
	one := *d
	one.Cells, one.Area, one.People = d.Cells[k:k+1], d.Area[k:k+1], d.People[k*d.Bands:(k+1)*d.Bands]
	return &one
}

// only returns the geography of one live cell, without histograms and loads.
func (v *Service) only(k int) *Service {
	one := *v
	one.There, one.Own, one.Load, one.Contract = Histogram{}, Histogram{}, Load{}, nil
	for ty := range v.Time {
		one.Time[ty], one.Nearest[ty] = v.Time[ty][k:k+1], v.Nearest[ty][k:k+1]
		if v.home[ty] != nil {
			one.home[ty] = v.home[ty][k : k+1]
		}
		if v.found[ty] != nil {
			one.found[ty] = v.found[ty][k : k+1]
		}
	}
	one.Load.Points = v.Load.Points
	if v.Contract != nil {
		one.Contract = &Load{Points: v.Contract.Points}
	}
	return &one
}
