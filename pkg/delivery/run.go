package delivery

import (
	"saavu/pkg/access"
	"saavu/pkg/network"
	"saavu/pkg/travel"
)

// Place is a county after an option's changes, as far as delivery needs it.
type Place struct {
	Network *network.Network
	Matrix  *travel.Matrix
}

// Outcome is the result of Run for one option: one Service each.
type Outcome struct {
	Services []Service
	// UnitPart is, by network point, the part of its mobile unit's capacity
	// that the point has: by the stop's days and by the need there.
	UnitPart []float64
	// SchoolPart is, by service, the part of its school units' capacity.
	SchoolPart []float64
	// Pools are the rooms that services of a building share; nil where no rooms by
	// type are known.
	Pools  []*Pool
	pooled []*Pool // by network point; nil for a point with rooms of its own
	model  *Model
}

// Service is the geography of one service in one option. Slices by live cell
// are indexed like Demand.Cells, point lists index into Points.
type Service struct {
	Points   []int // network points that are open and have times
	NoTimes  []int // network points that are open and have no times
	Time     [Types][]travel.Seconds
	Nearest  [Types][]int32 // index in Points; -1 = none
	AtSchool bool           // a school unit meets the school ages
	There    Histogram      // headline: everyone without a car
	Own      Histogram      // everyone by own modes
	Week     Histogram      // as There, only with points that are open five days a week or more
	Any      Histogram      // as There, also with other producers' points that do not meet the whole need
	Load     Load           // the county's own share of the need
	Contract *Load          // the contracted share, where providers have points of their own
	home     [Types][]int32 // index in Points of the point whose staff serves the cell
	staff    staffing
	ids      []string          // of Points
	today    []float64         // positions at Points in the network
	sources  []source          // of Points
	open     []network.Hours   // of Points
	shared   bool              // the geography is that of today's network
	choice   *Choice           // nil = everyone goes to the nearest point
	located  *byte             // the same for services that share a geography
	moves    *flow             // need from today's points; nil = not computed
	found    [Types][]prospect // of today under choice, by live cell: what Load's travellers choose among
}

// Run computes the geography of one option: nearest points, histograms of
// times, loads, and where the staff works. home is the outcome of today's
// network for the same people; nil makes the option its own reference (today
// itself). choice is how people choose among points; nil sends everyone to the
// nearest. A service whose points are today's shares today's geography, and one
// whose points have been computed for the same people before shares that: found is
// where such geographies are kept; nil keeps none.
func Run(d *Demand, m *Model, p Place, t *Times, home *Outcome, choice *Choice, found *Geographies) *Outcome {
	o := &Outcome{Services: make([]Service, len(p.Network.Services)), model: m}
	for s := range p.Network.Services {
		v := &o.Services[s]
		v.supply(m, p, t, s, choice)
		var before *Service
		if home != nil {
			before = &home.Services[s]
		}
		locate := func() { v.locate(d, m, p, t, s, before) }
		switch {
		case before != nil && v.like(before, m, home.model, s):
			v.take(before)
		case found != nil:
			found.fill(v, m, s, before, locate)
		default:
			locate()
		}
	}
	o.shareUnits(m, p.Network)
	for s := range o.Services {
		var before *Service
		if home != nil {
			before = &home.Services[s]
		} else {
			o.Services[s].shared = true
		}
		o.Services[s].placeStaff(d, m, p.Network, s, before)
	}
	o.sharePools(d, m, p.Network)
	return o
}

// source holds what the geography of a service depends on at one of its points.
type source struct {
	column                                *Column
	barrier, provider, onSite, isVisiting bool
	counts                                bool    // in who gets there: not of another producer that meets a part of the need only
	week                                  bool    // open five days a week or more
	weight                                float64 // under choice: attraction x open days / 5
}

// allWeek is how many days a week a point is open at least that is open all week.
const allWeek = 5

// supply lists a service's points and what its geography depends on.
func (v *Service) supply(m *Model, p Place, t *Times, s int, choice *Choice) {
	v.choice = choice
	for _, i := range p.Network.Serving(s) {
		pt := &p.Network.Points[i]
		f := &p.Network.Facilities[pt.Facility]
		if f.Column < 0 {
			v.NoTimes = append(v.NoTimes, i)
			continue
		}
		v.Points = append(v.Points, i)
		v.ids = append(v.ids, pt.ID)
		v.today = append(v.today, pt.FTE...)
		v.open = append(v.open, pt.Hours)
		x := source{column: t.At(p.Matrix, f.Column), barrier: f.BarrierFree == network.No, provider: pt.Provider, onSite: pt.Channel == network.OnSite, isVisiting: pt.Visiting,
			counts: !pt.Provider || m.Services[s].ContractShare >= 1, week: pt.Hours.DaysPerWeek() >= allWeek}
		if choice != nil {
			x.weight = choice.Attraction(pt.ID) * pt.Hours.DaysPerWeek() / 5
		}
		v.sources = append(v.sources, x)
	}
	for _, u := range p.Network.Units {
		if u.Schools && has(u.Services, s) {
			v.AtSchool = true
		}
	}
}

