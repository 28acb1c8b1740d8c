package delivery

import (
	"math"

	"saavu/pkg/network"
)

// SuitableSlot returns the share of a service's target group for whom some
// point within the limit, without a car, is open at suitable hours. Hours are
// the union over all such points. For a union open d days a week, a need that
// may wait w days is met with probability min(1, w / (7/d)). People who need an
// evening or Saturday count only those days; the others count every day. People
// met at school have a suitable slot. NaN if the group is empty.
func SuitableSlot(d *Demand, m *Model, p Place, t *Times, v *Service, s int) float64 {
	sm := &m.Services[s]
	columns := make([]*Column, len(v.Points))
	for k, i := range v.Points {
		columns[k] = t.At(p.Matrix, p.Network.Facilities[p.Network.Points[i].Facility].Column)
	}
	good, total := 0.0, 0.0
	for k, c := range d.Cells {
		row := d.People[k*d.Bands : (k+1)*d.Bands]
		var chance [2][2]float64 // by limited, by evening
		done := [2]bool{}
		for b, n := range row {
			n *= sm.Target[b]
			if n == 0 {
				continue
			}
			total += n
			if v.AtSchool && sm.School[b] > 0 {
				good += n
				continue
			}
			for lim := 0; lim < 2; lim++ {
				part := 1 - m.Limited[b]
				if lim == 1 {
					part = m.Limited[b]
				}
				if !done[lim] {
					chance[lim] = slotChance(p.Network, v, sm, columns, c, Type(lim))
					done[lim] = true
				}
				e := m.Evening[b]
				good += n * part * ((1-e)*chance[lim][0] + e*chance[lim][1])
			}
		}
	}
	if total == 0 {
		return math.NaN()
	}
	return good / total
}

// slotChance returns the probability of a slot in time for a traveller without
// a car at one cell: at any hour, and only on evenings or Saturdays.
func slotChance(n *network.Network, v *Service, sm *ServiceModel, columns []*Column, c int32, ty Type) [2]float64 {
	var office, evening uint8
	saturday := false
	rare := 0.0
	for k, i := range v.Points {
		pt := &n.Points[i]
		if columns[k].By[ty][c] > sm.Limit {
			continue
		}
		if ty == FreeLimited && n.Facilities[pt.Facility].BarrierFree == network.No {
			continue
		}
		if pt.Hours.EveryDays > 0 {
			rare += 7 / pt.Hours.EveryDays
			continue
		}
		office |= pt.Hours.Office
		evening |= pt.Hours.Evening
		saturday = saturday || pt.Hours.Saturday
	}
	any := network.Hours{Office: office | evening, Saturday: saturday}.DaysPerWeek() + rare
	late := network.Hours{Evening: evening, Saturday: saturday}.DaysPerWeek()
	return [2]float64{inTime(any, sm.Window), inTime(late, sm.Window)}
}

// inTime is min(1, w/n) for an opening every n = 7/days days; 0 for no days. A
// point open every weekday counts as open daily, since no office is open at
// weekends.
func inTime(days, window float64) float64 {
	if days <= 0 {
		return 0
	}
	if days >= 5 {
		return 1
	}
	return math.Min(1, window*days/7)
}
