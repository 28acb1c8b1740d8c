package engine

import (
	"cmp"
	"math"
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/lang"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// cellState is a service for the people of a cell in one option.
func (e *Evaluation) cellState(tr *delivery.Trace, c *delivery.Cell, s int) report.CellState {
	x, m := &c.Served, e.compiled.model
	st := report.CellState{Need: x.Need, Induced: x.Induced, RemoteNeed: x.RemoteNeed, Remote: x.Remote, Contracted: x.Contracted,
		SchoolNeed: c.SchoolNeed, School: x.School, NoPoint: x.NoPoint, Forgone: x.Forgone, Seen: x.Seen, Share: x.Share}
	st.Slot = delivery.SuitableSlot(c.Demand, m, c.Service, s)
	st.Plan = e.plan(tr, s)
	st.Plan.Here = x.RemoteMean
	for _, f := range c.Flows {
		st.First, st.Moved, st.Unmet = st.First+f.First, st.Moved+f.Found, st.Unmet+f.Unmet
	}
	e.travellers(&st, c, s)
	st.Points = append(e.cellPoints(tr, c, &c.Service.Load, c.Flows), e.withoutTimes(s)...)
	if c.Service.Contract != nil {
		st.Points = append(st.Points, e.cellPoints(tr, c, c.Service.Contract, c.Others)...)
	}
	slices.SortStableFunc(st.Points, func(a, b report.CellPoint) int {
		return cmp.Or(cmp.Compare(b.First+b.Found, a.First+a.Found), cmp.Compare(nearestOf(&a), nearestOf(&b)))
	})
	for _, l := range e.compiled.prices.Residents(e.County.Network, s, x) {
		st.Residents = append(st.Residents, report.ResidentLine{Kind: l.Kind, EUR: l.EUR})
	}
	j := cost.JourneysOf(x)
	st.Journeys, st.Minutes, st.CarKm, st.RidesPt = j.N, j.Minutes/j.N, j.CarKm/j.N, j.Pt/j.N // NaN without journeys
	return st
}

// nearestOf returns the minutes of those who walk well and have no car.
func nearestOf(p *report.CellPoint) float64 {
	if len(p.By) == 0 {
		return math.Inf(1)
	}
	return p.By[delivery.Free].Minutes
}

// travellers fills in the types of travellers in the target group.
func (e *Evaluation) travellers(st *report.CellState, c *delivery.Cell, s int) {
	m, n, v := e.compiled.model, e.County.Network, c.Service
	for ty := delivery.Type(0); ty < delivery.Types; ty++ {
		t := report.Traveller{Type: report.TravellerType(int(ty)), Minutes: math.Inf(1)}
		for b, people := range c.Demand.People {
			t.People += people * m.Services[s].Target[b] * m.Share(ty, b)
		}
		if at := v.Nearest[ty][0]; at >= 0 {
			t.Minutes = v.Time[ty][0].Minutes()
			t.Nearest = n.Facilities[n.Points[v.Points[at]].Facility].Called()
		}
		st.Travellers = append(st.Travellers, t)
	}
}

// cellPoints lists the points of a load as the people of a cell see them.
func (e *Evaluation) cellPoints(tr *delivery.Trace, c *delivery.Cell, l *delivery.Load, flows []delivery.Flow) []report.CellPoint {
	var by [delivery.Types][]delivery.Prospect
	for ty := range by {
		by[ty] = tr.Prospects(c, l, delivery.Type(ty))
	}
	out := make([]report.CellPoint, len(flows))
	for i, f := range flows {
		p := &out[i]
		e.describe(p, f.Point, c.Demand.Cells[0])
		for ty := range by {
			p.By = append(p.By, report.PointTraveller(by[ty][i]))
		}
		p.First, p.Kept, p.Gone, p.Unmet, p.Found = f.First, f.Kept, f.Gone, f.Unmet, f.Found
		p.AllFirst, p.Capacity = nan, nan
		if y := tr.Year(f.Point); y != nil {
			p.AllFirst, p.Capacity, p.Bind = y.First, y.Capacity, y.Bind
		}
	}
	return out
}

// withoutTimes lists the open points of a service that have no travel times.
func (e *Evaluation) withoutTimes(s int) []report.CellPoint {
	var out []report.CellPoint
	for _, i := range e.outcome.Services[s].NoTimes {
		p := report.CellPoint{AllFirst: nan, Capacity: nan}
		e.describe(&p, i, 0)
		out = append(out, p)
	}
	return out
}

// ways returns the minutes from a cell to a column by each way of travelling.
func (e *Evaluation) ways(column int, cell int32) (walk, transit, bike, car float64) {
	minutes := func(mode travel.Mode) float64 {
		t, ok := e.County.Matrix.Table(mode, e.of.settings.Period)
		switch {
		case !ok:
			return nan
		case t.Times[column][cell] == travel.Unreached:
			return math.Inf(1)
		}
		return t.Times[column][cell].Minutes()
	}
	return minutes(travel.Walk), minutes(travel.Transit), minutes(travel.Bike), minutes(travel.Car)
}

// plan is how the share of remote contacts of a service comes about.
func (e *Evaluation) plan(tr *delivery.Trace, s int) report.RemotePlan {
	m, n := e.compiled.model, e.County.Network
	sm := &m.Services[s]
	out := report.RemotePlan{Now: sm.RemoteNow, Planned: nan, Delivery: nan, Ceiling: sm.RemoteMax, Realised: tr.Served.RemoteMean}
	out.Target, out.Possible = m.RemoteTarget(n, s)
	if plan, planned := n.RemoteOf(s); planned {
		out.Planned, out.Delivery = plan.Share, m.Delivery
	}
	return out
}

// areaNames returns the names of an area by its id.
func (e *Evaluation) areaNames(id string) lang.Name {
	for _, a := range e.people.grid.Areas {
		if a.ID == id {
			return a.Names.Or(lang.Same(a.Name))
		}
	}
	return lang.Same(id)
}
