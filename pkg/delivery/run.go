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

// Outcome is what Run gives for one option: one Service each.
type Outcome struct {
	Services []Service
	// UnitPart is, by network point, the part of its mobile unit's capacity
	// that the point gets: by the stop's days and by the need there.
	UnitPart []float64
	// SchoolPart is, by service, the part of its school units' capacity.
	SchoolPart []float64
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
	Load     Load           // the county's own share of the need
	Contract *Load          // the contracted share, where providers have points of their own
	home     [Types][]int32 // index in Points of the point whose staff serves the cell
	staff    staffing
	ids      []string  // of Points
	today    []float64 // positions at Points as the network gives them
}

// Run does the geography of one option: nearest points, histograms of times,
// loads, and where the staff goes. home is the outcome of today's network for
// the same people; nil makes the option its own reference (today itself).
func Run(d *Demand, m *Model, p Place, t *Times, home *Outcome, choice bool) *Outcome {
	o := &Outcome{Services: make([]Service, len(p.Network.Services))}
	for s := range p.Network.Services {
		v := &o.Services[s]
		v.reach(d, m, p, t, s)
		var before *Service
		if home != nil {
			before = &home.Services[s]
		}
		v.assign(d, m, p, t, s, before, choice)
	}
	o.shareUnits(m, p.Network)
	for s := range o.Services {
		var before *Service
		if home != nil {
			before = &home.Services[s]
		}
		o.Services[s].placeStaff(d, m, p.Network, s, before)
	}
	return o
}

// reach finds the nearest point of each live cell by traveller type and fills
// the two histograms.
func (v *Service) reach(d *Demand, m *Model, p Place, t *Times, s int) {
	for _, i := range p.Network.Serving(s) {
		if p.Network.Facilities[p.Network.Points[i].Facility].Column < 0 {
			v.NoTimes = append(v.NoTimes, i)
		} else {
			v.Points = append(v.Points, i)
		}
	}
	for _, u := range p.Network.Units {
		if u.Schools && has(u.Services, s) {
			v.AtSchool = true
		}
	}
	all := make([]int, len(v.Points))
	for k, i := range v.Points {
		all[k] = k
		v.ids = append(v.ids, p.Network.Points[i].ID)
		v.today = append(v.today, p.Network.Points[i].FTE...)
	}
	for ty := Type(0); ty < Types; ty++ {
		v.Time[ty], v.Nearest[ty] = v.nearest(d, p, t, ty, all)
	}
	v.There = newHistogram(len(d.Areas))
	v.Own = newHistogram(len(d.Areas))
	v.fill(d, m, s)
}

// nearest finds the least time over some of the service's points. Limited
// travellers do not use a point that is known not to be barrier-free.
func (v *Service) nearest(d *Demand, p Place, t *Times, ty Type, among []int) ([]travel.Seconds, []int32) {
	var columns [][]travel.Seconds
	var index []int32
	for _, k := range among {
		f := &p.Network.Facilities[p.Network.Points[v.Points[k]].Facility]
		if (ty == FreeLimited || ty == DriverLimited) && f.BarrierFree == network.No {
			continue
		}
		columns = append(columns, t.At(p.Matrix, f.Column).By[ty])
		index = append(index, int32(k))
	}
	best := make([]uint32, d.All)
	access.Nearest(columns, best)
	times := make([]travel.Seconds, len(d.Cells))
	who := make([]int32, len(d.Cells))
	for k, c := range d.Cells {
		sec, j := access.Unpack(best[c])
		times[k], who[k] = sec, -1
		if sec != travel.Unreached {
			who[k] = index[j]
		}
	}
	return times, who
}

// fill puts the target group into the histograms. The headline counts
// everyone as without a car; people met at school are there without travel.
func (v *Service) fill(d *Demand, m *Model, s int) {
	sm := &m.Services[s]
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
				by[ty] += n * m.share(ty, b)
			}
		}
		a := int(d.Area[k])
		v.There.add(a, 0, school)
		v.Own.add(a, 0, school)
		v.There.School += school
		v.Own.School += school
		v.There.add(a, v.Time[Free][k], by[Free]+by[Driver])
		v.There.add(a, v.Time[FreeLimited][k], by[FreeLimited]+by[DriverLimited])
		for ty := Type(0); ty < Types; ty++ {
			v.Own.add(a, v.Time[ty][k], by[ty])
		}
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
