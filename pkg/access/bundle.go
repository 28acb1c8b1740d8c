package access

import (
	"math"
	"slices"
)

// Bundle holds the times to several services that are needed together, such as
// those of a family: Times[service][cell] in minutes to the nearest point, +Inf
// where none is reached.
type Bundle struct{ Times [][]float64 }

// All returns, for every cell, the time within which all services are reached:
// the longest of the nearest times; +Inf where a service is not reached.
// Without services it is 0.
func (b Bundle) All(out []float64) {
	clear(out)
	for _, times := range b.Times {
		for i, t := range times {
			out[i] = max(out[i], t)
		}
	}
}

// Nth returns, for every cell, the time within which n of the services are
// reached; n = 1 gives the nearest of all. The value is +Inf where fewer than n
// are reached or n exceeds the number of services, and 0 for n below 1.
func (b Bundle) Nth(n int, out []float64) {
	if n < 1 || n > len(b.Times) {
		value := 0.0
		if n > len(b.Times) {
			value = math.Inf(1)
		}
		for i := range out {
			out[i] = value
		}
		return
	}
	row := make([]float64, len(b.Times))
	for i := range out {
		for s, times := range b.Times {
			row[s] = times[i]
		}
		slices.Sort(row)
		out[i] = row[n-1]
	}
}

// Within returns, for every cell, how many of the services are within the limit
// in minutes, inclusive.
func (b Bundle) Within(limit float64, out []int) {
	clear(out)
	for _, times := range b.Times {
		for i, t := range times {
			if t <= limit {
				out[i]++
			}
		}
	}
}

// Complete returns the share of the people who reach all services within the
// limit in minutes, inclusive; NaN where there are no people.
func (b Bundle) Complete(limit float64, people []float64) float64 {
	longest := make([]float64, len(people))
	b.All(longest)
	in, all := 0.0, 0.0
	for i, p := range people {
		all += p
		if longest[i] <= limit {
			in += p
		}
	}
	return in / all
}
