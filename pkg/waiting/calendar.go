package waiting

import "math"

// Calendar is one point's booked visits of one service and profession: who waits, who
// comes and who is seen. Inflow, Quick and Capacity are visits a week. A calendar with a
// backlog makes as many visits as it can, so today's visits are today's capacity.
type Calendar struct {
	Mix      Mix     // today's visits, by the point that they come from
	Known    float64 // share of the need at the point that comes from points with a law
	Backlog  float64 // booked people who wait at the start
	Inflow   float64
	Quick    float64   // part of the inflow that is served first
	Capacity float64   // in a week of season 1
	AtLeast  bool      // no backlog today: capacity may be more
	Growth   float64   // of the inflow, a year: 0.01 for 1 %
	Season   []float64 // capacity by week, mean 1; nil for the same in all weeks
}

// State is a calendar after some weeks.
type State struct {
	Backlog  float64 // booked people who wait, without chance
	Inflow   float64 // of that week
	Quick    float64
	Capacity float64 // in a week of season 1

	start, drift, variance float64
}

// After returns the calendar after weeks, 0 or more. The backlog of a week is that of the
// week before and the inflow, less the capacity, and never below 0.
func (c *Calendar) After(weeks int) State {
	s := State{Backlog: c.Backlog, Capacity: c.Capacity, start: c.Backlog}
	week := math.Pow(1+c.Growth, 1.0/WeeksAYear)
	in := math.Max(0, c.Inflow) * math.Sqrt(week) // of the middle of the week
	for w := range weeks {
		capacity := c.Capacity
		if len(c.Season) > 0 {
			capacity *= c.Season[w%len(c.Season)]
		}
		s.Backlog = math.Max(0, s.Backlog+in-capacity)
		s.drift += in - capacity
		s.variance += in
		in *= week
	}
	growth := math.Pow(week, float64(weeks))
	s.Inflow, s.Quick = math.Max(0, c.Inflow)*growth, c.Quick*growth
	return s
}

// Gap is by how many people the queue grows a week, below 0 if it becomes shorter.
func (c *Calendar) Gap() float64 { return math.Max(0, c.Inflow) - c.Capacity }

// Wait is the wait in days of who books now with so many booked people waiting: they are
// served before, and quick visits before all. It is infinite if only quick visits are met.
func (s State) Wait(backlog float64) float64 {
	if !(s.Capacity > s.Quick) {
		return math.Inf(1)
	}
	return 7 * backlog / (s.Capacity - s.Quick)
}

// Expected is the mean number of booked people who wait, and the 5 and 95 % points of
// chance: visits come one by one, so people wait even where capacity is enough.
func (s State) Expected() Range {
	at := func(p float64) float64 {
		low, high := 0.0, s.start+math.Abs(s.drift)+12*math.Sqrt(s.variance)
		for range 60 {
			if y := (low + high) / 2; Chance(s.start, s.drift, s.variance, y) < p {
				low = y
			} else {
				high = y
			}
		}
		return high
	}
	return Range{at(0.05), ChanceMean(s.start, s.drift, s.variance), at(0.95)}
}

// WeeksTo is in how many weeks who books waits at most target days: backlog is booked
// people who wait, free the visits a week that are not quick, and gap the people by whom
// the queue grows a week. 0 if it is so now; infinite if the queue does not become shorter.
func WeeksTo(backlog, free, gap, target float64) float64 {
	switch over := backlog - target/7*free; {
	case over <= 0:
		return 0
	case gap < 0:
		return over / -gap
	}
	return math.Inf(1)
}

// DriftOf is the drift that two counts of people waiting give, first and second, weeks
// apart, at visits a week; NaN if there is no time between them.
func DriftOf(first, second, weeks, visits float64) float64 {
	if !(weeks > 0) || !(visits > 0) {
		return math.NaN()
	}
	return (second - first) / weeks / visits
}

