package board

import (
	"math"
	"slices"

	"saavu/pkg/report"
)

// Tradeoff is the reference and the options of a screen by who gets there in time and by
// the visits that can be given at the euros of the reference, for a service.
type Tradeoff struct {
	Service int
	Dots    []Dot
}

// Dot is one option, with shares of 0 to 1. No other is better on both counts: by more than
// the ranges on Front, on Equal by the values alone. The reference is on Front unless one
// that is on it is better on both.
type Dot struct {
	Option        int
	There, Visits float64
	Front, Equal  bool

	there, visits report.Range // changes from the reference, as shares
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
			row, ref := &v.R.Services[s].Rows[k], &v.R.Services[s].Rows[v.Ref]
			d.there = changed(there.V-ref.GetsThere.V, row.ThereChange, row.People)
			d.visits = changed(visits.V-v.sameBudget(s, v.Ref).V, v.sameChange(row), row.Need.V)
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
			front(t.Dots, v.Ref)
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

// sameChange is the change of the visits that sameBudget is the share of.
func (v *View) sameChange(row *report.Row) report.Range {
	if v.R.Frame == "budget" {
		return row.VisitsChange
	}
	return row.SameChange
}

// changed is a change of a share with the range of the change of what it is a share of; an
// exact one where that is not known.
func changed(share float64, of report.Range, whole float64) report.Range {
	if !of.Usable() || !(whole > 0) {
		return report.Exact(share)
	}
	return report.Range{V: share, Lo: share + (of.Lo-of.V)/whole, Hi: share + (of.Hi-of.V)/whole, Known: true, OneSided: of.OneSided}
}

// front marks the dots that no other one beats, in tenths of a point. One of these is only
// equal if it is not better by more than the ranges, on some count, than the reference and
// than each one that is better on the other count. The reference is beaten only by one that
// is not equal, so that some dot always is on the front.
func front(dots []Dot, ref int) {
	tenth := func(v float64) float64 { return math.Round(1000 * v) }
	beats := func(b, a *Dot) bool {
		x, y := tenth(b.There)-tenth(a.There), tenth(b.Visits)-tenth(a.Visits)
		return x >= 0 && y >= 0 && x+y > 0
	}
	for i := range dots {
		a := &dots[i]
		beaten, sure := false, true
		for j := range dots {
			b := &dots[j]
			x, y := tenth(b.There)-tenth(a.There), tenth(b.Visits)-tenth(a.Visits)
			beaten = beaten || beats(b, a)
			if x > 0 || y > 0 || b.Option == ref && x+y < 0 {
				sure = sure && (x < 0 && apart(a.there, b.there) || y < 0 && apart(a.visits, b.visits))
			}
		}
		a.Front, a.Equal = sure && !beaten, !sure && !beaten
	}
	if at := slices.IndexFunc(dots, func(d Dot) bool { return d.Option == ref }); at >= 0 {
		a := &dots[at]
		a.Front, a.Equal = !slices.ContainsFunc(dots, func(b Dot) bool { return b.Front && beats(&b, a) }), false
	}
}

// apart reports whether a change is above another one in all draws, by their ranges: a range that only ends where the other one begins is above it, unless the draws do
// not hold its value.
func apart(a, b report.Range) bool {
	return a.Lo > b.Hi+1e-9 || a.Lo >= b.Hi-1e-9 && a.V > b.V && !a.OneSided && !b.OneSided
}
