package delivery

import (
	"math"

	"saavu/pkg/travel"
)

// Choice is how people choose among points. A point within Limit draws a
// traveller in proportion to attraction x open days / 5 x exp(-Decay x minutes).
// Who has no point within the limit goes to the nearest one. FitChoice makes it.
type Choice struct {
	Decay float64 // a minute
	Limit travel.Seconds
	Fits  []Fit // by service

	attraction map[string]float64 // by point id
	fade       []float64          // exp(-Decay x time), by second up to Limit
}

// newChoice returns the choice of a model, with every attraction 1.
func newChoice(m *Model) *Choice {
	c := &Choice{Decay: m.ChoiceDecay, Limit: min(m.ChoiceLimit, travel.Unreached-1), attraction: map[string]float64{}}
	c.fade = make([]float64, int(c.Limit)+1)
	for t := range c.fade {
		c.fade[t] = math.Exp(-c.Decay * travel.Seconds(t).Minutes())
	}
	return c
}

// Attraction returns the attraction of a point by its id: as it was fitted, or 1.
// A point that moves keeps it, as its id stays; what is merged into a point takes
// that point's.
func (c *Choice) Attraction(point string) float64 {
	if a, fitted := c.attraction[point]; fitted {
		return a
	}
	return 1
}

// like reports whether two choices give the same points the same weights.
func (c *Choice) like(o *Choice) bool {
	return c == o || c != nil && o != nil && c.Decay == o.Decay && c.Limit == o.Limit
}

// prospect is what a traveller at one cell can choose among.
type prospect struct {
	sum     float64        // of the weights of the points within the limit; 0 = there is none
	minutes float64        // mean over the choices
	near    int32          // the nearest point, by its place in the list; -1 = no point is reached
	least   travel.Seconds // the time to it
}

// among is a list of points among which travellers of one type choose.
type among struct {
	choice *Choice
	times  [][]travel.Seconds // by point, by cell of the grid; nil = they cannot enter it
	weight []float64          // by point
}

// among returns a list of points (of Points) for one type of travellers.
func (v *Service) among(points []int, ty Type) among {
	a := among{choice: v.choice, times: make([][]travel.Seconds, len(points)), weight: make([]float64, len(points))}
	for i, k := range points {
		if s := &v.sources[k]; !s.barrier || ty == Free || ty == Driver {
			a.times[i], a.weight[i] = s.column.By[ty], s.weight
		}
	}
	return a
}

// choose fills part with the probability of each point of the list for a traveller
// at a cell of the grid.
func (a *among) choose(cell int32, part []float64) prospect {
	p := prospect{near: -1, least: travel.Unreached}
	part = part[:len(a.times)]
	for i, times := range a.times {
		part[i] = 0
		if times == nil {
			continue
		}
		t := times[cell]
		if t < p.least {
			p.least, p.near = t, int32(i)
		}
		if t <= a.choice.Limit {
			part[i] = a.weight[i] * a.choice.fade[t]
			p.sum += part[i]
		}
	}
	switch {
	case p.near < 0:
	case p.sum == 0:
		part[p.near], p.minutes = 1, p.least.Minutes()
	default:
		for i, x := range part {
			if x > 0 {
				part[i] = x / p.sum
				p.minutes += part[i] * a.times[i][cell].Minutes()
			}
		}
	}
	return p
}

// longer returns by how many minutes the way to a service has become longer from
// one prospect to another: ln(sum before / sum after) / decay. Closing a point
// never makes it shorter and opening one never makes it longer, which the mean
// time of the choices does not hold. Where one of the two has no point within
// the limit it is the difference of the times to the nearest.
func (c *Choice) longer(before, after prospect) float64 {
	switch {
	case before.sum == 0 || after.sum == 0:
		return after.least.Minutes() - before.least.Minutes()
	case c.Decay == 0: // time plays no part in the choice
		return after.minutes - before.minutes
	}
	return math.Log(before.sum/after.sum) / c.Decay
}