// Slots is the visits a week of one position whose holder sees clients of one calendar
// only: the share of hours that are filled, hours a year and minutes a visit.
func Slots(fill, hours, minutes float64) float64 { return fill * hours / WeeksAYear * 60 / minutes }

// Chance is the probability that at most y people wait: a backlog that starts at x, drifts
// by d in all, has the variance s2 and is never below 0 (Brownian motion with a barrier).
func Chance(x, d, s2, y float64) float64 {
	switch {
	case y < 0:
		return 0
	case !(s2 > 0):
		if y >= math.Max(0, x+d) {
			return 1
		}
		return 0
	}
	s := math.Sqrt(s2)
	p := math.Exp(logPhi((y-x-d)/s)) - math.Exp(2*d*y/s2+logPhi((-y-x-d)/s))
	return math.Min(1, math.Max(0, p))
}

// ChanceMean is the mean of the same backlog, in closed form.
func ChanceMean(x, d, s2 float64) float64 {
	if !(s2 > 0) {
		return math.Max(0, x+d)
	}
	s := math.Sqrt(s2)
	density := func(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }
	phi := func(z float64) float64 { return math.Exp(logPhi(z)) }
	if math.Abs(d) < 1e-6*s {
		z := x / s
		return x*(phi(z)-phi(-z)) + 2*s*density(z)
	}
	z := (x + d) / s
	return (x+d)*phi(z) + s*density(z) + s2/(2*d)*(math.Exp(-2*d*x/s2+logPhi((d-x)/s))-phi(-z))
}

// logPhi is the logarithm of the standard normal distribution function.
func logPhi(z float64) float64 {
	if z > -30 {
		return math.Log(math.Erfc(-z/math.Sqrt2) / 2)
	}
	q := 1 / (z * z)
	return -z*z/2 - math.Log(-z*math.Sqrt(2*math.Pi)) + math.Log1p(q*(-1+3*q))
}

// ThirdFree is the wait in days for the third free slot (T3) of a calendar on a Monday
// morning, with people who wait for one of slots a working day, which is open for horizon
// days. Today counts as 0. At the horizon the wait is censored: that or longer.
func ThirdFree(waiting, slots, horizon float64) (days float64, censored bool) {
	if !(slots > 0) {
		return horizon, true
	}
	v := math.Ceil((waiting+3)/slots) - 1
	days = 7*math.Floor(v/WorkingDays) + math.Mod(v, WorkingDays)
	return math.Min(horizon, days), days >= horizon
}

// ThirdScaled is T3 if booked waits are s times as long. From a censored one only a lower
// bound is known, which is not above it; s is not below 0.
func ThirdScaled(days float64, censored bool, s float64) (scaled float64, bound bool) {
	if censored {
		return math.Min(days, days*s), true
	}
	return days * s, false
}

// ToRemove is the share of a queue that is seen once, in addition, so that a wait falls
// from one length to a shorter one while inflow equals capacity before and after.
func ToRemove(from, to float64) float64 { return math.Max(0, 1-to/from) }

// Seen is the share of visits within limit days while so many booked people wait: NaN
// where nobody comes, 0 where nobody is seen, and that of quick visits where only these
// are met. A limit is 7 days or more.
func (c *Calendar) Seen(limit int, s State, backlog float64) Range {
	none := func(v float64) Range { return Range{v, v, v} }
	switch {
	case len(c.Mix) == 0:
		return none(math.NaN())
	case !(s.Capacity > 0):
		return none(0)
	case !(s.Capacity > s.Quick):
		return none(c.Mix.over(func(p Part) float64 { return p.Quick }))
	}
	return c.Mix.Changed(limit, s.Wait(backlog))
}

// Placed is the mean wait of today's booked visits over that of their laws.
func (c *Calendar) Placed() float64 {
	booked := 0.0
	for _, p := range c.Mix {
		booked += p.Visits * (1 - p.Quick)
	}
	if of := booked * c.Mix.BookedMean() / 7; of > 0 {
		return c.Backlog / of
	}
	return 1
}
