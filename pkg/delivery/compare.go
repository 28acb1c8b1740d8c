package delivery

import "saavu/pkg/travel"

// Change counts the people who newly reach a service and those who no longer
// do, as functions of the time limit, by area. The two are never netted.
type Change struct {
	areas      int
	gain, lose []float64 // [area*bins+bin], as running differences; nil = nothing changes
	gains      []float64 // of all areas, by limit
	loses      []float64
	LoseLast   []float64 // by live cell: people who lose the last point within the limit, by own modes; nil = nobody
}

// Compare compares an option's service with the same service of its reference
// option. Both must be for the same people.
func Compare(d *Demand, m *Model, s int, before, after *Service) Change {
	c := Change{areas: len(d.Areas)}
	if Shared(before, after) {
		return c
	}
	c.LoseLast = make([]float64, len(d.Cells))
	c.gain = make([]float64, c.areas*bins)
	c.lose = make([]float64, c.areas*bins)
	limit := m.Services[s].Limit
	travellers(d, m, s, before, after, func(k int, by [Types]float64, school [2]float64) {
		area := int(d.Area[k])
		crossings(k, by, school, before, after, func(n float64, t0, t1 travel.Seconds) { c.move(area, n, t0, t1) })
		c.last(limit, k, by, before, after)
	})
	c.gains, c.loses = running(c.gain, c.areas), running(c.lose, c.areas)
	return c
}

// travellers calls a function with the target group of each live cell: people by type,
// and those who are met at school by one of two services, walking well and
// mobility-limited.
func travellers(d *Demand, m *Model, s int, before, after *Service, do func(k int, by [Types]float64, school [2]float64)) {
	sm := &m.Services[s]
	var shares [Types][]float64
	for ty := range shares {
		shares[ty] = m.shares(Type(ty))
	}
	for k := range d.Cells {
		var by [Types]float64
		var school [2]float64 // walking well, mobility-limited
		for b, n := range d.People[k*d.Bands : (k+1)*d.Bands] {
			n *= sm.Target[b]
			if n == 0 {
				continue
			}
			if sm.School[b] > 0 && (before.AtSchool || after.AtSchool) {
				school[Free] += n * (1 - m.Limited[b])
				school[FreeLimited] += n * m.Limited[b]
				continue
			}
			for ty := Type(0); ty < Types; ty++ {
				by[ty] += n * shares[ty][b]
			}
		}
		do(k, by, school)
	}
}

// crossings calls a function with the people of a live cell and their times without a
// car before and after: those who walk well and those who do not, at home and at school.
func crossings(k int, by [Types]float64, school [2]float64, before, after *Service, do func(n float64, t0, t1 travel.Seconds)) {
	do(by[Free]+by[Driver], before.Time[Free][k], after.Time[Free][k])
	do(by[FreeLimited]+by[DriverLimited], before.Time[FreeLimited][k], after.Time[FreeLimited][k])
	for ty, n := range school {
		t0, t1 := before.Time[ty][k], after.Time[ty][k]
		if before.AtSchool {
			t0 = 0
		}
		if after.AtSchool {
			t1 = 0
		}
		do(n, t0, t1)
	}
}

// Reach is the people of the target group of a cell, without a car: who gets there within
// a limit, who newly does, and who no longer does.
type Reach struct{ There, Gain, Lose float64 }

// CellReach returns the people by live cell behind a service's reach within a limit in
// minutes, and behind its change from the same service of the reference. The cells add up
// to the figures of the county. Both services must be for the same people.
func CellReach(d *Demand, m *Model, s int, before, after *Service, limitMin float64) []Reach {
	out := make([]Reach, len(d.Cells))
	last := limitBin(limitMin)
	travellers(d, m, s, before, after, func(k int, by [Types]float64, school [2]float64) {
		crossings(k, by, school, before, after, func(n float64, t0, t1 travel.Seconds) {
			was, is := bin(t0) <= last, bin(t1) <= last
			switch {
			case is && was:
				out[k].There += n
			case is:
				out[k].There += n
				out[k].Gain += n
			case was:
				out[k].Lose += n
			}
		})
	})
	return out
}

// move adds n people whose time changes from t0 to t1: they gain or lose for
// the limits between the two.
func (c *Change) move(area int, n float64, t0, t1 travel.Seconds) {
	b0, b1 := bin(t0), bin(t1)
	switch {
	case n == 0 || b0 == b1:
	case b1 < b0:
		c.gain[area*bins+b1] += n
		c.gain[area*bins+b0] -= n
	default:
		c.lose[area*bins+b0] += n
		c.lose[area*bins+b1] -= n
	}
}

func (c *Change) last(limit travel.Seconds, k int, by [Types]float64, before, after *Service) {
	for ty, n := range by {
		if n > 0 && before.Time[ty][k] <= limit && after.Time[ty][k] > limit {
			c.LoseLast[k] += n
		}
	}
}

// Gain returns the people of an area (all areas with -1) who newly reach a
// point within limitMin minutes.
func (c *Change) Gain(area int, limitMin float64) float64 {
	return c.at(c.gain, c.gains, area, limitMin)
}

// Lose returns the people of an area (all areas with -1) who no longer do.
func (c *Change) Lose(area int, limitMin float64) float64 {
	return c.at(c.lose, c.loses, area, limitMin)
}

func (c *Change) at(diff, all []float64, area int, limitMin float64) float64 {
	last := limitBin(limitMin)
	if diff == nil || last < 0 {
		return 0
	}
	s := 0.0
	if area < 0 {
		s = all[last]
	} else {
		for _, n := range diff[area*bins : area*bins+last+1] {
			s += n
		}
	}
	// Running differences of equal sums may leave a rounding error.
	if s < 1e-6 {
		return 0
	}
	return s
}