// reach finds the nearest point of each live cell by traveller type and fills the
// histograms. Points that do not count are in the one of any producer only.
func (v *Service) reach(d *Demand, m *Model, p Place, t *Times, s int) {
	var all, counts, week []int
	for k := range v.Points {
		all = append(all, k)
		if v.sources[k].counts {
			counts = append(counts, k)
			if v.sources[k].week {
				week = append(week, k)
			}
		}
	}
	for ty := Type(0); ty < Types; ty++ {
		v.Time[ty], v.Nearest[ty] = v.nearest(d, p, t, ty, counts)
	}
	v.There = newHistogram(len(d.Areas))
	v.Own = newHistogram(len(d.Areas))
	v.fill(d, m, s)
	v.There.close()
	v.Own.close()
	v.Week, v.Any = v.There, v.There
	if len(week) < len(counts) {
		v.Week = v.headline(d, m, p, t, s, week)
	}
	if len(counts) < len(all) {
		v.Any = v.headline(d, m, p, t, s, all)
	}
}

// headline is the histogram of everyone without a car, with some of the points.
func (v *Service) headline(d *Demand, m *Model, p Place, t *Times, s int, among []int) Histogram {
	free, _ := v.nearest(d, p, t, Free, among)
	limited, _ := v.nearest(d, p, t, FreeLimited, among)
	h := newHistogram(len(d.Areas))
	v.eachCell(d, m, s, func(k, area int, by [Types]float64, school float64) {
		h.add(area, 0, school)
		h.School += school
		h.add(area, free[k], by[Free]+by[Driver])
		h.add(area, limited[k], by[FreeLimited]+by[DriverLimited])
	})
	h.close()
	return h
}

// nearest finds the least time over some of the service's points.
// Mobility-limited travellers do not use a point that is known not to be
// barrier-free.
func (v *Service) nearest(d *Demand, p Place, t *Times, ty Type, among []int) ([]travel.Seconds, []int32) {
	if len(d.Cells) == 0 {
		return nil, nil
	}
	from, to := d.Cells[0], d.Cells[len(d.Cells)-1]+1 // they are in order
	var columns [][]travel.Seconds
	var index []int32
	for _, k := range among {
		f := &p.Network.Facilities[p.Network.Points[v.Points[k]].Facility]
		if (ty == FreeLimited || ty == DriverLimited) && f.BarrierFree == network.No {
			continue
		}
		columns = append(columns, t.At(p.Matrix, f.Column).By[ty][from:to])
		index = append(index, int32(k))
	}
	best := make([]uint32, to-from)
	access.Nearest(columns, best)
	times := make([]travel.Seconds, len(d.Cells))
	who := make([]int32, len(d.Cells))
	for k, c := range d.Cells {
		sec, j := access.Unpack(best[c-from])
		times[k], who[k] = sec, -1
		if sec != travel.Unreached {
			who[k] = index[j]
		}
	}
	return times, who
}

// fill puts the target group into the histograms. The headline counts everyone
// as without a car; people met at school do not travel.
func (v *Service) fill(d *Demand, m *Model, s int) {
	v.eachCell(d, m, s, func(k, a int, by [Types]float64, school float64) {
		v.There.add(a, 0, school)
		v.Own.add(a, 0, school)
		v.There.School += school
		v.Own.School += school
		v.There.add(a, v.Time[Free][k], by[Free]+by[Driver])
		v.There.add(a, v.Time[FreeLimited][k], by[FreeLimited]+by[DriverLimited])
		for ty := Type(0); ty < Types; ty++ {
			v.Own.add(a, v.Time[ty][k], by[ty])
		}
	})
}

// eachCell gives the target group of each live cell: the people by traveller type, and
// those who are met at school.
func (v *Service) eachCell(d *Demand, m *Model, s int, do func(k, area int, by [Types]float64, school float64)) {
	sm := &m.Services[s]
	var shares [Types][]float64
	for ty := range shares {
		shares[ty] = m.shares(Type(ty))
	}
	for k := range d.Cells {
		row := d.People[k*d.Bands : (k+1)*d.Bands]
		var by [Types]float64
		school := 0.0
		for b, n := range row {
			n *= sm.Target[b]
			if n == 0 {
				continue
			}
			if v.AtSchool && sm.School[b] > 0 {
				school += n
				continue
			}
			for ty := Type(0); ty < Types; ty++ {
				by[ty] += n * shares[ty][b]
			}
		}
		do(k, int(d.Area[k]), by, school)
	}
}

func has(list []int, v int) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}
