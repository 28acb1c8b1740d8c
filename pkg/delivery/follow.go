package delivery

import "slices"

// follow moves positions from today's points to the option's by need.
func (v *Service) follow(d *Demand, m *Model, s int, before *Service, st *staffing, np int) {
	if v.stays(before, m.Services[s].Rate, np) {
		copy(st.FTE, before.staff.FTE)
		return
	}
	f := v.moves
	if f == nil {
		now := v.from(d, m, s, before)
		f = &now
	}
	for k := 0; k < np; k++ {
		f.move(before.staff.FTE, st.FTE, np, k)
	}
}

// from finds the need that goes from today's points in buildings to those of the
// option.
func (v *Service) from(d *Demand, m *Model, s int, before *Service) flow {
	nq, sm := len(v.Points), &m.Services[s]
	f := flow{to: nq, need: make([]float64, len(before.Points)), of: make([]float64, len(before.Points)*nq)}
	for ty := Type(0); ty < Types; ty++ {
		w := make([]float64, d.Bands)
		for b := range w {
			w[b] = m.Share(ty, b) * sm.Rate[b]
		}
		if v.choice != nil {
			f.chosen(d, v, before, ty, w)
			continue
		}
		for k := range d.Cells {
			from, to := before.home[ty][k], v.home[ty][k]
			if from < 0 || to < 0 {
				continue
			}
			sum := needOf(d, k, w)
			f.of[int(from)*nq+int(to)] += sum
			f.need[from] += sum
		}
	}
	return f
}

// stays reports whether all positions stay where they are: under choice, with today's
// points, each staffed one of which somebody chooses.
func (v *Service) stays(before *Service, rate []float64, np int) bool {
	if v.choice == nil || !v.shared || !slices.Equal(v.ids, before.ids) {
		return false
	}
	l, chosen := &before.Load, make([]bool, len(before.Points))
	for i, k := range l.Points {
		for b, n := range l.Direct.People[i*len(rate) : (i+1)*len(rate)] {
			chosen[k] = chosen[k] || before.sources[k].onSite && n*rate[b] > 0
		}
	}
	for x, fte := range before.staff.FTE {
		if fte != 0 && !chosen[x/np] {
			return false
		}
	}
	return true
}

// needOf returns the people of a live cell weighted by band.
func needOf(d *Demand, k int, w []float64) float64 {
	sum := 0.0
	for b, p := range d.People[k*d.Bands : (k+1)*d.Bands] {
		sum += p * w[b]
	}
	return sum
}

// flow is need that goes from today's points to an option's.
type flow struct {
	to   int       // points of the option
	need []float64 // by today's point
	of   []float64 // [today's point*to+point]
}

// move moves the positions of a profession; those of points without need go to
// where the others are.
func (f *flow) move(today, out []float64, np, k int) {
	placed, left := 0.0, 0.0
	for p := range f.need {
		fte := today[p*np+k]
		if f.need[p] == 0 {
			left += fte
			continue
		}
		for q := 0; q < f.to; q++ {
			x := fte * (f.of[p*f.to+q] / f.need[p])
			out[q*np+k] += x
			placed += x
		}
	}
	if left > 0 && placed > 0 {
		for q := 0; q < f.to; q++ {
			out[q*np+k] *= (placed + left) / placed
		}
	}
}

// chosen adds the need of a traveller type under choice. At each cell as much as
// possible stays at its point; what a point loses goes to those that gain, in
// proportion.
func (f *flow) chosen(d *Demand, v, before *Service, ty Type, w []float64) {
	was, now := before.staffed(), v.staffed()
	same := make([]int, len(was)) // today's point in the option, by place in now; -1 = gone
	for i, p := range was {
		same[i] = -1
		for j, q := range now {
			if v.ids[q] == before.ids[p] {
				same[i] = j
			}
		}
	}
	lose, gain := make([]float64, len(was)), make([]float64, len(now))
	from, to := before.among(was, ty), v.among(now, ty)
	for k, cell := range d.Cells {
		sum := needOf(d, k, w)
		if sum == 0 || from.choose(cell, lose).near < 0 || to.choose(cell, gain).near < 0 {
			continue
		}
		all := 0.0
		for i, p := range was {
			f.need[p] += sum * lose[i]
			if j := same[i]; j >= 0 {
				stay := min(lose[i], gain[j])
				f.of[p*f.to+now[j]] += sum * stay
				lose[i], gain[j] = lose[i]-stay, gain[j]-stay
			}
			all += lose[i]
		}
		for i, p := range was {
			if lose[i] == 0 {
				continue
			}
			for j, q := range now {
				f.of[p*f.to+q] += sum * lose[i] * gain[j] / all
			}
		}
	}
}

// staffed lists the points of the county's own production in buildings: a mobile
// unit's crew is counted separately.
func (v *Service) staffed() []int {
	var out []int
	for _, k := range v.Load.Points {
		if v.sources[k].onSite {
			out = append(out, k)
		}
	}
	return out
}
