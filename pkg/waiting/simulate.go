package waiting

import (
	"math"
	"math/rand/v2"

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

// Simulate returns the mean wait in a queue, and the share that gives up after a time that
// is exponential with mean patience; nobody gives up where patience is 0. Arrivals are
// served in order by the first server who is free. A call that is given up has waited its
// patience. The load of a queue in which nobody gives up is below 1.
func (q Queue) Simulate(r Runs, patience float64) (wait, givenUp Estimate) {
	waits, gone := make([]float64, r.Runs), make([]float64, r.Runs)
	for i := range waits {
		waits[i], gone[i] = q.run(rand.New(rand.NewPCG(r.Seed, uint64(i))), r.Events, patience)
	}
	return estimate(waits), estimate(gone)
}

// run is one run.
func (q Queue) run(src *rand.Rand, events int, patience float64) (wait, givenUp float64) {
	gap, handling := times(q.Gaps, src), times(q.Handling, src)
	free := make([]float64, q.Servers) // a heap of when servers are free, first the earliest
	now, warm := 0.0, events/10
	for i := range events {
		now += gap() / q.Arrivals
		ahead := math.Max(0, free[0]-now)
		if i >= warm {
			wait += ahead
		}
		if patience > 0 {
			if p := src.ExpFloat64() * patience; p < ahead {
				if i >= warm {
					wait += p - ahead
					givenUp++
				}
				continue
			}
		}
		free[0] = now + ahead + handling()*q.Service
		sink(free)
	}
	n := float64(events - warm)
	return wait / n, givenUp / n
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

// Simulate returns the mean wait in service days of people who book, bookings a day of
// them (Poisson), for a slot of days of which some are kept. Urgent visits are served
// first; those above the kept slots use bookable ones, and a kept slot that is unused is
// filled with the probability Release. Events are days. Slots are whole.
func (c CarveOut) Simulate(r Runs, bookings float64) Estimate {
	runs := make([]float64, r.Runs)
	for i := range runs {
		src := rand.New(rand.NewPCG(r.Seed, uint64(i)))
		book := distuv.Poisson{Lambda: bookings, Src: src}
		urgent := distuv.Poisson{Lambda: c.Urgent, Src: src}
		left, sum, warm := 0.0, 0.0, r.Events/10
		for day := range r.Events {
			slots := c.Slots - float64(c.Kept)
			came := 0
			if c.Urgent > 0 {
				came = int(urgent.Rand())
			}
			if unused := c.Kept - came; unused < 0 {
				slots += float64(unused)
			} else {
				for range unused {
					if src.Float64() < c.Release {
						slots++
					}
				}
			}
			left = math.Max(0, left+book.Rand()-math.Max(0, slots))
			if day >= warm {
				sum += left
			}
		}
		runs[i] = sum / float64(r.Events-warm) / bookings
	}
	return estimate(runs)
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
