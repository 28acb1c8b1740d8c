package waiting

import "math"

// Compared is a figure by a formula and by simulation.
type Compared struct {
	Figure    string // wait, given_up
	Formula   float64
	Error     float64 // how far the formula may be from the truth; 0 where it is exact
	Simulated Estimate
}

// Agrees reports whether the formula is within its error and the interval of the
// simulation, half of which is added for chance.
func (c Compared) Agrees() bool {
	return math.Abs(c.Formula-c.Simulated.Mean) <= c.Error+1.5*c.Simulated.Half
}

// Compare computes a queue with a load below 1, in which nobody gives up, both ways. The
// wait is in the unit of Service.
func (q Queue) Compare(r Runs) []Compared {
	wait, _ := q.Simulate(r, 0)
	return []Compared{{"wait", q.Wait(), q.Error(), wait}}
}

// Compare computes a phone line both ways.
func (p Phone) Compare(r Runs) []Compared {
	wait, gone := Queue{p.Agents, p.Calls, p.Service, 1, 1}.Simulate(r, p.Patience)
	return []Compared{{"wait", p.Wait(), 0, wait}, {"given_up", p.GivenUp(), 0, gone}}
}

// Compare computes a calendar with fewer bookings a day than bookable slots both ways,
// with the wait in days of calendars that are served every so many days; 1 for a calendar
// of each service day. The formula takes the variance of urgent visits for that of slots.
func (c CarveOut) Compare(r Runs, bookings, every float64) []Compared {
	m, half := c.Bookable(), 0.0
	if every != 1 {
		half = every / 2
	}
	formula := every * CalendarWait(m, bookings, c.variance(), 1)
	e := c.Simulate(r, bookings)
	e = Estimate{every*e.Mean + half, every * e.Half}
	return []Compared{{"wait", formula + half, math.Max(0.12*formula, 0.02*every), e}}
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
