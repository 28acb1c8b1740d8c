package waiting

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// ErlangB is the share of arrivals that find all c servers busy and leave, at an offered
// load a = arrivals a unit of time × handling time. c is 0 or more, a more than 0.
func ErlangB(c int, a float64) float64 {
	b := 1.0
	for n := 1; n <= c; n++ {
		b = a * b / (float64(n) + a*b)
	}
	return b
}

// erlangC is the share of arrivals that wait, if nobody leaves: 1 if the load is not below
// the servers. Between whole servers ln B is interpolated.
func erlangC(c, a float64) float64 {
	if full(a / c) {
		return 1
	}
	whole := math.Floor(c)
	b := ErlangB(int(whole), a)
	if c > whole {
		b = math.Exp((1-(c-whole))*math.Log(b) + (c-whole)*math.Log(ErlangB(int(whole)+1, a)))
	}
	return c * b / (c - a*(1-b))
}

// full reports whether a load per server leaves nothing free.
func full(rho float64) bool { return !(rho < 1-1e-9) }

// Queue is a small queue in which nobody leaves, first come first served: c servers that
// arrivals a unit of time share, each of whom takes Service units of time.
type Queue struct {
	Servers        int
	Arrivals       float64
	Service        float64
	Gaps, Handling float64 // squared coefficients of variation; 1 if not known
}

// Load is the arrivals over what the servers can handle, rho.
func (q Queue) Load() float64 { return q.Arrivals * q.Service / float64(q.Servers) }

// Wait is the mean wait, in the unit of Service: that of Erlang C times the mean of the
// squared variations. It is exact where both are 1. It is infinite where the load is 1 or
// more: the queue grows then.
func (q Queue) Wait() float64 {
	if full(q.Load()) {
		return math.Inf(1)
	}
	c := float64(q.Servers)
	return erlangC(c, q.Arrivals*q.Service) * q.Service / (c * (1 - q.Load())) * (q.Gaps + q.Handling) / 2
}

// Error is how far Wait may be from the truth: 20 % of it or 0.2 of the handling time,
// whichever is more; 0 where the formula is exact.
func (q Queue) Error() float64 {
	if q.Gaps == 1 && q.Handling == 1 {
		return 0
	}
	return math.Max(0.2*q.Wait(), 0.2*q.Service)
}

// Growth is how many more people wait after a unit of time, 0 where the load is below 1.
func (q Queue) Growth() float64 {
	return math.Max(0, q.Arrivals-float64(q.Servers)/q.Service)
}

// Over is the share of arrivals who wait longer than t. It is exact where gaps and handling
// times are exponential.
func (q Queue) Over(t float64) float64 {
	if full(q.Load()) {
		return 1
	}
	c, a := float64(q.Servers), q.Arrivals*q.Service
	return erlangC(c, a) * math.Exp(-(c-a)*t/q.Service)
}

// CalendarWait is the mean wait in service days in a calendar with m slots a service day
// and b bookings for each, of which there are fewer than slots. variance is that of the
// slots, dispersion the variance of bookings over their mean, 1 if they are Poisson.
// It is infinite if b is not below m, and 0 without bookings.
func CalendarWait(m, b, variance, dispersion float64) float64 {
	switch {
	case !(b > 0):
		return 0
	case full(b / m):
		return math.Inf(1)
	}
	i := dispersion + variance/b
	return erlangC(m/i, b/i) / (2 * (m - b)) * i
}

// RoundWait is the mean wait in days for a stop that is served every so many days, with m
// slots a visit and b bookings between visits; the others as for CalendarWait.
func RoundWait(every, m, b, variance, dispersion float64) float64 {
	return every*CalendarWait(m, b, variance, dispersion) + every/2
}

// PoolingGain is by how many service days the mean wait falls if the calendars of points,
// with slots m and bookings b each, become one. With a backlog at any of them (b not below
// m) it is 0.
func PoolingGain(m, b []float64) float64 {
	var slots, bookings, apart float64
	for i := range m {
		if full(b[i] / m[i]) {
			return 0
		}
		slots, bookings = slots+m[i], bookings+b[i]
		apart += b[i] * CalendarWait(m[i], b[i], 0, 1)
	}
	if !(bookings > 0) {
		return 0
	}
	return apart/bookings - CalendarWait(slots, bookings, 0, 1)
}

// CarveOut is a day of which some slots are kept for the same day.
type CarveOut struct {
	Slots   float64 // all slots of a day
	Kept    int     // those kept for the same day
	Urgent  float64 // mean urgent visits a day, Poisson
	Release float64 // share of unused kept slots that is filled all the same
}

// Overflow is the mean number of urgent visits a day for which no slot is kept.
func (c CarveOut) Overflow() float64 {
	if !(c.Urgent > 0) {
		return 0
	}
	k := float64(c.Kept)
	return c.Urgent*(1-poisson(c.Kept-1, c.Urgent)) - k*(1-poisson(c.Kept, c.Urgent))
}

// Unused is the mean number of kept slots a day that no urgent visit uses.
func (c CarveOut) Unused() float64 { return float64(c.Kept) - c.Urgent + c.Overflow() }

// SameDay is the share of urgent visits on the same day; NaN if there are none.
func (c CarveOut) SameDay() float64 { return 1 - c.Overflow()/c.Urgent }

// Bookable is the mean number of slots a day that are left for bookings.
func (c CarveOut) Bookable() float64 {
	return c.Slots - float64(c.Kept) - c.Overflow() + c.Release*c.Unused()
}

// poisson is the probability of at most k at a mean.
func poisson(k int, mean float64) float64 {
	if k < 0 {
		return 0
	}
	return mathext.GammaIncRegComp(float64(k+1), mean)
}
