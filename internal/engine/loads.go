package engine

import (
	"slices"

	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// loads lists a service's points in the order of the table of facilities: what
// arrives at each, its capacity and what limits it, at the parameters' central
// values in the frame of the comparison.
func (e *Evaluation) loads(s int) []report.PointLoad {
	n, o, served := e.County.Network, &e.outcome.Services[s], e.central.served[s].Points
	place, year := make([]int, len(n.Points)), make([]*delivery.PointLoad, len(n.Points))
	for k, i := range o.Points {
		place[i] = k
	}
	for k := range served {
		year[served[k].Point] = &served[k]
	}
	factor := e.factor(s)
	var out []report.PointLoad
	for _, i := range listed(n, s) {
		pt := &n.Points[i]
		l := report.PointLoad{Facility: n.Facilities[pt.Facility].ID, Names: n.Facilities[pt.Facility].Called(), Channel: string(pt.Channel), Load: nan, Capacity: nan, Seen: nan, Positions: nan, Rooms: nan, More: report.OneMore{Position: nan, RoomHour: nan, UnitDay: nan}}
		if pt.Unit >= 0 {
			l.Unit = n.Units[pt.Unit].ID
		}
		switch {
		case n.Facilities[pt.Facility].Column < 0:
			l.Reason.Cause = report.NoTimes
		case pt.Provider:
			l.Reason.Cause = report.OtherProducer
		case !e.of.staffed(s):
			e.unknownLoad(&l, s, year[i])
		default:
			x := year[i]
			l.Load, l.Capacity, l.Seen, l.Bind, l.Rooms = x.Load, x.Capacity, x.Seen, x.Bind, x.Rooms
			if rooms, _, given := e.outcome.RoomsAt(n, i); given {
				l.Rooms = rooms
			}
			if l.Bind == "" {
				l.Bind = "none"
			}
			if pt.Channel == network.Mobile {
				l.Reason.Cause = report.UnitCrew
			} else {
				l.Positions = factor * o.PositionsAt(place[i], 0)
				for f, st := range n.Services[s].Staff {
					l.Staff = append(l.Staff, report.Positions{Profession: st.Profession, N: factor * o.PositionsAt(place[i], f)})
				}
			}
		}
		out = append(out, l)
	}
	return out
}

// listed returns the points of a service in the order of the table of facilities.
func listed(n *network.Network, s int) []int {
	rank := make([]int, len(n.Facilities))
	for k, f := range population.InOrder(n.Order, len(n.Facilities)) {
		rank[f] = k
	}
	out := n.Serving(s)
	slices.SortStableFunc(out, func(i, j int) int { return rank[n.Points[i].Facility] - rank[n.Points[j].Facility] })
	return out
}

// unknownLoad fills what is known about a point without the positions of its
// service: the given rooms, and the contacts that arrive first. If some points are
// open part of the week, it is unknown what they send on to the others.
func (e *Evaluation) unknownLoad(l *report.PointLoad, s int, x *delivery.PointLoad) {
	pt := &e.County.Network.Points[x.Point]
	l.Reason = e.of.unknown(s)
	if rooms, _, given := e.outcome.RoomsAt(e.County.Network, x.Point); given {
		l.Rooms = rooms
	}
	sentOn := slices.Contains(e.outcome.Services[s].Load.Full, false)
	if !sentOn || pt.Visiting || pt.Channel != network.OnSite {
		l.Load = x.First
	}
}
