package delivery

import (
	"math"

	"saavu/pkg/network"
)

// staffing records where a service's positions work, by point of
// Service.Points.
type staffing struct {
	// FTE is flat, [point*professions+profession]: positions after staff has
	// followed the clients, before mobile crews are subtracted.
	FTE   []float64
	Total []float64 // positions of the service, by profession
	Extra []bool    // a visiting point that today's network does not have
}

// placeStaff moves today's positions with the clients: a point's staff moves to
// other points in the proportion in which its need moves. Positions that an
// option places itself (a point opened with staff, a merger) stay there and are
// subtracted from everybody else's. Staff of points without any need moves to
// where the others are. The total is today's plus what was hired.
func (v *Service) placeStaff(d *Demand, m *Model, n *network.Network, s int, before *Service) {
	np := len(n.Services[s].Staff)
	st := staffing{FTE: make([]float64, len(v.Points)*np), Total: make([]float64, np), Extra: make([]bool, len(v.Points))}
	if before == nil {
		for k, i := range v.Points {
			if !n.Points[i].Provider { // a provider's staff does not count as the county's
				copy(st.FTE[k*np:], n.Points[i].FTE)
			}
		}
		st.sum(np)
		v.staff = st
		return
	}
	copy(st.Total, before.staff.Total)
	given, fixed, hired := v.placed(n, before, &st, np)
	v.follow(d, m, s, before, &st, np)
	for f := 0; f < np; f++ {
		v.give(&st, given, fixed, np, f)
		for k := range v.Points {
			st.FTE[k*np+f] += hired[k*np+f]
			st.Total[f] += hired[k*np+f]
		}
	}
	v.staff = st
}

// placed finds the points whose positions an option sets, and how many it hires
// at each point.
func (v *Service) placed(n *network.Network, before *Service, st *staffing, np int) (given []bool, fixed, hired []float64) {
	given = make([]bool, len(v.Points))
	fixed, hired = make([]float64, len(v.Points)*np), make([]float64, len(v.Points)*np)
	for k, i := range v.Points {
		pt := &n.Points[i]
		at := before.find(pt.ID)
		st.Extra[k] = at < 0 && pt.Channel == network.OnSite && pt.Visiting
		if pt.Channel != network.OnSite || pt.Provider {
			continue
		}
		for f := 0; f < np && f < len(pt.FTE); f++ {
			own := pt.FTE[f]
			if pt.Hired != nil {
				hired[k*np+f] = pt.Hired[f]
				own -= pt.Hired[f]
			}
			fixed[k*np+f] = own
			today := 0.0
			if at >= 0 {
				today = before.today[at*np+f]
			}
			given[k] = given[k] || (own > 0 && math.Abs(own-today) > 1e-9)
		}
	}
	return given, fixed, hired
}

// sum sets the totals from the points.
func (st *staffing) sum(np int) {
	for f := range st.Total {
		st.Total[f] = 0
	}
	for x, fte := range st.FTE {
		st.Total[x%np] += fte
	}
}

// give sets the positions of points that the option staffs itself and subtracts
// them from the others in proportion. If the others have none, or the option
// assigns more than there are, the assigned positions are scaled: the total is
// kept.
func (v *Service) give(st *staffing, given []bool, fixed []float64, np, f int) {
	given0, others := 0.0, 0.0
	for k := range v.Points {
		if given[k] {
			given0 += fixed[k*np+f]
		} else {
			others += st.FTE[k*np+f]
		}
	}
	if given0 == 0 {
		return
	}
	scale, part := 0.0, st.Total[f]/given0
	if others > 0 && st.Total[f] > given0 {
		scale, part = (st.Total[f]-given0)/others, 1
	}
	for k := range v.Points {
		if given[k] {
			st.FTE[k*np+f] = fixed[k*np+f] * part
		} else {
			st.FTE[k*np+f] *= scale
		}
	}
}

