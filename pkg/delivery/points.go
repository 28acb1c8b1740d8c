package delivery

import (
	"math"
	"slices"
)

// load returns a point's in-person contacts: direct ones in row i of the trips.
func (x *serving) load(tr *Trips, i int, part []float64) (contacts, forgone float64) {
	for b := 0; b < x.nb; b++ {
		c := x.sm.Rate[b] * (1 - x.remote[b]) * part[b]
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
		c := p * x.sm.Rate[b] * (1 - x.remote[b]) * x.own[b]
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
	for i, full := range l.Full {
		if full {
			continue
		}
		pl := x.serveAt(l.Points[i], load[i])
		if load[i] > pl.Seen {
			taken[i] = pl.Seen / load[i]
		}
		rest := x.sendOn(l, i, over, made[i], taken[i])
		pl.Load = load[i]
		x.lose(pl, load[i]-pl.Seen-rest)
		x.out.Points = append(x.out.Points, pl)
	}
	gives := x.numbers(np) // share of all who come to a full point
	for i, full := range l.Full {
		if full {
			x.joined(l.Points[i], load[i])
			pl := x.serveAt(l.Points[i], load[i]+over[i])
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
// capacity to the full points behind it, and returns how many found one.
func (x *serving) sendOn(l *Load, i int, over []float64, made, taken float64) float64 {
	moved, part := 0.0, made*(1-taken)
	np := len(l.Points)
	if part <= 0 {
		return 0
	}
	for q := range l.Points {
		row := l.Pair[(i*np+q)*x.nb:][:x.nb]
		c := 0.0
		if k := l.Points[i]; x.ranked != nil && x.ranked.seen[k] {
			for c := range x.ranked.classes {
				n, goes := 0.0, 1-x.ranked.served[k*x.ranked.classes+c]
				for b, p := range row {
					n += p * x.ranked.weight[c][b] * made * goes
				}
				x.ranked.come[l.Points[q]*x.ranked.classes+c] += n
				over[q] += n
				moved += n
			}
			continue
		}
		for b, p := range row {
			c += p * x.sm.Rate[b] * (1 - x.remote[b]) * x.own[b]
		}
		over[q] += c * part
		moved += c * part
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
