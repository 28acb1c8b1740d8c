package engine

import (
	"math"
	"slices"

	"saavu/pkg/delivery"
	"saavu/pkg/report"
	"saavu/pkg/waiting"
)

// moves returns what gives the moves of an option and service, both by index, if it was
// asked for.
func (c *comparison) moves() func(option, service int) (*report.Moves, error) {
	if !c.in.Moves {
		return nil
	}
	return func(option, service int) (*report.Moves, error) { return c.list[option].movesOf(service) }
}

// movesOf computes what waits need of a service: what comes to its points in buildings and
// what they can see, in today's network for today's people and in the option, and where
// the need of today's points goes. All at the parameters' central values. What can be seen
// is unknown where a point's positions are.
func (e *Evaluation) movesOf(s int) (*report.Moves, error) {
	p := e.of
	before, err := p.peopleOf(p.base.Year)
	if err != nil {
		return nil, err
	}
	n, d, home := p.base.Network, before.demand, before.home()
	out := &report.Moves{Year: e.Year, Staffed: p.staffed(s), Young: young(p.today.model, d, s)}
	if sm := &p.today.model.Services[s]; len(sm.StaffMin) > 0 && sm.StaffMin[0] > 0 {
		out.Slots = waiting.Slots(sm.Fill[0], p.today.model.Productive, sm.StaffMin[0])
	}
	var served delivery.Served
	delivery.Serve(p.today.model, n, home, s, delivery.Language(p.today.model, d), delivery.NoBoost(), &served)
	year := func(list []delivery.PointLoad, k int) report.MovePoint {
		x := report.MovePoint{Load: nan, Capacity: nan}
		if i := slices.IndexFunc(list, func(y delivery.PointLoad) bool { return y.Point == k }); i >= 0 {
			x.First, x.Load, x.Capacity = list[i].First, list[i].Load, list[i].Capacity
		}
		return x
	}
	for _, i := range n.Serving(s) {
		if n.UnitID(i) == "" && !n.Points[i].Provider {
			x := year(served.Points, i)
			x.Facility = n.Facilities[n.Points[i].Facility].ID
			if k := slices.Index(home.Services[s].Points, i); k >= 0 && len(n.Services[s].Staff) > 0 {
				x.Positions = home.Services[s].PositionsAt(k, 0)
			}
			out.Today = append(out.Today, x)
		}
	}
	m, after := e.compiled.model, e.County.Network
	delivery.Serve(m, after, e.outcome, s, delivery.Language(m, e.people.demand), e.boost().of(len(after.Services))[s], &served)
	var points []int
	for _, i := range after.Serving(s) {
		if after.UnitID(i) == "" && !after.Points[i].Provider {
			x := year(served.Points, i)
			f := &after.Facilities[after.Points[i].Facility]
			x.Facility, x.Names = f.ID, f.Called()
			out.Option = append(out.Option, x)
			points = append(points, i)
		}
	}
	for _, x := range out.Today {
		goes := map[int]float64{}
		if at := n.Facility(x.Facility); at >= 0 {
			goes = delivery.Goes(e.people.demand, m, after, e.outcome, e.people.home(), s, n.Points[p.pointAt(x.Facility, s)].ID)
		}
		to := make([]float64, len(points))
		for q, i := range points {
			to[q] = goes[i]
		}
		out.Goes = append(out.Goes, to)
	}
	return out, nil
}

// pointAt is the open point of a service in a building of today's network.
func (p *Prepared) pointAt(facility string, s int) int {
	n := p.base.Network
	for _, i := range n.Serving(s) {
		if n.Facilities[n.Points[i].Facility].ID == facility && n.UnitID(i) == "" {
			return i
		}
	}
	return -1
}

// young is the share of the need of people below the age at which the law's limit changes;
// NaN if no band of ages begins there.
func young(m *delivery.Model, d *delivery.Demand, s int) float64 {
	if !slices.Contains(m.Starts, report.Adult) {
		return nan
	}
	all, below := slices.Clone(m.Services[s].Rate), make([]float64, len(m.Starts))
	for b, v := range all {
		if m.Starts[b] < report.Adult {
			below[b] = v
		}
	}
	if total := d.Total(all); total > 0 {
		return d.Total(below) / total
	}
	return math.NaN()
}
