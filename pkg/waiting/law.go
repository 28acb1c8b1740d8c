// Package waiting computes how long people wait for a visit, how many people wait, and how
// an option changes both. It starts from counts of visits by class of wait: shares need no
// model, people waiting follow by Little's law. An option changes inflow and capacity by
// ratio to today, and the difference adds up week by week. Small queues, such as a phone,
// have exact formulas. A seeded simulation checks the formulas. What counts cannot say
// (whether a queue grows, who is quick) is a parameter with a range, never a guess.
package waiting

import "math"

// Classes is the number of classes of waits: 0-7, 8-14, 15-30, 31-90 and more than 90 days.
const Classes = 5

// WeeksAYear and WorkingDays are the units of a calendar: weeks a year, and days a week on
// which visits take place.
const (
	WeeksAYear  = 52
	WorkingDays = 5
)

// Longest closes the open class, in days: no visit is assumed to wait longer. It is an
// assumption, and only the high bound of the people waiting uses it.
const Longest = 180

var (
	edges  = [Classes]float64{0, 7.5, 14.5, 30.5, 90.5} // waits are whole days
	lowest = [Classes]float64{0, 8, 15, 31, 91}         // days
	most   = [Classes]float64{7, 14, 30, 90, Longest}   // days
)

// Limits returns the waits, in days, at which a class ends: shares within them are counts.
func Limits() [Classes - 1]int { return [Classes - 1]int{7, 14, 30, 90} }

// Counts is the number of visits of a period in each class of wait.
type Counts [Classes]int

// Sum is the number of visits.
func (c Counts) Sum() int {
	sum := 0
	for _, n := range c {
		sum += n
	}
	return sum
}

// Range is a value with its low and high.
type Range struct{ Low, Value, High float64 }

// Law is the distribution of the waits of visits that took place. Its hazard is constant
// within a class, which is the maximum likelihood estimate from counts by class for every
// law with a free hazard in each class.
type Law struct {
	Counts Counts
	Days   float64 // length of the period, in days

	n      [Classes]float64
	sum    float64
	beyond [Classes]float64 // share that waits longer than the edge below a class
	hazard [Classes]float64 // a day
}

// NewLaw returns the law of the visits that took place within days. It is false if there
// are none: nothing is known then. Counts are 0 or more, days more than 0.
func NewLaw(c Counts, days float64) (*Law, bool) {
	var n [Classes]float64
	for k, v := range c {
		n[k] = float64(v)
	}
	l, ok := lawOf(n, days)
	if ok {
		l.Counts = c
	}
	return l, ok
}

// lawOf is NewLaw for counts that need not be whole, as drawn ones are.
func lawOf(n [Classes]float64, days float64) (*Law, bool) {
	l := &Law{Days: days, n: n}
	last := 0
	for k, v := range n {
		l.sum += v
		if v > 0 {
			last = k
		}
	}
	if !(l.sum > 0) || !(days > 0) {
		return nil, false
	}
	l.beyond[0] = 1
	left := l.sum
	for k := 1; k < Classes; k++ {
		left -= n[k-1]
		switch width := edges[k] - edges[k-1]; {
		case k-1 < last:
			l.beyond[k] = left / l.sum
			l.hazard[k-1] = math.Log(l.beyond[k-1]/l.beyond[k]) / width
		case k-1 == last: // an empty tail has half a visit
			l.beyond[k] = 0.5 / l.sum
			l.hazard[k-1] = math.Log(l.beyond[k-1]/l.beyond[k]) / width
		default:
			l.hazard[k-1] = l.hazard[last]
			l.beyond[k] = l.beyond[k-1] * math.Exp(-l.hazard[k-1]*width)
		}
	}
	l.hazard[Classes-1] = l.hazard[Classes-2]
	if l.hazard[Classes-1] == 0 {
		l.hazard[Classes-1] = 1.0 / 90
	}
	return l, true
}

// Week is the number of visits a week.
func (l *Law) Week() float64 { return 7 * l.sum / l.Days }

