package waiting

import "math"

// Full is the share of visits within a week above which a point has no backlog that fills
// its capacity: its visits are a lower bound of it.
const Full = 0.95

// Today is one point today.
type Today struct {
	Law      *Law    // nil if its waits are not known
	Quick    float64 // share of its visits that is quick
	Drift    float64 // inflow over capacity today, less 1
	Load     float64 // contacts a year, as computed
	Capacity float64 // contacts a year, as computed
	Placed   float64 // mean waits over those of the law, as visits may lie within classes; 0 for 1
}

// visits is the capacity in visits a week, and whether it may be more.
func (t Today) visits() (capacity float64, atLeast bool) {
	v := t.Law.Week()
	if t.Law.Within(Limits()[0]) <= Full {
		return v, false
	}
	if t.Load > 0 {
		v *= math.Max(1, t.Capacity/t.Load)
	}
	return v, true
}

// Gap is by how many people the queue grows a week today. It needs a law.
func (t Today) Gap() float64 {
	capacity, _ := t.visits()
	return math.Max(0, t.Law.Week()*(1+t.Drift)) - capacity
}

// booked is the booked people who wait.
func (t Today) booked() float64 {
	b := t.Law.Booked(t.Quick)
	if t.Placed > 0 {
		b *= t.Placed
	}
	return b
}

// Option is what changes at points. Points of today come first in each list; new points
// follow.
type Option struct {
	Flow     [][]float64 // need that goes to a point today and to another in the option; F(p, q)
	Capacity []float64   // contacts a year, as computed, by point of the option
	Keep     []float64   // share of visits that are not moved to others, by point; nil for all
	Growth   []float64   // of need, a year, by point; nil for none
	Hired    []float64   // staff more than the capacity has, as a share, by point; nil for none
	Season   []float64   // capacity by week, mean 1; nil for the same in all weeks
}

// Calendars returns the calendar of each point of the option. Inflow and people waiting
// follow the need, capacity follows the ratio of computed capacities, and the same staff
// gives the same visits in all. Known is 0 where no law is known of any point that need
// comes from, and NaN where no need comes.
func (o Option) Calendars(today []Today) []Calendar {
	out := make([]Calendar, len(o.Capacity))
	for q := range out {
		out[q] = o.calendar(today, q)
	}
	o.calibrate(today, out)
	for q := range o.Hired {
		out[q].Capacity *= 1 + o.Hired[q]
	}
	return out
}

// calendar adds up what comes to one point. Its capacity is not calibrated.
func (o Option) calendar(today []Today, q int) Calendar {
	c := Calendar{Season: o.Season}
	if len(o.Growth) > 0 {
		c.Growth = o.Growth[q]
	}
	keep := 1.0
	if len(o.Keep) > 0 {
		keep = o.Keep[q]
	}
	var need, known, staff, visits float64
	for p, t := range today {
		flow := o.Flow[p][q]
		if !(flow > 0) {
			continue
		}
		need += flow
		if t.Law == nil {
			continue
		}
		known += flow
		share := flow / sum(o.Flow[p])
		v, atLeast := t.visits()
		c.AtLeast = c.AtLeast || atLeast
		come := t.Law.Week() * share
		in := math.Max(0, come*(1+t.Drift)*keep)
		c.Mix = append(c.Mix, Part{t.Law, t.Quick, come})
		c.Inflow += in
		c.Quick += in * t.Quick
		c.Backlog += t.booked() * share
		staff += t.Capacity * share
		visits += v * share
	}
	c.Known = known / need
	if staff > 0 {
		c.Capacity = visits / staff * o.Capacity[q] * c.Known
	}
	return c
}

// calibrate scales capacities by one factor, so that all staff together sees today's
// visits times the ratio of computed capacities.
func (o Option) calibrate(today []Today, out []Calendar) {
	var visits, before, after, all float64
	for _, t := range today {
		if t.Law == nil {
			continue
		}
		v, _ := t.visits()
		visits += v
		before += t.Capacity
	}
	for q, c := range out {
		if len(c.Mix) > 0 {
			after += o.Capacity[q] * c.Known
			all += c.Capacity
		}
	}
	if !(all > 0) || !(before > 0) {
		return
	}
	for q := range out {
		out[q].Capacity *= visits * after / before / all
	}
}

// sum is in the order of the list.
func sum(list []float64) float64 {
	s := 0.0
	for _, v := range list {
		s += v
	}
	return s
}
