package board

import (
	"math"

	"saavu/pkg/report"
)

// Tradeoff is the reference and the options of a screen by who gets there in time and by
// the visits that can be given at the euros of the reference, for a service.
type Tradeoff struct {
	Service int
	Dots    []Dot
}

// Dot is one option, with shares of 0 to 1. Front: no other is better on both.
type Dot struct {
	Option        int
	There, Visits float64
	Front         bool
}

// Tradeoffs gives the services in which options differ by more than half a point; alike
// are those in which they do not, unknown those without visits at the same euros.
func (v *View) Tradeoffs() (out []Tradeoff, alike, unknown []int) {
	for s := range v.R.Services {
		t := Tradeoff{Service: s}
		low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
		for _, k := range append([]int{v.Ref}, v.Options...) {
			there, visits := v.R.Services[s].Rows[k].GetsThere, v.sameBudget(s, k)
			if !there.Usable() || !visits.Usable() {
				continue
			}
			d := Dot{Option: k, There: there.V, Visits: visits.V}
			t.Dots = append(t.Dots, d)
			for i, x := range []float64{d.There, d.Visits} {
				low[i], high[i] = min(low[i], x), max(high[i], x)
			}
		}
		switch {
		case len(t.Dots) < 2:
			unknown = append(unknown, s)
		case high[0]-low[0] < LeastShare && high[1]-low[1] < LeastShare:
			alike = append(alike, s)
		default:
			front(t.Dots)
			out = append(out, t)
		}
	}
	return out, alike, unknown
}

// sameBudget is the share of the need that an option can serve at the euros of its
// reference.
func (v *View) sameBudget(s, k int) report.Range {
	row := &v.R.Services[s].Rows[k]
	if v.R.Frame == "budget" {
		return row.Served
	}
	return row.ServedSame
}

// front marks the dots that no other one beats, in tenths of a point.
func front(dots []Dot) {
	tenth := func(v float64) float64 { return math.Round(1000 * v) }
	for i := range dots {
		dots[i].Front = true
		for j := range dots {
			x, y := tenth(dots[j].There)-tenth(dots[i].There), tenth(dots[j].Visits)-tenth(dots[i].Visits)
			if x >= 0 && y >= 0 && x+y > 0 {
				dots[i].Front = false
			}
		}
	}
}
