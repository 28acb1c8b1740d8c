package waiting

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Runs is how much a simulation does: independent runs of some events each, arrivals or
// days, of which the first tenth is not counted. The same seed gives the same result.
type Runs struct {
	Runs   int
	Events int
	Seed   uint64
}

// Estimate is the mean of the runs of a simulation, and half of its 95 % interval; NaN
// with fewer than two runs.
type Estimate struct{ Mean, Half float64 }

// estimate takes the result of each run.
func estimate(runs []float64) Estimate {
	n, mean, square := float64(len(runs)), 0.0, 0.0
	for _, v := range runs {
		mean += v / n
	}
	for _, v := range runs {
		square += (v - mean) * (v - mean)
	}
	return Estimate{mean, distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975) * math.Sqrt(square/(n-1)/n)}
}

// times returns a source of times with mean 1 and a squared coefficient of variation: all
// the same at 0, gamma below 1, exponential at 1, and two exponentials with balanced means
// above 1.
func times(scv float64, src *rand.Rand) func() float64 {
	switch {
	case scv == 0:
		return func() float64 { return 1 }
	case scv < 1:
		return distuv.Gamma{Alpha: 1 / scv, Beta: 1 / scv, Src: src}.Rand
	case scv == 1:
		return src.ExpFloat64
	}
	p := (1 + math.Sqrt((scv-1)/(scv+1))) / 2
	return func() float64 {
		share := p
		if src.Float64() >= p {
			share = 1 - p
		}
		return src.ExpFloat64() / (2 * share)
	}
}

// SimulatedQueue is what a simulation of a queue gives.
type SimulatedQueue struct {
	Wait    Estimate // mean, of those who give up too
	GivenUp Estimate // share
	Late    Estimate // share who wait longer than a time
}

// Simulate simulates a queue in which arrivals give up after a time that is exponential with
// mean patience; nobody does where patience is 0. Arrivals are served in order by the first
// server who is free. The load of a queue in which nobody gives up is below 1.
func (q Queue) Simulate(r Runs, patience, late float64) SimulatedQueue {
	var of [3][]float64
	for i := range r.Runs {
		for k, v := range q.run(rand.New(rand.NewPCG(r.Seed, uint64(i))), r.Events, patience, late) {
			of[k] = append(of[k], v)
		}
	}
	return SimulatedQueue{estimate(of[0]), estimate(of[1]), estimate(of[2])}
}

// run is one run: mean wait, share given up, share late.
func (q Queue) run(src *rand.Rand, events int, patience, late float64) (out [3]float64) {
	gap, handling := times(q.Gaps, src), times(q.Handling, src)
	free := make([]float64, q.Servers) // a heap of when servers are free, first the earliest
	now, warm := 0.0, events/10
	for i := range events {
		now += gap() / q.Arrivals
		ahead := math.Max(0, free[0]-now)
		waits, gone := ahead, 0.0
		if patience > 0 {
			if p := src.ExpFloat64() * patience; p < ahead {
				waits, gone = p, 1
			}
		}
		if gone == 0 {
			free[0] = now + ahead + handling()*q.Service
			sink(free)
		}
		if i >= warm {
			out[0], out[1] = out[0]+waits, out[1]+gone
			if waits > late {
				out[2]++
			}
		}
	}
	for k := range out {
		out[k] /= float64(events - warm)
	}
	return out
}

// sink moves the first element of a heap to its place.
func sink(heap []float64) {
	for i := 0; ; {
		k := 2*i + 1
		if k >= len(heap) {
			return
		}
		if k+1 < len(heap) && heap[k+1] < heap[k] {
			k++
		}
		if heap[i] <= heap[k] {
			return
		}
		heap[i], heap[k] = heap[k], heap[i]
		i = k
	}
}

// SimulatedCalendar is what a simulation of a calendar gives.
type SimulatedCalendar struct {
	Wait    Estimate // mean of booked visits, service days
	SameDay Estimate // share of urgent visits; NaN without any
	Third   Estimate // third free slot, days: mean of the mornings of every fifth day
}

// Simulate simulates a calendar that people book, so many a day (Poisson). Urgent visits are
// served first; those above the kept slots use bookable ones, and a kept slot that is unused
// is filled with the probability Release. Events are days. Slots are whole.
func (c CarveOut) Simulate(r Runs, bookings float64) SimulatedCalendar {
	var of [3][]float64
	for i := range r.Runs {
		for k, v := range c.run(rand.New(rand.NewPCG(r.Seed, uint64(i))), r.Events, bookings) {
			of[k] = append(of[k], v)
		}
	}
	return SimulatedCalendar{estimate(of[0]), estimate(of[1]), estimate(of[2])}
}

// run is one run: mean wait, share of urgent visits on the same day, third free slot.
func (c CarveOut) run(src *rand.Rand, days int, bookings float64) [3]float64 {
	book, urgent := distuv.Poisson{Lambda: bookings, Src: src}, distuv.Poisson{Lambda: c.Urgent, Src: src}
	warm := days / 10
	var left, sum, came, over, third, mornings float64
	for day := range days {
		if day >= warm && day%WorkingDays == 0 {
			t, _ := ThirdFree(left, c.Bookable(), math.Inf(1))
			third, mornings = third+t, mornings+1
		}
		slots, now := c.Slots-float64(c.Kept), 0
		if c.Urgent > 0 {
			now = int(urgent.Rand())
		}
		unused := c.Kept - now
		slots += math.Min(0, float64(unused))
		for range max(0, unused) {
			if src.Float64() < c.Release {
				slots++
			}
		}
		left = math.Max(0, left+book.Rand()-math.Max(0, slots))
		if day >= warm {
			sum, came, over = sum+left, came+float64(now), over+float64(max(0, -unused))
		}
	}
	return [3]float64{sum / float64(days-warm) / bookings, 1 - over/came, third / mornings}
}

// Simulate returns the mean number of booked people who wait after weeks. Visits come by
// day (Poisson), and each working day has a fifth of the capacity of its week. Events are
// not used.
func (c *Calendar) Simulate(r Runs, weeks int) Estimate {
	runs := make([]float64, r.Runs)
	growth := math.Pow(1+c.Growth, 1.0/WeeksAYear)
	for i := range runs {
		src := rand.New(rand.NewPCG(r.Seed, uint64(i)))
		left, in := c.Backlog, math.Max(0, c.Inflow)*math.Sqrt(growth)
		for w := range weeks {
			capacity := c.Capacity / WorkingDays
			if len(c.Season) > 0 {
				capacity *= c.Season[w%len(c.Season)]
			}
			book := distuv.Poisson{Lambda: in / WorkingDays, Src: src}
			for range WorkingDays {
				if in > 0 {
					left += book.Rand()
				}
				left = math.Max(0, left-capacity)
			}
			in *= growth
		}
		runs[i] = left
	}
	return estimate(runs)
}

// simulateCallBack is the mean time until callers are called back, if they call at random
// over arrive and are called back in order, evenly over serve. Events are calls a day.
func simulateCallBack(r Runs, arrive, serve float64) Estimate {
	runs := make([]float64, r.Runs)
	for i := range runs {
		src := rand.New(rand.NewPCG(r.Seed, uint64(i)))
		calls := make([]float64, r.Events)
		for k := range calls {
			calls[k] = src.Float64() * arrive
		}
		slices.Sort(calls)
		for k, at := range calls {
			runs[i] += ((float64(k)+0.5)/float64(r.Events)*serve - at) / float64(r.Events)
		}
	}
	return estimate(runs)
}
