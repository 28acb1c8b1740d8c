package board

import (
	"cmp"
	"math"
	"slices"
)

// Alike is options that have the same map and the same figures by area in a service;
// the first stands for all.
type Alike []int

// Moving lists those options of a view that change journeys to a service or its places,
// alike ones together: those first in which most people gain or lose.
func (res *Result) Moving(v *View, service int) []Alike {
	var out []Alike
	for _, k := range v.Options {
		if !res.Moves(k, service) {
			continue
		}
		i := slices.IndexFunc(out, func(a Alike) bool {
			return res.SameMap(a[0], k, service) && sameMoves(v, service, a[0], k)
		})
		if i >= 0 {
			out[i] = append(out[i], k)
			continue
		}
		out = append(out, Alike{k})
	}
	slices.SortStableFunc(out, func(a, b Alike) int { return cmp.Compare(Movement(v, service, b[0]), Movement(v, service, a[0])) })
	return out
}

// Movement is how many people of a service gain or lose in an option.
func Movement(v *View, service, k int) float64 {
	row := &v.R.Services[service].Rows[k]
	return row.Gain.V + row.Lose.V
}

// sameMoves reports whether the same people gain and lose in two options, as printed.
func sameMoves(v *View, service, a, b int) bool {
	x, y := &v.R.Services[service].Rows[a], &v.R.Services[service].Rows[b]
	text := func(n float64) string { return v.W.Count(n) }
	if text(x.Gain.V) != text(y.Gain.V) || text(x.Lose.V) != text(y.Lose.V) || text(x.LoseLast) != text(y.LoseLast) || text(x.FewerDays) != text(y.FewerDays) || len(x.Areas) != len(y.Areas) {
		return false
	}
	for i := range x.Areas {
		if text(x.Areas[i].Gain) != text(y.Areas[i].Gain) || text(x.Areas[i].Lose) != text(y.Areas[i].Lose) || text(x.Areas[i].FewerDays) != text(y.Areas[i].FewerDays) {
			return false
		}
	}
	return true
}

// MostMoved is the service of a view in which an option moves most people; 0 if none
// does.
func (v *View) MostMoved() int {
	best, at := 0.0, 0
	for s := range v.R.Services {
		for _, k := range v.Options {
			if n := Movement(v, s, k); n > best {
				best, at = n, s
			}
		}
	}
	return at
}

// MostChanged is the option of a view whose visits of a service change most, of those
// whose stations differ from the reference; -1 if none does.
func (v *View) MostChanged(service int) int {
	best, at := -1.0, -1
	for _, k := range v.Options {
		if _, differs := v.StationsOf(service, k); !differs {
			continue
		}
		n := math.Abs(v.R.Services[service].Rows[k].VisitsChange.V)
		if n > best {
			best, at = n, k
		}
	}
	return at
}

// AreaMoves are the people of one area: the share who get there in the reference, and
// by option who gain, lose, and get there on fewer days.
type AreaMoves struct {
	ID, Name string
	People   float64
	Share    string  // per cent
	Part     float64 // the same from 0 to 1; NaN if it is not known
	Cells    []AreaMove
}

// AreaMove is the part of one option.
type AreaMove struct{ Gain, Lose, FewerDays float64 }

// some reports whether anybody's journey changes, or may, if that is hidden.
func (m AreaMove) some() bool {
	return math.IsNaN(m.Gain+m.Lose+m.FewerDays) || m.Gain > 0 || m.Lose > 0 || m.FewerDays >= LeastPeople
}

// Areas lists the areas of a service in which an option moves people, those first in
// which fewest get there in the reference. Still has the others.
func (v *View) Areas(service int, options []int) (moved, still []AreaMoves) {
	rows := v.R.Services[service].Rows
	for i := range rows[v.Ref].Areas {
		x := &rows[v.Ref].Areas[i]
		a := AreaMoves{ID: x.ID, Name: v.W.Name(x.Names.Every(x.Name)), People: x.People, Share: v.Whole(x.GetsThere), Part: math.NaN()}
		if x.GetsThere.Usable() {
			a.Part = x.GetsThere.V
		}
		for _, k := range options {
			m := AreaMove{}
			for j := range rows[k].Areas {
				if y := &rows[k].Areas[j]; y.ID == x.ID {
					m = AreaMove{y.Gain, y.Lose, y.FewerDays}
				}
			}
			a.Cells = append(a.Cells, m)
		}
		if slices.ContainsFunc(a.Cells, AreaMove.some) {
			moved = append(moved, a)
		} else {
			still = append(still, a)
		}
	}
	worst := func(a, b AreaMoves) int {
		switch {
		case a.Part < b.Part || math.IsNaN(b.Part) && !math.IsNaN(a.Part):
			return -1
		case a.Part > b.Part || math.IsNaN(a.Part) && !math.IsNaN(b.Part):
			return 1
		}
		return 0
	}
	slices.SortStableFunc(moved, worst)
	slices.SortStableFunc(still, worst)
	return moved, still
}
