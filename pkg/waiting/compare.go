package waiting

import "math"

// Compared is a figure by a formula and by simulation.
type Compared struct {
	Figure    string // wait, late, given_up, same_day, third, pooling or people
	Formula   float64
	Error     float64 // how far the formula may be from the truth; 0 where it is exact
	Simulated Estimate
}

// Agrees reports whether the formula is within its error and the interval of the
// simulation, half of which is added for chance.
func (c Compared) Agrees() bool {
	return math.Abs(c.Formula-c.Simulated.Mean) <= c.Error+1.5*c.Simulated.Half
}

// Compare computes a queue with a load below 1, in which nobody gives up, both ways. Waits
// are in the unit of Service. The share that waits longer than late is compared where gaps
// and handling times are exponential.
func (q Queue) Compare(r Runs, late float64) []Compared {
	e := q.Simulate(r, 0, late)
	out := []Compared{{"wait", q.Wait(), q.Error(), e.Wait}}
	if q.Gaps == 1 && q.Handling == 1 {
		out = append(out, Compared{"late", q.Over(late), 0, e.Late})
	}
	return out
}

// Compare computes a phone line both ways.
func (p Phone) Compare(r Runs) []Compared {
	e := Queue{p.Agents, p.Calls, p.Service, 1, 1}.Simulate(r, p.Patience, 0)
	return []Compared{{"wait", p.Wait(), 0, e.Wait}, {"given_up", p.GivenUp(), 0, e.GivenUp}}
}

// Compare computes a calendar with fewer bookings a day than bookable slots both ways,
// with the wait in days of calendars that are served every so many days; 1 for a calendar
// of each service day. pool is the number of such calendars that may become one; 1 for one.
func (c CarveOut) Compare(r Runs, bookings, every float64, pool int) []Compared {
	m, half := c.Bookable(), 0.0
	formula := CalendarWait(m, bookings, c.variance(), 1)
	e := c.Simulate(r, bookings)
	wait := formula
	if every != 1 {
		wait, half = RoundWait(every, m, bookings, c.variance(), 1), every/2
	}
	bound := math.Max(0.12*formula, 0.02) * every
	out := []Compared{{"wait", wait, bound, Estimate{every*e.Wait.Mean + half, every * e.Wait.Half}}}
	if c.Urgent > 0 {
		out = append(out, Compared{"same_day", c.SameDay(), 0, e.SameDay})
	}
	if every == 1 { // a slot that is rounded up to its day, and a weekend
		t, _ := ThirdFree(formula*bookings, m, math.Inf(1))
		out = append(out, Compared{"third", t, 3, e.Third})
	}
	if pool > 1 {
		k := float64(pool)
		together := CarveOut{Slots: k * c.Slots}.Simulate(r, k*bookings)
		slots, each := make([]float64, pool), make([]float64, pool)
		for i := range slots {
			slots[i], each[i] = c.Slots, bookings
		}
		gain := Estimate{e.Wait.Mean - together.Wait.Mean, math.Hypot(e.Wait.Half, together.Wait.Half)}
		out = append(out, Compared{"pooling", PoolingGain(slots, each), bound, gain})
	}
	return out
}

// Compare computes how many booked people wait after weeks, both ways.
func (c *Calendar) Compare(r Runs, weeks int) []Compared {
	v := c.After(weeks).Expected().Value
	return []Compared{{"people", v, math.Max(0.08*v, 2), c.Simulate(r, weeks)}}
}

// CompareCallBack computes the mean time until callers are called back both ways.
func CompareCallBack(r Runs, arrive, serve float64) []Compared {
	return []Compared{{"wait", CallBack(arrive, serve), 0, simulateCallBack(r, arrive, serve)}}
}

// variance is that of the bookable slots of a day.
func (c CarveOut) variance() float64 {
	if !(c.Urgent > 0) {
		return float64(c.Kept) * c.Release * (1 - c.Release)
	}
	mean, square := 0.0, 0.0
	for k := 0; ; k++ {
		p := poisson(k, c.Urgent) - poisson(k-1, c.Urgent)
		slots := c.Slots - float64(c.Kept)
		v := 0.0
		if unused := float64(c.Kept - k); unused > 0 {
			slots += unused * c.Release
			v = unused * c.Release * (1 - c.Release)
		} else {
			slots += unused
		}
		mean += p * slots
		square += p * (slots*slots + v)
		if float64(k) > c.Urgent && p < 1e-14 {
			return square - mean*mean
		}
	}
}
