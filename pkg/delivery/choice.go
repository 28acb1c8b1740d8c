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
	near    int            // the nearest point, by its place in the list; -1 = no point is reached
	least   travel.Seconds // the time to it
	minutes float64        // mean over the choices
}

// choose fills part with the probability of each point of a list (of Points) for
// a traveller at a cell of the grid.
func (v *Service) choose(among []int, ty Type, cell int32, part []float64) prospect {
	limited := ty == FreeLimited || ty == DriverLimited
	p := prospect{near: -1, least: travel.Unreached}
	for i, k := range among {
		part[i] = 0
		s := &v.sources[k]
		if limited && s.barrier {
			continue
		}
		t := s.column.By[ty][cell]
		if t < p.least {
			p.least, p.near = t, i
		}
		if t <= v.choice.Limit {
			part[i] = s.weight * v.choice.fade[t]
			p.sum += part[i]
		}
	}
	switch {
	case p.near < 0:
	case p.sum == 0:
		part[p.near], p.minutes = 1, p.least.Minutes()
	default:
		for i, k := range among {
			if part[i] > 0 {
				part[i] /= p.sum
				p.minutes += part[i] * v.sources[k].column.By[ty][cell].Minutes()
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