// find returns the index in Points of today's point with the same id; -1 if
// none.
func (v *Service) find(id string) int {
	for k, have := range v.ids {
		if have == id {
			return k
		}
	}
	return -1
}

// shareUnits divides each mobile unit's capacity over its stops by the days
// there, and over the services on board by the need at the stop; school units
// divide theirs by SchoolShare.
func (o *Outcome) shareUnits(m *Model, n *network.Network) {
	o.UnitPart = make([]float64, len(n.Points))
	o.SchoolPart = make([]float64, len(n.Services))
	for u := range n.Units {
		unit := &n.Units[u]
		days, stops := 0.0, 1.0
		for _, st := range unit.Stops {
			days += network.Hours{Office: st.Days}.DaysPerWeek()
		}
		for s := range n.Services {
			part := SchoolShare(n, u, s)
			o.SchoolPart[s] += m.Units[u].Contacts * part
			stops -= part
		}
		for _, st := range unit.Stops {
			if days > 0 {
				o.shareStop(m, n, u, st, stops*network.Hours{Office: st.Days}.DaysPerWeek()/days)
			}
		}
	}
}

// SchoolShare returns the part of a mobile unit's work that a service has at
// schools: the weekdays on which the unit has no stop, divided equally among
// the services on board that meet pupils. 0 for a unit that visits no schools.
func SchoolShare(n *network.Network, u, s int) float64 {
	unit := &n.Units[u]
	if !unit.Schools || n.Services[s].SchoolAges.To == 0 || !has(unit.Services, s) {
		return 0
	}
	busy, meet := network.Hours{}, 0.0
	for _, st := range unit.Stops {
		busy.Office |= st.Days
	}
	for _, on := range unit.Services {
		if n.Services[on].SchoolAges.To > 0 {
			meet++
		}
	}
	return (1 - busy.DaysPerWeek()/5) / meet
}

// shareStop divides one stop's part among the services on board.
func (o *Outcome) shareStop(m *Model, n *network.Network, u int, st network.Stop, part float64) {
	var points []int
	var needs []float64
	total := 0.0
	for s := range o.Services {
		l := &o.Services[s].Load
		for i, k := range l.Points {
			p := o.Services[s].Points[k]
			if n.Points[p].Unit != u || n.Points[p].Facility != st.Facility {
				continue
			}
			need, nb := 0.0, len(m.Starts)
			for b := 0; b < nb; b++ {
				need += l.Direct.People[i*nb+b] * m.Services[s].Rate[b]
			}
			points, needs, total = append(points, p), append(needs, need), total+need
		}
	}
	for i, p := range points {
		if total > 0 {
			o.UnitPart[p] = part * needs[i] / total
		} else {
			o.UnitPart[p] = part / float64(len(points))
		}
	}
}

// Unstaffed lists the network points of a service whose positions are unknown:
// the county's own open on-site points with travel times that have no position
// of a profession that contacts need. Nobody provides a service without staff,
// so none means unknown, not zero.
func Unstaffed(m *Model, n *network.Network, s int) []int {
	var out []int
	for _, i := range n.Serving(s) {
		p := &n.Points[i]
		if p.Channel != network.OnSite || p.Provider || n.Facilities[p.Facility].Column < 0 {
			continue
		}
		for f, minutes := range m.Services[s].StaffMin {
			if minutes > 0 && (f >= len(p.FTE) || p.FTE[f] == 0) {
				out = append(out, i)
				break
			}
		}
	}
	return out
}

// Positions returns the service's positions of a profession, filled or not:
// today's and those that the option hires.
func (v *Service) Positions(profession int) float64 {
	if profession >= len(v.staff.Total) {
		return 0
	}
	return v.staff.Total[profession]
}

// PositionsAt returns the positions of a profession that work at Points[k].
func (v *Service) PositionsAt(k, profession int) float64 {
	return v.staff.FTE[k*len(v.staff.Total)+profession]
}
