package delivery

import (
	"math"
	"slices"
)

// load returns a point's in-person contacts: direct ones in row i of the trips.
func (x *serving) load(tr *Trips, i int, part float64) (contacts, forgone float64) {
	for b := 0; b < x.nb; b++ {
		c := x.sm.Rate[b] * (1 - x.remote[b]) * part
		contacts += tr.People[i*x.nb+b] * c
		forgone += tr.Slow[i*x.nb+b] * c * x.m.Elasticity
	}
	return contacts, math.Min(forgone, contacts)
}

// comes counts the contacts that come to each point first, and of these the share
// that is not forgone.
func (x *serving) comes(load, made []float64) {
	l := &x.v.Load
	for i := range l.Points {
		c, f := x.load(&l.Direct, i, x.own)
		x.out.InPerson += c
		x.out.Forgone += f
		load[i], made[i] = c-f, 1
		if c > 0 {
			made[i] = load[i] / c
		}
	}
	for b, p := range l.None {
		c := p * x.sm.Rate[b] * (1 - x.remote[b]) * x.own
		x.out.InPerson += c
		x.out.NoPoint += c
	}
}

// points serves part-time points first, passes on what exceeds their capacity,
// and then serves the full points.
func (x *serving) points() {
	l := &x.v.Load
	np := len(l.Points)
	load := x.numbers(np)
	taken := x.numbers(np) // share of its own people that a point keeps
	made := x.numbers(np)  // share of its contacts that are not forgone
	x.comes(load, made)
	for i := range taken {
		taken[i] = 1
	}
	over := x.numbers(np)
	if x.order != nil {
		x.order.over = make([][]float64, np)
		for i := range x.order.over {
			x.order.over[i] = make([]float64, len(x.order.each))
		}
	}
	for i, full := range l.Full {
		if full {
			continue
		}
		pl := x.serveAt(i, load[i])
		if load[i] > pl.Seen {
			taken[i] = pl.Seen / load[i]
		}
		rest := x.sendOn(l, i, over, made[i], 1-taken[i])
		pl.Load = load[i]
		x.lose(pl, load[i]-pl.Seen-rest)
		x.out.Points = append(x.out.Points, pl)
	}
	gives := x.numbers(np) // share of all who come to a full point
	for i, full := range l.Full {
		if full {
			pl := x.serveAt(i, load[i]+over[i])
			x.lose(pl, pl.Load-pl.Seen)
			if pl.Load > 0 {
				gives[i] = pl.Seen / pl.Load
			}
			x.out.Points = append(x.out.Points, pl)
		}
	}
	x.visits(l, x.own, taken)
	if x.parts != nil {
		x.parts.made, x.parts.taken = made, taken
	}
	if x.areas != nil {
		keeps := slices.Clone(taken)
		for i, full := range l.Full {
			if full {
				keeps[i] = gives[i]
			}
		}
		x.seeNearest(keeps, gives, made)
	}
}

// sendOn moves the part of a part-time point's contacts that exceeds its
// capacity to the full points behind it, and returns how many found one. made is the share
// of them that is not forgone.
func (x *serving) sendOn(l *Load, i int, over []float64, made, part float64) float64 {
	moved := 0.0
	np := len(l.Points)
	if part *= made; part <= 0 {
		return 0
	}
	for q := range l.Points {
		row := l.Pair[(i*np+q)*x.nb:][:x.nb]
		c := 0.0
		if x.order != nil && x.order.kept[i] != nil {
			c = x.sendOnInOrder(i, q, row, made)
		} else {
			for b, p := range row {
				c += p * x.sm.Rate[b] * (1 - x.remote[b]) * x.own
			}
			c *= part
		}
		over[q] += c
		moved += c
	}
	return moved
}

func (x *serving) lose(pl PointLoad, lost float64) {
	if lost <= 0 {
		return
	}
	switch pl.Bind {
	case "vehicle":
		x.out.LostVehicle += lost
	case "rooms":
		x.out.LostRooms += lost
	default:
		x.out.LostStaff += lost
	}
}
