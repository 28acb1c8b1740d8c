package equity

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Ranked holds people with values and with a standing by which they are ranked,
// such as the income of their area, from worst to best off. People with the
// same standing form one class: their order within it is undefined.
type Ranked struct {
	all     *Sample
	classes []class
}

// class is the people with one standing.
type class struct {
	standing, people, mean, rank float64 // rank: the midpoint of the shares of people that they span together
}

// Rank orders values by a standing, which must be finite. Weights of 0 are left
// out. Errors are those of New, and a standing that is not finite.
func Rank(values, weights, standing []float64) (*Ranked, error) {
	if err := checkLengths("standing", len(values), weights, standing); err != nil {
		return nil, err
	}
	all, err := New(values, weights)
	if err != nil {
		return nil, err
	}
	if s, err := New(standing, weights); err != nil {
		return nil, err
	} else if s.Beyond > 0 {
		return nil, fmt.Errorf("equity: a standing is +Inf, expected a number")
	}
	var order []int32
	for i, w := range weights {
		if w > 0 {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(standing[a], standing[b]), cmp.Compare(values[a], values[b]),
			cmp.Compare(weights[a], weights[b]))
	})
	r := &Ranked{all: all}
	var below sum
	for len(order) > 0 {
		s := standing[order[0]]
		n := 1
		for n < len(order) && standing[order[n]] == s {
			n++
		}
		r.add(s, order[:n], values, weights, &below)
		order = order[n:]
	}
	return r, nil
}

// add makes a class of the members, in ascending order of their values.
func (r *Ranked) add(standing float64, members []int32, values, weights []float64, below *sum) {
	var amount, people sum
	for _, i := range members {
		amount.add(weights[i] * values[i])
		people.add(weights[i])
	}
	c := class{standing: standing, people: people.value()}
	c.mean = mean(amount, people, values[members[0]], values[members[len(members)-1]])
	c.rank = (below.value() + c.people/2) / r.all.Total
	below.add(c.people)
	r.classes = append(r.classes, c)
}

// Concentration returns the concentration index, (2 ÷ (W mean)) Σ w x r − 1
// with r the fractional rank by standing and the average rank for ties
// (Kakwani, Wagstaff & van Doorslaer 1997; van Doorslaer & Koolman 2004, doi
// 10.1002/hec.918): from −1 (the worst off have everything) to 1. It is 0 if
// the mean is 0, and NaN if there are no people or anybody has +Inf or less
// than 0. It is computed as twice the covariance of x ÷ mean and r, which is 0
// where all are equal.
func (r *Ranked) Concentration() float64 {
	mean, instead, ok := r.all.relative()
	if !ok {
		return instead
	}
	var s sum
	for _, c := range r.classes {
		s.add(c.people * ((c.mean - mean) / mean) * (c.rank - 0.5))
	}
	return 2 * s.value() / r.all.Total
}

// Palma returns the mean of the best-off share of the people divided by that of
// the worst-off share: with 0.1 and 0.4, the ratio used in transport (Palma
// 2011; Pereira et al.). A class of one standing at the edge of a share is
// split, each of its cells in proportion, so that the order of the cells does
// not matter. The result is +Inf if the worst off have 0 and the best off do
// not, 1 if both have 0, and NaN if there are no people or anybody among them
// has +Inf.
func (r *Ranked) Palma(best, worst float64) float64 {
	means, people := make([]float64, len(r.classes)), make([]float64, len(r.classes))
	for k, c := range r.classes {
		means[k], people[k] = c.mean, c.people
	}
	return palma(Between(means, people, 1-best, 1), Between(means, people, 0, worst))
}

// PalmaWhole is Palma with whole classes, as in the R package accessibility:
// the worst off are all whose standing is at most the worst-quantile of the
// standing, the best off all whose standing is above the (1 − best)-quantile. A
// quantile is interpolated between two people where the share falls between
// them (as the weighted quantiles of the R package Hmisc are), so weights count
// people. NaN if nobody is above the upper quantile.
func (r *Ranked) PalmaWhole(best, worst float64) float64 {
	high, low := r.standingAt(1-best), r.standingAt(worst)
	var amount, people [2]sum // best off, worst off
	for _, c := range r.classes {
		for k, in := range [2]bool{c.standing > high, c.standing <= low} {
			if in {
				amount[k].add(c.people * c.mean)
				people[k].add(c.people)
			}
		}
	}
	return palma(amount[0].value()/people[0].value(), amount[1].value()/people[1].value())
}

// standingAt returns the standing of person 1 + (W − 1) p of W people in order;
// interpolated between two people where the number is not whole.
func (r *Ranked) standingAt(p float64) float64 {
	at := 1 + (r.all.Total-1)*p
	whole := math.Floor(at)
	of := func(n float64) float64 {
		var got sum
		for _, c := range r.classes {
			if got.add(c.people); Reaches(got.value(), n) {
				return c.standing
			}
		}
		return r.classes[len(r.classes)-1].standing
	}
	if len(r.classes) == 0 {
		return math.NaN()
	}
	first := math.Max(whole, 1)
	return (1-(at-whole))*of(first) + (at-whole)*of(math.Min(first+1, r.all.Total))
}

func palma(rich, poor float64) float64 {
	switch {
	case math.IsInf(rich, 1) || math.IsInf(poor, 1):
		return math.NaN()
	case rich == poor:
		return 1
	}
	return rich / poor
}
