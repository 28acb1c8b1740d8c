package engine

import (
	"context"
	"fmt"
	"math"
	"slices"

	"saavu/pkg/delivery"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Explainer explains places of one option. It evaluates the option once, so that many
// places can be explained; one goroutine at a time may use it.
type Explainer struct {
	of     *Prepared
	states []*Evaluation // the option that the explained one is compared with, if any, then that one
	traces map[*Evaluation][]*delivery.Trace
	named  []report.Option // the states
	out    *report.Explanation
	read   reading
}

// Explain evaluates options, each after the one that it is compared with, and prepares
// to explain one of them by its id: at the parameters' central values and with the
// same staff, next to the option that it is compared with. Every number of an
// explanation is one that a comparison adds up.
func (p *Prepared) Explain(ctx context.Context, options []scenario.Option, id string) (*Explainer, error) {
	counties, err := Apply(p.base, options)
	if err != nil {
		return nil, err
	}
	list, err := p.evaluateAll(ctx, options, counties, false, func(float64) {})
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(list, func(e *Evaluation) bool { return e.Option.ID == id })
	if at < 0 {
		return nil, fmt.Errorf("no option %q", id)
	}
	x := &Explainer{of: p, states: []*Evaluation{list[at]}, traces: map[*Evaluation][]*delivery.Trace{}}
	if e := list[at]; e.Against != nil {
		x.states = []*Evaluation{e.Against, e}
	}
	for i, e := range x.states {
		x.traces[e] = make([]*delivery.Trace, len(p.base.Network.Services))
		o := p.described(&e.Option, e.County.Network)
		if i > 0 {
			o.Against = 0
		}
		x.named = append(x.named, o)
	}
	return x, nil
}

// start starts an explanation.
func (x *Explainer) start() {
	p, e := x.of, x.last()
	x.read = reading{tree: e.County.Params}
	x.out = &report.Explanation{Year: e.Year, Period: hours(p.settings.Period), Path: p.settings.Path.String(), Choice: p.settings.Choice, Options: x.named}
}

// Cell explains services, by id, for the people of a cell of the grid. A cell where
// nobody of the county lives is an error.
func (x *Explainer) Cell(cell int, services []string) (*report.Explanation, error) {
	x.start()
	e := x.last()
	g, d := e.people.grid, e.people.demand
	k := slices.Index(d.Cells, int32(cell))
	if k < 0 {
		return nil, fmt.Errorf("nobody of the county lives in cell %s", g.Name(cell))
	}
	area := g.Areas[d.Area[k]]
	c := &report.ExplainedCell{ID: g.Name(cell), At: g.Centres[cell], Distance: nan, Area: area.ID, AreaNames: area.Names.Or(lang.Same(area.Name)), Estimated: g.Estimated[cell]}
	for _, n := range d.People[k*d.Bands : (k+1)*d.Bands] {
		c.People += n
	}
	x.out.Cell = c
	for _, id := range services {
		s := e.County.Network.Service(id)
		v := x.service(s)
		v.Cell = x.cellService(s, k, &v)
		x.out.Services = append(x.out.Services, v)
	}
	x.parameters()
	return x.out, nil
}

// last is the option that is explained.
func (x *Explainer) last() *Evaluation { return x.states[len(x.states)-1] }

// trace traces a service of one of the options.
func (x *Explainer) trace(e *Evaluation, s int) *delivery.Trace {
	if tr := x.traces[e][s]; tr != nil {
		return tr
	}
	m := e.serving()
	x.traces[e][s] = delivery.NewTrace(e.people.demand, m, e.located(), e.times, e.outcome, e.people.home(), s, delivery.Language(m, e.people.demand), delivery.NoBoost())
	return x.traces[e][s]
}

// service starts a service of the explanation.
func (x *Explainer) service(s int) report.ExplainedService {
	e := x.last()
	v := &e.County.Network.Services[s]
	limit := "travel.threshold_min." + string(v.Tier)
	x.read.add(limit)
	out := report.ExplainedService{ID: v.ID, Names: v.Name.Or(v.Name), Short: v.Short.Or(v.Name), Tier: string(v.Tier), Group: v.Target,
		Limit: report.Exact(e.compiled.model.Services[s].LimitMin)}
	if p, ok := e.County.Params.Get(limit); ok && p.Known {
		out.Limit = report.Range{V: p.V, Lo: p.Lo, Hi: p.Hi, Known: true}
	}
	if !x.of.staffed(s) {
		out.Reason = x.of.unknown(s)
	}
	return out
}

// cellService explains a service for the people of a live cell.
func (x *Explainer) cellService(s, k int, v *report.ExplainedService) *report.CellService {
	e := x.last()
	out := &report.CellService{}
	e.ages(s, k, out)
	x.readCell(s, k)
	for i, e := range x.states {
		tr := x.trace(e, s)
		c := tr.Cell(k)
		st := e.cellState(tr, c, s)
		x.limits(&st, c, v)
		if i > 0 {
			change := tr.Change(c, k, &x.states[0].outcome.Services[s])
			out.Gain, out.Lose = change.Gain(-1, v.Limit.V), change.Lose(-1, v.Limit.V)
		}
		if v.Reason.Cause != "" {
			unserved(&st)
		}
		out.States = append(out.States, st)
	}
	newPoints(out.States)
	return out
}

// limits counts the people who get there within the time limit and its range.
func (x *Explainer) limits(st *report.CellState, c *delivery.Cell, v *report.ExplainedService) {
	there := &c.Service.There
	st.There, st.ThereLow, st.ThereHigh = there.Within(-1, v.Limit.V), there.Within(-1, v.Limit.Lo), there.Within(-1, v.Limit.Hi)
	st.Own, st.AtSchool = c.Service.Own.Within(-1, v.Limit.V), there.School
}

// newPoints marks the points that the other option does not have.
func newPoints(states []report.CellState) {
	for i := range states {
		for j := range states[i].Points {
			p := &states[i].Points[j]
			for o := range states {
				p.New = p.New || o != i && !slices.ContainsFunc(states[o].Points, func(q report.CellPoint) bool { return q.Facility == p.Facility && q.Unit == p.Unit })
			}
		}
	}
}

// ages fills in the target group and the need by age, with neighbouring bands of the
// same rate together.
func (e *Evaluation) ages(s, k int, out *report.CellService) {
	m, d := e.serving(), e.people.demand
	sm, row := &m.Services[s], d.People[k*d.Bands:(k+1)*d.Bands]
	from, to := m.BandsOf(&d.Areas[d.Area[k]])
	for b := from; b < to; b++ {
		n := row[b]
		target := sm.Target[b] > 0
		if target {
			out.People += n
			out.Car += n * m.Car[b]
			out.Limited += n * m.Limited[b]
		}
		if !target && sm.Rate[b] == 0 {
			continue
		}
		age := m.LastAge(b)
		if last := len(out.Ages) - 1; last >= 0 && out.Ages[last].Group.To == m.Starts[b]-1 && out.Ages[last].Rate == sm.Rate[b] && out.Ages[last].Target == target {
			a := &out.Ages[last]
			a.Group.To, a.People, a.Need = age, a.People+n, a.Need+n*sm.Rate[b]
			continue
		}
		a := report.AgeNeed{Target: target, People: n, Rate: sm.Rate[b], Need: n * sm.Rate[b]}
		a.Group.From, a.Group.To = m.Starts[b], age
		out.Ages = append(out.Ages, a)
	}
}

// unserved clears what depends on unknown positions.
func unserved(st *report.CellState) {
	st.Remote, st.School, st.Seen, st.Moved, st.Unmet, st.Share = nan, nan, nan, nan, nan, nan
	st.Residents, st.Journeys, st.Minutes, st.CarKm, st.RidesPt = nil, nan, nan, nan, nan
	for i := range st.Points {
		p := &st.Points[i]
		if !p.Provider {
			p.Kept, p.Gone, p.Unmet, p.Found, p.Capacity, p.Bind = nan, nan, nan, nan, nan, ""
		}
	}
}

// describe fills in what a point is like for the people of a cell.
func (e *Evaluation) describe(out *report.CellPoint, point int, cell int32) {
	n := e.County.Network
	pt := &n.Points[point]
	f := &n.Facilities[pt.Facility]
	out.Facility, out.Names, out.Area, out.Provider, out.Unit = f.ID, f.Called(), f.Area, pt.Provider, n.UnitID(point)
	if pt.Unit >= 0 {
		out.UnitKind = n.Units[pt.Unit].Kind
	}
	out.Days, out.Evenings, out.Saturday = pt.Hours.DaysPerWeek(), network.Hours{Evening: pt.Hours.Evening}.DaysPerWeek(), pt.Hours.Saturday
	out.BarrierFree, out.Swedish, out.Attraction = f.BarrierFree, pt.Swedish, e.attraction(pt.ID)
	out.Walk, out.Transit, out.Bike, out.Car = nan, nan, nan, nan
	if out.NoTimes = f.Column < 0; out.NoTimes {
		return
	}
	out.Walk, out.Transit, out.Bike, out.Car = e.ways(f.Column, cell)
}

// attraction of a point; unknown if people go to the nearest.
func (e *Evaluation) attraction(point string) float64 {
	if c := e.people.choice(); c != nil {
		return c.Attraction(point)
	}
	return math.NaN()
}

// Network returns the network of the option that is explained.
func (x *Explainer) Network() *network.Network { return x.last().County.Network }
