package delivery

import (
	"slices"

	"saavu/pkg/network"
)

// Pool is the rooms of one type in a building, which its services share.
type Pool struct {
	Building int           // in Network.Buildings
	Type     string        // of the rooms
	Rooms    float64       // that the option has not given back
	Hours    network.Hours // the widest of the points'
	Points   []int         // network points that share the rooms
	Part     []float64     // of the rooms, by Points; the sum is 1
}

// RoomsAt returns the rooms of a network point and the hours in which they are open: its
// own or its part of a pool. given is false if it has as many rooms as its load needs.
func (o *Outcome) RoomsAt(n *network.Network, point int) (rooms float64, hours network.Hours, given bool) {
	if o.pooled != nil && o.pooled[point] != nil {
		pool := o.pooled[point]
		return pool.Rooms * pool.Part[slices.Index(pool.Points, point)], pool.Hours, true
	}
	pt := &n.Points[point]
	return pt.Rooms, pt.Hours, pt.Rooms > 0
}

// sharePools divides the rooms of each pool over its points, once for all draws, in
// proportion to the time in the room of the contacts that come to each of them first. Where
// rooms bind, all points then serve the same part. Without such contacts, points have equal
// parts. The widest hours are those that keep a room open for most hours of the year.
func (o *Outcome) sharePools(d *Demand, m *Model, n *network.Network) {
	for b, use := range n.Uses() {
		for _, r := range n.RoomsNow(b, use) {
			p := &Pool{Building: b, Type: r.Type, Rooms: r.N}
			for s := range n.Services {
				if n.Services[s].Room() != r.Type || r.Type == network.PartnerRoom {
					continue
				}
				for _, i := range o.Services[s].Points {
					if n.InRooms(&n.Points[i]) && slices.Contains(n.Buildings[b].Facilities, n.Points[i].Facility) {
						p.Points = append(p.Points, i)
					}
				}
			}
			o.Pools = append(o.Pools, p)
		}
	}
	if o.Pools == nil {
		return
	}
	o.pooled = make([]*Pool, len(n.Points))
	var times [][]float64 // by service, once asked: in the room by network point
	for s := range n.Services {
		times = append(times, o.roomTime(d, m, n, s))
	}
	for _, p := range o.Pools {
		all := 0.0
		for _, i := range p.Points {
			o.pooled[i] = p
			all += times[n.Points[i].Service][i]
			if p.Part == nil || m.OpenHours(n.Points[i].Hours) > m.OpenHours(p.Hours) {
				p.Hours = n.Points[i].Hours
			}
			p.Part = append(p.Part, times[n.Points[i].Service][i])
		}
		for k := range p.Part {
			p.Part[k] = part(p.Part[k], all)
			if all <= 0 {
				p.Part[k] = 1 / float64(len(p.Part))
			}
		}
	}
}

// roomTime returns, by network point, the minutes a year in the room of the contacts in
// person that come to it first.
func (o *Outcome) roomTime(d *Demand, m *Model, n *network.Network, s int) []float64 {
	x := serving{m: m, n: n, o: o, s: s, boost: NoBoost(), out: &Served{}}
	x.ask(Language(m, d))
	out, l := make([]float64, len(n.Points)), &x.v.Load
	for i, k := range l.Points {
		for b := range x.nb {
			contacts := l.Direct.People[i*x.nb+b] * x.sm.Rate[b] * (1 - x.remote[b]) * x.own
			out[x.v.Points[k]] += contacts * x.clientMin(k)
		}
	}
	return out
}

// moreRooms returns an outcome whose pool at a network point has more rooms.
func (o *Outcome) moreRooms(point int, rooms float64) *Outcome {
	with, pool := *o, *o.pooled[point]
	pool.Rooms += rooms
	with.pooled = slices.Clone(o.pooled)
	for _, i := range pool.Points {
		with.pooled[i] = &pool
	}
	return &with
}

// samePool reports whether two points have the same rooms in two outcomes under every draw
// of the parameters.
func samePool(o *Outcome, i int, p *Outcome, j int) bool {
	a, b := o.poolOf(i), p.poolOf(j)
	if a == nil || b == nil {
		return a == b
	}
	return a.Hours == b.Hours && a.Rooms*a.Part[slices.Index(a.Points, i)] == b.Rooms*b.Part[slices.Index(b.Points, j)]
}

// poolOf returns the pool of a network point; nil if it has rooms of its own.
func (o *Outcome) poolOf(point int) *Pool {
	if o.pooled == nil {
		return nil
	}
	return o.pooled[point]
}