// Beyond is the share of visits that wait more than x days, 0 to 1; 1 where x is below 0.
func (l *Law) Beyond(x float64) float64 {
	if x <= 0 {
		return 1
	}
	k := Classes - 1
	for x < edges[k] {
		k--
	}
	return l.beyond[k] * math.Exp(-l.hazard[k]*(x-edges[k]))
}

// Within is the share of visits that wait at most a limit in whole days: of the counts
// where a class ends at the limit, else of the law.
func (l *Law) Within(limit int) float64 {
	seen := 0.0
	for k, m := range Limits() {
		if seen += l.n[k]; m == limit {
			return seen / l.sum
		}
	}
	return 1 - l.Beyond(float64(limit)+0.5)
}

// Sampling is the 95 % interval of Within at the end of a class; NaN elsewhere.
func (l *Law) Sampling(limit int) (low, high float64) {
	seen := 0.0
	for k, m := range Limits() {
		if seen += l.n[k]; m == limit {
			return Wilson(seen, l.sum)
		}
	}
	return math.NaN(), math.NaN()
}

// Mean is the mean wait of all visits, in days.
func (l *Law) Mean() float64 { return l.meanOf(0) + l.late() }

// late is the part of the mean beyond the first edge, in days a visit.
func (l *Law) late() float64 {
	sum := l.beyond[Classes-1] / l.hazard[Classes-1]
	for k := 1; k < Classes-1; k++ {
		sum += l.meanOf(k)
	}
	return sum
}

// meanOf is the part of the mean within a class that ends.
func (l *Law) meanOf(k int) float64 {
	if l.hazard[k] == 0 {
		return l.beyond[k] * (edges[k+1] - edges[k])
	}
	return (l.beyond[k] - l.beyond[k+1]) / l.hazard[k]
}

// Quick returns the share of visits that are quick, which always take place within a week;
// the others are booked. Counts bound it only, and every value between the bounds fits
// them equally well. The value is that at which booked visits have the same hazard in the
// first class as in the second.
func (l *Law) Quick() Range {
	high := l.n[0] / l.sum
	p := 1 - l.beyond[1]*math.Exp(edges[1]*l.hazard[1])
	return Range{0, math.Min(math.Max(0, p), high), high}
}

// BookedMean is the mean wait of booked visits, in days, if a share of visits is quick;
// 0 if all are.
func (l *Law) BookedMean(quick float64) float64 {
	if quick >= 1 {
		return 0
	}
	s := l.beyond[1] / (1 - quick)
	first := edges[1]
	if s < 1 {
		first = (1 - s) * edges[1] / -math.Log(s)
	}
	return first + l.late()/(1-quick)
}

// Waiting is the number of people who wait, by Little's law: visits a day times the mean
// wait. Low and high hold for every law with these counts; Longest closes the open class.
func (l *Law) Waiting() Range {
	r := Range{Value: l.sum / l.Days * l.Mean()}
	for k, n := range l.n {
		r.Low += n * lowest[k] / l.Days
		r.High += n * most[k] / l.Days
	}
	r.High = math.Max(r.High, r.Value)
	return r
}

// Booked is the number of booked people who wait, if a share of visits is quick.
func (l *Law) Booked(quick float64) float64 {
	return (1 - quick) * l.Week() * l.BookedMean(quick) / 7
}

// Reaches returns the shares of visits that can, and that must, have waited as long as a
// time in days, such as the third free slot. Where the time is censored, which means that
// or longer, only visits that waited longer count.
func (l *Law) Reaches(days float64, censored bool) (low, high float64) {
	for k, n := range l.n {
		open := k == Classes-1
		if lowest[k] >= days {
			low += n
		}
		if open || most[k] > days || (!censored && most[k] == days) {
			high += n
		}
	}
	return low / l.sum, high / l.sum
}

// Wilson is the 95 % interval of a share, from x of n; NaN if n is 0.
func Wilson(x, n float64) (low, high float64) {
	if !(n > 0) {
		return math.NaN(), math.NaN()
	}
	const z = 1.959963984540054
	p := x / n
	middle, half := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return math.Max(0, (middle-half)/(1+z*z/n)), math.Min(1, (middle+half)/(1+z*z/n))
}
