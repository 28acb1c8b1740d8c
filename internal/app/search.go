package app

import (
	"slices"

	"saavu/pkg/report"
)

// search finds the values at which a statement turns: at the parameters' values, and
// over the draws. holds says whether the statement is true at a value, at index 0 at
// the parameters' values and then in each draw.
type search struct {
	from, to, tolerance float64
	holds               func(v float64) ([]bool, error)
	progress            func(share float64)

	tried []tried // sorted by value
	err   error
}

// tried is a value and whether the statement holds there.
type tried struct {
	v     float64
	holds []bool
}

// at returns whether the statement holds at a value, which is tried once.
func (s *search) at(v float64) []bool {
	k, found := slices.BinarySearchFunc(s.tried, v, func(t tried, v float64) int {
		switch {
		case t.v < v:
			return -1
		case t.v > v:
			return 1
		}
		return 0
	})
	if found {
		return s.tried[k].holds
	}
	if s.err != nil {
		return nil
	}
	var holds []bool
	if holds, s.err = s.holds(v); s.err != nil {
		return nil
	}
	s.tried = slices.Insert(s.tried, k, tried{v, holds})
	return holds
}

// run scans the values from from to to and halves each part in which the statement
// turns.
func (s *search) run() ([]report.Crossing, error) {
	grid := make([]float64, scanParts+1)
	for k := range grid {
		grid[k] = s.from + (s.to-s.from)*float64(k)/scanParts
		s.at(grid[k])
		s.progress(0.5 * float64(k) / scanParts)
	}
	if s.err != nil {
		return nil, s.err
	}
	var out []report.Crossing
	for k := range scanParts {
		was, is := s.central(grid[k]), s.central(grid[k+1])
		if was != is {
			out = append(out, report.Crossing{Holds: is, At: s.halve(grid[k], grid[k+1], func(v float64) bool { return s.central(v) == is })})
		}
	}
	for k := range out {
		low, high := s.from, s.to
		if k > 0 {
			low = out[k-1].At
		}
		if k+1 < len(out) {
			high = out[k+1].At
		}
		s.over(&out[k], low, high)
		s.progress(0.5 + 0.5*float64(k+1)/float64(len(out)))
	}
	return out, s.err
}

// central reports whether the statement holds at the parameters' values.
func (s *search) central(v float64) bool {
	holds := s.at(v)
	return holds != nil && holds[0]
}

// halve returns the first value, within the tolerance, at which something is true that
// is false at low and true at high.
func (s *search) halve(low, high float64, true func(v float64) bool) float64 {
	for s.err == nil && high-low > s.tolerance {
		if v := low + (high-low)/2; true(v) {
			high = v
		} else {
			low = v
		}
	}
	return high
}

// over finds the low and the high of a crossing over the draws: the values at which 5 %
// and 95 % of the draws have turned, between two other crossings or the ends.
func (s *search) over(c *report.Crossing, low, high float64) {
	draws := len(s.at(c.At)) - 1
	if draws <= 0 {
		c.Low, c.High = c.At, c.At
		return
	}
	turned := func(v float64) (n int) {
		for k, h := range s.at(v) {
			if k > 0 && h == c.Holds {
				n++
			}
		}
		return n
	}
	foot, peak := c.At, c.At // where fewest draws have turned, and where most
	for _, t := range slices.Clone(s.tried) {
		if t.v >= low && t.v <= c.At && turned(t.v) <= turned(foot) {
			foot = t.v
		}
		if t.v >= c.At && t.v <= high && turned(t.v) > turned(peak) {
			peak = t.v
		}
	}
	least, most := tail*float64(draws), (1-tail)*float64(draws)
	if n := turned(foot); float64(n) > least {
		c.Low, c.LowOpen, c.Before = low, true, n
	} else {
		at := s.last(foot, c.At, func(v float64) bool { return float64(turned(v)) <= least })
		c.Low = s.halve(at, s.next(at), func(v float64) bool { return float64(turned(v)) > least })
	}
	if n := turned(peak); float64(n) < most {
		c.High, c.HighOpen, c.After = high, true, draws-n
	} else {
		at := s.last(foot, peak, func(v float64) bool { return float64(turned(v)) < most })
		c.High = s.halve(at, s.next(at), func(v float64) bool { return float64(turned(v)) >= most })
	}
	c.Low, c.High = min(c.Low, c.At), max(c.High, c.At)
}

// last returns the last tried value from low to high at which something is true, or
// low.
func (s *search) last(low, high float64, true func(v float64) bool) float64 {
	out := low
	for _, t := range slices.Clone(s.tried) {
		if t.v >= low && t.v <= high && true(t.v) {
			out = t.v
		}
	}
	return out
}

// next returns the tried value after one of them, or the value itself.
func (s *search) next(v float64) float64 {
	for _, t := range s.tried {
		if t.v > v {
			return t.v
		}
	}
	return v
}

// somewhere returns the number of draws in which the statement holds at some value that
// was tried.
func (s *search) somewhere() int {
	n := 0
	for k := 1; len(s.tried) > 0 && k < len(s.tried[0].holds); k++ {
		if slices.ContainsFunc(s.tried, func(t tried) bool { return t.holds[k] }) {
			n++
		}
	}
	return n
}
