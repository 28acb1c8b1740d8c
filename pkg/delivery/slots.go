package delivery

import (
	"math"

	"saavu/pkg/network"
	"saavu/pkg/travel"
)

// SuitableSlot returns the share of a service's target group for whom some
// point within the limit, without a car, is open at suitable hours. Hours are
// the union over all such points. For a union open d days a week, a need that
// may wait w days is met with probability min(1, w / (7/d)). People who need an
// evening or Saturday count only those days; the others count every day. People
// met at school have a suitable slot. Points of other producers that meet a part of
// the need only do not count. NaN if the group is empty.
func SuitableSlot(d *Demand, m *Model, v *Service, s int) float64 {
	sm := &m.Services[s]
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
					chance[lim] = slotChance(v, sm, c, Type(lim))
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
func slotChance(v *Service, sm *ServiceModel, c int32, ty Type) [2]float64 {
	u := v.hoursAt(ty, c, sm.Limit)
	late := network.Hours{Evening: u.evening, Saturday: u.saturday}.DaysPerWeek()
	return [2]float64{inTime(u.days(), sm.Window), inTime(late, sm.Window)}
}

// hoursAt returns the hours of the points that a traveller at a cell of the grid
// reaches within a limit, of those that count in who gets there.
func (v *Service) hoursAt(ty Type, cell int32, limit travel.Seconds) union {
	var u union
	for k, x := range v.sources {
		if x.counts && x.column.By[ty][cell] <= limit && (!x.barrier || ty == Free || ty == Driver) {
			u.add(v.open[k])
		}
	}
	return u
}

// union is the opening hours of several points together.
type union struct {
	office, evening uint8
	saturday        bool
	rare            float64 // days a week of those that open less than once a week
}

func (u *union) add(h network.Hours) {
	if h.EveryDays > 0 {
		u.rare += 7 / h.EveryDays
		return
	}
	u.office |= h.Office
	u.evening |= h.Evening
	u.saturday = u.saturday || h.Saturday
}

// days returns the number of days a week on which some point is open.
func (u *union) days() float64 {
	return network.Hours{Office: u.office | u.evening, Saturday: u.saturday}.DaysPerWeek() + u.rare
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
